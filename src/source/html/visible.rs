//! The words of a page without parsing it: a superset of what any extraction could find in it.
//!
//! The parser takes many times as long. So a page is first flattened here: tags out, entities read, scripts and
//! styles left out. "M<b>o</b>U" is one word and "teken<br>MoU" two; where that depends on what lies around, words are
//! taken both ways. Titles may come from `<meta>`, so what these say is taken too.
//!
//! Few pages are so badly made that only the parser can tell what is text in them; of these it is said.

use std::{borrow::Cow, collections::HashMap, ops::Range, sync::LazyLock};

use memchr::{memchr, memchr2, memmem};

/// The page in one pass.
#[derive(Debug)]
pub(super) struct Visible {
    pub(super) text: String,
    /// Can all words be told without the parser?
    pub(super) sure: bool,
    /// How many elements lie inside each other at most, those left out whose end tag often is.
    pub(super) depth: usize,
}

/// Elements of one kind.
#[derive(Clone, Copy)]
struct Kind(u8, &'static [&'static str]);

/// Elements that as a rule join what stands before and behind them, as all others part it. Where they are misplaced, or the
/// article begins with them, they don't, which the parser alone can tell; so words are taken both ways there.
const INLINE: Kind = Kind(
    1 << 0,
    &[
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "ins", "kbd", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
        "tt", "u", "var", "wbr",
    ],
);
/// Elements whose content is no text.
const HIDDEN: Kind = Kind(1 << 1, &["script", "style"]);
/// Elements in which tags are text, `noscript` at times.
const RAW: Kind = Kind(1 << 2, &["iframe", "noembed", "noframes", "noscript", "textarea", "title", "xmp"]);
/// Elements in which other rules hold: there, neither is so.
const FOREIGN: Kind = Kind(1 << 3, &["math", "svg"]);
/// What pictures are made of. Behind a picture of nothing else the usual rules hold again; other elements, which don't belong
/// there, may leave it or keep it open.
const DRAWING: Kind = Kind(
    1 << 4,
    &[
        "animate",
        "animatetransform",
        "circle",
        "clippath",
        "defs",
        "ellipse",
        "g",
        "image",
        "line",
        "lineargradient",
        "mask",
        "path",
        "pattern",
        "polygon",
        "polyline",
        "radialgradient",
        "rect",
        "script",
        "stop",
        "style",
        "svg",
        "symbol",
        "title",
        "use",
    ],
);
/// Elements that are in no article: what stands before and behind them may come together.
const LEFT_OUT: Kind = Kind(1 << 5, &["button", "iframe", "noscript", "object", "select", "template", "textarea"]);
/// Elements without an end, or often without it.
const UNCLOSED: Kind = Kind(
    1 << 6,
    &[
        "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li", "link",
        "meta", "optgroup", "option", "p", "param", "path", "rect", "source", "tbody", "td", "tfoot", "th", "thead",
        "tr", "track", "wbr",
    ],
);

/// No page has more of them inside each other.
const MOST_LEFT_OUT: usize = 50;

/// The kinds of each element, which is looked up once.
static KINDS: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| {
    let mut kinds = HashMap::new();
    for Kind(bit, names) in [INLINE, HIDDEN, RAW, FOREIGN, DRAWING, LEFT_OUT, UNCLOSED] {
        names.iter().for_each(|name| *kinds.entry(*name).or_default() |= bit);
    }
    kinds
});

/// Flattens a page.
pub(super) fn visible(html: &str) -> Visible {
    let mut page = Visible { text: String::with_capacity(html.len() / 4), sure: true, depth: 0 };
    let (mut open, mut at) = (0_usize, 0);
    // How many pictures are open, and whether that can be told.
    let (mut pictures, mut lost) = (0_usize, false);
    // What is taken in another way too, and the places in the text of what extraction leaves out.
    let (mut aside, mut left_out, mut begun) = (String::new(), Vec::new(), Vec::new());
    // Where the next end tag of each raw element stands, and how far text was taken aside: nothing is passed over twice, however
    // many tags there are.
    let (mut ends, mut taken) = (HashMap::new(), 0);
    while let Some(next) = memchr2(b'<', b'&', &html.as_bytes()[at..]).map(|next| at + next) {
        page.text.push_str(&html[at..next]);
        let rest = &html[next..];
        if rest.starts_with('&') {
            at = next + entity(rest, &mut page.text);
            continue;
        }
        if let Some(length) = comment(rest) {
            // Comments join, as inline elements do.
            join(&mut page.text);
            at = next + length;
            continue;
        }
        // A comment that ends with the first ">", or text up to "]]>".
        page.sure &= !rest.starts_with("<![CDATA[");
        let Some(tag) = Tag::read(rest) else {
            page.text.push('<');
            at = next + 1;
            continue;
        };
        at = next + tag.length;
        let lower = lower_case(tag.name);
        let kinds = KINDS.get(lower.as_ref()).copied().unwrap_or_default();
        let is = |Kind(bit, _): Kind| kinds & bit != 0;
        if is(INLINE) {
            join(&mut page.text);
        } else if !page.text.ends_with(PARTED) {
            page.text.push(PARTED);
        }
        if is(LEFT_OUT) && !tag.closing && begun.len() == MOST_LEFT_OUT {
            page.sure = false;
        } else if is(LEFT_OUT) && !tag.closing {
            begun.push((lower.clone(), page.text.len()));
        } else if is(LEFT_OUT)
            && let Some(last) = begun.iter().rposition(|(name, _)| *name == lower)
        {
            left_out.push(begun[last].1..page.text.len());
            page.sure &= begun.len() == last + 1;
            begun.truncate(last);
        }
        if lower == "meta" {
            meta(&rest[..tag.length], &mut page.text);
        }
        let closed = rest[..tag.length].ends_with("/>");
        if is(FOREIGN) {
            pictures = if tag.closing { pictures.saturating_sub(1) } else { pictures + usize::from(!closed) };
        }
        lost |= pictures > 0 && !is(DRAWING);
        let foreign = pictures > 0 || lost;
        if tag.closing {
            open = open.saturating_sub(usize::from(!is(UNCLOSED)));
            continue;
        }
        if is(HIDDEN) || is(RAW) {
            let end = ends.entry(lower.clone()).or_insert(Some(0));
            if end.is_some_and(|end| end < at) {
                *end = closing_tag(html, at, tag.name);
            }
            match *end {
                // Whether it hides the rest of the page depends on where it stands.
                None => page.sure = false,
                // Taken as text, and as if there were no such tag.
                Some(end) if foreign || lower == "noscript" => {
                    let content = &html[at.max(taken).min(end)..end];
                    taken = taken.max(end);
                    lost |= foreign && content.contains('<');
                    aside.extend([content, "\n"]);
                    decode(content, &mut aside);
                    aside.push('\n');
                }
                Some(end) => {
                    let content = &html[at..end];
                    if matches!(lower.as_ref(), "title" | "textarea") {
                        decode(content, &mut page.text);
                    } else if !is(HIDDEN) {
                        page.text.push_str(content);
                    } else if memmem::find(content.as_bytes(), b"<!--").is_some() {
                        // A script within a comment within a script ends neither.
                        page.sure &= !content.to_ascii_lowercase().contains("<script");
                    }
                    at = end;
                }
            }
        } else if lower == "plaintext" {
            page.sure = false;
        } else if !closed && !is(UNCLOSED) {
            open += 1;
            page.depth = page.depth.max(open);
        }
    }
    page.sure &= begun.is_empty();
    page.text.push_str(&html[at..]);
    page.text.push('\n');
    page.text.push_str(&aside);
    let together = around(&page.text, left_out);
    page.text.push_str(&together);
    // As in `tidy`: what cannot be seen joins.
    if super::INVISIBLE.iter().any(|char| page.text.contains(*char)) {
        page.text.retain(|char| !super::is_invisible(char));
    }
    settle(&mut page.text);
    page
}

/// Stands where a tag parts words, and may join them.
const PARTED: char = '\u{1}';
/// Stands where a tag joins words, and may part them.
const JOINED: char = '\u{2}';
/// No phrase is longer, in bytes.
const LONGEST_PHRASE: usize = 64;

/// Marks that a word goes on here, or doesn't.
fn join(text: &mut String) {
    if text.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric) {
        text.push(JOINED);
    }
}

/// What comes together where something is left out.
fn around(text: &str, mut left_out: Vec<Range<usize>>) -> String {
    left_out.sort_unstable_by_key(|range| range.start);
    let (mut rest, mut places, mut from) = (String::new(), Vec::new(), 0);
    for Range { start, end } in left_out {
        if start >= from {
            rest.push_str(&text[from..start]);
            places.push(rest.len());
            from = end;
        }
    }
    if places.is_empty() {
        return rest;
    }
    rest.push_str(&text[from..]);
    places.dedup();
    let around = |place: usize| {
        &rest[rest.floor_char_boundary(place.saturating_sub(LONGEST_PHRASE))
            ..rest.floor_char_boundary(place + LONGEST_PHRASE)]
    };
    places.into_iter().flat_map(|place| ["\n", around(place)]).collect()
}

/// Takes words at a tag as the tag has it, and, if there is no blank, the other way once more at the end.
fn settle(text: &mut String) {
    let mut settled = String::with_capacity(text.len() + text.len() / 8);
    let mut settle = |text: &str| {
        let mut from = 0;
        while let Some(at) = memchr2(PARTED as u8, JOINED as u8, &text.as_bytes()[from..]).map(|at| from + at) {
            settled.push_str(&text[from..at]);
            if text[at..].starts_with(PARTED) {
                settled.push('\n');
            }
            from = at + 1;
        }
        settled.push_str(&text[from..]);
    };
    settle(text);
    settle("\n");
    let is_word = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
    let mut from = 0;
    while let Some(at) = memchr2(PARTED as u8, JOINED as u8, &text.as_bytes()[from..]).map(|at| from + at) {
        let rest = text[at..].trim_start_matches([PARTED, JOINED]);
        from = text.len() - rest.len();
        if is_word(text[..at].chars().next_back()) && is_word(rest.chars().next()) {
            let start = text.floor_char_boundary(at.saturating_sub(LONGEST_PHRASE));
            let end = text.floor_char_boundary(from + LONGEST_PHRASE);
            settle(&text[start..at]);
            settle(if text[at..from].contains(PARTED) { "" } else { "\n" });
            settle(&text[from..end]);
            settle("\n");
        }
    }
    *text = settled;
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

/// Text in which `<` is a sign, but entities are read.
fn decode(mut text: &str, out: &mut String) {
    while let Some(at) = memchr(b'&', text.as_bytes()) {
        out.push_str(&text[..at]);
        text = &text[at + entity(&text[at..], out)..];
    }
    out.push_str(text);
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
        let ends =
            || matches!(bytes.get(at + 2 + name.len()), Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c'));
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) && ends()
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
    fn tags_join_or_part() {
        for (html, text) in [
            ("<p>M<b>o</b>U</p><p>dan", "MoU dan M oU dan Mo U dan MoUdan"),
            ("teken<br>MoU", "teken MoU tekenMoU"),
            ("kerja<!-- a > b -->sama", "kerjasama kerja sama"),
            ("<td>kerja</td><td>sama</td>", "kerja sama kerjasama"),
            ("<a title=\"a > b\" href='x'>kerja</a> sama", "kerja sama"),
            ("a < b, 3<4 & c", "a < b, 3<4 & c"),
            ("<script>var x = '<p>MoU</p>';</script>isi<style>MoU</STYLE >x", "isi x isix"),
            ("<!DOCTYPE html><?xml version='1.0'?>isi", "isi"),
            ("<title><b>kerja</title>sama<!--> a --!>b", "<b>kerja sama a --!>b <b>kerjasama a --!>b"),
            ("kerja <button>x</button>\n<select>y</select> sama", "kerja x y sama kerja sama kerja sama"),
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
            ("&nbspM<b>oU</b> teken&shyx", "MoU tekenx M oU tekenx"),
        ] {
            assert_eq!(words(html), text, "{html}");
        }
    }

    #[test]
    fn what_only_the_parser_can_tell() {
        for html in [
            "<p>isi <script>MoU",
            "<iframe><p>MoU</p>",
            "<title>x</titles>MoU",
            "<math><![CDATA[MoU]]></math>",
            "<plaintext>MoU",
            "M<select>x<select>oU",
            "<script><!--<script></script><!-- </script>MoU",
        ] {
            assert!(!visible(html).sure, "{html}");
        }
        assert!(
            visible("<svg><title>x</title><path d=x /></svg><script>//<![CDATA[\n<!-- x\n//]]></script><noscript>y</noscript>")
                .sure
        );
    }

    #[test]
    fn many_tags_take_no_longer() {
        for tag in ["<iframe>", "<svg><title>", "<button></select>", "<noscript>"] {
            visible(&(tag.repeat(200_000) + "</title></noscript>"));
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
