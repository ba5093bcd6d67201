use orders::refund::refund;
use orders::shop::Mood;
use orders::status::Order;
use portcullis::ledger::Event;
use portcullis::{CallError, Code, Outcome};

use super::Scene;

async fn pay_back(scene: &Scene, order: &str, cents: u32) -> Result<Order, CallError> {
    scene.gate().call(refund, (order.to_owned(), cents)).await
}

#[tokio::test]
async fn an_order_is_paid_back_once() {
    let scene = Scene::new().await;
    for _ in 0..2 {
        assert_eq!(pay_back(&scene, "A-1005", 800).await.unwrap().refunded_cents, 800);
    }
    assert_eq!((scene.shop.refunded("A-1005"), scene.shop.payments()), (Some(800), 1));
}

#[tokio::test]
async fn what_is_not_paid_back_says_why() {
    let scene = Scene::new().await;
    pay_back(&scene, "A-1005", 800).await.unwrap();
    for (order, cents, told) in [
        ("A-1005", 700, "this order was paid back before"),
        ("A-1002", 1_451, "this is more than the order cost"),
        ("A-9999", 1, "there is no such order"),
        ("../A-1001", 1, "there is no such order"),
    ] {
        let error = pay_back(&scene, order, cents).await.unwrap_err();
        assert!(error.to_string().starts_with(told), "{error} is not {told}");
        assert!(!error.is_retryable() && error.outcome() == Outcome::Failed);
    }
    for cents in [0, 100_001] {
        assert_eq!(pay_back(&scene, "A-1002", cents).await.unwrap_err().code(), Code::InvalidInput);
    }
    assert_eq!(scene.shop.payments(), 1);
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_no_no() {
    let scene = Scene::new().await;
    for mood in [Mood::BreaksOff, Mood::Fails, Mood::Endless, Mood::Says("paid".to_owned())] {
        scene.shop.next(1, &mood);
        let error = pay_back(&scene, "A-1001", 100).await.unwrap_err();
        let told = error.to_string();
        assert!(told.starts_with("it is not known whether this was paid back"), "{mood:?}: {told}");
        assert_eq!((error.is_retryable(), error.outcome()), (false, Outcome::Unknown));
    }
    // Without a key it is another call, and the shop pays one refund for an order.
    assert!(pay_back(&scene, "A-1001", 100).await.is_ok());
    assert_eq!((scene.shop.payments(), scene.lines().len()), (1, 5));
}

#[tokio::test]
async fn a_refund_is_never_sent_again_by_itself_nor_sent_elsewhere() {
    let scene = Scene::new().await;
    scene.shop.next(1, &Mood::Redirects("/orders/A-1004/refund".to_owned()));
    assert!(pay_back(&scene, "A-1001", 100).await.is_err());
    scene.shop.next(1, &Mood::Fails);
    assert!(pay_back(&scene, "A-1001", 100).await.is_err());
    assert_eq!(scene.lines(), ["PUT /orders/A-1001/refund"; 2]);
    assert_eq!(scene.shop.payments(), 0);
}

#[tokio::test]
async fn a_refund_that_is_not_answered_in_time_has_an_unknown_outcome() {
    let scene = Scene::new().await;
    scene.shop.next(1, &Mood::SilentAfterwards);
    let gate = scene.gate();
    let error = gate.call(refund, ("A-1001".to_owned(), 100)).await.unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Code::DeadlineExceeded, Outcome::Unknown));
    assert!(!error.is_retryable() && scene.shop.refunded("A-1001") == Some(100));
    let records = gate.records().await;
    let intent = records.iter().position(|record| record.event == Event::CallIntent).unwrap();
    let used = records.iter().position(|record| record.event == Event::SecretRevealed).unwrap();
    assert!(intent < used, "the intent comes before the shop is asked");
}

#[tokio::test]
async fn a_shop_that_is_gone_has_paid_nothing() {
    let mut scene = Scene::new().await;
    scene.shop.close().await;
    let error = pay_back(&scene, "A-1001", 100).await.unwrap_err();
    assert_eq!(error.to_string(), "nothing was paid back: the shop cannot be reached now");
    assert!(error.is_retryable());
}
