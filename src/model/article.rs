//! One article, as it was read.

use jiff::civil::Date;

use super::Span;

/// A news article: what a source delivers and all that reading and extraction know of it.
///
/// ```
/// use sepakat::model::Article;
/// let article = Article::new("a-1", "Dua Daerah Teken MoU", "Pemkot Malang dan Pemkot Jambi …");
/// assert_eq!(article.text(), "Dua Daerah Teken MoU\nPemkot Malang dan Pemkot Jambi …");
/// assert_eq!(article.title(), "Dua Daerah Teken MoU");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// What the source calls it; unique within an archive.
    pub id: String,
    /// The outlet or site, when known.
    pub source: Option<String>,
    /// Its address, when known.
    pub url: Option<String>,
    /// The day it was published, when known.
    pub published: Option<Date>,
    text: String,
    title_len: usize,
}

impl Article {
    /// An article without metadata.
    pub fn new(id: impl Into<String>, title: &str, body: &str) -> Article {
        let mut text = String::with_capacity(title.len() + 1 + body.len());
        text.push_str(title);
        text.push('\n');
        text.push_str(body);
        Article { id: id.into(), source: None, url: None, published: None, text, title_len: title.len() }
    }

    /// Title, newline, body: the one text that all spans refer to.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The title; empty when there is none.
    pub fn title(&self) -> &str {
        &self.text[..self.title_len]
    }

    /// Where the title stands.
    pub fn title_span(&self) -> Span {
        Span::new(0, self.title_len)
    }

    /// The text behind the title.
    pub fn body(&self) -> &str {
        &self.text[self.title_len + 1..]
    }
}
