//! A day of the calendar.

use std::fmt;
use std::str::FromStr;

use super::written::written;

/// A day of the Gregorian calendar from `0001-01-01` to `9999-12-31`, written as ISO 8601 and RFC 3339 do: `2026-02-28`.
///
/// It says which day, and does not calculate: `year()`, `month()` and `day()` make the date of a calendar library.
/// Dates order as they follow each other.
///
/// ```
/// use portcullis::ready::{Date, DateError};
///
/// let leap: Date = "2024-02-29".parse()?;
/// assert_eq!((leap.year(), leap.month(), leap.day()), (2024, 2, 29));
/// assert!(leap < Date::new(2024, 3, 1)?);
/// assert_eq!("2023-02-29".parse::<Date>(), Err(DateError::Day));
/// # Ok::<(), DateError>(())
/// ```
// The order of the fields is the order of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Takes a day that there is.
    pub const fn new(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        if year == 0 || year > 9999 {
            return Err(DateError::Year);
        }
        if month == 0 || month > 12 {
            return Err(DateError::Month);
        }
        if day == 0 || day > days(year, month) {
            return Err(DateError::Day);
        }
        Ok(Date { year, month, day })
    }

    /// 1 to 9999.
    pub const fn year(&self) -> u16 {
        self.year
    }

    /// 1 to 12.
    pub const fn month(&self) -> u8 {
        self.month
    }

    /// 1 to 31.
    pub const fn day(&self) -> u8 {
        self.day
    }
}

/// The days of a month.
const fn days(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return Err(DateError::Form);
        };
        Date::new(number(&[y1, y2, y3, y4])?, small(&[m1, m2])?, small(&[d1, d2])?)
    }
}

/// At most four digits of ASCII.
fn number(digits: &[u8]) -> Result<u16, DateError> {
    digits.iter().try_fold(0, |number: u16, digit| match digit {
        b'0'..=b'9' => Ok(number * 10 + u16::from(digit - b'0')),
        _ => Err(DateError::Form),
    })
}

fn small(digits: &[u8; 2]) -> Result<u8, DateError> {
    number(digits)?.try_into().map_err(|_| DateError::Form)
}

/// Why something is no [`Date`]. Never says what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// Not four digits, two digits and two digits with hyphens between them.
    #[error("a text that is not written as 2026-02-28")]
    Form,
    /// The year is not from 1 to 9999.
    #[error("a year before 0001 or after 9999")]
    Year,
    /// The month is not from 1 to 12.
    #[error("a month that no year has")]
    Month,
    /// The month has no such day.
    #[error("a day that its month does not have")]
    Day,
}

written! {
    [] Date, "a date", 10, "Date",
    { "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn february_has_the_days_of_its_year() {
        for (year, days) in [(2023, 28), (2024, 29), (1900, 28), (2000, 29), (2100, 28), (4, 29), (9999, 28)]
        {
            assert!(Date::new(year, 2, days).is_ok(), "{year}");
            assert_eq!(Date::new(year, 2, days + 1), Err(DateError::Day), "{year}");
        }
    }

    #[test]
    fn a_cycle_of_the_calendar_has_146097_days() {
        let all = |year: u16| (1..=12).map(move |month| u32::from(days(year, month))).sum::<u32>();
        assert_eq!((1601..=2000).map(all).sum::<u32>(), 146_097);
    }

    #[test]
    fn what_is_written_is_read_and_nothing_else_is() {
        proptest::proptest!(|(year in 0_u16..=10_000, month in 0_u8..=13, day in 0_u8..=32)| {
            if let Ok(date) = Date::new(year, month, day) {
                proptest::prop_assert_eq!(date.to_string().parse(), Ok(date));
                proptest::prop_assert_eq!((date.year(), date.month(), date.day()), (year, month, day));
            }
        });
        for bad in [
            "",
            "2026-2-28",
            "2026-02-28\n",
            " 2026-02-28",
            "2026-02-28T00:00:00Z",
            "20260228",
            "2026/02/28",
            "28.02.2026",
            "10000-01-01",
            "+2026-02-28",
            "-026-02-28",
            "2026-02-2８",
            "２０２６-02-28",
            "2026-02--1",
            "2026‐02‐28",
            "0x10-01-01",
        ] {
            assert_eq!(bad.parse::<Date>(), Err(DateError::Form), "{bad:?}");
        }
        assert_eq!("0000-01-01".parse::<Date>(), Err(DateError::Year));
        assert_eq!("2026-00-01".parse::<Date>(), Err(DateError::Month));
        assert_eq!("2026-13-01".parse::<Date>(), Err(DateError::Month));
        assert_eq!("2026-01-00".parse::<Date>(), Err(DateError::Day));
        assert_eq!("2026-04-31".parse::<Date>(), Err(DateError::Day));
    }

    #[test]
    fn dates_order_as_they_follow_each_other() {
        let dates = [
            "0001-01-01",
            "0999-12-31",
            "2025-12-31",
            "2026-01-01",
            "2026-01-10",
            "2026-02-01",
            "9999-12-31",
        ];
        assert!(dates.map(|date| date.parse::<Date>().unwrap()).is_sorted());
    }
}
