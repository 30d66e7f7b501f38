//! Form, status, date, place and duration: each from the words that belong to this agreement.

use super::{
    clauses::{Clause, Role, Who},
    draft::Draft,
    parties::Side,
};
use crate::{
    lexicon::{
        cues::{Cue, RoleCue},
        lists::List,
    },
    model::{Form, PartialDate, RegionCode, Span, Status},
    read::{Document, regions::NamedAs},
};

/// A value and the words that say it.
pub(crate) type Told<T> = Option<(T, Span)>;

/// The form. Documents called by several names: "kesepakatan bersama" is the higher one; an addendum is one
/// whatever it amends; else what is named first in a sentence that reports.
pub(crate) fn form(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> (Form, Option<Span>) {
    let mut told: Vec<(Form, usize)> = Vec::new();
    let title = clauses.iter().position(|clause| clause.title);
    let own = draft.clauses.iter().copied();
    let order = own.chain(title.filter(|_| !draft.background));
    for index in order {
        let clause = &clauses[index];
        // "MoU ini akan dilanjutkan dengan PKS": the follow-up's form is not this one's.
        let follow_up =
            clause.plan.is_none() && clause.sign.is_none() && clause.signing.is_none() && index != draft.clauses[0];
        if follow_up && !told.is_empty() {
            continue;
        }
        told.extend(clause.forms.iter().filter(|(_, at)| *at >= clause.focus).copied());
        if clause.form().is_some() {
            told.extend(clause.short_forms.iter().copied());
        }
    }
    let lead = |form: Form| told.iter().take(3).find(|(other, _)| *other == form);
    let any = |form: Form| told.iter().find(|(other, _)| *other == form);
    let chosen = lead(Form::Adendum).or_else(|| any(Form::KesepakatanBersama)).or_else(|| told.first());
    match chosen {
        Some((form, at)) => (*form, Some(document.tokens.span(*at, at + 1))),
        None => (Form::TidakDisebut, None),
    }
}

/// The status. The first report decides, then the headline: ended and renewed beat signed; planned holds
/// unless another sentence says that it was signed.
pub(crate) fn status(clauses: &[Clause], draft: &Draft) -> Status {
    let own: Vec<&Clause> = draft.clauses.iter().map(|index| &clauses[*index]).collect();
    let title = clauses.iter().find(|clause| clause.title).filter(|_| !draft.background);
    let first = own[0];
    // Signed: a word for signing before which nothing says that it is yet to come.
    let signed = |clause: &Clause| {
        let planned_first = |act: usize| clause.plan.is_some_and(|plan| plan <= act + 8);
        // What a speaker hopes to sign is not signed.
        !clause.quoted && clause.sign.or(clause.signing).is_some_and(|act| !planned_first(act))
    };
    if !draft.background {
        let head = |told: fn(&Clause) -> Option<usize>| title.and_then(told).or(told(first)).is_some();
        let renewed = head(|clause| clause.renew) || own.get(1).is_some_and(|clause| clause.renew.is_some());
        let planned = head(|clause| clause.plan);
        let ended = head(|clause| clause.end);
        let signed_now = own.iter().any(|clause| !clause.background && signed(clause));
        if planned && !own.iter().any(|clause| !clause.background && clause.sign.is_some() && signed(clause)) {
            return Status::Direncanakan;
        }
        if renewed && (signed_now || !ended || first.renew > first.end) {
            return Status::Diperpanjang;
        }
        let ends_first = first.end.is_some() || title.is_some_and(|title| title.end.is_some());
        if ended && ends_first {
            return Status::Berakhir;
        }
        let early = own.iter().filter(|clause| clause.sentence <= first.sentence + 6);
        if early.clone().all(|clause| clause.plan.is_some()) {
            return Status::Direncanakan;
        }
        return Status::Ditandatangani;
    }
    if first.plan.is_some() {
        Status::Direncanakan
    } else if first.end.is_some() {
        Status::Berakhir
    } else {
        Status::Ditandatangani
    }
}

/// The day of the signing, or planned signing.
pub(crate) fn signed_on(
    document: &Document<'_>,
    clauses: &[Clause],
    draft: &Draft,
    status: Status,
) -> Told<PartialDate> {
    let published = document.article.published;
    for index in draft.clauses.iter().copied() {
        let clause = &clauses[index];
        if status == Status::Berakhir && clause.sign.is_none() {
            // "yang dibuat pada 2003": only the making of an ended agreement is dated here.
            if let Some(made) = date_after_made(document, clause) {
                return Some(made);
            }
            continue;
        }
        if let Some(date) = date_in(document, clause, status) {
            return date.0.resolve(published, status == Status::Direncanakan).map(|value| (value, date.1));
        }
    }
    if status == Status::Berakhir || draft.background {
        return None;
    }
    // The event is told in the sentence before or behind: "Acara digelar di kampus UNS, Solo, Senin (18/7)."
    for index in neighbours(clauses, draft) {
        let clause = &clauses[index];
        if clause.speech || clause.background || status == Status::Direncanakan && clause.plan.is_none() {
            continue;
        }
        if let Some(date) = date_in(document, clause, status) {
            return date.0.resolve(published, false).map(|value| (value, date.1));
        }
    }
    None
}

/// The first date of a clause that can be the signing's.
fn date_in(document: &Document<'_>, clause: &Clause, status: Status) -> Option<(crate::read::dates::DatePhrase, Span)> {
    let spoken_only = clause.speech && clause.sign.is_none() && clause.signing.is_none();
    if spoken_only {
        return None;
    }
    document
        .dates
        .iter()
        .filter(|date| clause.focus <= date.first && date.last <= clause.last)
        .filter(|date| date.rule != "year" || clause.sign.is_some())
        .filter(|date| {
            // "sejak", "hingga", "sebelumnya", "berakhir": another time.
            let mut before = clause.first.max(date.first.saturating_sub(3))..date.first;
            !before.any(|at| document.lexicons.lists.has(List::OtherDay, document.words(at, at + 1)))
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
        .map(|date| (date.value.phrase, date.span))
        .next()
}

/// Does somebody speak in `first..last`?
fn speech_in(document: &Document<'_>, first: usize, last: usize) -> bool {
    document.cues_in(first, last).any(|cue| matches!(cue.value, Cue::SpeakerBehind | Cue::SpeakerBefore))
}

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

/// Clauses next to the first one of the draft that may tell of the event: up to four behind, two before.
fn neighbours<'c>(clauses: &'c [Clause], draft: &'c Draft) -> impl Iterator<Item = usize> + 'c {
    let first = draft.clauses[0];
    let behind = first + 1..clauses.len().min(first + 5);
    let before = (first.saturating_sub(2)..first).rev();
    behind.chain(before).filter(|index| !clauses[*index].title && !draft.clauses.contains(index))
}

/// Where it was signed.
pub(crate) fn place(document: &Document<'_>, clauses: &[Clause], draft: &Draft, status: Status) -> Told<RegionCode> {
    if status == Status::Direncanakan || draft.background {
        return None;
    }
    let mut order: Vec<usize> = draft.clauses.iter().copied().filter(|index| !clauses[*index].background).collect();
    if status != Status::Berakhir {
        order.extend(neighbours(clauses, draft));
    }
    let mut province = None;
    for index in order {
        let clause = &clauses[index];
        if status == Status::Berakhir && clause.sign.is_none() {
            continue;
        }
        if clause.speech && clause.sign.is_none() && clause.signing.is_none() {
            continue;
        }
        if virtual_in(document, clause) {
            return None;
        }
        if let Some((code, span)) = place_in(document, clause, draft) {
            // "di Jakarta" until a city is named: the most specific region counts.
            if !code.is_province() {
                return Some((code, span));
            }
            province = province.or(Some((code, span)));
        }
    }
    province
}

fn virtual_in(document: &Document<'_>, clause: &Clause) -> bool {
    document.cues_in(clause.first, clause.last).any(|cue| cue.value == Cue::Virtual)
}

fn place_in(document: &Document<'_>, clause: &Clause, draft: &Draft) -> Told<RegionCode> {
    let inside = |first: usize, last: usize| clause.first <= first && last <= clause.last;
    // Regions named as place: the most specific one.
    let mut named: Vec<(RegionCode, Span, usize)> = clause
        .actors
        .iter()
        .filter(|actor| !actor.listed)
        .filter(|actor| {
            // A house is a place whatever it does in the sentence: "lebih ramai dari biasanya".
            let house = matches!(actor.who, Who::Region { named_as: NamedAs::Building, .. });
            actor.role == Role::Venue || house
        })
        .filter_map(|actor| match actor.who {
            Who::Region { code, .. } => Some((code, document.tokens.span(actor.first, actor.last), actor.first)),
            _ => None,
        })
        .collect();
    named.sort_by_key(|(code, _, at)| (code.is_province(), *at));
    if let Some((code, span, _)) = named.first()
        && !code.is_province()
    {
        return Some((*code, *span));
    }
    if let Some(place) = document.places.iter().find(|place| place.value.building && inside(place.first, place.last)) {
        return Some((place.value.code, place.span));
    }
    let venue = document.cues_in(clause.first, clause.last).any(|cue| cue.value == Cue::Role(RoleCue::Venue));
    if venue
        && let Some(place) = document.places.iter().find(|place| {
            !place.value.building && inside(place.first, place.last) && behind_place_word(document, clause, place.first)
        })
    {
        return Some((place.value.code, place.span));
    }
    if let Some((code, span, _)) = named.first() {
        return Some((*code, *span));
    }
    own_house(document, clause, draft)
}

/// Is a seat named as a place, "di kantor bupati, Tenggarong"?
fn behind_place_word(document: &Document<'_>, clause: &Clause, at: usize) -> bool {
    (clause.first.max(at.saturating_sub(9))..at)
        .any(|i| document.words(i, i + 1) == "di" || document.words(i, i + 1) == "bertempat")
}

/// "di Balai Kota", "di Kantor Bupati", "halaman kantornya": the house of the party of that kind.
fn own_house(document: &Document<'_>, clause: &Clause, draft: &Draft) -> Told<RegionCode> {
    let houses = &document.lexicons.lists.houses;
    // ASCII only, so that offsets stay what they are.
    let words = document.words(clause.first, clause.last).to_ascii_lowercase();
    // Whole words: "pendapat" is no "pendapa".
    let at = |house: &str| {
        let bounded = |at: &usize| {
            let behind = words[at + house.len()..].chars().next();
            words[..*at].ends_with(' ') && !behind.is_some_and(char::is_alphanumeric)
        };
        words.match_indices(house).map(|(at, _)| at).find(bounded)
    };
    let (house, level, at) = houses.iter().find_map(|(house, level)| Some((house, level, at(house)?)))?;
    let start = document.tokens.span(clause.first, clause.last).start() + at;
    let owners: Vec<RegionCode> = draft
        .sides
        .iter()
        .filter_map(Side::region)
        .filter(|code| level.is_none_or(|level| code.level() == level))
        .collect();
    let dateline = document
        .regions
        .iter()
        .find(|region| document.tokens.dateline.contains(&region.first))
        .map(|region| region.value.code);
    let owner = match owners[..] {
        [code] => Some(code),
        _ => dateline.filter(|code| owners.contains(code)),
    }?;
    Some((owner, Span::new(start, start + house.len())))
}

/// For how many years: "berlaku lima tahun", "berjangka 10 tahun", "12 bulan".
pub(crate) fn valid_years(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> Told<u16> {
    let first = draft.clauses[0];
    let near = clauses.len().min(first + 12);
    let order = draft.clauses.iter().copied().chain(if draft.background { first..first } else { first..near });
    for index in order {
        let clause = &clauses[index];
        let cue = document.cues_in(clause.first, clause.last).find(|cue| cue.value == Cue::Duration);
        let unit = (clause.first + 1..clause.last)
            .find(|at| matches!(document.words(*at, at + 1).to_lowercase().as_str(), "tahun" | "bulan"));
        let (Some(cue), Some(_)) = (cue, unit) else { continue };
        for at in cue.last..clause.last {
            let word = document.words(at, at + 1).to_lowercase();
            let months = match word.as_str() {
                "tahun" => 12,
                "bulan" => 1,
                _ => continue,
            };
            if at > cue.last + 6 {
                break;
            }
            let number = (cue.last..at).rev().find_map(|i| number(document.words(i, i + 1)));
            if let Some(number) = number
                && (number * months) % 12 == 0
                && number * months <= 1200
            {
                return Some((number * months / 12, document.tokens.span(cue.first, at + 1)));
            }
        }
    }
    None
}

fn number(word: &str) -> Option<u16> {
    let word = word.to_lowercase();
    let words = ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"];
    word.parse()
        .ok()
        .filter(|number| (1..=99).contains(number))
        .or_else(|| words.iter().position(|other| *other == word).map(|at| at as u16 + 1))
}
