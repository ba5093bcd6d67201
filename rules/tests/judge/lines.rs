//! One line of code a promise: the files of `rules/tests/lines`. Each line is judged as a file of its own, and a marker at its
//! end says what must be found in it, `//~ P209`; `//~ P209?` is advice. A line without a marker is left alone.

use std::fs;
use std::path::Path;

use portcullis_rules::{Breadth, Finding, Level, check_file};

#[test]
fn each_line_is_judged_as_it_is_marked() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lines");
    let (mut count, mut wrong) = (0, String::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in
            text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with("//"))
        {
            let (source, marker) = line.split_once("//~").unwrap_or((line, ""));
            let (found, marked) = (found(source), marker.split_whitespace().collect::<Vec<_>>());
            count += 1;
            if found != marked {
                wrong +=
                    &format!("{}:{}\n  marked {marked:?}\n  found  {found:?}\n", path.display(), number + 1);
            }
        }
    }
    assert!(wrong.is_empty() && count > 0, "{wrong}");
}

fn found(source: &str) -> Vec<String> {
    let file = syn::parse_file(source).unwrap_or_else(|error| panic!("{error}\n{source}"));
    let said = |finding: &Finding| {
        let advice = if finding.level() == Level::Advice { "?" } else { "" };
        finding.code().unwrap_or("?").to_owned() + advice
    };
    check_file(&file, source, Breadth::Everywhere).iter().map(said).collect()
}
