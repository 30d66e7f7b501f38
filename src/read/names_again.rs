//! Names that only the rest of the article explains: short forms given in brackets, and foreign places named again
//! without their kind.
//!
//! ```text
//! Universitas Sulawesi Tenggara (Unsultra) … Rektor Unsultra Prof Andi Bahrun
//! Kota Pengzhou … Wali Kota Pengzhou Wang Fengjun
//! Pemerintah Kota Vlissingen, in an article that speaks of Belanda
//! ```

use rustc_hash::FxHashMap;

use super::{
    Mention,
    led_names::cut_persons,
    proper_names::{NameKind, ProperName},
    tokens::{Gap, Tokens},
};
use crate::{
    Lexicons,
    lexicon::{lists::List, regions::TypeRole},
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
        // "Gondar City": whole, where it stands so; of "Prefektur Kagoshima" the kind is no part of the name.
        let before = |n: &usize| {
            let at = at.checked_sub(*n).filter(|at| tokens.phrase(&lexicons.regions.types, *at, *at + 1).is_none());
            at.is_some_and(|at| name.name.split(' ').rev().nth(*n) == Some(tokens.text(text, at)))
        };
        let n = if name.kind == NameKind::Foreign { (1..).take_while(before).count() } else { 0 };
        found.push(Mention::new(tokens, at - n, last, (*name).clone(), "named-again"));
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
