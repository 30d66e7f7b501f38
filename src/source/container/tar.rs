//! tar: a header block of 512 bytes before each file. The `tar` crate reads the headers; streaming is done here, as its
//! entries borrow the archive.

use std::{
    io::{self, BufReader, Read},
    sync::{Arc, Mutex, PoisonError},
};

use super::{Member, SourceFile, checked_name, is_wanted};

const BLOCK: u64 = 512;
/// A longer name is none.
const LONGEST_NAME: u64 = 64 << 10;

/// The files in a tar archive. What a reader leaves of one is passed over.
pub(in crate::source) struct Tar {
    container: Arc<SourceFile>,
    input: Arc<Mutex<Input>>,
    any: bool,
    passed_over: u64,
    ended: bool,
}

struct Input {
    reader: BufReader<Box<dyn Read + Send>>,
    /// What is left of the current file, and of the block that it ends in.
    left: u64,
    padding: u64,
    offset: u64,
}

impl Tar {
    /// `any`: also files whose name tells no kind.
    pub(in crate::source) fn new(container: Arc<SourceFile>, input: Box<dyn Read + Send>, any: bool) -> Tar {
        let input = Input { reader: BufReader::with_capacity(64 << 10, input), left: 0, padding: 0, offset: 0 };
        Tar { container, input: Arc::new(Mutex::new(input)), any, passed_over: 0, ended: false }
    }

    /// The next file's name and size, the name as it stands.
    fn header(&self) -> io::Result<Option<(Vec<u8>, bool)>> {
        let mut input = lock(&self.input);
        let mut long_name = None;
        loop {
            let skip = input.left + input.padding;
            input.skip(skip)?;
            (input.left, input.padding) = (0, 0);
            let mut block = [0; BLOCK as usize];
            if !input.fill(&mut block)? || block.iter().all(|&byte| byte == 0) {
                // Read to the end, for what digests the file.
                io::copy(&mut input.reader, &mut io::sink())?;
                return Ok(None);
            }
            let header = tar::Header::from_byte_slice(&block);
            let sum: u32 = block
                .iter()
                .enumerate()
                .map(|(at, &byte)| if (148..156).contains(&at) { 32 } else { u32::from(byte) })
                .sum();
            if header.cksum().ok() != Some(sum) {
                let reason = format!("damaged tar: expected a file's header at byte {}", input.offset - BLOCK);
                return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
            }
            let mut size = header.entry_size()?;
            let kind = header.entry_type();
            if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
                let mut content = vec![];
                input.reader.by_ref().take(size.min(LONGEST_NAME)).read_to_end(&mut content)?;
                input.offset += content.len() as u64;
                input.skip(size - (content.len() as u64).min(size) + padding(size))?;
                if kind.is_gnu_longname() {
                    content.truncate(content.iter().position(|&byte| byte == 0).unwrap_or(content.len()));
                    long_name = Some(content);
                } else {
                    let mut keys = tar::PaxExtensions::new(&content).flatten();
                    long_name =
                        keys.find(|key| key.key() == Ok("path")).map(|key| key.value_bytes().to_vec()).or(long_name);
                }
                continue;
            }
            if !kind.is_file() && !kind.is_contiguous() && !kind.is_gnu_sparse() {
                // Folders and links hold nothing of their own; what they hold by mistake is passed over.
                size = if kind.is_dir() { 0 } else { size };
            }
            (input.left, input.padding) = (size, padding(size));
            return Ok(Some((long_name.unwrap_or_else(|| header.path_bytes().into_owned()), kind.is_file())));
        }
    }
}

impl Iterator for Tar {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        while !self.ended {
            match self.header() {
                Ok(Some((_, false))) => {}
                Ok(Some((name, true))) => match checked_name(&self.container, &name) {
                    Ok(name) if is_wanted(&name, self.any) => {
                        let file = Arc::new(self.container.member(&name));
                        return Some(Ok((file, Box::new(Content(self.input.clone())))));
                    }
                    Ok(_) => self.passed_over += 1,
                    Err(reject) => return Some(Err(reject)),
                },
                Ok(None) => self.ended = true,
                Err(fault) => {
                    self.ended = true;
                    return Some(Err(self.container.reject(format!("cannot be read: {fault}"))));
                }
            }
        }
        None
    }
}

/// The current file.
struct Content(Arc<Mutex<Input>>);

impl Read for Content {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut input = lock(&self.0);
        let most = (buffer.len() as u64).min(input.left) as usize;
        let read = input.reader.read(&mut buffer[..most])?;
        if read == 0 && most > 0 {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the tar archive ends in the middle of this file",
            ));
        }
        input.left -= read as u64;
        input.offset += read as u64;
        Ok(read)
    }
}

impl Input {
    fn skip(&mut self, bytes: u64) -> io::Result<()> {
        let skipped = io::copy(&mut self.reader.by_ref().take(bytes), &mut io::sink())?;
        self.offset += skipped;
        Ok(())
    }

    /// False when there is nothing more.
    fn fill(&mut self, block: &mut [u8]) -> io::Result<bool> {
        let mut filled = 0;
        while filled < block.len() {
            match self.reader.read(&mut block[filled..])? {
                0 if filled == 0 => return Ok(false),
                0 => {
                    return Err(io::Error::new(
                        io::ErrorKind::UnexpectedEof,
                        "the tar archive ends in the middle of a header",
                    ));
                }
                read => filled += read,
            }
        }
        self.offset += filled as u64;
        Ok(true)
    }
}

fn padding(size: u64) -> u64 {
    size.next_multiple_of(BLOCK) - size
}

fn lock(input: &Mutex<Input>) -> std::sync::MutexGuard<'_, Input> {
    input.lock().unwrap_or_else(PoisonError::into_inner)
}
