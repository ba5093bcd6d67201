//! Calls that nobody waits for any more.

use portcullis::ledger::{Event, Memory};
use portcullis_mcp::ServeMcp;

use super::capabilities::{one, served};
use super::client::{Client, call};

fn ends_of_wait(ledger: &Memory) -> Vec<Option<&'static str>> {
    let records = ledger.records();
    let finished = records.iter().filter(|record| record.event == Event::CallFinished);
    finished
        .filter(|record| record.capability.as_deref() == Some("wait"))
        .map(|record| record.result)
        .collect()
}

#[tokio::test]
async fn a_cancelled_call_ends_without_a_reply_and_the_ledger_says_so() {
    let served = served();
    let mut client = Client::connect(served.gate.mcp()).await;
    client.send(call(5, "wait", "{}")).await;
    one(&served.begun).await;
    client.send(r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5,"reason":"bored"}}"#).await;
    one(&served.ended).await;
    client.assert_served().await;
    served.gate.flush().await.unwrap();
    assert_eq!(ends_of_wait(&served.ledger), [Some("cancelled")]);
}

#[tokio::test]
async fn cancelling_one_call_leaves_the_others() {
    let served = served();
    let mut client = Client::connect(served.gate.mcp()).await;
    for id in [5, 6] {
        client.send(call(id, "wait", "{}")).await;
        one(&served.begun).await;
    }
    client.send(r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}}"#).await;
    one(&served.ended).await;
    client.assert_served().await;
    assert_eq!(served.ended.available_permits(), 0, "the other call still waits");
    client.end().await.unwrap();
    one(&served.ended).await;
}

#[tokio::test]
async fn an_id_can_be_used_again_after_its_call_was_cancelled() {
    let served = served();
    let mut client = Client::connect(served.gate.mcp()).await;
    client.send(call(7, "wait", "{}")).await;
    one(&served.begun).await;
    client.send(r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}"#).await;
    client.assert_served().await;
}

#[tokio::test]
async fn the_end_of_the_input_cancels_every_call_and_serving_ends() {
    let served = served();
    let mut client = Client::connect(served.gate.mcp()).await;
    for id in 0..5 {
        client.send(call(id, "wait", "{}")).await;
        one(&served.begun).await;
    }
    client.end().await.unwrap();
    // Flushed before `serve` returned.
    assert_eq!(ends_of_wait(&served.ledger), [Some("cancelled"); 5]);
}

#[tokio::test]
async fn a_client_that_is_suddenly_gone_cancels_its_calls() {
    let served = served();
    let mut client = Client::connect(served.gate.mcp()).await;
    client.send(call(5, "wait", "{}")).await;
    one(&served.begun).await;
    let serving = client.served;
    drop((client.write, client.lines));
    one(&served.ended).await;
    serving.await.unwrap().unwrap();
}

#[tokio::test]
async fn dropping_the_server_cancels_its_calls() {
    let served = served();
    let mut client = Client::connect(served.gate.mcp()).await;
    client.send(call(5, "wait", "{}")).await;
    one(&served.begun).await;
    client.served.abort();
    one(&served.ended).await;
}
