//! File after file, cut into records.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::PathBuf,
    slice,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use encoding_rs_io::DecodeReaderBytes;
use xxhash_rust::xxh3::Xxh3;

use super::{
    Format, Options, RawRecord, Reject, SourceFile,
    container::{self, Container, Member, Tar, Zip},
    html,
    lines::{JsonLines, Lines},
    objects::{self, Objects},
    parquet,
    peek::Peeked,
    record::Shape,
    table::{self, Rows},
    text,
    warc::Warc,
};

/// What was read of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRead {
    /// The file, as it was named or found.
    pub name: String,
    /// Its size and the xxh3 of its bytes; none when it could not be read to its end.
    pub content: Option<(u64, u64)>,
}

/// The records of an archive, in order. Files are digested as they are read, not in a second pass (those that are not
/// read from beginning to end, zip and Parquet, before).
pub struct Records<'a> {
    options: &'a Arc<Options>,
    unreadable: slice::Iter<'a, Reject>,
    waiting: slice::Iter<'a, Arc<SourceFile>>,
    open: Option<Open>,
    read: Vec<FileRead>,
    bytes: Arc<AtomicU64>,
}

impl<'a> Records<'a> {
    pub(super) fn new(
        options: &'a Arc<Options>,
        files: &'a [Arc<SourceFile>],
        unreadable: &'a [Reject],
    ) -> Records<'a> {
        let (unreadable, waiting) = (unreadable.iter(), files.iter());
        Records { options, unreadable, waiting, open: None, read: vec![], bytes: Arc::default() }
    }

    /// The files that are done with, in the order in which they were read.
    pub fn files_read(&self) -> &[FileRead] {
        &self.read
    }

    /// Counts the bytes that have been read of all files, as they lie on the disk: to show how far a run has come.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        self.bytes.clone()
    }
}

impl Iterator for Records<'_> {
    type Item = Result<RawRecord, Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(reject) = self.unreadable.next() {
            return Some(Err(reject.clone()));
        }
        loop {
            match &mut self.open {
                None => self.open = Some(Open::new(self.waiting.next()?.clone(), self.options, &self.bytes)),
                Some(open) => match open.records.next() {
                    Some(record) => return Some(record),
                    None => {
                        let content = open.content.get().copied();
                        self.read.push(FileRead { name: open.file.name().to_owned(), content });
                        self.open = None;
                    }
                },
            }
        }
    }
}

/// How much of a file is looked at to tell its kind.
const HEAD: u64 = 64 << 10;
const BOM: &[u8] = b"\xef\xbb\xbf";

type BoxedRecords = Box<dyn Iterator<Item = Result<RawRecord, Reject>> + Send>;
type Content = Arc<OnceLock<(u64, u64)>>;

struct Open {
    file: Arc<SourceFile>,
    records: BoxedRecords,
    content: Content,
}

impl Open {
    fn new(file: Arc<SourceFile>, options: &Arc<Options>, bytes: &Arc<AtomicU64>) -> Open {
        let content = Content::default();
        let records = open_file(&file, options, &content, bytes.clone()).unwrap_or_else(refused);
        Open { file, records, content }
    }
}

fn refused(reject: Reject) -> BoxedRecords {
    Box::new(std::iter::once(Err(reject)))
}

fn open_file(
    file: &Arc<SourceFile>,
    options: &Arc<Options>,
    content: &Content,
    counter: Arc<AtomicU64>,
) -> Result<BoxedRecords, Reject> {
    let unreadable = |cause: io::Error| file.reject(format!("cannot be read: {cause}"));
    let (input, on_disk): (Box<dyn Read + Send>, _) = match file.path().to_str() {
        Some("-") => (Box::new(io::stdin()), None),
        _ => {
            let input = File::open(file.path()).map_err(unreadable)?;
            let regular = input.metadata().is_ok_and(|metadata| metadata.is_file());
            (Box::new(input), regular.then(|| file.path().to_owned()))
        }
    };
    let input = Digesting { input, hash: Xxh3::new(), bytes: 0, content: content.clone(), counter };
    Opening { file: file.clone(), options: options.clone(), depth: 0, on_disk }.open(Box::new(input))
}

/// A file, or a member of a container, that is being opened.
struct Opening {
    file: Arc<SourceFile>,
    options: Arc<Options>,
    /// In how many containers it lies.
    depth: usize,
    /// Where it lies on the disk as it is, if it does.
    on_disk: Option<PathBuf>,
}

impl Opening {
    fn open(mut self, input: Box<dyn Read + Send>) -> Result<BoxedRecords, Reject> {
        let mut input = Peeked::new(input, HEAD);
        if let Some(container) = Container::of(input.head()) {
            return self.unpack(container, input);
        }
        if input.head().starts_with(&[0xff, 0xfe]) || input.head().starts_with(&[0xfe, 0xff]) {
            // UTF-16: of no kind but text, and all those are read as UTF-8.
            self.on_disk = None;
            input = Peeked::new(Box::new(DecodeReaderBytes::new(input)), HEAD);
        }
        let offset = if input.head().starts_with(BOM) { BOM.len() } else { 0 };
        let start = &input.head()[offset..];
        let format = self.format(start);
        if let Some(fault) = input.fault().filter(|_| start.is_empty() && format != Format::Warc) {
            return Err(self.file.reject(format!("cannot be read: {fault}")));
        }
        if start.trim_ascii().is_empty() && input.head().len() < HEAD as usize && input.fault().is_none() {
            return Err(self.file.reject("empty file"));
        }
        self.records(format, input, offset)
    }

    /// What the input is asked to be, what its first bytes can only be, or what its name tells, or else its content.
    fn format(&self, start: &[u8]) -> Format {
        let certain = || match start {
            _ if start.starts_with(parquet::MAGIC) => Some(Format::Parquet),
            _ if start.starts_with(b"WARC/") => Some(Format::Warc),
            _ => None,
        };
        self.options
            .format
            .or_else(certain)
            .or(self.file.format())
            .unwrap_or_else(|| if html::begins_page(start) { Format::Html } else { sniff(start, &self.options) })
    }

    fn unpack(self, container: Container, input: Peeked) -> Result<BoxedRecords, Reject> {
        if self.depth == container::DEPTH {
            return Err(self.file.reject(format!("more than {} containers inside each other", container::DEPTH)));
        }
        let any = self.options.format.is_some();
        let members: Box<dyn Iterator<Item = Member> + Send> = match container {
            Container::Tar => Box::new(Tar::new(self.file.clone(), Box::new(input), any)),
            Container::Zip => Box::new(Zip::new(self.file.clone(), self.seekable(input)?, any)?),
            Container::Gzip | Container::Zstd | Container::Bzip2 => {
                let content = container::decompress(container, Box::new(input));
                return Opening { depth: self.depth + 1, on_disk: None, ..self }.open(content);
            }
        };
        Ok(Box::new(Members { options: self.options, depth: self.depth + 1, members, open: None }))
    }

    fn records(self, format: Format, mut input: Peeked, offset: usize) -> Result<BoxedRecords, Reject> {
        let (file, cap) = (self.file.clone(), self.options.max_record);
        if format == Format::Parquet {
            let file_read = self.seekable(input)?;
            return parquet::records(file, file_read, self.options);
        }
        let start = &input.head()[offset..];
        let delimiter = match format {
            Format::Csv => table::delimiter(start, &self.options.fields).unwrap_or(b','),
            _ => b'\t',
        };
        let many_lines = format == Format::Jsonl && objects::spans_lines(start);
        input.skip(offset);
        let offset = offset as u64;
        if format == Format::Warc {
            return Ok(Box::new(Warc::new(file, input, cap)));
        }
        if format == Format::Jsonl && !many_lines {
            return Ok(Box::new(JsonLines::new(self.file, input, offset, cap)));
        }
        let input = BufReader::with_capacity(64 << 10, input);
        Ok(match format {
            Format::Html | Format::Text => {
                let shape = if format == Format::Html { Shape::Html } else { Shape::Text };
                Box::new(std::iter::once_with(move || text::record(file, input, offset, cap, shape)))
            }
            Format::Jsonl => Box::new(Objects::new(self.file, input, offset, cap)),
            _ => {
                let lines = Lines::new(input, offset, cap);
                Box::new(Rows::new(self.file, lines, delimiter, &self.options.fields)?)
            }
        })
    }

    /// The input as a file that can be sought in.
    fn seekable(&self, mut input: Peeked) -> Result<File, Reject> {
        let unreadable = |cause: io::Error| self.file.reject(format!("cannot be read: {cause}"));
        if self.on_disk.is_some() {
            // Digests the file; what comes next reads it from the system's memory.
            io::copy(&mut input, &mut io::sink()).map_err(unreadable)?;
        }
        container::seekable(input, self.on_disk.as_deref()).map_err(unreadable)
    }
}

/// The kind that the first bytes tell.
fn sniff(head: &[u8], options: &Options) -> Format {
    let start = head.trim_ascii_start();
    if start.starts_with(b"{") || start.starts_with(b"[") && start[1..].trim_ascii_start().starts_with(b"{") {
        Format::Jsonl
    } else if table::delimiter(head, &options.fields).is_some() {
        Format::Csv
    } else {
        Format::Text
    }
}

/// The records of a container's members, one member after the other.
struct Members {
    options: Arc<Options>,
    depth: usize,
    members: Box<dyn Iterator<Item = Member> + Send>,
    open: Option<BoxedRecords>,
}

impl Iterator for Members {
    type Item = Result<RawRecord, Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.open.as_mut().and_then(Iterator::next) {
                return Some(record);
            }
            // The member's content must be gone before the next one is looked for.
            self.open = None;
            self.open = Some(match self.members.next()? {
                Ok((file, content)) => {
                    let opening = Opening { file, options: self.options.clone(), depth: self.depth, on_disk: None };
                    opening.open(content).unwrap_or_else(refused)
                }
                Err(reject) => refused(reject),
            });
        }
    }
}

/// Digests what is read through it, and leaves the result in `content` at the end of the file.
struct Digesting<R> {
    input: R,
    hash: Xxh3,
    bytes: u64,
    content: Content,
    counter: Arc<AtomicU64>,
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        if read == 0 && !buffer.is_empty() {
            _ = self.content.set((self.bytes, self.hash.digest()));
        }
        self.hash.update(&buffer[..read]);
        self.bytes += read as u64;
        self.counter.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::Archive;

    /// Reads one file of that name: an article's id and title, or why there is none.
    fn read(name: &str, content: &[u8]) -> (Vec<String>, FileRead) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        let options = Options { max_record: 1 << 20, ..Options::default() };
        let archive = Archive::find(&[&path], &options).unwrap();
        let mut records = archive.records();
        let found = records.by_ref().map(|record| match record.and_then(|record| record.decode(&options.fields)) {
            Ok(article) => format!("{} | {} | {}", article.id, article.title(), article.body()),
            Err(reject) => reject.to_string().replace(path.to_str().unwrap(), name),
        });
        (found.collect(), records.files_read()[0].clone())
    }

    #[test]
    fn kinds_are_told_by_name_then_by_content() {
        for (name, content, expected) in [
            ("w.jsonl", "{\"text\":\"I\"}\r\n\n{\"text\":\"I\"}", &["w:1 |  | I", "w:3 |  | I"][..]),
            ("w.jsonl", "\u{feff}{\"text\":\"I\"}", &["w:1 |  | I"]),
            ("w.csv", "\u{feff}text;title\r\nI;J\r\n", &["w:1 | J | I"]),
            ("w.tsv", "text\ttitle\nI\tJ\n", &["w:1 | J | I"]),
            ("w.txt", "\u{feff}J\nI", &["w | J | I"]),
            ("w", " \n{\"text\":\"I\"}", &["w:2 |  | I"]),
            ("w.dat", "id,text\n1,I", &["1 |  | I"]),
            ("w.dat", "id\tisi\n1\tI", &["1 |  | I"]),
            ("w.dat", "J, K\nI", &["w | J, K | I"]),
            ("w.jsonl", "", &["w.jsonl: empty file"]),
            ("w.csv", "\u{feff}\n", &["w.csv: empty file"]),
            ("w.txt", " \n", &["w.txt: empty file"]),
            ("w.csv", "id,text\n", &[]),
        ] {
            assert_eq!(read(name, content.as_bytes()).0, expected, "{name}: {content:?}");
        }
    }

    #[test]
    fn utf_16_is_read_whatever_the_kind() {
        for (name, content, expected) in [
            ("w.jsonl", "{\"text\":\"é\"}\r\n{\"text\":\"I\"}\r\n", &["w:1 |  | é", "w:2 |  | I"][..]),
            ("w.json", "[\n{\"text\":\"é\"}\n]", &["w:1 |  | é"]),
            ("w.csv", "id;text\n1;é\n", &["1 |  | é"]),
            ("w.txt", "J\né", &["w | J | é"]),
        ] {
            let marked = || format!("\u{feff}{content}").encode_utf16().collect::<Vec<_>>().into_iter();
            assert_eq!(read(name, &marked().flat_map(u16::to_le_bytes).collect::<Vec<_>>()).0, expected, "{name}");
            assert_eq!(read(name, &marked().flat_map(u16::to_be_bytes).collect::<Vec<_>>()).0, expected, "{name}");
        }
    }

    #[test]
    fn files_are_digested_as_they_are_read() {
        for name in ["w.jsonl", "w.csv", "w.txt"] {
            let content = "text\n".repeat(20_000);
            let expected = Some((content.len() as u64, xxhash_rust::xxh3::xxh3_64(content.as_bytes())));
            assert_eq!(read(name, content.as_bytes()).1.content, expected, "{name}");
        }
        // Refused at its header: not read to its end.
        assert_eq!(read("w.csv", "id\n".repeat(100_000).as_bytes()).1.content, None);
    }

    #[test]
    fn a_text_beyond_the_cap_is_refused() {
        assert_eq!(read("w.txt", &vec![b'x'; (1 << 20) + 1]).0, ["w.txt: longer than 1 MiB"]);
    }

    proptest! {
        /// Whatever a file holds, nothing panics, and each line that is not blank is an article or a reject.
        #[test]
        fn every_line_is_accounted_for(content in proptest::collection::vec(
            prop_oneof![Just(b'\n'), Just(b'"'), Just(b','), Just(b'{'), any::<u8>()], 0..200)
        ) {
            let content = [b"x\n", &content[..]].concat();
            let lines = content.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count();
            prop_assert_eq!(read("w.jsonl", &content).0.len(), lines);
        }

        /// Each byte of a table belongs to its header, to a row or to a blank line.
        #[test]
        fn every_row_is_accounted_for(content in proptest::collection::vec(
            prop_oneof![Just(b'\n'), Just(b'"'), Just(b','), Just(b'\r'), any::<u8>()], 0..200)
        ) {
            let content = [b"id,text\n", &content[..]].concat();
            let file = Arc::new(SourceFile::new("w.csv", "w", Some(Format::Csv)));
            let options = Options::default();
            let rows = Rows::new(file, Lines::new(&content[..], 0, 1000), b',', &options.fields).unwrap();
            let mut seen = 8;
            for row in rows {
                match row {
                    Ok(row) => {
                        let gap = &content[seen..row.place().offset as usize];
                        prop_assert!(gap.iter().all(|byte| matches!(byte, b'\r' | b'\n')));
                        seen = row.place().offset as usize + row.size();
                        _ = row.decode(&options.fields);
                    }
                    Err(reject) => {
                        prop_assert!(reject.reason.contains("quote"), "{}", reject);
                        seen = content.len();
                    }
                }
            }
            prop_assert!(content[seen..].iter().all(|byte| matches!(byte, b'\r' | b'\n')));
        }

        /// Random bytes under any kind of name are read to their end.
        #[test]
        fn nothing_panics(
            content in proptest::collection::vec(any::<u8>(), 1..200),
            name in prop_oneof![Just("w.jsonl"), Just("w.csv"), Just("w.tsv"), Just("w.txt"), Just("w")],
        ) {
            read(name, &content);
        }
    }
}
