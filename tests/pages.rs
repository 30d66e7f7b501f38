//! How well articles are found in web pages: sixty pages, built as outlets build theirs (`pages/make.py`).

mod common;

use std::{collections::HashMap, env, fs, sync::LazyLock};

use common::path;
use proptest::{prelude::*, test_runner::RngSeed};
use sepakat::{
    Lexicons,
    model::Article,
    read::gate::may_report_agreement,
    source::{Archive, Options, Page},
};
use serde_json::Value;

static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());

/// The articles in the pages, by page; none for a page that holds none.
fn found() -> HashMap<String, Option<Article>> {
    let options = Options::default();
    let archive = Archive::find(&[path("tests/pages/pages.tar.gz")], &options).unwrap();
    let draft = |record: Result<sepakat::source::RawRecord, _>| record.unwrap().draft(&options.fields).unwrap();
    let drafts = archive.records().map(draft);
    drafts
        .map(|draft| {
            let page = draft.id().unwrap().trim_start_matches("pages/").to_owned();
            (page, draft.article().unwrap())
        })
        .collect()
}

/// The harmonic mean of precision and recall of the words, as often as they occur.
fn token_f1(found: &str, expected: &str) -> f64 {
    let count = |text: &str| {
        let mut counts: HashMap<String, u32> = HashMap::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
        counts
    };
    let (found, expected) = (count(found), count(expected));
    let common: u32 = found.iter().map(|(word, n)| (*n).min(expected.get(word).copied().unwrap_or(0))).sum();
    let all: u32 = found.values().sum::<u32>() + expected.values().sum::<u32>();
    if all == 0 { 1.0 } else { f64::from(2 * common) / f64::from(all) }
}

#[test]
fn articles_are_found_in_pages() {
    let found = found();
    let expected = fs::read_to_string(path("tests/pages/expected.jsonl")).unwrap();
    let expected: Vec<Value> = expected.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let noise = fs::File::open(path("lexicons/noise.csv")).unwrap();
    let noise = csv::Reader::from_reader(noise).into_records().map(|row| row.unwrap()[0].to_owned());
    let noise = regex::RegexSet::new(noise).unwrap();
    let (mut f1, mut dates, mut titles, mut pages, mut report) = (0.0, 0, 0, 0, String::new());
    for page in &expected {
        let name = page["page"].as_str().unwrap();
        let Some(text) = page["text"].as_str() else {
            assert!(found[name].is_none(), "{name} lists articles and is none");
            continue;
        };
        pages += 1;
        let Some(article) = &found[name] else {
            report += &format!("{name}: no article\n");
            continue;
        };
        // What the program leaves out when it reads is not counted.
        let body: Vec<&str> = article.body().lines().filter(|line| !noise.is_match(line)).collect();
        let body = body.join("\n");
        let score = token_f1(&body, text);
        let published = article.published.map(|day| day.to_string()).unwrap_or_default();
        let (date, title) = (published == page["published"], article.title() == page["title"]);
        f1 += score;
        dates += u32::from(date);
        titles += u32::from(title);
        if score < 0.96 || !date || !title {
            report += &format!("{name}: F1 {score:.3}, published {published:?}, title {:?}\n", article.title());
            let lines = |text: &str, other: &str| {
                text.lines().filter(|line| !other.contains(*line)).map(|line| format!("{line:.90}")).collect::<Vec<_>>()
            };
            report += &format!("    too much {:?}\n    too little {:?}\n", lines(&body, text), lines(text, &body));
        }
    }
    assert_eq!(pages, 60);
    let (f1, dates, titles) = (f1 / 60.0, f64::from(dates) / 60.0, f64::from(titles) / 60.0);
    let summary = format!("token F1 {f1:.3}, publication date {dates:.3}, title {titles:.3}\n{report}");
    assert!(f1 >= 0.96 && dates >= 0.95 && titles >= 0.95, "{summary}");
}

/// For an open benchmark, which is no part of the project: with `ARTICLE_BENCHMARK` naming a copy of
/// scrapinghub/article-extraction-benchmark, writes what its `evaluate.py` compares.
#[test]
#[ignore = "needs a copy of the benchmark"]
fn write_articles_for_the_benchmark() {
    let folder = std::path::PathBuf::from(std::env::var("ARTICLE_BENCHMARK").unwrap());
    let options = Options::default();
    let archive = Archive::find(&[folder.join("html")], &options).unwrap();
    let articles = archive.records().map(|record| {
        let draft = record.unwrap().draft(&options.fields).unwrap();
        let page = draft.id().unwrap().to_owned();
        let article = draft.article().unwrap();
        (page, serde_json::json!({ "articleBody": article.as_ref().map_or("", Article::body) }))
    });
    let articles: serde_json::Map<_, _> = articles.collect();
    fs::write(folder.join("output/sepakat.json"), serde_json::to_string(&articles).unwrap()).unwrap();
}

/// Pieces of pages that words may be made of, or be torn apart by.
fn piece() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "kerja",
        "sama",
        " ",
        " ",
        "MoU",
        "Mo",
        "U",
        "M",
        "oU",
        "teken",
        "PKS",
        "nota",
        "kesepahaman",
        "menandatangani",
        ". ",
        ", ",
        "\n",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<p>",
        "</p>",
        "<br>",
        "<div>",
        "</div>",
        "<span>",
        "</span>",
        "<table><tr><td>",
        "</td><td>",
        "</td></tr></table>",
        "<ul><li>",
        "</li></ul>",
        "<h2>",
        "</h2>",
        "<pre>",
        "</pre>",
        "<x-y>",
        "</x-y>",
        "<font>",
        "</font>",
        "<a title='a > b'>",
        "</a>",
        "<img alt=x>",
        "<hr>",
        "<q>",
        "</q>",
        "<label>",
        "</label>",
        "<button>",
        "</button>",
        "<svg>",
        "<svg><title>x</title><path/></svg>",
        "<svg/>",
        "<desc>",
        "</desc>",
        "<script><!-- ",
        " --></script>",
        "</svg>",
        "<!-- a -->",
        "<!-->",
        "<!doctype x>",
        "<?x y?>",
        "</>",
        "<script>MoU</script>",
        "<title>Mo</title>",
        "<textarea>U</textarea>",
        "<iframe>&amp;</iframe>",
        "<style>",
        "</style>",
        "<noscript>",
        "</noscript>",
        "<textarea>",
        "</textarea>",
        "<select>",
        "</select>",
        "<math>",
        "</math>",
        "<template>",
        "</template>",
        "<title>",
        "</title>",
        "<![CDATA[",
        "]]>",
        "<iframe>",
        "</iframe>",
        "<plaintext>",
        "<xmp>",
        "</xmp>",
        "<noembed>",
        "</noembed>",
        "&nbsp;",
        "&#77;",
        "&#x4d;",
        "&nbsp",
        "&shy;",
        "&amp;",
        "&lt;",
        "&#0;",
        "&",
        "<",
        ">",
        "\u{ad}",
        "\u{200b}",
        "é",
        "</p ",
        "<p",
    ])
}

/// The same pages in each run; others, as many as it says, when `PROPTEST_CASES` is set.
fn config() -> ProptestConfig {
    let defaults = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match env::var_os("PROPTEST_CASES") {
        Some(_) => defaults,
        None => ProptestConfig { cases: 2000, rng_seed: RngSeed::Fixed(7), ..defaults },
    }
}

proptest! {
    #![proptest_config(config())]

    /// Words of agreements that extraction finds are among the words that are found without it: the pipeline relies on it.
    #[test]
    fn no_word_is_lost_without_parsing(
        title in proptest::collection::vec(piece(), 0..8),
        body in proptest::collection::vec(piece(), 0..24),
    ) {
        let filler = "<p>Pemerintah Kota Malang dan Pemerintah Kota Jambi bertemu di balai kota pada hari Senin siang itu juga.</p>";
        let (title, body) = (title.concat(), body.concat());
        let html = format!("<meta property='og:title' content=\"{title}\"><h1>{title}</h1><article>{filler}<p>{body}</p>{filler}</article>");
        let page = Page::new("x", html.clone());
        if let (Some(words), Ok(Some(article))) = (page.visible_text(), page.article()) {
            // No phrase is read across lines.
            let found = article.text().lines().any(|line| may_report_agreement(&LEXICONS, line));
            prop_assert!(!found || may_report_agreement(&LEXICONS, &words), "{}\n{}\n{:?}", html, article.text(), words);
        }
    }
}
