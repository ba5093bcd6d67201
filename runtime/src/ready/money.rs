//! An exact amount of a currency.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, Error, Unexpected};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::Currency;
use super::written::ascii_bytes;
use crate::bound::{Bounded, Faults, Path, bytes};
use crate::disclose::Disclose;
use crate::json::strict;

/// An amount in the smallest unit of its currency: 1250 cents are 12.50 EUR. There are no floats and nothing is rounded.
///
/// In JSON it is `{"amount": "12.50", "currency": "EUR"}`, with exactly as many decimals as the currency has: `"12.5"`, `"12"`
/// and `12.50` are refused for EUR, `"1250.00"` for JPY, `"-0.00"` for all. As a text it is `12.50 EUR`.
///
/// ```
/// use portcullis::ready::{Currency, Money, MoneyError};
///
/// let price: Money = "12.50 EUR".parse()?;
/// assert_eq!(price.minor(), 1250);
/// let sum = price.checked_add(Money::new(250, Currency::EUR))?;
/// assert_eq!(sum.to_string(), "15.00 EUR");
/// assert_eq!(sum.checked_sub("15 JPY".parse()?), Err(MoneyError::OtherCurrency));
/// # Ok::<(), MoneyError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// `-9223372036854775808` has twenty characters, and there may be a point in it.
const AMOUNT: usize = 21;

impl Money {
    /// So many of the currency's smallest unit.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Money { minor, currency }
    }

    /// The amount in the currency's smallest unit.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// Of what it is an amount.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Both together.
    ///
    /// # Errors
    ///
    /// [`MoneyError::OtherCurrency`]; [`MoneyError::OutOfRange`].
    pub fn checked_add(self, other: Money) -> Result<Money, MoneyError> {
        self.with(other, i64::checked_add)
    }

    /// What is left of it without the other.
    ///
    /// # Errors
    ///
    /// [`MoneyError::OtherCurrency`]; [`MoneyError::OutOfRange`].
    pub fn checked_sub(self, other: Money) -> Result<Money, MoneyError> {
        self.with(other, i64::checked_sub)
    }

    /// So many times as much.
    ///
    /// # Errors
    ///
    /// [`MoneyError::OutOfRange`].
    pub fn checked_mul(self, times: i64) -> Result<Money, MoneyError> {
        let minor = self.minor.checked_mul(times).ok_or(MoneyError::OutOfRange)?;
        Ok(Money { minor, ..self })
    }

    fn with(self, other: Money, sum: fn(i64, i64) -> Option<i64>) -> Result<Money, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::OtherCurrency);
        }
        let minor = sum(self.minor, other.minor).ok_or(MoneyError::OutOfRange)?;
        Ok(Money { minor, ..self })
    }

    /// The amount as a decimal number: `12.50`.
    fn amount(self) -> Amount {
        Amount(self)
    }

    /// Reads what [`Money::amount`] writes.
    fn read(amount: &str, currency: Currency) -> Result<Money, MoneyError> {
        // An amount that fits is at most this long.
        if amount.len() > AMOUNT {
            return Err(MoneyError::OutOfRange);
        }
        let decimals = usize::from(currency.decimals());
        let (negative, digits) = match amount.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, amount),
        };
        let (whole, fraction) =
            digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !are_digits(whole) || !fraction.is_none_or(are_digits) || (whole.starts_with('0') && whole != "0")
        {
            return Err(MoneyError::Form);
        }
        if fraction.map_or(0, str::len) != decimals {
            return Err(MoneyError::Decimals { decimals: currency.decimals() });
        }
        // Below zero from the start: the least amount has no positive counterpart.
        let mut minor: i64 = 0;
        for digit in whole.bytes().chain(fraction.unwrap_or_default().bytes()) {
            let digit = i64::from(digit - b'0');
            minor = minor
                .checked_mul(10)
                .and_then(|minor| minor.checked_sub(digit))
                .ok_or(MoneyError::OutOfRange)?;
        }
        match (negative, minor) {
            (true, 0) => Err(MoneyError::Form),
            (true, minor) => Ok(Money { minor, currency }),
            (false, minor) => {
                let minor = minor.checked_neg().ok_or(MoneyError::OutOfRange)?;
                Ok(Money { minor, currency })
            }
        }
    }
}

/// Amounts of two currencies are in no order.
impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.currency == other.currency).then(|| self.minor.cmp(&other.minor))
    }
}

struct Amount(Money);

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Money { minor, currency } = self.0;
        let sign = if minor < 0 { "-" } else { "" };
        let minor = minor.unsigned_abs();
        match currency.decimals() {
            0 => write!(f, "{sign}{minor}"),
            decimals => {
                let unit = 10_u64.pow(decimals.into());
                write!(f, "{sign}{}.{:0width$}", minor / unit, minor % unit, width = decimals.into())
            }
        }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount(), self.currency)
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (amount, code) = text.split_once(' ').ok_or(MoneyError::Form)?;
        Money::read(amount, code.parse().map_err(|_| MoneyError::UnknownCurrency)?)
    }
}

/// Why something is no [`Money`], or an amount cannot be calculated. Never says what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MoneyError {
    /// Not a decimal number in plain digits; or a negative zero, or zeros before the number.
    #[error("a text of another form")]
    Form,
    /// No code of ISO 4217.
    #[error("an amount of an unknown currency")]
    UnknownCurrency,
    /// More or fewer decimals than the currency has.
    #[error("one with another number of decimals than the {decimals} that its currency has")]
    Decimals {
        /// How many it has.
        decimals: u8,
    },
    /// More than 64 bits of the smallest unit.
    #[error("an amount beyond what 64 bits of the smallest unit hold")]
    OutOfRange,
    /// Two amounts of different currencies.
    #[error("an amount of another currency")]
    OtherCurrency,
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut money = serializer.serialize_struct("Money", 2)?;
        money.serialize_field("amount", &format_args!("{}", self.amount()))?;
        money.serialize_field("currency", &self.currency)?;
        money.end()
    }
}

/// What [`Money`] is in JSON.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    // As long as an amount can be, so that no more is ever kept.
    amount: crate::BoundedString<AMOUNT>,
    currency: Currency,
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { amount, currency } = Written::deserialize(strict::Shape(deserializer))?;
        Money::read(&amount, currency).map_err(|error| {
            let expected = format!(
                "an exact amount of {currency} such as {}, not {error}",
                Money::new(1250, currency).amount()
            );
            D::Error::invalid_value(Unexpected::Other("another amount"), &expected.as_str())
        })
    }
}

impl Disclose for Money {}

impl Bounded for Money {
    const MAX_JSON_BYTES: usize = bytes::object(&[
        bytes::field("amount", ascii_bytes(AMOUNT)),
        bytes::field("currency", Currency::MAX_JSON_BYTES),
    ]);

    /// The type proves it all.
    fn check(&self, _: &Path<'_>, _: &mut Faults) {}
}

impl JsonSchema for Money {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Money".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": "object",
            "properties": {
                "amount": {
                    "type": "string",
                    "description": "A decimal number with exactly as many decimals as the currency has: 12.50 EUR, 1250 JPY, 1.250 BHD.",
                    "maxLength": AMOUNT,
                    "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]{2,3})?$",
                },
                "currency": generator.subschema_for::<Currency>(),
            },
            "required": ["amount", "currency"],
            "additionalProperties": false,
            "examples": [{ "amount": "12.50", "currency": "EUR" }],
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_str, json, to_value};

    use super::*;

    fn read(text: &str) -> Result<Money, MoneyError> {
        text.parse()
    }

    #[test]
    fn every_amount_of_every_currency_is_read_as_it_is_written() {
        let pattern = regex::Regex::new(r"^-?(0|[1-9][0-9]*)(\.[0-9]{2,3})?$").unwrap();
        proptest::proptest!(|(minor in proptest::num::i64::ANY, currency in 0..Currency::all().len())| {
            let money = Money::new(minor, Currency::all()[currency]);
            proptest::prop_assert_eq!(money.to_string().parse(), Ok(money));
            let written = to_value(money).unwrap();
            proptest::prop_assert!(pattern.is_match(written["amount"].as_str().unwrap()));
            proptest::prop_assert_eq!(from_str::<Money>(&written.to_string()).unwrap(), money);
        });
    }

    #[test]
    fn the_least_and_the_greatest_amount_are_exact() {
        for (minor, text) in [
            (i64::MIN, "-92233720368547758.08 EUR"),
            (i64::MAX, "92233720368547758.07 EUR"),
            (0, "0.00 EUR"),
            (-1, "-0.01 EUR"),
            (99, "0.99 EUR"),
        ] {
            let money = Money::new(minor, Currency::EUR);
            assert_eq!(money.to_string(), text);
            assert_eq!(read(text), Ok(money));
        }
        assert_eq!(Money::new(i64::MIN, Currency::JPY).to_string(), "-9223372036854775808 JPY");
        assert_eq!(Money::new(i64::MIN, Currency::BHD).to_string().len() - " BHD".len(), AMOUNT);
        for beyond in [
            "92233720368547758.08 EUR",
            "-92233720368547758.09 EUR",
            "99999999999999999999 JPY",
            "-9223372036854775.809 BHD",
        ] {
            assert_eq!(read(beyond), Err(MoneyError::OutOfRange), "{beyond}");
        }
        assert_eq!(read(&format!("{} JPY", "9".repeat(1_000_000))), Err(MoneyError::OutOfRange));
    }

    #[test]
    fn an_amount_has_the_decimals_of_its_currency() {
        for good in ["12.50 EUR", "1250 JPY", "1.250 BHD", "-1.250 BHD"] {
            assert_eq!(read(good).map(|money| money.to_string()), Ok(good.to_owned()));
        }
        for (bad, decimals) in [
            ("12 EUR", 2),
            ("12.5 EUR", 2),
            ("12.500 EUR", 2),
            ("12.0 JPY", 0),
            ("12.50 BHD", 3),
            ("12 BHD", 3),
        ] {
            assert_eq!(read(bad), Err(MoneyError::Decimals { decimals }), "{bad}");
        }
    }

    #[test]
    fn an_amount_has_one_spelling() {
        for bad in [
            "",
            "EUR",
            "12.50",
            "12.50EUR",
            " EUR",
            "-0.00 EUR",
            "-0 JPY",
            "+1.00 EUR",
            "01.00 EUR",
            "00.50 EUR",
            ".50 EUR",
            "1. EUR",
            "1,00 EUR",
            "1'000.00 EUR",
            "1_0.00 EUR",
            "1e3 JPY",
            "0x1 JPY",
            "--1.00 EUR",
            "1.-1 EUR",
            "１.00 EUR",
            "1.0\u{661} EUR",
            "NaN EUR",
            "inf EUR",
            "\u{2212}1.00 EUR",
            "\t1.00 EUR",
            "1.0.0 EUR",
        ] {
            assert_eq!(read(bad), Err(MoneyError::Form), "{bad:?}");
        }
        for bad in ["1.00  EUR", "1.00 eur", "1.00 EUR\n", "1.00 €", "1.00 XXX", "1.00 EUR EUR"] {
            assert_eq!(read(bad), Err(MoneyError::UnknownCurrency), "{bad:?}");
        }
    }

    #[test]
    fn json_is_strict_and_its_errors_say_nothing_of_what_was_sent() {
        assert_eq!(
            to_value(Money::new(1250, Currency::EUR)).unwrap(),
            json!({ "amount": "12.50", "currency": "EUR" })
        );
        for bad in [
            r#"{"amount": 7151.5, "currency": "EUR"}"#,
            r#"{"amount": "7151.5", "currency": "EUR"}"#,
            r#"{"amount": "7151.50", "currency": "7151"}"#,
            r#"{"amount": "7151.50"}"#,
            r#"{"amount": "7151.50", "currency": "EUR", "7151": 1}"#,
            r#"{"amount": "7151.50", "amount": "7151.50", "currency": "EUR"}"#,
            r#"["7151.50", "EUR"]"#,
            r#""7151.50 EUR""#,
            r#"{"amount": "71517151715171517151715171517151", "currency": "JPY"}"#,
        ] {
            let error = format!("{:?}", crate::json::decode::<Money>(bad.as_bytes()).unwrap_err());
            assert!(!error.contains("7151"), "{bad}: {error}");
        }
    }

    #[test]
    fn amounts_of_two_currencies_do_not_mix() {
        let (euro, yen) = (Money::new(100, Currency::EUR), Money::new(100, Currency::JPY));
        assert_eq!(euro.checked_add(yen), Err(MoneyError::OtherCurrency));
        assert_eq!(euro.checked_sub(yen), Err(MoneyError::OtherCurrency));
        assert_eq!(euro.partial_cmp(&yen), None);
        assert!(euro != yen && euro < Money::new(101, Currency::EUR));
    }

    #[test]
    fn arithmetic_ends_at_the_range() {
        let most = Money::new(i64::MAX, Currency::EUR);
        let least = Money::new(i64::MIN, Currency::EUR);
        assert_eq!(most.checked_add(Money::new(1, Currency::EUR)), Err(MoneyError::OutOfRange));
        assert_eq!(least.checked_sub(Money::new(1, Currency::EUR)), Err(MoneyError::OutOfRange));
        assert_eq!(least.checked_mul(-1), Err(MoneyError::OutOfRange));
        assert_eq!(Money::new(5, Currency::EUR).checked_mul(-3), Ok(Money::new(-15, Currency::EUR)));
    }
}
