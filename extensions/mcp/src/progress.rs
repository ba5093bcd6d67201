//! Progress of one call, from its body's thread to the client.
//!
//! A body is never held up by it: what does not fit into the queue is left out.

use std::future::Future;
use std::sync::Arc;

use portcullis::call::ProgressSink;
use rmcp::RoleServer;
use rmcp::model::{ProgressNotificationParam, ProgressToken};
use rmcp::service::Peer;
use tokio::sync::mpsc;
use tokio::sync::mpsc::{Receiver, Sender};
use tokio_util::sync::CancellationToken;

/// Reports of one call that wait to be sent.
const QUEUE: usize = 32;

/// How much is done, and of how much.
type Report = (u64, Option<u64>);

/// Where a body puts its reports, and where they come out.
pub(crate) fn channel() -> (ProgressSink, Reports) {
    let (sender, receiver): (Sender<Report>, Receiver<Report>) = mpsc::channel(QUEUE);
    let sink = Arc::new(move |done, of| {
        let _ = sender.try_send((done, of));
    });
    (sink, Reports { receiver, last: None })
}

/// The reports of one call.
pub(crate) struct Reports {
    receiver: Receiver<Report>,
    last: Option<f64>,
}

impl Reports {
    /// Sends reports until the call has its answer, and those that came before it. None is sent after it.
    pub(crate) async fn forward_while<T>(
        self,
        call: impl Future<Output = T>,
        token: ProgressToken,
        client: &Peer<RoleServer>,
    ) -> T {
        let answered = CancellationToken::new();
        let call = async {
            let answer = call.await;
            answered.cancel();
            answer
        };
        // Side by side: the call goes on, and keeps its deadline, while a report waits for the client.
        tokio::join!(call, self.forward(token, client, &answered)).0
    }

    async fn forward(
        mut self,
        token: ProgressToken,
        client: &Peer<RoleServer>,
        answered: &CancellationToken,
    ) {
        loop {
            let report = tokio::select! {
                biased;
                report = self.receiver.recv() => report,
                () = answered.cancelled(), if !self.receiver.is_closed() => {
                    // The body may still run; what it says from now on is too late.
                    self.receiver.close();
                    continue;
                }
            };
            let Some((done, of)) = report else { return };
            if let Some(done) = self.advance(done) {
                let mut report = ProgressNotificationParam::new(token.clone(), done);
                report.total = of.map(|of| of as f64);
                // It returns when the report is written, so the reply comes after it.
                let _ = client.notify_progress(report).await;
            }
        }
    }

    /// The protocol wants each report to be more than the one before.
    fn advance(&mut self, done: u64) -> Option<f64> {
        let done = done as f64;
        let advances = self.last.is_none_or(|last| done > last);
        advances.then(|| *self.last.insert(done))
    }
}
