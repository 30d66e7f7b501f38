//! Gathers reports and makes a dataset of them.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use xxhash_rust::xxh3::xxh3_128;

use super::{
    Record,
    correct::Corrections,
    group::divide,
    key,
    names::PartyName,
    record::{Context, Head, assess},
    report::{Names, Report},
};
use crate::{Lexicons, Result, model::Annotation};

/// Gathers what articles report and joins it into a [`Dataset`].
#[derive(Default)]
pub struct Merger {
    reports: Vec<Report>,
    names: Names,
    annotations: BTreeSet<u128>,
    corrections: Corrections,
}

impl Merger {
    /// Nothing gathered yet.
    pub fn new() -> Merger {
        Merger::default()
    }

    /// A merger that mends what it gathers, and the dataset, by these corrections.
    pub fn with_corrections(corrections: Corrections) -> Merger {
        Merger { corrections, ..Merger::default() }
    }

    /// Keeps the agreements of an annotation, and gives the annotation back as corrected; the same one again adds
    /// nothing.
    pub fn add<'a>(&mut self, annotation: &'a Annotation) -> Cow<'a, Annotation> {
        let annotation = self.corrections.mend(annotation);
        if !annotation.agreements.is_empty() {
            let bytes = serde_json::to_vec(&*annotation).expect("an annotation is always JSON");
            let hash = xxh3_128(&bytes);
            if self.annotations.insert(hash) {
                self.reports.extend(Report::all(&annotation, hash, &mut self.names));
            }
        }
        annotation
    }

    /// The number of reports gathered.
    pub fn reports(&self) -> u64 {
        self.reports.len() as u64
    }

    /// Joins the reports into agreements, by the rule in `docs/dataset.md`. The result depends neither on the order
    /// of the annotations nor on shards.
    ///
    /// # Errors
    /// A correction doesn't fit: it names an article or agreement that isn't there, or a value that can't be.
    pub fn finish(self, lexicons: &Lexicons) -> Result<Dataset<'_>> {
        let Merger { reports, names, annotations, corrections } = self;
        drop(annotations);
        let compared: Vec<PartyName> = names.parties.all.iter().map(|party| PartyName::read(party, lexicons)).collect();
        let mut dataset = Dataset { reports, names, compared, lexicons, heads: vec![], corrections };
        dataset.heads = heads(&dataset.context());
        dataset.corrections.check(&dataset.heads)?;
        dataset.heads.retain(|head| !dataset.corrections.removes(head.id));
        Ok(dataset)
    }
}

/// All agreements, the earliest reported first: by `first_published` (unknown last), `signed_on` (unknown last), `id`.
///
/// Records are made when they are asked for: a million reports take less memory than the records of them.
pub struct Dataset<'l> {
    reports: Vec<Report>,
    names: Names,
    compared: Vec<PartyName>,
    lexicons: &'l Lexicons,
    heads: Vec<Head>,
    corrections: Corrections,
}

impl Dataset<'_> {
    /// The number of agreements.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// The agreements in their order.
    pub fn records(&self) -> impl Iterator<Item = Record> + '_ {
        let context = self.context();
        self.heads.iter().map(move |head| {
            let mut record = context.record(head);
            if self.corrections.apply(head, &mut record, self.lexicons) {
                assess(&mut record);
            }
            record
        })
    }

    fn context(&self) -> Context<'_> {
        Context { reports: &self.reports, names: &self.names, compared: &self.compared, lexicons: self.lexicons }
    }
}

/// The agreements with their ids, in their order.
fn heads(context: &Context<'_>) -> Vec<Head> {
    let groups = divide(context.reports, context.compared);
    let mut amends = Vec::with_capacity(groups.len());
    let mut heads: Vec<(Head, u32)> = Vec::with_capacity(groups.len());
    for (at, group) in groups.into_iter().enumerate() {
        amends.push(group.amends);
        heads.push((context.head(group.members), at as u32));
    }
    // By the earliest report, so that an agreement that comes later doesn't take the number of an earlier one.
    heads.sort_by(|(a, _), (b, _)| {
        let [x, y] = [a, b].map(|head| &context.reports[head.sources[0].0 as usize]);
        x.chronology().cmp(&y.chronology())
    });
    let mut count: BTreeMap<u64, usize> = BTreeMap::new();
    let mut taken: BTreeSet<u64> = BTreeSet::new();
    for (head, _) in &mut heads {
        let (parties, month) = context.anchor(head);
        let nth = count.entry(key::id(&parties, &month, 0)).or_default();
        head.id = key::id(&parties, &month, *nth);
        *nth += 1;
        // Should two texts ever share a hash, the later one gets the next free number.
        while !taken.insert(head.id) {
            head.id = head.id.wrapping_add(1);
        }
    }
    let ids: BTreeMap<u32, u64> = heads.iter().map(|(head, at)| (*at, head.id)).collect();
    for (head, at) in &mut heads {
        head.amends = amends[*at as usize].and_then(|amended| ids.get(&amended).copied());
    }
    heads.sort_by_key(|(head, _)| order(head));
    heads.into_iter().map(|(head, _)| head).collect()
}

fn order(head: &Head) -> impl Ord + use<> {
    let signed = head.signed_on;
    let signed = (signed.is_none(), signed.map(|date| date.first_day()), signed);
    (head.first_published.is_none(), head.first_published, signed, head.id)
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

    /// `form status signed_on sectors`, `-` for none; parties are codes and names with `+` between.
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
            "subject": null, "signatories": [], "sectors": words.get(3).unwrap_or(&"pangan").split(',').collect::<Vec<_>>(), "confidence": 0.5, "evidence": [],
        })
    }

    static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());

    fn merge<'a>(annotations: impl IntoIterator<Item = &'a Annotation>) -> Vec<Record> {
        let mut merger = Merger::new();
        for annotation in annotations {
            merger.add(annotation);
        }
        merger.finish(&LEXICONS).unwrap().records().collect()
    }

    /// Reports that each stand in an article of their own: id, publication, parties, rest.
    fn records(reports: &[(&str, &str, &str, &str)]) -> Vec<Record> {
        let one =
            |(id, published, parties, rest): &(&str, &str, &str, &str)| annotation(id, published, &[(parties, rest)]);
        merge(&reports.iter().map(one).collect::<Vec<_>>())
    }

    /// The articles of each agreement.
    fn articles(records: &[Record]) -> Vec<String> {
        let ids = |record: &Record| record.sources.iter().map(|s| s.article_id.clone()).collect::<Vec<_>>().join(" ");
        records.iter().map(ids).collect()
    }

    const SIGNED: &str = "kesepakatan_bersama ditandatangani";

    /// The number of agreements that two reports with these dates (published, signed) give.
    fn joined(first: (&str, &str), second: (&str, &str)) -> usize {
        let report =
            |id, (published, signed)| annotation(id, published, &[("31+13.77", &format!("{SIGNED} {signed}"))]);
        merge(&[report("a", first), report("b", second)]).len()
    }

    #[test]
    fn what_dates_join() {
        for (first, second) in [
            (("2025-10-04", "2025-10-03"), ("2025-10-09", "2025-10-03")),
            (("2025-10-04", "2025-10-03"), ("2025-10-04", "2025-10-04")),
            (("2025-10-04", "2025-10-03"), ("2026-07-04", "-")),
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
            (("2025-10-04", "2025-10-03"), ("2025-10-04", "2025-10-07")),
            (("2025-10-04", "2025-10-03"), ("2025-10-04", "2025-09")),
            (("2025-10-04", "2025-10-03"), ("2025-09-20", "-")),
            (("2025-10-04", "-"), ("2026-12-05", "-")),
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
        assert_eq!(dataset.len(), 2);
        let joined = dataset.iter().find(|record| record.sources.len() == 2).unwrap();
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
        let sources: Vec<_> = dataset.iter().map(|record| record.sources.len()).collect();
        assert_eq!(sources, [1, 2], "the year goes to the nearer signing");
        assert_eq!(dataset[1].sources[1].matched, Match::CoarserDate);
    }

    #[test]
    fn two_agreements_of_one_article_stay_two_and_it_may_be_read_twice() {
        let texts =
            [("31+13.77", "letter_of_intent ditandatangani -"), ("31+13.77", "nota_kesepahaman direncanakan -")];
        let once = annotation("a", "2025-10-04", &texts);
        let copy = Annotation { title: "Diperbarui".to_owned(), ..once.clone() };
        let dataset = merge(&[once.clone(), copy, once]);
        assert_eq!(dataset.len(), 2);
        assert!(dataset.iter().all(|record| record.sources.len() == 1 && record.confidence == 0.5));
        assert_ne!(dataset[0].id, dataset[1].id);
    }

    #[test]
    fn values_of_a_record() {
        let dataset = merge(&[
            annotation("plan", "2025-09-20", &[("31+13.77", "tidak_disebut direncanakan 2025-10")]),
            annotation("b", "2025-10-05", &[("31+13.77", "nota_kesepahaman ditandatangani 2025-10")]),
            annotation("a", "2025-10-04", &[("31+13.77", "tidak_disebut ditandatangani 2025-10-03")]),
        ]);
        let [record] = &dataset[..] else { panic!("{dataset:?}") };
        assert_eq!(record.status, Status::Ditandatangani);
        assert_eq!(record.form.label(), "nota_kesepahaman", "no form has no vote");
        assert_eq!(record.signed_on.unwrap().to_string(), "2025-10-03");
        assert_eq!(record.confidence, 0.88);
        assert_eq!(record.completeness, 0.43, "form, day and sectors of seven");
        assert_eq!(record.evidence.as_deref(), Some("Kata plan."));
        assert_eq!(record.sectors[0].n_sources, 3);
        let sources: Vec<_> = record.sources.iter().map(|s| (s.article_id.as_str(), s.status.label())).collect();
        assert_eq!(sources, [("plan", "direncanakan"), ("a", "ditandatangani"), ("b", "ditandatangani")]);
    }

    #[test]
    fn ids_are_pinned_and_a_later_day_does_not_change_them() {
        let id = |signed: &str| {
            let report = annotation("a", "2025-10-30", &[("31+13.77", &format!("{SIGNED} {signed}"))]);
            merge(&[report])[0].id.clone()
        };
        assert_eq!(id("2025-10-03"), "80cd62e258a54978");
        assert_eq!(id("2025-10"), id("2025-10-03"));
        assert_eq!(id("-"), id("2025-10-03"), "published in the same month");
        assert_ne!(id("2025"), id("2025-10-03"));
    }

    #[test]
    fn a_list_in_part_joins_when_the_time_is_near() {
        let all = "32.10+32.09+32.08+32.11+32.74";
        let signed = "kesepakatan_bersama ditandatangani 2022-06-16";
        let records = records(&[
            ("all", "2022-06-17", all, signed),
            ("two", "2022-06-18", "32.08+32.10", signed),
            ("undated", "2022-06-20", "32.08+32.74", "tidak_disebut ditandatangani -"),
            ("later", "2022-09-01", "32.08+32.74", "tidak_disebut ditandatangani -"),
            ("one", "2022-06-17", "32.08+Universitas Kuningan", signed),
        ]);
        assert_eq!(articles(&records), ["all two undated", "one", "later"]);
        assert_eq!(records[0].parties.len(), 5);
    }

    #[test]
    fn a_spoke_joins_its_hub_but_not_the_list_of_all_spokes() {
        let signed = "kesepakatan_bersama ditandatangani 2025-10-03";
        let hub = annotation("hub", "2025-10-04", &[("31+13.77", signed), ("31+61", signed)]);
        let spoke = annotation("spoke", "2025-10-05", &[("61+31", signed)]);
        let list = annotation("list", "2025-10-04", &[("31+13.77+61", signed)]);
        let records = merge(&[hub, spoke, list]);
        let mut articles = articles(&records);
        articles.sort();
        assert_eq!(articles, ["hub", "hub spoke", "list"]);
    }

    #[test]
    fn a_life_is_one_agreement() {
        let records = records(&[
            ("plan", "2020-12-01", "31+32.75", "kesepakatan_bersama direncanakan -"),
            ("signed", "2021-01-05", "31+32.75", "kesepakatan_bersama ditandatangani 2021-01-04"),
            ("again", "2021-06-05", "31+32.75", "kesepakatan_bersama ditandatangani 2021-01"),
            ("extended", "2024-01-08", "31+32.75", "tidak_disebut diperpanjang 2024-01-07"),
            ("ended", "2025-03-01", "31+32.75", "tidak_disebut berakhir 2021"),
            // The same parties about something else.
            ("other", "2023-03-01", "31+32.75", "nota_kesepahaman ditandatangani 2023-02-28 perhubungan"),
        ]);
        assert_eq!(articles(&records), ["plan signed again extended ended", "other"]);
        let stage = |stage: &crate::dataset::Stage| {
            let by = if stage.by_publication { "published" } else { "dated" };
            format!("{} {by} {}: {}", stage.status, stage.date.unwrap(), stage.article_ids.join(" "))
        };
        let history: Vec<String> = records[0].history.iter().map(stage).collect();
        assert_eq!(
            history,
            [
                "direncanakan published 2020-12-01: plan",
                "ditandatangani dated 2021-01-04: signed again",
                "diperpanjang dated 2024-01-07: extended",
                "berakhir published 2025-03-01: ended",
            ]
        );
        assert_eq!(records[0].status, Status::Berakhir);
        assert_eq!(records[0].signed_on.unwrap().to_string(), "2021-01-04");
    }

    #[test]
    fn an_addendum_amends_the_agreement_of_its_scope() {
        let records = records(&[
            ("water", "2021-01-05", "31+32.75", "kesepakatan_bersama ditandatangani 2021-01-04 pekerjaan_umum"),
            ("bus", "2022-01-05", "31+32.75", "kesepakatan_bersama ditandatangani 2022-01-04 perhubungan"),
            ("more", "2023-01-05", "32.75+31", "adendum ditandatangani 2023-01-04 pekerjaan_umum"),
        ]);
        assert_eq!(articles(&records), ["water", "bus", "more"]);
        assert_eq!(records[2].amends.as_ref(), Some(&records[0].id));
        assert_eq!(records[0].amends, None);
    }

    #[test]
    fn a_contract_of_another_day_is_another_agreement() {
        let records = records(&[
            ("mou", "2021-01-05", "31+32.75", "nota_kesepahaman ditandatangani 2021-01-04"),
            ("same-day", "2021-01-05", "31+32.75", "perjanjian_kerja_sama ditandatangani 2021-01-04"),
            ("name", "2021-01-06", "31+32.75", "kesepakatan_bersama ditandatangani 2021-01-04"),
            ("months-later", "2021-04-05", "31+32.75", "perjanjian_kerja_sama ditandatangani -"),
        ]);
        assert_eq!(articles(&records), ["mou same-day name", "months-later"]);
        assert_eq!(records[0].conflicts, ["form"]);
    }

    #[test]
    fn copies_speak_with_one_voice() {
        let copy = |id: &str, outlet: &str, title: &str| {
            let mut copy = annotation(id, "2025-10-04", &[("31+13.77", "nota_kesepahaman ditandatangani 2025-10-03")]);
            (copy.source, copy.title) = (Some(outlet.to_owned()), title.to_owned());
            copy
        };
        let mut other =
            annotation("other", "2025-10-05", &[("31+13.77", "kesepakatan_bersama ditandatangani 2025-10-02")]);
        other.source = Some("Warta".to_owned());
        let records = merge(&[
            copy("a", "Antar", "DKI Teken MoU"),
            copy("b", "Bina", "DKI teken MoU"),
            copy("c", "Antar", "Lain"),
            other,
        ]);
        let [record] = &records[..] else { panic!("{records:?}") };
        assert_eq!((record.sources.len(), record.n_outlets), (4, 2));
        let copies: Vec<_> = record.sources.iter().map(|source| source.copy_of.as_deref()).collect();
        assert_eq!(copies, [None, Some("a"), Some("a"), None]);
        assert_eq!(record.confidence, 0.75, "of two voices");
        assert_eq!(record.conflicts, ["form", "signed_on"]);
        assert!(!record.recommended);
    }

    #[test]
    fn an_id_survives_later_articles() {
        let first = ("a", "2025-10-04", "31+PT Semen Padang", "tidak_disebut ditandatangani 2025-10 pangan");
        let before = records(&[first])[0].id.clone();
        let after = records(&[
            first,
            ("b", "2025-10-05", "31+Semen Padang (SP)+13.77", "kesepakatan_bersama ditandatangani 2025-10-03 pangan"),
            ("c", "2025-10-30", "31+PT. SEMEN PADANG", "perjanjian_kerja_sama ditandatangani 2025-10-29 kesehatan"),
        ]);
        assert_eq!(articles(&after), ["a b", "c"]);
        assert_eq!(after[0].id, before);
        assert_ne!(after[1].id, before, "the second of the month has a number");
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
        fn what_shares_no_key_may_be_merged_apart(
            annotations in prop::collection::vec(any_annotation(), 0..25)
        ) {
            // An article each, so that a report is an annotation.
            let one = |(at, annotation): (usize, &Annotation)| {
                let agreements = annotation.agreements.iter().take(1).cloned().collect();
                Annotation { id: format!("{}-{at}", annotation.id), agreements, ..annotation.clone() }
            };
            let reports: Vec<Annotation> = annotations.iter().enumerate().map(one).collect();
            let keys = |report: &Annotation| -> BTreeSet<String> {
                report.agreements.iter().flat_map(|agreement| key::blocking_keys(agreement, &LEXICONS)).collect()
            };
            // What hangs together by keys, directly or through others.
            let mut places: Vec<(BTreeSet<String>, Vec<&Annotation>)> = Vec::new();
            for report in &reports {
                let mut place = (keys(report), vec![report]);
                places.retain_mut(|other| {
                    let apart = other.0.is_disjoint(&place.0);
                    if !apart {
                        place.0.append(&mut other.0);
                        place.1.append(&mut other.1);
                    }
                    apart
                });
                places.push(place);
            }
            let mut apart: Vec<Record> = places.into_iter().flat_map(|(_, reports)| merge(reports)).collect();
            let mut whole = merge(&reports);
            [&mut apart, &mut whole].into_iter().for_each(|records| records.sort_by(|a, b| a.id.cmp(&b.id)));
            prop_assert_eq!(apart, whole);
        }

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
            let ids: BTreeSet<_> = dataset.iter().map(|record| &record.id).collect();
            prop_assert_eq!(ids.len(), dataset.len(), "ids are unique");
            prop_assert!(dataset.is_sorted_by_key(|record| (record.first_published.is_none(), record.first_published)));
        }
    }
}
