//! Names of provinces, regencies and cities: which words name one, and which one they mean.
//!
//! Finding goes by words: a word of kind and a name ("Pemkot Malang"), a shared name ("Pemkot dan Pemkab
//! Bandung"), a name alone. Resolving settles names that fit several regions by the rest of the article.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    Mention,
    officials::Person,
    proper_names::{NameKind, ProperName},
    tokens::{Gap, Sentence, Tokens},
};
use crate::{
    Lexicons,
    lexicon::regions::{Needs, RegionType, TypeRole},
    model::{Level, RegionCode},
};

/// A region that the article refers to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RegionRef {
    /// Which one.
    pub(crate) code: RegionCode,
    /// What the words name of it.
    pub(crate) role: NamedAs,
    /// What else the name could have meant.
    pub(crate) others: Vec<RegionCode>,
}

/// What of a region is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamedAs {
    /// The bare name: "Malang".
    Bare,
    /// With its kind: "Kota Malang".
    Typed,
    /// Its government: "Pemkot Malang", "DPRD Kota Malang".
    Government,
    /// Its head: "Wali Kota Malang".
    Head,
    /// Its house: "Balai Kota Malang".
    Building,
}

/// A name with all that it can mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RegionName {
    pub(crate) candidates: Vec<RegionCode>,
    pub(crate) default: Option<RegionCode>,
    pub(crate) level: Option<Level>,
    pub(crate) named_as: NamedAs,
    pub(crate) needs: Needs,
    /// The first token of the name itself, behind the word of kind.
    pub(crate) name_first: usize,
    /// In the dateline, or beside other regions in a list.
    pub(crate) supported: bool,
}

/// A town or a building that stands in a region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) code: RegionCode,
    /// A named building, rather than the seat of a regency.
    pub(crate) building: bool,
}

/// Finds every name of a region, in text order.
pub(crate) fn find(lexicons: &Lexicons, tokens: &Tokens, names: &[Mention<ProperName>]) -> Vec<Mention<RegionName>> {
    let mut hidden = vec![false; tokens.list.len()];
    for name in names.iter().filter(|name| name.value.kind != NameKind::Venue) {
        hidden[name.first..name.last].fill(true);
    }
    let mut found: Vec<Mention<RegionName>> = Vec::new();
    for sentence in &tokens.sentences {
        let begin = found.len();
        let mut at = sentence.first;
        while at < sentence.last {
            if hidden[at] {
                at += 1;
                continue;
            }
            let mentions = typed_at(lexicons, tokens, sentence, at, &hidden)
                .or_else(|| bare_at(lexicons, tokens, sentence, at).map(|mention| vec![mention]));
            match mentions {
                Some(mentions) => {
                    at = mentions.iter().map(|mention| mention.last).max().unwrap_or(at + 1);
                    found.extend(mentions);
                }
                None => at += 1,
            }
        }
        support_lists(lexicons, tokens, sentence, &mut found[begin..]);
        agencies(lexicons, tokens, sentence, &mut found[begin..]);
    }
    found.sort_by_key(|mention| (mention.first, mention.last));
    found
}

/// "Pemkot Malang", "Sekretaris Daerah (Sekda) Kota Payakumbuh", "Pemkot dan Pemkab Bandung",
/// "Kabupaten/Kota Mojokerto".
fn typed_at(
    lexicons: &Lexicons,
    tokens: &Tokens,
    sentence: &Sentence,
    at: usize,
    hidden: &[bool],
) -> Option<Vec<Mention<RegionName>>> {
    let end = sentence.last;
    let (kinds, name_at) = kinds_at(lexicons, tokens, at, end)?;
    if name_at >= end || hidden[name_at] {
        return None;
    }
    let (n, values) = tokens.phrase(&lexicons.regions.names, name_at, end)?;
    let token = tokens.list[name_at];
    let joined = token.gap.is_soft() || token.gap.has(Gap::CLOSE) && !token.gap.has(Gap::COMMA);
    if !joined || !(token.capital || token.digit) || is_sentence_gap(token.gap) {
        return None;
    }
    let name = &lexicons.regions.name_list[values[0]];
    if name.codes.is_empty() {
        return None;
    }
    let mention = |kind: RegionType, first: usize| {
        let fitting: Vec<RegionCode> =
            name.codes.iter().copied().filter(|code| kind.level.is_none_or(|level| code.level() == level)).collect();
        let formerly: Vec<RegionCode> =
            name.former.iter().copied().filter(|code| kind.level.is_some_and(|level| code.level() == level)).collect();
        // "Kota Kendal" is the town of that regency, which is all the name can mean.
        let candidates =
            [fitting, formerly].into_iter().find(|codes| !codes.is_empty()).unwrap_or_else(|| name.codes.clone());
        let value = RegionName {
            default: name.default.filter(|code| candidates.contains(code)),
            candidates,
            level: kind.level,
            named_as: named_as(kind.role),
            needs: Needs::Capital,
            name_first: name_at,
            supported: true,
        };
        Mention::new(tokens, first, name_at + n, value, "kind-and-name")
    };
    Some(kinds.into_iter().map(|(kind, first)| mention(kind, first)).collect())
}

fn is_sentence_gap(gap: Gap) -> bool {
    gap.has(Gap::STOP) && gap.has(Gap::QUOTE)
}

fn named_as(role: TypeRole) -> NamedAs {
    match role {
        TypeRole::Type => NamedAs::Typed,
        TypeRole::Government | TypeRole::Organ => NamedAs::Government,
        TypeRole::Head => NamedAs::Head,
        TypeRole::Building => NamedAs::Building,
    }
}

/// The words of kind from token `at` on, and where the name that they share begins.
fn kinds_at(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> Option<(Vec<(RegionType, usize)>, usize)> {
    let (first, mut next) = kind_at(lexicons, tokens, at, end)?;
    let mut kinds = vec![(first, at)];
    // "Pemkot dan Pemkab Bandung", "Kabupaten/Kota Mojokerto": a second kind with its own region.
    while next < end {
        let slash = tokens.list[next].gap.has(Gap::SLASH);
        let and = tokens.list[next].gap.only(Gap::BLANK) && is_and(lexicons, tokens, next);
        // "Pemkot-Pemkab Cirebon"
        let hyphen = tokens.list[next].gap.only(Gap::HYPHEN) && tokens.list[next].capital;
        let other = if slash || hyphen {
            next
        } else if and {
            next + 1
        } else {
            break;
        };
        let Some((kind, behind)) = (other < end).then(|| kind_at(lexicons, tokens, other, end)).flatten() else {
            break;
        };
        if kind.level == first.level {
            break;
        }
        kinds.push((kind, other));
        next = behind;
    }
    Some((kinds, next))
}

/// One word of kind, or several that narrow each other down: "Setda Provinsi", "Sekda Kota",
/// "Pemerintah Kabupaten (Pemkab)".
fn kind_at(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> Option<(RegionType, usize)> {
    let (n, values) = tokens.phrase(&lexicons.regions.types, at, end)?;
    let mut kind = values[0];
    let mut next = at + n;
    while next < end {
        let bracket = tokens.list[next].gap.has(Gap::OPEN);
        // "Pemkot-Pemkab Cirebon" are two.
        if tokens.list[next].gap.has(Gap::HYPHEN) && kind.level.is_some() {
            break;
        }
        if !bracket && !tokens.list[next].gap.is_soft() && !tokens.list[next].gap.only(Gap::BLANK.or(Gap::CLOSE)) {
            break;
        }
        if let Some((m, inner)) = tokens.phrase(&lexicons.regions.types, next, end) {
            kind.level = inner[0].level.or(kind.level);
            next += m;
        } else if bracket && next + 1 < end && tokens.list[next + 1].gap.has(Gap::CLOSE) && tokens.list[next].capital {
            // A short form of the office: "Sekretaris Daerah (Sekda)".
            if tokens.phrase(&lexicons.regions.names, next, end).is_some() {
                break;
            }
            next += 1;
        } else {
            break;
        }
    }
    Some((kind, next))
}

fn is_and(lexicons: &Lexicons, tokens: &Tokens, at: usize) -> bool {
    ["dan", "serta", "maupun"].iter().any(|word| lexicons.vocabulary.lookup(word) == tokens.list[at].word)
}

/// A name alone.
fn bare_at(lexicons: &Lexicons, tokens: &Tokens, sentence: &Sentence, at: usize) -> Option<Mention<RegionName>> {
    let token = tokens.list[at];
    if !token.capital && !token.digit {
        return None;
    }
    let (n, values) = tokens.phrase(&lexicons.regions.names, at, sentence.last)?;
    let name = &lexicons.regions.name_list[values[0]];
    if (at + 1..at + n).any(|i| !tokens.list[i].capital && !tokens.list[i].digit && tokens.list[i].gap.has(Gap::BLANK))
        && n < 3
    {
        return None;
    }
    let value = RegionName {
        candidates: name.codes.clone(),
        default: name.default,
        level: None,
        named_as: NamedAs::Bare,
        needs: name.needs,
        name_first: at,
        supported: tokens.dateline.contains(&at),
    };
    Some(Mention::new(tokens, at, at + n, value, "name"))
}

/// "Badan Pendapatan Daerah (Bapenda) Kota Serang", "Disdukcapil Bangkalan": behind an agency stands its government.
fn agencies(lexicons: &Lexicons, tokens: &Tokens, sentence: &Sentence, found: &mut [Mention<RegionName>]) {
    for at in sentence.first..sentence.last {
        let Some((n, _)) =
            tokens.phrase(&lexicons.offices.agencies, at, sentence.last).filter(|_| tokens.list[at].capital)
        else {
            continue;
        };
        let mut last = at + n;
        if last + 1 < sentence.last && tokens.list[last].gap.has(Gap::OPEN) && tokens.list[last + 1].gap.has(Gap::CLOSE)
        {
            last += 1;
        }
        // "Biro Kerja Sama Daerah (Karo KSD)" holds a short form, no region.
        let joined = |mention: &Mention<RegionName>| mention.first == last && !tokens.list[last].gap.has(Gap::OPEN);
        let owner = found.iter_mut().find(|mention| joined(mention));
        if let Some(owner) = owner.filter(|owner| matches!(owner.value.named_as, NamedAs::Bare | NamedAs::Typed)) {
            owner.value.named_as = NamedAs::Government;
        }
    }
}

/// "Kabupaten Gresik, Jombang, Blora": the kind goes on over the list, and a name beside other regions is
/// one itself even if it is also a common word.
fn support_lists(lexicons: &Lexicons, tokens: &Tokens, sentence: &Sentence, found: &mut [Mention<RegionName>]) {
    for index in 0..found.len() {
        let Some(before) = index.checked_sub(1) else {
            // "tiga kabupaten yakni Banjar, …"
            if let Some(level) = announced_level(lexicons, tokens, sentence, found[0].first) {
                narrow(&mut found[0].value, level);
            }
            continue;
        };
        let (left, right) = (found[before].last, found[index].first);
        let between = left == right
            && (tokens.list[right].gap.has(Gap::COMMA)
                || tokens.list[right].gap.only(Gap::HYPHEN.or(Gap::DASH).or(Gap::BLANK)))
            || right == left + 1 && is_and(lexicons, tokens, left);
        if !between {
            if let Some(level) = announced_level(lexicons, tokens, sentence, found[index].first) {
                narrow(&mut found[index].value, level);
            }
            continue;
        }
        let level = found[before].value.level;
        let value = &mut found[index].value;
        value.supported = true;
        if value.named_as == NamedAs::Bare
            && let Some(level) = level
        {
            narrow(value, level);
        }
    }
}

/// The level that the words before a list announce: "tiga kabupaten yakni …", "Tiga kabupaten di Papua Barat
/// digandeng, yaitu …".
fn announced_level(lexicons: &Lexicons, tokens: &Tokens, sentence: &Sentence, at: usize) -> Option<Level> {
    let word = |text: &str| lexicons.vocabulary.lookup(text);
    let back = at.checked_sub(1).filter(|back| *back > sentence.first)?;
    let intro =
        ["yakni", "yaitu", "meliputi", "ialah", "adalah"].iter().any(|intro| word(intro) == tokens.list[back].word);
    if !intro && !tokens.list[at].gap.has(Gap::COLON) {
        return None;
    }
    let levels = [("kabupaten", Level::Kabupaten), ("kota", Level::Kota), ("provinsi", Level::Provinsi)];
    (sentence.first.max(back.saturating_sub(12))..=back).rev().find_map(|i| {
        let small = !tokens.list[i].capital;
        levels.iter().find(|(name, _)| small && word(name) == tokens.list[i].word).map(|(_, level)| *level)
    })
}

fn narrow(value: &mut RegionName, level: Level) {
    let fitting: Vec<RegionCode> = value.candidates.iter().copied().filter(|code| code.level() == level).collect();
    if !fitting.is_empty() {
        value.candidates = fitting;
        value.level = Some(level);
        value.supported = true;
    }
}

/// Settles what each name means; names that mean no region are dropped.
pub(crate) fn resolve(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    found: Vec<Mention<RegionName>>,
    people: &[Mention<Person>],
) -> Vec<Mention<RegionRef>> {
    let in_person = |mention: &Mention<RegionName>| {
        people.iter().any(|person| {
            let (first, last) = person.value.name_tokens;
            mention.value.name_first < last && first < mention.last && mention.value.name_first >= first
        })
    };
    // Words of people's names: "Bima" behind "Bima Arya" is the man.
    let person_words: HashSet<&str> = people
        .iter()
        .flat_map(|person| (person.value.name_tokens.0..person.value.name_tokens.1).map(|at| tokens.text(text, at)))
        .collect();

    let named_with_kind: BTreeSet<RegionCode> = found
        .iter()
        .filter(|mention| mention.value.named_as != NamedAs::Bare)
        .filter_map(|mention| single(&mention.value))
        .collect();
    let kept: Vec<Mention<RegionName>> = found
        .into_iter()
        .filter(|mention| !in_person(mention))
        .filter(|mention| {
            let value = &mention.value;
            if value.named_as != NamedAs::Bare {
                return true;
            }
            let known = value.candidates.iter().any(|code| named_with_kind.contains(code));
            let persons_word = mention.last == mention.first + 1 && person_words.contains(mention.span.of(text));
            match value.needs {
                _ if persons_word && !known => false,
                Needs::Type => known || value.supported,
                _ => true,
            }
        })
        .collect();

    let certain: BTreeSet<RegionCode> = kept.iter().filter_map(|mention| single(&mention.value)).collect();
    let provinces: BTreeSet<RegionCode> = certain.iter().map(|code| code.province()).collect();
    let cues = cue_counts(lexicons, tokens);
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
                continue;
            }
        }
        let code = choose(value, &named_with_kind, &provinces, &cues, &latest);
        let others = value.candidates.iter().copied().filter(|other| *other != code).collect();
        if value.named_as != NamedAs::Bare {
            latest.retain(|other| *other != code);
            latest.push(code);
        }
        let value = RegionRef { code, role: value.named_as, others };
        resolved.push(Mention {
            value,
            span: mention.span,
            rule: mention.rule,
            first: mention.first,
            last: mention.last,
            sentence: mention.sentence,
        });
    }
    resolved
}

fn single(value: &RegionName) -> Option<RegionCode> {
    if let [code] = value.candidates[..] { Some(code) } else { None }
}

fn choose(
    value: &RegionName,
    typed: &BTreeSet<RegionCode>,
    provinces: &BTreeSet<RegionCode>,
    cues: &BTreeMap<RegionCode, usize>,
    latest: &[RegionCode],
) -> RegionCode {
    if let Some(code) = single(value) {
        return code;
    }
    // 1. The kind is given elsewhere in the article.
    let explicit: Vec<RegionCode> = value.candidates.iter().copied().filter(|code| typed.contains(code)).collect();
    match explicit[..] {
        [code] => return code,
        [] => {}
        // Both are: the one last named before.
        _ => {
            if let Some(code) = latest.iter().rev().find(|code| explicit.contains(code)) {
                return *code;
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
        return *best;
    }
    // 3. Only one of them lies in a province that the article names.
    let near: Vec<RegionCode> =
        value.candidates.iter().copied().filter(|code| provinces.contains(&code.province())).collect();
    let candidates = if near.is_empty() { &value.candidates } else { &near };
    if let [code] = candidates[..] {
        return code;
    }
    // 4. The usual reading, then the city.
    value
        .default
        .filter(|code| candidates.contains(code))
        .or_else(|| candidates.iter().copied().find(|code| code.level() == Level::Kota))
        .unwrap_or(candidates[0])
}

fn cue_counts(lexicons: &Lexicons, tokens: &Tokens) -> BTreeMap<RegionCode, usize> {
    let mut counts = BTreeMap::new();
    for (at, end) in tokens.capitals() {
        for code in tokens.phrase(&lexicons.regions.cues, at, end).map_or(&[][..], |(_, codes)| codes) {
            *counts.entry(*code).or_insert(0) += 1;
        }
    }
    counts
}

/// Seats of regencies and named buildings, wherever they stand.
pub(crate) fn places(lexicons: &Lexicons, tokens: &Tokens) -> Vec<Mention<Place>> {
    let mut found = Vec::new();
    for (at, end) in tokens.capitals() {
        if let Some((n, codes)) = tokens.phrase(&lexicons.buildings, at, end) {
            found.push(Mention::new(tokens, at, at + n, Place { code: codes[0], building: true }, "building"));
        } else if let Some((n, codes)) = tokens.phrase(&lexicons.regions.capitals, at, end) {
            found.push(Mention::new(tokens, at, at + n, Place { code: codes[0], building: false }, "seat"));
        }
    }
    found
}
