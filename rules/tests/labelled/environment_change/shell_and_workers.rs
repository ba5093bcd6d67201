//! An interpreter, the children it starts, and what they inherit.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use k8s_openapi::api::core::v1::{Container, EnvVar};
use nix::sys::stat::{Mode, umask};
use nix::unistd;
use portcullis::prelude::*;

#[derive(Default)]
pub struct Scope {
    vars: BTreeMap<String, String>,
    folder: String,
}

impl Scope {
    fn set_var(&mut self, name: &str, value: &str) -> Option<String> {
        self.vars.insert(name.to_owned(), value.to_owned())
    }

    fn remove_var(&mut self, name: &str) -> Option<String> {
        self.vars.remove(name)
    }

    fn set_current_dir(&mut self, folder: &str) {
        self.folder = folder.to_owned();
    }
}

//# good
pub fn assign(scope: &mut Scope, line: &str) -> Option<String> {
    let (name, value) = line.split_once('=')?;
    match value.trim() {
        "" => scope.remove_var(name),
        value => scope.set_var(name, value),
    }
}

//# good
pub fn change_folder(scope: &mut Scope, line: &str) {
    if let Some(folder) = line.strip_prefix("cd ") {
        scope.set_current_dir(folder.trim());
    }
}

//# bad
pub fn assign_for_process(scope: &Scope, line: &str) -> Option<()> {
    let (name, value) = line.split_once('=')?;
    let value = scope.vars.get(value).map_or(value, String::as_str);
    use std::env as surroundings;
    unsafe { surroundings::set_var(name, value) };
    Some(())
}

//# good
pub fn child(scope: &Scope, program: &str) -> std::io::Result<std::process::ExitStatus> {
    Command::new(program)
        .env_clear()
        .envs(&scope.vars)
        .env("LANG", "C")
        .env_remove("LD_PRELOAD")
        .current_dir(&scope.folder)
        .status()
}

//# bad
pub fn child_without(program: &str, names: &[&str]) -> std::io::Result<std::process::ExitStatus> {
    let remove = std::env::remove_var::<&str>;
    for name in names.iter().copied() {
        unsafe { remove(name) };
    }
    Command::new(program).status()
}

//# bad
pub fn private_files() -> Mode {
    let before = umask(Mode::from_bits_truncate(0o077));
    tracing::debug!(before = before.bits(), "umask");
    before
}

//# good
pub fn mount_options(umask: u32) -> String {
    let mut options = vec!["nosuid".to_owned(), "nodev".to_owned()];
    options.push(format!("umask={umask:04o}"));
    options.join(",")
}

//# good
pub fn make_private(path: &std::path::Path) -> std::io::Result<()> {
    let mut permissions = std::fs::metadata(path)?.permissions();
    permissions.set_mode(permissions.mode() & !0o077);
    std::fs::set_permissions(path, permissions)
}

//# bad
/// Works in a folder of its own.
#[capability(write)]
fn tidy(#[validate(length(max = 40), pattern = "^[a-z]+$")] project: String) -> Result<bool, Internal> {
    let target = format!("/srv/projects/{project}");
    unistd::chdir(target.as_str())?;
    Ok(true)
}

//# bad
pub fn time_zone(zone: &str) -> Result<(), std::ffi::NulError> {
    let (name, value) = (std::ffi::CString::new("TZ")?, std::ffi::CString::new(zone)?);
    unsafe {
        libc::setenv(name.as_ptr(), value.as_ptr(), 1);
        libc::tzset();
    }
    Ok(())
}

//# good
pub fn container(name: &str, level: &str) -> Container {
    let set_var = |name: &str, value: &str| EnvVar {
        name: name.into(),
        value: Some(value.into()),
        ..EnvVar::default()
    };
    Container {
        name: name.into(),
        env: Some(vec![set_var("RUST_LOG", level), set_var("TZ", "UTC")]),
        ..Container::default()
    }
}
