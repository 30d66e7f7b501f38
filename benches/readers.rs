//! How fast archives of each kind are read, and what it costs to find the article in a page. See `benches/README.md`.

use std::{fs, io::Write, sync::LazyLock};

use divan::{
    Bencher,
    counter::{BytesCount, ItemsCount},
};
use sepakat::{
    Lexicons,
    pipeline::{self, Outcome},
    source::{Archive, Draft, Options, Page},
};
use tempfile::TempDir;

fn main() {
    divan::main();
}

static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());

fn fixture(name: &str) -> Vec<u8> {
    fs::read(format!("{}/tests/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The pages of `tests/pages`.
static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages/pages.tar.gz");
    let options = Options::default();
    let archive = Archive::find(&[path], &options).unwrap();
    let pages = archive.records().filter_map(|record| match record.unwrap().draft(&options.fields).unwrap() {
        Draft::Page(page) => Some(page),
        _ => None,
    });
    pages.collect()
});

/// A file of this name in a folder of its own.
fn archive_of(name: &str, content: &[u8]) -> (TempDir, Archive) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), content).unwrap();
    let archive = Archive::find(&[folder.path()], &Options::default()).unwrap();
    (folder, archive)
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(vec![], flate2::Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// A WARC file of so many pages, a gzip member each if asked for.
fn warc(pages: usize, packed: bool) -> Vec<u8> {
    let page = |number: usize| {
        let page = &PAGES[number % PAGES.len()];
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page.html());
        let record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: https://x.example/{number}\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        );
        if packed { gzip(record.as_bytes()) } else { record.into_bytes() }
    };
    (0..pages).flat_map(page).collect()
}

/// Cutting a file into records, which is all that is done one after the other.
#[divan::bench(args = ["plain.jsonl", "plain.jsonl.gz", "pages.warc", "pages.warc.gz", "plain.parquet", "pages.tar.gz", "pages.zip"], sample_count = 20)]
fn cut(bencher: Bencher, kind: &str) {
    let (times, content) = match kind {
        "plain.jsonl" => (200, fixture("archives/plain.jsonl").repeat(200)),
        "plain.jsonl.gz" => (200, gzip(&fixture("archives/plain.jsonl").repeat(200))),
        "pages.warc" => (1, warc(2000, false)),
        "pages.warc.gz" => (1, warc(2000, true)),
        "pages.tar.gz" => (1, fixture("pages/pages.tar.gz")),
        other => (1, fixture(&format!("archives/{other}"))),
    };
    let (_folder, archive) = archive_of(kind, &content);
    let size: usize = archive.records().map(|record| record.unwrap().size()).sum();
    let records = archive.records().count();
    assert!(records >= 12 * times);
    bencher.counter(ItemsCount::new(records)).counter(BytesCount::new(size)).bench(|| {
        let read: usize = archive.records().map(|record| record.unwrap().size()).sum();
        assert_eq!(read, size);
    });
}

/// The article in a page.
#[divan::bench(sample_count = 20)]
fn article_in_page(bencher: Bencher) {
    let bytes: usize = PAGES.iter().map(|page| page.html().len()).sum();
    bencher.counter(ItemsCount::new(PAGES.len())).counter(BytesCount::new(bytes)).bench_local(|| {
        let found = PAGES.iter().filter(|page| (*page).clone().article().unwrap().is_some()).count();
        assert_eq!(found, 60);
    });
}

/// The words of a page, for the gate.
#[divan::bench(sample_count = 20)]
fn words_of_page(bencher: Bencher) {
    let bytes: usize = PAGES.iter().map(|page| page.html().len()).sum();
    bencher.counter(ItemsCount::new(PAGES.len())).counter(BytesCount::new(bytes)).bench_local(|| {
        assert!(PAGES.iter().map(|page| page.visible_text().unwrap().len()).sum::<usize>() > 60 * 1000);
    });
}

/// An archive of pages of which three in a hundred speak of agreements, with the gate and without.
#[divan::bench(args = [true, false], sample_count = 5)]
fn pages_of_which_few_count(bencher: Bencher, gated: bool) {
    const PAGES_READ: usize = 2000;
    let ordinary: Vec<String> = (0..100)
        .map(|number| {
            let text = "Warga desa memanen padi di sawah yang baru saja kering, dan harga gabah naik dari pekan lalu. ".repeat(4);
            let paragraphs = format!("<p>{text}</p>").repeat(6 + number % 5);
            format!("<html><head><title>Panen raya di desa {number}</title></head><body><nav><ul>{}</ul></nav><article><h1>Panen raya di desa {number}</h1>{paragraphs}</article><aside>{}</aside></body></html>",
                "<li><a href='/x'>Daerah</a></li>".repeat(30), "<div class='item'><a href='/y'>Harga cabai naik lagi</a></div>".repeat(40))
        })
        .collect();
    let line = |number: usize| {
        let html = if number % 100 < 3 { PAGES[number % PAGES.len()].html() } else { &ordinary[number % 100] };
        serde_json::json!({ "id": number, "html": html }).to_string() + "\n"
    };
    let content: String = (0..PAGES_READ).map(line).collect();
    let (_folder, archive) = archive_of("pages.jsonl", content.as_bytes());
    LazyLock::force(&LEXICONS);
    let options = pipeline::Options { threads: 1, gated, ..Default::default() };
    bencher.counter(ItemsCount::new(PAGES_READ)).counter(BytesCount::new(content.len())).bench(|| {
        let mut reporting = 0;
        let each = |outcome: Outcome, _: &pipeline::Summary| {
            if let Outcome::Annotated(annotation) = outcome {
                reporting += usize::from(!annotation.agreements.is_empty());
            }
            Ok::<_, sepakat::Error>(())
        };
        pipeline::run(&LEXICONS, &mut archive.records(), &options, each).unwrap();
        assert!(reporting > 20);
    });
}
