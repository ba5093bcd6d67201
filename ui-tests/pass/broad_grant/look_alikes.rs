use portcullis::prelude::*;

struct Rule {
    verbs: Vec<String>,
    globs: Vec<String>,
}

fn document(pairs: &[(&str, &str)]) -> usize {
    pairs.len()
}

/// Stars of another kind.
fn look_alikes() -> usize {
    let rule = Rule { verbs: vec!["get".into(), "list".into()], globs: vec!["*".into(), "*".into()] };
    let denied = document(&[("Effect", "Deny"), ("Action", "*")]);
    let allowed = document(&[("Effect", "Allow"), ("Action", "s3:GetObject"), ("Resource", "*")]);
    let sql = ["REVOKE ALL PRIVILEGES ON orders FROM agent", "GRANT SELECT ON orders TO agent"];
    rule.verbs.len() + rule.globs.len() + denied + allowed + sql.len()
}

fn main() {
    look_alikes();
}
