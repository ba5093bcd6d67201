//! The executable itself: that it is one, that others cannot change it, and that it is still the same.

use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};
use rustix::process::geteuid;

use super::ProgramError;

/// Bits of a file's mode.
const SET_USER_OR_GROUP: u32 = 0o6000;
const WRITABLE_BY_GROUP_OR_OTHERS: u32 = 0o022;
const WRITABLE_BY_OTHERS: u32 = 0o002;
const STICKY: u32 = 0o1000;

/// An executable that was looked at.
#[derive(Clone)]
pub(super) struct Executable {
    /// As written, which the program is told as its name: some go by it.
    pub(super) name: &'static str,
    /// Without symlinks.
    pub(super) path: PathBuf,
    identity: Identity,
}

/// Tells a file from another that took its place, and from itself with other content.
#[derive(Clone, PartialEq, Eq)]
struct Identity {
    device: u64,
    inode: u64,
    mode: u32,
    size: u64,
    modified: (i64, i64),
}

impl Executable {
    pub(super) fn open(name: &'static str) -> Result<Self, ProgramError> {
        if !Path::new(name).is_absolute() {
            return Err(ProgramError::NotAbsolute);
        }
        let path = fs::canonicalize(name).map_err(|error| missing(&error))?;
        let identity = examine(&path)?;
        Ok(Executable { name, path, identity })
    }

    /// Fails if it is no longer the file that was opened.
    pub(super) fn verify(&self) -> Result<(), ProgramError> {
        match examine(&self.path) {
            Ok(identity) if identity == self.identity => Ok(()),
            _ => Err(ProgramError::Changed),
        }
    }
}

fn examine(path: &Path) -> Result<Identity, ProgramError> {
    let metadata = fs::symlink_metadata(path).map_err(|error| missing(&error))?;
    if !metadata.is_file() {
        return Err(ProgramError::NotAFile);
    }
    if metadata.mode() & SET_USER_OR_GROUP != 0 {
        return Err(ProgramError::ChangesUser);
    }
    // Root may execute what nobody may, by this question alone.
    if metadata.mode() & 0o111 == 0 || access(path, Access::EXEC_OK).is_err() {
        return Err(ProgramError::NotExecutable);
    }
    let owner = metadata.uid();
    if metadata.mode() & WRITABLE_BY_GROUP_OR_OTHERS != 0 || (owner != 0 && owner != geteuid().as_raw()) {
        return Err(ProgramError::WritableByOthers);
    }
    for folder in path.ancestors().skip(1) {
        let mode = fs::symlink_metadata(folder).map_err(|error| missing(&error))?.mode();
        // In a sticky folder, such as /tmp, nobody replaces what is another's.
        if mode & WRITABLE_BY_OTHERS != 0 && mode & STICKY == 0 {
            return Err(ProgramError::WritableByOthers);
        }
    }
    Ok(Identity::of(&metadata))
}

impl Identity {
    fn of(metadata: &Metadata) -> Self {
        Identity {
            device: metadata.dev(),
            inode: metadata.ino(),
            mode: metadata.mode(),
            size: metadata.size(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
        }
    }
}

fn missing(error: &io::Error) -> ProgramError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ProgramError::Missing,
        kind => ProgramError::Io(kind),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    /// A folder with an executable `program` in it.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("program");
        fs::write(&program, "#!/bin/sh\n").unwrap();
        chmod(&program, 0o755);
        folder
    }

    fn chmod(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn open(path: &Path) -> Result<Executable, ProgramError> {
        // Paths of programs are literals; those of this test are made while it runs.
        Executable::open(String::leak(path.display().to_string()))
    }

    fn fault(path: &Path) -> Option<ProgramError> {
        open(path).err()
    }

    #[test]
    fn only_an_absolute_path_to_a_regular_file_is_a_program() {
        let folder = folder();
        assert_eq!(fault(Path::new("bin/sh")), Some(ProgramError::NotAbsolute));
        assert_eq!(fault(Path::new("sh")), Some(ProgramError::NotAbsolute));
        assert_eq!(fault(Path::new("")), Some(ProgramError::NotAbsolute));
        assert_eq!(fault(&folder.path().join("missing")), Some(ProgramError::Missing));
        assert_eq!(fault(&folder.path().join("program/below")), Some(ProgramError::Missing));
        assert_eq!(fault(folder.path()), Some(ProgramError::NotAFile));
        assert_eq!(fault(Path::new("/dev/null")), Some(ProgramError::NotAFile));
        assert_eq!(fault(&folder.path().join("program")), None);
    }

    #[test]
    fn what_others_may_change_or_replace_is_no_program() {
        let folder = folder();
        let program = folder.path().join("program");
        for mode in [0o757, 0o775, 0o777] {
            chmod(&program, mode);
            assert_eq!(fault(&program), Some(ProgramError::WritableByOthers), "{mode:o}");
        }
        chmod(&program, 0o755);
        chmod(folder.path(), 0o777);
        assert_eq!(fault(&program), Some(ProgramError::WritableByOthers));
        chmod(folder.path(), 0o1777);
        assert_eq!(fault(&program), None);
        if std::os::unix::fs::chown(&program, Some(12_345), None).is_ok() && geteuid().is_root() {
            assert_eq!(fault(&program), Some(ProgramError::WritableByOthers));
        }
    }

    #[test]
    fn what_may_not_be_executed_or_changes_its_user_is_no_program() {
        let folder = folder();
        let program = folder.path().join("program");
        for (mode, expected) in [
            (0o644, ProgramError::NotExecutable),
            (0o4755, ProgramError::ChangesUser),
            (0o2755, ProgramError::ChangesUser),
        ] {
            chmod(&program, mode);
            assert_eq!(fault(&program), Some(expected), "{mode:o}");
        }
        // Its group may execute it, and its owner may not; root may do what anybody may.
        chmod(&program, 0o655);
        let expected = (!geteuid().is_root()).then_some(ProgramError::NotExecutable);
        assert_eq!(fault(&program), expected);
    }

    #[test]
    fn a_symlink_is_resolved_once_and_keeps_its_name() {
        let folder = folder();
        let (program, link) = (folder.path().join("program"), folder.path().join("link"));
        symlink("program", &link).unwrap();
        let opened = open(&link).unwrap();
        assert!(opened.name.ends_with("link") && opened.path.ends_with("program"));
        fs::remove_file(&link).unwrap();
        symlink("/bin/sh", &link).unwrap();
        assert_eq!(opened.verify(), Ok(()));
        fs::rename(&program, folder.path().join("elsewhere")).unwrap();
        assert_eq!(opened.verify(), Err(ProgramError::Changed));
    }

    #[test]
    fn a_program_that_was_changed_replaced_or_opened_to_others_is_not_run() {
        type Change = fn(&Path);
        let changes: [Change; 4] = [
            |program| fs::write(program, "#!/bin/sh\necho other\n").unwrap(),
            |program| {
                fs::copy(program, program.with_extension("new")).unwrap();
                fs::rename(program.with_extension("new"), program).unwrap();
            },
            |program| chmod(program, 0o777),
            |program| {
                fs::remove_file(program).unwrap();
                symlink("/bin/sh", program).unwrap();
            },
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let folder = folder();
            let program = folder.path().join("program");
            let opened = open(&program).unwrap();
            assert_eq!(opened.verify(), Ok(()));
            change(&program);
            assert_eq!(opened.verify(), Err(ProgramError::Changed), "{number}");
        }
    }
}
