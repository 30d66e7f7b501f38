//! zip: files listed at the end. The `zip` crate reads the list; unpacking is done here, as its readers borrow the
//! archive.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    sync::Arc,
};

use flate2::{Crc, bufread::DeflateDecoder};
use zip::{CompressionMethod, ZipArchive};

use super::{
    Member, Reject, SourceFile, checked_name,
    compressed::{Counting, Guarded, Taken},
    is_wanted,
};

/// The files in a zip archive, in the order of its list.
pub(in crate::source) struct Zip {
    container: Arc<SourceFile>,
    archive: ZipArchive<File>,
    // The same open file: members are read one after the other.
    file: File,
    any: bool,
    at: usize,
}

impl Zip {
    /// `any`: also files whose name tells no kind.
    pub(in crate::source) fn new(container: Arc<SourceFile>, file: File, any: bool) -> Result<Zip, Reject> {
        let refuse = |fault: &dyn std::fmt::Display| container.reject(format!("damaged zip: {fault}"));
        let again = file.try_clone().map_err(|fault| refuse(&fault))?;
        let archive = ZipArchive::new(file).map_err(|fault| refuse(&fault))?;
        Ok(Zip { container, archive, file: again, any, at: 0 })
    }

    fn open(&mut self, at: usize) -> Option<Member> {
        let member = match self.archive.by_index_raw(at) {
            Ok(member) => member,
            Err(fault) => return Some(Err(self.container.reject(format!("damaged zip: member {}: {fault}", at + 1)))),
        };
        if !member.is_file() {
            return None;
        }
        let name = match checked_name(&self.container, member.name_raw()) {
            Ok(name) => name,
            Err(reject) => return Some(Err(reject)),
        };
        if !is_wanted(&name, self.any) {
            return None;
        }
        let file = Arc::new(self.container.member(&name));
        if member.encrypted() {
            return Some(Err(file.reject("it is encrypted")));
        }
        let (method, size, crc) = (member.compression(), member.compressed_size(), member.crc32());
        let Some(start) = member.data_start() else { return Some(Err(file.reject("damaged zip: no content"))) };
        drop(member);
        Some(
            self.content(method, start, size, crc)
                .map(|content| (file.clone(), content))
                .map_err(|fault| file.reject(fault)),
        )
    }

    fn content(
        &self,
        method: CompressionMethod,
        start: u64,
        size: u64,
        crc: u32,
    ) -> Result<Box<dyn Read + Send>, String> {
        let file = self.file.try_clone().and_then(|mut file| file.seek(SeekFrom::Start(start)).map(|_| file));
        let file = file.map_err(|fault| format!("cannot be read: {fault}"))?.take(size);
        let raw = Counting::buffered(file);
        let checked = |decoder: Box<dyn Read + Send>| Box::new(Checked { decoder, crc: Crc::new(), expected: crc });
        Ok(checked(match method {
            CompressionMethod::Stored => Box::new(raw),
            CompressionMethod::Deflated => {
                Box::new(Guarded::new(DeflateDecoder::new(raw), |decoder| decoder.get_ref().taken()))
            }
            CompressionMethod::Bzip2 => {
                Box::new(Guarded::new(bzip2::bufread::BzDecoder::new(raw), |decoder| decoder.get_ref().taken()))
            }
            other => return Err(format!("compressed by {other}, which is not read; expected deflate, bzip2 or none")),
        }))
    }
}

impl Iterator for Zip {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        while self.at < self.archive.len() {
            self.at += 1;
            if let Some(member) = self.open(self.at - 1) {
                return Some(member);
            }
        }
        None
    }
}

/// Compares the checksum at the end.
struct Checked {
    decoder: Box<dyn Read + Send>,
    crc: Crc,
    expected: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.crc.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.crc.sum() != self.expected {
            let reason = "damaged zip: the checksum is not that of the content";
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        Ok(read)
    }
}
