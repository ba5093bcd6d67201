//! Approval: where a capability or the policy asks for it, somebody else has agreed to this caller, this capability and
//! these very arguments.
//!
//! It stands after the policy on arguments, which says whose approval it takes, and on the body pool, since approvers are
//! code of the user's. What was granted is used up when the body starts, and not before.

use std::sync::Arc;

use crate::approval::{Approval, Approvals, Consent, Taken, Wanted};
use crate::call::Call;
use crate::capability::{Capability, CapabilityId};
use crate::gate::Shared;
use crate::guard::audit::Audited;
use crate::guard::form::Form;
use crate::guard::isolate::Isolated;
use crate::guard::once::Asked;
use crate::guard::policy::OpenQuestion;
use crate::guard::policy_on_arguments::Permitted;
use crate::guard::stop::Stop;
use crate::json;
use crate::refusal::Code;

/// Bytes of arguments that can be put before an approver at all; what a person reads is less.
const READABLE: usize = 64 * 1024;

/// The proof that nobody has to agree to this call, or that somebody has.
pub(crate) struct Approved<I> {
    pub(super) input: I,
    /// Nobody was asked, since all that the call can get is the answer of one that somebody agreed to.
    pub(super) for_what_is_known: bool,
}

/// What it takes to ask for an approval: nothing for a call that needs none, whatever its arguments.
pub(crate) struct Needs(Option<Box<Need>>);

struct Need {
    /// `None` if the gate has no approvers.
    approvals: Option<Arc<Approvals>>,
    approval: Option<Approval>,
    /// The arguments as they came, if they came as JSON.
    document: Option<Vec<u8>>,
}

/// An approval in use, if there is one, held until the call has ended.
pub(crate) struct InUse(#[allow(dead_code)] Option<Taken>);

pub(crate) fn prepare<C: Capability>(question: &OpenQuestion, gate: &Shared, audited: &Audited<'_>) -> Needs {
    if !C::APPROVAL && question.0.is_none() {
        return Needs(None);
    }
    Needs(Some(Box::new(Need {
        approvals: gate.approvals.clone(),
        approval: audited.context().approved().cloned(),
        document: None,
    })))
}

impl Needs {
    /// Keeps what the approver will be shown, before decoding takes the input.
    pub(crate) fn read_arguments<C: Capability, F: Form<C>>(mut self, input: &Isolated<F::Input>) -> Self {
        if let Some(need) = &mut self.0
            && need.approvals.is_some()
        {
            need.document = F::document(&input.0).map(<[u8]>::to_vec);
        }
        self
    }
}

pub(crate) fn check<C: Capability>(
    permitted: Permitted<C::Input>,
    needs: Needs,
    asked: Option<&Asked>,
    call: &Call,
) -> Result<(Approved<C::Input>, InUse), Stop> {
    let Permitted { input, consent } = permitted;
    let Some(consent) = consent.or(C::APPROVAL.then_some(Consent::OfAnyone)) else {
        return Ok((Approved { input, for_what_is_known: false }, InUse(None)));
    };
    if asked.is_some_and(Asked::is_known) {
        // To agree to it again would be to agree to something that does not happen.
        return Ok((Approved { input, for_what_is_known: true }, InUse(None)));
    }
    let nobody = || Stop::not_authorized().because("nobody who may approve it");
    let need = needs.0.ok_or_else(nobody)?;
    let approvals = need.approvals.ok_or_else(nobody)?;
    let Some(arguments) = need.document.as_deref().and_then(json::canonical) else {
        let mut stop = Stop::new(
            Code::ApprovalRequired,
            "somebody must approve this call, and can only be shown arguments that come as JSON",
        );
        stop.retryable = Some(false);
        return Err(stop);
    };
    if arguments.len() > READABLE {
        return Err(Stop::new(
            Code::ApprovalInvalid,
            format!(
                "somebody must approve this call, and nobody reads more than {READABLE} bytes of arguments"
            ),
        ));
    }
    let taken = approvals.require(&Wanted {
        call,
        capability: CapabilityId::of_type::<C>(),
        description: C::DESCRIPTION,
        effect: C::EFFECT,
        arguments: &arguments,
        consent,
        approval: need.approval.as_ref(),
    })?;
    Ok((Approved { input, for_what_is_known: false }, InUse(Some(taken))))
}
