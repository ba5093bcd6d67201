//! A file that is read and parsed. Whatever it holds, the program goes on: size, encoding and depth have limits.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use proc_macro2::{LexError, TokenStream};

use super::depth;

/// The largest file that is read, in bytes. Generated code of this size takes a second and a gigabyte.
const LARGEST: u64 = 8 * 1024 * 1024;

pub(super) struct Source {
    pub(super) text: String,
    pub(super) file: syn::File,
}

/// Reads a file, or says in half a sentence why that cannot be.
pub(super) fn read(path: &Path) -> Result<Source, String> {
    let text = text(path)?;
    let file = parse(&text)?;
    Ok(Source { text, file })
}

fn text(path: &Path) -> Result<String, String> {
    let metadata = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if !metadata.is_file() {
        return Err("this is no regular file".to_owned());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| error.to_string())?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("this file is larger than {} MiB", LARGEST / 1024 / 1024));
    }
    if bytes.contains(&0) {
        return Err("this is a binary file".to_owned());
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("line {line} is not UTF-8")
    })
}

pub(super) fn parse(text: &str) -> Result<syn::File, String> {
    let at = |error: syn::Error| {
        let start = error.span().start();
        format!("line {}, column {}: {error}", start.line, start.column + 1)
    };
    // The line of a script that names its interpreter becomes a comment, which moves nothing.
    let script = (text.starts_with("#!") && !is_attribute(text)).then(|| {
        // `///` would be documentation, of which something must follow.
        let (mark, comment) = if text.starts_with("#!/") { ("#!/", "// ") } else { ("#!", "//") };
        text.replacen(mark, comment, 1)
    });
    let tokens: TokenStream = script.as_deref().unwrap_or(text).parse().map_err(|error: LexError| {
        let start = error.span().start();
        format!("line {}, column {}: brackets or quotes do not match here", start.line, start.column + 1)
    })?;
    if let Some(line) = depth::too_deep(&tokens) {
        return Err(format!("line {line}: this code is nested too deep"));
    }
    syn::parse2(tokens).map_err(at)
}

/// `#![..]`, also with something between.
fn is_attribute(text: &str) -> bool {
    text.strip_prefix("#!").is_some_and(|rest| rest.trim_start().starts_with('['))
}
