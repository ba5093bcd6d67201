//! Paths as they are written down: for people, in files that other machines read, in URIs.

use std::ffi::OsString;
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

/// A path for a terminal, on which a file's name must have no power.
pub fn shown(path: &Path) -> String {
    let path = path.to_string_lossy();
    path.chars().map(|character| if has_power(character) { '\u{fffd}' } else { character }).collect()
}

/// Controls, and what turns the direction of writing: it makes a name look like another one.
fn has_power(character: char) -> bool {
    let turns = matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || character.is_control()
}

/// The way from a folder to a file, both of them absolute; the file's own path if they have nothing in common. Links are not looked
/// at.
///
/// ```
/// use portcullis_rules::files::relative;
/// use std::path::Path;
///
/// let folder = Path::new("/home/orders");
/// assert_eq!(relative(Path::new("/home/orders/src/../lib.rs"), folder), Path::new("lib.rs"));
/// assert_eq!(relative(Path::new("/home/shared/lib.rs"), folder), Path::new("../shared/lib.rs"));
/// assert_eq!(relative(Path::new("/etc/lib.rs"), folder), Path::new("/etc/lib.rs"));
/// ```
pub fn relative(path: &Path, folder: &Path) -> PathBuf {
    let (path, folder) = (without_parents(path), without_parents(folder));
    let common = path.components().zip(folder.components()).take_while(|(one, other)| one == other).count();
    let is_name = |component: &Component<'_>| matches!(component, Component::Normal(_));
    if !path.components().take(common).any(|component| is_name(&component))
        && folder.components().any(|it| is_name(&it))
    {
        return path;
    }
    let up = folder.components().skip(common).map(|_| Component::ParentDir);
    up.chain(path.components().skip(common)).collect()
}

/// `/a/../b` is `/b`.
pub(super) fn without_parents(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

/// A path as a URI has it: with `/` between names, and bytes in hexadecimal that mean something there.
///
/// ```
/// assert_eq!(portcullis_rules::files::uri("src/my orders: 50%.rs".as_ref()), "src/my%20orders%3A%2050%25.rs");
/// ```
pub fn uri(path: &Path) -> String {
    let mut uri = String::new();
    for (index, component) in path.components().enumerate() {
        match component {
            Component::RootDir => uri.push('/'),
            _ => {
                if index > 0 && !uri.ends_with('/') {
                    uri.push('/');
                }
                for byte in component.as_os_str().as_encoded_bytes() {
                    if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) {
                        uri.push(char::from(*byte));
                    } else {
                        let _ = write!(uri, "%{byte:02X}");
                    }
                }
            }
        }
    }
    uri
}

/// The path that was made a URI, if it was one.
pub(super) fn of_uri(uri: &str) -> Option<PathBuf> {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let value = digit(rest.next())? * 16 + digit(rest.next())?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    os_string(bytes).map(PathBuf::from)
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> Option<OsString> {
    Some(std::os::unix::ffi::OsStringExt::from_vec(bytes))
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> Option<OsString> {
    String::from_utf8(bytes).ok().map(OsString::from)
}
