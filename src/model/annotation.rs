//! What one article gave: a line of `sepakat annotate`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Agreement, PartialDate, RegionCode, Span};

/// A region that the article refers to, in any role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegionFound {
    /// Its code.
    pub code: RegionCode,
    /// The code that it had when the article was published, where that was another one: the split of Papua in 2022 gave
    /// 26 regencies and cities new codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_then: Option<RegionCode>,
    /// Which list `code_then` is of: the last decree that has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_list: Option<String>,
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
    /// Is the value another day of the week than `weekday`? The value is what the article writes; one of the two is
    /// a slip.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub weekday_contradicts: bool,
    /// Of several days in a month ("13-15 Juni 2023", whose value is the month): the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_day: Option<Date>,
    /// Of several days in a month: the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
    /// Of an unsettled date: the years since 1999 in which that day and month fall on that weekday.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<i16>,
}

/// Where the day of publication was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PublishedFrom {
    /// A line of the page: "Jumat, 21 Oktober 2022, 14:59 WIB".
    Byline,
    /// The dateline: "MALANG, 12 Januari 2026 –".
    Dateline,
    /// The address: "/2022/10/21/".
    Url,
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
    /// Where that day was found when the record did not tell it; none when it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_from: Option<PublishedFrom>,
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
