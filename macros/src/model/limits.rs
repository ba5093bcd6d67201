//! The checks of a field that make sense together, and with its type.

use portcullis_rules::{Diagnostics, Place};
use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Expr, Ident, LitFloat, LitStr, Path, Type, parse_quote};

use super::written_type::{Kind, WrittenType};
use crate::args::field::{Format, Length, Range, Validate};
use crate::args::parser::{Number, Whole};

/// A number or a constant's name, if it was given.
pub type Limit = Option<Box<Expr>>;

/// One check of a value, in the words of `#[validate(..)]`.
pub enum Check {
    Length { min: Limit, max: Limit, equal: Limit },
    Range { min: Limit, max: Limit, exclusive_min: Limit, exclusive_max: Limit },
    Format(Format),
    Pattern(LitStr),
    Regex(Path),
    Contains(LitStr),
    DoesNotContain(LitStr),
    MustMatch(Ident),
    Custom(Path),
    Required,
    NonControlCharacter,
}

/// Proves that the words on one field agree with one another and with the field's type.
pub fn check(validate: &Validate, ty: &Type, out: &mut Diagnostics) -> Vec<Check> {
    let ty = WrittenType::of(ty);
    check_kinds(validate, &ty, out);
    if let Some(length) = &validate.length {
        check_length(length, out);
    }
    if let Some(range) = &validate.range {
        check_range(range, &ty, out);
    }
    if let Some(pattern) = &validate.pattern {
        check_pattern(pattern, out);
    }
    for needle in [&validate.contains, &validate.does_not_contain].into_iter().flatten() {
        if needle.value().is_empty() {
            out.error(needle, "every text contains the empty text").help("write what to look for");
        }
    }
    check_controls(validate, out);
    checks(validate, &ty)
}

/// The words in the order in which they are checked: cheap ones first.
fn checks(validate: &Validate, ty: &WrittenType) -> Vec<Check> {
    let whole = |limit: &Option<Whole>| limit.as_ref().map(|whole| Box::new(whole.expression.clone()));
    let number = |limit: &Option<Number>| limit.as_ref().map(|number| Box::new(number.of_kind(ty)));
    let length = validate.length.as_ref().map(|length| Check::Length {
        min: whole(&length.min),
        max: whole(&length.max),
        equal: whole(&length.equal),
    });
    let range = validate.range.as_ref().map(|range| Check::Range {
        min: number(&range.min),
        max: number(&range.max),
        exclusive_min: number(&range.exclusive_min),
        exclusive_max: number(&range.exclusive_max),
    });
    let mut checks = Vec::new();
    checks.extend(validate.required.map(|_| Check::Required));
    checks.extend(length);
    checks.extend(range);
    checks.extend(validate.non_control_character.map(|_| Check::NonControlCharacter));
    checks.extend(validate.formats.iter().map(|(format, _)| Check::Format(*format)));
    checks.extend(validate.contains.clone().map(Check::Contains));
    checks.extend(validate.does_not_contain.clone().map(Check::DoesNotContain));
    checks.extend(validate.pattern.clone().map(Check::Pattern));
    checks.extend(validate.regex.clone().map(Check::Regex));
    checks.extend(validate.must_match.clone().map(Check::MustMatch));
    checks.extend(validate.custom.clone().map(Check::Custom));
    checks
}

/// Each word stands on a type that it can check, as far as the type's name tells.
fn check_kinds(validate: &Validate, ty: &WrittenType, out: &mut Diagnostics) {
    let mut expect = |kinds: &[Kind], word: &str, span: Span| {
        if ty.kind != Kind::Other && !kinds.contains(&ty.kind) {
            let help = match ty.kind {
                Kind::Number => "a number is limited by `range(min = …, max = …)`",
                Kind::Text => "a text is limited by `length(max = …)` and `pattern = \"…\"`",
                Kind::List | Kind::Map => {
                    "its size is limited by `length(max = …)`, its elements by their own type"
                }
                Kind::Bool | Kind::Other => "remove it",
            };
            out.error(span, format!("`{word}` cannot check {}", ty.called())).help(help);
        }
    };
    const SIZED: &[Kind] = &[Kind::Text, Kind::List, Kind::Map];
    const TEXT: &[Kind] = &[Kind::Text];
    if let Some(length) = &validate.length {
        expect(SIZED, "length", length.span);
    }
    if let Some(range) = &validate.range {
        expect(&[Kind::Number], "range", range.span);
    }
    for (format, span) in &validate.formats {
        expect(TEXT, format.word(), *span);
    }
    if let Some(pattern) = &validate.pattern {
        expect(TEXT, "pattern", pattern.span());
    }
    for (word, span) in
        [("allow_control", validate.allow_control), ("non_control_character", validate.non_control_character)]
    {
        if let Some(span) = span {
            expect(TEXT, word, span);
        }
    }
    if let (Some(range), true) = (&validate.range, ty.name.starts_with("NonZero")) {
        out.error(range.span, format!("`range` cannot compare {}", ty.called()))
            .help("take the plain number, with `range(min = 1)`");
    }
    if let Some(span) = validate.required
        && !ty.optional
        && ty.kind != Kind::Other
    {
        out.error(span, format!("{} cannot be missing, so `required` says nothing", ty.called()))
            .help("remove it; `required` is for an `Option`");
    }
}

fn check_length(length: &Length, out: &mut Diagnostics) {
    let Length { span, is_empty, min, max, equal } = length;
    if *is_empty {
        out.error(*span, "`length` needs a limit")
            .help("write `length(max = 100)`, `length(min = 1, max = 100)` or `length(equal = 8)`");
    }
    if let (Some(equal), true) = (equal, min.is_some() || max.is_some()) {
        out.error(&equal.expression, "`equal` leaves nothing for `min` and `max` to say")
            .help("keep `equal`, or the others");
    }
    if let (Some(Whole { known: Some(min), expression }), Some(Whole { known: Some(max), .. })) = (min, max)
        && min > max
    {
        out.error(expression, format!("no length is at least {min} and at most {max}"))
            .help("swap `min` and `max`");
    }
}

fn check_range(range: &Range, ty: &WrittenType, out: &mut Diagnostics) {
    let Range { span, is_empty, min, max, exclusive_min, exclusive_max } = range;
    if *is_empty {
        out.error(*span, "`range` needs a limit").help("write `range(min = 1, max = 50)`, or one of the two");
    }
    for (inclusive, exclusive, name) in [(min, exclusive_min, "min"), (max, exclusive_max, "max")] {
        if let (Some(_), Some(exclusive)) = (inclusive, exclusive) {
            out.error(&exclusive.expression, format!("`{name}` and `exclusive_{name}` are both given"))
                .help("keep the stricter one");
        }
    }
    let (lower, upper) = (min.as_ref().or(exclusive_min.as_ref()), max.as_ref().or(exclusive_max.as_ref()));
    if let (Some(lower), Some(upper)) = (lower, upper) {
        let open = exclusive_min.is_some() || exclusive_max.is_some();
        if let (Some(least), Some(most)) = (lower.known, upper.known)
            && (least > most || (open && least >= most))
        {
            out.error(&lower.expression, "no number is in this range").help("swap the limits, or widen them");
        }
    }
    for limit in [min, max, exclusive_min, exclusive_max].into_iter().flatten() {
        check_representable(limit, ty, out);
    }
}

fn check_representable(limit: &Number, ty: &WrittenType, out: &mut Diagnostics) {
    let (Some(known), Some((least, most))) = (limit.known, ty.limits()) else { return };
    if known.fract() != 0.0 {
        out.error(&limit.expression, format!("`{}` holds whole numbers only", ty.name))
            .help("write a whole number");
    } else if known < least {
        out.error(&limit.expression, format!("`{}` is never below {least}", ty.name))
            .help("remove the limit, or raise it");
    } else if known > most {
        out.error(&limit.expression, format!("`{}` is never above {most}", ty.name))
            .help("remove the limit, or lower it");
    }
}

/// A pattern is compiled once, when it is first used; here it only has to be one.
fn check_pattern(pattern: &LitStr, out: &mut Diagnostics) {
    if let Err(error) = regex_syntax::parse(&pattern.value()) {
        let reason = match &error {
            regex_syntax::Error::Parse(error) => error.kind().to_string(),
            regex_syntax::Error::Translate(error) => error.kind().to_string(),
            _ => "it is not a regular expression".to_owned(),
        };
        out.error(Place::from(pattern), format!("this pattern does not parse: {reason}")).help(
            "write it in the syntax of the `regex` crate, which has no look-around and no back-references",
        );
    }
}

fn check_controls(validate: &Validate, out: &mut Diagnostics) {
    if let (Some(_), Some(refused)) = (validate.allow_control, validate.non_control_character) {
        out.error(refused, "`allow_control` and `non_control_character` contradict each other")
            .help("keep one of the two");
    }
}

impl Number {
    /// `range(max = 2)` on an `f64` means 2.0.
    fn of_kind(&self, ty: &WrittenType) -> Expr {
        match self.known {
            Some(known) if known.fract() == 0.0 && ["f32", "f64"].contains(&ty.name.as_str()) => {
                let literal = LitFloat::new(&format!("{:?}", known.abs()), self.expression.span());
                if known < 0.0 { parse_quote!(-#literal) } else { parse_quote!(#literal) }
            }
            _ => self.expression.clone(),
        }
    }
}

impl Format {
    /// The word in `#[validate(..)]`.
    pub fn word(self) -> &'static str {
        Format::ALL.into_iter().find(|(format, _)| *format == self).map_or("", |(_, word)| word)
    }
}
