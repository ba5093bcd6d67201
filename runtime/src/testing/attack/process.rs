//! The same test once more, as a process of its own with canaries in its environment: how it is started, what it tells, and
//! that it ends. Lines that begin with a mark, which no other test has, say where the telling begins.

use std::env;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::fakes;
use super::report::AttackReport;

/// Holds the mark, and the name of the test. A process that has it starts no other.
const MARK: &str = "PORTCULLIS_ATTACK_PROCESS";

/// Names that code which shows its environment gives away, and that clients seldom act on by themselves. What is set
/// already stays as it is, and is looked for as well.
const PLANTED: [&str; 4] = ["API_KEY", "DATABASE_PASSWORD", "SECRET_KEY", "SERVICE_TOKEN"];

/// How long it may take until the gate is made.
const PREPARATION: Duration = Duration::from_secs(600);

/// How long output may come after the end, from what the test left behind.
const REST: Duration = Duration::from_secs(2);

/// How the test in the other process ended.
pub(super) enum Ended {
    /// With this report.
    Held(String),
    Broken(String),
    /// There was nothing to attack, for this reason.
    NoGate(String),
    /// Without a word; this says how, and all that was printed.
    Early(String),
}

impl Ended {
    pub(super) fn of(report: &AttackReport) -> Self {
        let text = report.to_string();
        if report.is_clean() { Ended::Held(text) } else { Ended::Broken(text) }
    }
}

/// This process, if it is the other one.
pub(super) struct Child {
    mark: String,
}

impl Child {
    /// It is the other one of this test alone: of tests that the attack itself runs, nobody would hear what they tell.
    pub(super) fn of_this_process(test: &str) -> Option<Self> {
        let variable = env::var(MARK).ok()?;
        let (mark, name) = variable.split_once(' ')?;
        (name == test).then(|| Child { mark: mark.to_owned() })
    }

    pub(super) fn begun(&self) {
        self.tell("begun", "");
    }

    /// The attack may take so long.
    pub(super) fn ready(&self, longest: Duration) {
        self.tell(&format!("ready {}", longest.as_millis()), "");
    }

    pub(super) fn ended(&self, ended: &Ended) {
        match ended {
            Ended::Held(text) => self.tell("held", text),
            Ended::Broken(text) => self.tell("broken", text),
            Ended::NoGate(text) => self.tell("no-gate", text),
            Ended::Early(_) => {}
        }
        self.tell("end", "");
    }

    /// On a line of its own, whatever was printed before.
    fn tell(&self, word: &str, text: &str) {
        print!("\n{} {word}\n{text}", self.mark);
        // If nobody reads it, nobody is there to be told so.
        let _ = std::io::stdout().flush();
    }
}

/// How many variables hold a planted canary in this process.
pub(super) fn planted() -> usize {
    let holds = |name: &&&str| env::var(name).is_ok_and(|value| value.starts_with(fakes::CANARY));
    PLANTED.iter().filter(holds).count()
}

/// Runs the test of this name once more. What it prints, this process prints.
///
/// # Errors
///
/// Why there is no such process: nothing was attacked by it.
pub(super) fn again(name: &str) -> Result<Ended, String> {
    if env::var_os(MARK).is_some() {
        return Err("this program was started by another attack".to_owned());
    }
    let program = env::current_exe().map_err(|error| format!("this program cannot be found: {error}"))?;
    let mut command = Command::new(program);
    command.args([name, "--exact", "--nocapture", "--include-ignored", "--test-threads=1"]);
    run(command, name, PREPARATION)
}

/// As [`again`]; `limit` is how long it may take until it says so itself.
fn run(mut command: Command, name: &str, mut limit: Duration) -> Result<Ended, String> {
    let mark = format!("portcullis-{}", fakes::canary());
    command.env(MARK, format!("{mark} {name}"));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for name in PLANTED.iter().filter(|name| env::var_os(name).is_none()) {
        command.env(name, fakes::canary());
    }
    let mut process =
        command.spawn().map_err(|error| format!("this program cannot be started again: {error}"))?;
    let (output, errors) = (Heard::from(process.stdout.take()), Heard::from(process.stderr.take()));
    let (mut is_ready, mut begin, mut stopped) = (false, Instant::now(), None);
    let status = loop {
        match process.try_wait() {
            Ok(Some(status)) => break status.to_string(),
            Ok(None) => {}
            Err(error) => break format!("unknown, since it cannot be waited for: {error}"),
        }
        if !is_ready && let Some(longest) = Said::read(&mark, &output.so_far()).ready {
            (is_ready, limit, begin) = (true, longest, Instant::now());
        }
        if begin.elapsed() > limit && stopped.is_none() {
            stopped = Some(limit);
            // If it has just ended, that is as well.
            let _ = process.kill();
        }
        thread::sleep(Duration::from_millis(5));
    };
    let (output, errors) = (output.all(), errors.all());
    let said = Said::read(&mark, &output);
    match (said.ended, said.begun) {
        (Some(ended), _) => {
            print!("{}", said.printed);
            eprint!("{errors}");
            Ok(ended)
        }
        (None, true) => {
            let how = match stopped {
                Some(limit) => format!("the attack was not over after {limit:?}, and was stopped"),
                None => format!("the attack ended before there was a report: {status}"),
            };
            Ok(Ended::Early(format!("{how}\n\n{}{errors}", said.printed)))
        }
        (None, false) => {
            let said = [&*errors, &output].concat();
            let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("nothing");
            Err(format!(
                "this program, run again, did not come to this test ({status}; it said: {})",
                last.trim()
            ))
        }
    }
}

/// What the other process has told so far.
struct Said {
    begun: bool,
    ready: Option<Duration>,
    ended: Option<Ended>,
    /// What it printed besides.
    printed: String,
}

impl Said {
    fn read(mark: &str, output: &str) -> Self {
        let mut said = Said { begun: false, ready: None, ended: None, printed: String::new() };
        // Each part begins with its word.
        let line = format!("\n{mark} ");
        let mut parts = output.split(&line).skip(1).peekable();
        while let Some(part) = parts.next() {
            let is_whole = parts.peek().is_some();
            let Some((word, text)) = part.split_once('\n') else { continue };
            let whole = || is_whole.then(|| text.to_owned());
            match word.split_once(' ').unwrap_or((word, "")) {
                ("begun", _) => {
                    said.begun = true;
                    said.printed.push_str(text);
                }
                ("ready", longest) => {
                    said.ready = longest.parse().ok().map(Duration::from_millis);
                    said.printed.push_str(text);
                }
                ("held", _) => said.ended = whole().map(Ended::Held),
                ("broken", _) => said.ended = whole().map(Ended::Broken),
                ("no-gate", _) => said.ended = whole().map(Ended::NoGate),
                _ => {}
            }
        }
        said
    }
}

/// What comes through a pipe, read as it comes, so that nobody waits for a reader.
struct Heard {
    bytes: Arc<Mutex<Vec<u8>>>,
    reader: Option<JoinHandle<()>>,
}

impl Heard {
    fn from(pipe: Option<impl Read + Send + 'static>) -> Self {
        let bytes = Arc::<Mutex<Vec<u8>>>::default();
        let reader = pipe.map(|mut pipe| {
            let bytes = bytes.clone();
            thread::spawn(move || {
                let mut part = [0; 4096];
                while let Ok(read @ 1..) = pipe.read(&mut part) {
                    bytes.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(&part[..read]);
                }
            })
        });
        Heard { bytes, reader }
    }

    fn so_far(&self) -> String {
        String::from_utf8_lossy(&self.bytes.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }

    /// All of it, after the end. A program that the test started and left behind may hold the pipe open: it is not waited for.
    fn all(self) -> String {
        let begin = Instant::now();
        while self.reader.as_ref().is_some_and(|reader| !reader.is_finished()) && begin.elapsed() < REST {
            thread::sleep(Duration::from_millis(1));
        }
        self.so_far()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs this test of this module once more.
    fn run_again(test: &str, limit: Duration) -> Result<Ended, String> {
        let mut command = Command::new(env::current_exe().unwrap());
        let name = format!("{}::{test}", module_path!().split_once("::").unwrap().1);
        command.args([&name, "--exact", "--nocapture", "--test-threads=1"]);
        run(command, test, limit)
    }

    fn early(ended: Result<Ended, String>) -> String {
        match ended {
            Ok(Ended::Early(why)) => why,
            Ok(_) => panic!("it told of an end"),
            Err(why) => panic!("{why}"),
        }
    }

    #[test]
    fn a_process_that_does_not_end_is_stopped_and_what_it_printed_is_told() {
        const TEST: &str = "a_process_that_does_not_end_is_stopped_and_what_it_printed_is_told";
        if let Some(child) = Child::of_this_process(TEST) {
            child.begun();
            println!("still here");
            child.ready(Duration::from_millis(50));
            thread::sleep(PREPARATION);
        }
        let why = early(run_again(TEST, PREPARATION));
        assert!(
            why.starts_with("the attack was not over after 50ms, and was stopped\n\nstill here\n"),
            "{why}"
        );
    }

    #[test]
    fn a_process_that_never_begins_to_attack_is_stopped() {
        const TEST: &str = "a_process_that_never_begins_to_attack_is_stopped";
        if let Some(child) = Child::of_this_process(TEST) {
            child.begun();
            thread::sleep(PREPARATION);
        }
        let why = early(run_again(TEST, Duration::from_secs(2)));
        assert!(why.contains("the attack was not over after 2s"), "{why}");
    }

    #[test]
    fn a_test_that_an_attack_runs_starts_no_process_and_is_not_taken_for_the_attack() {
        const TEST: &str = "a_test_that_an_attack_runs_starts_no_process_and_is_not_taken_for_the_attack";
        if let Some(child) = Child::of_this_process(TEST) {
            child.begun();
            let other = Child::of_this_process("another").is_some();
            let why = again("another").err().unwrap_or_default();
            child.ended(&Ended::NoGate(format!("{other}: {why}")));
            return;
        }
        let ended = run_again(TEST, PREPARATION).unwrap();
        let expected = "false: this program was started by another attack";
        assert!(matches!(ended, Ended::NoGate(said) if said == expected));
    }

    #[test]
    fn a_test_that_is_not_there_and_a_program_that_takes_no_tests_are_told() {
        let why = again("no::such::test").err().unwrap();
        assert!(why.contains("did not come to this test") && why.contains("0 passed"), "{why}");
        let why = run(Command::new("no-such-program-7f3a"), "a", PREPARATION).err().unwrap();
        assert!(why.contains("cannot be started again"), "{why}");
    }

    #[test]
    fn what_is_there_in_part_is_not_taken_for_the_whole() {
        let whole =
            "running\n\nm begun\nprinted\n\nm ready 1500\nmore\n\nm broken\nthe\n\nreport\n\nm end\nok";
        let said = Said::read("m", whole);
        assert_eq!((said.begun, said.ready), (true, Some(Duration::from_millis(1500))));
        assert_eq!(said.printed, "printed\nmore\n");
        assert!(matches!(said.ended, Some(Ended::Broken(report)) if report == "the\n\nreport\n"));
        for end in 0..whole.len() {
            let said = Said::read("m", &whole[..end]);
            assert!(said.ready.is_none_or(|ready| ready.as_millis() == 1500), "{end}");
            assert!(said.ended.is_none() || end > whole.find("m end").unwrap(), "{end}");
        }
    }
}
