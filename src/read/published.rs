//! The day of publication of an article whose record doesn't tell it.
//!
//! ```text
//! Jumat, 21 Oktober 2022, 14:59 WIB          a line of the page
//! MALANG, 12 Januari 2026 – Pemkot Malang …  the dateline
//! https://kabar.example/2022/10/21/dua-…     the address
//! ```

use std::borrow::Cow;

use jiff::civil::Date;

use crate::{
    Lexicons,
    lexicon::{
        calendar::CalendarWord,
        words::{Joint, words},
    },
    model::{Article, PublishedFrom},
};

/// The article with the day of publication that its text tells, where the record has none, and where it was found: a
/// short line of the page with a full date and a time of day or a word such as "Terbit", or a full date in the dateline.
pub(crate) fn dated<'a>(lexicons: &Lexicons, article: &'a Article) -> (Cow<'a, Article>, Option<PublishedFrom>) {
    let found = match article.published {
        Some(_) => None,
        None => byline(lexicons, article.body())
            .map(|day| (day, PublishedFrom::Byline))
            .or_else(|| dateline(lexicons, article.body()).map(|day| (day, PublishedFrom::Dateline))),
    };
    match found {
        None => (Cow::Borrowed(article), None),
        Some((day, from)) => {
            let mut dated = article.clone();
            dated.published = Some(day);
            (Cow::Owned(dated), Some(from))
        }
    }
}

/// How many lines at the top and at the end of the page may hold its date.
const LINES: usize = 6;
/// A longer line is a sentence.
const WORDS: usize = 16;

fn byline(lexicons: &Lexicons, body: &str) -> Option<Date> {
    let mut lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut ends: Vec<&str> = lines.by_ref().take(LINES).collect();
    let top = ends.len();
    ends.extend(lines.rev().take(LINES));
    ends[top..].reverse();
    ends.into_iter().find_map(|line| {
        // A sentence.
        if line.ends_with('.') || words(line).nth(WORDS).is_some() {
            return None;
        }
        let small = line.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| small.contains(word));
        // "Waktu: Kamis, 20 Oktober 2022, pukul 09.00 WIB" announces an event.
        let other = has(&["pukul", "waktu", "update", "diperbarui"]);
        let labelled = has(&["terbit", "tayang", "dipublikasi", "published", "posted", "diunggah", "rilis"]);
        if other || !(labelled || has_clock(line)) {
            return None;
        }
        full_date(lexicons, line)
    })
}

/// "14:59", "07.15 WIB".
fn has_clock(line: &str) -> bool {
    let bytes = line.as_bytes();
    let colon = |at: usize| {
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        bytes[at] == b':' && at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2)
    };
    (0..bytes.len()).any(colon) || words(line).any(|(_, word)| matches!(word, "WIB" | "WITA" | "Wita" | "WIT"))
}

/// The part of the first line before its first dash.
fn dateline(lexicons: &Lexicons, body: &str) -> Option<Date> {
    let line = body.lines().find(|line| !line.trim().is_empty())?;
    let end = ["–", "—", " -", "|"].iter().filter_map(|dash| line.find(dash)).min()?;
    let head = &line[..end];
    if words(head).count() > 10 { None } else { full_date(lexicons, head) }
}

/// The first full date of a line: "21 Oktober 2022", "23 - Jun - 2022", "October 21, 2022", "21/10/2022",
/// "2022-10-21T07:59:58Z".
fn full_date(lexicons: &Lexicons, line: &str) -> Option<Date> {
    let words: Vec<&str> = words(line).map(|(_, word)| word).collect();
    let month = |at: usize| {
        let word = (lexicons.vocabulary.lookup(words[at]), Joint::Soft);
        match lexicons.calendar.longest(0, 1, |_| word) {
            Some((_, [CalendarWord::Month(month), ..])) => Some(*month),
            _ => None,
        }
    };
    (0..words.len().saturating_sub(2)).find_map(|at| {
        let [a, b, c] = [words[at], words[at + 1], words[at + 2]];
        if let (Some(day), Some(month), Some(year)) = (number(a, 2), month(at + 1), number(c, 4)) {
            return Date::new(year, month, day as i8).ok();
        }
        if let (Some(month), Some(day), Some(year)) = (month(at), number(b, 2), number(c, 4)) {
            return Date::new(year, month, day as i8).ok();
        }
        numeric([a, b, c])
    })
}

/// Year, month, day, or day, month, year.
fn numeric([a, b, c]: [&str; 3]) -> Option<Date> {
    let month = number(b, 2)? as i8;
    if let Some(year) = number(a, 4) {
        // The "T" of a time of day sticks to the day.
        let day = c.split(['T', 't']).next().and_then(|day| number(day, 2))?;
        return Date::new(year, month, day as i8).ok();
    }
    Date::new(number(c, 4)?, month, number(a, 2)? as i8).ok()
}

/// A number of at most two digits, or a year of four.
fn number(word: &str, digits: usize) -> Option<i16> {
    let fits = if digits == 4 { word.len() == 4 } else { (1..=digits).contains(&word.len()) };
    let number = word.parse().ok().filter(|_| fits && word.bytes().all(|byte| byte.is_ascii_digit()))?;
    (digits != 4 || (1995..=2099).contains(&number)).then_some(number)
}

/// The day in an article's address: "/2022/10/21/", "/28/03/2022/", "/2022-10-21-dua-daerah". Sites give old articles new
/// addresses, so it settles the dates of the text, but never when an agreement was signed.
pub(crate) fn in_address(article: &Article) -> Option<Date> {
    let parts: Vec<&str> = article.url.as_deref()?.split(['/', '-', '?', '_']).collect();
    parts.windows(3).find_map(|parts| numeric([parts[0], parts[1], parts[2]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str) -> Option<(String, PublishedFrom)> {
        let lexicons = Lexicons::builtin().unwrap();
        let article = Article::new("a", "Judul", body);
        let (dated, from) = dated(&lexicons, &article);
        Some((dated.published?.to_string(), from?))
    }

    #[test]
    fn lines_of_the_page() {
        for line in [
            "Jumat, 21 Oktober 2022, 14:59 WIB",
            "Kabar Daerah - Jumat, 21 Okt 2022 07.15 WITA",
            "21 - Okt - 2022, 18:34",
            "Terbit: 21/10/2022",
            "2022-10-21T07:59:58Z",
            "Published October 21, 2022",
        ] {
            let found = found(&format!("{line}\nPemkot Malang menerima tamu."));
            assert_eq!(found, Some(("2022-10-21".to_owned(), PublishedFrom::Byline)), "{line}");
        }
        for line in [
            "Naskah diteken Kamis (20/10/2022) pukul 09.00 WIB",
            "Waktu: Kamis, 20 Oktober 2022, 09:00 WIB",
            "Last Updated: 21 Oktober 2022 14:59",
            "Bupati hadir pada 20 Oktober 2022.",
        ] {
            assert_eq!(found(line), None, "{line}");
        }
    }

    #[test]
    fn datelines_and_addresses() {
        let dateline = found("MALANG, 12 Januari 2026 – Pemkot Malang menerima tamu.");
        assert_eq!(dateline, Some(("2026-01-12".to_owned(), PublishedFrom::Dateline)));
        let address = |url: &str| {
            let mut article = Article::new("a", "Judul", "Isi.");
            article.url = Some(url.to_owned());
            in_address(&article).map(|day| day.to_string())
        };
        for url in ["https://a.example/2022/10/21/dua", "https://a.example/21/10/2022/dua", "a.example/2022-10-21-dua"]
        {
            assert_eq!(address(url).as_deref(), Some("2022-10-21"), "{url}");
        }
        assert_eq!(address("https://a.example/2022/10/dua-daerah-12-2022"), None);
    }
}
