//! What `serve --write` offers holds whatever is sent to it.

use files::change::write;
use files::read::read;
use files::stat::stat;
use files::{offer, open, open_to_change};
use portcullis::ledger::Journal;
use portcullis::prelude::*;
use portcullis::{attack_test, testing};
use portcullis_mcp::TrustedClient;

/// On a folder of its own, which may break: so capabilities with effects are attacked as well.
#[attack_test]
fn the_gate_holds() -> Result<testing::Attack<Gate>, Box<dyn std::error::Error>> {
    let temporary = tempfile::tempdir()?;
    let folder = temporary.path().join("served");
    std::fs::create_dir(&folder)?;
    std::fs::write(folder.join("a"), "first line\nsecond line\n")?;
    let gate =
        offer::changes(offer::capabilities(open(&folder)?), open_to_change(&folder)?, TrustedClient::new())
            .authorizer(offer::permits_to_change(offer::permits()))
            .ledger(Journal::open(temporary.path().join("ledger"))?)
            .build()?;
    Ok(testing::attack(gate)
        .sample(read, r#"{"path": "a", "part": {"lines": {"first": 1, "count": 2}}}"#)
        .sample(stat, r#"{"path": "a"}"#)
        .sample(write, r#"{"path": "b", "text": "new", "replace": true}"#)
        .with_effects()
        .keep(temporary))
}
