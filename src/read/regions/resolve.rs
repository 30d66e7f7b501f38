//! What each name means, by the rest of the article.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::{NamedAs, Place, RegionName, RegionRef, Resolved};
use crate::{
    Lexicons,
    lexicon::regions::{Needs, TypeRole},
    model::{Level, RegionCode},
    read::{Mention, officials::Person, tokens::Tokens},
};

/// Settles what each name means.
pub(crate) fn resolve(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    found: Vec<Mention<RegionName>>,
    people: &[Mention<Person>],
) -> Resolved {
    let in_person = |mention: &Mention<RegionName>| {
        people.iter().any(|person| {
            let (first, last) = person.value.name_tokens;
            mention.value.name_first < last && first < mention.last && mention.value.name_first >= first
        })
    };
    // Words of people's names: "Bima" behind "Bima Arya" is the man.
    let person_words: FxHashSet<&str> = people
        .iter()
        .flat_map(|person| (person.value.name_tokens.0..person.value.name_tokens.1).map(|at| tokens.text(text, at)))
        .collect();

    let named_with_kind: FxHashSet<RegionCode> = found
        .iter()
        .filter(|mention| mention.value.named_as != NamedAs::Bare)
        .filter_map(|mention| single(&mention.value))
        .collect();
    // "Ogan Komering Ilir (OKI)": an abbreviation of what the article also names in full.
    let in_full: FxHashSet<RegionCode> =
        found.iter().filter(|mention| mention.value.needs != Needs::Type).filter_map(|m| single(&m.value)).collect();
    let abbreviates = |mention: &Mention<RegionName>| {
        mention.last == mention.first + 1
            && tokens.list[mention.first].upper
            && mention.value.candidates.iter().any(|code| in_full.contains(code))
    };
    let no_region = |mention: &Mention<RegionName>| {
        let value = &mention.value;
        if in_person(mention) {
            return Some("part of a person's name");
        }
        if value.named_as != NamedAs::Bare || value.candidates.is_empty() {
            return None;
        }
        let known = value.candidates.iter().any(|code| named_with_kind.contains(code));
        let persons_word = mention.last == mention.first + 1 && person_words.contains(mention.span.of(text));
        match value.needs {
            _ if persons_word && !known => Some("a person has this name"),
            Needs::Type if !known && !value.supported && !abbreviates(mention) => {
                Some("something else has this name; no kind, no place and no list speaks for the region")
            }
            _ => None,
        }
    };
    let mut dropped = Vec::new();
    let mut drop = |mention: &Mention<RegionName>, why: &'static str| {
        dropped.push(Mention::new(tokens, mention.first, mention.last, why, mention.rule));
    };
    let mut kept: Vec<Mention<RegionName>> = Vec::with_capacity(found.len());
    for mention in found {
        match no_region(&mention) {
            Some(why) => drop(&mention, why),
            None => kept.push(mention),
        }
    }

    let certain: FxHashSet<RegionCode> = kept.iter().filter_map(|mention| single(&mention.value)).collect();
    let provinces: FxHashSet<RegionCode> = certain.iter().map(|code| code.province()).collect();
    let cues = cue_counts(lexicons, tokens);
    let heads = unclaimed_heads(lexicons, tokens, &certain);
    let mut latest: Vec<RegionCode> = Vec::new();
    let mut resolved = Vec::new();
    for mention in kept {
        let value = &mention.value;
        if value.candidates.is_empty() {
            continue;
        }
        if value.needs == Needs::Province && value.named_as == NamedAs::Bare && !value.supported {
            let at_home = value.candidates.iter().any(|code| {
                certain.iter().any(|other| other.province() == code.province() && other != code)
                    || named_with_kind.contains(code)
            });
            if !at_home {
                drop(&mention, "something else has this name; neither its province nor a neighbour is named");
                continue;
            }
        }
        let (code, why) = choose(value, &named_with_kind, &provinces, &cues, &heads, &latest);
        let others = value.candidates.iter().copied().filter(|other| *other != code).collect();
        if value.named_as != NamedAs::Bare {
            latest.retain(|other| *other != code);
            latest.push(code);
        }
        let value = RegionRef { code, role: value.named_as, others, why };
        resolved.push(Mention {
            value,
            span: mention.span,
            rule: mention.rule,
            first: mention.first,
            last: mention.last,
            sentence: mention.sentence,
        });
    }
    Resolved { regions: resolved, dropped }
}

fn single(value: &RegionName) -> Option<RegionCode> {
    if let [code] = value.candidates[..] { Some(code) } else { None }
}

fn choose(
    value: &RegionName,
    typed: &FxHashSet<RegionCode>,
    provinces: &FxHashSet<RegionCode>,
    cues: &BTreeMap<RegionCode, usize>,
    heads: &BTreeSet<Level>,
    latest: &[RegionCode],
) -> (RegionCode, &'static str) {
    if let Some(code) = single(value) {
        return (code, "no other one fits");
    }
    // 1. The kind is given elsewhere in the article.
    let explicit: Vec<RegionCode> = value.candidates.iter().copied().filter(|code| typed.contains(code)).collect();
    match explicit[..] {
        [code] => return (code, "named with its kind elsewhere"),
        [] => {}
        // Both are: the one last named before.
        _ => {
            if let Some(code) = latest.iter().rev().find(|code| explicit.contains(code)) {
                return (*code, "the one last named with its kind");
            }
        }
    }
    // 2. Towns or persons of one of them are named.
    let best = value.candidates.iter().max_by_key(|code| cues.get(code).copied().unwrap_or(0));
    if let Some(best) = best
        && cues.get(best).is_some_and(|count| {
            value.candidates.iter().all(|other| other == best || cues.get(other).copied().unwrap_or(0) < *count)
        })
    {
        return (*best, "its towns or persons are named");
    }
    // 3. Only one of them lies in a province that the article names.
    let near: Vec<RegionCode> =
        value.candidates.iter().copied().filter(|code| provinces.contains(&code.province())).collect();
    let candidates = if near.is_empty() { &value.candidates } else { &near };
    if let [code] = candidates[..] {
        return (code, "the only one in a province that is named");
    }
    // 4. A head is named of whom no other region can be the place.
    let headed: Vec<RegionCode> = candidates.iter().copied().filter(|code| heads.contains(&code.level())).collect();
    if let [code] = headed[..] {
        return (code, "the only one with a head as named");
    }
    // 5. The usual reading, then the city.
    let usual = value.default.filter(|code| candidates.contains(code)).map(|code| (code, "the usual meaning"));
    let city = || candidates.iter().copied().find(|code| code.level() == Level::Kota).map(|code| (code, "the city"));
    usual.or_else(city).unwrap_or((candidates[0], "the first by code"))
}

/// The levels of the heads that the article names while it names no region of that level for certain: the "bupati" of
/// "Serang dan Cilegon … Bupati Ratu Tatu Chasanah dan Wali Kota Helldy Agustian".
fn unclaimed_heads(lexicons: &Lexicons, tokens: &Tokens, certain: &FxHashSet<RegionCode>) -> BTreeSet<Level> {
    let heads = tokens.capitals.iter().filter_map(|&(at, end)| {
        let (_, kinds) = tokens.phrase(&lexicons.regions.types, at, end)?;
        kinds[0].level.filter(|_| kinds[0].role == TypeRole::Head)
    });
    heads.filter(|level| certain.iter().all(|code| code.level() != *level)).collect()
}

fn cue_counts(lexicons: &Lexicons, tokens: &Tokens) -> BTreeMap<RegionCode, usize> {
    let mut counts = BTreeMap::new();
    for &(at, end) in &tokens.capitals {
        for code in tokens.phrase(&lexicons.regions.cues, at, end).map_or(&[][..], |(_, codes)| codes) {
            *counts.entry(*code).or_insert(0) += 1;
        }
    }
    counts
}

/// Seats of regencies and named buildings, wherever they stand; not the Penajam of "Penajam Paser Utara". Of the regencies
/// that share a seat's name, "Sukadana", the one that the article names counts.
pub(crate) fn places(lexicons: &Lexicons, tokens: &Tokens, regions: &[Mention<RegionRef>]) -> Vec<Mention<Place>> {
    let goes_on = |at: usize, end: usize| regions.iter().any(|region| region.first <= at && end < region.last);
    let likely = |codes: &[RegionCode]| {
        let named = |code: &RegionCode| regions.iter().any(|region| region.value.code == *code);
        codes.iter().copied().find(named).unwrap_or(codes[0])
    };
    // "di Gedung Negara": no town of Negara.
    let in_head = |at: usize, end: usize| {
        at.checked_sub(1)
            .and_then(|before| tokens.phrase(&lexicons.organisations.heads, before, end))
            .is_some_and(|(n, _)| n > 1)
    };
    // "Jaksa Pengacara Negara"
    let in_name = |at: usize, end: usize| {
        (1..=3).filter_map(|n| at.checked_sub(n)).any(|first| {
            let name = tokens.phrase(&lexicons.organisations.proper_names, first, end);
            name.is_some_and(|(n, _)| first + n > at)
        })
    };
    let mut found = Vec::new();
    for &(at, end) in &tokens.capitals {
        if let Some((n, codes)) = tokens.phrase(&lexicons.buildings, at, end) {
            found.push(Mention::new(tokens, at, at + n, Place { code: codes[0], building: true }, "building"));
        } else if let Some((n, codes)) = tokens.phrase(&lexicons.regions.capitals, at, end)
            && !goes_on(at, at + n)
            && !in_head(at, end)
            && !in_name(at, end)
        {
            found.push(Mention::new(tokens, at, at + n, Place { code: likely(codes), building: false }, "seat"));
        }
    }
    found
}
