use portcullis::policy::{AuthorizationRequest, Authorizer, Decision, PolicyOutage};

/// Passes on what its policy engine says.
struct Engine(&'static str);

impl Authorizer for Engine {
    fn authorize(&self, _: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        Ok(self.0) //~ refused
    }
}

/// Takes what is there for a yes.
struct Truthy(Option<bool>);

impl Authorizer for Truthy {
    fn authorize(&self, _: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        self.0.ok_or(PolicyOutage) //~ refused
    }
}

/// Answers with nothing.
struct Silent;

impl Authorizer for Silent {
    fn authorize(&self, _: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        Ok(Decision::default()) //~ refused
    }
}

fn main() {}
