use std::sync::Arc;

use portcullis::prelude::*;
use portcullis::{Authority, Effect};

/// Where mails wait.
#[derive(Clone, Authority)]
#[authority(write, name = "outbox", reaches = "the outgoing mail")]
struct Outbox(Arc<Vec<String>>);

#[derive(Clone, Authority)]
#[authority(read)]
enum PriceList<T: Send + Sync + 'static, const N: usize = 3>
where
    T: Clone,
{
    Fixed([T; N]),
    Asked(Arc<dyn Fn() -> T + Send + Sync>),
}

#[derive(Clone, Authority)]
#[authority(destructive)]
struct r#Shredder;

/// Looks up a price.
#[capability(read)]
fn price(#[grant] prices: PriceList<u32>) -> u32 {
    match prices {
        PriceList::Fixed([first, ..]) => first,
        PriceList::Asked(ask) => ask(),
    }
}

/// Says how many wait.
#[capability(write)]
fn waiting(#[grant] outbox: Outbox, #[grant] prices: PriceList<u32>) -> usize {
    drop(prices);
    outbox.0.len()
}

const _: () = {
    assert!(matches!(Outbox::EFFECT, Effect::Write));
    assert!(matches!(Shredder::EFFECT, Effect::Destructive));
};

fn main() {
    assert_eq!((Outbox::KIND, Shredder::KIND), ("outbox", "shredder"));
    assert_eq!(<PriceList<u32> as Authority>::KIND, "price_list");
    assert_eq!(Outbox(Arc::default()).describe(), "the outgoing mail");
    assert_eq!(Shredder.describe(), "Shredder");
}
