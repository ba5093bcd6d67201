//! Bodies that panic, wherever they can.

use std::any::Any;
use std::panic::{catch_unwind, panic_any, resume_unwind};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// A payload that panics when it is dropped, with another one in its turn.
struct Grenade(u32);

impl Drop for Grenade {
    fn drop(&mut self) {
        if self.0 > 0 {
            panic_any(Grenade(self.0 - 1));
        }
    }
}

/// Whether the panic was seen in this file.
fn seen_here<T>(ended: Result<T, Panicked>) -> bool {
    let location = ended.err().expect("the body should have panicked").location;
    location.is_some_and(|location| location.starts_with(&format!("{}:", file!())))
}

#[test]
fn a_panic_in_a_poll_is_told_with_its_place_alone() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    let line = line!() + 1;
    let ended = run(&pool, async { panic!("the payload") });
    let Panicked { location } = ended.map(|(): ()| ()).unwrap_err();
    let location = location.unwrap();
    assert!(location.starts_with(&format!("{}:{line}:", file!())), "{location}");
}

#[test]
fn a_panic_after_a_wait_is_told_as_well() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    assert!(seen_here(run(&pool, async {
        tokio::time::sleep(Duration::from_millis(1)).await;
        panic!("late");
    })));
}

#[test]
fn a_payload_of_any_type_stays_inside() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    assert!(seen_here(run(&pool, async { panic_any(7_u8) })));
    assert!(seen_here(run(&pool, async { panic_any(Box::new([1_u64; 32])) })));
    for fuse in [0, 1, 7, 100] {
        assert!(seen_here(run(&pool, async move { panic_any(Grenade(fuse)) })), "fuse {fuse}");
    }
}

#[test]
fn a_panic_that_the_hook_does_not_see_is_told_without_a_place() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    let ended = run(&pool, async { resume_unwind(Box::new("resumed")) });
    assert_eq!(ended.map(|(): ()| ()), Err(Panicked { location: None }));
}

#[test]
fn a_place_is_never_that_of_another_body() {
    let pool = BodyPool::new(1);
    assert_eq!(run(&pool, async { catch_unwind(|| panic!("caught")).is_err() }), Ok(true));
    eventually("the worker", || {
        let Ok(task) = pool.spawn(async { resume_unwind(Box::new("resumed")) }) else {
            return false;
        };
        assert_eq!(await_alone(task).map(|(): ()| ()), Err(Panicked { location: None }));
        true
    });
}

#[test]
fn a_panic_in_a_destructor_is_a_panic_of_the_body() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    assert!(seen_here(run(&pool, async {
        let _local = OnDrop(|| panic!("in a local's destructor"));
    })));
    // A future that keeps something until after its last poll.
    let mut kept = Some(OnDrop(|| panic!("in the future's destructor")));
    let future = std::future::poll_fn(move |_| {
        assert!(kept.as_mut().is_some());
        std::task::Poll::Ready(OnDrop(|| panic!("in the output's destructor")))
    });
    assert!(seen_here(run(&pool, future)));
    assert_eq!(run(&pool, async { 7 }), Ok(7));
}

#[test]
fn a_cancelled_body_may_panic_in_its_destructor() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    let (begun, has_begun) = mpsc::channel();
    let (dropped, has_dropped) = mpsc::channel();
    let task = pool.spawn(async move {
        let _local = OnDrop(move || {
            dropped.send(on_pool_thread()).unwrap();
            panic_any(Grenade(3));
        });
        begun.send(()).unwrap();
        std::future::pending::<()>().await;
    });
    has_begun.recv().unwrap();
    drop(task);
    assert!(has_dropped.recv().unwrap());
    assert_eq!(run(&pool, async { 7 }), Ok(7));
}

#[test]
fn workers_survive_a_thousand_panics() {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    let survivors = AtomicUsize::new(0);
    await_alone(async {
        for number in 0..1_000 {
            let task = pool.spawn(async move { assert!(number % 2 == 0, "odd") }).unwrap();
            if task.await.is_ok() {
                survivors.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    assert_eq!(survivors.into_inner(), 500);
    assert!(pool.stats().threads > 0);
}

#[test]
fn a_refused_body_is_dropped_without_harm() {
    let pool = BodyPool::new(1);
    let (release, body) = blocked();
    let held = pool.spawn(body).unwrap();
    eventually("write-off of the thread", || pool.stats().written_off == 1);
    let argument = OnDrop(|| panic_any(Grenade(1)));
    let refused = pool.spawn(async move {
        let _argument = argument;
    });
    assert!(refused.is_err());
    drop(release);
    await_alone(held).unwrap();
}

/// Runs itself once more as another process, to see what that one prints.
#[test]
fn nothing_of_a_payload_is_printed_and_other_panics_are() {
    const CHILD: &str = "PORTCULLIS_PANICKING_CHILD";
    let marker = ["swordfish", "-", "7"].concat();
    if std::env::var_os(CHILD).is_some() {
        return panic_in_all_ways(&marker);
    }
    let this_test = format!("{}::nothing_of_a_payload_is_printed_and_other_panics_are", module_path!());
    let this_test = this_test.split_once("::").unwrap().1;
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", this_test, "--nocapture"])
        .env(CHILD, "1")
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&child.stderr) + String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success(), "{printed}");
    assert!(printed.contains("an ordinary panic"), "{printed}");
    assert!(printed.contains("1 passed"), "{printed}");
    assert!(!printed.contains(&marker), "{printed}");
}

fn panic_in_all_ways(marker: &str) {
    let pool = BodyPool::new(DEFAULT_MAX_THREADS);
    let secret = marker.to_owned();
    assert!(run(&pool, async move { panic!("{secret}") }).map(|(): ()| ()).is_err());
    let secret = marker.to_owned();
    assert!(run(&pool, async move { panic_any(secret) }).map(|(): ()| ()).is_err());
    let secret = marker.to_owned();
    assert!(run(&pool, async move { catch_unwind(|| panic!("{secret}")).is_err() }).unwrap());
    let secret = marker.to_owned();
    assert!(run(&pool, async move { secret.parse::<u8>().map_err(|_| secret).unwrap() }).is_err());
    let (dropped, has_dropped) = mpsc::channel::<Box<dyn Any + Send>>();
    let secret = marker.to_owned();
    drop(pool.spawn(async move {
        let _local = OnDrop(move || {
            let _ = &dropped;
            panic!("{secret}")
        });
        std::future::pending::<()>().await;
    }));
    // Ends when the destructor has dropped its sender, or with the body if that was never polled.
    assert!(has_dropped.recv().is_err());
    assert!(thread::spawn(|| panic!("an ordinary panic")).join().is_err());
}
