//! The dataset folder: all tables in all formats, and what describes them.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use serde_json::json;

use super::{
    CODEBOOK, Options, RunInfo,
    csv::Csv,
    dyads::Dyads,
    format::{AgreementRows, Sink},
    package,
    place::NewFolder,
    schema::{Cell, Row},
    sorted::Sorter,
    tables::{ARTICLES, CODE_LIST, DYADS, OF_A_RECORD},
};
use crate::{Error, GATED_OUT, Lexicons, Result, dataset::Dataset, model::Annotation, source::Reject};

/// How many bytes of article rows, and of rejects, stay in memory.
const BUDGET: usize = 32 << 20;

/// A dataset folder in the making. Articles and rejects may come in any order; they are written sorted.
/// Dropped before [`finish`](DatasetFolder::finish), it leaves nothing behind.
pub struct DatasetFolder {
    folder: NewFolder,
    options: Options,
    articles: Sorter,
    rejects: Sorter,
}

/// How many agreements were written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Those in the tables.
    pub agreements: usize,
    /// Those left out as less certain than [`Options::min_confidence`].
    pub below_min_confidence: usize,
}

impl DatasetFolder {
    /// Begins a folder that will stand at `place`, whose parents are made if need be.
    ///
    /// # Errors
    /// `place` can't be written, or holds something that is no dataset folder and so isn't replaced; or the program was
    /// built without a format that is asked for.
    pub fn create(place: &Path, mut options: Options) -> Result<DatasetFolder> {
        options.formats.sort();
        options.formats.dedup();
        options.formats.iter().try_for_each(|format| format.check())?;
        let folder = NewFolder::create(place)?;
        let sorter = |name: &str| Sorter::new(&folder.path().join(name), BUDGET);
        let (articles, rejects) = (sorter("articles"), sorter("rejects"));
        Ok(DatasetFolder { folder, options, articles, rejects })
    }

    /// Takes an article for `articles.csv`, if it belongs there.
    ///
    /// # Errors
    /// The disk is full.
    pub fn article(&mut self, annotation: &Annotation) -> Result<()> {
        if !self.options.all_articles && annotation.why_none.as_deref() == Some(GATED_OUT) {
            return Ok(());
        }
        ARTICLES.cells(annotation).try_for_each(|cells| self.articles.push(cells.iter().map(Cell::print).collect()))
    }

    /// Takes a record that could not be read.
    ///
    /// # Errors
    /// The disk is full.
    pub fn reject(&mut self, reject: &Reject) -> Result<()> {
        let line = serde_json::to_string(reject).expect("a reject is always JSON");
        self.rejects.push(vec![reject.file.clone(), format!("{:020}", reject.record.unwrap_or(0)), line])
    }

    /// Writes all tables and puts the folder in its place, instead of an older one.
    ///
    /// # Errors
    /// The disk is full, or the old folder can't be replaced; then it stays as it was.
    pub fn finish(self, dataset: &Dataset<'_>, run: &RunInfo, lexicons: &Lexicons) -> Result<Written> {
        let DatasetFolder { folder, options, articles, rejects } = self;
        let dir = folder.path();
        let mut sinks: Vec<Box<dyn Sink>> = vec![Box::new(Csv::create(dir, options.dialect)?)];
        for format in &options.formats {
            sinks.push(format.open(dir)?);
        }

        let mut written = Written::default();
        let mut dyads = Dyads::default();
        let mut rows = AgreementRows::new();
        for record in dataset.records() {
            if record.confidence < options.min_confidence {
                written.below_min_confidence += 1;
                continue;
            }
            written.agreements += 1;
            dyads.add(&record);
            rows.rows = OF_A_RECORD.iter().map(|table| table.cells(&record).collect()).collect();
            sinks.iter_mut().try_for_each(|sink| sink.agreement(&rows))?;
        }
        let layout = DYADS.layout();
        for dyad in dyads.finish(lexicons) {
            for row in DYADS.cells(&dyad) {
                sinks.iter_mut().try_for_each(|sink| sink.row(&layout, &row))?;
            }
        }
        let layout = ARTICLES.layout();
        articles.finish(|cells| {
            let row: Row = layout.fields.iter().zip(&cells).map(|(field, cell)| Cell::read(field.kind, cell)).collect();
            sinks.iter_mut().try_for_each(|sink| sink.row(&layout, &row))
        })?;
        sinks.into_iter().try_for_each(|sink| sink.close())?;

        write_rejects(&dir.join("rejects.jsonl"), rejects)?;
        write_json(&dir.join("datapackage.json"), &package::descriptor(options.dialect))?;
        write_json(&dir.join("run.json"), &run_json(run, written))?;
        folder.put()?;
        Ok(written)
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

fn run_json(run: &RunInfo, written: Written) -> serde_json::Value {
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
            "agreements": written.agreements,
            "below_min_confidence": written.below_min_confidence,
        },
        "timing": { "seconds": run.seconds },
    })
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

    fn write(place: &Path, options: Options, ids: &[&str]) -> Result<Written> {
        let lexicons = Lexicons::builtin()?;
        let mut folder = DatasetFolder::create(place, options)?;
        let mut merger = Merger::new();
        for id in ids {
            let annotation = annotation(id);
            folder.article(&annotation)?;
            merger.add(&annotation);
        }
        folder.finish(&merger.finish(&lexicons)?, &RunInfo::default(), &lexicons)
    }

    /// The dataset that nothing gives.
    fn finish_empty(folder: DatasetFolder) -> Result<Written> {
        let lexicons = Lexicons::builtin()?;
        folder.finish(&Merger::new().finish(&lexicons)?, &RunInfo::default(), &lexicons)
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
            assert!(text.lines().count() > 1 || layout.name == "reviews", "{} has rows", layout.name);
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
            row.ends_with(
                "5,\"Annisa, Bupati (13.10)\",ditandatangani 2025-02,,2,1,2025-10-04,0.9,0.71,,true,unreviewed,\
                 Keduanya meneken kesepakatan bersama."
            ),
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
        fs::remove_dir_all(folder.folder.path()).unwrap();
        finish_empty(folder).unwrap_err();
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
            let dataset = merger.finish(&lexicons).unwrap();
            let written = folder.finish(&dataset, &RunInfo::default(), &lexicons).unwrap();
            assert_eq!(written, Written { agreements: 0, below_min_confidence: 1 });
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
        let mut folder = DatasetFolder::create(&place, Options::default()).unwrap();
        for record in [10, 9] {
            let reason = "expected an annotation".to_owned();
            folder.reject(&Reject { file: "a.jsonl".into(), record: Some(record), offset: Some(7), reason }).unwrap();
        }
        finish_empty(folder).unwrap();
        let text = fs::read_to_string(place.join("rejects.jsonl")).unwrap();
        assert!(text.starts_with(r#"{"file":"a.jsonl","record":9,"offset":7,"reason":"#), "{text}");
        assert_eq!(text.lines().count(), 2);
    }
}
