//! The field of an office: "Kepala Dinas {Lingkungan Hidup} Lobar", "Asisten {I}", "Ketua Komisi {II} DPRD".

use super::Finder;
use crate::{
    lexicon::regions::Needs,
    read::{regions::NamedAs, tokens::Gap},
};

impl Finder<'_> {
    /// The token behind the field of an office: "Kepala Dinas {Lingkungan Hidup} Lobar".
    pub(super) fn field(&self, at: usize) -> usize {
        let mut next = at;
        while next < self.end {
            let gap = self.tokens.list[next].gap;
            if next == at && !self.soft_or_closed(next) {
                break;
            }
            // "Asisten Pemerintahan dan Keistimewaan Aceh"
            if self.field_word(next)
                && let Some((n, _)) = self.phrase(&self.lexicons.organisations.proper_names, next)
            {
                next += n;
                continue;
            }
            // "Dinas PUPR-PERA"
            if next > at && gap.only(Gap::HYPHEN) && self.tokens.list[next].upper && self.tokens.list[next - 1].upper {
                next += 1;
                continue;
            }
            // A region ends the field, unless its name is a word of fields as well: "Batu Bara".
            if self.region_at[next].is_some_and(|index| {
                let region = &self.regions[index].value;
                region.named_as != NamedAs::Bare || region.needs == Needs::Capital || !self.field_word(next)
            }) || self.small_region(next)
            {
                break;
            }
            if gap.is_soft() || next == at {
                if let Some((n, _)) = self.phrase(&self.lexicons.offices.agencies, next) {
                    next += n;
                    continue;
                }
                let titled = self.phrase(&self.lexicons.offices.titles_before, next).is_some()
                    && self.tokens.list[next].gap.is_soft()
                    && !self.roman(next);
                let field = self.field_word(next) || self.roman(next) || self.agency_ahead(next);
                if field && !titled || self.all_capitals_agency(next, at) {
                    next += 1;
                    continue;
                }
                break;
            }
            // "Dinas Kepemudaan, Olahraga, dan Pariwisata"
            if gap.only(Gap::COMMA.or(Gap::BLANK)) && self.and(next) && next + 1 < self.end && self.field_word(next + 1)
            {
                next += 2;
                continue;
            }
            // "Dinas Pendidikan, Pemuda dan Olahraga"
            if gap.only(Gap::COMMA.or(Gap::BLANK))
                && self.field_word(next)
                && self.tokens.list[next].capital
                && !self.and(next)
                && self.list_of_fields(next)
            {
                next += 1;
                continue;
            }
            break;
        }
        while next > at && self.and(next - 1) {
            next -= 1;
        }
        next
    }

    /// "Perlindungan Konsumen Disperindag": words before an agency belong to the field.
    pub(super) fn agency_ahead(&self, at: usize) -> bool {
        (at + 1..(at + 4).min(self.end))
            .take_while(|i| self.tokens.list[*i].gap.is_soft() && (self.tokens.list[*i].capital || self.and(*i)))
            .any(|i| self.phrase(&self.lexicons.offices.agencies, i).is_some())
    }

    /// Does a comma list of field words end in "dan" and a field word?
    pub(super) fn list_of_fields(&self, at: usize) -> bool {
        let mut next = at;
        while next < self.end && next < at + 8 {
            if self.and(next) {
                return next + 1 < self.end && self.field_word(next + 1);
            }
            if !self.field_word(next) {
                return false;
            }
            next += 1;
        }
        false
    }

    /// "Kepala DPPPAPPKB": an agency that no lexicon holds.
    pub(super) fn all_capitals_agency(&self, at: usize, first: usize) -> bool {
        let word = self.tokens.text(self.text, at);
        let region_next = at + 1 < self.end && self.region_at[at + 1].is_some();
        (at == first || region_next)
            && (self.tokens.list[at].upper && word.len() >= 4 && self.region_at[at].is_none()
                || ["Dis", "Din"].iter().any(|start| word.starts_with(start)) && word.len() > 7)
    }

    /// "Kadis Lingkungan Hidup jatim": a region in small letters.
    fn small_region(&self, at: usize) -> bool {
        let name = self.phrase(&self.lexicons.regions.names, at).map(|(_, id)| &self.lexicons.regions.name_list[*id]);
        !self.tokens.list[at].capital && name.is_some_and(|name| !name.codes.is_empty() && name.needs == Needs::Capital)
    }

    pub(super) fn spell_field(&self, first: usize, last: usize) -> String {
        let words = self.tokens.span(first, last).one_line(self.text);
        // The codebook's spelling.
        words.replace("Kerjasama", "Kerja Sama").replace("kerjasama", "kerja sama")
    }

    pub(super) fn field_word(&self, at: usize) -> bool {
        self.lexicons.offices.field_words.contains(self.tokens.list[at].word)
    }

    pub(super) fn roman(&self, at: usize) -> bool {
        let word = self.tokens.text(self.text, at);
        !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) && word.len() < 5
    }
}
