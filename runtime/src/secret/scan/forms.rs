//! The forms of one secret that are looked for: as it is, base64, hexadecimal, URL-encoded, JSON-escaped.
//!
//! Each is a [`Secret`] of its own, wiped like the first. A new form is one line in [`Forms::new`].

use crate::secret::{Secret, SecretError};

/// One secret in every form.
pub(crate) struct Forms {
    pub(crate) name: String,
    /// The first is the secret as it is. No two are the same.
    forms: Vec<Form>,
}

pub(super) struct Form {
    pub(super) kind: &'static str,
    pub(super) text: Secret,
}

impl Forms {
    /// # Errors
    ///
    /// [`SecretError::TooPlain`].
    pub(crate) fn new(name: String, secret: Secret) -> Result<Self, SecretError> {
        secret.check_scannable(&name)?;
        let mut forms = Forms { name, forms: vec![Form { kind: "as it is", text: secret }] };
        for alphabet in [BASE64, BASE64_URL] {
            for shift in 0..3 {
                forms.add("base64", 2, |secret, out| base64(secret, shift, alphabet, out));
            }
        }
        for digits in [LOWER, UPPER] {
            forms.add("hexadecimal", 2, |secret, out| hexadecimal(secret, digits, out));
        }
        for (digits, kept) in
            [(UPPER, UNRESERVED), (LOWER, UNRESERVED), (UPPER, COMPONENT), (UPPER, ADDRESS), (UPPER, FORM)]
        {
            forms.add("URL-encoded", 3, |secret, out| percent(secret, digits, kept, out));
        }
        for escapes in Escapes::ALL {
            forms.add("JSON-escaped", 6, |secret, out| escapes.write(secret, out));
        }
        forms.add("JSON-escaped twice", 12, |secret, out| {
            let once = Secret::fill(secret.len() * 6, |buffer| {
                let mut once = Out::new(buffer);
                Escapes::PLAIN.write(secret, &mut once);
                Ok(once.written)
            });
            if let Ok(once) = once {
                Escapes::PLAIN.write(once.bytes(), out);
            }
        });
        Ok(forms)
    }

    pub(crate) fn secret(&self) -> Option<&Secret> {
        self.forms.first().map(|form| &form.text)
    }

    /// Whether one of them is in this text.
    #[cfg(feature = "testing")]
    pub(crate) fn are_in(&self, text: &[u8]) -> bool {
        let found = |form: &[u8]| !form.is_empty() && text.windows(form.len()).any(|part| part == form);
        self.forms.iter().any(|form| found(form.text.bytes()))
    }

    pub(super) fn all(&self) -> &[Form] {
        &self.forms
    }

    /// Adds a form that is at most `growth` times as long, unless it is one that is there.
    fn add(&mut self, kind: &'static str, growth: usize, write: impl FnOnce(&[u8], &mut Out<'_>)) {
        let Some(secret) = self.secret() else { return };
        let written = Secret::fill(secret.size() * growth, |buffer| {
            let mut out = Out::new(buffer);
            write(secret.bytes(), &mut out);
            Ok(out.written)
        });
        if let Ok(text) = written
            && !self.forms.iter().any(|form| form.text.matches(text.bytes()))
        {
            self.forms.push(Form { kind, text: text.fitted() });
        }
    }
}

/// Writes into a buffer that is large enough.
struct Out<'a> {
    buffer: &'a mut [u8],
    written: usize,
}

impl<'a> Out<'a> {
    fn new(buffer: &'a mut [u8]) -> Self {
        Out { buffer, written: 0 }
    }

    fn put(&mut self, bytes: &[u8]) {
        if let Some(room) = self.buffer.get_mut(self.written..self.written + bytes.len()) {
            room.copy_from_slice(bytes);
            self.written += bytes.len();
        }
    }

    /// The digit of a value below the alphabet's length.
    fn digit(&mut self, alphabet: &[u8], value: usize) {
        self.put(alphabet.get(value..=value).unwrap_or_default());
    }
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE64_URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const LOWER: &[u8; 16] = b"0123456789abcdef";
const UPPER: &[u8; 16] = b"0123456789ABCDEF";

/// The digits that the secret alone decides, where `shift` bytes (modulo 3) of something else stand before it.
fn base64(secret: &[u8], shift: usize, alphabet: &[u8; 64], out: &mut Out<'_>) {
    let first = (8 * shift).div_ceil(6);
    let end = 8 * (shift + secret.len()) / 6;
    for digit in first..end {
        let bit = 6 * digit - 8 * shift;
        let byte = |at: usize| u16::from(secret.get(at).copied().unwrap_or(0));
        let pair = byte(bit / 8) << 8 | byte(bit / 8 + 1);
        out.digit(alphabet, usize::from(pair >> (10 - bit % 8) & 63));
    }
}

fn hexadecimal(secret: &[u8], digits: &[u8; 16], out: &mut Out<'_>) {
    for byte in secret {
        out.digit(digits, usize::from(byte >> 4));
        out.digit(digits, usize::from(byte & 15));
    }
}

/// What stands for itself besides letters and digits: RFC 3986 (its unreserved characters), `encodeURIComponent`, `encodeURI`, and forms,
/// where a space is a plus sign.
const UNRESERVED: &[u8] = b"-._~";
const COMPONENT: &[u8] = b"-_.!~*'()";
const ADDRESS: &[u8] = b"-_.!~*'();/?:@&=+$,#";
const FORM: &[u8] = b"*-._ ";

fn percent(secret: &[u8], digits: &[u8; 16], kept: &[u8], out: &mut Out<'_>) {
    for byte in secret {
        if *byte == b' ' && kept == FORM {
            out.put(b"+");
        } else if byte.is_ascii_alphanumeric() || kept.contains(byte) {
            out.put(&[*byte]);
        } else {
            out.put(b"%");
            hexadecimal(&[*byte], digits, out);
        }
    }
}

/// How a writer of JSON escapes what it need not escape.
#[derive(Clone, Copy)]
struct Escapes {
    slash: bool,
    /// What is no ASCII, by a code with these digits.
    ascii: Option<&'static [u8; 16]>,
    /// The digits of codes of control characters, which every writer escapes.
    controls: &'static [u8; 16],
    /// `<`, `>` and `&`, by codes.
    markup: bool,
}

impl Escapes {
    /// As serde_json and most others.
    const PLAIN: Escapes = Escapes { slash: false, ascii: None, controls: LOWER, markup: false };

    /// As writers do that take capital digits everywhere, and as those do that write again what another one has escaped.
    const CAPITALS: Escapes = Escapes { ascii: Some(UPPER), controls: UPPER, ..Self::PLAIN };
    const CAPITALS_ADDED: Escapes = Escapes { ascii: Some(UPPER), ..Self::PLAIN };

    const ALL: [Escapes; 10] = [
        Self::PLAIN,
        Escapes { slash: true, ..Self::PLAIN },
        Escapes { ascii: Some(LOWER), ..Self::PLAIN },
        Escapes { slash: true, ascii: Some(LOWER), ..Self::PLAIN },
        Escapes { controls: UPPER, ..Self::PLAIN },
        Self::CAPITALS,
        Escapes { slash: true, ..Self::CAPITALS },
        Self::CAPITALS_ADDED,
        Escapes { slash: true, ..Self::CAPITALS_ADDED },
        Escapes { markup: true, ..Self::PLAIN },
    ];

    /// Writes nothing for what is no text.
    fn write(self, secret: &[u8], out: &mut Out<'_>) {
        let Ok(text) = std::str::from_utf8(secret) else { return };
        for character in text.chars() {
            match character {
                '"' => out.put(b"\\\""),
                '\\' => out.put(b"\\\\"),
                '/' if self.slash => out.put(b"\\/"),
                '\u{8}' => out.put(b"\\b"),
                '\u{c}' => out.put(b"\\f"),
                '\n' => out.put(b"\\n"),
                '\r' => out.put(b"\\r"),
                '\t' => out.put(b"\\t"),
                '\0'..='\u{1f}' => code(character, self.controls, out),
                '<' | '>' | '&' if self.markup => code(character, LOWER, out),
                _ => match self.ascii {
                    Some(digits) if !character.is_ascii() => code(character, digits, out),
                    _ => out.put(character.encode_utf8(&mut [0; 4]).as_bytes()),
                },
            }
        }
    }
}

fn code(character: char, digits: &[u8; 16], out: &mut Out<'_>) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        out.put(b"\\u");
        hexadecimal(&unit.to_be_bytes(), digits, out);
    }
}
