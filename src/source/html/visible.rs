//! The words of a page without parsing it: a superset of what any extraction could find in it.
//!
//! The parser takes many times as long. So a page is first flattened here: tags out, entities read, scripts and
//! styles left out. "M<b>o</b>U" is one word and "teken<br>MoU" two. Titles may come from `<meta>`, so what these say is
//! taken too.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memmem};

/// The page in one pass.
#[derive(Debug, Default)]
pub(super) struct Visible {
    pub(super) text: String,
    /// How many elements lie inside each other at most, those left out whose end tag often is.
    pub(super) depth: usize,
}

// These lists are in alphabetical order, to be searched quickly.

/// Elements that join what stands before and behind them. All others part it or, where they are misplaced, don't; that the
/// parser alone can tell, so words are taken both ways there.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
];
/// Elements whose content is no text.
const HIDDEN: &[&str] = &["script", "style"];
/// Elements in which tags are text.
const RAW: &[&str] = &["iframe", "noembed", "noframes", "noscript", "plaintext", "textarea", "title", "xmp"];
/// Elements in which other rules hold: there, neither is so.
const FOREIGN: &[&str] = &["math", "svg"];
/// Elements without an end, or often without it.
const UNCLOSED: &[&str] = &[
    "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li", "link",
    "meta", "optgroup", "option", "p", "param", "path", "rect", "source", "tbody", "td", "tfoot", "th", "thead", "tr",
    "track", "wbr",
];

/// Flattens a page.
pub(super) fn visible(html: &str) -> Visible {
    let mut page = Visible { text: String::with_capacity(html.len() / 4), depth: 0 };
    let (mut open, mut foreign, mut at) = (0_usize, false, 0);
    // What is taken in another way too, and the elements without an end from here on.
    let (mut aside, mut endless) = (String::new(), Vec::new());
    while let Some(next) = memchr2(b'<', b'&', &html.as_bytes()[at..]).map(|next| at + next) {
        page.text.push_str(&html[at..next]);
        let rest = &html[next..];
        if rest.starts_with('&') {
            at = next + entity(rest, &mut page.text);
            continue;
        }
        if let Some(length) = comment(rest) {
            // Comments join, as inline elements do.
            at = next + length;
            continue;
        }
        if let Some(content) = rest.strip_prefix("<![CDATA[") {
            // A comment, save where other rules hold.
            literal(content.split("]]>").next().unwrap_or_default(), &mut aside);
        }
        let Some(tag) = Tag::read(rest) else {
            page.text.push('<');
            at = next + 1;
            continue;
        };
        at = next + tag.length;
        let lower = lower_case(tag.name);
        let is_in = |list: &[&str]| list.binary_search(&lower.as_ref()).is_ok();
        if !is_in(INLINE) && !page.text.ends_with(EITHER) {
            page.text.push(EITHER);
        }
        if lower == "meta" {
            meta(&rest[..tag.length], &mut page.text);
        }
        foreign |= is_in(FOREIGN);
        if tag.closing {
            open = open.saturating_sub(usize::from(!is_in(UNCLOSED)));
            continue;
        }
        if is_in(HIDDEN) || is_in(RAW) {
            // Where it has no end, or may not be raw, its content is taken both ways: as it is, and as if there were
            // no such tag.
            let name = tag.name.to_ascii_lowercase();
            let end = if endless.contains(&name) { None } else { closing_tag(html, at, tag.name) };
            let content = &html[at..end.unwrap_or(html.len())];
            let raw = end.filter(|_| !foreign && !tag.name.eq_ignore_ascii_case("noscript"));
            match raw {
                Some(_) if is_in(HIDDEN) => {}
                Some(_) => literal(content, &mut page.text),
                // All that follows is taken once.
                None if end.is_some() || endless.is_empty() => literal(content, &mut aside),
                None => {}
            }
            if end.is_none() && !endless.contains(&name) {
                endless.push(name);
            }
            at = raw.unwrap_or(at);
        } else if !rest[..tag.length].ends_with("/>") && !is_in(UNCLOSED) {
            open += 1;
            page.depth = page.depth.max(open);
        }
    }
    page.text.push_str(&html[at..]);
    page.text.push('\n');
    page.text.push_str(&aside);
    // As in `tidy`: what cannot be seen joins.
    if super::INVISIBLE.iter().any(|char| page.text.contains(*char)) {
        page.text.retain(|char| !super::is_invisible(char));
    }
    settle(&mut page.text);
    page
}

/// Stands where a tag joins words or parts them.
const EITHER: char = '\u{1}';
/// No phrase is longer, in bytes.
const LONGEST_PHRASE: usize = 64;

/// Takes words at a tag that may join them both ways: parted where they stand, joined once more at the end.
fn settle(text: &mut String) {
    let mut joined = String::new();
    let is_word = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
    let mut from = 0;
    while let Some(at) = memchr(EITHER as u8, &text.as_bytes()[from..]).map(|at| from + at) {
        let rest = text[at..].trim_start_matches(EITHER);
        from = text.len() - rest.len();
        if is_word(text[..at].chars().next_back()) && is_word(rest.chars().next()) {
            let start = text.floor_char_boundary(at.saturating_sub(LONGEST_PHRASE));
            let end = text.floor_char_boundary(from + LONGEST_PHRASE);
            joined.extend([&text[start..at], &text[from..end]]);
            joined.push('\n');
        }
    }
    if joined.is_empty() && from == 0 {
        return;
    }
    *text = text.replace(EITHER, "\n");
    text.push('\n');
    text.push_str(&joined.replace(EITHER, "\n"));
}

fn lower_case(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) { name.to_ascii_lowercase().into() } else { name.into() }
}

/// How long the comment is that begins here, if one does.
fn comment(rest: &str) -> Option<usize> {
    let content = rest.strip_prefix("<!--")?;
    if content.starts_with('>') || content.starts_with("->") {
        return Some(rest.len() - content.len() + 1 + usize::from(content.starts_with('-')));
    }
    let ends = ["-->", "--!>"].into_iter().filter_map(|end| content.find(end).map(|at| at + end.len()));
    Some(ends.min().map_or(rest.len(), |end| 4 + end))
}

/// Text in which `<` is a sign; entities may be read in it or not, so both.
fn literal(mut text: &str, out: &mut String) {
    if text.contains('&') {
        out.push_str(text);
        out.push('\n');
    }
    while let Some(at) = memchr(b'&', text.as_bytes()) {
        out.push_str(&text[..at]);
        text = &text[at + entity(&text[at..], out)..];
    }
    out.push_str(text);
    out.push('\n');
}

struct Tag<'h> {
    name: &'h str,
    closing: bool,
    length: usize,
}

impl Tag<'_> {
    /// The tag that begins here; none when `<` is only a sign.
    fn read(rest: &str) -> Option<Tag<'_>> {
        let bytes = rest.as_bytes();
        let closing = bytes.get(1) == Some(&b'/');
        let start = 1 + usize::from(closing);
        let first = *bytes.get(start)?;
        if !first.is_ascii_alphabetic() {
            // "<!DOCTYPE …>", "<?xml …>" and "</ …>" end at the next ">".
            let end = matches!(first, b'!' | b'?') || closing;
            return end.then(|| Tag {
                name: "",
                closing,
                length: memchr(b'>', bytes).map_or(bytes.len(), |end| end + 1),
            });
        }
        let name = bytes[start..].iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
        let name_end = name.map_or(bytes.len(), |length| start + length);
        let mut at = name_end;
        // A quotation mark hides ">" where a value begins.
        while at < bytes.len() {
            match bytes[at] {
                b'>' => return Some(Tag { name: &rest[start..name_end], closing, length: at + 1 }),
                b'=' => {
                    at += 1;
                    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                        at += 1;
                    }
                    if let Some(&quote @ (b'"' | b'\'')) = bytes.get(at) {
                        at = memchr(quote, &bytes[at + 1..]).map_or(bytes.len(), |end| at + 1 + end + 1);
                    }
                }
                _ => at += 1,
            }
        }
        Some(Tag { name: &rest[start..name_end], closing, length: bytes.len() })
    }
}

/// Where the end tag of an element stands in which nothing else is a tag.
fn closing_tag(html: &str, from: usize, name: &str) -> Option<usize> {
    let bytes = html.as_bytes();
    memmem::find_iter(&bytes[from..], b"</").map(|at| from + at).find(|at| {
        let found = bytes.get(at + 2..at + 2 + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// What a `<meta>` says.
fn meta(tag: &str, text: &mut String) {
    let mut rest = tag;
    while let Some(at) = rest.find(['"', '\'']) {
        let quote = if rest[at..].starts_with('"') { '"' } else { '\'' };
        let value = &rest[at + 1..];
        let end = value.find(quote).unwrap_or(value.len());
        let mut value_at = 0;
        while let Some(next) = value[value_at..end].find('&').map(|next| value_at + next) {
            text.push_str(&value[value_at..next]);
            value_at = (next + entity(&value[next..end], text)).min(end);
        }
        text.push_str(&value[value_at..end]);
        text.push('\n');
        rest = value.get(end + 1..).unwrap_or_default();
    }
    // Values without quotation marks are words already.
    text.push_str(tag.trim_start_matches("<meta").trim_end_matches('>'));
    text.push('\n');
}

/// The entities that count without their semicolon too, as the HTML standard lists them.
const BARE: &[&str] = &[
    "AElig", "AMP", "Aacute", "Acirc", "Agrave", "Aring", "Atilde", "Auml", "COPY", "Ccedil", "ETH", "Eacute", "Ecirc",
    "Egrave", "Euml", "GT", "Iacute", "Icirc", "Igrave", "Iuml", "LT", "Ntilde", "Oacute", "Ocirc", "Ograve", "Oslash",
    "Otilde", "Ouml", "QUOT", "REG", "THORN", "Uacute", "Ucirc", "Ugrave", "Uuml", "Yacute", "aacute", "acirc",
    "acute", "aelig", "agrave", "amp", "aring", "atilde", "auml", "brvbar", "ccedil", "cedil", "cent", "copy",
    "curren", "deg", "divide", "eacute", "ecirc", "egrave", "eth", "euml", "frac12", "frac14", "frac34", "gt",
    "iacute", "icirc", "iexcl", "igrave", "iquest", "iuml", "laquo", "lt", "macr", "micro", "middot", "nbsp", "not",
    "ntilde", "oacute", "ocirc", "ograve", "ordf", "ordm", "oslash", "otilde", "ouml", "para", "plusmn", "pound",
    "quot", "raquo", "reg", "sect", "shy", "sup1", "sup2", "sup3", "szlig", "thorn", "times", "uacute", "ucirc",
    "ugrave", "uml", "uuml", "yacute", "yen", "yuml",
];

/// Reads the entity at the start of `rest`; how long it is. Letters and digits come out as they are, other characters as
/// a blank at least: that is all that matters for finding words.
fn entity(rest: &str, text: &mut String) -> usize {
    let bytes = rest.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        let hex = matches!(bytes.get(2), Some(b'x' | b'X'));
        let start = 2 + usize::from(hex);
        let is_digit = |byte: &u8| if hex { byte.is_ascii_hexdigit() } else { byte.is_ascii_digit() };
        let digits = bytes[start..].iter().take_while(|byte| is_digit(byte)).count();
        let code = u32::from_str_radix(&rest[start..start + digits], if hex { 16 } else { 10 });
        match code.ok().and_then(char::from_u32) {
            Some(char) if digits > 0 => text.push(if char == '\0' { ' ' } else { char }),
            _ => text.push(' '),
        }
        let end = start + digits;
        return end + usize::from(bytes.get(end) == Some(&b';'));
    }
    let length = bytes[1..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let name = &rest[1..1 + length];
    let whole = bytes.get(1 + length) == Some(&b';');
    // "&nbspMoU": the longest that counts.
    let bare = || BARE.iter().filter(|bare| name.starts_with(**bare)).max_by_key(|bare| bare.len());
    let (name, length) = match bare() {
        _ if whole => (name, length + 2),
        Some(bare) => (*bare, bare.len() + 1),
        None => {
            text.push('&');
            return 1;
        }
    };
    match name {
        // They join: left out of the text.
        "shy" | "ZeroWidthSpace" | "zwj" | "zwnj" => {}
        "fjlig" => text.push_str("fj"),
        _ => text.push(' '),
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(html: &str) -> String {
        visible(html).text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn lists_are_in_order() {
        for list in [INLINE, HIDDEN, RAW, FOREIGN, UNCLOSED] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn tags_join_or_part() {
        for (html, text) in [
            ("<p>M<b>o</b>U</p><p>dan", "MoU dan MoUdan"),
            ("teken<br>MoU", "teken MoU tekenMoU"),
            ("kerja<!-- a > b -->sama", "kerjasama"),
            ("<td>kerja</td><td>sama</td>", "kerja sama kerjasama"),
            ("<a title=\"a > b\" href='x'>kerja</a> sama", "kerja sama"),
            ("a < b, 3<4 & c", "a < b, 3<4 & c"),
            ("<script>var x = '<p>MoU</p>';</script>isi<style>MoU</STYLE >x", "isi x isix"),
            ("<!DOCTYPE html><?xml version='1.0'?>isi", "isi"),
            ("<p>isi <script>MoU", "isi MoU MoU"),
            ("<title><b>kerja</title>sama<!--> a --!>b", "<b>kerja sama a --!>b"),
            ("<p>isi <a href='MoU", "isi"),
        ] {
            assert_eq!(words(html), text, "{html}");
        }
    }

    #[test]
    fn entities() {
        for (html, text) in [
            ("kerja&nbsp;sama", "kerja sama"),
            ("M&#111;U &#x4D;oU", "MoU MoU"),
            ("Mo&shy;U", "MoU"),
            ("R&D dan &amp; &lt;p&gt;", "R&D dan p"),
            ("Mo\u{ad}U Mo&#8203;U", "MoU MoU"),
            ("&nbspM<b>oU</b> teken&shyx", "MoU tekenx"),
        ] {
            assert_eq!(words(html), text, "{html}");
        }
    }

    #[test]
    fn meta_tags_speak() {
        assert!(
            words("<meta property=\"og:title\" content=\"Malang &#38; Jambi M&#111;U\">")
                .contains("Malang & Jambi MoU")
        );
        assert!(words("<META content=MoU name=title>").contains("content=MoU"));
    }

    #[test]
    fn depth() {
        assert_eq!(visible("<html><body><div><p>a<p>b<br><ul><li>c<li>d</ul></div><div></div>").depth, 2);
        assert_eq!(visible(&"<div>".repeat(5000)).depth, 5000);
    }
}
