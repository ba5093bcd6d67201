use portcullis::prelude::*;
use portcullis::policy::{AuthorizationRequest, Authorizer, Decision, PolicyOutage};

struct ByOwner(Caller);

impl Authorizer for ByOwner {
    fn authorize(&self, request: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        Ok(if *request.caller == self.0 { Decision::Permit } else { Decision::Forbid })
    }
}

fn main() {
    drop(ByOwner(Caller::local()));
}
