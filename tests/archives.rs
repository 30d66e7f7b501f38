//! Archives as other programs write them: each gives what the plain text of the same articles gives. `archives/README.md`
//! tells how they were made.

mod common;

use std::{collections::BTreeMap, fs};

use common::{folder, path, sepakat};
use serde_json::Value;
use tempfile::TempDir;

/// The annotations of an archive, and what was rejected.
fn annotate(input: &str, args: &[&str]) -> (Vec<Value>, Vec<String>) {
    let none = folder(&[]);
    let input = path("tests/archives").join(input).display().to_string();
    run(&none, &[&["annotate", &input, "-q"], args].concat(), &input)
}

fn run(folder: &TempDir, args: &[&str], input: &str) -> (Vec<Value>, Vec<String>) {
    let run = sepakat(folder, &[args, &["--rejects", "rejects.jsonl"]].concat()).assert().success();
    let rejects = fs::read_to_string(folder.path().join("rejects.jsonl")).unwrap();
    let rejects =
        rejects.lines().map(|line| serde_json::from_str::<sepakat::source::Reject>(line).unwrap().to_string());
    (json_lines(&run.get_output().stdout), rejects.map(|reject| reject.replace(input, "")).collect())
}

fn json_lines(lines: &[u8]) -> Vec<Value> {
    serde_json::Deserializer::from_slice(lines).into_iter().map(Result::unwrap).collect()
}

/// By address, all but the id: that is the archive's own.
fn by_url(annotations: Vec<Value>) -> BTreeMap<String, Value> {
    let pair = |mut annotation: Value| {
        annotation.as_object_mut().unwrap().remove("id");
        (annotation["url"].as_str().unwrap_or_default().to_owned(), annotation)
    };
    annotations.into_iter().map(pair).collect()
}

#[test]
fn every_kind_gives_what_the_plain_text_gives() {
    let (plain, _) = annotate("plain.jsonl", &[]);
    let plain = by_url(plain);
    assert_eq!(plain.len(), 12);
    let agreements = plain.values().filter(|annotation| !annotation["agreements"].as_array().unwrap().is_empty());
    assert!(agreements.count() >= 6);
    for (archive, times) in [
        ("warcio.warc.gz", 1),
        ("fastwarc.warc", 1),
        ("news-please.json", 1),
        ("trafilatura.jsonl.gz", 1),
        ("datatrove.jsonl.zst", 1),
        ("pages.jsonl.bz2", 1),
        ("pages.tar.gz", 1),
        ("pages.tar.zst", 1),
        ("pages.zip", 2),
        #[cfg(feature = "parquet")]
        ("plain.parquet", 1),
        #[cfg(feature = "parquet")]
        ("metadata.parquet", 1),
        #[cfg(feature = "parquet")]
        ("pages.parquet", 1),
    ] {
        let (found, rejects) = annotate(archive, &[]);
        assert_eq!(rejects, [""; 0], "{archive}");
        assert_eq!(found.len(), 12 * times, "{archive}");
        for (url, annotation) in by_url(found) {
            assert_eq!(annotation, plain[&url], "{archive}: {url}");
        }
    }
}

#[test]
fn standard_input_can_be_any_of_them() {
    let none = folder(&[]);
    for archive in ["warcio.warc.gz", "pages.zip", "datatrove.jsonl.zst", "pages.tar.gz", "plain.parquet"] {
        if archive.ends_with("parquet") && cfg!(not(feature = "parquet")) {
            continue;
        }
        let input = fs::read(path("tests/archives").join(archive)).unwrap();
        let run = sepakat(&none, &["annotate", "-", "-q"]).write_stdin(input).assert().success();
        let (expected, _) = annotate(archive, &[]);
        let found = json_lines(&run.get_output().stdout);
        assert_eq!(by_url(found), by_url(expected), "{archive}");
    }
}

#[test]
fn ids_tell_where_an_article_stands() {
    let first = |archive: &str| annotate(archive, &["--limit", "1"]).0[0]["id"].as_str().unwrap().to_owned();
    assert!(first("warcio.warc.gz").starts_with("urn:uuid:"), "the id of the record");
    assert_eq!(first("pages.jsonl.bz2"), "portal-001");
    assert!(first("news-please.json").starts_with("https://kabarkita.example/2026/01/"), "its address");
    assert!(first("pages.zip").starts_with("pages/berita/panjang-sekali-"));
}

/// What is wrong is named, and the rest is read.
#[test]
fn damaged_archives() {
    for (archive, articles, reasons) in [
        ("outside.zip", 1, &["member \"../../passwd.txt\": its path leads outside the container"][..]),
        ("bomb.jsonl.gz", 1, &["compression bomb"]),
        ("deep.html.gz", 0, &["200000 elements inside each other, expected at most 3000"]),
        ("truncated.jsonl.gz", 10, &["cannot be read: damaged gzip: it ends in the middle, near compressed byte"]),
        ("cut.warc.gz", 4, &["Content-Length is wrong", "damaged gzip: ", "damaged gzip: it ends in the middle"]),
        #[cfg(feature = "parquet")]
        ("no-text.parquet", 0, &["no column with the text: expected one of text, maintext, content"]),
        #[cfg(feature = "parquet")]
        ("damaged.parquet", 8, &[":5: damaged Parquet: rows 5 to 8: "]),
    ] {
        let (found, rejects) = annotate(&format!("wrong/{archive}"), &[]);
        assert_eq!(found.len(), articles, "{archive}: {rejects:?}");
        assert_eq!(rejects.len(), reasons.len(), "{archive}: {rejects:?}");
        for (reject, reason) in rejects.iter().zip(reasons) {
            assert!(reject.contains(reason), "{archive}: {reject}");
        }
    }
}

#[test]
fn a_selection_is_made_and_counted() {
    let none = folder(&[]);
    let plain = path("tests/archives/plain.jsonl").display().to_string();
    let count = |args: &[&str]| annotate("plain.jsonl", args).0.len();
    assert_eq!(count(&["--limit", "5"]), 5);
    let (half, again) =
        (annotate("plain.jsonl", &["--sample", "0.5"]).0, annotate("plain.jsonl", &["--sample", "0.5"]).0);
    assert!((2..=10).contains(&half.len()) && half == again);
    assert_ne!(half, annotate("plain.jsonl", &["--sample", "0.5", "--seed", "7"]).0, "another seed draws others");
    assert_eq!(count(&["--since", "2025-10"]) + count(&["--until", "2025-09-30"]), 12);
    assert_eq!(count(&["--since", "2025", "--until", "2025"]), 5);

    let warc = path("tests/archives/warcio.warc.gz").display().to_string();
    sepakat(&none, &["extract", &warc, &plain, "-o", "out", "-q", "--since", "2025-07"]).assert().success();
    let run: Value = serde_json::from_slice(&fs::read(none.path().join("out/run.json")).unwrap()).unwrap();
    let skipped = &run["counts"]["skipped"];
    // The picture and the error message; the page in English.
    assert_eq!((&skipped["no_article"], &skipped["other_language"]), (&2.into(), &1.into()), "{skipped}");
    assert!(skipped["outside_dates"].as_u64() > Some(0), "{skipped}");
    assert_eq!(run["options"]["selection"]["since"], "2025-07");
    let all = annotate("warcio.warc.gz", &["--any-language"]).0;
    assert_eq!(all.len(), 13);
    sepakat(&none, &["extract", &plain, "-o", "out", "--seed", "1"]).assert().code(2);
}
