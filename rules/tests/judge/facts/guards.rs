//! Which locks and borrows are alive at an `.await`.

use portcullis_rules::facts::What;

use super::body;

/// The name (`_` for a temporary) and the method of each.
fn held(code: &str) -> Vec<String> {
    body(code, |what| match what {
        What::HeldAcrossAwait(held) => {
            Some(format!("{} {}", held.name.as_deref().unwrap_or("_"), held.method))
        }
        _ => None,
    })
}

#[test]
fn a_guard_that_is_alive_at_an_await_is_held() {
    for (code, expected) in [
        ("let g = a.lock().unwrap(); b().await;", "g lock"),
        ("let mut g = a.lock().expect(\"c\"); b().await;", "g lock"),
        ("let g = a.lock()?; b().await;", "g lock"),
        ("let g = a.lock(); b().await;", "g lock"),
        ("let g = a.read().unwrap_or_else(|e| e.into_inner()); b().await;", "g read"),
        ("let g = a.write().map_err(c)?; b().await;", "g write"),
        ("let g = a.borrow_mut(); if c { b().await; }", "g borrow_mut"),
        ("let g = a.entry(k).or_insert(1); b().await;", "g entry"),
        ("let g = a.get_mut(&k).unwrap(); b().await;", "g get_mut"),
        ("let Some(g) = a.get_mut(&k) else { return }; b().await;", "g get_mut"),
        ("if let Ok(g) = a.try_lock() { b().await; }", "g try_lock"),
        ("match a.lock() { Ok(g) => b().await, Err(_) => {} }", "g lock"),
        ("let g = &mut *a.lock().unwrap(); b().await;", "g lock"),
        ("let g = a.lock().unwrap(); let h = g; b().await;", "h lock"),
        ("let g = a.lock().unwrap(); tokio::select! { c = d => {} }", "g lock"),
        ("let g = a.lock().unwrap(); talk!(say b.await);", "g lock"),
    ] {
        assert_eq!(held(code), [expected], "{code}");
    }
}

#[test]
fn a_temporary_lives_as_long_as_its_statement() {
    for code in [
        "a.lock().unwrap().send(b).await;",
        "send(a.lock().unwrap().clone()).await;",
        "match a.lock().unwrap().next() { Some(c) => c.await, None => {} }",
        "if let Some(c) = a.lock().unwrap().pop() { c.await; }",
        "while let Some(c) = a.lock().unwrap().pop() { c.await; }",
        "for c in a.lock().unwrap().iter() { c.await; }",
    ] {
        assert_eq!(held(code), ["_ lock"], "{code}");
    }
}

#[test]
fn what_is_free_at_an_await_is_not_held() {
    for code in [
        "let g = a.lock().unwrap(); drop(g); b().await;",
        "let g = a.lock().unwrap(); std::mem::drop(g); b().await;",
        "let g = a.lock().unwrap(); consume(g); b().await;",
        "{ let g = a.lock().unwrap(); } b().await;",
        "let n = a.lock().unwrap().len(); b().await;",
        "let n = *a.lock().unwrap(); b().await;",
        "let _ = a.lock().unwrap(); b().await;",
        "let g = a.lock().await; b().await;",
        "let g = a.lock().await.unwrap(); b().await;",
        "b().await; let g = a.lock().unwrap();",
        "let g = a.lock().unwrap(); tokio::spawn(async { b().await });",
        "let f = async { let g = a.lock().unwrap(); }; b().await;",
        "if let Some(c) = a.lock().unwrap().pop() { c(); } b().await;",
        "let n = file.read(&mut buffer); b().await;",
        "builder.read().send().await;",
        "let n = { let g = a.lock().unwrap(); g.len() }; b().await;",
    ] {
        assert!(held(code).is_empty(), "{code}: {:?}", held(code));
    }
}

#[test]
fn a_branch_that_leaves_drops_nothing_for_the_rest() {
    assert_eq!(held("let g = a.lock().unwrap(); if c { drop(g); return; } b().await;"), ["g lock"]);
    assert!(held("let g = a.lock().unwrap(); if c { drop(g); } b().await;").is_empty());
}

#[test]
fn a_guard_that_comes_back_is_held_again() {
    assert_eq!(held("let mut g = a.lock().unwrap(); g = c.wait(g).unwrap(); b().await;"), ["g lock"]);
}

#[test]
fn a_guard_is_mentioned_once() {
    assert_eq!(held("let g = a.lock().unwrap(); b().await; b().await;"), ["g lock"]);
}
