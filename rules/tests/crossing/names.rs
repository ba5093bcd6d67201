//! Which function a call means.

use crate::{READ, found, handler};

/// The handler stands in `src/web.rs`, and `store::read` in `src/store.rs`.
fn with_imports(imports: &str, call: &str) -> Vec<String> {
    let web = format!("{imports}\n{}", handler(call));
    found(&[("src/main.rs", "mod store;\nmod web;\n"), ("src/store.rs", READ), ("src/web.rs", &web)])
}

const READS: [&str; 1] = ["src/store.rs:2 P209"];

#[test]
fn a_path_from_the_root_is_followed() {
    assert_eq!(with_imports("", "crate::store::read(&name)"), READS);
}

#[test]
fn a_path_from_the_module_around_is_followed() {
    assert_eq!(with_imports("", "super::store::read(&name)"), READS);
    assert_eq!(with_imports("", "self::super::store::read(&name)"), READS);
}

#[test]
fn an_import_under_another_name_is_followed() {
    assert_eq!(with_imports("use crate::store::read as fetch;", "fetch(&name)"), READS);
    assert_eq!(with_imports("use crate::store as kept;", "kept::read(&name)"), READS);
}

#[test]
fn an_import_of_itself_in_a_group_is_followed() {
    assert_eq!(with_imports("use crate::store::{self};", "store::read(&name)"), READS);
    assert_eq!(
        with_imports("use crate::{store::{self as kept, read as fetch}};", "kept::read(&name)"),
        READS
    );
}

#[test]
fn a_raw_name_is_the_same_name() {
    assert_eq!(with_imports("use crate::r#store::r#read;", "r#read(&name)"), READS);
}

#[test]
fn an_import_inside_a_function_is_followed() {
    assert_eq!(with_imports("", "use crate::store::read; read(&name)"), READS);
}

#[test]
fn a_glob_import_behind_one_of_another_crate_is_followed() {
    let imports = "use diesel::prelude::*;\nuse serde::*;\nuse crate::store::*;";
    assert_eq!(with_imports(imports, "read(&name)"), READS);
}

#[test]
fn a_glob_import_behind_many_of_other_crates_is_followed() {
    let mut imports: String = (0..300).map(|number| format!("use other{number}::prelude::*;\n")).collect();
    imports.push_str("use crate::store::*;\n");
    assert_eq!(with_imports(&imports, "read(&name)"), READS);
}

#[test]
fn what_a_glob_import_brings_may_be_a_module() {
    assert_eq!(with_imports("use crate::*;", "store::read(&name)"), READS);
    assert_eq!(with_imports("use crate::*;\nuse store::*;", "read(&name)"), READS);
}

#[test]
fn glob_imports_of_each_other_are_followed_to_their_end() {
    let one = "pub use crate::two::*;\n";
    let two = "pub use crate::one::*;\npub use crate::store::*;\n";
    let web = format!("use crate::one::*;\n{}", handler("read(&name)"));
    let main = "mod one;\nmod store;\nmod two;\nmod web;\n";
    let files = [
        ("src/main.rs", main),
        ("src/one.rs", one),
        ("src/store.rs", READ),
        ("src/two.rs", two),
        ("src/web.rs", &web),
    ];
    assert_eq!(found(&files), READS);
}

#[test]
fn a_declaration_hides_a_glob_import() {
    let own = "use crate::store::*;\nfn read(_: &str) -> Option<String> { None }";
    assert!(with_imports(own, "read(&name)").is_empty());
}

#[test]
fn a_local_function_hides_an_import() {
    let local = "fn read(_: &str) -> Option<String> { None } read(&name)";
    assert!(with_imports("use crate::store::read;", local).is_empty());
}

#[test]
fn a_closure_hides_an_import() {
    let local = "let read = |_: &str| None; read(&name)";
    assert!(with_imports("use crate::store::read;", local).is_empty());
}

#[test]
fn an_import_is_of_its_module_alone() {
    let inner = format!("mod inner {{\n    use crate::store::read;\n}}\n{}", handler("read(&name)"));
    let files = [("src/main.rs", "mod store;\nmod web;\n"), ("src/store.rs", READ), ("src/web.rs", &inner)];
    assert!(found(&files).is_empty());
}

#[test]
fn a_call_with_another_number_of_arguments_is_another_function() {
    assert!(with_imports("", "crate::store::read(&name, 1)").is_empty());
}

#[test]
fn a_call_of_another_crate_is_not_one_of_a_module_with_this_name() {
    assert!(with_imports("", "::store::read(&name)").is_empty());
    assert!(with_imports("use ::store::read;", "read(&name)").is_empty());
}

#[test]
fn a_module_by_its_path_attribute_is_followed() {
    let web = handler("crate::store::read(&name)");
    let main = "#[path = \"../elsewhere/disk.rs\"]\nmod store;\nmod web;\n";
    let files = [("src/main.rs", main), ("elsewhere/disk.rs", READ), ("src/web.rs", &web)];
    assert_eq!(found(&files), ["elsewhere/disk.rs:2 P209"]);
}

#[test]
fn a_module_that_two_parents_declare_is_followed_from_both() {
    let main = "#[path = \"store.rs\"]\nmod one;\n#[path = \"store.rs\"]\nmod two;\nmod web;\n";
    let of =
        |call: &str| found(&[("src/main.rs", main), ("src/store.rs", READ), ("src/web.rs", &handler(call))]);
    assert_eq!(of("crate::one::read(&name)"), READS);
    assert_eq!(of("crate::two::read(&name)"), READS);
}

#[test]
fn a_module_of_a_library_and_of_a_program_is_followed_from_both() {
    let web = handler("crate::store::read(&name)");
    for main in ["mod store;\nmod web;\n", "mod web;\nmod store;\n"] {
        let files = [("src/lib.rs", "pub mod store;\n"), ("src/main.rs", main), ("src/store.rs", READ)];
        assert_eq!(found(&[&files[..], &[("src/web.rs", &web)]].concat()), READS);
    }
}

#[test]
fn a_file_that_nobody_declares_is_called_by_nobody() {
    let web = handler("crate::store::read(&name)");
    assert!(found(&[("src/main.rs", "mod web;\n"), ("src/store.rs", READ), ("src/web.rs", &web)]).is_empty());
}

#[test]
fn modules_that_are_nested_a_hundred_deep_are_followed() {
    let depth = 100;
    let mut files = vec![("src/store.rs".to_owned(), READ.to_owned())];
    files.push(("src/main.rs".to_owned(), "mod store;\nmod m0;\n".to_owned()));
    for number in 0..depth {
        let next = number + 1;
        let path = format!("src/m{number}.rs");
        files.push((path, format!("#[path = \"m{next}.rs\"]\nmod m{next};\n")));
    }
    files.push((format!("src/m{depth}.rs"), handler("crate::store::read(&name)")));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    assert_eq!(found(&files), READS);
}

#[test]
fn a_type_by_another_name_has_its_functions() {
    let store = "pub struct Disk;\nimpl Disk {\n    pub fn read(name: &str) -> Option<String> {\n        \
        std::fs::read_to_string(format!(\"/srv/{name}\")).ok()\n    }\n}\npub type Store = Disk;\n";
    for (imports, call) in [
        ("use crate::store::Store;", "Store::read(&name)"),
        ("use crate::store::Disk as Kept;", "Kept::read(&name)"),
        ("", "crate::store::Disk::read(&name)"),
    ] {
        let web = format!("{imports}\n{}", handler(call));
        let files =
            [("src/main.rs", "mod store;\nmod web;\n"), ("src/store.rs", store), ("src/web.rs", &web)];
        assert_eq!(found(&files), ["src/store.rs:4 P209"], "{call}");
    }
}

/// Two files, each with a type `Store` and a method `read`, of which the first opens a file.
fn two_stores(web: &str) -> Vec<String> {
    let disk = "pub struct Store;\nimpl Store {\n    pub fn read(&self, name: &str) -> Option<String> {\n        \
        std::fs::read_to_string(format!(\"/srv/{name}\")).ok()\n    }\n}\n";
    let memory = "pub struct Store;\nimpl Store {\n    pub fn read(&self, _name: &str) -> Option<String> {\n        \
        None\n    }\n}\n";
    let main = "mod disk;\nmod memory;\nmod web;\n";
    found(&[("src/main.rs", main), ("src/disk.rs", disk), ("src/memory.rs", memory), ("src/web.rs", web)])
}

#[test]
fn of_two_types_with_one_name_the_other_one_is_not_called() {
    let call = "let store = crate::memory::Store; store.read(&name)";
    assert!(two_stores(&handler(call)).is_empty());
    let take = "use crate::memory::Store;\nasync fn handler(Path(name): Path<String>, store: Store) -> Option<String> {\n    \
        store.read(&name)\n}\n";
    assert!(two_stores(take).is_empty());
}

#[test]
fn implementations_of_one_trait_are_all_called() {
    let store = "pub trait Store {\n    fn read(&self, name: &str) -> Option<String>;\n}\n";
    let disk = "use crate::store::Store;\npub struct Disk;\nimpl Store for Disk {\n    \
        fn read(&self, name: &str) -> Option<String> {\n        \
        std::fs::read_to_string(format!(\"/srv/{name}\")).ok()\n    }\n}\n";
    let memory = "use crate::store::Store;\npub struct Memory;\nimpl Store for Memory {\n    \
        fn read(&self, _name: &str) -> Option<String> {\n        None\n    }\n}\n";
    let web = "use crate::store::Store;\n\
        async fn handler(Path(name): Path<String>, store: &dyn Store) -> Option<String> {\n    store.read(&name)\n}\n";
    let main = "mod disk;\nmod memory;\nmod store;\nmod web;\n";
    let files = [
        ("src/main.rs", main),
        ("src/disk.rs", disk),
        ("src/memory.rs", memory),
        ("src/store.rs", store),
        ("src/web.rs", web),
    ];
    assert_eq!(found(&files), ["src/disk.rs:5 P209"]);
}

#[test]
fn a_function_in_a_function_is_called_by_nobody_outside() {
    let store = format!("pub fn read(_: &str) -> Option<String> {{\n    {READ}\n    None\n}}\n");
    let web = handler("crate::store::read(&name)");
    assert!(
        found(&[("src/main.rs", "mod store;\nmod web;\n"), ("src/store.rs", &store), ("src/web.rs", &web)])
            .is_empty()
    );
}
