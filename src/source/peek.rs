//! Looking at the beginning of an input without losing it.

use std::io::{self, Cursor, Read};

/// An input whose first bytes are known and will be read again.
pub(super) struct Peeked {
    head: Cursor<Vec<u8>>,
    /// What ended the looking, and will end the reading at the same place.
    fault: Option<io::Error>,
    input: Box<dyn Read + Send>,
}

impl Peeked {
    /// Looks at no more than `length` bytes.
    pub(super) fn new(mut input: Box<dyn Read + Send>, length: u64) -> Peeked {
        let mut head = vec![];
        let fault = input.by_ref().take(length).read_to_end(&mut head).err();
        Peeked { head: Cursor::new(head), fault, input }
    }

    /// The first bytes.
    pub(super) fn head(&self) -> &[u8] {
        self.head.get_ref()
    }

    /// Why the head is no longer, if that is no end.
    pub(super) fn fault(&self) -> Option<&io::Error> {
        self.fault.as_ref()
    }

    /// Leaves out the first bytes.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.head.set_position(bytes as u64);
    }
}

impl Read for Peeked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.head.read(buffer)?;
        if read > 0 || buffer.is_empty() {
            return Ok(read);
        }
        self.fault.take().map_or_else(|| self.input.read(buffer), Err)
    }
}
