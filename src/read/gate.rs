//! Cheap: could this report an agreement?

use crate::Lexicons;

/// Could the text give an agreement? It may only save time: every agreement is read from a text with a form of document or
/// a word for one ("kesepakatan"), the word for cooperation or a word for signing, and one without any of these words is
/// turned away. The words are those of `cues.csv`. Of a text with such a word, [`annotate`](crate::annotate) asks once more
/// whether it stands in a sentence that could report an agreement.
///
/// ```
/// use sepakat::{Lexicons, read::gate::may_report_agreement};
/// let lexicons = Lexicons::builtin()?;
/// assert!(may_report_agreement(&lexicons, "Pemkot Malang meneken MoU"));
/// assert!(!may_report_agreement(&lexicons, "Banjir merendam tiga desa"));
/// # Ok::<(), sepakat::Error>(())
/// ```
pub fn may_report_agreement(lexicons: &Lexicons, text: &str) -> bool {
    lexicons.gate.is_open(text)
}

/// The same of a line of JSON that holds title and text, before it is decoded: where this says no, [`may_report_agreement`]
/// does so of the article. No `\u` escape in it may stand for a letter, digit or mark of ASCII. `buffer` is for use again.
pub(crate) fn may_report_in_json(lexicons: &Lexicons, json: &[u8], buffer: &mut Vec<u8>) -> bool {
    lexicons.gate.may_be_open_in_json(json, buffer)
}
