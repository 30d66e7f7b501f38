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
        // "Kota Johor Bahru": the rest of the name, as far as it has capitals.
        return Some((name_at + n, kind, "foreign-place"));
    }
    // A name that no lexicon holds, with its country behind it; in a headline, where all words have capitals, with its kind.
    let headline = tokens.in_headline(at);
    if region > 0
        || headline && name_at == at
        || tokens.phrase(&lexicons.organisations.known, name_at, end).is_some()
        || tokens.phrase(&lexicons.organisations.heads, name_at, end).is_some()
    {
        return None;
    }
    let mut last = name_at;
    while last < end
        && last - name_at < 4
        && tokens.list[last].capital
        && (last == name_at || tokens.list[last].gap.is_soft())
        && !lexicons.offices.name_stops.contains(tokens.list[last].word)
    {
        last += 1;
    }
    if last == name_at || last >= end {
        return None;
    }
    let mut behind = last;
    if tokens.list[behind].gap.only(Gap::BLANK) && lexicons.vocabulary.lookup("di") == tokens.list[behind].word {
        behind += 1;
    } else if !tokens.list[behind].gap.has(Gap::COMMA.or(Gap::OPEN)) {
        return None;
    }
    // "…, Provinsi Fujian, Tiongkok": one step over a foreign province.
    for _ in 0..2 {
        if behind >= end {
            return None;
        }
        let skip = tokens.phrase(&lexicons.regions.types, behind, end).map_or(0, |(n, _)| n);
        if behind + skip >= end {
            return None;
        }
        if let Some((n, values)) = tokens.phrase(&lexicons.organisations.foreign, behind + skip, end) {
            // "di Swiss-Belhotel"
            let hotel = behind + skip + n < end && tokens.list[behind + skip + n].gap.only(Gap::HYPHEN);
            if hotel {
                return None;
            }
            if values[0].country || name_at > at {
                return Some((last, NameKind::Foreign, "place-and-country"));
            }
            behind += skip + n;
        } else {
            return None;
        }
    }
    None
}
