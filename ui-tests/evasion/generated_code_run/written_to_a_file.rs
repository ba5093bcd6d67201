use portcullis::prelude::*;

/// The program lies in a file.
#[capability(write, allow(ambient_filesystem, ambient_process, reason = "the test is about the code"))]
fn written(#[validate(length(max = 200))] text: String) -> Result<bool, Internal> {
    std::fs::write("/srv/draft.py", &text)?;
    Ok(std::process::Command::new("python3").arg("/srv/draft.py").spawn().is_ok())
}

fn main() {}
