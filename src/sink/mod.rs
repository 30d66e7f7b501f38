//! The dataset out: a folder of tables that describes itself (`docs/dataset.md`).
//!
//! The folder is written beside its place and put there at the end, in one step: a reader sees the old dataset or the
//! new one, never half of one and never none (`place`).
//!
//! What a table holds stands in [`tables`]; how it is written, in a file for each format, which all do what
//! `format` asks of a sink.
//!
//! ```
//! use sepakat::{Lexicons, dataset::Merger, sink::{DatasetFolder, Options, RunInfo}};
//!
//! let dir = tempfile::tempdir()?;
//! let place = dir.path().join("dataset");
//! let lexicons = Lexicons::builtin()?;
//! let folder = DatasetFolder::create(&place, Options::default())?;
//! assert!(!place.exists());
//! folder.finish(&Merger::new().finish(&lexicons)?, &RunInfo::default(), &lexicons)?;
//! assert!(place.join("agreements.csv").exists());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod csv;
mod dyads;
mod folder;
mod format;
mod jsonl;
mod network;
mod package;
#[cfg(feature = "parquet")]
mod parquet;
mod place;
pub mod schema;
mod sorted;
#[cfg(feature = "sqlite")]
mod sqlite;
pub mod tables;
#[cfg(feature = "xlsx")]
mod xlsx;

use serde::Serialize;

use crate::select::Skipped;

pub use dyads::Dyad;
pub use folder::{DatasetFolder, Written};
pub use format::Format;

/// The version of the codebook that the labels are of.
pub const CODEBOOK: &str = "1";

/// How a dataset folder is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Should `articles.csv` hold every article, also those that the gate turned away?
    pub all_articles: bool,
    /// Agreements below this confidence are left out.
    pub min_confidence: f64,
    /// The kind of CSV.
    pub dialect: Dialect,
    /// What else is written, in any order.
    pub formats: Vec<Format>,
}

/// The kind of CSV.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// RFC 4180 as programs like it: comma, LF, UTF-8 without BOM.
    #[default]
    Rfc,
    /// For spreadsheets set to Indonesian: semicolon, CRLF, BOM, and `'` before what looks like a formula.
    Excel,
}

impl Dialect {
    /// The name that options and `run.json` use.
    pub fn label(self) -> &'static str {
        match self {
            Dialect::Rfc => "rfc",
            Dialect::Excel => "excel",
        }
    }

    /// The dialect of this name.
    pub fn from_label(label: &str) -> Option<Dialect> {
        [Dialect::Rfc, Dialect::Excel].into_iter().find(|dialect| dialect.label() == label)
    }
}

/// What `run.json` says of the run. Everything but `seconds` should be the same when the run is repeated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunInfo {
    /// The command: `extract`, `merge`.
    pub command: String,
    /// What was read, in order.
    pub inputs: Vec<InputInfo>,
    /// The options that bear on the result.
    pub options: serde_json::Value,
    /// Articles read, gated out or not.
    pub articles: u64,
    /// Articles that the gate turned away.
    pub gated_out: u64,
    /// Articles that report at least one agreement.
    pub reporting: u64,
    /// Reports of agreements before merging.
    pub reports: u64,
    /// Records that could not be read.
    pub rejects: u64,
    /// Records that were left out, by reason.
    pub skipped: Skipped,
    /// Files of unknown kind that were not read.
    pub skipped_files: u64,
    /// [`Lexicons::hash`](crate::Lexicons::hash).
    pub lexicon_hash: u64,
    /// How long it took, by the clock.
    pub seconds: f64,
}

/// A file that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InputInfo {
    /// As it was named, `-` for standard input.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// XXH3-64 of its bytes, 16 hexadecimal digits.
    pub digest: String,
}
