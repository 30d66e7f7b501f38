//! Form, status, date, place and term: each from the words that belong to this agreement.

mod date;
mod form;
mod place;
mod status;
mod term;

use super::{
    clauses::{Clause, Who},
    draft::Draft,
};
use crate::{
    lexicon::{
        cues::{Cue, RoleCue},
        lists::List,
    },
    model::{PartialDate, Span, Status},
    read::{Document, Mention, dates::DateValue, proper_names::NameKind, regions::NamedAs},
};

pub(super) use date::signed_on;
pub(super) use form::{form, older_form};
pub(super) use place::place;
pub(super) use status::status;
pub(super) use term::valid_years;

/// A value and the words that say it.
pub(crate) type Told<T> = Option<(T, Span)>;

/// "PKS-nya dijadwalkan ditandatangani 22 Desember": a sentence of what is to follow what was signed.
fn follows_up(clauses: &[Clause], draft: &Draft, index: usize, status: Status) -> bool {
    status != Status::Direncanakan && clauses[index].plan.is_some() && index != draft.clauses[0]
}

/// "Di sana bupati menandatangani …", "Di kota itu pula …": does a sentence begin with the place that the one before names?
fn begins_there(document: &Document<'_>, clause: &Clause) -> bool {
    let listed = |list: List, at: usize| at < clause.last && document.listed(list, at);
    let [at, noun, that] = [0, 1, 2].map(|word| clause.first + word);
    listed(List::AtPlace, at)
        && (listed(List::There, noun) || listed(List::PlaceNoun, noun) && listed(List::That, that))
}

/// "Baru-baru ini Pemkab Malinau melaksanakan MoU": the sentence itself says that the day isn't known.
fn is_undated(document: &Document<'_>, clause: &Clause) -> bool {
    let lists = &document.lexicons.lists;
    (clause.first..clause.last).any(|at| lists.begins(List::Undated, document.words(at, (at + 3).min(clause.last))))
}

/// Clauses next to the first one of the draft in the body that may tell of the event: up to four behind, three before, the nearest
/// first.
fn neighbours<'c>(clauses: &'c [Clause], draft: &'c Draft) -> impl Iterator<Item = usize> + 'c {
    let in_body = draft.clauses.iter().find(|index| !clauses[**index].title);
    let first = *in_body.unwrap_or(&draft.clauses[0]) as isize;
    let nearest = [1, -1, 2, -2, 3, -3, 4].map(|step| first + step);
    let inside = move |index: &isize| (0..clauses.len() as isize).contains(index);
    let near = nearest.into_iter().filter(inside).map(|index| index as usize);
    near.filter(|index| !clauses[*index].title && !draft.clauses.contains(index))
}

/// "Penandatanganan berlangsung …", "Seremoninya dilangsungkan di kampus Unibos": the sentences that tell when and where the event
/// took place, however far from the report.
fn events<'c>(document: &'c Document<'_>, clauses: &'c [Clause]) -> impl Iterator<Item = usize> + 'c {
    let takes_place = |clause: &Clause| {
        document.cues_in(clause.first, clause.last).any(|cue| {
            let from = clause.first.max(cue.first.saturating_sub(2));
            // "Acaranya di Pendopo …"
            let told = document.words(cue.first, cue.last).len() > 2 || cue.first == clause.first + 1;
            cue.value == Cue::Role(RoleCue::Venue)
                && told
                && (from..cue.first).any(|at| document.listed(List::Event, at))
        })
    };
    let tells =
        move |clause: &Clause| !clause.title && !clause.background && clause.plan.is_none() && takes_place(clause);
    (0..clauses.len()).filter(move |index| tells(&clauses[*index]))
}

/// How many sentences of the body may tell the scene.
const LEAD: usize = 3;

/// "Gedung Negara Sumedang, Selasa (14/3), kedatangan tamu. …": the sentence that begins the article with a hall and a day, where the
/// report comes later and tells neither.
fn scene(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> Option<usize> {
    let body = clauses.iter().enumerate().filter(|(_, clause)| !clause.title).take(LEAD);
    body.take_while(|(index, _)| draft.clauses.iter().all(|own| index < own || clauses[*own].title))
        .find(|(_, clause)| {
            let other = clause.speech || clause.background || clause.plan.is_some();
            !other && names_a_hall(document, clause) && day_in(document, clause).is_some()
        })
        .map(|(index, _)| index)
}

/// Does a sentence name a hall, or somebody's house?
fn names_a_hall(document: &Document<'_>, clause: &Clause) -> bool {
    let named = |at: usize| document.tokens.list[at].capital && document.listed(List::PlaceGoesOn, at);
    let venue = |first: usize| clause.first <= first && first < clause.last;
    (clause.first..clause.last).any(named)
        || document.names.iter().any(|name| {
            // "Sirkuit Mandalika, Lombok Tengah, Selasa, menjadi saksi …"
            let opens = name.first == clause.first && !matches!(name.value.kind, NameKind::Organisation(_));
            (name.value.kind == NameKind::Venue || opens) && venue(name.first)
        })
        || clause.actors.iter().any(|actor| matches!(actor.who, Who::Region { named_as: NamedAs::Building, .. }))
}

/// "…, kata Rudi dalam sambutan di Graha Sawunggaling, Kamis (11/8)": the sentence that tells where and when one speaks at the event.
fn speech_at_event(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> Option<usize> {
    let signed = clauses.iter().any(|clause| !clause.title && clause.sign.or(clause.signing).is_some());
    let speaks = |clause: &Clause| {
        let other = clause.title || clause.background || clause.plan.is_some() || clause.negate;
        clause.speech && !other && names_a_hall(document, clause) && day_in(document, clause).is_some()
    };
    clauses.iter().position(speaks).filter(|_| signed && !draft.background)
}

/// "sejak", "hingga", "sebelumnya", "berakhir": is the date of another time than the signing, by a word close before it?
fn is_of_another_time(document: &Document<'_>, clause: &Clause, date: &Mention<DateValue>) -> bool {
    let from = clause.first.max(date.first.saturating_sub(3));
    // "Hari Lahir Pancasila, Jumat lalu" is a name.
    let plain = |at: usize| at == clause.first || !document.tokens.list[at].capital;
    document.listed_in(List::OtherDay, from, date.first).any(plain)
}

/// "13 Juli 2017": a date that is all of its line tells when the page was made.
fn is_alone(document: &Document<'_>, clause: &Clause, date: &Mention<DateValue>) -> bool {
    let line = |sentence: usize| document.tokens.sentences.get(sentence).map(|sentence| sentence.line);
    let own = line(clause.sentence);
    let beside = [clause.sentence.wrapping_sub(1), clause.sentence + 1].into_iter().any(|other| line(other) == own);
    date.first == clause.first && date.last == clause.last && !beside
}

/// The first day that a sentence names, whatever else it says.
fn day_in(document: &Document<'_>, clause: &Clause) -> Told<PartialDate> {
    document
        .dates_in(clause.first, clause.last)
        .filter(|date| !is_alone(document, clause, date))
        .filter(|date| !is_of_another_time(document, clause, date))
        .filter_map(|date| Some((date.value.value?, date.span)))
        .find(|(value, _)| matches!(value, PartialDate::Day(_)))
}
