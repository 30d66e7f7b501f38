//! What one article gave: a line of `sepakat annotate`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Agreement, PartialDate, RegionCode, Span};

/// A region that the article refers to, in any role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegionFound {
    /// Its code.
    pub code: RegionCode,
    /// Its official name.
    pub name: String,
    /// Where it is named, in text order.
    pub spans: Vec<Span>,
}

/// A named holder of an office of a regional government.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficialFound {
    /// The fullest form of the name in the article, without titles.
    pub name: String,
    /// The office, spelled in full, without the region's name.
    pub office: String,
    /// The region served.
    pub region: Option<RegionCode>,
    /// Where the person is named, in text order.
    pub spans: Vec<Span>,
}

/// A date that the article names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DateFound {
    /// What it means; none when text and publication date don't settle it.
    pub value: Option<PartialDate>,
    /// `day`, `month` or `year`; none when `value` is.
    pub precision: Option<String>,
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// Of an unsettled date: its month, 1 to 12.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<i8>,
    /// Of an unsettled date: its day of the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<i8>,
    /// Of an unsettled date, or of one whose weekday contradicts it: the weekday named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekday: Option<String>,
    /// Of an unsettled date: the years since 1999 in which that day and month fall on that weekday.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<i16>,
}

/// Everything that one article gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Annotation {
    /// The article's id.
    pub id: String,
    /// The outlet or site.
    #[serde(default)]
    pub source: Option<String>,
    /// Its address.
    #[serde(default)]
    pub url: Option<String>,
    /// The day of publication.
    #[serde(default)]
    pub published: Option<Date>,
    /// The headline.
    #[serde(default)]
    pub title: String,
    /// Regions, by code.
    pub regions: Vec<RegionFound>,
    /// Officials, in the order of their first mention.
    pub officials: Vec<OfficialFound>,
    /// Dates, in text order.
    #[serde(default)]
    pub dates: Vec<DateFound>,
    /// Agreements, in the order in which the article reports them.
    pub agreements: Vec<Agreement>,
    /// The sentence that shows each agreement, one for each of `agreements`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<String>,
    /// Why there is no agreement; none when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_none: Option<String>,
}
