//! The dataset folder of the sample archive: what is in it, and that neither threads nor order nor shards show in it.

mod common;

use std::{fs, path::Path};

use common::{assert_same_dataset, names, sample, sepakat};
use tempfile::TempDir;

fn extract(folder: &TempDir, inputs: &[&str], out: &str, more: &[&str]) {
    let args = [&["extract", "-q", "-o", out], inputs, more].concat();
    sepakat(folder, &args).assert().success().stdout("").stderr("");
}

#[test]
fn the_folder_is_complete() {
    let folder = sample();
    extract(&folder, &["sample"], "out", &[]);
    let expected = [
        "agreements.csv",
        "articles.csv",
        "datapackage.json",
        "dyads.csv",
        "parties.csv",
        "rejects.jsonl",
        "reviews.csv",
        "run.json",
        "sectors.csv",
        "signatories.csv",
        "sources.csv",
        "status_history.csv",
    ];
    assert_eq!(names(&folder.path().join("out")), expected);
    assert_eq!(names(folder.path()), ["out", "sample"], "nothing is left beside");

    let read = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).unwrap();
    assert_eq!(
        read("agreements.csv").lines().next().unwrap(),
        "agreement_id,status,form,scheme,parties,n_parties,signed_on,signed_from,signed_to,signed_precision,place,\
         place_name,sectors,subject,valid_years,signatories,status_history,amends,n_sources,n_outlets,first_published,\
         confidence,completeness,conflicts,recommended,review_status,evidence"
    );
    assert!(read("agreements.csv").lines().count() > 20);
    assert_eq!(read("rejects.jsonl"), "");
    let run: serde_json::Value = serde_json::from_str(&read("run.json")).unwrap();
    assert_eq!(run["counts"]["articles"], 48);
    assert_eq!(run["counts"]["rejects"], 0);
    let package: serde_json::Value = serde_json::from_str(&read("datapackage.json")).unwrap();
    for resource in package["resources"].as_array().unwrap() {
        assert!(folder.path().join("out").join(resource["path"].as_str().unwrap()).is_file(), "{resource}");
    }
}

#[test]
fn keys_hold_across_tables() {
    let folder = sample();
    extract(&folder, &["sample"], "out", &[]);
    let column = |table: &str, column: &str| -> Vec<String> {
        let mut reader = csv::Reader::from_path(folder.path().join("out").join(table)).unwrap();
        let at = reader.headers().unwrap().iter().position(|name| name == column).unwrap();
        reader.records().map(|record| record.unwrap()[at].to_owned()).collect()
    };
    let ids = column("agreements.csv", "agreement_id");
    let articles = column("articles.csv", "article_id");
    for table in ["parties.csv", "sources.csv", "sectors.csv", "signatories.csv"] {
        assert!(column(table, "agreement_id").iter().all(|id| ids.contains(id)), "{table}");
    }
    for table in ["sources.csv", "sectors.csv"] {
        assert!(column(table, "article_id").iter().all(|id| articles.contains(id)), "{table}");
    }
    assert!(
        column("sectors.csv", "term").iter().filter(|term| term.is_empty()).count() == 0,
        "each sector has its words"
    );
}

#[test]
fn threads_change_nothing() {
    let folder = sample();
    extract(&folder, &["sample"], "one", &["-j", "1"]);
    extract(&folder, &["sample"], "two", &["-j", "2"]);
    assert_same_dataset(&folder.path().join("one"), &folder.path().join("two"), &[]);
}

#[test]
fn the_order_of_files_changes_nothing() {
    let folder = sample();
    let mut files = ["sample/humas.csv", "sample/kliping.tsv", "sample/portal.jsonl", "sample/txt"];
    extract(&folder, &files, "forth", &[]);
    files.reverse();
    extract(&folder, &files, "back", &[]);
    assert_same_dataset(&folder.path().join("forth"), &folder.path().join("back"), &[]);
}

#[test]
fn shards_change_nothing() {
    let folder = sample();
    for more in [&[][..], &["--all-articles"], &["--csv-dialect", "excel", "--min-confidence", "0.7"]] {
        extract(&folder, &["sample"], "whole", more);
        sepakat(&folder, &["annotate", "sample", "-q", "-o", "all.jsonl"]).assert().success();
        shards(folder.path(), "all.jsonl");
        let merge = [&["merge", "-q", "2.jsonl", "0.jsonl", "1.jsonl", "-o", "merged"], more].concat();
        sepakat(&folder, &merge).assert().success().stdout("").stderr("");
        let differs = ["command", "inputs", "options"];
        assert_same_dataset(&folder.path().join("whole"), &folder.path().join("merged"), &differs);
    }
}

/// Deals the lines of a file out to `0.jsonl`, `1.jsonl` and `2.jsonl`.
fn shards(folder: &Path, all: &str) {
    let all = fs::read_to_string(folder.join(all)).unwrap();
    for shard in 0..3 {
        let lines: Vec<&str> = all.lines().skip(shard).step_by(3).collect();
        fs::write(folder.join(format!("{shard}.jsonl")), lines.join("\n") + "\n").unwrap();
    }
}
