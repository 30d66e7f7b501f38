//! Days of publication as pages write them: in ISO 8601, in words, in figures, in addresses.

use jiff::civil::{Date, date};

use crate::source::fields::publication_day;

/// The day that an attribute or a declaration gives.
pub(super) fn declared(text: &str) -> Option<Date> {
    let text = text.trim();
    plausible(publication_day(text)).or_else(|| written(text))
}

/// The first day that is written out in a short text: "Senin, 12 Januari 2026 | 10:15 WIB", "12/01/2026",
/// "Jan 12, 2026". Figures are day, month, year, or the other way round when the year comes first.
pub(super) fn written(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(3).find_map(|words| {
        let [one, two, three] = words else { return None };
        // "2026-01-12T10:15" is split behind the T.
        let three_day = three.split(['T', 't']).next().unwrap_or(three);
        let day = match (month(one), month(two)) {
            (_, Some(month)) => civil(year(three)?, month, number(one)?),
            (Some(month), None) => civil(year(three)?, month, number(two)?),
            _ if year(one).is_some() => civil(year(one)?, number(two)?, number(three_day)?),
            _ => civil(year(three_day)?, number(two)?, number(one)?),
        };
        plausible(day)
    })
}

/// The day in the path of an address: `/2026/01/12/…`, `/2026-01-12-…`, `/20260112/…`.
pub(super) fn in_address(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?.split_once('/')?.1;
    let parts: Vec<&str> = path.split(['/', '-', '_']).collect();
    let together = parts.iter().find_map(|part| {
        let digits = part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| plausible(civil(year(&part[..4])?, number(&part[4..6])?, number(&part[6..])?))).flatten()
    });
    let apart = parts.windows(3).find_map(|parts| {
        let two = |part: &str| if part.len() == 2 { number(part) } else { None };
        plausible(civil(year(parts[0])?, two(parts[1])?, two(parts[2])?))
    });
    apart.or(together)
}

/// The web has no older news, and an epoch or a year of four nines is no date.
fn plausible(day: Option<Date>) -> Option<Date> {
    day.filter(|day| (1990..=2100).contains(&day.year()))
}

fn civil(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| word.len() == 4 && date(*year, 1, 1).year() >= 1990)
}

fn number(word: &str) -> Option<i8> {
    word.parse().ok().filter(|_| word.len() <= 2)
}

/// A month by its name or its first letters, in Indonesian or English.
fn month(word: &str) -> Option<i8> {
    const NAMES: [&[&str]; 12] = [
        &["januari", "january"],
        &["februari", "february", "pebruari"],
        &["maret", "march"],
        &["april"],
        &["mei", "may"],
        &["juni", "june"],
        &["juli", "july"],
        &["agustus", "august", "agt", "ags"],
        &["september"],
        &["oktober", "october"],
        &["november", "nopember"],
        &["desember", "december"],
    ];
    let word = word.to_lowercase();
    let is = |name: &&str| *name == word || word.len() >= 3 && name.starts_with(&word);
    NAMES.iter().position(|names| names.iter().any(is)).map(|at| at as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(day: Option<Date>) -> String {
        day.map_or_else(String::new, |day| day.to_string())
    }

    #[test]
    fn declared_days() {
        for (declared_as, day) in [
            ("2026-01-12T10:15:00+07:00", "2026-01-12"),
            ("2026-01-12T20:00:00Z", "2026-01-13"),
            ("2026/01/12 10:15:00", "2026-01-12"),
            ("Mon, 12 Jan 2026 10:15:00 +0700", "2026-01-12"),
            ("12 Januari 2026", "2026-01-12"),
            ("1970-01-01T00:00:00Z", ""),
            ("0001-01-01", ""),
            ("kemarin", ""),
        ] {
            assert_eq!(text(declared(declared_as)), day, "{declared_as}");
        }
    }

    #[test]
    fn written_days() {
        for (written_as, day) in [
            ("Senin, 12 Januari 2026 | 10:15 WIB", "2026-01-12"),
            ("Diposting oleh Admin pada 3 Agt 2025 08.00", "2025-08-03"),
            ("Jan 12, 2026", "2026-01-12"),
            ("Jumat 03/10/2025", "2025-10-03"),
            ("03-10-2025 - 09:00", "2025-10-03"),
            ("2025-10-03T09:00", "2025-10-03"),
            ("31/02/2025", ""),
            ("Tahun 2025 ada 12 agenda", ""),
            ("5 Menit lalu", ""),
        ] {
            assert_eq!(text(written(written_as)), day, "{written_as}");
        }
    }

    #[test]
    fn days_in_addresses() {
        for (url, day) in [
            ("https://kabar.example/2026/01/12/malang-jambi", "2026-01-12"),
            ("https://kabar.example/read/2026-01-12-malang", "2026-01-12"),
            ("https://kabar.example/berita/20260112/malang", "2026-01-12"),
            ("https://kabar.example/2026/01/malang-12", ""),
            ("https://kabar.example/read/99991231/x", ""),
            ("https://kabar.example", ""),
            ("/2026/13/12/x", ""),
        ] {
            assert_eq!(text(in_address(url)), day, "{url}");
        }
    }
}
