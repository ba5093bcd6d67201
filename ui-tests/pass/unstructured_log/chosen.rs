use portcullis::prelude::*;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

/// Says what was chosen from a list, what has no end of a line, and what is a number.
#[capability(read)]
fn chosen(#[validate(length(max = 100))] order: String, #[validate(length(max = 100))] page: String) -> usize {
    let by = match order.as_str() {
        "name" => "name",
        _ => "date",
    };
    tracing::info!("ordered by {by}");
    tracing::info!("ordered by {order:?}");
    let one_line = order.replace('\n', " ").replace('\r', " ");
    tracing::info!("ordered by {one_line}");
    let page: u32 = page.parse().unwrap_or_default();
    tracing::info!("page {page}");
    by.len()
}

fn main() {}
