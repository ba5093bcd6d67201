//! Checks files again of which more is known when all have been read once: see [`crate::flow::crossing`].

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use super::links::Links;
use super::parallel::in_parallel;
use super::{Checked, Origin, Outcome, Progress, Report, check_one};
use crate::check::Breadth;
use crate::facts::Names;
use crate::flow::crossing::Reached;

/// How often files are checked again because another one has said more of what it does to them.
const MOST_ROUNDS: usize = 8;

/// Checks files again of which functions are called with what comes from outside, or which call what brings it.
pub(super) fn check(outcome: &mut Outcome, breadth: Breadth, progress: &Progress) {
    let mut parts = std::mem::take(&mut outcome.parts);
    parts.sort_by(|one, other| one.path.cmp(&other.path));
    let mut links = Links::of(&mut parts);
    let mut stale: BTreeSet<usize> =
        parts.iter().enumerate().flat_map(|(file, part)| links.learn(file, &part.crossings)).collect();
    // What those are given is known better with the types of the other files.
    let serving = parts.iter().enumerate().filter(|(_, part)| part.crossings.serves);
    stale.extend(serving.map(|(file, _)| file).filter(|file| links.has_others(*file)));
    let mut again: HashMap<PathBuf, Checked> = HashMap::new();
    let mut failures: BTreeSet<(PathBuf, String)> = BTreeSet::new();
    for _ in 0..MOST_ROUNDS {
        if stale.is_empty() {
            break;
        }
        let files: Vec<usize> = std::mem::take(&mut stale).into_iter().collect();
        progress.all.fetch_add(files.len(), Ordering::Relaxed);
        let checked = in_parallel(&files, |file| {
            let path = &parts.get(*file)?.path;
            let checked = check_one(path, breadth, &Names::default(), Some(&links.seen_from(*file)));
            progress.done.fetch_add(1, Ordering::Relaxed);
            // What could not be read a second time was read a first time.
            Some((path.clone(), checked.ok()?))
        });
        for (file, checked) in checked {
            match checked {
                Ok(Some((path, checked))) => {
                    stale.extend(links.learn(*file, &checked.crossings));
                    again.insert(path, checked);
                }
                Ok(None) => {}
                // What it would have found is not known.
                Err(failure) => {
                    let path = parts.get(*file).map(|part| part.path.clone()).unwrap_or_default();
                    failures.insert((path, failure.to_string()));
                }
            }
        }
    }
    outcome.failures.extend(failures);
    outcome.links = links;
    outcome.replace(again);
}

impl Outcome {
    /// Takes what was found in files when more was known of the others. What is new says from where it comes.
    fn replace(&mut self, again: HashMap<PathBuf, Checked>) {
        let is_again = |report: &Report| again.contains_key(&report.path);
        let (before, others): (Vec<Report>, Vec<Report>) =
            std::mem::take(&mut self.reports).into_iter().partition(is_again);
        self.reports = others;
        self.exceptions.retain(|exception| !again.contains_key(&exception.path));
        let known: HashSet<_> = before.iter().map(|it| (&it.path, it.code, it.start, it.end)).collect();
        for checked in again.into_values() {
            self.exceptions.extend(checked.exceptions);
            let origins = Origins::of(&self.links, &checked.crossings.reached);
            self.reports.extend(checked.reports.into_iter().map(|mut report| {
                if !known.contains(&(&report.path, report.code, report.start, report.end)) {
                    report.origin = origins.find(&report);
                }
                report
            }));
        }
    }
}

/// From where the calls come by which a file is reached.
struct Origins<'o> {
    links: &'o Links,
    by_line: HashMap<usize, Vec<&'o Reached>>,
}

impl<'o> Origins<'o> {
    fn of(links: &'o Links, all: &'o [Reached]) -> Self {
        let mut by_line: HashMap<usize, Vec<&Reached>> = HashMap::new();
        for reached in all {
            by_line.entry(reached.at.0).or_default().push(reached);
        }
        Self { links, by_line }
    }

    /// The call that brings what was found here: one that does harm before one that only comes by.
    fn find(&self, report: &Report) -> Option<Origin> {
        let file = self.links.number_of(&report.path)?;
        let here = self.by_line.get(&report.start.0)?.iter();
        let callers = here.filter_map(|reached| {
            let is_near = reached.at == (report.start.0, report.start.1 - 1);
            let caller = self.links.caller(file, reached.function, &reached.with)?;
            Some(((!reached.harms, !is_near), caller))
        });
        callers.min().map(|(_, (path, line))| Origin { path: path.to_owned(), line })
    }
}
