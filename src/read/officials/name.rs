//! A person's name: where it begins behind titles, and where it ends.

use super::Finder;
use crate::{
    lexicon::{calendar::CalendarWord, words::Joint},
    read::{proper_names::NameKind, regions::NamedAs, tokens::Gap},
};

impl Finder<'_> {
    /// "Camat Idanogawo, Triwati Gulo", "Camat Cepu Budiman Santoso": behind the name of the kecamatan.
    pub(super) fn behind_subdistrict(&self, at: usize) -> usize {
        let capital = |i: usize| i < self.end && self.name_word(i, true) && self.tokens.list[i].gap.only(Gap::BLANK);
        let next = at + 1;
        let comma = |i: usize| i < self.end && self.tokens.list[i].gap.has(Gap::COMMA) && self.tokens.list[i].capital;
        // "Camat Sungai Apit, Tengku Mukhtasar"
        let long = (at + 2..at + 4).find(|i| comma(*i) && (at..*i).all(capital) && self.name_from(*i).is_some());
        if capital(at) && (comma(next) || capital(next) && capital(next + 1) && long.is_none()) {
            next
        } else {
            long.unwrap_or(at)
        }
    }

    /// "Bupati Pati nonaktif Sudewo", "Wakil Wali Kota Cirebon waktu itu, Eti Herawati": words on the term of office.
    pub(super) fn behind_term(&self, at: usize) -> usize {
        let word = |at: usize| if at < self.end { self.tokens.text(self.text, at) } else { "" };
        match (word(at), word(at + 1)) {
            ("nonaktif" | "petahana" | "sendiri" | "setempat", _) => at + 1,
            ("waktu" | "saat" | "kala" | "ketika", "itu") => at + 2,
            _ => at,
        }
    }

    /// The tokens of the name behind an office.
    pub(super) fn name_behind(&self, at: usize) -> Option<(usize, usize)> {
        if at >= self.end {
            return None;
        }
        let gap = self.tokens.list[at].gap;
        let marks = Gap::COMMA.or(Gap::BLANK).or(Gap::CLOSE).or(Gap::STOP).or(Gap::HYPHEN).or(Gap::DASH);
        let joined = gap.is_soft() || gap.only(marks) && (!gap.has(Gap::DASH) || gap.has(Gap::COMMA));
        // "Disaksikan Gubernur Jawa Barat, PT Angkasa Pura dan …": a body behind a comma is nobody's name.
        let body = |index: usize| {
            let name = &self.names[index];
            name.first == at && matches!(name.value.kind, NameKind::Organisation(_))
        };
        if !joined || gap.has(Gap::COMMA) && self.name_at[at].is_some_and(body) {
            return None;
        }
        self.name_from(at)
    }

    /// "Vice President Pelayanan Pelanggan, Dwi Kartika": of an office outside the government, a single word before a comma with a
    /// longer name behind it is what the office deals with.
    pub(super) fn behind_field(&self, name: (usize, usize)) -> (usize, usize) {
        let (first, last) = name;
        let comma = last < self.end && self.tokens.list[last].gap.only(Gap::COMMA.or(Gap::BLANK));
        let again = || {
            (last..self.tokens.list.len()).any(|at| {
                self.tokens.list[at].word == self.tokens.list[first].word
                    && self.tokens.text(self.text, at) == self.tokens.text(self.text, first)
            })
        };
        let longer = || self.name_from(last).filter(|(from, to)| to - from > 1 && self.behind_degrees(last) == last);
        let single = last == first + 1 && comma && !again();
        longer().filter(|_| single).unwrap_or(name)
    }

    /// A name that begins at token `at` or behind titles there.
    pub(super) fn name_from(&self, at: usize) -> Option<(usize, usize)> {
        // "Rektor UM Purwokerto Dr. H Syamsuhadi": the seat of the body before the titles.
        let seat = self.phrase(&self.lexicons.regions.capitals, at).map_or(0, |(n, _)| n);
        let behind = at + seat;
        // "Ketua Pengadilan Agama Kuala Tungkal Sri Rizki": no name begins with a seat of several words.
        let named = || seat >= 2 && self.name_word(behind, true) && self.tokens.list[behind].gap.only(Gap::BLANK);
        let of_body = seat > 0 && behind < self.end && (self.title_at(behind).is_some() || named());
        let mut first = if of_body { behind } else { at };
        // "Deputi Direksi Wilayah X Sofyani": the number of a branch.
        if self.branch_number(first) {
            first += 1;
        }
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
        if first >= self.end || self.acronym(first) {
            return None;
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
        // "Kepala Bidang Humas RSUD Bintan": nor is that in a longer name.
        let region = self.phrase(&self.lexicons.regions.names, first).is_some_and(|(n, _)| first + n >= last);
        if last > first && self.in_name[first] && region {
            return None;
        }
        // "Kepala Bidang Pembinaan PBSI": a short form alone is no person.
        if last == first + 1
            && self.tokens.list[first].upper
            && self.tokens.text(self.text, first).len() < 6
            && self.first > 0
            && first == at
            && self.behind_degrees(last) == last
        {
            return None;
        }
        // "Ketua PA Slawi", "Kepala Bappeda Litbang": neither a seat of government nor a field is a person.
        let seat = self.phrase(&self.lexicons.regions.capitals, first).is_some_and(|(n, _)| first + n >= last);
        if last > first && seat || last == first + 1 && self.phrase(&self.lexicons.sectors, first).is_some() {
            return None;
        }
        // "Kepala Biro Informasi Pertahanan Kemhan": a word before a body's name belongs to the office.
        let body = |index: usize| matches!(self.names[index].value.kind, NameKind::Organisation(_));
        if last == first + 1
            && last < self.end
            && self.tokens.list[last].gap.only(Gap::BLANK)
            && self.name_at[last].is_some_and(body)
        {
            return None;
        }
        let long_enough = (first..last).any(|i| self.tokens.text(self.text, i).chars().count() > 2);
        (last > first && long_enough).then_some((first, last))
    }

    /// The degrees behind a name: ", S.IP., M.Si".
    pub(super) fn behind_degrees(&self, at: usize) -> usize {
        let mut next = at;
        while next < self.end && self.tokens.list[next].gap.only(Gap::COMMA.or(Gap::BLANK).or(Gap::STOP)) {
            match self.phrase(&self.lexicons.offices.titles_after, next).filter(|_| self.degree_at(next)) {
                Some((n, ())) => next += n,
                None => break,
            }
        }
        next
    }

    /// "Kepala Bidang Humas PTOI Jakarta": three capitals or more that are no title of the name ("IGN") are no name,
    /// unless all of it is in capitals.
    fn acronym(&self, at: usize) -> bool {
        let token = self.tokens.list[at];
        let next = at + 1;
        let goes_on = next < self.end && self.tokens.list[next].capital && self.tokens.list[next].gap.is_soft();
        token.upper
            && self.tokens.text(self.text, at).chars().count() >= 3
            && !self.tokens.text(self.text, at).contains('.')
            && goes_on
            && self.tokens.text(self.text, next).chars().any(|c| c.is_lowercase())
            && !self.lexicons.offices.titles_kept.contains(token.word)
    }

    /// Does a Roman number stand behind a word for a branch?
    fn branch_number(&self, at: usize) -> bool {
        let number = |word: &str| word != "I" && word.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X' | 'L'));
        let branch = || self.lexicons.offices.name_branches.contains(self.tokens.list[at - 1].word);
        at > self.first && at + 1 < self.end && number(self.tokens.text(self.text, at)) && branch()
    }

    /// "Paulus S. K. Limu": is a single letter behind a name an initial, whatever title it may be elsewhere?
    fn initial(&self, at: usize) -> bool {
        let letter = |at: usize| self.tokens.text(self.text, at).len() == 1 && self.tokens.list[at].capital;
        let of_name = |at: usize| letter(at) || self.phrase(&self.lexicons.offices.titles_before, at).is_none();
        let before = at.checked_sub(1).filter(|before| *before >= self.first && self.goes_on_to(at));
        letter(at) && before.is_some_and(|before| self.tokens.list[before].capital && of_name(before))
    }

    pub(super) fn title_at(&self, at: usize) -> Option<usize> {
        let (n, ()) = self.phrase(&self.lexicons.offices.titles_before, at)?;
        // A title before nothing is a name: "Bupati Gus".
        (at + n < self.end).then_some(n)
    }

    /// "H. Kader Jaelani", "H Cek Endra": behind a shortened title a word is a name.
    fn behind_honorific(&self, at: usize) -> bool {
        at > self.first
            && self.tokens.list[at].gap.only(Gap::BLANK.or(Gap::STOP))
            && (self.tokens.list[at].gap.has(Gap::STOP)
                || matches!(self.tokens.text(self.text, at - 1), "H" | "Hj" | "KH"))
            && self.phrase(&self.lexicons.offices.titles_before, at - 1).is_some_and(|(n, ())| n == 1)
    }

    /// A degree behind the name without a comma: "Usman SE Ak MM".
    pub(super) fn degree_at(&self, at: usize) -> bool {
        let word = self.tokens.text(self.text, at);
        let dotted = word.contains('.') && word.len() > 2;
        // "SH.LL.M"
        let glued = word.split_once('.').is_some_and(|(first, rest)| {
            let known = |degree: &str| {
                let word = (self.lexicons.vocabulary.lookup(degree), Joint::Soft);
                self.lexicons.offices.titles_after.longest(0, 1, |_| word).is_some()
            };
            first.len() > 1 && known(first) && (rest.contains('.') || known(rest))
        });
        if glued {
            return true;
        }
        // One letter is an initial: "Oloan P Nababan".
        let long = |n: usize| n > 1 || word.len() > 1;
        // "Hj Badingah SSos"
        let glued = word.chars().take(2).filter(|letter| letter.is_uppercase()).count() == 2;
        (self.tokens.list[at].upper || dotted || glued || word.len() <= 3)
            && self.phrase(&self.lexicons.offices.titles_after, at).is_some_and(|(n, ())| long(n))
            && !matches!(word, "MS" | "ZA" | "MD" | "MZ")
    }

    pub(super) fn name_word(&self, at: usize, first: bool) -> bool {
        let token = self.tokens.list[at];
        let word = self.tokens.text(self.text, at);
        if !first && matches!(word, "bin" | "binti" | "al" | "el" | "van" | "de" | "den" | "der") {
            return true;
        }
        // "Bupati H Cecep Nurul Yakin meneken": in prose a capital is a name's, but not "Bupati Arief Rohman Bersama Wakil …".
        let prose = || {
            let next = self.tokens.list.get(at + 1).filter(|_| at + 1 < self.end);
            let goes_on = next.is_some_and(|next| next.capital && next.gap.only(Gap::BLANK));
            let calendar = self.phrase(&self.lexicons.calendar, at).is_some();
            !first && !self.tokens.in_headline(at) && !goes_on && !calendar
        };
        token.capital
            && !word.contains(|c: char| c.is_ascii_digit())
            && (!self.lexicons.offices.name_stops.contains(token.word) || first && self.behind_honorific(at) || prose())
            && self.phrase(&self.lexicons.offices.forms, at).is_none()
            && self.phrase(&self.lexicons.offices.others, at).is_none()
            && !self.region_at[at].is_some_and(|index| self.regions[index].value.named_as != NamedAs::Bare)
            && !self
                .phrase(&self.lexicons.calendar, at)
                .is_some_and(|(_, word)| matches!(word, CalendarWord::Weekday(_)))
            && !self.name_at[at].is_some_and(|index| match self.names[index].value.kind {
                NameKind::Organisation(_) => true,
                // "Sherly Tjoanda Laos", "La Ode Darwin", "Bupati Jeneponto Paris Yasir"
                NameKind::Country | NameKind::Foreign => first && !(at > 0 && self.in_region[at - 1]),
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
        if self.nickname(at) || self.nickname(at - 1) {
            return true;
        }
        let before = self.tokens.list[at - 1];
        // "Erianto Laso' Paundanan"
        let behind = &self.text[before.span().end()..self.tokens.list[at].span().start()];
        if matches!(behind, "' " | "’ ") {
            return true;
        }
        let word = self.tokens.text(self.text, at - 1);
        let length = word.chars().count();
        // "A.M. Sukri Sappewali"
        let initials = word.split('.').all(|letter| letter.chars().count() == 1);
        let short =
            || [&self.lexicons.abbreviations, &self.lexicons.title_words].iter().any(|set| set.contains(before.word));
        gap.only(Gap::BLANK.or(Gap::STOP)) && (initials || length <= 4 && short())
    }

    /// "Budi “Kanang” Sulistyono": one word within quotation marks in the midst of a name.
    fn nickname(&self, at: usize) -> bool {
        let quoted = |at: usize| {
            let token = self.tokens.list[at];
            token.capital && token.gap.only(Gap::BLANK.or(Gap::QUOTE)) && token.gap.has(Gap::QUOTE)
        };
        at > self.first && at + 1 < self.end && quoted(at) && quoted(at + 1)
    }

    /// "Tarmizi, Bupati Aceh Barat, menerima …": is one word before an office a name? When the office stands between two
    /// commas or ends the sentence, and the word before is no adverb ("Rencananya").
    fn apposition(&self, word: usize, behind: usize) -> bool {
        let closed = behind >= self.end || self.tokens.list[behind].gap.has(Gap::COMMA);
        let text = self.tokens.text(self.text, word);
        let small_before = word > self.first && !self.tokens.list[word - 1].capital;
        let adverb = text.ends_with("nya");
        closed && self.first > 0 && (small_before || !adverb)
    }

    /// "Danny Missi (Bupati Halbar)", "Al Muktabar, Pj Gubernur Banten", "Agus Liem, selaku kepala …".
    pub(super) fn name_before(
        &self,
        office: usize,
        behind: usize,
        claimed: usize,
        with_region: bool,
    ) -> Option<(usize, usize)> {
        let mut last = office;
        let mut gap = self.tokens.list[office].gap;
        while last > self.first
            && matches!(
                self.tokens.text(self.text, last - 1),
                "selaku" | "sebagai" | "juga" | "yang" | "menjabat" | "dilantik" | "ditunjuk" | "diangkat" | "resmi"
            )
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
            && !self.in_region[first - 1]
            // "Ketua DPRD Prefektur Ehime, Wali Kota Palopo"
            && !self.in_name[first - 1]
        {
            if first < name_last && !self.goes_on_to(first) {
                break;
            }
            if self.phrase(&self.lexicons.offices.titles_before, first - 1).is_some() && !self.initial(first - 1) {
                break;
            }
            first -= 1;
        }
        // "Erasmus Joseph Papilaya, M.T.P, Wakil Ketua DPRD": letters alone are a degree.
        let letters = |at: usize| self.tokens.text(self.text, at).split('.').all(|part| part.len() <= 1);
        if (first..name_last).all(letters) {
            return None;
        }
        let words = name_last - first;
        if words > 0
            && (first..name_last)
                .any(|at| self.region_at[at].is_some_and(|index| self.regions[index].last >= name_last))
        {
            return None;
        }
        let item = || self.tokens.sentences[self.tokens.sentence_of(first)].item;
        let long = || self.tokens.text(self.text, first).len() > 3;
        // "Menurut Mahyeldi yang juga Wali Kota Padang itu": not "Politisi yang juga …", with which a sentence begins.
        let word = |at: usize| self.tokens.text(self.text, at);
        let also = || {
            with_region && first > self.first && office == last + 2 && (word(last), word(last + 1)) == ("yang", "juga")
        };
        let single = words == 1 && (bracket || long() && (item() || comma && self.apposition(first, behind) || also()));
        (words >= 2 || single).then_some((first, name_last))
    }
}
