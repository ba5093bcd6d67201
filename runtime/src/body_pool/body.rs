//! One body: polled and dropped inside its tokio runtime, and never unwinding into the worker that does it.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;
use tokio::runtime::Handle;

use super::panics::{Panicked, contained};

pin_project! {
    /// A future whose panics, in its polls and in its destructor, stay inside.
    pub(super) struct Body<F: Future> {
        // `None` once it has ended.
        #[pin]
        future: Option<F>,
        runtime: Option<Handle>,
    }

    impl<F: Future> PinnedDrop for Body<F> {
        fn drop(this: Pin<&mut Self>) {
            // Nobody is left who could be told of a panic here.
            let _ = this.end();
        }
    }
}

impl<F: Future> Body<F> {
    /// Takes the tokio runtime of the current thread along, if there is one.
    pub(super) fn new(future: F) -> Body<F> {
        Body { future: Some(future), runtime: Handle::try_current().ok() }
    }

    /// Drops the future.
    fn end(self: Pin<&mut Self>) -> Result<(), Panicked> {
        let mut this = self.project();
        if this.future.is_none() {
            return Ok(());
        }
        contained(|| {
            let _runtime = this.runtime.as_ref().map(Handle::enter);
            this.future.set(None);
        })
    }
}

impl<F: Future> Future for Body<F> {
    type Output = Delivery<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.as_mut().project();
        let mut output = None;
        // Polled and, if that was its last poll, dropped: it costs to go in.
        let polled = contained(|| {
            let _runtime = this.runtime.as_ref().map(Handle::enter);
            if let Some(future) = this.future.as_mut().as_pin_mut()
                && let Poll::Ready(ended) = future.poll(context)
            {
                output = Some(ended);
                this.future.set(None);
            }
        });
        let delivery = Delivery { outcome: output.map(Ok) };
        match polled {
            Ok(()) if delivery.outcome.is_none() => Poll::Pending,
            Ok(()) => Poll::Ready(delivery),
            // Of its poll or of its destructor: an output does not stand, and what is left of the future is dropped.
            Err(panicked) => {
                drop(delivery);
                let _ = self.end();
                Poll::Ready(Delivery { outcome: Some(Err(panicked)) })
            }
        }
    }
}

/// What a body came to, on its way to whoever awaits it. Dropped on the way, it does not unwind.
pub(super) struct Delivery<T> {
    /// `None` once it was accepted.
    outcome: Option<Result<T, Panicked>>,
}

impl<T> Delivery<T> {
    /// Hands the outcome over.
    pub(super) fn accept(mut self) -> Result<T, Panicked> {
        self.outcome.take().unwrap_or(Err(Panicked { location: None }))
    }
}

impl<T> Drop for Delivery<T> {
    fn drop(&mut self) {
        if let Some(outcome) = self.outcome.take() {
            let _ = contained(|| drop(outcome));
        }
    }
}
