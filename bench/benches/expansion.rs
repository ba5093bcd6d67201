//! What `#[capability]` costs the compiler, beside other tool macros: `cargo bench -p portcullis-bench --bench expansion`. Writes
//! `results/expansion.md`.
//!
//! It makes a workspace of its own under `target/expansion`, whose members differ in kind and number of tools only. Times are rustc's
//! own for the member alone (`-Ztime-passes`, by a wrapper for members), without what it depends on.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use portcullis_bench::door::Opened;
use portcullis_bench::expansion::Kind;
use portcullis_bench::{machine, parts};

/// How many tools a crate has.
const SIZES: [usize; 4] = [1, 10, 100, 1_000];

/// How often a crate is measured; the largest once.
const ROUNDS: usize = 3;

/// One measurement, in seconds and bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Figures {
    expand: f64,
    check: f64,
    build: f64,
    size: u64,
}

fn main() -> Opened<()> {
    if !parts::asked() {
        println!("nothing was measured");
        return Ok(());
    }
    let load = machine::load();
    let place = workspace()?;
    let mut all = BTreeMap::new();
    for size in SIZES {
        let rounds = if size == 1_000 { 1 } else { ROUNDS };
        let mut rounds_of = vec![Vec::new(); Kind::ALL.len()];
        for _ in 0..rounds {
            for (kind, figures) in Kind::ALL.into_iter().zip(&mut rounds_of) {
                figures.push(place.measure(kind, size)?);
            }
        }
        for (kind, figures) in Kind::ALL.into_iter().zip(rounds_of) {
            all.insert((kind.name(), size), median(&figures));
        }
    }
    parts::write_page("expansion", "Tool macros and the compiler", &page(&all, &place, &load)?)
}

/// The workspace whose members are measured.
struct Workspace {
    root: PathBuf,
}

fn workspace() -> Opened<Workspace> {
    let checkout = fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| checkout.join("target"), PathBuf::from);
    let root = target.join("expansion");
    let mut members = Vec::new();
    for kind in Kind::ALL {
        for size in SIZES {
            let name = format!("{}-{size}", kind.name());
            let folder = root.join(&name).join("src");
            fs::create_dir_all(&folder)?;
            let dependencies = kind.dependencies().replace("{root}", &checkout.display().to_string());
            let manifest = format!(
                "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n{dependencies}"
            );
            fs::write(root.join(&name).join("Cargo.toml"), manifest)?;
            fs::write(folder.join("main.rs"), kind.program(size))?;
            members.push(format!("\"{name}\""));
        }
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = 0\nincremental = false\n",
        members.join(", ")
    );
    fs::write(root.join("Cargo.toml"), manifest)?;
    let wrapper = root.join("wrapper.sh");
    fs::write(&wrapper, "#!/bin/sh\nRUSTC_BOOTSTRAP=1 exec \"$@\" -Ztime-passes\n")?;
    let made = Command::new("chmod").arg("+x").arg(&wrapper).status()?;
    if !made.success() {
        return Err("the wrapper cannot be made executable".into());
    }
    Ok(Workspace { root })
}

impl Workspace {
    /// The first time builds what the member depends on as well, which is not in rustc's own times for it.
    fn measure(&self, kind: Kind, size: usize) -> Opened<Figures> {
        let name = format!("{}-{size}", kind.name());
        let check = self.cargo("check", &name, kind, size)?;
        let build = self.cargo("build", &name, kind, size)?;
        let binary = fs::metadata(self.root.join("target/debug").join(&name))?;
        Ok(Figures {
            expand: pass(&check, "macro_expand_crate")?,
            check: pass(&check, "total")?,
            build: pass(&build, "total")?,
            size: binary.len(),
        })
    }

    /// Compiles the member anew, and gives what rustc said.
    fn cargo(&self, command: &str, name: &str, kind: Kind, size: usize) -> Opened<String> {
        fs::write(self.root.join(name).join("src/main.rs"), kind.program(size))?;
        let output = Command::new("cargo")
            .args([command, "-q", "-p", name])
            .current_dir(&self.root)
            .env("RUSTC_WORKSPACE_WRAPPER", self.root.join("wrapper.sh"))
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            .env_remove("RUSTFLAGS")
            .output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() {
            return Err(format!("`cargo {command} -p {name}` failed:\n{said}").into());
        }
        Ok(said)
    }

    fn version(&self, package: &str) -> String {
        let lock = fs::read_to_string(self.root.join("Cargo.lock")).unwrap_or_default();
        let line =
            lock.lines().skip_while(|line| *line != format!("name = \"{package}\"")).nth(1).unwrap_or("?");
        line.trim_start_matches("version = ").trim_matches('"').to_owned()
    }
}

/// A figure in seconds.
type Value = fn(&Figures) -> f64;

/// `time:   0.012; rss: …    macro_expand_crate`
fn pass(said: &str, name: &str) -> Opened<f64> {
    let lines = said.lines().filter(|line| line.split_whitespace().next_back() == Some(name));
    let mut times = lines.filter_map(|line| {
        line.trim_start().strip_prefix("time:")?.split(';').next()?.trim().parse::<f64>().ok()
    });
    times.next_back().ok_or_else(|| format!("rustc said nothing of `{name}`").into())
}

fn median(figures: &[Figures]) -> Figures {
    let of = |value: fn(&Figures) -> f64| {
        let mut values: Vec<_> = figures.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    };
    Figures {
        expand: of(|it| it.expand),
        check: of(|it| it.check),
        build: of(|it| it.build),
        size: figures.last().map_or(0, |it| it.size),
    }
}

fn page(all: &BTreeMap<(&str, usize), Figures>, place: &Workspace, load: &str) -> Opened<String> {
    let versions: Vec<_> = ["rmcp", "rig-core", "pmcp", "tracing"]
        .iter()
        .map(|package| format!("{package} {}", place.version(package)))
        .collect();
    let mut page = format!(
        "Each tool takes a text and a number and gives a text. Times are rustc's own for the crate alone (`-Ztime-passes`), in \
         milliseconds: its dependencies are built. Profile `dev` without debug information and without incremental compilation, so \
         macros are not optimised; medians of {ROUNDS} rounds in turn, the crates of 1,000 once.\n\n\
         {}; load average before the run {load}.\n",
        versions.join(", ")
    );
    let get = |kind: Kind, size: usize| all.get(&(kind.name(), size)).copied().unwrap_or_default();
    let tables: [(&str, Value); 3] = [
        ("expansion of macros", |it| it.expand),
        ("`cargo check`", |it| it.check),
        ("debug build", |it| it.build),
    ];
    for (title, value) in tables {
        write!(
            page,
            "\n## {title}\n\n| row | 1 | 10 | 100 | 1,000 | a tool, of 100 | a tool, of 1,000 | × rmcp at 100 |\n|---|--:|--:|--:|--:|--:|--:|--:|\n"
        )?;
        let rmcp = value(&get(Kind::Rmcp, 100));
        for kind in Kind::ALL {
            write!(page, "| {} |", kind.label())?;
            for size in SIZES {
                write!(page, " {:.0} |", value(&get(kind, size)) * 1e3)?;
            }
            let one = value(&get(kind, 1));
            for size in [100, 1_000] {
                let each = (value(&get(kind, size)) - one) / (size - 1) as f64;
                write!(page, " {:.2} |", each * 1e3)?;
            }
            writeln!(page, " {:.2} |", value(&get(kind, 100)) / rmcp)?;
        }
    }
    write!(
        page,
        "\n## Size of the program\n\nBytes that each tool adds, without debug information: of 100 and of 1,000 beside one.\n\n| row | of 100 | of 1,000 |\n|---|--:|--:|\n"
    )?;
    for kind in Kind::ALL {
        write!(page, "| {} |", kind.label())?;
        for size in [100, 1_000] {
            let more = get(kind, size).size.saturating_sub(get(kind, 1).size);
            write!(page, " {} |", more / (size as u64 - 1))?;
        }
        writeln!(page)?;
    }
    Ok(page)
}
