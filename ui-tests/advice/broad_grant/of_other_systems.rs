use portcullis::prelude::*;

/// Stand in for kube and casbin, which this test does not depend on.
struct Rule {
    verbs: Vec<String>,
}

struct Enforcer(Vec<Vec<String>>);

impl Enforcer {
    fn add_policy(&mut self, row: Vec<String>) {
        self.0.push(row);
    }
}

/// Holds pairs.
fn document(pairs: &[(&str, &str)]) -> usize {
    pairs.len()
}

/// In a cluster, in casbin, in a cloud, in a database.
fn elsewhere(enforcer: &mut Enforcer) -> usize {
    let rule = Rule { verbs: vec!["*".into()] }; //~ P707
    enforcer.add_policy(["assistant", "*", "*"].map(String::from).to_vec()); //~ P707
    let cloud = document(&[("Effect", "Allow"), ("Action", "*")]); //~ P707
    let sql = "grant all privileges on all tables in schema public to agent"; //~ P707
    rule.verbs.len() + cloud + sql.len()
}

fn main() {
    elsewhere(&mut Enforcer(Vec::new()));
}
