//! Tables as CSV.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use super::{Dialect, schema::Table};
use crate::{Error, Result};

/// A CSV file of one table, header written.
pub(super) struct CsvFile {
    writer: csv::Writer<BufWriter<File>>,
    dialect: Dialect,
    path: PathBuf,
}

impl CsvFile {
    pub fn create<R>(dir: &Path, table: &Table<R>, dialect: Dialect) -> Result<CsvFile> {
        let path = dir.join(format!("{}.csv", table.name));
        let mut file = BufWriter::new(File::create(&path).map_err(Error::io(&path))?);
        if dialect == Dialect::Excel {
            file.write_all("\u{feff}".as_bytes()).map_err(Error::io(&path))?;
        }
        let writer = csv::WriterBuilder::new()
            .delimiter(dialect.delimiter() as u8)
            .terminator(match dialect {
                Dialect::Rfc => csv::Terminator::Any(b'\n'),
                Dialect::Excel => csv::Terminator::CRLF,
            })
            .from_writer(file);
        let mut file = CsvFile { writer, dialect, path };
        file.row(table.columns.iter().map(|column| column.field.name.to_owned()))?;
        Ok(file)
    }

    pub fn rows<R>(&mut self, table: &Table<R>, of: &R) -> Result<()> {
        for cells in table.cells(of) {
            self.row(cells.into_iter().map(|cell| cell.print()))?;
        }
        Ok(())
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) -> Result<()> {
        let guarded = cells.into_iter().map(|cell| self.dialect.guard(cell));
        self.writer.write_record(guarded).map_err(|fault| Error::io(&self.path)(fault.into()))
    }

    pub fn close(mut self) -> Result<()> {
        self.writer.flush().map_err(Error::io(&self.path))
    }
}

impl Dialect {
    /// Between the cells.
    pub(super) fn delimiter(self) -> char {
        match self {
            Dialect::Rfc => ',',
            Dialect::Excel => ';',
        }
    }

    /// Keeps spreadsheets from taking a cell for a formula.
    fn guard(self, cell: String) -> String {
        match self {
            Dialect::Excel if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{cell}"),
            _ => cell,
        }
    }
}
