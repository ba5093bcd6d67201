//! Stands in for the crate.

#[derive(Default)]
pub struct ClientBuilder {
    pub checks: bool,
}

impl ClientBuilder {
    pub fn danger_accept_invalid_certs(self, accept: bool) -> Self {
        Self { checks: !accept }
    }

    pub fn danger_accept_invalid_hostnames(self, _: bool) -> Self {
        self
    }

    pub fn build(self) -> bool {
        self.checks
    }
}
