//! Tasks beside the body, none of which outlives the call.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Weak};
use std::task::{Context, Poll};

use futures_util::future::{AbortHandle, Abortable, Aborted};

use super::Call;
use crate::body_pool::BodyTask;
use crate::guard::throttle::Permit;

/// Tasks that one call may have spawned.
const TASKS: usize = 64;

/// A task that the body spawned: how to end it, and whether it still runs.
pub(super) struct Task {
    abort: AbortHandle,
    runs: Weak<()>,
}

impl Call {
    /// Starts a task that ends with the call, at the latest. It runs beside the body, on the body pool.
    ///
    /// The task is cancelled when its handle is dropped, when the body ends or at the deadline. A call may
    /// have 64 tasks, and all calls of a capability together 128, so that tasks which block do not take the threads
    /// of everybody else; the handle of one more resolves to [`TaskError::TooMany`].
    pub fn spawn<F>(&self, task: F) -> Spawned<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        let (abort, registration) = AbortHandle::new_pair();
        let runs = Arc::new(());
        {
            let mut log = self.log();
            log.tasks.retain(|task| task.runs.strong_count() > 0);
            if log.ended || log.tasks.len() >= TASKS {
                return Spawned(Err(if log.ended { TaskError::Ended } else { TaskError::TooMany }));
            }
            log.tasks.push(Task { abort, runs: Arc::downgrade(&runs) });
        }
        // A call of the tests has no permit, and shares with nobody.
        let share = self.state.permit.as_ref().map(Permit::of_task);
        if let Some(None) = share {
            return Spawned(Err(TaskError::TooMany));
        }
        let call = self.handle();
        let task = Abortable::new(task, registration);
        let task = async move {
            let _until_the_task_ends = (call, runs, share);
            task.await
        };
        Spawned(self.state.pool.spawn(task).map_err(|_| TaskError::Overloaded))
    }

    /// Ends the tasks that the body has started so far.
    pub(crate) fn end_tasks(&self) {
        let tasks = std::mem::take(&mut self.log().tasks);
        for task in tasks {
            task.abort.abort();
        }
    }
}

/// A task of a call, as a future of its result. Dropping it cancels the task.
#[must_use = "the task is cancelled when its handle is dropped"]
pub struct Spawned<T: Send + 'static>(Result<BodyTask<Result<T, Aborted>>, TaskError>);

impl<T: Send + 'static> Future for Spawned<T> {
    type Output = Result<T, TaskError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Err(error) => Poll::Ready(Err(*error)),
            Ok(task) => Pin::new(task).poll(context).map(|ended| match ended {
                Ok(Ok(output)) => Ok(output),
                Ok(Err(Aborted)) => Err(TaskError::Ended),
                Err(_panicked) => Err(TaskError::Panicked),
            }),
        }
    }
}

/// Why a task of a call has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum TaskError {
    /// The call, or its capability, has as many tasks as it may have.
    #[error("the call or its capability has as many tasks as it may have; await some of them first")]
    TooMany,
    /// No thread is left to run it.
    #[error("every thread for bodies is stuck")]
    Overloaded,
    /// It panicked.
    #[error("the task panicked")]
    Panicked,
    /// The call ended first.
    #[error("the call ended before the task")]
    Ended,
}
