//! The formats that a dataset can be written in besides CSV, and what each must do.

use std::path::Path;

use super::{
    jsonl::Jsonl,
    network::NetworkFile,
    schema::{Layout, Row},
    tables::OF_A_RECORD,
};
use crate::{Error, Result};

/// A further format, beside the CSV tables in the same folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// `agreements.jsonl`: an agreement a line, with all that hangs on it.
    Jsonl,
    /// A `.parquet` a table; `agreements.parquet` holds parties and signatories nested.
    Parquet,
    /// `dataset.sqlite`: a table each, and the view `agreements_flat`.
    Sqlite,
    /// `dataset.xlsx`: a sheet a table, and one for the codebook.
    Xlsx,
    /// `network.graphml`: regions and their cooperation.
    Graphml,
    /// `network.gexf`: the same for Gephi, with a timeline.
    Gexf,
}

impl Format {
    /// Every format.
    pub const ALL: &[Format] =
        &[Format::Jsonl, Format::Parquet, Format::Sqlite, Format::Xlsx, Format::Graphml, Format::Gexf];

    /// As it is asked for.
    pub fn label(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Parquet => "parquet",
            Format::Sqlite => "sqlite",
            Format::Xlsx => "xlsx",
            Format::Graphml => "graphml",
            Format::Gexf => "gexf",
        }
    }

    /// Begins to write the format into a folder.
    ///
    /// # Errors
    /// The program was built without it, or the folder can't be written.
    pub(super) fn open(self, dir: &Path) -> Result<Box<dyn Sink>> {
        Ok(match self {
            Format::Jsonl => Box::new(Jsonl::create(dir)?),
            Format::Graphml => Box::new(NetworkFile::graphml(dir)),
            Format::Gexf => Box::new(NetworkFile::gexf(dir)),
            #[cfg(feature = "parquet")]
            Format::Parquet => Box::new(super::parquet::Parquet::create(dir)?),
            #[cfg(feature = "sqlite")]
            Format::Sqlite => Box::new(super::sqlite::Sqlite::create(dir)?),
            #[cfg(feature = "xlsx")]
            Format::Xlsx => Box::new(super::xlsx::Xlsx::create(dir)?),
            #[allow(unreachable_patterns)]
            _ => return Err(Error::NotBuilt { feature: self.label() }),
        })
    }

    /// Is it there in this build?
    ///
    /// # Errors
    /// It is not.
    pub fn check(self) -> Result<()> {
        let built = match self {
            Format::Jsonl | Format::Graphml | Format::Gexf => true,
            Format::Parquet => cfg!(feature = "parquet"),
            Format::Sqlite => cfg!(feature = "sqlite"),
            Format::Xlsx => cfg!(feature = "xlsx"),
        };
        if built { Ok(()) } else { Err(Error::NotBuilt { feature: self.label() }) }
    }
}

/// What takes the rows of a dataset, agreement by agreement, then pairs of regions, then articles.
pub(super) trait Sink {
    /// Takes a row of a table.
    fn row(&mut self, table: &Layout, row: &Row) -> Result<()>;

    /// Takes the rows of an agreement, one list for each table of [`OF_A_RECORD`].
    fn agreement(&mut self, rows: &AgreementRows) -> Result<()> {
        rows.tables
            .iter()
            .zip(&rows.rows)
            .try_for_each(|(table, rows)| rows.iter().try_for_each(|row| self.row(table, row)))
    }

    /// Writes what is left.
    fn close(self: Box<Self>) -> Result<()>;
}

/// All rows of one agreement.
pub(super) struct AgreementRows {
    /// The layouts of [`OF_A_RECORD`].
    pub tables: Vec<Layout>,
    /// The rows of each.
    pub rows: Vec<Vec<Row>>,
}

impl AgreementRows {
    pub fn new() -> AgreementRows {
        AgreementRows { tables: OF_A_RECORD.iter().map(|table| table.layout()).collect(), rows: vec![] }
    }

    /// The rows of the table of this name, with its layout.
    pub fn of(&self, name: &str) -> (&Layout, &[Row]) {
        let at = self.tables.iter().position(|table| table.name == name).expect("the table is one of an agreement");
        (&self.tables[at], &self.rows[at])
    }

    /// The row of the agreement itself.
    pub fn agreement(&self) -> &Row {
        &self.rows[0][0]
    }
}
