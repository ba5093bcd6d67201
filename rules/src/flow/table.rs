//! Sources, steps, barriers and sinks: one line each. A line that is added here is followed everywhere.
//!
//! Functions are named by their full path; a method only by its name, since its receiver's type is not visible.

use std::collections::HashMap;
use std::sync::LazyLock;

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
}

use Step::{
    Amount, Bounded, Canonical, Clean, Clears, Derived, Fills, Joined, JoinedPath, Receives, Same, Source,
};

const LOCAL: Step = Source(Traits::LOCAL.and(Traits::TEXT).and(Traits::AMOUNT));
const NETWORK: Step = Source(Traits::NETWORK.and(Traits::TEXT).and(Traits::AMOUNT));
const MODEL: Step = Source(Traits::NETWORK.and(Traits::MODEL).and(Traits::TEXT));

/// Functions, by the module or type that they are in.
const FUNCTIONS: &[(&[&str], &[&str], Step)] = &[
    // Sources.
    (&["std::env"], &["args", "args_os", "var", "var_os", "vars", "vars_os"], LOCAL),
    (&["std::io", "tokio::io", "async_std::io"], &["stdin", "read_to_string"], LOCAL),
    (&["std::fs", "tokio::fs", "async_std::fs", "fs_err"], &["read", "read_to_string", "read_link"], LOCAL),
    (&["std::fs::File", "tokio::fs::File", "fs_err::File"], &["open"], LOCAL),
    (&["reqwest", "reqwest::blocking", "isahc", "surf", "attohttpc"], &["get", "post"], NETWORK),
    (
        &["std::net::TcpStream", "tokio::net::TcpStream", "std::os::unix::net::UnixStream"],
        &["connect"],
        NETWORK,
    ),
    // Steps.
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
        &["new", "from", "pin", "with_capacity"],
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
        &["serde_json", "serde_yaml", "toml", "serde_urlencoded", "bincode"],
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
    (&["std::path"], &["absolute"], Same),
    (&["std::fs", "tokio::fs", "dunce", "fs_err"], &["canonicalize"], Canonical),
    (&["std::cmp"], &["min"], Bounded),
    // Barriers.
    (&["regex", "fancy_regex", "regex_lite"], &["escape"], Clears(Traits::PATTERN)),
    (&["urlencoding"], &["encode"], Clears(Traits::TEXT)),
    (&["percent_encoding"], &["utf8_percent_encode", "percent_encode"], Clears(Traits::TEXT)),
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
    (&["sanitize_filename"], &["sanitize", "sanitize_with_options"], Clears(Traits::PATH)),
    (&["path_clean"], &["clean"], Canonical),
];

/// Methods, whatever they are called on.
const METHODS: &[(&[&str], Step)] = &[
    // Sources.
    (&["send", "call"], NETWORK),
    (&["accept"], NETWORK),
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
            "escape_debug",
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
    (&["hash", "finalize_fixed", "to_hex"], Clean),
    (&["extension"], Clears(Traits::PATH)),
];

/// The step of a function, if it is known.
pub(super) fn function(name: &Name) -> Option<Step> {
    static BY_LAST: LazyLock<HashMap<&str, Vec<(&str, Step)>>> = LazyLock::new(|| {
        let mut all: HashMap<&str, Vec<(&str, Step)>> = HashMap::new();
        for (modules, functions, step) in FUNCTIONS {
            for function in *functions {
                all.entry(function).or_default().extend(modules.iter().map(|module| (*module, *step)));
            }
        }
        all
    });
    let candidates = BY_LAST.get(name.last())?;
    candidates.iter().find(|(module, _)| name.may_be_in(module)).map(|(_, step)| *step)
}

/// The step of a method, if it is known.
pub(super) fn method(name: &str) -> Option<Step> {
    static BY_NAME: LazyLock<HashMap<&str, Step>> = LazyLock::new(|| {
        METHODS.iter().flat_map(|(methods, step)| methods.iter().map(|method| (*method, *step))).collect()
    });
    BY_NAME.get(name).copied()
}

/// What a function or method that is in no table takes away, by what its author calls it.
pub(super) fn cleared_by_name(name: &str) -> Traits {
    let is_undone = ["unescape", "decode", "unquote"].iter().any(|word| name.contains(word));
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if is_undone {
        Traits::NONE
    } else if says(&[
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
    ]) {
        Traits::DANGERS
    } else if says(&["quote"]) {
        Traits::SQL | Traits::COMMAND
    } else {
        Traits::NONE
    }
}

/// Whether a function of this name answers whether its argument is in order.
pub(super) fn approves(name: &str) -> bool {
    const WORDS: &[&str] = &[
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
    ];
    !disapproves(name) && WORDS.iter().any(|word| name.contains(word))
}

/// Whether a function of this name answers whether its argument is to be refused.
pub(super) fn disapproves(name: &str) -> bool {
    const WORDS: &[&str] = &[
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
    ];
    WORDS.iter().any(|word| name.contains(word))
}

/// Whether a function of this name goes on only if its argument is in order: `validate(name)?`.
pub(super) fn ensures(name: &str) -> bool {
    ["validate", "ensure", "check", "verify", "assert", "require", "guard", "deny", "reject", "forbid"]
        .iter()
        .any(|word| name.contains(word))
        || approves(name)
}
