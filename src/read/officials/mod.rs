//! People: holders of offices of regional governments, and those who sign for others.
//!
//! ```text
//! Bupati Blora H. Arief Rohman, S.IP.      office region name
//! Penjabat (Pj) Wali Kota Sukabumi Kusmana Hartadji
//! Kepala Dinas Lingkungan Hidup Lobar H. Lalu Surapati
//! Danny Missi (Bupati Halbar)              name, office region
//! ```

mod context;
mod field;
mod name;
mod office;

use super::{
    Mention,
    proper_names::ProperName,
    regions::{NamedAs, RegionName, RegionRef},
    tokens::{Gap, Tokens},
};
use crate::{
    Lexicons,
    model::{Level, RegionCode},
};
pub(crate) use context::find_again;
use context::from_context;

/// A person named with an office.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Person {
    /// Without titles.
    pub(crate) name: String,
    /// The tokens of the name.
    pub(crate) name_tokens: (usize, usize),
    /// Spelled in full, acting mark first, without the region.
    pub(crate) office: String,
    /// Of somebody from elsewhere: the organisation named with the office.
    pub(crate) organisation: Option<String>,
    /// The region served; none as long as only the article tells, and for people from elsewhere.
    pub(crate) region: Option<RegionCode>,
    /// Which token begins the region's name, when one stands with the office.
    region_at: Option<usize>,
    /// The level of government that the office tells.
    level: Option<Level>,
    /// An office of regional government? Others may sign, but are no officials.
    pub(crate) official: bool,
    /// "mantan", "calon": named, but not in office.
    pub(crate) former: bool,
}

/// Finds every person with an office, in text order.
pub(crate) fn find(
    lexicons: &Lexicons,
    tokens: &Tokens,
    text: &str,
    regions: &[Mention<RegionName>],
    names: &[Mention<ProperName>],
) -> Vec<Mention<Person>> {
    let mut region_at = vec![None; tokens.list.len()];
    for (index, region) in regions.iter().enumerate().rev() {
        region_at[region.first] = Some(index);
    }
    let mut name_at = vec![None; tokens.list.len()];
    for (index, name) in names.iter().enumerate() {
        name_at[name.first] = Some(index);
    }
    let mut found: Vec<Mention<Person>> = Vec::new();
    let mut titles = 0;
    for sentence in &tokens.sentences {
        let finder = Finder {
            lexicons,
            tokens,
            text,
            regions,
            region_at: &region_at,
            names,
            name_at: &name_at,
            first: sentence.first,
            end: sentence.last,
        };
        let mut at = sentence.first;
        while at < sentence.last {
            match finder.person_at(at, found.last().map_or(0, |person| person.last)) {
                Some(person) => {
                    at = person.last.max(at + 1);
                    titles += usize::from(sentence.line == 0);
                    found.push(person);
                }
                None => at += 1,
            }
        }
    }
    let body = found.split_off(titles);
    found.retain_mut(|person| confirm(tokens, text, person, &body));
    found.extend(body);
    found
}

/// In a headline every word has a capital: a name there is as long as the body has it, and none that the body
/// has not: "Bupati Solok Gaet Sumsel".
fn confirm(tokens: &Tokens, text: &str, person: &mut Mention<Person>, body: &[Mention<Person>]) -> bool {
    let (first, end) = person.value.name_tokens;
    let has = |other: &Mention<Person>, at: usize| {
        other.value.name.split_whitespace().any(|word| word == tokens.text(text, at))
    };
    let again = || (end..tokens.list.len()).any(|at| tokens.text(text, at) == tokens.text(text, first));
    let known = (first + 1..=end).rev().find(|last| body.iter().any(|other| (first..*last).all(|at| has(other, at))));
    // A head is often named by one word that the body has without the office.
    let alone = person.value.level.is_some() && again();
    let Some(last) = known.or_else(|| alone.then_some(first + 1)) else { return false };
    person.value.name_tokens = (first, last);
    person.value.name = tokens.span(first, last).of(text).to_owned();
    true
}

/// Gives each official the region served, where the words with the office don't tell it.
pub(crate) fn resolve(
    tokens: &Tokens,
    text: &str,
    people: Vec<Mention<Person>>,
    regions: &[Mention<RegionRef>],
) -> Vec<Mention<Person>> {
    let mut resolved: Vec<Mention<Person>> = Vec::with_capacity(people.len());
    for mut person in people {
        if person.value.official && person.value.region.is_none() {
            let named = person.value.region_at.and_then(|at| {
                // Two mentions may share a name ("Pemkot dan Pemkab Bandung"): the one that begins nearest.
                regions
                    .iter()
                    .filter(|region| region.first <= at && at < region.last)
                    .map(|region| region.value.code)
                    .next_back()
            });
            person.value.region = named
                .or_else(|| known_person(&person.value, &resolved))
                .or_else(|| from_context(tokens, text, &person, regions));
        }
        resolved.push(person);
    }
    // "Kepala Seksi Intelijen …" in an article without a regional government is somebody else's.
    let governed = regions.iter().any(|region| matches!(region.value.role, NamedAs::Government | NamedAs::Head));
    if !governed {
        resolved.retain(|person| {
            person.value.level.is_some() || person.value.region_at.is_some() || !person.value.official
        });
    }
    // A first mention without a region takes it from a later, fuller one.
    for index in 0..resolved.len() {
        if resolved[index].value.official && resolved[index].value.region.is_none() {
            resolved[index].value.region = known_person(&resolved[index].value, &resolved);
        }
    }
    resolved
}

fn known_person(person: &Person, others: &[Mention<Person>]) -> Option<RegionCode> {
    others
        .iter()
        .find(|other| other.value.region.is_some() && same_name(&other.value.name, &person.name))
        .and_then(|other| other.value.region)
}

/// Is one name part of the other?
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split_whitespace().map(|word| word.trim_matches('.').to_lowercase()).collect()
    };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    !short.is_empty() && short.iter().all(|word| long.contains(word)) && short.iter().any(|word| word.len() > 2)
}

struct Finder<'f> {
    lexicons: &'f Lexicons,
    tokens: &'f Tokens,
    text: &'f str,
    regions: &'f [Mention<RegionName>],
    region_at: &'f [Option<usize>],
    names: &'f [Mention<ProperName>],
    name_at: &'f [Option<usize>],
    first: usize,
    end: usize,
}

impl Finder<'_> {
    fn person_at(&self, at: usize, claimed: usize) -> Option<Mention<Person>> {
        let mut office_at = at;
        let former = self.phrase(&self.lexicons.offices.former, at).map(|(n, ())| office_at = at + n).is_some();
        let mut mark = None;
        if let Some((n, acting)) = self.phrase(&self.lexicons.offices.acting, office_at) {
            mark = Some(acting.as_str());
            office_at += n;
            office_at = self.skip_bracket(office_at);
        }
        if office_at >= self.end || office_at > at && !self.soft_or_closed(office_at) {
            return None;
        }
        // "di Kantor Bupati Serdang Bedagai, Sei Rampah" names a house.
        let house = self.region_over(office_at, office_at + 1).is_some_and(|index| {
            self.regions[index].value.named_as == NamedAs::Building && self.regions[index].first < office_at
        });
        if house {
            return None;
        }
        let office = self.office_at(office_at)?;
        let name = |words: &str| match mark {
            Some(mark) => format!("{mark} {words}"),
            None => words.to_owned(),
        };
        let person = |tokens: (usize, usize), first: usize, last: usize, rule: &'static str| {
            let value = Person {
                name: self.tokens.span(tokens.0, tokens.1).one_line(self.text),
                name_tokens: tokens,
                office: name(&office.name),
                organisation: office.organisation.clone(),
                region: office.region,
                region_at: office.region_at,
                level: office.level,
                official: office.official,
                former,
            };
            Mention::new(self.tokens, first, last, value, rule)
        };
        // "Burhan Abdurahman (Walikota Ternate), Ali Ibrahim …": behind the bracket stands somebody else.
        let bracketed = self.tokens.list[at].gap.has(Gap::OPEN)
            && office.behind < self.end
            && self.tokens.list[office.behind].gap.has(Gap::CLOSE);
        let behind = if office.name == "Camat" { self.behind_subdistrict(office.behind) } else { office.behind };
        if let Some(tokens) = self.name_behind(behind).filter(|_| !bracketed) {
            return Some(person(tokens, at, tokens.1, "office-name"));
        }
        if let Some(tokens) = self.name_before(at, claimed, office.region_at.is_some() || office.region.is_some()) {
            return Some(person(tokens, tokens.0, office.behind, "name-office"));
        }
        None
    }

    /// Skips a bracket that holds a short form: "(Sekda)", "(Karo KSD)", "(Diskominfo)".
    fn skip_bracket(&self, at: usize) -> usize {
        if at >= self.end || !self.tokens.list[at].gap.has(Gap::OPEN) || self.tokens.list[at].gap.has(Gap::COMMA) {
            return at;
        }
        let mut next = at + 1;
        while next < self.end && next <= at + 4 && !self.tokens.list[next].gap.has(Gap::CLOSE) {
            next += 1;
        }
        // A bracket that holds a name of its own is not skipped.
        let closed = next < self.end && self.tokens.list[next].gap.has(Gap::CLOSE);
        if closed { next } else { at }
    }

    fn and(&self, at: usize) -> bool {
        matches!(self.tokens.text(self.text, at), "dan" | "serta" | "&")
    }

    fn soft_or_closed(&self, at: usize) -> bool {
        let gap = self.tokens.list[at].gap;
        gap.is_soft() || gap.only(Gap::BLANK.or(Gap::CLOSE))
    }

    fn phrase<'p, T>(&self, phrases: &'p crate::lexicon::Phrases<T>, at: usize) -> Option<(usize, &'p T)> {
        if at >= self.end {
            return None;
        }
        self.tokens.phrase(phrases, at, self.end).map(|(n, values)| (n, &values[0]))
    }
}
