//! What `Program` promises: a value never becomes an option, nothing of this process's environment is passed on, nobody
//! is flooded, and at the deadline the whole group is gone. On Linux, for its `/proc`.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use portcullis::authority::{Authority, Program, ProgramError, ProgramOutput, ProgramSpec, State};
use portcullis::prelude::*;
use portcullis::{Code, Effect, RelativePath, testing};

/// A shell, for its scripts: no example to follow, since what is given to a shell is code.
struct Shell;

impl ProgramSpec for Shell {
    const PATH: &'static str = "/bin/sh";
}

struct Find;

impl ProgramSpec for Find {
    const PATH: &'static str = "/usr/bin/find";
    const EFFECT: Effect = Effect::Read;
}

struct Env;

impl ProgramSpec for Env {
    const PATH: &'static str = "/usr/bin/env";
}

fn shell() -> Program<Shell> {
    Program::open().unwrap().variable("PATH", "/usr/bin:/bin").unwrap()
}

fn run(script: &'static str) -> Result<ProgramOutput, ProgramError> {
    shell().command().fixed("-c").fixed(script).run(&testing::call())
}

fn said(script: &'static str) -> String {
    String::from_utf8(run(script).unwrap().stdout).unwrap()
}

/// Prints each of its arguments in brackets.
const SHOW: &str = r#"for argument; do printf '[%s]' "$argument"; done"#;

/// What a program could take for something else than a value.
const HOSTILE: [&str; 14] = [
    "-exec",
    "-rf",
    "--",
    "-",
    "--output=/etc/passwd",
    "--upload-pack=touch /tmp/evil",
    "-oProxyCommand=sh",
    "+evil",
    "@/etc/passwd",
    "\u{2013}exec",
    "\u{2014}exec",
    "\u{2212}exec",
    "\u{ff0d}exec",
    "\u{2010}exec",
];

#[test]
fn a_value_where_options_stand_is_refused_if_it_could_be_one() {
    for hostile in HOSTILE {
        let refused =
            shell().command().fixed("-c").fixed(SHOW).fixed("sh").value(hostile).run(&testing::call());
        assert_eq!(refused, Err(ProgramError::LooksLikeOption { position: 4 }), "{hostile}");
    }
    let negative = shell().command().fixed("-c").fixed(SHOW).fixed("sh").value(&-5).run(&testing::call());
    assert_eq!(negative, Err(ProgramError::LooksLikeOption { position: 4 }));
}

#[test]
fn find_is_never_made_to_execute() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("-exec"), "").unwrap();
    let evil = folder.path().join("evil");
    let find = Program::<Find>::open().unwrap().working_folder(folder.path()).unwrap();
    let call = testing::call();

    for hostile in ["-exec", "-delete", "-fprintf", "-execdir"] {
        let refused = find.command().value(hostile).run(&call);
        assert_eq!(refused, Err(ProgramError::LooksLikeOption { position: 1 }), "{hostile}");
    }
    // A file of that name is a path, and stays one.
    let path: RelativePath = "-exec".parse().unwrap();
    let found = find.command().value(&path).fixed("-maxdepth").value(&0).run(&call).unwrap();
    assert_eq!((found.stdout.as_slice(), found.success()), (b"./-exec\n".as_slice(), true));
    // All of it in one value is one value: a name that nobody has.
    let all = format!(". -exec touch {} ;", evil.display());
    let found = find.command().fixed(".").fixed("-name").value(&all).run(&call).unwrap();
    assert!(found.success() && found.stdout.is_empty());
    assert!(!evil.exists());
}

#[test]
fn behind_the_end_of_options_a_value_may_be_anything_and_is_one_argument() {
    let values = HOSTILE.into_iter().chain([
        "",
        " ",
        "a b",
        "a\nb",
        "$(id)",
        "`id`",
        "; id",
        "| id",
        "*",
        "~",
        "'",
        "\"",
        "\\",
        "$HOME",
        "日本",
        "\u{1b}[31m",
    ]);
    for value in values {
        let shown = shell()
            .command()
            .fixed("-c")
            .fixed(SHOW)
            .fixed("sh")
            .end_of_options()
            .value(value)
            .run(&testing::call())
            .unwrap();
        assert_eq!(String::from_utf8(shown.stdout).unwrap(), format!("[--][{value}]"));
    }
}

#[test]
fn the_value_of_a_long_option_stays_its_value() {
    for value in HOSTILE {
        let command = shell().command().fixed("-c").fixed(SHOW).fixed("sh");
        let shown = command.option_value("--author", value).run(&testing::call()).unwrap();
        assert_eq!(String::from_utf8(shown.stdout).unwrap(), format!("[--author={value}]"));
    }
    let short = shell().command().fixed("-c").fixed(SHOW).fixed("sh").option_value("--a", "b");
    assert_eq!(short.run(&testing::call()).unwrap().stdout, b"[--a=b]");
    for name in ["author", "-a", "--", "--author=x"] {
        let refused = shell().command().option_value(name, "value").run(&testing::call());
        assert_eq!(refused, Err(ProgramError::NotALongOption { position: 1 }), "{name}");
    }
}

#[test]
fn nul_and_floods_of_arguments_are_refused_before_anything_starts() {
    let call = testing::call();
    assert_eq!(shell().command().value("a\0b").run(&call), Err(ProgramError::Nul { position: 1 }));
    assert_eq!(
        shell().command().option_value("--name", "a\0b").run(&call),
        Err(ProgramError::Nul { position: 1 })
    );
    let many = (0..257).fold(shell().command(), |command, _| command.value("a"));
    assert_eq!(many.run(&call), Err(ProgramError::TooManyArguments));
    let long = "a".repeat(128 * 1024 + 1);
    assert_eq!(shell().command().value(&long).run(&call), Err(ProgramError::TooManyArguments));
    let input = vec![0; (16 << 20) + 1];
    assert_eq!(
        shell().command().stdin(input).run(&call),
        Err(ProgramError::InputTooLarge { most: 16 << 20 })
    );
}

#[test]
fn as_many_arguments_and_as_much_input_as_are_promised_are_passed_on() {
    let call = testing::call();
    let counting = || shell().command().fixed("-c").fixed("echo $#; cat").fixed("sh");
    let many = (0..253).fold(counting(), |command, _| command.value("a"));
    assert_eq!(many.run(&call).unwrap().stdout, b"253\n");
    // Exactly 128 KiB in all.
    let long = counting().value(&"a".repeat(128 * 1024 - 20)).value("bbbb");
    assert_eq!(long.run(&call).unwrap().stdout, b"2\n");
    let input = shell().max_output(16 << 20).command().fixed("-c").fixed("cat").stdin(vec![b'a'; 16 << 20]);
    assert_eq!(input.run(&call).unwrap().stdout.len(), 16 << 20);
}

#[test]
fn a_folder_whose_name_begins_like_the_program_is_not_run() {
    // Where commands are checked by `starts_with("ls ")`, `ls /evil` in a folder named `ls ` passes.
    struct Trick;
    impl ProgramSpec for Trick {
        const PATH: &'static str = "ls /bin/sh";
    }
    struct Arguments;
    impl ProgramSpec for Arguments {
        const PATH: &'static str = "/bin/sh -c id";
    }
    assert_eq!(Program::<Trick>::open().err(), Some(ProgramError::NotAbsolute));
    assert_eq!(Program::<Arguments>::open().err(), Some(ProgramError::Missing));
}

#[test]
fn the_environment_is_empty_but_for_what_was_granted() {
    assert!(std::env::vars_os().count() > 0);
    let call = testing::call();
    let env = Program::<Env>::open().unwrap();
    assert_eq!(env.command().run(&call).unwrap().stdout, b"");
    let granted = env.variable("LANG", "C").unwrap().variable("HOME", "/nowhere").unwrap();
    let mut said: Vec<_> = String::from_utf8(granted.command().run(&call).unwrap().stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    said.sort();
    assert_eq!(said, ["HOME=/nowhere", "LANG=C"]);
    assert_eq!(granted.describe(), "/usr/bin/env (LANG, HOME)");
    for (name, value) in [("", "a"), ("A=B", "c"), ("A\0", "b"), ("A", "b\0")] {
        let refused = Program::<Env>::open().unwrap().variable(name, value).err();
        assert_eq!(refused, Some(ProgramError::Variable), "{name:?} {value:?}");
    }
}

#[test]
fn the_working_folder_is_the_owners_and_the_root_unless_told_otherwise() {
    assert_eq!(said("pwd"), "/\n");
    let folder = tempfile::tempdir().unwrap();
    let there = shell().working_folder(folder.path()).unwrap();
    let told = there.command().fixed("-c").fixed("pwd").run(&testing::call()).unwrap().stdout;
    assert_eq!(Path::new(String::from_utf8(told).unwrap().trim()), folder.path().canonicalize().unwrap());
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    for folder in [file, folder.path().join("missing")] {
        assert_eq!(shell().working_folder(folder).err(), Some(ProgramError::Folder));
    }
}

#[test]
fn it_reads_what_it_is_given_and_nothing_otherwise() {
    assert_eq!(said("cat; echo end"), "end\n");
    let (cat, call) = (shell(), testing::call());
    // More than the pipes hold, in both directions at once.
    let large = vec![b'a'; 900_000];
    let echoed = cat.command().fixed("-c").fixed("cat").stdin(large.clone()).run(&call).unwrap();
    assert!(echoed.stdout == large);
    // And who does not read is not waited for.
    let ignored = cat.command().fixed("-c").fixed("exit 3").stdin(vec![b'a'; 8 << 20]).run(&call).unwrap();
    assert_eq!((ignored.code, ignored.success()), (Some(3), false));
}

#[test]
fn it_tells_how_it_ended_and_what_it_said_on_both_streams() {
    let ended = run("echo out; echo err >&2; exit 7").unwrap();
    assert_eq!((ended.code, ended.signal), (Some(7), None));
    assert_eq!((ended.stdout.as_slice(), ended.stderr.as_slice()), (&b"out\n"[..], &b"err\n"[..]));
    let killed = run("kill -9 $$").unwrap();
    assert_eq!((killed.code, killed.signal, killed.success()), (None, Some(9), false));
}

#[test]
fn a_flood_ends_the_program_with_an_error() {
    let call = testing::call();
    for script in ["yes", "yes >&2", "echo $$; exec yes"] {
        let flood = shell().max_output(100_000).command().fixed("-c").fixed(script).run(&call);
        assert_eq!(flood, Err(ProgramError::OutputTooLarge { most: 100_000 }), "{script}");
    }
    // Exactly as much as it may is no flood.
    let most = shell().max_output(5).command().fixed("-c").fixed("printf 12345").run(&call).unwrap();
    assert_eq!(most.stdout, b"12345");
    let more = shell().max_output(4).command().fixed("-c").fixed("printf 12345").run(&call);
    assert_eq!(more, Err(ProgramError::OutputTooLarge { most: 4 }));
}

/// Whether a process is there and more than a remnant that nobody has waited for yet.
fn is_alive(pid: i32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat"))
        .ok()
        .and_then(|stat| stat.rsplit_once(')').map(|(_, rest)| rest.trim_start().to_owned()))
        .is_some_and(|rest| !rest.starts_with(['Z', 'X']))
}

/// Whether the last of them has gone within 10 s.
fn are_gone(pids: &[i32]) -> bool {
    let end = Instant::now() + Duration::from_secs(10);
    while pids.iter().any(|pid| is_alive(*pid)) {
        if Instant::now() > end {
            return false;
        }
        std::thread::yield_now();
    }
    true
}

fn numbers(text: &str) -> Vec<i32> {
    text.split_whitespace().map(|number| number.parse().unwrap()).collect()
}

#[test]
fn a_child_that_forks_and_outlives_its_parent_is_gone_when_the_program_has_ended() {
    for script in [
        "sleep 1000 & echo $!",
        "sleep 1000 >/dev/null 2>&1 & echo $!",
        "(sleep 1000 & echo $!; (sleep 1000 & echo $!) &) & wait",
        "trap '' TERM HUP INT; nohup sleep 1000 2>/dev/null & echo $!",
    ] {
        let begin = Instant::now();
        let pids = numbers(&said(script));
        assert!(!pids.is_empty() && are_gone(&pids), "{script}");
        assert!(begin.elapsed() < Duration::from_secs(20), "it was waited for: {script}");
    }
}

#[test]
fn a_daemon_that_still_holds_the_output_is_gone_when_the_program_has_ended() {
    // It starts a session of its own, and its parent ends: neither group nor parent leads to it.
    let place = Place::new();
    place.run(DAEMON);
    assert!(are_gone(&place.pids(1)));
}

/// Starts a process in a session of its own that outlives the program and holds its output.
const DAEMON: &str =
    "(setsid sh -c 'echo $$ >>pids; exec sleep 1000' &); while ! [ -s pids ]; do :; done; echo ok";

/// Runs a script in a folder until its call ends; the script writes the numbers of its processes into `pids`.
#[capability(write, timeout = "2s")]
fn endless(
    call: &Call,
    #[grant] shell: Program<Shell>,
    #[grant] script: State<&'static str>,
) -> Result<u32, Internal> {
    shell.command().fixed("-c").fixed(*script).run(call)?;
    Ok(0)
}

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    fn shell(&self) -> Program<Shell> {
        shell().working_folder(self.folder.path()).unwrap()
    }

    fn gate(&self, script: &'static str) -> testing::Gate {
        testing::Gate::new().grant(self.shell()).grant(State::new(script))
    }

    /// Runs a script to its end.
    fn run(&self, script: &'static str) -> ProgramOutput {
        self.shell().command().fixed("-c").fixed(script).run(&testing::call()).unwrap()
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("pids")
    }

    /// The numbers that the script has written, once there are so many.
    fn pids(&self, count: usize) -> Vec<i32> {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let text = fs::read_to_string(self.file()).unwrap_or_default();
            // A number is whole when its line has ended.
            if text.matches('\n').count() >= count {
                return numbers(&text);
            }
            assert!(Instant::now() < end, "the script has not written its numbers: {text:?}");
            std::thread::yield_now();
        }
    }
}

/// Runs a program that has not ended by the deadline.
#[capability(write, timeout = "40ms")]
fn slow(call: &Call, #[grant] shell: Program<Shell>) -> Result<u32, Internal> {
    shell.command().fixed("-c").fixed("exec sleep 1000").run(call)?;
    Ok(0)
}

#[tokio::test]
async fn the_deadline_is_told_as_such_and_not_as_a_failure() {
    let gate = testing::Gate::new().grant(shell());
    for _ in 0..15 {
        assert_eq!(gate.call(slow, ()).await.unwrap_err().code(), Code::DeadlineExceeded);
    }
}

#[tokio::test]
async fn at_the_deadline_the_whole_group_is_gone() {
    let place = Place::new();
    let gate = place.gate("echo $$ >>pids; (echo $$ >>pids; sleep 1000) & sleep 1000 & echo $! >>pids; trap '' TERM; wait; wait");
    let error = gate.call(endless, ()).await.unwrap_err();
    assert_eq!(error.code(), Code::DeadlineExceeded);
    assert!(are_gone(&place.pids(3)));
}

#[tokio::test]
async fn at_the_deadline_those_are_gone_too_who_started_a_session_of_their_own() {
    let place = Place::new();
    let gate = place.gate(
        "echo $$ >>pids; setsid sh -c 'echo $$ >>pids; setsid sleep 1000 >/dev/null 2>&1 & echo $! >>pids; wait' >/dev/null 2>&1 & wait",
    );
    let error = gate.call(endless, ()).await.unwrap_err();
    assert_eq!(error.code(), Code::DeadlineExceeded);
    assert!(are_gone(&place.pids(3)));
}

#[tokio::test]
async fn at_the_deadline_a_daemon_that_still_holds_the_output_is_gone() {
    let place = Place::new();
    let gate =
        place.gate("(setsid sh -c 'echo $$ >>pids; sleep 1000 & echo $! >>pids; wait' &); exec sleep 1000");
    let error = gate.call(endless, ()).await.unwrap_err();
    assert_eq!(error.code(), Code::DeadlineExceeded);
    assert!(are_gone(&place.pids(2)));
}

#[tokio::test]
async fn a_program_that_forks_as_fast_as_it_can_is_gone_at_the_deadline() {
    let place = Place::new();
    let gate = place.gate(
        "echo $$ >>pids; n=0; while [ $n -lt 400 ]; do setsid sleep 1000 >/dev/null 2>&1 & n=$((n+1)); echo $! >>pids; done; wait",
    );
    let error = gate.call(endless, ()).await.unwrap_err();
    assert_eq!(error.code(), Code::DeadlineExceeded);
    assert!(are_gone(&place.pids(2)));
}

#[tokio::test]
async fn when_the_caller_goes_away_the_program_is_gone() {
    let place = Place::new();
    let gate = place.gate("echo $$ >>pids; sleep 1000 & echo $! >>pids; wait");
    let call = gate.call(endless, ());
    let pids = tokio::select! {
        _ = call => panic!("it ended by itself"),
        pids = async {
            loop {
                if fs::read_to_string(place.file()).is_ok_and(|text| text.matches('\n').count() == 2) {
                    break place.pids(2);
                }
                tokio::task::yield_now().await;
            }
        } => pids,
    };
    assert!(are_gone(&pids));
}

/// Known to get away, and written down: a session of its own, a parent that ended, and no pipe of ours.
#[test]
fn a_daemon_that_lets_go_of_everything_gets_away() {
    let place = Place::new();
    place.run(
        "(setsid sh -c 'echo $$ >>pids; exec sleep 1000' >/dev/null 2>&1 &); while ! [ -s pids ]; do :; done",
    );
    let pids = place.pids(1);
    let got_away = is_alive(pids[0]);
    let end = std::process::Command::new("kill").arg("-9").arg(pids[0].to_string()).status();
    assert!(got_away, "it is found by now: remove this evasion from the documentation");
    assert!(end.is_ok_and(|end| end.success()));
}

#[test]
fn nobody_else_is_killed() {
    let mut bystander = std::process::Command::new("sleep").arg("1000").spawn().unwrap();
    assert!(run("sleep 1000 & yes").is_err());
    // Programs that are being started hold the pipes of others for a moment.
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| (0..10).for_each(|_| assert_eq!(Place::new().run(DAEMON).stdout, b"ok\n")));
            scope.spawn(|| (0..200).for_each(|_| assert_eq!(said("echo ok"), "ok\n")));
        }
    });
    assert!(is_alive(bystander.id() as i32));
    bystander.kill().unwrap();
    bystander.wait().unwrap();
}

#[test]
fn what_it_can_do_is_what_its_type_says() {
    assert_eq!((Program::<Shell>::EFFECT, Program::<Find>::EFFECT), (Effect::Write, Effect::Read));
    assert_eq!((Program::<Shell>::KIND, shell().describe().as_str()), ("program", "/bin/sh (PATH)"));
    assert_eq!(format!("{:?}", shell()), "Program(/bin/sh (PATH))");
}

#[test]
fn no_error_repeats_an_argument() {
    let canary = "-zebra";
    let refused = shell().command().value(canary).run(&testing::call()).unwrap_err();
    assert!(!format!("{refused} {refused:?}").contains("zebra"));
}
