//! Bytes to text: the character set that is declared, or a guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};
use memchr::memmem;

/// The text. What is UTF-8 is taken as it is; otherwise a byte order mark, the set that the server declared
/// (`declared`), the one that the page declares and at last a guess decide. Bytes that the set lacks become U+FFFD.
pub(super) fn decode<'b>(bytes: &'b [u8], declared: Option<&str>) -> Cow<'b, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes())).or_else(|| declared_in(bytes));
    declared.unwrap_or_else(|| guess(bytes)).decode_without_bom_handling(bytes).0
}

/// Pages declare their set within these first bytes.
const DECLARED_WITHIN: usize = 4096;

/// The set in `<meta charset="…">` or `<meta http-equiv … content="text/html; charset=…">`.
fn declared_in(page: &[u8]) -> Option<&'static Encoding> {
    let head = &page[..page.len().min(DECLARED_WITHIN)];
    memmem::find_iter(head, b"harset").find_map(|at| {
        let rest = head[at + b"harset".len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':')))?;
        // A page that is read byte by byte so far is not in UTF-16, whatever it says.
        Encoding::for_label(&rest[..end]).map(|found| if found.is_ascii_compatible() { found } else { UTF_8 })
    })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_declared_or_guessed() {
        let text = "Bupati “Kolaka” menandatangani – dan café";
        let windows = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        assert_eq!(decode(text.as_bytes(), Some("windows-1252")), text, "UTF-8 is seen whatever is declared");
        assert_eq!(decode(&windows, Some("windows-1252")), text);
        assert_eq!(decode(&windows, None), text, "guessed");
        for declaration in ["<meta charset=\"iso-8859-1\">", "<META content='text/html; Charset = windows-1252'>"] {
            let page = [declaration.as_bytes(), &windows].concat();
            assert_eq!(decode(&page, None), format!("{declaration}{text}"), "{declaration}");
        }
        let wide: Vec<u8> = "\u{feff}Kolaka –".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide, None), "Kolaka –");
        assert_eq!(decode(b"Kolaka \xff\xc0\xaf", Some("utf-8")), "Kolaka \u{fffd}\u{fffd}\u{fffd}");
        assert_eq!(decode(b"<meta charset=utf-16>caf\xe9 ", None).chars().last(), Some(' '));
    }
}
