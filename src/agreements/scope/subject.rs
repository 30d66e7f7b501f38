//! The subject of an agreement, in the article's words.

use crate::{
    agreements::{clauses::Clause, draft::Draft},
    lexicon::{
        cues::{Cue, RoleCue},
        lists::{List, WordLists},
    },
    model::Span,
    read::Document,
};

/// What it is about: the words behind "tentang", "terkait", "soal".
pub(in crate::agreements) fn subject(
    document: &Document<'_>,
    clauses: &[Clause],
    draft: &Draft,
) -> Option<(String, Span)> {
    for index in &draft.clauses {
        let clause = &clauses[*index];
        let cue = document.cues_in(clause.first, clause.last).find(|cue| {
            cue.last < clause.last
                && cue.value == Cue::Role(RoleCue::Topic)
                && document.lexicons.lists.has(List::SubjectOpens, document.words(cue.first, cue.last))
        });
        let Some(cue) = cue else { continue };
        let end = document
            .cues_in(cue.last + 1, clause.last)
            .find(|other| {
                matches!(
                    other.value,
                    Cue::Role(RoleCue::Venue | RoleCue::Witness | RoleCue::Partner | RoleCue::Between | RoleCue::By)
                        | Cue::Sign
                        | Cue::SpeakerBehind
                        | Cue::SpeakerBefore
                )
            })
            .map_or(clause.last, |other| other.first);
        let end = document
            .dates
            .iter()
            .filter(|date| cue.last < date.first && date.first < end)
            .map(|date| date.first)
            .min()
            .unwrap_or(end);
        if end > cue.last {
            let span = document.tokens.span(cue.last, end);
            let words = span.one_line(document.article.text());
            return Some((whole(&document.lexicons.lists, &words), span));
        }
    }
    None
}

/// Without words that only lead on, and without a bracket that was cut: "… Digitalisasi Daerah (P2DD" is closed.
fn whole(lists: &WordLists, subject: &str) -> String {
    let mut subject = subject;
    loop {
        subject = subject.trim_end_matches([',', ' ', '(', ';', ':', '.', '“', '"', '–', '-']);
        match subject.rsplit_once(' ') {
            Some((rest, last)) if lists.has(List::LeadsOn, last) => subject = rest,
            _ => break,
        }
    }
    let open = subject.matches('(').count() > subject.matches(')').count();
    if open { format!("{subject})") } else { subject.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::whole;
    use crate::Lexicons;

    #[test]
    fn subjects_are_whole() {
        let lists = &Lexicons::builtin().unwrap().lists;
        for (cut, expected) in [
            ("pengelolaan sampah,", "pengelolaan sampah"),
            ("Digitalisasi Daerah (P2DD", "Digitalisasi Daerah (P2DD)"),
            ("Digitalisasi Daerah (P2DD) –", "Digitalisasi Daerah (P2DD)"),
            ("", ""),
        ] {
            assert_eq!(whole(lists, cut), expected);
        }
    }
}
