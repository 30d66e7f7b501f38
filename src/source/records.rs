//! File after file, cut into records.

use std::{
    fs::File,
    io::{self, BufReader, Cursor, Read},
    slice,
    sync::{Arc, OnceLock},
};

use xxhash_rust::xxh3::Xxh3;

use super::{
    Format, Options, RawRecord, Reject, SourceFile,
    lines::{JsonLines, Lines},
    table::{self, Rows},
    text,
};

/// What was read of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRead {
    /// The file, as it was named or found.
    pub name: String,
    /// Its size and the xxh3 of its bytes; none when it could not be read to its end.
    pub content: Option<(u64, u64)>,
}

/// The records of an archive, in order. Files are digested as they are read, not in a second pass.
pub struct Records<'a> {
    options: &'a Options,
    unreadable: slice::Iter<'a, Reject>,
    waiting: slice::Iter<'a, Arc<SourceFile>>,
    open: Option<Open>,
    read: Vec<FileRead>,
}

impl<'a> Records<'a> {
    pub(super) fn new(options: &'a Options, files: &'a [Arc<SourceFile>], unreadable: &'a [Reject]) -> Records<'a> {
        Records { options, unreadable: unreadable.iter(), waiting: files.iter(), open: None, read: vec![] }
    }

    /// The files that are done with, in the order in which they were read.
    pub fn files_read(&self) -> &[FileRead] {
        &self.read
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
                None => self.open = Some(Open::new(self.waiting.next()?.clone(), self.options)),
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
type Input = BufReader<Box<dyn Read + Send>>;

struct Open {
    file: Arc<SourceFile>,
    records: BoxedRecords,
    content: Arc<OnceLock<(u64, u64)>>,
}

impl Open {
    fn new(file: Arc<SourceFile>, options: &Options) -> Open {
        let content = Arc::default();
        let records = open(&file, options, &content).unwrap_or_else(|reject| Box::new(std::iter::once(Err(reject))));
        Open { file, records, content }
    }
}

fn open(
    file: &Arc<SourceFile>,
    options: &Options,
    content: &Arc<OnceLock<(u64, u64)>>,
) -> Result<BoxedRecords, Reject> {
    let unreadable = |cause: io::Error| file.reject(format!("cannot be read: {cause}"));
    let input: Box<dyn Read + Send> = match file.path().to_str() {
        Some("-") => Box::new(io::stdin()),
        _ => Box::new(File::open(file.path()).map_err(unreadable)?),
    };
    let mut input = Digesting { input, hash: Xxh3::new(), bytes: 0, content: content.clone() };
    let mut head = vec![];
    input.by_ref().take(HEAD).read_to_end(&mut head).map_err(unreadable)?;
    let offset = if head.starts_with(BOM) { BOM.len() } else { 0 };
    let start = &head[offset..];
    if start.trim_ascii().is_empty() && head.len() < HEAD as usize {
        return Err(file.reject("empty file"));
    }
    let format = file.format().unwrap_or_else(|| sniff(start, options));
    let delimiter = match format {
        Format::Tsv => b'\t',
        _ => table::delimiter(start, &options.fields).unwrap_or(b','),
    };

    let offset = offset as u64;
    let mut head = Cursor::new(head);
    head.set_position(offset);
    let input: Input = BufReader::with_capacity(64 << 10, Box::new(head.chain(input)));
    let (file, cap) = (file.clone(), options.max_record);
    Ok(match format {
        Format::Jsonl => Box::new(JsonLines::new(file, Lines::new(input, offset, cap))),
        Format::Csv | Format::Tsv => {
            Box::new(Rows::new(file, Lines::new(input, offset, cap), delimiter, &options.fields)?)
        }
        Format::Text => Box::new(std::iter::once_with(move || text::record(file, input, offset, cap))),
    })
}

/// The kind that the first bytes tell.
fn sniff(head: &[u8], options: &Options) -> Format {
    if head.trim_ascii_start().starts_with(b"{") {
        Format::Jsonl
    } else if table::delimiter(head, &options.fields).is_some() {
        Format::Csv
    } else {
        Format::Text
    }
}

/// Digests what is read through it, and leaves the result in `content` at the end of the file.
struct Digesting<R> {
    input: R,
    hash: Xxh3,
    bytes: u64,
    content: Arc<OnceLock<(u64, u64)>>,
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        if read == 0 && !buffer.is_empty() {
            _ = self.content.set((self.bytes, self.hash.digest()));
        }
        self.hash.update(&buffer[..read]);
        self.bytes += read as u64;
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
