//! Words that speak of agreements.

use super::{
    Mention,
    tokens::{Gap, Tokens},
};
use crate::{
    Lexicons,
    lexicon::{cues::Cue, lists::List},
};

/// Finds every cue, the longest at each place, in text order; a phrase with several meanings stands several
/// times.
pub(crate) fn find(lexicons: &Lexicons, tokens: &Tokens, text: &str) -> Vec<Mention<Cue>> {
    let mut found = Vec::new();
    for sentence in &tokens.sentences {
        let title = sentence.line == 0;
        let mut at = sentence.first;
        while at < sentence.last {
            // "Banyuwangi (ANTARA) - Bupati …" names an agency, and no two sides.
            let counts = tokens.list[at].begins.has(lexicons.cues.lexicon()) && !tokens.dateline.contains(&at);
            let cues = counts.then(|| tokens.phrase(&lexicons.cues, at, sentence.last)).flatten();
            let Some((n, cues)) = cues else {
                at += 1;
                continue;
            };
            // "PKS", "KB", "LoI" are short forms only in capitals.
            let written = tokens.text(text, at);
            let short_in_small =
                n == 1 && matches!(cues[0], Cue::ShortForm(_)) && written.len() <= 3 && !tokens.list[at].upper;
            if !short_in_small {
                let counts = |cue: &Cue| {
                    // "Rabu (21/2), Gubernur …" counts nobody.
                    let counted =
                        || tokens.list[at].gap.only(Gap::BLANK) && is_number(lexicons, tokens.text(text, at - 1));
                    *cue != Cue::Counted || at > sentence.first && counted()
                };
                for cue in cues.iter().filter(|cue| !(title && is_speech(**cue)) && counts(cue)) {
                    found.push(Mention::new(tokens, at, at + n, *cue, "cue"));
                }
            }
            if n > 1 && !cues.iter().any(|cue| hides(*cue)) {
                let role = cues.iter().any(|cue| matches!(cue, Cue::Role(_)));
                nested(lexicons, tokens, at, at + n, role, &mut found);
            }
            at += n;
        }
    }
    found.sort_by_key(|cue| cue.first);
    found
}

/// "menyiapkan MoU" is a plan and names a form: the documents, signings and roles within a longer cue count
/// too. A role within a role ("disaksikan oleh") does not.
fn nested(lexicons: &Lexicons, tokens: &Tokens, first: usize, last: usize, role: bool, found: &mut Vec<Mention<Cue>>) {
    let mut at = first;
    while at < last {
        let whole = at == first;
        let inner = tokens.phrase(&lexicons.cues, at, if whole { last - 1 } else { last });
        let Some((n, cues)) = inner else {
            at += 1;
            continue;
        };
        for cue in cues {
            let counts = matches!(
                cue,
                Cue::Form(_)
                    | Cue::ShortForm(_)
                    | Cue::Cooperation
                    | Cue::Paper
                    | Cue::WeakCooperation
                    | Cue::Join
                    | Cue::Sign
                    | Cue::Signing
                    | Cue::Members
                    | Cue::Roster
            ) || !role && matches!(cue, Cue::Role(_));
            if counts {
                found.push(Mention::new(tokens, at, at + n, *cue, "cue-in-cue"));
            }
        }
        at += n;
    }
}

/// False friends and names of documents hide the words in them: "kerja sama tim", "nota kesepahaman".
fn hides(cue: Cue) -> bool {
    matches!(
        cue,
        Cue::False
            | Cue::Hides
            | Cue::NotEnd
            | Cue::Negate
            | Cue::Form(_)
            | Cue::ShortForm(_)
            | Cue::Cooperation
            | Cue::Paper
            | Cue::WeakCooperation
    )
}

/// "tujuh", "11": more than one, and no year.
pub(crate) fn is_number(lexicons: &Lexicons, word: &str) -> bool {
    lexicons.lists.has(List::Number, word) || word.parse::<u32>().is_ok_and(|number| (2..60).contains(&number))
}

/// A headline has no "kata": "Tambah Empat Mitra" adds partners.
fn is_speech(cue: Cue) -> bool {
    matches!(cue, Cue::SpeakerBehind | Cue::SpeakerBefore)
}
