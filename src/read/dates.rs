//! Dates: what the words say ([`DatePhrase`]), and which day, month or year they mean.
//!
//! ```text
//! Jumat, 3 Oktober 2025   Kamis (20/10/2022)   Jumat (3/10)   Rabu, 9-5-2018   Oktober 2025
//! Senin                   hari ini             kemarin        tahun 2021
//! ```

use jiff::{ToSpan, civil::Date};

use super::{
    Mention,
    tokens::{Gap, Tokens},
};
use crate::{
    Lexicons,
    lexicon::{calendar::CalendarWord, lists::List},
    model::PartialDate,
};

/// What the words of a date say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DatePhrase {
    /// Monday is 1.
    pub(crate) weekday: Option<i8>,
    pub(crate) day: Option<i8>,
    pub(crate) month: Option<i8>,
    pub(crate) year: Option<i16>,
    /// Days from the publication: "kemarin" is -1.
    pub(crate) days: Option<i32>,
    /// Days from the date named before: "sehari sebelumnya" is -1.
    pub(crate) from_previous: Option<i32>,
    /// "lalu": strictly before the publication.
    pub(crate) past: bool,
    /// "depan", "mendatang": behind the publication.
    pub(crate) future: bool,
}

/// A date that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DateValue {
    pub(crate) phrase: DatePhrase,
    /// What it means as an event of the past, or as what its own words say.
    pub(crate) value: Option<PartialDate>,
}

impl DatePhrase {
    /// The date meant, given the day of publication; `planned` when the text speaks of what is to come.
    ///
    /// Rules: a year in the words counts as written; day and month without a year are the nearest such day
    /// not later than the publication (a day's tolerance for time zones), or the next one when planned; a bare
    /// weekday likewise. Without a publication date such words stay open.
    pub(crate) fn resolve(self, published: Option<Date>, planned: bool) -> Option<PartialDate> {
        let planned = planned || self.future;
        if let Some(year) = self.year {
            return match (self.month, self.day) {
                (Some(month), Some(day)) => Date::new(year, month, day).ok().map(PartialDate::Day),
                (Some(month), None) => Some(PartialDate::Month(year, month)),
                _ => Some(PartialDate::Year(year)),
            };
        }
        let published = published?;
        if let (Some(month), Some(day)) = (self.month, self.day) {
            let in_year = |year: i16| Date::new(year, month, day).ok();
            let latest = published.checked_add(1.day()).ok()?;
            let year = published.year();
            return if planned {
                (year..=year + 4).filter_map(in_year).find(|date| *date >= published)
            } else {
                (year - 4..=year + 1).rev().filter_map(in_year).find(|date| *date <= latest)
            }
            .map(PartialDate::Day);
        }
        if let Some(days) = self.days {
            return published.checked_add(days.days()).ok().map(PartialDate::Day);
        }
        if let (Some(month), None) = (self.month, self.day) {
            let year = published.year();
            let year = match planned {
                true if month < published.month() => year + 1,
                false if month > published.month() => year - 1,
                _ => year,
            };
            return Some(PartialDate::Month(year, month));
        }
        let weekday = self.weekday?;
        let today = published.weekday().to_monday_one_offset();
        let back = (today - weekday).rem_euclid(7) as i32;
        let days = match (planned, self.past) {
            (true, _) => (weekday - today).rem_euclid(7) as i32,
            (false, true) if back == 0 => -7,
            _ => -back,
        };
        published.checked_add(days.days()).ok().map(PartialDate::Day)
    }

    /// The years since 1999 in which that day and month fall on that weekday.
    pub(crate) fn years(self) -> Vec<i16> {
        let (Some(weekday), Some(month), Some(day)) = (self.weekday, self.month, self.day) else {
            return vec![];
        };
        // The bound is the calendar's, not today's: results never depend on the clock.
        (1999..=2030)
            .filter(|year| {
                Date::new(*year, month, day).is_ok_and(|date| date.weekday().to_monday_one_offset() == weekday)
            })
            .collect()
    }

    /// Does the weekday contradict the full date?
    pub(crate) fn contradicts(self, value: Option<PartialDate>) -> bool {
        match (self.weekday, value) {
            (Some(weekday), Some(PartialDate::Day(date))) => {
                self.day.is_some() && date.weekday().to_monday_one_offset() != weekday
            }
            _ => false,
        }
    }
}

/// The Indonesian name of a weekday, Monday being 1.
pub(crate) fn weekday_name(weekday: i8) -> &'static str {
    ["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"][(weekday - 1) as usize]
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
            let reader = Reader { lexicons, tokens, text, end: sentence.last, first: sentence.first };
            match reader.date_at(at) {
                Some((last, mut phrase, rule)) => {
                    if let Some(days) = phrase.from_previous {
                        phrase = from_previous(&found, phrase, days, published);
                    }
                    let value = phrase.resolve(published, false);
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

struct Reader<'r> {
    lexicons: &'r Lexicons,
    tokens: &'r Tokens,
    text: &'r str,
    first: usize,
    end: usize,
}

impl Reader<'_> {
    fn date_at(&self, at: usize) -> Option<(usize, DatePhrase, &'static str)> {
        match self.calendar(at) {
            Some((n, CalendarWord::Weekday(weekday))) => self.behind_weekday(at, at + n, weekday),
            Some((n, CalendarWord::Days(days))) => {
                Some((at + n, DatePhrase { days: Some(days), ..DatePhrase::default() }, "relative-day"))
            }
            Some((n, CalendarWord::FromPrevious(days))) => Some((
                at + n,
                DatePhrase { from_previous: Some(days), ..DatePhrase::default() },
                "relative-to-previous",
            )),
            Some((n, CalendarWord::Month(month))) => {
                let (last, year) = self.year_at(at + n)?;
                self.capital(at).then_some((
                    last,
                    DatePhrase { month: Some(month), year: Some(year), ..DatePhrase::default() },
                    "month-year",
                ))
            }
            _ => self
                .day_month(at, false)
                .map(|(last, phrase)| (last, phrase, "day-month"))
                .or_else(|| self.year_alone(at)),
        }
    }

    /// "Jumat, 3 Oktober 2025", "Kamis (20/10/2022) siang", "Rabu malam (5/5)", "Senin lalu", "Senin".
    fn behind_weekday(&self, at: usize, mut next: usize, weekday: i8) -> Option<(usize, DatePhrase, &'static str)> {
        if !self.capital(at) {
            return None;
        }
        while let Some((n, CalendarWord::Filler)) = self.calendar(next) {
            next += n;
        }
        let mut past = false;
        let mut future = false;
        let mut behind = next;
        while behind < self.end && self.soft(behind) {
            match self.word(behind) {
                "lalu" | "kemarin" | "silam" => past = true,
                "depan" | "mendatang" | "nanti" => future = true,
                "pekan" | "minggu" | "tanggal" | "tgl" => {}
                _ => break,
            }
            behind += 1;
        }
        if let Some((last, phrase)) = self.day_month(behind, true) {
            let (weekday, past) = (Some(weekday), past || phrase.past);
            return Some((last, DatePhrase { weekday, past, ..phrase }, "weekday-day-month"));
        }
        let word = self.word(at);
        let alone = word != "Minggu" || self.first != at;
        alone.then_some((
            behind,
            DatePhrase { weekday: Some(weekday), past, future, ..DatePhrase::default() },
            "weekday",
        ))
    }

    /// "3 Oktober 2025", "3/10", "20/10/2022", "9-5-2018"; a numeric form counts in brackets, behind a
    /// weekday, or with its year.
    fn day_month(&self, at: usize, behind_weekday: bool) -> Option<(usize, DatePhrase)> {
        if at >= self.end {
            return None;
        }
        let day = self.number(at, 31)?;
        let bracket = self.tokens.list[at].gap.has(Gap::OPEN);
        let mut next = at + 1;
        // "13-15 Juni 2023", "18, 19, dan 20": the first day stands for the range.
        let mut range = false;
        if let Some((last, _)) = self.range_end(next) {
            next = last;
            range = true;
        }
        if next < self.end
            && self.soft(next)
            && let Some((n, CalendarWord::Month(month))) = self.calendar(next)
        {
            next += n;
            let (last, year) = match self.year_at(next) {
                Some((last, year)) => (last, Some(year)),
                None => (next, None),
            };
            let past = last < self.end && self.soft(last) && matches!(self.word(last), "lalu" | "silam");
            let future =
                last < self.end && self.soft(last) && matches!(self.word(last), "mendatang" | "nanti" | "depan");
            let day = if range { None } else { Some(day) };
            return Some((last, DatePhrase { day, month: Some(month), year, past, future, ..DatePhrase::default() }));
        }
        if range || self.after_regulation(at) || next >= self.end {
            return None;
        }
        let mark = self.tokens.list[next].gap;
        let slash = mark.only(Gap::SLASH);
        let hyphen = mark.only(Gap::HYPHEN);
        if !slash && !hyphen {
            return self.dotted(at, behind_weekday);
        }
        let month = self.number(next, 12)?;
        next += 1;
        let year = (next < self.end && self.tokens.list[next].gap == mark).then(|| self.short_year(next)).flatten();
        if year.is_some() {
            next += 1;
        }
        let certain = match year {
            Some(_) => slash || behind_weekday || bracket,
            None => slash && (bracket || behind_weekday),
        };
        certain.then_some((next, DatePhrase { day: Some(day), month: Some(month), year, ..DatePhrase::default() }))
    }

    /// "03.10.2025" is one word.
    fn dotted(&self, at: usize, behind_weekday: bool) -> Option<(usize, DatePhrase)> {
        let mut parts = self.word(at).split('.');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 && !behind_weekday {
            return None;
        }
        let (day, month, year) = (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
        ((1..=31).contains(&day) && (1..=12).contains(&month) && (1990..=2099).contains(&year)).then_some((
            at + 1,
            DatePhrase { day: Some(day), month: Some(month), year: Some(year), ..DatePhrase::default() },
        ))
    }

    /// "tahun 2021", "pada 2003", "sejak 2018".
    fn year_alone(&self, at: usize) -> Option<(usize, DatePhrase, &'static str)> {
        if at == self.first {
            return None;
        }
        let year = self.full_year(at)?;
        let behind_no = self.after_regulation(at);
        let cue = matches!(
            self.word(at - 1).to_lowercase().as_str(),
            "tahun" | "pada" | "sejak" | "per" | "akhir" | "awal" | "pertengahan"
        );
        let goes_on = at + 1 < self.end
            && self.tokens.list[at + 1].gap.only(Gap::HYPHEN.or(Gap::SLASH).or(Gap::DASH).or(Gap::BLANK))
            && self.full_year(at + 1).is_some();
        let regulation = at >= 3 && matches!(self.word(at - 3).to_lowercase().as_str(), "nomor" | "no" | "uu" | "pp");
        (cue && !behind_no && !goes_on && !regulation && self.soft(at)).then_some((
            at + 1,
            DatePhrase { year: Some(year), ..DatePhrase::default() },
            "year",
        ))
    }

    fn range_end(&self, mut at: usize) -> Option<(usize, i8)> {
        let mut found = None;
        for _ in 0..3 {
            if at >= self.end {
                break;
            }
            let gap = self.tokens.list[at].gap;
            let joined = gap.only(Gap::HYPHEN.or(Gap::DASH).or(Gap::BLANK)) && gap.has(Gap::HYPHEN.or(Gap::DASH))
                || gap.has(Gap::COMMA);
            let worded = self.soft(at) && matches!(self.word(at), "hingga" | "sampai" | "dan" | "s.d" | "s");
            let number = if worded {
                at + 1 + usize::from(self.word(at) == "s")
            } else if joined {
                at
            } else {
                break;
            };
            let Some(day) = (number < self.end).then(|| self.number(number, 31)).flatten() else { break };
            found = Some((number + 1, day));
            at = number + 1;
        }
        // A range of days is one only before a month's name.
        found.filter(|(last, _)| *last < self.end && matches!(self.calendar(*last), Some((_, CalendarWord::Month(_)))))
    }

    /// "Nomor 22", "UU 23/2014", "Pasal 3": no date stands there.
    fn after_regulation(&self, at: usize) -> bool {
        at > self.first && self.lexicons.lists.has(List::NoDate, self.word(at - 1))
    }

    fn calendar(&self, at: usize) -> Option<(usize, CalendarWord)> {
        if at >= self.end {
            return None;
        }
        self.tokens.phrase(&self.lexicons.calendar, at, self.end).map(|(n, words)| (n, words[0]))
    }

    fn year_at(&self, at: usize) -> Option<(usize, i16)> {
        if at >= self.end {
            return None;
        }
        if self.soft(at) && self.word(at) == "tahun" {
            return self.full_year_at(at + 1);
        }
        if !self.soft(at) && !self.tokens.list[at].gap.only(Gap::COMMA.or(Gap::BLANK)) {
            return None;
        }
        self.full_year_at(at)
    }

    fn full_year_at(&self, at: usize) -> Option<(usize, i16)> {
        (at < self.end).then(|| self.full_year(at)).flatten().map(|year| (at + 1, year))
    }

    fn full_year(&self, at: usize) -> Option<i16> {
        let word = self.word(at);
        (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1945..=2099).contains(year))
    }

    fn short_year(&self, at: usize) -> Option<i16> {
        let word = self.word(at);
        match word.len() {
            4 => self.full_year(at),
            2 => word.parse::<i16>().ok().map(|year| if year >= 90 { 1900 + year } else { 2000 + year }),
            _ => None,
        }
    }

    fn number(&self, at: usize, most: i8) -> Option<i8> {
        let word = self.word(at);
        (word.len() <= 2).then(|| word.parse().ok()).flatten().filter(|number| (1..=most).contains(number))
    }

    fn soft(&self, at: usize) -> bool {
        self.tokens.list[at]
            .gap
            .only(Gap::BLANK.or(Gap::COMMA).or(Gap::HYPHEN).or(Gap::OPEN).or(Gap::CLOSE).or(Gap::STOP))
    }

    fn capital(&self, at: usize) -> bool {
        self.tokens.list[at].capital
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.text(self.text, at)
    }
}
