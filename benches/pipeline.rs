//! How fast the stages are, one by one and together, on the sample archive. See `benches/README.md`.

use std::{fs, sync::LazyLock};

use divan::{
    Bencher,
    counter::{BytesCount, ItemsCount},
};
use sepakat::{
    Lexicons, agreements, annotate,
    dataset::Merger,
    model::Article,
    pipeline::{self, Outcome},
    read::{Document, gate::may_report_agreement},
    select::Selection,
    source::{self, Archive},
};

fn main() {
    divan::main();
}

static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());

/// The articles of the sample archive.
static ARTICLES: LazyLock<Vec<Article>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample");
    let options = source::Options::default();
    let archive = Archive::find(&[folder], &options).unwrap();
    let articles: Vec<_> = archive.records().map(|record| record.unwrap().decode(&options.fields).unwrap()).collect();
    assert_eq!(articles.len(), 48);
    articles
});

/// Counts a run over all articles.
fn over_all<'a, 'b>(bencher: Bencher<'a, 'b>) -> Bencher<'a, 'b> {
    bencher
        .counter(ItemsCount::new(ARTICLES.len()))
        .counter(BytesCount::new(ARTICLES.iter().map(|article| article.text().len()).sum::<usize>()))
}

#[divan::bench]
fn load_lexicons(bencher: Bencher) {
    bencher.bench(|| Lexicons::builtin().unwrap());
}

#[divan::bench]
fn gate(bencher: Bencher) {
    LazyLock::force(&LEXICONS);
    over_all(bencher).bench(|| {
        let open = ARTICLES.iter().filter(|article| may_report_agreement(&LEXICONS, article.text())).count();
        assert!(open >= 34);
        open
    });
}

#[divan::bench]
fn read(bencher: Bencher) {
    LazyLock::force(&LEXICONS);
    over_all(bencher).bench(|| {
        for article in ARTICLES.iter() {
            divan::black_box(Document::read(&LEXICONS, article));
        }
    });
}

#[divan::bench]
fn find_agreements(bencher: Bencher) {
    let documents: Vec<_> = ARTICLES.iter().map(|article| Document::read(&LEXICONS, article)).collect();
    over_all(bencher).bench_local(|| {
        let found: usize =
            documents.iter().map(|document| agreements::find(&LEXICONS, document).agreements.len()).sum();
        assert!(found >= 34);
        found
    });
}

#[divan::bench]
fn annotate_all(bencher: Bencher) {
    LazyLock::force(&LEXICONS);
    over_all(bencher).bench(|| {
        let found: usize = ARTICLES.iter().map(|article| annotate(&LEXICONS, article).agreements.len()).sum();
        assert!(found >= 34);
        found
    });
}

#[divan::bench]
fn merge(bencher: Bencher) {
    let annotations: Vec<_> = ARTICLES.iter().map(|article| annotate(&LEXICONS, article)).collect();
    bencher.counter(ItemsCount::new(ARTICLES.len())).bench(|| {
        let mut merger = Merger::new();
        for annotation in &annotations {
            merger.add(annotation);
        }
        let records: Vec<_> = merger.finish(&LEXICONS).unwrap().records().collect();
        assert!(records.len() >= 30);
        records
    });
}

/// Records that the gate turns away: those without a word of agreements, before they are decoded, and those that have one
/// in no sentence that could report one.
#[divan::bench(args = ["", "Pendataan memerlukan kerja sama warga. "])]
fn turned_away(bencher: Bencher, sentence: &str) {
    const TIMES: usize = 1000;
    LazyLock::force(&LEXICONS);
    let ordinary = "Hujan deras merendam rumah warga di tepi sungai. Petugas masih mendata kerugian. ".repeat(30);
    let line = |id: usize| {
        serde_json::json!({ "id": id, "title": "Banjir", "text": format!("{ordinary}{sentence}") }).to_string() + "\n"
    };
    let lines: String = (0..TIMES).map(line).collect();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("archive.jsonl"), &lines).unwrap();
    let archive = Archive::find(&[folder.path()], &source::Options::default()).unwrap();
    let selection = Selection { indonesian_only: true, ..Selection::default() };
    let options = pipeline::Options { threads: 1, gated: true, selection, ..pipeline::Options::default() };
    bencher.counter(ItemsCount::new(TIMES)).counter(BytesCount::new(lines.len())).bench(|| {
        let each = |_, _: &_| Ok::<_, sepakat::Error>(());
        let summary = pipeline::run(&LEXICONS, &mut archive.records(), &options, each).unwrap();
        assert_eq!(summary.gated_out as usize, TIMES);
    });
}

/// Records to a dataset in memory: all of `sepakat extract` but the writing. The sample, a hundred times.
#[divan::bench(args = [1, 2], sample_count = 10)]
fn extract(bencher: Bencher, threads: usize) {
    const TIMES: usize = 100;
    LazyLock::force(&LEXICONS);
    let line = |time: usize, article: &Article| {
        let published = article.published.map(|day| day.to_string());
        let id = format!("{}-{time}", article.id);
        serde_json::json!({ "id": id, "title": article.title(), "text": article.body(), "published": published })
            .to_string()
            + "\n"
    };
    let lines: String = (0..TIMES).flat_map(|time| ARTICLES.iter().map(move |article| line(time, article))).collect();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("archive.jsonl"), &lines).unwrap();
    let archive = Archive::find(&[folder.path()], &source::Options::default()).unwrap();
    let options = pipeline::Options { threads, gated: true, ..pipeline::Options::default() };

    bencher.counter(ItemsCount::new(ARTICLES.len() * TIMES)).counter(BytesCount::new(lines.len())).bench(|| {
        let mut merger = Merger::new();
        let summary = pipeline::run(&LEXICONS, &mut archive.records(), &options, |outcome, _| {
            if let Outcome::Annotated(annotation) = outcome {
                merger.add(&annotation);
            }
            Ok::<_, sepakat::Error>(())
        });
        assert_eq!(summary.unwrap().articles as usize, ARTICLES.len() * TIMES);
        merger.finish(&LEXICONS).unwrap().len()
    });
}
