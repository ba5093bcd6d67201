//! After the last call: the ledger is read back, and the refunds of which nobody knew are closed by a person who looked.

use std::time::Duration;

use portcullis::Outcome;
use portcullis::ledger::journal::{self, OpenIntent, Resolution, Verified};

use super::DemoError;
use super::records::Records;
use super::show::Show;
use super::stage::Stage;
use crate::key::Key;
use crate::shop::Asked;

/// What is known when all is over.
pub struct Ending {
    pub records: Records,
    /// The calls whose outcome was not known, before somebody looked.
    pub open: Vec<OpenIntent>,
    /// The ledger at the very end.
    pub verified: Verified,
    pub keys: Vec<Key>,
    pub log: String,
    pub asked: Vec<Asked>,
    pub payments: usize,
    /// Whether somebody connected to where no redirect may lead.
    pub trap_was_entered: bool,
}

pub async fn end(stage: Stage, show: &mut Show) -> Result<Ending, DemoError> {
    stage.gate.flush().await?;
    let Stage { gate, shop, keys, ledger, log, trap, temporary: _temporary, .. } = stage;
    // It lets go of the ledger, which a person can write to from now on.
    drop(gate);
    show.title(
        "The ledger",
        "without questions that were answered at once; a refund stands there before it begins",
    )?;
    let open = journal::verify(&ledger)?.open_intents;
    let records = Records::read(&ledger)?;
    for intent in &open {
        let cents = records.cents_of(&intent.reference);
        let paid = ["A-1002", "A-1004"].iter().any(|order| cents.is_some() && shop.refunded(order) == cents);
        let found_out = Resolution {
            reference: intent.reference.clone(),
            outcome: if paid { Outcome::Completed } else { Outcome::NoEffect },
            by: "ann".to_owned(),
            note: "looked into the shop's books".to_owned(),
        };
        journal::resolve(&ledger, &found_out)?;
    }
    let records = Records::read(&ledger)?;
    records.show(show)?;
    let waiting = tokio::time::timeout(Duration::from_millis(20), trap.accept()).await;
    Ok(Ending {
        records,
        open,
        verified: journal::verify(&ledger)?,
        keys,
        log: log.text(),
        asked: shop.asked(),
        payments: shop.payments(),
        trap_was_entered: waiting.is_ok(),
    })
}
