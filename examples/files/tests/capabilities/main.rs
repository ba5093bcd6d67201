//! Each capability behind every guard, on a real folder.

mod change;
mod list;
mod read;
mod search;
mod stat;

use std::fs;
use std::path::PathBuf;

use files::Served;
use portcullis::authority::DirMut;
use portcullis::bound::RelativePath;
use portcullis::{CallError, testing};
use tempfile::TempDir;

/// A folder to serve, beside a file that nobody may read.
struct Folder {
    temporary: TempDir,
}

impl Folder {
    fn new() -> Self {
        let folder = Folder { temporary: tempfile::tempdir().unwrap() };
        fs::create_dir(folder.served()).unwrap();
        fs::write(folder.temporary.path().join("outside.txt"), "outside").unwrap();
        folder
    }

    fn served(&self) -> PathBuf {
        self.temporary.path().join("served")
    }

    fn with(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.served().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    #[cfg(unix)]
    fn with_symlink(self, path: &str, target: &str) -> Self {
        std::os::unix::fs::symlink(target, self.served().join(path)).unwrap();
        self
    }

    /// A gate that grants this folder.
    fn gate(&self) -> testing::Gate {
        let folder = DirMut::<Served>::open(self.served()).unwrap();
        testing::Gate::new().grant(folder.read_only()).grant(folder)
    }
}

fn path(path: &str) -> RelativePath {
    path.parse().unwrap()
}

/// What the caller reads.
fn text(error: &CallError) -> String {
    error.to_string()
}
