//! A JSON object to the values of the fields that an article has.

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::{FieldMap, fields::excerpt};

/// The values in a line, in the order of `fields`; null where there is none. What the line itself lacks is looked
/// for in its `metadata`, where Dolma and datatrove keep it.
pub(super) fn values(line: &[u8], fields: &FieldMap) -> Result<Vec<Value>, String> {
    let line = line.trim_ascii();
    let line = std::str::from_utf8(line).map_err(|error| format!("not UTF-8 at byte {}", error.valid_up_to() + 1))?;
    if !line.starts_with('{') {
        return Err(format!("expected a JSON object, found {}", excerpt(line)));
    }
    let mut json = serde_json::Deserializer::from_str(line);
    let values = Object(fields).deserialize(&mut json).and_then(|values| json.end().map(|()| values));
    // Of "… at line 1 column 7" only the column tells something: a record is one line.
    values.map_err(|error| format!("malformed JSON: {}", error.to_string().replace(" at line 1 column", " at byte")))
}

/// Reads an object, building only the values that are wanted.
struct Object<'f>(&'f FieldMap);

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = Vec<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<Value>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Vec<Value>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Vec<Value>, A::Error> {
        let mut values = vec![Value::Null; self.0.len()];
        let mut metadata = Value::Null;
        while let Some(key) = object.next_key::<std::borrow::Cow<'_, str>>()? {
            match self.0.place(&key) {
                Some(place) => values[place] = object.next_value()?,
                None if key == "metadata" => metadata = object.next_value()?,
                None => _ = object.next_value::<IgnoredAny>()?,
            }
        }
        if let Value::Object(metadata) = metadata {
            for (key, value) in metadata {
                match self.0.place(&key) {
                    Some(place) if values[place].is_null() => values[place] = value,
                    _ => {}
                }
            }
        }
        Ok(values)
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
