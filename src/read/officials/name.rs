//! A person's name: where it begins behind titles, and where it ends.

use super::Finder;
use crate::{
    lexicon::calendar::CalendarWord,
    read::{proper_names::NameKind, regions::NamedAs, tokens::Gap},
};

impl Finder<'_> {
    /// "Camat Idanogawo, Triwati Gulo", "Camat Cepu Budiman Santoso": behind the name of the kecamatan.
    pub(super) fn behind_subdistrict(&self, at: usize) -> usize {
        let capital = |i: usize| i < self.end && self.name_word(i, true) && self.tokens.list[i].gap.only(Gap::BLANK);
        let next = at + 1;
        let comma = next < self.end && self.tokens.list[next].gap.has(Gap::COMMA) && self.tokens.list[next].capital;
        if capital(at) && (comma || capital(next) && capital(next + 1)) { next } else { at }
    }

    /// The tokens of the name behind an office.
    pub(super) fn name_behind(&self, at: usize) -> Option<(usize, usize)> {
        if at >= self.end {
            return None;
        }
        let gap = self.tokens.list[at].gap;
        let marks = Gap::COMMA.or(Gap::BLANK).or(Gap::CLOSE).or(Gap::STOP).or(Gap::HYPHEN).or(Gap::DASH);
        let joined = gap.is_soft() || gap.only(marks) && (!gap.has(Gap::DASH) || gap.has(Gap::COMMA));
        if !joined {
            return None;
        }
        self.name_from(at)
    }

    /// A name that begins at token `at` or behind titles there.
    pub(super) fn name_from(&self, at: usize) -> Option<(usize, usize)> {
        let mut first = at;
        while let Some(n) = self.title_at(first) {
            // "DR (HC) H Zainal"
            first = self.skip_bracket(first + n);
            if first >= self.end
                || !(self.tokens.list[first].gap.is_soft()
                    || self.tokens.list[first]
                        .gap
                        .only(Gap::COMMA.or(Gap::BLANK).or(Gap::STOP).or(Gap::CLOSE).or(Gap::OPEN)))
            {
                return None;
            }
        }
        let mut last = first;
        while last < self.end && last - first < 7 && self.name_word(last, last == first) {
            if last > first && !self.goes_on_to(last) {
                break;
            }
            if last > first && self.degree_at(last) {
                break;
            }
            last += 1;
        }
        while last > first && !self.tokens.list[last - 1].capital {
            last -= 1;
        }
        // "Wali Kota Banda Aceh, Sabang dan …": a region's name alone is no person's.
        if last > first && self.region_at[first].is_some_and(|index| self.regions[index].last >= last) {
            return None;
        }
        // "Kepala Bidang Pembinaan PBSI": a short form alone is no person.
        if last == first + 1
            && self.tokens.list[first].upper
            && self.tokens.text(self.text, first).len() < 6
            && self.first > 0
        {
            return None;
        }
        // "Ketua PA Slawi", "Kepala Bappeda Litbang": neither a seat of government nor a field is a person.
        if last == first + 1
            && (self.phrase(&self.lexicons.regions.capitals, first).is_some()
                || self.phrase(&self.lexicons.sectors, first).is_some())
        {
            return None;
        }
        let long_enough = (first..last).any(|i| self.tokens.text(self.text, i).chars().count() > 2);
        (last > first && long_enough).then_some((first, last))
    }

    pub(super) fn title_at(&self, at: usize) -> Option<usize> {
        let (n, ()) = self.phrase(&self.lexicons.offices.titles_before, at)?;
        // A title before nothing is a name: "Bupati Gus".
        (at + n < self.end).then_some(n)
    }

    /// A degree behind the name without a comma: "Usman SE Ak MM".
    pub(super) fn degree_at(&self, at: usize) -> bool {
        let word = self.tokens.text(self.text, at);
        let dotted = word.contains('.') && word.len() > 2;
        (self.tokens.list[at].upper || dotted || word.len() <= 3)
            && self.phrase(&self.lexicons.offices.titles_after, at).is_some()
            && !matches!(word, "MS" | "ZA" | "MD" | "MZ")
    }

    pub(super) fn name_word(&self, at: usize, first: bool) -> bool {
        let token = self.tokens.list[at];
        let word = self.tokens.text(self.text, at);
        if !first && matches!(word, "bin" | "binti" | "al" | "el" | "van" | "de") {
            return true;
        }
        token.capital
            && !self.lexicons.offices.name_stops.contains(&token.word)
            && self.phrase(&self.lexicons.offices.forms, at).is_none()
            && self.phrase(&self.lexicons.offices.others, at).is_none()
            && !self.region_at[at].is_some_and(|index| self.regions[index].value.named_as != NamedAs::Bare)
            && !self
                .phrase(&self.lexicons.calendar, at)
                .is_some_and(|(_, word)| matches!(word, CalendarWord::Weekday(_)))
            && !self.name_at[at].is_some_and(|index| match self.names[index].value.kind {
                NameKind::Organisation(_) | NameKind::Foreign => true,
                // "Sherly Tjoanda Laos"
                NameKind::Country => first,
                NameKind::Venue | NameKind::Other => false,
            })
    }

    /// Do two tokens of a name belong together: a blank, a hyphen, an apostrophe, or the full stop of an
    /// initial or a shortened first name?
    pub(super) fn goes_on_to(&self, at: usize) -> bool {
        let gap = self.tokens.list[at].gap;
        if gap.only(Gap::BLANK) || gap.only(Gap::HYPHEN) || gap.only(Gap::QUOTE) {
            return true;
        }
        let before = self.tokens.text(self.text, at - 1);
        gap.only(Gap::BLANK.or(Gap::STOP))
            && (before.chars().count() == 1
                || matches!(
                    before,
                    "Moh"
                        | "Muh"
                        | "Moch"
                        | "Mhd"
                        | "Muhd"
                        | "Abd"
                        | "Ach"
                        | "Tb"
                        | "TB"
                        | "Dt"
                        | "St"
                        | "Rd"
                        | "IB"
                        | "AA"
                ))
    }

    /// "Danny Missi (Bupati Halbar)", "Al Muktabar, Pj Gubernur Banten", "Agus Liem, selaku kepala …".
    pub(super) fn name_before(&self, office: usize, claimed: usize, with_region: bool) -> Option<(usize, usize)> {
        let mut last = office;
        let mut gap = self.tokens.list[office].gap;
        while last > self.first
            && matches!(self.tokens.text(self.text, last - 1), "selaku" | "sebagai" | "juga" | "yang" | "menjabat")
        {
            last -= 1;
            gap = self.tokens.list[last].gap;
            if last + 4 < office {
                return None;
            }
        }
        let bracket = gap.has(Gap::OPEN);
        let comma = gap.only(Gap::COMMA.or(Gap::BLANK).or(Gap::STOP)) && gap.has(Gap::COMMA) && with_region;
        if !bracket && !comma && last == office {
            return None;
        }
        // Degrees between name and office.
        let mut name_last = last;
        while name_last > self.first && self.degree_at(name_last - 1) && name_last > claimed {
            name_last -= 1;
        }
        let mut first = name_last;
        while first > self.first
            && first > claimed
            && name_last - first < 6
            && self.name_word(first - 1, true)
            && self.region_at[first - 1].is_none()
        {
            if first < name_last && !self.goes_on_to(first) {
                break;
            }
            if self.phrase(&self.lexicons.offices.titles_before, first - 1).is_some() {
                break;
            }
            first -= 1;
        }
        let words = name_last - first;
        if words > 0
            && (first..name_last)
                .any(|at| self.region_at[at].is_some_and(|index| self.regions[index].last >= name_last))
        {
            return None;
        }
        let single = words == 1
            && (bracket
                || self.tokens.text(self.text, first).len() > 3
                    && self.tokens.sentences[self.tokens.sentence_of(first)].item);
        (words >= 2 || single).then_some((first, name_last))
    }
}
