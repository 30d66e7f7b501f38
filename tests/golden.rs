//! What the program gives, kept in files so that a change of a rule shows what it changes: the dataset of the sample
//! archive, some articles in full, and the scores on the labelled articles. After a change that is meant, run
//!
//! ```text
//! UPDATE_GOLDEN=1 cargo test --test golden
//! ```
//!
//! and look at the difference before committing it.

mod common;

use std::{
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use common::{path, sample, sepakat};
use sepakat::{
    Lexicons, annotate,
    score::{Scores, read_gold, score},
};

const UPDATE: &str = "UPDATE_GOLDEN=1 cargo test --test golden";

/// Compares with the file, or writes it.
fn assert_golden(file: &Path, now: &str) {
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, now).unwrap();
        return;
    }
    let before = fs::read_to_string(file).unwrap_or_default();
    if before == now {
        return;
    }
    let mut changes = String::new();
    for (line, pair) in (1..).zip(lines(&before).zip(lines(now))).filter(|(_, (a, b))| a != b).take(5) {
        writeln!(changes, "{line}:\n- {}\n+ {}", pair.0, pair.1).unwrap();
    }
    panic!("{} is stale; if the change is meant, run {UPDATE}\n{changes}", file.display());
}

/// The lines of a text, and then empty ones.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().chain(std::iter::repeat("")).take(text.lines().count() + 1)
}

fn golden(name: &str) -> PathBuf {
    path("tests/golden").join(name)
}

#[test]
fn the_dataset_of_the_sample() {
    let folder = sample();
    sepakat(&folder, &["extract", "sample", "--all-articles", "-q", "-o", "out"]).assert().success();
    let tables = ["agreements", "parties", "signatories", "sectors", "status_history", "sources", "dyads", "articles"];
    for table in tables {
        let name = format!("{table}.csv");
        let now = fs::read_to_string(folder.path().join("out").join(&name)).unwrap();
        assert_golden(&golden("dataset").join(name), &now);
    }
    let package = fs::read_to_string(folder.path().join("out/datapackage.json")).unwrap();
    assert_golden(&golden("dataset/datapackage.json"), &package);
}

#[test]
fn some_articles_in_full() {
    let folder = sample();
    let annotations = sepakat(&folder, &["annotate", "sample", "-q"]).assert().success();
    let annotations = String::from_utf8(annotations.get_output().stdout.clone()).unwrap();
    for id in ["portal-001", "portal-002", "humas-001", "kliping-001", "portal-012"] {
        let annotation = annotations.lines().find(|line| line.starts_with(&format!("{{\"id\":\"{id}\"")));
        let value: serde_json::Value = serde_json::from_str(annotation.unwrap()).unwrap();
        let now = serde_json::to_string_pretty(&value).unwrap() + "\n";
        assert_golden(&golden(&format!("annotations/{id}.json")), &now);
    }
    for id in ["portal-001", "portal-002"] {
        let run = sepakat(&folder, &["explain", "sample", "--id", id]).assert().success();
        assert_golden(&golden(&format!("explain/{id}.txt")), &String::from_utf8_lossy(&run.get_output().stdout));
    }
}

#[test]
fn the_help_of_every_command() {
    let folder = sample();
    for command in ["extract", "annotate", "merge", "diff", "explain", "score", "lexicons"] {
        let run = sepakat(&folder, &[command, "-h"]).assert().success();
        assert_golden(&golden(&format!("help/{command}.txt")), &String::from_utf8_lossy(&run.get_output().stdout));
    }
}

/// The columns of the table: sets of labelled files.
const SETS: &[(&str, &[&str])] = &[
    ("dev", &["dev-a", "dev-b"]),
    ("fresh a–c", &["fresh-a", "fresh-b", "fresh-c"]),
    ("fresh d–f", &["fresh-d", "fresh-e", "fresh-f"]),
    ("fresh g–j", &["fresh-g", "fresh-h", "fresh-i", "fresh-j"]),
    (
        "fresh k–z",
        &[
            "fresh-k", "fresh-l", "fresh-m", "fresh-n", "fresh-o", "fresh-p", "fresh-q", "fresh-r", "fresh-s",
            "fresh-t", "fresh-u", "fresh-v", "fresh-w", "fresh-x", "fresh-y", "fresh-z",
        ],
    ),
    (
        "fresh aa–oo",
        &[
            "fresh-aa", "fresh-bb", "fresh-dd", "fresh-ee", "fresh-gg", "fresh-hh", "fresh-ii", "fresh-jj", "fresh-kk",
            "fresh-ll", "fresh-mm", "fresh-nn", "fresh-oo",
        ],
    ),
    (
        "fresh pp–zz, ab, ac",
        &[
            "fresh-pp", "fresh-qq", "fresh-rr", "fresh-ss", "fresh-tt", "fresh-uu", "fresh-vv", "fresh-ww", "fresh-xx",
            "fresh-yy", "fresh-zz", "fresh-ab", "fresh-ac",
        ],
    ),
    ("fresh ad–ai", &["fresh-ad", "fresh-ae", "fresh-af", "fresh-ag", "fresh-ah", "fresh-ai"]),
    ("fresh cc, ff", &["fresh-cc", "fresh-ff"]),
];

#[test]
fn the_scores() {
    let lexicons = Lexicons::builtin().unwrap();
    let scored = |title: &str, files: &[&str]| {
        let paths: Vec<String> = files.iter().map(|file| format!("data/gold/{file}.jsonl")).collect();
        let gold: Vec<_> = paths.iter().flat_map(|file| read_gold(&path(file)).unwrap()).collect();
        let annotations: Vec<_> = gold.iter().map(|article| annotate(&lexicons, &article.article())).collect();
        (title.to_owned(), paths.join(" "), score(&gold, &annotations))
    };
    let sets: Vec<(String, String, Scores)> = SETS.iter().map(|(title, files)| scored(title, files)).collect();
    let table = score_table(&sets);
    let mut page = format!(
        "# Scores on the labelled articles\n\nWritten by `{UPDATE}`; do not edit. What the files are stands in \
         [../README.md](../README.md), what the measures are below.\n\n{table}\nShares of 1. Of regions, officials, \
         agreements, signatories and sectors it is F1, the mean of how much was found and how much of what was found is \
         right; `agreements` counts one as found when at least half of its parties are right, `exact parties` when all \
         are. The other measures are how many values are right among the agreements found. `record` is the strictest: \
         of all agreements, labelled or wrongly found, how many have parties, form, scheme, status and date all right.\n"
    );
    let single: Vec<&str> = SETS.iter().flat_map(|(_, files)| files.iter().copied()).collect();
    let dev = &sets[0];
    let files = single.iter().map(|file| scored(file, &[file]));
    for (title, files, scores) in std::iter::once(scored(&dev.0, SETS[0].1)).chain(files) {
        write!(page, "\n## {title}\n\n`sepakat score {files}`\n\n```text\n{scores}```\n").unwrap();
    }
    assert_golden(&path("data/gold/scores.md"), &page);

    let readme = path("README.md");
    let text = fs::read_to_string(&readme).unwrap();
    let (begin, end) = ("<!-- scores -->\n", "<!-- end of scores -->");
    let (before, rest) = text.split_once(begin).expect("README.md has a place for the scores");
    let (_, behind) = rest.split_once(end).expect("README.md has an end of the scores");
    assert_golden(&readme, &format!("{before}{begin}\n{table}\n{end}{behind}"));
}

fn score_table(scores: &[(String, String, Scores)]) -> String {
    const ROWS: &[(&str, &str)] = &[
        ("regions", "regions of the article (F1)"),
        ("officials", "officials (F1)"),
        ("articles", "articles that report an agreement (F1)"),
        ("agreements", "agreements (F1)"),
        ("agreements exact parties", "agreements, exact parties (F1)"),
        ("form", "form"),
        ("scheme", "scheme"),
        ("status", "status"),
        ("signed_on", "date of signing"),
        ("place", "place of signing"),
        ("valid_years", "term in years"),
        ("signatories", "signatories (F1)"),
        ("sectors", "sectors (F1)"),
        ("record", "record: all of parties, form, scheme, status, date"),
    ];
    let mut table = String::from("| |");
    scores.iter().for_each(|(title, ..)| write!(table, " {title} |").unwrap());
    table.push_str("\n|---|");
    scores.iter().for_each(|_| table.push_str("---:|"));
    for (name, label) in ROWS {
        write!(table, "\n| {label} |").unwrap();
        for (.., scores) in scores {
            let measure = scores.measure(name).unwrap();
            // An accuracy finds nothing of its own.
            let value = if label.ends_with("(F1)") { measure.f1() } else { measure.accuracy() };
            write!(table, " {value:.3} |").unwrap();
        }
    }
    table.push('\n');
    table
}

#[test]
fn the_command_prints_what_is_committed() {
    let page = fs::read_to_string(path("data/gold/scores.md")).unwrap_or_default();
    let folder = common::folder(&[]);
    let [a, b] = ["a", "b"].map(|file| path(&format!("data/gold/dev-{file}.jsonl")).display().to_string());
    for files in [&[a.as_str()][..], &[&b], &[&a, &b]] {
        let run = sepakat(&folder, &[&["score"], files].concat()).assert().success();
        let printed = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
        if env::var_os("UPDATE_GOLDEN").is_none() {
            assert!(page.contains(&printed), "data/gold/scores.md is stale; run {UPDATE}\n{printed}");
        }
    }
}
