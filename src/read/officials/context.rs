//! What the article tells of people beyond their own words: whom they serve, and where they are named again.

use rustc_hash::FxHashMap;

use super::Person;
use crate::{
    Lexicons,
    model::{Level, RegionCode},
    read::{
        Mention,
        regions::{NamedAs, RegionRef},
        tokens::{Gap, Tokens},
    },
};

/// "… Gubernur Sherly Tjoanda Laos. Kepala Dinas Ketenagakerjaan, Marwan Polisiri, …": an office below a head serves
/// the government of the head named before it in the paragraph, where no government is named in between.
pub(super) fn from_colleague(
    tokens: &Tokens,
    person: &Mention<Person>,
    before: &[Mention<Person>],
    regions: &[Mention<RegionRef>],
) -> Option<RegionCode> {
    let line = |sentence: usize| tokens.sentences[sentence].line;
    let head = before.iter().rev().find(|other| other.value.official && other.value.level.is_some())?;
    let own = line(head.sentence) == line(person.sentence) && person.value.level.is_none();
    let between = |region: &Mention<RegionRef>| (head.last..person.first).contains(&region.first);
    (own && !regions.iter().any(between)).then_some(head.value.region).flatten()
}

/// The nearest region of the level that the office tells: in the same paragraph before it whatever is named of
/// it; else the nearest government before, the nearest name before, the same behind.
pub(super) fn from_context(
    tokens: &Tokens,
    text: &str,
    person: &Mention<Person>,
    regions: &[Mention<RegionRef>],
) -> Option<RegionCode> {
    let level = person.value.level.or_else(|| side_told(tokens, text, person));
    let fits = |region: &&Mention<RegionRef>| level.is_none_or(|level| region.value.code.level() == level);
    let governs = |region: &&Mention<RegionRef>| region.value.role != NamedAs::Bare;
    let line = |sentence: usize| tokens.sentences[sentence].line;
    let provincial = person.value.level == Some(Level::Provinsi);
    let here = |region: &&Mention<RegionRef>| {
        line(region.sentence) == line(person.sentence) && !tokens.dateline.contains(&region.first)
    };
    // "Pemkab Jembrana, Bali, mengutus Sekretaris Daerah …": that province only tells where Jembrana lies.
    let label = |region: &Mention<RegionRef>| {
        tokens.list[region.first].gap.has(Gap::COMMA)
            && regions.iter().any(|other| {
                let code = other.value.code;
                other.last == region.first && !code.is_province() && code.province() == region.value.code
            })
    };
    let known = || regions.iter().filter(|region| !label(region));
    let before = || known().rev().filter(|region| region.first < person.first);
    let behind = || known().filter(|region| region.first > person.first);
    let elsewhere = || {
        before()
            .filter(governs)
            .find(fits)
            .or_else(|| before().find(fits))
            .or_else(|| behind().filter(governs).find(fits))
            .or_else(|| behind().find(fits))
    };
    before()
        .filter(here)
        .find(fits)
        .map(|region| region.value.code)
        // "di Ponain, Kabupaten Kupang, … Gubernur Frans Lebu Raya": the governor of that province.
        .or_else(|| before().filter(here).find(|_| provincial).map(|region| region.value.code.province()))
        .or_else(|| elsewhere().map(|region| region.value.code))
        // "Gubernur Ganjar Pranowo dan Bupati Tasdi" where all regions lie in one province.
        .or_else(|| {
            let province = regions.first()?.value.code.province();
            let one = regions.iter().all(|region| region.value.code.province() == province);
            (provincial && one).then_some(province)
        })
}

/// "Dari pihak kota datang Sekretaris Daerah …": the level of the side that the sentence speaks of.
fn side_told(tokens: &Tokens, text: &str, person: &Mention<Person>) -> Option<Level> {
    let first = tokens.sentences[person.sentence].first;
    (first + 1..person.first).rev().find_map(|at| {
        let pihak = tokens.text(text, at - 1).eq_ignore_ascii_case("pihak");
        match tokens.text(text, at) {
            "kota" if pihak => Some(Level::Kota),
            "kabupaten" if pihak => Some(Level::Kabupaten),
            "provinsi" if pihak => Some(Level::Provinsi),
            _ => None,
        }
    })
}

/// Finds people who are named again without their office: "Anies" behind "Gubernur Anies Baswedan".
pub(crate) fn find_again(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    people: &[Mention<Person>],
    regions: &[Mention<RegionRef>],
) -> Vec<Mention<usize>> {
    if people.is_empty() {
        return Vec::new();
    }
    let mut taken = vec![false; tokens.list.len()];
    for person in people {
        taken[person.value.name_tokens.0..person.value.name_tokens.1].fill(true);
    }
    for region in regions {
        taken[region.first..region.last].fill(true);
    }
    let mut by_word: FxHashMap<&str, usize> = FxHashMap::default();
    for (index, person) in people.iter().enumerate() {
        for at in person.value.name_tokens.0..person.value.name_tokens.1 {
            let word = tokens.text(text, at);
            // Of three letters only a first name: "Ela".
            let first = at == person.value.name_tokens.0;
            if word.chars().count() > if first { 2 } else { 3 } {
                by_word.entry(word).or_insert(index);
            }
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.list.len() {
        let token = tokens.list[at];
        let known = (!taken[at] && token.capital && !lexicons.offices.name_stops.contains(token.word))
            .then(|| by_word.get(tokens.text(text, at)))
            .flatten();
        let Some(index) = known else {
            at += 1;
            continue;
        };
        let mut last = at + 1;
        while last < tokens.list.len()
            && !taken[last]
            && tokens.list[last].gap.only(Gap::BLANK)
            && by_word.get(tokens.text(text, last)) == Some(index)
        {
            last += 1;
        }
        // "Nur Aini" is somebody else than "Nur Elina".
        let goes_on = last < tokens.list.len() && tokens.list[last].capital && tokens.list[last].gap.only(Gap::BLANK);
        let short = last == at + 1 && tokens.text(text, at).chars().count() <= 3;
        if !(short && goes_on) {
            found.push(Mention::new(tokens, at, last, *index, "name-again"));
        }
        at = last;
    }
    found
}
