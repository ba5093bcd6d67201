//! The rest of a call's deadline, for one request with all its redirects.

use std::future::Future;
use std::time::Duration;

use portcullis::{Call, Interrupted};

use crate::HttpError;

/// How late the timer by which the caller is answered may be.
const LATE: Duration = Duration::from_millis(50);

/// Waits for `step`, at most `limit` and never beyond the call's deadline. Whatever ends it drops `step`, and with it the
/// connection.
pub(crate) async fn in_time<T>(
    call: &Call,
    limit: Duration,
    step: impl Future<Output = Result<T, HttpError>>,
) -> Result<T, HttpError> {
    let ended = match call.checkpoint() {
        Ok(()) => call.within(limit, step).await,
        Err(interrupted) => Err(interrupted),
    };
    if let Err(Interrupted::DeadlineExceeded) = ended {
        // The caller is answered by a timer of its own, which may be a moment late. An error of ours before that would be
        // a failure of the body wherever it is not passed on as a source.
        tokio::time::sleep(LATE).await;
    }
    ended?
}
