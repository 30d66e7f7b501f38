//! Which articles of an archive are wanted.

use jiff::civil::Date;
use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::{Lexicons, model::Article};

/// What a run leaves out. The default is nothing.
///
/// ```
/// use sepakat::{model::Article, select::{Sample, Selection, Skip}};
///
/// let selection = Selection { since: Some(jiff::civil::date(2025, 1, 1)), ..Selection::default() };
/// let mut article = Article::new("a-1", "", "Pemkot Malang …");
/// assert_eq!(selection.skips_day(&article), Some(Skip::OutsideDates), "its day is not known");
/// article.published = Some(jiff::civil::date(2025, 1, 1));
/// assert_eq!(selection.skips_day(&article), None);
///
/// let sample = Sample { rate: 0.5, seed: 1 };
/// let taken = (0..1000).filter(|id| sample.takes(&id.to_string())).count();
/// assert!((400..600).contains(&taken));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Only a part, drawn by chance.
    pub sample: Option<Sample>,
    /// Nothing published before this day.
    pub since: Option<Date>,
    /// Nothing published after this day.
    pub until: Option<Date>,
    /// Nothing that isn't Indonesian.
    pub indonesian_only: bool,
}

/// Why an article was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// It is no article: a picture or a redirection that a crawler kept, or a page that lists articles.
    NoArticle,
    /// The sample doesn't hold it.
    NotSampled,
    /// It was published before or after the days asked for, or its day is not known.
    OutsideDates,
    /// It isn't Indonesian.
    OtherLanguage,
}

/// How many records were left out, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// [`Skip::NoArticle`].
    pub no_article: u64,
    /// [`Skip::NotSampled`].
    pub not_sampled: u64,
    /// [`Skip::OutsideDates`].
    pub outside_dates: u64,
    /// [`Skip::OtherLanguage`].
    pub other_language: u64,
}

impl Skipped {
    pub(crate) fn count(&mut self, skip: Skip) {
        *match skip {
            Skip::NoArticle => &mut self.no_article,
            Skip::NotSampled => &mut self.not_sampled,
            Skip::OutsideDates => &mut self.outside_dates,
            Skip::OtherLanguage => &mut self.other_language,
        } += 1;
    }
}

/// A part of the articles, drawn by their ids: the same ones in every run, however the archive is split.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// How large a part, from 0 to 1.
    pub rate: f64,
    /// Another seed draws others.
    pub seed: u64,
}

impl Sample {
    /// Is the article of this id drawn?
    pub fn takes(self, id: &str) -> bool {
        // The highest bits as a number from 0 up to, but not, 1.
        let drawn = (xxh3_64_with_seed(id.as_bytes(), self.seed) >> 11) as f64 / (1_u64 << 53) as f64;
        drawn < self.rate
    }
}

impl Selection {
    /// Is what has this id left out?
    pub fn skips_id(&self, id: &str) -> Option<Skip> {
        self.sample.is_some_and(|sample| !sample.takes(id)).then_some(Skip::NotSampled)
    }

    /// Is the article left out for its day? Where days are asked for, one without a day is.
    pub fn skips_day(&self, article: &Article) -> Option<Skip> {
        self.skips_published(article.published)
    }

    /// The same for what was published on this day.
    pub(crate) fn skips_published(&self, published: Option<Date>) -> Option<Skip> {
        let before = |since: Date| published.is_none_or(|day| day < since);
        let after = |until: Date| published.is_none_or(|day| day > until);
        (self.since.is_some_and(before) || self.until.is_some_and(after)).then_some(Skip::OutsideDates)
    }

    /// Is what has this text left out for its language?
    pub fn skips_text(&self, lexicons: &Lexicons, text: &str) -> Option<Skip> {
        (self.indonesian_only && !lexicons.languages.is_indonesian(text)).then_some(Skip::OtherLanguage)
    }
}
