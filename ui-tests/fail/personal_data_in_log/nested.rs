use portcullis::prelude::*;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

struct Employee {
    number: u32,
    ssn: String,
}

/// Counts who has no number.
#[capability(read)]
fn doubtful(#[validate(length(max = 100))] text: String) -> usize {
    let employees = vec![Employee { number: 1, ssn: text }];
    let without = employees.iter().filter(|one| one.ssn.is_empty());
    without.for_each(|one| tracing::info!(one.number, "without: {}", &one.ssn)); //~ P406
    if let Some(Employee { ssn, .. }) = employees.first() {
        tracing::info!(?ssn, "first"); //~ P406
    }
    employees.len()
}

fn main() {}
