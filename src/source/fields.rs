//! The names that archives give to an article's fields, and what a record's values say.

use std::borrow::Cow;

use jiff::{Timestamp, civil::Date, tz};
use serde_json::Value;

use super::{Draft, Page, html};
use crate::model::{Article, PartialDate};

/// A field of an article, as archives know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What the archive calls the article.
    Id,
    /// The headline.
    Title,
    /// The body: the one field that every record must have.
    Text,
    /// The day of publication.
    Published,
    /// The outlet or site.
    Source,
    /// The address.
    Url,
}

impl Field {
    /// Every field.
    pub const ALL: &[Field] = &[Field::Id, Field::Title, Field::Text, Field::Published, Field::Source, Field::Url];

    /// The name in messages and in `--map`.
    pub fn name(self) -> &'static str {
        self.aliases()[0]
    }

    /// The names that are understood without `--map`, the preferred one first.
    pub fn aliases(self) -> &'static [&'static str] {
        match self {
            Field::Id => &["id", "url"],
            Field::Title => &["title", "judul"],
            Field::Text => &["text", "maintext", "content", "isi", "body", "html"],
            Field::Published => &["published", "date_publish", "date", "tanggal"],
            Field::Source => &["source", "source_domain", "outlet", "sumber", "hostname"],
            Field::Url => &["url"],
        }
    }
}

/// A value of a record, borrowed where it can be.
#[derive(Clone, Debug)]
pub(super) enum Cell<'a> {
    Text(Cow<'a, str>),
    /// Anything but text; null where there is nothing.
    Other(Value),
}

impl Cell<'_> {
    pub(super) const NULL: Cell<'static> = Cell::Other(Value::Null);

    pub(super) fn is_null(&self) -> bool {
        matches!(self, Cell::Other(Value::Null))
    }

    fn as_str(&self) -> Option<&str> {
        if let Cell::Text(text) = self { Some(text) } else { None }
    }
}

impl From<Value> for Cell<'_> {
    fn from(value: Value) -> Self {
        match value {
            Value::String(text) => Cell::Text(text.into()),
            other => Cell::Other(other),
        }
    }
}

impl<'a> From<&'a Value> for Cell<'a> {
    fn from(value: &'a Value) -> Cell<'a> {
        match value {
            Value::String(text) => Cell::Text(text.into()),
            other => Cell::Other(other.clone()),
        }
    }
}

/// What the values of a record say of an article.
pub(super) struct Found<'v> {
    pub(super) id: Option<Cow<'v, str>>,
    pub(super) title: &'v str,
    pub(super) published: Option<Date>,
    source: Option<&'v str>,
    url: Option<&'v str>,
    pub(super) text: &'v str,
}

/// The field in which a corpus made of Common Crawl names the crawl, and the one with its date.
const CRAWL: &str = "dump";
const CRAWL_DATE: &str = "date";
/// The field in which trafilatura names the outlet.
const HOSTNAME: &str = "hostname";

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// Which name of a JSON key or a column means which field. Names are compared without regard to capitals.
///
/// ```
/// use sepakat::source::FieldMap;
/// let fields: FieldMap = "text=naskah,title=kepala_berita".parse()?;
/// assert!("text=".parse::<FieldMap>().is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct FieldMap {
    // Every name once; a record's values are kept in this order.
    names: Vec<String>,
    // For each field the places in `names` where its value may be, the preferred one first.
    wanted: [Vec<usize>; Field::ALL.len()],
}

impl FieldMap {
    /// The field is found under this name and no other.
    pub fn set(&mut self, field: Field, name: &str) {
        self.wanted[field as usize] = vec![self.intern(name)];
    }

    /// The names under which the field is looked for, the preferred one first.
    pub fn names(&self, field: Field) -> impl Iterator<Item = &str> {
        self.wanted[field as usize].iter().map(|&place| self.names[place].as_str())
    }

    /// How many values a record can have.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Where among the values belongs what stands under `name`?
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        let name = name.trim();
        self.names.iter().position(|known| known.eq_ignore_ascii_case(name))
    }

    /// Can a record with these columns have a text?
    pub(super) fn finds_text<'a>(&self, mut columns: impl Iterator<Item = &'a str>) -> bool {
        columns.any(|column| self.place(column).is_some_and(|place| self.wanted[Field::Text as usize].contains(&place)))
    }

    /// May the value at this place be the text?
    pub(super) fn is_text(&self, place: usize) -> bool {
        self.wanted[Field::Text as usize].contains(&place)
    }

    /// May the value at this place be another field as well, by `--map id=content`?
    pub(super) fn is_another(&self, place: usize) -> bool {
        let other = |(field, wanted): (usize, &Vec<usize>)| field != Field::Text as usize && wanted.contains(&place);
        self.wanted.iter().enumerate().any(other)
    }

    /// The names of a field, for messages: "one of text, maintext, content".
    pub(super) fn expected(&self, field: Field) -> String {
        let names: Vec<_> = self.names(field).collect();
        if let [name] = names[..] { name.to_owned() } else { format!("one of {}", names.join(", ")) }
    }

    /// What these values say of an article.
    pub(super) fn find<'v>(&self, values: &'v [Cell<'_>]) -> Result<Found<'v>, String> {
        let Some((_, text)) = self.string(Field::Text, values)? else {
            let empty = self.wanted[Field::Text as usize].iter().find(|&&place| values[place].as_str().is_some());
            return Err(match empty {
                Some(&place) => format!("{}: empty", self.names[place]),
                None => format!("text: missing, expected {}", self.expected(Field::Text)),
            });
        };
        let title = self.string(Field::Title, values)?.map_or("", |(_, title)| title);
        let published = match self.string(Field::Published, values)? {
            // The day of the crawl.
            Some((name, _)) if self.is_crawl(values) && name == CRAWL_DATE => None,
            Some((name, found)) => Some(
                publication_day(found)
                    .ok_or_else(|| format!("{name}: expected YYYY-MM-DD, found {}", excerpt(found)))?,
            ),
            None => None,
        };
        let id = self.id(values)?;
        let mut url = self.string(Field::Url, values)?.map(|(_, url)| url);
        let mut source = self.string(Field::Source, values)?.map(|(_, source)| source);
        // trafilatura's `source` is the address, and `hostname` the outlet.
        if url.is_none() && source.is_some_and(is_address) {
            url = source.take();
            source = self.place(HOSTNAME).and_then(|place| values[place].as_str());
        }
        Ok(Found { id, title, published, source, url, text })
    }

    /// What these values make: an article, or a page when the text is one; `id` is its name when they hold none.
    pub(super) fn draft(&self, values: &[Cell<'_>], id: impl FnOnce() -> String) -> Result<Draft, String> {
        let Found { id: own_id, title, published, source, url, text } = self.find(values)?;
        let id = own_id.map_or_else(id, Cow::into_owned);
        let [source, url] = [source, url].map(|text| text.map(str::to_owned));
        if html::is_page(text) {
            let title = Some(title.to_owned()).filter(|title| !title.trim().is_empty());
            return Ok(Draft::Page(Page { title, published, source, url, ..Page::new(id, text.to_owned()) }));
        }
        let plain = html::is_fragment(text).then(|| html::fragment_text(text));
        let mut article = Article::new(id, title, plain.as_deref().unwrap_or(text));
        (article.published, article.source, article.url) = (published, source, url);
        Ok(Draft::Article(article))
    }

    /// Is this a row of a corpus made of Common Crawl (datatrove, FineWeb), whose `date` is that of the crawl?
    fn is_crawl(&self, values: &[Cell<'_>]) -> bool {
        self.place(CRAWL).is_some_and(|place| values[place].as_str().is_some_and(|dump| dump.starts_with("CC-MAIN")))
    }

    /// The first value of a field that is neither null nor blank, and the name it stands under.
    fn value<'v, 'a>(&self, field: Field, values: &'v [Cell<'a>]) -> Option<(&str, &'v Cell<'a>)> {
        let filled = |value: &Cell<'_>| match value {
            Cell::Text(text) => !text.trim().is_empty(),
            Cell::Other(_) => !value.is_null(),
        };
        let place = *self.wanted[field as usize].iter().find(|&&place| filled(&values[place]))?;
        Some((&self.names[place], &values[place]))
    }

    fn string<'v>(&self, field: Field, values: &'v [Cell<'_>]) -> Result<Option<(&str, &'v str)>, String> {
        match self.value(field, values) {
            None => Ok(None),
            Some((name, Cell::Text(text))) => Ok(Some((name, text))),
            Some((name, Cell::Other(other))) => Err(format!("{name}: expected a string, found {}", kind(other))),
        }
    }

    /// An id may be a number too: databases count their articles.
    fn id<'v>(&self, values: &'v [Cell<'_>]) -> Result<Option<Cow<'v, str>>, String> {
        match self.value(Field::Id, values) {
            Some((_, Cell::Other(Value::Number(number)))) => Ok(Some(number.to_string().into())),
            _ => Ok(self.string(Field::Id, values)?.map(|(_, id)| id.trim().into())),
        }
    }

    fn intern(&mut self, name: &str) -> usize {
        self.place(name).unwrap_or_else(|| {
            self.names.push(name.trim().to_owned());
            self.names.len() - 1
        })
    }
}

impl Default for FieldMap {
    fn default() -> FieldMap {
        let mut fields = FieldMap { names: vec![], wanted: Default::default() };
        for &field in Field::ALL {
            fields.wanted[field as usize] = field.aliases().iter().map(|name| fields.intern(name)).collect();
        }
        fields.intern(CRAWL);
        fields
    }
}

impl std::str::FromStr for FieldMap {
    type Err = String;

    fn from_str(text: &str) -> Result<FieldMap, String> {
        let mut fields = FieldMap::default();
        for pair in text.split(',') {
            let (field, name) = pair
                .split_once('=')
                .filter(|(_, name)| !name.trim().is_empty())
                .ok_or_else(|| format!("expected FIELD=NAME, found {pair:?}"))?;
            let field = Field::ALL.iter().find(|known| known.name() == field.trim()).ok_or_else(|| {
                let known: Vec<_> = Field::ALL.iter().map(|field| field.name()).collect();
                format!("expected one of the fields {}, found {field:?}", known.join(", "))
            })?;
            fields.set(*field, name);
        }
        Ok(fields)
    }
}

/// The day that a timestamp begins with. One in UTC is moved to Western Indonesian Time (+07:00), where most
/// outlets sit: an article put online at 20:00 UTC bears the next day's date. Any other offset is the outlet's own.
pub(super) fn publication_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let PartialDate::Day(day) = text.get(..10)?.parse().ok()? else { return None };
    let time = &text[10..];
    if !(time.is_empty() || time.starts_with(['T', 't', ' '])) {
        return None;
    }
    let utc = ["Z", "z", "+00:00", "+0000"].iter().any(|utc| time.ends_with(utc));
    match text.parse::<Timestamp>() {
        Ok(moment) if utc => Some(tz::offset(7).to_datetime(moment).date()),
        _ => Some(day),
    }
}

/// What a message quotes: the beginning of what was found.
pub(super) fn excerpt(found: &str) -> String {
    let end = found.char_indices().nth(40).map_or(found.len(), |(end, _)| end);
    format!("{:?}{}", &found[..end], if end < found.len() { "…" } else { "" })
}

fn kind(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(_) => "true or false".into(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => excerpt(text),
        Value::Array(_) => "an array".into(),
        Value::Object(_) => "an object".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_publication() {
        for (text, day) in [
            ("2025-10-03", "2025-10-03"),
            (" 2025-10-03 ", "2025-10-03"),
            ("2025-10-03 22:15:00", "2025-10-03"),
            ("2025-10-03T22:15:00", "2025-10-03"),
            ("2025-10-03T22:15:00+07:00", "2025-10-03"),
            ("2025-10-03T23:30:00+09:00", "2025-10-03"),
            // Ten at night in UTC is five in the morning in Jakarta.
            ("2025-10-03T22:15:00Z", "2025-10-04"),
            ("2025-10-03 22:15:00+00:00", "2025-10-04"),
            ("2025-12-31T17:00:00.000Z", "2026-01-01"),
            ("2025-10-03T16:59:59Z", "2025-10-03"),
        ] {
            assert_eq!(publication_day(text).map(|day| day.to_string()).as_deref(), Some(day), "{text}");
        }
        for text in
            ["3 Okt", "2025-10", "03-10-2025", "2025-02-30", "2025-10-033", "2025/10/03", "2025-10-03x", "Jum’at, 3"]
        {
            assert_eq!(publication_day(text), None, "{text}");
        }
    }

    #[test]
    fn maps() {
        let fields: FieldMap = "text=Naskah, title = kepala".parse().unwrap();
        assert!(fields.finds_text(["id", "naskah"].into_iter()));
        assert!(!fields.finds_text(["id", "text"].into_iter()), "a mapped field has no other names");
        for (wrong, reason) in [
            ("", "expected FIELD=NAME, found \"\""),
            ("text", "expected FIELD=NAME, found \"text\""),
            ("text=", "expected FIELD=NAME, found \"text=\""),
            ("isi=text", "expected one of the fields id, title, text, published, source, url, found \"isi\""),
        ] {
            assert_eq!(wrong.parse::<FieldMap>().unwrap_err(), reason);
        }
    }
}
