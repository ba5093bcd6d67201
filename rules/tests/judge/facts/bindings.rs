//! Variables, and what texts are bound to.

use portcullis_rules::facts::{Holder, What};

use super::{all, body};

/// What the text `x` is bound to.
fn holder(source: &str) -> Option<(String, Holder)> {
    let found = all(source, |what| match what {
        What::Text(text) if text.text == "x" => Some(text.bound_to.clone().map(|it| (it.name, it.by))),
        _ => None,
    });
    assert_eq!(found.len(), 1, "one text `x` in {source}");
    found.into_iter().next().flatten()
}

#[test]
fn a_text_knows_what_it_is_bound_to() {
    for (code, name, by) in [
        ("let a = \"x\";", "a", Holder::Variable),
        ("let a: &str = &\"x\".to_string();", "a", Holder::Variable),
        ("let a = Some(String::from(\"x\"));", "a", Holder::Variable),
        ("let a = Secret::new(\"x\".into());", "a", Holder::Variable),
        ("let a = if b { \"x\" } else { c };", "a", Holder::Variable),
        ("let a = match b { 1 => \"x\", _ => c };", "a", Holder::Variable),
        ("let a = { b(); \"x\" };", "a", Holder::Variable),
        ("let a = env::var(\"B\").unwrap_or_else(|_| \"x\".to_string());", "a", Holder::Variable),
        ("let a = env::var(\"B\").unwrap_or(\"x\".into());", "a", Holder::Variable),
        ("let (a, b) = (\"x\", 1);", "a", Holder::Variable),
        ("let a = [\"x\"];", "a", Holder::Variable),
        ("let a = concat!(\"x\");", "a", Holder::Variable),
        ("a = \"x\";", "a", Holder::Variable),
        ("b.a = \"x\".into();", "a", Holder::Field),
        ("B { a: \"x\" }", "a", Holder::Field),
        ("let b = B { a: Some(\"x\".into()) };", "a", Holder::Field),
        ("const A: &str = \"x\";", "A", Holder::Constant),
        ("static A: [&str; 1] = [\"x\"];", "A", Holder::Constant),
        ("b.header(\"a\", \"x\")", "a", Holder::Key),
        ("b.insert(\"a\".into(), HeaderValue::from_static(\"x\"))", "a", Holder::Key),
        ("b(&[(\"a\", \"x\")])", "a", Holder::Key),
        ("json!({ \"a\": \"x\", \"b\": 1 })", "a", Holder::Key),
        ("json!({ \"b\": \"c\", \"a\": \"x\" })", "a", Holder::Key),
        ("maplit!(\"a\" => \"x\", b => c)", "a", Holder::Key),
        ("b.a(\"x\")", "a", Holder::Call),
        ("b::a(Some(\"x\"))", "a", Holder::Call),
        ("if a == \"x\" {}", "a", Holder::Compared),
        ("if \"x\" != b.a {}", "a", Holder::Compared),
        ("info!(a = \"x\")", "a", Holder::Variable),
    ] {
        assert_eq!(holder(&format!("fn f() {{ {code} }}")), Some((name.to_owned(), by)), "{code}");
    }
    assert_eq!(holder("impl B { const A: &str = \"x\"; }"), Some(("A".to_owned(), Holder::Constant)));
}

#[test]
fn a_text_that_only_stands_near_a_name_is_not_bound_to_it() {
    for code in [
        "let a = b[\"x\"];",
        "match a { \"x\" => 1 }",
        "let a = if b == c[\"x\"] { 1 } else { 2 };",
        "println!(\"x\")",
        "json!([\"b\", { \"x\": 1 }])",
        "let a = { b[\"x\"]; c };",
    ] {
        assert_eq!(holder(&format!("fn f() {{ {code} }}")), None, "{code}");
    }
    let prompt = holder("fn f() { let password = ask(\"x\"); }");
    assert_eq!(prompt, Some(("ask".to_owned(), Holder::Call)), "a question is no password");
}

/// `name: type = text from`
fn variables(source: &str) -> Vec<String> {
    all(source, |what| match what {
        What::Variable(it) => Some(format!(
            "{}{}: {} = {} {}",
            if it.is_parameter { "(" } else { "" },
            it.name,
            it.ty.as_deref().unwrap_or("?"),
            it.text.as_deref().unwrap_or("?"),
            it.from.as_deref().unwrap_or("?")
        )),
        _ => None,
    })
}

#[test]
fn parameters_are_known_with_their_types() {
    assert_eq!(
        variables(
            "fn f(&self, a: Option<String>, Json(b): axum::Json<Order<'_>>, (c, d): (u8, &'a [u8])) {}"
        ),
        [
            "(a: Option<String> = ? ?",
            "(b: axum::Json<Order> = ? ?",
            "(c: (u8, &[u8]) = ? ?",
            "(d: (u8, &[u8]) = ? ?",
        ]
    );
}

#[test]
fn what_a_let_binds_is_known_with_where_it_comes_from() {
    for (code, expected) in [
        ("let a = 1;", "a: ? = ? ?"),
        ("let a: String = b.to_owned();", "a: String = ? to_owned"),
        ("let a = \"text\";", "a: ? = text ?"),
        ("let a = String::from(\"text\");", "a: ? = text from"),
        ("let a = b.trim().parse::<u8>()?;", "a: ? = ? parse"),
        ("let a = get(b).await.unwrap();", "a: ? = ? get"),
        ("let a = format!(\"b\");", "a: ? = ? format!"),
        ("let Some(a) = b.next() else { return };", "a: ? = ? next"),
    ] {
        assert_eq!(variables(&format!("fn f() {{ {code} }}")), [expected], "{code}");
    }
}

#[test]
fn types_are_written_as_one_says_them() {
    for (ty, expected) in [
        ("&'static mut str", "&mut str"),
        ("Box<dyn Fn(u8) -> Result<(), E> + Send + 'a>", "Box<dyn Fn(u8) -> Result<(), E> + Send>"),
        ("impl Iterator<Item = u8>", "impl Iterator<Item = u8>"),
        ("[u8; 32]", "[u8; _]"),
        (
            "std::sync::Arc<Mutex<HashMap<String, Vec<u8>>>>",
            "std::sync::Arc<Mutex<HashMap<String, Vec<u8>>>>",
        ),
        ("fn(u8)", "fn"),
    ] {
        assert_eq!(variables(&format!("fn f(a: {ty}) {{}}")), [format!("(a: {expected} = ? ?")]);
    }
    let nested = format!("{}u8{}", "Box<".repeat(12), ">".repeat(12));
    assert!(variables(&format!("fn f(a: {nested}) {{}}"))[0].contains("Box<_>"));
}

#[test]
fn a_variable_of_one_function_hides_nothing_in_another() {
    let calls = all("fn f() { let read = 1; } fn g() { read(2); }", |what| match what {
        What::Function(it) => Some(it.arguments),
        _ => None,
    });
    assert_eq!(calls, [Some(1)]);
}

#[test]
fn what_a_body_alone_says_is_known_too() {
    assert_eq!(body("let a = \"x\";", |what| matches!(what, What::Variable(_)).then_some(())).len(), 1);
}
