//! Collects reports and joins those that mean one agreement.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use jiff::civil::Date;
use xxhash_rust::xxh3::xxh3_128;

use super::{
    Dataset, Record, Source, choose,
    group::{Group, Match, divide},
    key::{self, BlockKey},
};
use crate::{
    Lexicons,
    model::{Agreement, Annotation, Evidence, PartialDate},
};

/// Gathers what articles report and joins it into a [`Dataset`].
#[derive(Default)]
pub struct Merger {
    blocks: BTreeMap<BlockKey, Vec<Report>>,
    annotations: BTreeSet<u128>,
}

impl Merger {
    /// Nothing gathered yet.
    pub fn new() -> Merger {
        Merger::default()
    }

    /// Keeps the agreements of an annotation; the same annotation again adds nothing.
    pub fn add(&mut self, annotation: &Annotation) {
        if annotation.agreements.is_empty() {
            return;
        }
        let bytes = serde_json::to_vec(annotation).expect("an annotation is always JSON");
        let hash = xxh3_128(&bytes);
        if !self.annotations.insert(hash) {
            return;
        }
        for (index, agreement) in annotation.agreements.iter().enumerate() {
            let report = Report {
                article_id: annotation.id.clone(),
                url: annotation.url.clone(),
                outlet: annotation.source.clone(),
                published: annotation.published,
                annotation: hash,
                index,
                agreement: without_most_evidence(agreement),
                quote: annotation.quotes.get(index).filter(|quote| !quote.is_empty()).cloned(),
            };
            self.blocks.entry(BlockKey::of(agreement)).or_default().push(report);
        }
    }

    /// The number of reports gathered.
    pub fn reports(&self) -> u64 {
        self.blocks.values().map(|block| block.len() as u64).sum()
    }

    /// Joins the reports into agreements. Two reports mean one agreement when their parties and scheme are
    /// the same and their signing dates agree: equal, or one holding the other; without a signing date, when
    /// the article was published within 31 days of the signing or of another report; with no date at all,
    /// when the form is the same. The result depends neither on the order of the annotations nor on shards.
    pub fn finish(self, lexicons: &Lexicons) -> Dataset {
        let mut records = Vec::new();
        for (key, mut reports) in self.blocks {
            reports.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
            let block = divide(reports).into_iter().map(|group| join(group, lexicons)).collect();
            records.extend(with_ids(&key, block));
        }
        make_unique(&mut records);
        records.sort_by(|a, b| record_order(a).cmp(&record_order(b)));
        Dataset { records }
    }
}

/// One agreement as one article reports it, without what is only needed to explain the article.
pub(super) struct Report {
    pub article_id: String,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<Date>,
    /// Tells apart whole annotations, also two of one article.
    pub annotation: u128,
    pub index: usize,
    pub agreement: Agreement,
    pub quote: Option<String>,
}

impl Report {
    /// Days before months before years before nothing; then by what the report says. A total order, whatever
    /// the order of the input.
    fn sort_key(&self) -> impl Ord + '_ {
        let rank = match self.agreement.signed_on {
            Some(PartialDate::Day(_)) => 0,
            Some(PartialDate::Month(..)) => 1,
            Some(PartialDate::Year(_)) => 2,
            None => 3,
        };
        let published = (self.published.is_none(), self.published);
        (rank, self.agreement.signed_on, published, &self.article_id, self.annotation, self.index)
    }

    /// The best report first: sure, dated, with a quote, early.
    fn rank(&self) -> impl Ord + '_ {
        // Never negative, so the bits have the order of the numbers.
        let confidence = Reverse(self.agreement.confidence.clamp(0.0, 1.0).to_bits());
        let lacks = (self.agreement.signed_on.is_none(), self.quote.is_none());
        (confidence, lacks, self.published.is_none(), self.published, &self.article_id, self.annotation, self.index)
    }
}

/// Of the evidence only what names a sector reaches the dataset; the rest would cost memory.
fn without_most_evidence(agreement: &Agreement) -> Agreement {
    let named = |evidence: &&Evidence| evidence.field == "sectors" && evidence.value.is_some();
    let evidence = agreement.evidence.iter().filter(named).cloned().collect();
    Agreement { evidence, ..agreement.clone() }
}

/// One record, still without an id.
fn join(group: Group, lexicons: &Lexicons) -> Record {
    let signed_on = group.signed_on;
    let (reports, matches) = best_per_article(group.members);
    let mut best: Vec<&Report> = reports.iter().collect();
    best.sort_by(|a, b| a.rank().cmp(&b.rank()));
    let place = choose::place(&reports);
    Record {
        id: String::new(),
        status: choose::status(&reports),
        form: choose::form(&reports),
        scheme: best[0].agreement.scheme,
        parties: choose::parties(&reports, lexicons),
        signed_on,
        place,
        place_name: place.and_then(|code| lexicons.region(code)).map(|region| region.name.clone()),
        valid_years: choose::valid_years(&reports),
        subject: choose::subject(&reports),
        signatories: choose::signatories(&reports),
        sectors: choose::sectors(&best),
        confidence: choose::confidence(&reports),
        sources: reports.iter().zip(matches).map(|(report, matched)| source(report, matched)).collect(),
        first_published: reports.iter().filter_map(|report| report.published).min(),
        evidence: best.iter().find_map(|report| report.quote.clone()),
    }
}

/// Keeps the best report of an article that was read more than once; ordered as sources are.
fn best_per_article(mut members: Vec<(Report, Match)>) -> (Vec<Report>, Vec<Match>) {
    members.sort_by(|(a, _), (b, _)| (&a.article_id, a.rank()).cmp(&(&b.article_id, b.rank())));
    members.dedup_by(|(later, _), (earlier, _)| later.article_id == earlier.article_id);
    // Stable: articles of one day stay sorted by id.
    members.sort_by_key(|(report, _)| (report.published.is_none(), report.published));
    members.into_iter().unzip()
}

fn source(report: &Report, matched: Match) -> Source {
    Source {
        article_id: report.article_id.clone(),
        url: report.url.clone(),
        outlet: report.outlet.clone(),
        published: report.published,
        status: report.agreement.status,
        form: report.agreement.form,
        signed_on: report.agreement.signed_on,
        matched,
        confidence: choose::round(report.agreement.confidence.clamp(0.0, 1.0)),
        evidence: report.quote.clone(),
    }
}

/// Gives the records of a block their ids: by the month of signing, else of the first publication, and a
/// number for the second and later of one month.
fn with_ids(key: &BlockKey, mut block: Vec<Record>) -> Vec<Record> {
    block.sort_by(|a, b| (record_order(a), tie_break(a)).cmp(&(record_order(b), tie_break(b))));
    let mut months: BTreeMap<String, usize> = BTreeMap::new();
    for record in &mut block {
        let month = match (record.signed_on, record.first_published) {
            (Some(date), _) => key::month(date),
            (None, Some(published)) => key::month(PartialDate::Day(published)),
            (None, None) => String::new(),
        };
        let nth = months.entry(month.clone()).or_default();
        record.id = key.id(&month, *nth);
        *nth += 1;
    }
    block
}

/// Should two blocks ever share a hash, the later ones count on.
fn make_unique(records: &mut [Record]) {
    let mut taken = BTreeSet::new();
    for record in records {
        while !taken.insert(record.id.clone()) {
            let next = u64::from_str_radix(&record.id, 16).expect("an id is hexadecimal").wrapping_add(1);
            record.id = format!("{next:016x}");
        }
    }
}

fn record_order(record: &Record) -> impl Ord + '_ {
    let published = (record.first_published.is_none(), record.first_published);
    let signed = (record.signed_on.is_none(), record.signed_on.map(PartialDate::first_day), record.signed_on);
    (published, signed, &record.id)
}

/// For records of one block that were signed and first reported at the same time.
fn tie_break(record: &Record) -> impl Ord + '_ {
    let first = &record.sources[0];
    (record.form, record.status, &first.article_id, &record.subject, &record.evidence)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::{dataset::Match, model::Status};

    /// `ID published: form status signed_on; …` with the parties of all in one line.
    fn annotation(id: &str, published: &str, agreements: &[(&str, &str)]) -> Annotation {
        let agreements: Vec<_> = agreements.iter().map(|(parties, rest)| agreement(parties, rest)).collect();
        serde_json::from_value(serde_json::json!({
            "id": id, "published": (!published.is_empty()).then_some(published),
            "regions": [], "officials": [], "agreements": agreements,
            "quotes": vec![format!("Kata {id}."); agreements.len()],
        }))
        .unwrap()
    }

    /// `form status signed_on`, `-` for none; parties are codes and names with `+` between.
    fn agreement(parties: &str, rest: &str) -> serde_json::Value {
        let words: Vec<&str> = rest.split(' ').collect();
        let parties: Vec<_> = parties
            .split('+')
            .map(|party| match party.starts_with(|c: char| c.is_ascii_digit()) {
                true => serde_json::json!({"kind": "region", "code": party, "name": party}),
                false => serde_json::json!({"kind": "organisation", "name": party}),
            })
            .collect();
        serde_json::json!({
            "form": words[0], "scheme": "antar_daerah", "status": words[1], "parties": parties,
            "signed_on": (words[2] != "-").then_some(words[2]), "place": null, "valid_years": null,
            "subject": null, "signatories": [], "sectors": ["pangan"], "confidence": 0.5, "evidence": [],
        })
    }

    fn merge<'a>(annotations: impl IntoIterator<Item = &'a Annotation>) -> Dataset {
        let mut merger = Merger::new();
        annotations.into_iter().for_each(|annotation| merger.add(annotation));
        static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());
        merger.finish(&LEXICONS)
    }

    const SIGNED: &str = "kesepakatan_bersama ditandatangani";

    /// The number of agreements that two reports with these dates (published, signed) give.
    fn joined(first: (&str, &str), second: (&str, &str)) -> usize {
        let report =
            |id, (published, signed)| annotation(id, published, &[("31+13.77", &format!("{SIGNED} {signed}"))]);
        merge(&[report("a", first), report("b", second)]).records.len()
    }

    #[test]
    fn what_dates_join() {
        for (first, second) in [
            (("2025-10-04", "2025-10-03"), ("2025-10-09", "2025-10-03")),
            (("2025-10-04", "2025-10-03"), ("2026-05-01", "2025-10")),
            (("2025-10-04", "2025-10"), ("", "2025")),
            (("2025-12-24", "2025-10-03"), ("2025-11-03", "-")),
            (("2025-10-04", "-"), ("2025-11-04", "-")),
            (("", "-"), ("", "-")),
        ] {
            assert_eq!(joined(first, second), 1, "{first:?} {second:?}");
            assert_eq!(joined(second, first), 1, "{second:?} {first:?}");
        }
        for (first, second) in [
            (("2025-10-04", "2025-10-03"), ("2025-10-04", "2025-10-04")),
            (("2025-10-04", "2025-10-03"), ("2025-10-04", "2025-09")),
            (("2025-10-04", "-"), ("2025-11-05", "-")),
            (("2025-10-04", "-"), ("", "-")),
            (("", "2025-10-03"), ("", "-")),
        ] {
            assert_eq!(joined(first, second), 2, "{first:?} {second:?}");
        }
    }

    #[test]
    fn parties_are_compared_folded_and_without_order() {
        let a = annotation("a", "2025-10-04", &[("35.73+PT. Semen Padang, Tbk.", &format!("{SIGNED} 2025-10-03"))]);
        let b = annotation("b", "2025-10-04", &[("Semen PADANG+35.73", &format!("{SIGNED} 2025-10-03"))]);
        let other = annotation("c", "2025-10-04", &[("Semen Gresik+35.73", &format!("{SIGNED} 2025-10-03"))]);
        let dataset = merge(&[a, b, other]);
        assert_eq!(dataset.records.len(), 2);
        let joined = dataset.records.iter().find(|record| record.sources.len() == 2).unwrap();
        let names: Vec<_> = joined.parties.iter().map(|party| party.name()).collect();
        assert_eq!(names, ["Kota Malang", "PT. Semen Padang, Tbk."]);
    }

    #[test]
    fn a_year_does_not_bridge_two_signings() {
        let reports = [
            annotation("a", "2025-03-04", &[("31+13.77", &format!("{SIGNED} 2025-03-03"))]),
            annotation("b", "2025-10-04", &[("31+13.77", &format!("{SIGNED} 2025-10-03"))]),
            annotation("c", "2025-10-20", &[("31+13.77", &format!("{SIGNED} 2025"))]),
        ];
        let dataset = merge(&reports);
        let sources: Vec<_> = dataset.records.iter().map(|record| record.sources.len()).collect();
        assert_eq!(sources, [1, 2], "the year goes to the nearer signing");
        assert_eq!(dataset.records[1].sources[1].matched, Match::CoarserDate);
    }

    #[test]
    fn two_agreements_of_one_article_stay_two_and_it_may_be_read_twice() {
        let texts =
            [("31+13.77", "letter_of_intent ditandatangani -"), ("31+13.77", "nota_kesepahaman direncanakan -")];
        let once = annotation("a", "2025-10-04", &texts);
        let copy = Annotation { title: "Diperbarui".to_owned(), ..once.clone() };
        let dataset = merge(&[once.clone(), copy, once]);
        assert_eq!(dataset.records.len(), 2);
        assert!(dataset.records.iter().all(|record| record.sources.len() == 1 && record.confidence == 0.5));
        assert_ne!(dataset.records[0].id, dataset.records[1].id);
    }

    #[test]
    fn values_of_a_record() {
        let dataset = merge(&[
            annotation("plan", "2025-09-20", &[("31+13.77", "tidak_disebut direncanakan 2025-10")]),
            annotation("b", "2025-10-05", &[("31+13.77", "nota_kesepahaman ditandatangani 2025-10")]),
            annotation("a", "2025-10-04", &[("31+13.77", "tidak_disebut ditandatangani 2025-10-03")]),
        ]);
        let [record] = &dataset.records[..] else { panic!("{dataset:?}") };
        assert_eq!(record.status, Status::Ditandatangani);
        assert_eq!(record.form.label(), "nota_kesepahaman", "no form has no vote");
        assert_eq!(record.signed_on.unwrap().to_string(), "2025-10-03");
        assert_eq!(record.confidence, 0.88);
        assert_eq!(record.evidence.as_deref(), Some("Kata plan."));
        assert_eq!(record.sectors[0].n_sources, 3);
        let sources: Vec<_> = record.sources.iter().map(|s| (s.article_id.as_str(), s.status.label())).collect();
        assert_eq!(sources, [("plan", "direncanakan"), ("a", "ditandatangani"), ("b", "ditandatangani")]);
    }

    #[test]
    fn ids_are_pinned_and_a_later_day_does_not_change_them() {
        let id = |signed: &str| {
            let report = annotation("a", "2025-10-30", &[("31+13.77", &format!("{SIGNED} {signed}"))]);
            merge(&[report]).records[0].id.clone()
        };
        assert_eq!(id("2025-10-03"), "129a1f738602d27e");
        assert_eq!(id("2025-10"), id("2025-10-03"));
        assert_eq!(id("-"), id("2025-10-03"), "published in the same month");
        assert_ne!(id("2025"), id("2025-10-03"));
    }

    fn any_annotation() -> impl Strategy<Value = Annotation> {
        let day = prop::sample::select(vec!["", "2025-10-04", "2025-10-05", "2025-11-20", "2026-01-02"]);
        let parties = prop::sample::select(vec!["31+13.77", "13.77+31", "31+PT A+B", "31+b+a tbk"]);
        let values = prop::sample::select(vec![
            "tidak_disebut direncanakan -",
            "nota_kesepahaman ditandatangani -",
            "nota_kesepahaman ditandatangani 2025",
            "kesepakatan_bersama ditandatangani 2025-10",
            "kesepakatan_bersama diperpanjang 2025-10-03",
            "kesepakatan_bersama ditandatangani 2025-10-20",
        ]);
        (0..12_u8, day, prop::collection::vec((parties, values), 0..3))
            .prop_map(|(id, day, agreements)| annotation(&format!("a{id}"), day, &agreements))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn neither_order_nor_shards_matter(
            (annotations, shuffled) in prop::collection::vec(any_annotation(), 0..25)
                .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
            again in any::<prop::sample::Index>(),
        ) {
            let dataset = merge(&annotations);
            prop_assert_eq!(&dataset, &merge(&shuffled));
            // A line that stands in two shards counts once.
            if !annotations.is_empty() {
                prop_assert_eq!(&dataset, &merge(annotations.iter().chain([&annotations[again.index(annotations.len())]])));
            }
            let ids: BTreeSet<_> = dataset.records.iter().map(|record| &record.id).collect();
            prop_assert_eq!(ids.len(), dataset.records.len(), "ids are unique");
            prop_assert!(dataset.records.is_sorted_by(|a, b| record_order(a) <= record_order(b)));
        }
    }
}
