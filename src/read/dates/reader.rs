//! Dates in the words of a sentence: which words, and what they say.

use super::DatePhrase;
use crate::{
    Lexicons,
    lexicon::{calendar::CalendarWord, lists::List},
    read::{
        is_one_of,
        tokens::{Gap, Tokens},
    },
};

pub(super) struct Reader<'r> {
    pub(super) lexicons: &'r Lexicons,
    pub(super) tokens: &'r Tokens,
    pub(super) text: &'r str,
    pub(super) first: usize,
    pub(super) end: usize,
}

impl Reader<'_> {
    /// A date at token `at`, with a "kemarin" or "siang tadi" behind an explicit day, which says nothing more.
    pub(super) fn date_at(&self, at: usize) -> Option<(usize, DatePhrase, &'static str)> {
        let (last, phrase, rule) = self.words_at(at)?;
        let relative = match self.calendar(last) {
            Some((n, CalendarWord::Days(_))) if phrase.day.is_some() && self.soft(last) => n,
            _ => 0,
        };
        Some((last + relative, phrase, rule))
    }

    /// Does a word shortly before token `at` speak of what is to come: "akan digelar"?
    pub(super) fn ahead(&self, at: usize) -> bool {
        (self.first.max(at.saturating_sub(8))..at).any(|i| self.listed(List::Ahead, i))
    }

    fn words_at(&self, at: usize) -> Option<(usize, DatePhrase, &'static str)> {
        match self.calendar(at) {
            Some((n, CalendarWord::Weekday(weekday))) => self.behind_weekday(at, at + n, weekday),
            // "sepanjang 2024 kemarin" is a year.
            Some((n, CalendarWord::Days(days))) if at == self.first || self.full_year(at - 1).is_none() => {
                Some((at + n, DatePhrase { days: Some(days), ..DatePhrase::default() }, "relative-day"))
            }
            Some((n, CalendarWord::FromPrevious(days))) => Some((
                at + n,
                DatePhrase { from_previous: Some(days), ..DatePhrase::default() },
                "relative-to-previous",
            )),
            Some((n, CalendarWord::Months(months))) if !self.counted(at) => {
                Some((at + n, DatePhrase { months: Some(months), ..DatePhrase::default() }, "relative-month"))
            }
            Some((n, CalendarWord::Years(years))) if !self.counted(at) => {
                Some((at + n, DatePhrase { years_on: Some(years), ..DatePhrase::default() }, "relative-year"))
            }
            Some((n, CalendarWord::Month(month))) => {
                let phrase = DatePhrase { month: Some(month), ..DatePhrase::default() };
                let capital = self.capital(at);
                match self.year_at(at + n) {
                    Some((last, year)) => {
                        capital.then_some((last, DatePhrase { year: Some(year), ..phrase }, "month-year"))
                    }
                    // "Oktober lalu"
                    None => {
                        let (past, future) = self.lies(at + n);
                        let told = capital && (past || future);
                        told.then_some((at + n + 1, DatePhrase { past, future, ..phrase }, "month"))
                    }
                }
            }
            _ => self
                .day_of_month(at)
                .or_else(|| self.day_month(at, false).map(|(last, phrase)| (last, phrase, "day-month")))
                .or_else(|| self.iso(at))
                .or_else(|| self.year_alone(at)),
        }
    }

    /// "dua tahun lalu" is not last year.
    fn counted(&self, at: usize) -> bool {
        at > self.first && {
            let word = self.word(at - 1);
            self.tokens.list[at - 1].digit
                || self.listed(List::Number, at - 1)
                || matches!(word, "beberapa" | "satu" | "belas" | "puluh" | "ratus")
        }
    }

    /// Does the word at `at` say that a date lies in the past, or ahead?
    fn lies(&self, at: usize) -> (bool, bool) {
        if at >= self.end || !self.soft(at) {
            return (false, false);
        }
        let word = self.word(at);
        (matches!(word, "lalu" | "silam" | "kemarin"), matches!(word, "mendatang" | "nanti" | "depan"))
    }

    /// "tanggal 20 nanti"
    fn day_of_month(&self, at: usize) -> Option<(usize, DatePhrase, &'static str)> {
        let day = self.number(at, 31).filter(|_| self.behind_tanggal(at))?;
        let (past, future) = self.lies(at + 1);
        let phrase = DatePhrase { day: Some(day), past, future, ..DatePhrase::default() };
        (past || future).then_some((at + 2, phrase, "day-of-month"))
    }

    fn behind_tanggal(&self, at: usize) -> bool {
        at > self.first && is_one_of(self.word(at - 1), &["tanggal", "tgl"])
    }

    /// "2025-10-03"
    fn iso(&self, at: usize) -> Option<(usize, DatePhrase, &'static str)> {
        let year = self.full_year(at)?;
        let part = |at: usize, most: i8| {
            let two = at < self.end && self.tokens.list[at].gap == Gap::HYPHEN && self.word(at).len() == 2;
            if two { self.number(at, most) } else { None }
        };
        let (month, day) = (part(at + 1, 12)?, part(at + 2, 31)?);
        let phrase = DatePhrase { year: Some(year), month: Some(month), day: Some(day), ..DatePhrase::default() };
        (!self.after_regulation(at)).then_some((at + 3, phrase, "iso"))
    }

    /// "Jumat, 3 Oktober 2025", "Kamis (20/10/2022) siang", "Rabu malam (5/5)", "Senin lalu", "Senin".
    fn behind_weekday(&self, at: usize, mut next: usize, weekday: i8) -> Option<(usize, DatePhrase, &'static str)> {
        if !self.capital(at) {
            return None;
        }
        while let Some((n, CalendarWord::Filler)) = self.calendar(next) {
            next += n;
        }
        if let Some(found) = self.weekdays(next) {
            return Some(found);
        }
        let mut past = false;
        let mut future = false;
        let mut week = None;
        let mut behind = next;
        while behind < self.end && self.soft(behind) {
            let of_week = matches!(self.word(behind - 1), "pekan" | "minggu");
            match self.word(behind) {
                "lalu" | "kemarin" | "silam" => {
                    past = true;
                    week = of_week.then_some(-1);
                }
                "depan" | "mendatang" | "nanti" => {
                    future = true;
                    week = of_week.then_some(1);
                }
                "ini" if of_week => week = Some(0),
                "pekan" | "minggu" | "tanggal" | "tgl" => {}
                _ => break,
            }
            behind += 1;
        }
        if let Some((last, phrase)) = self.day_month(behind, true) {
            let (weekday, past) = (Some(weekday), past || phrase.past);
            return Some((last, DatePhrase { weekday, past, ..phrase }, "weekday-day-month"));
        }
        // "Jumat tanggal sembilan bulan Desember": the day is told in words. "Kamis 28 Dzulqo'dah 1442 (9 Juli 2021)": by another
        // calendar.
        let other_calendar = || {
            let words = behind + 3 < self.end && self.number(behind, 31).is_some() && self.capital(behind + 1);
            let bracket =
                |at: usize| at < self.end && self.tokens.list[at].gap.has(Gap::OPEN) && self.tokens.list[at].digit;
            words && self.tokens.list[behind + 2].digit && (bracket(behind + 3) || bracket(behind + 4))
        };
        if matches!(self.word(behind - 1), "tanggal" | "tgl") || other_calendar() {
            return None;
        }
        // "Senin-Jumat: 14.00-23.00": a timetable.
        let hyphen = |at: usize| at < self.end && self.tokens.list[at].gap.only(Gap::HYPHEN);
        let weekday_at = |at: usize| matches!(self.calendar(at), Some((_, CalendarWord::Weekday(_))));
        if hyphen(behind) && weekday_at(behind) || hyphen(at) && at > self.first && weekday_at(at - 1) {
            return None;
        }
        let word = self.word(at);
        let alone = word != "Minggu" || self.first != at;
        alone.then_some((
            behind,
            DatePhrase { weekday: Some(weekday), past, future, week, ..DatePhrase::default() },
            "weekday",
        ))
    }

    /// "Kamis-Jumat (2-3/10)", "Senin hingga Rabu (6-8 Oktober)": behind the first weekday, with the days of both.
    fn weekdays(&self, at: usize) -> Option<(usize, DatePhrase, &'static str)> {
        let joint = at < self.end && matches!(self.word(at), "dan" | "hingga" | "sampai" | "s.d" | "s/d");
        let second = if joint { at + 1 } else { at };
        let Some((n, CalendarWord::Weekday(_))) = self.calendar(second) else { return None };
        let (last, phrase) = self.day_month(second + n, true)?;
        phrase.days_of_month.map(|_| (last, phrase, "weekdays-days-month"))
    }

    /// "3 Oktober 2025", "3/10", "20/10/2022", "9-5-2018"; a numeric form counts in brackets, behind a
    /// weekday, or with its year.
    fn day_month(&self, at: usize, behind_weekday: bool) -> Option<(usize, DatePhrase)> {
        if at >= self.end {
            return None;
        }
        if let Some(found) = self.dotted(at, behind_weekday) {
            return Some(found);
        }
        let day = self.number(at, 31)?;
        let bracket = self.tokens.list[at].gap.has(Gap::OPEN) || self.behind_tanggal(at);
        let mut next = at + 1;
        // "13-15 Juni 2023", "18, 19, dan 20": the first day stands for the range.
        let mut range = None;
        if let Some((last, last_day)) = self.range_end(next) {
            next = last;
            range = Some((day, last_day));
        }
        if next < self.end
            && self.soft(next)
            && let Some((n, CalendarWord::Month(month))) = self.calendar(next)
        {
            next += n;
            let (last, year) = match self.year_at(next) {
                Some((last, year)) => (last, Some(year)),
                None => (next, self.year_of_end(next, month)),
            };
            let past = last < self.end && self.soft(last) && matches!(self.word(last), "lalu" | "silam");
            let future =
                last < self.end && self.soft(last) && matches!(self.word(last), "mendatang" | "nanti" | "depan");
            let (day, month) = (if range.is_some() { None } else { Some(day) }, Some(month));
            let phrase = DatePhrase { day, month, year, past, future, days_of_month: range, ..DatePhrase::default() };
            return Some((last, phrase));
        }
        // "Nomor KEP-I-18/G/Gs.1/08/2025": within a number.
        let part = |at: usize| self.tokens.list[at].digit || self.word(at).len() <= 3;
        let glued = at > self.first && self.tokens.list[at].gap.only(Gap::SLASH.or(Gap::STOP)) && part(at - 1);
        let within = glued && !bracket && !behind_weekday;
        if range.is_some() || within || self.after_regulation(at) || next >= self.end {
            return None;
        }
        let mark = self.tokens.list[next].gap;
        let slash = mark.only(Gap::SLASH);
        let hyphen = mark.only(Gap::HYPHEN);
        // "(2-3/10)", "(4-5/10/2025)"
        if hyphen
            && (bracket || behind_weekday)
            && let Some(found) = self.numeric_range(at, day)
        {
            return Some(found);
        }
        if !slash && !hyphen {
            return None;
        }
        let month = self.number(next, 12)?;
        next += 1;
        // "Rabu (18/11/ 2020)": a blank may stand behind the mark.
        let joined = |gap: Gap| gap.has(mark) && gap.only(mark.or(Gap::BLANK));
        let year = (next < self.end && joined(self.tokens.list[next].gap)).then(|| self.short_year(next)).flatten();
        if year.is_some() {
            next += 1;
        }
        let certain = match year {
            Some(_) => slash || behind_weekday || bracket,
            None => slash && (bracket || behind_weekday),
        };
        certain.then_some((next, DatePhrase { day: Some(day), month: Some(month), year, ..DatePhrase::default() }))
    }

    /// "2-3/10", "4-5/10/2025": days of one month.
    fn numeric_range(&self, at: usize, first: i8) -> Option<(usize, DatePhrase)> {
        let last = (at + 2 < self.end).then(|| self.number(at + 1, 31)).flatten().filter(|last| *last > first)?;
        let slash = |at: usize| at < self.end && self.tokens.list[at].gap.only(Gap::SLASH);
        let month = self.number(at + 2, 12).filter(|_| slash(at + 2))?;
        let year = if slash(at + 3) { self.short_year(at + 3) } else { None };
        let days_of_month = Some((first, last));
        let phrase = DatePhrase { month: Some(month), year, days_of_month, ..DatePhrase::default() };
        Some((at + 3 + usize::from(year.is_some()), phrase))
    }

    /// "28 April - 1 Mei 2025", "27 Mei sampai 5 Juni 2026": the year stands behind the second day.
    fn year_of_end(&self, at: usize, month: i8) -> Option<i16> {
        if at + 1 >= self.end {
            return None;
        }
        let gap = self.tokens.list[at].gap;
        let dash = gap.only(Gap::HYPHEN.or(Gap::DASH).or(Gap::BLANK)) && gap.has(Gap::HYPHEN.or(Gap::DASH));
        let word = matches!(self.word(at), "hingga" | "sampai" | "s.d" | "s/d");
        let day = if word { at + 1 } else { at };
        self.number(day, 31).filter(|_| dash || word)?;
        let Some((n, CalendarWord::Month(other))) = self.calendar(day + 1) else { return None };
        let (_, year) = self.year_at(day + 1 + n)?;
        Some(if month > other { year - 1 } else { year })
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
        let cues = ["tahun", "pada", "sejak", "per", "akhir", "awal", "pertengahan"];
        let cue = is_one_of(self.word(at - 1), &cues);
        // "tahun 1990-an" is a decade.
        let decade = at + 1 < self.end && self.tokens.list[at + 1].gap == Gap::HYPHEN && self.word(at + 1) == "an";
        let goes_on = at + 1 < self.end
            && self.tokens.list[at + 1].gap.only(Gap::HYPHEN.or(Gap::SLASH).or(Gap::DASH).or(Gap::BLANK))
            && self.full_year(at + 1).is_some();
        let regulation = at >= 3 && is_one_of(self.word(at - 3), &["nomor", "no", "uu", "pp"]);
        (cue && !behind_no && !decade && !goes_on && !regulation && self.soft(at)).then_some((
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
        at > self.first && self.listed(List::NoDate, at - 1)
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

    fn listed(&self, list: List, at: usize) -> bool {
        self.lexicons.lists.of_word(self.tokens.list[at].word, || self.word(at)).has(list)
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
