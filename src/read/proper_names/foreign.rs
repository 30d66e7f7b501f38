//! Places abroad: "Kota Mossel Bay, Afrika Selatan".

use super::NameKind;
use crate::{
    Lexicons,
    lexicon::{lists::List, regions::TypeRole},
    read::tokens::{Gap, Tokens},
};

/// "Jung-Gu", "Suwon-si": a name that ends as districts and cities of East Asia do.
pub(super) fn with_suffix(lexicons: &Lexicons, tokens: &Tokens, text: &str, at: usize, end: usize) -> Option<usize> {
    let next = at + 1;
    let joined = next < end && tokens.list[at].capital && tokens.list[next].gap.only(Gap::HYPHEN);
    let suffix = || lexicons.lists.has(List::ForeignSuffix, tokens.text(text, next));
    (joined && suffix()).then_some(next + 1)
}

/// "sister city dengan Koror", "kota kembar bersama Kota Toyako": whom a region is twinned with, in whatever country, where no
/// lexicon holds the name.
pub(super) fn twin_at(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    at: usize,
    end: usize,
) -> Option<(usize, NameKind, &'static str)> {
    if !tokens.list[at].capital {
        return None;
    }
    let with = |word: &str| matches!(word, "dengan" | "bersama");
    let begin = tokens.sentences[tokens.sentence_of(at)].first;
    let beside = at >= begin + 3
        && with(tokens.text(text, at - 1))
        && lexicons.lists.has(List::Twin, tokens.span(at - 3, at - 1).of(text));
    if !beside {
        return None;
    }
    let kind = tokens.phrase(&lexicons.regions.types, at, end).filter(|(_, kinds)| kinds[0].role == TypeRole::Type);
    let name_at = at + kind.map_or(0, |(n, _)| n);
    let known = |at: usize| {
        tokens.phrase(&lexicons.regions.names, at, end).is_some()
            || tokens.phrase(&lexicons.organisations.known, at, end).is_some()
            || tokens.phrase(&lexicons.organisations.heads, at, end).is_some()
    };
    // In a headline all words have capitals.
    let most = if tokens.in_headline(at) { 1 } else { 4 };
    let last = unknown_name(lexicons, tokens, name_at, end.min(name_at + most));
    (name_at < end && last > name_at && !known(name_at)).then_some((last, NameKind::Foreign, "twinned"))
}

/// Where the words with capitals end that begin at token `at`, before `end`.
fn unknown_name(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> usize {
    let goes_on = |last: &usize| {
        let token = tokens.list[*last];
        token.capital && (*last == at || token.gap.is_soft()) && !lexicons.offices.name_stops.contains(token.word)
    };
    at + (at..end).take_while(goes_on).count()
}

/// "Kota Mossel Bay, Afrika Selatan", "Provinsi Fujian", "Kota Kisarazu di Jepang".
pub(super) fn foreign_at(
    lexicons: &Lexicons,
    tokens: &Tokens,
    at: usize,
    end: usize,
) -> Option<(usize, NameKind, &'static str)> {
    // "Wali Kota Fremantle" holds no "Kota Fremantle".
    let in_office = || at > 0 && tokens.phrase(&lexicons.offices.forms, at - 1, end).is_some_and(|(n, _)| n > 1);
    let name_at = match tokens.phrase(&lexicons.regions.types, at, end).filter(|_| !in_office()) {
        Some((n, values)) if values[0].role == TypeRole::Type || values[0].role == TypeRole::Government => at + n,
        Some(_) => return None,
        None => at,
    };
    if name_at >= end || !tokens.list[name_at].capital {
        return None;
    }
    // "Labuan Bajo" holds no Labuan.
    let seat = tokens.phrase(&lexicons.regions.capitals, name_at, end).map_or(0, |(n, _)| n);
    let region = tokens.phrase(&lexicons.regions.names, name_at, end).map_or(0, |(n, _)| n).max(seat);
    if let Some((n, values)) = tokens.phrase(&lexicons.organisations.foreign, name_at, end)
        && n > region
    {
        let kind = if values[0].country { NameKind::Country } else { NameKind::Foreign };
        // "Davao Occidental, Filipina": the rest of the name, where the country stands behind it.
        let longer = unknown_name(lexicons, tokens, name_at, end.min(name_at + n + 1));
        let whole =
            longer > name_at + n && kind == NameKind::Foreign && country_behind(lexicons, tokens, longer, end, false);
        return Some((if whole { longer } else { name_at + n }, kind, "foreign-place"));
    }
    // A name that no lexicon holds, with its country behind it; in a headline, where all words have capitals, with its kind.
    let headline = tokens.in_headline(at);
    // "Wali Kota Jung-gu Park Sung Min di Korea Selatan": behind another name stands no place.
    let behind_name = || {
        let kind = |at: usize| tokens.phrase(&lexicons.regions.types, at, name_at).is_some();
        let office = |at: usize| tokens.phrase(&lexicons.offices.others, at, name_at).is_some();
        let token = tokens.list[name_at];
        // The first word of a sentence has a capital, whatever it is.
        let inside = tokens.sentences[tokens.sentence_of(at)].first + 1 < name_at;
        let opens = |at: usize| kind(at) || office(at);
        let of_name = || {
            let last = tokens.list[name_at - 1];
            last.capital || last.gap.only(Gap::HYPHEN)
        };
        let before = inside && token.gap.is_soft() && of_name();
        before && !(name_at.saturating_sub(2)..name_at).any(opens)
    };
    if region > 0
        || headline && name_at == at
        || name_at == at && behind_name()
        || tokens.phrase(&lexicons.organisations.known, name_at, end).is_some()
        || tokens.phrase(&lexicons.organisations.heads, name_at, end).is_some()
    {
        return None;
    }
    let last = unknown_name(lexicons, tokens, name_at, end.min(name_at + 4));
    // "Kota Hue Vietnam", "Distrik Commewijne Suriname": a name with its kind, and the country at once.
    let country = |at: &usize| {
        tokens.phrase(&lexicons.organisations.foreign, *at, end).is_some_and(|(_, values)| values[0].country)
    };
    if name_at > at
        && let Some(country) = (name_at + 1..last).find(country)
    {
        return Some((country, NameKind::Foreign, "place-and-country"));
    }
    let known = last > name_at && country_behind(lexicons, tokens, last, end, name_at > at);
    known.then_some((last, NameKind::Foreign, "place-and-country"))
}

/// Does the country stand behind a name that ends before token `last`: "…, Jepang", "… di Jepang", "…, Provinsi Fujian, Tiongkok"?
/// Or a province abroad, where `province` says that it will do.
fn country_behind(lexicons: &Lexicons, tokens: &Tokens, last: usize, end: usize, province: bool) -> bool {
    let mut behind = last;
    if behind >= end {
        return false;
    }
    if tokens.list[behind].gap.only(Gap::BLANK) && lexicons.vocabulary.lookup("di") == tokens.list[behind].word {
        behind += 1;
    } else if !tokens.list[behind].gap.has(Gap::COMMA.or(Gap::OPEN)) {
        return false;
    }
    // "…, Provinsi Fujian, Tiongkok": one step over a foreign province.
    for _ in 0..2 {
        if behind >= end {
            return false;
        }
        let skip = tokens.phrase(&lexicons.regions.types, behind, end).map_or(0, |(n, _)| n);
        if behind + skip >= end {
            return false;
        }
        let Some((n, values)) = tokens.phrase(&lexicons.organisations.foreign, behind + skip, end) else {
            return false;
        };
        // "di Swiss-Belhotel"
        let hotel = behind + skip + n < end && tokens.list[behind + skip + n].gap.only(Gap::HYPHEN);
        if hotel {
            return false;
        }
        if values[0].country || province {
            return true;
        }
        behind += skip + n;
    }
    false
}
