use portcullis::prelude::*;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

/// Counts lines.
#[capability(read)]
fn count(#[validate(length(max = 100))] text: String) -> usize {
    text.lines().for_each(|line| tracing::info!("read {line}")); //~ P403
    let sizes = vec![{
        let shown = text.split(',').next().unwrap_or("nothing");
        tracing::info!(target: "sizes", "first {shown}"); //~ P403
        shown.len()
    }];
    sizes.len()
}

fn main() {}
