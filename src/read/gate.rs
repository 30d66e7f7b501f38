//! Cheap: could this report an agreement?

use crate::Lexicons;

/// Could the text give an agreement? It may only save time: every agreement is read from a sentence with a
/// form of document, the word for cooperation or a word for signing, and a text without any of these words is
/// turned away. The words are those of `cues.csv`.
///
/// ```
/// use sepakat::{Lexicons, read::gate::may_report_agreement};
/// let lexicons = Lexicons::builtin()?;
/// assert!(may_report_agreement(&lexicons, "Pemkot Malang meneken MoU"));
/// assert!(!may_report_agreement(&lexicons, "Banjir merendam tiga desa"));
/// # Ok::<(), sepakat::Error>(())
/// ```
pub fn may_report_agreement(lexicons: &Lexicons, text: &str) -> bool {
    lexicons.gate.is_match(text.as_bytes())
}
