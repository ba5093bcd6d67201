//! What is known of loops.

use portcullis_rules::facts::{Loop, LoopKind, What};

use super::body;

/// `F`orever, `W`hile or fo`R`, then `l`eaves, `a`waits, has a `c`heckpoint.
fn loops(code: &str) -> Vec<String> {
    body(code, |what| match what {
        What::Loop(Loop { kind, leaves, awaits, has_checkpoint, .. }) => {
            let kind = match kind {
                LoopKind::Forever => "F",
                LoopKind::While => "W",
                LoopKind::For => "R",
            };
            let flag = |is: bool, letter| if is { letter } else { "" };
            Some([kind, flag(*leaves, "l"), flag(*awaits, "a"), flag(*has_checkpoint, "c")].concat())
        }
        _ => None,
    })
}

#[test]
fn what_drives_a_loop_is_told_apart() {
    assert_eq!(
        loops("loop {} while true {} while (true) {} while a {} while let Some(b) = c {} for d in e {}"),
        ["F", "F", "F", "W", "W", "R"]
    );
}

#[test]
fn what_leaves_a_loop_is_seen() {
    for leaves in [
        "break",
        "break 5",
        "return",
        "return 5",
        "a()?",
        "bail!(\"b\")",
        "anyhow::bail!(\"b\")",
        "panic!()",
        "if a { if b { break } }",
        "match a { Ok(b) => b, Err(c) => break }",
        "std::process::exit(1)",
        "talk!(say a => break, b)",
        "talk!(say a; if b { return })",
        "let Some(a) = b else { break };",
        "tokio::select! { a = b.recv() => { c(a) } _ = d => break }",
    ] {
        assert!(loops(&format!("loop {{ {leaves} }}"))[0].contains('l'), "{leaves}");
    }
}

#[test]
fn what_stays_in_a_loop_leaves_it_not() {
    for stays in [
        "a();",
        "continue;",
        "let b = || { return 5; };",
        "let b = || c()?;",
        "f(async { a()?; });",
        "fn g() { return }",
        "for b in c { break; }",
        "'d: { break 'd; }",
    ] {
        assert_eq!(loops(&format!("loop {{ {stays} }}"))[0], "F", "{stays}");
    }
}

#[test]
fn a_label_says_which_loops_are_left() {
    assert_eq!(loops("'a: loop { loop { break 'a } }"), ["Fl", "Fl"]);
    assert_eq!(loops("'a: loop { loop { continue 'a } }"), ["F", "Fl"]);
    assert_eq!(loops("'a: loop { loop { break } }"), ["F", "Fl"]);
    assert_eq!(loops("'a: { loop { break 'a } }"), ["Fl"]);
    assert_eq!(loops("loop { 'a: { if b { break } } }"), ["Fl"]);
}

#[test]
fn an_await_in_a_loop_is_seen_and_one_in_another_task_is_not() {
    assert_eq!(loops("loop { a().await; }"), ["Fa"]);
    assert_eq!(loops("while let Some(a) = b.recv().await {}"), ["Wa"]);
    assert_eq!(loops("loop { tokio::select! { a = b => {} } }"), ["Fa"]);
    assert_eq!(loops("loop { vec![b.await] }"), ["Fa"]);
    assert_eq!(loops("loop { tokio::spawn(async { a().await }); }"), ["F"]);
    assert_eq!(loops("for a in b().await {}"), ["R"]);
}

#[test]
fn a_checkpoint_is_seen() {
    assert_eq!(loops("loop { call.checkpoint(); }"), ["Fc"]);
    assert_eq!(loops("loop { call.checkpoint()?; }"), ["Flc"]);
    assert_eq!(loops("loop { vec![call.checkpoint()] }"), ["Fc"]);
}

/// Nobody sees what a macro of the user's own expands to.
#[test]
fn a_macro_that_is_not_known_may_leave_its_loops() {
    assert_eq!(loops("loop { talk!(say b.await) }"), ["Fla"]);
    assert_eq!(loops("loop { loop { try_next!() } }"), ["Fl", "Fl"]);
    assert_eq!(loops("loop { println!(\"{a}\"); info!(a); }"), ["F"]);
    assert_eq!(loops("loop { spawn(|| try_next!()) }"), ["F"]);
}

#[test]
fn a_loop_is_underlined_at_its_keyword() {
    let facts = super::file("fn f() {\n  'a: loop {}\n}");
    let place =
        facts.iter().find(|fact| matches!(fact.what, What::Loop(_))).map(|fact| fact.place.line_and_column());
    assert_eq!(place, Some((2, 6)));
}
