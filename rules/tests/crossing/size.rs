//! No crate makes it hang, or take all memory: each of these took minutes or gigabytes for somebody who multiplies.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::{READ, Sources, handler};

/// What all of it must take at most, in a build without optimisation on a machine that does something else as well.
const SOON: Duration = Duration::from_secs(60);

fn soon(files: &[(&str, String)]) -> Vec<String> {
    let sources = Sources::of(files);
    let begun = Instant::now();
    let outcome = sources.check();
    let took = begun.elapsed();
    println!("{took:?}");
    assert!(took < SOON, "{took:?}");
    sources.refused(&outcome)
}

/// An entry point that calls each of these with a name from outside.
fn calls(count: usize, call: impl Fn(usize) -> String) -> String {
    handler(&(0..count).map(|number| call(number) + ";\n    ").chain(["None".to_owned()]).collect::<String>())
}

#[test]
fn a_module_whose_file_is_itself_comes_to_an_end() {
    let main =
        format!("#[path = \"main.rs\"]\nmod again;\n{}", handler("again::again::again::store::read(&name)"));
    assert!(soon(&[("src/main.rs", main)]).is_empty());
}

#[test]
fn modules_that_declare_each_other_come_to_an_end() {
    let one = "#[path = \"two.rs\"]\nmod two;\n".to_owned()
        + &handler("crate::super::two::three::one::read(&name)");
    let two = "#[path = \"three.rs\"]\nmod three;\nuse super::super::super::one::*;\n".to_owned() + READ;
    let three = "#[path = \"one.rs\"]\nmod one;\nuse super::*;\n".to_owned() + &handler("read(&name)");
    soon(&[("src/one.rs", one), ("src/two.rs", two), ("src/three.rs", three)]);
}

#[test]
fn imports_of_each_other_come_to_an_end() {
    let one = "pub use crate::two::read;\npub use crate::two::read as other;\n".to_owned();
    let two = "pub use crate::one::other as read;\npub use crate::one::read as other;\n".to_owned();
    let web = handler("crate::one::read(&name); crate::two::other(&name)");
    let main = "mod one;\nmod two;\nmod web;\nmod store;\n".to_owned();
    let store = READ.to_owned();
    let files = [
        ("src/main.rs", main),
        ("src/one.rs", one),
        ("src/store.rs", store),
        ("src/two.rs", two),
        ("src/web.rs", web),
    ];
    assert!(soon(&files).is_empty());
}

#[test]
fn thousands_of_globs_and_of_calls_come_to_an_end() {
    let mut web: String = (0..2_000).map(|number| format!("use other{number}::*;\n")).collect();
    web.push_str(&calls(2_000, |number| format!("read{number}(&name)")));
    let store: String = (0..2_000).map(|number| READ.replace("read(", &format!("read{number}("))).collect();
    soon(&[
        ("src/main.rs", "mod store;\nmod web;\n".to_owned()),
        ("src/store.rs", store),
        ("src/web.rs", web),
    ]);
}

#[test]
fn thousands_of_imports_and_of_calls_come_to_an_end() {
    let mut web: String = (0..2_000).map(|number| format!("use crate::store::read{number};\n")).collect();
    web.push_str(&calls(1_000, |number| format!("read{}(&name)", number + 1_000)));
    let store: String = (0..2_000).map(|number| READ.replace("read(", &format!("read{number}("))).collect();
    let found = soon(&[
        ("src/main.rs", "mod store;\nmod web;\n".to_owned()),
        ("src/store.rs", store),
        ("src/web.rs", web),
    ]);
    assert_eq!(found.len(), 1_000);
}

#[test]
fn thousands_of_methods_with_one_name_come_to_an_end() {
    let mut store = String::new();
    for number in 0..5_000 {
        let _ = writeln!(
            store,
            "pub struct S{number};\nimpl S{number} {{ pub fn read_it(&self, name: &str) {{ drop(name); }} }}"
        );
    }
    let web = calls(2_000, |number| format!("s{number}.read_it(&name)"));
    soon(&[
        ("src/main.rs", "mod store;\nmod web;\n".to_owned()),
        ("src/store.rs", store),
        ("src/web.rs", web),
    ]);
}

#[test]
fn thousands_of_functions_that_call_each_other_come_to_an_end() {
    let mut files = Vec::new();
    let mut main = String::new();
    for file in 0..20 {
        let _ = writeln!(main, "mod m{file};");
        let mut text = String::new();
        for number in 0..100 {
            let (other, next) = ((file * 7 + number) % 20, (number * 31 + 17) % 100);
            let _ = writeln!(
                text,
                "pub fn f{number}(one: &str, two: &str) -> String {{\n    \
                 let (one, two) = (one.replace('/', \"\"), format!(\"{{one}}{{two}}\"));\n    \
                 crate::m{other}::f{next}(&two, &one)\n}}"
            );
        }
        text.push_str(&handler(&format!("Some(crate::m{file}::f{file}(&name, \"\"))")));
        files.push((format!("src/m{file}.rs"), text));
    }
    files.push(("src/main.rs".to_owned(), main));
    let files: Vec<(&str, String)> = files.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
    soon(&files);
}

#[test]
fn a_long_path_before_a_long_list_takes_no_memory_for_each() {
    let path = format!("{}::{}", "a".repeat(200_000), "b".repeat(200_000));
    let names: Vec<String> = (0..20_000).map(|number| format!("c{number}")).collect();
    let web = format!("use {path}::{{{}}};\n{}", names.join(", "), handler("c1(&name)"));
    soon(&[("src/main.rs", "mod web;\n".to_owned()), ("src/web.rs", web)]);
}

#[test]
fn a_module_with_a_long_name_takes_no_memory_for_each_call() {
    let long = "m".repeat(400_000);
    let inner = calls(5_000, |number| format!("crate::store::read{number}(&name)"));
    let web = format!("mod {long} {{\n{inner}}}\n");
    let main = "mod store;\nmod web;\n".to_owned();
    soon(&[("src/main.rs", main), ("src/store.rs", READ.to_owned()), ("src/web.rs", web)]);
}

#[test]
fn a_type_with_a_long_name_takes_no_memory_for_each_function() {
    let long = "T".repeat(400_000);
    let functions: String = (0..5_000).map(|number| format!("fn f{number}() {{}}\n")).collect();
    let web = format!("struct {long};\nimpl {long} {{\n{functions}}}\n");
    soon(&[("src/main.rs", "mod web;\n".to_owned()), ("src/web.rs", web)]);
}

#[test]
fn a_chain_over_many_files_comes_to_an_end() {
    let mut files = vec![("src/web.rs".to_owned(), handler("crate::m0::step(&name)"))];
    let mut main = "mod web;\n".to_owned();
    for number in 0..200 {
        let _ = writeln!(main, "mod m{number};");
        let next = format!("crate::m{}::step(name)", number + 1);
        let does = if number == 199 { "std::fs::read_to_string(name).ok()" } else { &next };
        let text = format!("pub fn step(name: &str) -> Option<String> {{\n    {does}\n}}\n");
        files.push((format!("src/m{number}.rs"), text));
    }
    files.push(("src/main.rs".to_owned(), main));
    let files: Vec<(&str, String)> = files.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
    soon(&files);
}
