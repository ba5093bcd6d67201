//! The little Markdown that the pages use, with terminal styles instead of marks.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

const HEADING: Style = Style::new().bold();
const CODE: Style = AnsiColor::Cyan.on_default();
const ERROR: Style = AnsiColor::Red.on_default().bold();

/// Writes headings in bold, code in colour, and blocks of code indented and without their fences.
pub(crate) fn write_styled(page: &str, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut in_block = false;
    for line in page.lines() {
        if line.starts_with("```") {
            in_block = !in_block;
        } else if in_block {
            write_code(line, out)?;
        } else if let Some(heading) = line.strip_prefix('#') {
            writeln!(out, "{HEADING}{}{HEADING:#}", heading.trim_start_matches('#').trim_start())?;
        } else {
            write_text(line, out)?;
        }
    }
    Ok(())
}

fn write_code(line: &str, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    match line.strip_prefix("error") {
        Some(rest) => writeln!(out, "    {ERROR}error{ERROR:#}{rest}"),
        None => writeln!(out, "    {line}"),
    }
}

fn write_text(line: &str, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    for (index, part) in line.split('`').enumerate() {
        if index % 2 == 0 {
            write!(out, "{part}")?;
        } else {
            write!(out, "{CODE}{part}{CODE:#}")?;
        }
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::write_styled;

    fn plain(page: &str) -> String {
        let mut styled = Vec::new();
        write_styled(page, &mut styled).expect("a vector takes everything");
        anstream::adapter::strip_str(&String::from_utf8(styled).expect("the page is text")).to_string()
    }

    #[test]
    fn marks_become_styles() {
        assert_eq!(plain("# P305: name\n\ntakes `code` here\n"), "P305: name\n\ntakes code here\n");
    }

    #[test]
    fn a_block_of_code_is_indented_and_kept_as_it_is() {
        assert_eq!(
            plain("```rust,ignore\nlet a = `b`;\n# not a heading\n```\n"),
            "    let a = `b`;\n    # not a heading\n"
        );
    }
}
