//! The archive in `data/merging`, in which 41 agreements are reported by up to six articles each: are the reports of one
//! agreement joined, and of two kept apart; do shards and order leave no trace; do ids last.

// The figures are shown by `cargo test --test merging -- --nocapture`.
#![allow(clippy::print_stdout)]

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use common::{assert_same_dataset, folder, path, sepakat};
use sepakat::{
    Lexicons, annotate,
    dataset::{Merger, Record},
    model::{Annotation, RegionCode},
    source::{self, Archive},
};

/// What was annotated, in order.
fn annotations(lexicons: &Lexicons) -> Vec<Annotation> {
    let options = source::Options::default();
    let archive = Archive::find(&[path("data/merging/articles.jsonl")], &options).unwrap();
    let articles = archive.records().map(|record| record.unwrap().decode(&options.fields).unwrap());
    articles.map(|article| annotate(lexicons, &article)).collect()
}

fn merge<'a>(annotations: impl IntoIterator<Item = &'a Annotation>, lexicons: &Lexicons) -> Vec<Record> {
    let mut merger = Merger::new();
    for annotation in annotations {
        merger.add(annotation);
    }
    merger.finish(lexicons).unwrap().records().collect()
}

/// The rows of a table in `data/merging`.
fn table(name: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path("data/merging").join(name)).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Which agreement each article reports.
struct Truth {
    agreements: BTreeMap<String, Vec<String>>,
    regions: BTreeMap<String, BTreeSet<RegionCode>>,
}

impl Truth {
    fn read() -> Truth {
        let mut agreements: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in table("truth.csv") {
            agreements.entry(row[0].clone()).or_default().push(row[1].clone());
        }
        let codes = |cell: &str| cell.split("; ").map(|code| code.parse().unwrap()).collect();
        let regions = table("agreements.csv").into_iter().map(|row| (row[0].clone(), codes(&row[1]))).collect();
        Truth { agreements, regions }
    }

    /// The one agreement that a report of this article with these regions can mean.
    fn of(&self, article: &str, regions: &BTreeSet<RegionCode>) -> Option<&String> {
        let mut fitting = self.agreements[article].iter().filter(|id| regions.is_subset(&self.regions[*id]));
        fitting.next().filter(|_| fitting.next().is_none() && !regions.is_empty())
    }
}

#[test]
fn reports_of_one_agreement_are_joined_and_of_two_are_not() {
    let (truth, lexicons) = (Truth::read(), Lexicons::builtin().unwrap());
    assert!(truth.agreements.len() >= 120 && truth.regions.len() >= 40);
    let records = merge(&annotations(&lexicons), &lexicons);
    // Each report that was found: which agreement it means, and which it was put to.
    let mut reports: Vec<(&String, &String, &String)> = Vec::new();
    let mut wrong = 0;
    for record in &records {
        for source in &record.sources {
            let regions = source.parties.iter().filter_map(|party| party.code()).collect();
            match truth.of(&source.article_id, &regions) {
                Some(agreement) => reports.push((agreement, &record.id, &source.article_id)),
                None => wrong += 1,
            }
        }
    }
    let told: usize = truth.agreements.values().map(Vec::len).sum();
    let found: BTreeSet<_> = reports.iter().map(|(agreement, _, article)| (agreement, article)).collect();
    let (mut right, mut joined, mut same) = (0, 0, 0);
    for (at, a) in reports.iter().enumerate() {
        for b in &reports[..at] {
            same += usize::from(a.0 == b.0);
            joined += usize::from(a.1 == b.1);
            right += usize::from(a.0 == b.0 && a.1 == b.1);
            if (a.0 == b.0) != (a.1 == b.1) {
                println!("{} and {}: {} / {}", b.2, a.2, b.0, a.0);
            }
        }
    }
    let (precision, recall) = (right as f64 / joined as f64, right as f64 / same as f64);
    println!(
        "reports: {} of {told} found, {wrong} others; pairs: precision {precision:.3}, recall {recall:.3}",
        found.len()
    );
    assert!(precision >= 0.97, "precision {precision}");
    assert!(recall >= 0.92, "recall {recall}");
    assert!(found.len() * 10 >= told * 9, "extraction found {} of {told}", found.len());
}

#[test]
fn neither_shards_nor_order_leave_a_trace() {
    let folder = folder(&[]);
    let archive = path("data/merging/articles.jsonl").display().to_string();
    // Every format that this build has.
    let formats: Vec<&str> =
        sepakat::sink::Format::ALL.iter().filter(|f| f.check().is_ok()).map(|f| f.label()).collect();
    let formats = ["--format", &formats.join(",")].map(str::to_owned);
    let formats: Vec<&str> = formats.iter().map(String::as_str).collect();
    let extract = [&["extract", archive.as_str(), "-q", "-o", "whole"], &formats[..]].concat();
    sepakat(&folder, &extract).assert().success();
    sepakat(&folder, &["annotate", &archive, "-q", "-o", "all.jsonl"]).assert().success();
    let all = fs::read_to_string(folder.path().join("all.jsonl")).unwrap();
    for shards in [1, 2, 7] {
        let mut lines: Vec<&str> = all.lines().collect();
        // In an order that has nothing to do with theirs.
        lines.sort_by_key(|line| xxhash_rust::xxh3::xxh3_64_with_seed(line.as_bytes(), shards as u64));
        let names: Vec<String> = (0..shards).map(|shard| format!("{shard}.jsonl")).collect();
        for (shard, name) in names.iter().enumerate() {
            let dealt: Vec<&str> = lines.iter().skip(shard).step_by(shards).copied().collect();
            fs::write(folder.path().join(name), dealt.join("\n") + "\n").unwrap();
        }
        let names: Vec<&str> = names.iter().rev().map(String::as_str).collect();
        let merge = [&["merge", "-q", "-o", "merged"], &names[..], &formats].concat();
        sepakat(&folder, &merge).assert().success();
        let differs = ["command", "inputs", "options", "counts"];
        assert_same_dataset(&folder.path().join("whole"), &folder.path().join("merged"), &differs);
    }
}

#[test]
fn ids_last_when_the_archive_grows() {
    let lexicons = Lexicons::builtin().unwrap();
    let mut annotations = annotations(&lexicons);
    annotations.sort_by_key(|annotation| annotation.published);
    let ids = |annotations: &[Annotation]| -> BTreeSet<String> {
        merge(annotations, &lexicons).into_iter().map(|record| record.id).collect()
    };
    let (mut kept, mut all) = (0, 0);
    let whole = ids(&annotations);
    for months in (10..annotations.len()).step_by(10) {
        let before = ids(&annotations[..months]);
        kept += before.intersection(&whole).count();
        all += before.len();
    }
    println!("ids kept as the archive grows day by day: {kept} of {all}");
    assert!(kept * 100 >= all * 98, "{kept} of {all}");

    // Also when the articles that were missing are earlier ones.
    let (mut kept, mut all) = (0, 0);
    for left_out in 0..annotations.len() {
        let mut fewer = annotations.clone();
        fewer.remove(left_out);
        let before = ids(&fewer);
        kept += before.intersection(&whole).count();
        all += before.len();
    }
    println!("ids kept when any one article joins: {kept} of {all}");
    assert!(kept * 100 >= all * 98, "{kept} of {all}");
}
