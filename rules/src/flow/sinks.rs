//! Where a content does its harm: one line for each function, method or constructor, with the argument that matters.

use std::sync::LazyLock;

use super::table::ByName;
use super::value::{Traits, Value};
use super::{Argument, Use};
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
    /// What it is called on is the standard input of a shell or an interpreter.
    ShellInput,
    /// The text is a filter in brackets, or what it is called on is named like a directory.
    Directory,
    /// What it is called on, or the path to it, has one of these names.
    Named(&'static [&'static str]),
    /// The text has markup, or the response says that it is HTML.
    Markup,
    /// The pieces of a URL are put together.
    OfUrl,
}

use When::{Always, Client, Database, Directory, MadeBy, Markup, Named, OfUrl, Shell, ShellInput};
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

const FILE_MODULES: &[&str] =
    &["std::fs", "tokio::fs", "async_std::fs", "fs_err", "fs_err::tokio", "async_fs", "smol::fs"];

const EVALEXPR: &[&str] = &["evalexpr"];

const EVALUATE: &[&str] = &[
    "eval",
    "eval_with_context",
    "eval_with_context_mut",
    "eval_int",
    "eval_float",
    "eval_boolean",
    "eval_string",
    "eval_number",
    "eval_int_with_context",
    "eval_float_with_context",
    "eval_boolean_with_context",
    "build_operator_tree",
];

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
    (SQL, &["diesel", "diesel::dsl", "diesel::expression::dsl"], &["sql_query", "sql"], At(0)),
    (
        SQL,
        &["sea_orm::Statement", "sea_orm::prelude::Statement"],
        &["from_string", "from_sql_and_values"],
        At(1),
    ),
    (
        SQL,
        &["sea_query::Expr", "sea_orm::sea_query::Expr", "sea_orm::prelude::Expr", "sea_query::SimpleExpr"],
        &["cust", "cust_with_values", "cust_with_exprs"],
        At(0),
    ),
    (
        SQL,
        &[
            "tiberius::Query",
            "scylla::query::Query",
            "scylla::statement::Statement",
            "influxdb::ReadQuery",
            "influxdb2::models::Query",
        ],
        &["new"],
        At(0),
    ),
    (SQL, &["neo4rs", "neo4rs::Query", "influxdb::Query"], &["query", "new", "raw_read_query"], At(0)),
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
    (
        COMMAND,
        &["portable_pty::CommandBuilder", "openssh::Command", "async_ssh2_tokio::Client"],
        &["new"],
        At(0),
    ),
    (COMMAND, &["nix::unistd", "libc"], &["execv", "execve", "execvp", "execlp"], At(0)),
    // Paths.
    (
        PATH,
        FILE_MODULES,
        &[
            "create_dir",
            "create_dir_all",
            "metadata",
            "read",
            "read_dir",
            "read_link",
            "read_to_string",
            "remove_dir",
            "remove_dir_all",
            "remove_file",
            "set_permissions",
            "symlink_metadata",
            "write",
            "try_exists",
            "exists",
        ],
        At(0),
    ),
    (PATH, FILE_MODULES, &["copy", "rename", "hard_link", "soft_link"], All),
    (
        PATH,
        &["std::fs::File", "tokio::fs::File", "async_std::fs::File", "fs_err::File", "fs_err::tokio::File"],
        &["open", "create", "create_new", "open_buffered"],
        At(0),
    ),
    (
        PATH,
        &["actix_files::NamedFile", "rocket::fs::NamedFile", "rocket_seek_stream::SeekStream", "tide::Body"],
        &["open", "open_async", "from_path", "from_file"],
        At(0),
    ),
    (
        PATH,
        &[
            "tower_http::services::ServeFile",
            "tower_http::services::fs::ServeFile",
            "tower_http::services::ServeDir",
            "poem::endpoint::StaticFileEndpoint",
        ],
        &["new"],
        At(0),
    ),
    (PATH, &["warp::fs"], &["file", "dir"], At(0)),
    (PATH, &["csv::Reader", "csv::Writer", "csv::ReaderBuilder"], &["from_path"], At(0)),
    (PATH, &["image", "memmap2::Mmap", "pdf_extract"], &["open", "extract_text"], At(0)),
    (PATH, &["std::os::unix::fs", "tokio::fs"], &["symlink"], All),
    // URLs.
    (
        URL,
        &["reqwest", "reqwest::blocking", "ureq", "isahc", "surf", "attohttpc", "minreq"],
        &["get", "post", "put", "delete", "patch", "head", "get_async", "post_async", "head_async"],
        At(0),
    ),
    (URL, &["ureq", "minreq"], &["request"], All),
    (
        URL,
        &["tokio_tungstenite", "async_tungstenite::tokio", "tungstenite", "tungstenite::client"],
        &["connect_async", "connect"],
        At(0),
    ),
    (
        URL,
        &["reqwest::Request", "reqwest::blocking::Request", "surf::Request", "isahc::Request"],
        &["new"],
        At(1),
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
    (URL, &["hyper::Request", "http::Request", "http::request::Builder"], &["get", "post", "put"], At(0)),
    (
        URL,
        &[
            "suppaftp::FtpStream",
            "suppaftp::AsyncFtpStream",
            "ftp::FtpStream",
            "async_native_tls",
            "telnet::Telnet",
        ],
        &["connect"],
        At(0),
    ),
    (
        URL,
        &["tokio_tungstenite", "tokio_tungstenite::client"],
        &["client_async", "connect_async_with_config"],
        At(0),
    ),
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
    (PATTERN, &["sxd_xpath"], &["evaluate_xpath"], At(1)),
    (CODE, EVALEXPR, EVALUATE, At(0)),
    (CODE, &["meval", "fasteval", "mexprp"], &["eval_str", "eval", "ez_eval"], At(0)),
    (CODE, &["redis::Script"], &["new"], At(0)),
    (PATTERN, &["strfmt"], &["strfmt", "strfmt_map"], At(0)),
    (PATTERN, &["tinytemplate::TinyTemplate", "new_string_template::template::Template"], &["new"], At(0)),
    (
        PATTERN,
        &["ramhorns::Template", "text_placeholder::Template", "mustache"],
        &["new", "compile_str"],
        At(0),
    ),
    (PATTERN, &["gtmpl", "gtmpl::Template"], &["template", "with_body"], At(0)),
    (
        PATTERN,
        &["jmespath", "jsonpath_lib::Compiled", "serde_json_path::JsonPath"],
        &["compile", "parse"],
        At(0),
    ),
    (PATTERN, &["jsonpath_lib"], &["select", "select_as_str"], At(1)),
    (PATTERN, &["skyscraper::xpath", "grep_regex::RegexMatcher"], &["parse", "new"], At(0)),
    (PATTERN, &["fancy_regex::RegexBuilder", "onig::Regex"], &["with_options"], At(0)),
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
            "actix_web::web::Html",
            "web::Html",
            "minijinja::Value",
            "minijinja::value::Value",
            "askama::filters",
            "askama",
            "leptos::html",
            "markupsafe",
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
        &["Html", "RawHtml", "PreEscaped", "html", "from_safe_string", "MarkupDisplay"],
        At(0),
    ),
    (HTML, &["actix_web::web::Html", "axum::response::Html", "web::Html"], &["new"], At(0)),
    (
        HTML,
        &["yew::Html", "yew::prelude::Html", "yew::virtual_dom::VNode", "gloo::utils::document"],
        &["from_html_unchecked"],
        At(0),
    ),
    (HTML, &["salvo::prelude::Text", "salvo::writing::Text", "rouille::Response"], &["Html", "html"], At(0)),
    (HTML, &["lettre::message::SinglePart"], &["html"], At(0)),
    (HTML, &["lettre::message::MultiPart"], &["alternative_plain_html"], At(1)),
    (
        HTML,
        &["markup", "horrorshow", "hypertext", "hypertext::Raw", "vy"],
        &["raw", "Raw", "dangerously_create"],
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
            "indexmap::IndexSet",
            "hashbrown::HashMap",
            "dashmap::DashMap",
            "smallvec::SmallVec",
            "std::io::BufReader",
            "std::io::BufWriter",
            "tokio::io::BufReader",
            "bitvec::vec::BitVec",
            "bit_vec::BitVec",
        ],
        &["with_capacity", "with_capacity_and_hasher", "try_with_capacity", "zeroed"],
        At(0),
    ),
    (AMOUNT, &["bytes::BytesMut"], &["zeroed"], At(0)),
    (AMOUNT, &["bit_vec::BitVec", "nalgebra::DVector"], &["from_elem", "zeros", "from_element"], At(0)),
    (
        AMOUNT,
        &[
            "image::ImageBuffer",
            "image::RgbImage",
            "image::RgbaImage",
            "image::GrayImage",
            "tiny_skia::Pixmap",
        ],
        &["new", "from_pixel"],
        All,
    ),
    (
        AMOUNT,
        &[
            "ndarray::Array",
            "ndarray::Array1",
            "ndarray::Array2",
            "ndarray::Array3",
            "ndarray::ArrayD",
            "nalgebra::DMatrix",
        ],
        &["zeros", "ones", "from_elem", "default", "uninit", "from_element"],
        All,
    ),
    (
        AMOUNT,
        &[
            "std::sync::mpsc",
            "crossbeam_channel",
            "crossbeam::channel",
            "async_channel",
            "tokio::sync::broadcast",
        ],
        &["sync_channel", "bounded", "channel"],
        At(0),
    ),
    (AMOUNT, &["memmap2::MmapMut", "memmap::MmapMut"], &["map_anon"], At(0)),
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
    (COMMAND, &["write_all", "write_str"], At(0), ShellInput),
    (COMMAND, &["shell", "exec_shell", "raw_command"], At(0), Named(&["session", "openssh", "ssh", "host"])),
    (COMMAND, &["exec", "execute", "request_exec", "run"], All, Named(&["channel", "ssh", "ssh_client"])),
    (PATH, &["open", "create", "create_new"], At(0), MadeBy(&["OpenOptions", "File"])),
    (PATH, &["create"], At(0), MadeBy(&["DirBuilder"])),
    (
        URL,
        &["get", "post", "put", "delete", "patch", "head", "request", "fetch", "get_async", "post_async"],
        All,
        Client,
    ),
    (URL, &["uri", "url"], At(0), MadeBy(&["Request", "Client", "Easy", "RequestBuilder", "Builder"])),
    (URL, &["url"], At(0), Named(&["easy", "handle", "curl"])),
    (
        URL,
        &["goto", "navigate_to", "new_page"],
        At(0),
        Named(&["driver", "browser", "tab", "page", "webdriver"]),
    ),
    (URL, &["connect", "connect_timeout"], At(0), MadeBy(&["Socket", "TcpSocket"])),
    (PATTERN, &["build"], At(0), MadeBy(&["RegexBuilder", "RegexMatcherBuilder"])),
    (
        PATTERN,
        &["simple_bind", "delete", "modifydn", "compare", "modify", "add"],
        At(0),
        Named(&["ldap", "ldapconn", "ldapconnasync"]),
    ),
    (
        PATTERN,
        &["search", "streaming_search", "with_search"],
        At(0),
        Named(&["ldap", "ldapconn", "ldapconnasync"]),
    ),
    (
        HTML,
        &["set_outer_html", "append_html", "with_raw", "dangerous_inner_html", "dangerously_set_inner_html"],
        At(0),
        Always,
    ),
    (HTML, &["insert_adjacent_html"], At(1), Always),
    (PATH, &["into_file", "save_to", "save_as", "download_to_file"], At(0), Always),
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
    (PATTERN, &["search", "streaming_search", "streaming_search_with"], At(2), Directory),
    (
        CODE,
        &["eval", "eval_expression", "compile_expression", "eval_file", "eval_ast"],
        At(0),
        Named(INTERPRETERS),
    ),
    (
        CODE,
        &["eval_with_scope", "eval_expression_with_scope", "compile_with_scope", "execute_script"],
        At(1),
        Named(INTERPRETERS),
    ),
    (
        CODE,
        &["run", "compile", "run_code"],
        At(0),
        Named(&["engine", "rhai", "lua", "interpreter", "py", "python", "js", "isolate", "js_runtime"]),
    ),
    (CODE, &["run_with_scope"], At(1), Named(INTERPRETERS)),
    (CODE, &["load"], At(0), Named(&["lua"])),
    (HTML, &["body", "set_body", "html"], At(0), Markup),
    (HTML, &["set_inner_html", "inner_html"], At(0), Always),
    (
        PATH,
        &["persist_to", "copy_to", "move_copy_to", "persist", "persist_noclobber", "send_file", "sendfile"],
        At(0),
        Always,
    ),
    (URL, &["set_host", "set_ip_host", "uri_mut", "url_mut"], At(0), Always),
    (URL, &["authority"], At(0), OfUrl),
    (PATTERN, &["parse"], At(0), MadeBy(&["ParserBuilder"])),
    (PATTERN, &["parse"], At(0), Named(&["liquid"])),
    (PATTERN, &["build"], At(0), Named(&["Factory", "factory"])),
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
            "resize_default",
            "grow",
            "collect",
        ],
        At(0),
        Always,
    ),
];

/// What a program makes of its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Program {
    /// Runs the argument behind `-c`; those behind it are the script's own.
    Shell,
    /// Runs all that follows `/C`.
    Lines,
    /// Runs the argument behind `-c`, `-e`, and takes others for files.
    Interpreter,
    /// Starts the program that it is given: `env`, `sudo`.
    Starter,
    /// Runs all that follows the host.
    Distant,
}

fn program(path: &str) -> Option<Program> {
    match path.rsplit(['/', '\\']).next().unwrap_or(path) {
        "sh" | "bash" | "zsh" | "dash" | "ksh" | "fish" | "ash" | "csh" | "tcsh" | "rbash" => {
            Some(Program::Shell)
        }
        "cmd" | "cmd.exe" | "powershell" | "powershell.exe" | "pwsh" | "pwsh.exe" | "eval" => {
            Some(Program::Lines)
        }
        "python" | "python3" | "python2" | "perl" | "ruby" | "node" | "php" | "osascript" | "lua"
        | "deno" => Some(Program::Interpreter),
        "env" | "sudo" | "su" | "xargs" | "busybox" | "nsenter" | "docker" | "podman" | "chroot" | "doas"
        | "nohup" | "timeout" | "nice" => Some(Program::Starter),
        "ssh" => Some(Program::Distant),
        _ => None,
    }
}

/// What starts a program.
fn is_command(ty: &str) -> bool {
    matches!(ty, "Command" | "CommandBuilder" | "Exec" | "CommandExt" | "StdCommand" | "TokioCommand")
}

/// `cmd!("sh", "-c", line)`, `cmd("sh", ["-c", line])`: the argument that a shell runs.
fn script_in(arguments: &[Argument]) -> Option<usize> {
    let (first, rest) = arguments.split_first()?;
    program(first.value.whole_text()?)?;
    let mut maker =
        super::Maker { path: "Command::new".into(), arguments: vec![first.value.clone()], calls: Vec::new() };
    for (index, argument) in rest.iter().enumerate() {
        if argument.value.could(COMMAND) && is_script(&maker, &argument.value) {
            return Some(index + 1);
        }
        maker.calls.push(super::Called { method: "arg".into(), argument: Some(argument.value.clone()) });
    }
    None
}

/// Whether an argument is run as a script, after those that the command was given before.
fn is_script(maker: &super::Maker, argument: &Value) -> bool {
    let Some(first) = maker.arguments.first() else { return false };
    let Some(mut kind) = first.whole_texts().into_iter().find_map(program) else { return false };
    let before = maker.calls.iter().filter(|call| matches!(&*call.method, "arg" | "args" | "raw_arg"));
    let before = before.filter_map(|call| call.argument.as_ref()).flat_map(Value::elements);
    let all =
        before.map(|piece| (piece, false)).chain(argument.elements().into_iter().map(|piece| (piece, true)));
    let (mut is_next, mut is_value, mut words) = (false, false, 0);
    for (piece, is_now) in all {
        let texts = piece.whole_texts();
        let is_tainted = is_now && piece.could(COMMAND);
        let is_flag = texts.first().is_some_and(|text| text.starts_with(['-', '+']) && text.len() > 1);
        // `-o pipefail`
        if std::mem::take(&mut is_value) {
            continue;
        }
        is_value = kind == Program::Shell && texts.iter().any(|text| matches!(*text, "-o" | "+o" | "-O"));
        match kind {
            _ if is_next && kind != Program::Lines => return is_tainted,
            Program::Lines => {
                if is_tainted {
                    return true;
                }
            }
            Program::Shell | Program::Interpreter => {
                let runs = |text: &&str| {
                    matches!(*text, "-e" | "-r" | "-E" | "--eval" | "eval" | "/C" | "/c" | "-Command")
                        && (kind == Program::Interpreter || *text != "-e" && *text != "-r" && *text != "-E")
                        || (text.starts_with('-') && !text.starts_with("--") && text.ends_with('c'))
                        || *text == "--command"
                };
                if texts.iter().any(runs) {
                    is_next = true;
                } else if kind == Program::Shell && is_tainted && !piece.is_constant() {
                    return true;
                } else if !texts.is_empty() && !is_flag {
                    return false;
                }
            }
            Program::Starter => {
                if let Some(started) = texts.iter().find_map(|text| program(text)) {
                    kind = started;
                }
            }
            Program::Distant => {
                if is_tainted && words > 0 {
                    return true;
                }
                words += usize::from(!is_flag);
            }
        }
    }
    false
}

/// What can do harm in what is done here: the danger, and the argument in which it stands; `usize::MAX` for what was given to
/// a builder before.
/// `is_own` if it is a method that is declared in the same file, for a type that is.
pub(super) fn reached(what: &Use, is_own: bool) -> Vec<(Traits, usize)> {
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
    match what {
        Use::Function { name, arguments } if arguments.iter().any(|it| it.value.is_input()) => {
            for (danger, which) in of_function(name) {
                add(danger, which, arguments, &|_| true);
            }
            if name.last() == "cmd"
                && let Some(at) = script_in(arguments)
            {
                add(COMMAND, At(at), arguments, &|_| true);
            }
            if let Some(at) = page_in(name, arguments) {
                add(HTML, At(at), arguments, &|_| true);
            }
        }
        Use::Method { name, receiver, .. } if is_own && is_none_of_a_service(name, receiver) => {}
        // The address is in the request, and was seen when that was made.
        Use::Method { name, arguments, .. } if name == "request" && arguments.len() == 1 => {}
        Use::Method { name, receiver, arguments } => {
            if arguments.iter().any(|it| it.value.is_input()) {
                for (danger, which, when) in of_method(name) {
                    add(*danger, *which, arguments, &|value| when.holds(receiver, value, is_own));
                }
            }
            match name.as_str() {
                "build" => built_pattern(receiver, &mut found),
                "render" | "render_str" | "render_template" | "render_to_write" | "render_with_context"
                    if is_unescaped(receiver, arguments) =>
                {
                    let holds = |it: &Argument| (it.value.traits | it.value.of_fields).has(HTML);
                    let data = arguments.iter().enumerate().filter(|(_, it)| holds(it));
                    found.extend(data.map(|(at, _)| (HTML, at)));
                }
                _ => {}
            }
        }
        Use::Macro { name, arguments, .. } if name.last() == "cmd" => {
            found.extend(script_in(arguments).map(|at| (COMMAND, at)));
        }
        Use::Entry { name, value } => {
            let danger = match name.as_str() {
                "inner_html" | "innerHTML" | "dangerous_inner_html" | "dangerously_set_inner_html" => HTML,
                "$where" | "$function" | "$accumulator" => CODE,
                _ => Traits::NONE,
            };
            add(danger, All, std::slice::from_ref(value), &|_| true);
        }
        Use::Written(text) if text.value.could(HTML) && text.value.traits.has(Traits::LOOKS_LIKE_HTML) => {
            found.push((HTML, 0));
        }
        Use::Returned(value) if is_page(&value.value) => found.push((HTML, 0)),
        Use::Repeat { count } => add(AMOUNT, All, std::slice::from_ref(count), &|_| true),
        _ => {}
    }
    found
}

/// A method of the program's own, whose type is called after something that keeps and not after a service that is asked.
fn is_none_of_a_service(method: &str, receiver: &Argument) -> bool {
    const SERVICES: [&str; 14] = [
        "client", "http", "fetch", "agent", "api", "gateway", "db", "database", "pool", "conn", "repo",
        "sql", "session", "service",
    ];
    if method.starts_with("render") {
        return true;
    }
    let ty = receiver.value.type_name().unwrap_or_default().to_ascii_lowercase();
    matches!(
        method,
        "get" | "put" | "post" | "delete" | "head" | "request" | "fetch" | "query" | "execute" | "prepare"
    ) && !SERVICES.iter().any(|word| ty.contains(word))
}

/// The argument of a function that is a page: `fs::write("report.html", page)`, `Response::new(page)`, and what
/// `Tera::one_off(template, context, false)` does not escape.
fn page_in(name: &Name, arguments: &[Argument]) -> Option<usize> {
    let has_markup = |at: usize| arguments.get(at).is_some_and(|it| it.value.could(Traits::LOOKS_LIKE_HTML));
    match name.last() {
        "write" if has_markup(1) && FILE_MODULES.iter().any(|module| name.may_be_in(module)) => {
            let is_page = |text: &str| text.ends_with(".html") || text.ends_with(".htm");
            arguments.first()?.value.whole_text().is_some_and(is_page).then_some(1)
        }
        "one_off" if name.may_be_in("tera::Tera") && has_markup(0) => {
            let is_off = arguments.get(2)?.value.known == super::Known::Bool(false);
            is_off.then_some(1)
        }
        "new" | "from_string" | "html" if has_markup(0) => {
            const RESPONSES: [&str; 6] = [
                "hyper::Response",
                "http::Response",
                "axum::response::Response",
                "axum::http::Response",
                "tiny_http::Response",
                "rouille::Response",
            ];
            RESPONSES.iter().any(|module| name.may_be_in(module)).then_some(0)
        }
        _ => None,
    }
}

/// Whether a template engine, or a template that it is given, leaves what it writes as it is.
fn is_unescaped(receiver: &Argument, arguments: &[Argument]) -> bool {
    let Some(maker) = &receiver.value.made_by else { return false };
    let is_raw = |text: &str| {
        (text.contains("{{{") && !text.contains("{{{{"))
            || ["|safe", "| safe", "autoescape false", "autoescape off"]
                .iter()
                .any(|word| text.contains(word))
    };
    let is_page = |value: &Value| {
        value.could(Traits::LOOKS_LIKE_HTML)
            || value.whole_text().is_some_and(|text| text.ends_with(".html") || text.ends_with(".htm"))
    };
    let is_off = |call: &super::Called| {
        let Some(argument) = &call.argument else { return false };
        match &*call.method {
            "register_escape_fn" => argument.alias.as_deref() == Some("no_escape"),
            "autoescape_on" => argument.parts.as_ref().is_some_and(|parts| parts.is_empty()),
            "set_auto_escape_callback" => {
                matches!(&argument.known, super::Known::Path(path) if path.ends_with("AutoEscape::None"))
            }
            _ => false,
        }
    };
    let given = || {
        let before = maker.calls.iter().filter_map(|call| call.argument.as_ref());
        before.chain(arguments.iter().map(|argument| &argument.value))
    };
    given().any(|it| it.could(Traits::LOOKS_LIKE_HTML) && it.whole_text().is_some_and(is_raw))
        || (maker.calls.iter().any(is_off) && given().any(is_page))
}

/// `([(CONTENT_TYPE, "text/html")], body)`, and a text that begins like a page: `<!doctype html>`.
fn is_page(returned: &Value) -> bool {
    if let Some(parts) = &returned.parts
        && let [heads @ .., (last, body)] = parts.as_slice()
        && !last.starts_with('[')
        && body.could(HTML)
        && heads.iter().flat_map(|(_, head)| head.elements()).any(is_html_header)
    {
        return true;
    }
    let start = returned.start.as_deref().unwrap_or_default().trim_start();
    returned.could(HTML)
        && ["<!doctype html", "<html"]
            .iter()
            .any(|tag| start.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
}

/// `(CONTENT_TYPE, "text/html")`
fn is_html_header(header: &Value) -> bool {
    let says = |value: &Value| value.whole_text().is_some_and(|text| text.contains("text/html"));
    says(header) || says(&header.part("1"))
}

/// `RegexBuilder::new(pattern).build()`: the pattern was given long before.
fn built_pattern(receiver: &Argument, found: &mut Vec<(Traits, usize)>) {
    if let Some(maker) = &receiver.value.made_by
        && matches!(maker.of(), "RegexBuilder" | "RegexSetBuilder")
        && !maker.has_called("size_limit")
        && maker.arguments.iter().any(|argument| argument.could(PATTERN))
    {
        found.push((PATTERN, usize::MAX));
    }
}

fn of_function(name: &Name) -> Vec<(Traits, Which)> {
    static BY_LAST: LazyLock<ByName<(Traits, &str, Which)>> = LazyLock::new(|| {
        ByName::of(FUNCTIONS.iter().flat_map(|(danger, modules, functions, which)| {
            functions.iter().flat_map(move |function| {
                modules.iter().map(move |module| (*function, (*danger, *module, *which)))
            })
        }))
    });
    let is_meant = |module: &str| {
        name.may_be_in(module)
            || (name.is_bare()
                && matches!(
                    name.last(),
                    "Html" | "RawHtml" | "PreEscaped" | "sql_query" | "raw_sql" | "connect_async"
                ))
    };
    let mut meant: Vec<(Traits, Which)> = Vec::new();
    for (danger, module, which) in BY_LAST.get(name.last()) {
        if is_meant(module) && !meant.iter().any(|(one, _)| one == danger) {
            meant.push((*danger, *which));
        }
    }
    meant
}

fn of_method(name: &str) -> impl Iterator<Item = &'static (Traits, Which, When)> {
    static BY_NAME: LazyLock<ByName<(Traits, Which, When)>> = LazyLock::new(|| {
        ByName::of(METHODS.iter().flat_map(|(danger, methods, which, when)| {
            methods.iter().map(move |method| (*method, (*danger, *which, *when)))
        }))
    });
    BY_NAME.get(name)
}

impl When {
    fn holds(self, receiver: &Argument, value: &Value, is_own: bool) -> bool {
        match self {
            Always => true,
            Database => {
                receiver.is_named_like(DATABASES)
                    || (value.could(Traits::LOOKS_LIKE_SQL) && !receiver.is_named_like(REQUESTS))
            }
            Client => {
                let maker = receiver.value.made_by.as_ref().map(|maker| maker.of());
                maker.is_some_and(|maker| {
                    matches!(
                        maker,
                        "Client" | "ClientBuilder" | "Agent" | "AgentBuilder" | "reqwest" | "ureq"
                    )
                }) || receiver.is_named_like(CLIENTS)
                    || (!is_own
                        && matches!(
                            receiver.value.type_name(),
                            Some("Client" | "Agent" | "ClientWithMiddleware")
                        ))
            }
            MadeBy(types) => receiver.value.made_by.as_ref().is_some_and(|maker| types.contains(&maker.of())),
            Shell => receiver
                .value
                .made_by
                .as_ref()
                .is_some_and(|maker| is_command(maker.of()) && is_script(maker, value)),
            ShellInput => receiver.value.made_by.as_ref().is_some_and(|maker| {
                let texts = maker.arguments.first().map(Value::whole_texts).unwrap_or_default();
                let reads =
                    |text: &&str| matches!(program(text), Some(Program::Shell | Program::Interpreter));
                // With a script of its own, it reads data.
                let has_script = maker.calls.iter().any(|call| {
                    matches!(&*call.method, "arg" | "args")
                        && call
                            .argument
                            .as_ref()
                            .is_none_or(|it| !it.elements().into_iter().all(is_mere_flag))
                });
                is_command(maker.of()) && texts.iter().any(reads) && !has_script
            }),
            OfUrl => {
                receiver.value.made_by.as_ref().is_some_and(|maker| {
                    matches!(maker.of(), "Uri" | "Builder") || maker.path.contains("uri::")
                })
            }
            Directory => {
                receiver.is_named_like(&["ldap", "directory"])
                    || value.start.as_deref().is_some_and(|start| start.starts_with('('))
            }
            Named(names) => {
                let made_by = || receiver.value.made_by.as_ref().map(|maker| maker.of().to_ascii_lowercase());
                let ty = || receiver.value.type_name().map(str::to_ascii_lowercase);
                receiver.is_named_like(names)
                    || made_by().is_some_and(|maker| names.contains(&&*maker))
                    || ty().is_some_and(|ty| names.contains(&&*ty))
            }
            Markup => {
                let says_html = receiver.value.made_by.as_ref().is_some_and(|maker| {
                    maker.calls.iter().any(|call| {
                        let text = call.argument.as_ref().and_then(Value::whole_text).unwrap_or_default();
                        text.contains("html") || call.argument.as_ref().is_some_and(is_html_header) || matches!(call.argument.as_ref().map(|it| &it.known), Some(super::Known::Path(path)) if path.to_ascii_lowercase().contains("html"))
                    })
                });
                says_html || value.could(Traits::LOOKS_LIKE_HTML)
            }
        }
    }
}

/// `-`, `-s`, `-eu`: the script comes from the standard input all the same.
fn is_mere_flag(argument: &Value) -> bool {
    argument
        .whole_text()
        .is_some_and(|text| text.starts_with('-') && !text.starts_with("--command") && !text.ends_with('c'))
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
    "duckdb",
    "libsql",
    "rusqlite",
    "sqlx",
    "cursor",
    "savepoint",
];

/// What is called on a request, such as `.query(..)`, is no query of a database.
const REQUESTS: &[&str] =
    &["http", "request", "req", "url", "reqwest", "get", "post", "put", "patch", "response"];

const CLIENTS: &[&str] =
    &["client", "http", "https", "agent", "reqwest", "ureq", "web", "fetcher", "browser"];

/// What runs code of a language of its own.
const INTERPRETERS: &[&str] = &[
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
];
