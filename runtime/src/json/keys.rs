//! The keys of all objects that are open at one point of a scan. Must stay fast for eight keys, and linear for a hundred
//! thousand that were chosen to be slow.

use std::borrow::Cow;
use std::collections::HashSet;

/// Up to this many keys of one object are compared with one another.
const COMPARED: u8 = 16;
/// Up to this many keys of all open objects are kept without allocating.
const KEPT: u8 = 32;

pub(super) struct Keys<'a> {
    /// Keys of small objects; the innermost object's are the last.
    kept: [&'a [u8]; KEPT as usize],
    /// The [`mark`] of each, so that different keys are seldom compared in full.
    marks: [u64; KEPT as usize],
    len: u8,
    /// One set for each open object that is not small, the innermost object's last. Its hasher has a random key, so
    /// nobody can choose keys that collide.
    sets: Vec<HashSet<Cow<'a, [u8]>>>,
}

/// One open object: where its keys are.
#[derive(Clone, Copy)]
pub(super) struct Object {
    first: u8,
    has_set: bool,
}

impl<'a> Keys<'a> {
    pub(super) fn new() -> Keys<'a> {
        Keys { kept: [&[]; KEPT as usize], marks: [0; KEPT as usize], len: 0, sets: Vec::new() }
    }

    #[inline]
    pub(super) fn open(&self) -> Object {
        Object { first: self.len, has_set: false }
    }

    /// Adds a key of the innermost object, which is at the start of `text`; false if that object has it already.
    #[inline]
    pub(super) fn insert(&mut self, object: &mut Object, text: &'a [u8], len: usize) -> bool {
        let key = text.get(..len).unwrap_or_default();
        if !object.has_set && self.len < KEPT.min(object.first + COMPARED) {
            return self.keep(object.first, key, mark(text, len));
        }
        self.insert_into_set(object, Cow::Borrowed(key))
    }

    /// As [`Keys::insert`], for a key that stands in the text with escapes.
    #[cold]
    pub(super) fn insert_unescaped(&mut self, object: &mut Object, key: String) -> bool {
        self.insert_into_set(object, Cow::Owned(key.into_bytes()))
    }

    /// Forgets the keys of the innermost object, which ends.
    #[inline]
    pub(super) fn close(&mut self, object: Object) {
        self.len = object.first;
        if object.has_set {
            self.sets.pop();
        }
    }

    #[inline]
    fn keep(&mut self, first: u8, key: &'a [u8], mark: u64) -> bool {
        let (first, next) = (usize::from(first), usize::from(self.len));
        let is_marked = self.marks.get(first..next).is_some_and(|marks| marks.contains(&mark));
        if is_marked && self.kept.get(first..next).is_some_and(|keys| keys.contains(&key)) {
            return false;
        }
        if let (Some(kept), Some(kept_mark)) = (self.kept.get_mut(next), self.marks.get_mut(next)) {
            (*kept, *kept_mark) = (key, mark);
            self.len += 1;
        }
        true
    }

    #[cold]
    fn insert_into_set(&mut self, object: &mut Object, key: Cow<'a, [u8]>) -> bool {
        if !object.has_set {
            self.move_to_set(object);
        }
        self.sets.last_mut().is_some_and(|set| set.insert(key))
    }

    fn move_to_set(&mut self, object: &mut Object) {
        let keys = self.kept.get(usize::from(object.first)..usize::from(self.len)).unwrap_or_default();
        self.sets.push(keys.iter().map(|key| Cow::Borrowed(*key)).collect());
        self.len = object.first;
        object.has_set = true;
    }
}

/// The first eight bytes and the length of the key at the start of `text`. Equal keys have equal marks; that is all it
/// must do, and that it must do fast.
#[inline]
fn mark(text: &[u8], len: usize) -> u64 {
    let start = match text.first_chunk::<8>() {
        Some(eight) if len < 8 => u64::from_le_bytes(*eight) & ((1 << (len * 8)) - 1),
        Some(eight) => u64::from_le_bytes(*eight),
        None => text.iter().take(len).rev().fold(0, |start, byte| start << 8 | u64::from(*byte)),
    };
    start ^ (len as u64) << 56
}
