//! gzip of one or many members, as crawlers write it: one member per record.
//!
//! A damaged member is one error; reading then goes on at the next member, so that a reader that can find its place
//! again (`source/warc.rs`) loses no more than what was damaged.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;
use memchr::memmem;

use super::compressed::{Guarded, Taken};

/// The content of all members, one after the other.
pub(super) struct Members<R> {
    // One of the two is there.
    decoder: Option<GzDecoder<Remembering<R>>>,
    between: Option<Remembering<R>>,
}

impl<R: BufRead + Taken> Members<R> {
    pub(super) fn new(input: R) -> Members<R> {
        Members { decoder: None, between: Some(Remembering { input, passed: vec![], again: vec![], at: 0 }) }
    }

    pub(super) fn guarded(self) -> Guarded<Members<R>> {
        Guarded::new(self, Members::taken)
    }

    fn taken(&self) -> u64 {
        let input = self.between.as_ref().or(self.decoder.as_ref().map(GzDecoder::get_ref));
        input.map_or(0, |input| input.input.taken() - (input.again.len() - input.at) as u64)
    }

    /// Begins the next member; false at the end of the input.
    fn begin(&mut self) -> io::Result<bool> {
        let Some(mut input) = self.between.take() else { return Ok(true) };
        input.passed.clear();
        // Some tools fill up to a block with zeros.
        while input.fill_buf()?.first() == Some(&0) {
            input.consume(1);
        }
        let more = !input.fill_buf()?.is_empty();
        if more {
            input.passed.clear();
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

impl<R: BufRead + Taken> Read for Members<R> {
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
/// So much of a member is remembered, to find in it the beginning of the next one if it breaks off.
const MEMORY: usize = 4 << 20;

/// An input that remembers what was read of the member.
struct Remembering<R> {
    input: R,
    passed: Vec<u8>,
    // Read before, and to be read again from `at` on.
    again: Vec<u8>,
    at: usize,
}

impl<R: BufRead> Remembering<R> {
    /// Moves to the next place where a member begins, or to the end.
    fn find_member(&mut self) {
        let mut tail = std::mem::take(&mut self.passed);
        tail.drain(..tail.len().min(1));
        loop {
            if let Some(start) = member_start(&tail) {
                let rest = self.again[self.at..].iter();
                (self.again, self.at) = (tail[start..].iter().chain(rest).copied().collect(), 0);
                break;
            }
            tail.drain(..tail.len().saturating_sub(HEADER - 1));
            let Ok(buffer) = self.fill_buf() else { break };
            if buffer.is_empty() {
                break;
            }
            tail.extend_from_slice(buffer);
            let length = buffer.len();
            self.consume(length);
        }
        self.passed.clear();
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

impl<R: BufRead> Read for Remembering<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Remembering<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.again.len() { Ok(&self.again[self.at..]) } else { self.input.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        let again = self.at < self.again.len();
        let buffer = if again { &self.again[self.at..] } else { self.input.fill_buf().unwrap_or_default() };
        let room = MEMORY.saturating_sub(self.passed.len()).min(amount);
        self.passed.extend_from_slice(&buffer[..room]);
        if again { self.at += amount } else { self.input.consume(amount) }
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
