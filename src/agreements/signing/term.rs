//! The term: for how many years.

use super::Told;
use crate::{
    agreements::{
        clauses::{Actor, Clause},
        draft::Draft,
        parties,
    },
    lexicon::cues::Cue,
    read::{Document, Mention},
};

/// For how many years: "berlaku lima tahun", "berjangka 10 tahun", "12 bulan".
pub(in crate::agreements) fn valid_years(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> Told<u16> {
    let first = draft.clauses[0];
    let near = clauses.len().min(first + 12);
    let order = draft.clauses.iter().copied().chain(if draft.background { first..first } else { first..near });
    for index in order {
        let clause = &clauses[index];
        // "MoU itu diteken bupati dan Wakil Rektor IPB, berlaku lima tahun": of that partner's alone.
        let mut apart = clause.actors.iter().filter(|actor| actor.apart && actor.takes_part()).peekable();
        let own = |actor: &Actor| actor.side.as_ref().is_some_and(|side| parties::contains(&draft.sides, side));
        if apart.peek().is_some() && !apart.any(own) {
            continue;
        }
        if let Some(added) = years_added(document, clause) {
            return Some(added);
        }
        let Some(cue) = document.cues_in(clause.first, clause.last).find(|cue| cue.value == Cue::Duration) else {
            if let Some(ahead) = years_ahead(document, clause).filter(|_| index <= first + 3) {
                return Some(ahead);
            }
            continue;
        };
        for at in cue.last..clause.last.min(cue.last + 7) {
            if told_of_something_else(document, clause, cue, at) {
                continue;
            }
            let months = match document.words(at, at + 1).to_lowercase().as_str() {
                // "Jangka waktunya setahun"; "jatah hidup selama setahun" is anything's.
                "setahun" if !document.words(cue.first, cue.last).eq_ignore_ascii_case("selama") => {
                    return Some((1, document.tokens.span(cue.first, at + 1)));
                }
                "tahun" => 12,
                "bulan" => 1,
                _ => continue,
            };
            let number = (cue.last..at).rev().find_map(|i| number(document.words(i, i + 1)));
            if let Some(number) = number
                && (number * months) % 12 == 0
                && number * months <= 1200
            {
                return Some((number * months / 12, document.tokens.span(cue.first, at + 1)));
            }
        }
    }
    None
}

/// "Selama 32 tahun ia bekerja di pemkot", "Selama tiga tahun terakhir": years that a sentence begins with, and that are none of
/// a document's.
fn told_of_something_else(document: &Document<'_>, clause: &Clause, cue: &Mention<Cue>, years: usize) -> bool {
    let begins = cue.first == clause.first && document.words(cue.first, cue.last).eq_ignore_ascii_case("selama");
    let past = years + 1 < clause.last && matches!(document.words(years + 1, years + 2), "terakhir" | "belakangan");
    past || begins && !clause.speaks_of_one()
}

/// "memperpanjang kerja sama hingga lima tahun ke depan", "Kita perpanjang lima tahun lagi": the years that a sentence adds
/// which tells of renewing.
fn years_added(document: &Document<'_>, clause: &Clause) -> Told<u16> {
    let renewed = clause.renew?;
    (renewed + 1..clause.last.saturating_sub(1)).find_map(|at| {
        let ahead = matches!(document.words(at + 1, at + 2), "lagi" | "ke" | "mendatang" | "berikutnya");
        let years = number(document.words(at - 1, at)).filter(|_| document.words(at, at + 1) == "tahun" && ahead)?;
        Some((years, document.tokens.span(at - 1, at + 1)))
    })
}

/// "Ada dua pekerjaan yang disepakati, yaitu …, untuk tiga tahun ke depan": the years of what is covered.
fn years_ahead(document: &Document<'_>, clause: &Clause) -> Told<u16> {
    if clause.speech || clause.scope.is_none() && !clause.names_one() {
        return None;
    }
    let word = |at: usize| document.words(at, at + 1);
    (clause.first + 2..clause.last.saturating_sub(2)).find_map(|at| {
        let ahead = word(at + 1) == "ke" && word(at + 2) == "depan";
        let years = number(word(at - 1)).filter(|_| word(at) == "tahun" && ahead && word(at - 2) == "untuk")?;
        Some((years, document.tokens.span(at - 1, at + 1)))
    })
}

/// "lima", "12": a number of years or months, up to 99.
fn number(word: &str) -> Option<u16> {
    let word = word.to_lowercase();
    let words = ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"];
    word.parse()
        .ok()
        .filter(|number| (1..=99).contains(number))
        .or_else(|| words.iter().position(|other| *other == word).map(|at| at as u16 + 1))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_of_years() {
        for (word, expected) in
            [("lima", Some(5)), ("Sepuluh", Some(10)), ("12", Some(12)), ("0", None), ("2023", None), ("sejak", None)]
        {
            assert_eq!(number(word), expected, "{word}");
        }
    }
}
