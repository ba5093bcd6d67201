//! Who comes when, and what a body finds around it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};

use tokio::runtime::Handle;

use super::super::start;
use super::*;

/// Lets the others run, as a body that is always ready does.
async fn yield_now() {
    let mut yielded = false;
    std::future::poll_fn(|context| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

#[test]
fn bodies_begin_in_the_order_in_which_they_came() {
    let pool = BodyPool::new(1);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (release, body) = blocked();
    let held = pool.spawn(body).unwrap();
    let tasks: Vec<_> = (0..1_000)
        .map(|number| {
            let seen = Arc::clone(&seen);
            start(&pool.crew, async move { seen.lock().unwrap().push(number) })
        })
        .collect();
    drop(release);
    await_alone(async {
        held.await.unwrap();
        for task in tasks {
            task.await;
        }
    });
    assert!(seen.lock().unwrap().iter().copied().eq(0..1_000));
}

#[test]
fn a_body_that_is_always_ready_starves_nobody() {
    let pool = BodyPool::new(1);
    let stop = Arc::new(AtomicBool::new(false));
    let greedy: Vec<_> = (0..8)
        .map(|_| {
            let stop = Arc::clone(&stop);
            start(&pool.crew, async move {
                while !stop.load(Ordering::Relaxed) {
                    yield_now().await;
                }
            })
        })
        .collect();
    let innocent = start(&pool.crew, async move {
        for _ in 0..100 {
            yield_now().await;
        }
        stop.store(true, Ordering::Relaxed);
    });
    pool.crew.admit().unwrap();
    await_alone(async {
        innocent.await;
        for task in greedy {
            task.await;
        }
    });
}

#[test]
fn a_body_uses_the_runtime_of_its_caller_to_its_last_breath() {
    for (name, runtime) in runtimes() {
        let pool = BodyPool::new(DEFAULT_MAX_THREADS);
        let (begun, has_begun) = mpsc::channel();
        let (dropped, has_dropped) = mpsc::channel();
        let home = runtime.handle().id();
        let task = runtime.block_on(async {
            let ended = pool.spawn(async move {
                tokio::time::sleep(Duration::from_millis(1)).await;
                tokio::spawn(async move { Handle::current().id() == home }).await.unwrap()
            });
            assert_eq!(ended.unwrap().await, Ok(true), "{name}");
            pool.spawn(async move {
                let _local = OnDrop(move || {
                    let here = Handle::try_current().is_ok_and(|runtime| runtime.id() == home);
                    dropped.send(here).unwrap();
                });
                begun.send(()).unwrap();
                std::future::pending::<()>().await;
            })
        });
        has_begun.recv().unwrap();
        drop(task);
        assert_eq!(has_dropped.recv(), Ok(true), "{name}");
    }
}

#[test]
fn a_pool_that_fell_asleep_wakes_up_for_a_body() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    for number in 0..3 {
        assert_eq!(run(&pool, async move { number }), Ok(number));
        eventually("the watchdog's sleep", || !pool.crew.watchdog.awake.load(Ordering::SeqCst));
    }
}

#[test]
fn a_body_needs_no_runtime() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    let (done, is_done) = mpsc::channel();
    let _task = pool.spawn(async move { done.send(Handle::try_current().is_err()).unwrap() });
    assert!(is_done.recv().unwrap());
}

#[test]
fn a_body_that_leaves_its_thread_in_disorder_harms_no_other() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    for _ in 0..20 {
        // Never left again, so that tokio finds its own guards out of order.
        let ended = run(&pool, async { std::mem::forget(Handle::current().enter()) });
        assert!(ended.is_err());
        // A thread that is unparked although nobody called it.
        run(&pool, async { thread::current().unpark() }).unwrap();
        assert_eq!(run(&pool, async { tokio::time::sleep(Duration::from_millis(1)).await }), Ok(()));
    }
}

#[test]
fn a_body_that_parks_its_thread_holds_up_no_other() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    let (tell, told) = mpsc::channel();
    let parked = pool.spawn(async move {
        tell.send(thread::current()).unwrap();
        thread::park();
    });
    let sleeper = told.recv().unwrap();
    for number in 0..100 {
        assert_eq!(run(&pool, async move { number }), Ok(number));
    }
    eventually("the end of the parked body", || {
        sleeper.unpark();
        pool.stats().written_off == 0
    });
    drop(parked);
}

#[test]
fn wakers_may_be_called_from_anywhere_and_at_any_time() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    let kept: Arc<Mutex<Option<Waker>>> = Arc::default();
    let polls = Arc::new(AtomicUsize::new(0));
    let task = {
        let (kept, polls) = (Arc::clone(&kept), Arc::clone(&polls));
        pool.spawn(std::future::poll_fn(move |context| {
            context.waker().wake_by_ref();
            *kept.lock().unwrap() = Some(context.waker().clone());
            if polls.fetch_add(1, Ordering::Relaxed) < 10_000 { Poll::Pending } else { Poll::Ready(()) }
        }))
        .unwrap()
    };
    let wakers: Vec<_> = (0..4)
        .map(|_| {
            let kept = Arc::clone(&kept);
            thread::spawn(move || {
                for _ in 0..10_000 {
                    let waker = kept.lock().unwrap().clone();
                    waker.inspect(Waker::wake_by_ref);
                }
            })
        })
        .collect();
    await_alone(task).unwrap();
    drop(pool);
    for waker in wakers {
        waker.join().unwrap();
    }
    kept.lock().unwrap().take().unwrap().wake();
}

#[test]
fn many_callers_at_once_all_have_their_own_answer() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    thread::scope(|scope| {
        for caller in 0..4_u64 {
            let pool = &pool;
            scope.spawn(move || {
                await_alone(async {
                    for number in 0..2_000 {
                        let task = pool.spawn(async move {
                            yield_now().await;
                            (caller, number)
                        });
                        assert_eq!(task.unwrap().await, Ok((caller, number)));
                    }
                });
            });
        }
    });
    assert_eq!(pool.stats().queued, 0);
}
