//! Pages of cases: what is found in short reports, one phenomenon a page.
//!
//! A page in `tests/cases/` is Markdown: an `article` block, whose first line is the title and whose opening line may
//! tell `published=` or `url=`, and behind it a `mentions` block with what must be found, in text order.
//! `UPDATE_GOLDEN=1 cargo test --test cases` writes the `mentions` blocks anew: then look at the difference.

use std::{fmt::Write as _, fs, path::Path};

use sepakat::{
    Lexicons, annotate,
    model::{Annotation, Article},
};

/// The article of a block: "published=2025-10-06 url=…", then title and text.
fn article(options: &str, block: &str) -> Article {
    let (title, body) = block.split_once('\n').unwrap_or((block, ""));
    let mut article = Article::new("case", title, body);
    for option in options.split_whitespace() {
        match option.split_once('=') {
            Some(("published", day)) => article.published = Some(day.parse().unwrap()),
            Some(("url", url)) => article.url = Some(url.to_owned()),
            _ => panic!("expected published=YYYY-MM-DD or url=…, found {option:?}"),
        }
    }
    article
}

/// What was found, a line each: the words, the kind, the value.
fn mentions(annotation: &Annotation, article: &Article) -> String {
    let text = article.text();
    let mut rows = Vec::new();
    if let Some(from) = annotation.published_from {
        let day = annotation.published.unwrap();
        rows.push((0, String::new(), "published", format!("{day} ({})", format!("{from:?}").to_lowercase())));
    }
    for region in &annotation.regions {
        let mut seen: Vec<&str> = Vec::new();
        for span in &region.spans {
            if !seen.contains(&span.of(text)) {
                seen.push(span.of(text));
                let value = match (&region.code_then, &region.code_list) {
                    (Some(then), Some(list)) => format!("{} (then {then}, {list})", region.code),
                    _ => region.code.to_string(),
                };
                rows.push((span.start(), span.of(text).to_owned(), "region", value));
            }
        }
    }
    for official in &annotation.officials {
        let region = official.region.map_or_else(|| "?".to_owned(), |code| code.to_string());
        rows.push((
            official.spans[0].start(),
            official.name.clone(),
            "official",
            format!("{}, {region}", official.office),
        ));
    }
    for date in &annotation.dates {
        let mut value = date.value.map_or_else(|| "?".to_owned(), |value| value.to_string());
        if date.weekday_contradicts {
            let _ = write!(value, " (not {})", date.weekday.as_deref().unwrap_or_default());
        }
        if let (Some(first), Some(last)) = (date.first_day, date.last_day) {
            let _ = write!(value, " ({first} to {last})");
        }
        rows.push((date.span.start(), date.text.clone(), "date", value));
    }
    rows.sort_by_key(|(start, ..)| *start);
    let words = rows.iter().map(|row| row.1.chars().count()).max().unwrap_or(0);
    let kind = rows.iter().map(|row| row.2.len()).max().unwrap_or(0);
    let mut lines = String::new();
    for row in &rows {
        let _ = writeln!(lines, "{:words$}  {:kind$}  {}", row.1.replace('\n', " "), row.2, row.3);
    }
    lines
}

/// The page with its `mentions` blocks as they are found.
fn found(lexicons: &Lexicons, page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, block)) = rest.split_once("```article") {
        let (options, block) = block.split_once('\n').unwrap();
        let (text, behind) = block.split_once("\n```\n").unwrap();
        let (between, old) = behind.split_once("```mentions\n").expect("a mentions block behind each article");
        let (_, behind) = old.split_once("```").unwrap();
        let article = article(options, text);
        let annotation = annotate(lexicons, &article);
        let mentions = mentions(&annotation, &article);
        let _ = write!(out, "{before}```article{options}\n{text}\n```\n{between}```mentions\n{mentions}```");
        rest = behind;
    }
    out + rest
}

#[test]
fn pages() {
    let lexicons = Lexicons::builtin().unwrap();
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut wrong = Vec::new();
    let mut pages: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    for path in pages {
        let page = fs::read_to_string(&path).unwrap();
        let found = found(&lexicons, &page);
        if found != page && std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, &found).unwrap();
        } else if found != page {
            let differing = page.lines().zip(found.lines()).find(|(old, new)| old != new);
            wrong.push(format!("{}: expected, found: {differing:#?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
