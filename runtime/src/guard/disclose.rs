//! Disclose: what leaves is of a type that may leave, and keeps the bounds that its schema promises.

use crate::bound::{Faults, Path};
use crate::disclose::Disclose;
use crate::guard::body::Ended;
use crate::guard::stop::Stop;
use crate::refusal::Code;

/// The proof that the output may be read by a caller.
pub(crate) struct Disclosed<O>(pub(super) O);

pub(crate) fn check<O: Disclose>(ended: Ended<O>) -> Result<Disclosed<O>, Stop> {
    let mut faults = Faults::default();
    ended.0.verify(&Path::ROOT, &mut faults);
    if faults.is_empty() {
        return Ok(Disclosed(ended.0));
    }
    let broken: Vec<_> =
        faults.listed().iter().take(8).map(|fault| format!("{} {}", fault.path, fault.rule)).collect();
    Err(Stop::new(Code::OutputWithheld, "the answer was withheld: it breaks its own declared bounds")
        .because(broken.join(", ")))
}
