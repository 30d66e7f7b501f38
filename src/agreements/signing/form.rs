//! The form: what the document is called.

use jiff::ToSpan;

use crate::{
    agreements::{
        clauses::{Actor, Clause},
        draft::{Draft, is_elliptic},
        parties,
    },
    lexicon::{cues::Cue, lists::List},
    model::{Form, PartialDate, Span},
    read::Document,
};

/// The form. Documents called by several names: "kesepakatan bersama" is the higher one; an addendum is one
/// whatever it amends; else what is named first in a sentence that reports.
pub(in crate::agreements) fn form(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> (Form, Option<Span>) {
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
        let from = if draft.background { behind_successor(document, clause) } else { clause.focus };
        told.extend(clause.forms.iter().filter(|(_, at)| *at >= from).copied());
        if clause.form().is_some() {
            told.extend(clause.short_forms.iter().copied());
        }
    }
    // "Dokumennya tiga: - MoU Pemkot A dengan Pemkab B; - PKS …": the form that the item of this pair names.
    for index in draft.clauses.iter().filter(|index| clauses[**index].pairs_listed) {
        told.extend(forms_of_item(document, &clauses[*index], draft));
    }
    // "MoU antara A dan B serta PKS antara C dan D": the form that stands before the pair.
    if let Some((form, at)) = form_of_pair(&clauses[draft.clauses[0]], draft) {
        return (form, Some(document.tokens.span(at, at + 1)));
    }
    // "… lewat kesepakatan bersama kedua pemda. Bupati A dan Wali Kota B menandatanganinya": named right before.
    let first = draft.clauses[0];
    let far = if is_elliptic(clauses, draft) { 4 } else { 2 };
    if told.is_empty() && !draft.background && (clauses[first].sign.is_some() || far > 2) {
        let before = clauses[first.saturating_sub(far)..first].iter().rev().filter(|clause| !clause.title);
        told.extend(before.flat_map(|clause| clause.forms.iter().rev()).take(1).copied());
    }
    // "… meneken kesepakatan bersama (MoU). … juga kesepakatan serupa dengan 10 pemda lain": the form of those before.
    if told.is_empty() && draft.shares_details && clauses[first].paper {
        let named = clauses[..first].iter().rev().find(|clause| !clause.title && !clause.forms.is_empty());
        told.extend(named.into_iter().flat_map(|clause| clause.forms.iter()).copied());
    }
    // "Pemkab A menggandeng Yayasan B. Bentuknya MoU yang berlaku tiga tahun."
    if told.is_empty() && !draft.background && clauses[first].sign.is_none() {
        let plain = |clause: &&Clause| {
            let other = clause.wish.or(clause.plan).is_some() || clause.negate || clause.background || clause.quoted;
            // "Naskah MoU masih dibahas", "… akan disusun belakangan"
            let to_come = document.listed_in(List::YetToCome, clause.first, clause.last).next().is_some();
            !other && !to_come && !clause.actors.iter().any(Actor::takes_part)
        };
        let behind = clauses.iter().skip(first + 1).take(2).filter(plain);
        told.extend(behind.flat_map(|clause| clause.forms.iter()).take(1).copied());
    }
    // "Kesepakatannya diteken wali kota. … Lewat MoU ini …": named later, as the one that was told.
    if told.is_empty() && !draft.background && draft.hub.is_none() {
        let that = |(_, at): &&(Form, usize)| {
            let cue = document.cues_in(*at, at + 1).find(|cue| matches!(cue.value, Cue::Form(_)));
            cue.is_some_and(|cue| cue.last < document.tokens.list.len() && document.listed(List::That, cue.last))
        };
        let calm = |clause: &&Clause| clause.plan.is_none() && !clause.background && !clause.negate;
        let behind = clauses.iter().skip(first + 1).filter(calm);
        told.extend(behind.flat_map(|clause| clause.forms.iter().filter(that)).take(1).copied());
    }
    // "MoU … Naskah Kesepakatan Bersama itu": one document by two names, wherever the second one stands.
    if draft.hub.is_none() && !draft.background && told.first().is_some_and(|(form, _)| *form == Form::NotaKesepahaman)
    {
        let plain =
            |clause: &&Clause| !clause.background && clause.wish.is_none() && clause.plan.is_none() && !clause.negate;
        let joint = |(form, _): &&(Form, usize)| *form == Form::KesepakatanBersama;
        told.extend(clauses.iter().filter(plain).flat_map(|clause| clause.forms.iter().filter(joint)).copied());
    }
    // "PKS itu sudah tiga kali mengalami adendum": told of its past.
    let past = |at: usize| at > 0 && document.listed(List::Underwent, at - 1);
    told.retain(|(form, at)| *form != Form::Adendum || !past(*at));
    let lead = |form: Form| told.iter().take(3).find(|(other, _)| *other == form);
    let any = |form: Form| told.iter().find(|(other, _)| *other == form);
    let chosen = lead(Form::Adendum).or_else(|| any(Form::KesepakatanBersama)).or_else(|| told.first());
    match chosen {
        Some((form, at)) => (*form, Some(document.tokens.span(*at, at + 1))),
        None => (Form::TidakDisebut, None),
    }
}

/// The form that stands last before the pair of a sentence that names several of them, with the sides of a draft.
fn form_of_pair(clause: &Clause, draft: &Draft) -> Option<(Form, usize)> {
    if clause.pairs < 2 || clause.pairs_listed {
        return None;
    }
    let pair = (1..=clause.pairs).find(|pair| {
        let sides = parties::of_pair(clause, *pair);
        draft.sides.iter().all(|side| parties::contains(&sides, side))
    })?;
    let first = clause.actors.iter().filter(|actor| actor.pair == pair).map(|actor| actor.first).min()?;
    clause.form_before(first)
}

/// The forms in the first item of a list that names all sides of a draft.
fn forms_of_item(document: &Document<'_>, clause: &Clause, draft: &Draft) -> Vec<(Form, usize)> {
    let items = clause.items.iter().map(|item| document.tokens.sentences[*item]);
    let names_all = |first: usize, last: usize| {
        let inside = |actor: &&Actor| first <= actor.first && actor.last <= last;
        let named = parties::of_actors(clause.actors.iter().filter(inside));
        draft.sides.iter().all(|side| parties::contains(&named, side))
    };
    let own = items.filter(|item| names_all(item.first, item.last)).find_map(|item| {
        let cues = document.cues_in(item.first, item.last);
        let forms: Vec<(Form, usize)> = cues
            .filter_map(|cue| match cue.value {
                Cue::Form(form) | Cue::ShortForm(form) => Some((form, cue.first)),
                _ => None,
            })
            .collect();
        (!forms.is_empty()).then_some(forms)
    });
    own.unwrap_or_default()
}

/// "PKS ini menindaklanjuti MoU ketiga provinsi": of two documents in a row, the older one stands behind the word that tells so.
fn behind_successor(document: &Document<'_>, clause: &Clause) -> usize {
    let told = |at: usize| clause.forms.iter().any(|(_, form)| *form > at);
    let mut cues = document.cues_in(clause.first, clause.last).filter(|cue| cue.value == Cue::Background);
    cues.find(|cue| told(cue.first)).map_or(clause.first, |cue| cue.first)
}

/// In days: what is reported is seldom older.
const RECENT: i64 = 30;

/// "PKS sebagai tindak lanjut MoU itu ditandatangani di Semarang": is the document at token `at` only what the `own` one before
/// it follows, and the verb that of `own`? Not "… MoU yang telah diteken sebelumnya", "… MoU tahun 2018".
fn is_only_followed(document: &Document<'_>, clause: &Clause, own: Form, at: usize) -> bool {
    let own_first = clause.all_forms().any(|(form, place)| *form == own && *place < at);
    let follows = document.cues_in(clause.first, at).find(|cue| cue.value == Cue::Background);
    let Some(follows) = follows.filter(|_| own_first) else { return false };
    let relative = |verb: usize| (at..verb).any(|word| document.words(word, word + 1) == "yang");
    let mut verbs = document.cues_in(follows.last, clause.last).filter(|cue| cue.value == Cue::Sign);
    let signed = verbs.any(|verb| verb.first < at || relative(verb.first));
    !signed && document.dates_in(at, clause.last).all(|date| date.first > at + 3)
}

/// The form of an older document that sentence `index` tells of: another one than the draft's, and with another day
/// or told as past.
pub(in crate::agreements) fn older_form(
    document: &Document<'_>,
    clauses: &[Clause],
    draft: &Draft,
    index: usize,
) -> Option<Form> {
    let clause = &clauses[index];
    let main = &clauses[draft.clauses[0]];
    let news = || main.forms.iter().filter(|(_, at)| *at >= main.focus).map(|(form, _)| *form);
    let own = news().next().or_else(|| main.form())?;
    let among_own = |form: Form| form == own || form == Form::Adendum || news().any(|known| known == form);
    // "PKS tersebut turunan dari MoU yang diteken pada 8 Juni"
    let (form, at) = *clause.forms.iter().find(|(form, _)| !among_own(*form))?;
    // "Diteken pula PKS sebagai turunan dari MoU tersebut": the other one came later.
    let mut successors = document.cues_in(at, clause.last).filter(|cue| cue.value == Cue::Background);
    if successors.any(|cue| clause.forms.iter().any(|(known, place)| *known == own && *place > cue.first)) {
        return None;
    }
    if is_only_followed(document, clause, own, at) {
        return None;
    }
    let another = !draft.clauses.contains(&index) || at < clause.focus;
    let day = |clause: &Clause| document.dates_in(clause.first, clause.last).next().and_then(|date| date.value.value);
    // Where the report has no day of its own, the news is that of the day before it was published, or of the week.
    let long_ago = |older: PartialDate| {
        // Where the day of publication isn't known either, the last day that is named.
        let named = || {
            document.dates.iter().filter_map(|date| date.value.value).filter(|day| matches!(day, PartialDate::Day(_)))
        };
        let news = document.article.published.or_else(|| named().map(PartialDate::last_day).max());
        let limit = news.and_then(|day| day.checked_sub(RECENT.days()).ok());
        limit.is_none_or(|limit| older.last_day() < limit)
    };
    let older = |older: PartialDate| day(main).map_or_else(|| long_ago(older), |day| older < day);
    let other_day = || at < clause.focus || day(clause).is_some_and(older);
    // An act right behind the form, or before it: "LoI-nya sudah diteken", "MoU yang dibuat lebih dulu".
    let made = clause.act().is_some_and(|act| act.abs_diff(at) <= 8) || clause.background;
    (another && made && (other_day() || clause.background)).then_some(form)
}
