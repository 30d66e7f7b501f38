//! Web pages: which words are the article, when and where it was published.
//!
//! `dom_smoothie` finds the article, as browsers do for their reading view; what it says of dates is too little, so
//! `metadata.rs` reads the page's own declarations, and `dates.rs` the dates that are only written out.

mod dates;
mod listing;
mod metadata;
mod visible;

use dom_query::{Document, NodeRef, Selection};
use dom_smoothie::{Config, Readability, TextMode};
use jiff::civil::Date;
use memchr::memchr;

use crate::model::Article;
use metadata::Metadata;

/// A web page, and what is known of it from elsewhere.
///
/// ```
/// use sepakat::source::Page;
/// let html = "<title>Dua Daerah Teken MoU - Kabar</title><article><h1>Dua Daerah Teken MoU</h1>\
///     <time datetime='2025-10-06T09:00:00+07:00'>Senin</time><p>Pemkot Malang dan Pemkot Jambi menandatangani \
///     nota kesepahaman di Balai Kota Malang, Senin (6/10). Keduanya sepakat bekerja sama di bidang pangan.</p></article>";
/// let page = Page::new("malang", html.to_owned());
/// assert!(page.visible_text().unwrap().contains("nota kesepahaman"));
/// let article = page.article().unwrap().unwrap();
/// assert_eq!(article.title(), "Dua Daerah Teken MoU");
/// assert_eq!(article.published.unwrap().to_string(), "2025-10-06");
/// assert!(article.body().starts_with("Pemkot Malang"));
/// ```
#[derive(Clone, Debug)]
pub struct Page {
    pub(super) id: String,
    pub(super) html: String,
    /// What the archive says of the page counts more than what the page says itself.
    pub(super) title: Option<String>,
    pub(super) published: Option<Date>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
}

/// Elements that lie deeper inside each other are no page that was written for people, and take time without end.
const DEEPEST: usize = 3000;
/// A text of fewer bytes is no article.
const SHORTEST: usize = 80;

impl Page {
    /// A page of which nothing else is known.
    pub fn new(id: impl Into<String>, html: String) -> Page {
        Page { id: id.into(), html, title: None, published: None, source: None, url: None }
    }

    /// What the archive calls the page.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The page as it is, decoded.
    pub fn html(&self) -> &str {
        &self.html
    }

    /// All words of the page, and of the headline that the archive gives, found without parsing it: every word of the article
    /// is among them, and menus, related headlines and the like. For tests that must be quick and may err on one side only.
    /// None when the page is so badly made (a script without end) that only parsing can tell.
    pub fn visible_text(&self) -> Option<String> {
        let words = visible::visible(&self.html);
        words.sure.then(|| self.title.iter().fold(words.text, |words, title| words + "\n" + title))
    }

    /// The article; none when the page holds none, as a list of articles does.
    ///
    /// # Errors
    /// The page is made to do harm: its elements lie too deep inside each other.
    pub fn article(self) -> Result<Option<Article>, String> {
        let depth = visible::visible(&self.html).depth;
        if depth > DEEPEST {
            return Err(format!("{depth} elements inside each other, expected at most {DEEPEST}"));
        }
        let document = Document::from(self.html.as_str());
        let metadata = Metadata::read(&document, self.url.as_deref());
        if listing::is_listing(&document, &metadata, self.url.as_deref()) {
            return Ok(None);
        }
        let title = self.title.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| tidy(&metadata.title));
        let Some(text) = main_text(document, &title) else { return Ok(None) };
        let mut article = Article::new(self.id, &title, &text);
        article.published = self.published.or(metadata.published);
        article.source = self.source.or(metadata.site);
        article.url = self.url.or(metadata.url);
        Ok(Some(article))
    }
}

/// Does a file that begins so hold a page?
pub(super) fn begins_page(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    let head = String::from_utf8_lossy(&head[..head.len().min(1024)]).to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html") || head.starts_with('<') && head.contains("<head")
}

/// Is the text a whole page?
pub(super) fn is_page(text: &str) -> bool {
    text.trim_start().starts_with('<') && begins_page(text.as_bytes())
}

/// Is the text marked up, as editors' systems keep it?
pub(super) fn is_fragment(text: &str) -> bool {
    let any = |tags: &[&str]| tags.iter().any(|tag| text.contains(tag));
    memchr(b'<', text.as_bytes()).is_some() && any(&["</p>", "<br>", "<br />", "<br/>", "</div>", "</P>", "<BR>"])
}

/// The text of marked-up text, a paragraph a line.
pub(super) fn fragment_text(html: &str) -> String {
    if visible::visible(html).depth > DEEPEST {
        return html.to_owned();
    }
    let document = Document::fragment(html);
    document.select("script, style, noscript, iframe").remove();
    document.select("pre").rename("div");
    tidy(&document.formatted_text())
}

/// Parts of pages that stand within the article and are none of it. The words for them are those of Indonesian outlets'
/// templates.
const FURNITURE: &str = "[class*='baca-juga'], [class*='bacajuga'], [class*='baca_juga'], [class*='linksisip'], \
    [class*='terkait'], [class*='lihatjg'], [class*='share'], [class*='related-'], [class*='jp-relatedposts'], \
    [class*='addtoany'], [class*='tagcloud'], [class*='breadcrumb'], [class*='wp-caption-text'], [class*='iklan'], \
    [class*='advert'], [class*='newsletter'], [id*='disqus'], [class*='komentar'], figcaption, noscript, iframe, \
    amp-ad, amp-social-share, amp-embed, [hidden], [aria-hidden='true']";

/// What has more text outside of links, in bytes, is more than furniture, whatever it is called: "entry-content no-share"
/// is the article.
const LONGEST_FURNITURE: usize = 300;

/// How much text there is outside of links, in bytes.
fn own_words(node: &NodeRef<'_>) -> usize {
    let length = |node: &NodeRef<'_>| node.text().split_whitespace().map(str::len).sum::<usize>();
    let links: usize = Selection::from(*node).select("a").nodes().iter().map(length).sum();
    length(node).saturating_sub(links)
}

/// The article's text, a paragraph a line.
fn main_text(document: Document, title: &str) -> Option<String> {
    for node in document.select(FURNITURE).nodes() {
        if own_words(node) < LONGEST_FURNITURE {
            node.remove_from_parent();
        }
    }
    // Lists of links: menus, other headlines.
    for list in document.select("ul, ol").nodes() {
        if own_words(list) * 5 < list.text().trim().len() {
            list.remove_from_parent();
        }
    }
    // The paragraphs in it would run together.
    document.select("pre").rename("div");
    // The line above the article: "Senin, 6 Oktober 2025 | 10:15 WIB".
    for time in document.select("time").nodes() {
        if !time.ancestors(Some(3)).iter().any(|ancestor| ancestor.node_name().is_some_and(|name| &*name == "p")) {
            time.remove_from_parent();
        }
    }
    let config =
        Config { text_mode: TextMode::Formatted, disable_json_ld: true, char_threshold: SHORTEST, ..Config::default() };
    let found = Readability::with_document(document, None, Some(config)).ok()?.parse().ok()?;
    let text = tidy(&found.text_content);
    let text = text.strip_prefix(title).filter(|_| !title.is_empty()).map_or(text.as_str(), str::trim_start);
    (text.len() >= SHORTEST).then(|| text.to_owned())
}

/// One line a paragraph, without what cannot be seen.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for line in text.lines() {
        let start = tidied.len();
        for char in line.trim().chars() {
            match char {
                char if is_invisible(char) => {}
                '\u{a0}' | '\u{202f}' => tidied.push(' '),
                char => tidied.push(char),
            }
        }
        if tidied[start..].trim().is_empty() {
            tidied.truncate(start);
        } else {
            tidied.push('\n');
        }
    }
    tidied.truncate(tidied.trim_end().len());
    tidied
}

/// Soft hyphens and spaces without width.
const INVISIBLE: &[char] = &['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];

fn is_invisible(char: char) -> bool {
    INVISIBLE.contains(&char)
}
