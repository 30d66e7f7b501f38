//! Dates: what the words say ([`DatePhrase`]), and which day, month or year they mean.
//!
//! ```text
//! Jumat, 3 Oktober 2025   Kamis (20/10/2022)   Jumat (3/10)   Rabu, 9-5-2018   Oktober 2025
//! Senin                   hari ini             kemarin        tahun 2021
//! ```

mod phrase;
mod reader;

use jiff::{ToSpan, civil::Date};

use super::{Mention, tokens::Tokens};
use crate::{Lexicons, model::PartialDate};
pub(crate) use phrase::{DatePhrase, weekday_name};
use reader::Reader;

/// A date that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DateValue {
    pub(crate) phrase: DatePhrase,
    /// What it means as an event of the past, or as what its own words say.
    pub(crate) value: Option<PartialDate>,
}

/// Finds every date, in text order.
pub(crate) fn find(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    published: Option<Date>,
) -> Vec<Mention<DateValue>> {
    let mut found = Vec::new();
    for sentence in &tokens.sentences {
        let mut at = sentence.first;
        while at < sentence.last {
            // All other dates begin with a number.
            if !(tokens.list[at].digit || tokens.list[at].begins.has(lexicons.calendar.lexicon())) {
                at += 1;
                continue;
            }
            let reader = Reader { lexicons, tokens, text, end: sentence.last, first: sentence.first };
            match reader.date_at(at) {
                Some((last, mut phrase, rule)) => {
                    if let Some(days) = phrase.from_previous {
                        phrase = from_previous(&found, phrase, days, published);
                    }
                    let value = phrase.meant(published, reader.ahead(at));
                    found.push(Mention::new(tokens, at, last, DateValue { phrase, value }, rule));
                    at = last;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// "sehari sebelumnya": counted from the date named before it, as far as that is settled.
fn from_previous(found: &[Mention<DateValue>], phrase: DatePhrase, days: i32, published: Option<Date>) -> DatePhrase {
    let previous = found.iter().rev().find_map(|date| match date.value.phrase.resolve(published, false) {
        Some(PartialDate::Day(day)) => Some(day),
        _ => None,
    });
    match previous.and_then(|day| day.checked_add(days.days()).ok()) {
        Some(day) => DatePhrase { year: Some(day.year()), month: Some(day.month()), day: Some(day.day()), ..phrase },
        None => phrase,
    }
}
