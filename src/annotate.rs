//! The map step: one article to what it gave.

use crate::{
    Lexicons,
    model::{Annotation, Article},
};

/// Reads one article: a pure function of the text, its metadata and the lexicons.
pub fn annotate(_lexicons: &Lexicons, article: &Article) -> Annotation {
    Annotation {
        id: article.id.clone(),
        source: article.source.clone(),
        url: article.url.clone(),
        published: article.published,
        title: article.title().to_owned(),
        regions: vec![],
        officials: vec![],
        dates: vec![],
        agreements: vec![],
        quotes: vec![],
        why_none: None,
    }
}
