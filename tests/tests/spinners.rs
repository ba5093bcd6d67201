//! Bodies that only spin are the worst for a machine: each wants a core, and their callers' runtime wants one too.

use std::time::{Duration, Instant};

use portcullis::prelude::*;
use portcullis::{Code, testing};

/// Spins far beyond its deadline.
#[capability(read, timeout = "200ms", concurrency = 64, rate = "1000/s")]
fn spins() -> u64 {
    let begin = Instant::now();
    let mut turns = 0_u64;
    while begin.elapsed() < Duration::from_millis(1500) {
        turns = turns.wrapping_add(1);
    }
    turns
}

/// Up to three times, since something else on the machine may hold it up as well.
#[tokio::test]
async fn sixty_four_spinning_bodies_hold_up_nobodys_answer() {
    let mut slowest = Duration::MAX;
    for _ in 0..3 {
        slowest = slowest_of_sixty_four().await;
        if slowest < Duration::from_millis(250) {
            return;
        }
        // Those that spin still would hold up the next.
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    panic!("{slowest:?}");
}

async fn slowest_of_sixty_four() -> Duration {
    let gate = std::sync::Arc::new(testing::Gate::new());
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..64 {
        let gate = gate.clone();
        calls.spawn(async move {
            let begin = Instant::now();
            let error = gate.call(spins, ()).await.expect_err("it spins beyond its deadline");
            (error.code(), begin.elapsed())
        });
    }
    let mut answers = calls.join_all().await;
    answers.sort_by_key(|(_, took)| *took);
    let (_, slowest) = answers[63];
    println!(
        "64 spinning bodies with a deadline of 200 ms: the median answer came after {:?}, the last after {slowest:?}",
        answers[32].1
    );
    assert!(answers.iter().all(|(code, _)| *code == Code::DeadlineExceeded));
    slowest
}
