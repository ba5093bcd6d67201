//! What `serve` offers, by its policy.

use std::sync::{Arc, Mutex};

use orders::offer;
use portcullis::approval::ApprovalRequest;
use portcullis::call::Context;
use portcullis::idempotency::{IdempotencyKey, Results};
use portcullis::prelude::*;
use portcullis::{CallError, Code, testing};
use serde_json::json;

use super::Scene;

type Desk = Arc<Mutex<Vec<ApprovalRequest>>>;

/// The gate of `serve`, whose supervisor finds requests on the desk.
fn gate(scene: &Scene) -> (Gate, Desk) {
    let desk = Desk::default();
    let inbox = desk.clone();
    let folder = scene.temporary.path();
    let builder = offer::capabilities(scene.http(), move |request: ApprovalRequest| {
        inbox.lock().unwrap().push(request)
    });
    let builder = builder
        .results(Results::open(folder.join("results")).unwrap())
        .ledger(Journal::open(folder.join("ledger")).unwrap());
    (builder.build().unwrap(), desk)
}

async fn refund(gate: &Gate, order: &str, cents: u32, key: Option<&str>) -> Result<Vec<u8>, CallError> {
    let key = key.map(|key| IdempotencyKey::new(key).unwrap());
    let context = key.map_or_else(Context::new, |key| Context::new().idempotency_key(key));
    let input = json!({ "order": order, "cents": cents }).to_string();
    gate.call_json_with("refund", &Caller::local(), input, context).await
}

fn code<T>(answer: Result<T, CallError>) -> Option<Code> {
    answer.err().map(|error| error.code())
}

#[tokio::test]
async fn small_refunds_are_permitted_larger_ones_approved_and_the_largest_refused() {
    let scene = Scene::new().await;
    let (gate, desk) = gate(&scene);
    assert_eq!(code(refund(&gate, "A-1001", 2_000, None).await), None);
    assert_eq!(code(refund(&gate, "A-1003", 2_001, None).await), Some(Code::ApprovalRequired));
    assert_eq!(code(refund(&gate, "A-1004", 50_000, None).await), Some(Code::ApprovalRequired));
    assert_eq!(desk.lock().unwrap().len(), 2);
    assert_eq!(code(refund(&gate, "A-1004", 50_001, None).await), Some(Code::NotAuthorized));
    assert_eq!((desk.lock().unwrap().len(), scene.shop.payments()), (2, 1));
}

#[tokio::test]
async fn an_approved_refund_is_made_once() {
    let scene = Scene::new().await;
    let (gate, desk) = gate(&scene);
    assert_eq!(code(refund(&gate, "A-1003", 12_000, None).await), Some(Code::ApprovalRequired));
    let request = desk.lock().unwrap().pop().unwrap();
    assert_eq!(request.arguments(), r#"{"cents":12000,"order":"A-1003"}"#);
    request.grant().unwrap();
    assert_eq!(code(refund(&gate, "A-1003", 11_999, None).await), Some(Code::ApprovalRequired));
    assert_eq!(code(refund(&gate, "A-1003", 12_000, None).await), None);
    assert_eq!(code(refund(&gate, "A-1003", 12_000, None).await), Some(Code::ApprovalRequired));
    assert_eq!(scene.shop.payments(), 1);
}

#[tokio::test]
async fn nobody_else_may_call_anything_not_even_who_approves() {
    let scene = Scene::new().await;
    let (gate, _) = gate(&scene);
    for caller in [testing::caller("local"), testing::plugin("shop"), testing::approver("supervisor")] {
        assert_eq!(gate.capabilities(&caller).count(), 0, "{caller}");
        for (capability, input) in
            [("order_status", r#"{"order":"A-1001"}"#), ("refund", r#"{"order":"A-1001","cents":1}"#)]
        {
            assert_eq!(code(gate.call_json(capability, &caller, input).await), Some(Code::NotAuthorized));
        }
    }
    assert!(scene.lines().is_empty());
}

#[tokio::test]
async fn a_refund_with_a_key_is_answered_from_the_file_after_a_restart() {
    let scene = Scene::new().await;
    let first = {
        let (gate, _) = gate(&scene);
        refund(&gate, "A-1005", 800, Some("nails")).await.unwrap()
    };
    let (gate, _) = gate(&scene);
    assert_eq!(refund(&gate, "A-1005", 800, Some("nails")).await.unwrap(), first);
    assert_eq!(code(refund(&gate, "A-1005", 700, Some("nails")).await), Some(Code::IdempotencyConflict));
    assert_eq!(scene.lines().len(), 1);
}
