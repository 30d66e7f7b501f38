//! Text to words and sentences.
//!
//! A line is a paragraph; lines that are no part of the article ("Baca juga: …") are left out; a line that
//! begins with a bullet or a number is an item of a list, and knows the sentence that opens the list.

mod gap;
mod lines;

use std::ops::Range;

use crate::{
    Lexicons,
    lexicon::{
        Begins, WordId,
        lists::List,
        regions::{RegionType, TypeRole},
        words::{Joint, words},
    },
    model::{Article, Span},
};
pub(crate) use gap::Gap;
use lines::{is_short_item, item_marker, leading_tags, lines, mask_markup, opens_quote};

/// So many words has a line at most that is no part of the article's text.
const HEADING: usize = 8;
/// So many of them may stand above the line with the dateline.
const MOST_HEADINGS: usize = 5;
/// So many lines of any length, as captions, may stand above a dateline that begins with a town.
const MOST_ABOVE: usize = 10;

/// A word of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    start: u32,
    end: u32,
    /// Its number in the vocabulary.
    pub(crate) word: WordId,
    /// Which lexicons have phrases that begin with it?
    pub(crate) begins: Begins,
    /// What stands between it and the word before it in the sentence's line.
    pub(crate) gap: Gap,
    /// Does it begin with a capital?
    pub(crate) capital: bool,
    /// Is it all capitals, of two letters or more?
    pub(crate) upper: bool,
    /// Does it begin with a digit?
    pub(crate) digit: bool,
}

impl Token {
    /// The word at `start..end` of a text.
    #[inline(always)]
    fn new(lexicons: &Lexicons, text: &str, start: usize, end: usize, gap: Gap) -> Token {
        let first = text.as_bytes()[start];
        // Most letters are ASCII, and most words small.
        let capital = match first {
            b'a'..=b'z' => false,
            b'A'..=b'Z' => true,
            _ => text[start..].starts_with(char::is_uppercase),
        };
        let word = lexicons.vocabulary.lookup_in(text, start, end);
        Token {
            start: start as u32,
            end: end as u32,
            word,
            begins: lexicons.vocabulary.begins(word),
            gap,
            capital,
            upper: capital && is_upper(&text[start..end]),
            digit: first.is_ascii_digit(),
        }
    }

    pub(crate) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// Are all letters of a word capitals, two or more?
fn is_upper(word: &str) -> bool {
    // Nearly all words with a capital go on in small letters.
    if let [_, b'a'..=b'z', ..] = word.as_bytes() {
        return false;
    }
    word.chars().nth(1).is_some() && word.chars().all(|c| !c.is_lowercase())
}

/// A sentence, a headline or an item of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sentence {
    /// Its first token.
    pub(crate) first: usize,
    /// The token behind its last one.
    pub(crate) last: usize,
    /// Which paragraph it stands in; the title is 0.
    pub(crate) line: usize,
    /// Is it an item of a list?
    pub(crate) item: bool,
    /// Of an item: the sentence that opens the list.
    pub(crate) list_of: Option<usize>,
    /// Does it begin inside a quotation?
    pub(crate) quoted: bool,
}

/// The words of an article and how they stand together.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    pub(crate) list: Vec<Token>,
    pub(crate) sentences: Vec<Sentence>,
    /// For each token its sentence.
    sentence_of: Vec<u32>,
    /// Every word with a capital, and where its sentence ends.
    pub(crate) capitals: Vec<(usize, usize)>,
    /// The token behind the dateline ("MALANG, Kabar –"); the title's end when there is none.
    pub(crate) dateline: Range<usize>,
}

impl Tokens {
    /// Cuts an article.
    pub(crate) fn cut(lexicons: &Lexicons, article: &Article) -> Tokens {
        Tokens::cut_lines(lexicons, article, |_| true)
    }

    /// The same of the lines that are wanted, and of all items of lists.
    pub(crate) fn cut_lines(lexicons: &Lexicons, article: &Article, wanted: impl Fn(Range<usize>) -> bool) -> Tokens {
        let text = article.text();
        // Room for the words of nearly any text of this length, so that none is moved.
        let mut tokens = Tokens { list: Vec::with_capacity(text.len() / 5), ..Tokens::default() };
        let mut list_head: Option<usize> = None;
        let mut headline_next = false;
        let (mut dateline_next, mut above_text, mut headings) = (true, true, 0);
        let mut listing = false;
        let noise = &lexicons.noise;
        let leads_on = |word: &str| lexicons.lists.has(List::LineGoesOn, word);
        let lines = lines(text, leads_on, |line| noise.is_match(line, || true));
        for (line, (start, raw)) in lines.into_iter().enumerate() {
            let title = line == 0;
            if raw.trim().is_empty() {
                continue;
            }
            // "Baca juga:" alone on its line: the next one is another article's headline, which ends in no full stop; so
            // are all items of a list behind it.
            if std::mem::take(&mut headline_next) && !raw.trim_end().ends_with(['.', '”', '"', ':']) {
                headline_next = item_marker(raw).is_some();
                continue;
            }
            let range = start..start + raw.len();
            // Within a list any line may end it.
            if !title && noise.is_match(raw, || listing || wanted(range.clone())) {
                headline_next = noise.is_label(raw);
                continue;
            }
            let tags = leading_tags(raw);
            let marked = if title { None } else { item_marker(&raw[tags..]).map(|length| tags + length) };
            let marker = marked.or_else(|| (listing && is_short_item(raw)).then_some(tags));
            // "Kelima kepala daerah yang menandatangani adalah:", and each of them on a line of its own.
            listing = marked.is_none() && !title && (raw.trim_end().ends_with(':') || listing && marker.is_some());
            let lead = !title && dateline_next;
            if marker.is_none() && !wanted(range) {
                dateline_next &= !lead;
                continue;
            }
            let first = tokens.list.len();
            tokens.add_words(lexicons, text, start + marker.unwrap_or(0), start + raw.len());
            if tokens.list.len() == first {
                continue;
            }
            let sentence = tokens.sentences.len();
            tokens.add_sentences(lexicons, text, first, line, marker.is_some());
            match marker {
                Some(_) => {
                    for item in &mut tokens.sentences[sentence..] {
                        item.list_of = list_head;
                    }
                }
                None => list_head = Some(tokens.sentences.len() - 1),
            }
            if lead {
                let place = |at: usize| {
                    tokens.phrase(&lexicons.regions.names, at, tokens.list.len()).is_some()
                        || tokens.phrase(&lexicons.regions.capitals, at, tokens.list.len()).is_some()
                };
                // "TRIBUNKALTIM.CO, SAMARINDA - …"
                let outlet =
                    |at: usize| tokens.text(text, at).contains('.') && at + 1 < tokens.list.len() && place(at + 1);
                let begins = above_text || place(first) || outlet(first);
                let end = if begins { tokens.find_dateline(lexicons, text, first) } else { first };
                tokens.dateline = first..end;
                // "Daerah", "Penulis: Al S", the headline again: what a page puts above the article has no dateline, which may come
                // yet.
                headings += 1;
                let heading = tokens.list.len() - first <= HEADING || raw.trim() == article.title().trim();
                above_text &= heading && headings < MOST_HEADINGS;
                dateline_next = tokens.dateline.is_empty() && headings < MOST_ABOVE;
            }
        }
        tokens.sentence_of.reserve_exact(tokens.list.len());
        for (index, sentence) in tokens.sentences.iter().enumerate() {
            tokens.sentence_of.resize(sentence.last, index as u32);
            let capitals = (sentence.first..sentence.last).filter(|at| tokens.list[*at].capital);
            tokens.capitals.extend(capitals.map(|at| (at, sentence.last)));
        }
        tokens
    }

    /// The words of `text[start..end]`, markup left out.
    fn add_words(&mut self, lexicons: &Lexicons, text: &str, start: usize, end: usize) {
        let line = &text[start..end];
        let masked = mask_markup(line);
        let mut behind = start;
        let line = masked.as_deref().unwrap_or(line);
        let mut words = words(line);
        while let Some(place) = words.next_place() {
            let (from, to) = (start + place.start, start + place.end);
            // One blank stands between nine of ten words.
            let blank = from == behind + 1 && text.as_bytes()[behind] == b' ';
            let gap = if blank { Gap::BLANK } else { Gap::of(&text[behind..from]) };
            let token = Token::new(lexicons, text, from, to, gap);
            let unknown = token.capital && token.word == WordId::UNKNOWN;
            let before = || self.list.last().map_or(WordId::UNKNOWN, |before| before.word);
            match unknown.then(|| glued(lexicons, &line[place], before())).flatten() {
                Some(cut) => self.list.extend([
                    Token::new(lexicons, text, from, from + cut, gap),
                    Token::new(lexicons, text, from + cut, to, Gap::BLANK),
                ]),
                None => self.list.push(token),
            }
            behind = to;
        }
    }

    /// Cuts the tokens from `first` on, a line, into sentences.
    fn add_sentences(&mut self, lexicons: &Lexicons, text: &str, first: usize, line: usize, item: bool) {
        let mut begin = first;
        let mut quoted = self.list[first].gap.has(Gap::QUOTE);
        for at in first + 1..self.list.len() {
            // Before most words there is no full stop.
            if !self.list[at].gap.has(Gap::STOP) {
                continue;
            }
            if self.ends_before(lexicons, text, at) && !(item && at == first + 1) {
                self.sentences.push(Sentence { first: begin, last: at, line, item, list_of: None, quoted });
                begin = at;
                let between = &text[self.list[at - 1].end as usize..self.list[at].start as usize];
                quoted = opens_quote(between, quoted);
            }
        }
        self.sentences.push(Sentence { first: begin, last: self.list.len(), line, item, list_of: None, quoted });
    }

    /// Does a sentence end before token `at`, where a full stop stands?
    fn ends_before(&self, lexicons: &Lexicons, text: &str, at: usize) -> bool {
        let (token, before) = (self.list[at], self.list[at - 1]);
        if !(token.capital || token.digit || token.gap.has(Gap::QUOTE)) {
            return false;
        }
        // "BIG meneken MoU pula dengan sejumlah daerah. Yakni Pemkot A, Pemkab B …"; not "dihadiri tiga bupati. Yakni …"
        let partner = |at: usize| self.list[at].span().of(text) == "dengan";
        if lexicons.lists.has(List::SentenceGoesOn, token.span().of(text)) && (at.saturating_sub(8)..at).any(partner) {
            return false;
        }
        let gap = &text[before.end as usize..token.start as usize];
        if gap.contains(['!', '?']) {
            return token.capital || token.gap.has(Gap::QUOTE);
        }
        // "Al Haris, S.Sos., MH" goes on.
        if token.gap.has(Gap::COMMA)
            || !token.gap.has(Gap::BLANK)
            || !gap.trim_start_matches(['"', '”', '’', ')', ']', '\'']).starts_with('.')
        {
            return false;
        }
        let word = before.span().of(text);
        // "Bupati Bulukumba A.M. Sukri Sappewali", but "…, S.H. Ia"
        let initials = before.capital
            && word.split('.').all(|letter| letter.chars().count() == 1)
            && (word.len() == 1 || self.phrase(&lexicons.offices.titles_after, at - 1, at).is_none());
        // "Syarwani S.Pd. M.Si, Wakil Bupati", "Ganda, SE. MAP. MM. MSi bersama …": a degree behind a degree.
        let degree = |at: usize| self.phrase(&lexicons.offices.titles_after, at, self.list.len()).is_some();
        // "…, SH. ST Burhanuddin menandatangani …": not a name's first letters.
        let title_ends = || {
            let next = self.list.get(at + 1);
            before.capital && token.capital && next.is_none_or(|next| !next.capital || !next.gap.only(Gap::BLANK))
        };
        // "JL MH. Thamrin", "Gedung Bj. Habibie"
        let of_place = before.capital && word.len() == 2 && at >= 2 && {
            let head = self.phrase(&lexicons.organisations.heads, at - 2, at);
            head.is_some_and(|(n, heads)| n == 1 && heads[0].scheme.is_none())
        };
        let abbreviation = of_place
            || (word.contains('.') || title_ends()) && degree(at - 1) && degree(at)
            || lexicons.abbreviations.contains(before.word) && gap.starts_with('.')
            || initials
            || before.digit && token.digit;
        !abbreviation || token.gap.has(Gap::QUOTE)
    }

    /// The token behind the dateline of the body, which begins at token `first`.
    fn find_dateline(&self, lexicons: &Lexicons, text: &str, first: usize) -> usize {
        let end = self.list.len().min(first + 14);
        let domain = |at: usize| {
            let word = self.list[at].span().of(text);
            // "Liputan6.com" is two words.
            let behind_digit = |at: usize| {
                let dot = at > first && self.list[at].gap.has(Gap::STOP) && self.list[at].gap.only(Gap::STOP);
                dot && self.list[at - 1].span().of(text).ends_with(|c: char| c.is_ascii_digit())
            };
            let halves = || !self.list[at].digit && (behind_digit(at) || at + 1 < end && behind_digit(at + 1));
            word.contains('.') && word.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-') && word.len() > 4
                || halves()
        };
        let mut domain_seen = false;
        for at in first..end {
            let gap = self.list[at].gap;
            if at > first {
                let glued = gap.has(Gap::HYPHEN)
                    && !gap.has(Gap::BLANK)
                    && domain_seen
                    && (domain(at - 1) || self.list[at - 1].capital);
                let colon = gap.has(Gap::COLON) && at - first <= 5 && (first..at).all(|i| self.list[i].capital);
                // "AMBON,MALUKU- Pemerintah Provinsi …"
                let leaning = gap.has(Gap::HYPHEN)
                    && gap.has(Gap::BLANK)
                    && at - first <= 4
                    && (first..at).all(|i| self.list[i].capital);
                // "Samarinda-Gubernur Sulawesi Tengah …"
                let governs = |kinds: &[RegionType]| matches!(kinds[0].role, TypeRole::Government | TypeRole::Head);
                let before_office = gap.only(Gap::HYPHEN)
                    && at - first <= 3
                    && (first..at).all(|i| self.list[i].capital)
                    && self.phrase(&lexicons.regions.types, at, end).is_some_and(|(_, kinds)| governs(kinds));
                // "JAKARTA(info-ambon.com)-Pemerintah Kota …"
                let closed = |behind: &usize| {
                    let gap = self.list[*behind].gap;
                    gap.has(Gap::CLOSE) && gap.has(Gap::HYPHEN.or(Gap::DASH))
                };
                if gap.has(Gap::OPEN)
                    && (first..at).all(|i| self.list[i].capital)
                    && let Some(behind) = (at + 1..end.min(at + 6)).find(closed)
                {
                    return behind;
                }
                // "SURYAMALANG.COM | MALANG - Kabupaten …": behind the outlet stands the town, and one more dash.
                let town =
                    |last: &usize| self.list[*last].gap.has(Gap::DASH) && (at..*last).all(|i| self.list[i].upper);
                let goes_on = || domain(at - 1) && (at + 1..end.min(at + 4)).any(|last| town(&last));
                // "CEPOSONLINE.COM - NABIRE, …", "IJN – Banda Aceh | Di Banda Aceh …"
                let ends_seat = |behind: &usize| {
                    let gap = self.list[*behind].gap;
                    gap.has(Gap::DASH) || gap.has(Gap::COMMA) && domain(at - 1) && self.list[at].upper
                };
                let behind_seat = || self.phrase(&lexicons.regions.names, at, end).map(|(n, _)| at + n);
                if gap.has(Gap::DASH)
                    && let Some(behind) = behind_seat().filter(|behind| *behind < end).filter(ends_seat)
                {
                    return behind;
                }
                if (gap.has(Gap::DASH) || glued || leaning || before_office || colon) && !goes_on() {
                    return at;
                }
            }
            domain_seen |= domain(at);
            // "PURWOREJO, seputarpurworejo – …"
            let outlet = at > first
                && gap.has(Gap::COMMA)
                && self.list[at - 1].upper
                && at + 1 < end
                && self.list[at + 1].gap.has(Gap::DASH);
            if !self.list[at].capital && !domain(at) && !self.list[at].digit && !outlet {
                break;
            }
        }
        first
    }

    /// What stands between token `at` and the one before it, as phrases see it.
    pub(crate) fn joint(&self, at: usize) -> Joint {
        self.list[at].gap.joint()
    }

    /// Looks the longest phrase up that begins at token `at` and ends before token `end`.
    #[inline]
    pub(crate) fn phrase<'p, T>(
        &self,
        phrases: &'p crate::lexicon::Phrases<T>,
        at: usize,
        end: usize,
    ) -> Option<(usize, &'p [T])> {
        // Behind the last word of the text there is none.
        let token = self.list.get(at)?;
        if !token.begins.has(phrases.lexicon()) {
            return None;
        }
        phrases.longest(at, end, |at| (self.list[at].word, self.joint(at)))
    }

    /// The span from token `first` to the one before `last`.
    pub(crate) fn span(&self, first: usize, last: usize) -> Span {
        Span::new(self.list[first].start as usize, self.list[last - 1].end as usize)
    }

    /// The word itself.
    pub(crate) fn text<'t>(&self, text: &'t str, at: usize) -> &'t str {
        self.list[at].span().of(text)
    }

    /// The sentence that holds token `at`.
    pub(crate) fn sentence_of(&self, at: usize) -> usize {
        self.sentence_of[at] as usize
    }

    /// Does token `at` stand in the headline, where all words may have capitals?
    pub(crate) fn in_headline(&self, at: usize) -> bool {
        self.sentences[self.sentence_of(at)].line == 0
    }
}

/// Where a page that lost its links lost a blank, too: "Eri Cahyadimengatakan", "DKI JakartaPramono". Behind a region's
/// name a new one begins only where a word of kind or of the same name stands before: "SumbarKita" is an outlet. The word is
/// one that no lexicon holds.
fn glued(lexicons: &Lexicons, word: &str, before: WordId) -> Option<usize> {
    const LONG: usize = 8;
    if word.len() < LONG || word.contains('.') {
        return None;
    }
    let verb = |at: &usize| {
        word.len() - at >= LONG && lexicons.offices.name_stops.contains(lexicons.vocabulary.lookup(&word[*at..]))
    };
    let verbs = || word.match_indices("me").map(|(at, _)| at).filter(|at| *at > 2).find(verb);
    let bytes = word.as_bytes();
    let camel = |at: &usize| bytes[*at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase();
    let region = |at: &usize| {
        let name = lexicons.vocabulary.lookup(&word[..*at]);
        let both = |at: usize| ([before, name][at], Joint::Soft);
        let alone = |_: usize| (name, Joint::Soft);
        let kind = lexicons.regions.types.longest(0, 1, |_| (before, Joint::Soft)).is_some();
        lexicons.regions.names.longest(0, 2, both).is_some_and(|(n, _)| n == 2)
            || kind && lexicons.regions.names.longest(0, 1, alone).is_some()
    };
    let names = || (3..word.len() - 2).filter(camel).find(region);
    verbs().or_else(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(body: &str) -> Vec<String> {
        let lexicons = Lexicons::builtin().unwrap();
        let article = Article::new("t", "", body);
        let tokens = Tokens::cut(&lexicons, &article);
        tokens.sentences.iter().map(|s| tokens.span(s.first, s.last).of(article.text()).to_owned()).collect()
    }

    #[test]
    fn titles_and_initials_end_no_sentence() {
        assert_eq!(
            sentences("Bupati Blora H. Arief Rohman, S.IP., M.Si. hadir. Ia datang ke Jl. Pemuda No. 5."),
            ["Bupati Blora H. Arief Rohman, S.IP., M.Si. hadir", "Ia datang ke Jl. Pemuda No. 5"]
        );
        assert_eq!(sentences("Wali Kota Oded M. Danial hadir."), ["Wali Kota Oded M. Danial hadir"]);
        assert_eq!(sentences("Bupati A.M. Sukri Sappewali hadir."), ["Bupati A.M. Sukri Sappewali hadir"]);
        assert_eq!(sentences("Hadir Bupati Ali, S.H. Ia pulang."), ["Hadir Bupati Ali, S.H", "Ia pulang"]);
        assert_eq!(
            sentences("Kapolda Irjen Pol. Wisnu dan KMS. Halim hadir."),
            ["Kapolda Irjen Pol. Wisnu dan KMS. Halim hadir"]
        );
        // "Lalu" is a title, and so is "Laksamana Pertama".
        assert_eq!(
            sentences("MoU diteken 9 September lalu. Itu yang pertama. Bupati datang."),
            ["MoU diteken 9 September lalu", "Itu yang pertama", "Bupati datang"]
        );
    }

    #[test]
    fn noise_and_markup_are_left_out() {
        assert_eq!(
            sentences("<p>Satu dua.</p>\nBaca juga: Bupati Blora\n<p>Tiga &mdash; empat</p>"),
            ["Satu dua", "Tiga &mdash; empat"]
        );
    }

    #[test]
    fn items_know_what_opens_their_list() {
        let lexicons = Lexicons::builtin().unwrap();
        let article = Article::new("t", "Judul", "Berikut daftarnya:\n1. Kab. Tuban\n2. Kota Batu\nSelesai.");
        let tokens = Tokens::cut(&lexicons, &article);
        let lists: Vec<Option<usize>> = tokens.sentences.iter().map(|s| s.list_of).collect();
        assert_eq!(lists, [None, None, Some(1), Some(1), None]);
    }
}
