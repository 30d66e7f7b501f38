//! All 552 regions in the forms in which news names them. Phrases that need more than a form stand in
//! `tests/phrases/regions.csv`.

use std::collections::BTreeMap;

use sepakat::{Lexicons, annotate, model::Article};

/// The rows of a built-in lexicon, by column.
fn rows(file: &str) -> Vec<BTreeMap<String, String>> {
    let (_, text) = Lexicons::FILES.iter().find(|(name, _)| *name == file).unwrap();
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().map(|row| row.unwrap()).collect()
}

/// The codes of the regions in a text.
fn codes(lexicons: &Lexicons, text: &str) -> Vec<String> {
    let annotation = annotate(lexicons, &Article::new("a", "", text));
    annotation.regions.iter().map(|region| region.code.to_string()).collect()
}

/// What stands before the name of a region of each level.
fn forms(level: &str) -> &'static [&'static str] {
    match level {
        "provinsi" => &[
            "Provinsi",
            "Propinsi",
            "Prov.",
            "Pemprov",
            "Pemerintah Provinsi",
            "Gubernur",
            "Wakil Gubernur",
            "Wagub",
            "Pj Gubernur",
            "DPRD Provinsi",
            "Sekda Provinsi",
            "Sekdaprov",
            "Setda Provinsi",
            "Kantor Gubernur",
            "Dinas Kesehatan Provinsi",
        ],
        "kabupaten" => &[
            "Kabupaten",
            "Kab.",
            "Kab",
            "Pemkab",
            "Pemerintah Kabupaten",
            "Pemda Kabupaten",
            "Bupati",
            "Wakil Bupati",
            "Wabup",
            "Pj Bupati",
            "DPRD Kabupaten",
            "Sekda Kabupaten",
            "Sekdakab",
            "Setda Kabupaten",
            "Kantor Bupati",
            "Dinas Kesehatan Kabupaten",
        ],
        _ => &[
            "Kota",
            "Pemkot",
            "Pemko",
            "Pemerintah Kota",
            "Wali Kota",
            "Walikota",
            "Wakil Wali Kota",
            "Wawali",
            "Pj Wali Kota",
            "DPRD Kota",
            "Sekda Kota",
            "Setda Kota",
            "Balai Kota",
            "Kantor Wali Kota",
            "Dinas Kesehatan Kota",
        ],
    }
}

/// Names with the codes that may be meant by them, by level: "Mura" is Musi Rawas or Murung Raya.
type Names = BTreeMap<(String, String), Vec<String>>;

fn names(rows: impl Iterator<Item = (String, String, String)>) -> Names {
    let mut names = Names::new();
    for (name, level, code) in rows {
        names.entry((name, level)).or_default().push(code);
    }
    names
}

/// Every form of every name, in small letters and in capitals, that is not read as one of its regions alone.
fn wrong(names: &Names) -> Vec<String> {
    let lexicons = Lexicons::builtin().unwrap();
    let mut wrong = Vec::new();
    for ((name, level), expected) in names {
        for form in forms(level) {
            let capitals = format!("RAPAT ITU DIHADIRI {} {}", form.to_uppercase(), name.to_uppercase());
            for text in [format!("Rapat itu dihadiri {form} {name}."), capitals] {
                let found = codes(&lexicons, &text);
                if found.len() != 1 || !expected.contains(&found[0]) {
                    wrong.push(format!("{text}: expected {}, found {found:?}", expected.join(" or ")));
                }
            }
        }
    }
    wrong
}

#[test]
fn every_region_with_its_kind_government_and_head() {
    let rows = rows("regions.csv");
    assert_eq!(rows.len(), 552);
    let wrong =
        wrong(&names(rows.iter().map(|row| (row["base_name"].clone(), row["level"].clone(), row["code"].clone()))));
    assert!(wrong.is_empty(), "{} forms:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_alias_with_its_kind() {
    let levels: BTreeMap<_, _> =
        rows("regions.csv").into_iter().map(|row| (row["code"].clone(), row["level"].clone())).collect();
    let aliases = rows("region_aliases.csv");
    let wrong = wrong(&names(
        aliases.iter().map(|row| (row["alias"].clone(), levels[&row["code"]].clone(), row["code"].clone())),
    ));
    assert!(wrong.is_empty(), "{} forms:\n{}", wrong.len(), wrong.join("\n"));
}

/// A bare name behind "di": one of the regions that bear it, unless another place bears it too.
#[test]
fn every_bare_name() {
    let lexicons = Lexicons::builtin().unwrap();
    let elsewhere: Vec<String> = rows("region_ambiguity.csv")
        .into_iter()
        .filter(|row| row["reading"] == "elsewhere" && row["needs"] != "capital")
        .map(|row| row["name"].clone())
        .collect();
    let mut bearers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows("regions.csv") {
        bearers.entry(row["base_name"].clone()).or_default().push(row["code"].clone());
    }
    let mut wrong = Vec::new();
    for (name, expected) in &bearers {
        let found = codes(&lexicons, &format!("Rapat itu digelar di {name} kemarin."));
        let right = match elsewhere.contains(name) {
            true => found.is_empty(),
            false => found.len() == 1 && expected.contains(&found[0]),
        };
        if !right {
            wrong.push(format!("{name}: expected {}, found {found:?}", expected.join(" or ")));
        }
    }
    assert!(wrong.is_empty(), "{} names:\n{}", wrong.len(), wrong.join("\n"));
}
