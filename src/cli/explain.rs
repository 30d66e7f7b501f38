//! `sepakat explain`: one article, what was read from it, and why.

use anyhow::{Result, bail};

use super::{
    Status,
    args::{InputArgs, LexiconArgs},
    markup::{Markup, Style},
    output::Output,
    terminal::Terminal,
};
use crate::{
    Explanation, Lexicons, MentionExplained, SentenceExplained, annotate,
    model::{Agreement, Annotation, Article, Evidence, Party, PublishedFrom, Span, one_line},
};

/// Shows an article with what was found in it, and the rule behind each find
///
/// Sentence by sentence: the words that were understood, what they were taken to mean and by which rule, who does
/// what in the sentence, and whether it counts as a report of an agreement. Below stands what the agreements are made
/// of, field by field. Words of cooperation and sectors are shown with -v only.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  sepakat explain data/sample --id portal-002
  sepakat explain article.txt -v
  sepakat explain data/sample --id portal-002 --color always | less -R")]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// The article with this id [default: the first one]
    #[arg(long, help_heading = "Input")]
    id: Option<String>,
    #[command(flatten)]
    lexicons: LexiconArgs,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Status> {
    let lexicons = args.lexicons.load()?;
    let article = find(args)?;
    let page = Page { article: &article, markup: Markup::new(terminal), all: terminal.verbose, text: String::new() };
    let mut out = Output::create(None)?;
    out.write(page.write(&lexicons).as_bytes())?;
    out.finish()?;
    Ok(Status::Done)
}

/// The article that was asked for.
fn find(args: &Args) -> Result<Article> {
    let archive = args.input.archive()?;
    let fields = args.input.fields();
    let mut rejected = None;
    for record in archive.records() {
        match record.and_then(|record| record.decode(&fields)) {
            Ok(article) if args.id.as_ref().is_none_or(|id| *id == article.id) => return Ok(article),
            Ok(_) => {}
            Err(reject) => rejected = rejected.or(Some(reject)),
        }
    }
    match (&args.id, rejected) {
        (Some(id), None) => bail!("no article has the id {id:?}"),
        (Some(id), Some(reject)) => bail!("no article has the id {id:?}; not all could be read: {reject}"),
        (None, Some(reject)) => bail!("there is no article to read: {reject}"),
        (None, None) => bail!("there is no article to read"),
    }
}

/// What is printed.
struct Page<'p> {
    article: &'p Article,
    markup: Markup,
    /// Cues and sectors too.
    all: bool,
    text: String,
}

/// Longer words in the tables are cut.
const WORDS: usize = 44;
/// Longer evidence is cut.
const EVIDENCE: usize = 100;

impl Page<'_> {
    fn write(mut self, lexicons: &Lexicons) -> String {
        let explanation = crate::explain(lexicons, self.article);
        let annotation = annotate(lexicons, self.article);
        self.heading(&annotation);
        for (at, sentence) in explanation.sentences.iter().enumerate() {
            let next = explanation.sentences.get(at + 1).map(|next| next.span.start());
            self.sentence(sentence, next);
        }
        for (at, agreement) in annotation.agreements.iter().enumerate() {
            self.agreement(at + 1, agreement);
        }
        self.none(&explanation, &annotation);
        self.text
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, annotation: &Annotation) {
        let article = self.article;
        let published = annotation.published.map(|day| match annotation.published_from {
            None => day.to_string(),
            Some(PublishedFrom::Byline) => format!("{day} (from a line of the page)"),
            Some(PublishedFrom::Dateline) => format!("{day} (from the dateline)"),
            Some(PublishedFrom::Url) => format!("{day} (from the address)"),
        });
        let known = [Some(article.id.as_str()), article.source.as_deref(), published.as_deref()];
        let known: Vec<&str> = known.into_iter().flatten().collect();
        let line = self.markup.paint(Style::Heading, &known.join("  "));
        self.line(&line);
        self.line("");
    }

    fn sentence(&mut self, sentence: &SentenceExplained, next: Option<usize>) {
        let shown: Vec<&MentionExplained> = sentence.mentions.iter().filter(|mention| self.shows(mention)).collect();
        let text = self.article.text();
        let marks: Vec<_> = shown.iter().map(|mention| (mention.span, mention.kind, short(mention))).collect();
        let whole = with_end(text, sentence.span, next);
        let line = self.markup.highlight(text, whole, &marks);
        self.line(&line);

        let mut rows: Vec<[String; 4]> = shown
            .iter()
            .map(|mention| {
                let words = clip(mention.span.of(text), WORDS);
                [words, mention.kind.to_owned(), mention.value.clone(), mention.rule.to_owned()]
            })
            .collect();
        rows.dedup();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let [words_width, kind_width, value_width] = [0, 1, 2].map(width);
        for [words, kind, value, rule] in &rows {
            let kind = self.markup.paint(Style::of(kind), &format!("{kind:kind_width$}"));
            let rule = self.markup.paint(Style::Dim, rule);
            self.line(&format!("    {words:words_width$}  {kind}  {value:value_width$}  {rule}"));
        }
        if !sentence.roles.is_empty() {
            self.line(&format!("    roles: {}", sentence.roles.join("; ")));
        }
        let verdict = match sentence.verdict.starts_with("belongs") {
            true => self.markup.paint(Style::Heading, &sentence.verdict),
            false => self.markup.paint(Style::Dim, &sentence.verdict),
        };
        self.line(&format!("    => {verdict}"));
        self.line("");
    }

    fn shows(&self, mention: &MentionExplained) -> bool {
        self.all || !matches!(mention.kind, "cue" | "sector")
    }

    fn agreement(&mut self, number: usize, agreement: &Agreement) {
        let title = format!("agreement {number}, confidence {:.2}", agreement.confidence);
        let title = self.markup.paint(Style::Heading, &title);
        self.line(&title);
        let parties: Vec<String> = agreement.parties.iter().map(party).collect();
        let dash = || "-".to_owned();
        self.field(agreement, "parties", parties.join("; "));
        self.field(agreement, "form", agreement.form.to_string());
        self.field(agreement, "scheme", agreement.scheme.to_string());
        self.field(agreement, "status", agreement.status.to_string());
        self.field(agreement, "signed_on", agreement.signed_on.map_or_else(dash, |date| date.to_string()));
        self.field(agreement, "place", agreement.place.map_or_else(dash, |code| code.to_string()));
        self.field(agreement, "valid_years", agreement.valid_years.map_or_else(dash, |years| years.to_string()));
        self.field(agreement, "subject", agreement.subject.clone().unwrap_or_else(dash));
        let people = agreement.signatories.iter().map(|person| {
            let region = person.region.map_or_else(String::new, |code| format!(" ({code})"));
            (person.name.clone(), format!("{}, {}{region}", person.name, person.office))
        });
        self.list(agreement, "signatories", people.collect());
        let sectors = agreement.sectors.iter().map(|sector| (sector.to_string(), sector.to_string()));
        self.list(agreement, "sectors", sectors.collect());
        self.line("");
    }

    /// A field with one value, and the words that gave it.
    fn field(&mut self, agreement: &Agreement, field: &str, value: String) {
        let evidence = agreement.evidence.iter().filter(|evidence| evidence.field == field);
        let from = self.from(evidence);
        self.line(&format!("    {field:12} {value}{from}"));
    }

    /// A field with several values, each given as evidence names it and as it is shown, on a line of its own.
    fn list(&mut self, agreement: &Agreement, field: &str, values: Vec<(String, String)>) {
        if values.is_empty() {
            return self.field(agreement, field, "-".to_owned());
        }
        let width = values.iter().map(|(_, shown)| shown.chars().count()).max().unwrap_or(0);
        for (at, (value, shown)) in values.iter().enumerate() {
            let evidence = agreement.evidence.iter();
            let own = evidence.filter(|evidence| evidence.field == field && evidence.value.as_ref() == Some(value));
            let from = self.from(own);
            let label = if at == 0 { field } else { "" };
            self.line(&format!("    {label:12} {shown:width$}{from}"));
        }
    }

    fn from<'e>(&self, evidence: impl Iterator<Item = &'e Evidence>) -> String {
        let mut words: Vec<String> = Vec::new();
        for evidence in evidence {
            let quoted = format!("\"{}\"", clip(evidence.span.of(self.article.text()), EVIDENCE));
            if !words.contains(&quoted) {
                words.push(quoted);
            }
        }
        match words.is_empty() {
            true => String::new(),
            false => self.markup.paint(Style::Dim, &format!("  <- {}", words.join(", "))),
        }
    }

    fn none(&mut self, explanation: &Explanation, annotation: &Annotation) {
        if let Some(why) = &annotation.why_none {
            // Of an article that the gate turns away the annotation says no more than that.
            let why = explanation.why_none.unwrap_or(why);
            let title = self.markup.paint(Style::Heading, "no agreement");
            self.line(&format!("{title}: {why}"));
        }
    }
}

/// What the markup says of a mention.
fn short(mention: &MentionExplained) -> String {
    let first = mention.value.split(' ').next().unwrap_or_default();
    match mention.kind {
        "region" | "date" | "sector" => format!("{} {first}", mention.kind),
        kind => kind.to_owned(),
    }
}

/// A sentence with the punctuation behind its last word.
fn with_end(text: &str, sentence: Span, next: Option<usize>) -> Span {
    let limit = next.unwrap_or(text.len()).max(sentence.end());
    let behind = &text[sentence.end()..limit];
    let length = behind.find(|c: char| c.is_whitespace() || c.is_alphanumeric()).unwrap_or(behind.len());
    Span::new(sentence.start(), sentence.end() + length)
}

/// The words on one line, cut to `limit` characters.
fn clip(words: &str, limit: usize) -> String {
    let line = one_line(words);
    match line.char_indices().nth(limit) {
        Some(_) => line.chars().take(limit - 1).collect::<String>() + "…",
        None => line,
    }
}

fn party(party: &Party) -> String {
    party.code().map_or_else(|| party.name().to_owned(), |code| format!("{} ({code})", party.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_with_their_punctuation() {
        let text = "di Jakarta, Jumat (3/10). Yang lain";
        let end = |length, next| with_end(text, Span::new(0, length), next).of(text);
        assert_eq!(end(23, Some(26)), "di Jakarta, Jumat (3/10).");
        assert_eq!(end(text.len(), None), text);
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(clip("Kota\n Malang", 11), "Kota Malang");
        assert_eq!(clip("Kota Malang", 10), "Kota Mala…");
    }
}
