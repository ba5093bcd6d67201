use std::time::Duration;

use orders::find::find_orders;
use orders::shop::Mood;
use orders::status::{Status, order_status};
use portcullis::ledger::Event;
use portcullis::{CallError, Code, Outcome};
use tokio::net::TcpListener;

use super::Scene;

async fn ask(scene: &Scene, order: &str) -> Result<orders::status::Order, CallError> {
    scene.gate().call(order_status, (order.to_owned(),)).await
}

#[tokio::test]
async fn an_order_is_told_as_the_shop_has_it() {
    let scene = Scene::new().await;
    let order = ask(&scene, "A-1002").await.unwrap();
    assert_eq!((order.customer.as_str(), order.status, order.cents), ("bob", Status::Sent, 1_450));
    let error = ask(&scene, "A-9999").await.unwrap_err();
    assert!(error.to_string().starts_with("there is no such order") && !error.is_retryable(), "{error}");
}

#[tokio::test]
async fn a_customers_orders_are_listed_as_many_as_were_asked_for() {
    let scene = Scene::new().await;
    let names = async |customer: &str, limit| {
        let found = scene.gate().call(find_orders, (customer.to_owned(), limit)).await.unwrap();
        found.orders.into_iter().map(|order| order.order).collect::<Vec<_>>()
    };
    assert_eq!(names("ann", None).await, ["A-1005", "A-1003", "A-1001"]);
    assert_eq!(names("ann", Some(1)).await, ["A-1005"]);
    assert!(names("nobody", None).await.is_empty());
}

#[tokio::test]
async fn a_shop_that_fails_twice_is_asked_three_times_and_the_record_says_so() {
    let scene = Scene::new().await;
    let gate = scene.gate();
    scene.shop.next(2, &Mood::Fails);
    assert!(gate.call(order_status, ("A-1001".to_owned(),)).await.is_ok());
    assert_eq!(scene.lines(), ["GET /orders/A-1001"; 3]);
    let records = gate.records().await;
    let finished = records.iter().find(|record| record.event == Event::CallFinished).unwrap();
    assert_eq!((finished.result, finished.attempts), (Some("answered"), Some(3)));
}

#[tokio::test]
async fn what_will_not_pass_is_not_tried_again() {
    let scene = Scene::new().await;
    assert!(ask(&scene, "A-9999").await.is_err());
    scene.shop.next(1, &Mood::Endless);
    assert_eq!(ask(&scene, "A-1001").await.unwrap_err().to_string(), "the shop cannot be asked");
    assert_eq!(scene.lines().len(), 2);
}

#[tokio::test]
async fn a_shop_that_keeps_failing_is_left_alone_until_one_call_has_tried() {
    let scene = Scene::new().await;
    let gate = scene.gate();
    let ask = || gate.call(order_status, ("A-1001".to_owned(),));
    scene.shop.next(9, &Mood::Fails);
    for _ in 0..3 {
        assert_eq!(ask().await.unwrap_err().code(), Code::Failed);
    }
    assert_eq!(ask().await.unwrap_err().code(), Code::CircuitOpen);
    assert_eq!(scene.lines().len(), 9);
    gate.clock().advance(Duration::from_secs(1));
    assert!(ask().await.is_ok() && ask().await.is_ok());
    let records = gate.records().await;
    let told: Vec<_> = records.iter().map(|record| record.event).collect();
    assert!(told.contains(&Event::BreakerOpened) && told.contains(&Event::BreakerClosed), "{told:?}");
}

#[tokio::test]
async fn no_name_of_an_order_makes_another_path() {
    let scene = Scene::new().await;
    for name in ["..", ".", "%2e%2e", "%252e%252e%252fkeys", "..%2f..", "\u{ff0e}\u{ff0e}/x"] {
        let error = ask(&scene, name).await.unwrap_err();
        assert!(error.to_string().starts_with("there is no such order"), "{name}: {error}");
    }
    for name in ["A-1001/refund", "A-1001?customer=ann", "A-1001#x", "a/../b", "http://evil.example/"] {
        assert!(ask(&scene, name).await.is_err(), "{name}");
    }
    for line in scene.lines() {
        let name = line.strip_prefix("GET /orders/").unwrap();
        assert!(!name.contains(['/', '?', '#', '.']) || !name.contains('/'), "{line}");
        assert!(!name.contains(['/', '?', '#']), "{line}");
    }
    for name in ["", "A\r\nx: y", "A\0", &"A".repeat(41)] {
        assert_eq!(ask(&scene, name).await.unwrap_err().code(), Code::InvalidInput, "{name:?}");
    }
}

#[tokio::test]
async fn no_redirect_leads_away_from_the_shop() {
    let scene = Scene::new().await;
    let other = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let elsewhere = format!("http://{}/", other.local_addr().unwrap());
    for to in
        [&elsewhere, "http://169.254.169.254/latest/meta-data/", "https://evil.example/", "//evil.example"]
    {
        scene.shop.next(1, &Mood::Redirects(to.to_owned()));
        let error = ask(&scene, "A-1001").await.unwrap_err();
        assert_eq!((error.to_string().as_str(), error.is_retryable()), ("the shop cannot be asked", false));
    }
    assert_eq!(scene.lines().len(), 4);
    let came = tokio::time::timeout(Duration::from_millis(20), other.accept()).await;
    assert!(came.is_err());
}

#[tokio::test]
async fn what_the_shop_says_leaves_within_bounds_or_not_at_all() {
    let scene = Scene::new().await;
    let says = async |text: &str| {
        scene.shop.next(1, &Mood::Says(text.to_owned()));
        ask(&scene, "A-1001").await
    };
    let order = |item: &str, more: &str| {
        format!(
            r#"{{"order":"A-1001","customer":"ann","item":"{item}","status":"sent","cents":1,"refunded_cents":0{more}}}"#
        )
    };
    assert!(says(&order("a kettle", r#","warehouse":"north""#)).await.is_ok());
    let endless = says(&order(&"a".repeat(101), "")).await.unwrap_err();
    assert_eq!(endless.code(), Code::OutputWithheld);
    for text in ["", "[]", "not JSON", r#"{"order":"A-1001"}"#, &order("a", r#","status":"lost""#)] {
        assert_eq!(says(text).await.unwrap_err().to_string(), "the shop cannot be asked", "{text}");
    }
}

#[tokio::test]
async fn a_shop_that_says_nothing_is_waited_for_until_the_deadline() {
    let scene = Scene::new().await;
    scene.shop.next(1, &Mood::Silent);
    let error = ask(&scene, "A-1001").await.unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Code::DeadlineExceeded, Outcome::NoEffect));
    assert_eq!(scene.lines().len(), 1);
}

#[tokio::test]
async fn a_shop_that_is_gone_is_tried_and_the_caller_may_come_again() {
    let mut scene = Scene::new().await;
    scene.shop.close().await;
    let error = ask(&scene, "A-1001").await.unwrap_err();
    assert_eq!((error.to_string().as_str(), error.is_retryable()), ("the shop does not answer now", true));
}
