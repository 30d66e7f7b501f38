//! Text to [`Document`]: what the words say, and what they mean.
//!
//! Finding comes first and looks at words only; resolving follows and looks at the rest of the article and
//! its date. Both are pure: no file, no clock, no environment. Text never causes an error: what cannot be
//! read is absent.

pub(crate) mod cues;
pub(crate) mod dates;
pub mod gate;
mod led_names;
mod names_again;
pub(crate) mod officials;
pub(crate) mod proper_names;
pub(crate) mod published;
pub(crate) mod regions;
pub(crate) mod sectors;
pub(crate) mod tokens;

use std::ops::Range;

use memchr::memchr2;

use crate::{
    Lexicons,
    lexicon::{
        cues::Cue,
        lists::{List, Lists},
    },
    model::{Article, RegionCode, Sector, Span},
};
use dates::DateValue;
use officials::Person;
use proper_names::ProperName;
use regions::RegionRef;
use tokens::Tokens;

/// Are these one word, whatever its case?
pub(crate) fn same_word(a: &str, b: &str) -> bool {
    // Nearly all words are ASCII.
    match a.is_ascii() && b.is_ascii() {
        true => a.eq_ignore_ascii_case(b),
        false => a.to_lowercase() == b.to_lowercase(),
    }
}

/// Is the word one of these, which are ASCII, whatever its case?
pub(crate) fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// A value, the words it was read from, and the name of the rule that read it, so that every record can be
/// traced to words and rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention<T> {
    /// Where the words stand.
    pub span: Span,
    /// What they say.
    pub value: T,
    /// Which rule found them.
    pub rule: &'static str,
    /// The first token.
    pub(crate) first: usize,
    /// The token behind the last one.
    pub(crate) last: usize,
    /// The sentence, as an index into the document's sentences.
    pub(crate) sentence: usize,
}

impl<T> Mention<T> {
    pub(crate) fn new(tokens: &Tokens, first: usize, last: usize, value: T, rule: &'static str) -> Mention<T> {
        Mention { span: tokens.span(first, last), value, rule, first, last, sentence: tokens.sentence_of(first) }
    }
}

/// An article with everything that was found in it.
pub struct Document<'a> {
    /// The article.
    pub article: &'a Article,
    pub(crate) lexicons: &'a Lexicons,
    pub(crate) tokens: Tokens,
    pub(crate) regions: Vec<Mention<RegionRef>>,
    /// Names that could mean a region but don't, and why.
    pub(crate) dropped: Vec<Mention<&'static str>>,
    pub(crate) people: Vec<Mention<Person>>,
    /// People named again without their office, as indices into `people`.
    pub(crate) again: Vec<Mention<usize>>,
    pub(crate) names: Vec<Mention<ProperName>>,
    pub(crate) dates: Vec<Mention<DateValue>>,
    pub(crate) cues: Vec<Mention<Cue>>,
    pub(crate) sectors: Vec<Mention<sectors::SectorTerm>>,
    /// Agencies, with the sectors that they work in.
    pub(crate) agencies: Vec<Mention<Vec<Sector>>>,
    /// Regions whose seats or buildings are named, for places of signing.
    pub(crate) places: Vec<Mention<regions::Place>>,
    /// For each token the word lists that hold it.
    lists: Vec<Lists>,
}

impl<'a> Document<'a> {
    /// Reads an article. The order of reading: words and sentences; names of organisations, so that a
    /// region's name in them is not taken for the region; regions; people, whose names may look like
    /// regions; then everything that stands by itself.
    pub fn read(lexicons: &'a Lexicons, article: &'a Article) -> Document<'a> {
        Document::of(article, Words::read(lexicons, article)).with_details()
    }
}

/// An article's words, and which of them speak of agreements: what the gate asks before anyone is named.
pub(crate) struct Words<'a> {
    pub(crate) article: &'a Article,
    pub(crate) lexicons: &'a Lexicons,
    pub(crate) tokens: Tokens,
    pub(crate) cues: Vec<Mention<Cue>>,
    /// Are all lines read, and not only some of them?
    pub(crate) whole: bool,
}

/// Of a hundred texts with so many words of agreements some seventy and more pass the second look: these are read as a whole at
/// once.
const MANY: usize = 4;

impl<'a> Words<'a> {
    pub(crate) fn read(lexicons: &'a Lexicons, article: &'a Article) -> Words<'a> {
        Words::of(lexicons, article, Tokens::cut(lexicons, article), true)
    }

    /// The words of the lines that may tell of an agreement, and of lists: `agreements::gate` finds no less in them than in all.
    /// None where the text has no phrase that opens the gate.
    pub(crate) fn telling(lexicons: &'a Lexicons, article: &'a Article) -> Option<Words<'a>> {
        let text = article.text();
        let small = text.to_ascii_lowercase();
        let named = lexicons.gate.places(&small);
        if named.is_empty() {
            return None;
        }
        if named.len() >= MANY {
            return Some(Words::read(lexicons, article));
        }
        let joined = lexicons.joins.places(&small);
        let has = |places: &[usize], line: &Range<usize>| {
            let next = places.partition_point(|place| *place < line.start);
            places.get(next).is_some_and(|place| *place < line.end)
        };
        // Within markup phrases are not looked for.
        let is_marked = |line: &str| memchr2(b'<', b'&', line.as_bytes()).is_some();
        let told = |line: Range<usize>| has(&named, &line) || has(&joined, &line) || is_marked(&text[line]);
        Some(Words::of(lexicons, article, Tokens::cut_lines(lexicons, article, told), false))
    }

    fn of(lexicons: &'a Lexicons, article: &'a Article, tokens: Tokens, whole: bool) -> Words<'a> {
        let cues = cues::find(lexicons, &tokens, article.text());
        Words { article, lexicons, tokens, cues, whole }
    }
}

impl<'a> Document<'a> {
    /// Reads who and what is named, without what only an agreement can have. `article` is that of the words, whose day of
    /// publication may have been found since.
    pub(crate) fn of(article: &'a Article, words: Words<'a>) -> Document<'a> {
        let Words { lexicons, tokens, cues, .. } = words;
        let text = article.text();
        let names = names_again::mend(lexicons, &tokens, text, proper_names::find(lexicons, &tokens, text));
        let found = regions::find(lexicons, &tokens, text, &names);
        let people = officials::find(lexicons, &tokens, text, &found, &names);
        let regions::Resolved { regions, dropped } = regions::resolve(lexicons, &tokens, text, found, &people);
        let people = officials::resolve(&tokens, text, people, &regions);
        let published = article.published.or_else(|| published::in_address(article));
        let mut dates = dates::find(lexicons, &tokens, text, published);
        // "Jalan 17 Agustus", "Universitas 17 Agustus 1945"
        dates.retain(|date| !names.iter().any(|name| name.first + 1 == date.first && date.first < name.last));
        Document {
            article,
            lexicons,
            tokens,
            regions,
            dropped,
            people,
            names,
            dates,
            cues,
            again: Vec::new(),
            sectors: Vec::new(),
            agencies: Vec::new(),
            places: Vec::new(),
            lists: Vec::new(),
        }
    }

    /// With what only an agreement can have: people named again as those who sign, what it covers, where it was signed; and
    /// with what its rules ask of words again and again.
    pub(crate) fn with_details(self) -> Document<'a> {
        let Document { lexicons, article, tokens, regions, people, .. } = &self;
        let text = article.text();
        Document {
            again: officials::find_again(lexicons, tokens, text, people, regions),
            sectors: sectors::find(lexicons, tokens),
            agencies: sectors::agencies(lexicons, tokens),
            places: regions::places(lexicons, tokens, regions),
            lists: tokens
                .list
                .iter()
                .map(|token| lexicons.lists.of_word(token.word, || token.span().of(text)))
                .collect(),
            ..self
        }
    }
}

impl Document<'_> {
    /// The cues that begin in `first..last`. None runs over the end of its sentence.
    pub(crate) fn cues_in(&self, first: usize, last: usize) -> impl Iterator<Item = &Mention<Cue>> {
        let from = self.cues.partition_point(|cue| cue.first < first);
        self.cues[from..].iter().take_while(move |cue| cue.first < last)
    }

    /// Does `first..last` stand in the mention of a person, office and all?
    pub(crate) fn within_person(&self, first: usize, last: usize) -> bool {
        self.people.iter().any(|person| person.first <= first && last <= person.last)
    }

    /// The dates that stand in `first..last`.
    pub(crate) fn dates_in(&self, first: usize, last: usize) -> impl Iterator<Item = &Mention<DateValue>> {
        self.dates.iter().filter(move |date| first <= date.first && date.last <= last)
    }

    /// The span of a sentence with the marks that close it.
    pub(crate) fn sentence_span(&self, first: usize, last: usize) -> Span {
        let text = self.article.text();
        let span = self.tokens.span(first, last);
        let open = usize::from(text[..span.start()].ends_with(['“', '"', '(']));
        let start = text[..span.start()].char_indices().rev().take(open).last().map_or(span.start(), |(at, _)| at);
        let closing = |c: char| matches!(c, ')' | ']' | '.' | '!' | '?' | '…' | '”' | '"' | '’' | ',' | '\'');
        let behind = text[span.end()..].find(|c| !closing(c)).unwrap_or(text.len() - span.end());
        Span::new(start, span.end() + behind)
    }

    /// Does the list hold the word at token `at`?
    #[inline]
    pub(crate) fn listed(&self, list: List, at: usize) -> bool {
        self.lists[at].has(list)
    }

    /// The words of the list in `first..last`.
    pub(crate) fn listed_in(&self, list: List, first: usize, last: usize) -> impl Iterator<Item = usize> {
        let lists = self.lists.get(first..last).unwrap_or_default();
        (first..).zip(lists).filter(move |(_, lists)| lists.has(list)).map(|(at, _)| at)
    }

    /// The words of `first..last` as they stand.
    pub(crate) fn words(&self, first: usize, last: usize) -> &str {
        self.tokens.span(first, last).of(self.article.text())
    }

    /// The names of regions that end before token `last`, from token `first` on: where each begins, and what it can mean.
    pub(crate) fn regions_ending(&self, first: usize, last: usize) -> impl Iterator<Item = (usize, &[RegionCode])> {
        let regions = &self.lexicons.regions;
        (first..last).filter_map(move |at| {
            let (n, index) = self.tokens.phrase(&regions.names, at, last)?;
            (at + n == last).then(|| (at, &regions.name_list[index[0]].codes[..]))
        })
    }

    /// The sectors named by terms in `first..last`.
    pub(crate) fn sectors_in(&self, first: usize, last: usize) -> impl Iterator<Item = (Sector, Span)> {
        self.terms_in(first, last).filter_map(|term| term.value.sector.map(|sector| (sector, term.span)))
    }

    /// The terms of sectors in `first..last`.
    pub(crate) fn terms_in(&self, first: usize, last: usize) -> impl Iterator<Item = &Mention<sectors::SectorTerm>> {
        let from = self.sectors.partition_point(|term| term.first < first);
        let terms = self.sectors[from..].iter().take_while(move |term| term.first < last);
        terms.filter(move |term| term.last <= last)
    }
}
