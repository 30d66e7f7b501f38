//! Pages that list articles: front pages, categories, tags, search results. What they show of an article stands in the
//! article itself too, so that reading them would count it twice.

use dom_query::Document;

use super::metadata::Metadata;

/// Classes that WordPress and its like give the body of such pages.
const CLASSES: &[&str] = &["archive", "category", "tag", "home", "blog", "search", "search-results", "author", "date"];
/// How the paths of such pages begin.
const PATHS: &[&str] =
    &["tag", "tags", "topik", "topic", "category", "kategori", "indeks", "index", "search", "author", "kanal"];
/// What JSON-LD calls them.
const TYPES: &[&str] = &["collectionpage", "searchresultspage", "itemlist", "profilepage"];

/// Does the page list articles instead of being one? What declares itself an article is one.
pub(super) fn is_listing(document: &Document, metadata: &Metadata, url: Option<&str>) -> bool {
    let article = metadata.types.iter().any(|name| name.ends_with("article") || name.ends_with("posting"));
    if article || is_article(document) {
        return false;
    }
    let classes = document.select("body").attr("class").unwrap_or_default().to_lowercase();
    let has = |class: &str| classes.split_whitespace().any(|found| found == class);
    let classed = CLASSES.iter().any(|class| has(class)) && !has("single") && !has("single-post");
    let typed = metadata.types.iter().any(|name| TYPES.contains(&name.as_str()));
    classed || typed || metadata.url.as_deref().or(url).is_some_and(is_list_address)
}

fn is_article(document: &Document) -> bool {
    let declared = document.select("meta[property='og:type']").attr("content");
    declared.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("article"))
}

fn is_list_address(url: &str) -> bool {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.split('/').skip(1).filter(|part| !part.is_empty());
    match parts.next() {
        None => url.contains("://"),
        Some(first) => PATHS.iter().any(|path| first.eq_ignore_ascii_case(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(html: &str, url: Option<&str>) -> bool {
        let document = Document::from(html);
        let metadata = Metadata::read(&document, url);
        is_listing(&document, &metadata, url)
    }

    #[test]
    fn listings() {
        for (html, url) in [
            ("<body class='archive tag tag-mou'>", None),
            ("<script type='application/ld+json'>{\"@type\": \"CollectionPage\"}</script>", None),
            ("", Some("https://kabar.example/tag/mou")),
            ("", Some("https://kabar.example/")),
            ("<link rel=canonical href='https://kabar.example/kategori/daerah/'>", None),
        ] {
            assert!(is(html, url), "{html} {url:?}");
        }
        for (html, url) in [
            ("<body class='single post'>", Some("https://kabar.example/daerah/mou")),
            ("<meta property='og:type' content='article'>", Some("https://kabar.example/tag/mou")),
            (
                "<script type='application/ld+json'>{\"@graph\": [{\"@type\": [\"NewsArticle\"]}]}</script><body class='home'>",
                None,
            ),
            ("", None),
        ] {
            assert!(!is(html, url), "{html} {url:?}");
        }
    }
}
