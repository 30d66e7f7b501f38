//! One record before it is an article, and one that cannot become any.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{FieldMap, SourceFile, json, table, text};
use crate::model::Article;

/// A record as it was cut out of its file: where it stood, and its bytes.
#[derive(Clone, Debug)]
pub struct RawRecord {
    place: Place,
    shape: Shape,
    bytes: Vec<u8>,
}

impl RawRecord {
    pub(super) fn new(place: Place, shape: Shape, bytes: Vec<u8>) -> RawRecord {
        RawRecord { place, shape, bytes }
    }

    /// Where it stood.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The bytes themselves, with the line's end.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many bytes of its file it took.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The article that the record holds: a pure function. A record without id is called by its file and number.
    pub fn decode(&self, fields: &FieldMap) -> Result<Article, Reject> {
        let file = &self.place.file;
        let id = || format!("{}:{}", file.stem(), self.place.record);
        let article = match &self.shape {
            Shape::Json => json::values(&self.bytes, fields).and_then(|values| fields.article(&values, id)),
            Shape::Row(header) => header.values(&self.bytes).and_then(|values| fields.article(&values, id)),
            Shape::Text => text::article(&self.bytes, file.stem()),
        };
        article.map_err(|reason| self.place.reject(reason))
    }
}

/// How a record's bytes are to be read.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    Json,
    Row(Arc<table::Header>),
    Text,
}

/// Where a record stands.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub file: Arc<SourceFile>,
    /// From 1: the line of a JSON Lines file, the row below the header of a table.
    pub record: u64,
    /// Where it begins in the file, in bytes.
    pub offset: u64,
}

impl Place {
    /// The record is no article, for this reason.
    pub fn reject(&self, reason: impl Into<String>) -> Reject {
        Reject {
            file: self.file.name().to_owned(),
            record: Some(self.record),
            offset: Some(self.offset),
            reason: reason.into(),
        }
    }
}

/// A record that could not be read, as a line of `rejects.jsonl`.
///
/// ```
/// use sepakat::source::Reject;
/// let reject = Reject {
///     file: "warta.jsonl".into(),
///     record: Some(41),
///     offset: Some(90_210),
///     reason: "published: expected YYYY-MM-DD, found \"3 Okt\"".into(),
/// };
/// assert_eq!(reject.to_string(), "warta.jsonl:41: published: expected YYYY-MM-DD, found \"3 Okt\"");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reject {
    /// The file, as it was named or found.
    pub file: String,
    /// The record, from 1; none when the whole file is refused.
    pub record: Option<u64>,
    /// Where the record begins in the file, in bytes; none when the whole file is refused.
    pub offset: Option<u64>,
    /// What was expected and what was found.
    pub reason: String,
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(record) = self.record {
            write!(f, ":{record}")?;
        }
        write!(f, ": {}", self.reason)
    }
}
