//! What a caller reads when the shop could not be asked, or said no. The texts are fixed here, so that nothing of what the
//! shop or the operating system says gets into one.

use portcullis::Interrupted;
use portcullis::prelude::*;
use portcullis_http::HttpError;

/// Why an order could not be looked up.
#[failure]
pub enum OrdersFailure {
    /// The shop does not know it, or no order can be called that.
    #[public("there is no such order; `find_orders` lists those of a customer")]
    NoSuchOrder,
    /// It may be over soon, so it is tried again.
    #[public("the shop does not answer now", retryable)]
    Unavailable(#[source] HttpError),
    /// Trying again is of no use: the key, the address, what it answers. The source is for the operator alone.
    #[public("the shop cannot be asked")]
    NotAskable(#[source] HttpError),
}

/// Why an order was not paid back, or may have been.
#[failure]
pub enum RefundFailure {
    /// The shop does not know it, or no order can be called that.
    #[public("there is no such order; `find_orders` lists those of a customer")]
    NoSuchOrder,
    /// An order is paid back once.
    #[public("this order was paid back before, with another amount; `order_status` says how much")]
    AlreadyRefunded,
    /// Nobody gains by a refund.
    #[public("this is more than the order cost; `order_status` says how much that is")]
    MoreThanItCost,
    /// It is certain that nothing happened.
    #[public("nothing was paid back: the shop cannot be reached now", retryable)]
    NotSent(#[source] HttpError),
    /// The shop refused the request as a whole.
    #[public("nothing was paid back: the shop does not take the request")]
    NotTaken(#[source] HttpError),
    /// The request went out, and what came back does not say what became of it. So its key stays taken, and the ledger holds
    /// the call as one of which somebody has to find out.
    #[public("it is not known whether this was paid back; `order_status` may say", unknown)]
    NotKnown(#[source] HttpError),
}

// Not `#[from]`: which of these a caller may tell apart is decided here, one by one.
impl From<HttpError> for OrdersFailure {
    fn from(error: HttpError) -> Self {
        match error {
            HttpError::Status(404) | HttpError::Path(_) => OrdersFailure::NoSuchOrder,
            error if error.is_transient() => OrdersFailure::Unavailable(error),
            HttpError::Interrupted(interrupted) => interrupted.into(),
            error => OrdersFailure::NotAskable(error),
        }
    }
}

impl From<HttpError> for RefundFailure {
    fn from(error: HttpError) -> Self {
        match error {
            HttpError::Status(404) | HttpError::Path(_) => RefundFailure::NoSuchOrder,
            error if error.was_not_sent() && error.is_transient() => RefundFailure::NotSent(error),
            error if error.was_not_sent() => RefundFailure::NotTaken(error),
            HttpError::Status(400..=499) => RefundFailure::NotTaken(error),
            // The gate says of it that the outcome is unknown.
            HttpError::Interrupted(
                interrupted @ (Interrupted::DeadlineExceeded | Interrupted::Cancelled),
            ) => interrupted.into(),
            error => RefundFailure::NotKnown(error),
        }
    }
}
