//! Documents and governments that are counted: "tujuh naskah", "lima pemerintah daerah", "para bupati".

use super::walk::Walk;
use crate::{
    agreements::clauses::{Clause, Role},
    lexicon::lists::List,
    read::{cues::is_number, tokens::Gap},
};

impl Walk<'_> {
    /// "lima pemerintah daerah", "para kepala daerah", "ketujuh kampus": are they counted, and so others than
    /// those named before?
    pub(super) fn counts(&self, at: usize, last: usize) -> bool {
        let plural = |at: usize| self.document.listed(List::Plural, at);
        self.counted(at)
            || at > self.sentence.first && plural(at - 1)
            || plural(at)
            || last > at + 1 && self.counted(at + 1)
            || last < self.sentence.last && plural(last)
    }

    /// "tujuh naskah", "dua MoU": is the document before token `at` counted as several?
    pub(super) fn counted(&self, at: usize) -> bool {
        // "Rabu (17/9), pemkot meneken …" counts nobody.
        let joined = !self.document.tokens.list[at].gap.has(Gap::COMMA.or(Gap::SLASH));
        at > self.sentence.first && joined && is_number(self.document.lexicons, self.document.words(at - 1, at))
    }

    /// "satu PKS": one document for all.
    pub(super) fn single(&self, at: usize) -> bool {
        at > self.sentence.first && self.document.listed(List::Single, at - 1)
    }

    /// "11 kabupaten meneken MoU dengan Pemkot Bandung", "Pemkot Bandung meneken MoU dengan tujuh kota": each of
    /// them has its own, unless the text says otherwise.
    pub(super) fn count_governments(&self, clause: &mut Clause) {
        match self.role {
            Role::Partner => clause.counted_partners = true,
            Role::Subject if !self.act_seen => clause.counted_subjects = true,
            _ => {}
        }
    }
}
