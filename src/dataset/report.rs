//! What is kept of a report: a few numbers to compare it by, and its words packed away until they are written.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    hash::Hash,
    num::NonZeroU64,
};

use jiff::civil::Date;
use xxhash_rust::xxh3::xxh3_64;

use super::fold;
use crate::model::{Agreement, Annotation, Form, PartialDate, Party, RegionCode, Scheme, Sector, Signatory, Status};

/// One agreement as one article reports it. A million of them must fit into memory, so parties are numbers and the
/// words that only the outcome needs are packed.
pub(super) struct Report {
    pub article_id: Box<str>,
    /// Tells apart whole annotations, also two of one article.
    pub annotation: u128,
    /// Which agreement of its article.
    pub index: u32,
    pub published: Option<Date>,
    pub form: Form,
    pub scheme: Scheme,
    pub status: Status,
    /// Numbers in [`Names::parties`].
    pub parties: Box<[u32]>,
    /// A number in [`Names::outlets`].
    pub outlet: Option<u32>,
    pub signed_on: Option<PartialDate>,
    pub place: Option<RegionCode>,
    pub valid_years: Option<u16>,
    pub sectors: SectorSet,
    pub confidence: f64,
    pub subject: Option<Box<str>>,
    /// Hash of the folded headline, if there is one.
    pub title: Option<NonZeroU64>,
    /// Hash of the last words of the folded quote: a copy may begin with another dateline.
    pub quote_end: Option<NonZeroU64>,
    /// Numbers in [`Names::people`].
    pub signatories: Box<[u32]>,
    packed: Box<[u8]>,
}

/// The words of a report that have no part in joining. Packed as an array: a million times the names of fields would
/// take as much memory as the words.
pub(super) struct Words {
    pub url: Option<String>,
    pub quote: Option<String>,
    /// The words that name each sector.
    pub terms: BTreeMap<u8, String>,
}

impl Report {
    /// The reports of an annotation; `annotation_hash` tells it from others.
    pub fn all<'a>(
        annotation: &'a Annotation,
        annotation_hash: u128,
        names: &'a mut Names,
    ) -> impl Iterator<Item = Report> + 'a {
        let outlet = annotation.source.as_ref().map(|outlet| names.outlets.number(outlet));
        let title = Some(fold(&annotation.title)).filter(|title| !title.is_empty());
        let title = title.and_then(|title| NonZeroU64::new(xxh3_64(title.as_bytes())));
        annotation.agreements.iter().enumerate().map(move |(index, agreement)| {
            let quote = annotation.quotes.get(index).filter(|quote| !quote.is_empty());
            let packed = (&annotation.url, quote, terms(agreement).into_iter().collect::<Vec<_>>());
            Report {
                article_id: annotation.id.as_str().into(),
                annotation: annotation_hash,
                index: index as u32,
                published: annotation.published,
                form: agreement.form,
                scheme: agreement.scheme,
                status: agreement.status,
                parties: agreement.parties.iter().map(|party| names.parties.number(party)).collect(),
                outlet,
                signed_on: agreement.signed_on,
                place: agreement.place,
                valid_years: agreement.valid_years,
                sectors: agreement.sectors.iter().copied().collect(),
                confidence: agreement.confidence.clamp(0.0, 1.0),
                subject: agreement.subject.as_deref().map(Box::from),
                title,
                quote_end: quote.and_then(|quote| end_hash(quote)),
                signatories: agreement.signatories.iter().map(|person| names.people.number(person)).collect(),
                packed: serde_json::to_vec(&packed).expect("words are always JSON").into(),
            }
        })
    }

    pub fn words(&self) -> Words {
        type Packed = (Option<String>, Option<String>, Vec<(u8, String)>);
        let (url, quote, terms): Packed = serde_json::from_slice(&self.packed).expect("it was packed here");
        Words { url, quote, terms: terms.into_iter().collect() }
    }

    /// The day that the report speaks of: the signing, else its publication.
    pub fn day(&self) -> Option<Date> {
        self.signed_on.map(PartialDate::first_day).or(self.published)
    }

    /// When it was published (unknown last), and then by what tells reports apart: a total order, whatever the order
    /// of the input.
    pub fn chronology(&self) -> impl Ord + '_ {
        (self.published.is_none(), self.published, &self.article_id, self.annotation, self.index)
    }

    /// The best report first: sure, dated, early.
    pub fn rank(&self) -> impl Ord + '_ {
        // Never negative, so the bits have the order of the numbers.
        (Reverse(self.confidence.to_bits()), self.signed_on.is_none(), self.chronology())
    }
}

/// The words that name each sector, each once, in text order.
fn terms(agreement: &Agreement) -> BTreeMap<u8, String> {
    let mut terms: BTreeMap<u8, Vec<&str>> = BTreeMap::new();
    for evidence in agreement.evidence.iter().filter(|evidence| evidence.field == "sectors") {
        let sector = evidence.value.as_deref().and_then(Sector::from_label);
        if let (Some(sector), Some(words)) = (sector, evidence.text.as_deref()) {
            let known = terms.entry(sector as u8).or_default();
            if !known.contains(&words) {
                known.push(words);
            }
        }
    }
    terms.into_iter().map(|(sector, words)| (sector, words.join("; "))).collect()
}

/// A set of sectors; there are fewer than 64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SectorSet(u64);

impl SectorSet {
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn shares_with(self, other: SectorSet) -> bool {
        self.0 & other.0 != 0
    }

    pub fn insert_all(&mut self, other: SectorSet) {
        self.0 |= other.0;
    }

    pub fn iter(self) -> impl Iterator<Item = Sector> {
        Sector::ALL.iter().copied().filter(move |sector| self.0 & 1 << (*sector as u8) != 0)
    }
}

impl FromIterator<Sector> for SectorSet {
    fn from_iter<I: IntoIterator<Item = Sector>>(sectors: I) -> SectorSet {
        SectorSet(sectors.into_iter().fold(0, |set, sector| set | 1 << (sector as u8)))
    }
}

/// Names that many reports share, each kept once.
#[derive(Default)]
pub(super) struct Names {
    /// Every spelling of a party.
    pub parties: Numbered<Party>,
    pub outlets: Numbered<String>,
    /// Who signs.
    pub people: Numbered<Signatory>,
}

/// Values with a number each, in the order in which they came: good for nothing but finding the value again.
pub(super) struct Numbered<T> {
    numbers: HashMap<T, u32>,
    pub all: Vec<T>,
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    fn number(&mut self, value: &T) -> u32 {
        if let Some(&number) = self.numbers.get(value) {
            return number;
        }
        let number = self.all.len() as u32;
        self.all.push(value.clone());
        self.numbers.insert(value.clone(), number);
        number
    }
}

impl<T> Default for Numbered<T> {
    fn default() -> Numbered<T> {
        Numbered { numbers: HashMap::new(), all: Vec::new() }
    }
}

/// So many words at the end of a quote tell a copy; shorter sentences may be alike by chance.
const END_WORDS: usize = 10;

fn end_hash(quote: &str) -> Option<NonZeroU64> {
    let folded = fold(quote);
    let (at, _) = folded.rmatch_indices(' ').nth(END_WORDS - 1)?;
    NonZeroU64::new(xxh3_64(&folded.as_bytes()[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_end_alike() {
        let words = "kedua kepala daerah meneken kesepakatan bersama tentang ketahanan pangan di balai kota pada Senin";
        assert_eq!(end_hash(&format!("MALANG (Warta) - {words}.")), end_hash(&format!("Malang, Kabar: {words}")));
        assert_ne!(end_hash(words), end_hash(&format!("{words} siang")));
        assert_eq!(end_hash("Keduanya meneken kesepakatan bersama."), None);
    }

    #[test]
    fn every_sector_has_its_bit() {
        let all: SectorSet = Sector::ALL.iter().copied().collect();
        assert!(all.iter().eq(Sector::ALL.iter().copied()));
        let few: SectorSet = [Sector::TataKelola, Sector::Pangan].into_iter().collect();
        assert!(few.iter().eq([Sector::Pangan, Sector::TataKelola]));
    }
}
