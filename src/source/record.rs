//! One record before it is an article, and one that cannot become any.

use std::{fmt, sync::Arc};

use bytes::Bytes;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{FieldMap, Page, SourceFile, charset, fields::Cell, json, table, text, warc};
use crate::model::Article;

/// A record as it was cut out of its file: where it stood, and its bytes.
#[derive(Clone, Debug)]
pub struct RawRecord {
    place: Place,
    shape: Shape,
    bytes: Bytes,
}

impl RawRecord {
    pub(super) fn new(place: Place, shape: Shape, bytes: impl Into<Bytes>) -> RawRecord {
        RawRecord { place, shape, bytes: bytes.into() }
    }

    /// A line of JSON.
    #[cfg(test)]
    pub(crate) fn json(place: Place, line: Vec<u8>) -> RawRecord {
        RawRecord::new(place, Shape::Json, line)
    }

    /// Where it stood.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The bytes themselves, with the line's end; none of a row of Parquet, nor of what in a WARC file is no page.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many bytes of its file it took, unpacked.
    pub fn size(&self) -> usize {
        match &self.shape {
            Shape::Values(values) => values.iter().map(|value| value.as_str().map_or(8, str::len)).sum(),
            Shape::NoPage { size } => *size,
            _ => self.bytes.len(),
        }
    }

    /// The article that the record holds: a pure function. A record without id is called by its file and number.
    ///
    /// # Errors
    /// The record cannot be read, or is a page without an article.
    pub fn decode(&self, fields: &FieldMap) -> Result<Article, Reject> {
        let article = self.draft(fields)?.article().map_err(|reason| self.place.reject(reason))?;
        article.ok_or_else(|| self.place.reject("the page holds no article"))
    }

    /// Is it JSON, of which a glance may tell enough?
    pub(crate) fn is_json(&self) -> bool {
        matches!(self.shape, Shape::Json)
    }

    /// The record as far as can be told without reading its text, where that spares time: a line of JSON that is known
    /// to make an article. None says nothing: [`RawRecord::draft`] tells more.
    pub(crate) fn glance<T>(&self, fields: &FieldMap, judge: impl FnOnce(&Glance<'_>) -> Option<T>) -> Option<T> {
        if matches!(self.shape, Shape::Json) { json::glance(&self.bytes, fields, judge) } else { None }
    }

    /// The record as far as it is read cheaply: an article, or a page whose article is still to be found.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn draft(&self, fields: &FieldMap) -> Result<Draft, Reject> {
        let file = &self.place.file;
        let id = || format!("{}:{}", file.stem(), self.place.record);
        let draft = match &self.shape {
            Shape::Json => json::values(&self.bytes, fields).and_then(|values| fields.draft(&values, id)),
            Shape::Row(header) => header.values(&self.bytes).and_then(|values| fields.draft(&values, id)),
            Shape::Values(values) => fields.draft(&values.iter().map(Cell::from).collect::<Vec<_>>(), id),
            Shape::Text => text::article(&self.bytes, file.stem()).map(Draft::Article),
            Shape::Html => {
                let published = text::day_in_name(file.stem());
                let html = charset::decode(&self.bytes, None).into_owned();
                Ok(Draft::Page(Page { published, ..Page::new(file.stem(), html) }))
            }
            Shape::NoPage { .. } => Ok(Draft::Nothing),
            Shape::Warc => warc::page_in(&self.bytes).and_then(|page| {
                let Some(page) = page else { return Ok(Draft::Nothing) };
                let html = page.bytes(LONGEST_PAGE)?;
                let html = charset::decode(&html, page.charset.as_deref()).into_owned();
                Ok(Draft::Page(Page { url: page.url, ..Page::new(page.id.unwrap_or_else(id), html) }))
            }),
        };
        draft.map_err(|reason| self.place.reject(reason))
    }
}

/// What [`RawRecord::glance`] tells of an article.
pub(crate) struct Glance<'a> {
    /// As the record gives it.
    pub(crate) id: Option<&'a str>,
    pub(crate) published: Option<Date>,
    pub(crate) title: &'a str,
    /// As it stands in the line, with the escapes of JSON, of which no `\u` stands for a letter, digit or mark of ASCII.
    pub(crate) escaped_text: &'a str,
}

/// What compressed pages in a WARC file may expand to, in bytes: no page of text is longer.
const LONGEST_PAGE: usize = 64 << 20;

/// A record that is read as far as that is cheap.
///
/// Finding the article in a page costs many times as much as everything else, so that a page without a word of
/// agreements is better turned away before: see [`Page::visible_text`].
#[derive(Clone, Debug)]
pub enum Draft {
    /// The article.
    Article(Article),
    /// A web page.
    Page(Page),
    /// Something that a crawler kept and that is no page: a picture, an error message, a redirection.
    Nothing,
}

impl Draft {
    /// What the archive calls it; nothing has no name.
    pub fn id(&self) -> Option<&str> {
        match self {
            Draft::Article(article) => Some(&article.id),
            Draft::Page(page) => Some(page.id()),
            Draft::Nothing => None,
        }
    }

    /// The article; none when there is none.
    ///
    /// # Errors
    /// [`Page::article`] tells why.
    pub fn article(self) -> Result<Option<Article>, String> {
        match self {
            Draft::Article(article) => Ok(Some(article)),
            Draft::Page(page) => page.article(),
            Draft::Nothing => Ok(None),
        }
    }
}

/// How a record's bytes are to be read.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    Json,
    Row(Arc<table::Header>),
    /// The values in the order of the field map: there are no bytes.
    #[cfg_attr(not(feature = "parquet"), expect(dead_code))]
    Values(Vec<Value>),
    Text,
    Html,
    Warc,
    /// A record of a WARC file that is no page; it took so many bytes.
    NoPage {
        size: usize,
    },
}

/// Where a record stands.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub file: Arc<SourceFile>,
    /// From 1: the line of a JSON Lines file, the row below the header of a table, the record of a WARC file.
    pub record: u64,
    /// Where it begins in the file as it is unpacked, in bytes.
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
    /// The file, as it was named or found; what lies in a container by its path inside: `arsip.zip/malang.html`.
    pub file: String,
    /// The record, from 1; none when the whole file is refused.
    pub record: Option<u64>,
    /// Where the record begins in the file as it is unpacked (`zcat FILE | tail -c +OFFSET`), in bytes from 0; none
    /// when the whole file is refused.
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
