//! How far a name goes on behind the word that opens it.

use super::known_at;
use crate::{
    Lexicons,
    lexicon::{
        lists::List,
        organisations::{Case, Class},
        regions::TypeRole,
    },
    read::tokens::{Gap, Tokens},
};

/// How far a name goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Behind a known name only a branch: "PLN UID Jawa Timur", "BNI Kantor Cabang Mojokerto".
    Branch,
    /// Over all capitals, and over a region with its kind: "Kejaksaan Negeri Kota Magelang".
    Vertical,
    /// Over all capitals: "PT Sumber Alfaria Trijaya Tbk".
    Free,
}

/// Where the name goes on to from token `at`: over words with capitals, numbers, regions, bracketed short
/// forms, and "dan" where the name clearly goes on behind it.
pub(super) fn extend(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    mut at: usize,
    end: usize,
    extent: Extent,
) -> usize {
    let begin = at;
    let (mut region_before, mut typed_before) = (false, false);
    while at < end {
        let token = tokens.list[at];
        let gap = token.gap;
        // "Unit Induk Distribusi Sumatera Selatan, Jambi dan Bengkulu", "UP3 Bojonegoro, Gresik, dan Sidoarjo"
        if region_before && extent != Extent::Free {
            let and = usize::from(matches!(tokens.text(text, at), "dan"));
            let joined = and == 1 || gap.only(Gap::COMMA.or(Gap::BLANK)) && gap.has(Gap::COMMA);
            let region =
                (joined && at + and < end).then(|| region_or_half(lexicons, tokens, text, at + and, end)).flatten();
            let head = begin - usize::from(begin > 0 && tokens.list[begin - 1].upper);
            let branch = (head..at).any(|i| lexicons.offices.name_branches.contains(tokens.list[i].word));
            if let Some(n) = region
                && branch
            {
                at += and + n;
                continue;
            }
        }
        region_before = false;
        // "Kodim 0313/Kampar", "Kodam III/Siliwangi"
        let counts = |at: usize| tokens.list[at].digit || is_roman(tokens.text(text, at));
        let number = gap.only(Gap::SLASH) && at > begin && token.capital && counts(at - 1);
        let name_gap = gap.only(Gap::BLANK.or(Gap::HYPHEN).or(Gap::STOP).or(Gap::QUOTE))
            && !(gap.has(Gap::STOP) && gap.has(Gap::QUOTE))
            || number;
        let behind_bracket = gap.has(Gap::CLOSE) && gap.only(Gap::BLANK.or(Gap::CLOSE).or(Gap::QUOTE));
        let region_at = |at: usize| at < end && tokens.phrase(&lexicons.regions.names, at, end).is_some();
        let typed = tokens
            .phrase(&lexicons.regions.types, at, end)
            .is_some_and(|(n, kinds)| kinds[0].role == TypeRole::Type && region_at(at + n));
        // "Kejaksaan Negeri (Kejari) Kota Tegal", "Pengadilan Agama (PA) Slawi"
        let seat = token.capital && tokens.phrase(&lexicons.regions.capitals, at, end).is_some();
        let region_next = extent != Extent::Free && (region_at(at) || typed || seat);
        let class = names_a_class(tokens, text, at, end);
        // "Fakultas Kedokteran (FK) Unismuh Makassar": whose faculty it is.
        let faculty = || tokens.text(text, begin - 1) == "Fakultas" && token.upper;
        let body = extent == Extent::Free
            && behind_bracket
            && (known_at(lexicons, tokens, at, end).is_some() || begin > 0 && faculty());
        // "Perum Badan Urusan Logistik (Perum Bulog) Kantor Wilayah …"
        let branch = lexicons.offices.name_branches.contains(token.word) && token.capital && !region_at(at);
        let closed =
            behind_bracket && (region_next || class || body || branch || bracket_before(lexicons, tokens, text, at));
        let joined = name_gap || closed;
        // "Kepala Kantor Kementerian Agama Kabupaten Deli Serdang Saripuddin Daulay": behind the region with its kind stands
        // the holder.
        let whole = extent == Extent::Vertical && typed_before && !lexicons.offices.name_branches.contains(token.word);
        if joined
            && !whole
            && let Some(n) = name_part(lexicons, tokens, text, at, end, extent).or(number.then_some(1))
        {
            region_before = tokens.phrase(&lexicons.regions.names, at, end).is_some_and(|(m, _)| m == n);
            typed_before = typed;
            at += n;
        } else if gap.has(Gap::OPEN) && !gap.has(Gap::COMMA.or(Gap::STOP)) && short_form(tokens, at, end) {
            at += 1;
        } else if gap.has(Gap::OPEN)
            && !gap.has(Gap::COMMA.or(Gap::STOP))
            && let Some(n) = known_short_form(lexicons, tokens, at, end)
        {
            at += n;
        } else if gap.only(Gap::BLANK)
            && tokens.text(text, at) == "dan"
            && at + 1 < end
            && extent != Extent::Branch
            && lexicons.offices.name_joints.contains(tokens.list[at - 1].word)
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

/// How many words a region's name at token `at` has, or the last word of one: "Kalimantan Timur dan {Utara}".
fn region_or_half(lexicons: &Lexicons, tokens: &Tokens, text: &str, at: usize, end: usize) -> Option<usize> {
    let half = || tokens.list[at].capital && lexicons.lists.has(List::Compass, tokens.text(text, at));
    tokens.phrase(&lexicons.regions.names, at, end).map(|(n, _)| n).or_else(|| half().then_some(1))
}

/// Is it a number in Roman numerals?
pub(super) fn is_roman(word: &str) -> bool {
    word.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X' | b'L' | b'C'))
}

/// The words from token `at` on that are a part of the name: how many.
fn name_part(lexicons: &Lexicons, tokens: &Tokens, text: &str, at: usize, end: usize, extent: Extent) -> Option<usize> {
    let token = tokens.list[at];
    if !token.capital && !token.digit {
        return None;
    }
    // "PT Java Wood Industri Rp30 miliar"
    let amount =
        tokens.text(text, at).strip_prefix("Rp").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if amount {
        return None;
    }
    let stops = tokens.phrase(&lexicons.offices.acting, at, end).is_some()
        || tokens.phrase(&lexicons.offices.others, at, end).is_some()
        || tokens.phrase(&lexicons.offices.titles_before, at, end).is_some()
            && tokens.text(text, at).len() < 6
            && !(extent == Extent::Free && before_short_form(tokens, at, end))
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
    if names_a_class(tokens, text, at, end) {
        return Some(2);
    }
    let branch = lexicons.offices.name_branches.contains(token.word);
    if extent == Extent::Branch {
        let stop = lexicons.offices.name_stops.contains(token.word);
        // "Cabang Atambua": the town of the branch.
        let town = at > 0 && lexicons.offices.name_branches.contains(tokens.list[at - 1].word) && !stop;
        // "Rektor Unpatti M.J. Saptenno": initials begin a person's name.
        let initials = tokens.text(text, at).contains('.');
        return (branch || town || !stop && !initials && (token.upper || token.digit)).then_some(1);
    }
    // "RS Dian Harapan": in prose a capital is a name's, where no further one follows.
    let next = tokens.list.get(at + 1).filter(|_| at + 1 < end);
    let ends = next.is_none_or(|next| !next.capital || !next.gap.only(Gap::BLANK));
    let prose = || ends && token.gap.only(Gap::BLANK) && !tokens.in_headline(at);
    let calendar = || tokens.phrase(&lexicons.calendar, at, end).is_some();
    let stop = lexicons.offices.name_stops.contains(token.word);
    (branch || !stop || prose() && !calendar()).then_some(1)
}

/// "Balai Pemasyarakatan (Bapas) Kelas I Manado": does a class of offices stand at token `at`?
fn names_a_class(tokens: &Tokens, text: &str, at: usize, end: usize) -> bool {
    tokens.text(text, at) == "Kelas" && at + 1 < end && (tokens.list[at + 1].capital || tokens.list[at + 1].digit)
}

/// The name of a kecamatan, desa or street ends where the region that it lies in begins.
pub(super) fn extend_place(lexicons: &Lexicons, tokens: &Tokens, mut at: usize, end: usize) -> usize {
    let begin = at;
    while at < end && at - begin < 3 {
        let token = tokens.list[at];
        let ends = !(token.capital || token.digit)
            || !token.gap.is_soft()
            || tokens.phrase(&lexicons.regions.types, at, end).is_some();
        if ends || lexicons.offices.name_stops.contains(token.word) {
            break;
        }
        // "Kecamatan Cempaka Banjarbaru": a region's name behind the first word is the region; that of "Jembatan Selat
        // Bangka" is a strait's.
        let place = |i: usize| {
            tokens
                .phrase(&lexicons.organisations.heads, i, end)
                .is_some_and(|(n, heads)| n == 1 && heads[0].class == Class::Place && heads[0].case == Case::Capital)
        };
        if at > begin && tokens.phrase(&lexicons.regions.names, at, end).is_some() && !place(at - 1) {
            break;
        }
        at += 1;
    }
    at
}

/// A single bracketed word in capitals: "(UPN)", "(Persero)".
pub(super) fn short_form(tokens: &Tokens, at: usize, end: usize) -> bool {
    let closes = at + 1 >= end || tokens.list[at + 1].gap.has(Gap::CLOSE);
    tokens.list[at].capital && closes
}

/// "Politeknik Kesehatan Kementerian Kesehatan (Poltekkes Kemenkes) Jayapura": a known name that fills a bracket, within a name that
/// goes on with a region.
fn known_short_form(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> Option<usize> {
    let (n, _) = known_at(lexicons, tokens, at, end)?;
    let behind = at + n;
    let closes = behind < end
        && tokens.list[behind].gap.has(Gap::CLOSE)
        && tokens.list[behind].gap.only(Gap::BLANK.or(Gap::CLOSE));
    let (region, _) = closes.then(|| tokens.phrase(&lexicons.regions.names, behind, end)).flatten()?;
    Some(n + region)
}

/// "Institut Teknologi dan Bisnis Haji Agus Salim (ITB-HAS)": do a few capitals and a short form in brackets follow?
fn before_short_form(tokens: &Tokens, at: usize, end: usize) -> bool {
    let run = (at + 1..end.min(at + 5)).find(|i| !(tokens.list[*i].capital && tokens.list[*i].gap.is_soft()));
    run.is_some_and(|i| tokens.list[i].gap.has(Gap::OPEN) && tokens.list[i].upper)
}

/// Behind "(Persero)" a company's name goes on, and behind "Universitas Islam Negeri (UIN)" a university's, for its
/// short form alone names no one; behind "(UB)" it doesn't.
fn bracket_before(lexicons: &Lexicons, tokens: &Tokens, text: &str, at: usize) -> bool {
    let Some(bracket) = at.checked_sub(1) else { return false };
    let short = tokens.list[bracket].upper && tokens.phrase(&lexicons.organisations.heads, bracket, at).is_some();
    let legal = matches!(tokens.text(text, bracket).to_lowercase().as_str(), "persero" | "perseroda");
    tokens.list[at].capital && (short || legal)
}
