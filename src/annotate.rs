//! The map step: one article to what it gave.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    Lexicons,
    agreements::{self, gate::may_report},
    model::{Annotation, Article, DateFound, OfficialFound, PublishedFrom, RegionCode, RegionFound, Span},
    read::{
        Document, Words,
        dates::{DateValue, weekday_name},
        gate::may_report_agreement,
        officials::{Person, same_name},
        published,
    },
};

/// What [`Annotation::why_none`] says of an article that the gate turns away.
pub const GATED_OUT: &str = "gate";

/// Reads one article: a pure function of the text, its metadata and the lexicons.
pub fn annotate(lexicons: &Lexicons, article: &Article) -> Annotation {
    let words = Words::read(lexicons, article);
    let candidate = may_report(&words) && may_report_agreement(lexicons, article.text());
    annotate_words(article, words, candidate)
}

/// The same, but none of an article that the gate turns away. Most are so by a few of their lines.
pub(crate) fn annotate_candidate(lexicons: &Lexicons, article: &Article) -> Option<Annotation> {
    let telling = Words::telling(lexicons, article).filter(may_report)?;
    if !may_report_agreement(lexicons, article.text()) {
        return None;
    }
    let words = if telling.whole { telling } else { Some(Words::read(lexicons, article)).filter(may_report)? };
    Some(annotate_words(article, words, true))
}

fn annotate_words(article: &Article, words: Words<'_>, candidate: bool) -> Annotation {
    let lexicons = words.lexicons;
    let (dated, told) = published::dated(lexicons, article);
    let article = &*dated;
    let address = published::in_address(article).filter(|_| article.published.is_none());
    let published = article.published.or(address);
    let mut document = Document::of(article, words);
    let found = if candidate {
        document = document.with_details();
        agreements::find(lexicons, &document)
    } else {
        agreements::Found::none(GATED_OUT)
    };
    let text = article.text();
    Annotation {
        id: article.id.clone(),
        source: article.source.clone(),
        url: article.url.clone(),
        published,
        published_from: told.or(address.map(|_| PublishedFrom::Url)),
        title: article.title().to_owned(),
        regions: regions(lexicons, &document, published),
        officials: officials(&document),
        dates: document.dates.iter().map(|date| date_found(text, date.span, date.value)).collect(),
        agreements: found.agreements,
        quotes: found.quotes.iter().map(|span| span.one_line(text)).collect(),
        why_none: found.why_none.map(str::to_owned),
    }
}

fn regions(lexicons: &Lexicons, document: &Document<'_>, published: Option<Date>) -> Vec<RegionFound> {
    let mut spans: BTreeMap<RegionCode, Vec<Span>> = BTreeMap::new();
    for region in &document.regions {
        spans.entry(region.value.code).or_default().push(region.span);
    }
    spans
        .into_iter()
        .map(|(code, spans)| (published.and_then(|day| lexicons.former_code(code, day)), code, spans))
        .map(|(then, code, spans)| RegionFound {
            code,
            code_then: then.map(|then| then.code),
            code_list: then.map(|then| then.list.clone()),
            name: lexicons.region(code).map_or_else(String::new, |region| region.name.clone()),
            spans,
        })
        .collect()
}

/// One entry a person: later, shorter mentions join the first.
fn officials(document: &Document<'_>) -> Vec<OfficialFound> {
    let mut found: Vec<OfficialFound> = Vec::new();
    for person in document.people.iter().filter(|person| person.value.official && !person.value.former) {
        let (first, last) = person.value.name_tokens;
        let span = document.tokens.span(first, last);
        let same = |known: &OfficialFound| {
            let region = known.region == person.value.region || known.region.is_none() || person.value.region.is_none();
            region && (same_name(&known.name, &person.value.name) || nickname(known, &person.value))
        };
        let known = found.iter_mut().find(|known| same(known));
        match known {
            None => found.push(OfficialFound {
                name: person.value.name.clone(),
                office: person.value.office.clone(),
                region: person.value.region,
                spans: vec![span],
            }),
            Some(known) => {
                if person.value.name.len() > known.name.len() {
                    known.name.clone_from(&person.value.name);
                }
                // "Gubernur" and "Pj Gubernur" are one office, the second told in full.
                if person.value.office.ends_with(&known.office) {
                    known.office.clone_from(&person.value.office);
                }
                known.region = known.region.or(person.value.region);
                known.spans.push(span);
            }
        }
    }
    found
}

/// "Bupati Aji" beside "Bupati Pacitan Indrata Nur Bayuaji": one word for the holder of the same office.
fn nickname(known: &OfficialFound, person: &Person) -> bool {
    let single = |name: &str| !name.contains(' ');
    known.region == person.region && known.office == person.office && single(&known.name) != single(&person.name)
}

fn date_found(text: &str, span: Span, date: DateValue) -> DateFound {
    let DateValue { phrase, value } = date;
    let open = value.is_none();
    let weekday_contradicts = phrase.contradicts(value);
    let weekday = phrase.weekday.filter(|_| open || weekday_contradicts);
    let (first_day, last_day) = phrase.range(value).unzip();
    DateFound {
        value,
        precision: value.map(|value| value.precision().to_owned()),
        text: with_bracket(text, span).to_owned(),
        span,
        month: phrase.month.filter(|_| open),
        day: phrase.day.filter(|_| open),
        weekday: weekday.map(|weekday| weekday_name(weekday).to_owned()),
        weekday_contradicts,
        first_day,
        last_day,
        years: if open { phrase.years() } else { vec![] },
    }
}

/// "Jumat (3/10)" with its closing bracket.
fn with_bracket(text: &str, span: Span) -> &str {
    let words = span.of(text);
    match text[span.end()..].strip_prefix(')') {
        Some(_) if words.contains('(') && !words.contains(')') => &text[span.start()..span.end() + 1],
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;

    static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());

    #[test]
    fn an_article_is_turned_away_by_a_few_of_its_lines() {
        let read = |body: &str| annotate_candidate(&LEXICONS, &Article::new("a", "Judul", body));
        assert!(read("Banjir merendam desa.").is_none());
        assert!(read("Banjir merendam desa.\nPenanganannya memerlukan kerja sama warga.").is_none());
        let body = "Pemkot Malang menggandeng Pemkot Jambi.\nIsi MoU itu soal pangan.";
        assert_eq!(read(body), Some(annotate(&LEXICONS, &Article::new("a", "Judul", body))));
    }

    /// Pieces of lines, and what ends a line, item or sentence.
    const PIECES: &[&str] = &[
        "Pemkot Malang",
        "Pemprov Jambi",
        "meneken",
        "menjalin",
        "menggandeng",
        "bersepakat",
        "MoU",
        "nota kesepahaman",
        "kerja <b>sama</b>",
        "kerja sama",
        "kesepakatan",
        "Eri Cahyadimenandatangani",
        "JakartaPramono",
        "JambiMoU",
        "MoUmengatakan",
        "menyusun",
        "akan",
        "belum",
        "dengan",
        "antara",
        "yaitu",
        "berikut daftarnya:",
        "yang terlibat:",
        "warga",
        "di Malang",
        ".",
        ". ",
        ", ",
        ":",
        "\n",
        "\n",
        "\n1. ",
        "\n- ",
        "<br>",
        "Baca juga:",
        "\nBaca juga: MoU\n",
        "“Kami siap,”",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

        /// Of an article that is turned away by some of its lines, all of them say no more.
        #[test]
        fn some_lines_tell_as_much_as_all(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40), glued in any::<bool>()) {
            let body = pieces.join(if glued { "" } else { " " });
            let article = Article::new("a", "Judul", &body);
            let full = annotate(&LEXICONS, &article);
            match annotate_candidate(&LEXICONS, &article) {
                Some(candidate) => prop_assert_eq!(candidate, full),
                None => prop_assert_eq!(full.why_none.as_deref(), Some(GATED_OUT), "{:?}", body),
            }
        }
    }
}
