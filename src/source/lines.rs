//! Lines of a file, as bytes: one that is no UTF-8 costs one record, one without end costs no memory.

use std::{
    io::{self, BufRead, Read},
    sync::Arc,
};

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
        if self.cap.is_multiple_of(1 << 20) {
            format!("longer than {} MiB", self.cap >> 20)
        } else {
            format!("longer than {} bytes", self.cap)
        }
    }
}

/// The records of a JSON Lines file: its lines, those that are blank left out but counted.
pub(super) struct JsonLines<R> {
    file: Arc<SourceFile>,
    lines: Lines<R>,
    number: u64,
    ended: bool,
}

impl<R: BufRead> JsonLines<R> {
    pub(super) fn new(file: Arc<SourceFile>, lines: Lines<R>) -> JsonLines<R> {
        JsonLines { file, lines, number: 0, ended: false }
    }
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<RawRecord, Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.number += 1;
            let place = Place { file: self.file.clone(), record: self.number, offset: self.lines.offset };
            let mut line = vec![];
            match self.lines.append(&mut line) {
                Ok(Got::Line) if line.trim_ascii().is_empty() => continue,
                Ok(Got::Line) => return Some(Ok(RawRecord::new(place, Shape::Json, line))),
                Ok(Got::TooLong) => return Some(Err(place.reject(self.lines.too_long()))),
                Ok(Got::End) => self.ended = true,
                Err(cause) => {
                    self.ended = true;
                    return Some(Err(place.reject(format!("cannot be read: {cause}"))));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
