//! Lines of a file, as bytes: one that is no UTF-8 costs one record, one without end costs no memory.

use std::{
    io::{self, BufRead, Read},
    sync::Arc,
};

use bytes::Bytes;
use memchr::memchr;

use super::{Place, RawRecord, Reject, SourceFile, record::Shape};

/// A file's lines, with the place of each.
pub(super) struct Lines<R> {
    input: R,
    /// Where the next line begins, in bytes.
    pub(super) offset: u64,
    cap: usize,
}

/// What was found where a line was expected.
#[derive(Debug, PartialEq)]
pub(super) enum Got {
    Line,
    TooLong,
    End,
}

impl<R: BufRead> Lines<R> {
    /// `offset` is where `input` stands in its file; a record of more than `cap` bytes is too long.
    pub(super) fn new(input: R, offset: u64, cap: usize) -> Lines<R> {
        Lines { input, offset, cap }
    }

    /// Appends the next line with its end to `record`, or as much of it as the cap allows; the rest of a line
    /// that is too long is passed over.
    pub(super) fn append(&mut self, record: &mut Vec<u8>) -> io::Result<Got> {
        // One byte more than is allowed, so that a record of just the allowed length is told from a longer one.
        let room = (self.cap + 1).saturating_sub(record.len());
        let read = self.input.by_ref().take(room as u64).read_until(b'\n', record)?;
        self.offset += read as u64;
        if record.len() > self.cap {
            if record.last() != Some(&b'\n') {
                self.offset += self.input.skip_until(b'\n')? as u64;
            }
            return Ok(Got::TooLong);
        }
        Ok(if read == 0 { Got::End } else { Got::Line })
    }

    /// For messages: how long a record may be.
    pub(super) fn too_long(&self) -> String {
        too_long(self.cap)
    }
}

fn too_long(cap: usize) -> String {
    if cap.is_multiple_of(1 << 20) {
        format!("longer than {} MiB", cap >> 20)
    } else {
        format!("longer than {cap} bytes")
    }
}

/// The records of a JSON Lines file: its lines, those that are blank left out but counted.
///
/// The file is read in blocks, and a record is a part of its block, which it holds as long as it lives: for most lines nothing
/// is copied, and nothing allocated. Where a record would hold much more than itself, it is copied.
pub(super) struct JsonLines<R> {
    file: Arc<SourceFile>,
    input: R,
    cap: usize,
    number: u64,
    /// Where the next line begins in the file, in bytes.
    offset: u64,
    /// What was read and is not yet handed out, and where in it the next line begins.
    block: Bytes,
    at: usize,
    /// What ended the reading behind the block.
    end: Option<io::Result<()>>,
    /// How many bytes of blank and too long lines stand before the next record.
    passed: usize,
}

/// So much is read at once: it stays in a core's own memory from the reading to the end of the work on it.
const BLOCK: usize = 256 << 10;

impl<R: Read> JsonLines<R> {
    /// `offset` is where `input` stands in its file; a record of more than `cap` bytes is too long.
    pub(super) fn new(file: Arc<SourceFile>, input: R, offset: u64, cap: usize) -> JsonLines<R> {
        JsonLines { file, input, cap, number: 0, offset, block: Bytes::new(), at: 0, end: None, passed: 0 }
    }

    /// A line as it is handed out: by itself when its block is longer than usual, or when lines before it were passed over, so
    /// that the records of a batch hold little more than their own bytes.
    fn own(&mut self, line: Bytes) -> Bytes {
        let passed = std::mem::take(&mut self.passed);
        let alone = self.block.len() > 2 * BLOCK || passed > line.len();
        if alone && line.len() < self.block.len() / 2 { Bytes::copy_from_slice(&line) } else { line }
    }

    /// The next line with its end; none at the end of the file.
    fn line(&mut self) -> io::Result<Option<Line>> {
        loop {
            let rest = &self.block[self.at..];
            if let Some(end) = memchr(b'\n', rest) {
                let line = self.block.slice(self.at..self.at + end + 1);
                self.at += line.len();
                return Ok(Some(if line.len() > self.cap { Line::TooLong(line.len()) } else { Line::Whole(line) }));
            }
            if rest.len() > self.cap {
                return self.pass_over().map(Some);
            }
            if self.ended()? {
                let line = self.block.split_off(self.at);
                return Ok((!line.is_empty()).then_some(Line::Whole(line)));
            }
            self.read_on();
        }
    }

    /// Has the input ended behind the block?
    fn ended(&mut self) -> io::Result<bool> {
        match &mut self.end {
            Some(end) => std::mem::replace(end, Ok(())).map(|()| true),
            None => Ok(false),
        }
    }

    /// Reads behind the line that has begun, which is the last of its block.
    fn read_on(&mut self) {
        let begun = &self.block[self.at..];
        // A line longer than a block is read on in larger and larger steps.
        let room = BLOCK.max(begun.len());
        let mut block = Vec::with_capacity(begun.len() + room);
        block.extend_from_slice(begun);
        // What stands before a fault is a part of the block, and handed out before it.
        self.end = match self.input.by_ref().take(room as u64).read_to_end(&mut block) {
            Ok(read) => (read < room).then_some(Ok(())),
            Err(fault) => Some(Err(fault)),
        };
        (self.block, self.at) = (block.into(), 0);
    }

    /// The rest of a line that is too long: none of it is held.
    fn pass_over(&mut self) -> io::Result<Line> {
        let mut length = self.block.len() - self.at;
        loop {
            (self.block, self.at) = (Bytes::new(), 0);
            if self.ended()? {
                return Ok(Line::TooLong(length));
            }
            self.read_on();
            if let Some(end) = memchr(b'\n', &self.block) {
                self.at = end + 1;
                return Ok(Line::TooLong(length + self.at));
            }
            length += self.block.len();
        }
    }
}

/// A line, or how many bytes it has if they are too many.
enum Line {
    Whole(Bytes),
    TooLong(usize),
}

impl<R: Read> Iterator for JsonLines<R> {
    type Item = Result<RawRecord, Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.number += 1;
            let place = Place { file: self.file.clone(), record: self.number, offset: self.offset };
            match self.line() {
                Ok(None) => return None,
                Ok(Some(Line::Whole(line))) => {
                    self.offset += line.len() as u64;
                    if line.trim_ascii().is_empty() {
                        self.passed += line.len();
                        continue;
                    }
                    let line = self.own(line);
                    return Some(Ok(RawRecord::new(place, Shape::Json, line)));
                }
                Ok(Some(Line::TooLong(length))) => {
                    self.offset += length as u64;
                    self.passed += length;
                    return Some(Err(place.reject(too_long(self.cap))));
                }
                Err(cause) => {
                    (self.block, self.at, self.end) = (Bytes::new(), 0, Some(Ok(())));
                    return Some(Err(place.reject(format!("cannot be read: {cause}"))));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time, and a fault at the end if it is to.
    struct Slow<'a>(&'a [u8], usize, bool);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() && std::mem::take(&mut self.2) {
                return Err(io::Error::other("damaged"));
            }
            let read = self.0.len().min(self.1).min(buffer.len());
            buffer[..read].copy_from_slice(&self.0[..read]);
            self.0 = &self.0[read..];
            Ok(read)
        }
    }

    fn records(content: &[u8], step: usize, fault: bool, cap: usize) -> Vec<String> {
        let file = Arc::new(SourceFile::new("w.jsonl", "w", None));
        JsonLines::new(file, Slow(content, step, fault), 0, cap)
            .map(|record| match record {
                Ok(record) => format!("{} {:?}", record.place().offset, String::from_utf8_lossy(record.bytes())),
                Err(reject) => format!("{} {}", reject.offset.unwrap(), reject.reason),
            })
            .collect()
    }

    #[test]
    fn records_are_lines_however_they_are_read() {
        let content = "1\n\n {}\r\n123456\n1234567890\n3".as_bytes();
        for step in 1..20 {
            let expected =
                [r#"0 "1\n""#, r#"3 " {}\r\n""#, "8 longer than 6 bytes", "15 longer than 6 bytes", r#"26 "3""#];
            assert_eq!(records(content, step, false, 6), expected);
            let faulty = records(content, step, true, 6);
            assert_eq!(faulty[..4], expected[..4]);
            assert_eq!(faulty[4..], ["26 cannot be read: damaged"]);
        }
        assert!(records(b"", 1, false, 6).is_empty());
    }

    #[test]
    fn records_longer_than_a_block() {
        let long = "x".repeat(5 * BLOCK / 2);
        let content = format!("1\n{long}\n{long}{long}\n2\n");
        for step in [1000, BLOCK, usize::MAX] {
            let found = records(content.as_bytes(), step, false, 3 * BLOCK);
            let offsets: Vec<_> = found.iter().map(|found| found.split(' ').next().unwrap().to_owned()).collect();
            let second = 2 + long.len() + 1;
            assert_eq!(offsets, ["0", "2", &second.to_string(), &(second + 2 * long.len() + 1).to_string()]);
            assert!(found[2].ends_with("longer than 786432 bytes"), "{}", found[2]);
        }
    }

    /// A record behind blank lines, or in a block that a long line made large, doesn't hold all of it.
    #[test]
    fn a_small_record_holds_no_large_block() {
        let blank = " ".repeat(BLOCK / 2);
        let long = "x".repeat(3 * BLOCK);
        let content = format!("1\n{blank}\n2\n{blank}\n3\n{long}\n4\n");
        let file = Arc::new(SourceFile::new("w.jsonl", "w", None));
        let mut lines = JsonLines::new(file, content.as_bytes(), 0, 4 * BLOCK);
        let records: Vec<_> = lines.by_ref().map(|record| record.unwrap()).collect();
        let small = |record: &&RawRecord| record.bytes().len() < 3;
        let block = lines.block.as_ptr_range();
        assert_eq!(records.iter().filter(small).count(), 4);
        assert!(records.iter().filter(small).skip(1).all(|record| !block.contains(&record.bytes().as_ptr())));
    }

    #[test]
    fn a_line_beyond_the_cap_is_passed_over() {
        let mut lines = Lines::new(&b"1234\n12345\n123\n12345678"[..], 3, 5);
        let mut next = || {
            let mut line = vec![];
            let at = lines.offset;
            let got = lines.append(&mut line).unwrap();
            (at, got, String::from_utf8(line).unwrap())
        };
        assert_eq!(next(), (3, Got::Line, "1234\n".into()));
        assert_eq!(next(), (8, Got::TooLong, "12345\n".into()));
        assert_eq!(next(), (14, Got::Line, "123\n".into()));
        assert_eq!(next(), (18, Got::TooLong, "123456".into()));
        assert_eq!(next(), (26, Got::End, "".into()));
    }
}
