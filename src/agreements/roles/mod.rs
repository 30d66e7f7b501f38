//! Who does what in a sentence.
//!
//! A sentence is read from left to right ([`walk`]). Certain words change the role of those who are named behind them
//! ([`role_cues`]): "dengan" makes them the other side, "disaksikan" onlookers, "di" a place, "tentang" a part of the
//! subject; an act ("menandatangani") makes them doers again. Who only tells a place or an origin is no party
//! ([`asides`]). The list behind a sentence ("sebagai berikut:") belongs to it.

mod asides;
mod counts;
mod role_cues;
mod walk;

use super::{
    clauses::{Actor, Clause, Role, Who},
    parties,
    sides::group,
};
use crate::{
    lexicon::{
        cues::{Cue, RoleCue},
        lists::List,
        regions::TypeRole,
    },
    read::{
        Document, Mention,
        proper_names::{NameKind, ProperName},
        regions::NamedAs,
        tokens::{Gap, Sentence},
    },
};
use asides::is_province_of_another;
use walk::Walk;

/// Reads every sentence that is no item; items go with the sentence that opens their list.
pub(crate) fn read(document: &Document<'_>) -> Vec<Clause> {
    let sentences = &document.tokens.sentences;
    let mut clauses: Vec<Clause> = Vec::with_capacity(sentences.len());
    for (index, sentence) in sentences.iter().enumerate() {
        if sentence.item
            && let Some(head) = sentence.list_of
            && let Some(clause) = clauses.iter_mut().rev().find(|clause| clause.sentence == head)
        {
            clause.items.push(index);
            read_item(document, clause, sentence);
            continue;
        }
        clauses.push(read_sentence(document, index, sentence));
    }
    // "Tiga pemkab meneken MoU dengan Pemko X. Masing-masing satu naskah.": one for each, not one for all.
    for index in 1..clauses.len() {
        let behind = &mut clauses[index];
        let each = behind.each && behind.actors.is_empty() && behind.act().is_none();
        behind.together &= !each;
        let before = &mut clauses[index - 1];
        before.each |= each && (before.reports() || before.list);
    }
    clauses
}

/// A sentence without its items: who does what, and what it says of documents and acts.
fn read_sentence(document: &Document<'_>, index: usize, sentence: &Sentence) -> Clause {
    let mut clause = Clause {
        sentence: index,
        first: sentence.first,
        last: sentence.last,
        title: sentence.line == 0,
        quoted: sentence.quoted,
        group: group(document, sentence.first, sentence.last),
        ..Clause::default()
    };
    clause.focus = focus(document, sentence);
    clause.begins_after = document.listed(List::Done, sentence.first);
    let mut walk = Walk::new(document, sentence);
    for at in sentence.first..sentence.last {
        walk.step(at, &mut clause);
    }
    attends(document, &mut clause);
    follows_up(document, &mut clause);
    // "A – B Teken MoU, Gubernur Segera Lanjutkan Kerja Sama BUMD": behind the comma of a headline something else is told.
    let comma = |at: usize| document.tokens.list[at].gap.has(Gap::COMMA);
    let behind_comma = |sign: usize, renew: usize| (sign + 1..renew + 1).any(comma);
    if clause.title && clause.sign.zip(clause.renew).is_some_and(|(sign, renew)| behind_comma(sign, renew)) {
        clause.renew = None;
    }
    // "Dengan setiap kampus dibuat satu MoU tersendiri": one for each.
    clause.together |= walk.single_document && !clause.each;
    let acts = |role: Role| clause.actors.iter().any(|actor| actor.role == role);
    // "Tiga pemda, yakni A, B dan C, meneken MoU dengan kampus itu": counted, whether they are named or not.
    let region = |actor: &Actor| actor.role == Role::Subject && matches!(actor.who, Who::Region { .. });
    let one_for_each = acts(Role::Partner) && (!acts(Role::Subject) || clause.list)
        || clause.pronoun_partner && clause.actors.iter().any(region);
    // "Tiga mitra sekaligus diikat Pemko Payakumbuh"
    let bound = || bound_at(document, &clause).is_some();
    let spokes = clause.counted_subjects && bound() && acts(Role::Subject)
        || clause.counted_partners && !acts(Role::Partner)
        || clause.counted_subjects && one_for_each;
    clause.each |= spokes && !clause.together;
    clause
}

/// "digandeng", "diikat": where the sentence has a passive verb of joining.
fn bound_at(document: &Document<'_>, clause: &Clause) -> Option<usize> {
    clause.join.filter(|at| document.words(*at, at + 1).to_lowercase().starts_with("di"))
}

/// "Menindaklanjuti MoU dengan UGM yang diteken tahun lalu, Pemkab Belu meneken PKS dengan Fakultas Pertanian UGM": where both
/// sides of the news stand behind the comma, it is that alone which the sentence reports.
fn follows_up(document: &Document<'_>, clause: &mut Clause) {
    let opening = document.words(clause.first, clause.last.min(clause.first + 3));
    if !document.lexicons.lists.begins(List::FollowsUp, opening) {
        return;
    }
    let behind = |role: Role, from: usize| {
        clause.actors.iter().any(|actor| actor.role == role && actor.first >= from && actor.side.is_some())
    };
    let sides = |from: usize| {
        let acts = |actor: &&Actor| actor.first >= from && actor.takes_part();
        parties::of_actors(clause.actors.iter().filter(acts)).len()
    };
    // "…, Kamis (7/12) Kepala Dinas A dan Kepala Dinas B meneken PKS"
    let (first, last) = (clause.first, clause.last);
    let comma = |at: usize| document.tokens.list[at].gap.has(Gap::COMMA);
    let day_before = |at: usize| document.dates_in(first, last).find(|date| date.last == at && comma(date.first));
    // "Kepala Dinas Pangan Kabupaten A B": where the mention of the person begins, office and all.
    let begins = |actor: &Actor| {
        let person = document.people.iter().find(|person| person.first <= actor.first && actor.last <= person.last);
        person.map_or(actor.first, |person| person.first)
    };
    let subjects = clause.actors.iter().filter(|actor| actor.role == Role::Subject).map(begins);
    let news = subjects.filter(|at| *at > clause.first).find(|at| {
        let begins = comma(*at) || day_before(*at).is_some();
        begins && (behind(Role::Partner, *at) || sides(*at) >= 2)
    });
    let Some(news) = news.filter(|at| document.cues_in(*at, clause.last).any(|cue| cue.value == Cue::Sign)) else {
        return;
    };
    clause.focus = if comma(news) { news } else { day_before(news).map_or(news, |day| day.first) };
    clause.background = false;
    for actor in clause.actors.iter_mut().filter(|actor| actor.first < news) {
        actor.role = Role::Aside;
    }
}

/// "Bupati X menghadiri penandatanganan MoU antara Pemprov A dan Kejati": whoever attends what others sign looks on.
fn attends(document: &Document<'_>, clause: &mut Clause) {
    let Some(signing) = clause.signing.filter(|_| clause.pairs == 1 && clause.sign.is_none()) else { return };
    let Some(attends) = document.listed_in(List::Attends, clause.first, signing).next() else { return };
    let pair = parties::of_pair(clause, 1);
    if pair.len() < 2 {
        return;
    }
    let other = |actor: &Actor| actor.side.as_ref().is_some_and(|side| !parties::contains(&pair, side));
    for actor in clause.actors.iter_mut().filter(|actor| actor.role == Role::Subject && actor.first < attends) {
        if other(actor) {
            actor.role = Role::Witness;
        }
    }
}

/// "Setelah LoI diteken pada 28 Maret 2022, kini kedua pihak menandatangani MoU": the news stands behind "kini".
fn focus(document: &Document<'_>, sentence: &Sentence) -> usize {
    if !document.listed(List::LooksBack, sentence.first) {
        return sentence.first;
    }
    (sentence.first..sentence.last)
        .find(|at| {
            document.listed(List::NewsBegins, *at)
                || *at > sentence.first + 3 && document.listed(List::NewsFollows, *at)
        })
        .unwrap_or(sentence.first)
}

/// The items of a list take the role that the sentence before ended with.
fn read_item(document: &Document<'_>, clause: &mut Clause, item: &Sentence) {
    let actors = actors_in(document, item.first, item.last);
    // "1. Pemprov Sumsel dengan Pemkab Enrekang;": the item names both sides.
    if let [first, .., last] = &actors[..]
        && document
            .cues_in(first.last, last.first)
            .any(|cue| matches!(cue.value, Cue::Role(RoleCue::Partner | RoleCue::Jointly)) && cue.last <= last.first)
    {
        clause.pairs += 1;
        clause.pairs_listed = true;
    }
    let pair = clause.pairs;
    let topic = clause.scope.is_some() && tells_a_topic(document, item, &actors);
    for mut actor in actors {
        actor.listed = true;
        actor.pair = pair;
        actor.role = match &actor.who {
            Who::Region { named_as: NamedAs::Bare, .. } if topic => Role::Topic,
            _ if is_province_of_another(document, clause, &actor) => Role::Aside,
            _ => Role::Subject,
        };
        clause.actors.push(actor);
    }
}

/// "- jalan lingkar yang melewati Kotamobagu dan Boltim": does an item of what was agreed begin with a topic, and tell of no
/// partner, "- pertanian dengan Kabupaten Magetan", "- Pertanian: Kabupaten Magetan"?
fn tells_a_topic(document: &Document<'_>, item: &Sentence, actors: &[Actor]) -> bool {
    let Some(first) = actors.iter().map(|actor| actor.first).min().filter(|first| *first > item.first + 2) else {
        return false;
    };
    let topic = document.sectors.iter().any(|term| term.first <= item.first + 1 && item.first <= term.first);
    let partner = document
        .cues_in(item.first, first)
        .any(|cue| matches!(cue.value, Cue::Role(RoleCue::Partner | RoleCue::Jointly | RoleCue::Between)));
    topic && !partner && !(item.first..=first).any(|at| document.tokens.list[at].gap.has(Gap::COLON))
}

/// Does a foreign government's name stand in brackets right behind that of another?
fn second_name(document: &Document<'_>, actors: &[Actor], name: &Mention<ProperName>) -> bool {
    let bracket = document.tokens.list[name.first].gap.has(Gap::OPEN);
    let before = |actor: &Actor| matches!(actor.who, Who::Foreign { .. }) && actor.last == name.first;
    bracket && actors.last().is_some_and(before)
}

/// Everyone named in `first..last`, in text order, each person or region once at its place.
fn actors_in(document: &Document<'_>, first: usize, last: usize) -> Vec<Actor> {
    let sentence = document.tokens.sentence_of(first);
    let inside = |from: usize, to: usize| first <= from && to <= last;
    let actor = |who: Who, first: usize, last: usize| Actor {
        side: parties::side_of(document, &who, first, last),
        who,
        role: Role::Aside,
        first,
        last,
        listed: false,
        represented: false,
        pair: 0,
        apart: false,
    };
    let mut actors = Vec::new();
    for region in of_sentence(&document.regions, sentence).iter().filter(|region| inside(region.first, region.last)) {
        let who = Who::Region { code: region.value.code, named_as: region.value.role };
        actors.push(actor(who, region.first, region.last));
    }
    // "Ketua DPRD Paris Jusuf" is a person; "Gubernur Jeju Oh Young-hun" governs a place.
    let of_official = |name: &Mention<ProperName>| {
        let within = |(from, to): (usize, usize)| from <= name.first && name.last <= to;
        let official = |index: usize| document.people[index].value.official;
        let mut people = document.people.iter().enumerate();
        people.any(|(index, person)| official(index) && within(person.value.name_tokens))
            || document.again.iter().any(|again| official(again.value) && within((again.first, again.last)))
    };
    for name in of_sentence(&document.names, sentence).iter().filter(|name| inside(name.first, name.last)) {
        let who = match name.value.kind {
            NameKind::Organisation(scheme) => Who::Organisation { name: name.value.name.clone(), scheme },
            NameKind::Foreign if of_official(name) => continue,
            // "Wilayah Australia Utara (Northern Territory)": one government by two names.
            NameKind::Foreign if second_name(document, &actors, name) => continue,
            NameKind::Foreign => Who::Foreign { name: without_government(document, name) },
            NameKind::Country | NameKind::Venue | NameKind::Other => continue,
        };
        // "perjanjian antar-PDAM" names none of them.
        if name.first > first && document.listed(List::Among, name.first - 1) {
            continue;
        }
        actors.push(actor(who, name.first, name.last));
    }
    for (index, person) in document.people.iter().enumerate() {
        let (from, to) = person.value.name_tokens;
        if inside(from, to) {
            actors.push(actor(Who::Person(index), from, to));
        }
    }
    for again in of_sentence(&document.again, sentence).iter().filter(|again| inside(again.first, again.last)) {
        actors.push(actor(Who::Person(again.value), again.first, again.last));
    }
    actors.sort_by_key(|actor| actor.first);
    actors
}

/// The mentions that begin in a sentence, of those of the article, which stand in text order.
fn of_sentence<T>(mentions: &[Mention<T>], sentence: usize) -> &[Mention<T>] {
    let from = mentions.partition_point(|mention| mention.sentence < sentence);
    let count = mentions[from..].iter().take_while(|mention| mention.sentence == sentence).count();
    &mentions[from..from + count]
}

/// "Pemerintah Kota Mungyeong" and "Pemkot Mungyeong" are the party "Kota Mungyeong".
fn without_government(document: &Document<'_>, name: &Mention<ProperName>) -> String {
    let full = &name.value.name;
    let kind = document.tokens.phrase(&document.lexicons.regions.types, name.first, name.last);
    let government = kind.filter(|(n, kinds)| kinds[0].role == TypeRole::Government && name.first + n < name.last);
    let Some((n, kinds)) = government else { return full.clone() };
    let region = document.tokens.list[name.first + n].span().start() - name.span.start();
    match (full.get(region..), kinds[0].level) {
        (Some(region), Some(level)) => {
            let mut kind = level.label().to_owned();
            kind[..1].make_ascii_uppercase();
            format!("{kind} {region}")
        }
        (Some(region), None) => region.to_owned(),
        (None, _) => full.clone(),
    }
}
