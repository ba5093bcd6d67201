//! Policy on arguments: where a permit has a condition, the same authorizer is asked again, with the typed input.
//!
//! It stands after validate, so that no condition sees a value out of its bounds, and on the body pool, since the
//! comparisons of a condition are those of the user's own types.

use std::any::Any;

use crate::approval::Consent;
use crate::call::Call;
use crate::guard::policy::{self, OpenQuestion, Question};
use crate::guard::stop::Stop;
use crate::guard::validate::Validated;
use crate::policy::{Arguments, AuthorizationRequest, Decision};

/// The proof that this caller may make this very call, if those agree who must.
pub(crate) struct Permitted<I> {
    pub(super) input: I,
    /// Who has to agree, by the policy.
    pub(super) consent: Option<Consent>,
}

pub(crate) fn check<I: Any>(
    validated: Validated<I>,
    question: OpenQuestion,
    call: &Call,
) -> Result<Permitted<I>, Stop> {
    let mut consent = None;
    if let Some(question) = question.0 {
        let Question { authorizer, capability, decided } = *question;
        let request = AuthorizationRequest::new(call.caller(), capability);
        let arguments = Arguments::new(&validated.0);
        let decided = match decided {
            Decision::OnArguments => {
                policy::contained(|| authorizer.authorize_arguments(&request, arguments))?
            }
            decided => decided,
        };
        match decided {
            Decision::Permit => {}
            Decision::WithApproval => {
                consent =
                    Some(Consent::OfOneOf(policy::contained(|| authorizer.approvers(&request, arguments))?));
            }
            Decision::Forbid | Decision::OnArguments => {
                return Err(Stop::not_authorized().because("no permit for these arguments"));
            }
        }
    }
    Ok(Permitted { input: validated.0, consent })
}
