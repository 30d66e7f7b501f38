//! Names of organisations, streets, clubs …: who can be a party besides regions, and which words belong to
//! a longer name, so that "Universitas Negeri Malang" names no region.

mod extent;
mod foreign;

use super::{
    Mention,
    tokens::{Gap, Tokens},
};
use crate::{
    Lexicons,
    lexicon::{cues::Cue, lists::List, offices::OtherOffice, organisations::Class, regions::TypeRole},
    model::{LEGAL_FORMS, Scheme},
};
use extent::{Extent, extend, extend_place, short_form};
use foreign::{foreign_at, twin_at, with_suffix};

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
    // A name that begins with a small letter begins with a head; a foreign one may have a word of kind before it.
    let Lexicons { organisations, regions, .. } = lexicons;
    let opening = organisations.heads.lexicon().or(organisations.foreign.lexicon()).or(regions.types.lexicon());
    let mut found = Vec::new();
    for sentence in &tokens.sentences {
        // A place abroad is told by its own name, or by that of its country behind it.
        let words = &tokens.list[sentence.first..sentence.last];
        let abroad = words.iter().any(|token| token.begins.has(organisations.foreign.lexicon()));
        let mut at = sentence.first;
        while at < sentence.last {
            let token = tokens.list[at];
            if !(token.capital || token.begins.has(opening)) {
                at += 1;
                continue;
            }
            let foreign = abroad.then(|| foreign_at(lexicons, tokens, at, sentence.last)).flatten();
            let foreign = foreign.or_else(|| twin_at(lexicons, tokens, text, at, sentence.last));
            match foreign.or_else(|| name_at(lexicons, tokens, text, at, sentence.last)) {
                Some((last, kind, rule)) => {
                    let name = name_of_body(lexicons, tokens, text, at, last);
                    found.push(Mention::new(tokens, at, last, ProperName { name, kind }, rule));
                    at = last;
                }
                // "Papua Pegunungan John Tabo", "Dinas Kominfo": no mountains stand in a region's name, and no ministry in
                // that of a region's agency.
                None => {
                    let longer = region_at(lexicons, tokens, at, sentence.last);
                    at += longer.or_else(|| agency_at(lexicons, tokens, at, sentence.last)).unwrap_or(1);
                }
            }
        }
    }
    found
}

/// The name at `at..last` as the text has it; whoever leads a body stands for it: "Kapolres Blora" is Polres Blora.
fn name_of_body(lexicons: &Lexicons, tokens: &Tokens, text: &str, at: usize, last: usize) -> String {
    let name = |first: usize| closed(tokens.span(first, last).one_line(text));
    match tokens.phrase(&lexicons.body_heads, at, last) {
        Some((n, [body])) if at + n < last => format!("{body} {}", name(at + n)),
        _ => name(at),
    }
}

/// How many words a region's name of several has: "Sungai Penuh", "Papua Pegunungan".
fn region_at(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> Option<usize> {
    let name = tokens.list[at].capital.then(|| tokens.phrase(&lexicons.regions.names, at, end)).flatten();
    name.filter(|(n, ids)| *n >= 2 && !lexicons.regions.name_list[ids[0]].codes.is_empty()).map(|(n, _)| n)
}

/// How many words the name of a region's agency has: "Dinas Kominfo".
fn agency_at(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> Option<usize> {
    tokens.phrase(&lexicons.offices.agencies, at, end).filter(|_| tokens.list[at].capital).map(|(n, _)| n)
}

fn name_at(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    at: usize,
    end: usize,
) -> Option<(usize, NameKind, &'static str)> {
    let token = tokens.list[at];
    // "ASEAN Eng" is a degree.
    let degree = tokens.phrase(&lexicons.offices.titles_after, at, end).is_some_and(|(n, _)| n > 1);
    if degree || government_at(lexicons, tokens, at, end) {
        return None;
    }
    if let Some(last) = with_suffix(lexicons, tokens, text, at, end) {
        return Some((last, NameKind::Foreign, "place-with-suffix"));
    }
    if let Some(last) = behind_tail(lexicons, tokens, at, end) {
        return Some((last, NameKind::Other, "name-tail"));
    }
    let organisation =
        organisation_at(lexicons, tokens, text, at, end).or_else(|| english_at(lexicons, tokens, at, end));
    // "Semen Padang", "Bima Arya": fixed names, unless they name an organisation that can be a party.
    let fixed = token.capital.then(|| tokens.phrase(&lexicons.organisations.proper_names, at, end)).flatten();
    match (organisation, fixed) {
        (Some((last, kind, rule)), Some((n, _))) if last < at + n || !matches!(kind, NameKind::Organisation(_)) => {
            Some((at + n, NameKind::Other, rule))
        }
        (None, Some((n, _))) => Some((at + n, NameKind::Other, "proper-name")),
        (organisation, _) => organisation,
    }
}

/// "Setkab Kukar" is the regency's secretariat, and not that of the cabinet.
fn government_at(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> bool {
    if !tokens.list[at].capital {
        return false;
    }
    let Some((n, kinds)) = tokens.phrase(&lexicons.regions.types, at, end) else { return false };
    let region = (at + n < end).then(|| tokens.phrase(&lexicons.regions.names, at + n, end)).flatten();
    let fits = |id: usize| {
        let codes = &lexicons.regions.name_list[id].codes;
        codes.iter().any(|code| kinds[0].level.is_none_or(|level| level == code.level()))
    };
    kinds[0].role == TypeRole::Organ && region.is_some_and(|(_, ids)| fits(ids[0]))
}

/// "Jakarta Fair", "Jakarta Light Festival": a region's name that begins another one, with at most a word in between.
fn behind_tail(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> Option<usize> {
    if !tokens.list[at].capital {
        return None;
    }
    let (n, _) = tokens.phrase(&lexicons.regions.names, at, end)?;
    let goes_on = |i: usize| i < end && tokens.list[i].capital && tokens.list[i].gap.only(Gap::BLANK.or(Gap::HYPHEN));
    let tail = |i: usize| lexicons.organisations.tails.contains(tokens.list[i].word);
    let next = at + n;
    let between = |i: usize| {
        let stop = lexicons.offices.name_stops.contains(tokens.list[i].word);
        !tokens.in_headline(i) && !stop && goes_on(i + 1) && tail(i + 1)
    };
    match goes_on(next) {
        true if tail(next) => Some(next + 1),
        true if between(next) => Some(next + 2),
        _ => None,
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
    if region_at(lexicons, tokens, at, end).is_some() {
        return None;
    }
    // "Pelaksana Harian (Plh) Bupati", "Mayjen TNI (Purn) Andi Sumangerukka"
    let within = |phrase: Option<usize>| phrase.is_some_and(|n| n > 1);
    let before = at.checked_sub(1);
    if before.is_some_and(|before| {
        within(tokens.phrase(&lexicons.offices.acting, before, end).map(|(n, _)| n))
            || within(tokens.phrase(&lexicons.offices.titles_before, before, end).map(|(n, _)| n))
    }) {
        return None;
    }
    let known = known_at(lexicons, tokens, at, end);
    let head = tokens
        .phrase(&lexicons.organisations.heads, at, end)
        .filter(|(_, values)| values[0].case.fits(token.capital, token.upper));
    match (known, head) {
        // "Apeksi XIV" is a meeting, "Kodam XIV" a command.
        (Some((n, _)), None) if roman(tokens, text, at + n, end) => {
            Some((at + n + 1, NameKind::Other, "known-organisation"))
        }
        (Some((n, scheme)), head) if head.is_none_or(|(m, _)| n >= m) => {
            // "PT PP Tirta Riau" goes on as any company's name does.
            let body = head.is_some_and(|(_, values)| values[0].class == Class::Body);
            let extent = if body { Extent::Free } else { Extent::Branch };
            let last = extend(lexicons, tokens, text, at + n, end, extent);
            // "Pengadilan Agama Tenggarong"
            let vertical = head.is_some_and(|(_, values)| values[0].class == Class::Vertical);
            let seat = if vertical && last == at + n { seat_at(lexicons, tokens, last, end) } else { 0 };
            Some((last + seat, NameKind::Organisation(scheme), "known-organisation"))
        }
        (_, Some((n, values))) => {
            let head = values[0];
            let office = tokens.phrase(&lexicons.offices.others, at, end).is_some_and(|(m, _)| m >= n);
            let last = match head.class {
                _ if office => behind_region(lexicons, tokens, text, at + n, end),
                Class::Place => extend_place(lexicons, tokens, at + n, end),
                // "Kepala Kantor Wilayah Kuncoro Budi Winarno": behind an office without its body stands the holder.
                Class::Vertical if at > 0 && chief(lexicons, tokens, at - 1, at + n, end) => at + n,
                Class::Vertical => extend(lexicons, tokens, text, at + n, end, Extent::Vertical),
                Class::Branded => extend(lexicons, tokens, text, at + n, end, Extent::Branch),
                _ => {
                    // "PT Kawasan Industri Makassar": a company's first word may be any.
                    let form = tokens.text(text, at).trim_end_matches('.').to_lowercase();
                    let any = LEGAL_FORMS.contains(&form.as_str()) && first_word(lexicons, tokens, at + n, end);
                    let begin = at + n + usize::from(any) + short_kind(lexicons, tokens, at + n, end);
                    extend(lexicons, tokens, text, begin, end, Extent::Free)
                }
            };
            // "di Kampus UT {Tangerang Selatan}"; but "Asprov PSSI Sulut" is a club.
            let there = at > 0 && matches!(tokens.text(text, at - 1), "di" | "ke");
            let last = if there && head.scheme.is_none() { before_town(lexicons, tokens, at + n, last) } else { last };
            // "jalan", "desa", "bank" by themselves name nothing; "Kejaksaan" does.
            let bare = last == at + n;
            // "sejumlah instansi dan BUMN" names none of them.
            let generic = bare && lexicons.lists.has(List::KindOfBody, tokens.text(text, at));
            if generic || bare && (office || head.scheme.is_none() || !token.capital || head.class == Class::Body) {
                return None;
            }
            let kind = match (head.class, head.scheme) {
                (Class::Venue, _) => NameKind::Venue,
                (_, Some(scheme)) => NameKind::Organisation(scheme),
                _ => NameKind::Other,
            };
            let rule = if head.class == Class::Place { "place-head" } else { "name-head" };
            Some((last, kind, rule))
        }
        _ => None,
    }
}

/// "Kampus UT {Tangerang Selatan}": where a building's name ends that a known short form and a town's name stand at the end of.
fn before_town(lexicons: &Lexicons, tokens: &Tokens, first: usize, last: usize) -> usize {
    let town = |at: &usize| {
        let name = tokens.phrase(&lexicons.regions.names, *at, last);
        let short = tokens.list[*at - 1].upper && known_at(lexicons, tokens, *at - 1, *at).is_some();
        name.is_some_and(|(n, _)| at + n == last) && short
    };
    (first + 1..last).find(town).unwrap_or(last)
}

/// "Indonesia Solid Waste Association (InSWA)", "Tula State University": a name whose last word tells what it is, as in
/// English; not in a headline, where all words have capitals.
fn english_at(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> Option<(usize, NameKind, &'static str)> {
    let begins = || {
        !tokens.in_headline(at)
            && tokens.phrase(&lexicons.offices.forms, at, end).is_none()
            && tokens.phrase(&lexicons.offices.others, at, end).is_none()
            && tokens.phrase(&lexicons.offices.titles_before, at, end).is_none()
            && tokens.phrase(&lexicons.regions.types, at, end).is_none()
            && tokens.phrase(&lexicons.cues, at, end).is_none()
    };
    let goes_on = |i: &usize| {
        let token = tokens.list[*i];
        let initial = token.span().end() - token.span().start() == 1;
        token.gap.only(Gap::BLANK) && (token.capital || initial)
    };
    let ends =
        |i: &usize| lexicons.organisations.english_ends.contains(tokens.list[*i].word) && tokens.list[*i].capital;
    let name = tokens.list[at].capital.then_some(at + 1..end.min(at + 6));
    let last = name?.take_while(goes_on).find(ends).filter(|_| begins())? + 1;
    let bracket = last < end && tokens.list[last].gap.has(Gap::OPEN) && short_form(tokens, last, end);
    Some((last + usize::from(bracket), NameKind::Organisation(Scheme::PihakKetiga), "english-name"))
}

/// Is a branch led by the one who is named: "Kepala {Kantor Wilayah} Kuncoro", and not "Kepala {Kantor Wilayah} BPN Bali"?
fn chief(lexicons: &Lexicons, tokens: &Tokens, office: usize, at: usize, end: usize) -> bool {
    let head = |word: &str| lexicons.vocabulary.lookup(word) == tokens.list[office].word;
    let branch = (office + 1..at).all(|i| lexicons.offices.name_branches.contains(tokens.list[i].word));
    let body = at >= end
        || tokens.phrase(&lexicons.organisations.known, at, end).is_some()
        || tokens.phrase(&lexicons.organisations.heads, at, end).is_some()
        || tokens.phrase(&lexicons.regions.names, at, end).is_some()
        || tokens.phrase(&lexicons.regions.types, at, end).is_some()
        || tokens.phrase(&lexicons.regions.capitals, at, end).is_some()
        || lexicons.offices.name_branches.contains(tokens.list[at].word);
    head("kepala") && branch && !body
}

/// "Universitas Muhammadiyah (UM) Purwokerto": what is only a kind of body, shortened in brackets, has its name behind
/// them. How many tokens these and the name's first word are; 0 where the bracket ends the name.
fn short_kind(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> usize {
    let bracket = at + 1 < end && tokens.list[at].gap.has(Gap::OPEN) && short_form(tokens, at, end);
    let name = bracket
        && tokens.list[at + 1].capital
        && tokens.list[at + 1].gap.only(Gap::BLANK.or(Gap::CLOSE))
        && tokens.phrase(&lexicons.regions.types, at + 1, end).is_none()
        && tokens.phrase(&lexicons.cues, at + 1, end).is_none();
    if name { 2 } else { 0 }
}

/// Does a word that a company can be called by stand here: not in a headline, where all words have capitals?
fn first_word(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> bool {
    let gate = |cues: &[Cue]| cues.iter().any(|cue| cue.opens_the_gate());
    at < end
        && tokens.list[at].capital
        && tokens.list[at].gap.only(Gap::BLANK.or(Gap::STOP))
        && !tokens.in_headline(at)
        && tokens.phrase(&lexicons.regions.names, at, end).is_none()
        && known_at(lexicons, tokens, at, end).is_none()
        && !tokens.phrase(&lexicons.cues, at, end).is_some_and(|(_, cues)| gate(cues))
}

/// How many words the seat of a government has that stands right behind a name.
fn seat_at(lexicons: &Lexicons, tokens: &Tokens, at: usize, end: usize) -> usize {
    let joined = at < end && tokens.list[at].capital && tokens.list[at].gap.only(Gap::BLANK);
    let seat = joined.then(|| tokens.phrase(&lexicons.regions.capitals, at, end)).flatten();
    seat.map_or(0, |(n, _)| n)
}

/// Is the word behind a name a Roman number?
fn roman(tokens: &Tokens, text: &str, at: usize, end: usize) -> bool {
    at < end && tokens.list[at].upper && tokens.list[at].gap.only(Gap::BLANK) && extent::is_roman(tokens.text(text, at))
}

/// "Kajari Blora Haris Hasbullah": behind an office's region begins the name of a person.
fn behind_region(lexicons: &Lexicons, tokens: &Tokens, text: &str, mut at: usize, end: usize) -> usize {
    // "Dandim 0830/Surabaya", "Dandim 0421/LS", "Pangdam III/Siliwangi"
    if at + 1 < end && (tokens.list[at].digit || roman(tokens, text, at, end)) {
        at += 1;
        let name = tokens.list[at].capital && tokens.list[at].gap.only(Gap::SLASH);
        if name && tokens.phrase(&lexicons.regions.names, at, end).is_none() {
            return at + 1;
        }
    }
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
    // "Direktur {Utama} PT …": the office has no more words.
    let office = tokens.list[at].capital
        && (1..=3).any(|n| {
            at >= n
                && tokens
                    .phrase(&lexicons.offices.others, at - n, end)
                    .is_some_and(|(m, values)| m == n && values[0].0 == OtherOffice::Partner)
        });
    if !office {
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
    let known = token.capital.then(|| tokens.phrase(&lexicons.organisations.known, at, end)).flatten();
    known.filter(|(_, values)| values[0].case.fits(token.capital, token.upper)).map(|(n, values)| (n, values[0].scheme))
}

/// "Badan Pusat Statistik (BPS" gets its closing bracket; "Badan Penyelenggara Jaminan Sosial ({BPJS) Kesehatan}" loses it.
fn closed(mut name: String) -> String {
    match (name.matches('(').count(), name.matches(')').count()) {
        (open, closing) if open > closing => name.push(')'),
        (0, 1..) => name = name.replace(')', ""),
        _ => {}
    }
    name
}
