//! Ending a program with all that it started: its process group; on Linux its descendants wherever they went, and
//! whoever holds its pipes.
//!
//! A process is only ever killed through a handle that was opened before it was looked at, so that a number which
//! belongs to another process by then kills nobody.

use rustix::process::{Pid, Signal, kill_process_group};

/// Kills the group of a program that has not been waited for.
pub(super) fn kill_group(pid: Pid) {
    // Fails if there is nobody left in it.
    let _ = kill_process_group(pid, Signal::KILL);
}

/// Kills a program that has not been waited for, and all that it has started and that can be found.
pub(super) fn kill(pid: Pid) {
    #[cfg(target_os = "linux")]
    linux::kill_descendants(pid);
    kill_group(pid);
}

#[cfg(target_os = "linux")]
pub(super) use linux::kill_holders;

/// Without a `/proc` nobody can be found.
#[cfg(not(target_os = "linux"))]
pub(super) fn kill_holders(_: &[rustix::fd::BorrowedFd<'_>]) {}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::PathBuf;

    use rustix::fd::{BorrowedFd, OwnedFd};
    use rustix::process::{
        Pid, PidfdFlags, Signal, getpid, kill_process_group, pidfd_open, pidfd_send_signal,
    };

    /// How often the tree is read again for what was started while it was read.
    const ROUNDS: usize = 16;

    /// Stops the tree from the top, so that nobody in it can start another one unseen, and kills those who are outside the
    /// group.
    pub(super) fn kill_descendants(top: Pid) {
        let _ = kill_process_group(top, Signal::STOP);
        let mut stopped: BTreeMap<i32, OwnedFd> = BTreeMap::new();
        for _ in 0..ROUNDS {
            let below = descendants(top);
            let new: Vec<i32> = below.iter().copied().filter(|pid| !stopped.contains_key(pid)).collect();
            if new.is_empty() {
                break;
            }
            let is_in_the_tree = |pid: i32| pid == top.as_raw_pid() || below.contains(&pid);
            for pid in new {
                // Opened first and looked at then: what is in the tree now is what the handle stands for.
                if let Some(handle) = handle(pid)
                    && parent(pid).is_some_and(is_in_the_tree)
                {
                    let _ = pidfd_send_signal(&handle, Signal::STOP);
                    stopped.insert(pid, handle);
                }
            }
        }
        for handle in stopped.values() {
            let _ = pidfd_send_signal(handle, Signal::KILL);
        }
    }

    /// Kills whoever holds one of these pipes, but for this process and those that it is just starting.
    pub(in super::super) fn kill_holders(pipes: &[BorrowedFd<'_>]) {
        let names: Vec<PathBuf> = pipes
            .iter()
            .filter_map(|pipe| Some(format!("pipe:[{}]", rustix::fs::fstat(pipe).ok()?.st_ino).into()))
            .collect();
        let own = (getpid().as_raw_pid(), fs::read_link("/proc/self/exe").ok());
        let holds = |pid: i32| {
            let Ok(open) = fs::read_dir(format!("/proc/{pid}/fd")) else { return false };
            // A process that this one starts has all its descriptors until it becomes another program.
            let is_ours = pid == own.0 || fs::read_link(format!("/proc/{pid}/exe")).ok() == own.1;
            !is_ours
                && open
                    .flatten()
                    .filter_map(|open| fs::read_link(open.path()).ok())
                    .any(|to| names.contains(&to))
        };
        for pid in all().filter(|pid| holds(*pid)) {
            if let Some(handle) = handle(pid)
                && holds(pid)
            {
                let _ = pidfd_send_signal(&handle, Signal::KILL);
            }
        }
    }

    fn handle(pid: i32) -> Option<OwnedFd> {
        pidfd_open(Pid::from_raw(pid)?, PidfdFlags::empty()).ok()
    }

    /// All below `top`, by the parents that `/proc` tells.
    fn descendants(top: Pid) -> Vec<i32> {
        let parents: Vec<(i32, i32)> = all().filter_map(|pid| Some((pid, parent(pid)?))).collect();
        let mut found = vec![top.as_raw_pid()];
        let mut at = 0;
        while let Some(&above) = found.get(at) {
            let below = parents.iter().filter(|(pid, parent)| *parent == above && !found.contains(pid));
            let below: Vec<i32> = below.map(|(pid, _)| *pid).collect();
            found.extend(below);
            at += 1;
        }
        found.split_off(1)
    }

    fn all() -> impl Iterator<Item = i32> {
        let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
    }

    fn parent(pid: i32) -> Option<i32> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // The name stands in parentheses, and may hold spaces and parentheses itself.
        stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
    }
}
