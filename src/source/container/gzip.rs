//! gzip of one or many members, as crawlers write it: one member per record.
//!
//! A damaged member is one error; reading then goes on at the next member, so that a reader that can find its place
//! again (`source/warc.rs`) loses no more than what was damaged.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;
use memchr::memmem;

use super::compressed::{Counting, Guarded, Taken};

/// The content of all members, one after the other.
pub(super) struct Members<R> {
    // One of the two is there.
    decoder: Option<GzDecoder<Remembering<R>>>,
    between: Option<Remembering<R>>,
}

impl<R: Read> Members<R> {
    pub(super) fn new(input: R) -> Members<R> {
        Members { decoder: None, between: Some(Remembering::new(input)) }
    }

    pub(super) fn guarded(self) -> Guarded<Members<R>> {
        Guarded::new(self, Members::taken)
    }

    fn taken(&self) -> u64 {
        let input = self.between.as_ref().or(self.decoder.as_ref().map(GzDecoder::get_ref));
        input.map_or(0, |input| input.input.taken() - (input.filled - input.at) as u64)
    }

    /// Begins the next member; false at the end of the input.
    fn begin(&mut self) -> io::Result<bool> {
        let Some(mut input) = self.between.take() else { return Ok(true) };
        // Some tools fill up to a block with zeros.
        while input.fill_buf()?.first() == Some(&0) {
            input.consume(1);
        }
        let more = !input.fill_buf()?.is_empty();
        if more {
            input.start = input.at;
            self.decoder = Some(GzDecoder::new(input));
        } else {
            self.between = Some(input);
        }
        Ok(more)
    }

    /// Goes on at the next member behind a fault.
    fn recover(&mut self, fault: &io::Error) -> io::Error {
        let near = self.taken();
        let reason = match fault.kind() {
            io::ErrorKind::UnexpectedEof => "it ends in the middle".to_owned(),
            _ => fault.to_string(),
        };
        if let Some(decoder) = self.decoder.take() {
            let mut input = decoder.into_inner();
            input.find_member();
            self.between = Some(input);
        }
        io::Error::new(io::ErrorKind::InvalidData, Damaged { reason, near })
    }
}

impl<R: Read> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.begin()? {
            let Some(decoder) = &mut self.decoder else { break };
            match decoder.read(buffer) {
                Ok(0) if !buffer.is_empty() => self.between = self.decoder.take().map(GzDecoder::into_inner),
                Ok(read) => return Ok(read),
                // A fault of the disk is none of the data.
                Err(fault) if fault.raw_os_error().is_some() => return Err(fault),
                Err(fault) => return Err(self.recover(&fault)),
            }
        }
        Ok(0)
    }
}

/// A fault behind which reading can go on, at the next member.
#[derive(Debug, thiserror::Error)]
#[error("damaged gzip: {reason}, near compressed byte {near}")]
pub(in crate::source) struct Damaged {
    reason: String,
    near: u64,
}

/// A member begins like this.
const MAGIC: &[u8] = &[0x1f, 0x8b, 8];
/// How much is read at once.
const CHUNK: usize = 128 << 10;
/// At least so much of a member is remembered, to find in it the beginning of the next one if it breaks off.
const MEMORY: usize = 2 << 20;

/// A buffered input that remembers what was read of the member.
struct Remembering<R> {
    input: Counting<R>,
    // The member begins at `start`, or before what is remembered; what lies from `at` to `filled` is still to be read.
    buffer: Vec<u8>,
    start: usize,
    at: usize,
    filled: usize,
}

impl<R: Read> Remembering<R> {
    fn new(input: R) -> Remembering<R> {
        Remembering { input: Counting::new(input), buffer: vec![0; 2 * CHUNK], start: 0, at: 0, filled: 0 }
    }

    /// Reads on, behind what is there; none at the end.
    fn read_on(&mut self) -> io::Result<usize> {
        // What is short is moved to the front at once: a small buffer stays in the processor's caches.
        let full = self.buffer.len() - self.filled < CHUNK;
        if full && self.buffer.len() < 2 * MEMORY && self.filled - self.start >= CHUNK {
            self.buffer.resize(2 * self.buffer.len(), 0);
        } else if full || self.filled - self.start < CHUNK {
            let from = self.start.max(self.filled.saturating_sub(MEMORY)).min(self.at);
            self.buffer.copy_within(from..self.filled, 0);
            (self.start, self.at, self.filled) = (self.start.saturating_sub(from), self.at - from, self.filled - from);
        }
        let read = self.input.read(&mut self.buffer[self.filled..])?;
        self.filled += read;
        Ok(read)
    }

    /// Moves to the next place where a member begins, or to the end.
    fn find_member(&mut self) {
        self.start = (self.start + 1).min(self.filled);
        loop {
            if let Some(found) = member_start(&self.buffer[self.start..self.filled]) {
                self.at = self.start + found;
                break;
            }
            self.start = self.start.max((self.filled + 1).saturating_sub(HEADER));
            self.at = self.filled;
            if !matches!(self.read_on(), Ok(1..)) {
                break;
            }
        }
        self.start = self.at;
    }
}

/// The length of a gzip header without its optional fields.
const HEADER: usize = 10;

/// Where in these bytes a member begins: the magic number alone is too short, so the rest of the header must be
/// possible too.
fn member_start(bytes: &[u8]) -> Option<usize> {
    memmem::find_iter(bytes, MAGIC).find(|&at| {
        matches!(bytes.get(at..at + HEADER), Some([_, _, _, flags, _, _, _, _, extra, system])
            if *flags < 0x20 && matches!(extra, 0 | 2 | 4) && matches!(system, 0..=13 | 255))
    })
}

impl<R: Read> Read for Remembering<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Remembering<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.filled {
            self.read_on()?;
        }
        Ok(&self.buffer[self.at..self.filled])
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount;
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Write};

    use flate2::{Compression, write::GzEncoder};

    use super::{super::Container, *};

    fn member(content: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(vec![], Compression::default());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    /// What is read, faults in their place.
    fn read(bytes: Vec<u8>) -> Vec<String> {
        let mut input = super::super::decompress(Container::Gzip, Box::new(io::Cursor::new(bytes)));
        let mut found = vec![String::new()];
        let mut buffer = [0; 7];
        loop {
            match input.read(&mut buffer) {
                Ok(0) => return found,
                Ok(read) => *found.last_mut().unwrap() += std::str::from_utf8(&buffer[..read]).unwrap(),
                Err(fault) => found.extend([fault.to_string(), String::new()]),
            }
        }
    }

    #[test]
    fn members_follow_each_other() {
        let bytes = [member(b"satu "), member(b""), member(b"dua"), vec![0; 30]].concat();
        assert_eq!(read(bytes), ["satu dua"]);
    }

    #[test]
    fn a_damaged_member_is_one_fault() {
        let long: Vec<u8> =
            (0..3000_u32).flat_map(|n| (n.wrapping_mul(2_654_435_761)).to_string().into_bytes()).collect();
        let (one, two) = (member(&long), member(b"dua"));
        for cut in [11, 100, one.len() / 2, one.len() - 9, one.len() - 1] {
            let found = read([&one[..cut], &two].concat());
            assert_eq!(found.len(), 3, "{cut}: {}", found[1]);
            assert!(found[1].starts_with("damaged gzip: "), "{}", found[1]);
            assert_eq!(found[2], "dua", "cut at {cut}");
        }
        let mut wrong = one.clone();
        let end = wrong.len();
        wrong[end - 6] ^= 1;
        assert_eq!(read([wrong, two.clone()].concat())[2], "dua", "a wrong checksum");
        assert_eq!(read([two.clone(), b"garbage".to_vec(), two.clone()].concat())[2], "dua");
        let found = read(one[..200].to_vec());
        assert!(found[1].contains("it ends in the middle, near compressed byte 200"), "{found:?}");
    }

    #[test]
    fn a_bomb_is_refused() {
        let mut encoder = GzEncoder::new(vec![], Compression::best());
        let zeros = vec![b'0'; 1 << 20];
        (0..70).for_each(|_| encoder.write_all(&zeros).unwrap());
        let bytes = encoder.finish().unwrap();
        let mut input = super::super::decompress(Container::Gzip, Box::new(io::Cursor::new(bytes)));
        let fault = io::copy(&mut input, &mut io::sink()).unwrap_err();
        assert!(fault.to_string().contains("compression bomb"), "{fault}");
        _ = BufReader::new(input);
    }
}
