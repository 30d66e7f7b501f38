//! WARC (ISO 28500): what crawlers keep. A record has a head, a body of the length that the head tells, and an empty
//! line; the body of a response is the HTTP response.
//!
//! Only pages are wanted: responses with status 200, and pages that were kept without their HTTP head (`resource`,
//! `conversion`). Requests, metadata and the like are passed over, and so are `revisit` records, which say that a page
//! was the same as before.

use std::{
    borrow::Cow,
    io::{self, Read},
    sync::Arc,
};

use memchr::memmem;

use super::{Place, RawRecord, Reject, SourceFile, container::Damaged, http, record::Shape};

/// A head that is longer is none.
const LONGEST_HEAD: usize = 64 << 10;
/// How much is read at once.
const CHUNK: usize = 256 << 10;
const VERSION: &[u8] = b"WARC/";
const END: &[u8] = b"\r\n\r\n";

/// The records of a WARC file that may hold pages.
pub(super) struct Warc<R> {
    file: Arc<SourceFile>,
    input: R,
    // What was read ahead lies from `at` to `filled`; `offset` is the place of `at` in the content of the file.
    buffer: Vec<u8>,
    at: usize,
    filled: usize,
    offset: u64,
    number: u64,
    cap: usize,
    ended: bool,
    // A fault of the input, to be told when what stands before it is done with.
    fault: Option<io::Error>,
}

impl<R: Read> Warc<R> {
    pub(super) fn new(file: Arc<SourceFile>, input: R, cap: usize) -> Warc<R> {
        let buffer = vec![0; 2 * CHUNK];
        Warc { file, input, buffer, at: 0, filled: 0, offset: 0, number: 0, cap, ended: false, fault: None }
    }

    /// Tries to have at least `wanted` bytes ahead.
    fn fill(&mut self, wanted: usize) {
        while self.ahead().len() < wanted && self.fault.is_none() && !self.ended {
            // No more than twice as much at once: a length may be wrong.
            let room = (wanted - self.ahead().len()).clamp(CHUNK, self.buffer.len());
            if self.buffer.len() - self.filled < room {
                self.buffer.copy_within(self.at..self.filled, 0);
                (self.at, self.filled) = (0, self.filled - self.at);
                // Grows only: zeros are written once, not with every read.
                self.buffer.resize(self.buffer.len().max(self.filled + room), 0);
            }
            let read = self.input.read(&mut self.buffer[self.filled..]);
            self.filled += *read.as_ref().unwrap_or(&0);
            match read {
                Ok(0) => self.ended = true,
                Ok(_) => {}
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                Err(fault) => self.fault = Some(fault),
            }
        }
    }

    fn ahead(&self) -> &[u8] {
        &self.buffer[self.at..self.filled]
    }

    fn consume(&mut self, bytes: usize) {
        self.at += bytes;
        self.offset += bytes as u64;
    }

    /// Passes over so many bytes without holding them; false when there are not so many.
    fn skip(&mut self, mut bytes: u64) -> bool {
        while bytes > 0 {
            self.fill(1);
            let some = (self.ahead().len() as u64).min(bytes);
            if some == 0 {
                return false;
            }
            self.consume(some as usize);
            bytes -= some;
        }
        true
    }

    fn place(&self) -> Place {
        Place { file: self.file.clone(), record: self.number, offset: self.offset }
    }

    /// Goes to the next place where a record begins.
    fn find_record(&mut self) {
        loop {
            self.fill(CHUNK);
            if let Some(start) = record_start(self.ahead()) {
                return self.consume(start);
            }
            // The mark may lie across the end of what is ahead.
            let keep = if self.ended || self.fault.is_some() { 0 } else { VERSION.len() + 2 };
            self.consume(self.ahead().len().saturating_sub(keep));
            if keep == 0 {
                return;
            }
        }
    }

    /// Tells a fault of the input, and goes on behind it if the input can.
    fn tell(&mut self, fault: &io::Error, place: &Place) -> Reject {
        self.consume(self.ahead().len());
        // The next gzip member may be whole. Anything else is the end.
        self.ended = !fault.get_ref().is_some_and(|cause| cause.is::<Damaged>());
        let reject = place.reject(format!("cannot be read: {fault}"));
        self.find_record();
        reject
    }

    fn record(&mut self) -> Option<Result<RawRecord, Reject>> {
        // Empty lines between records, more of them than there should be at times.
        loop {
            self.fill(VERSION.len());
            match self.ahead().first() {
                Some(b'\r' | b'\n') => self.consume(1),
                _ => break,
            }
        }
        if self.ahead().is_empty() && self.fault.is_none() {
            return None;
        }
        self.number += 1;
        let place = self.place();
        if !self.ahead().starts_with(VERSION) && self.fault.is_none() {
            let found = String::from_utf8_lossy(&self.ahead()[..self.ahead().len().min(40)]).into_owned();
            self.find_record();
            return Some(Err(place.reject(format!("expected a WARC record, found {found:?}"))));
        }
        self.fill(4096);
        let mut head = Head::parse(self.ahead());
        if head.is_none() {
            self.fill(LONGEST_HEAD);
            head = Head::parse(self.ahead());
        }
        let Some(head) = head else {
            if let Some(fault) = self.fault.take() {
                return Some(Err(self.tell(&fault, &place)));
            }
            self.consume(VERSION.len());
            self.find_record();
            return Some(Err(place.reject("the head of the WARC record has no end")));
        };
        let Head { length: start, .. } = head;
        let Some(length) = head.content_length else {
            self.consume(start);
            self.find_record();
            return Some(Err(place.reject("the WARC record has no Content-Length, or none that is a number")));
        };
        let wanted = head.wanted;
        match usize::try_from(length) {
            Ok(length) if length <= self.cap => self.whole(&place, start, length, wanted),
            _ => self.too_long(&place, start, length, wanted),
        }
    }

    /// A record that is held as a whole; none when it is not wanted.
    fn whole(&mut self, place: &Place, start: usize, length: usize, wanted: bool) -> Option<Result<RawRecord, Reject>> {
        let size = start + length;
        // As far as the mark of the next record, which shows that the length is true.
        self.fill(size + END.len() + VERSION.len());
        let behind = self.ahead().get(size..).unwrap_or_default();
        let true_end = behind.is_empty() && self.ahead().len() == size && self.fault.is_none()
            || behind.starts_with(END)
            || behind.trim_ascii_start().starts_with(VERSION)
            || behind.trim_ascii_start().is_empty() && self.ahead().len() >= size;
        if true_end {
            let record = wanted.then(|| {
                let bytes = &self.ahead()[..size];
                // A picture is counted, but not kept.
                let (shape, bytes) = match page_in(bytes) {
                    Ok(None) => (Shape::NoPage { size }, vec![]),
                    _ => (Shape::Warc, bytes.to_vec()),
                };
                Ok(RawRecord::new(place.clone(), shape, bytes))
            });
            self.consume(size);
            return record;
        }
        let told = format!("Content-Length is wrong: it tells {length} bytes");
        // Too long: the next record begins within.
        let inside = &self.ahead()[start..];
        if let Some(next) = record_start(&inside[..inside.len().min(length)]) {
            self.consume(start + next);
            return Some(Err(place.reject(format!("{told}, but the next record begins after {next}"))));
        }
        if self.ahead().len() < size {
            if let Some(fault) = self.fault.take() {
                return Some(Err(self.tell(&fault, place)));
            }
            let found = self.ahead().len() - start;
            self.consume(start + found);
            return Some(Err(
                place.reject(format!("the file ends in the middle of the record, {found} bytes of {length}"))
            ));
        }
        self.consume(size);
        self.find_record();
        Some(Err(place.reject(format!("{told}, but more follow"))))
    }

    /// A record that is passed over. That is told when it would have been a page.
    fn too_long(
        &mut self,
        place: &Place,
        start: usize,
        length: u64,
        wanted: bool,
    ) -> Option<Result<RawRecord, Reject>> {
        self.fill(start + LONGEST_HEAD);
        let page = wanted && {
            let ahead = self.ahead();
            page_in(&ahead[..ahead.len().min(start + LONGEST_HEAD)]).is_ok_and(|page| page.is_some())
        };
        let whole = self.skip(start as u64 + length);
        if let Some(fault) = self.fault.take().filter(|_| !whole) {
            return Some(Err(self.tell(&fault, place)));
        }
        page.then(|| Err(place.reject(format!("longer than {} MiB", self.cap >> 20))))
    }
}

impl<R: Read> Iterator for Warc<R> {
    type Item = Result<RawRecord, Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let number = self.number;
            match self.record() {
                Some(record) => return Some(record),
                // Passed over, and not at the end.
                None if self.number > number => {}
                None => return None,
            }
        }
    }
}

/// Where, from the first byte of a line on, a record begins.
fn record_start(bytes: &[u8]) -> Option<usize> {
    memmem::find_iter(bytes, VERSION).find(|&at| {
        let line_start = at == 0 || bytes[at - 1] == b'\n';
        line_start && bytes.get(at + VERSION.len()).is_none_or(u8::is_ascii_digit)
    })
}

/// What the serial part needs to know of a head.
struct Head {
    /// With the empty line.
    length: usize,
    content_length: Option<u64>,
    wanted: bool,
}

impl Head {
    fn parse(record: &[u8]) -> Option<Head> {
        let record = &record[..record.len().min(LONGEST_HEAD)];
        let (head, body) = http::split_head(record)?;
        let length = record.len() - body.len();
        let [content_length, kind] = values(head, ["content-length", "warc-type"]);
        let content_length = content_length.and_then(|value| std::str::from_utf8(value).ok()?.parse().ok());
        let wanted = matches!(kind, Some(b"response" | b"resource" | b"conversion"));
        Some(Head { length, content_length, wanted })
    }
}

/// The values of these fields in a WARC head.
fn values<'h, const N: usize>(head: &'h [u8], names: [&str; N]) -> [Option<&'h [u8]>; N] {
    let mut values = [None; N];
    for line in head.split(|&byte| byte == b'\n') {
        let Some(colon) = memchr::memchr(b':', line) else { continue };
        let key = line[..colon].trim_ascii();
        if let Some(at) = names.iter().position(|name| key.eq_ignore_ascii_case(name.as_bytes())) {
            values[at].get_or_insert(line[colon + 1..].trim_ascii());
        }
    }
    values
}

/// A page as a WARC record holds it.
pub(super) struct WarcPage<'r> {
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    pub(super) charset: Option<String>,
    response: Option<http::Head<'r>>,
    body: &'r [u8],
}

impl WarcPage<'_> {
    /// The page itself, no longer than `cap` bytes.
    pub(super) fn bytes(&self, cap: usize) -> Result<Vec<u8>, String> {
        self.response.as_ref().map_or_else(|| Ok(self.body.to_vec()), |response| response.page(self.body, cap))
    }
}

/// The page in a record; none when the record holds something else.
pub(super) fn page_in(record: &[u8]) -> Result<Option<WarcPage<'_>>, String> {
    let (head, body) = http::split_head(record).ok_or("the head of the WARC record has no end")?;
    let [id, url, content_type, kind] =
        values(head, ["warc-record-id", "warc-target-uri", "content-type", "warc-type"])
            .map(|value| value.map(String::from_utf8_lossy));
    let plain = |uri: Cow<'_, str>| uri.trim_matches(['<', '>']).to_owned();
    let (id, url, content_type) = (id.map(plain), url.map(plain), content_type.unwrap_or_default());
    let response = kind.is_some_and(|kind| kind == "response");
    if response && content_type.to_ascii_lowercase().starts_with("application/http") {
        let (response, body) = http::Head::split(body)?;
        let charset = response.charset().map(str::to_owned);
        return Ok(response.is_page().then_some(WarcPage { id, url, charset, response: Some(response), body }));
    }
    let charset = http::charset(&content_type).map(str::to_owned);
    Ok(http::is_page(&content_type).then_some(WarcPage { id, url, charset, response: None, body }))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;
    use crate::source::container::{Container, decompress};

    fn record(id: u32, kind: &str, http: &str, length: Option<usize>) -> Vec<u8> {
        let length = length.unwrap_or(http.len());
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:{id}>\r\nWARC-Target-URI: https://x.example/{id}\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{http}\r\n\r\n"
        )
        .into_bytes()
    }

    fn page(id: u32, length: Option<usize>) -> Vec<u8> {
        record(id, "response", &format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>isi {id}</p>"), length)
    }

    fn read_from(input: impl Read, cap: usize) -> Vec<String> {
        let file = Arc::new(SourceFile::new("c.warc", "c", None));
        let records = Warc::new(file, input, cap);
        records
            .map(|record| match record {
                Ok(record) if record.bytes().is_empty() => "no page".into(),
                Ok(record) => match page_in(record.bytes()) {
                    Ok(Some(page)) => format!("{} @{}", page.id.clone().unwrap(), record.place().offset),
                    Ok(None) => unreachable!("it was kept"),
                    Err(reason) => reason,
                },
                Err(reject) => reject.to_string(),
            })
            .collect()
    }

    fn read(bytes: &[u8]) -> Vec<String> {
        read_from(bytes, 10_000)
    }

    #[test]
    fn records_that_are_no_pages_are_passed_over() {
        let image = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\u{fffd}PNG";
        let gone = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>";
        let bytes = [
            record(1, "warcinfo", "software: x", None),
            record(2, "request", "GET / HTTP/1.1\r\n\r\n", None),
            page(3, None),
            record(4, "revisit", "HTTP/1.1 200 OK\r\n\r\n", None),
            record(5, "response", image, None),
            record(6, "response", gone, None),
            page(7, None),
        ];
        let offset: usize = bytes[..2].iter().map(Vec::len).sum();
        let last: usize = bytes[..6].iter().map(Vec::len).sum();
        assert_eq!(
            read(&bytes.concat()),
            [&format!("urn:3 @{offset}"), "no page", "no page", &format!("urn:7 @{last}")]
        );
    }

    #[test]
    fn a_wrong_length_costs_one_record() {
        let size = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>isi 2</p>".len();
        for (length, reason) in [
            (
                size + 50,
                format!(
                    "c.warc:2: Content-Length is wrong: it tells {} bytes, but the next record begins after {}",
                    size + 50,
                    size + 4
                ),
            ),
            (size - 5, format!("c.warc:2: Content-Length is wrong: it tells {} bytes, but more follow", size - 5)),
            (
                9000,
                format!(
                    "c.warc:2: Content-Length is wrong: it tells 9000 bytes, but the next record begins after {}",
                    size + 4
                ),
            ),
        ] {
            let found = read(&[page(1, None), page(2, Some(length)), page(3, None)].concat());
            assert_eq!(found.len(), 3, "{found:?}");
            assert_eq!(found[1], reason);
            assert!(found[2].starts_with("urn:3"));
        }
        let cut = [page(1, None), page(2, None)].concat();
        let found = read(&cut[..cut.len() - 12]);
        assert_eq!(
            found[1],
            format!("c.warc:2: the file ends in the middle of the record, {} bytes of {size}", size - 8)
        );
    }

    #[test]
    fn what_is_no_record_is_one_fault() {
        let head = b"WARC/1.0\r\nWARC-Type: response\r\n\r\n";
        for (garbage, reason) in [
            (&b"ini bukan WARC\r\n\r\n"[..], "c.warc:2: expected a WARC record, found "),
            (head, "c.warc:2: the WARC record has no Content-Length"),
        ] {
            let found = read(&[&page(1, None), garbage, &page(3, None)].concat());
            assert_eq!(found.len(), 3, "{found:?}");
            assert!(found[1].starts_with(reason) && found[2].starts_with("urn:3"), "{found:?}");
        }
        assert!(read(b"WARC/1.0 \r\n")[0].ends_with("has no end"));
        assert!(read(b"").is_empty());
    }

    #[test]
    fn a_page_beyond_the_cap_is_told_and_a_film_is_not() {
        let long = "x".repeat(9000);
        let film = record(1, "response", &format!("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n{long}"), None);
        let page = record(2, "response", &format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{long}"), None);
        let bytes = [film, page, self::page(3, None)].concat();
        let found = read_from(&bytes[..], 1000);
        assert!(found[0].starts_with("c.warc:2: longer than") && found[1].starts_with("urn:3"), "{found:?}");
    }

    #[test]
    fn a_damaged_member_costs_one_record() {
        let member = |content: &[u8]| {
            let mut encoder = flate2::write::GzEncoder::new(vec![], Default::default());
            encoder.write_all(content).unwrap();
            encoder.finish().unwrap()
        };
        let [one, two, three] = [1, 2, 3].map(|id| member(&page(id, None)));
        for damaged in [two[..two.len() / 2].to_vec(), two[..two.len() - 3].to_vec(), [&two[..20], &[9; 40]].concat()] {
            let bytes = [&one[..], &damaged, &three].concat();
            let input = decompress(Container::Gzip, Box::new(io::Cursor::new(bytes)));
            let found = read_from(input, 10_000);
            let [first, .., fault, last] = &found[..] else { panic!("{found:?}") };
            assert!(first.starts_with("urn:1") && last.starts_with("urn:3"), "{found:?}");
            assert!(fault.contains("cannot be read: damaged gzip: "), "{found:?}");
        }
    }

    #[test]
    fn a_fault_that_stays_ends_the_file() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::new(io::ErrorKind::InvalidData, "broken"))
            }
        }
        let found = read_from(io::Cursor::new(page(1, None)).chain(Broken), 10_000);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[1], "c.warc:2: cannot be read: broken");
    }

    proptest! {
        #[test]
        fn nothing_panics_and_it_ends(
            parts in proptest::collection::vec(prop_oneof![
                (1..9_u32, proptest::option::of(0..3000_usize)).prop_map(|(id, length)| page(id, length)),
                proptest::collection::vec(any::<u8>(), 0..40),
            ], 0..8),
            cut in 0..200_usize,
        ) {
            let bytes = parts.concat();
            let found = read_from(&bytes[..bytes.len().saturating_sub(cut)], 1000);
            prop_assert!(found.len() <= bytes.len());
        }
    }
}
