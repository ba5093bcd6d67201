use portcullis::prelude::*;

/// The same of tokio.
#[capability(write)]
async fn start(number: u32) -> Result<u32, Internal> {
    use tokio::process::Command as Process;
    let first = tokio::process::Command::new("date").status().await?; //~ P602
    let second = Process::new("date").status().await?; //~ P602
    let third = {
        use tokio::process;
        process::Command::new("date").status().await? //~ P602
    };
    Ok(number + u32::from(first.success() && second.success() && third.success()))
}

fn main() {}
