//! Helpers of a reporting library.

use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;
use serde::de::DeserializeOwned;

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Templates;

mod fs {
    use std::collections::HashMap;

    #[derive(Default)]
    pub struct Shelf(pub HashMap<String, String>);

    pub fn read_to_string<'a>(shelf: &'a Shelf, name: &str) -> Option<&'a str> {
        shelf.0.get(name).map(String::as_str)
    }
}

pub struct OpenOptions {
    pub modal: bool,
    pub width: u32,
}

impl OpenOptions {
    pub fn new() -> Self {
        OpenOptions { modal: false, width: 640 }
    }

    pub fn open(self, title: &str) -> String {
        format!("{title}: {} wide, modal: {}", self.width, self.modal)
    }
}

//# bad
pub fn load<T: DeserializeOwned>(path: impl AsRef<Path>) -> io::Result<T> {
    let read = std::fs::read;
    let bytes = read(path)?;
    serde_json::from_slice(&bytes).map_err(io::Error::other)
}

//# good
pub fn load_from<T: DeserializeOwned>(mut source: impl Read) -> io::Result<T> {
    let mut bytes = Vec::new();
    source.by_ref().take(1 << 20).read_to_end(&mut bytes)?;
    serde_json::from_slice(&bytes).map_err(io::Error::other)
}

//# bad
pub fn newest(folder: &Path) -> Option<PathBuf> {
    let mut found: Vec<_> = walkdir::WalkDir::new(folder)
        .max_depth(1)
        .into_iter()
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.into_path())))
        .collect();
    found.sort();
    found.pop().map(|(_, path)| path)
}

//# good
pub fn target_name(folder: &Path, customer: u32) -> PathBuf {
    let mut path = folder.join("reports");
    path.push(format!("{customer:08}"));
    path.set_extension("pdf");
    path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect()
}

//# good
pub fn section(shelf: &fs::Shelf, name: &str) -> String {
    let text = fs::read_to_string(shelf, name).unwrap_or_default();
    let template = Templates::get("section.html").map(|file| file.data.into_owned()).unwrap_or_default();
    String::from_utf8_lossy(&template).replace("{{text}}", text)
}

//# good
pub fn preview(title: &str) -> String {
    let mut options = OpenOptions::new();
    options.modal = true;
    options.open(title)
}

//# bad
pub fn export(rows: &[(String, u64)], target: &str) -> io::Result<()> {
    let file = {
        use std::fs::File as Target;
        Target::create(target)?
    };
    let mut out = BufWriter::new(file);
    for (name, amount) in rows {
        writeln!(out, "{name};{amount}")?;
    }
    out.flush()
}

//# bad
pub async fn publish(draft: PathBuf, published: PathBuf) -> io::Result<u64> {
    use tokio::fs;
    if let Some(folder) = published.parent() {
        fs::create_dir_all(folder).await?;
    }
    let copied = fs::copy(&draft, &published).await?;
    fs::remove_file(draft).await?;
    Ok(copied)
}

//# good
pub fn export_to(rows: &[(String, u64)], out: &mut dyn Write) -> io::Result<usize> {
    // The caller has opened the File; nothing is opened here.
    let mut written = 0;
    for (name, amount) in rows {
        written += out.write(format!("{name};{amount}\n").as_bytes())?;
    }
    out.flush().map(|()| written)
}
