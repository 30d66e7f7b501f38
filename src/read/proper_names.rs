//! Names of organisations, streets, clubs …: who can be a party besides regions, and which words belong to
//! a longer name, so that "Universitas Negeri Malang" names no region.

use super::{
    Mention,
    tokens::{Gap, Tokens},
};
use crate::{
    Lexicons,
    lexicon::{offices::OtherOffice, organisations::Class, regions::TypeRole},
    model::Scheme,
};

/// A proper name that is no Indonesian region and no official.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ProperName {
    /// As the text writes it.
    pub(crate) name: String,
    /// What it is.
    pub(crate) kind: NameKind,
}

/// Kinds of proper names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameKind {
    /// An organisation that can be a party, with the scheme of an agreement with it.
    Organisation(Scheme),
    /// A foreign government.
    Foreign,
    /// A foreign country by itself.
    Country,
    /// A hotel or hall.
    Venue,
    /// A street, a club, a dish …
    Other,
}

/// Finds all proper names, in text order, none inside another.
pub(crate) fn find(lexicons: &Lexicons, tokens: &Tokens, text: &str) -> Vec<Mention<ProperName>> {
    let mut found = Vec::new();
    for sentence in &tokens.sentences {
        let mut at = sentence.first;
        while at < sentence.last {
            match name_at(lexicons, tokens, text, at, sentence.last) {
                Some((last, kind, rule)) => {
                    let name = closed(tokens.span(at, last).one_line(text));
                    found.push(Mention::new(tokens, at, last, ProperName { name, kind }, rule));
                    at = last;
                }
                None => at += 1,
            }
        }
    }
    found
}

fn name_at(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    at: usize,
    end: usize,
) -> Option<(usize, NameKind, &'static str)> {
    let token = tokens.list[at];
    if let Some(found) = foreign_at(lexicons, tokens, at, end) {
        return Some(found);
    }
    let organisation = organisation_at(lexicons, tokens, text, at, end);
    // "Semen Padang", "Bima Arya": fixed names, unless they name an organisation that can be a party.
    let fixed = tokens.phrase(&lexicons.organisations.proper_names, at, end).filter(|_| token.capital);
    match (organisation, fixed) {
        (Some((last, kind, rule)), Some((n, _))) if last < at + n || !matches!(kind, NameKind::Organisation(_)) => {
            Some((at + n, NameKind::Other, rule))
        }
        (None, Some((n, _))) => Some((at + n, NameKind::Other, "proper-name")),
        (organisation, _) => organisation,
    }
}

fn organisation_at(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    at: usize,
    end: usize,
) -> Option<(usize, NameKind, &'static str)> {
    let token = tokens.list[at];
    // "KR-BNN" holds no BNN.
    if token.gap == Gap::HYPHEN && at > 0 && tokens.list[at - 1].upper {
        return None;
    }
    if let Some(last) = behind_director(lexicons, tokens, at, end) {
        return Some((last, NameKind::Organisation(Scheme::PihakKetiga), "office-and-short-form"));
    }
    // "Sungai Penuh", "Teluk Bintuni": the word for a river or a bay is a part of the region's name.
    let region = tokens
        .phrase(&lexicons.regions.names, at, end)
        .filter(|(_, ids)| !lexicons.regions.name_list[ids[0]].codes.is_empty());
    if token.capital && region.is_some_and(|(n, _)| n >= 2) {
        return None;
    }
    let known = known_at(lexicons, tokens, at, end);
    let head = tokens
        .phrase(&lexicons.organisations.heads, at, end)
        .filter(|(_, values)| values[0].case.fits(token.capital, token.upper));
    match (known, head) {
        (Some((n, scheme)), head) if head.is_none_or(|(m, _)| n >= m) => {
            // "PT PP Tirta Riau" goes on as any company's name does.
            let body = head.is_some_and(|(_, values)| values[0].class == Class::Body);
            let extent = if body { Extent::Free } else { Extent::Branch };
            let last = extend(lexicons, tokens, text, at + n, end, extent);
            Some((last, NameKind::Organisation(scheme), "known-organisation"))
        }
        (_, Some((n, values))) => {
            let head = values[0];
            let office = tokens.phrase(&lexicons.offices.others, at, end).is_some_and(|(m, _)| m >= n);
            let last = match head.class {
                _ if office => behind_region(lexicons, tokens, at + n, end),
                Class::Place => extend_place(lexicons, tokens, at + n, end),
                Class::Vertical => extend(lexicons, tokens, text, at + n, end, Extent::Vertical),
                Class::Branded => extend(lexicons, tokens, text, at + n, end, Extent::Branch),
                _ => extend(lexicons, tokens, text, at + n, end, Extent::Free),
            };
            // "jalan", "desa", "bank" by themselves name nothing; "Kejaksaan" does.
            let bare = last == at + n;
            if bare && (office || head.scheme.is_none() || !token.capital || head.class == Class::Body) {
                return None;
            }
            let kind = match (head.class, head.scheme) {
                (Class::Venue, _) => NameKind::Venue,
                (_, Some(scheme)) => NameKind::Organisation(scheme),
                _ => NameKind::Other,
            };
            Some((last, kind, "name-head"))
        }
        _ => None,
    }
}

/// "Kajari Blora Haris Hasbullah": behind an office's region begins the name of a person.
fn behind_region(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> usize {
    let kind = tokens.phrase(&lexicons.regions.types, at, end).map_or(0, |(n, _)| n);
    let name = (at + kind < end)
        .then(|| {
            tokens
                .phrase(&lexicons.regions.names, at + kind, end)
                .map(|(n, _)| n)
                .or_else(|| tokens.phrase(&lexicons.regions.capitals, at + kind, end).map(|(n, _)| n))
        })
        .flatten();
    name.map_or(at, |n| at + kind + n)
}

/// "Direktur Kawal Borneo Community Foundation (KBCF)": a name that no lexicon holds, between an office of the
/// private sector and its short form.
fn behind_director(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> Option<usize> {
    let office = (1..=3).any(|n| {
        at >= n
            && tokens
                .phrase(&lexicons.offices.others, at - n, at)
                .is_some_and(|(m, values)| m == n && values[0].0 == OtherOffice::Partner)
    });
    if !office || !tokens.list[at].capital {
        return None;
    }
    let mut last = at + 1;
    while last < end && last - at < 8 && tokens.list[last].capital && tokens.list[last].gap.is_soft() {
        last += 1;
    }
    let short = last < end
        && last > at + 1
        && tokens.list[last].gap.has(Gap::OPEN)
        && tokens.list[last].upper
        && short_form(tokens, last, end);
    short.then_some(last + 1)
}

/// A known organisation's name at token `at`: how many words, and its scheme.
fn known_at(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> Option<(usize, Scheme)> {
    let token = tokens.list[at];
    tokens
        .phrase(&lexicons.organisations.known, at, end)
        .filter(|(_, values)| token.capital && values[0].case.fits(token.capital, token.upper))
        .map(|(n, values)| (n, values[0].scheme))
}

/// How far a name goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// Behind a known name only a branch: "PLN UID Jawa Timur", "BNI Kantor Cabang Mojokerto".
    Branch,
    /// Over all capitals, and over a region with its kind: "Kejaksaan Negeri Kota Magelang".
    Vertical,
    /// Over all capitals: "PT Sumber Alfaria Trijaya Tbk".
    Free,
}

/// Where the name goes on to from token `at`: over words with capitals, numbers, regions, bracketed short
/// forms, and "dan" where the name clearly goes on behind it.
fn extend(lexicons: &Lexicons, tokens: &Tokens, text: &str, mut at: usize, end: usize, extent: Extent) -> usize {
    let begin = at;
    let mut region_before = false;
    while at < end {
        let token = tokens.list[at];
        let gap = token.gap;
        // "Unit Induk Distribusi Sumatera Selatan, Jambi dan Bengkulu"
        if region_before && extent != Extent::Free {
            let and = usize::from(matches!(tokens.text(text, at), "dan"));
            let joined = and == 1 || gap.only(Gap::COMMA.or(Gap::BLANK)) && gap.has(Gap::COMMA);
            let region =
                (joined && at + and < end).then(|| tokens.phrase(&lexicons.regions.names, at + and, end)).flatten();
            let branch = (begin..at).any(|i| lexicons.offices.name_branches.contains(&tokens.list[i].word));
            if let Some((n, _)) = region
                && branch
            {
                at += and + n;
                continue;
            }
        }
        region_before = false;
        let name_gap = gap.only(Gap::BLANK.or(Gap::HYPHEN).or(Gap::STOP).or(Gap::QUOTE))
            && !(gap.has(Gap::STOP) && gap.has(Gap::QUOTE));
        let behind_bracket = gap.has(Gap::CLOSE) && gap.only(Gap::BLANK.or(Gap::CLOSE).or(Gap::QUOTE));
        let region_at = |at: usize| at < end && tokens.phrase(&lexicons.regions.names, at, end).is_some();
        let typed = tokens
            .phrase(&lexicons.regions.types, at, end)
            .is_some_and(|(n, kinds)| kinds[0].role == TypeRole::Type && region_at(at + n));
        // "Kejaksaan Negeri (Kejari) Kota Tegal", "Pengadilan Agama (PA) Slawi"
        let seat = token.capital && tokens.phrase(&lexicons.regions.capitals, at, end).is_some();
        let region_next = extent != Extent::Free && (region_at(at) || typed || seat);
        let closed = behind_bracket && (region_next || bracket_before(tokens, text, at));
        let joined = name_gap || closed;
        if joined && let Some(n) = name_part(lexicons, tokens, text, at, end, extent) {
            region_before = tokens.phrase(&lexicons.regions.names, at, end).is_some_and(|(m, _)| m == n);
            at += n;
        } else if gap.has(Gap::OPEN) && !gap.has(Gap::COMMA.or(Gap::STOP)) && short_form(tokens, at, end) {
            at += 1;
        } else if gap.only(Gap::BLANK)
            && tokens.text(text, at) == "dan"
            && at + 1 < end
            && extent == Extent::Vertical
            && at > begin
            && lexicons.offices.name_joints.contains(&tokens.list[at - 1].word)
            && tokens.list[at + 1].capital
            && tokens.list[at + 1].gap.only(Gap::BLANK)
        {
            at += 2;
        } else {
            break;
        }
    }
    at
}

/// The words from token `at` on that are a part of the name: how many.
fn name_part(lexicons: &Lexicons, tokens: &Tokens, text: &str, at: usize, end: usize, extent: Extent) -> Option<usize> {
    let token = tokens.list[at];
    if !token.capital && !token.digit {
        return None;
    }
    let stops = tokens.phrase(&lexicons.offices.acting, at, end).is_some()
        || tokens.phrase(&lexicons.offices.others, at, end).is_some()
        || tokens.phrase(&lexicons.offices.titles_before, at, end).is_some() && tokens.text(text, at).len() < 6
        || tokens.phrase(&lexicons.cues, at, end).is_some_and(|(_, cues)| cues.iter().any(|cue| cue.opens_the_gate()));
    if stops {
        return None;
    }
    if let Some((n, kinds)) = tokens.phrase(&lexicons.regions.types, at, end) {
        if extent == Extent::Free || kinds[0].role != TypeRole::Type || at + n >= end {
            return None;
        }
        // "Badan Narkotika Nasional Provinsi (BNNP) Maluku Utara"
        let bracket = tokens.list[at + n].gap.has(Gap::OPEN);
        let name = tokens.phrase(&lexicons.regions.names, at + n, end).map(|(m, _)| n + m);
        return name.or(bracket.then_some(n));
    }
    if let Some((n, _)) = tokens.phrase(&lexicons.regions.names, at, end) {
        return Some(n);
    }
    if let Some((n, _)) = known_at(lexicons, tokens, at, end) {
        return Some(n);
    }
    let branch = lexicons.offices.name_branches.contains(&token.word);
    if extent == Extent::Branch {
        let stop = lexicons.offices.name_stops.contains(&token.word);
        // "Cabang Atambua": the town of the branch.
        let town = at > 0 && lexicons.offices.name_branches.contains(&tokens.list[at - 1].word) && !stop;
        return (branch || town || !stop && (token.upper || token.digit)).then_some(1);
    }
    (branch || !lexicons.offices.name_stops.contains(&token.word)).then_some(1)
}

/// The name of a kecamatan, desa or street ends where the region that it lies in begins.
fn extend_place(lexicons: &Lexicons, tokens: &Tokens, mut at: usize, end: usize) -> usize {
    let begin = at;
    while at < end && at - begin < 3 {
        let token = tokens.list[at];
        let ends = !(token.capital || token.digit)
            || !token.gap.is_soft()
            || tokens.phrase(&lexicons.regions.types, at, end).is_some();
        if ends || lexicons.offices.name_stops.contains(&token.word) {
            break;
        }
        // "Kecamatan Cempaka Banjarbaru": a region's name behind the first word is the region.
        if at > begin && tokens.phrase(&lexicons.regions.names, at, end).is_some() {
            break;
        }
        at += 1;
    }
    at
}

/// "Kota Mossel Bay, Afrika Selatan", "Provinsi Fujian", "Kota Kisarazu di Jepang".
fn foreign_at(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> Option<(usize, NameKind, &'static str)> {
    // "Wali Kota Fremantle" holds no "Kota Fremantle".
    let in_office = at > 0 && tokens.phrase(&lexicons.offices.forms, at - 1, end).is_some_and(|(n, _)| n > 1);
    let name_at = match tokens.phrase(&lexicons.regions.types, at, end).filter(|_| !in_office) {
        Some((n, values)) if values[0].role == TypeRole::Type || values[0].role == TypeRole::Government => at + n,
        Some(_) => return None,
        None => at,
    };
    if name_at >= end || !tokens.list[name_at].capital {
        return None;
    }
    let region = tokens.phrase(&lexicons.regions.names, name_at, end).map_or(0, |(n, _)| n);
    if let Some((n, values)) = tokens.phrase(&lexicons.organisations.foreign, name_at, end)
        && n > region
    {
        let kind = if values[0].country { NameKind::Country } else { NameKind::Foreign };
        // "Kota Johor Bahru": the rest of the name, as far as it has capitals.
        return Some((name_at + n, kind, "foreign-place"));
    }
    // A name that no lexicon holds, with its country behind it.
    if region > 0
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
        && !lexicons.offices.name_stops.contains(&tokens.list[last].word)
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

/// A single bracketed word in capitals: "(UPN)", "(Persero)".
fn short_form(tokens: &Tokens, at: usize, end: usize) -> bool {
    let closes = at + 1 >= end || tokens.list[at + 1].gap.has(Gap::CLOSE);
    tokens.list[at].capital && closes
}

/// Behind "(Persero)" a company's name goes on; behind "(UB)" a university's does not.
fn bracket_before(tokens: &Tokens, text: &str, at: usize) -> bool {
    at > 0
        && matches!(tokens.text(text, at - 1).to_lowercase().as_str(), "persero" | "perseroda" | "upn")
        && tokens.list[at].capital
}

/// "Badan Pusat Statistik (BPS" gets its closing bracket.
fn closed(mut name: String) -> String {
    if name.contains('(') && !name.contains(')') {
        name.push(')');
    }
    name
}
