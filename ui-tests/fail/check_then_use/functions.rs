use portcullis::prelude::*;

struct Place {
    target: std::path::PathBuf,
}

/// Asks by functions, about fields.
#[capability(read, allow(ambient_filesystem, reason = "the test is about another rule"))]
async fn functions(number: u32) -> Result<u32, Internal> {
    use tokio::fs;
    let place = Place { target: format!("/srv/{number}").into() };
    if fs::metadata(&place.target).await?.len() > 9 { //~ P510
        fs::write(&place.target, "too much").await?;
    }
    let new = std::path::PathBuf::from("/srv/new");
    if fs::try_exists(&new).await? { //~ P510
        return Ok(1);
    }
    fs::rename(&place.target, new).await?;
    Ok(2)
}

fn main() {}
