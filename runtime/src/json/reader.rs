//! Takes tokens of a document that a scan has found to be in order up to a fault, or to its end.

use std::borrow::Cow;

use serde::de::Visitor;

use super::flaw::Flaw;
use super::malformed::Problem;
use super::scan::{Fault, FaultKind};
use super::token;

pub(super) struct Reader<'de> {
    text: &'de str,
    at: usize,
    fault: Option<Fault>,
}

impl<'de> Reader<'de> {
    pub(super) fn new(text: &'de str, fault: Option<Fault>) -> Reader<'de> {
        Reader { text, at: 0, fault }
    }

    /// The byte with which the next token starts. Every token is looked at first, so nobody gets past the fault.
    pub(super) fn peek(&mut self) -> Result<u8, Flaw> {
        match self.next_token() {
            Some(byte) if !self.is_at_fault() => Ok(byte),
            _ => Err(self.flaw()),
        }
    }

    /// Fails unless nothing is left.
    pub(super) fn end(&mut self) -> Result<(), Flaw> {
        match self.next_token() {
            None if !self.is_at_fault() => Ok(()),
            _ => Err(self.flaw()),
        }
    }

    /// Takes a byte that [`Reader::peek`] has seen.
    pub(super) fn take(&mut self) {
        self.at += 1;
    }

    /// Takes this byte if it is next.
    pub(super) fn take_if(&mut self, byte: u8) -> Result<bool, Flaw> {
        let is_next = self.peek()? == byte;
        if is_next {
            self.take();
        }
        Ok(is_next)
    }

    /// Takes the colon between a key and its value.
    pub(super) fn colon(&mut self) -> Result<(), Flaw> {
        // It can be nothing else: a scan has been here.
        self.peek()?;
        self.take();
        Ok(())
    }

    /// Takes a key. The one that is repeated is read nevertheless: that it is, is what is wrong with it.
    pub(super) fn key(&mut self) -> Result<(Cow<'de, str>, Option<Flaw>), Flaw> {
        self.next_token();
        let repeated =
            self.fault.filter(|fault| fault.token == self.at && fault.kind == FaultKind::RepeatedKey);
        if repeated.is_none() {
            self.peek()?;
        }
        Ok((self.string()?, repeated.map(|_| Flaw::new(Problem::RepeatedKey))))
    }

    /// Takes a string, whose opening quote is next.
    pub(super) fn string(&mut self) -> Result<Cow<'de, str>, Flaw> {
        let start = self.at + 1;
        let string = token::string(self.text.as_bytes(), start).map_err(|_| self.flaw())?;
        self.at = string.end + 1;
        let content = self.text.get(start..string.end).unwrap_or_default();
        Ok(if string.escaped { token::unescape(content) } else { Cow::Borrowed(content) })
    }

    /// Takes a number, which is next.
    pub(super) fn number(&mut self) -> Result<Number<'de>, Flaw> {
        let start = self.at;
        self.at = token::number(self.text, start).map_err(|_| self.flaw())?;
        Ok(Number(self.text.get(start..self.at).unwrap_or_default()))
    }

    /// Takes `true`, `false` or `null`, which is next.
    pub(super) fn literal(&mut self, word: &str) {
        self.at += word.len();
    }

    /// Takes a value, whatever it is.
    pub(super) fn skip(&mut self) -> Result<(), Flaw> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => drop(self.string()?),
                b'[' | b'{' => {
                    depth += 1;
                    self.take();
                }
                b']' | b'}' => {
                    depth = depth.saturating_sub(1);
                    self.take();
                }
                // Of a number, a literal or punctuation any byte will do.
                _ => self.take(),
            }
            if depth == 0 && self.at_value_end() {
                return Ok(());
            }
        }
    }

    fn at_value_end(&self) -> bool {
        matches!(
            self.text.as_bytes().get(self.at),
            None | Some(b',' | b']' | b'}' | b':' | b' ' | b'\t' | b'\n' | b'\r')
        )
    }

    fn next_token(&mut self) -> Option<u8> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at = self.text.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        self.text.as_bytes().get(self.at).copied()
    }

    fn is_at_fault(&self) -> bool {
        self.fault.is_some_and(|fault| self.at >= fault.token)
    }

    fn flaw(&self) -> Flaw {
        let fault = self.fault.unwrap_or_else(|| *Fault::new(FaultKind::NotJson, self.at));
        Flaw::new(fault.problem(self.text))
    }
}

/// A number as it is written.
pub(super) struct Number<'t>(&'t str);

impl<'t> Number<'t> {
    /// The whole of a key as a number.
    pub(super) fn of_key(key: &'t str) -> Option<Number<'t>> {
        token::number(key, 0).is_ok_and(|end| end == key.len()).then_some(Number(key))
    }

    /// Hands it on as serde_json does: as an integer if it is written as one, but `-0` as a float.
    pub(super) fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Flaw> {
        if let Some(number) = self.0.parse().ok().filter(|_| !self.0.starts_with('-')) {
            visitor.visit_u64(number)
        } else if let Some(number) = self.0.parse().ok().filter(|number| *number != 0) {
            visitor.visit_i64(number)
        } else {
            visitor.visit_f64(self.0.parse().unwrap_or_default())
        }
    }
}
