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
    same_word,
    tokens::{Gap, Tokens},
};
use crate::{
    Lexicons,
    lexicon::{
        lists::List,
        offices::{Offices, OtherOffice},
    },
    model::{Level, RegionCode},
};
pub(crate) use context::find_again;
use context::{from_colleague, from_context};
use office::OfficeFound;

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
    let Offices { forms, others, acting, former, .. } = &lexicons.offices;
    let opening = forms.lexicon().or(others.lexicon()).or(acting.lexicon()).or(former.lexicon());
    if !tokens.list.iter().any(|token| token.begins.has(opening)) {
        return Vec::new();
    }
    let mut region_at = vec![None; tokens.list.len()];
    for (index, region) in regions.iter().enumerate().rev() {
        region_at[region.first] = Some(index);
    }
    let mut name_at = vec![None; tokens.list.len()];
    let mut in_name = vec![false; tokens.list.len()];
    let mut in_region = vec![false; tokens.list.len()];
    for region in regions {
        in_region[region.first..region.last].fill(true);
    }
    for (index, name) in names.iter().enumerate() {
        name_at[name.first] = Some(index);
        in_name[name.first + 1..name.last].fill(true);
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
            in_name: &in_name,
            in_region: &in_region,
            first: sentence.first,
            end: sentence.last,
        };
        let mut at = sentence.first;
        while at < sentence.last {
            if !tokens.list[at].begins.has(opening) {
                at += 1;
                continue;
            }
            let claimed = found.last().map_or(0, |person| person.last);
            let people = finder.held_at(at).and_then(|held| {
                let several = finder.people_at(at, &held);
                several.or_else(|| finder.person_at(at, &held, claimed).map(|person| vec![person]))
            });
            match people {
                Some(people) => {
                    at = people.iter().map(|person| person.last).max().unwrap_or(at).max(at + 1);
                    titles += if sentence.line == 0 { people.len() } else { 0 };
                    found.extend(people);
                }
                None => at = finder.behind_no_person(at),
            }
        }
    }
    name_deputies(tokens, &mut found);
    let body = found.split_off(titles);
    found.retain_mut(|person| confirm(tokens, text, person, &body));
    found.extend(body);
    found
}

/// "Wali Kota Solok Ramadhani bersama wakilnya, Suryadi Nurdal": the deputy of the head named before in the sentence. Of nobody
/// else is one named so.
fn name_deputies(tokens: &Tokens, found: &mut Vec<Mention<Person>>) {
    for at in 0..found.len() {
        if found[at].value.office != DEPUTY {
            continue;
        }
        let is_head = |office: &str| ["Bupati", "Wali Kota", "Gubernur"].iter().any(|head| office.ends_with(head));
        let line = |sentence: usize| tokens.sentences[sentence].line;
        let head = found[..at].iter().rev().find(|other| {
            line(other.sentence) == line(found[at].sentence)
                && other.sentence + 1 >= found[at].sentence
                && is_head(&other.value.office)
                && !other.value.office.contains("Wakil")
        });
        let Some(head) = head.map(|head| head.value.clone()) else { continue };
        let office = head
            .office
            .rsplit_once("Wali Kota")
            .map_or_else(|| head.office.rsplit(' ').next().unwrap_or_default().to_owned(), |_| "Wali Kota".to_owned());
        let deputy = &mut found[at].value;
        deputy.office = format!("Wakil {office}");
        (deputy.region, deputy.region_at, deputy.level) = (head.region, head.region_at, head.level);
    }
    found.retain(|person| person.value.office != DEPUTY);
}

/// The office of "wakilnya", until it is known whose deputy that is.
const DEPUTY: &str = "Wakil";

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
    let mut people = people;
    for person in people.iter_mut().filter(|person| person.value.official && person.value.region.is_none()) {
        person.value.region = named_region(&person.value, regions).or_else(|| acts_for(tokens, text, person, regions));
    }
    let mut resolved: Vec<Mention<Person>> = Vec::with_capacity(people.len());
    for index in 0..people.len() {
        let mut person = people[index].clone();
        if person.value.official && person.value.region.is_none() {
            // What a headline only hints at is told below it.
            let headline = tokens.sentences[person.sentence].line == 0;
            let beside = || resolved.iter().chain(&people[index + 1..]);
            // "Bupati Djoko Nugroho hadir. … Bupati Blora Djoko Nugroho": where a later mention names his region, that counts.
            let later = || people[index + 1..].iter().filter(|other| other.value.level == person.value.level);
            person.value.region = known_person(&person.value, &resolved)
                .or_else(|| known_among(&person.value, later()))
                .or_else(|| from_colleague(tokens, &person, &resolved, regions))
                .or_else(|| if headline { None } else { from_context(tokens, text, &person, regions) })
                .map(|code| match beside().any(|other| heads_too(other, &person, code)) {
                    true => elsewhere(tokens, text, &person, regions, code),
                    false => code,
                });
        }
        resolved.push(person);
    }
    // "Kepala Seksi Intelijen …" in an article without a regional government is somebody else's.
    let governed = regions.iter().any(|region| matches!(region.value.role, NamedAs::Government | NamedAs::Head))
        || resolved.iter().any(|person| person.value.level.is_some() && person.value.region.is_some());
    if !governed {
        let certain = |office: &str| {
            ["Camat", "Sekretaris Daerah"].iter().any(|known| office.ends_with(known))
                || office.contains("Kepala Dinas")
        };
        resolved.retain(|person| {
            let value = &person.value;
            value.level.is_some() || value.region_at.is_some() || !value.official || certain(&value.office)
        });
    }
    // A first mention without a region takes it from a later, fuller one.
    for index in 0..resolved.len() {
        if resolved[index].value.official && resolved[index].value.region.is_none() {
            resolved[index].value.region = known_person(&resolved[index].value, &resolved)
                .or_else(|| from_context(tokens, text, &resolved[index], regions));
        }
        // "Wali Kota Elke Kahr" in news from abroad holds no office here.
        resolved[index].value.official &= resolved[index].value.region.is_some();
    }
    resolved
}

/// The region named with the office. Two mentions may share a name ("Pemkot dan Pemkab Bandung"): the one that begins nearest.
fn named_region(person: &Person, regions: &[Mention<RegionRef>]) -> Option<RegionCode> {
    let at = person.region_at?;
    regions.iter().filter(|region| region.first <= at && at < region.last).map(|region| region.value.code).next_back()
}

/// "Gubernur Wahidin Halim untuk Banten": the region that somebody signs for.
fn acts_for(
    tokens: &Tokens,
    text: &str,
    person: &Mention<Person>,
    regions: &[Mention<RegionRef>],
) -> Option<RegionCode> {
    let level = person.value.level?;
    let end = tokens.sentences[person.sentence].last;
    let word = |at: usize| if at < end { tokens.text(text, at) } else { "" };
    let signs = |at: &usize| matches!(word(*at), "tanda" | "tangan" | "bertanda" | "meneken" | "menandatangani");
    let at = (person.last..end).find(|at| !signs(at)).filter(|at| matches!(word(*at), "untuk" | "bagi"))?;
    let region = regions.iter().find(|region| region.first == at + 1)?;
    Some(region.value.code).filter(|code| code.level() == level)
}

/// "Pj Bupati Mubar, Bahri, dan tuan rumah, Bupati Muslimin Bando": is the other one, named beside, the head of that region?
fn heads_too(other: &Mention<Person>, person: &Mention<Person>, code: RegionCode) -> bool {
    let head = |person: &Person| {
        let office = ["Gubernur", "Bupati", "Wali Kota"].into_iter().find(|head| person.office.ends_with(head))?;
        (!person.former).then_some((office, person.office.contains("Wakil")))
    };
    other.value.official
        && other.value.region == Some(code)
        && other.sentence == person.sentence
        && head(&person.value).is_some()
        && head(&other.value) == head(&person.value)
        && !same_name(&other.value.name, &person.value.name)
}

/// The region that the article tells for somebody who does not head the region `taken`; that one where it tells no other.
fn elsewhere(
    tokens: &Tokens,
    text: &str,
    person: &Mention<Person>,
    regions: &[Mention<RegionRef>],
    taken: RegionCode,
) -> RegionCode {
    let others: Vec<Mention<RegionRef>> = regions.iter().filter(|region| region.value.code != taken).cloned().collect();
    from_context(tokens, text, person, &others).unwrap_or(taken)
}

fn known_person(person: &Person, others: &[Mention<Person>]) -> Option<RegionCode> {
    known_among(person, others.iter())
}

/// The region of the first of the others who bears the same name and whose region is known.
fn known_among<'p>(person: &Person, mut others: impl Iterator<Item = &'p Mention<Person>>) -> Option<RegionCode> {
    others
        .find(|other| other.value.region.is_some() && same_name(&other.value.name, &person.name))
        .and_then(|other| other.value.region)
}

/// Is one name part of the other?
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    fn words(name: &str) -> impl Iterator<Item = &str> {
        name.split_whitespace().map(|word| word.trim_matches('.'))
    }
    let (short, long) = if words(a).count() <= words(b).count() { (a, b) } else { (b, a) };
    words(short).all(|word| words(long).any(|other| same_word(other, word))) && words(short).any(|word| word.len() > 2)
}

struct Finder<'f> {
    lexicons: &'f Lexicons,
    tokens: &'f Tokens,
    text: &'f str,
    regions: &'f [Mention<RegionName>],
    region_at: &'f [Option<usize>],
    names: &'f [Mention<ProperName>],
    name_at: &'f [Option<usize>],
    /// Is the token a later one of a proper name: "Bintan" in "RSUD Bintan"?
    in_name: &'f [bool],
    /// Is the token a part of a region's name, or of the word of kind before it?
    in_region: &'f [bool],
    first: usize,
    end: usize,
}

/// An office with its marks, before it is known whose it is.
#[derive(Clone)]
struct Held {
    office: OfficeFound,
    mark: Option<String>,
    former: bool,
}

impl Held {
    fn person(&self, finder: &Finder<'_>, name: (usize, usize)) -> Person {
        let office = &self.office;
        Person {
            name: finder.tokens.span(name.0, name.1).one_line(finder.text),
            name_tokens: name,
            office: match &self.mark {
                Some(mark) => format!("{mark} {}", office.name),
                None => office.name.clone(),
            },
            organisation: office.organisation.clone(),
            region: office.region,
            region_at: office.region_at,
            level: office.level,
            official: office.official,
            former: self.former,
        }
    }
}

impl Finder<'_> {
    /// The office that begins at token `at`, with the marks before it: "Penjabat (Pj) Wali Kota Sukabumi".
    fn held_at(&self, at: usize) -> Option<Held> {
        let mut office_at = at;
        let former = self.phrase(&self.lexicons.offices.former, at).map(|(n, ())| office_at = at + n).is_some();
        let mut mark = None;
        if let Some((n, acting)) = self.phrase(&self.lexicons.offices.acting, office_at) {
            mark = Some(acting.clone());
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
        Some(Held { office, mark, former })
    }

    /// "Bupati dan Wakil Bupati Kediri Hanindhito Himawan Pramana dan Dewi Mariya Ulfa", "Wali Kota Bima dan Bupati
    /// Dompu, masing-masing A dan B": several offices, then as many names in the same order.
    fn people_at(&self, at: usize, first: &Held) -> Option<Vec<Mention<Person>>> {
        let mut next = first.office.behind;
        self.joined(next)?;
        let mut held = vec![first.clone()];
        while held.len() < 6
            && let Some(office) = self.joined(next).and_then(|at| self.held_at(at))
        {
            next = office.office.behind;
            held.push(office);
        }
        if held.len() < 2 || held.iter().any(|held| !held.office.official) {
            return None;
        }
        if next < self.end && matches!(self.tokens.text(self.text, next), "masing-masing" | "yakni" | "yaitu") {
            next += 1;
        } else if next + 1 < self.end && (next..next + 2).all(|i| self.tokens.text(self.text, i) == "masing") {
            next += 2;
        }
        let mut names = vec![self.name_behind(next)?];
        while names.len() < held.len() {
            let behind = self.behind_degrees(names[names.len() - 1].1);
            names.push(self.joined(behind).and_then(|at| self.name_from(at))?);
        }
        // A region that stands once, behind the last office, is that of all: "Bupati dan Wakil Bupati Kediri".
        let shared = held[held.len() - 1].office.region_at;
        let last = names[names.len() - 1].1;
        let mut people = Vec::new();
        for (held, name) in held.iter_mut().zip(names) {
            held.office.region_at = held.office.region_at.or(shared);
            people.push(Mention::new(self.tokens, at, last, held.person(self, name), "offices-then-names"));
        }
        Some(people)
    }

    /// Behind a comma, "dan", or both.
    fn joined(&self, at: usize) -> Option<usize> {
        let comma = at < self.end && self.tokens.list[at].gap.has(Gap::COMMA);
        match at + 1 < self.end && self.and(at) {
            true => Some(at + 1),
            false => comma.then_some(at),
        }
    }

    /// Behind what can't be a person's office nor hold one: "Pelaksana Tugas (Plt)", "Deputi Gubernur", "Piala Bupati".
    fn behind_no_person(&self, at: usize) -> usize {
        let acting = self.phrase(&self.lexicons.offices.acting, at).map(|(n, _)| self.skip_bracket(at + n));
        let ours = self.phrase(&self.lexicons.offices.forms, at).map_or(0, |(n, _)| n);
        // "istri Bupati Blora Arief Rohman" does name the Bupati.
        let other = self.phrase(&self.lexicons.offices.others, at);
        let other = other.filter(|(n, (class, _))| *n > ours && *class != OtherOffice::Nobody).map(|(n, _)| at + n);
        acting.or(other).unwrap_or(at + 1)
    }

    fn person_at(&self, at: usize, held: &Held, claimed: usize) -> Option<Mention<Person>> {
        let office = &held.office;
        let person = |tokens: (usize, usize), first: usize, last: usize, rule: &'static str| {
            Mention::new(self.tokens, first, last, held.person(self, tokens), rule)
        };
        // "Burhan Abdurahman (Walikota Ternate), Ali Ibrahim …": behind the bracket stands somebody else.
        let bracketed = self.tokens.list[at].gap.has(Gap::OPEN)
            && office.behind < self.end
            && self.tokens.list[office.behind].gap.has(Gap::CLOSE);
        let behind = match office.name.as_str() {
            "Camat" => self.behind_subdistrict(office.behind),
            _ => self.behind_term(office.behind),
        };
        // "Camat Petang" is that of Petang.
        let kecamatan =
            |name: (usize, usize)| office.name == "Camat" && behind == office.behind && name.1 == name.0 + 1;
        // "di Gedung Kantor Gubernur, Arfai, Manokwari": where the house stands.
        let house = at > self.first
            && self.lexicons.lists.has(List::PlaceNoun, self.tokens.text(self.text, at - 1))
            && behind < self.end
            && self.tokens.list[behind].gap.has(Gap::COMMA);
        if house {
            return None;
        }
        let name = self.name_behind(behind).map(|name| if office.official { name } else { self.behind_field(name) });
        if let Some(tokens) = name.filter(|name| !bracketed && !kecamatan(*name)) {
            return Some(person(tokens, at, tokens.1, "office-name"));
        }
        if let Some(tokens) =
            self.name_before(at, office.behind, claimed, office.region_at.is_some() || office.region.is_some())
        {
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
