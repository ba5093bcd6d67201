//! Calls that somebody must approve, and a client's own user as the one who does.

use std::sync::{Arc, Mutex, PoisonError};

use portcullis::approval::ApprovalRequest;
use portcullis::authority::State;
use portcullis::ledger::journal::entries;
use portcullis::prelude::*;
use portcullis::testing;
use portcullis_mcp::{ServeMcp, TrustedClient};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::client::{Client, error_of};

type Deleted = Arc<Mutex<Vec<String>>>;

/// Deletes a note.
#[capability(destructive, approval)]
fn delete(#[grant] deleted: State<Deleted>, #[validate(length(max = 8_000))] name: String) -> usize {
    let mut deleted = deleted.lock().unwrap_or_else(PoisonError::into_inner);
    deleted.push(name);
    deleted.len()
}

struct Scene {
    gate: Gate,
    owner: TrustedClient,
    deleted: Deleted,
    folder: TempDir,
}

fn scene() -> Scene {
    let (folder, owner, deleted) = (TempDir::new().unwrap(), TrustedClient::new(), Deleted::default());
    let gate = Gate::builder()
        .capability(delete)
        .authorizer(Permits::none().permit(Caller::local(), delete).permit(testing::caller("remote"), delete))
        .approver("owner", owner.clone())
        .grant(State::new(deleted.clone()))
        .ledger(Journal::open(folder.path().join("ledger")).unwrap())
        .build()
        .unwrap();
    Scene { gate, owner, deleted, folder }
}

impl Scene {
    /// A client that the owner trusts, and that can ask its user.
    async fn trusted(&self) -> Client {
        let server = self.gate.mcp().approvals_by(self.owner.clone());
        Client::connect_with(server, Caller::local(), json!({"elicitation": {}})).await
    }

    fn deleted(&self) -> Vec<String> {
        self.deleted.lock().unwrap().clone()
    }
}

const CALL: &str =
    r#"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"delete","arguments":{"name":"old"}}}"#;

/// What the server asks, which must be an elicitation.
async fn question(client: &mut Client) -> Value {
    let question = client.ask(CALL).await;
    assert_eq!(question["method"], "elicitation/create", "{question}");
    question
}

async fn reply(client: &mut Client, question: &Value, result: Value) -> Value {
    let reply = json!({"jsonrpc": "2.0", "id": question["id"], "result": result});
    client.ask(reply.to_string()).await
}

#[tokio::test]
async fn a_client_that_nobody_declared_trusted_is_not_asked_and_cannot_answer() {
    let scene = scene();
    let server = scene.gate.mcp();
    let capabilities = json!({"elicitation": {}});
    let mut client = Client::connect_with(server, Caller::local(), capabilities).await;
    let first = error_of(&client.ask(CALL).await["result"]);
    assert_eq!((&first["code"], &first["outcome"]), (&json!("approval_required"), &json!("not_started")));
    // It answers what nobody has asked, under every id that it could be.
    for id in 0..20 {
        let result = json!({"action": "accept", "content": {"approve": true}});
        client.send(json!({"jsonrpc": "2.0", "id": id, "result": result}).to_string()).await;
        let id = first["approval"].clone();
        client.send(json!({"jsonrpc": "2.0", "id": id, "result": result}).to_string()).await;
    }
    assert_eq!(error_of(&client.ask(CALL).await["result"])["code"], "approval_required");
    assert_eq!(scene.deleted(), [""; 0]);
}

#[tokio::test]
async fn the_user_of_a_trusted_client_is_asked_and_the_ledger_says_so() {
    let scene = scene();
    let mut client = scene.trusted().await;
    let question = question(&mut client).await;
    let message = question["params"]["message"].as_str().unwrap();
    assert_eq!(
        message,
        "local asks for `delete` (destructive): Deletes a note.\n{\"name\":\"old\"}\nMay local call `delete` with this?"
    );
    assert_eq!(question["params"]["requestedSchema"]["required"], json!(["approve"]));
    assert_eq!(scene.deleted(), [""; 0]);

    let answer = json!({"action": "accept", "content": {"approve": true}});
    let result = reply(&mut client, &question, answer).await;
    assert_eq!((&result["id"], &result["result"]["structuredContent"]), (&json!(7), &json!({"result": 1})));
    assert_eq!(scene.deleted(), ["old"]);
    client.end().await.unwrap();

    let folder = scene.folder.path().join("ledger");
    drop(scene.gate);
    let lines: Vec<Value> =
        entries(&folder).unwrap().map(|entry| serde_json::from_str(entry.unwrap().json()).unwrap()).collect();
    let granted = lines.iter().find(|line| line["event"] == "approval.granted").unwrap();
    assert_eq!((&granted["approver"], &granted["caller"]), (&json!("owner"), &json!("local")));
    assert!(granted["reason"].as_str().unwrap().contains("the caller's own client"), "{granted}");
    let finished = lines.iter().rfind(|line| line["event"] == "call.finished").unwrap();
    assert_eq!(finished["approval"], granted["approval"]);
}

#[tokio::test]
async fn only_a_plain_yes_is_one() {
    for answer in [
        json!({"action": "accept"}),
        json!({"action": "accept", "content": {}}),
        json!({"action": "accept", "content": {"approve": false}}),
        json!({"action": "accept", "content": {"approve": "true"}}),
        json!({"action": "accept", "content": {"approve": 1}}),
        json!({"action": "accept", "content": [true]}),
        json!({"action": "decline"}),
        json!({"action": "decline", "content": {"approve": true}}),
    ] {
        let scene = scene();
        let mut client = scene.trusted().await;
        let question = question(&mut client).await;
        let result = reply(&mut client, &question, answer.clone()).await;
        assert_eq!(error_of(&result["result"])["code"], "approval_invalid", "{answer}");
        assert_eq!(scene.deleted(), [""; 0]);
    }
}

#[tokio::test]
async fn a_question_that_is_put_aside_or_fails_is_asked_again() {
    let scene = scene();
    let mut client = scene.trusted().await;
    for answer in [json!({"action": "cancel"}), json!({"action": "other"}), json!({}), json!([])] {
        let question = question(&mut client).await;
        let result = reply(&mut client, &question, answer.clone()).await;
        assert_eq!(error_of(&result["result"])["code"], "approval_required", "{answer}");
    }
    let asked = question(&mut client).await;
    let error = json!({"jsonrpc": "2.0", "id": asked["id"], "error": {"code": -1, "message": "no"}});
    let result = client.ask(error.to_string()).await;
    assert_eq!(error_of(&result["result"])["code"], "approval_required");

    let asked = question(&mut client).await;
    let yes = json!({"action": "accept", "content": {"approve": true}});
    assert_eq!(reply(&mut client, &asked, yes).await["result"]["isError"], json!(false));
    assert_eq!(scene.deleted(), ["old"]);
}

#[tokio::test]
async fn a_question_that_is_put_aside_again_and_again_is_a_no() {
    let scene = scene();
    let mut client = scene.trusted().await;
    for code in ["approval_required", "approval_required", "approval_invalid"] {
        let asked = question(&mut client).await;
        let result = reply(&mut client, &asked, json!({"action": "cancel"})).await;
        assert_eq!(error_of(&result["result"])["code"], code);
    }
    assert_eq!(error_of(&client.ask(CALL).await["result"])["code"], "approval_invalid");
    assert_eq!(scene.deleted(), [""; 0]);
}

#[tokio::test]
async fn the_call_of_somebody_else_is_not_put_before_the_local_client() {
    let scene = scene();
    let mut local = scene.trusted().await;
    let refused = scene.gate.call_json("delete", &testing::caller("remote"), r#"{"name":"old"}"#).await;
    assert!(refused.is_err());
    // Nobody has kept it; the local client is asked about its own.
    let asked = question(&mut local).await;
    assert!(asked["params"]["message"].as_str().unwrap().starts_with("local asks"));
    let yes = json!({"action": "accept", "content": {"approve": true}});
    assert_eq!(reply(&mut local, &asked, yes).await["result"]["isError"], json!(false));
    let refused = scene.gate.call_json("delete", &testing::caller("remote"), r#"{"name":"old"}"#).await;
    assert!(refused.is_err());
    assert_eq!(scene.deleted(), ["old"]);
}

#[tokio::test]
async fn a_call_that_is_cancelled_while_its_user_is_asked_does_not_run() {
    let scene = scene();
    let mut client = scene.trusted().await;
    let asked = question(&mut client).await;
    let cancel = json!({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 7}});
    client.send(cancel.to_string()).await;
    client.request("ping", json!({})).await;
    let yes = json!({"action": "accept", "content": {"approve": true}});
    client.send(json!({"jsonrpc": "2.0", "id": asked["id"], "result": yes}).to_string()).await;
    client.request("ping", json!({})).await;
    assert_eq!(scene.deleted(), [""; 0]);
    // The question is asked anew.
    let asked = question(&mut client).await;
    assert_eq!(reply(&mut client, &asked, yes).await["result"]["isError"], json!(false));
}

#[tokio::test]
async fn a_client_that_cannot_ask_its_user_is_not_asked() {
    let scene = scene();
    for capabilities in [json!({}), json!({"elicitation": {"url": {}}})] {
        let server = scene.gate.mcp().approvals_by(scene.owner.clone());
        let mut client = Client::connect_with(server, Caller::local(), capabilities).await;
        assert_eq!(error_of(&client.ask(CALL).await["result"])["code"], "approval_required");
    }
    assert_eq!(scene.deleted(), [""; 0]);
}

#[tokio::test]
async fn nobody_but_the_local_caller_approves_by_his_own_client() {
    let scene = scene();
    let server = scene.gate.mcp().approvals_by(scene.owner.clone());
    let capabilities = json!({"elicitation": {}});
    let mut client = Client::connect_with(server, testing::caller("remote"), capabilities).await;
    assert_eq!(error_of(&client.ask(CALL).await["result"])["code"], "approval_required");
    assert_eq!(scene.deleted(), [""; 0]);
}

#[tokio::test]
async fn what_nobody_would_read_is_not_asked() {
    let scene = scene();
    let mut client = scene.trusted().await;
    let arguments = json!({"name": "a".repeat(5_000)}).to_string();
    assert_eq!(error_of(&client.call("delete", &arguments).await)["code"], "approval_required");
}

#[tokio::test]
async fn a_client_of_the_newest_protocol_is_asked_by_the_result() {
    let scene = scene();
    let server = scene.gate.mcp().approvals_by(scene.owner.clone());
    let mut client = Client::silent(server, Caller::local());
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
        "io.modelcontextprotocol/clientCapabilities": {"elicitation": {"form": {}}},
    });
    client.request("server/discover", json!({"_meta": meta})).await;
    let mut params = json!({"name": "delete", "arguments": {"name": "old"}, "_meta": meta});
    let asked = client.request("tools/call", params.clone()).await["result"].clone();
    assert_eq!(asked["resultType"], "input_required", "{asked}");
    let question = &asked["inputRequests"]["approval"];
    assert_eq!(question["method"], "elicitation/create", "{asked}");
    assert!(question["params"]["message"].as_str().unwrap().starts_with("local asks for `delete`"));
    // An answer to another call is none to this one, and approves neither.
    params["requestState"] = asked["requestState"].clone();
    params["inputResponses"] = json!({"approval": {"action": "accept", "content": {"approve": true}}});
    let mut other = params.clone();
    other["arguments"]["name"] = json!("new");
    let other = client.request("tools/call", other).await["result"].clone();
    assert_eq!(other["resultType"], "input_required", "{other}");
    assert_ne!(other["requestState"], asked["requestState"]);
    assert_eq!(scene.deleted(), [""; 0]);
    // Nor does one without an answer.
    let mut unanswered = params.clone();
    unanswered["inputResponses"] = json!({});
    let unanswered = client.request("tools/call", unanswered).await["result"].clone();
    assert_eq!(unanswered["requestState"], asked["requestState"]);
    // This one does.
    let answered = client.request("tools/call", params.clone()).await["result"].clone();
    assert_eq!(answered["structuredContent"], json!({"result": 1}), "{answered}");
    // And no other.
    let again = client.request("tools/call", params).await["result"].clone();
    assert_eq!(again["resultType"], "input_required", "{again}");
    assert_eq!(scene.deleted(), ["old"]);
}

#[tokio::test]
async fn an_approval_may_come_with_the_call() {
    let desk: Arc<Mutex<Vec<ApprovalRequest>>> = Arc::default();
    let (inbox, deleted, folder) = (desk.clone(), Deleted::default(), TempDir::new().unwrap());
    let gate = Gate::builder()
        .capability(delete)
        .authorizer(Permits::none().permit(Caller::local(), delete))
        .approver("supervisor", move |request: ApprovalRequest| inbox.lock().unwrap().push(request))
        .grant(State::new(deleted.clone()))
        .ledger(Journal::open(folder.path().join("ledger")).unwrap())
        .build()
        .unwrap();
    let mut client = Client::connect(gate.mcp()).await;
    client.ask(CALL).await;
    let approval = desk.lock().unwrap().pop().unwrap().grant().unwrap().to_string();
    let params = |name: &str, approval: Value| json!({"name": "delete", "arguments": {"name": name}, "_meta": {"approval": approval}});
    for wrong in [json!("yes"), json!(true), json!(format!("{approval} "))] {
        let reply = client.request("tools/call", params("old", wrong)).await;
        assert_eq!(reply["error"]["code"], -32602, "{reply}");
    }
    let other = client.request("tools/call", params("new", json!(approval))).await["result"].clone();
    assert_eq!(error_of(&other)["code"], "approval_invalid");
    let result = client.request("tools/call", params("old", json!(approval))).await["result"].clone();
    assert_eq!(result["structuredContent"], json!({"result": 1}));
}
