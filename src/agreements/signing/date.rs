//! The day of the signing.

use super::{Told, day_in, events, follows_up, neighbours, scene};
use crate::{
    agreements::{clauses::Clause, draft::Draft},
    lexicon::{cues::Cue, lists::List},
    model::{PartialDate, Span, Status},
    read::{Document, dates::DatePhrase, tokens::Gap},
};

/// How many words a dateline has at most.
const DATELINE: usize = 8;

/// The day of the signing, or planned signing.
pub(in crate::agreements) fn signed_on(
    document: &Document<'_>,
    clauses: &[Clause],
    draft: &Draft,
    status: Status,
) -> Told<PartialDate> {
    let published = document.article.published;
    if status == Status::Berakhir
        && let Some(made) = made_on(document, clauses, draft)
    {
        return Some(made);
    }
    // The day where a sentence tells it, else the year: "tentang fasilitasi hukum tahun 2023 … pada Jumat (1/12/23)".
    let mut vague = None;
    for index in draft.clauses.iter().copied() {
        let clause = &clauses[index];
        if follows_up(clauses, draft, index, status) {
            continue;
        }
        // Of an ended agreement only its making is dated.
        if status == Status::Berakhir && clause.sign.is_none() {
            continue;
        }
        if let Some((phrase, span)) = date_in(document, clause, status) {
            let date = phrase.resolve(published, status == Status::Direncanakan).map(|value| (value, span));
            let of_day = phrase.day.is_some() || phrase.weekday.is_some() || phrase.days.is_some();
            if (of_day || phrase.from_previous.is_some()) && !of_dateline(document, clause, span) {
                return date;
            }
            vague = vague.or(date);
        }
    }
    let month = vague.is_some_and(|(value, _)| !matches!(value, PartialDate::Year(_)));
    // "bermula dari MoU pada 2013": the days around are those of the news.
    let long_ago = vague.is_some_and(|(value, _)| published.is_some_and(|day| value.last_day().year() < day.year()));
    if status == Status::Berakhir || draft.background || month || long_ago {
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
    if vague.is_some() || status == Status::Direncanakan {
        return vague;
    }
    let event = events(document, clauses).find_map(|index| day_in(document, &clauses[index]));
    event.or_else(|| scene(document, clauses, draft).and_then(|index| day_in(document, &clauses[index])))
}

/// When an agreement that ended was made, as its sentences or those beside them tell: "yang dibuat pada 2003".
fn made_on(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> Told<PartialDate> {
    let order = draft.clauses.iter().copied().chain(neighbours(clauses, draft));
    order.map(|index| &clauses[index]).find_map(|clause| date_after_made(document, clause))
}

/// "TEGAL, Kabar – Kamis, 29 Mei 2025 – Pemkab Tegal …": the day of the report stands before a dash.
fn of_dateline(document: &Document<'_>, clause: &Clause, span: Span) -> bool {
    let date = document.dates.iter().find(|date| date.span == span);
    date.is_some_and(|date| {
        let behind = document.tokens.list.get(date.last);
        date.first < clause.first + DATELINE && behind.is_some_and(|token| token.gap.has(Gap::DASH))
    })
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
            // "bermula dari MoU dengan UGM pada 2013", "pada 2019 keduanya telah membuat kesepakatan bersama"
            let in_that_year = date.first > clause.first && document.words(date.first - 1, date.first) == "pada";
            let told = in_that_year && !clause.forms.is_empty() && clause.join.is_some();
            date.rule != "year" || clause.sign.is_some() || opens || told
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

/// "yang dibuat pada 2003", "perjanjian Nomor 551/632 tanggal 27 Desember 2019": the date right behind a word for making the document,
/// or behind the document's number.
fn date_after_made(document: &Document<'_>, clause: &Clause) -> Told<PartialDate> {
    document
        .dates
        .iter()
        .filter(|date| clause.first <= date.first && date.last <= clause.last)
        .find(|date| {
            let from = clause.first.max(date.first.saturating_sub(3));
            let word = |at: usize| document.words(at, at + 1).to_lowercase();
            let made = (from..date.first)
                .any(|at| matches!(word(at).as_str(), "dibuat" | "diteken" | "ditandatangani" | "disepakati"));
            let numbered = date.first > clause.first
                && matches!(word(date.first - 1).as_str(), "tanggal" | "bertanggal" | "tertanggal")
                && (clause.first.max(date.first.saturating_sub(8))..date.first).any(|at| word(at) == "perjanjian");
            made || numbered
        })
        .and_then(|date| date.value.phrase.resolve(document.article.published, false).map(|value| (value, date.span)))
}
