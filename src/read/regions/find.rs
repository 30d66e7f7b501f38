//! Which words name a region: a word of kind and a name, a shared name, a name alone.

use std::{cmp::Ordering, iter};

use super::{NamedAs, RegionName, lists::support_lists};
use crate::{
    Lexicons,
    lexicon::{
        lists::List,
        regions::{Needs, RegionType, Regions, TypeRole},
        words::Joint,
    },
    model::RegionCode,
    read::{
        Mention,
        proper_names::{NameKind, ProperName},
        tokens::{Gap, Sentence, Tokens},
    },
};

/// Finds every name of a region, in text order.
pub(crate) fn find(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    names: &[Mention<ProperName>],
) -> Vec<Mention<RegionName>> {
    let mut hidden = vec![false; tokens.list.len()];
    for name in names.iter().filter(|name| name.value.kind != NameKind::Venue) {
        hidden[name.first..name.last].fill(true);
    }
    let opening = lexicons.regions.types.lexicon().or(lexicons.regions.names.lexicon());
    let mut found: Vec<Mention<RegionName>> = Vec::new();
    for sentence in &tokens.sentences {
        let begin = found.len();
        let mut at = sentence.first;
        while at < sentence.last {
            if hidden[at] || !tokens.list[at].begins.has(opening) {
                at += 1;
                continue;
            }
            let before = found.len();
            match typed_at(lexicons, tokens, sentence, at, &hidden) {
                Some(mentions) => found.extend(mentions),
                None => found.extend(bare_at(lexicons, tokens, text, sentence, at)),
            }
            at = found[before..].iter().map(|mention| mention.last).max().unwrap_or(at + 1);
        }
        support_lists(lexicons, tokens, sentence, &mut found[begin..]);
    }
    agencies(lexicons, tokens, &mut found);
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
) -> Option<impl Iterator<Item = Mention<RegionName>>> {
    let end = sentence.last;
    let (first, others, name_at) = kinds_at(lexicons, tokens, at, end)?;
    if name_at >= end || hidden[name_at] {
        return None;
    }
    let names = &lexicons.regions.names;
    let (n, values) = longest_name(lexicons, tokens, name_at, end)?;
    // "Pemprov Bengkulu tengah merancang …" speaks of no Bengkulu Tengah, which is a regency.
    let fits = |values: &[usize]| {
        let codes = &lexicons.regions.name_list[values[0]].codes;
        codes.iter().any(|code| first.0.level.is_none_or(|level| code.level() == level))
    };
    let last = name_at + n - 1;
    let (n, values) = match tokens.phrase(names, name_at, last) {
        Some(shorter) if !tokens.list[last].capital && fits(shorter.1) && !fits(values) => shorter,
        _ => (n, values),
    };
    let token = tokens.list[name_at];
    let joined = token.gap.is_soft() || token.gap.has(Gap::CLOSE) && !token.gap.has(Gap::COMMA);
    if !joined || !(token.capital || token.digit) || is_sentence_gap(token.gap) {
        return None;
    }
    let name = &lexicons.regions.name_list[values[0]];
    if name.codes.is_empty() {
        return None;
    }
    let mention = move |(kind, first): KindAt| {
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
    Some(iter::once(first).chain(others).map(mention))
}

/// The longest name of a region that begins at token `at`: how many words it has, and which it is. It may go on behind the short form
/// of its first words, "Ogan Komering Ulu (OKU) Timur".
fn longest_name<'l>(lexicons: &'l Lexicons, tokens: &Tokens, at: usize, end: usize) -> Option<(usize, &'l [usize])> {
    let names = &lexicons.regions.names;
    let (n, values) = tokens.phrase(names, at, end)?;
    let bracket = at + n;
    let short = bracket + 1 < end
        && tokens.list[bracket].gap.has(Gap::OPEN)
        && tokens.list[bracket].upper
        && tokens.list[bracket + 1].gap.only(Gap::CLOSE.or(Gap::BLANK))
        && tokens.list[bracket + 1].gap.has(Gap::CLOSE)
        && tokens.list[bracket + 1].capital;
    if !short {
        return Some((n, values));
    }
    let word = |i: usize| match i.cmp(&bracket) {
        Ordering::Less => (tokens.list[i].word, tokens.joint(i)),
        Ordering::Equal => (tokens.list[i + 1].word, Joint::Soft),
        Ordering::Greater => (tokens.list[i + 1].word, tokens.joint(i + 1)),
    };
    let longer = names.longest(at, end - 1, word).filter(|(m, _)| *m > n);
    Some(longer.map_or((n, values), |(m, values)| (m + 1, values)))
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

/// A word of kind, and where it begins.
type KindAt = (RegionType, usize);

/// The word of kind at token `at`, further ones, and where the name that they share begins.
fn kinds_at(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> Option<(KindAt, Vec<KindAt>, usize)> {
    let (first, mut next) = kind_at(lexicons, tokens, at, end)?;
    let mut others = Vec::new();
    // "Pemkot dan Pemkab Bandung", "Kabupaten/Kota Mojokerto": a second kind with its own region.
    while next < end {
        let slash = tokens.list[next].gap.has(Gap::SLASH);
        // "Pemerintah Kota (Pemkot) dan Kabupaten Bandung"
        let and = tokens.list[next].gap.only(Gap::BLANK.or(Gap::CLOSE)) && is_and(lexicons, tokens, next);
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
        others.push((kind, other));
        next = behind;
    }
    Some(((first, at), others, next))
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
        // "Kabupaten Kota Baru": the word of kind is a part of the name.
        let name = tokens.phrase(&lexicons.regions.names, next, end).filter(|(_, ids)| {
            let codes = &lexicons.regions.name_list[ids[0]].codes;
            codes.iter().any(|code| kind.level == Some(code.level()))
        });
        let inner = tokens.phrase(&lexicons.regions.types, next, end);
        if name.is_some_and(|(m, _)| inner.is_some_and(|(n, _)| m > n)) {
            break;
        }
        // "Biro Pemerintahan Setda Provinsi": the government's work, and then a part of it.
        if kind.role == TypeRole::Government && inner.is_some_and(|(_, inner)| inner[0].role == TypeRole::Organ) {
            return None;
        }
        if let Some((m, inner)) = inner {
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

pub(super) fn is_and(lexicons: &Lexicons, tokens: &Tokens, at: usize) -> bool {
    lexicons.regions.ands.contains(tokens.list[at].word)
}

/// A name alone.
fn bare_at(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    sentence: &Sentence,
    at: usize,
) -> Option<Mention<RegionName>> {
    let token = tokens.list[at];
    if !token.capital && !token.digit {
        return None;
    }
    let (n, values) = longest_name(lexicons, tokens, at, sentence.last)?;
    // "Di Aceh Selatan" begins a sentence, and is no "DI Aceh".
    if !token.upper && lexicons.vocabulary.lookup("di") == token.word {
        return None;
    }
    // "RANGKASBITUNG, Banten Kita – …": an outlet. "BATU SOPANG – …": another place; but "KUPANG NTT – …".
    let name = &lexicons.regions.name_list[values[0]];
    let next = at + n;
    let tells_where = |at: usize| {
        let Regions { names, types, capitals, .. } = &lexicons.regions;
        let known = [names.lexicon(), types.lexicon(), capitals.lexicon()];
        known.iter().any(|lexicon| tokens.list[at].begins.has(*lexicon)) || tokens.text(text, at).contains('.')
    };
    let longer = || {
        let another = tokens.list[next].upper && tokens.text(text, next).len() > 3 && !tells_where(next);
        token.upper && n == 1 && name.needs == Needs::Type && another
    };
    let outlet = tokens.dateline.contains(&at)
        && tokens.dateline.contains(&next)
        && (at > tokens.dateline.start || longer())
        && tokens.list[next].capital
        && tokens.list[next].gap.only(Gap::BLANK);
    if outlet {
        return None;
    }
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
        supported: tokens.dateline.contains(&at)
            || name.no_other_place && behind_locative(lexicons, tokens, text, sentence, at, at + n),
    };
    Some(Mention::new(tokens, at, at + n, value, "name"))
}

/// "di Pati", "warga Batu", but not "di Batu Ampar", nor in a headline, where every word has a capital.
fn behind_locative(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    sentence: &Sentence,
    first: usize,
    last: usize,
) -> bool {
    let goes_on = last < sentence.last && tokens.list[last].capital && tokens.list[last].gap.only(Gap::BLANK);
    sentence.line > 0
        && first > sentence.first
        && tokens.list[first].gap.only(Gap::BLANK)
        && !tokens.list[first - 1].upper
        && lexicons.lists.has(List::Locative, tokens.text(text, first - 1))
        && !goes_on
}

/// "Badan Pendapatan Daerah (Bapenda) Kota Serang", "Disdukcapil Bangkalan": behind an agency stands its government.
fn agencies(lexicons: &Lexicons, tokens: &Tokens, found: &mut [Mention<RegionName>]) {
    for &(at, end) in &tokens.capitals {
        let Some((n, _)) = tokens.phrase(&lexicons.offices.agencies, at, end) else { continue };
        let mut last = at + n;
        if last + 1 < end && tokens.list[last].gap.has(Gap::OPEN) && tokens.list[last + 1].gap.has(Gap::CLOSE) {
            last += 1;
        }
        // "Biro Kerja Sama Daerah (Karo KSD)" holds a short form, no region.
        let joined = |mention: &Mention<RegionName>| {
            mention.first == last && last < end && !tokens.list[last].gap.has(Gap::OPEN)
        };
        let owner = found.iter_mut().find(|mention| joined(mention));
        if let Some(owner) = owner.filter(|owner| matches!(owner.value.named_as, NamedAs::Bare | NamedAs::Typed)) {
            owner.value.named_as = NamedAs::Government;
        }
    }
}
