//! What `cargo portcullis check` prints and how it ends, through the built binary.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with files in it, in which the binary is run.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().expect("a folder can be made"))
    }

    fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        files.iter().for_each(|(path, text)| folder.write(path, text.as_bytes()));
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-portcullis"));
        command.current_dir(self.0.path()).env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
        command.arg("check").args(arguments);
        command
    }

    fn check(&self, arguments: &[&str]) -> Checked {
        Checked(self.command(arguments).output().expect("the binary runs"))
    }
}

struct Checked(Output);

impl Checked {
    fn status(&self) -> Option<i32> {
        self.0.status.code()
    }

    fn stdout(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).expect("the output is text")
    }

    fn stderr(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).expect("the output is text")
    }

    fn objects(&self) -> Vec<Value> {
        let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        self.stdout().lines().map(parse).collect()
    }

    /// File and line of each finding.
    fn places(&self) -> Vec<String> {
        let place = |it: &Value| format!("{}:{}", it["file"].as_str().unwrap_or_default(), it["line"]);
        self.objects().iter().map(place).collect()
    }
}

const BAD: &str = "fn f() {\n    a.unwrap();\n}\n";
const GOOD: &str = "fn f() {}\n";

/// A credential, put together so that this file holds none.
fn secret() -> String {
    ["AKIA", "QYLPMN5HHHFPZAM2"].concat()
}

#[test]
fn the_exit_status_says_whether_something_was_found() {
    let folder =
        Folder::with(&[("good.rs", GOOD), ("bad.rs", BAD), ("advice.rs", "fn f() { a.expect(\"b\"); }")]);
    for (file, status, summary) in [
        ("good.rs", 0, "checked 1 file: nothing found\n"),
        ("bad.rs", 1, "checked 1 file: 1 error\n"),
        ("advice.rs", 1, "checked 1 file: 1 warning\n"),
        (".", 1, "checked 3 files: 1 error, 1 warning\n"),
    ] {
        let checked = folder.check(&[file, "--everywhere"]);
        assert_eq!((checked.status(), checked.stderr().as_str()), (Some(status), summary), "{file}");
    }
}

#[test]
fn what_could_not_be_read_decides_the_exit_status_and_the_rest_is_checked() {
    let folder = Folder::with(&[("bad.rs", BAD), ("broken.rs", "fn f( {")]);
    let checked = folder.check(&[".", "--everywhere", "--format", "json"]);
    assert_eq!(checked.status(), Some(2));
    assert_eq!(checked.places(), ["bad.rs:2"]);
    assert_eq!(
        checked.stderr(),
        "error: broken.rs: line 1, column 7: brackets or quotes do not match here\n"
    );
}

#[test]
fn each_file_that_cannot_be_read_is_named_with_the_reason() {
    let folder = Folder::with(&[("syntax.rs", "fn f() {\n  let = 1;\n}"), ("good.rs", GOOD)]);
    folder.write("binary.rs", b"fn f() {}\0");
    folder.write("latin.rs", b"fn f() {}\n// caf\xe9\n");
    folder.write("large.rs", "// a comment\n".repeat(700_000).as_bytes());
    folder.write("deep.rs", format!("fn f() {{ {}{} }}", "(".repeat(300), ")".repeat(300)).as_bytes());
    for (file, why) in [
        ("missing.rs", "No such file or directory (os error 2)"),
        ("syntax.rs", "line 2, column 7: expected one of: identifier"),
        ("binary.rs", "this is a binary file"),
        ("latin.rs", "line 2 is not UTF-8"),
        ("large.rs", "this file is larger than 8 MiB"),
        ("deep.rs", "line 1: this code is nested too deep"),
        ("/dev/null", "this is no regular file"),
    ] {
        let checked = folder.check(&[file, "good.rs"]);
        assert_eq!(checked.status(), Some(2), "{file}");
        let expected = format!("error: {file}: {why}");
        assert!(checked.stderr().starts_with(&expected), "{expected}\n{}", checked.stderr());
        assert!(checked.stderr().ends_with("checked 1 file: nothing found; 1 could not be read\n"), "{file}");
    }
}

/// It stands in the literal of another finding, in a mend that is proposed, and once more with no name beside it.
#[test]
fn no_finding_shows_the_credential_on_its_line() {
    let password = ["x7Gk2mQ9", "xVb4Rt8Lw"].concat();
    let folder = Folder::with(&[(
        "a.rs",
        &format!(
            "fn f(a: u8) -> u8 {{\n    println!(\"with {0}\"); let password = \"{password}\";\n    \
             g(\"{password}\", \"{0}\").unwrap(); dbg!(\"{password}\");\n    dbg!(h(a, \"{0}\"))\n}}\n",
            secret()
        ),
    )]);
    for format in ["text", "json", "sarif"] {
        let checked = folder.check(&["a.rs", "--everywhere", "--format", format]);
        assert_eq!(checked.status(), Some(1));
        for hidden in [&secret()[4..], &password[4..]] {
            let shown = checked.stdout();
            let pieces: Vec<&str> = (0..=hidden.len() - 8).map(|at| &hidden[at..at + 8]).collect();
            assert!(pieces.iter().all(|piece| !shown.contains(piece)), "{shown}");
        }
    }
    let shown = folder.check(&["a.rs", "--everywhere"]).stdout();
    assert!(
        shown.contains(
            "2 |     println!(\"with AKIA****************\"); let password = \"x7***************\";"
        ),
        "{shown}"
    );
}

#[test]
fn a_folder_without_rust_code_is_an_error() {
    let folder = Folder::with(&[("a/readme.md", "a")]);
    let checked = folder.check(&["a"]);
    assert_eq!(checked.status(), Some(2));
    assert!(checked.stderr().starts_with("error: a: there is no Rust file in this folder\n"));
}

#[test]
fn an_object_has_these_fields_in_this_order() {
    let folder = Folder::with(&[("a.rs", "fn f() {\n    a.b(\"é\").unwrap( );\n    a.expect(\"b\");\n}\n")]);
    let checked = folder.check(&["a.rs", "--everywhere", "--format", "json"]);
    let pass_it_on =
        "pass it on with `?` (an `Option` with `.ok_or(..)?`), or give a default with `unwrap_or(..)`";
    let first = format!(
        "{{\"code\":\"P203\",\"name\":\"panic_in_body\",\"level\":\"deny\",\"file\":\"a.rs\",\"line\":2,\"column\":14,\
         \"end_line\":2,\"end_column\":23,\"message\":\"`unwrap()` panics on an error or a missing value\",\
         \"help\":\"{pass_it_on}\"}}\n"
    );
    let second = format!(
        "{{\"code\":\"P203\",\"name\":\"panic_in_body\",\"level\":\"advice\",\"file\":\"a.rs\",\"line\":3,\"column\":7,\
         \"end_line\":3,\"end_column\":13,\"message\":\"`expect` panics, though it says why\",\
         \"help\":\"{pass_it_on}\"}}\n"
    );
    assert_eq!(checked.stdout(), first + &second);
    assert_eq!(checked.stderr(), "", "a program reads this");
}

#[test]
fn a_finding_that_is_of_no_rule_has_no_code() {
    let folder = Folder::with(&[("a.rs", "// portcullis: allow(nothing)\nfn f() {}\n")]);
    let found = folder.check(&["--format", "json"]).objects();
    assert_eq!((found.len(), &found[0]["code"], &found[0]["name"]), (1, &Value::Null, &Value::Null));
    assert!(folder.check(&[]).stdout().starts_with("error: an exception needs a reason\n --> a.rs:1:1\n"));
}

#[test]
fn text_looks_like_what_the_compiler_prints() {
    let folder = Folder::with(&[("src/a.rs", BAD), ("src/b.rs", "fn f() {\n\ta.expect(\"b\")\n}\n")]);
    let expected = "\
error[P203]: `unwrap()` panics on an error or a missing value
 --> src/a.rs:2:7
  |
2 |     a.unwrap();
  |       ^^^^^^^^
  |
  = help: pass it on with `?` (an `Option` with `.ok_or(..)?`), or give a default with `unwrap_or(..)`
  = see: cargo portcullis explain P203

warning[P203]: `expect` panics, though it says why
 --> src/b.rs:2:4
  |
2 |     a.expect(\"b\")
  |       ^^^^^^
  |
  = help: pass it on with `?` (an `Option` with `.ok_or(..)?`), or give a default with `unwrap_or(..)`
  = see: cargo portcullis explain P203

";
    assert_eq!(folder.check(&["src", "--everywhere"]).stdout(), expected);
}

#[test]
fn colours_are_used_where_they_are_wanted() {
    let folder = Folder::with(&[("a.rs", BAD)]);
    let output =
        folder.command(&["--everywhere"]).env("CLICOLOR_FORCE", "1").output().expect("the binary runs");
    assert!(Checked(output).stdout().contains("\u{1b}["));
    assert!(!folder.check(&["--everywhere"]).stdout().contains('\u{1b}'));
}

#[test]
fn a_credential_is_not_repeated() {
    let folder = Folder::with(&[("a.rs", &format!("const KEY: &str =\n    \"{}\";\n", secret()))]);
    for format in ["text", "json"] {
        let checked = folder.check(&["--format", format]);
        assert_eq!(checked.status(), Some(1));
        assert!(!checked.stdout().contains(&secret()));
    }
    let text = folder.check(&[]).stdout();
    assert!(text.contains("2 |     \"AKIA****************\";\n  |     ^^^^^^^^^^^^^^^^^^^^^^\n"), "{text}");
}

#[test]
fn a_long_line_is_cut_and_its_column_is_right() {
    let folder = Folder::with(&[(
        "a.rs",
        &format!("fn f() {{ {} b.unwrap(); {} }}", "a(); ".repeat(200), "c(); ".repeat(200)),
    )]);
    let text = folder.check(&["--everywhere"]).stdout();
    assert!(text.contains(" --> a.rs:1:1013\n"), "{text}");
    assert!(text.lines().all(|line| line.len() < 250) && text.lines().count() == 9, "{text}");
    assert!(text.contains("b.unwrap()"), "{text}");
}

#[test]
fn annotated_code_is_checked_by_all_rules_and_other_code_by_some() {
    let body = format!("{{\n a.unwrap();\n b(\"{}\"); }}", secret());
    let folder = Folder::with(&[
        ("capability.rs", &format!("#[capability(read)] fn f() {body}")),
        ("tool.rs", &format!("#[tool] fn f() {body}")),
        ("handler.rs", &format!("async fn f(Json(a): Json<Order>) {body}")),
        ("plain.rs", &format!("fn f() {body}")),
    ]);
    let lines = |arguments: &[&str]| folder.check(arguments).places();
    for file in ["capability.rs", "tool.rs", "handler.rs"] {
        assert_eq!(lines(&[file, "--format", "json"]), [format!("{file}:2"), format!("{file}:3")]);
    }
    assert_eq!(lines(&["plain.rs", "--format", "json"]), ["plain.rs:3"]);
    assert_eq!(lines(&["plain.rs", "--format", "json", "--everywhere"]), ["plain.rs:2", "plain.rs:3"]);
}

#[test]
fn findings_are_sorted_by_path_and_place() {
    let names: Vec<String> = (0..60).map(|number| format!("{number:02}.rs")).collect();
    let folder = Folder::new();
    for name in names.iter().rev() {
        folder.write(name, b"fn f() {\n a.unwrap();\n a.unwrap();\n}");
    }
    let expected: Vec<String> =
        names.iter().flat_map(|name| [format!("{name}:2"), format!("{name}:3")]).collect();
    assert_eq!(folder.check(&["--everywhere", "--format", "json"]).places(), expected);
}

#[test]
fn a_folder_is_read_without_what_git_ignores_and_what_cargo_built() {
    let folder = Folder::with(&[
        (".gitignore", "ignored.rs\n"),
        ("Cargo.toml", ""),
        ("ignored.rs", BAD),
        ("target/debug/built.rs", BAD),
        ("src/target/module.rs", BAD),
        ("src/lib.rs", BAD),
        ("src/notes.txt", BAD),
        (".hidden/a.rs", BAD),
    ]);
    let checked = folder.check(&["--everywhere", "--format", "json"]);
    assert_eq!(checked.places(), ["src/lib.rs:2", "src/target/module.rs:2"]);
}

#[test]
fn a_file_that_is_named_is_always_read() {
    let folder = Folder::with(&[
        (".gitignore", "*\n"),
        ("ignored.rs", BAD),
        ("target/built.rs", BAD),
        ("script", BAD),
    ]);
    let checked =
        folder.check(&["ignored.rs", "target/built.rs", "script", "--everywhere", "--format", "json"]);
    assert_eq!(checked.places(), ["ignored.rs:2", "script:2", "target/built.rs:2"]);
}

#[test]
fn a_folder_that_is_named_is_read_though_git_ignores_it() {
    let folder = Folder::with(&[(".gitignore", "data/\n"), ("data/a.rs", BAD), ("data/b/c.rs", BAD)]);
    let checked = folder.check(&["data", "--everywhere", "--format", "json"]);
    assert_eq!(checked.places(), ["data/a.rs:2", "data/b/c.rs:2"]);
}

#[test]
fn a_file_that_another_one_declares_as_tests_is_left_out() {
    let folder = Folder::with(&[
        (
            "src/lib.rs",
            "#[cfg(test)] mod tests; #[cfg(test)] mod more; mod a; #[cfg(test)] #[path = \"d.rs\"] mod c;",
        ),
        ("src/tests.rs", BAD),
        ("src/more/mod.rs", BAD),
        ("src/more/inner.rs", BAD),
        ("src/d.rs", BAD),
        ("src/a.rs", "#[cfg(test)] mod tests; mod b { #[cfg(test)] mod e; }"),
        ("src/a/tests.rs", BAD),
        ("src/a/b/e.rs", BAD),
        ("src/a/testsuite.rs", BAD),
        ("src/bin/f.rs", "#[cfg(test)] mod g;"),
        ("src/bin/g.rs", BAD),
    ]);
    let checked = folder.check(&[".", "--everywhere", "--format", "json"]);
    assert_eq!(checked.places(), ["src/a/testsuite.rs:2"]);
    assert_eq!(folder.check(&["--everywhere"]).stderr(), "checked 4 files: 1 error\n");
    let named = folder.check(&["src/lib.rs", "src/tests.rs", "--everywhere", "--format", "json"]);
    assert_eq!(named.places(), ["src/tests.rs:2"], "who asks for it by name gets it");
}

#[test]
fn a_file_that_only_tests_include_is_left_out() {
    let folder = Folder::with(&[
        (
            "src/lib.rs",
            "include!(\"made.rs\"); #[cfg(test)] mod tests { include!(\"data/cases.rs\"); include!(\"made.rs\"); }",
        ),
        ("src/made.rs", BAD),
        ("src/data/cases.rs", BAD),
    ]);
    let checked = folder.check(&[".", "--everywhere", "--format", "json"]);
    assert_eq!(checked.places(), ["src/made.rs:2"]);
}

#[test]
fn a_file_that_is_part_of_the_program_too_is_not_left_out() {
    let folder = Folder::with(&[
        ("src/lib.rs", "mod a; #[cfg(test)] #[path = \"a.rs\"] mod b; #[cfg(test)] mod tests; mod c;"),
        ("src/c.rs", "#[path = \"d.rs\"] mod d; #[cfg(test)] #[path = \"d.rs\"] mod e;"),
        ("src/a.rs", BAD),
        ("src/d.rs", BAD),
        ("src/tests.rs", "mod f;"),
        ("src/tests/f.rs", BAD),
    ]);
    let checked = folder.check(&["--everywhere", "--format", "json"]);
    assert_eq!(checked.places(), ["src/a.rs:2", "src/d.rs:2"]);
}

#[test]
fn a_file_that_is_named_twice_is_checked_once() {
    let folder = Folder::with(&[("a/b.rs", BAD)]);
    let checked = folder.check(&["a", "a/b.rs", "./a/b.rs", ".", "--everywhere", "--format", "json"]);
    assert_eq!(checked.places(), ["a/b.rs:2"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_a_loop_of_them_is_an_error() {
    use std::os::unix::fs::symlink;
    let folder = Folder::with(&[("elsewhere/linked.rs", BAD), ("a/b.rs", BAD)]);
    symlink("../elsewhere", folder.path("a/there")).expect("a link can be made");
    symlink("b.rs", folder.path("a/same.rs")).expect("a link can be made");
    let checked = folder.check(&["a", "--everywhere", "--format", "json"]);
    assert_eq!(checked.places(), ["a/b.rs:2", "a/there/linked.rs:2"], "each file once");
    assert_eq!(checked.status(), Some(1));

    symlink("..", folder.path("a/up")).expect("a link can be made");
    let checked = folder.check(&["a", "--everywhere", "--format", "json"]);
    assert_eq!(checked.status(), Some(2));
    assert!(checked.places().contains(&"a/b.rs:2".to_owned()));
    assert!(checked.stderr().contains("this link leads back to"), "{}", checked.stderr());

    symlink("loop.rs", folder.path("loop.rs")).expect("a link can be made");
    let checked = folder.check(&["loop.rs"]);
    assert_eq!(checked.status(), Some(2));
    assert!(checked.stderr().starts_with("error: loop.rs: "), "{}", checked.stderr());
}

#[cfg(unix)]
#[test]
fn the_name_of_a_file_has_no_power_over_the_terminal() {
    let folder = Folder::with(&[("a\u{1b}[31m\n.rs", BAD), ("b\u{1b}.rs", "fn f( {")]);
    let checked = folder.check(&["--everywhere"]);
    assert!(!checked.stdout().contains('\u{1b}') && !checked.stderr().contains('\u{1b}'));
    let found = folder.check(&["--everywhere", "--format", "json"]);
    assert_eq!(found.objects()[0]["file"], "a\u{1b}[31m\n.rs");
}

#[test]
fn a_script_and_a_byte_order_mark_move_no_place() {
    let folder = Folder::with(&[
        ("bom.rs", &format!("\u{feff}{BAD}")),
        ("crlf.rs", &BAD.replace('\n', "\r\n")),
        ("script.rs", &format!("#!/usr/bin/env it's\n{BAD}")),
        ("attribute.rs", &format!("#! [allow(dead_code)]\n{BAD}")),
        ("inner.rs", &format!("#!/usr/bin/env x\n#![allow(dead_code)]\n{BAD}")),
    ]);
    let checked = folder.check(&["--everywhere", "--format", "json"]);
    assert_eq!(checked.places(), ["attribute.rs:3", "bom.rs:2", "crlf.rs:2", "inner.rs:4", "script.rs:3"]);
    assert!(checked.objects().iter().all(|it| it["column"] == 7));
}

/// Each of these took more stack than a thread has by default.
#[test]
fn code_that_is_as_deep_as_it_may_be_is_read() {
    for (name, code) in [
        ("references", format!("fn f(x: {}u8) {{ a.unwrap() }}", "&".repeat(9_900))),
        ("generics", format!("fn f(x: {}u8{}) {{ a.unwrap() }}", "A<".repeat(1_990), ">".repeat(1_990))),
        ("brackets", format!("fn f() {{ {}a.unwrap(){} }}", "(".repeat(250), ")".repeat(250))),
        ("blocks", format!("fn f() {{ {}a.unwrap(){} }}", "{".repeat(250), "}".repeat(250))),
        ("closures", format!("fn f() {{ {}a.unwrap() }}", "|| ".repeat(4_900))),
        ("returns", format!("fn f() {{ {}a.unwrap() }}", "return ".repeat(9_900))),
        ("chain", format!("fn f() {{ a{}.unwrap() }}", ".b()".repeat(4_000))),
        ("branches", format!("fn f() {{ if a {{}} {} a.unwrap() }}", "else if a {} ".repeat(2_400))),
        ("sum", format!("fn f() {{ {} a.unwrap() }}", "a + ".repeat(7_500))),
        ("macro", format!("fn f() {{ m!(say {} a.unwrap()) }}", "a + ".repeat(7_500))),
    ] {
        let folder = Folder::with(&[("a.rs", &code)]);
        let checked = folder.check(&["--everywhere", "--format", "json"]);
        assert_eq!((checked.status(), checked.places()), (Some(1), vec!["a.rs:1".to_owned()]), "{name}");
    }
}

#[test]
fn code_that_is_deeper_is_refused_and_nothing_breaks() {
    for (name, code) in [
        ("references", format!("fn f(x: {}u8) {{}}", "&".repeat(100_000))),
        ("generics", format!("fn f(x: {}u8{}) {{}}", "A<".repeat(100_000), ">".repeat(100_000))),
        ("brackets", format!("fn f() {{ {}a{} }}", "(".repeat(100_000), ")".repeat(100_000))),
        ("blocks", format!("fn f() {{ {}{} }}", "{".repeat(100_000), "}".repeat(100_000))),
        ("closures", format!("fn f() {{ {}a }}", "|| ".repeat(100_000))),
        ("branches", format!("fn f() {{ if a {{}} {} }}", "else if a {} ".repeat(100_000))),
        ("sum", format!("fn f() {{ {}a }}", "a + ".repeat(100_000))),
        ("open brackets", "(".repeat(100_000)),
        ("macro", format!("m! {{ {}a }}", "a + ".repeat(100_000))),
    ] {
        let folder = Folder::with(&[("a.rs", &code), ("b.rs", BAD)]);
        let checked = folder.check(&["--everywhere", "--format", "json"]);
        assert_eq!(checked.status(), Some(2), "{name}: {}", checked.stderr());
        assert_eq!(checked.places(), ["b.rs:2"], "{name}");
    }
}

#[test]
fn code_that_is_long_and_not_deep_is_read() {
    for (name, code) in [
        ("statements", format!("fn f() {{ {} a.unwrap(); }}", "let a = b;".repeat(6_000))),
        (
            "items",
            format!("{} fn f() {{ a.unwrap(); }}", "fn g() {} struct A; impl B { fn c() {} } ".repeat(5_000)),
        ),
        ("elements", format!("const A: [u8; 9] = [{}]; fn f() {{ a.unwrap(); }}", "1, ".repeat(50_000))),
        ("documentation", format!("{}fn f() {{ a.unwrap(); }}", "/// a\n".repeat(50_000))),
        ("arms", format!("fn f() {{ match a {{ {} }} b.unwrap(); }}", "C => {} ".repeat(10_000))),
        (
            "patterns",
            format!("fn f() {{ match a {{ {}'a' => {{}} }} b.unwrap(); }}", "'a'..='z' | ".repeat(6_000)),
        ),
        ("attributes", format!("{} fn f() {{ a.unwrap(); }}", "#[a] ".repeat(20_000))),
    ] {
        let folder = Folder::with(&[("a.rs", &code)]);
        let checked = folder.check(&["--everywhere", "--format", "json"]);
        assert_eq!(checked.status(), Some(1), "{name}: {}", checked.stderr());
        assert_eq!(checked.objects().len(), 1, "{name}");
    }
}

#[test]
fn an_exception_in_a_comment_is_heard() {
    let comment = "// portcullis: allow(panic_in_body, reason = \"the list is never empty\")";
    let folder = Folder::with(&[("a.rs", &format!("fn f() {{\n    {comment}\n    a.unwrap();\n}}\n"))]);
    assert_eq!(folder.check(&["--everywhere"]).status(), Some(0));
}

#[test]
fn a_reader_that_stops_early_is_no_error_of_its_own() {
    let folder = Folder::with(&[("a.rs", &format!("fn f() {{ {} }}", "a.unwrap();\n".repeat(2_000)))]);
    let mut child = folder
        .command(&["--everywhere"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let checked = Checked(child.wait_with_output().expect("the binary ends"));
    assert_eq!(checked.status(), Some(1));
    assert_eq!(checked.stderr(), "checked 1 file: 2000 errors\n");
}
