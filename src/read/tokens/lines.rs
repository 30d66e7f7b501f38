//! Lines of a text: where they end, what of them is markup, and which are items of a list.

use memchr::{memchr, memchr_iter, memchr2};

/// The lines of a text with their offsets; `<p>` and `<br>` end lines as well. A sentence that goes on in the next line, as in text
/// that was wrapped at some width, is in one with it; `leads_on` tells the words that no line ends with, `noise` the lines that
/// are no part of the article, with which no other one goes on. The first line is the title.
pub(super) fn lines(text: &str, leads_on: impl Fn(&str) -> bool, noise: impl Fn(&str) -> bool) -> Vec<(usize, &str)> {
    let mut lines: Vec<(usize, &str)> = Vec::with_capacity(32);
    each_line(text, |start, line| {
        let body = lines.len() > 1;
        match lines.last_mut() {
            // Where a tag ended the line, the next one begins at once, without a line break between.
            Some((first, before))
                if body && *first + before.len() + 1 == start && runs_on(before, line, &leads_on) && !noise(before) =>
            {
                *before = &text[*first..start + line.len()];
            }
            _ => lines.push((start, line)),
        }
    });
    lines
}

/// Does a sentence run from one line into the next: "… dan" / "Pemkab B …", "meneken nota" / "kesepahaman dengan …"?
fn runs_on(line: &str, next: &str, leads_on: impl Fn(&str) -> bool) -> bool {
    let (line, next) = (line.trim_end(), next.trim_start());
    let open = line.ends_with(|c: char| c.is_alphanumeric() || c == ',');
    if !open || next.is_empty() {
        return false;
    }
    let last = || line.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let small = next.starts_with(char::is_lowercase) && !begins_with_outlet(next);
    (small || leads_on(last())) && item_marker(next).is_none()
}

/// "malangtimes.com - Pemkot Malang …", "detikJatim – …": does the outlet stand before the news?
fn begins_with_outlet(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let domain = |word: &str| word.trim_end_matches('.').contains('.') || word.contains(char::is_uppercase);
    let dash = |word: &str| matches!(word, "-" | "–" | "—" | "|");
    words.next().is_some_and(domain) || words.next().is_some_and(dash)
}

/// The lines as they stand, with their offsets.
fn each_line<'t>(text: &'t str, mut take: impl FnMut(usize, &'t str)) {
    let mut at = 0;
    let marked = memchr(b'<', text.as_bytes()).is_some();
    for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = &text[at..end];
        let mut from = 0;
        if marked && line.contains('<') {
            let tags = ["<br", "</p>", "</li>", "</div>", "<BR", "</P>", "</h"];
            let mut ends: Vec<usize> =
                tags.iter().flat_map(|tag| line.match_indices(tag)).map(|(place, _)| place).collect();
            ends.sort_unstable();
            for to in ends {
                take(at + from, &line[from..to]);
                from = to;
            }
        }
        take(at + from, &line[from..]);
        at = end + 1;
    }
}

/// The line with tags and entities blanked out, offsets kept; none when there are none.
pub(super) fn mask_markup(line: &str) -> Option<String> {
    memchr2(b'<', b'&', line.as_bytes())?;
    let mut masked = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '&']) {
        masked.push_str(&rest[..at]);
        let tail = &rest[at..];
        let end = if tail.starts_with('<') {
            tail.find('>')
                .filter(|end| *end < 300 && tail[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
        } else {
            tail.find(';').filter(|end| {
                (2..=8).contains(end) && tail[1..*end].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
            })
        };
        let length = end.map_or(1, |end| end + 1);
        masked.extend(std::iter::repeat_n(' ', length));
        rest = &tail[length..];
    }
    masked.push_str(rest);
    Some(masked)
}

/// How long the tags at the start of a line are: "<p>1. Universitas …".
pub(super) fn leading_tags(line: &str) -> usize {
    let mut at = 0;
    while let Some(end) = line[at..].strip_prefix('<').and_then(|tag| tag.find('>')) {
        at += end + 2;
    }
    at
}

/// How long the bullet or number at the start of an item is; none when the line is no item.
pub(super) fn item_marker(line: &str) -> Option<usize> {
    let trimmed = line.trim_start_matches(|c: char| c.is_whitespace());
    let lead = line.len() - trimmed.len();
    let mut chars = trimmed.char_indices();
    let (_, first) = chars.next()?;
    if matches!(first, '-' | '–' | '—' | '•' | '*' | '·' | '●' | '▪' | '◦' | '►' | '✓' | '➢') {
        let rest = &trimmed[first.len_utf8()..];
        // "– Masa berlaku …" on a line of its own behind an outlet's name is a dateline's dash.
        let long_dash = matches!(first, '–' | '—') && rest.split_whitespace().count() > 14;
        return (!rest.trim().is_empty() && !long_dash).then_some(lead + first.len_utf8());
    }
    let body = trimmed.strip_prefix('(').unwrap_or(trimmed);
    let bracket = trimmed.len() - body.len();
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let letters = usize::from(digits == 0 && body.as_bytes().first().is_some_and(u8::is_ascii_lowercase));
    let length = digits + letters;
    if length == 0 || digits > 2 {
        return None;
    }
    let rest = &body[length..];
    let mark = rest.chars().next()?;
    let blank = rest[mark.len_utf8()..].starts_with(|c: char| c.is_whitespace());
    let glued = digits > 0 && mark == '.' && rest[1..].starts_with(|c: char| c.is_uppercase());
    (matches!(mark, '.' | ')') && (blank || glued)).then_some(lead + bracket + length + 1)
}

/// Is it a line like an item of a list without bullets: short, with a capital, and no sentence?
pub(super) fn is_short_item(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(char::is_uppercase)
        && line.split_whitespace().count() <= 14
        && !line.ends_with(['.', '!', '?', ':', '”', '"'])
}

/// Is the text behind this gap inside a quotation?
pub(super) fn opens_quote(gap: &str, before: bool) -> bool {
    let mut inside = before;
    for char in gap.chars() {
        match char {
            '“' | '„' | '«' => inside = true,
            '”' | '»' => inside = false,
            '"' => inside = !inside,
            _ => {}
        }
    }
    inside
}
