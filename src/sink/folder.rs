//! The dataset folder: written beside, renamed at the end.

use std::{
    ffi::OsString,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process,
};

use serde_json::json;

use super::{
    CODEBOOK, Options, RunInfo,
    csv::CsvFile,
    dyads::dyads,
    package,
    schema::{Cell, Table},
    sorted::Sorter,
    tables::{AGREEMENTS, ARTICLES, CODE_LIST, DYADS, PARTIES, SECTORS, SIGNATORIES, SOURCES},
};
use crate::{
    Error, GATED_OUT, Lexicons, Result,
    dataset::{Dataset, Record},
    model::Annotation,
    source::Reject,
};

/// How many bytes of article rows, and of rejects, stay in memory.
const BUDGET: usize = 32 << 20;

/// A dataset folder in the making. Articles and rejects may come in any order; they are written sorted.
/// Dropped before [`finish`](DatasetFolder::finish), it leaves nothing behind.
pub struct DatasetFolder {
    place: PathBuf,
    partial: Partial,
    options: Options,
    articles: Sorter,
    rejects: Sorter,
}

impl DatasetFolder {
    /// Begins a folder that will stand at `place`, whose parents are made if need be.
    ///
    /// # Errors
    /// `place` can't be written, or holds something that is no dataset folder and so isn't replaced.
    pub fn create(place: &Path, options: Options) -> Result<DatasetFolder> {
        check_replaceable(place)?;
        let partial = Partial { path: beside(place, "partial")? };
        remove(&partial.path)?;
        fs::create_dir_all(&partial.path).map_err(Error::io(&partial.path))?;
        let sorter = |name: &str| Sorter::new(&partial.path.join(name), BUDGET);
        let (articles, rejects) = (sorter("articles"), sorter("rejects"));
        Ok(DatasetFolder { place: place.to_owned(), partial, options, articles, rejects })
    }

    /// Takes an article for `articles.csv`, if it belongs there.
    ///
    /// # Errors
    /// The disk is full.
    pub fn article(&mut self, annotation: &Annotation) -> Result<()> {
        if !self.options.all_articles && annotation.why_none.as_deref() == Some(GATED_OUT) {
            return Ok(());
        }
        ARTICLES
            .cells(annotation)
            .try_for_each(|cells| self.articles.push(cells.into_iter().map(Cell::print).collect()))
    }

    /// Takes a record that could not be read.
    ///
    /// # Errors
    /// The disk is full.
    pub fn reject(&mut self, reject: &Reject) -> Result<()> {
        let line = serde_json::to_string(reject).expect("a reject is always JSON");
        self.rejects.push(vec![reject.file.clone(), format!("{:020}", reject.record.unwrap_or(0)), line])
    }

    /// Writes all tables and moves the folder to its place, replacing an older one.
    ///
    /// # Errors
    /// The disk is full, or the old folder can't be moved; then it stays as it was.
    pub fn finish(self, dataset: &Dataset, run: &RunInfo, lexicons: &Lexicons) -> Result<()> {
        let DatasetFolder { place, partial, options, articles, rejects } = self;
        let dir = partial.path.as_path();
        let all = dataset.records.len();
        let records: Vec<&Record> =
            dataset.records.iter().filter(|record| record.confidence >= options.min_confidence).collect();

        let write = |table: &Table<Record>| -> Result<()> {
            let mut file = CsvFile::create(dir, table, options.dialect)?;
            records.iter().try_for_each(|record| file.rows(table, record))?;
            file.close()
        };
        [&AGREEMENTS, &PARTIES, &SIGNATORIES, &SECTORS, &SOURCES].into_iter().try_for_each(write)?;

        let mut file = CsvFile::create(dir, &DYADS, options.dialect)?;
        dyads(records.iter().copied(), lexicons).iter().try_for_each(|dyad| file.rows(&DYADS, dyad))?;
        file.close()?;

        let mut file = CsvFile::create(dir, &ARTICLES, options.dialect)?;
        articles.finish(|row| file.row(row))?;
        file.close()?;

        write_rejects(&dir.join("rejects.jsonl"), rejects)?;
        write_json(&dir.join("datapackage.json"), &package::descriptor(options.dialect))?;
        write_json(&dir.join("run.json"), &run_json(run, records.len(), all - records.len()))?;
        replace(&place, dir)
    }
}

/// The folder beside; removed when it is dropped, which does nothing once it is renamed.
struct Partial {
    path: PathBuf,
}

impl Drop for Partial {
    fn drop(&mut self) {
        // Nothing can be done about a failure here.
        let _ = fs::remove_dir_all(&self.path);
    }
}

fn write_rejects(path: &Path, rejects: Sorter) -> Result<()> {
    let mut file = io::BufWriter::new(fs::File::create(path).map_err(Error::io(path))?);
    rejects.finish(|row| writeln!(file, "{}", row[2]).map_err(Error::io(path)))?;
    file.flush().map_err(Error::io(path))
}

fn write_json(path: &Path, value: &serde_json::Value) -> Result<()> {
    let text = serde_json::to_string_pretty(value).expect("a value is always JSON") + "\n";
    fs::write(path, text).map_err(Error::io(path))
}

fn run_json(run: &RunInfo, agreements: usize, unsure: usize) -> serde_json::Value {
    json!({
        "versions": { "sepakat": env!("CARGO_PKG_VERSION"), "codebook": CODEBOOK, "code_list": CODE_LIST },
        "lexicon_hash": format!("{:016x}", run.lexicon_hash),
        "command": run.command,
        "inputs": run.inputs,
        "options": run.options,
        "counts": {
            "articles": run.articles,
            "gated_out": run.gated_out,
            "articles_reporting": run.reporting,
            "skipped": run.skipped,
            "skipped_files": run.skipped_files,
            "rejects": run.rejects,
            "reports": run.reports,
            "agreements": agreements,
            "below_min_confidence": unsure,
        },
        "timing": { "seconds": run.seconds },
    })
}

/// Only an older dataset or an empty folder may be replaced: `-o ~` must not cost anyone their home.
fn check_replaceable(place: &Path) -> Result<()> {
    let mut entries = match fs::read_dir(place) {
        Ok(entries) => entries,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(fault) => return Err(Error::io(place)(fault)),
    };
    let is_dataset = ["datapackage.json", "run.json"].iter().all(|name| place.join(name).is_file());
    if is_dataset || entries.next().is_none() {
        return Ok(());
    }
    let reason = "expected no folder, an empty one or an older dataset, found a folder with other files";
    Err(Error::io(place)(io::Error::new(io::ErrorKind::AlreadyExists, reason)))
}

/// `.NAME.WHAT-PID` in the same folder, so that renaming stays within one disk.
fn beside(place: &Path, what: &str) -> Result<PathBuf> {
    let Some(name) = place.file_name() else {
        let reason = "expected the name of a folder to write";
        return Err(Error::io(place)(io::Error::new(io::ErrorKind::InvalidInput, reason)));
    };
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{what}-{}", process::id()));
    Ok(place.with_file_name(hidden))
}

/// Puts `new` where `place` is; if that fails, what was there stays.
fn replace(place: &Path, new: &Path) -> Result<()> {
    let old = beside(place, "old")?;
    remove(&old)?;
    let had_old = place.exists();
    if had_old {
        fs::rename(place, &old).map_err(Error::io(place))?;
    }
    if let Err(fault) = fs::rename(new, place) {
        if had_old {
            fs::rename(&old, place).map_err(Error::io(&old))?;
        }
        return Err(Error::io(place)(fault));
    }
    remove(&old)
}

fn remove(dir: &Path) -> Result<()> {
    match fs::remove_dir_all(dir) {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => Err(Error::io(dir)(fault)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        dataset::Merger,
        sink::{Dialect, schema::layouts},
    };

    fn annotation(id: &str) -> Annotation {
        serde_json::from_value(json!({
            "id": id, "published": "2025-10-04", "title": "=Judul; \"kutipan\"\n", "why_none": null,
            "regions": [{"code": "13.10", "name": "Kabupaten Dharmasraya", "spans": []}], "officials": [], "dates": [],
            "agreements": [{
                "form": "kesepakatan_bersama", "scheme": "antar_daerah", "status": "ditandatangani",
                "parties": [{"kind": "region", "code": "13.10", "name": "Kabupaten Dharmasraya"},
                            {"kind": "region", "code": "31", "name": "Provinsi DKI Jakarta"}],
                "signed_on": "2025-02", "place": "31", "valid_years": 5, "subject": null,
                "signatories": [{"name": "Annisa", "office": "Bupati", "region": "13.10"}],
                "sectors": ["pangan", "aparatur"], "confidence": 0.9, "evidence": [],
            }],
            "quotes": ["Keduanya meneken\nkesepakatan bersama."],
        }))
        .unwrap()
    }

    fn write(place: &Path, options: Options, ids: &[&str]) -> Result<()> {
        let lexicons = Lexicons::builtin()?;
        let mut folder = DatasetFolder::create(place, options)?;
        let mut merger = Merger::new();
        for id in ids {
            let annotation = annotation(id);
            folder.article(&annotation)?;
            merger.add(&annotation);
        }
        folder.finish(&merger.finish(&lexicons), &RunInfo::default(), &lexicons)
    }

    fn names(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = entries.collect();
        names.sort();
        names
    }

    #[test]
    fn every_table_has_its_columns() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("new/out");
        write(&place, Options::default(), &["b", "a"]).unwrap();
        for layout in layouts() {
            let text = fs::read_to_string(place.join(format!("{}.csv", layout.name))).unwrap();
            let header: Vec<&str> = layout.fields.iter().map(|field| field.name).collect();
            assert_eq!(text.lines().next().unwrap(), header.join(","));
            assert!(text.lines().count() > 1, "{} has rows", layout.name);
            for key in layout.primary_key.iter().chain(layout.foreign_keys.iter().map(|key| &key.column)) {
                assert!(header.contains(key), "{}: {key}", layout.name);
            }
        }
        let agreements = fs::read_to_string(place.join("agreements.csv")).unwrap();
        let row = agreements.lines().nth(1).unwrap();
        assert!(
            row.contains(
                "Kabupaten Dharmasraya (13.10); Provinsi DKI Jakarta (31),2,2025-02,2025-02-01,2025-02-28,month,31,"
            ),
            "{row}"
        );
        assert!(
            row.ends_with("5,\"Annisa, Bupati (13.10)\",2,2025-10-04,0.99,Keduanya meneken kesepakatan bersama."),
            "{row}"
        );
        let parties = fs::read_to_string(place.join("parties.csv")).unwrap();
        assert!(
            parties.contains(",region,13.10,1310,Kabupaten Dharmasraya,kabupaten,13,kemendagri-2025\n"),
            "{parties}"
        );
        assert_eq!(names(&place.join("..")), ["out"], "nothing is left beside");
    }

    #[test]
    fn for_spreadsheets() {
        let dir = tempfile::tempdir().unwrap();
        write(&dir.path().join("out"), Options { dialect: Dialect::Excel, ..Options::default() }, &["a"]).unwrap();
        let articles = fs::read_to_string(dir.path().join("out/articles.csv")).unwrap();
        assert!(articles.starts_with("\u{feff}article_id;source;"));
        assert!(articles.ends_with("\r\n"));
        assert!(articles.contains(";\"'=Judul; \"\"kutipan\"\"\";"), "{articles}");
    }

    #[test]
    fn the_order_of_articles_leaves_no_trace() {
        let dir = tempfile::tempdir().unwrap();
        let (one, other) = (dir.path().join("one"), dir.path().join("other"));
        write(&one, Options::default(), &["a", "b", "c"]).unwrap();
        write(&other, Options::default(), &["c", "a", "b"]).unwrap();
        for name in names(&one) {
            assert!(fs::read(one.join(&name)).unwrap() == fs::read(other.join(&name)).unwrap(), "{name}");
        }
    }

    #[test]
    fn an_old_dataset_stays_until_the_new_one_is_whole() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("out");
        write(&place, Options::default(), &["old"]).unwrap();
        let sources = || fs::read_to_string(place.join("sources.csv")).unwrap();

        let mut folder = DatasetFolder::create(&place, Options::default()).unwrap();
        folder.article(&annotation("new")).unwrap();
        drop(folder);
        assert!(sources().contains(",old,"));
        assert_eq!(names(dir.path()), ["out"], "an unfinished folder is removed");

        // A run that fails on the way: the folder beside is gone.
        let folder = DatasetFolder::create(&place, Options::default()).unwrap();
        fs::remove_dir_all(&folder.partial.path).unwrap();
        let lexicons = Lexicons::builtin().unwrap();
        folder.finish(&Dataset::default(), &RunInfo::default(), &lexicons).unwrap_err();
        assert!(sources().contains(",old,"));

        write(&place, Options::default(), &["new"]).unwrap();
        assert!(sources().contains(",new,") && !sources().contains(",old,"));
        assert_eq!(names(dir.path()), ["out"]);
    }

    #[test]
    fn what_is_no_dataset_is_not_replaced() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("thesis.txt"), "years of work").unwrap();
        let fault = write(dir.path(), Options::default(), &[]).unwrap_err().to_string();
        assert!(fault.contains("an older dataset, found a folder with other files"), "{fault}");
        assert!(write(&dir.path().join("thesis.txt"), Options::default(), &[]).is_err());
        assert_eq!(names(dir.path()), ["thesis.txt"]);
    }

    #[test]
    fn articles_and_agreements_that_are_left_out() {
        let dir = tempfile::tempdir().unwrap();
        let gated = Annotation { agreements: vec![], why_none: Some(GATED_OUT.to_owned()), ..annotation("gated") };
        for all_articles in [false, true] {
            let place = dir.path().join("out");
            let lexicons = Lexicons::builtin().unwrap();
            let options = Options { all_articles, min_confidence: 0.95, ..Options::default() };
            let mut folder = DatasetFolder::create(&place, options).unwrap();
            let mut merger = Merger::new();
            folder.article(&gated).unwrap();
            merger.add(&annotation("unsure"));
            folder.finish(&merger.finish(&lexicons), &RunInfo::default(), &lexicons).unwrap();
            let lines = |name: &str| fs::read_to_string(place.join(name)).unwrap().lines().count();
            assert_eq!(lines("articles.csv"), if all_articles { 2 } else { 1 });
            assert_eq!((lines("agreements.csv"), lines("sources.csv"), lines("dyads.csv")), (1, 1, 1));
            assert!(fs::read_to_string(place.join("run.json")).unwrap().contains("\"below_min_confidence\": 1"));
        }
    }

    #[test]
    fn rejects_are_listed() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("out");
        let lexicons = Lexicons::builtin().unwrap();
        let mut folder = DatasetFolder::create(&place, Options::default()).unwrap();
        for record in [10, 9] {
            let reason = "expected an annotation".to_owned();
            folder.reject(&Reject { file: "a.jsonl".into(), record: Some(record), offset: Some(7), reason }).unwrap();
        }
        folder.finish(&Dataset::default(), &RunInfo::default(), &lexicons).unwrap();
        let text = fs::read_to_string(place.join("rejects.jsonl")).unwrap();
        assert!(text.starts_with(r#"{"file":"a.jsonl","record":9,"offset":7,"reason":"#), "{text}");
        assert_eq!(text.lines().count(), 2);
    }
}
