//! What is known of a number: its type, and how large it can be.

use super::value::{Known, Value};

/// The type of a number, and how many bits it needs at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Whole or not.
    pub kind: NumberKind,
    /// The bits of its type; `usize` and `isize` count 64.
    pub width: u8,
    /// The bits that its amount needs at most, without a sign.
    pub bits: u8,
    /// Whether it can be below zero.
    pub negative: bool,
}

/// The kinds of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// `u8` to `u128`, `usize`, `char`, `bool`.
    Unsigned,
    /// `i8` to `i128`, `isize`.
    Signed,
    /// `f32`, `f64`.
    Float,
}

impl Number {
    /// Any number of a type, if this is the name of one: `u32`.
    pub fn of_type(ty: &str) -> Option<Self> {
        let unsigned = |width| (NumberKind::Unsigned, width, width);
        let signed = |width| (NumberKind::Signed, width, width - 1);
        let (kind, width, bits) = match ty {
            "u8" => unsigned(8),
            "u16" => unsigned(16),
            "u32" | "NonZeroU32" => unsigned(32),
            "u64" | "usize" | "NonZeroU64" | "NonZeroUsize" => unsigned(64),
            "u128" => unsigned(128),
            "i8" => signed(8),
            "i16" => signed(16),
            "i32" => signed(32),
            "i64" | "isize" => signed(64),
            "i128" => signed(128),
            "char" => (NumberKind::Unsigned, 32, 21),
            "bool" => (NumberKind::Unsigned, 8, 1),
            "f32" | "f64" => (NumberKind::Float, 64, 255),
            _ => return None,
        };
        Some(Self { kind, width, bits, negative: kind != NumberKind::Unsigned })
    }

    /// The same number in another type: `x as T`, `T::from(x)`, `T::try_from(x)`. What does not fit is anything of that type.
    pub(super) fn into_type(self, ty: &str) -> Option<Self> {
        let target = Self::of_type(ty)?;
        let keeps = self.fits(target) && target.kind != NumberKind::Float;
        Some(if keeps { Self { bits: self.bits, negative: self.negative, ..target } } else { target })
    }

    /// Whether each number that it can be is one of the target's type.
    pub fn fits(self, target: Self) -> bool {
        match (self.kind, target.kind) {
            (_, NumberKind::Float) => true,
            (NumberKind::Float, _) => false,
            (_, NumberKind::Unsigned) => !self.negative && self.bits <= target.width,
            (_, NumberKind::Signed) => self.bits < target.width,
        }
    }

    /// Whole, and any number of its type.
    pub(super) fn any(self) -> Self {
        match self.kind {
            NumberKind::Unsigned => Self { bits: self.width, ..self },
            NumberKind::Signed => Self { bits: self.width - 1, negative: true, ..self },
            NumberKind::Float => self,
        }
    }

    /// One of both, if they have one type.
    pub(super) fn or(self, other: Self) -> Option<Self> {
        let is_same = self.kind == other.kind && self.width == other.width;
        is_same.then(|| self.with(self.bits.max(other.bits), self.negative || other.negative))
    }

    pub(super) fn with(self, bits: u8, negative: bool) -> Self {
        let most = if self.kind == NumberKind::Signed { self.width - 1 } else { self.width };
        Self { bits: bits.min(most), negative, ..self }
    }

    /// What is left after a limit from above: `min(100)`, `& 0xff`, `% 16`.
    pub(super) fn at_most(self, bits: Option<u8>, negative: bool) -> Self {
        let bits = bits.map_or(self.bits, |bits| bits.min(self.bits));
        self.with(bits, self.negative && negative)
    }
}

impl Value {
    /// How many bits its amount needs at most, if that is known.
    pub fn bits(&self) -> Option<u8> {
        match (&self.known, self.number) {
            (Known::Int(int), _) => u8::try_from(u128::BITS - int.leading_zeros()).ok(),
            (_, Some(number)) => Some(number.bits),
            _ => None,
        }
    }
}

/// The number that a calculation has the type of: a literal takes the type of the other side.
pub(super) fn typed(one: &Value, two: &Value) -> Option<Number> {
    match (one.number, two.number) {
        (Some(one), Some(two)) => one.or(two).or(Some(one)),
        (Some(number), None) | (None, Some(number)) => Some(number),
        (None, None) => None,
    }
}

/// `a + b`.
pub(super) fn added(one: &Value, two: &Value) -> Option<Number> {
    let bits = one.bits().max(two.bits()).map(|bits| bits.saturating_add(1));
    typed(one, two)
        .map(|number| number.with(bits.unwrap_or(number.width), is_negative(one) || is_negative(two)))
}

/// The other operators, as far as they bound anything.
pub(super) fn calculated(operator: &syn::BinOp, one: &Value, two: &Value) -> Option<Number> {
    use syn::BinOp::{Div, DivAssign, Mul, MulAssign, Shl, ShlAssign, Shr, ShrAssign};
    let number = typed(one, two)?;
    let negative = is_negative(one) || is_negative(two);
    Some(match (operator, &two.known) {
        (Mul(_) | MulAssign(_), _) => {
            let bits = one.bits().zip(two.bits()).map(|(one, two)| one.saturating_add(two));
            number.with(bits.unwrap_or(number.width), negative)
        }
        (Div(_) | DivAssign(_), _) => one.number.unwrap_or(number),
        (Shr(_) | ShrAssign(_), Known::Int(by)) => {
            let by = u8::try_from(*by).unwrap_or(u8::MAX);
            one.number.map_or(number, |one| one.with(one.bits.saturating_sub(by), one.negative))
        }
        (Shl(_) | ShlAssign(_) | Shr(_) | ShrAssign(_), _) => one.number.map_or(number, Number::any),
        _ => number.any(),
    })
}

fn is_negative(value: &Value) -> bool {
    value.number.is_some_and(|number| number.negative)
}

/// The type of a method's result, by its name: `get_u32_le`, `as_u64`, `len`.
pub(super) fn of_method(name: &str, receiver: Option<Number>) -> Option<Number> {
    let typed = name.strip_prefix("get_").or(name.strip_prefix("read_")).or(name.strip_prefix("as_"));
    if let Some(ty) = typed {
        let ty = ty.strip_suffix("_le").or(ty.strip_suffix("_ne")).unwrap_or(ty);
        return Number::of_type(ty);
    }
    match (name, receiver) {
        ("len" | "count" | "capacity" | "remaining", _) => Number::of_type("usize"),
        ("content_length", _) => Number::of_type("u64"),
        ("count_ones" | "leading_zeros" | "trailing_zeros" | "ilog2" | "ilog10", Some(_)) => {
            Number::of_type("u32").map(|number| number.with(8, false))
        }
        ("unsigned_abs", Some(number)) => {
            Some(Number { kind: NumberKind::Unsigned, negative: false, ..number })
        }
        ("abs", Some(number)) => Some(Number { negative: false, ..number }),
        ("saturating_sub" | "checked_sub" | "saturating_div" | "checked_div" | "div_ceil", Some(number)) => {
            Some(number)
        }
        ("to_string" | "to_be_bytes" | "to_le_bytes" | "to_ne_bytes" | "is_positive", _) => None,
        (_, number) => number.map(Number::any),
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    fn of(ty: &str) -> Number {
        Number::of_type(ty).unwrap()
    }

    #[test]
    fn a_wider_type_holds_a_narrower_one() {
        for (from, into, fits) in [
            ("u8", "u32", true),
            ("u32", "u8", false),
            ("u32", "i32", false),
            ("u32", "i64", true),
            ("i32", "u64", false),
            ("i32", "i64", true),
            ("char", "u32", true),
            ("char", "u8", false),
            ("f64", "i64", false),
            ("i64", "f64", true),
        ] {
            assert_eq!(of(from).fits(of(into)), fits, "{from} as {into}");
        }
    }

    #[test]
    fn a_type_that_is_wider_keeps_the_bound() {
        assert_eq!(of("u8").into_type("usize").unwrap().bits, 8);
        assert_eq!(of("u64").into_type("u8").unwrap().bits, 8);
        assert!(!of("i64").into_type("u32").unwrap().negative);
    }
}
