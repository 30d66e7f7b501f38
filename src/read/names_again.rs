//! Names that only the rest of the article explains: short forms given in brackets, foreign places named again
//! without their kind, and where an organisation's name ends before a person's.
//!
//! ```text
//! Universitas Sulawesi Tenggara (Unsultra) … Rektor Unsultra Prof Andi Bahrun
//! Bank Banten … Direktur Utama Bank Banten Muhammad Busthami
//! Kota Pengzhou … Wali Kota Pengzhou Wang Fengjun
//! Pemerintah Kota Vlissingen, in an article that speaks of Belanda
//! ```

use rustc_hash::FxHashMap;

use super::{
    Mention,
    proper_names::{NameKind, ProperName},
    tokens::{Gap, Tokens},
};
use crate::{
    Lexicons,
    lexicon::{lists::List, regions::TypeRole},
    model::Scheme,
};

/// Mends the names of an article in the light of all of them.
pub(crate) fn mend(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    mut names: Vec<Mention<ProperName>>,
) -> Vec<Mention<ProperName>> {
    drop_namesakes(&mut names);
    cut_persons(lexicons, tokens, text, &mut names);
    let again = named_again(lexicons, tokens, text, &names);
    let foreign = foreign_governments(lexicons, tokens, text, &names);
    for name in again.into_iter().chain(foreign) {
        if !names.iter().any(|known| known.first < name.last && name.first < known.last) {
            names.push(name);
        }
    }
    names.sort_by_key(|name| name.first);
    names
}

/// A foreign city's name in an article that speaks of nothing foreign besides is another place of that name: the
/// spring Astana.
fn drop_namesakes(names: &mut Vec<Mention<ProperName>>) {
    let bare = |name: &Mention<ProperName>| name.value.kind == NameKind::Foreign && name.last == name.first + 1;
    let abroad = names
        .iter()
        .any(|name| name.value.kind == NameKind::Country || name.value.kind == NameKind::Foreign && !bare(name));
    let count = names.iter().filter(|name| bare(name)).count();
    if !abroad && count == 1 {
        names.retain(|name| !bare(name));
    }
}

/// "Rektor ITN Malang Abraham Lomi", "Direktur Bank Banten Muhammad Busthami": behind the office of an organisation
/// stands the organisation, then the person. The name ends where the article elsewhere ends it, else behind a region, "Ketua Yayasan
/// Rumpun Perempuan Sultra Sitti Zahara", behind a short form that the article elsewhere has alone, or behind a known name where
/// the person stands alone elsewhere.
fn cut_persons(lexicons: &Lexicons, tokens: &Tokens, text: &str, names: &mut [Mention<ProperName>]) {
    let is_led = |first: usize| {
        // "Kepala Stasiun" {Stasiun Geofisika …}: the office may hold the name's first word.
        let over = first >= 1 && tokens.phrase(&lexicons.offices.others, first - 1, tokens.list.len()).is_some();
        let before = (1..=3).any(|n| {
            first >= n && tokens.phrase(&lexicons.offices.others, first - n, first).is_some_and(|(m, _)| m == n)
        });
        tokens.list[first].gap.is_soft() && (over || before)
    };
    let words = |first: usize, last: usize| -> Vec<String> {
        (first..last).map(|at| tokens.text(text, at).to_lowercase()).collect()
    };
    let organisation = |name: &Mention<ProperName>| matches!(name.value.kind, NameKind::Organisation(_));
    if !names.iter().any(|name| organisation(name) && is_led(name.first)) {
        return;
    }
    let elsewhere: Vec<Vec<String>> = names
        .iter()
        .filter(|name| organisation(name) && !is_led(name.first) && name.last - name.first >= 2)
        .filter(|name| tokens.list[name.last - 1].capital)
        .map(|name| words(name.first, name.last))
        .collect();
    // "Rektor Universitas Nusa Nipa Jonas Kleofas", beside "Universitas Nusa Nipa Maumere".
    let place = |at: usize, last: usize| {
        let region = tokens.phrase(&lexicons.regions.names, at, last).is_some();
        region || tokens.phrase(&lexicons.regions.capitals, at, last).is_some()
    };
    let seated: Vec<Vec<String>> = names
        .iter()
        .filter(|name| organisation(name) && !is_led(name.first) && name.last - name.first >= 3)
        .filter(|name| place(name.last - 1, name.last))
        .map(|name| words(name.first, name.last - 1))
        .collect();
    for name in names.iter_mut().filter(|name| organisation(name) && is_led(name.first)) {
        let own = words(name.first, name.last);
        if elsewhere.contains(&own) {
            continue;
        }
        let known =
            elsewhere.iter().filter(|other| other.len() < own.len() && own.starts_with(other)).map(Vec::len).max();
        let without_seat = || {
            let begins = |other: &&Vec<String>| {
                let n = other.len();
                n + 2 <= own.len() && own.starts_with(other) && !place(name.first + n, name.last)
            };
            seated.iter().filter(begins).map(Vec::len).max()
        };
        let behind_region = || {
            let known = tokens.phrase(&lexicons.organisations.known, name.first, name.last).map_or(0, |(n, _)| n);
            let central = name.value.kind == NameKind::Organisation(Scheme::PemerintahPusat);
            // "PT Bandung Daya Sentosa" begins with a town.
            let from = name.first + if known > 0 || central { 1 } else { 2 };
            (from..name.last).rev().find_map(|at| {
                let region = tokens.phrase(&lexicons.regions.names, at, name.last)?.0;
                // "Bank NTB Syariah Bima": the region stands within a longer known name.
                let end = (at + region).max(name.first + known);
                // "Ketua PA Jepara Rifai", who stands alone elsewhere.
                let single =
                    central && name.last == at + region + 1 && alone_elsewhere(lexicons, tokens, text, at + region);
                (name.last >= end + 2 || single).then_some(end - name.first)
            })
        };
        // "Rektor ITN Abraham Lomi", beside "kampus ITN,"
        let alone = || {
            let short = tokens.list[name.first];
            let long_enough = short.upper && name.last >= name.first + 3 && tokens.text(text, name.first).len() > 2;
            let other = |at: usize| {
                let next = tokens.list.get(at + 1);
                let goes_on = next.is_some_and(|next| next.capital && next.gap.is_soft());
                tokens.text(text, at) == tokens.text(text, name.first) && !goes_on
            };
            // "ISI Yogyakarta Irwandi"
            let seat = tokens.phrase(&lexicons.regions.names, name.first + 1, name.last).is_some();
            // "PDAM Tirta Kanjuruhan", "BPJS Kesehatan": the short form is only the beginning of what it is called.
            let longer = [
                tokens.phrase(&lexicons.organisations.heads, name.first, name.last).map(|(n, _)| n),
                tokens.phrase(&lexicons.organisations.known, name.first, name.last).map(|(n, _)| n),
            ]
            .into_iter()
            .flatten()
            .any(|n| n > 1);
            (long_enough && !seat && !longer && (0..tokens.list.len()).any(other)).then_some(1)
        };
        // "Direktur Utama PT Garam (Persero) Budi Sasongko"
        let behind_form = || {
            let legal = |word: &String| matches!(word.as_str(), "persero" | "perseroda");
            let n = own.iter().position(legal)? + 1;
            let person = |at: usize| {
                let token = tokens.list[at];
                let known = tokens.phrase(&lexicons.regions.names, at, name.last).is_some();
                !token.upper && !token.digit && !known && !lexicons.offices.name_branches.contains(token.word)
            };
            let behind = name.first + n..name.last;
            (behind.len() >= 2 && behind.clone().all(person) && own[own.len() - 1] != "tbk").then_some(n)
        };
        // "Rektor Universitas Diponegoro Suharnomo", who stands alone elsewhere: "kata Suharnomo".
        let behind_known = || {
            let (n, _) =
                tokens.phrase(&lexicons.organisations.known, name.first, name.last).filter(|(n, _)| *n >= 2)?;
            let mut person = name.first + n..name.last;
            let word = |at: usize| !tokens.list[at].upper && !tokens.list[at].digit && !place(at, tokens.list.len());
            (person.clone().all(word) && person.any(|at| alone_elsewhere(lexicons, tokens, text, at))).then_some(n)
        };
        let branch = |n: usize| lexicons.offices.name_branches.contains(tokens.list[name.first + n].word);
        if let Some(n) = known
            .or_else(without_seat)
            .or_else(behind_region)
            .or_else(alone)
            .or_else(behind_form)
            .or_else(behind_known)
            .filter(|n| !branch(*n))
        {
            *name = Mention::new(
                tokens,
                name.first,
                name.first + n,
                ProperName { name: tokens.span(name.first, name.first + n).one_line(text), kind: name.value.kind },
                name.rule,
            );
        }
    }
}

/// Does the word of a token stand elsewhere without another capital beside it?
fn alone_elsewhere(lexicons: &Lexicons, tokens: &Tokens, text: &str, at: usize) -> bool {
    let joined = |at: usize| tokens.list.get(at).is_some_and(|token| token.capital && token.gap.is_soft());
    // "Menurut Armid, …": a sentence begins with a capital whatever its first word is.
    let inside = |at: usize| {
        let first = tokens.sentences[tokens.sentence_of(at)].first;
        first < at && !(first + 1 == at && lexicons.offices.name_stops.contains(tokens.list[first].word))
    };
    let alone = |other: usize| {
        let before = inside(other) && tokens.list[other].gap.is_soft() && tokens.list[other - 1].capital;
        other != at && tokens.text(text, other) == tokens.text(text, at) && !joined(other + 1) && !before
    };
    (0..tokens.list.len()).any(alone)
}

/// Short forms and bare foreign names, wherever they stand again.
fn named_again(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    names: &[Mention<ProperName>],
) -> Vec<Mention<ProperName>> {
    let mut known: FxHashMap<&str, &ProperName> = FxHashMap::default();
    for name in names {
        match name.value.kind {
            NameKind::Organisation(_) => {
                let short = short_form_within(&name.value.name).or_else(|| short_form_behind(tokens, text, name));
                // A short form of two letters, or in small letters, is a word of many articles.
                if let Some(short) = short.filter(|short| short.len() > 2 && short.starts_with(char::is_uppercase)) {
                    known.entry(short).or_insert(&name.value);
                }
            }
            NameKind::Foreign if name.last - name.first >= 2 || name.rule == "place-and-country" => {
                let last = tokens.text(text, name.last - 1);
                if last.len() > 3 && tokens.list[name.last - 1].capital {
                    known.entry(last).or_insert(&name.value);
                }
            }
            _ => {}
        }
    }
    if known.is_empty() {
        return Vec::new();
    }
    // "Kejari Ogan Komering Ilir (OKI)": the short form is the regency's.
    let region = |at: usize| {
        let name = tokens.phrase(&lexicons.regions.names, at, at + 1);
        name.is_some_and(|(_, ids)| !lexicons.regions.name_list[ids[0]].codes.is_empty())
    };
    let mut found = Vec::new();
    // All of them begin with a capital.
    for at in (0..tokens.list.len()).filter(|at| tokens.list[*at].capital && !region(*at)) {
        // "ITB-HAS" is two words for the tokenizer.
        let joined = (at + 1 < tokens.list.len() && tokens.list[at + 1].gap.only(Gap::HYPHEN))
            .then(|| tokens.span(at, at + 2).of(text));
        let (last, name) = match joined.and_then(|words| known.get(words)) {
            Some(name) => (at + 2, name),
            None => match known.get(tokens.text(text, at)) {
                Some(name) => (at + 1, name),
                None => continue,
            },
        };
        found.push(Mention::new(tokens, at, last, (*name).clone(), "named-again"));
    }
    found
}

/// "Universitas Sulawesi Tenggara (Unsultra)": the short form that the name ends with.
fn short_form_within(name: &str) -> Option<&str> {
    let (_, short) = name.strip_suffix(')')?.rsplit_once('(')?;
    (!short.contains(' ')).then_some(short)
}

/// The same where the name ends before the bracket.
fn short_form_behind<'t>(tokens: &Tokens, text: &'t str, name: &Mention<ProperName>) -> Option<&'t str> {
    let at = name.last;
    if at >= tokens.list.len() || !tokens.list[at].gap.has(Gap::OPEN) || name.last - name.first < 2 {
        return None;
    }
    let close = (at + 1..(at + 3).min(tokens.list.len())).find(|end| tokens.list[*end].gap.has(Gap::CLOSE))?;
    let short = tokens.span(at, close).of(text);
    (!short.contains(' ')).then_some(short)
}

/// "Pemerintah Kota Vlissingen", "Provinsi Jeollanamdo": a government, or one of the 38 provinces, that is none of
/// Indonesia, in an article that names a foreign country or place.
fn foreign_governments(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    names: &[Mention<ProperName>],
) -> Vec<Mention<ProperName>> {
    if !names.iter().any(|name| matches!(name.value.kind, NameKind::Country | NameKind::Foreign)) {
        return Vec::new();
    }
    // "kota kembar di Korea Selatan … MoU dengan Kota Iksan"
    let twinned = lexicons.lists.within(List::Twin, text);
    let with = |at: usize| at > 0 && matches!(tokens.text(text, at - 1), "dengan" | "bersama");
    let mut found = Vec::new();
    for sentence in &tokens.sentences {
        let mut at = sentence.first;
        while at < sentence.last {
            let kind = tokens.phrase(&lexicons.regions.types, at, sentence.last).filter(|(n, kinds)| {
                let word = tokens.text(text, at + n - 1).to_lowercase();
                let spelled = matches!(word.as_str(), "kota" | "provinsi" | "propinsi" | "kabupaten");
                let capital = tokens.list[at].capital;
                let government = kinds[0].role == TypeRole::Government && spelled;
                capital
                    && (government
                        || kinds[0].role == TypeRole::Type && matches!(word.as_str(), "provinsi" | "propinsi")
                        || kinds[0].role == TypeRole::Type && twinned && word == "kota" && with(at))
            });
            let Some((n, _)) = kind else {
                at += 1;
                continue;
            };
            let first = at + n;
            let mut last = first;
            while last < sentence.last
                && last - first < 3
                && tokens.list[last].capital
                && tokens.list[last].gap.only(Gap::BLANK.or(Gap::HYPHEN))
                && tokens.phrase(&lexicons.regions.names, last, sentence.last).is_none()
                && tokens.phrase(&lexicons.regions.types, last, sentence.last).is_none()
                && tokens.phrase(&lexicons.offices.forms, last, sentence.last).is_none()
                && !lexicons.offices.name_stops.contains(tokens.list[last].word)
            {
                last += 1;
            }
            let long = |at: usize| !tokens.list[at].upper && tokens.text(text, at).len() > 4;
            if last > first && long(first) {
                let name = tokens.span(at, last).one_line(text);
                found.push(Mention::new(
                    tokens,
                    at,
                    last,
                    ProperName { name, kind: NameKind::Foreign },
                    "foreign-government",
                ));
            }
            at = last.max(first);
        }
    }
    found
}
