//! What the words of a date say, and which day, month or year they mean.

use jiff::{ToSpan, civil::Date};

use crate::model::PartialDate;

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
    /// Months from the publication: "bulan lalu" is -1.
    pub(crate) months: Option<i32>,
    /// Years from the publication: "tahun lalu" is -1.
    pub(crate) years_on: Option<i32>,
    /// Days from the date named before: "sehari sebelumnya" is -1.
    pub(crate) from_previous: Option<i32>,
    /// "lalu": strictly before the publication.
    pub(crate) past: bool,
    /// "depan", "mendatang": behind the publication.
    pub(crate) future: bool,
    /// "Senin pekan lalu" is -1, "Senin pekan ini" 0: the week from that of the publication.
    pub(crate) week: Option<i8>,
    /// "13-15 Juni": the first and the last day in the month.
    pub(crate) days_of_month: Option<(i8, i8)>,
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
        if let Some(months) = self.months {
            let count = i32::from(published.year()) * 12 + i32::from(published.month()) - 1 + months;
            return Some(PartialDate::Month(count.div_euclid(12) as i16, count.rem_euclid(12) as i8 + 1));
        }
        if let Some(years) = self.years_on {
            return Some(PartialDate::Year(published.year() + years as i16));
        }
        // "tanggal 20 nanti"
        if let (None, None, Some(day)) = (self.weekday, self.month, self.day) {
            let step = if planned { 1 } else { -1 };
            let mut days = (0..62).filter_map(|days| published.checked_add((step * days).days()).ok());
            return days.find(|date| date.day() == day).map(PartialDate::Day);
        }
        if let (Some(month), None) = (self.month, self.day) {
            let year = published.year();
            let year = match planned {
                true if month < published.month() => year + 1,
                // "Oktober lalu", said in October, was a year ago.
                false if month > published.month() || self.past && month == published.month() => year - 1,
                _ => year,
            };
            return Some(PartialDate::Month(year, month));
        }
        let weekday = self.weekday?;
        let today = published.weekday().to_monday_one_offset();
        if let Some(week) = self.week {
            let days = i32::from(weekday - today) + 7 * i32::from(week);
            return published.checked_add(days.days()).ok().map(PartialDate::Day);
        }
        let back = (today - weekday).rem_euclid(7) as i32;
        let days = match (planned, self.past) {
            (true, _) => (weekday - today).rem_euclid(7) as i32,
            (false, true) if back == 0 => -7,
            _ => -back,
        };
        published.checked_add(days.days()).ok().map(PartialDate::Day)
    }

    /// What it means in its sentence: as [`DatePhrase::resolve`] tells of an event of the past, but a day without a
    /// year may as well lie ahead. `ahead`: a word before it speaks of what is to come ("akan digelar 24 Mei").
    ///
    /// The day ahead is meant when it is near (two months) and either its weekday fits while that of the past day
    /// doesn't, or it is nearer and announced, or the past day lies ten months back.
    pub(super) fn meant(self, published: Option<Date>, ahead: bool) -> Option<PartialDate> {
        let before = self.resolve(published, false);
        let after = self.resolve(published, true);
        let (Some(published), Some(PartialDate::Day(past)), Some(PartialDate::Day(next))) = (published, before, after)
        else {
            return before;
        };
        if self.past || self.year.is_some() || self.day.is_none() {
            return before;
        }
        let days = |from: Date, to: Date| (to - from).get_days();
        let (back, ahead_by) = (days(past, published), days(published, next));
        let fits = |value| self.weekday.is_some() && !self.contradicts(value);
        // "Rabu (15/5)", in October of a year in which that was a Thursday: the year before, unless it is a fresh slip.
        let earlier = past.checked_sub(1.year()).ok().map(PartialDate::Day);
        if self.contradicts(before) && back > 60 && fits(earlier) {
            return earlier;
        }
        let near = (1..=60).contains(&ahead_by);
        let meant = fits(after) && !fits(before) || !fits(before) && (ahead && ahead_by < back || back > 300);
        if near && meant { after } else { before }
    }

    /// The first and the last day of a range within a month.
    pub(crate) fn range(self, value: Option<PartialDate>) -> Option<(Date, Date)> {
        let (first, last) = self.days_of_month?;
        let Some(PartialDate::Month(year, month)) = value else { return None };
        Some((Date::new(year, month, first).ok()?, Date::new(year, month, last).ok()?))
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
