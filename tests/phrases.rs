//! Phrase tables: one short text a row, and what must be found in it. To add a form, add a row.

use std::path::Path;

use sepakat::{
    Lexicons, annotate,
    model::{Agreement, Annotation, Article, DateFound, OfficialFound, Party, Status},
};

/// Every row of `tests/phrases/{table}.csv` whose last cell differs from what `found` makes of its first ones.
fn wrong_rows(table: &str, found: impl Fn(&Lexicons, &[&str]) -> String) -> Vec<String> {
    let lexicons = Lexicons::builtin().unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/phrases/{table}.csv"));
    let rows = csv::Reader::from_path(path).unwrap().into_records().map(|row| row.unwrap()).collect::<Vec<_>>();
    assert!(!rows.is_empty());
    let wrong = rows.iter().filter_map(|row| {
        let cells: Vec<&str> = row.iter().collect();
        let (expected, given) = cells.split_last().unwrap();
        let found = found(&lexicons, given);
        (found != *expected).then(|| format!("{}: expected {expected:?}, found {found:?}", given.join(" | ")))
    });
    wrong.collect()
}

/// The annotation of a row's text; a headline stands before " // ".
fn read(lexicons: &Lexicons, text: &str, published: &str) -> Annotation {
    let (title, text) = text.split_once(" // ").unwrap_or(("", text));
    let mut article = Article::new("a", title, text);
    article.published = published.parse().ok();
    annotate(lexicons, &article)
}

#[test]
fn dates() {
    let wrong = wrong_rows("dates", |lexicons, given| {
        let dates = read(lexicons, given[0], given[1]).dates;
        // "?" is a date that stays open.
        let value = |date: &DateFound| date.value.map_or("?".to_owned(), |value| value.to_string());
        dates.iter().map(value).collect::<Vec<_>>().join(";")
    });
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn regions() {
    let wrong = wrong_rows("regions", |lexicons, given| {
        let regions = read(lexicons, given[0], "").regions;
        let mut codes: Vec<String> = regions.iter().map(|region| region.code.to_string()).collect();
        codes.sort();
        codes.join(";")
    });
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn officials() {
    let wrong = wrong_rows("officials", |lexicons, given| {
        let officials = read(lexicons, given[0], "").officials;
        let official = |official: &OfficialFound| {
            let region = official.region.map_or(String::new(), |code| code.to_string());
            format!("{}|{}|{region}", official.name, official.office)
        };
        officials.iter().map(official).collect::<Vec<_>>().join(";")
    });
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// One field of the first agreement: what it is about, who signed it, its form, status, day, place or term.
#[test]
fn fields() {
    let wrong = wrong_rows("fields", |lexicons, given| {
        let agreements = read(lexicons, given[0], "2025-10-04").agreements;
        let Some(agreement) = agreements.first() else { return "no agreement".to_owned() };
        let text = |value: Option<String>| value.unwrap_or_default();
        match given[1] {
            "form" => agreement.form.to_string(),
            "status" => agreement.status.to_string(),
            "place" => text(agreement.place.map(|code| code.to_string())),
            "signed_on" => text(agreement.signed_on.map(|day| day.to_string())),
            "valid_years" => text(agreement.valid_years.map(|years| years.to_string())),
            "signatories" => agreement.signatories.iter().map(|signer| &signer.name[..]).collect::<Vec<_>>().join(";"),
            "sectors" => {
                let mut sectors: Vec<String> = agreement.sectors.iter().map(ToString::to_string).collect();
                sectors.sort();
                sectors.join(";")
            }
            other => panic!("fields.csv: no field {other:?}"),
        }
    });
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Who with whom, and the status where it isn't signed.
#[test]
fn agreements() {
    let wrong = wrong_rows("agreements", |lexicons, given| {
        let agreement = |agreement: &Agreement| {
            let side = |party: &Party| party.code().map_or_else(|| party.name().to_owned(), |code| code.to_string());
            let sides = agreement.parties.iter().map(side).collect::<Vec<_>>().join("+");
            match agreement.status {
                Status::Ditandatangani => sides,
                status => format!("{sides} {status}"),
            }
        };
        read(lexicons, given[0], "2025-10-04").agreements.iter().map(agreement).collect::<Vec<_>>().join(";")
    });
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
