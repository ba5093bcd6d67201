//! Leak scan: no secret of the gate's leaves in an answer, in none of the forms that are looked for.
//!
//! Without secrets it costs a look at a pointer. What is found is withheld whole: half of an answer would tell where the
//! secret stood.

use crate::call::Call;
use crate::capability::Capability;
use crate::failure::Failed;
use crate::guard::form::Form;
use crate::guard::output::Encoded;
use crate::guard::stop::Stop;
use crate::refusal::Code;

/// The answer, which holds no secret, and how many bytes of JSON it is.
pub(crate) struct Cleared<A> {
    pub(crate) answer: A,
    pub(crate) bytes: usize,
}

pub(crate) fn check<C: Capability, F: Form<C>>(
    encoded: Encoded<F::Answer>,
    call: &Call,
) -> Result<Cleared<F::Answer>, Stop> {
    if let Some(scan) = call.custody().scan() {
        let found = F::with_json(&encoded, |json| {
            scan.find(json).map(|found| format!("the secret {} {}", found.name, found.form))
        })?;
        if let Some(found) = found {
            return Err(Stop::new(
                Code::OutputWithheld,
                "the answer was withheld: it holds what may not leave",
            )
            .because(format!("the answer holds {found}")));
        }
    }
    Ok(Cleared { answer: encoded.answer, bytes: encoded.bytes })
}

/// A failure as it may be told: its details are masked for the operator, and its public text is an answer like another,
/// which gives way to a fixed one. Returns what the ledger holds of that.
pub(crate) fn check_failure(failed: &mut Failed, call: &Call) -> Option<String> {
    failed.operator_text = call.custody().mask(&failed.operator_text).into_owned();
    let scan = call.custody().scan()?;
    let found = scan.find(failed.public_text.as_bytes())?;
    failed.public_text = "the capability failed".to_owned();
    Some(format!("{}; its public text held the secret {} {}", failed.kind, found.name, found.form))
}
