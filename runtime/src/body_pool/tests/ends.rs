//! How bodies end that nobody waits for: dropped on the pool, whatever their destructors do.

use std::sync::Arc;

use super::*;

/// Holds up whoever drops it, and reports whether that was a thread of the pool.
fn slow_to_drop() -> (mpsc::Receiver<bool>, mpsc::Sender<()>, impl Send + 'static) {
    let (dropped, has_dropped) = mpsc::channel();
    let (release, released) = mpsc::channel::<()>();
    let slow = OnDrop(move || {
        let _ = dropped.send(on_pool_thread());
        let _ = released.recv();
    });
    (has_dropped, release, slow)
}

#[test]
fn a_cancelled_body_that_waits_is_dropped_on_the_pool_and_holds_up_nobody() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    let (has_dropped, release, slow) = slow_to_drop();
    let (begun, has_begun) = mpsc::channel();
    let task = pool.spawn(async move {
        let _slow = slow;
        begun.send(()).unwrap();
        std::future::pending::<()>().await;
    });
    has_begun.recv().unwrap();
    // Would never return if it dropped the body itself.
    drop(task);
    assert!(has_dropped.recv().unwrap());
    drop(release);
}

#[test]
fn a_cancelled_body_that_never_began_is_dropped_on_the_pool() {
    let pool = BodyPool::new(1);
    let (release_worker, body) = blocked();
    let held = pool.spawn(body).unwrap();
    let (has_dropped, release, slow) = slow_to_drop();
    let task = super::super::start(&pool.crew, async move {
        let _slow = slow;
    });
    drop(task);
    assert!(has_dropped.try_recv().is_err());
    drop(release_worker);
    await_alone(held).unwrap();
    assert!(has_dropped.recv().unwrap());
    drop(release);
}

#[test]
fn a_body_that_is_cancelled_during_a_poll_is_dropped_after_it() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    let (has_dropped, release, slow) = slow_to_drop();
    let (begun, has_begun) = mpsc::channel();
    let (let_go, held) = mpsc::channel::<()>();
    let task = pool.spawn(async move {
        let _slow = slow;
        begun.send(()).unwrap();
        let _ = held.recv();
        std::future::pending::<()>().await;
    });
    has_begun.recv().unwrap();
    drop(task);
    assert!(has_dropped.try_recv().is_err());
    drop(let_go);
    assert!(has_dropped.recv().unwrap());
    drop(release);
}

#[test]
fn an_output_that_nobody_takes_is_dropped_on_the_pool() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    // Dropped at any moment between the start of the body and long after its end.
    for wait in [0, 0, 0, 1, 10, 50, 100, 5_000] {
        let (has_dropped, release, slow) = slow_to_drop();
        let task = pool.spawn(async move { slow }).unwrap();
        thread::sleep(Duration::from_micros(wait));
        drop(task);
        assert!(has_dropped.recv().unwrap());
        drop(release);
    }
}

#[test]
fn an_output_that_nobody_takes_may_panic_in_its_destructor() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    for wait in [0, 10, 5_000] {
        let (dropped, has_dropped) = mpsc::channel();
        let explosive = OnDrop(move || {
            dropped.send(on_pool_thread()).unwrap();
            panic!("in the output's destructor");
        });
        let task = pool.spawn(async move { explosive });
        thread::sleep(Duration::from_micros(wait));
        drop(task);
        assert!(has_dropped.recv().unwrap());
    }
    assert_eq!(run(&pool, async { 7 }), Ok(7));
}

#[test]
fn an_output_that_was_taken_is_its_takers() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    let counted = Arc::new(());
    let output = {
        let counted = Arc::clone(&counted);
        run(&pool, async move { counted }).unwrap()
    };
    assert_eq!(Arc::strong_count(&counted), 2);
    drop(output);
    assert_eq!(Arc::strong_count(&counted), 1);
}

#[test]
fn a_task_that_is_awaited_again_after_its_end_does_not_panic() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    let mut task = pool.spawn(async { 7 }).unwrap();
    await_alone(async {
        assert_eq!((&mut task).await, Ok(7));
        assert_eq!((&mut task).await, Err(Panicked { location: None }));
    });
}

#[test]
fn a_body_that_is_woken_after_the_pool_is_gone_ends_on_a_thread_of_the_pool() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    let crew = Arc::clone(&pool.crew);
    let (wake, woken) = tokio::sync::oneshot::channel::<()>();
    let (begun, has_begun) = mpsc::channel();
    let task = pool
        .spawn(async move {
            begun.send(()).unwrap();
            let _ = woken.await;
            on_pool_thread()
        })
        .unwrap();
    has_begun.recv().unwrap();
    drop(pool);
    eventually("the end of all threads", || crew.stats().threads == 0);
    drop(wake);
    assert_eq!(await_alone(task), Ok(true));
    eventually("the end of all threads", || crew.stats().threads == 0);
    eventually("the end of what they share", || Arc::strong_count(&crew) == 1);
}

#[test]
fn a_body_that_is_cancelled_after_the_pool_is_gone_is_dropped_on_a_thread_of_the_pool() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    let crew = Arc::clone(&pool.crew);
    let (has_dropped, release, slow) = slow_to_drop();
    let (begun, has_begun) = mpsc::channel();
    let task = pool.spawn(async move {
        let _slow = slow;
        begun.send(()).unwrap();
        std::future::pending::<()>().await;
    });
    has_begun.recv().unwrap();
    drop(pool);
    eventually("the end of all threads", || crew.stats().threads == 0);
    drop(task);
    assert!(has_dropped.recv().unwrap());
    drop(release);
    eventually("the end of all threads", || crew.stats().threads == 0);
}
