//! A JSON object to the values of the fields that an article has.

use memchr::{memchr, memmem};
use serde::{
    Deserialize,
    de::{self, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor, value},
};
use serde_json::{Value, value::RawValue};

use super::{
    FieldMap, Glance,
    fields::{Cell, excerpt},
};

/// The values in a line, in the order of `fields`; null where there is none. What the line itself lacks is looked
/// for in its `metadata`, where Dolma and datatrove keep it.
pub(super) fn values<'l>(line: &'l [u8], fields: &FieldMap) -> Result<Vec<Cell<'l>>, String> {
    let line = line.trim_ascii();
    let line = std::str::from_utf8(line).map_err(|error| format!("not UTF-8 at byte {}", error.valid_up_to() + 1))?;
    if !line.starts_with('{') {
        return Err(format!("expected a JSON object, found {}", excerpt(line)));
    }
    let mut json = serde_json::Deserializer::from_str(line);
    let object = Object { fields, escaped: false };
    let values = object.deserialize(&mut json).and_then(|values| json.end().map(|()| values));
    // Of "… at line 1 column 7" only the column tells something: a record is one line.
    values.map_err(|error| format!("malformed JSON: {}", error.to_string().replace(" at line 1 column", " at byte")))
}

/// What `values` would tell of an article, without a copy of its text; none when it is no article, or might be none.
pub(super) fn glance<T>(line: &[u8], fields: &FieldMap, judge: impl FnOnce(&Glance<'_>) -> Option<T>) -> Option<T> {
    let line = std::str::from_utf8(line.trim_ascii()).ok()?;
    // What is marked up may be a page.
    if !line.starts_with('{') || memchr(b'<', line.as_bytes()).is_some() || !escapes_are_plain(line.as_bytes()) {
        return None;
    }
    let mut json = serde_json::Deserializer::from_str(line);
    let values = Object { fields, escaped: true }.deserialize(&mut json).ok()?;
    json.end().ok()?;
    let found = fields.find(&values).ok()?;
    judge(&Glance { id: found.id.as_deref(), published: found.published, title: found.title, escaped_text: found.text })
}

/// Does no `\u` escape stand for a letter, a digit or a mark of ASCII, nor for half a surrogate pair, which is a fault if it
/// is alone? Line breaks are escaped otherwise.
fn escapes_are_plain(line: &[u8]) -> bool {
    memmem::find_iter(line, b"\\u")
        .all(|at| !matches!(line.get(at + 2..at + 5), None | Some([b'0', b'0', b'2'..=b'7'] | [b'd' | b'D', _, _])))
}

/// Reads an object, building only the values that are wanted.
struct Object<'f> {
    fields: &'f FieldMap,
    /// Texts are left as they stand in the line; what is too unusual for that is a fault.
    escaped: bool,
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = Vec<Cell<'de>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<Cell<'de>>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Vec<Cell<'de>>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Vec<Cell<'de>>, A::Error> {
        let mut values = vec![Cell::NULL; self.fields.len()];
        let mut metadata = Value::Null;
        while let Some(Key(key)) = object.next_key()? {
            match self.fields.place(&key) {
                Some(place) if self.escaped && self.fields.is_text(place) => {
                    if self.fields.is_another(place) {
                        return Err(A::Error::custom("too unusual"));
                    }
                    values[place] = escaped(object.next_value()?).ok_or_else(|| A::Error::custom("too unusual"))?;
                }
                Some(place) => values[place] = object.next_value()?,
                None if key == "metadata" && self.escaped => return Err(A::Error::custom("too unusual")),
                None if key == "metadata" => metadata = object.next_value()?,
                None => _ = object.next_value::<IgnoredAny>()?,
            }
        }
        if let Value::Object(metadata) = metadata {
            for (key, value) in metadata {
                match self.fields.place(&key) {
                    Some(place) if values[place].is_null() => values[place] = value.into(),
                    _ => {}
                }
            }
        }
        Ok(values)
    }
}

/// A text as it stands in the line, if it is one with letters, so that it is not blank.
fn escaped(value: &RawValue) -> Option<Cell<'_>> {
    let text = value.get();
    if text == "null" {
        return Some(Cell::NULL);
    }
    let text = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [b'\\', b'u', ..] => rest.get(6..)?,
            [b'\\', _, rest @ ..] => rest,
            [first, ..] if first.is_ascii_alphanumeric() => return Some(Cell::Text(text.into())),
            [_, rest @ ..] => rest,
            [] => return None,
        }
    }
}

/// The key of an object.
struct Key<'a>(std::borrow::Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Key<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key<'a>, D::Error> {
        match Cell::deserialize(deserializer)? {
            Cell::Text(key) => Ok(Key(key)),
            Cell::Other(_) => Err(D::Error::custom("expected a key")),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Cell<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Cell<'a>, D::Error> {
        deserializer.deserialize_any(AnyCell)
    }
}

struct AnyCell;

impl<'de> Visitor<'de> for AnyCell {
    type Value = Cell<'de>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("any valid JSON value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(text.into()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(text.to_owned().into()))
    }

    fn visit_unit<E>(self) -> Result<Cell<'de>, E> {
        Ok(Cell::NULL)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Cell<'de>, E> {
        Ok(Cell::Other(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Cell<'de>, E> {
        Ok(Cell::Other(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Cell<'de>, E> {
        Ok(Cell::Other(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Cell<'de>, E> {
        Ok(Cell::Other(value.into()))
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, list: A) -> Result<Cell<'de>, A::Error> {
        Value::deserialize(value::SeqAccessDeserializer::new(list)).map(Cell::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Cell<'de>, A::Error> {
        Value::deserialize(value::MapAccessDeserializer::new(object)).map(Cell::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;

    fn article(line: &[u8]) -> Result<Article, String> {
        let fields = FieldMap::default();
        Ok(fields.draft(&values(line, &fields)?, || "warta:7".into())?.article()?.unwrap())
    }

    #[test]
    fn field_names_of_many_archives() {
        for line in [
            r#"{"id":"a","title":"J","text":"I","published":"2025-10-03","source":"s","url":"u"}"#,
            r#"{"id":"a","judul":"J","isi":"I","tanggal":"2025-10-03","outlet":"s","url":"u"}"#,
            r#"{"ID":"a","Title":"J","maintext":"I","date_publish":"2025-10-03 08:00:00","source_domain":"s","url":"u"}"#,
            r#"{"id":"a","text":"I","source":"s","metadata":{"url":"u","title":"J","date":"2025-10-03T01:00:00Z"}}"#,
            r#"{"id":"a","title":"J","text":"","content":"I","date":"2025-10-03","source":"s","url":"u","x":[{"y":1}]}"#,
        ] {
            let article = article(line.as_bytes()).unwrap();
            assert_eq!((article.id.as_str(), article.title(), article.body()), ("a", "J", "I"), "{line}");
            assert_eq!(article.published, Some(jiff::civil::date(2025, 10, 3)), "{line}");
            assert_eq!((article.source.as_deref(), article.url.as_deref()), (Some("s"), Some("u")), "{line}");
        }
    }

    #[test]
    fn a_glance_tells_what_reading_does() {
        let fields = FieldMap::default();
        let glance = |line: &[u8]| {
            super::glance(line, &fields, |glance| Some((glance.id.map(str::to_owned), glance.title.to_owned())))
        };
        for line in [
            &br#"{"id":"a","title":"J\u00e9","text":"I\n\u201cII\u201d","published":"2025-10-03","x":[{"y":1}]}"#[..],
            br#"{"id":17,"judul":null,"text":null,"isi":"I","tanggal":null}"#,
            br#" {"url":"https://x.id/1","text":"I"} "#,
        ] {
            let article = article(line).unwrap();
            let (id, title) = glance(line).unwrap();
            assert_eq!((id.unwrap().as_str(), title.as_str()), (article.id.as_str(), article.title()));
        }
        for line in [
            // Faults.
            &br#"{"text": "I""#[..],
            br#"{"text": "I"} {}"#,
            br#"{"text": "I \ud800"}"#,
            b"{\"text\": \"I caf\xe9\"}",
            br#"{"text": "\n \u00a0"}"#,
            br#"{"text": ["I"]}"#,
            br#"{"text": "I", "title": 5}"#,
            br#"{"text": "I", "published": "3 Okt"}"#,
            b"{}",
            // Too unusual to tell.
            br#"{"text": "I", "metadata": {}}"#,
            br#"{"text": "<p>I</p>"}"#,
            br#"{"text": "\u003cp>I"}"#,
            br#"{"text": "\u0049"}"#,
            br#"{"text": "I \ud83d\ude00"}"#,
        ] {
            assert_eq!(glance(line), None, "{}", String::from_utf8_lossy(line));
        }
    }

    /// The text with its escapes is no id.
    #[test]
    fn a_glance_tells_nothing_of_a_text_that_is_another_field() {
        let mut fields = FieldMap::default();
        fields.set(crate::source::Field::Id, "content");
        let line = br#"{"content":"a\/1\n","text":"I"}"#;
        assert!(glance(line, &fields, |_| Some(())).is_none());
    }

    #[test]
    fn ids() {
        for (line, id) in [
            (r#"{"text":"I","id":"a-1"}"#, "a-1"),
            (r#"{"text":"I","id":17}"#, "17"),
            (r#"{"text":"I","id":"","url":"https://x.id/1"}"#, "https://x.id/1"),
            (r#"{"text":"I","id":null}"#, "warta:7"),
        ] {
            assert_eq!(article(line.as_bytes()).unwrap().id, id);
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (line, reason) in [
            (&br#"{"text": "I""#[..], "malformed JSON: EOF while parsing an object at byte 12"),
            (br#"{"text": "I"} {}"#, "malformed JSON: trailing characters at byte 15"),
            (br#"{"text": "\ud800"}"#, "malformed JSON: unexpected end of hex escape at byte 17"),
            (b"[1, 2]", "expected a JSON object, found \"[1, 2]\""),
            (b"Pemkot Malang", "expected a JSON object, found \"Pemkot Malang\""),
            (b"{\"text\": \"caf\xe9\"}", "not UTF-8 at byte 14"),
            (b"{}", "text: missing, expected one of text, maintext, content, isi, body, html"),
            (br#"{"text": null}"#, "text: missing, expected one of text, maintext, content, isi, body, html"),
            (br#"{"isi": " \n"}"#, "isi: empty"),
            (br#"{"text": ["I"]}"#, "text: expected a string, found an array"),
            (br#"{"text": "I", "title": 5}"#, "title: expected a string, found the number 5"),
            (br#"{"text": "I", "id": {}}"#, "id: expected a string, found an object"),
            (br#"{"text": "I", "published": "3 Okt"}"#, "published: expected YYYY-MM-DD, found \"3 Okt\""),
            (br#"{"text": "I", "tanggal": "kemarin"}"#, "tanggal: expected YYYY-MM-DD, found \"kemarin\""),
            (br#"{"text": "I", "date": 1759449600}"#, "date: expected a string, found the number 1759449600"),
        ] {
            assert_eq!(article(line).unwrap_err(), reason);
        }
    }
}
