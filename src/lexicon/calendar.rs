//! The words of dates: `calendar.csv`.

use super::{Phrases, Vocabulary, table::Table};
use crate::Result;

/// What a word says of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CalendarWord {
    /// January is 1.
    Month(i8),
    /// Monday is 1.
    Weekday(i8),
    /// Morning, evening, market days: says nothing of the day.
    Filler,
    /// "hari ini" is 0, "kemarin" -1, "besok" 1: days from the publication.
    Days(i32),
    /// "bulan lalu" is -1: months from the publication.
    Months(i32),
    /// "tahun lalu" is -1: years from the publication.
    Years(i32),
    /// "sehari sebelumnya" is -1: days from the date named before it.
    FromPrevious(i32),
}

pub(super) fn parse(text: &str, vocabulary: &mut Vocabulary) -> Result<Phrases<CalendarWord>> {
    let mut phrases = Phrases::default();
    for row in Table::parse("calendar.csv", text, &["word", "kind", "value"])?.rows() {
        let word = match row.required("kind")? {
            "month" => CalendarWord::Month(row.parse("value")?),
            "weekday" => CalendarWord::Weekday(row.parse("value")?),
            "part_of_day" | "market_day" => CalendarWord::Filler,
            "relative_previous" => CalendarWord::FromPrevious(row.parse("value")?),
            "relative_days" => CalendarWord::Days(row.parse("value")?),
            "relative_months" => CalendarWord::Months(row.parse("value")?),
            "relative_years" => CalendarWord::Years(row.parse("value")?),
            // Kept in the file for the rules that will need them.
            "number_word" | "hijri_month" => continue,
            other => return Err(row.refuse("kind", format!("expected month, weekday, part_of_day, market_day, relative_days, relative_months, relative_years, relative_previous, number_word or hijri_month, found {other:?}"))),
        };
        phrases.insert(vocabulary, row.required("word")?, word);
    }
    Ok(phrases)
}
