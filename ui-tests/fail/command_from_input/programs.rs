use portcullis::prelude::*;

/// Which program is started is the input.
#[capability(read, allow(ambient_process, reason = "the case is about what is started"))]
async fn programs(#[validate(length(max = 100))] name: String) -> Result<u64, Internal> {
    tokio::process::Command::new(&name).status().await?; //~ P208
    let mut words = name.split_whitespace();
    let program = words.next().unwrap_or("true");
    std::process::Command::new(program).args(words).spawn()?; //~ P208
    std::process::Command::new(format!("/opt/tools/{name}")).spawn()?; //~ P208
    Ok(0)
}

fn main() {}
