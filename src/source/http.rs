//! An HTTP response as a crawler kept it: is it a page, and which bytes are the page?

use std::{
    borrow::Cow,
    io::{self, Read},
};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use memchr::memmem;

/// The head of a response.
pub(super) struct Head<'r> {
    pub(super) status: u16,
    headers: Vec<(&'r str, &'r str)>,
}

impl<'r> Head<'r> {
    /// The head, and the body behind it.
    pub(super) fn split(response: &'r [u8]) -> Result<(Head<'r>, &'r [u8]), String> {
        let (head, body) = split_head(response).ok_or("the HTTP head has no end")?;
        let mut lines = head.split(|&byte| byte == b'\n');
        let first = String::from_utf8_lossy(lines.next().unwrap_or_default());
        let status = first.strip_prefix("HTTP/").and_then(|rest| rest.split_ascii_whitespace().nth(1)?.parse().ok());
        let status = status.ok_or_else(|| format!("expected an HTTP status line, found {:.40?}", first.trim_end()))?;
        let header = |line: &'r [u8]| {
            let (name, value) = std::str::from_utf8(line).ok()?.split_once(':')?;
            Some((name.trim(), value.trim()))
        };
        Ok((Head { status, headers: lines.filter_map(header).collect() }, body))
    }

    fn get(&self, name: &str) -> Option<&'r str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }

    /// Is the body a web page, as far as the head tells?
    pub(super) fn is_page(&self) -> bool {
        self.status == 200 && self.get("content-type").is_none_or(is_page)
    }

    /// The character set that the server declares.
    pub(super) fn charset(&self) -> Option<&'r str> {
        charset(self.get("content-type")?)
    }

    /// The page: chunks joined, compression undone, no longer than `cap` bytes.
    pub(super) fn page(&self, body: &[u8], cap: usize) -> Result<Vec<u8>, String> {
        let is = |header: &str, value: &str| {
            self.get(header).is_some_and(|found| found.to_ascii_lowercase().contains(value))
        };
        // Many crawlers join the chunks and keep the header.
        let joined = if is("transfer-encoding", "chunked") { join_chunks(body) } else { None };
        let whole: Cow<'_, [u8]> = joined.map_or(Cow::Borrowed(body), Cow::Owned);
        let body = whole.as_ref();
        let coding = self.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
        let decoder: Box<dyn Read + '_> = match coding.as_str() {
            // They undo the compression too.
            "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => Box::new(MultiGzDecoder::new(body)),
            "deflate" if body.first().is_some_and(|byte| byte & 0x0f == 8) => Box::new(ZlibDecoder::new(body)),
            "deflate" if !looks_like_a_page(body) => Box::new(DeflateDecoder::new(body)),
            "br" if !looks_like_a_page(body) => Box::new(brotli_decompressor::Decompressor::new(body, 4096)),
            "zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
                Box::new(zstd::stream::read::Decoder::new(body).map_err(|fault| fault.to_string())?)
            }
            _ => return Ok(whole.into_owned()),
        };
        let mut page = vec![];
        match decoder.take(cap as u64 + 1).read_to_end(&mut page) {
            Ok(_) if page.len() > cap => Err(format!("the page is longer than {} MiB", cap >> 20)),
            Ok(_) => Ok(page),
            // A page that breaks off can be read as far as it goes.
            Err(fault) if fault.kind() == io::ErrorKind::UnexpectedEof && !page.is_empty() => Ok(page),
            Err(fault) => Err(format!("damaged {coding} body: {fault}")),
        }
    }
}

/// Is this the media type of a web page?
pub(super) fn is_page(content_type: &str) -> bool {
    let media = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(media.as_str(), "" | "text/html" | "application/xhtml+xml")
}

pub(super) fn charset(content_type: &str) -> Option<&str> {
    let at = content_type.to_ascii_lowercase().find("charset=")? + "charset=".len();
    Some(content_type[at..].split(';').next()?.trim().trim_matches(['"', '\'']))
}

fn looks_like_a_page(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

/// Head and body: an empty line lies between.
pub(super) fn split_head(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let crlf = memmem::find(bytes, b"\r\n\r\n").map(|at| (at, at + 4));
    let lf = memmem::find(&bytes[..crlf.map_or(bytes.len(), |(at, _)| at)], b"\n\n").map(|at| (at, at + 2));
    let (end, body) = lf.or(crlf)?;
    Some((&bytes[..end], &bytes[body..]))
}

/// The chunks of a body; none when it is not made of chunks. The last one may be cut off.
fn join_chunks(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    loop {
        let Some(end) = memmem::find(body, b"\r\n") else {
            return if joined.is_empty() { None } else { Some(joined) };
        };
        let line = std::str::from_utf8(&body[..end]).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 2..];
        if size == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(&body[..size.min(body.len())]);
        body = body.get(size..).unwrap_or_default();
        body = body.strip_prefix(b"\r\n").unwrap_or(body);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;

    fn page(head: &str, body: &[u8]) -> Result<Vec<u8>, String> {
        let response = [head.as_bytes(), b"\r\n\r\n", body].concat();
        let (head, body) = Head::split(&response)?;
        head.page(body, 1000)
    }

    #[test]
    fn bodies_are_unpacked() {
        let mut gzip = flate2::write::GzEncoder::new(vec![], Default::default());
        gzip.write_all(b"<p>isi").unwrap();
        let gzip = gzip.finish().unwrap();
        let mut zlib = flate2::write::ZlibEncoder::new(vec![], Default::default());
        zlib.write_all(b"<p>isi").unwrap();
        let zlib = zlib.finish().unwrap();
        let brotli: &[u8] = &[0x8b, 0x02, 0x80, 0x3c, 0x70, 0x3e, 0x69, 0x73, 0x69, 0x03];
        for (headers, body) in [
            ("", &b"<p>isi"[..]),
            ("\r\nTransfer-Encoding: chunked", b"3\r\n<p>\r\n3;x=y\r\nisi\r\n0\r\n\r\n"),
            ("\r\ntransfer-encoding: chunked", b"<p>isi"),
            ("\r\nContent-Encoding: gzip", &gzip),
            ("\r\nContent-Encoding: gzip", b"<p>isi"),
            ("\r\nContent-Encoding: deflate", &zlib),
            ("\r\nContent-Encoding: br", brotli),
            ("\r\nContent-Encoding: br", b"<p>isi"),
        ] {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8{headers}");
            assert_eq!(page(&head, body).unwrap(), b"<p>isi", "{headers}");
        }
    }

    #[test]
    fn heads() {
        let (head, body) = Head::split(b"HTTP/2 200\nContent-type: Text/HTML; Charset=\"latin1\"\n\nisi").unwrap();
        assert_eq!((head.is_page(), head.charset(), body), (true, Some("latin1"), &b"isi"[..]));
        for other in ["HTTP/1.1 404 Not Found", "HTTP/1.1 200 OK\r\nContent-Type: image/png"] {
            assert!(!Head::split(format!("{other}\r\n\r\n").as_bytes()).unwrap().0.is_page());
        }
        assert_eq!(Head::split(b"GET /\r\n\r\n").err().unwrap(), "expected an HTTP status line, found \"GET /\"");
        assert_eq!(Head::split(b"HTTP/1.1 200").err().unwrap(), "the HTTP head has no end");
        let bomb = [0x78; 1 << 12];
        assert!(page("HTTP/1.1 200 OK\r\nContent-Encoding: deflate", &bomb).is_err());
    }

    proptest! {
        #[test]
        fn nothing_panics(head in "HTTP/1.1 200\r\n(Transfer-Encoding: chunked|Content-Encoding: (gzip|br|deflate|zstd))", body: Vec<u8>) {
            _ = page(&head, &body);
        }
    }
}
