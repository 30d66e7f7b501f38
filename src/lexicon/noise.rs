//! Lines that are no part of an article, "Baca juga: …": `noise.csv`.

use std::sync::OnceLock;

use regex::Regex;
use regex_syntax::ast::parse::Parser;

use super::table::Table;
use crate::Result;

/// Patterns of lines, as few of them as possible.
pub(crate) struct Noise {
    /// Those that begin with the line, by whose first letters most lines are told, and those that a headline follows.
    starts: Regex,
    /// All others.
    others: Regex,
    /// The pattern of lines behind which a headline follows: "Baca juga:" alone.
    labels: String,
    /// The same, ready for use: only an article with such lines needs it.
    ready_labels: OnceLock<Option<Regex>>,
}

/// What nearly all patterns begin with.
const START: &str = r"(?i)^\W*";

impl Noise {
    fn new(patterns: &[String], labels: &[String]) -> std::result::Result<Noise, regex::Error> {
        let anchored = |pattern: &str| pattern.starts_with("(?i)^") || pattern.starts_with('^');
        let starts = |pattern: &&String| anchored(pattern) || labels.contains(pattern);
        let (starts, others): (Vec<&String>, Vec<&String>) = patterns.iter().partition(starts);
        Ok(Noise {
            starts: Regex::new(&any(&starts))?,
            others: Regex::new(&any(&others))?,
            labels: any(labels),
            ready_labels: OnceLock::new(),
        })
    }

    /// Is the line no part of the article? Patterns that stand anywhere in a line take longer: they are looked for only where it
    /// `matters`.
    pub(crate) fn is_match(&self, line: &str, matters: impl FnOnce() -> bool) -> bool {
        self.starts.is_match(line) || matters() && self.others.is_match(line)
    }

    /// Is what follows such a line another article's headline?
    pub(crate) fn is_label(&self, line: &str) -> bool {
        // It is a part of a pattern that is known to be good.
        let ready = || Regex::new(&self.labels).ok();
        self.ready_labels.get_or_init(ready).as_ref().is_some_and(|labels| labels.is_match(line))
    }
}

/// One of the patterns. Marks of all scripts take long to prepare: those that patterns begin with are so once for all. Where a word
/// ends by the rules of all scripts, a line with a dash or a quotation mark would be searched slowly: it ends by those of ASCII.
fn any<S: AsRef<str>>(patterns: &[S]) -> String {
    let of_ascii = |pattern: &str| format!("(?:{})", pattern.replace(r"\b", r"(?-u:\b)"));
    let (mut all, mut marked) = (Vec::new(), Vec::new());
    for pattern in patterns.iter().map(S::as_ref) {
        match pattern.strip_prefix(START) {
            Some(rest) => marked.push(of_ascii(rest)),
            None => all.push(of_ascii(pattern)),
        }
    }
    if !marked.is_empty() {
        all.push(format!("{START}(?:{})", marked.join("|")));
    }
    // Of no pattern at all nothing is matched.
    if all.is_empty() { r"[^\s\S]".to_owned() } else { all.join("|") }
}

/// Reads `noise.csv`: `pattern,next,why`.
pub(super) fn parse(file: &str, text: &str) -> Result<Noise> {
    let table = Table::parse(file, text, &["pattern", "next", "why"])?;
    let (mut patterns, mut labels) = (Vec::new(), Vec::new());
    for row in table.rows() {
        let pattern = row.required("pattern")?.to_owned();
        // By itself: what one lacks another may make up for. To prepare each for use would take long.
        Parser::new().parse(&pattern).map_err(|fault| row.refuse("pattern", fault.to_string()))?;
        match row.get("next") {
            "" => {}
            "headline" => labels.push(pattern.clone()),
            other => return Err(row.refuse("next", format!("expected headline or nothing, found {other:?}"))),
        }
        patterns.push(pattern);
    }
    Noise::new(&patterns, &labels).map_err(|fault| crate::Error::Lexicon {
        file: file.to_owned(),
        line: 0,
        field: "pattern".to_owned(),
        reason: fault.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_pattern_is_refused_with_its_line() {
        let refused = |text: &str| parse("noise.csv", text).err().unwrap().to_string();
        let error = refused("pattern,next,why\n(?i)^\\W*iklan,,\n(?i)^\\W*(baca,,\n");
        assert!(error.starts_with("noise.csv:3: pattern: "), "{error}");
        // One doesn't make up for what another lacks.
        let error = refused("pattern,next,why\n(?i)^\\W*(baca,,\n(?i)^\\W*juga),,\n");
        assert!(error.starts_with("noise.csv:2: pattern: "), "{error}");
    }

    #[test]
    fn lines_of_no_article() {
        let patterns = "pattern,next,why\n(?i)^\\W*baca juga\\W*$,headline,\n(?i)^\\W*iklan\\b,,\n(?i)saluran whatsapp$,,\n^Dok\\.,,\n";
        let noise = parse("noise.csv", patterns).unwrap();
        let text = "Judul\n» Baca juga:\nIklan – bayar\nIklanku\nIkuti saluran WhatsApp\nDok. Humas\ndok. humas";
        let found = |matters: bool| text.lines().map(|line| noise.is_match(line, || matters)).collect::<Vec<_>>();
        assert_eq!(found(true), [false, true, true, false, true, true, false]);
        assert_eq!(found(false), [false, true, true, false, false, true, false]);
        assert!(noise.is_label("Baca juga:") && !noise.is_label("Iklan – bayar"));
    }
}
