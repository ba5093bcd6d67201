//! The tables of a scan, and the loop that runs over the text.
//!
//! Of each form the windows at as many neighbouring offsets are known as the scan takes in one stride, so that one of
//! them falls on a window that is looked at, wherever the form stands.

use std::ops::Range;
use std::sync::Arc;

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use super::Found;
use super::forms::{Form, Forms};

/// Bytes of a window.
const WINDOW: usize = 4;

/// Bytes from one window that is looked at to the next, and the same for short forms.
const STRIDE: usize = 8;
const SHORT_STRIDE: usize = 4;

/// A form below this length is short: a window of it might not fall on one that is looked at.
const LONG: usize = STRIDE + WINDOW - 1;

/// The first filter has 2^19 bits (64 KiB), the table behind it 2^14 lists.
const FILTER_BITS: u32 = 19;
const LIST_BITS: u32 = 14;
const FILTER_WORDS: usize = 1 << (FILTER_BITS - 6);

pub(super) struct Index {
    secrets: Vec<Arc<Forms>>,
    /// Each form, as the number of its secret and its own number there.
    needles: Vec<(u32, u32)>,
    /// Which hashes the windows of all forms have, and which those of short ones.
    all: Filter,
    short: Filter,
    has_short: bool,
    /// Where each list starts in `windows`; one more than there are lists.
    lists: Zeroizing<Vec<u32>>,
    /// A form's number in `needles` (high half) and a window's offset in it (low half).
    windows: Zeroizing<Vec<u64>>,
    /// Random and odd, so that nobody can write text whose every window looks like a candidate.
    multiplier: u32,
}

impl Index {
    pub(super) fn new(secrets: &[Arc<Forms>]) -> Self {
        let mut index = Index {
            secrets: secrets.to_vec(),
            needles: Vec::new(),
            all: Filter::new(),
            short: Filter::new(),
            has_short: false,
            lists: Zeroizing::new(vec![0; (1 << LIST_BITS) + 1]),
            windows: Zeroizing::new(Vec::new()),
            multiplier: fastrand::u32(..) | 1,
        };
        for (secret, forms) in (0_u32..).zip(secrets) {
            index.needles.extend((0_u32..).zip(forms.all()).map(|(form, _)| (secret, form)));
        }
        index.fill_tables();
        index
    }

    /// Counts the windows of each list, then puts them where they belong, so that no table grows.
    fn fill_tables(&mut self) {
        let mut ends = std::mem::take(&mut *self.lists);
        let (mut all, mut short, mut has_short) = (Filter::new(), Filter::new(), false);
        self.each_window(|hash, _, is_short| {
            all.add(hash);
            if is_short {
                short.add(hash);
                has_short = true;
            }
            if let Some(end) = ends.get_mut(list(hash) + 1) {
                *end += 1;
            }
        });
        let mut total = 0;
        for end in ends.iter_mut() {
            total += *end;
            *end = total;
        }
        let mut next = Zeroizing::new(ends.clone());
        let mut windows = Zeroizing::new(vec![0; total as usize]);
        self.each_window(|hash, place, _| {
            if let Some(next) = next.get_mut(list(hash)) {
                if let Some(window) = windows.get_mut(*next as usize) {
                    *window = place;
                }
                *next += 1;
            }
        });
        (self.all, self.short, self.has_short) = (all, short, has_short);
        (self.lists, self.windows) = (Zeroizing::new(ends), windows);
    }

    /// The hash of each window that is known, its place, and whether its form is short.
    fn each_window(&self, mut take: impl FnMut(u32, u64, bool)) {
        for (number, needle) in (0_u64..).zip(&self.needles) {
            let Some((_, form)) = self.form(*needle) else { continue };
            let length = form.text.size();
            let stride = if length < LONG { SHORT_STRIDE } else { STRIDE };
            // In the middle, since many secrets begin alike, and many end alike.
            let first = length.saturating_sub(stride + WINDOW - 1) / 2;
            for offset in first..first + stride {
                let rest = form.text.bytes().get(offset..).unwrap_or_default();
                if let Some(window) = rest.first_chunk::<WINDOW>() {
                    let hash = self.hash(u32::from_le_bytes(*window));
                    take(hash, number << 32 | offset as u64, length < LONG);
                }
            }
        }
    }

    /// Tells `report` of each secret in `text` and its place, until that says false.
    pub(super) fn search<'i>(&'i self, text: &[u8], mut report: impl FnMut(Found<'i>, Range<usize>) -> bool) {
        if self.has_short {
            self.look::<true>(text, &mut report);
        } else {
            self.look::<false>(text, &mut report);
        }
    }

    fn look<'i, const SHORT: bool>(
        &'i self,
        text: &[u8],
        report: &mut impl FnMut(Found<'i>, Range<usize>) -> bool,
    ) {
        let (strides, rest) = text.as_chunks::<STRIDE>();
        let mut at = 0;
        for stride in strides {
            let both = u64::from_le_bytes(*stride);
            // portcullis: allow(lossy_cast, reason = "each half is taken by itself")
            let (first, second) = (both as u32, (both >> 32) as u32);
            if self.all.has(self.hash(first)) && !self.compare(text, at, first, report) {
                return;
            }
            if SHORT
                && self.short.has(self.hash(second))
                && !self.compare(text, at + SHORT_STRIDE, second, report)
            {
                return;
            }
            at += STRIDE;
        }
        if let Some(window) = rest.first_chunk::<WINDOW>() {
            self.compare(text, at, u32::from_le_bytes(*window), report);
        }
    }

    /// Compares the secrets that have this window with what stands around it in the text. False to end the search.
    #[cold]
    fn compare<'i>(
        &'i self,
        text: &[u8],
        at: usize,
        window: u32,
        report: &mut impl FnMut(Found<'i>, Range<usize>) -> bool,
    ) -> bool {
        let list = list(self.hash(window));
        let (Some(start), Some(end)) = (self.lists.get(list), self.lists.get(list + 1)) else {
            return true;
        };
        for place in self.windows.get(*start as usize..*end as usize).unwrap_or_default() {
            let (number, offset) = ((place >> 32) as usize, *place as u32 as usize);
            let Some((name, form)) = self.needles.get(number).and_then(|needle| self.form(*needle)) else {
                continue;
            };
            let secret = form.text.bytes();
            if secret.get(offset..offset + WINDOW) != Some(&window.to_le_bytes()) {
                continue;
            }
            let Some(begin) = at.checked_sub(offset) else { continue };
            let there = text.get(begin..begin + secret.len()).unwrap_or_default();
            // In constant time, so that text which comes closer and closer cannot be told from other text.
            if bool::from(secret.ct_eq(there))
                && !report(Found { name, form: form.kind }, begin..begin + secret.len())
            {
                return false;
            }
        }
        true
    }

    fn form(&self, (secret, form): (u32, u32)) -> Option<(&str, &Form)> {
        let forms = self.secrets.get(secret as usize)?;
        Some((&forms.name, forms.all().get(form as usize)?))
    }

    #[inline]
    fn hash(&self, window: u32) -> u32 {
        window.wrapping_mul(self.multiplier) >> (32 - FILTER_BITS)
    }
}

/// The list of a hash.
#[inline]
fn list(hash: u32) -> usize {
    (hash >> (FILTER_BITS - LIST_BITS)) as usize
}

/// One bit for each hash.
struct Filter(Box<[u64; FILTER_WORDS]>);

impl Filter {
    fn new() -> Self {
        // By way of a vector: an array would be made on the stack first.
        let words = vec![0; FILTER_WORDS].into_boxed_slice();
        Filter(words.try_into().unwrap_or_else(|_| Box::new([0; FILTER_WORDS])))
    }

    #[inline]
    fn has(&self, hash: u32) -> bool {
        self.0.get((hash >> 6) as usize).is_some_and(|word| word >> (hash & 63) & 1 == 1)
    }

    fn add(&mut self, hash: u32) {
        if let Some(word) = self.0.get_mut((hash >> 6) as usize) {
            *word |= 1 << (hash & 63);
        }
    }
}

impl Drop for Filter {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
