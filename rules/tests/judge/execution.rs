//! What is held, awaited, looped and left to itself, as bodies say it.

use super::body::{asynchronous, plain};

#[test]
fn what_one_branch_lets_go_the_other_still_holds() {
    asynchronous(
        "let guard = lock.lock();
         if soon { drop(guard); } else { pause().await; } //~ P502
         let second = lock.lock();
         if soon { drop(second); } else { drop(second); }
         pause().await;",
    );
}

#[test]
fn behind_two_branches_a_lock_counts_as_let_go_if_either_has() {
    asynchronous(
        "let guard = lock.lock();
         if soon { drop(guard); } else { count(); }
         pause().await;",
    );
}

#[test]
fn what_is_awaited_by_its_name_was_no_lock() {
    asynchronous(
        "let later = lock.read();
         later.await;
         let guard = lock.read();
         pause().await; //~ P502",
    );
}

#[test]
fn a_guard_in_a_tuple_is_bound_to_its_own_name() {
    asynchronous(
        "let (guard, more) = (lock.lock(), 1);
         drop(more);
         pause().await; //~ P502
         let (guard, more) = (lock.lock(), 1);
         drop(guard);
         pause().await;",
    );
}

#[test]
fn a_list_behind_a_lock_holds_it_and_a_builder_does_not() {
    asynchronous(
        "match rooms.read().get(&id) { Some(room) => room.close().await, None => {} } //~ P502
         match builder.read().build() { Some(file) => file.close().await, None => {} }",
    );
}

#[test]
fn an_option_that_is_received_comes_from_no_blocking_channel() {
    asynchronous(
        "while let Some(line) = ledger.recv() { read(line); }
         let Some(line) = ledger.recv() else { return };
         while let Ok(line) = ledger.recv() { read(line); } //~ P501
         match ledger.recv() { Some(line) => read(line), None => {} }",
    );
}

#[test]
fn a_module_of_a_macro_s_name_does_not_hide_the_macro() {
    plain(
        "mod env { pub fn var() {} }
         env::var();
         let first = env!(\"SIGNING_SECRET\"); //~ P307
         fn panic() {}
         panic!(\"no\"); //~ P203
         macro_rules! todo { () => {} }
         todo!();",
    );
}

#[test]
fn a_macro_inside_concat_is_read() {
    plain("let text = concat!(\"a\", option_env!(\"SIGNING_SECRET\")); //~ P307");
}

#[test]
fn a_macro_of_the_user_s_own_may_leave_a_loop() {
    plain(
        "loop { println!(\"{x}\"); } //~ P503 P401
         loop { stop_at!(x, 5); }",
    );
}

#[test]
fn a_value_in_a_cow_is_the_same_value() {
    plain(
        "let name = std::borrow::Cow::Owned(format!(\"find_{x}\"));
         gate.call_json(&name, &caller, \"{}\"); //~ P701",
    );
}
