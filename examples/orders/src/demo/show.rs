//! What the demo prints, a few lines for each call, and what it remembers of all that it has printed.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use anstyle::{AnsiColor, Style};

use super::DemoError;
use super::checks::Check;
use super::step::Played;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default();
const STOPPED: Style = AnsiColor::Yellow.on_default();
const UNEXPECTED: Style = AnsiColor::Red.on_default().bold();

#[derive(Default)]
pub struct Show {
    /// All that was printed.
    pub printed: String,
    /// All calls but those of the rotation.
    pub played: Vec<Played>,
    surprises: usize,
}

impl Show {
    pub fn opening(&mut self, shop: &str) -> io::Result<()> {
        self.line(&format!(
            "\n{BOLD}Calls through one gate{BOLD:#}, made as a model would make them, on a shop at {shop}"
        ))?;
        self.line(&format!(
            "{DIM}Below each call is what its caller reads, and how often the shop was asked.{DIM:#}"
        ))
    }

    pub fn title(&mut self, title: &str, note: &str) -> io::Result<()> {
        let gap = if self.printed.ends_with("\n\n") { "" } else { "\n" };
        self.line(&format!("{gap}{DIM}──{DIM:#} {BOLD}{title}{BOLD:#} {DIM}── {note}{DIM:#}\n"))
    }

    pub fn step(&mut self, played: Played) -> io::Result<()> {
        let Played { step, took, requests, .. } = &played;
        let key = step.key.map(|key| format!(" with the key {key}")).unwrap_or_default();
        let became = match played.code() {
            None => format!("{GOOD}✓ answered{GOOD:#}"),
            Some(code) => format!("{STOPPED}■ {code}{STOPPED:#}"),
        };
        let asked = match requests {
            0 => "the shop was not asked".to_owned(),
            1 => "1 request".to_owned(),
            more => format!("{more} requests"),
        };
        let surprise = match played.is_as_expected() {
            true => String::new(),
            false => format!(" {UNEXPECTED}UNEXPECTED{UNEXPECTED:#}"),
        };
        let text = format!(
            "{:>3} {}\n    {BOLD}{}{BOLD:#} {DIM}{}{key}{DIM:#}\n    {became}{surprise} {DIM}{asked}, {:.1} ms{DIM:#}\n    {}\n",
            self.played.len() + 1,
            step.what,
            step.capability,
            step.input,
            took.as_secs_f64() * 1000.0,
            played.abridged(),
        );
        self.surprises += usize::from(!played.is_as_expected());
        self.played.push(played);
        self.line(&text)
    }

    pub fn check(&mut self, check: &Check) -> io::Result<()> {
        let (sign, style) = if check.holds { ("✓", GOOD) } else { ("✗ UNEXPECTED:", UNEXPECTED) };
        self.surprises += usize::from(!check.holds);
        self.line(&format!(" {style}{sign}{style:#} {}", check.promise))
    }

    /// What is worth a paragraph between the calls.
    pub fn say(&mut self, text: &str) -> io::Result<()> {
        self.line(&format!("    {text}"))
    }

    pub fn conclude(mut self) -> Result<(), DemoError> {
        let (style, verdict) = match self.surprises {
            0 => (GOOD, "all as expected".to_owned()),
            surprises => (UNEXPECTED, format!("{surprises} UNEXPECTED")),
        };
        let answered = self.played.iter().filter(|played| played.answer.is_ok()).count();
        let calls = self.played.len();
        self.line(&format!(
            "\n{BOLD}{calls} calls, {answered} of them answered{BOLD:#}: {style}{verdict}{style:#}\n"
        ))?;
        if self.surprises == 0 { Ok(()) } else { Err(DemoError::Surprised(self.surprises)) }
    }

    fn line(&mut self, text: &str) -> io::Result<()> {
        // Writing to a text does not fail.
        let _ = writeln!(self.printed, "{text}");
        writeln!(anstream::stdout(), "{text}")
    }
}
