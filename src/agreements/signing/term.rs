//! The term: for how many years.

use super::Told;
use crate::{
    agreements::{
        clauses::{Actor, Clause},
        draft::Draft,
        parties,
    },
    lexicon::{
        cues::{Cue, RoleCue},
        lists::{List, WordLists},
    },
    model::Form,
    read::{Document, Mention},
};

/// For how many years: "berlaku lima tahun", "berjangka 10 tahun", "12 bulan".
pub(in crate::agreements) fn valid_years(
    document: &Document<'_>,
    clauses: &[Clause],
    draft: &Draft,
    form: Form,
) -> Told<u16> {
    let first = draft.clauses[0];
    let near = clauses.len().min(first + 12);
    let lists = &document.lexicons.lists;
    // An article often ends with it, far from the report: "MoU tersebut berlaku selama tiga tahun."
    let far = (near..clauses.len()).filter(|index| begins_with_document(document, &clauses[*index]));
    let behind = (first..near).chain(far).filter(|_| !draft.background);
    for index in draft.clauses.iter().copied().chain(behind) {
        let clause = &clauses[index];
        // "MoU itu diteken bupati dan Wakil Rektor IPB, berlaku lima tahun": of that partner's alone.
        let mut apart = clause.actors.iter().filter(|actor| actor.apart && actor.takes_part()).peekable();
        let own = |actor: &Actor| actor.side.as_ref().is_some_and(|side| parties::contains(&draft.sides, side));
        if apart.peek().is_some() && !apart.any(own) {
            continue;
        }
        if let Some(years) = years_added(document, clause).or_else(|| years_of_document(document, clause)) {
            return Some(years);
        }
        let durations = || document.cues_in(clause.first, clause.last).filter(|cue| cue.value == Cue::Duration);
        // "PKS berlaku lima tahun, sementara kedua MoU berlaku tiga tahun"
        let own = durations().find(|cue| clause.form_before(cue.first).is_some_and(|(last, _)| last == form));
        let Some(cue) = own.or_else(|| durations().next()) else {
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
                _ if document.listed(List::Year, at) => 12,
                _ if document.listed(List::Month, at) => 1,
                _ => continue,
            };
            // "12 (dua belas) bulan": the one that makes whole years.
            let whole = |number: &u16| (number * months).is_multiple_of(12) && number * months <= 1200;
            let mut numbers = (cue.last..at).rev().filter_map(|i| number(lists, document.words(i, i + 1)));
            if let Some(number) = numbers.find(whole) {
                return Some((number * months / 12, document.tokens.span(cue.first, at + 1)));
            }
        }
    }
    None
}

/// "MoU tersebut berlaku …", "Jangka waktu perjanjian …": does the sentence begin with a document? "Adendum dengan kota itu …" is one
/// with somebody whom it doesn't name.
fn begins_with_document(document: &Document<'_>, clause: &Clause) -> bool {
    let named = |cue: &Mention<Cue>| cue.value.names_agreement();
    let begins = document.cues_in(clause.first, (clause.first + 4).min(clause.last)).any(named);
    let with = |cue: &Mention<Cue>| cue.value == Cue::Role(RoleCue::Partner);
    let other = clause.actors.is_empty() && document.cues_in(clause.first, clause.last).any(with);
    begins && !clause.quoted && !other
}

/// "Selama 32 tahun ia bekerja di pemkot", "Selama tiga tahun terakhir": years that a sentence begins with, and that are none of
/// a document's.
fn told_of_something_else(document: &Document<'_>, clause: &Clause, cue: &Mention<Cue>, years: usize) -> bool {
    let begins = cue.first == clause.first && cue.last == cue.first + 1 && document.listed(List::AllAlong, cue.first);
    let past = years + 1 < clause.last && document.listed(List::UntilNow, years + 1);
    // "Pria berumur 60 tahun"
    let named = clause.names_one() || clause.paper || !clause.short_forms.is_empty();
    let of_others = document.listed(List::OfAge, cue.first) && !named;
    let own = years + 1 < clause.last && document.listed(List::OwnYears, years + 1) && !named;
    past || own || of_others || begins && !clause.speaks_of_one()
}

/// "memperpanjang kerja sama hingga lima tahun ke depan", "Kita perpanjang lima tahun lagi": the years that a sentence adds
/// which tells of renewing.
fn years_added(document: &Document<'_>, clause: &Clause) -> Told<u16> {
    let renewed = clause.renew?;
    (renewed + 1..clause.last.saturating_sub(1)).find_map(|at| {
        let ahead = document.listed(List::Year, at) && document.listed(List::YearsAhead, at + 1);
        let number = || number(&document.lexicons.lists, document.words(at - 1, at));
        Some((ahead.then(number)??, document.tokens.span(at - 1, at + 1)))
    })
}

/// "Ada dua pekerjaan yang disepakati, yaitu …, untuk tiga tahun ke depan": the years of what is covered.
fn years_ahead(document: &Document<'_>, clause: &Clause) -> Told<u16> {
    if clause.speech || clause.scope.is_none() && !clause.names_one() {
        return None;
    }
    let word = |at: usize| document.words(at, at + 1);
    (clause.first + 2..clause.last.saturating_sub(2)).find_map(|at| {
        let ahead = || word(at + 1) == "ke" && word(at + 2) == "depan" && word(at - 2) == "untuk";
        let number = || number(&document.lexicons.lists, word(at - 1));
        let years = (document.listed(List::Year, at) && ahead()).then(number)??;
        Some((years, document.tokens.span(at - 1, at + 1)))
    })
}

/// "PKS-nya lima tahun", "MoU tersebut 10 tahun": the years right behind a document.
fn years_of_document(document: &Document<'_>, clause: &Clause) -> Told<u16> {
    let named = |cue: &&Mention<Cue>| matches!(cue.value, Cue::Form(_) | Cue::ShortForm(_) | Cue::Paper);
    document.cues_in(clause.first, clause.last).filter(named).find_map(|cue| {
        let at = (cue.last..clause.last).find(|at| !document.listed(List::That, *at))?;
        let years = number(&document.lexicons.lists, document.words(at, at + 1))?;
        let unit = at + 1 < clause.last && document.listed(List::Year, at + 1);
        let past = at + 2 < clause.last && document.listed(List::UntilNow, at + 2);
        (unit && !past).then(|| (years, document.tokens.span(cue.first, at + 2)))
    })
}

/// "lima", "12": a number of years or months, up to 99.
fn number(lists: &WordLists, word: &str) -> Option<u16> {
    let figure = word.parse().ok().filter(|number| (1..=99).contains(number));
    figure.or_else(|| lists.number(List::Numeral, word)?.try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::Lexicons;

    #[test]
    fn numbers_of_years() {
        let lexicons = Lexicons::builtin().unwrap();
        for (word, expected) in
            [("lima", Some(5)), ("Sepuluh", Some(10)), ("12", Some(12)), ("0", None), ("2023", None), ("sejak", None)]
        {
            assert_eq!(number(&lexicons.lists, word), expected, "{word}");
        }
    }
}
