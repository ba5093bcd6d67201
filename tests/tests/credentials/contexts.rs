//! Where credentials stand: in code, in configuration, on a command line, in text.

use std::ops::Range;

use super::generator::random::Random;
use super::generator::{Form, Secret};

/// A text around a credential.
pub struct Context {
    pub id: &'static str,
    /// Whether the name of the value is in the text.
    pub named: bool,
    fits: &'static [Form],
    /// `{name}` and `{value}` are replaced, and `{word}` by any word.
    template: &'static str,
    case: Case,
    escape: Escape,
}

/// A text with a credential in it.
#[derive(Clone, Debug)]
pub struct Placed {
    pub text: String,
    /// The part that must not become known.
    pub secret: Range<usize>,
    /// The credential with what belongs to it, such as the address around a password.
    pub whole: Range<usize>,
}

#[derive(Clone, Copy)]
enum Case {
    Snake,
    Screaming,
    Camel,
    Kebab,
    Header,
}

#[derive(Clone, Copy)]
enum Escape {
    /// As it is.
    None,
    /// `\n`, `\"` and `\\`, as in JSON and in most languages.
    Backslash,
    /// As in the path or the query of an address.
    Percent,
    /// JSON in JSON.
    Twice,
    /// Each line further in than what stands around it.
    Indent,
    /// A plus sign before each line.
    Added,
}

const TOKEN: &[Form] = &[Form::Token];
const LINE: &[Form] = &[Form::Token, Form::Line];
const ANY: &[Form] = &[Form::Token, Form::Line, Form::Block];
const BLOCK: &[Form] = &[Form::Block];

const fn context(
    id: &'static str,
    fits: &'static [Form],
    case: Case,
    escape: Escape,
    template: &'static str,
) -> Context {
    let bytes = template.as_bytes();
    let (mut named, mut at) = (false, 0);
    while at + 6 <= bytes.len() {
        named |= matches!(bytes.split_at(at).1.split_at(6).0, b"{name}");
        at += 1;
    }
    Context { id, named, fits, template, case, escape }
}

use Case::{Camel, Header, Kebab, Screaming, Snake};
use Escape::{Added, Backslash, Indent, Percent, Twice};

/// Every one of them. The first word of an id is the language.
pub const CONTEXTS: &[Context] = &[
    context("rust const", ANY, Screaming, Backslash, "pub const {name}: &str = \"{value}\";\n"),
    context("rust static", ANY, Screaming, Backslash, "static {name}: &str = \"{value}\";\n"),
    context("rust let", ANY, Snake, Backslash, "    let {name} = \"{value}\";\n"),
    context(
        "rust let of a String",
        ANY,
        Snake,
        Backslash,
        "    let mut {name}: String = \"{value}\".to_string();\n",
    ),
    context(
        "rust field",
        ANY,
        Snake,
        Backslash,
        "Config { host: host.into(), {name}: \"{value}\".into(), retries: 3 }\n",
    ),
    context("rust argument", ANY, Snake, Backslash, "    let client = Client::new(\"{value}\").await?;\n"),
    context("rust builder", ANY, Snake, Backslash, "        .{name}(\"{value}\")\n"),
    context("rust map entry", ANY, Snake, Backslash, "    settings.insert(\"{name}\", \"{value}\");\n"),
    context("rust pair", ANY, Screaming, Backslash, "    (\"{name}\", \"{value}\"),\n"),
    context(
        "rust environment",
        ANY,
        Screaming,
        Backslash,
        "    std::env::set_var(\"{name}\", \"{value}\");\n",
    ),
    context(
        "rust default",
        ANY,
        Screaming,
        Backslash,
        "    std::env::var(\"{name}\").unwrap_or_else(|_| \"{value}\".to_owned())\n",
    ),
    context("rust header", LINE, Header, Backslash, "    request.header(\"X-{name}\", \"{value}\")\n"),
    context("rust bearer", TOKEN, Header, Backslash, "    request.bearer_auth(\"{value}\")\n"),
    context("rust raw string", ANY, Snake, Escape::None, "    let {name} = r#\"{value}\"#;\n"),
    context("rust byte string", ANY, Screaming, Backslash, "const {name}: &[u8] = b\"{value}\";\n"),
    context("rust concat", TOKEN, Snake, Backslash, "    let line = concat!(\"{name}=\", \"{value}\");\n"),
    context(
        "rust sum",
        TOKEN,
        Snake,
        Backslash,
        "    let {name} = String::from(\"Bearer \") + \"{value}\";\n",
    ),
    context("rust comparison", LINE, Snake, Backslash, "    if {name} == \"{value}\" {\n"),
    context(
        "rust json macro",
        LINE,
        Snake,
        Backslash,
        "    let body = json!({ \"{name}\": \"{value}\", \"limit\": 10 });\n",
    ),
    context(
        "json",
        ANY,
        Snake,
        Backslash,
        "{\n  \"name\": \"{word}\",\n  \"{name}\": \"{value}\",\n  \"debug\": false\n}\n",
    ),
    context("json compact", ANY, Camel, Backslash, "{\"id\":17,\"{name}\":\"{value}\",\"active\":true}"),
    context(
        "json in json",
        LINE,
        Snake,
        Twice,
        "{\"level\":\"info\",\"body\":\"{\\\"{name}\\\":\\\"{value}\\\"}\"}",
    ),
    context("json array", LINE, Snake, Backslash, "{\"args\": [\"--{word}\", \"{value}\"]}"),
    context("yaml", TOKEN, Snake, Escape::None, "{word}:\n  host: db\n  {name}: {value}\n  pool: 5\n"),
    context("yaml quoted", LINE, Kebab, Escape::None, "spec:\n  {name}: '{value}'\n"),
    context("yaml block", BLOCK, Snake, Indent, "data:\n  {name}: |\n    {value}\n"),
    context(
        "yaml container",
        LINE,
        Screaming,
        Escape::None,
        "env:\n  - name: {name}\n    value: \"{value}\"\n",
    ),
    context("yaml list", TOKEN, Screaming, Escape::None, "    environment:\n      - {name}={value}\n"),
    context("toml", LINE, Snake, Escape::None, "[{word}]\n{name} = \"{value}\"\n"),
    context("toml lines", BLOCK, Snake, Escape::None, "{name} = \"\"\"\n{value}\n\"\"\"\n"),
    context("ini", TOKEN, Snake, Escape::None, "[default]\n{name} = {value}\nregion = eu-west-1\n"),
    context("properties", TOKEN, Kebab, Escape::None, "app.{word}.{name}={value}\n"),
    context("dotenv", TOKEN, Screaming, Escape::None, "PORT=8080\n{name}={value}\nDEBUG=0\n"),
    context("dotenv quoted", ANY, Screaming, Escape::None, "{name}=\"{value}\"\n"),
    context("shell export", TOKEN, Screaming, Escape::None, "export {name}={value}\n"),
    context("shell prefix", LINE, Screaming, Escape::None, "{name}='{value}' cargo run --release\n"),
    context("shell flag", TOKEN, Kebab, Escape::None, "deploy --region eu --{name}={value} --wait\n"),
    context("shell flag apart", TOKEN, Kebab, Escape::None, "deploy --{name} {value} --wait\n"),
    context("dockerfile", TOKEN, Screaming, Escape::None, "FROM debian\nENV {name}={value}\n"),
    context("dockerfile argument", TOKEN, Screaming, Escape::None, "ARG {name}=\"{value}\"\n"),
    context(
        "curl bearer",
        TOKEN,
        Header,
        Escape::None,
        "curl -s -H \"Authorization: Bearer {value}\" https://api.acme.net/v1/me\n",
    ),
    context("curl user", TOKEN, Snake, Escape::None, "curl -u {word}:{value} https://api.acme.net/v1/me\n"),
    context(
        "http header",
        LINE,
        Header,
        Escape::None,
        "GET /v1/items HTTP/1.1\r\nHost: api.acme.net\r\nX-{name}: {value}\r\n\r\n",
    ),
    context("http authorization", TOKEN, Header, Escape::None, "Authorization: Bearer {value}\n"),
    context(
        "url query",
        TOKEN,
        Snake,
        Percent,
        "https://api.acme.net/v1/items?page=2&{name}={value}&sort=asc\n",
    ),
    context(
        "url user",
        TOKEN,
        Snake,
        Percent,
        "git clone https://oauth2:{value}@git.acme.net/team/{word}.git\n",
    ),
    context(
        "log field",
        TOKEN,
        Snake,
        Escape::None,
        "2025-03-04T10:11:12Z DEBUG {word}: connecting {name}={value} attempt=2\n",
    ),
    context("log quoted", LINE, Snake, Escape::None, "INFO {word} started with {name}=\"{value}\"\n"),
    context(
        "log json",
        ANY,
        Snake,
        Backslash,
        "{\"ts\":\"2025-03-04T10:11:12Z\",\"msg\":\"config\",\"{name}\":\"{value}\"}\n",
    ),
    context("prose", TOKEN, Snake, Escape::None, "Hi, the new one is {value} and it works since Monday.\n"),
    context(
        "prose with a name",
        TOKEN,
        Snake,
        Escape::None,
        "Please set {name} to {value} before you start.\n",
    ),
    context("comment", LINE, Snake, Escape::None, "    // old value: {value}\n"),
    context("csv", TOKEN, Snake, Escape::None, "id,owner,value\n17,{word},{value}\n"),
    context("csv with a name", TOKEN, Snake, Escape::None, "key,value\n{name},{value}\n"),
    context(
        "markdown block",
        ANY,
        Screaming,
        Escape::None,
        "Start it:\n\n```sh\nexport {name}=\"{value}\"\n```\n",
    ),
    context("markdown code", TOKEN, Snake, Escape::None, "Use `{value}` for now.\n"),
    context(
        "markdown table",
        TOKEN,
        Snake,
        Escape::None,
        "| name | value |\n|---|---|\n| {name} | `{value}` |\n",
    ),
    context("python", ANY, Screaming, Backslash, "{name} = '{value}'\n"),
    context("python dictionary", ANY, Snake, Backslash, "    config['{name}'] = \"{value}\"\n"),
    context("python argument", LINE, Snake, Backslash, "client = Client({name}=\"{value}\", timeout=30)\n"),
    context("python lines", BLOCK, Screaming, Escape::None, "{name} = \"\"\"{value}\"\"\"\n"),
    context("javascript", ANY, Camel, Backslash, "const {name} = '{value}';\n"),
    context(
        "javascript property",
        ANY,
        Camel,
        Backslash,
        "module.exports = { {name}: \"{value}\", port: 3000 };\n",
    ),
    context("javascript template", LINE, Camel, Escape::None, "const {name} = `{value}`;\n"),
    context("typescript", ANY, Camel, Backslash, "private readonly {name}: string = \"{value}\";\n"),
    context("go", ANY, Camel, Backslash, "\t{name} := \"{value}\"\n"),
    context("go environment", LINE, Screaming, Backslash, "\tos.Setenv(\"{name}\", \"{value}\")\n"),
    context("java", ANY, Camel, Backslash, "    private static final String {name} = \"{value}\";\n"),
    context("csharp", ANY, Camel, Backslash, "    public string {name} { get; set; } = \"{value}\";\n"),
    context("ruby", ANY, Snake, Backslash, "  config.{name} = '{value}'\n"),
    context("php", LINE, Screaming, Escape::None, "define('{name}', '{value}');\n"),
    context("php array", LINE, Snake, Escape::None, "    '{name}' => '{value}',\n"),
    context("xml element", TOKEN, Camel, Escape::None, "<{name}>{value}</{name}>\n"),
    context("xml attribute", TOKEN, Camel, Escape::None, "<add key=\"{name}\" value=\"{value}\" />\n"),
    context("terraform", LINE, Snake, Escape::None, "  {name} = \"{value}\"\n"),
    context(
        "terraform variable",
        LINE,
        Snake,
        Escape::None,
        "variable \"{name}\" {\n  type    = string\n  default = \"{value}\"\n}\n",
    ),
    context(
        "sql",
        LINE,
        Snake,
        Escape::None,
        "INSERT INTO settings (key, value) VALUES ('{name}', '{value}');\n",
    ),
    context("diff", ANY, Screaming, Added, "@@ -1 +1,2 @@\n PORT=8080\n+{name}=\"{value}\"\n"),
    context("file of its own", BLOCK, Snake, Escape::None, "{value}\n"),
    context("heredoc", BLOCK, Snake, Escape::None, "cat > key <<EOF\n{value}\nEOF\n"),
];

impl Context {
    pub fn fits(&self, secret: &Secret) -> bool {
        // What has line breaks or quotes of its own needs them written in some way; a raw text has none.
        let plain = matches!(self.escape, Escape::None | Escape::Added);
        let quotes = self.fits.len() == 3 && plain && secret.text.contains(['"', '`', '$']);
        self.fits.contains(&secret.form()) && !quotes
    }

    pub fn place(&self, name: &str, secret: &Secret, random: &mut Random) -> Placed {
        let template = self.template.replace("{name}", &self.case.of(name)).replace("{word}", random.word());
        let (before, after) = template.split_once("{value}").expect("a place for the value");
        let [head, part, tail] = [
            &secret.text[..secret.part.start],
            &secret.text[secret.part.clone()],
            &secret.text[secret.part.end..],
        ]
        .map(|text| self.escape.of(text));
        let start = before.len() + head.len();
        let secret = start..start + part.len();
        let whole = before.len()..secret.end + tail.len();
        Placed { text: [before, &head, &part, &tail, after].concat(), secret, whole }
    }
}

impl Case {
    fn of(self, name: &str) -> String {
        let words = name.split('_');
        let capital = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
        match self {
            Snake => name.to_owned(),
            Screaming => name.to_ascii_uppercase(),
            Kebab => name.replace('_', "-"),
            Header => words.map(capital).collect::<Vec<_>>().join("-"),
            Camel => {
                let all: String = words.map(capital).collect();
                all[..1].to_ascii_lowercase() + &all[1..]
            }
        }
    }
}

impl Escape {
    fn of(self, text: &str) -> String {
        match self {
            Escape::None => text.to_owned(),
            Backslash => text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"),
            Twice => Backslash.of(&Backslash.of(text)),
            Indent => text.replace('\n', "\n    "),
            Added => text.replace('\n', "\n+"),
            Percent => {
                let letter = |byte: u8| match byte {
                    b'+' | b'/' | b'=' | b':' | b'%' | b'$' => format!("%{byte:02X}"),
                    byte => char::from(byte).to_string(),
                };
                text.bytes().map(letter).collect()
            }
        }
    }
}

#[test]
fn a_credential_stands_where_its_place_says() {
    for format in super::generator::formats() {
        let mut random = Random::of(3, format.id);
        let secret = format.sample(&mut random);
        let name = format.names.first().copied().unwrap_or("value");
        let mut places = 0;
        for context in CONTEXTS.iter().filter(|context| context.fits(&secret)) {
            let placed = context.place(name, &secret, &mut random);
            let expected = context.escape.of(&secret.text[secret.part.clone()]);
            assert_eq!(placed.text[placed.secret], expected, "{} in {}", format.id, context.id);
            places += 1;
        }
        assert!(places >= 8, "{} fits {places} contexts", format.id);
    }
}

#[test]
fn json_with_a_credential_is_json() {
    for format in super::generator::formats() {
        let mut random = Random::of(4, format.id);
        let secret = format.sample(&mut random);
        for context in
            CONTEXTS.iter().filter(|context| context.fits(&secret) && context.id.starts_with("json"))
        {
            let placed = context.place("value", &secret, &mut random);
            serde_json::from_str::<serde_json::Value>(&placed.text).expect(context.id);
        }
    }
}
