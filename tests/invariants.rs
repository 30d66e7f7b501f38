//! What holds for any text: reading never fails, every span can be sliced, the same text gives the same annotation, and
//! the gate turns away nothing that would have given an agreement.

use std::{env, fs, sync::LazyLock};

use proptest::{prelude::*, test_runner::RngSeed};
use sepakat::{
    GATED_OUT, Lexicons, annotate, explain,
    model::{Annotation, Article, Span},
    read::gate::may_report_agreement,
    source::{Archive, Options},
};

#[path = "gate/check.rs"]
mod check;

static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());

/// Words that rules look for, and words that lie between them.
const WORDS: &[&str] = &[
    "Pemkot",
    "Pemerintah",
    "Kota",
    "Kabupaten",
    "Provinsi",
    "Malang",
    "Jambi",
    "Pariaman",
    "DKI",
    "Jakarta",
    "Bandung",
    "Barat",
    "Solo",
    "Bupati",
    "Wali",
    "Walikota",
    "Gubernur",
    "Pj",
    "Plt",
    "Wakil",
    "H.",
    "Dr.",
    "Sutiaji",
    "Yota",
    "Balad,",
    "S.E.,",
    "M.M.",
    "meneken",
    "menandatangani",
    "ditandatangani",
    "akan",
    "penandatanganan",
    "nota",
    "kesepahaman",
    "MoU",
    "(MoU)",
    "PKS",
    "LoI",
    "perjanjian",
    "kerja",
    "sama",
    "kerja-sama",
    "kerjasama",
    "kesepakatan",
    "kesepakatannya",
    "naskah",
    "dokumen",
    "kolaborasi",
    "bekerja",
    "menggandeng",
    "menjalin",
    "bersepakat",
    "merancang",
    "bersiap",
    "memperpanjang",
    "berakhir",
    "mitra",
    "tiga",
    "kedua",
    "keduanya",
    "yaitu",
    "adalah:",
    "bersama",
    "tentang",
    "di",
    "dengan",
    "dan",
    "serta",
    "antara",
    "oleh",
    "bidang",
    "pangan,",
    "pendidikan",
    "pariwisata",
    "selama",
    "lima",
    "tahun",
    "5",
    "(3/10)",
    "Jumat",
    "Senin,",
    "3",
    "Oktober",
    "2025",
    "2025,",
    "kemarin",
    "masing-masing",
    "kata",
    "ujar",
    "PT",
    "Bank",
    "Universitas",
    "Kejari",
    "yang",
    "ini",
    "itu",
    "Baca",
    "juga:",
    "-",
    "–",
    "“Kami",
    "siap”",
    "1.",
    "2)",
    "•",
    "/",
    "...",
    "",
    "Mu’awanah",
    "KOTA",
    "İstanbul",
    "é",
];

const JOINTS: &[&str] = &[" ", " ", " ", " ", " ", " ", ", ", ". ", "\n", "\n\n", "-", "", "; ", " (", ") ", "\u{a0}"];

fn soup() -> impl Strategy<Value = String> {
    let piece =
        (prop::sample::select(WORDS), prop::sample::select(JOINTS)).prop_map(|(word, joint)| format!("{word}{joint}"));
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

fn day() -> impl Strategy<Value = Option<jiff::civil::Date>> {
    prop::option::of(
        (1999_i16..2030, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| jiff::civil::date(year, month, day)),
    )
}

fn check(title: &str, body: &str, published: Option<jiff::civil::Date>) -> Annotation {
    let mut article = Article::new("a", title, body);
    article.published = published;
    let annotation = annotate(&LEXICONS, &article);
    assert_spans(&article, &annotation);
    assert_eq!(annotation, annotate(&LEXICONS, &article), "the same text gives the same annotation");
    assert_gate(&article, &annotation);

    let line = serde_json::to_string(&annotation).unwrap();
    assert_eq!(serde_json::from_str::<Annotation>(&line).unwrap(), annotation, "a line can be read back");
    annotation
}

fn assert_spans(article: &Article, annotation: &Annotation) {
    let text = article.text();
    let good = |span: Span| {
        assert!(text.get(span.start()..span.end()).is_some_and(|words| !words.is_empty()), "{span} of {text:?}");
    };
    annotation.regions.iter().flat_map(|region| &region.spans).copied().for_each(good);
    annotation.officials.iter().flat_map(|official| &official.spans).copied().for_each(good);
    annotation.dates.iter().map(|date| date.span).for_each(good);
    for agreement in &annotation.agreements {
        agreement.evidence.iter().map(|evidence| evidence.span).for_each(good);
        assert!(agreement.parties.len() >= 2, "{agreement:?}");
        assert!(agreement.parties.iter().any(|party| party.code().is_some()), "a regional government takes part");
        assert!((0.0..=1.0).contains(&agreement.confidence));
    }
    assert_eq!(annotation.quotes.len(), annotation.agreements.len());
    assert_eq!(annotation.why_none.is_none(), !annotation.agreements.is_empty());
}

fn assert_gate(article: &Article, annotation: &Annotation) {
    let open = may_report_agreement(&LEXICONS, article.text());
    assert!(open || annotation.why_none.as_deref() == Some(GATED_OUT));
    // It reads the article whatever the gate says.
    let reports = explain(&LEXICONS, article).why_none.is_none();
    assert_eq!(reports, !annotation.agreements.is_empty(), "what does the gate say of {:?}?", article.text());
}

/// The same texts in each run; others, as many as it says, when `PROPTEST_CASES` is set.
fn config() -> ProptestConfig {
    let defaults = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match env::var_os("PROPTEST_CASES") {
        Some(_) => defaults,
        None => ProptestConfig { cases: 192, rng_seed: RngSeed::Fixed(7), ..defaults },
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn words_in_any_order(title in soup(), body in soup(), published in day()) {
        check(&title, &body, published);
    }

    #[test]
    fn any_text(title in "\\PC{0,40}", body in any::<String>(), published in day()) {
        check(&title, &body, published);
    }

    #[test]
    fn words_among_any_characters(pieces in prop::collection::vec((prop::sample::select(WORDS), any::<char>()), 0..60)) {
        let body: String = pieces.iter().map(|(word, char)| format!("{word}{char}")).collect();
        check("", &body, None);
    }
}

#[test]
fn real_articles() {
    let mut articles = 0;
    for archive in ["data/sample", "data/gold"] {
        let folder = format!("{}/{archive}", env!("CARGO_MANIFEST_DIR"));
        assert!(fs::metadata(&folder).unwrap().is_dir());
        let options = Options::default();
        let files = Archive::find(&[folder], &options).unwrap();
        for record in files.records() {
            let article = record.unwrap().decode(&options.fields).unwrap();
            check(article.title(), article.body(), article.published);
            articles += 1;
        }
    }
    assert!(articles >= 129, "{articles}");
}

/// The texts by which `tests/fuzz` reaches all of the code that it reaches, whatever else it makes of them.
#[test]
fn texts_that_fuzzing_found() {
    let folder = tempfile::tempdir().unwrap();
    let texts = include_str!("gate/texts.jsonl");
    let mut reporting = 0;
    for (at, line) in texts.lines().enumerate() {
        let text: serde_json::Value = serde_json::from_str(line).unwrap();
        let [title, body, published] = ["title", "text", "published"].map(|field| text[field].as_str());
        let writing = check::Writing::ALL[at % check::Writing::ALL.len()];
        let [title, body] = [title, body].map(Option::unwrap);
        reporting += usize::from(check::check(&LEXICONS, folder.path(), title, body, published, writing));
    }
    assert!(reporting >= 20, "{reporting}");
}
