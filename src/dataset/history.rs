//! What became of an agreement: planned, signed, extended, ended.

use jiff::civil::Date;

use super::{choose::vote, report::Report};
use crate::model::{PartialDate, Status};

/// A step in the life of an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// What happened.
    pub status: Status,
    /// When: the date that sources give; of a plan or an end without one, their earliest publication.
    pub date: Option<PartialDate>,
    /// Is `date` a publication?
    pub by_publication: bool,
    /// The articles that tell of it, the earliest first.
    pub article_ids: Vec<String>,
}

/// Extensions that are further apart than this are two.
const ANOTHER: i32 = 183;
const A_YEAR: i32 = 366;

/// The life of an agreement, in its order.
const LIFE: [Status; 4] = [Status::Direncanakan, Status::Ditandatangani, Status::Diperpanjang, Status::Berakhir];

/// The stages: plan and signing, then extensions and the end by date. `reports` come in the order of publication,
/// each with its voice.
pub(super) fn stages(reports: &[&Report], voices: &[usize]) -> Vec<Stage> {
    let signed_on = date_of(reports, voices, Status::Ditandatangani);
    let mut stages = Vec::new();
    for status in LIFE {
        let mut told: Vec<(EventDate, usize)> = (0..reports.len())
            .filter(|&at| reports[at].status == status)
            .map(|at| (event_date(reports[at], signed_on), at))
            .collect();
        told.sort_by_key(|(event, at)| (event.date.map(PartialDate::first_day), *at));
        let one_event = |(a, _): &(EventDate, usize), (b, _): &(EventDate, usize)| match (a.date, b.date) {
            (Some(a), Some(b)) => {
                status != Status::Diperpanjang || (b.first_day() - a.first_day()).get_days() <= ANOTHER
            }
            _ => true,
        };
        for event in told.chunk_by(one_event) {
            stages.push(stage(status, event, reports, voices));
        }
    }
    stages.sort_by_key(|stage| {
        let after = matches!(stage.status, Status::Diperpanjang | Status::Berakhir);
        (after.then_some((stage.date.is_none(), stage.date.map(PartialDate::last_day))), position(stage.status))
    });
    stages
}

fn stage(status: Status, event: &[(EventDate, usize)], reports: &[&Report], voices: &[usize]) -> Stage {
    let mut members: Vec<usize> = event.iter().map(|(_, at)| *at).collect();
    members.sort_unstable();
    let given = event.iter().filter(|(event, _)| !event.by_publication);
    let given = most_precise(given.filter_map(|(event, at)| Some((event.date?, voices[*at]))));
    let published = members.iter().filter_map(|&at| reports[at].published).min().map(PartialDate::Day);
    // A signing that nobody dates was not on the day that the news came.
    let published = published.filter(|_| status != Status::Ditandatangani);
    Stage {
        status,
        date: given.or(published),
        by_publication: given.is_none() && published.is_some(),
        article_ids: members.iter().map(|&at| reports[at].article_id.to_string()).collect(),
    }
}

#[derive(Clone, Copy)]
struct EventDate {
    date: Option<PartialDate>,
    by_publication: bool,
}

/// The date of what a report tells. An article on an extension or the end often gives the day of the first signing: a
/// date that is no later than the signing, or more than a year old.
fn event_date(report: &Report, signed_on: Option<PartialDate>) -> EventDate {
    let of_signing = |date: PartialDate| {
        let before = |day: Date| (day - date.last_day()).get_days() > A_YEAR;
        signed_on.is_some_and(|signed| date.first_day() <= signed.last_day()) || report.published.is_some_and(before)
    };
    let given = report.signed_on.filter(|date| match report.status {
        Status::Diperpanjang | Status::Berakhir => !of_signing(*date),
        Status::Ditandatangani | Status::Direncanakan => true,
    });
    EventDate { date: given.or(report.published.map(PartialDate::Day)), by_publication: given.is_none() }
}

/// When it was signed, as the reports of a signing tell it, else those of an extension, of a plan, of the end.
pub(super) fn signed_on(reports: &[&Report], voices: &[usize]) -> Option<PartialDate> {
    let statuses = [Status::Ditandatangani, Status::Diperpanjang, Status::Direncanakan, Status::Berakhir];
    statuses.into_iter().find_map(|status| date_of(reports, voices, status))
}

fn date_of(reports: &[&Report], voices: &[usize], status: Status) -> Option<PartialDate> {
    let own = reports.iter().zip(voices).filter(|(report, _)| report.status == status);
    most_precise(own.filter_map(|(report, voice)| Some((report.signed_on?, *voice))))
}

/// Of the most precise dates the one with the most voices, then the earlier.
fn most_precise(dates: impl Iterator<Item = (PartialDate, usize)>) -> Option<PartialDate> {
    let vagueness = |date: PartialDate| match date {
        PartialDate::Day(_) => 0,
        PartialDate::Month(..) => 1,
        PartialDate::Year(_) => 2,
    };
    let dates: Vec<_> = dates.collect();
    let best = dates.iter().map(|(date, _)| vagueness(*date)).min()?;
    vote(dates.into_iter().filter(|(date, _)| vagueness(*date) == best), |date| *date)
}

/// The last thing that happened; a plan only when nothing came of it.
pub(super) fn status(stages: &[Stage]) -> Status {
    stages.last().expect("an agreement has a report").status
}

fn position(status: Status) -> Option<usize> {
    LIFE.iter().position(|stage| *stage == status)
}
