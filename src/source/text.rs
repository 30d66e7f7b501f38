//! A file that is one article: plain text, or a page.

use std::{
    io::{BufRead, Read},
    sync::Arc,
};

use jiff::civil::Date;

use super::{Place, RawRecord, Reject, SourceFile, charset, record::Shape};
use crate::model::{Article, PartialDate};

/// The whole file as one record.
pub(super) fn record(
    file: Arc<SourceFile>,
    mut input: impl BufRead,
    offset: u64,
    cap: usize,
    shape: Shape,
) -> Result<RawRecord, Reject> {
    let mut bytes = vec![];
    match input.by_ref().take(cap as u64 + 1).read_to_end(&mut bytes) {
        Err(cause) => Err(file.reject(format!("cannot be read: {cause}"))),
        Ok(_) if bytes.len() > cap => Err(file.reject(format!("longer than {} MiB", cap >> 20))),
        Ok(_) => Ok(RawRecord::new(Place { file, record: 1, offset }, shape, bytes)),
    }
}

/// The article in a file's bytes. Its id is `stem`, the file's path without extension; a name such as
/// `2025-10-06-malang-jambi` tells the day of publication. Lines end in `\n`, whatever they ended in. What is not
/// UTF-8 is taken for the character set that it looks most like; bytes that are no text at all are refused.
pub(super) fn article(bytes: &[u8], stem: &str) -> Result<Article, String> {
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(format!("no text: a zero at byte {}", at + 1));
    }
    let text = charset::decode(bytes, None).replace("\r\n", "\n");
    if text.trim().is_empty() {
        return Err("text: empty".into());
    }
    let (title, body) = title_and_body(&text);
    let mut article = Article::new(stem, title, body);
    article.published = day_in_name(stem);
    Ok(article)
}

/// The first line is the title when a blank line follows, or when it is short and no sentence.
fn title_and_body(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches('\n');
    match text.split_once('\n') {
        Some((first, rest)) if !rest.trim().is_empty() => {
            let blank_follows = rest.split('\n').next().is_some_and(|line| line.trim().is_empty());
            let headline = first.chars().count() < 150 && !first.trim_end().ends_with('.');
            if blank_follows || headline { (first, rest) } else { ("", text) }
        }
        _ => ("", text),
    }
}

pub(super) fn day_in_name(stem: &str) -> Option<Date> {
    let name = stem.rsplit('/').next()?;
    match name.get(..10)?.parse() {
        Ok(PartialDate::Day(day)) if !name[10..].starts_with(|next: char| next.is_ascii_digit()) => Some(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        let long = "Pemerintah Kota Malang ".repeat(8);
        for (text, title, body) in [
            ("Dua Daerah Teken MoU\nMalang – Pemkot …", "Dua Daerah Teken MoU", "Malang – Pemkot …"),
            ("Dua Daerah Teken MoU\r\n\r\nMalang – Pemkot …\r\n", "Dua Daerah Teken MoU", "\nMalang – Pemkot …\n"),
            ("Dua daerah sepakat.\n\nMalang – Pemkot …", "Dua daerah sepakat.", "\nMalang – Pemkot …"),
            ("\nJudul\nIsi", "Judul", "Isi"),
            ("Pemkot Malang dan Jambi sepakat.\nKerja sama …", "", "Pemkot Malang dan Jambi sepakat.\nKerja sama …"),
            (&format!("{long}\nIsi"), "", &format!("{long}\nIsi")),
            ("Hanya satu baris", "", "Hanya satu baris"),
            ("Hanya satu baris\n\n", "", "Hanya satu baris\n\n"),
        ] {
            let article = article(text.as_bytes(), "x").unwrap();
            assert_eq!((article.title(), article.body()), (title, body), "{text:?}");
        }
    }

    #[test]
    fn days_in_names() {
        for (stem, day) in [
            ("2025-10-06", Some("2025-10-06")),
            ("2025-10-06-malang-jambi", Some("2025-10-06")),
            ("jatim/2025-10-06_malang", Some("2025-10-06")),
            ("2025-10-061", None),
            ("2025-13-06-malang", None),
            ("malang-2025-10-06", None),
            ("malang", None),
        ] {
            assert_eq!(article(b"Isi", stem).unwrap().published.map(|day| day.to_string()).as_deref(), day, "{stem}");
        }
    }

    #[test]
    fn other_character_sets() {
        assert_eq!(
            article(b"Caf\xe9 di Malang\n\nIsi \x96 dan isi", "x").unwrap().text(),
            "Café di Malang\n\nIsi – dan isi"
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(article(b"caf\0", "x").unwrap_err(), "no text: a zero at byte 4");
        assert_eq!(article(b" \n", "x").unwrap_err(), "text: empty");
    }
}
