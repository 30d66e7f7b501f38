//! Dates known in part.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A date as far as it is known: a day, a month or a year. Written in ISO 8601: `2025-10-03`, `2025-10`,
/// `2025`.
///
/// ```
/// use sepakat::model::PartialDate;
/// let month: PartialDate = "2025-02".parse().unwrap();
/// assert_eq!(month.first_day().to_string(), "2025-02-01");
/// assert_eq!(month.last_day().to_string(), "2025-02-28");
/// assert_eq!(month.precision(), "month");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// Only the year.
    Year(i16),
    /// Year and month.
    Month(i16, i8),
    /// The day.
    Day(Date),
}

impl PartialDate {
    /// `day`, `month` or `year`.
    pub fn precision(self) -> &'static str {
        match self {
            PartialDate::Year(_) => "year",
            PartialDate::Month(..) => "month",
            PartialDate::Day(_) => "day",
        }
    }

    /// The first day that it can mean.
    pub fn first_day(self) -> Date {
        match self {
            PartialDate::Year(year) => jiff::civil::date(year, 1, 1),
            PartialDate::Month(year, month) => jiff::civil::date(year, month, 1),
            PartialDate::Day(day) => day,
        }
    }

    /// The last day that it can mean.
    pub fn last_day(self) -> Date {
        match self {
            PartialDate::Year(year) => jiff::civil::date(year, 12, 31),
            PartialDate::Month(year, month) => jiff::civil::date(year, month, 1).last_of_month(),
            PartialDate::Day(day) => day,
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartialDate::Year(year) => write!(f, "{year:04}"),
            PartialDate::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            PartialDate::Day(day) => write!(f, "{day}"),
        }
    }
}

impl FromStr for PartialDate {
    type Err = String;

    fn from_str(text: &str) -> Result<PartialDate, String> {
        let fault = || format!("expected a date such as 2025-10-03, 2025-10 or 2025, found {text:?}");
        if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return Err(fault());
        }
        match text.len() {
            4 => text.parse().map(PartialDate::Year).map_err(|_| fault()),
            7 => match (text[..4].parse(), text[5..].parse()) {
                (Ok(year), Ok(month)) if (1..=12).contains(&month) && text.as_bytes()[4] == b'-' => {
                    Ok(PartialDate::Month(year, month))
                }
                _ => Err(fault()),
            },
            10 => text.parse().map(PartialDate::Day).map_err(|_| fault()),
            _ => Err(fault()),
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PartialDate, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
