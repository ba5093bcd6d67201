//! Background workers that store what came from elsewhere, and a mirror on the command line.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{self, Path, PathBuf};

use anyhow::{Context, Result};
use futures_util::StreamExt;
use lapin::Consumer;
use lapin::options::BasicAckOptions;
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Attachment {
    file_name: String,
    #[serde(with = "serde_bytes")]
    data: Vec<u8>,
}

#[derive(Deserialize)]
pub struct Release {
    name: String,
    digest: String,
    number: u64,
}

const MIRROR: &str = "/srv/mirror";

//# bad
pub async fn keep_attachments(mut consumer: Consumer, spool: PathBuf) -> Result<()> {
    while let Some(delivery) = consumer.next().await {
        let delivery = delivery?;
        let Attachment { file_name, data } = rmp_serde::from_slice(&delivery.data)?;
        let target = spool.join(&file_name);
        tokio::fs::write(target, data).await?;
        delivery.ack(BasicAckOptions::default()).await?;
    }
    Ok(())
}

//# bad
/// Fetches the index of a mirror and then each release under the name that the index gives it.
pub fn mirror(index: &url::Url) -> Result<()> {
    let releases: Vec<Release> = ureq::get(index.as_str()).call()?.body_mut().read_json()?;
    let wanted = releases.into_iter().filter(|r| r.number > 10).map(|r| r.name).collect::<Vec<_>>();
    for name in wanted {
        let mut body = ureq::get(index.join("current.tar.zst")?.as_str()).call()?.into_body();
        let path = path::PathBuf::from(MIRROR).join(format!("{name}.tar.zst"));
        let mut file = fs::File::create(&path)?;
        io::copy(&mut body.as_reader(), &mut file)?;
        println!("{}", path.display());
    }
    Ok(())
}

//# bad
pub async fn fetch_to(folder: &Path, url: &str) -> Result<u64> {
    let response = reqwest::get(url).await?.error_for_status()?;
    let disposition = response.headers().get("content-disposition").and_then(|v| v.to_str().ok());
    let name = disposition
        .and_then(|d| d.split("filename=").nth(1))
        .map(|n| n.trim_matches('"').to_string())
        .unwrap_or_else(|| "download".into());
    let bytes = response.bytes().await?;
    let mut file = tokio::fs::File::create(folder.join(name)).await?;
    Ok(tokio::io::copy(&mut bytes.as_ref(), &mut file).await?)
}

//# bad
pub fn write_sections(sections: &BTreeMap<String, String>) -> io::Result<()> {
    sections.iter().try_for_each(|(title, text)| {
        let mut path = String::from("out/sections/");
        path.push_str(title);
        path += ".html";
        fs::write(Path::new(path.as_str()), text)
    })
}

//# good
pub async fn keep_releases(folder: &Path, releases: &[Release]) -> Result<()> {
    for release in releases {
        let name = format!("{:08}.json", release.number);
        let text = serde_json::to_string(&(&release.name, &release.digest))?;
        tokio::fs::write(folder.join(name), text).await?;
    }
    Ok(())
}

//# good
/// Stores a body under its digest, which is computed here.
pub fn keep_body(folder: &Path, title: &str, body: &[u8]) -> Result<PathBuf> {
    let digest = blake3::hash(body).to_hex();
    let path = folder.join(&digest[..2]).join(digest.as_str());
    fs::create_dir_all(path.parent().context("a digest has a folder")?)?;
    let mut file = fs::File::create(&path)?;
    writeln!(file, "{title}")?;
    file.write_all(body)?;
    Ok(path)
}

//# good
pub fn keep_upload(folder: &Path, attachment: &Attachment) -> Result<()> {
    let Some(name) = Path::new(&attachment.file_name).file_name() else {
        anyhow::bail!("{:?} names no file", attachment.file_name);
    };
    fs::write(folder.join(name), &attachment.data)?;
    Ok(())
}

//# good
pub fn by_country(code: &str) -> Result<String> {
    let country: celes::Country = code.parse().map_err(|_| anyhow::anyhow!("{code} is no country"))?;
    let path = PathBuf::from("data/rates").join(country.alpha2).with_extension("csv");
    Ok(fs::read_to_string(path)?)
}

//# good
pub fn breadcrumbs(parts: &[String]) -> String {
    let joined = parts.join("/");
    format!("/srv/{joined}").replace('/', " › ")
}

//# good
pub fn open_journal(name: &str) -> io::Result<fs::File> {
    let label = name.trim();
    let name = "journal.log";
    let mut file =
        fs::OpenOptions::new().append(true).create(true).open(Path::new("/var/log/mirror").join(name))?;
    writeln!(file, "opened for {label} by {:?}", env::current_exe()?)?;
    Ok(file)
}
