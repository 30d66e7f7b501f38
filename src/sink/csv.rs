//! A `.csv` a table.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use super::{
    Dialect,
    format::Sink,
    schema::{Layout, Row, layouts},
};
use crate::{Error, Result};

/// The tables.
pub(super) struct Csv {
    tables: BTreeMap<&'static str, CsvFile>,
}

impl Csv {
    pub fn create(dir: &Path, dialect: Dialect) -> Result<Csv> {
        let tables = layouts().into_iter().map(|layout| Ok((layout.name, CsvFile::create(dir, &layout, dialect)?)));
        Ok(Csv { tables: tables.collect::<Result<_>>()? })
    }
}

impl Sink for Csv {
    fn row(&mut self, table: &Layout, row: &Row) -> Result<()> {
        self.tables.get_mut(table.name).expect("every table has a file").row(row.iter().map(|cell| cell.print()))
    }

    fn close(self: Box<Self>) -> Result<()> {
        self.tables.into_values().try_for_each(CsvFile::close)
    }
}

/// A CSV file of one table, header written.
struct CsvFile {
    writer: csv::Writer<BufWriter<File>>,
    dialect: Dialect,
    path: PathBuf,
}

impl CsvFile {
    fn create(dir: &Path, table: &Layout, dialect: Dialect) -> Result<CsvFile> {
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
        file.row(table.fields.iter().map(|field| field.name.to_owned()))?;
        Ok(file)
    }

    fn row(&mut self, cells: impl IntoIterator<Item = String>) -> Result<()> {
        let guarded = cells.into_iter().map(|cell| self.dialect.guard(cell));
        self.writer.write_record(guarded).map_err(|fault| Error::io(&self.path)(fault.into()))
    }

    fn close(mut self) -> Result<()> {
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
