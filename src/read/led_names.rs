//! Where the name of an organisation ends before that of the person who leads it.
//!
//! ```text
//! Rektor ITN Malang Abraham Lomi
//! Direktur Utama Bank Banten Muhammad Busthami
//! Rektor Universitas Diponegoro Suharnomo … kata Suharnomo
//! ```

use super::{
    Mention,
    proper_names::{NameKind, ProperName},
    tokens::{Gap, Tokens},
};
use crate::{Lexicons, model::Scheme};

/// Cuts the persons off: behind the office of an organisation stands the organisation, then the person.
pub(super) fn cut_persons(lexicons: &Lexicons, tokens: &Tokens, text: &str, names: &mut [Mention<ProperName>]) {
    let mut article = Article { lexicons, tokens, text, elsewhere: Vec::new(), seated: Vec::new() };
    let organisation = |name: &Mention<ProperName>| matches!(name.value.kind, NameKind::Organisation(_));
    if !names.iter().any(|name| organisation(name) && article.is_led(name.first)) {
        return;
    }
    for name in names.iter().filter(|name| organisation(name) && !article.is_led(name.first)).collect::<Vec<_>>() {
        let last = name.last - 1;
        if name.last - name.first >= 2 && tokens.list[last].capital {
            article.elsewhere.push(article.words(name.first, name.last));
        }
        // "PT Citra Prasasti Konsorindo (Cipako)": the name itself ends before its short form.
        if name.last - name.first >= 3 && tokens.list[last].gap.has(Gap::OPEN) {
            article.elsewhere.push(article.words(name.first, last));
        }
        if name.last - name.first >= 3 && article.is_place(last, name.last) {
            article.seated.push(article.words(name.first, last));
        }
    }
    for name in names.iter_mut().filter(|name| organisation(name)) {
        let led = article.is_led(name.first);
        let end = if led { article.own_words(name) } else { article.in_its_region(name) };
        if let Some(n) = end {
            let end = name.first + n;
            let value = ProperName { name: tokens.span(name.first, end).one_line(text), kind: name.value.kind };
            *name = Mention::new(tokens, name.first, end, value, name.rule);
        }
    }
}

/// An article, and how it names the organisations that no office stands before.
struct Article<'a> {
    lexicons: &'a Lexicons,
    tokens: &'a Tokens,
    text: &'a str,
    /// Their words, in small letters.
    elsewhere: Vec<Vec<String>>,
    /// The words of those that end with their seat, without it.
    seated: Vec<Vec<String>>,
}

impl Article<'_> {
    /// Of how many words is the name before the person? None: no person stands in it.
    fn own_words(&self, name: &Mention<ProperName>) -> Option<usize> {
        let words = self.words(name.first, name.last);
        if self.elsewhere.contains(&words) {
            return None;
        }
        let branch = |n: usize| {
            let behind = self.tokens.list[name.first + n].word;
            self.lexicons.offices.name_branches.contains(behind)
        };
        self.as_elsewhere(&words)
            .or_else(|| self.without_seat(name, &words))
            .or_else(|| self.behind_region(name))
            .or_else(|| self.behind_short_form(name))
            .or_else(|| self.behind_legal_form(name, &words))
            .or_else(|| self.behind_known(name))
            .filter(|n| !branch(*n))
    }

    /// "Kepala Divisi Pelayanan Hukum Kantor Wilayah Kemenkumham Sumut Purwanto": the head of a part of it, where the article elsewhere
    /// ends it with the region.
    fn in_its_region(&self, name: &Mention<ProperName>) -> Option<usize> {
        let words = self.words(name.first, name.last);
        let n = self.as_elsewhere(&words)?;
        let mut person = name.first + n..name.last;
        let region = self.is_place(name.first + n - 1, name.first + n);
        let plain = |at: usize| {
            let branch = self.lexicons.offices.name_branches.contains(self.tokens.list[at].word);
            self.is_plain(at) && !branch && !self.is_place(at, name.last) && self.tokens.list[at].gap.is_soft()
        };
        (region && person.all(plain)).then_some(n)
    }

    /// Where the article elsewhere ends it.
    fn as_elsewhere(&self, words: &[String]) -> Option<usize> {
        let begins = |other: &&Vec<String>| other.len() < words.len() && words.starts_with(other);
        self.elsewhere.iter().filter(begins).map(Vec::len).max()
    }

    /// "Rektor Universitas Nusa Nipa Jonas Kleofas", beside "Universitas Nusa Nipa Maumere".
    fn without_seat(&self, name: &Mention<ProperName>, words: &[String]) -> Option<usize> {
        let begins = |other: &&Vec<String>| {
            let n = other.len();
            n + 2 <= words.len() && words.starts_with(other) && !self.is_place(name.first + n, name.last)
        };
        self.seated.iter().filter(begins).map(Vec::len).max()
    }

    /// "Ketua Yayasan Rumpun Perempuan Sultra Sitti Zahara".
    fn behind_region(&self, name: &Mention<ProperName>) -> Option<usize> {
        let known = self.known(name);
        let central = name.value.kind == NameKind::Organisation(Scheme::PemerintahPusat);
        // "PT Bandung Daya Sentosa" begins with a town.
        let from = name.first + if known > 0 || central { 1 } else { 2 };
        (from..name.last).rev().find_map(|at| {
            let region = self.tokens.phrase(&self.lexicons.regions.names, at, name.last)?.0;
            // "Bank NTB Syariah Bima": the region stands within a longer known name.
            let end = (at + region).max(name.first + known);
            // "Ketua PA Jepara Rifai", who stands alone elsewhere.
            let single = central && name.last == at + region + 1 && self.stands_alone(at + region);
            (name.last >= end + 2 || single).then_some(end - name.first)
        })
    }

    /// "Rektor ITN Abraham Lomi", beside "kampus ITN,"
    fn behind_short_form(&self, name: &Mention<ProperName>) -> Option<usize> {
        let (tokens, text) = (self.tokens, self.text);
        let short = tokens.list[name.first];
        let long_enough = short.upper && name.last >= name.first + 3 && tokens.text(text, name.first).len() > 2;
        let other = |at: usize| {
            let next = tokens.list.get(at + 1);
            let goes_on = next.is_some_and(|next| next.capital && next.gap.is_soft());
            tokens.text(text, at) == tokens.text(text, name.first) && !goes_on
        };
        // "ISI Yogyakarta Irwandi"
        let seat = tokens.phrase(&self.lexicons.regions.names, name.first + 1, name.last).is_some();
        // "PDAM Tirta Kanjuruhan", "BPJS Kesehatan": the short form is only the beginning of what it is called.
        let head = tokens.phrase(&self.lexicons.organisations.heads, name.first, name.last).map_or(0, |(n, _)| n);
        let longer = head.max(self.known(name)) > 1;
        (long_enough && !seat && !longer && (0..tokens.list.len()).any(other)).then_some(1)
    }

    /// "Direktur Utama PT Garam (Persero) Budi Sasongko".
    fn behind_legal_form(&self, name: &Mention<ProperName>, words: &[String]) -> Option<usize> {
        let legal = |word: &String| matches!(word.as_str(), "persero" | "perseroda");
        let n = words.iter().position(legal)? + 1;
        let person = |at: usize| {
            let token = self.tokens.list[at];
            let region = self.tokens.phrase(&self.lexicons.regions.names, at, name.last).is_some();
            self.is_plain(at) && !region && !self.lexicons.offices.name_branches.contains(token.word)
        };
        let behind = name.first + n..name.last;
        (behind.len() >= 2 && behind.clone().all(person) && words[words.len() - 1] != "tbk").then_some(n)
    }

    /// "Rektor Universitas Diponegoro Suharnomo", who stands alone elsewhere: "kata Suharnomo".
    fn behind_known(&self, name: &Mention<ProperName>) -> Option<usize> {
        let n = Some(self.known(name)).filter(|n| *n >= 2)?;
        let mut person = name.first + n..name.last;
        let all = person.clone().all(|at| self.is_plain(at) && !self.is_place(at, self.tokens.list.len()));
        (all && person.any(|at| self.stands_alone(at))).then_some(n)
    }

    /// How many words of it are the name of a known organisation.
    fn known(&self, name: &Mention<ProperName>) -> usize {
        self.tokens.phrase(&self.lexicons.organisations.known, name.first, name.last).map_or(0, |(n, _)| n)
    }

    /// Does the office of an organisation stand before token `first`?
    fn is_led(&self, first: usize) -> bool {
        let office = |first: usize, last: usize| self.tokens.phrase(&self.lexicons.offices.others, first, last);
        // "Kepala Stasiun" {Stasiun Geofisika …}: the office may hold the name's first word.
        let over = || first >= 1 && office(first - 1, self.tokens.list.len()).is_some();
        let before = || (1..=3).any(|n| first >= n && office(first - n, first).is_some_and(|(words, _)| words == n));
        self.tokens.list[first].gap.is_soft() && (over() || before())
    }

    fn words(&self, first: usize, last: usize) -> Vec<String> {
        (first..last).map(|at| self.tokens.text(self.text, at).to_lowercase()).collect()
    }

    /// Does a region or a seat stand at token `at`?
    fn is_place(&self, at: usize, last: usize) -> bool {
        let regions = &self.lexicons.regions;
        self.tokens.phrase(&regions.names, at, last).is_some()
            || self.tokens.phrase(&regions.capitals, at, last).is_some()
    }

    /// Neither a short form nor a number.
    fn is_plain(&self, at: usize) -> bool {
        let token = self.tokens.list[at];
        !token.upper && !token.digit
    }

    /// Does the word of a token stand elsewhere without another capital beside it?
    fn stands_alone(&self, at: usize) -> bool {
        let (tokens, text) = (self.tokens, self.text);
        let joined = |at: usize| tokens.list.get(at).is_some_and(|token| token.capital && token.gap.is_soft());
        // "Menurut Armid, …": a sentence begins with a capital whatever its first word is.
        let inside = |at: usize| {
            let first = tokens.sentences[tokens.sentence_of(at)].first;
            first < at && !(first + 1 == at && self.lexicons.offices.name_stops.contains(tokens.list[first].word))
        };
        let alone = |other: usize| {
            let before = inside(other) && tokens.list[other].gap.is_soft() && tokens.list[other - 1].capital;
            other != at && tokens.text(text, other) == tokens.text(text, at) && !joined(other + 1) && !before
        };
        (0..tokens.list.len()).any(alone)
    }
}
