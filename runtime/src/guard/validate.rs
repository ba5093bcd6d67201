//! Validate: every rule of every field, all broken ones at once, never a value.

use crate::bound::{Bounded, Faults, Path};
use crate::guard::decode::Decoded;
use crate::guard::stop::Stop;
use crate::refusal::Code;

/// The proof that the input keeps all its rules.
pub(crate) struct Validated<I>(pub(super) I);

pub(crate) fn check<I: Bounded>(decoded: Decoded<I>) -> Result<Validated<I>, Stop> {
    let mut faults = Faults::default();
    decoded.0.check(&Path::ROOT, &mut faults);
    if faults.is_empty() {
        return Ok(Validated(decoded.0));
    }
    let message = match faults.total() {
        1 => "1 field is not valid".to_owned(),
        total => format!("{total} fields are not valid"),
    };
    let broken: Vec<_> =
        faults.listed().iter().take(8).map(|fault| format!("{} {}", fault.path, fault.rule)).collect();
    Err(Stop::new(Code::InvalidInput, message).because(broken.join(", ")).fields(faults.into_listed()))
}
