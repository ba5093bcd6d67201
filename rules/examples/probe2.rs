//! Probe.
#![allow(clippy::all)]
use portcullis_rules::{Breadth, check_file};
fn main() {
    for path in std::env::args().skip(1) {
        let code = std::path::Path::new(&path).file_name().unwrap().to_str().unwrap()[..4].to_uppercase();
        let source = std::fs::read_to_string(&path).unwrap();
        let file = match syn::parse_file(&source) { Ok(f)=>f, Err(e)=>{println!("{path}: {e} {:?}", e.span().start()); continue} };
        let found: Vec<(String,usize)> = check_file(&file, &source, Breadth::Everywhere).iter().filter_map(|f| Some((f.code()?.to_string(), f.place().line_and_column().0))).collect();
        let lines: Vec<&str> = source.lines().collect();
        let (mut b, mut c, mut g, mut a) = (0,0,0,0);
        for (index, line) in lines.iter().enumerate() {
            let bad = match line.trim() { "//# bad" => true, "//# good" => false, _ => continue };
            let end = format!("{}}}", " ".repeat(line.len() - line.trim_start().len()));
            let last = lines.iter().skip(index).position(|l| *l == end).map_or(lines.len(), |at| index + at + 1);
            let hit = found.iter().any(|(k, l)| *k == code && (index + 1..=last).contains(l));
            if bad { b += 1; c += hit as u32 } else { g += 1; a += hit as u32 }
            if bad != hit { println!("  {} {}:{} {}", if bad {"MISSED"} else {"ACCUSED"}, path, index + 2, lines[index+1..].iter().find(|l| l.contains("fn ")).unwrap_or(&"").trim()); }
        }
        println!("{code} bad {c}/{b} good {a}/{g}");
    }
}
