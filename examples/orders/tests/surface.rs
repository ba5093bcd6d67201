//! All that `serve` offers is in `portcullis.lock`, which is checked in: read its diff as a security review.

use orders::offer;
use portcullis::idempotency::Results;
use portcullis::ledger::Journal;
use portcullis::secret::{Credential, Secret};
use portcullis::testing;
use portcullis_http::Http;
use portcullis_mcp::TrustedClient;

#[test]
fn the_surface_is_as_checked_in() {
    let temporary = tempfile::tempdir().unwrap();
    let key = orders::key::Key::random().unwrap();
    let key = Credential::fixed(orders::key::NAME, Secret::read(key.text().as_bytes()).unwrap()).unwrap();
    // `serve` opens its shop on a port that is free, so a real one would differ each time. Nothing is dialled here.
    let shop = Http::to("http://127.0.0.1:8080").unwrap().allow_loopback().bearer(key);
    let gate = offer::capabilities(shop, TrustedClient::new())
        .results(Results::open(temporary.path().join("results")).unwrap())
        .ledger(Journal::open(temporary.path().join("ledger")).unwrap())
        .build()
        .unwrap();
    testing::assert_surface(&gate, "portcullis.lock");
}
