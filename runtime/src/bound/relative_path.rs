//! A path that stays below the folder it is used in, on every platform and however often it is decoded.
//!
//! It proves what the text says and nothing about the disk: a symlink may still lead elsewhere, which is
//! what [`Dir`](crate::authority::Dir) is for. It must never let a spelling of `..` or of an absolute path pass.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

use super::collections::fits;
use super::within::{check_text, text_bytes};
use super::{Bounded, Controls, Faults, Path, Within};

mod decoding;
mod spelling;

/// A path below some folder, with `/` between the names, at most `MAX` characters long.
///
/// **Taken as it is written.** Nothing is ever decoded to open a file: `a%20b` is the file of that very name.
/// But the text must be harmless, and so must be whatever is left after percent-decoding it, up to three
/// times, since something further on may decode. What would need a fourth time is refused.
///
/// **Made uniform.** `.` and empty names are dropped, so `./a`, `a//b/` become `a`, `a/b`, and a policy that
/// compares paths compares what is opened. The empty path and `.` are the folder itself, [`RelativePath::root`].
///
/// **Refused** in the text and in each of its decodings: `..` as a name (with look-alikes of dot and slash,
/// overlong UTF-8 and `..;` too), a leading `/` or `~`, `\`, `:` (drives and alternate streams), control
/// characters, characters that cannot be seen or that turn the reading direction, names that Windows keeps
/// for devices or changes (`NUL.txt`, a dot or a space at the end), and bytes that are not UTF-8. All of it on
/// every platform, because paths travel; so a file named `10:30.log` has no `RelativePath`, on Linux either.
///
/// ```
/// use portcullis::RelativePath;
/// use portcullis::bound::RelativePathError;
///
/// let path: RelativePath = "reports//2026/./100%.txt".parse()?;
/// assert_eq!(path.as_str(), "reports/2026/100%.txt");
/// assert_eq!(path.components().collect::<Vec<_>>(), ["reports", "2026", "100%.txt"]);
///
/// for climbing in ["../etc", "a/%2e%2e/b", "%252e%252e%255cetc", "a/．．／b"] {
///     assert_eq!(climbing.parse::<RelativePath>(), Err(RelativePathError::Climbs));
/// }
/// # Ok::<(), RelativePathError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelativePath<const MAX: usize = 1024>(String);

/// How the folder itself is written.
const ROOT: &str = ".";

impl<const MAX: usize> RelativePath<MAX> {
    /// Takes a path that is harmless in every spelling.
    pub fn new(path: &str) -> Result<Self, RelativePathError> {
        if !fits(path, MAX) {
            return Err(RelativePathError::TooLong { max: MAX });
        }
        if path.starts_with('/') {
            return Err(RelativePathError::Absolute);
        }
        let mut uniform = String::with_capacity(path.len());
        for name in path.split('/').filter(|name| !name.is_empty() && *name != ROOT) {
            spelling::check(name, uniform.is_empty())?;
            if !uniform.is_empty() {
                uniform.push('/');
            }
            uniform.push_str(name);
        }
        Ok(if uniform.is_empty() { Self::root() } else { RelativePath(uniform) })
    }

    /// The folder itself, which is written `.`.
    pub fn root() -> Self {
        RelativePath(ROOT.to_owned())
    }

    /// Whether this is the folder itself.
    pub fn is_root(&self) -> bool {
        self.0 == ROOT
    }

    /// The path, uniform: `a/b`, or `.` for the folder itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names on the way down; none for the folder itself.
    pub fn components(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/').filter(|name| *name != ROOT)
    }

    /// What `below`, a name or a path, is called from the folder that `self` starts in.
    ///
    /// ```
    /// use portcullis::RelativePath;
    ///
    /// let reports: RelativePath = "reports".parse()?;
    /// assert_eq!(reports.join("2026/may.txt")?.as_str(), "reports/2026/may.txt");
    /// assert!(reports.join("..").is_err());
    /// # Ok::<(), portcullis::bound::RelativePathError>(())
    /// ```
    pub fn join(&self, below: &str) -> Result<Self, RelativePathError> {
        if self.is_root() || below.starts_with('/') {
            Self::new(below)
        } else {
            Self::new(&format!("{self}/{below}"))
        }
    }
}

impl<const MAX: usize> Default for RelativePath<MAX> {
    fn default() -> Self {
        Self::root()
    }
}

impl<const MAX: usize> fmt::Display for RelativePath<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const MAX: usize> AsRef<str> for RelativePath<MAX> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> FromStr for RelativePath<MAX> {
    type Err = RelativePathError;

    fn from_str(path: &str) -> Result<Self, RelativePathError> {
        Self::new(path)
    }
}

impl<const MAX: usize> TryFrom<&str> for RelativePath<MAX> {
    type Error = RelativePathError;

    fn try_from(path: &str) -> Result<Self, RelativePathError> {
        Self::new(path)
    }
}

impl<const MAX: usize> TryFrom<String> for RelativePath<MAX> {
    type Error = RelativePathError;

    fn try_from(path: String) -> Result<Self, RelativePathError> {
        Self::new(&path)
    }
}

/// Why a text is no [`RelativePath`]. Never says what the text was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RelativePathError {
    /// Longer than the type allows.
    #[error("a path longer than {max} characters")]
    TooLong {
        /// The limit.
        max: usize,
    },
    /// Begins at the top of the file system.
    #[error("an absolute path")]
    Absolute,
    /// A name that is `..`, however spelled.
    #[error("a path with `..`")]
    Climbs,
    /// Begins with `~`, a home folder to a shell.
    #[error("a path that begins with `~`")]
    Home,
    /// Holds `\`, a separator on Windows.
    #[error("a path with a backslash")]
    Backslash,
    /// Holds `:`, a drive letter or an alternate data stream on Windows.
    #[error("a path with a colon")]
    Colon,
    /// Holds NUL, a line break or another control character.
    #[error("a path with a control character")]
    ControlCharacter,
    /// Holds a character that is not seen, or that turns the reading direction.
    #[error("a path with an invisible character")]
    HiddenCharacter,
    /// A name that Windows keeps for a device.
    #[error("a path with the name of a device")]
    DeviceName,
    /// A name that ends with a dot or a space, which Windows drops.
    #[error("a path with a name that ends with a dot or a space")]
    TrailingDotOrSpace,
    /// Percent-encoded more than three times.
    #[error("a path that is percent-encoded more than three times")]
    Encoded,
    /// Not UTF-8 once it is decoded, as overlong forms of `.` and `/` are.
    #[error("a path that is not UTF-8 once it is decoded")]
    IllFormed,
}

impl<const MAX: usize> Serialize for RelativePath<MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for RelativePath<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(PathVisitor::<MAX>)
    }
}

struct PathVisitor<const MAX: usize>;

impl<const MAX: usize> Visitor<'_> for PathVisitor<MAX> {
    type Value = RelativePath<MAX>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a relative path of at most {MAX} characters that stays below its folder")
    }

    fn visit_str<E: Error>(self, path: &str) -> Result<Self::Value, E> {
        // Decoders pass on to callers what was expected, so the reason goes there.
        RelativePath::new(path).map_err(|error| {
            E::invalid_value(
                Unexpected::Other("another path"),
                &format!("a relative path, not {error}").as_str(),
            )
        })
    }
}

impl<const MAX: usize> Bounded for RelativePath<MAX> {
    const MAX_JSON_BYTES: usize = text_bytes(MAX);

    /// The type proves it all.
    fn check(&self, _: &Path<'_>, _: &mut Faults) {}
}

impl<const MAX: usize, const TIGHTER: usize> Within<TIGHTER> for RelativePath<MAX> {
    const MAX_JSON_BYTES: usize = text_bytes(if MAX < TIGHTER { MAX } else { TIGHTER });

    fn check_within(&self, controls: Controls, at: &Path<'_>, faults: &mut Faults) {
        if !fits(&self.0, TIGHTER) {
            faults.add(at, "length", &[("max", TIGHTER.into())]);
        }
        check_text(&self.0, controls, at, faults);
    }
}

impl<const MAX: usize> JsonSchema for RelativePath<MAX> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("RelativePath_{MAX}").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "maxLength": MAX })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(path: &str) -> Result<RelativePath, RelativePathError> {
        path.parse()
    }

    #[test]
    fn one_place_has_one_spelling() {
        for spelling in ["a/b", "./a/b", "a//b", "a/./b", "a/b/", "a/b/.", ".//a/././b//"] {
            assert_eq!(parse(spelling).unwrap().as_str(), "a/b", "{spelling}");
        }
        for spelling in ["", ".", "./", "././."] {
            assert!(parse(spelling).unwrap().is_root(), "{spelling}");
        }
    }

    #[test]
    fn an_absolute_path_is_refused_and_not_made_relative() {
        for path in ["/", "/etc/passwd", "//server/share", "/./a"] {
            assert_eq!(parse(path), Err(RelativePathError::Absolute), "{path}");
        }
        assert_eq!(parse("a").unwrap().join("/etc"), Err(RelativePathError::Absolute));
    }

    #[test]
    fn the_folder_itself_has_no_names() {
        assert_eq!(RelativePath::<9>::root().components().count(), 0);
        assert_eq!(RelativePath::<9>::root().join("a").unwrap().as_str(), "a");
        assert_eq!(RelativePath::<9>::root().join("").unwrap(), RelativePath::root());
        assert_eq!(parse("a/b").unwrap().join(".").unwrap().as_str(), "a/b");
    }

    #[test]
    fn the_limit_holds_for_the_text_as_sent() {
        assert!(RelativePath::<3>::new("äöü").is_ok());
        assert_eq!(RelativePath::<3>::new("./a/"), Err(RelativePathError::TooLong { max: 3 }));
        let long: RelativePath<6> = "a/b".parse().unwrap();
        assert!(long.join("cd").is_ok());
        assert!(long.join("cde").is_err());
    }

    #[test]
    fn no_error_repeats_what_was_sent() {
        let error = serde_json::from_str::<RelativePath>(r#""../a""#).unwrap_err().to_string();
        assert!(error.contains("a relative path, not a path with `..`"), "{error}");
        assert!(!error.contains("zebra"), "{error}");
    }
}
