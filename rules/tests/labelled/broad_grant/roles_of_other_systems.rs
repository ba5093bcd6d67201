//! Rights in clusters, clouds and databases, and an agent's own list of tools.

use std::collections::{BTreeSet, HashMap};

use casbin::prelude::*;
use k8s_openapi::api::rbac::v1::PolicyRule;
use serde_json::{Value, json};
use tokio_postgres::Client;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, strum::EnumIter)]
pub enum Right {
    Read,
    Write,
    Refund,
    Delete,
    Grant,
}

pub struct Roles(HashMap<&'static str, BTreeSet<Right>>);

//# bad
pub async fn enforcer() -> casbin::Result<Enforcer> {
    let mut enforcer = Enforcer::new("model.conf", MemoryAdapter::default()).await?;
    let row = ["assistant", "*", "*"].map(String::from).to_vec();
    enforcer.add_policy(row).await?;
    Ok(enforcer)
}

//# good
pub async fn enforcer_by_path() -> casbin::Result<Enforcer> {
    let mut enforcer = Enforcer::new("model.conf", MemoryAdapter::default()).await?;
    for (role, path, verb) in [("assistant", "/orders/*", "GET"), ("desk", "/refunds", "POST")] {
        enforcer.add_policy(vec![role.into(), path.into(), verb.into()]).await?;
    }
    Ok(enforcer)
}

//# bad
pub fn roles() -> Roles {
    use strum::IntoEnumIterator;
    let mut roles = HashMap::new();
    roles.insert("reader", BTreeSet::from([Right::Read]));
    roles.insert("agent", Right::iter().collect());
    Roles(roles)
}

//# good
pub fn roles_by_task() -> Roles {
    Roles(HashMap::from([
        ("reader", BTreeSet::from([Right::Read])),
        ("agent", BTreeSet::from([Right::Read, Right::Refund])),
        ("curator", BTreeSet::from([Right::Read, Right::Write, Right::Delete])),
    ]))
}

//# good
pub fn missing_rights(roles: &Roles, role: &str) -> Vec<Right> {
    use strum::IntoEnumIterator;
    let none = BTreeSet::new();
    let has = roles.0.get(role).unwrap_or(&none);
    Right::iter().filter(|right| !has.contains(right)).collect()
}

//# bad
pub fn cluster_rules() -> Vec<PolicyRule> {
    let all = || Some(vec!["*".to_owned()]);
    vec![PolicyRule { api_groups: all(), resources: all(), verbs: vec!["*".into()], ..PolicyRule::default() }]
}

//# good
pub fn cluster_rules_for_pods() -> Vec<PolicyRule> {
    vec![PolicyRule {
        api_groups: Some(vec![String::new()]),
        resources: Some(vec!["pods".into(), "pods/log".into()]),
        verbs: ["get", "list", "watch"].map(String::from).to_vec(),
        ..PolicyRule::default()
    }]
}

//# bad
pub fn bucket_policy(account: u64) -> Value {
    let principal = format!("arn:aws:iam::{account}:role/agent");
    json!({
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Principal": { "AWS": principal }, "Action": "*", "Resource": "*" }
        ]
    })
}

//# good
pub fn bucket_policy_for_reports(account: u64) -> Value {
    let principal = format!("arn:aws:iam::{account}:role/agent");
    json!({
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": { "AWS": principal },
                "Action": ["s3:GetObject"],
                "Resource": "arn:aws:s3:::reports/*"
            },
            { "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*",
              "Condition": { "Bool": { "aws:SecureTransport": "false" } } }
        ]
    })
}

//# bad
pub async fn set_up(client: &Client) -> Result<(), tokio_postgres::Error> {
    client.batch_execute("CREATE ROLE agent LOGIN").await?;
    client.batch_execute("GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA public TO agent").await
}

//# good
pub async fn set_up_reader(client: &Client) -> Result<(), tokio_postgres::Error> {
    client.batch_execute("CREATE ROLE agent LOGIN").await?;
    client.batch_execute("REVOKE ALL PRIVILEGES ON ALL TABLES IN SCHEMA public FROM agent").await?;
    client.batch_execute("GRANT SELECT ON orders, customers TO agent").await
}
