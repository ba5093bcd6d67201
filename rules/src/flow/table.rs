//! Sources, steps, barriers and sinks: one line each. A line that is added here is followed everywhere.
//!
//! Functions are named by their full path; a method only by its name, since its receiver's type is not visible.

use std::sync::LazyLock;

use portcullis_patterns::name::Stems;

use super::value::Traits;
use crate::facts::Name;

/// What a function or a method makes of what it is given.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// The same content: `trim`, `to_string`, `unwrap`, an element of a list.
    Same,
    /// Made of the content, and begins in another way.
    Derived,
    /// Nothing of the content is in it: `len`, `is_empty`, a digest.
    Clean,
    /// A number.
    Amount,
    /// Made of the content, which can no longer do this.
    Clears(Traits),
    /// What it is called on and what it is given: `unwrap_or`, `concat`.
    Joined,
    /// Within bounds if its arguments are: `min`, `clamp`.
    Bounded,
    /// What it is given becomes part of what it is called on: `push_str`.
    Receives,
    /// What it is called on goes into the buffer that it is given: `read_line(&mut line)`.
    Fills,
    /// A path in a folder.
    JoinedPath,
    /// A path of which the beginning says where it lies.
    Canonical,
    /// Brings in something from outside.
    Source(Traits),
    /// The same in every run.
    Fixed,
    /// A text or a list with nothing in it yet.
    Empty,
}

use Step::{
    Amount, Bounded, Canonical, Clean, Clears, Derived, Empty, Fills, Fixed, Joined, JoinedPath, Receives,
    Same, Source,
};

const LOCAL: Step = Source(Traits::LOCAL.and(Traits::TEXT).and(Traits::AMOUNT));
const ENVIRONMENT: Step =
    Source(Traits::LOCAL.and(Traits::ENVIRONMENT).and(Traits::TEXT).and(Traits::AMOUNT));
const FILE: Step = Source(Traits::LOCAL.and(Traits::FILE).and(Traits::TEXT).and(Traits::AMOUNT));
const NETWORK: Step = Source(Traits::NETWORK.and(Traits::TEXT).and(Traits::AMOUNT));
const PREDICTABLE: Step = Source(Traits::PREDICTABLE);
const MODEL: Step = Source(Traits::NETWORK.and(Traits::MODEL).and(Traits::TEXT));

/// What a request brings.
pub(super) const REQUEST: Traits = Traits::REMOTE.and(Traits::TEXT).and(Traits::AMOUNT);
/// What lies in a database: somebody has put it there. It is no order to a model, and most of it has no line breaks.
pub(super) const STORED: Traits = Traits::STORED.and(Traits::TEXT.without(Traits::LOG.and(Traits::PROMPT)));

/// Functions, by the module or type that they are in.
const FUNCTIONS: &[(&[&str], &[&str], Step)] = &[
    // Sources.
    (&["std::env"], &["args", "args_os"], LOCAL),
    (&["std::env"], &["var", "var_os", "vars", "vars_os"], ENVIRONMENT),
    (&["std::io", "tokio::io", "async_std::io"], &["stdin", "read_to_string"], LOCAL),
    (&["std::fs", "tokio::fs", "async_std::fs", "fs_err"], &["read", "read_to_string", "read_link"], FILE),
    (&["std::fs::File", "tokio::fs::File", "fs_err::File"], &["open"], FILE),
    (&["reqwest", "reqwest::blocking", "isahc", "surf", "attohttpc"], &["get", "post"], NETWORK),
    (
        &["std::net::TcpStream", "tokio::net::TcpStream", "std::os::unix::net::UnixStream"],
        &["connect"],
        NETWORK,
    ),
    (
        &["rand::rngs::SmallRng"],
        &["seed_from_u64", "from_entropy", "from_os_rng", "from_rng", "from_seed"],
        PREDICTABLE,
    ),
    (
        &[
            "rand::rngs::StdRng",
            "rand_chacha::ChaCha8Rng",
            "rand_chacha::ChaCha12Rng",
            "rand_chacha::ChaCha20Rng",
            "rand_chacha::ChaChaRng",
        ],
        &["seed_from_u64"],
        PREDICTABLE,
    ),
    (
        &[
            "fastrand",
            "fastrand::Rng",
            "oorandom::Rand32",
            "oorandom::Rand64",
            "rand_pcg::Pcg32",
            "rand_pcg::Pcg64",
            "rand_pcg::Pcg64Mcg",
            "rand_xorshift::XorShiftRng",
            "rand_xoshiro::Xoshiro128PlusPlus",
            "rand_xoshiro::Xoshiro256Plus",
            "rand_xoshiro::Xoshiro256PlusPlus",
            "rand_xoshiro::Xoshiro256StarStar",
            "rand_xoshiro::SplitMix64",
            "rand_mt::Mt19937GenRand32",
            "rand_mt::Mt64",
            "rand::rngs::mock::StepRng",
            "nanorand::WyRand",
            "tinyrand::Wyrand",
            "tinyrand::StdRand",
            "turborand::Rng",
            "libc",
        ],
        &[
            "new",
            "new_seed",
            "with_seed",
            "seed_from_u64",
            "from_seed",
            "from_entropy",
            "from_os_rng",
            "from_rng",
            "default",
            "rand",
            "random",
            "alphabetic",
            "alphanumeric",
            "lowercase",
            "uppercase",
            "digit",
            "char",
            "choice",
            "choose_multiple",
            "u8",
            "u16",
            "u32",
            "u64",
            "u128",
            "usize",
            "i32",
            "i64",
        ],
        PREDICTABLE,
    ),
    (
        &["jsonwebtoken"],
        &["decode_header"],
        Source(Traits::UNVERIFIED.and(Traits::NETWORK).and(Traits::TEXT)),
    ),
    (&["ring::hmac", "hmac_sha256::HMAC"], &["sign", "mac"], Source(Traits::DIGEST)),
    (
        &[
            "warp",
            "warp::query",
            "warp::body",
            "warp::path",
            "warp::header",
            "warp::cookie",
            "warp::multipart",
        ],
        &["query", "raw", "json", "form", "bytes", "param", "tail", "header", "optional", "cookie"],
        Source(REQUEST),
    ),
    // Steps.
    (&["pulldown_cmark::Parser"], &["new", "new_ext", "new_with_broken_link_callback"], Same),
    (&["url::form_urlencoded"], &["parse"], Derived),
    (
        &["actix_web::web::Query", "axum::extract::Query", "poem::web::Query"],
        &["from_query", "try_from_uri"],
        Derived,
    ),
    (&["std::string::String", "std::vec::Vec"], &["new", "with_capacity"], Empty),
    (
        &[
            "aes_gcm::Nonce",
            "chacha20poly1305::XNonce",
            "aes_gcm::Key",
            "generic_array::GenericArray",
            "hybrid_array::Array",
        ],
        &["default"],
        Fixed,
    ),
    (
        &[
            "generic_array::GenericArray",
            "cipher::generic_array::GenericArray",
            "aes::cipher::generic_array::GenericArray",
            "aes_gcm::aead::generic_array::GenericArray",
            "chacha20poly1305::aead::generic_array::GenericArray",
            "hybrid_array::Array",
            "zeroize::Zeroizing",
        ],
        &["from_slice", "from", "clone_from_slice", "new", "from_mut_slice", "try_from"],
        Same,
    ),
    (&["std::iter"], &["repeat_with", "from_fn"], Same),
    (
        &["std::string::String"],
        &["from", "from_utf8", "from_utf8_lossy", "from_iter", "from_utf8_unchecked"],
        Same,
    ),
    (&["std::str", "simdutf8::basic"], &["from_utf8", "from_utf8_unchecked"], Same),
    (
        &["std::path::Path", "std::path::PathBuf", "camino::Utf8Path", "camino::Utf8PathBuf"],
        &["new", "from"],
        Same,
    ),
    (&["std::ffi::OsStr", "std::ffi::OsString", "std::ffi::CString"], &["new", "from"], Same),
    (
        &[
            "std::boxed::Box",
            "std::sync::Arc",
            "std::rc::Rc",
            "std::cell::RefCell",
            "std::cell::Cell",
            "std::sync::Mutex",
            "std::sync::RwLock",
            "std::io::BufReader",
            "std::io::Cursor",
            "tokio::io::BufReader",
            "std::borrow::Cow",
            "std::vec::Vec",
            "std::pin::Pin",
        ],
        &["new", "from", "pin", "with_capacity", "Borrowed", "Owned"],
        Same,
    ),
    (
        &[
            "bytes::Bytes",
            "hyper::body::Bytes",
            "axum::body::Bytes",
            "hyper::Body",
            "axum::body::Body",
            "http_body_util::Full",
            "actix_web::body::BoxBody",
        ],
        &["new", "from", "from_static", "copy_from_slice"],
        Same,
    ),
    (
        &[
            "http::HeaderValue",
            "http::header::HeaderValue",
            "axum::http::HeaderValue",
            "axum::http::header::HeaderValue",
            "hyper::header::HeaderValue",
            "reqwest::header::HeaderValue",
            "actix_web::http::header::HeaderValue",
            "tower_http::cors::AllowOrigin",
        ],
        &["from_static", "from_str", "from_bytes", "try_from", "from", "exact", "list"],
        Same,
    ),
    (&["std::mem"], &["take", "replace"], Same),
    (&["std::iter"], &["once", "repeat"], Same),
    (
        &["url::Url", "reqwest::Url", "http::Uri", "hyper::Uri", "axum::http::Uri"],
        &["parse", "from_str", "try_from"],
        Same,
    ),
    (
        &["urlencoding", "percent_encoding", "hex", "base64", "html_escape"],
        &["decode", "percent_decode_str", "decode_html_entities"],
        Same,
    ),
    (
        &[
            "serde_json",
            "serde_yaml",
            "toml",
            "serde_urlencoded",
            "bincode",
            "rmp_serde",
            "ciborium",
            "postcard",
            "serde_qs",
            "quick_xml::de",
            "ron",
            "bson",
        ],
        &[
            "from_str",
            "from_slice",
            "from_value",
            "from_reader",
            "to_string",
            "to_value",
            "deserialize",
            "to_vec",
        ],
        Derived,
    ),
    (
        &["serde_json", "serde_yaml", "toml", "serde_yml", "ron", "bincode", "postcard", "rmp_serde"],
        &["to_string_pretty", "to_vec_pretty", "to_allocvec", "serialize"],
        Derived,
    ),
    (&["std::path"], &["absolute"], Same),
    (&["std::fs", "tokio::fs", "dunce", "fs_err"], &["canonicalize"], Canonical),
    (
        &["std::time::Duration"],
        &["from_millis", "from_secs", "from_secs_f64", "from_micros", "from_nanos"],
        Same,
    ),
    (&["std::cmp"], &["min"], Bounded),
    // Barriers.
    (&["regex", "fancy_regex", "regex_lite"], &["escape"], Clears(Traits::PATTERN)),
    // Somebody can still read it.
    (&["urlencoding"], &["encode"], Clears(Traits::TEXT.without(Traits::PROMPT))),
    (
        &["percent_encoding"],
        &["utf8_percent_encode", "percent_encode"],
        Clears(Traits::TEXT.without(Traits::PROMPT)),
    ),
    (
        &["html_escape", "askama_escape", "v_htmlescape", "htmlescape", "tera", "encode_unicode"],
        &[
            "encode_text",
            "encode_safe",
            "encode_double_quoted_attribute",
            "encode_quoted_attribute",
            "escape",
            "escape_html",
            "encode_minimal",
            "encode_attribute",
        ],
        Clears(Traits::HTML.and(Traits::LOG)),
    ),
    (&["ammonia"], &["clean", "clean_text"], Clears(Traits::HTML)),
    (
        &["shlex", "shell_words", "shell_escape", "snailquote"],
        &["quote", "try_quote", "escape", "join"],
        Clears(Traits::COMMAND),
    ),
    (
        &["uuid::Uuid", "ulid::Ulid"],
        &["parse_str", "from_str", "from_string", "try_parse", "try_parse_ascii"],
        Clean,
    ),
    (
        &["std::net::IpAddr", "std::net::Ipv4Addr", "std::net::Ipv6Addr"],
        &["from_str"],
        Clears(Traits::TEXT.without(Traits::URL)),
    ),
    (&["ldap3"], &["ldap_escape", "dn_escape"], Clears(Traits::PATTERN)),
    (&["comrak", "markdown"], &["markdown_to_html", "to_html"], Clears(Traits::HTML)),
    (&["sanitize_filename"], &["sanitize", "sanitize_with_options"], Clears(Traits::PATH)),
    (&["path_clean"], &["clean"], Canonical),
];

/// Methods, whatever they are called on.
const METHODS: &[(&[&str], Step)] = &[
    // Sources.
    (&["send", "call"], NETWORK),
    (&["accept", "payload_view", "incoming"], NETWORK),
    (
        &[
            "fetch_one",
            "fetch_all",
            "fetch_optional",
            "query_one",
            "query_opt",
            "query_first",
            "exec_first",
            "find_one",
            "hget",
            "hgetall",
            "lrange",
            "smembers",
        ],
        Source(STORED),
    ),
    (&["blpop", "brpop", "blmpop", "brpoplpush", "xread", "xread_options"], NETWORK),
    (
        &[
            "complete",
            "completion",
            "chat",
            "generate",
            "generate_content",
            "create_completion",
            "chat_completion",
            "prompt",
        ],
        MODEL,
    ),
    // Steps.
    (
        &[
            "as_bytes",
            "as_deref",
            "as_deref_mut",
            "as_mut",
            "as_mut_str",
            "as_os_str",
            "as_path",
            "as_ref",
            "as_slice",
            "as_str",
            "as_string",
            "borrow",
            "borrow_mut",
            "by_ref",
            "cloned",
            "clone",
            "clone_from",
            "copied",
            "deref",
            "display",
            "expect",
            "fuse",
            "into",
            "into_boxed_str",
            "into_bytes",
            "into_inner",
            "into_iter",
            "into_os_string",
            "into_owned",
            "into_string",
            "into_path_buf",
            "iter",
            "iter_mut",
            "lock",
            "ok",
            "ok_or",
            "ok_or_else",
            "peekable",
            "read",
            "rev",
            "take",
            "to_bytes",
            "to_owned",
            "to_path_buf",
            "to_str",
            "to_string",
            "to_string_lossy",
            "to_vec",
            "trim",
            "trim_end",
            "trim_matches",
            "trim_start",
            "try_into",
            "unwrap",
            "unwrap_or_default",
            "unwrap_unchecked",
            "map_err",
            "context",
            "with_context",
            "await",
            "write",
            "inspect",
            "inspect_err",
            "inner",
            "get_mut",
            "get_ref",
            "to_ascii_lowercase",
            "to_ascii_uppercase",
            "to_lowercase",
            "to_uppercase",
            "leak",
            "into_boxed_slice",
            "into_std",
            "handle",
            "as_os_string",
            "to_os_string",
            "flatten",
            "collect",
            "or_cancel",
            "timeout",
            "boxed",
            "into_future",
            "into_response",
            "normalize",
        ],
        Same,
    ),
    (
        &[
            "bytes",
            "chars",
            "char_indices",
            "chunks",
            "collect_vec",
            "concat",
            "drain",
            "enumerate",
            "filter",
            "filter_map",
            "find",
            "find_map",
            "first",
            "flat_map",
            "fold",
            "get",
            "group_by",
            "last",
            "lines",
            "map",
            "max_by",
            "max_by_key",
            "min_by",
            "next",
            "next_back",
            "nth",
            "peek",
            "pop",
            "pop_front",
            "position",
            "reduce",
            "repeat",
            "rsplit",
            "rsplit_once",
            "rsplitn",
            "skip",
            "skip_while",
            "sort",
            "split",
            "split_at",
            "split_first",
            "split_last",
            "split_once",
            "split_off",
            "split_terminator",
            "split_whitespace",
            "splitn",
            "step_by",
            "strip_prefix",
            "strip_suffix",
            "substring",
            "take_while",
            "trim_start_matches",
            "values",
            "trim_end_matches",
            "windows",
            "zip",
            "remove",
            "swap_remove",
            "keys",
            "entries",
            "and_then",
            "unzip",
            "text",
            "json",
            "body",
            "into_body",
            "text_with_charset",
            "chunk",
            "file_name",
            "parent",
            "file_stem",
        ],
        Derived,
    ),
    (
        &[
            "as_bool",
            "as_null",
            "capacity",
            "cmp",
            "contains",
            "contains_key",
            "count",
            "ends_with",
            "eq",
            "eq_ignore_ascii_case",
            "exists",
            "find_iter",
            "is_absolute",
            "is_alphabetic",
            "is_alphanumeric",
            "is_ascii",
            "is_char_boundary",
            "is_dir",
            "is_empty",
            "is_err",
            "is_file",
            "is_none",
            "is_ok",
            "is_some",
            "len",
            "ne",
            "partial_cmp",
            "starts_with",
            "all",
            "any",
            "is_match",
            "finalize",
            "digest",
            "as_date",
            "timestamp",
            "elapsed",
            "metadata",
            "status",
            "size_hint",
            "type_id",
            "to_digit",
            "is_some_and",
            "is_ok_and",
        ],
        Clean,
    ),
    (
        &[
            "as_f64",
            "as_i64",
            "as_u64",
            "as_i32",
            "as_u32",
            "get_u8",
            "get_u16",
            "get_u32",
            "get_u64",
            "read_u8",
            "read_u16",
            "read_u32",
            "read_u64",
            "get_u32_le",
            "get_u64_le",
            "read_u32_le",
            "read_u16_le",
            "content_length",
        ],
        Amount,
    ),
    (
        &[
            "unwrap_or",
            "or",
            "or_else",
            "unwrap_or_else",
            "chain",
            "map_or",
            "map_or_else",
            "and",
            "xor",
            "get_or_insert",
            "get_or_insert_with",
            "intersperse",
            "add",
            "append_pair",
            "extend_pairs",
        ],
        Joined,
    ),
    (
        &[
            "push_str",
            "push",
            "insert_str",
            "extend",
            "extend_from_slice",
            "append",
            "push_back",
            "push_front",
            "write_str",
            "write_all",
            "put",
            "put_slice",
            "add_assign",
            "insert",
            "set_path",
        ],
        Receives,
    ),
    (
        &[
            "read_line",
            "read_to_string",
            "read_to_end",
            "read_exact",
            "read_buf",
            "read_until",
            "recv_from",
            "read_vectored",
            "copy_to_slice",
        ],
        Fills,
    ),
    (&["min", "clamp", "rem_euclid"], Bounded),
    (&["join", "with_file_name", "join_os", "child"], JoinedPath),
    (&["canonicalize", "canonicalize_utf8"], Canonical),
    // Barriers.
    (&["escape_default", "escape_unicode"], Clears(Traits::LOG.and(Traits::HTML))),
    (&["escape_debug"], Clears(Traits::LOG)),
    (&["hash", "finalize_fixed", "to_hex"], Clean),
    (&["extension"], Clears(Traits::PATH)),
];

/// The step of a function, if it is known.
pub(super) fn function(name: &Name) -> Option<Step> {
    static BY_LAST: LazyLock<ByName<(&str, Step)>> = LazyLock::new(|| {
        ByName::of(FUNCTIONS.iter().flat_map(|(modules, functions, step)| {
            functions
                .iter()
                .flat_map(move |function| modules.iter().map(move |module| (*function, (*module, *step))))
        }))
    });
    BY_LAST.get(name.last()).find(|(module, _)| name.may_be_in(module)).map(|(_, step)| *step)
}

/// The step of a method, if it is known.
pub(super) fn method(name: &str) -> Option<Step> {
    static BY_NAME: LazyLock<ByName<Step>> = LazyLock::new(|| {
        ByName::of(METHODS.iter().flat_map(|(methods, step)| methods.iter().map(|method| (*method, *step))))
    });
    BY_NAME.get(name).next().copied()
}

/// Rows of a table by the name of a function or method, sorted: a proc macro runs without optimisation, where a search in sorted
/// names is faster than to hash one.
pub(super) struct ByName<T> {
    rows: Vec<(&'static str, T)>,
    /// Where the rows of each first letter end.
    ends: [usize; 128],
}

impl<T> ByName<T> {
    pub(super) fn of(rows: impl Iterator<Item = (&'static str, T)>) -> Self {
        let mut rows: Vec<_> = rows.collect();
        // Stable: of several rows for one name the first counts.
        rows.sort_by_key(|(name, _)| *name);
        let end = |letter| rows.partition_point(|(name, _)| first_letter(name) <= letter);
        let ends = std::array::from_fn(end);
        Self { rows, ends }
    }

    pub(super) fn get(&self, name: &str) -> impl Iterator<Item = &T> {
        let letter = first_letter(name);
        let start = letter.checked_sub(1).and_then(|before| self.ends.get(before));
        let end = self.ends.get(letter).copied().unwrap_or_default();
        let rows = self.rows.get(start.copied().unwrap_or_default()..end).unwrap_or_default();
        let first = rows.partition_point(|(row, _)| *row < name);
        let rows = rows.get(first..).unwrap_or_default();
        rows.iter().take_while(move |(row, _)| *row == name).map(|(_, row)| row)
    }
}

/// All that is not ASCII counts as one letter, behind the others.
fn first_letter(name: &str) -> usize {
    name.bytes().next().map_or(0, |byte| usize::from(byte.min(127)))
}

/// What a function or method that is in no table takes away, by what its author calls it.
pub(super) fn cleared_by_name(name: &str) -> Traits {
    const WORDS: Stems = Stems::new(&[
        "sanitize",
        "sanitise",
        "escape",
        "validate",
        "whitelist",
        "allowlist",
        "allow_list",
        "slugify",
        "encode",
        "redact",
        "mask",
        "hash",
        "digest",
        "encrypt",
        "hmac",
        "lookup",
        "fingerprint",
    ]);
    const QUOTES: Stems = Stems::new(&["quote"]);
    const UNDONE: Stems = Stems::new(&["unescape", "decode", "unquote"]);
    let cleared = if WORDS.are_in_as_written(name) {
        Traits::DANGERS
    } else if QUOTES.are_in_as_written(name) {
        Traits::SQL | Traits::COMMAND
    } else {
        return Traits::NONE;
    };
    if UNDONE.are_in_as_written(name) { Traits::NONE } else { cleared }
}

/// Whether a variable of the environment is set by cargo, or says by convention which program to use.
pub(super) fn is_of_the_build(variable: &str) -> bool {
    const NAMES: [&str; 27] = [
        "OUT_DIR",
        "TARGET",
        "HOST",
        "PROFILE",
        "OPT_LEVEL",
        "NUM_JOBS",
        "CC",
        "CXX",
        "AR",
        "LD",
        "MAKE",
        "SHELL",
        "COMSPEC",
        "ComSpec",
        "EDITOR",
        "VISUAL",
        "GIT_EDITOR",
        "PAGER",
        "GIT_PAGER",
        "BROWSER",
        "PYTHON",
        "CMAKE",
        "PROTOC",
        "HOST_CC",
        "TARGET_CC",
        "RUSTUP",
        "RUSTDOC",
    ];
    NAMES.contains(&variable)
        || variable.starts_with("CARGO")
        || variable.starts_with("RUSTC")
        || variable == "RUSTFMT"
}

/// Whether the name of a parameter says that somebody else has chosen it: `user_input`, `untrusted`.
pub(super) fn is_said_to_be_foreign(parameter: &str) -> bool {
    parameter.starts_with("user_")
        && [
            "input",
            "path",
            "url",
            "uri",
            "file",
            "filename",
            "data",
            "name",
            "query",
            "cmd",
            "command",
            "html",
            "text",
            "supplied",
            "provided",
            "controlled",
            "template",
            "pattern",
            "content",
            "message",
            "comment",
            "value",
        ]
        .iter()
        .any(|word| parameter.get("user_".len()..).is_some_and(|rest| rest.starts_with(word)))
        || [
            "untrusted",
            "tainted",
            "attacker",
            "requested_",
            "remote_input",
            "raw_input",
            "from_user",
            "client_input",
        ]
        .iter()
        .any(|word| parameter.contains(word))
}

/// Whether the name of a map says that it holds what came with a request: `params.get("file")`.
pub(super) fn is_named_like_a_request(parameter: &str) -> bool {
    matches!(
        parameter,
        "params" | "query" | "form" | "query_params" | "path_params" | "url_params" | "form_data"
    )
}

/// Whether the name of a map says that it holds what somebody has configured: `settings.get("mirror")`.
pub(super) fn is_named_like_settings(parameter: &str) -> bool {
    matches!(parameter, "settings" | "config" | "configuration" | "options" | "preferences" | "env" | "vars")
}

/// What a parameter may be without doing harm, by its name, if the calling code alone has chosen it: a text that is
/// called `sql` is meant to be SQL.
pub(super) fn meant_as(parameter: &str) -> Traits {
    match parameter {
        "sql" | "statement" | "stmt" | "ddl" | "query_sql" | "sql_query" => Traits::SQL,
        "source" | "src" | "script" | "code" => Traits::PATTERN.and(Traits::CODE),
        "html" | "markup" | "body" | "inner" | "fragment" | "content" => Traits::HTML,
        _ => Traits::NONE,
    }
}

/// Whether what a function of this name makes shows nothing of what it was given.
pub(super) fn hides(name: &str) -> bool {
    const WORDS: Stems = Stems::new(&[
        "hash",
        "digest",
        "encrypt",
        "hmac",
        "redact",
        "mask",
        "seal",
        "fingerprint",
        "argon",
        "bcrypt",
        "scrypt",
        "pbkdf",
        "obfuscate",
        "censor",
        "anonymi",
        "pseudonym",
        "tokenize",
        "verify",
        "hidden",
    ]);
    const UNDONE: Stems = Stems::new(&["decrypt", "unseal", "unmask", "dehash"]);
    const TABLES: Stems = Stems::new(&["hashmap", "hashset", "hash_map", "hash_set"]);
    WORDS.are_in(name) && !TABLES.are_in(name) && !UNDONE.are_in(name)
}

/// What a function or a method that takes something from somewhere says of it by its name: `prompt_password`, `get_token`.
pub(super) fn brought(name: &str) -> Traits {
    const VERBS: &[&str] = &[
        "get", "read", "prompt", "load", "fetch", "generate", "create", "make", "new", "random", "decrypt",
        "current", "default", "take", "lookup", "find", "issue", "ask", "request", "obtain", "retrieve",
    ];
    let (verb, what) = name.split_once('_').unwrap_or(("", name));
    if verb.is_empty() || VERBS.contains(&verb) { super::state::said_by(what) } else { Traits::NONE }
}

/// Whether a function of this name answers whether its argument is in order.
pub(super) fn approves(name: &str) -> bool {
    const WORDS: Stems = Stems::new(&[
        "valid",
        "allow",
        "safe",
        "permit",
        "whitelist",
        "trusted",
        "known",
        "is_ok",
        "approved",
        "accept",
        "legal",
        "within",
        "inside",
        "supported",
        "is_simple",
        "is_plain",
        "is_clean",
        "is_identifier",
        "is_public",
        "is_ident",
        "well_formed",
        "authorized",
    ]);
    WORDS.are_in_as_written(name) && !disapproves(name)
}

/// Whether a function of this name answers whether its argument is to be refused.
pub(super) fn disapproves(name: &str) -> bool {
    const WORDS: Stems = Stems::new(&[
        "invalid",
        "unsafe",
        "forbidden",
        "blocked",
        "denied",
        "disallow",
        "not_allowed",
        "traversal",
        "escapes",
        "is_private",
        "is_internal",
        "is_loopback",
        "malicious",
        "suspicious",
        "is_bad",
        "illegal",
        "untrusted",
        "is_local",
        "has_control",
        "dangerous",
        "reserved",
    ]);
    WORDS.are_in_as_written(name)
}

/// Whether a function of this name goes on only if its argument is in order: `validate(name)?`.
pub(super) fn ensures(name: &str) -> bool {
    const WORDS: Stems = Stems::new(&[
        "validate", "ensure", "check", "verify", "assert", "require", "guard", "deny", "reject", "forbid",
    ]);
    WORDS.are_in_as_written(name) || approves(name)
}
