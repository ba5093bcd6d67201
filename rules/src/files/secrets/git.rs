//! The program `git`, which is asked for objects and changes, and never for anything from elsewhere.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::{self, JoinHandle};

/// A repository.
#[derive(Debug)]
pub(super) struct Repository {
    folder: PathBuf,
    /// The same for each of its folders.
    pub(super) id: PathBuf,
    /// The folder that the paths of its history begin in.
    pub(super) top: PathBuf,
    /// Whether there is a working tree.
    pub(super) has_files: bool,
    /// Whether a part of its history was not fetched.
    pub(super) is_shallow: bool,
}

impl Repository {
    /// The repository that a folder belongs to.
    pub(super) fn of(folder: &Path) -> Result<Self, String> {
        if !std::fs::metadata(folder).map_err(|error| error.to_string())?.is_dir() {
            return Err("this is no folder: `--history` reads the repository of one".to_owned());
        }
        let mut repository = Self {
            folder: folder.to_owned(),
            id: PathBuf::new(),
            top: folder.to_owned(),
            has_files: false,
            is_shallow: false,
        };
        let mut asked = repository.git("rev-parse");
        asked.args(["--is-inside-work-tree", "--is-shallow-repository"]);
        // Working trees that share one are one repository.
        asked.args(["--path-format=absolute", "--git-common-dir"]);
        let asked = answer(&mut asked)?;
        let mut lines = asked.splitn(3, |&byte| byte == b'\n');
        repository.has_files = lines.next() == Some(b"true");
        repository.is_shallow = lines.next() == Some(b"true");
        repository.id = path(lines.next().unwrap_or_default());
        if repository.has_files {
            let up = answer(repository.git("rev-parse").arg("--show-cdup"))?;
            repository.top = folder.join(path(&up));
        }
        Ok(repository)
    }

    /// What every reference leads to, kind and name of an object a line; or the name and that it is missing, behind a `?` if
    /// it is not there, and else if it is broken.
    pub(super) fn all_objects(&self) -> Result<Pipe, String> {
        let mut names = self.git("rev-list");
        names.args(["--objects", "--all", "--no-object-names", "--missing=print"]);
        let mut kinds = self.git("cat-file");
        kinds.args(["--batch-check=%(objecttype) %(objectname)", "--buffer"]);
        Pipe::of(&mut names, &mut kinds)
    }

    /// All commits, each behind its parents, and what each changed that none of its parents had.
    pub(super) fn changes(&self) -> Result<Pipe, String> {
        let mut commits = self.git("rev-list");
        commits.args(["--all", "--topo-order", "--reverse"]);
        let mut changes = self.git("diff-tree");
        changes.args(["--stdin", "-r", "--root", "-c", "--raw", "-z", "--no-renames"]);
        changes.arg("--pretty=format:%x01%H %cI");
        Pipe::of(&mut commits, &mut changes)
    }

    /// Reads objects by their names.
    pub(super) fn objects(&self) -> Result<Objects, String> {
        let mut git = self.git("cat-file");
        git.arg("--batch").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = git.spawn().map_err(|error| no_git(&error))?;
        let (Some(names), Some(out)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("git has no input or no output".to_owned());
        };
        Ok(Objects { child, names, out: BufReader::with_capacity(64 * 1024, out) })
    }

    fn git(&self, command: impl AsRef<OsStr>) -> Command {
        let mut git = Command::new("git");
        git.arg("-C").arg(&self.folder).arg(command).stdin(Stdio::null());
        // In a hook these name the repository that the hook belongs to, and not the one that is asked for.
        for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"] {
            git.env_remove(variable);
        }
        // Messages are passed on; nothing is fetched, and nothing is replaced by something else.
        git.env("LC_ALL", "C").env("GIT_NO_LAZY_FETCH", "1").env("GIT_TERMINAL_PROMPT", "0");
        git.env("GIT_NO_REPLACE_OBJECTS", "1").env("GIT_OPTIONAL_LOCKS", "0");
        git
    }
}

/// What a run of git writes that reads what another one writes.
pub(super) struct Pipe {
    runs: [Run; 2],
    out: BufReader<ChildStdout>,
}

impl Pipe {
    fn of(first: &mut Command, second: &mut Command) -> Result<Self, String> {
        let (first, out) = Run::of(first)?;
        let (second, out) = Run::of(second.stdin(out))?;
        Ok(Self { runs: [first, second], out: BufReader::with_capacity(64 * 1024, out) })
    }

    /// The bytes up to the next `end`; whether there were any.
    pub(super) fn read(&mut self, end: u8, into: &mut Vec<u8>) -> io::Result<bool> {
        into.clear();
        let is_there = self.out.read_until(end, into)? > 0;
        into.pop_if(|last| *last == end);
        Ok(is_there)
    }

    /// Whether all went well, and if not, what git says.
    pub(super) fn end(self) -> Result<(), String> {
        let Self { runs: [first, second], out } = self;
        drop(out);
        // What stops the first one stops the other.
        let (first, second) = (first.end(), second.end());
        first.and(second)
    }

    /// No more is wanted.
    pub(super) fn stop(self) {
        drop(self.out);
        for mut run in self.runs {
            let _ = run.child.kill();
            let _ = run.child.wait();
        }
    }
}

struct Run {
    child: Child,
    said: Option<JoinHandle<String>>,
}

impl Run {
    fn of(git: &mut Command) -> Result<(Self, ChildStdout), String> {
        git.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = git.spawn().map_err(|error| no_git(&error))?;
        let out = child.stdout.take().ok_or("git has no output")?;
        // Read meanwhile, or git would wait for somebody to do so.
        let said = child.stderr.take().map(|mut err| {
            thread::spawn(move || {
                let mut said = Vec::new();
                let _ = (&mut err).take(4096).read_to_end(&mut said);
                let _ = io::copy(&mut err, &mut io::sink());
                first_line(&said)
            })
        });
        Ok((Self { child, said }, out))
    }

    fn end(mut self) -> Result<(), String> {
        let status = self.child.wait().map_err(|error| error.to_string())?;
        let said = self.said.take().and_then(|said| said.join().ok()).unwrap_or_default();
        if status.success() { Ok(()) } else { Err(said) }
    }
}

/// A run of git that objects are asked of.
pub(super) struct Objects {
    child: Child,
    names: ChildStdin,
    out: BufReader<ChildStdout>,
}

impl Objects {
    /// Asks for objects, of which each has to be read next. So few that git takes all names before it is read from.
    pub(super) fn ask<'n>(&mut self, names: impl Iterator<Item = &'n str>) -> io::Result<()> {
        let lines: String = names.flat_map(|name| [name, "\n"]).collect();
        self.names.write_all(lines.as_bytes())
    }

    /// Reads the next object, if it is there and a blob. An error means that nothing more can be asked of this run.
    pub(super) fn read<T>(&mut self, work: impl FnOnce(&mut dyn Read) -> T) -> io::Result<Option<T>> {
        let mut header = Vec::new();
        self.out.read_until(b'\n', &mut header)?;
        let header = String::from_utf8_lossy(&header);
        let mut words = header.split_whitespace().skip(1);
        let size = match (words.next(), words.next()) {
            (Some("missing"), _) => return Ok(None),
            (Some(kind), Some(size)) => size.parse().ok().map(|size: u64| (kind == "blob", size)),
            _ => None,
        };
        let Some((is_blob, size)) = size else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        let mut content = (&mut self.out).take(size);
        let done = is_blob.then(|| work(&mut content));
        io::copy(&mut content, &mut io::sink())?;
        let is_whole = content.limit() == 0;
        let mut end = [0];
        self.out.read_exact(&mut end)?;
        if is_whole { Ok(done) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a short run of git writes, without the last line's end.
fn answer(git: &mut Command) -> Result<Vec<u8>, String> {
    let mut output = git.output().map_err(|error| no_git(&error))?;
    output.stdout.pop_if(|last| *last == b'\n');
    if output.status.success() { Ok(output.stdout) } else { Err(first_line(&output.stderr)) }
}

fn no_git(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "the history is read by `git`, which is not installed".to_owned(),
        _ => format!("git cannot be run: {error}"),
    }
}

fn first_line(said: &[u8]) -> String {
    let said = String::from_utf8_lossy(said);
    let line = said.lines().next().unwrap_or_default().trim();
    let line = line.strip_prefix("fatal: ").or_else(|| line.strip_prefix("error: ")).unwrap_or(line);
    line.chars().filter(|character| !character.is_control()).collect()
}

/// A path as git writes it.
#[cfg(unix)]
pub(super) fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
pub(super) fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
