//! Articles in: files, folders and standard input to records, records to [`Article`](crate::model::Article)s.
//!
//! Reading is split in two. [`Archive::records`] is serial and cheap: it cuts files into [`RawRecord`]s, which
//! know their place but not what they hold. [`RawRecord::decode`] is pure and runs in parallel: it makes an
//! article of one record, or a [`Reject`] that says what is wrong with it. A bad record ends nothing.
//!
//! | kind | file names | a record is |
//! |---|---|---|
//! | [`Format::Jsonl`] | `.jsonl` `.ndjson` `.json` | a line with a JSON object |
//! | [`Format::Csv`] | `.csv` | a row below a header; separated by `,` `;` or a tab, as the header tells |
//! | [`Format::Tsv`] | `.tsv` `.tab` | the same, separated by tabs |
//! | [`Format::Text`] | `.txt` | the whole file |
//! | [`Format::Html`] | `.html` `.htm` `.xhtml` | the whole file, a web page |
//! | [`Format::Warc`] | `.warc` | a response that a crawler kept |
//! | [`Format::Parquet`] | `.parquet` | a row |
//!
//! Any of them may be packed: `.gz` `.zst` `.bz2` `.tar` `.zip`, which is told by the content.
//!
//! ```
//! use sepakat::source::{Archive, Options};
//!
//! let folder = tempfile::tempdir().unwrap();
//! std::fs::write(folder.path().join("warta.jsonl"), concat!(
//!     r#"{"id": "w-1", "judul": "Dua Daerah Teken MoU", "isi": "Pemkot Malang …", "tanggal": "2025-10-06"}"#, "\n",
//!     r#"{"id": "w-2", "judul": "Tanpa isi"}"#, "\n",
//! )).unwrap();
//!
//! let options = Options::default();
//! let archive = Archive::find(&[folder.path()], &options)?;
//! let decoded: Vec<_> = archive.records().map(|record| record?.decode(&options.fields)).collect();
//! assert_eq!(decoded[0].as_ref().unwrap().title(), "Dua Daerah Teken MoU");
//! assert!(decoded[1].as_ref().unwrap_err().reason.starts_with("text: missing"));
//! # Ok::<(), sepakat::Error>(())
//! ```

mod archive;
mod charset;
mod container;
mod fields;
mod html;
mod http;
mod json;
mod lines;
mod objects;
mod parquet;
mod peek;
mod record;
mod records;
mod table;
mod text;
mod warc;

pub use archive::{Archive, SourceFile};
pub use fields::{Field, FieldMap};
pub use html::Page;
pub(crate) use record::Glance;
pub use record::{Draft, Place, RawRecord, Reject};
pub use records::{FileRead, Records};

/// How an archive is read.
#[derive(Clone, Debug)]
pub struct Options {
    /// Every file is of this kind; otherwise a file's name tells, then its content.
    pub format: Option<Format>,
    /// Which names of fields and columns mean what.
    pub fields: FieldMap,
    /// A longer record is refused without being held, in bytes.
    pub max_record: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { format: None, fields: FieldMap::default(), max_record: 64 << 20 }
    }
}

/// The kinds of files that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON Lines: an object a line.
    Jsonl,
    /// Rows below a header, separated by `,` `;` or tabs, as the header tells.
    Csv,
    /// Rows below a header, separated by tabs.
    Tsv,
    /// Plain text: the file is one article.
    Text,
    /// A web page: the file is one article.
    Html,
    /// What a crawler kept.
    Warc,
    /// Rows, column by column.
    Parquet,
}

impl Format {
    /// The kind that a file's extension tells, in capitals or not.
    pub fn from_extension(extension: &str) -> Option<Format> {
        match extension.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" | "json" => Some(Format::Jsonl),
            "csv" => Some(Format::Csv),
            "tsv" | "tab" => Some(Format::Tsv),
            "txt" => Some(Format::Text),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "warc" => Some(Format::Warc),
            "parquet" => Some(Format::Parquet),
            _ => None,
        }
    }
}
