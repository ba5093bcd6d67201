use portcullis::prelude::*;

/// What can go wrong with a refund.
#[failure]
pub enum RefundFailure {
    #[public("the bank is closed", retryable)]
    Closed,
    #[public("nobody knows whether {amount} was paid", unknown)]
    NoAnswer { amount: u32 },
    #[public("the bank does not answer", unknown)]
    Bank(#[from] std::fmt::Error),
}

fn main() {
    use portcullis::PublicError;
    assert!(RefundFailure::NoAnswer { amount: 1 }.is_outcome_unknown());
    assert!(!RefundFailure::Closed.is_outcome_unknown());
}
