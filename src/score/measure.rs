//! The measures, and how they are written: as a table, or as the JSON of `score.py`.

use std::{fmt, io};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::Difference;

/// One measure: either how much of a set was found, or how many values were right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    hits: usize,
    gold: usize,
    found: usize,
    // Accuracies have one denominator, kept in `gold`.
    is_accuracy: bool,
}

impl Measure {
    /// The share of what was found that is right; 0 when nothing was found.
    pub fn precision(&self) -> f64 {
        share(self.hits, self.found)
    }

    /// The share of the labels that was found; 0 without labels.
    pub fn recall(&self) -> f64 {
        share(self.hits, self.gold)
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }

    /// How many labels there are.
    pub fn gold(&self) -> usize {
        self.gold
    }

    /// How many were found, right or wrong.
    pub fn found(&self) -> usize {
        self.found
    }

    /// Of an accuracy: the share that is right.
    pub fn accuracy(&self) -> f64 {
        share(self.hits, self.gold)
    }

    /// Of an accuracy: how many values were compared.
    pub fn of(&self) -> usize {
        self.gold
    }
}

/// All measures, and where annotations and labels differ.
///
/// Printed, it is the table of `score.py`; serialised, its JSON object.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    measures: Vec<(&'static str, Measure)>,
    /// In the order of the labelled articles.
    pub differences: Vec<Difference>,
}

impl Scores {
    /// The measure with this name: `regions`, `official+office`, `signed_on`, `record` …
    pub fn measure(&self, name: &str) -> Option<&Measure> {
        self.measures.iter().find(|(known, _)| *known == name).map(|(_, measure)| measure)
    }

    /// One JSON object, with the keys and the spacing of `score.py --json`.
    pub fn to_json(&self) -> String {
        spaced_json(self)
    }

    pub(super) fn found(&mut self, name: &'static str, hits: usize, gold: usize, found: usize) {
        let measure = self.entry(name);
        measure.hits += hits;
        measure.gold += gold;
        measure.found += found;
    }

    pub(super) fn right(&mut self, name: &'static str, hits: usize, of: usize) {
        let measure = self.entry(name);
        measure.hits += hits;
        measure.gold += of;
    }

    fn entry(&mut self, name: &'static str) -> &mut Measure {
        let entry = self.measures.iter_mut().find(|(known, _)| *known == name);
        &mut entry.expect("every measure has its row").1
    }
}

impl Default for Scores {
    fn default() -> Scores {
        const SETS: [&str; 10] = [
            "regions",
            "officials",
            "official+region",
            "official+office",
            "articles",
            "agreements",
            "agreements exact parties",
            "dyads",
            "signatories",
            "sectors",
        ];
        const FIELDS: [&str; 7] = ["form", "scheme", "status", "signed_on", "place", "valid_years", "record"];
        let row = |is_accuracy| move |name| (name, Measure { hits: 0, gold: 0, found: 0, is_accuracy });
        let measures = SETS.into_iter().map(row(false)).chain(FIELDS.into_iter().map(row(true))).collect();
        Scores { measures, differences: Vec::new() }
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, measure) in &self.measures {
            if measure.is_accuracy {
                writeln!(f, "{name:26}accuracy {:.3}   (of {})", measure.accuracy(), measure.of())?;
            } else {
                let Measure { gold, found, .. } = measure;
                let (precision, recall, f1) = (measure.precision(), measure.recall(), measure.f1());
                writeln!(f, "{name:26}P {precision:.3}  R {recall:.3}  F1 {f1:.3}   ({gold} gold, {found} found)")?;
            }
        }
        Ok(())
    }
}

impl Serialize for Scores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.measures.iter().copied())
    }
}

impl Serialize for Measure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if self.is_accuracy {
            map.serialize_entry("accuracy", &self.accuracy())?;
            map.serialize_entry("of", &self.of())?;
        } else {
            map.serialize_entry("precision", &self.precision())?;
            map.serialize_entry("recall", &self.recall())?;
            map.serialize_entry("f1", &self.f1())?;
            map.serialize_entry("gold", &self.gold)?;
            map.serialize_entry("found", &self.found)?;
        }
        map.end()
    }
}

/// JSON with a space behind comma and colon, as Python writes it.
pub(super) fn spaced_json(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Spaced);
    value.serialize(&mut serializer).expect("labels and numbers always serialise");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

struct Spaced;

impl serde_json::ser::Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_as_the_python_scorer_writes() {
        let mut scores = Scores::default();
        scores.found("regions", 2, 3, 4);
        assert!(
            scores
                .to_string()
                .starts_with("regions                   P 0.500  R 0.667  F1 0.571   (3 gold, 4 found)\nofficials  ")
        );
        assert!(scores.to_string().ends_with("record                    accuracy 0.000   (of 0)\n"));
        let json = scores.to_json();
        assert!(json.starts_with(r#"{"regions": {"precision": 0.5, "recall": 0.6666666666666666, "f1": "#), "{json}");
        assert!(json.ends_with(r#""record": {"accuracy": 0.0, "of": 0}}"#), "{json}");
    }
}
