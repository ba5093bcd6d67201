//! Installs packages that are zip or tar files: a library's helpers and a command-line tool.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Cursor, Read, Write};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use flate2::read::GzDecoder;
use tar::{Archive, Builder, EntryType};
use xz2::read::XzDecoder;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const MAX_ENTRIES: usize = 2_000;
const MAX_ENTRY_BYTES: u64 = 16 << 20;
const MAX_TOTAL_BYTES: u64 = 256 << 20;

//# bad
pub fn install(package: &Path, into: &Path) -> Result<usize> {
    let mut archive = ZipArchive::new(File::open(package)?)?;
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i)?;
        let target = into.join(entry.name());
        if entry.is_dir() {
            fs::create_dir_all(&target)?;
            continue;
        }
        let mut file = File::create(&target)?;
        io::copy(&mut entry, &mut file)?;
    }
    Ok(archive.len())
}

//# bad
pub fn install_tarball(package: &Path, into: &Path) -> Result<()> {
    let file = BufReader::new(File::open(package)?);
    let mut archive = Archive::new(GzDecoder::new(file));
    archive.set_preserve_permissions(false);
    archive.unpack(into).with_context(|| format!("unpacking {}", package.display()))
}

//# bad
pub fn install_bytes(bytes: Vec<u8>, into: PathBuf) -> zip::result::ZipResult<()> {
    let reader = Cursor::new(bytes);
    zip::ZipArchive::new(reader)?.extract(&into)
}

//# bad
/// Unpacks the part of a package that lies below a prefix.
pub fn install_part(package: impl Read, prefix: &str, into: &Path) -> Result<Vec<PathBuf>> {
    let mut archive = tar::Archive::new(XzDecoder::new(package));
    let mut written = Vec::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.into_owned();
        let Ok(rest) = path.strip_prefix(prefix) else { continue };
        let target = into.join(rest);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        entry.unpack(&target)?;
        written.push(target);
    }
    Ok(written)
}

//# bad
/// Names are looked at, sizes are not.
pub fn install_inside(package: &Path, into: &Path) -> Result<()> {
    let mut archive = ZipArchive::new(File::open(package)?)?;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index)?;
        let Some(name) = entry.enclosed_name() else { bail!("{} leads out of the folder", entry.name()) };
        let target = into.join(name);
        fs::create_dir_all(target.parent().unwrap_or(into))?;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        fs::write(target, bytes)?;
    }
    Ok(())
}

//# good
pub fn install_with_limits(package: &Path, into: &Path) -> Result<()> {
    let mut archive = ZipArchive::new(File::open(package)?)?;
    ensure!(archive.len() <= MAX_ENTRIES, "{} entries are too many", archive.len());
    let mut left = MAX_TOTAL_BYTES;
    for index in 0..archive.len() {
        let entry = archive.by_index(index)?;
        let name = entry.enclosed_name().context("a name leads out of the folder")?;
        if entry.is_dir() {
            continue;
        }
        let target = into.join(name);
        fs::create_dir_all(target.parent().unwrap_or(into))?;
        let mut bytes = entry.take(left.min(MAX_ENTRY_BYTES) + 1);
        let written = io::copy(&mut bytes, &mut File::create(target)?)?;
        ensure!(written <= MAX_ENTRY_BYTES, "an entry is too large");
        left = left.checked_sub(written).context("the package is too large")?;
    }
    Ok(())
}

//# good
pub fn install_tar_with_limits(package: impl Read, into: &Path) -> Result<u64> {
    let mut archive = Archive::new(GzDecoder::new(package).take(MAX_TOTAL_BYTES));
    let mut total = 0_u64;
    for (number, entry) in archive.entries()?.enumerate() {
        ensure!(number < MAX_ENTRIES, "too many entries");
        let mut entry = entry?;
        if entry.header().entry_type() != EntryType::Regular {
            continue;
        }
        total = total.saturating_add(entry.size());
        ensure!(total <= MAX_TOTAL_BYTES, "the package is too large");
        ensure!(entry.unpack_in(into)?, "an entry leads out of the folder");
    }
    Ok(total)
}

//# good
pub fn names(package: &Path) -> Result<Vec<String>> {
    let archive = ZipArchive::new(File::open(package)?)?;
    Ok(archive.file_names().take(MAX_ENTRIES).map(str::to_owned).collect())
}

//# good
/// The one entry that is wanted, at most a megabyte of it.
pub fn manifest(package: &Path, into: &Path) -> Result<String> {
    let mut archive = ZipArchive::new(File::open(package)?)?;
    let mut text = String::new();
    archive.by_name("manifest.toml")?.take(1 << 20).read_to_string(&mut text)?;
    fs::write(into.join("manifest.toml"), &text)?;
    Ok(text)
}

//# good
pub fn pack(folder: &Path, names: &[String], out: &Path) -> Result<()> {
    let mut writer = ZipWriter::new(File::create(out)?);
    for name in names {
        writer.start_file(name.as_str(), SimpleFileOptions::default())?;
        io::copy(&mut File::open(folder.join(name))?, &mut writer)?;
    }
    writer.finish()?;
    Ok(())
}

//# good
pub fn pack_tar(folder: &Path, out: impl Write) -> io::Result<()> {
    let mut builder = Builder::new(out);
    builder.follow_symlinks(false);
    builder.append_dir_all("package", folder)?;
    builder.into_inner()?.flush()
}

//# good
pub fn sizes(package: impl Read) -> Result<HashMap<PathBuf, u64>> {
    let mut sizes = HashMap::new();
    for entry in Archive::new(package).entries()?.take(MAX_ENTRIES) {
        let entry = entry?;
        let path = entry.path()?.into_owned();
        if path.components().all(|part| matches!(part, Component::Normal(_))) {
            sizes.insert(path, entry.header().size()?);
        }
    }
    Ok(sizes)
}
