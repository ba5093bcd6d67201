//! All that `serve --write` offers is in `portcullis.lock`, which is checked in: read its diff as a security review.

use files::{offer, open, open_to_change};
use portcullis::ledger::Journal;
use portcullis::testing;
use portcullis_mcp::TrustedClient;

#[test]
fn the_surface_is_as_checked_in() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = "src".as_ref();
    let (reads, changes) = (open(folder).unwrap(), open_to_change(folder).unwrap());
    let gate = offer::changes(offer::capabilities(reads), changes, TrustedClient::new())
        .authorizer(offer::permits_to_change(offer::permits()))
        .ledger(Journal::open(temporary.path().join("ledger")).unwrap())
        .build()
        .unwrap();
    testing::assert_surface(&gate, "portcullis.lock");
}
