//! Where a content does its harm: one line for each function, method or constructor, with the argument that matters.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::value::{Traits, Value};
use super::{Argument, Site, Use};
use crate::facts::Name;

/// Which arguments matter.
#[derive(Clone, Copy, Debug)]
enum Which {
    At(usize),
    All,
}

/// When a method is the one that is meant: its receiver's type is not visible.
#[derive(Clone, Copy, Debug)]
enum When {
    /// Whatever it is called on.
    Always,
    /// The text looks like SQL, or what it is called on is named like a database.
    Database,
    /// The text looks like a URL, or what it is called on is named like a client.
    Client,
    /// What it is called on was made by a type of one of these names.
    MadeBy(&'static [&'static str]),
    /// What it is called on was made by `Command::new` of a shell.
    Shell,
    /// What it is called on, or the path to it, has one of these names.
    Named(&'static [&'static str]),
    /// The text has markup, or the response says that it is HTML.
    Markup,
    /// Nothing on the way limited the size.
    WithoutSizeLimit,
}

use When::{Always, Client, Database, MadeBy, Markup, Named, Shell, WithoutSizeLimit};
use Which::{All, At};

const SQL: Traits = Traits::SQL;
const COMMAND: Traits = Traits::COMMAND;
const PATH: Traits = Traits::PATH;
const URL: Traits = Traits::URL;
const PATTERN: Traits = Traits::PATTERN;
const HTML: Traits = Traits::HTML;
const AMOUNT: Traits = Traits::AMOUNT;
const PROMPT: Traits = Traits::PROMPT;
const CODE: Traits = Traits::CODE;

/// Functions, by the module or type that they are in.
const FUNCTIONS: &[(Traits, &[&str], &[&str], Which)] = &[
    // SQL.
    (
        SQL,
        &["sqlx"],
        &["query", "query_as", "query_scalar", "query_with", "query_as_with", "query_scalar_with", "raw_sql"],
        At(0),
    ),
    (SQL, &["sqlx::query_builder::QueryBuilder", "sqlx::QueryBuilder"], &["new", "with_arguments"], At(0)),
    (SQL, &["diesel", "diesel::dsl"], &["sql_query", "sql"], At(0)),
    (
        SQL,
        &["sea_orm::Statement", "sea_orm::prelude::Statement"],
        &["from_string", "from_sql_and_values"],
        At(1),
    ),
    (SQL, &["sea_query::Expr", "sea_orm::sea_query::Expr"], &["cust"], At(0)),
    // Commands.
    (
        COMMAND,
        &[
            "std::process::Command",
            "tokio::process::Command",
            "async_process::Command",
            "async_std::process::Command",
        ],
        &["new"],
        At(0),
    ),
    (COMMAND, &["libc"], &["system", "popen"], At(0)),
    (COMMAND, &["duct"], &["cmd"], At(0)),
    (COMMAND, &["duct_sh"], &["sh", "sh_dangerous"], At(0)),
    (COMMAND, &["execute"], &["shell", "command"], At(0)),
    (COMMAND, &["subprocess::Exec"], &["shell", "cmd"], At(0)),
    (COMMAND, &["run_script"], &["run_script", "spawn_script", "run_or_exit"], At(0)),
    // Paths.
    (
        PATH,
        &["std::fs", "tokio::fs", "async_std::fs", "fs_err", "fs_err::tokio", "async_fs", "smol::fs"],
        &[
            "canonicalize",
            "copy",
            "create_dir",
            "create_dir_all",
            "hard_link",
            "metadata",
            "read",
            "read_dir",
            "read_link",
            "read_to_string",
            "remove_dir",
            "remove_dir_all",
            "remove_file",
            "rename",
            "set_permissions",
            "symlink_metadata",
            "write",
            "try_exists",
            "soft_link",
        ],
        All,
    ),
    (
        PATH,
        &["std::fs::File", "tokio::fs::File", "async_std::fs::File", "fs_err::File", "fs_err::tokio::File"],
        &["open", "create", "create_new"],
        At(0),
    ),
    (
        PATH,
        &["actix_files::NamedFile", "rocket::fs::NamedFile", "rocket_seek_stream::SeekStream"],
        &["open", "open_async", "from_path"],
        At(0),
    ),
    (
        PATH,
        &[
            "tower_http::services::ServeFile",
            "tower_http::services::fs::ServeFile",
            "tower_http::services::ServeDir",
            "actix_files::Files",
            "poem::web::StaticFileRequest",
        ],
        &["new"],
        All,
    ),
    (PATH, &["std::os::unix::fs"], &["symlink"], All),
    // URLs.
    (
        URL,
        &[
            "reqwest",
            "reqwest::blocking",
            "ureq",
            "isahc",
            "surf",
            "attohttpc",
            "minreq",
            "tokio_tungstenite",
        ],
        &["get", "post", "put", "delete", "patch", "head", "get_async", "request", "connect_async"],
        All,
    ),
    (
        URL,
        &[
            "std::net::TcpStream",
            "tokio::net::TcpStream",
            "std::net::UdpSocket",
            "tokio::net::UdpSocket",
            "async_std::net::TcpStream",
        ],
        &["connect", "connect_timeout"],
        At(0),
    ),
    (URL, &["tokio::net"], &["lookup_host"], At(0)),
    (URL, &["hyper::Request", "http::Request", "http::request::Builder"], &["get", "post", "put"], At(0)),
    // Patterns.
    (
        PATTERN,
        &[
            "regex::Regex",
            "regex::bytes::Regex",
            "fancy_regex::Regex",
            "pcre2::bytes::Regex",
            "onig::Regex",
            "regress::Regex",
            "regex_lite::Regex",
            "regex::RegexSet",
        ],
        &["new"],
        At(0),
    ),
    (PATTERN, &["tera::Tera"], &["one_off"], At(0)),
    (PATTERN, &["minijinja"], &["render"], At(0)),
    (PATTERN, &["liquid::ParserBuilder"], &["parse"], At(0)),
    // Code.
    (
        CODE,
        &["wasmtime::Module", "wasmtime::component::Component", "wasmer::Module", "wasmi::Module"],
        &["new", "from_binary", "from_file", "deserialize"],
        At(1),
    ),
    (CODE, &["boa_engine::Source"], &["from_bytes"], At(0)),
    (CODE, &["pyo3::types::PyModule", "pyo3::prelude::PyModule"], &["from_code", "from_code_bound"], At(1)),
    (CODE, &["v8::Script", "rquickjs::Module"], &["compile", "declare", "evaluate"], All),
    // Markup.
    (
        HTML,
        &[
            "axum::response::Html",
            "axum::response",
            "poem::web::Html",
            "poem::web",
            "rocket::response::content",
            "rocket::response::content::RawHtml",
            "maud",
            "warp::reply",
            "salvo::writing",
            "tide::Body",
            "actix_web::web",
            "response",
            "web",
        ],
        &["Html", "RawHtml", "PreEscaped", "html"],
        At(0),
    ),
    // Sizes.
    (
        AMOUNT,
        &[
            "std::vec::Vec",
            "std::string::String",
            "std::collections::HashMap",
            "std::collections::HashSet",
            "std::collections::VecDeque",
            "std::collections::BinaryHeap",
            "bytes::BytesMut",
            "std::path::PathBuf",
            "std::ffi::OsString",
            "indexmap::IndexMap",
        ],
        &["with_capacity", "with_capacity_and_hasher", "try_with_capacity", "zeroed"],
        At(0),
    ),
    (AMOUNT, &["bytes::BytesMut"], &["zeroed"], At(0)),
    (
        AMOUNT,
        &["std::alloc::Layout"],
        &["from_size_align", "from_size_align_unchecked", "array", "repeat"],
        At(0),
    ),
    (
        AMOUNT,
        &["std::boxed::Box", "std::sync::Arc", "std::rc::Rc"],
        &["new_uninit_slice", "new_zeroed_slice"],
        At(0),
    ),
    (AMOUNT, &["std::iter"], &["repeat_n"], At(1)),
    (AMOUNT, &["libc"], &["malloc", "aligned_alloc"], All),
    (AMOUNT, &["libc"], &["calloc", "realloc"], All),
    // Prompts.
    (PROMPT, &["async_openai::types::ChatCompletionRequestSystemMessageArgs"], &["content"], At(0)),
];

/// Methods.
const METHODS: &[(Traits, &[&str], Which, When)] = &[
    (
        SQL,
        &[
            "execute",
            "execute_batch",
            "batch_execute",
            "query",
            "query_as",
            "query_row",
            "query_map",
            "query_one",
            "query_opt",
            "query_raw",
            "query_first",
            "query_drop",
            "query_iter",
            "query_typed",
            "query_unpaged",
            "prepare",
            "prepare_cached",
            "prep",
            "exec",
            "exec_drop",
            "exec_first",
            "exec_iter",
            "exec_map",
            "exec_batch",
            "simple_query",
            "fetch_all",
            "fetch_one",
            "fetch_optional",
            "fetch",
            "execute_unprepared",
            "raw_sql",
            "raw",
            "query_row_and_then",
            "query_and_then",
            "execute_many",
            "query_scalar",
            "copy_in",
            "copy_out",
            "sql",
            "from_raw_sql",
            "query_all",
            "find_by_sql",
            "query_with_params",
        ],
        At(0),
        Database,
    ),
    (SQL, &["push", "push_bind_raw"], At(0), MadeBy(&["QueryBuilder"])),
    (SQL, &["push_sql"], At(0), Always),
    (COMMAND, &["arg", "args", "raw_arg"], At(0), Shell),
    (COMMAND, &["shell", "exec_shell", "raw_command"], At(0), Named(&["session", "openssh", "ssh", "host"])),
    (PATH, &["open", "create", "create_new"], At(0), MadeBy(&["OpenOptions"])),
    (PATH, &["create"], At(0), MadeBy(&["DirBuilder"])),
    (
        URL,
        &["get", "post", "put", "delete", "patch", "head", "request", "fetch", "get_async", "post_async"],
        All,
        Client,
    ),
    (URL, &["uri", "url"], At(0), MadeBy(&["Request", "Client", "Easy", "RequestBuilder", "Builder"])),
    (URL, &["url"], At(0), Named(&["easy", "handle", "curl"])),
    (PATTERN, &["build"], All, WithoutSizeLimit),
    (
        PATTERN,
        &[
            "render_str",
            "render_template",
            "render_template_with_context",
            "template_from_str",
            "template_from_named_str",
            "compile_template",
        ],
        At(0),
        Always,
    ),
    (
        PATTERN,
        &[
            "add_raw_template",
            "register_template_string",
            "add_template",
            "add_template_owned",
            "register_partial",
            "add_raw_templates",
        ],
        At(1),
        Always,
    ),
    (PATTERN, &["render_named_str"], At(1), Always),
    (
        PATTERN,
        &["evaluate", "findnodes", "findvalue", "findvalues", "node_evaluate", "evaluate_xpath"],
        At(0),
        Named(&["context", "ctx", "xpath", "node", "root", "doc", "document"]),
    ),
    (
        PATTERN,
        &["search", "streaming_search", "streaming_search_with"],
        At(2),
        Named(&["ldap", "conn", "connection", "directory"]),
    ),
    (
        CODE,
        &[
            "eval",
            "eval_with_scope",
            "eval_expression",
            "eval_expression_with_scope",
            "compile_with_scope",
            "compile_expression",
            "execute_script",
            "eval_file",
        ],
        All,
        Named(&[
            "engine",
            "rhai",
            "lua",
            "interpreter",
            "runtime",
            "py",
            "python",
            "context",
            "js",
            "vm",
            "isolate",
            "js_runtime",
        ]),
    ),
    (
        CODE,
        &["run", "run_with_scope", "compile", "run_code"],
        All,
        Named(&["engine", "rhai", "lua", "interpreter", "py", "python", "js", "isolate", "js_runtime"]),
    ),
    (CODE, &["load"], At(0), Named(&["lua"])),
    (HTML, &["body", "set_body", "html"], At(0), Markup),
    (
        AMOUNT,
        &[
            "reserve",
            "reserve_exact",
            "try_reserve",
            "try_reserve_exact",
            "repeat",
            "resize",
            "resize_with",
            "set_len",
            "grow",
        ],
        At(0),
        Always,
    ),
];

/// Programs that run what they are given.
const SHELLS: &[&str] = &[
    "sh",
    "bash",
    "zsh",
    "dash",
    "ksh",
    "fish",
    "ash",
    "cmd",
    "cmd.exe",
    "powershell",
    "powershell.exe",
    "pwsh",
    "python",
    "python3",
    "perl",
    "ruby",
    "node",
    "php",
    "osascript",
    "ssh",
    "env",
    "sudo",
    "su",
    "xargs",
    "eval",
    "busybox",
    "nsenter",
    "docker",
];

/// What at this place can do harm: the danger, and the argument in which it stands.
pub(super) fn reached(site: &Site) -> Vec<(Traits, usize)> {
    let mut found = Vec::new();
    let mut add = |danger: Traits, which: Which, arguments: &[Argument], holds: &dyn Fn(&Value) -> bool| {
        for (index, argument) in arguments.iter().enumerate() {
            let matters = match which {
                At(at) => index == at,
                All => true,
            };
            if matters && argument.value.could(danger) && holds(&argument.value) {
                found.push((danger, index));
            }
        }
    };
    match &site.what {
        Use::Function { name, arguments } => {
            for (danger, which) in of_function(name) {
                add(danger, which, arguments, &|_| true);
            }
        }
        Use::Method { name, receiver, arguments } => {
            let rows = of_method(name);
            for (danger, which, when) in rows {
                add(*danger, *which, arguments, &|value| when.holds(receiver, value, *danger));
            }
            if name == "build" || name == "size_limit" {
                built_pattern(name, receiver, &mut found);
            }
        }
        Use::Repeat { count } => add(AMOUNT, All, std::slice::from_ref(count), &|_| true),
        _ => {}
    }
    found
}

/// `RegexBuilder::new(pattern).build()`: the pattern was given long before.
fn built_pattern(name: &str, receiver: &Argument, found: &mut Vec<(Traits, usize)>) {
    if let Some(maker) = &receiver.value.made_by
        && name == "build"
        && matches!(maker.of(), "RegexBuilder" | "RegexSetBuilder")
        && !maker.has_called("size_limit")
        && maker.arguments.iter().any(|argument| argument.could(PATTERN))
    {
        found.push((PATTERN, usize::MAX));
    }
}

fn of_function(name: &Name) -> Vec<(Traits, Which)> {
    type Row = (Traits, &'static str, Which);
    static BY_LAST: LazyLock<HashMap<&str, Vec<Row>>> = LazyLock::new(|| {
        let mut all: HashMap<&str, Vec<Row>> = HashMap::new();
        for (danger, modules, functions, which) in FUNCTIONS {
            for function in *functions {
                all.entry(function)
                    .or_default()
                    .extend(modules.iter().map(|module| (*danger, *module, *which)));
            }
        }
        all
    });
    let Some(rows) = BY_LAST.get(name.last()) else { return Vec::new() };
    let is_meant = |module: &str| {
        name.may_be_in(module) || (name.is_bare() && matches!(name.last(), "Html" | "RawHtml" | "PreEscaped"))
    };
    let mut meant: Vec<(Traits, Which)> = Vec::new();
    for (danger, module, which) in rows {
        if is_meant(module) && !meant.iter().any(|(one, _)| one == danger) {
            meant.push((*danger, *which));
        }
    }
    meant
}

fn of_method(name: &str) -> &'static [(Traits, Which, When)] {
    type Row = (Traits, Which, When);
    static BY_NAME: LazyLock<HashMap<&str, Vec<Row>>> = LazyLock::new(|| {
        let mut all: HashMap<&str, Vec<Row>> = HashMap::new();
        for (danger, methods, which, when) in METHODS {
            for method in *methods {
                all.entry(method).or_default().push((*danger, *which, *when));
            }
        }
        all
    });
    BY_NAME.get(name).map_or(&[], Vec::as_slice)
}

impl When {
    fn holds(self, receiver: &Argument, value: &Value, danger: Traits) -> bool {
        let _ = danger;
        match self {
            Always => true,
            Database => value.could(Traits::LOOKS_LIKE_SQL) || receiver.is_named_like(DATABASES),
            Client => {
                let maker = receiver.value.made_by.as_ref().map(|maker| maker.of());
                maker.is_some_and(|maker| {
                    matches!(
                        maker,
                        "Client" | "ClientBuilder" | "Agent" | "AgentBuilder" | "reqwest" | "ureq"
                    )
                }) || receiver.is_named_like(CLIENTS)
            }
            MadeBy(types) => receiver.value.made_by.as_ref().is_some_and(|maker| types.contains(&maker.of())),
            Shell => receiver.value.made_by.as_ref().is_some_and(|maker| {
                let program = maker.arguments.first().and_then(Value::whole_text);
                let program = program.map(|text| text.rsplit(['/', '\\']).next().unwrap_or(text));
                maker.of() == "Command" && program.is_some_and(|program| SHELLS.contains(&program))
            }),
            Named(names) => {
                let maker = receiver.value.made_by.as_ref().map(|maker| maker.of().to_ascii_lowercase());
                receiver.is_named_like(names) || maker.is_some_and(|maker| names.contains(&maker.as_str()))
            }
            Markup => {
                let says_html = receiver.value.made_by.as_ref().is_some_and(|maker| {
                    maker.calls.iter().any(|call| {
                        let text = call.argument.as_ref().and_then(Value::whole_text).unwrap_or_default();
                        text.contains("html") || matches!(call.argument.as_ref().map(|it| &it.known), Some(super::Known::Path(path)) if path.to_ascii_lowercase().contains("html"))
                    })
                });
                says_html || value.could(Traits::LOOKS_LIKE_HTML)
            }
            WithoutSizeLimit => false,
        }
    }
}

const DATABASES: &[&str] = &[
    "conn",
    "connection",
    "db",
    "database",
    "pool",
    "tx",
    "transaction",
    "sql",
    "sqlite",
    "postgres",
    "pg",
    "mysql",
    "stmt",
    "executor",
    "exec",
];

const CLIENTS: &[&str] =
    &["client", "http", "https", "agent", "reqwest", "ureq", "web", "fetcher", "browser"];
