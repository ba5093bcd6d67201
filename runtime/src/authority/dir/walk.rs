//! Going through a folder and all that is below it, with bounds on depth and number.

use std::ops::ControlFlow;

use cap_std::fs::DirEntry;

use super::entries::Scan;
use super::{Dir, DirError, EntryKind, Metadata};
use crate::bound::RelativePath;

/// The deepest that a walk goes, since each level keeps its folder open.
const DEEPEST: usize = 64;

/// The most that a walk visits.
const MOST: usize = 1_000_000;

/// How far a walk goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WalkLimits {
    /// How many folders deep; 1 is the folder itself. At most 64.
    pub depth: usize,
    /// How many entries are visited. At most 1,000,000.
    pub entries: usize,
}

/// What a walk has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Walked {
    /// How many entries were visited.
    pub visited: usize,
    /// Whether there is more than was visited: a limit was met, or the visitor stopped.
    pub truncated: bool,
    /// How many names were passed over because no [`RelativePath`] can name them.
    pub unnamed: usize,
    /// How many folders below could not be read.
    pub unreadable: usize,
}

impl<R: ?Sized + 'static> Dir<R> {
    /// Visits what is below a folder, each folder before what is in it, in the order of the names' bytes.
    ///
    /// Symlinks are visited and not followed, so a walk ends, and shows nothing twice. The visitor stops it with
    /// [`ControlFlow::Break`], and should do so when its call's time is up.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use portcullis::RelativePath;
    /// use portcullis::authority::{Dir, WalkLimits};
    ///
    /// struct Sources;
    ///
    /// let sources = Dir::<Sources>::open("src")?;
    /// let mut modules = 0;
    /// let limits = WalkLimits { depth: 8, entries: 1_000 };
    /// let walked = sources.walk(&RelativePath::<200>::root(), limits, |path, _metadata| {
    ///     modules += usize::from(path.as_str().ends_with(".rs"));
    ///     ControlFlow::Continue(())
    /// })?;
    /// assert!(modules > 10 && walked.visited >= modules);
    /// # Ok::<(), portcullis::authority::DirError>(())
    /// ```
    pub fn walk<const N: usize>(
        &self,
        path: &RelativePath<N>,
        limits: WalkLimits,
        mut visit: impl FnMut(&RelativePath<N>, &Metadata) -> ControlFlow<()>,
    ) -> Result<Walked, DirError> {
        let most = limits.entries.min(MOST);
        let depth = limits.depth.min(DEEPEST);
        let scan = Scan::of(self.folder.open.read_dir(path.as_str())?, path, most)?;
        let mut walk = Walk { most, walked: Walked::default(), visit: &mut visit };
        if depth == 0 {
            walk.walked.truncated = true;
        } else {
            let _stopped = walk.visit_all(scan, path, depth);
        }
        Ok(walk.walked)
    }
}

struct Walk<'a, const N: usize> {
    most: usize,
    walked: Walked,
    visit: &'a mut dyn FnMut(&RelativePath<N>, &Metadata) -> ControlFlow<()>,
}

impl<const N: usize> Walk<'_, N> {
    /// Visits the entries of a folder and of those below it, `depth` levels from here.
    fn visit_all(&mut self, scan: Scan, path: &RelativePath<N>, depth: usize) -> ControlFlow<()> {
        self.walked.unnamed += scan.unnamed;
        self.walked.truncated |= scan.truncated;
        for (name, entry) in scan.found {
            if self.walked.visited == self.most {
                self.walked.truncated = true;
                return ControlFlow::Break(());
            }
            // What is gone since it was read is passed over.
            let (Ok(path), Ok(metadata)) = (path.join(&name), entry.metadata()) else {
                continue;
            };
            let metadata = Metadata::of(&metadata);
            self.walked.visited += 1;
            if (self.visit)(&path, &metadata).is_break() {
                self.walked.truncated = true;
                return ControlFlow::Break(());
            }
            match metadata.kind {
                EntryKind::Folder if depth == 1 => self.walked.truncated = true,
                EntryKind::Folder => match self.scan(&entry, &path) {
                    Ok(scan) => self.visit_all(scan, &path, depth - 1)?,
                    Err(_) => self.walked.unreadable += 1,
                },
                _ => {}
            }
        }
        ControlFlow::Continue(())
    }

    /// Opens a folder from the one it was found in: a symlink put there meanwhile leads no further than that.
    fn scan(&self, entry: &DirEntry, path: &RelativePath<N>) -> Result<Scan, DirError> {
        Scan::of(entry.open_dir()?.entries()?, path, self.most - self.walked.visited)
    }
}
