//! When a report means an agreement that other reports have told of: the rule, as `docs/dataset.md` tells it.
//!
//! A report is held against what is known of an agreement ([`Known`]): parties, form, dates, scope. All four must fit;
//! how long the time between may be depends on how precise the dates are, and on how well parties and scope fit.

use std::{collections::BTreeSet, fmt};

use jiff::civil::Date;

use super::{fold, names::PartyName, report::SectorSet};
use crate::model::{Form, PartialDate, Status};

/// Sources date one signing at most this many days apart: the day before, the day of the report.
const SAME_SIGNING: i32 = 3;
/// An undated report was published at most this many days from the signing or from another report.
const NEAR: i32 = 31;
/// Parties that are told in part need reports that are at most this far apart.
const NEAR_IN_PART: i32 = 14;
/// An undated report of something signed earlier, of the same parties and scope.
const LATER: i32 = 400;
/// From a plan to what comes of it, and between reports of one plan.
const PLAN: i32 = 400;
const SAME_PLAN: i32 = 183;
/// From the signing to an extension or the end: the longest terms are of ten years, some are renewed late.
const TERM: i32 = 12 * 366;

/// What ties a report to the others of its agreement; the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// The report that the agreement begins with: of a signing before other ones, with the most precise date.
    First,
    /// The signing date is the same.
    SameDate,
    /// The signing date is at most three days off.
    NearDate,
    /// Its signing date is less precise and holds the agreement's (2025-10 and 2025-10-03).
    CoarserDate,
    /// It gives no signing date and was published at most 31 days after the signing.
    NearSigning,
    /// It gives no signing date and was published at most 31 days from another source.
    NearReport,
    /// It tells of an extension, after the signing.
    Extension,
    /// It tells of the end, after the signing.
    Ending,
    /// It tells of the plan, before the signing.
    Plan,
    /// It gives no signing date, was published within 400 days, and names the same scope.
    SameScope,
    /// Nothing is dated; the form is the same.
    SameForm,
}

impl Match {
    /// Every value.
    pub const ALL: &[Match] = &[
        Match::First,
        Match::SameDate,
        Match::NearDate,
        Match::CoarserDate,
        Match::NearSigning,
        Match::NearReport,
        Match::Extension,
        Match::Ending,
        Match::Plan,
        Match::SameScope,
        Match::SameForm,
    ];

    /// The value as it stands in files.
    pub fn label(self) -> &'static str {
        match self {
            Match::First => "first",
            Match::SameDate => "same_date",
            Match::NearDate => "near_date",
            Match::CoarserDate => "coarser_date",
            Match::NearSigning => "near_signing",
            Match::NearReport => "near_report",
            Match::Extension => "extension",
            Match::Ending => "ending",
            Match::Plan => "plan",
            Match::SameScope => "same_scope",
            Match::SameForm => "same_form",
        }
    }
}

impl fmt::Display for Match {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// How the parties of a report and of an agreement go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PartyFit {
    /// Each has a counterpart.
    Same,
    /// The report names some of them: two of eleven members.
    Part,
    /// The report names all of them, and more.
    More,
    /// Both name some that the other lacks: two incomplete lists of one signing.
    Overlap,
}

/// Do the parties fit? At least two must be shared, one of them a region.
pub(super) fn parties_fit(report: &[&PartyName], known: &[&PartyName]) -> Option<PartyFit> {
    let shared: Vec<_> = report.iter().filter(|party| known.iter().any(|other| other.is(party))).collect();
    let known_shared = known.iter().filter(|party| report.iter().any(|other| other.is(party))).count();
    let fewest = shared.len().min(known_shared);
    let fit = match (shared.len() == report.len(), known_shared == known.len()) {
        (true, true) => return Some(PartyFit::Same),
        (true, false) => PartyFit::Part,
        (false, true) => PartyFit::More,
        // Lists of three or more of which most is shared.
        (false, false) if fewest >= 3 && fewest * 5 >= report.len().min(known.len()) * 3 => PartyFit::Overlap,
        (false, false) => return None,
    };
    (fewest >= 2 && shared.iter().any(|party| party.region().is_some())).then_some(fit)
}

/// Can two names mean one document? Reporters call an umbrella document now MoU, now kesepakatan bersama. A contract
/// (PKS) signed on the same day is part of the same agreement (codebook, section 3).
fn forms_fit(a: Form, b: Form, same_day: bool) -> bool {
    use Form::*;
    let umbrella = |form| matches!(form, KesepakatanBersama | NotaKesepahaman | NotaKesepakatan);
    match (a, b) {
        (TidakDisebut, _) | (_, TidakDisebut) => true,
        (Adendum, _) | (_, Adendum) | (LetterOfIntent, _) | (_, LetterOfIntent) => a == b,
        (PerjanjianKerjaSama, PerjanjianKerjaSama) => true,
        (PerjanjianKerjaSama, _) | (_, PerjanjianKerjaSama) => same_day,
        _ => umbrella(a) && umbrella(b),
    }
}

/// How the matters of two reports go together; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ScopeFit {
    Shared,
    Unknown,
    Disjoint,
}

/// What an agreement is about.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope<'a> {
    pub sectors: SectorSet,
    pub subjects: Vec<&'a str>,
}

impl Scope<'_> {
    pub fn fit(&self, other: &Scope<'_>) -> ScopeFit {
        let words = |subject: &str| -> BTreeSet<String> { fold(subject).split(' ').map(str::to_owned).collect() };
        let alike =
            |a: &BTreeSet<String>, b: &BTreeSet<String>| a.intersection(b).count() * 2 >= a.union(b).count().max(1);
        if self.sectors.shares_with(other.sectors) {
            return ScopeFit::Shared;
        }
        let others: Vec<_> = other.subjects.iter().map(|subject| words(subject)).collect();
        if self.subjects.iter().map(|subject| words(subject)).any(|own| others.iter().any(|other| alike(&own, other))) {
            ScopeFit::Shared
        } else if self.sectors.is_empty() || other.sectors.is_empty() {
            ScopeFit::Unknown
        } else {
            ScopeFit::Disjoint
        }
    }
}

/// What the rule looks at of a report, besides parties and scope.
#[derive(Clone, Copy)]
pub(super) struct Told {
    pub status: Status,
    pub form: Form,
    pub signed_on: Option<PartialDate>,
    pub published: Option<Date>,
}

/// What is known of an agreement from the reports before.
pub(super) struct Known<'a> {
    /// Its reports; the first one is the most precise.
    pub reports: Vec<Told>,
    pub scope: Scope<'a>,
}

/// How close a report is to an agreement; the smallest is the closest.
pub(super) type Closeness = (Match, ScopeFit, PartyFit, i32);

/// Does the report mean the agreement, and how close are they? The rule.
pub(super) fn closeness(report: Told, about: &Scope<'_>, known: &Known<'_>, parties: PartyFit) -> Option<Closeness> {
    let scope = about.fit(&known.scope);
    let (matched, days) = match report.status {
        Status::Ditandatangani => signing(report, known, parties, scope),
        Status::Diperpanjang => later(report, known, parties, scope, Match::Extension),
        Status::Berakhir => later(report, known, parties, scope, Match::Ending),
        Status::Direncanakan => plan(report, known, parties, scope),
    }?;
    Some((matched, scope, parties, days))
}

/// A report of a signing, and an agreement of which only signings are known.
fn signing(report: Told, known: &Known<'_>, parties: PartyFit, scope: ScopeFit) -> Option<(Match, i32)> {
    let nearest = known.reports.iter().filter_map(|other| days_apart(report, *other)).min();
    let (matched, days) = same_event(report, known.reports[0], nearest, scope)?;
    let near = if parties == PartyFit::Same { i32::MAX } else { NEAR_IN_PART };
    let form = known.reports.iter().map(|report| report.form).find(|form| *form != Form::TidakDisebut);
    let same_day = matches!(matched, Match::SameDate | Match::NearSigning) && days <= SAME_SIGNING;
    (days <= near && form.is_none_or(|form| forms_fit(form, report.form, same_day))).then_some((matched, days))
}

/// Do two reports date one event alike? Days tell how far apart the dates are, else the publications, of which the
/// nearest may be of a further report.
fn same_event(report: Told, other: Told, nearest: Option<i32>, scope: ScopeFit) -> Option<(Match, i32)> {
    match (other.signed_on, report.signed_on) {
        (Some(PartialDate::Day(a)), Some(PartialDate::Day(b))) => match days_between(a, b).abs() {
            0 => Some((Match::SameDate, 0)),
            days => (days <= SAME_SIGNING).then_some((Match::NearDate, days)),
        },
        (Some(known), Some(given)) => {
            let holds = given.first_day() <= known.first_day() && known.last_day() <= given.last_day();
            // A year is long enough for another agreement about something else.
            let too_vague = matches!(given, PartialDate::Year(_)) && scope == ScopeFit::Disjoint;
            let days = report.published.map(|day| days_outside(day, known)).into_iter().chain(nearest).min();
            let matched = if known == given { Match::SameDate } else { Match::CoarserDate };
            (holds && !too_vague).then_some((matched, days.unwrap_or(NEAR)))
        }
        (signed_on, None) => {
            let Some(day) = report.published else {
                let undated = signed_on.is_none() && other.published.is_none();
                let fits = undated && other.form == report.form && scope != ScopeFit::Disjoint;
                return fits.then_some((Match::SameForm, 0));
            };
            // News of a signing doesn't come before it.
            if signed_on.is_some_and(|signed| days_between(day, signed.first_day()) > SAME_SIGNING) {
                return None;
            }
            let after = signed_on.map(|signed| days_outside(day, signed));
            let near = |days: &i32| *days <= NEAR;
            let later = |days: &i32| *days <= LATER && scope == ScopeFit::Shared;
            after
                .filter(near)
                .map(|days| (Match::NearSigning, days))
                .or_else(|| nearest.filter(near).map(|days| (Match::NearReport, days)))
                .or_else(|| after.or(nearest).filter(later).map(|days| (Match::SameScope, days)))
        }
        // Dated reports come first, so an agreement without a date has none to compare.
        (None, Some(_)) => None,
    }
}

/// A report of an extension or of the end, and an agreement that was signed or extended before.
fn later(report: Told, known: &Known<'_>, parties: PartyFit, scope: ScopeFit, matched: Match) -> Option<(Match, i32)> {
    // Another source tells of the same event; or of what it takes for a first signing.
    let same = known.reports.iter().filter_map(|other| {
        let (_, days) = same_event(report, *other, days_apart(report, *other), scope)?;
        (days <= if other.status == report.status { NEAR } else { SAME_SIGNING }).then_some((Match::SameDate, days))
    });
    if let Some(same) = same.min() {
        return Some(same);
    }
    let day = report.signed_on.map(PartialDate::last_day).or(report.published)?;
    let days =
        days_between(known.reports[0].signed_on.map(PartialDate::first_day).or(known.reports[0].published)?, day);
    let fits = scope == ScopeFit::Shared || scope == ScopeFit::Unknown && parties == PartyFit::Same;
    ((0..=TERM).contains(&days) && fits).then_some((matched, days))
}

/// A report of a plan, and what came of it: a signing, an extension; or another report of the plan.
fn plan(report: Told, known: &Known<'_>, parties: PartyFit, scope: ScopeFit) -> Option<(Match, i32)> {
    if scope == ScopeFit::Disjoint || parties != PartyFit::Same && scope != ScopeFit::Shared {
        return None;
    }
    let came_of_it = |other: Told| {
        let day = other.signed_on.map(PartialDate::last_day).or(other.published)?;
        let planned = report.published.or(report.signed_on.map(PartialDate::first_day))?;
        let days = days_between(planned, day);
        (-SAME_SIGNING..=PLAN).contains(&days).then_some((Match::Plan, days.abs()))
    };
    let same_plan = |other: Told| {
        let days = days_apart(report, other)?;
        (days <= SAME_PLAN).then_some((if days <= NEAR { Match::NearReport } else { Match::Plan }, days))
    };
    let fits = known.reports.iter().filter(|other| forms_fit(other.form, report.form, false));
    let fits = fits.filter_map(|&other| match other.status {
        Status::Direncanakan => same_event(report, other, None, scope).or_else(|| same_plan(other)),
        Status::Ditandatangani | Status::Diperpanjang => came_of_it(other),
        Status::Berakhir => None,
    });
    fits.min()
}

/// Between the publications of two reports.
fn days_apart(a: Told, b: Told) -> Option<i32> {
    Some(days_between(a.published?, b.published?).abs())
}

/// How far a day lies outside of a date that may be a month or a year.
fn days_outside(day: Date, date: PartialDate) -> i32 {
    days_between(day, date.first_day()).max(days_between(date.last_day(), day)).max(0)
}

/// From `a` to `b`; negative when `b` is earlier.
fn days_between(a: Date, b: Date) -> i32 {
    (b - a).get_days()
}
