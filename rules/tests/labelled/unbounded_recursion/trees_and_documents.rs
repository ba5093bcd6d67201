use std::collections::HashMap;
use std::fmt;
use std::io;
use std::path::Path;

use serde_json::Value;

struct Node {
    name: String,
    children: Vec<Node>,
    parent: Option<Box<Node>>,
}

struct Wrapper {
    inner: Node,
    names: Vec<String>,
}

enum Expr {
    Number(f64),
    Add(Box<Expr>, Box<Expr>),
    Negate(Box<Expr>),
}

const MAX_DEPTH: usize = 64;

//# bad
fn count_leaves(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(count_leaves).sum(),
        Value::Object(fields) => fields.values().map(|v| count_leaves(v)).sum(),
        _ => 1,
    }
}

//# good
fn count_leaves_within(value: &Value, depth: usize) -> Option<usize> {
    if depth == 0 {
        return None;
    }
    match value {
        Value::Array(items) => items.iter().map(|v| count_leaves_within(v, depth - 1)).sum(),
        Value::Object(fields) => fields.values().map(|v| count_leaves_within(v, depth - 1)).sum(),
        _ => Some(1),
    }
}

//# good
fn count_leaves_with_stack(value: &Value) -> usize {
    let mut leaves = 0;
    let mut stack = vec![value];
    while let Some(next) = stack.pop() {
        match next {
            Value::Array(items) => stack.extend(items),
            Value::Object(fields) => stack.extend(fields.values()),
            _ => leaves += 1,
        }
    }
    leaves
}

//# bad
fn size_of_folder(dir: &Path) -> io::Result<u64> {
    let mut total = 0;
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let kind = entry.metadata()?;
        if kind.is_dir() {
            total += size_of_folder(&entry.path())?;
        } else {
            total += kind.len();
        }
    }
    Ok(total)
}

//# good
fn size_of_folder_to(dir: &Path, level: usize) -> io::Result<u64> {
    if level > MAX_DEPTH {
        return Err(io::Error::other("too deep"));
    }
    let mut total = 0;
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let kind = entry.metadata()?;
        total += if kind.is_dir() { size_of_folder_to(&entry.path(), level + 1)? } else { kind.len() };
    }
    Ok(total)
}

//# bad
fn outline(node: &Node, depth: usize, out: &mut String) {
    // The depth only indents.
    out.push_str(&"  ".repeat(depth));
    out.push_str(&node.name);
    out.push('\n');
    for child in &node.children {
        outline(child, depth + 1, out);
    }
}

impl Node {
    //# bad
    fn find(&self, name: &str) -> Option<&Node> {
        if self.name == name {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(name))
    }

    //# bad
    fn path(&self) -> String {
        match &self.parent {
            Some(parent) => format!("{}/{}", Self::path(parent), self.name),
            None => self.name.clone(),
        }
    }

    //# good
    fn len(&self) -> usize {
        self.children.len() + self.name.len()
    }

    //# good
    fn ancestors(&self) -> Vec<&str> {
        let mut names = Vec::new();
        let mut here = self.parent.as_deref();
        while let Some(node) = here {
            names.push(node.name.as_str());
            here = node.parent.as_deref();
        }
        names
    }
}

impl Wrapper {
    //# good
    fn find(&self, name: &str) -> Option<&String> {
        self.names.iter().find(|n| n.as_str() == name)
    }

    //# good
    fn clear(&mut self) {
        self.names.clear();
        self.inner.children.clear();
    }
}

impl fmt::Display for Wrapper {
    //# good
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.inner.name, f)?;
        self.names.len().fmt(f)
    }
}

impl Expr {
    //# bad
    fn evaluate(&self) -> f64 {
        match self {
            Expr::Number(n) => *n,
            Expr::Add(left, right) => left.evaluate() + right.evaluate(),
            Expr::Negate(inner) => -inner.evaluate(),
        }
    }

    //# good
    fn evaluate_within(&self, fuel: u32) -> Result<f64, String> {
        let fuel = fuel.checked_sub(1).ok_or_else(|| "the expression is too deep".to_owned())?;
        Ok(match self {
            Expr::Number(n) => *n,
            Expr::Add(left, right) => left.evaluate_within(fuel)? + right.evaluate_within(fuel)?,
            Expr::Negate(inner) => -inner.evaluate_within(fuel)?,
        })
    }
}

//# good
fn walk(names: &HashMap<String, Vec<String>>, start: &str) -> usize {
    let walk = |name: &str| names.get(name).map_or(0, Vec::len);
    walk(start) + names.get(start).map_or(0, |next| next.iter().map(|n| walk(n)).sum())
}
