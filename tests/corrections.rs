//! `--corrections` and `sepakat diff`, on the archive in `data/merging`.

mod common;

use std::{collections::BTreeMap, fs};

use common::{folder, path, sepakat};
use predicates::prelude::*;
use tempfile::TempDir;

const HEADER: &str = "agreement_id,article_id,field,value,who,why\n";

type Row = BTreeMap<String, String>;

fn rows(folder: &TempDir, table: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder.path().join(table)).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// The agreement that the article reports.
fn of_article(folder: &TempDir, out: &str, article: &str) -> Row {
    let sources = rows(folder, &format!("{out}/sources.csv"));
    let id = &sources.iter().find(|row| row["article_id"] == article).unwrap()["agreement_id"];
    let agreements = rows(folder, &format!("{out}/agreements.csv"));
    agreements.into_iter().find(|row| row["agreement_id"] == *id).unwrap()
}

fn extract(folder: &TempDir, out: &str, more: &[&str]) -> assert_cmd::assert::Assert {
    let archive = path("data/merging/articles.jsonl").display().to_string();
    sepakat(folder, &[&["extract", archive.as_str(), "-q", "-o", out], more].concat()).assert()
}

#[test]
fn corrections_are_applied_and_told() {
    let folder = folder(&[]);
    extract(&folder, "old", &[]).success();
    let waste = of_article(&folder, "old", "r002")["agreement_id"].clone();
    let game = of_article(&folder, "old", "r091")["agreement_id"].clone();
    let table = format!(
        "{HEADER}{waste},,valid_years,4,Rina,\"the decree, article 7\"\n{waste},,parties,36.74; Kota Serang (36.73); PT Bumi,Rina,a company signed too\n\
         {game},,agreement,none,Budi,not about cooperation\n,r093,agreements,none,Budi,a wish\n,r097,published,2022-10-21,Budi,printed a day later\n"
    );
    fs::write(folder.path().join("corrections.csv"), table).unwrap();
    extract(&folder, "new", &["--corrections", "corrections.csv"]).success();
    // The same from annotations.
    let archive = path("data/merging/articles.jsonl").display().to_string();
    sepakat(&folder, &["annotate", &archive, "-q", "-o", "all.jsonl"]).assert().success();
    sepakat(&folder, &["merge", "all.jsonl", "-q", "-o", "merged", "--corrections", "corrections.csv"])
        .assert()
        .success();
    common::assert_same_dataset(
        &folder.path().join("new"),
        &folder.path().join("merged"),
        &["command", "inputs", "options", "counts"],
    );

    let corrected = of_article(&folder, "new", "r002");
    assert_eq!(corrected["agreement_id"], waste, "a correction doesn't change the id");
    assert_eq!(corrected["valid_years"], "4");
    assert_eq!(corrected["parties"], "Kota Serang (36.73); Kota Tangerang Selatan (36.74); PT Bumi");
    assert_eq!(corrected["review_status"], "corrected");
    assert_eq!(of_article(&folder, "new", "r097")["review_status"], "corrected");
    assert_eq!(of_article(&folder, "new", "r015")["review_status"], "unreviewed");
    let reviews = rows(&folder, "new/reviews.csv");
    let told: Vec<_> =
        reviews.iter().map(|r| (r["field"].as_str(), r["before"].as_str(), r["after"].as_str())).collect();
    assert!(told.contains(&("valid_years", "3", "4")), "{told:?}");
    assert_eq!(reviews.iter().find(|row| row["field"] == "published").unwrap()["article_id"], "r097");
    assert!(rows(&folder, "new/agreements.csv").iter().all(|row| row["agreement_id"] != game));
    let article = rows(&folder, "new/articles.csv").into_iter().find(|row| row["article_id"] == "r093").unwrap();
    assert_eq!(article["why_none"], "correction by Budi: a wish");

    let diff = sepakat(&folder, &["diff", "old", "new"]).assert().success();
    let told = String::from_utf8(diff.get_output().stdout.clone()).unwrap();
    assert!(told.contains(&format!("~ {waste}  ")) && told.contains("    valid_years: 3 → 4\n"), "{told}");
    assert!(told.contains("    because a person looked at it: corrected (reviews.csv)\n"), "{told}");
    assert!(
        told.contains(&format!("- {game}  ")) && told.contains("other corrections: null → corrections.csv"),
        "{told}"
    );
    assert!(told.contains("    because no longer sources: r093\n"), "{told}");
}

#[test]
fn corrections_that_do_not_fit_are_refused() {
    let folder = folder(&[]);
    extract(&folder, "old", &[]).success();
    let id = of_article(&folder, "old", "r002")["agreement_id"].clone();
    for (row, reason) in [
        (format!("{id},,colour,blue,R,w"), "colour: expected one of status, form, scheme, parties"),
        (format!("{id},,status,signed,R,w"), "status: expected one of ditandatangani, direncanakan"),
        (format!("{id},,signed_on,3 Okt,R,w"), "signed_on: expected a date such as 2025-10-03"),
        (format!("{id},,place,99.99,R,w"), "place: expected the code of a region, found 99.99"),
        (format!("{id},,parties,36.73,R,w"), "parties: expected two or more parties"),
        (format!("{id},,status,berakhir,,w"), "who: expected a text, found nothing"),
        (format!("{id},,status,berakhir,R,"), "why: expected a text, found nothing"),
        (format!("{id},r002,status,berakhir,R,w"), "expected either an agreement_id or an article_id"),
        ("xyz,,status,berakhir,R,w".to_owned(), "agreement_id: expected 16 hexadecimal digits, found \"xyz\""),
        ("0123456789abcdef,,status,berakhir,R,w".to_owned(), "agreement_id: there is no agreement 0123456789abcdef"),
        (",r999,agreements,none,R,w".to_owned(), "article_id: no article \"r999\" was read"),
        (",r002,published,soon,R,w".to_owned(), "published: expected a date such as 2025-10-03, found \"soon\""),
        (format!("{id},,valid_years,4,R,w\n{id},,valid_years,5,R,w"), "valid_years: line 2 corrects it already"),
        (format!("{id},,valid_years,4,R"), "expected 6 columns"),
    ] {
        fs::write(folder.path().join("c.csv"), format!("{HEADER}{row}\n")).unwrap();
        let line = 1 + row.lines().count();
        extract(&folder, "old", &["--corrections", "c.csv"])
            .code(1)
            .stderr(predicate::str::starts_with(format!("error: c.csv:{line}: {reason}")));
    }
    fs::write(folder.path().join("c.csv"), "id,field\n").unwrap();
    extract(&folder, "old", &["--corrections", "c.csv"])
        .code(1)
        .stderr(predicate::str::contains("found no agreement_id"));
    assert_eq!(of_article(&folder, "old", "r002")["review_status"], "unreviewed", "the old dataset is still there");
}

#[test]
fn diff_tells_of_growth() {
    let articles = fs::read_to_string(path("data/merging/articles.jsonl")).unwrap();
    let first: String = articles.lines().take(11).map(|line| format!("{line}\n")).collect();
    let more: String = articles.lines().take(17).map(|line| format!("{line}\n")).collect();
    let folder = folder(&[("first.jsonl", first.as_bytes()), ("more.jsonl", more.as_bytes())]);
    for (archive, out) in [("first.jsonl", "old"), ("more.jsonl", "new")] {
        sepakat(&folder, &["extract", archive, "-q", "-o", out]).assert().success();
    }
    let diff = sepakat(&folder, &["diff", "old", "new"]).assert().success();
    let told = String::from_utf8(diff.get_output().stdout.clone()).unwrap();
    assert!(told.contains("    because new articles: r015, r016\n"), "{told}");
    assert!(told.contains("    status: ditandatangani → diperpanjang\n"), "{told}");
    assert!(
        told.contains("    because new sources: r012, r013, r014\n")
            || told.contains("because new sources: r013, r014\n"),
        "{told}"
    );
    assert!(told.ends_with(" the same\n"), "{told}");
    let json = sepakat(&folder, &["diff", "old", "new", "--json"]).assert().success();
    for line in String::from_utf8(json.get_output().stdout.clone()).unwrap().lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(value["agreement_id"].is_string() && value["why"].is_array(), "{value}");
    }
    sepakat(&folder, &["diff", "old", "old"])
        .assert()
        .success()
        .stdout(predicate::str::starts_with("0 added, 0 changed, 0 removed"));
    sepakat(&folder, &["diff", "old", "nowhere"])
        .assert()
        .code(1)
        .stderr(predicate::str::contains("nowhere: expected a dataset folder"));
}
