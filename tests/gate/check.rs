//! What holds for every article: the gate turns none away that gives an agreement when it is read all the same. For the fuzz
//! target and for `tests/invariants.rs`.

use std::{fs, path::Path};

use sepakat::{
    Error, GATED_OUT, Lexicons, annotate, explain,
    pipeline::{self, Outcome},
    source::{Archive, FieldMap, Options},
};

/// How strings are written in JSON. What the gate says of a line's bytes must not depend on it.
#[derive(Clone, Copy, Debug)]
pub enum Writing {
    Plain,
    /// As Python's `json.dumps` does: ASCII alone.
    Ascii,
    /// As is done for scripts in pages.
    Web,
    /// Some of the letters are escapes.
    Odd,
}

impl Writing {
    pub const ALL: [Writing; 4] = [Writing::Plain, Writing::Ascii, Writing::Web, Writing::Odd];

    fn string(self, text: &str) -> String {
        let char = |(at, char): (usize, char)| {
            let escaped = match self {
                Writing::Plain => false,
                Writing::Ascii => !char.is_ascii(),
                Writing::Web => matches!(char, '<' | '>' | '&' | '\'' | '/'),
                Writing::Odd => at % 7 == 3,
            };
            match char {
                '"' | '\\' => format!("\\{char}"),
                '\n' => "\\n".to_owned(),
                _ if escaped || char.is_control() => {
                    char.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
                }
                _ => char.to_string(),
            }
        };
        format!("\"{}\"", text.chars().enumerate().map(char).collect::<String>())
    }
}

/// Reads an article as `extract` does, as `annotate` does, and whatever the gate says of it. Whether it gives an agreement.
///
/// # Panics
/// Two of them differ. `folder` is for the archive.
pub fn check(
    lexicons: &Lexicons,
    folder: &Path,
    title: &str,
    text: &str,
    published: Option<&str>,
    writing: Writing,
) -> bool {
    let [title, text, day] = [title, text, published.unwrap_or_default()].map(|value| writing.string(value));
    let path = folder.join("w.jsonl");
    fs::write(&path, format!("{{\"id\":\"a\",\"title\":{title},\"published\":{day},\"text\":{text}}}\n")).unwrap();
    let archive = Archive::find(&[path], &Options::default()).unwrap();

    let options = pipeline::Options { threads: 1, gated: true, ..Default::default() };
    let mut outcomes = vec![];
    let each = |outcome, _: &pipeline::Summary| {
        outcomes.push(outcome);
        Ok::<_, Error>(())
    };
    pipeline::run(lexicons, &mut archive.records(), &options, each).unwrap();
    let [outcome] = &outcomes[..] else { panic!("one line, but {outcomes:?}") };

    let record = archive.records().next().unwrap().unwrap();
    let article = match (record.decode(&FieldMap::default()), outcome) {
        (Ok(article), _) => article,
        // Nothing but blanks.
        (Err(reject), Outcome::Rejected(told)) if *told == reject => return false,
        (Err(reject), _) => panic!("{reject}, but {outcome:?}"),
    };
    let full = annotate(lexicons, &article);
    let reports = explain(lexicons, &article).why_none.is_none();
    assert_eq!(!full.agreements.is_empty(), reports, "the gate lets through what gives an agreement: {article:?}");
    match outcome {
        Outcome::Annotated(annotation) => assert_eq!(**annotation, full, "{article:?}"),
        Outcome::GatedOut => assert_eq!(full.why_none.as_deref(), Some(GATED_OUT), "{article:?}"),
        _ => panic!("{outcome:?}: {article:?}"),
    }
    reports
}
