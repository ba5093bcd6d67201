//! What a finding is known by when its lines move: its rule, its function, and what stands on its lines.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use super::report::Report;

/// Knows a finding again in a later state of its file.
///
/// It is the same as long as the rule, the function and the lines of the finding are, whatever stands around them and however they
/// are indented. Findings that are alike are counted, so that one more of them is one that was not there.
///
/// Of the lines it holds sixteen bits only: a password that somebody could guess is not confirmed by them.
///
/// ```
/// use portcullis_rules::files::Fingerprint;
///
/// let fingerprint: Fingerprint = "9d0c3f5b1a7e2468:1".parse()?;
/// assert_eq!(fingerprint.to_string(), "9d0c3f5b1a7e2468:1");
/// # Ok::<(), portcullis_rules::files::NoFingerprint>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint {
    hash: u64,
    /// Which of those that are alike it is, from 1.
    count: usize,
}

impl Fingerprint {
    pub(super) fn of(code: Option<&str>, function: &str, lines: &[String]) -> Self {
        let words = lines.iter().flat_map(|line| line.split_whitespace());
        let text = words.fold(OFFSET, |hash, word| fnv(hash, word.as_bytes()));
        let text = folded(text);
        let mut hash = fnv(OFFSET, code.unwrap_or("-").as_bytes());
        hash = fnv(fnv(hash, b"\0"), function.as_bytes());
        hash = fnv(fnv(hash, b"\0"), &text.to_le_bytes());
        Self { hash, count: 1 }
    }

    /// Of a credential in any text.
    pub(super) fn of_text(code: &str, lines: &[String], digest: u16) -> Self {
        let of_lines = Self::of(Some(code), "", lines);
        Self { hash: fnv(of_lines.hash, &digest.to_le_bytes()), count: 1 }
    }
}

/// Sixteen bits of a credential that is masked on its lines, so that another one in its place is another finding.
pub(super) fn digest(credential: &[u8]) -> u16 {
    folded(fnv(OFFSET, credential)) as u16
}

/// All of it takes part in what is left of it.
fn folded(hash: u64) -> u64 {
    (hash ^ (hash >> 16) ^ (hash >> 32) ^ (hash >> 48)) & 0xffff
}

/// Counts those of a file that are alike, in the order of the source.
pub(super) fn number<'a>(reports: impl Iterator<Item = &'a mut Report>) {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    for report in reports {
        let count = seen.entry(report.fingerprint.hash).or_default();
        *count += 1;
        report.fingerprint.count = *count;
    }
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a of 64 bits, which stays what it is: fingerprints are kept in files.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}:{}", self.hash, self.count)
    }
}

/// This text is no fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoFingerprint;

impl fmt::Display for NoFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fingerprint is sixteen hexadecimal digits, a colon and a number")
    }
}

impl std::error::Error for NoFingerprint {}

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    fn from_str(text: &str) -> Result<Self, NoFingerprint> {
        let (hash, count) = text.split_once(':').ok_or(NoFingerprint)?;
        let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let count = count.parse().ok().filter(|count| is_hash && *count > 0).ok_or(NoFingerprint)?;
        let hash = u64::from_str_radix(hash, 16).map_err(|_| NoFingerprint)?;
        Ok(Self { hash, count })
    }
}
