//! The tables, as Markdown.

use std::fmt::Write;

use crate::attack::{ATTACKS, Attacked};
use crate::door::Opened;
use crate::machine;
use crate::measure::{Figures, IN_FLIGHT, Row, Spread};

/// The command that makes the report.
pub const COMMAND: &str = "cargo bench -p portcullis-bench --bench call";

/// Everything that was measured in one run.
pub struct Report<'a> {
    /// The rows, in the tables' order.
    pub rows: &'a [Row],
    /// One at a time.
    pub latency: &'a [Figures],
    /// Many in flight.
    pub throughput: &'a [Figures],
    /// Rounds that were made.
    pub rounds: usize,
    /// The machine's load before it began.
    pub load: String,
    /// The row without guards.
    pub floor: usize,
    /// The rows with hand-written guards and the same placement of the body; the quicker one is the measure.
    pub by_hand: [usize; 2],
}

/// The report as a page.
pub fn page(report: &Report<'_>) -> String {
    let Report { rounds, load, .. } = report;
    let versions: Vec<_> = ["rmcp", "tower-mcp", "pmcp", "tokio", "serde_json"]
        .map(|package| format!("{package} {}", machine::version(package)))
        .into();
    format!(
        "# A guarded call in process\n\n\
         Made by `{COMMAND}`; do not edit. What the rows are is said in the [README](../README.md).\n\n\
         - {}\n- {}\n- {}\n- {rounds} rounds, rows in turn; load average before the run {load}\n\n\
         Figures are medians of the rounds, with the least and the most. A ratio is the median of the rounds' ratios: \
         to (a), and to the quicker one of (c) and (c′).\n{}\n\
         ## Latency: one call at a time, on a `current_thread` runtime\n\n{}\n\
         ## Throughput: {IN_FLIGHT} calls in flight, on a runtime with two workers\n\n{}\n\
         ## Allocations of one call\n\n{}",
        machine::processor(),
        machine::compiler(),
        versions.join(", "),
        spoiled(report.rows),
        times(report, report.latency, "a call"),
        times(report, report.throughput, "a call, all told"),
        allocations(report),
    )
}

fn times(report: &Report<'_>, figures: &[Figures], what: &str) -> String {
    let median = |row: &usize| figures[*row].spread().median;
    let quicker = report.by_hand.iter().copied().min_by(|one, other| median(one).total_cmp(&median(other)));
    let by_hand = quicker.unwrap_or(report.floor);
    let (floor_figures, by_hand_figures) = (&figures[report.floor], &figures[by_hand]);
    let mut table = format!(
        "| row | {what}, µs | least … most | calls a second | × {} | × {} |\n|---|--:|--:|--:|--:|--:|\n",
        short(report.rows[report.floor].label),
        short(report.rows[by_hand].label),
    );
    for (row, figures) in report.rows.iter().zip(figures) {
        let Spread { median, min, max } = figures.spread();
        let _ = writeln!(
            table,
            "| {} | {:.2} | {:.2} … {:.2} | {} | {:.1} | {:.2} |",
            row.label,
            median / 1e3,
            min / 1e3,
            max / 1e3,
            thousands(1e9 / median),
            figures.relative_to(floor_figures).median,
            figures.relative_to(by_hand_figures).median,
        );
    }
    table
}

/// A batch in which a call was refused was made again; how often, and why.
fn spoiled(rows: &[Row]) -> String {
    let mut notes = String::new();
    for row in rows {
        if let Some(last) = row.spoiled().last() {
            let times = row.spoiled().count();
            let _ = write!(
                notes,
                "\n- {}: {times} batches were made again, since a call was refused: `{last}`",
                row.label
            );
        }
    }
    if notes.is_empty() { notes } else { notes + "\n" }
}

fn allocations(report: &Report<'_>) -> String {
    let floor = report.rows[report.floor].allocations;
    let mut table = "| row | allocations | beyond serde's | bytes |\n|---|--:|--:|--:|\n".to_owned();
    for Row { label, allocations, bytes, .. } in report.rows {
        let _ = writeln!(table, "| {label} | {allocations:.2} | {:.2} | {bytes:.0} |", allocations - floor);
    }
    table
}

/// The attacks and what became of them, a line for each row.
pub fn attacks(attacked: &Attacked) -> String {
    let mut table = format!("| row | {} |\n|---|{}\n", ATTACKS.join(" | "), "---|".repeat(ATTACKS.len()));
    for (label, verdicts) in &attacked.rows {
        let _ = writeln!(table, "| {label} | {} |", verdicts.join(" | "));
    }
    table
}

/// The README with this table of attacks in the place of the one that is there.
///
/// # Errors
///
/// When the README has no marks for it.
pub fn with_attacks(readme: &str, table: &str) -> Opened<String> {
    const BEGIN: &str = "<!-- attacks: made by the benchmark -->";
    const END: &str = "<!-- end of attacks -->";
    let (before, rest) = readme.split_once(BEGIN).ok_or("the README has no mark for the table of attacks")?;
    let (_, after) = rest.split_once(END).ok_or("the README's table of attacks has no end")?;
    Ok(format!("{before}{BEGIN}\n\n{table}\n{END}{after}"))
}

/// A row's letter.
fn short(label: &str) -> &str {
    label.split(' ').next().unwrap_or(label)
}

fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::{thousands, with_attacks};

    #[test]
    fn a_new_table_of_attacks_takes_the_place_of_the_old_one() {
        let page = "# Title\n<!-- attacks: made by the benchmark -->\nold\n<!-- end of attacks -->\nrest";
        let once = with_attacks(page, "| new |").unwrap();
        assert!(once.contains("| new |") && !once.contains("old") && once.ends_with("rest"));
        assert_eq!(with_attacks(&once, "| new |").unwrap(), once);
        assert!(with_attacks("no marks", "| new |").is_err());
    }

    #[test]
    fn large_numbers_are_grouped_by_thousands() {
        assert_eq!(
            ["7", "1,234", "1,234,567"],
            [7.0, 1234.0, 1_234_567.0].map(thousands).each_ref().map(String::as_str)
        );
    }
}
