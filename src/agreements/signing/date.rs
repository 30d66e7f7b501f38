//! The day of the signing.

use super::{Told, follows_up, neighbours};
use crate::{
    agreements::{clauses::Clause, draft::Draft},
    lexicon::{cues::Cue, lists::List},
    model::{PartialDate, Span, Status},
    read::{Document, dates::DatePhrase},
};

/// The day of the signing, or planned signing.
pub(in crate::agreements) fn signed_on(
    document: &Document<'_>,
    clauses: &[Clause],
    draft: &Draft,
    status: Status,
) -> Told<PartialDate> {
    let published = document.article.published;
    // The day where a sentence tells it, else the year: "tentang fasilitasi hukum tahun 2023 … pada Jumat (1/12/23)".
    let mut vague = None;
    for index in draft.clauses.iter().copied() {
        let clause = &clauses[index];
        if follows_up(clauses, draft, index, status) {
            continue;
        }
        if status == Status::Berakhir && clause.sign.is_none() {
            // "yang dibuat pada 2003": only the making of an ended agreement is dated here.
            if let Some(made) = date_after_made(document, clause) {
                return Some(made);
            }
            continue;
        }
        if let Some((phrase, span)) = date_in(document, clause, status) {
            let date = phrase.resolve(published, status == Status::Direncanakan).map(|value| (value, span));
            let of_day = phrase.day.is_some() || phrase.weekday.is_some() || phrase.days.is_some();
            if of_day || phrase.from_previous.is_some() {
                return date;
            }
            vague = vague.or(date);
        }
    }
    let month = vague.is_some_and(|(value, _)| !matches!(value, PartialDate::Year(_)));
    if status == Status::Berakhir || draft.background || month {
        return vague;
    }
    // The event is told in the sentence before or behind: "Acara digelar di kampus UNS, Solo, Senin (18/7)."
    for index in neighbours(clauses, draft) {
        let clause = &clauses[index];
        let planned = status == Status::Direncanakan;
        if clause.speech || clause.background || planned != clause.plan.is_some() {
            continue;
        }
        // "Rp30 miliar disiapkan tahun ini" tells no day of the event.
        let signs = clause.sign.is_some() || clause.signing.is_some();
        let date = date_in(document, clause, status)
            .and_then(|(phrase, span)| phrase.resolve(published, false).map(|value| (value, span)))
            .filter(|(value, _)| signs || matches!(value, PartialDate::Day(_)));
        let better = vague.is_none() || date.is_some_and(|(value, _)| matches!(value, PartialDate::Day(_)));
        if better && date.is_some() {
            return date;
        }
    }
    vague
}

/// The first date of a clause that can be the signing's.
fn date_in(document: &Document<'_>, clause: &Clause, status: Status) -> Option<(DatePhrase, Span)> {
    let spoken_only = clause.speech && clause.sign.is_none() && clause.signing.is_none();
    if spoken_only {
        return None;
    }
    document
        .dates
        .iter()
        .filter(|date| clause.focus <= date.first && date.last <= clause.last)
        // "Pada 2007 Lombok Barat dan Mataram membuat perjanjian kerja sama"
        .filter(|date| {
            let opens = clause.join.is_some() && date.first <= clause.first + 1;
            date.rule != "year" || clause.sign.is_some() || opens
        })
        .filter(|date| {
            // "sejak", "hingga", "sebelumnya", "berakhir": another time.
            let mut before = clause.first.max(date.first.saturating_sub(3))..date.first;
            !before.any(|at| document.listed(List::OtherDay, at))
        })
        .filter(|date| {
            // Planned: the day is that of the signing to come, not of the talks about it.
            let to_come =
                clause.sign.or(clause.signing).is_some_and(|sign| sign < date.first) || date.value.phrase.future;
            status != Status::Direncanakan || to_come && clause.plan.is_some_and(|plan| plan < date.first)
        })
        .filter(|date| {
            // "kata Hermus kepada wartawan, Sabtu (23/9)": the day of speaking.
            let spoken = speech_in(document, clause.first, date.first);
            !spoken
                || clause
                    .sign
                    .or(clause.signing)
                    .is_some_and(|sign| sign < date.first && !speech_in(document, sign + 1, date.first))
        })
        .min_by_key(|date| (before_the_act(clause, date.first), date.first))
        .map(|date| (date.value.phrase, date.span))
}

/// "Setelah pertemuan pada 3 November, ketiga gubernur membubuhkan tanda tangan …, Selasa, 25 November": a date that
/// stands before the act in a sentence that looks back first.
fn before_the_act(clause: &Clause, at: usize) -> bool {
    clause.begins_after && clause.sign.is_some_and(|sign| at < sign)
}

/// Does somebody speak in `first..last`?
fn speech_in(document: &Document<'_>, first: usize, last: usize) -> bool {
    document.cues_in(first, last).any(|cue| matches!(cue.value, Cue::SpeakerBehind | Cue::SpeakerBefore))
}

/// "yang dibuat pada 2003": the date right behind a word for making the document.
fn date_after_made(document: &Document<'_>, clause: &Clause) -> Told<PartialDate> {
    document
        .dates
        .iter()
        .filter(|date| clause.first <= date.first && date.last <= clause.last)
        .find(|date| {
            let from = clause.first.max(date.first.saturating_sub(3));
            (from..date.first).any(|at| {
                matches!(
                    document.words(at, at + 1).to_lowercase().as_str(),
                    "dibuat" | "diteken" | "ditandatangani" | "disepakati"
                )
            })
        })
        .and_then(|date| date.value.phrase.resolve(document.article.published, false).map(|value| (value, date.span)))
}
