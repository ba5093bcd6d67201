//! A value beside its name in free text: `password=…`, `"api_key": "…"`, `Authorization: Bearer …`, `--token …`,
//! `const KEY: &str = "…"`, `<password>…</password>`.

use std::ops::Range;

use crate::value::SCHEMES;

/// Longer names are no names, and longer values no credentials.
const LONGEST_NAME: usize = 64;
const LONGEST_VALUE: usize = 513;

/// A name, and the place of the value that it has.
pub(crate) struct Pair<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: Range<usize>,
    /// Quoted, or the rest of a line of settings: not a piece of code.
    pub(crate) is_literal: bool,
}

/// The pair in whose name the byte at `at` stands.
pub(crate) fn around(text: &[u8], at: usize) -> Option<Pair<'_>> {
    let belongs = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let ahead = text.get(at..)?.iter().take(LONGEST_NAME).take_while(belongs).count();
    let behind = text.get(..at)?.iter().rev().take(LONGEST_NAME).take_while(belongs).count();
    let (start, end) = (at - behind, at + ahead);
    let mut cursor = Cursor { text, at: end };
    // `key->field` and `token.` are read further than the name goes.
    while cursor.at > at && text.get(cursor.at - 1).is_some_and(|last| matches!(last, b'-' | b'.')) {
        cursor.at -= 1;
    }
    let name = std::str::from_utf8(text.get(start..cursor.at)?).ok()?;
    let name_of = |name: &str| name.trim_start_matches(['-', '.', '_']).len();
    let start = cursor.at - name_of(name);
    let name = std::str::from_utf8(text.get(start..cursor.at)?).ok()?;
    let before = text.get(..start)?;
    if is_inside_arn(before) {
        return None;
    }
    let is_method = name.contains('.') || before.last() == Some(&b'.');
    let last = name.rsplit('.').next().unwrap_or(name);
    if is_method && !is_short(last) && cursor.opens_call() {
        let name = last;
        return cursor.value(Separator::Comma, false, false).map(|(value, is_literal)| Pair {
            name: without_verb(name),
            value,
            is_literal,
        });
    }
    let separator = cursor.separator(name, before)?;
    // `?access_token=…`, `&password=…` of an address.
    let is_of_query = matches!(before, [.., one, b'?' | b'&'] if !one.is_ascii_whitespace());
    let is_listed = separator == Separator::Comma && is_in_list(before);
    let is_setting = separator == Separator::Sign && begins_line(before) && cursor.is_alone();
    let (value, is_literal) = cursor.value(separator, is_setting, is_of_query)?;
    // `'a_key', 'a_key_of_x509'`: the next of a list of names.
    let is_next_name = is_listed
        && name
            .get(..3)
            .is_some_and(|start| text.get(value.start..).is_some_and(|it| it.starts_with(start.as_bytes())));
    (!is_next_name).then_some(Pair { name, value, is_literal })
}

/// What stands between a name and its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// `=`, `:` and the like.
    Sign,
    /// `==`, `!=`: with what has quotes.
    Comparison,
    /// A comma, an element's end, an attribute: what is no value without quotes or a closing tag.
    Comma,
    Element,
    /// A space: `--password …`, `Bearer …`.
    Space,
    /// The next cell of a table.
    Cell,
}

struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &[u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn eat(&mut self, expected: &[u8]) -> bool {
        let is_there = self.rest().starts_with(expected);
        self.at += if is_there { expected.len() } else { 0 };
        is_there
    }

    fn eat_any(&mut self, expected: &[&[u8]]) -> bool {
        expected.iter().any(|expected| self.eat(expected))
    }

    fn spaces(&mut self) -> usize {
        let count = self.rest().iter().take(60).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        self.at += count;
        count
    }

    /// Spaces and line ends; whether there was a line end.
    fn white(&mut self) -> bool {
        let rest = self.rest();
        let count = rest.iter().take(120).take_while(|byte| byte.is_ascii_whitespace()).count();
        let has_end = rest.get(..count).is_some_and(|white| white.contains(&b'\n'));
        self.at += count;
        has_end
    }

    fn separator(&mut self, name: &str, before: &[u8]) -> Option<Separator> {
        const QUOTES: [&[u8]; 7] = [b"\\\"", b"\"", b"'", b"`", b"&quot;", b"%22", b"\\u0022"];
        const SIGNS: [&[u8]; 15] = [
            b"->", b":::=", b"::=", b"=>", b":=", b"?=", b"+=", b"||=", b"||", b"=", b": :", b":", b"%3D",
            b"%3d", b"%3A",
        ];
        let quoted = self.eat_any(&QUOTES);
        self.eat(b"]");
        let spaces = self.spaces();
        if self.rest().starts_with(b"::")
            && !self.rest().starts_with(b"::=")
            && !self.rest().starts_with(b":::=")
        {
            return None;
        }
        // `password==x7…`: a value that begins with the sign.
        let is_of_value = |next: &u8| next.is_ascii_graphic() && !b"=\"'`&".contains(next);
        if !quoted
            && spaces == 0
            && self.rest().starts_with(b"==")
            && self.rest().get(2).is_some_and(is_of_value)
        {
            self.at += 1;
            return Some(Separator::Sign);
        }
        if self.eat_any(&[b"===", b"!==", b"==", b"!="]) {
            return Some(Separator::Comparison);
        }
        if self.eat_any(&SIGNS) {
            return Some(if !quoted && self.joined() { Separator::Comma } else { Separator::Sign });
        }
        if self.accessors() {
            return Some(Separator::Sign);
        }
        if self.next_cell(spaces, quoted, before) {
            return Some(Separator::Cell);
        }
        if spaces == 1 && is_told_to_set(before) && self.eat(b"to ") {
            return Some(Separator::Space);
        }
        // `<password>…</password>`.
        if !quoted && spaces == 0 && self.rest().starts_with(b">") && before.last() == Some(&b'<') {
            self.at += 1;
            return Some(Separator::Element);
        }
        // `("password", "…")`, `{"name": "PASSWORD", "value": "…"}`, `<add key="Password" value="…" />`.
        if quoted {
            if self.default_of_variable(before) || self.fallback() {
                return Some(Separator::Comma);
            }
            let comma = self.eat(b",");
            self.white();
            if self.value_key() {
                return Some(Separator::Sign);
            }
            return comma.then_some(Separator::Comma);
        }
        if self.rest().starts_with(b"\n") || self.rest().starts_with(b"\r\n") {
            self.white();
            return self.value_key().then_some(Separator::Sign);
        }
        if spaces == 1 && self.type_before_sign() {
            return Some(Separator::Sign);
        }
        let lower = name.to_ascii_lowercase();
        if spaces == 1 && lower == "bearer" && self.joined() {
            return Some(Separator::Comma);
        }
        let is_option = before.ends_with(b"--") || before.ends_with(b" -") && name.len() > 4;
        let is_of_netrc = lower == "password" && {
            let line = before.get(before.len().saturating_sub(80)..).unwrap_or_default();
            line.windows(6).any(|part| part == b"login ")
        };
        let is_of_image = before.ends_with(b"ENV ") || before.ends_with(b"ARG ");
        let is_given = spaces == 1 && (is_option || is_of_image || lower == "bearer" || is_of_netrc);
        if is_given {
            return Some(Separator::Space);
        }
        if spaces == 1 && self.eat_any(&[b"is: ", b"is ", b"was "]) {
            return Some(Separator::Space);
        }
        // `PASSWORD '…'` of SQL.
        (spaces == 1 && self.rest().starts_with(b"'") && lower.starts_with("passw"))
            .then_some(Separator::Sign)
    }

    /// `("…` behind a method's name.
    fn opens_call(&mut self) -> bool {
        const LITERALS: [&[u8]; 5] = [b"(\"", b"(String::from(\"", b"(Some(\"", b"('", b"(r\""];
        let opens = LITERALS.iter().any(|literal| self.rest().starts_with(literal));
        self.at += usize::from(opens);
        opens
    }

    /// `{ get; set; } =` of C#.
    fn accessors(&mut self) -> bool {
        let from = self.at;
        if self.eat(b"{") {
            self.spaces();
            let rest = self.rest();
            let is_of_accessors = |byte: &&u8| byte.is_ascii_lowercase() || matches!(byte, b' ' | b';');
            let length = rest.iter().take(60).take_while(is_of_accessors).count();
            if rest.starts_with(b"get") {
                self.at += length;
                if self.eat(b"}") && self.spaces() < 4 && self.eat(b"=") {
                    return true;
                }
            }
        }
        self.at = from;
        false
    }

    /// `NAME,value` and `| NAME | value |`.
    fn next_cell(&mut self, spaces: usize, quoted: bool, before: &[u8]) -> bool {
        let is_quote = |byte: &u8| matches!(byte, b'`' | b'"' | b'*');
        let before = if quoted {
            before.split_last().filter(|(last, _)| is_quote(last)).map_or(before, |(_, before)| before)
        } else {
            before
        };
        if spaces > 0 && self.rest().starts_with(b"| ") && before.ends_with(b"| ") {
            self.at += 1;
            return true;
        }
        let is_cell = !quoted
            && spaces == 0
            && matches!(before.last(), None | Some(b',' | b'\n'))
            && matches!(self.rest(), [b',', next, ..] if next.is_ascii_alphanumeric());
        self.at += usize::from(is_cell);
        is_cell
    }

    /// `") + `, `", ` behind `"Bearer ` and `"password=`: the value is the next literal.
    fn joined(&mut self) -> bool {
        let from = self.at;
        self.eat(b" ");
        if self.eat_any(&[b"\"", b"'"]) {
            self.eat_any(&[b".to_string()", b".to_owned()", b".into()", b")"]);
            self.spaces();
            if self.eat_any(&[b"+", b",", b"."]) {
                self.white();
                self.eat(b"&");
                if matches!(self.rest().first(), Some(b'"' | b'\'')) {
                    return true;
                }
            }
        }
        self.at = from;
        false
    }

    /// `).unwrap_or_else(|_| ` behind the name of a variable that is read: what it is without one.
    fn fallback(&mut self) -> bool {
        const BEGINNINGS: [&[u8]; 9] = [
            b").unwrap_or",
            b").ok().unwrap_or",
            b") or ",
            b") || ",
            b"] || ",
            b"] or ",
            b") ?? ",
            b") ?: ",
            b") { ",
        ];
        let from = self.at;
        if self.eat_any(&BEGINNINGS) {
            let rest = self.rest();
            let is_code = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_:.&|( ".contains(byte);
            let length = rest.iter().take(48).take_while(is_code).count();
            if matches!(rest.get(length), Some(b'"' | b'\'')) {
                self.at += length;
                return true;
            }
        }
        self.at = from;
        false
    }

    /// `variable "db_password" { default = ` of Terraform.
    fn default_of_variable(&mut self, before: &[u8]) -> bool {
        const LONGEST_BLOCK: usize = 512;
        const KEY: &[u8] = b"default";
        if !before.ends_with(b"variable \"") || !self.rest().starts_with(b"{") {
            return false;
        }
        let from = self.at;
        let block = self.rest().get(..self.rest().len().min(LONGEST_BLOCK)).unwrap_or_default();
        let block = block
            .get(..block.windows(2).position(|pair| pair == b"\n}").unwrap_or(block.len()))
            .unwrap_or_default();
        let is_key = |at: usize| {
            at.checked_sub(1).and_then(|before| block.get(before)).is_some_and(u8::is_ascii_whitespace)
        };
        let place = block.windows(KEY.len()).enumerate().position(|(at, part)| part == KEY && is_key(at));
        if let Some(place) = place {
            self.at += place + KEY.len();
            self.spaces();
            if self.eat(b"=") {
                return true;
            }
        }
        self.at = from;
        false
    }

    /// Whether one word follows up to the end of the line, and no piece of code.
    fn is_alone(&self) -> bool {
        let rest = self.rest();
        let spaces = rest.iter().take(60).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let line = rest.get(spaces..).unwrap_or_default();
        let length = line.iter().take(LONGEST_VALUE).take_while(|byte| !byte.is_ascii_whitespace()).count();
        let (word, after) = line.split_at_checked(length).unwrap_or_default();
        let ends = after
            .iter()
            .find(|byte| !matches!(byte, b' ' | b'\t'))
            .is_none_or(|byte| matches!(byte, b'\n' | b'\r'));
        ends && !matches!(word.last(), None | Some(b',' | b';' | b'{' | b'(' | b'[' | b')'))
    }

    /// `token string = "…"` of Go.
    fn type_before_sign(&mut self) -> bool {
        let rest = self.rest();
        let length = rest
            .iter()
            .take(24)
            .take_while(|byte| byte.is_ascii_alphanumeric() || b"*[]._".contains(byte))
            .count();
        let sign = rest.get(length..).unwrap_or_default();
        let is_one = length > 0
            && (sign.starts_with(b" = \"") || sign.starts_with(b" = `") || sign.starts_with(b" = '"));
        self.at += if is_one { length + " = ".len() } else { 0 };
        is_one
    }

    /// `value:`, `"value": `, `value=`, behind a name that is itself a value.
    fn value_key(&mut self) -> bool {
        let from = self.at;
        let quoted = self.eat_any(&[b"\\\"", b"\"", b"'"]);
        if self.eat_any(&[b"value", b"Value", b"VALUE", b"default_value", b"default"]) {
            if quoted {
                self.eat_any(&[b"\\\"", b"\"", b"'"]);
            }
            self.spaces();
            if self.eat_any(&[b":", b"="]) {
                return true;
            }
        }
        self.at = from;
        false
    }

    /// The place of the value, and whether it is a literal.
    fn value(
        &mut self,
        separator: Separator,
        is_setting: bool,
        is_of_query: bool,
    ) -> Option<(Range<usize>, bool)> {
        let broken = self.white();
        if separator == Separator::Sign && !broken {
            self.type_annotation();
        }
        self.wrapper();
        const QUOTES: [&[u8]; 7] = [b"\\\"", b"\"", b"'", b"`", b"&quot;", b"%22", b"\\u0022"];
        for quote in QUOTES {
            if self.eat(quote) {
                self.scheme();
                return self.quoted(quote).map(|value| (value, true));
            }
        }
        if matches!(separator, Separator::Comma | Separator::Comparison)
            || broken && separator != Separator::Element
        {
            return None;
        }
        if separator == Separator::Element {
            let length = self.rest().iter().take(LONGEST_VALUE).position(|&byte| byte == b'<')?;
            let value = self.rest().get(..length)?.trim_ascii_end().len();
            return Some((self.at..self.at + value, true));
        }
        let is_close = self
            .at
            .checked_sub(1)
            .and_then(|before| self.text.get(before))
            .is_some_and(|sign| matches!(sign, b'=' | b':'));
        let value = self.bare(is_setting)?;
        let is_literal = is_setting
            || is_of_query && is_close
            || separator == Separator::Space
            || is_close && self.ends_like_no_code(&value);
        Some((value, is_literal))
    }

    /// `Harbor2020!` in a log: a number and a sign before a space, which end no name.
    fn ends_like_no_code(&self, value: &Range<usize>) -> bool {
        let is_end = |byte: Option<&u8>| byte.is_none_or(|byte| matches!(byte, b' ' | b'\n' | b'\r'));
        let rest = self.text.get(value.end..).unwrap_or_default();
        match self.text.get(value.clone()).unwrap_or_default() {
            [.., b'0'..=b'9', b'!' | b'?' | b'&'] => is_end(rest.first()),
            value @ [.., b'0'..=b'9', b'0'..=b'9'] => {
                let is_mixed =
                    value.iter().any(u8::is_ascii_uppercase) && value.iter().any(u8::is_ascii_lowercase);
                is_mixed && is_end(rest.strip_prefix(b".").unwrap_or(rest).first())
            }
            _ => false,
        }
    }

    /// `: &'static str =`, `: string =`, `: Option<String> = Some(`.
    fn type_annotation(&mut self) {
        let from = self.at;
        let rest = self.rest();
        let is_of_type = |byte: &&u8| byte.is_ascii_alphanumeric() || b"&'_<>:[]; ?".contains(byte);
        let length = rest.iter().take(48).take_while(is_of_type).count();
        let is_type =
            rest.first().is_some_and(|first| first.is_ascii_alphabetic() || matches!(first, b'&' | b'['));
        if is_type
            && rest.get(length..).is_some_and(|sign| sign.starts_with(b"= ") || sign.starts_with(b"=\n"))
        {
            self.at += length + 1;
            self.white();
            self.wrapper();
            if !self.rest().starts_with(b"\"")
                && !self.rest().starts_with(b"'")
                && !self.rest().starts_with(b"`")
            {
                self.at = from;
            }
        }
    }

    /// `Some(`, `String::from(`, `b`, `r#`, `&`, `new Buffer(`: what may stand before a literal.
    fn wrapper(&mut self) {
        self.eat_any(&[b"!!str ", b"!!binary "]);
        const CALLS: [&[u8]; 14] = [
            b"Some",
            b"from",
            b"new",
            b"Ok",
            b"String",
            b"str",
            b"valueOf",
            b"SecretString",
            b"Secret",
            b"bytes",
            b"from_static",
            b"Buffer",
            b"decode",
            b"ConvertTo-SecureString",
        ];
        let rest = self.rest();
        let is_of_path = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_:.&".contains(byte);
        let length = rest.iter().take(48).take_while(is_of_path).count();
        let Some((path, after)) = rest.split_at_checked(length) else { return };
        let is_quote = |byte: Option<&u8>| matches!(byte, Some(b'"' | b'\'' | b'`'));
        let opened = after.first() == Some(&b'(');
        if opened && is_quote(after.get(1)) && CALLS.iter().any(|call| path.ends_with(call)) {
            self.at += length + 1;
        } else if opened && path.ends_with(b"Some") {
            self.at += length + 1;
            self.wrapper();
        } else if matches!(path, b"b" | b"r" | b"br" | b"c" | b"f" | b"u" | b"L" | b"&" | b"rb" | b"cr") {
            if is_quote(after.first()) {
                self.at += length;
            } else if after.starts_with(b"#\"") {
                self.at += length + 1;
            }
        } else if path.is_empty() && matches!(after, [b'@' | b'$', b'"' | b'\'', ..]) {
            self.at += 1;
        }
    }

    /// `Bearer `, which is no part of the token.
    fn scheme(&mut self) {
        if let Some(scheme) = SCHEMES.iter().find(|scheme| self.rest().starts_with(scheme.as_bytes())) {
            self.at += scheme.len();
        }
    }

    fn quoted(&self, quote: &[u8]) -> Option<Range<usize>> {
        let rest = self.rest();
        let value = rest.get(..rest.len().min(LONGEST_VALUE))?;
        let first = *quote.first()?;
        let mut from = 0;
        loop {
            let next = from + value.get(from..)?.iter().position(|&byte| byte == first || byte == b'\n')?;
            let found = value.get(next..)?;
            if found.starts_with(quote) {
                return Some(self.at..self.at + next);
            }
            if found.starts_with(b"\n") {
                return None;
            }
            from = next + 1;
        }
    }

    /// `x7Gk&Q9x ` in a log: a sign of a password and no end of a parameter, since no `=` follows. How long the rest is.
    fn joined_by_chance(&self, length: usize, stops: impl Fn(u8) -> bool) -> usize {
        let (start, rest) = self.rest().split_at_checked(length).unwrap_or_default();
        let has = |is: fn(&u8) -> bool| start.iter().any(is);
        let is_mixed = has(u8::is_ascii_digit) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
        let Some(after) = rest.strip_prefix(b"&").filter(|_| is_mixed) else { return 0 };
        let more = after.iter().take(LONGEST_VALUE).take_while(|&&byte| !stops(byte) && byte != b'=').count();
        let ends = after.get(more).is_none_or(u8::is_ascii_whitespace);
        if more > 0 && ends { 1 + more } else { 0 }
    }

    /// Whether what stands here, so long, is a type between `:` and `=`: `const TOKEN_NOP: TOKENTYPE3 = 0;`.
    fn is_annotation(&self, length: usize) -> bool {
        let before = self.text.get(..self.at).unwrap_or_default().trim_ascii_end();
        let after = self.rest().get(length..).unwrap_or_default();
        before.last() == Some(&b':') && (after.starts_with(b" = ") || after.starts_with(b" =\n"))
    }

    fn bare(&mut self, is_setting: bool) -> Option<Range<usize>> {
        self.scheme();
        let stops = |byte: u8| {
            byte.is_ascii_whitespace()
                || byte.is_ascii_control()
                || (if is_setting { b"\"'`\\" as &[u8] } else { b"\"'`\\,;&|<>()[]{}" }).contains(&byte)
        };
        let rest = self.rest();
        let length = rest.iter().take(LONGEST_VALUE).take_while(|&&byte| !stops(byte)).count();
        if length == LONGEST_VALUE {
            return None;
        }
        // `Harbor28& from`: no `&` that joins parameters.
        let is_last = matches!(rest.get(length..), Some([b'&'] | [b'&', b' ' | b'\n' | b'\r', ..]));
        let length = length + usize::from(is_last);
        let length = length + self.joined_by_chance(length, stops);
        let run = rest.get(..length)?;
        let length = std::str::from_utf8(run).map_or_else(|error| error.valid_up_to(), str::len);
        let value = run.get(..length)?;
        let is_code = matches!(rest.get(length), Some(b'(' | b'[' | b'{' | b'<'))
            || value.windows(2).any(|pair| matches!(pair, b"::" | b"->"))
            || value.starts_with(b"self.")
            || self.is_annotation(length);
        let trimmed = value.trim_ascii_end().len();
        let without_stop = value.get(..trimmed)?;
        let without_stop = without_stop.strip_suffix(b".").unwrap_or(without_stop);
        (!is_code).then(|| self.at..self.at + without_stop.len())
    }
}

/// `set NAME to …`, `change "NAME" to …`.
fn is_told_to_set(before: &[u8]) -> bool {
    let before = match before {
        [rest @ .., b'`' | b'"' | b'\'' | b'*'] => rest,
        _ => before,
    };
    let verb = before.get(before.len().saturating_sub(8)..).unwrap_or_default().to_ascii_lowercase();
    [b"set " as &[u8], b"setting ", b"change ", b"changed "].iter().any(|end| verb.ends_with(end))
}

/// `'one', 'a_key', 'another'`: whether the name has one like it before it.
fn is_in_list(before: &[u8]) -> bool {
    let near = before.get(before.len().saturating_sub(80)..).unwrap_or_default();
    let before = near.strip_suffix(b"\"").or(near.strip_suffix(b"'")).unwrap_or_default().trim_ascii_end();
    matches!(before, [.., b'"' | b'\'', b','])
}

/// `base.pass("…")`, `.auth("…")`: a method's name that says too little.
fn is_short(name: &str) -> bool {
    name.len() < 5 || name.eq_ignore_ascii_case("signature")
}

/// `with_password`, `setPassword`: `password`.
fn without_verb(name: &str) -> &str {
    let rest = ["with", "set"].iter().find_map(|verb| name.strip_prefix(verb));
    rest.filter(|rest| rest.starts_with(|c: char| c == '_' || c.is_ascii_uppercase())).unwrap_or(name)
}

/// `arn:…:secret:` of Amazon: what follows is the name of a secret, not the secret.
fn is_inside_arn(before: &[u8]) -> bool {
    const LONGEST_ARN: usize = 160;
    if before.last() != Some(&b':') {
        return false;
    }
    let is_of_arn = |byte: &&u8| byte.is_ascii_alphanumeric() || b":/_-.*".contains(byte);
    let run = before.iter().rev().take(LONGEST_ARN).take_while(is_of_arn).count();
    before.get(before.len() - run..).is_some_and(|run| run.windows(4).any(|part| part == b"arn:"))
}

/// Whether a name with nothing but a keyword before it begins the line: `PASSWORD=…`, `export PASSWORD=…`.
fn begins_line(before: &[u8]) -> bool {
    let line = before.get(before.len().saturating_sub(16)..).unwrap_or_default();
    let line = line.rsplit(|&byte| byte == b'\n').next().unwrap_or_default().trim_ascii();
    matches!(line, b"" | b"export" | b"ENV" | b"ARG" | b"set" | b"SET" | b"setenv" | b"-")
}
