//! Parts of a gate by themselves, each beside what does the same work with less: rounds in turn, medians, one table.

use std::fmt::Write;
use std::path::Path;

use crate::door::Opened;
use crate::machine;

/// One row: what it is called, and how to measure it once. The unit is the table's.
pub struct Part<'a> {
    /// What the table calls it.
    pub label: String,
    /// One measurement.
    pub measure: Box<dyn FnMut() -> Opened<f64> + 'a>,
}

/// Measures all rows in turn, and writes a table with the ratio of each to the first.
pub fn table(unit: &str, rounds: usize, parts: &mut [Part<'_>]) -> Opened<String> {
    let mut figures = vec![Vec::with_capacity(rounds); parts.len()];
    for _ in 0..rounds {
        for (part, figures) in parts.iter_mut().zip(&mut figures) {
            figures.push((part.measure)()?);
        }
    }
    let mut table = format!("| row | {unit} | least … most | × first row |\n|---|--:|--:|--:|\n");
    let first = figures.first().cloned().unwrap_or_default();
    for (part, figures) in parts.iter().zip(figures) {
        let ratios = figures.iter().zip(&first).map(|(figure, first)| figure / first).collect();
        let (_, ratio, _) = spread(ratios);
        let (least, median, most) = spread(figures);
        writeln!(table, "| {} | {median:.2} | {least:.2} … {most:.2} | {ratio:.2} |", part.label)?;
    }
    Ok(table)
}

/// Writes a page of tables below the package.
pub fn write_page(name: &str, title: &str, tables: &str) -> Opened<()> {
    let page = format!(
        "# {title}\n\nMade by `cargo bench -p portcullis-bench --bench {name}`; do not edit.\n\n- {}\n- {}\n\n{tables}",
        machine::processor(),
        machine::compiler()
    );
    println!("{page}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("results/{name}.md"));
    Ok(std::fs::write(path, page)?)
}

/// Whether this is a benchmark; `cargo test --benches` runs these as well.
pub fn asked() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}

fn spread(mut figures: Vec<f64>) -> (f64, f64, f64) {
    figures.sort_by(f64::total_cmp);
    let at = |part: usize| figures.get(part).copied().unwrap_or(f64::NAN);
    (at(0), at(figures.len() / 2), at(figures.len().saturating_sub(1)))
}
