//! gzip, zstd and bzip2: one compressed stream.

use std::io::{self, BufReader, Read};

use super::{Container, gzip::Members};

/// What the stream expands to.
pub(in crate::source) fn decompress(container: Container, input: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
    if container == Container::Gzip {
        return Box::new(Members::new(input).guarded());
    }
    let input = Counting::buffered(input);
    match container {
        Container::Bzip2 => {
            Box::new(Guarded::new(bzip2::bufread::MultiBzDecoder::new(input), |it| it.get_ref().taken()))
        }
        _ => match zstd::stream::read::Decoder::with_buffer(input) {
            Ok(mut decoder) => {
                // Windows up to 128 MiB, which `zstd --long` makes; more would be memory that a file asks for.
                _ = decoder.window_log_max(27);
                Box::new(Guarded::new(decoder, |it| it.get_ref().taken()))
            }
            Err(fault) => Box::new(Failed(Some(fault))),
        },
    }
}

/// News compresses to a fifth, pages to a twentieth. So much more is no archive.
const MOST_EXPANSION: u64 = 250;
/// Up to here any expansion is harmless.
const HARMLESS: u64 = 64 << 20;

/// Ends a stream that expands without measure.
pub(super) struct Guarded<D> {
    decoder: D,
    taken: fn(&D) -> u64,
    given: u64,
}

impl<D> Guarded<D> {
    /// `taken` tells how many bytes the decoder has read.
    pub(super) fn new(decoder: D, taken: fn(&D) -> u64) -> Guarded<D> {
        Guarded { decoder, taken, given: 0 }
    }
}

impl<D: Read> Read for Guarded<D> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = (self.taken)(&self.decoder);
        if self.given > HARMLESS && self.given / MOST_EXPANSION > taken {
            let reason = format!("expands to more than {MOST_EXPANSION} times its size: refused as a compression bomb");
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        let read = self.decoder.read(buffer).map_err(|fault| located(fault, taken))?;
        self.given += read as u64;
        Ok(read)
    }
}

/// The fault with the place in the compressed file, unless it has one.
pub(super) fn located(fault: io::Error, taken: u64) -> io::Error {
    let reason = fault.to_string();
    if fault.kind() == io::ErrorKind::Interrupted || reason.contains("compressed byte") {
        return fault;
    }
    let reason = if fault.kind() == io::ErrorKind::UnexpectedEof { "it ends in the middle" } else { &reason };
    io::Error::new(fault.kind(), format!("{reason}, near compressed byte {taken}"))
}

/// Counts what is read through it.
pub(super) struct Counting<R> {
    input: R,
    taken: u64,
}

impl<R: Read> Counting<R> {
    pub(super) fn new(input: R) -> Counting<R> {
        Counting { input, taken: 0 }
    }

    pub(super) fn buffered(input: R) -> BufReader<Counting<R>> {
        BufReader::with_capacity(64 << 10, Counting::new(input))
    }
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.taken += read as u64;
        Ok(read)
    }
}

/// How far a decoder has come in what it reads.
pub(super) trait Taken {
    fn taken(&self) -> u64;
}

impl<R> Taken for Counting<R> {
    fn taken(&self) -> u64 {
        self.taken
    }
}

impl<R: Read> Taken for BufReader<Counting<R>> {
    fn taken(&self) -> u64 {
        self.get_ref().taken() - self.buffer().len() as u64
    }
}

/// A decoder that could not be made.
struct Failed(Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
