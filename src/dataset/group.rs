//! Which reports of a block mean one agreement.

use std::{collections::BTreeSet, fmt};

use jiff::civil::Date;

use super::merge::Report;
use crate::model::{Form, PartialDate};

/// Reports without a date belong together when they were published at most this many days apart.
const WINDOW_DAYS: i32 = 31;

/// What ties a report to the others of its agreement. Parties and scheme are the same in all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// The report that the agreement begins with: the one with the most precise date.
    First,
    /// The signing date is the same.
    SameDate,
    /// Its signing date is less precise and holds the agreement's (2025-10 and 2025-10-03).
    CoarserDate,
    /// It gives no signing date and was published at most 31 days from the signing.
    NearSigning,
    /// It gives no signing date and was published at most 31 days from another source.
    NearReport,
    /// Nothing is dated; the form is the same.
    SameForm,
}

impl Match {
    /// Every value.
    pub const ALL: &[Match] =
        &[Match::First, Match::SameDate, Match::CoarserDate, Match::NearSigning, Match::NearReport, Match::SameForm];

    /// The value as it stands in files.
    pub fn label(self) -> &'static str {
        match self {
            Match::First => "first",
            Match::SameDate => "same_date",
            Match::CoarserDate => "coarser_date",
            Match::NearSigning => "near_signing",
            Match::NearReport => "near_report",
            Match::SameForm => "same_form",
        }
    }
}

impl fmt::Display for Match {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// The reports of one agreement.
pub(super) struct Group {
    pub members: Vec<(Report, Match)>,
    /// The most precise date of all members, for every other one holds it.
    pub signed_on: Option<PartialDate>,
    form: Form,
    published: BTreeSet<Date>,
    annotations: BTreeSet<u128>,
}

/// Divides the reports of a block, sorted by [`Report::sort_key`], into agreements.
///
/// The most precisely dated reports come first and each joins the nearest group that fits, so an imprecise
/// or missing date never bridges two agreements that are known to differ. Two agreements that one article
/// tells apart stay apart.
pub(super) fn divide(reports: Vec<Report>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for report in reports {
        let fitting = groups.iter_mut().filter_map(|group| Some((group.closeness(&report)?, group)));
        // The first of equals is kept.
        match fitting.min_by_key(|(closeness, _)| *closeness) {
            Some(((matched, _), group)) => group.push(report, matched),
            None => groups.push(Group::begin(report)),
        }
    }
    groups
}

impl Group {
    fn begin(report: Report) -> Group {
        let mut group = Group {
            members: vec![],
            signed_on: report.agreement.signed_on,
            form: report.agreement.form,
            published: BTreeSet::new(),
            annotations: BTreeSet::new(),
        };
        group.push(report, Match::First);
        group
    }

    fn push(&mut self, report: Report, matched: Match) {
        self.published.extend(report.published);
        self.annotations.insert(report.annotation);
        self.members.push((report, matched));
    }

    /// Does the report fit, by what, and how many days off?
    fn closeness(&self, report: &Report) -> Option<(Match, i32)> {
        if self.annotations.contains(&report.annotation) {
            return None;
        }
        match (self.signed_on, report.agreement.signed_on) {
            (Some(known), Some(given)) => {
                let holds = given.first_day() <= known.first_day() && known.last_day() <= given.last_day();
                let days = report.published.map_or(i32::MAX, |day| days_outside(day, known));
                holds.then_some((if known == given { Match::SameDate } else { Match::CoarserDate }, days))
            }
            (known, None) => {
                let Some(day) = report.published else {
                    let undated = known.is_none() && self.published.is_empty();
                    return (undated && self.form == report.agreement.form).then_some((Match::SameForm, 0));
                };
                let signing = known.map(|known| (Match::NearSigning, days_outside(day, known)));
                let neighbours = [self.published.range(..day).next_back(), self.published.range(day..).next()];
                let nearest = neighbours.into_iter().flatten().map(|&other| days_between(day, other)).min();
                let report = nearest.map(|days| (Match::NearReport, days));
                [signing, report].into_iter().flatten().find(|(_, days)| *days <= WINDOW_DAYS)
            }
            // Dated reports come first, so a group without a date has none to compare.
            (None, Some(_)) => None,
        }
    }
}

/// How far a day lies outside of a date that may be a month or a year.
fn days_outside(day: Date, date: PartialDate) -> i32 {
    if day < date.first_day() {
        days_between(day, date.first_day())
    } else if day > date.last_day() {
        days_between(date.last_day(), day)
    } else {
        0
    }
}

fn days_between(a: Date, b: Date) -> i32 {
    (b - a).get_days().abs()
}
