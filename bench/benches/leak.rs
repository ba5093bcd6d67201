//! The leak scan beside `RegexSet`: `cargo bench -p portcullis-bench --bench leak`. Writes `results/leak.md`.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use portcullis::secret::{Scan, Secret};
use portcullis_bench::door::Opened;
use portcullis_bench::parts::{self, Part};
use regex::bytes::RegexSet;

/// Secrets that are looked for.
const SECRETS: usize = 100;

/// Bytes of text: this repository's own sources, again and again.
const TEXT: usize = 32 << 20;

/// How often each row is measured; odd, so that a median is one of the rounds.
const ROUNDS: usize = 15;

fn main() -> Opened<()> {
    if !parts::asked() {
        println!("nothing was measured");
        return Ok(());
    }
    let text = text()?;
    let secrets = secrets();
    let secret = |text: &String| Ok((text.clone(), Secret::read(text.as_bytes())?));
    let scan = Scan::of(secrets.iter().map(secret).collect::<Opened<Vec<_>>>()?)?;
    let set = RegexSet::new(secrets.iter().map(|secret| regex::escape(secret)))?;
    assert!(scan.is_clean(&text) && !set.is_match(&text), "the text holds none of them");
    let tail = [&text[..], secrets[SECRETS - 1].as_bytes()].concat();
    assert!(!scan.is_clean(&tail) && set.is_match(&tail), "what is there is found");

    let mut rows = [
        row("the leak scan: each secret in all its forms", || scan.is_clean(black_box(&text))),
        row("`RegexSet`: each secret as it is", || set.is_match(black_box(&text))),
        row("`memchr` for one byte that is not there: the memory's own speed", || {
            memchr::memchr(0, black_box(&text)).is_none()
        }),
    ];
    let table = parts::table("GB/s", ROUNDS, &mut rows)?;
    let what = format!(
        "{SECRETS} secrets of 40 characters, {} MiB of clean source text, one thread.\n\n",
        TEXT >> 20
    );
    parts::write_page("leak", "The search for secrets in what leaves", &(what + &table))
}

fn row<'a>(label: &str, search: impl Fn() -> bool + 'a) -> Part<'a> {
    let measure = move || {
        let begin = Instant::now();
        black_box(search());
        Ok(TEXT as f64 / begin.elapsed().as_secs_f64() / 1e9)
    };
    Part { label: label.into(), measure: Box::new(measure) }
}

/// The same ones in each run.
fn secrets() -> Vec<String> {
    let mut random = fastrand::Rng::with_seed(7);
    (0..SECRETS).map(|_| (0..40).map(|_| random.alphanumeric()).collect()).collect()
}

fn text() -> Opened<Vec<u8>> {
    let mut sources = Vec::new();
    for folder in ["runtime/src", "macros/src", "rules/src"] {
        read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder), &mut sources)?;
    }
    Ok(sources.iter().copied().cycle().take(TEXT).collect())
}

fn read_all(folder: &Path, sources: &mut Vec<u8>) -> Opened<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_all(&path, sources)?;
        } else {
            sources.extend(std::fs::read(path)?);
        }
    }
    Ok(())
}
