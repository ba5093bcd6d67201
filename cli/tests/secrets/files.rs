use std::fs;

use portcullis_ui_tests::credentials::fill;

use super::{Folder, TOKEN};

/// Of each format that the generator of the tests knows, and that is a credential wherever it stands.
const CREDENTIALS: [&str; 20] = [
    "{{github_token}}",
    "{{github_server_token}}",
    "{{github_fine_grained_token}}",
    "{{gitlab_token}}",
    "{{gitlab_routable_token}}",
    "{{npm_token}}",
    "{{aws_access_key}}",
    "{{aws_session_key}}",
    "{{stripe_live_key}}",
    "{{stripe_restricted_key}}",
    "{{slack_bot_token}}",
    "{{slack_user_token}}",
    "{{slack_app_token}}",
    "{{slack_webhook}}",
    "{{google_api_key}}",
    "{{openai_key}}",
    "{{anthropic_key}}",
    "{{json_web_token}}",
    "{{json_web_token_of_many_letters}}",
    "{{private_key}}",
];

#[test]
fn files_of_every_kind_are_searched_and_hidden_ones_too() {
    let folder = Folder::new();
    for path in [".env", ".github/workflows/ci.yml", "LICENSE", "a/b.md", "a/c.rs", "a/target/d.json"] {
        folder.write(path, &format!("first line\na = {TOKEN}\n"));
    }
    for path in [".git/config", "ignored.txt", "target/debug/built.txt", "a/.git"] {
        folder.write(path, &format!("a = {TOKEN}"));
    }
    folder.write(".gitignore", "ignored.txt");
    folder.write("Cargo.toml", "");
    let expected = [".env", ".github/workflows/ci.yml", "LICENSE", "a/b.md", "a/c.rs", "a/target/d.json"];
    assert_eq!(folder.places(&[]), expected.map(|path| format!("{path}:2:5")));
    let named = folder.places(&["ignored.txt", "target/debug/built.txt", ".git/config"]);
    assert_eq!(named, [".git/config:1:5", "ignored.txt:1:5", "target/debug/built.txt:1:5"]);
}

#[test]
fn what_is_no_text_is_counted_and_searched_only_if_it_is_named() {
    let folder = Folder::new();
    folder.write_bytes("a.bin", fill(&format!("\0\0 {TOKEN} \0")).as_bytes());
    folder.write("b.txt", "nothing");
    let checked = folder.check(&[]);
    assert_eq!((checked.status(), checked.stdout().as_str()), (Some(0), ""));
    assert_eq!(checked.stderr(), "checked 1 file, 1 binary left out: nothing found\n");
    assert_eq!(folder.places(&["a.bin"]), ["a.bin:1:4"]);
    assert_eq!(folder.places(&[".", "a.bin"]), ["a.bin:1:4"]);
}

#[test]
fn text_in_utf_16_is_decoded() {
    let folder = Folder::new();
    let text = fill(&format!("\u{feff}é😀\r\nä {TOKEN}\r\n"));
    for (path, bytes) in [("be.txt", u16::to_be_bytes as fn(u16) -> [u8; 2]), ("le.txt", u16::to_le_bytes)] {
        folder.write_bytes(path, &text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>());
    }
    assert_eq!(folder.places(&[]), ["be.txt:2:3", "le.txt:2:3"]);
    let shown = folder.check(&[]).stdout();
    assert!(shown.contains("2 | ä ghp_****") && shown.contains("  |   ^^^^^^^^"), "{shown}");
}

#[test]
fn long_text_in_utf_16_loses_no_character_between_two_pieces() {
    let folder = Folder::new();
    // Pairs of surrogates at odd places, so that some are cut.
    let text = fill(&format!("\u{feff}a{}\n{TOKEN}\n", "😀".repeat(100_000)));
    folder.write_bytes("a.txt", &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    folder.write("b.txt", &format!("a{} {TOKEN}\n", "😀".repeat(400_000)));
    assert_eq!(folder.places(&[]), ["a.txt:2:1", "b.txt:1:400003"]);
}

#[test]
fn bytes_that_are_no_utf_8_are_passed_over() {
    let folder = Folder::new();
    let bytes = [b"\xff\xfe\n".as_slice(), b"caf\xe9 \x80\x80 ", fill(TOKEN).as_bytes(), b"\xe9\n"].concat();
    folder.write_bytes("latin", &bytes[1..]);
    assert_eq!(folder.places(&[]), ["latin:2:9"]);
    let shown = folder.check(&[]).stdout();
    assert!(shown.contains("2 | caf\u{fffd} \u{fffd}\u{fffd} ghp_*"), "{shown}");
}

#[test]
fn nothing_is_lost_or_found_twice_where_one_piece_of_a_long_file_ends() {
    const PIECE: usize = 1024 * 1024;
    let folder = Folder::new();
    let line = fill(&format!("a = {TOKEN} b\n"));
    let mut text = "some words that say nothing at all\n".repeat((PIECE - 3000) / 35);
    let first = text.lines().count() + 1;
    // The piece ends in each part of a line, since they are no divisor of it.
    text += &line.repeat(200);
    text += &"é\n".repeat(PIECE / 2);
    text += &line.repeat(3000);
    let second = first + 200 + PIECE / 2;
    folder.write_bytes("a.txt", text.as_bytes());
    let lines = (first..first + 200).chain(second..second + 3000);
    assert_eq!(folder.places(&[]), lines.map(|line| format!("a.txt:{line}:5")).collect::<Vec<_>>());
}

#[test]
fn a_line_of_many_megabytes_is_searched_and_shown_in_part() {
    let folder = Folder::new();
    let words = "\"words\":[1,2,3],".repeat(200_000);
    folder.write("a.json", &format!("{words}{TOKEN} {words}{TOKEN}"));
    let at = words.len() + 1;
    let places = [format!("a.json:1:{at}"), format!("a.json:1:{}", 2 * at + 40)];
    assert_eq!(folder.places(&[]), places);
    let shown = folder.check(&[]).stdout();
    assert!(shown.contains(&format!(" --> {}\n", places[0])), "{shown}");
    assert!(shown.lines().all(|line| line.len() < 500), "{shown}");
}

#[test]
fn a_list_of_credentials_is_not_read_to_its_end_and_that_is_said() {
    let folder = Folder::new();
    folder.write_bytes("a.txt", fill(&format!("{TOKEN}\n")).repeat(10_000).as_bytes());
    folder.write_bytes("b.txt", fill(&format!("{TOKEN}\n")).repeat(10_001).as_bytes());
    let checked = folder.check(&["--format", "json"]);
    assert_eq!((checked.status(), checked.stdout().lines().count()), (Some(2), 20_000));
    let why = "this has more than 10000 credentials in it, and the others were not looked for";
    assert_eq!(checked.stderr(), format!("error: b.txt: {why}\n"));
}

#[test]
fn no_format_prints_a_credential() {
    for credential in CREDENTIALS {
        let folder = Folder::new();
        let secret = fill(credential);
        // Two on a line, with others around.
        folder.write("a.txt", &format!("a {credential} b {TOKEN} {credential} c\n"));
        folder.write("b.yaml", &format!("key: '{credential}'\n"));
        for format in ["text", "json"] {
            let checked = folder.check(&["--format", format]);
            assert_eq!(checked.status(), Some(1), "{credential}");
            for output in [checked.stdout(), checked.stderr()] {
                assert!(!output.contains(&secret), "{credential}: {output}");
                for part in secret.as_bytes().windows(12) {
                    let part = String::from_utf8_lossy(part);
                    let is_public = "https://hooks.slack.com/services/";
                    assert!(is_public.contains(&*part) || !output.contains(&*part), "{credential}: {output}");
                }
            }
        }
    }
}

#[test]
fn of_a_password_no_more_than_a_character_is_shown() {
    let folder = Folder::new();
    let password = ["7Gk!2m", "-Q9"].concat();
    folder.write("a.env", &format!("DB_PASSWORD=\"{password}\" # {password}\nAPI_TOKEN={TOKEN}\n"));
    folder.write("b.txt", &format!("postgres://orders:{password}@db.internal/a\n"));
    let shown = folder.check(&[]).stdout();
    assert!(
        shown.contains("1 | DB_PASSWORD=\"7********\"") && shown.contains("postgres://orders:7********@"),
        "{shown}"
    );
}

#[test]
fn a_comment_excepts_its_line_in_any_language() {
    let folder = Folder::new();
    let allow = "portcullis: allow(hardcoded_secret, reason = \"a key of the vendor's manual\")";
    for (path, text) in [
        ("a.py", format!("key = '{TOKEN}'  # {allow}\n")),
        ("b.sql", format!("-- {allow}\nkey {TOKEN}\n")),
        ("c.html", format!("<b>{TOKEN}</b> <!-- {allow} -->\n")),
        ("d.json", format!("{{\"a\": \"{TOKEN}\", \"//\": \"{}\"}}\n", allow.replace('"', "\\\""))),
        (
            "e.js",
            format!(
                "/* portcullis: allow(P305, lossy_cast, reason = \"long enough, says everybody\") */ a({TOKEN})"
            ),
        ),
        ("f.bat", format!("REM {allow}\nset A={TOKEN}\n")),
    ] {
        folder.write(path, &text);
    }
    let checked = folder.check(&[]);
    assert_eq!((checked.status(), checked.stdout().as_str()), (Some(0), ""));

    let folder = Folder::new();
    for (path, text) in [
        ("above.py", format!("a = 1  # {allow}\nkey = '{TOKEN}'\n")),
        ("below.py", format!("key = '{TOKEN}'\n# {allow}\n")),
        ("far.py", format!("# {allow}\n\nkey = '{TOKEN}'\n")),
        (
            "other.py",
            format!("key = '{TOKEN}' # portcullis: allow(lossy_cast, reason = \"this is long enough\")\n"),
        ),
    ] {
        folder.write(path, &text);
    }
    assert_eq!(folder.places(&[]), ["above.py:2:8", "below.py:1:8", "far.py:3:8", "other.py:1:8"]);
}

#[test]
fn an_exception_without_a_reason_excepts_nothing_and_is_told_of() {
    let folder = Folder::new();
    folder.write("a.py", &format!("'{TOKEN}' # portcullis: allow(hardcoded_secret)\n"));
    folder.write("b.py", &format!("'{TOKEN}' # portcullis: allow(hardcoded_secret, reason = \"short\")\n"));
    let helps = folder.check(&["--format", "json"]).objects();
    let help = |index: usize| helps[index]["help"].as_str().unwrap_or_default().to_owned();
    assert!(
        help(0).ends_with("; the exception for this line gives no reason: `reason = \"…\"`"),
        "{}",
        help(0)
    );
    assert!(
        help(1).ends_with("; the exception for this line has a reason of less than 15 characters"),
        "{}",
        help(1)
    );
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_searched() {
    let folder = Folder::new();
    folder.write("a/b.txt", TOKEN);
    let checked = folder.check(&["missing", "/dev/null", "a", "--format", "json"]);
    assert_eq!((checked.status(), checked.places()), (Some(2), vec!["a/b.txt:1:1".to_owned()]));
    let missing = "error: missing: No such file or directory (os error 2)\n";
    assert_eq!(checked.stderr(), format!("error: /dev/null: this is no regular file\n{missing}"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_once_and_a_loop_is_named() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    folder.write("a/b.txt", TOKEN);
    for (from, to) in [("../a", "a/loop"), ("b.txt", "a/c.txt"), ("nowhere", "a/broken")] {
        symlink(from, folder.path(to)).expect("a link can be made");
    }
    let checked = folder.check(&["a", "--format", "json"]);
    assert_eq!((checked.status(), checked.places()), (Some(2), vec!["a/b.txt:1:1".to_owned()]));
    assert_eq!(checked.stderr(), "error: a/loop: this link leads back to a\n");
}

#[test]
fn findings_are_in_one_order_however_many_threads_there_are() {
    let folder = Folder::new();
    for number in 0..200 {
        folder.write(&format!("{number:03}.txt"), &format!("{TOKEN} {TOKEN}\n"));
    }
    let expected: Vec<String> =
        (0..200).flat_map(|number| [1, 42].map(|column| format!("{number:03}.txt:1:{column}"))).collect();
    assert_eq!(folder.places(&[]), expected);
}

#[test]
fn a_text_has_no_power_over_a_terminal() {
    let folder = Folder::new();
    folder.write("a\u{1b}[31m.txt", &format!("\u{1b}[2J\u{9b}31m {TOKEN}\u{7}\n"));
    let shown = folder.check(&[]).stdout();
    assert!(!shown.chars().any(|character| character.is_control() && character != '\n'), "{shown:?}");
}

#[test]
fn nothing_to_search_is_no_error() {
    let folder = Folder::new();
    fs::create_dir(folder.path("a")).expect("a folder can be made");
    let checked = folder.check(&["a"]);
    assert_eq!((checked.status(), checked.stderr().as_str()), (Some(0), "checked 0 files: nothing found\n"));
}

#[test]
fn of_many_of_one_kind_in_a_file_the_first_few_are_shown_and_the_others_named() {
    let folder = Folder::new();
    folder.write("a.txt", &format!("{TOKEN}\n").repeat(30));
    folder.write("b.txt", &format!("{TOKEN}\nkey {{{{aws_access_key}}}}\n").repeat(4));
    let checked = folder.check(&["a.txt"]);
    let shown = checked.stdout();
    assert_eq!(shown.matches("error[P305]").count(), 3, "{shown}");
    let lines: Vec<String> = (4..24).map(|line| line.to_string()).collect();
    let expected = format!(
        "note: 27 more like these in a.txt, on lines {} and 7 further ones (`--format json` has each)\n",
        lines.join(", ")
    );
    assert!(shown.contains(&expected), "{shown}");
    assert!(checked.stderr().ends_with("30 errors\n"), "all are counted: {}", checked.stderr());
    assert_eq!(folder.places(&["a.txt"]).len(), 30, "programs read all of them");
    let shown = folder.check(&["b.txt"]).stdout();
    assert_eq!(shown.matches("error[P305]").count(), 8, "four of each kind need no note: {shown}");
}

#[test]
fn text_looks_like_what_the_compiler_prints() {
    let folder = Folder::new();
    folder.write("a.txt", "key {{aws_access_key}}\n");
    let head = &fill("{{aws_access_key}}")[..2];
    let expected = format!("\
error[P305]: this file holds an AWS access key
 --> a.txt:1:5
  |
1 | key {head}******************
  |     ^^^^^^^^^^^^^^^^^^^^
  |
  = help: revoke it, for it has been seen, and let the program read the new one when it starts, from where only it can
  = see: cargo portcullis explain P305

");
    assert_eq!(folder.check(&[]).stdout(), expected);
}
