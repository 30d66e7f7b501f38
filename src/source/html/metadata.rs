//! What a page declares of itself: title, day of publication, site, address.
//!
//! Of the day, in this order: JSON-LD (schema.org), meta tags (Open Graph and what content systems add), marked-up dates
//! (microdata, hAtom, `<time>`), a date written out below the headline, and at last a day in the address.

use dom_query::{Document, NodeRef};
use jiff::civil::Date;
use serde_json::Value;

use super::dates;

/// What a page says of itself.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Metadata {
    pub(super) title: String,
    pub(super) published: Option<Date>,
    pub(super) site: Option<String>,
    pub(super) url: Option<String>,
    /// The types that JSON-LD gives, in lower case.
    pub(super) types: Vec<String>,
}

impl Metadata {
    /// Reads the page; `url` is where it was found. Takes scripts and styles out of it, as nothing else in them is to be read:
    /// where a page is badly made they stand within the headline.
    pub(super) fn read(document: &Document, url: Option<&str>) -> Metadata {
        let linked = LinkedData::read(document);
        document.select("script, style").remove();
        let site = meta(document, &["og:site_name", "application-name"]).or(linked.publisher.clone());
        let title = title(document, site.as_deref());
        let canonical = canonical(document);
        let url = canonical.or_else(|| url.map(str::to_owned));
        let published = linked
            .published
            .or_else(|| meta_day(document))
            .or_else(|| marked_day(document))
            .or_else(|| written_day(document, &title))
            .or_else(|| url.as_deref().and_then(dates::in_address));
        let host = || {
            Some(url.as_deref()?.split_once("://")?.1.split(['/', ':']).next()?.trim_start_matches("www.").to_owned())
        };
        Metadata {
            title,
            published,
            site: site.or_else(|| host().filter(|host| !host.is_empty())),
            url,
            types: linked.types,
        }
    }
}

/// The first filled meta tag of these names.
fn meta(document: &Document, names: &[&str]) -> Option<String> {
    let all = document.select("meta[content]");
    names.iter().find_map(|name| {
        all.nodes().iter().find_map(|node| {
            let named = ["property", "name", "itemprop"]
                .iter()
                .any(|key| node.attr(key).is_some_and(|found| found.trim().eq_ignore_ascii_case(name)));
            named
                .then(|| node.attr("content").map(|content| one_line(&content)))
                .flatten()
                .filter(|content| !content.is_empty())
        })
    })
}

fn canonical(document: &Document) -> Option<String> {
    let link = document.select("link[rel='canonical']").attr("href").map(|href| href.trim().to_owned());
    link.or_else(|| meta(document, &["og:url"])).filter(|url| url.starts_with("http"))
}

/// The headline, without the site's name behind it.
fn title(document: &Document, site: Option<&str>) -> String {
    let headlines: Vec<String> = document
        .select("h1")
        .nodes()
        .iter()
        .map(|node| one_line(&node.formatted_text()))
        .filter(|text| !text.is_empty())
        .collect();
    let declared = meta(document, &["og:title", "twitter:title"]);
    let declared =
        declared.or_else(|| Some(one_line(&document.select("head > title").text())).filter(|title| !title.is_empty()));
    let declared =
        declared.or_else(|| Some(one_line(&document.select("title").text())).filter(|title| !title.is_empty()));
    let Some(declared) = declared else {
        return headlines.into_iter().max_by_key(String::len).unwrap_or_default();
    };
    let folded = declared.to_lowercase();
    let of_page = headlines.iter().find(|headline| {
        let headline = headline.to_lowercase();
        headline.len() >= 15 && (folded.contains(&headline) || headline.contains(&folded))
    });
    of_page.cloned().unwrap_or_else(|| without_site(&declared, site).to_owned())
}

fn without_site<'t>(title: &'t str, site: Option<&str>) -> &'t str {
    let parts = [" | ", " - ", " – ", " — ", " » ", " :: "];
    let Some((at, part)) = parts.iter().filter_map(|part| Some((title.rfind(part)?, part))).max() else { return title };
    let (head, tail) = (title[..at].trim(), title[at + part.len()..].trim());
    let is_site =
        site.is_some_and(|site| site.eq_ignore_ascii_case(tail) || site.contains(tail) || tail.contains(site));
    // "… - Kabar Malang", "… | kabar.example": a short name behind a whole headline.
    let short = tail.split_whitespace().count() <= 3 && head.split_whitespace().count() >= 4;
    if is_site || short { head } else { title }
}

/// The day in meta tags.
fn meta_day(document: &Document) -> Option<Date> {
    const NAMES: &[&str] = &[
        "article:published_time",
        "og:article:published_time",
        "datePublished",
        "og:published_time",
        "publishdate",
        "publish-date",
        "publish_date",
        "published_date",
        "pubdate",
        "content_PublishedDate",
        "cXenseParse:recs:publishtime",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "article.published",
        "article.created",
        "date",
    ];
    NAMES.iter().find_map(|name| dates::declared(&meta(document, &[name])?))
}

/// The day in elements that are made for it. Those of comments, menus and other articles don't count.
fn marked_day(document: &Document) -> Option<Date> {
    const MARKS: &[&str] = &[
        "[itemprop='datePublished']",
        "time[pubdate]",
        "time.published, abbr.published, time.entry-date",
        "article time, main time",
        "time",
    ];
    MARKS.iter().find_map(|mark| document.select(mark).nodes().iter().filter(|node| !is_aside(node)).find_map(marked))
}

fn marked(node: &NodeRef<'_>) -> Option<Date> {
    let given = ["datetime", "content", "title"].iter().find_map(|key| dates::declared(&node.attr(key)?));
    given.or_else(|| dates::written(&node.text()))
}

fn is_aside(node: &NodeRef<'_>) -> bool {
    node.ancestors(Some(12)).iter().any(|ancestor| {
        let named = ancestor.node_name().is_some_and(|name| matches!(&*name, "aside" | "nav"));
        let class = ancestor.attr("class").unwrap_or_default().to_lowercase();
        named
            || ["comment", "komentar", "related", "terkait", "sidebar", "widget", "populer"]
                .iter()
                .any(|word| class.contains(word))
    })
}

/// The day that is written out in a short line below the headline.
fn written_day(document: &Document, title: &str) -> Option<Date> {
    const LINES: usize = 14;
    const LONGEST: usize = 160;
    let text = document.select("body").formatted_text();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let behind = lines.skip_while(|line| one_line(line) != title).skip(1).take(LINES);
    behind.filter(|line| line.len() <= LONGEST).find_map(dates::written)
}

/// What JSON-LD says.
#[derive(Default)]
struct LinkedData {
    published: Option<Date>,
    publisher: Option<String>,
    types: Vec<String>,
}

impl LinkedData {
    fn read(document: &Document) -> LinkedData {
        let mut found = LinkedData::default();
        let mut less = None;
        for script in document.select("script[type='application/ld+json']").nodes() {
            // Line breaks within strings are no JSON, and still common.
            let text: String = script.text().chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
            let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
            let Ok(value) = serde_json::from_str::<Value>(text.trim_end_matches(';')) else { continue };
            found.add(&value, &mut less);
        }
        found.published = found.published.or(less);
        found
    }

    /// Takes what a node says; what is no article says `less`.
    fn add(&mut self, value: &Value, less: &mut Option<Date>) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.add(value, less)),
            Value::Object(object) => {
                let types: Vec<String> = match object.get("@type") {
                    Some(Value::String(name)) => vec![name.to_lowercase()],
                    Some(Value::Array(names)) => {
                        names.iter().filter_map(Value::as_str).map(str::to_lowercase).collect()
                    }
                    _ => vec![],
                };
                let article = types.iter().any(|name| name.ends_with("article") || name.ends_with("posting"));
                let text = |key: &str| object.get(key).and_then(Value::as_str);
                let day = ["datePublished", "dateCreated"].iter().find_map(|key| dates::declared(text(key)?));
                if article {
                    self.published = self.published.or(day);
                    let publisher = object.get("publisher").and_then(|publisher| publisher.get("name")?.as_str());
                    self.publisher = self.publisher.take().or(publisher.map(one_line).filter(|name| !name.is_empty()));
                } else {
                    *less = less.or(day);
                }
                self.types.extend(types);
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    object.get(key).into_iter().for_each(|value| self.add(value, less));
                }
            }
            _ => {}
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
