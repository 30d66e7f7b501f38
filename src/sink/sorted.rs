//! Rows that stream past, sorted at the end in bounded memory: full buffers go to disk as sorted runs, which
//! are merged at the end. So the order of the input leaves no trace in the output.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    fs::{self, File},
    io::{BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

use crate::{Error, Result};

/// Cells of text; rows are compared cell by cell.
type Row = Vec<String>;

/// Collects rows.
pub(super) struct Sorter {
    /// Runs are named after it: `PATH.run-0`, …
    path: PathBuf,
    budget: usize,
    rows: Vec<Row>,
    bytes: usize,
    runs: Vec<PathBuf>,
}

impl Sorter {
    /// Keeps about `budget` bytes in memory, and the rest in files beside `path`.
    pub fn new(path: &Path, budget: usize) -> Sorter {
        Sorter { path: path.to_owned(), budget, rows: vec![], bytes: 0, runs: vec![] }
    }

    pub fn push(&mut self, row: Row) -> Result<()> {
        // A string costs its bytes and its header.
        self.bytes += row.iter().map(|cell| cell.len() + size_of::<String>()).sum::<usize>();
        self.rows.push(row);
        if self.bytes > self.budget { self.spill() } else { Ok(()) }
    }

    /// Hands over all rows in order and removes the runs.
    pub fn finish(mut self, mut each: impl FnMut(Row) -> Result<()>) -> Result<()> {
        if self.runs.is_empty() {
            self.rows.sort_unstable();
            return self.rows.into_iter().try_for_each(each);
        }
        self.spill()?;
        let mut runs = self.runs.iter().map(|path| Run::open(path)).collect::<Result<Vec<_>>>()?;
        let mut heads = BinaryHeap::new();
        for (i, run) in runs.iter_mut().enumerate() {
            heads.extend(run.next()?.map(|row| Reverse((row, i))));
        }
        while let Some(Reverse((row, i))) = heads.pop() {
            each(row)?;
            heads.extend(runs[i].next()?.map(|row| Reverse((row, i))));
        }
        self.runs.iter().try_for_each(|path| fs::remove_file(path).map_err(Error::io(path)))
    }

    fn spill(&mut self) -> Result<()> {
        self.rows.sort_unstable();
        let mut path = self.path.clone().into_os_string();
        path.push(format!(".run-{}", self.runs.len()));
        let path = PathBuf::from(path);
        let mut file = BufWriter::new(File::create(&path).map_err(Error::io(&path))?);
        for row in self.rows.drain(..) {
            let line = serde_json::to_string(&row).expect("text is always JSON");
            writeln!(file, "{line}").map_err(Error::io(&path))?;
        }
        file.flush().map_err(Error::io(&path))?;
        self.bytes = 0;
        self.runs.push(path);
        Ok(())
    }
}

/// A sorted run that is read back.
struct Run {
    file: BufReader<File>,
    path: PathBuf,
}

impl Run {
    fn open(path: &Path) -> Result<Run> {
        let file = File::open(path).map_err(Error::io(path))?;
        Ok(Run { file: BufReader::new(file), path: path.to_owned() })
    }

    fn next(&mut self) -> Result<Option<Row>> {
        let mut line = String::new();
        let read = self.file.read_line(&mut line).map_err(Error::io(&self.path))?;
        let row = || serde_json::from_str(&line).map_err(|fault| Error::io(&self.path)(fault.into()));
        if read == 0 { Ok(None) } else { row().map(Some) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted_with_and_without_runs() {
        let dir = tempfile::tempdir().unwrap();
        let rows: Vec<Row> = (0..500).map(|i| vec![format!("{:03}", i * 37 % 250), "x\n\"y\"".into()]).collect();
        let mut expected = rows.clone();
        expected.sort();
        for budget in [0, 1000, usize::MAX] {
            let mut sorter = Sorter::new(&dir.path().join("rows"), budget);
            rows.iter().for_each(|row| sorter.push(row.clone()).unwrap());
            let mut sorted = Vec::new();
            let collect = |row| {
                sorted.push(row);
                Ok(())
            };
            sorter.finish(collect).unwrap();
            assert!(sorted == expected, "budget {budget}");
            assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0, "runs are removed");
        }
    }
}
