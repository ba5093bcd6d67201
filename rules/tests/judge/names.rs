//! What the imports and the items of a body make of a name.

use super::body::{all_findings, asynchronous, plain};

#[test]
fn a_raw_identifier_is_the_same_name() {
    plain(
        "r#std::fs::read(a); //~ P601
         a.r#unwrap(); //~ P203
         talk!(say a.r#unwrap()); //~ P203
         r#panic!(); //~ P203",
    );
}

#[test]
fn an_import_counts_in_its_block_and_before_its_line() {
    plain("slurp(1); use std::fs::read as slurp; //~ P601");
    plain("{ use std::fs::read as slurp; } slurp(1);");
}

#[test]
fn an_import_of_ones_own_hides_the_known_name() {
    plain(
        "{ use mine::fs; fs::read(1); }
         { use mine::{fs as disk, thread}; disk::read(1); thread::spawn(f); }
         { use crate::fs; fs::read(1); }
         { use self::thread; thread::spawn(f); }",
    );
}

#[test]
fn imports_that_import_each_other_end_somewhere() {
    plain("use a::b as c; use c::d as a; a::read(1); c::read(1);");
}

#[test]
fn a_glob_of_a_crate_completes_a_path_that_begins_in_it() {
    asynchronous(
        "{ use std::*; io::stdin(); } //~ P501
         { use std::*; stdin(); }
         { use std::*; console::stdin(); }
         { use std::io::*; stdin(); } //~ P501
         { use std::io::*; io::stdin(); }",
    );
}

#[test]
fn an_import_may_take_the_name_of_the_crate_that_it_is_of() {
    plain(
        "{ use std::fs as std; std::read(a); } //~ P601
         { use std::{self, fs}; std::fs::read(a); } //~ P601",
    );
}

#[test]
fn a_single_name_as_a_value_is_a_function_only_where_the_body_says_so() {
    plain(
        "{ use std::collections::HashMap; a.map(transmute); }
         { use std::mem::transmute; a.map(transmute); } //~ P206
         { use std::mem::*; a.map(transmute); } //~ P206
         a.map(transmute);",
    );
}

#[test]
fn a_variable_hides_what_is_imported_under_its_name() {
    plain("use std::mem::transmute; let transmute = 1; f(transmute); f(r#transmute); transmute(2);");
    plain("use std::mem::transmute; let r#transmute = 1; f(transmute); transmute(2);");
}

#[test]
fn an_associated_type_is_not_the_type_of_its_name() {
    asynchronous(
        "<<Own>::File>::open(a);
         { type Answer = <Own as ureq::Middleware>::Answer; Answer::read(a); }
         { type Answer = ureq::Answer; Answer::read(a); } //~ P501
         { type File = std::fs::File; File::open(a); } //~ P601",
    );
}

#[test]
fn types_of_the_body_s_own_hide_the_known_ones() {
    for item in [
        "struct File;",
        "enum File {}",
        "union File { a: u8 }",
        "trait File {}",
        "type File = [u8];",
        "mod File {}",
    ] {
        plain(&format!("{item} File::open(a);"));
    }
}

#[test]
fn a_message_names_the_function_in_full() {
    let messages: Vec<String> = all_findings("use std::fs as disk; disk::read(a);")
        .iter()
        .map(|it| it.message().to_owned())
        .collect();
    assert_eq!(messages, ["`std::fs::read` reaches any file that the process may reach"]);
}

#[test]
fn a_function_hides_no_crate_of_its_name() {
    plain("fn std() {} std::fs::read(a); //~ P601");
    plain("fn read() {} use std::fs; fs::read(a); //~ P601");
}
