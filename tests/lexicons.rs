//! House rules of the lexicons that no single row can break: rows stand once, codes are known, files are in order.
//! That each row can be read is tested by loading them.

use std::{collections::BTreeSet, fs, path::Path};

use sepakat::Lexicons;

/// Files in which the rows stand in groups, or in the order of another document.
const IN_THEIR_OWN_ORDER: [&str; 10] = [
    "abbreviations.csv",
    "buildings.csv",
    "calendar.csv",
    "cues.csv",
    "name_stops.csv",
    "noise.csv",
    "region_types.csv",
    "sectors.csv",
    "titles.csv",
    "word_lists.csv",
];

struct File {
    name: &'static str,
    text: &'static str,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn files() -> impl Iterator<Item = File> {
    Lexicons::FILES.iter().map(|&(name, text)| {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let cells = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
        let rows = reader.records().map(|record| cells(record.unwrap_or_else(|fault| panic!("{name}: {fault}"))));
        File { name, text, rows: rows.collect(), header }
    })
}

#[test]
fn the_built_in_lexicons_can_be_read() {
    Lexicons::builtin().unwrap();
}

#[test]
fn every_file_is_built_in_and_described() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons");
    let readme = fs::read_to_string(dir.join("README.md")).unwrap();
    let there: BTreeSet<String> = fs::read_dir(&dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".csv"))
        .collect();
    let built_in: BTreeSet<String> = Lexicons::FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(there, built_in);
    for file in files() {
        let (_, section) = readme
            .split_once(&format!("**{}**", file.name))
            .unwrap_or_else(|| panic!("lexicons/README.md says nothing of {}", file.name));
        let section = section.split("\n**").next().unwrap();
        for column in &file.header {
            assert!(section.contains(&format!("`{column}`")), "lexicons/README.md: {}: no word of {column}", file.name);
        }
    }
}

#[test]
fn rows_stand_once_and_cells_are_clean() {
    for File { name, text, header, rows } in files() {
        assert!(text.ends_with('\n') && !text.contains('\r') && !text.starts_with('\u{feff}'), "{name}");
        let mut seen = BTreeSet::new();
        for row in &rows {
            assert!(seen.insert(row), "{name}: twice: {row:?}");
            assert_eq!(row.len(), header.len(), "{name}: {row:?}");
            for cell in row {
                assert!(cell.trim() == cell && !cell.contains('\n') && !cell.contains("  "), "{name}: blanks: {row:?}");
            }
        }
    }
}

#[test]
fn codes_are_known() {
    let lexicons = Lexicons::builtin().unwrap();
    for file in files() {
        for (at, _) in file.header.iter().enumerate().filter(|(_, column)| column.ends_with("code")) {
            if file.header[at] == "former_code" {
                continue;
            }
            for row in file.rows.iter().filter(|row| !row[at].is_empty()) {
                let code = row[at].parse().unwrap_or_else(|fault| panic!("{}: {fault}: {row:?}", file.name));
                assert!(lexicons.region(code).is_some(), "{}: no region has this code: {row:?}", file.name);
            }
        }
    }
}

#[test]
fn sectors_are_labels_of_the_codebook() {
    let column = |file: &str, column: &str| -> Vec<String> {
        let file = files().find(|known| known.name == file).unwrap();
        let at = file.header.iter().position(|name| name == column).unwrap();
        file.rows.iter().map(|row| row[at].clone()).collect()
    };
    let labels: Vec<&str> = sepakat::model::Sector::ALL.iter().map(|sector| sector.label()).collect();
    assert_eq!(column("sectors.csv", "label"), labels);
    for file in ["sector_terms.csv", "agency_sectors.csv"] {
        for sector in column(file, "sector") {
            assert!(sector.is_empty() || labels.contains(&sector.as_str()), "{file}: {sector}");
        }
    }
}

#[test]
fn rows_are_sorted_by_their_first_column() {
    for File { name, rows, .. } in files().filter(|file| !IN_THEIR_OWN_ORDER.contains(&file.name)) {
        let exactly = || rows.is_sorted_by_key(|row| &row[0]);
        let out_of_order = rows.windows(2).find(|pair| pair[0][0].to_lowercase() > pair[1][0].to_lowercase());
        assert!(exactly() || out_of_order.is_none(), "{name}: not sorted: {out_of_order:?}");
    }
}
