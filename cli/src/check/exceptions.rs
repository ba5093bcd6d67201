//! `--exceptions`: what has been excepted from the rules, and why.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use portcullis_rules::files::{Exception, shown};

use super::number;

const BOLD: Style = Style::new().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// Writes each exception with its place, its rule and its reason.
pub(super) fn write(exceptions: &[Exception], out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    for exception in exceptions {
        let (line, column) = exception.start;
        let rule = exception.rule;
        writeln!(
            out,
            "{BOLD}{} {}{BOLD:#} {}:{line}:{column}",
            rule.code,
            rule.name,
            shown(&exception.path)
        )?;
        writeln!(out, "  reason: {}", exception.reason)?;
        match exception.lifts.as_slice() {
            [] => writeln!(out, "  {WARNING}lifts nothing{WARNING:#}: take it away")?,
            lifts => {
                let lines: Vec<String> = lifts.iter().map(|report| report.start.0.to_string()).collect();
                let plural = if lines.len() == 1 { "" } else { "s" };
                writeln!(out, "  lifts line{plural} {}", lines.join(", "))?;
            }
        }
        writeln!(out)?;
    }
    let idle = exceptions.iter().filter(|exception| exception.lifts.is_empty()).count();
    let idle = match idle {
        0 => String::new(),
        1 => "; 1 lifts nothing".to_owned(),
        count => format!("; {count} lift nothing"),
    };
    writeln!(out, "{} in force{idle}", number(exceptions.len(), "exception"))
}
