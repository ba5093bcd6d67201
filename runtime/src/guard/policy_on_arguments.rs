//! Policy on arguments: where a permit has a condition, the same authorizer is asked again, with the typed input.
//!
//! It stands after validate, so that no condition sees a value out of its bounds, and on the body pool, since the
//! comparisons of a condition are those of the user's own types.

use std::any::Any;

use crate::call::Call;
use crate::guard::policy::{self, OpenQuestion};
use crate::guard::stop::Stop;
use crate::guard::validate::Validated;
use crate::policy::{Arguments, AuthorizationRequest, Decision};

/// The proof that this caller may make this very call.
pub(crate) struct Permitted<I>(pub(super) I);

pub(crate) fn check<I: Any>(
    validated: Validated<I>,
    question: OpenQuestion,
    call: &Call,
) -> Result<Permitted<I>, Stop> {
    if let Some(question) = question.0 {
        let request = AuthorizationRequest::new(call.caller(), question.capability);
        let arguments = Arguments::new(&validated.0);
        match policy::contained(|| question.authorizer.authorize_arguments(&request, arguments))? {
            Decision::Permit => {}
            Decision::Forbid | Decision::OnArguments => {
                return Err(Stop::not_authorized().because("no permit for these arguments"));
            }
        }
    }
    Ok(Permitted(validated.0))
}
