//! Why an article gave what it gave: sentence by sentence the mentions with their rules, the roles in it, and
//! at which step a sentence that looks like a report was dropped.

use std::fmt::Write as _;

use crate::{
    Lexicons,
    agreements::{Reading, SentenceView},
    model::{Article, Span},
    read::{Document, published},
};

/// One article, explained.
#[derive(Debug, Default)]
pub struct Explanation {
    /// The sentences in text order, items of lists included.
    pub sentences: Vec<SentenceExplained>,
    /// Why there is no agreement.
    pub why_none: Option<&'static str>,
}

/// One sentence, explained.
#[derive(Debug)]
pub struct SentenceExplained {
    /// Where it stands.
    pub span: Span,
    /// What was found in it, in text order.
    pub mentions: Vec<MentionExplained>,
    /// Does it report an agreement, and if not, why not?
    pub verdict: String,
    /// Who does what in it.
    pub roles: Vec<String>,
}

/// One mention, explained.
#[derive(Debug)]
pub struct MentionExplained {
    /// The words.
    pub span: Span,
    /// `region`, `no region` (a name that could mean one), `official`, `person`, `name`, `date`, `sector`, `cue`.
    pub kind: &'static str,
    /// What they mean.
    pub value: String,
    /// The rule that read them.
    pub rule: &'static str,
}

/// Explains an article.
pub fn explain(lexicons: &Lexicons, article: &Article) -> Explanation {
    let (dated, _) = published::dated(lexicons, article);
    let document = Document::read(lexicons, &dated);
    let reading = Reading::of(&document);
    let why_none = reading.found(lexicons, &document).why_none;
    let views = reading.views(&document);
    let mut explanation = Explanation { why_none, ..Explanation::default() };
    for (index, sentence) in document.tokens.sentences.iter().enumerate() {
        let span = document.tokens.span(sentence.first, sentence.last);
        let view = views.iter().find(|view| view.sentence == index);
        explanation.sentences.push(SentenceExplained {
            span,
            mentions: mentions(lexicons, &document, span),
            verdict: view.map_or_else(|| "item of a list".to_owned(), |view| view.verdict.clone()),
            roles: view.map_or_else(Vec::new, SentenceView::roles),
        });
    }
    explanation
}

/// "Role(Venue)" as a reader's words: "role: venue".
fn in_words(value: impl std::fmt::Debug) -> String {
    let mut words = String::new();
    for char in format!("{value:?}").chars() {
        match char {
            '(' => words.push_str(": "),
            ')' => {}
            char if char.is_uppercase() => {
                if words.ends_with(|c: char| c.is_lowercase()) {
                    words.push(' ');
                }
                words.extend(char.to_lowercase());
            }
            char => words.push(char),
        }
    }
    words
}

fn mentions(lexicons: &Lexicons, document: &Document<'_>, within: Span) -> Vec<MentionExplained> {
    let mut all = Vec::new();
    let mut add = |span: Span, kind: &'static str, value: String, rule: &'static str| {
        if within.contains(span) {
            all.push(MentionExplained { span, kind, value, rule });
        }
    };
    for region in &document.regions {
        let name = |code| lexicons.region(code).map_or("?", |region| region.name.as_str());
        let mut value = format!("{} {}", region.value.code, name(region.value.code));
        if !region.value.others.is_empty() {
            let others: Vec<String> =
                region.value.others.iter().map(|code| format!("{code} {}", name(*code))).collect();
            let _ = write!(value, " ({}; not {})", region.value.why, others.join(", "));
        }
        add(region.span, "region", value, region.rule);
    }
    for name in &document.dropped {
        add(name.span, "no region", name.value.to_owned(), name.rule);
    }
    for person in &document.people {
        let kind = if person.value.official { "official" } else { "person" };
        let region = person.value.region.map_or_else(String::new, |code| format!(", {code}"));
        add(person.span, kind, format!("{}, {}{region}", person.value.name, person.value.office), person.rule);
    }
    for name in &document.names {
        add(name.span, "name", format!("{}: {}", in_words(name.value.kind), name.value.name), name.rule);
    }
    for date in &document.dates {
        let mut value = date.value.value.map_or_else(|| "open".to_owned(), |value| value.to_string());
        if date.value.phrase.contradicts(date.value.value) {
            value.push_str(" (another weekday than it says)");
        }
        add(date.span, "date", value, date.rule);
    }
    for cue in &document.cues {
        add(cue.span, "cue", in_words(cue.value), cue.rule);
    }
    for term in &document.sectors {
        let value = term.value.sector.map_or("none", |sector| sector.label());
        add(term.span, "sector", format!("{value}{}", if term.value.weak { " (weak)" } else { "" }), term.rule);
    }
    all.sort_by_key(|mention| mention.span);
    all
}
