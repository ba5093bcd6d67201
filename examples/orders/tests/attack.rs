//! What `serve` offers holds whatever is sent to it.

use orders::key::{Key, Mount};
use orders::offer;
use orders::refund::refund;
use orders::shop::OpenShop;
use orders::status::order_status;
use portcullis::idempotency::Results;
use portcullis::ledger::Journal;
use portcullis::prelude::*;
use portcullis::{attack_test, testing};
use portcullis_http::Http;
use portcullis_mcp::TrustedClient;

/// On a shop of its own, on loopback: so refunds are attacked as well.
#[attack_test]
async fn the_gate_holds() -> Result<testing::Attack<Gate>, Box<dyn std::error::Error>> {
    let temporary = tempfile::tempdir()?;
    let mounted = temporary.path().join("mounted");
    std::fs::create_dir(&mounted)?;
    let key = Key::random()?;
    let mount = Mount::new(mounted, &key)?;
    let credential = mount.credential()?;
    let shop = OpenShop::open(key).await?;
    let http = Http::to(&shop.origin())?.allow_loopback().bearer(credential);
    let gate = offer::capabilities(http, TrustedClient::new())
        .results(Results::open(temporary.path().join("results"))?)
        .ledger(Journal::open(temporary.path().join("ledger"))?)
        .build()?;
    Ok(testing::attack(gate)
        .sample(order_status, r#"{"order": "A-1001"}"#)
        .sample(refund, r#"{"order": "A-1001", "cents": 100}"#)
        .with_effects()
        .keep((temporary, shop, mount)))
}
