use std::io::Write;

use portcullis::prelude::*;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

/// Reads the settings of a service.
#[capability(read)]
fn settings(#[validate(length(max = 100))] text: String) -> Result<usize, Internal> {
    let mut count = 0;
    for line in text.lines() {
        if let Some(api_key) = line.strip_prefix("key=") {
            let shown = vec![format!("[{api_key}]")].join(", ");
            writeln!(std::io::stderr(), "{shown}")?; //~ P401 P402
            count += 1;
        }
    }
    let passphrases = text.split(' ').map(|passphrase| {
        tracing::info!(passphrase); //~ P402
        passphrase.len()
    });
    count += passphrases.count();
    let token = text.strip_prefix("Bearer ").unwrap_or_default();
    assert!(count < 9, "too many beside {}", token); //~ P203 P402
    Ok(count)
}

fn main() {}
