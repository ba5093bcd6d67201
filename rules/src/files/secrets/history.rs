//! What the texts of a repository's history hold, and which commits brought it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::git::{Objects, Pipe, Repository, path};
use super::list;
use super::window::{Found, Searched, Window};
use super::{NO_THREAD, Search, flood, guarded, on_all_cores, search_all};
use crate::files::list::without_dot;
use crate::files::{Commit, Outcome, Report};

pub(super) fn search(folders: &[PathBuf]) -> Search {
    let mut search = Search::default();
    let mut seen = BTreeSet::new();
    let (mut reports, mut failures) = (Vec::new(), Vec::new());
    for folder in folders {
        match Repository::of(folder) {
            Ok(repository) if seen.insert(repository.id.clone()) => {
                let mut history = History { repository: &repository, failures: Vec::new() };
                reports.extend(history.search(&mut search));
                failures.extend(history.failures.into_iter().map(|why| (folder.clone(), why)));
            }
            Ok(_) => {}
            Err(why) => failures.push((folder.clone(), why)),
        }
    }
    search.outcome = Outcome::of_reports(Vec::new(), reports, failures);
    search
}

struct History<'a> {
    repository: &'a Repository,
    failures: Vec<String>,
}

/// A text, by its object's name, and what is in it.
type Blob = (String, Vec<Found>);

/// How a text came into the history.
struct Origin {
    /// Which of all commits it was, parents first.
    order: usize,
    id: String,
    date: String,
    path: PathBuf,
}

impl History<'_> {
    fn search(&mut self, search: &mut Search) -> Vec<Report> {
        if self.repository.is_shallow {
            self.failures.push(
                "this clone is shallow, and what came before was not searched: `git fetch --unshallow` gets it"
                    .to_owned(),
            );
        }
        let hasher = RandomState::new();
        let blobs = self.search_blobs(&hasher, search);
        if blobs.is_empty() {
            return Vec::new();
        }
        let mut origins = self.origins(blobs.iter().map(|(id, _)| id.as_str()));
        let still_there = self.credentials_in_files(&hasher);
        let mut reports = Vec::new();
        for (id, found) in blobs {
            let origin = origins.remove(&id);
            let order = origin.as_ref().map_or(usize::MAX, |origin| origin.order);
            for found in found {
                let is_there = still_there.as_ref().map(|there| there.contains(&found.known_by));
                reports.push((order, found.known_by, self.report(&id, origin.as_ref(), &found, is_there)));
            }
        }
        reports.sort_by(|(one, _, this), (other, _, that)| {
            (one, &this.path, this.start).cmp(&(other, &that.path, that.start))
        });
        // Later versions of a file have the same credential in them, mostly.
        let mut known = HashSet::new();
        reports.retain(|(_, known_by, report)| known.insert((report.path.clone(), *known_by)));
        reports.into_iter().map(|(_, _, report)| report).collect()
    }

    fn report(&self, id: &str, origin: Option<&Origin>, found: &Found, is_there: Option<bool>) -> Report {
        let Some(Origin { id, date, path, .. }) = origin else {
            let message = format!("this object, of which no commit is known, holds {}", found.title);
            return found.report_as(Path::new(id), message, None);
        };
        let now = match is_there {
            Some(true) => ", which still stands in the working tree",
            Some(false) => ", which is gone from the working tree",
            None => "",
        };
        let (short, day) = (id.get(..12).unwrap_or(id), date.get(..10).unwrap_or(date));
        let message = format!("commit {short} of {day} brought {}{now}", found.title);
        let commit = Commit { id: id.clone(), date: date.clone(), is_in_working_tree: is_there };
        found.report_as(&without_dot(&self.repository.top.join(path)), message, Some(commit))
    }

    /// Searches every text that a reference leads to.
    fn search_blobs(&mut self, hasher: &(impl BuildHasher + Sync), search: &mut Search) -> Vec<Blob> {
        let names = match self.repository.all_objects() {
            Ok(pipe) => Mutex::new(Names { pipe, missing: 0, broken: Vec::new(), is_at_end: false }),
            Err(why) => {
                self.failures.push(why);
                return Vec::new();
            }
        };
        let mut blobs = Vec::new();
        for own in on_all_cores(usize::MAX, || self.search_some(&names, hasher)) {
            search.texts += own.texts;
            search.binaries += own.binaries;
            self.failures.extend(own.failures);
            blobs.extend(own.blobs);
        }
        let names = names.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        self.failures.extend(names.broken.iter().map(|id| broken(id)));
        if names.missing > 0 {
            let (count, it) = (names.missing, if names.missing == 1 { " is" } else { "s are" });
            self.failures.push(format!("{count} object{it} not in this clone: see `git fetch --refetch`"));
        }
        if !names.is_at_end {
            self.failures.push(NO_THREAD.to_owned());
            names.pipe.stop();
        } else if let Err(why) = names.pipe.end() {
            self.failures.push(format!("git cannot follow the history to its end: {why}"));
        }
        blobs
    }

    /// Takes names until there are no more.
    fn search_some(&self, names: &Mutex<Names>, hasher: &impl BuildHasher) -> Own {
        let mut own = Own::default();
        let mut window = Window::new(hasher);
        let mut objects = None;
        loop {
            let mut waiting = names.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
            if waiting.is_empty() {
                return own;
            }
            waiting.reverse();
            while !waiting.is_empty() {
                if let Err(why) = self.read(&mut objects, &mut waiting, &mut window, &mut own) {
                    own.failures.push(why);
                    return own;
                }
            }
        }
    }

    /// Reads what waits, the last one first, up to the first that breaks a run of git.
    fn read(
        &self,
        objects: &mut Option<Objects>,
        waiting: &mut Vec<String>,
        window: &mut Window<'_, impl BuildHasher>,
        own: &mut Own,
    ) -> Result<(), String> {
        let run = match objects {
            Some(run) => run,
            None => objects.insert(self.repository.objects()?),
        };
        let mut is_running = run.ask(waiting.iter().rev().map(String::as_str)).is_ok();
        while is_running && let Some(id) = waiting.pop() {
            let read = run
                .read(|content| guarded(|| window.search(content, false).map_err(|error| error.to_string())));
            is_running = read.is_ok();
            match read {
                Ok(Some(Ok(Searched::Text(found)))) => own.add(id, found),
                Ok(Some(Ok(Searched::Flood(found)))) => {
                    own.failures.push(format!("object {id}: {}", flood()));
                    own.add(id, found);
                }
                Ok(Some(Ok(Searched::Binary))) => own.binaries += 1,
                Ok(Some(Err(why))) => own.failures.push(format!("object {id}: {why}")),
                Ok(None) | Err(_) => own.failures.push(broken(&id)),
            }
        }
        if !is_running {
            *objects = None;
            if own.broken_off() {
                return Err("git ends again and again before it has read what it was asked for".to_owned());
            }
        }
        Ok(())
    }

    /// Which commit brought each of these texts first, and where to.
    fn origins<'b>(&mut self, blobs: impl Iterator<Item = &'b str>) -> HashMap<String, Origin> {
        let mut wanted: HashSet<&str> = blobs.collect();
        let mut origins = HashMap::new();
        let mut changes = match self.repository.changes() {
            Ok(changes) => changes,
            Err(why) => {
                self.failures.push(why);
                return origins;
            }
        };
        let (mut token, mut next) = (Vec::new(), Vec::new());
        let (mut order, mut id, mut date) = (0, String::new(), String::new());
        while !wanted.is_empty() && changes.read(0, &mut token).unwrap_or(false) {
            let mut entry = token.as_slice();
            if let Some(header) = token.strip_prefix(b"\x01") {
                // Behind the line of a commit stands its first change, if it is no merge.
                let mut parts = header.splitn(2, |&byte| byte == b'\n');
                let line = String::from_utf8_lossy(parts.next().unwrap_or_default());
                (id, date) = line
                    .split_once(' ')
                    .map(|(id, date)| (id.to_owned(), date.to_owned()))
                    .unwrap_or_default();
                order += 1;
                entry = parts.next().unwrap_or_default();
            }
            if entry.is_empty() {
                continue;
            }
            let name = new_name(entry);
            if !changes.read(0, &mut next).unwrap_or(false) {
                break;
            }
            if let Some(name) = name
                && wanted.remove(name)
            {
                let path = path(&next);
                origins.insert(name.to_owned(), Origin { order, id: id.clone(), date: date.clone(), path });
            }
        }
        if wanted.is_empty() {
            changes.stop();
        } else if let Err(why) = changes.end() {
            self.failures.push(format!("git cannot say which commits brought what was found: {why}"));
        }
        origins
    }

    /// What stands in the files of the working tree, in what form it is known again; nothing if there is none.
    fn credentials_in_files(&mut self, hasher: &(impl BuildHasher + Sync)) -> Option<HashSet<u64>> {
        if !self.repository.has_files {
            return None;
        }
        let listing = list::list(std::slice::from_ref(&self.repository.top));
        let found = search_all(&listing.files, hasher);
        let failures = listing.failures.iter().chain(&found.failures);
        self.failures.extend(failures.map(|(path, why)| format!("{}: {why}", path.display())));
        Some(found.credentials())
    }
}

/// What one thread has found.
#[derive(Default)]
struct Own {
    blobs: Vec<Blob>,
    texts: usize,
    binaries: usize,
    failures: Vec<String>,
    breaks: usize,
}

impl Own {
    fn add(&mut self, id: String, found: Vec<Found>) {
        self.texts += 1;
        if !found.is_empty() {
            self.blobs.push((id, found));
        }
    }

    /// Counts a run that broke off, and says whether it is enough.
    fn broken_off(&mut self) -> bool {
        const MOST: usize = 1000;
        self.breaks += 1;
        self.breaks >= MOST
    }
}

/// The names of all objects, as git finds them.
struct Names {
    pipe: Pipe,
    missing: usize,
    broken: Vec<String>,
    is_at_end: bool,
}

impl Names {
    /// Some blobs that have not been taken; none at the end.
    fn take(&mut self) -> Vec<String> {
        const AT_ONCE: usize = 32;
        let (mut names, mut line) = (Vec::new(), Vec::new());
        while names.len() < AT_ONCE && !self.is_at_end {
            self.is_at_end = !self.pipe.read(b'\n', &mut line).unwrap_or(false);
            match String::from_utf8_lossy(&line).split_once(' ') {
                Some(("blob", name)) => names.push(name.to_owned()),
                Some((name, "missing")) if name.starts_with('?') => self.missing += 1,
                Some((name, "missing")) => self.broken.push(name.to_owned()),
                Some(_) | None => {}
            }
        }
        names
    }
}

fn broken(id: &str) -> String {
    format!("object {id} is broken: `git fsck` says more")
}

/// The object that a path has after a change: `:100644 100644 OLD NEW M`, with one more mode and name for each more parent.
fn new_name(entry: &[u8]) -> Option<&str> {
    let entry = std::str::from_utf8(entry).ok()?;
    let parents = entry.bytes().take_while(|&byte| byte == b':').count();
    entry.split(' ').nth(2 * parents + 1)
}

#[cfg(test)]
mod tests {
    use super::new_name;

    #[test]
    fn the_new_name_stands_behind_those_of_all_parents() {
        assert_eq!(new_name(b":100644 100644 aa bb M"), Some("bb"));
        assert_eq!(new_name(b"::100644 100644 100644 aa bb cc MM"), Some("cc"));
        assert_eq!(new_name(b":::100644 100644 100644 100644 aa bb cc dd MMM"), Some("dd"));
    }
}
