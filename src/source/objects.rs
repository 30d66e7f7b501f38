//! JSON that is not one object a line: an array of objects, or objects printed over many lines.

use std::{
    io::{self, BufRead},
    sync::Arc,
};

use super::{Place, RawRecord, Reject, SourceFile, record::Shape};

/// Is this JSON of several lines, or an array? A first line that is no whole object, with no other object in the
/// second line, is no JSON Lines.
pub(super) fn spans_lines(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    if head.starts_with(b"[") {
        return true;
    }
    let mut lines = head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    first.starts_with(b"{") && !second.starts_with(b"{") && {
        let mut depth = Depth::default();
        first.iter().for_each(|&byte| depth.pass(byte));
        depth.open > 0
    }
}

/// The objects in such JSON.
pub(super) struct Objects<R> {
    file: Arc<SourceFile>,
    input: R,
    offset: u64,
    cap: usize,
    number: u64,
    ended: bool,
}

impl<R: BufRead> Objects<R> {
    /// `offset` is where `input` stands in its file; an object of more than `cap` bytes is too long.
    pub(super) fn new(file: Arc<SourceFile>, input: R, offset: u64, cap: usize) -> Objects<R> {
        Objects { file, input, offset, cap, number: 0, ended: false }
    }

    /// Passes over blanks, commas and the brackets of the array, to the next object or whatever stands there.
    fn find_start(&mut self) -> io::Result<bool> {
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(false);
            }
            let skip = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']');
            let skipped = buffer.iter().position(|byte| !skip(byte));
            let length = skipped.unwrap_or(buffer.len());
            self.input.consume(length);
            self.offset += length as u64;
            if skipped.is_some() {
                return Ok(true);
            }
        }
    }

    /// Appends the object that begins here; what is no object goes to the next one that begins a line. False when it
    /// has no end.
    fn append(&mut self, object: &mut Vec<u8>) -> io::Result<bool> {
        let mut depth = Depth::default();
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(false);
            }
            let end = buffer.iter().position(|&byte| {
                depth.pass(byte);
                depth.open == 0 && (depth.begun || byte == b'\n')
            });
            let length = end.map_or(buffer.len(), |end| end + 1);
            let room = (self.cap + 1).saturating_sub(object.len()).min(length);
            object.extend_from_slice(&buffer[..room]);
            self.input.consume(length);
            self.offset += length as u64;
            if end.is_some() {
                return Ok(true);
            }
        }
    }
}

impl<R: BufRead> Iterator for Objects<R> {
    type Item = Result<RawRecord, Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let found = self.find_start();
        if let Ok(false) = found {
            return None;
        }
        self.number += 1;
        let place = Place { file: self.file.clone(), record: self.number, offset: self.offset };
        let mut object = vec![];
        match found.and_then(|_| self.append(&mut object)) {
            Ok(_) if object.len() > self.cap => Some(Err(place.reject(format!("longer than {} MiB", self.cap >> 20)))),
            Ok(whole) => {
                self.ended = !whole;
                Some(Ok(RawRecord::new(place, Shape::Json, object)))
            }
            Err(cause) => {
                self.ended = true;
                Some(Err(place.reject(format!("cannot be read: {cause}"))))
            }
        }
    }
}

/// How many braces are open, those in strings left out.
#[derive(Default)]
struct Depth {
    open: u32,
    begun: bool,
    string: bool,
    escaped: bool,
}

impl Depth {
    fn pass(&mut self, byte: u8) {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.string => self.escaped = true,
            b'"' if self.begun => self.string = !self.string,
            b'{' if !self.string => (self.open, self.begun) = (self.open + 1, true),
            b'}' if !self.string => self.open = self.open.saturating_sub(1),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FieldMap;

    fn read(json: &str) -> Vec<String> {
        let file = Arc::new(SourceFile::new("w.json", "w", None));
        Objects::new(file, json.as_bytes(), 0, 1 << 20)
            .map(|object| match object.and_then(|object| object.decode(&FieldMap::default())) {
                Ok(article) => format!("{} {}", article.id, article.body()),
                Err(reject) => reject.to_string(),
            })
            .collect()
    }

    #[test]
    fn objects_over_many_lines() {
        for json in [
            "[{\"id\": 1, \"text\": \"I\"}, {\"id\": 2, \"text\": \"} ] {\\\"\"}]",
            "[\n  {\n    \"id\": 1,\n    \"text\": \"I\"\n  },\n  {\"id\": 2, \"m\": {\"x\": [{}]}, \"text\": \"} ] {\\\"\"}\n]\n",
            "{\n  \"id\": 1,\n  \"text\": \"I\"\n}\n{\n  \"id\": 2,\n  \"text\": \"} ] {\\\"\"\n}\n",
        ] {
            assert!(spans_lines(json.as_bytes()), "{json}");
            assert_eq!(read(json), ["1 I", "2 } ] {\""], "{json}");
        }
        assert_eq!(read("{\"id\": 1, \"text\": "), ["w.json:1: malformed JSON: EOF while parsing a value at byte 17"]);
        let found = read("[1, 2,\n{\"id\": 1, \"text\": \"I\"}]");
        assert_eq!(found, ["w.json:1: expected a JSON object, found \"1, 2,\"", "1 I"]);
    }

    #[test]
    fn lines_stay_lines() {
        for json in ["{\"text\": \"I\"}", "{\"text\": \"I\"}\n{", "{\"id\": \n{\"id\": 2}\n", "", "{"] {
            assert!(!spans_lines(json.as_bytes()), "{json}");
        }
    }
}
