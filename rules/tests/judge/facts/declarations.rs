//! What a file declares, and what its documentation says.

use portcullis_rules::facts::{Item, Shape, What};

use super::all;

fn items(source: &str) -> Vec<Item> {
    all(source, |what| match what {
        What::Item(item) => Some(item.clone()),
        _ => None,
    })
}

#[test]
fn a_struct_is_known_with_its_derives_and_fields() {
    let found = items(
        "/// Words.\n#[derive(Debug, serde::Serialize)]\n#[serde(rename_all = \"x\")]\nstruct A<'a> {\n  /// Words.\n  \
         #[serde(skip)] #[cfg(b)] password: Option<&'a str>, b: [u8; 4] }",
    );
    let [Item::Type(item)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((item.name.as_str(), item.shape), ("A", Shape::Struct));
    assert_eq!(item.derives, ["Debug", "Serialize"]);
    assert_eq!(item.attributes, ["serde(rename_all = \"x\")"]);
    let fields: Vec<_> = item.fields.iter().map(|it| (it.name.as_str(), it.ty.as_str())).collect();
    assert_eq!(fields, [("password", "Option<&str>"), ("b", "[u8; _]")]);
    assert_eq!(item.fields[0].attributes, ["serde(skip)", "cfg(b)"]);
    assert_eq!(item.fields[0].place.line_and_column(), (6, 27));
}

#[test]
fn fields_of_variants_unions_and_tuples_are_known() {
    let names = |source| match &items(source)[..] {
        [Item::Type(item)] => item.fields.iter().map(|it| it.name.clone()).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(names("enum A { B { c: u8 }, D(u8, u8), E }"), ["B.c", "D.0", "D.1"]);
    assert_eq!(names("union A { b: u8 }"), ["b"]);
    assert_eq!(names("struct A(u8);"), ["0"]);
}

#[test]
fn statics_of_all_kinds_are_known() {
    let found = items(
        "static A: Mutex<u8> = Mutex::new(0);
         static mut B: u8 = 0;
         thread_local! { static C: RefCell<u8> = RefCell::new(0); }
         lazy_static! { static ref D: Regex = Regex::new(\"a\").unwrap(); }
         fn f() { static E: OnceLock<u8> = OnceLock::new(); }",
    );
    let seen: Vec<_> = found
        .iter()
        .map(|item| match item {
            Item::Static(it) => {
                format!(
                    "{} {} {} {} {:?}",
                    it.name,
                    it.ty,
                    it.mutable,
                    it.thread_local,
                    it.made_by.as_deref()
                )
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        seen,
        [
            "A Mutex<u8> false false Some(\"new\")",
            "B u8 true false None",
            "C RefCell<u8> false true Some(\"new\")",
            "D Regex false false Some(\"new\")",
            "E OnceLock<u8> false false Some(\"new\")",
        ]
    );
}

#[test]
fn constants_are_known_with_their_text() {
    let found = items("const A: &str = \"b\"; impl C { const D: u8 = 1; }");
    let seen: Vec<_> = found
        .iter()
        .map(|item| match item {
            Item::Constant(it) => (it.name.as_str(), it.ty.as_str(), it.text.as_deref()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(seen, [("A", "&str", Some("b")), ("D", "u8", None)]);
}

fn docs(source: &str) -> Vec<String> {
    all(source, |what| match what {
        What::Doc(doc) => Some(doc.text.clone()),
        _ => None,
    })
}

#[test]
fn documentation_that_a_model_reads_is_known() {
    assert_eq!(docs("/// A.\n/// B.\n#[tool]\nfn f(/// C.\n a: u8) {}"), [" A.\n B.", " C."]);
    assert_eq!(docs("/** A. */ #[portcullis::capability(read)] fn f() {}"), [" A. "]);
    assert_eq!(docs("#[derive(JsonSchema)] /// A.\nstruct B { /// C.\n d: u8 }"), [" A.", " C."]);
    assert_eq!(docs("#[data] enum B { /// C.\n D { /// E.\n f: u8 } }"), [" C.", " E."]);
    assert_eq!(docs("#[secure_plugin] impl A { /// B.\n fn c(&self) {} }"), [" B."]);
}

#[test]
fn other_documentation_is_left_alone() {
    assert!(
        docs("//! A.\n/// B.\nfn f() {}\n/// C.\n#[derive(Debug)] struct D { /// E.\n f: u8 }").is_empty()
    );
}
