//! No output repeats a credential of any format that the independent generator of the tests knows.

use super::generator::random::Random;
use super::generator::{Form, Secret, formats};
use super::generic::KINDS;
use super::{Checked, Folder};

/// A secret in a file of its own, in many places.
struct Planted {
    id: &'static str,
    name: String,
    part: String,
}

/// Lines of a file; `{name}` and `{value}` are replaced.
const LINES: [&str; 6] = [
    "{\"level\": \"info\", \"{name}\": \"{value}\", \"again\": \"{value}\"}",
    "export {NAME}={value}",
    "GET /hook?{name}={value}&page=2 HTTP/1.1",
    "curl -H 'Authorization: Bearer {value}' https://api.acme.net/{value}",
    "before {value} between {value} behind",
    "ä\u{1f600}\t{name}: '{value}',",
];

/// A file for each secret in `folder`, and one on a single line.
fn plant(folder: &Folder) -> Vec<Planted> {
    let mut planted = Vec::new();
    let mut add = |id: &'static str, name: &str, number: usize, secret: &Secret| {
        let lines = LINES.map(|line| {
            line.replace("{name}", name)
                .replace("{NAME}", &name.to_ascii_uppercase())
                .replace("{value}", &secret.text)
        });
        folder.write_bytes(&format!("{id}/{number}.txt"), lines.join("\n").as_bytes());
        // A file of its own for each, since of many in one file the first few are shown.
        for (line, text) in lines.iter().enumerate() {
            folder.write_bytes(&format!("{id}/{number}.{line}.txt"), text.as_bytes());
        }
        if secret.form() != Form::Block {
            folder.write_bytes(&format!("{id}/{number}.log"), lines.join(" \\n ").as_bytes());
        }
        // As a line of Rust, with the escapes of its literals.
        let literal = secret.text.escape_default();
        let source = format!("pub const {}: &str = \"{literal}\";\n", name.to_ascii_uppercase());
        folder.write_bytes(&format!("{id}/{number}.rs"), source.as_bytes());
        planted.push(Planted {
            id,
            name: name.to_owned(),
            part: secret.text[secret.part.clone()].to_owned(),
        });
    };
    for format in formats() {
        for seed in 0..1_u64 {
            let secret = format.sample(&mut Random::of(7000 + seed, format.id));
            let name = format.names.first().copied().unwrap_or("value");
            add(format.id, name, seed as usize, &secret);
        }
    }
    for kind in KINDS {
        for seed in 0..2_u64 {
            let mut random = Random::of(7000 + seed, kind.id);
            let secret = kind.sample(&mut random);
            add(kind.id, random.pick(kind.names), seed as usize, &secret);
        }
    }
    planted
}

/// The secrets of which twelve characters in a row, or all, stand in an output.
fn repeated<'a>(planted: &'a [Planted], output: &str) -> Vec<&'a str> {
    let pieces: std::collections::HashSet<&[u8]> = output.as_bytes().windows(TOO_MANY).collect();
    // `access_token` is the name of a variable, and how such a token begins.
    let is_public = |name: &str, piece: &[u8]| name.as_bytes().windows(TOO_MANY).any(|it| it == piece);
    let is_in = |Planted { name, part, .. }: &Planted| match part.len() {
        ..TOO_MANY => output.contains(part),
        _ => part.as_bytes().windows(TOO_MANY).any(|it| pieces.contains(it) && !is_public(name, it)),
    };
    let mut ids: Vec<&str> = planted.iter().filter(|it| is_in(it)).map(|it| it.id).collect();
    ids.dedup();
    ids
}

const TOO_MANY: usize = 12;

#[test]
fn no_output_repeats_a_credential_of_any_format() {
    let folder = Folder::new();
    let planted = plant(&folder);
    assert!(planted.len() > 180, "{}", planted.len());
    for arguments in [
        &["--format", "text"] as &[&str],
        &["--format", "json"],
        &["--format", "sarif"],
        &["--write-baseline", "portcullis.baseline"],
        &["--baseline", "portcullis.baseline", "--format", "sarif"],
    ] {
        let Checked(output) = folder.check(arguments);
        for (stream, text) in [("output", output.stdout), ("errors", output.stderr)] {
            let text = String::from_utf8(text).expect("the output is text");
            assert_eq!(repeated(&planted, &text), [""; 0], "{arguments:?}: {stream}");
        }
    }
    let baseline = std::fs::read_to_string(folder.path("portcullis.baseline")).expect("it was written");
    assert!(baseline.lines().count() > planted.len(), "there were findings");
    assert_eq!(repeated(&planted, &baseline), [""; 0], "the baseline");
}
