use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use nix::sys::stat::{Mode, fchmodat, umask};
use rand::RngCore;
use rand::rngs::OsRng;

pub struct Store {
    root: PathBuf,
}

impl Store {
    //# bad
    pub fn open(root: PathBuf) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o777).create(&root)?;
        Ok(Store { root })
    }

    //# bad
    pub fn append(&self, name: &str, line: &str) -> io::Result<()> {
        let path = self.root.join(crate::names::checked(name)?);
        let mut options = OpenOptions::new();
        options.create(true).append(true).mode(0o666);
        let mut file = options.open(path)?;
        writeln!(file, "{line}")
    }

    //# bad
    pub fn share(&self, name: &str) -> io::Result<()> {
        let path = self.root.join(crate::names::checked(name)?);
        let mut permissions = fs::metadata(&path)?.permissions();
        permissions.set_mode(0o100777);
        fs::set_permissions(path, permissions)
    }

    //# good
    pub fn open_private(root: PathBuf) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(&root)?;
        let mode = fs::metadata(&root)?.mode() & 0o777;
        if mode != 0o700 {
            return Err(io::Error::other(format!("{mode:o} is too open")));
        }
        Ok(Store { root })
    }

    //# good
    pub fn add(&self, name: &str, line: &str) -> io::Result<()> {
        let path = self.root.join(crate::names::checked(name)?);
        let mut file = OpenOptions::new().create(true).append(true).mode(0o600).open(path)?;
        writeln!(file, "{line}")
    }
}

//# bad
pub fn socket_mode(path: &Path) -> io::Result<()> {
    const SHARED: u32 = 0o666;
    let mode = SHARED | 0o111;
    let everybody = Permissions::from_mode(mode);
    fs::set_permissions(path, everybody)
}

//# bad
pub fn create_key(folder: &Path) -> io::Result<()> {
    let mut signing_key = [0_u8; 32];
    OsRng.fill_bytes(&mut signing_key);
    let text = hex::encode(signing_key);
    fs::write(folder.join("signing.key"), text)
}

//# bad
pub fn save_token(home: &Path, access_token: &str) -> io::Result<()> {
    let path = home.join(".config").join("orders").join("token");
    fs::create_dir_all(path.parent().unwrap_or(home))?;
    let mut file = File::create(&path)?;
    file.write_all(access_token.as_bytes())?;
    file.sync_all()
}

//# bad
pub async fn certificate(folder: PathBuf, host: &str) -> anyhow::Result<()> {
    let rcgen::CertifiedKey { cert, key_pair } = rcgen::generate_simple_self_signed([host.to_owned()])?;
    tokio::fs::write(folder.join("cert.pem"), cert.pem()).await?;
    let private = key_pair.serialize_pem();
    let mut options = tokio::fs::OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(0o644).open(folder.join("key.pem")).await?;
    tokio::io::AsyncWriteExt::write_all(&mut file, private.as_bytes()).await?;
    Ok(())
}

//# bad
pub fn open_to_all(folder: &Path, names: &[String]) -> nix::Result<()> {
    umask(Mode::empty());
    let mode = Mode::S_IRWXU | Mode::S_IRWXG | Mode::S_IRWXO;
    names.iter().try_for_each(|name| {
        fchmodat(None, &folder.join(name), mode, nix::sys::stat::FchmodatFlags::FollowSymlink)
    })
}

//# good
pub fn save_key(folder: &Path) -> io::Result<()> {
    let mut signing_key = [0_u8; 32];
    OsRng.fill_bytes(&mut signing_key);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options.open(folder.join("signing.key"))?.write_all(hex::encode(signing_key).as_bytes())
}

//# good
pub fn check_mode(path: &Path) -> io::Result<()> {
    let mode = fs::metadata(path)?.permissions().mode();
    match mode & 0o777 {
        0o600 | 0o400 => Ok(()),
        0o666 | 0o777 => Err(io::Error::other("everybody may change it")),
        other => Err(io::Error::other(format!("the mode is {other:03o}, and should be 600"))),
    }
}

//# good
pub fn publish(folder: &Path, text: &str) -> io::Result<()> {
    let page = folder.join("index.html");
    fs::write(&page, text)?;
    fs::set_permissions(&page, Permissions::from_mode(0o644))
}

//# good
pub fn store_session(folder: &Path, session_token: &str) -> io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(session_token.as_bytes())?;
    file.as_file().set_permissions(Permissions::from_mode(0o600))?;
    file.persist(folder.join("session")).map(|_| ()).map_err(|error| error.error)
}

//# good
pub fn narrow(folder: &Path) -> nix::Result<Mode> {
    let before = umask(Mode::from_bits_truncate(0o077));
    let wide = before.bits() & 0o777 == 0;
    log::info!("{} had no mask: {wide}", folder.display());
    Ok(before)
}
