use std::collections::BTreeMap;
use std::ffi::CString;
use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use clap::Parser;
use secrecy::{ExposeSecret, SecretString};
use tar::{Builder, Header};
use zip::write::SimpleFileOptions;

#[derive(Parser)]
struct Arguments {
    #[arg(long)]
    script: String,
    #[arg(long)]
    password_file: std::path::PathBuf,
}

//# bad
fn install(arguments: &Arguments, target: &Path) -> io::Result<()> {
    fs::copy(&arguments.script, target)?;
    fs::set_permissions(target, fs::Permissions::from_mode(511))
}

//# bad
fn unlock(path: &str) -> io::Result<()> {
    let path = CString::new(path)?;
    // SAFETY: `path` ends with a zero byte.
    match unsafe { libc::chmod(path.as_ptr(), 0o666) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

//# bad
fn remember_password(arguments: &Arguments) -> io::Result<()> {
    let mut password = rpassword::prompt_password("Password: ")?;
    password.push('\n');
    fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o640)
        .open(&arguments.password_file)
        .and_then(|mut file| file.write_all(password.as_bytes()))
}

//# bad
fn unpack(archive: &Path, target: &Path) -> anyhow::Result<()> {
    for entry in tar::Archive::new(fs::File::open(archive)?).entries()?.take(100) {
        let mut entry = entry?;
        let number = entry.header().mtime()?;
        let path = target.join(number.to_string());
        let mut file = fs::OpenOptions::new().create_new(true).write(true).mode(0o777).open(path)?;
        io::copy(&mut entry.by_ref().take(1 << 20), &mut file)?;
    }
    Ok(())
}

//# good
fn install_for_owner(arguments: &Arguments, target: &Path) -> io::Result<()> {
    fs::copy(&arguments.script, target)?;
    let executable = 0o700;
    fs::set_permissions(target, fs::Permissions::from_mode(executable))
}

//# good
fn keep_password(arguments: &Arguments, password: &SecretString) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let mut file = options.open(&arguments.password_file)?;
    file.write_all(password.expose_secret().as_bytes())
}

//# good
fn pack(files: &BTreeMap<String, Vec<u8>>, out: fs::File) -> io::Result<()> {
    let mut builder = Builder::new(out);
    for (name, bytes) in files {
        let mut header = Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, bytes.as_slice())?;
    }
    builder.into_inner().map(|_| ())
}

//# good
fn zipped(text: &str) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    writer.start_file("token_counts.txt", SimpleFileOptions::default().unix_permissions(0o600))?;
    writer.write_all(text.as_bytes())?;
    Ok(writer.finish()?.into_inner())
}

//# good
fn describe(mode: u32) -> &'static str {
    const EVERYBODY: u32 = 0o777;
    match mode & EVERYBODY {
        0o777 => "everything to everybody",
        0o666 => "reading and writing to everybody",
        0o600 => "the owner's",
        _ => "something else",
    }
}

//# good
fn tighten(path: &Path) -> io::Result<bool> {
    let mode = fs::metadata(path)?.permissions().mode() & 0o777;
    let wanted = mode & !0o077;
    if wanted != mode {
        fs::set_permissions(path, fs::Permissions::from_mode(wanted))?;
    }
    Ok(wanted != mode)
}

//# good
fn seat(row: u32, place: u32) -> u32 {
    let mode = 0o777 + row;
    let key = 0o666 * place;
    mode ^ key
}
