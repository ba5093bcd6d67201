//! How long the rules take, beside what parsing takes.
//!
//! `cargo bench -p portcullis-rules --bench check` reads the crates of `rules/precision/crates.txt`: parsing alone, and
//! parsing with all rules, in one run. `cargo bench -p portcullis-rules --bench check --profile dev -- capability` says what
//! a capability of thirty lines costs in a macro that is not optimised, which is how most people build them.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use portcullis_rules::facts::Facts;
use portcullis_rules::{Breadth, Diagnostics, Exceptions, check_facts, check_file};

const RUNS: usize = 5;

fn main() {
    let body = std::thread::Builder::new().stack_size(256 << 20);
    body.spawn(measure).expect("a thread starts").join().expect("it ends");
}

fn measure() {
    println!("a capability of thirty lines: {:?}", capability());
    if std::env::args().any(|argument| argument == "capability") {
        return;
    }
    let crates = sources_of_crates();
    for breadth in [Breadth::Default, Breadth::Everywhere] {
        let mut runs: Vec<Run> = (0..RUNS).map(|_| Run::over(&crates, breadth)).collect();
        runs.sort_by(|one, other| one.ratio().total_cmp(&other.ratio()));
        let run = &runs[RUNS / 2];
        println!(
            "{breadth:?}: {} lines of {} files; parsing alone {:.3} s ({:.0} lines/s), checking {:.3} s ({:.0} lines/s): \
             {:.2} x parsing ({:.2} to {:.2} in {RUNS} runs)",
            run.lines,
            crates.len(),
            run.parse.as_secs_f64(),
            run.lines as f64 / run.parse.as_secs_f64(),
            run.check.as_secs_f64(),
            run.lines as f64 / run.check.as_secs_f64(),
            run.ratio(),
            runs[0].ratio(),
            runs[RUNS - 1].ratio(),
        );
    }
}

/// One reading of all crates.
struct Run {
    /// What `syn` alone needs, to the moment when the tree is gone again.
    parse: Duration,
    /// The same with all rules between.
    check: Duration,
    lines: usize,
}

impl Run {
    /// Each file is read both ways one after the other, so that whatever else the machine does falls on both.
    fn over(sources: &[String], breadth: Breadth) -> Self {
        let mut run = Self { parse: Duration::ZERO, check: Duration::ZERO, lines: 0 };
        for source in sources {
            let started = Instant::now();
            if black_box(syn::parse_file(source)).is_err() {
                continue;
            }
            proc_macro2::extra::invalidate_current_thread_spans();
            run.parse += started.elapsed();

            let started = Instant::now();
            if let Ok(file) = syn::parse_file(source) {
                black_box(check_file(&file, source, breadth));
            }
            // The positions of one file are of no use to the next.
            proc_macro2::extra::invalidate_current_thread_spans();
            run.check += started.elapsed();
            run.lines += source.lines().count();
        }
        run
    }

    fn ratio(&self) -> f64 {
        self.check.as_secs_f64() / self.parse.as_secs_f64()
    }
}

/// The median of what facts, flow and all rules take for one body.
fn capability() -> Duration {
    let function: syn::ItemFn = syn::parse_str(CAPABILITY).expect("it parses");
    let mut times: Vec<Duration> = (0..200)
        .map(|_| {
            let started = Instant::now();
            let mut out = Diagnostics::new();
            let mut facts = Facts::of(&function.sig, &function.block);
            check_facts(&mut facts, &Exceptions::none(), &mut out);
            black_box(out.into_findings());
            started.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

const CAPABILITY: &str = r#"
async fn refund(
    order: OrderId,
    #[validate(range(min = 1, max = 500))] amount: u32,
    #[validate(length(max = 200))] reason: String,
    call: &Call,
    #[grant] shop: Shop,
) -> Result<Receipt, RefundFailed> {
    let found = shop.order(order).await.map_err(|_| RefundFailed::NoSuchOrder)?;
    if found.paid < amount {
        return Err(RefundFailed::TooMuch { paid: found.paid });
    }
    let mut left = found.paid;
    for earlier in found.refunds.iter().filter(|refund| !refund.cancelled) {
        left = left.checked_sub(earlier.amount).ok_or(RefundFailed::TooMuch { paid: found.paid })?;
    }
    let remark = match reason.trim() {
        "" => None,
        text if text.chars().count() > 100 => Some(text.chars().take(100).collect::<String>()),
        text => Some(text.to_owned()),
    };
    let payment = shop.pay_back(&found.payment, amount, remark.as_deref()).await?;
    call.note("payment", &payment.id);
    if let Some(mail) = found.customer.mail.as_ref() {
        let text = format!("We have paid {amount} back for order {}.", found.number);
        shop.write_to(mail, &text).await?;
    }
    tracing::info!(order = %found.number, amount, "paid back");
    Ok(Receipt { order: found.number, amount, left: left - amount, payment: payment.id })
}
"#;

fn sources_of_crates() -> Vec<String> {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("precision/crates.txt");
    let list = std::fs::read_to_string(list).expect("the list of crates");
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let registries: Vec<PathBuf> = home
        .map(|home| std::fs::read_dir(home.join("registry/src")))
        .into_iter()
        .flatten()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    let mut sources = Vec::new();
    for krate in list.lines() {
        match registries.iter().map(|registry| registry.join(krate)).find(|root| root.exists()) {
            Some(root) => read(&root.join("src"), &mut sources),
            None => println!("note: {krate} is not in the registry of this machine"),
        }
    }
    sources
}

fn read(folder: &Path, sources: &mut Vec<String>) {
    for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            read(&path, sources);
        } else if path.extension().is_some_and(|it| it == "rs") {
            sources.extend(std::fs::read_to_string(&path));
        }
    }
}
