//! Annotations against labels, field by field: exactly the measures of `gold/score.py`.
//!
//! Agreements of one article are paired greedily by the Jaccard overlap of their parties; a pair counts as
//! found from 0.5 on, as exact when the parties are the same. Fields are scored on found pairs. `record` is
//! the strictest measure: the share of agreements, over labelled and spurious ones, whose parties, form,
//! scheme, status and signing date are all right.
//!
//! ```
//! use sepakat::score::{GoldArticle, score};
//!
//! let gold: GoldArticle = serde_json::from_str(
//!     r#"{"id":"a-1","gold":{"regions":["35.73"],"officials":[],"agreements":[]}}"#,
//! )?;
//! let scores = score(&[gold], &[]);
//! assert_eq!(scores.measure("regions").unwrap().gold(), 1);
//! assert_eq!(scores.measure("regions").unwrap().recall(), 0.0);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod compare;
mod gold;
mod measure;

use std::{
    collections::{BTreeSet, HashMap},
    fmt,
};

use serde::Serialize;

pub use gold::{GoldArticle, LabelledAgreement, LabelledParty, Labels, read_gold};
pub use measure::{Measure, Scores};

use crate::model::{Annotation, RegionCode};

/// Where an annotation differs from its labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The article.
    pub id: String,
    /// The field: `regions`, `officials`, `agreements`, `form`, `signed_on` …
    pub field: &'static str,
    /// What the label says, or which labels were missed.
    pub gold: String,
    /// What the annotation says, or what is in it too much.
    pub predicted: String,
}

impl fmt::Display for Difference {
    /// A row of `--errors`: tab-separated, lists as JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\t{}\t{}\t{}", self.id, self.field, self.gold, self.predicted)
    }
}

/// Scores annotations against labelled articles. An article without an annotation counts as empty; of two
/// annotations with one id the later counts.
pub fn score(gold: &[GoldArticle], predicted: &[Annotation]) -> Scores {
    let predicted: HashMap<&str, &Annotation> = predicted.iter().map(|a| (a.id.as_str(), a)).collect();
    let mut scores = Scores::default();
    for article in gold {
        let found = predicted.get(article.id.as_str()).map(|a| Labels::from(*a)).unwrap_or_default();
        Comparison { id: &article.id, scores: &mut scores }.article(&article.gold, &found);
    }
    scores
}

/// One article's contribution to the scores.
struct Comparison<'a> {
    id: &'a str,
    scores: &'a mut Scores,
}

impl Comparison<'_> {
    fn article(&mut self, gold: &Labels, found: &Labels) {
        let shared = gold.regions.intersection(&found.regions).count();
        self.scores.found("regions", shared, gold.regions.len(), found.regions.len());
        let (missed, extra) = self.officials(gold, found);

        let (some_gold, some_found) = (!gold.agreements.is_empty(), !found.agreements.is_empty());
        self.scores.found("articles", (some_gold && some_found).into(), some_gold.into(), some_found.into());

        let pairs = compare::pair(&gold.agreements, &found.agreements);
        let (n_gold, n_found) = (gold.agreements.len(), found.agreements.len());
        let exact = pairs.iter().filter(|pair| pair.overlap == 1.0).count();
        self.scores.found("agreements", pairs.len(), n_gold, n_found);
        self.scores.found("agreements exact parties", exact, n_gold, n_found);
        let (dyads_gold, dyads_found) = (dyads(&gold.agreements), dyads(&found.agreements));
        let shared = dyads_gold.intersection(&dyads_found).count();
        self.scores.found("dyads", shared, dyads_gold.len(), dyads_found.len());

        let mut right = 0;
        for pair in &pairs {
            let all_right = self.agreement(&gold.agreements[pair.gold], &found.agreements[pair.found]);
            right += usize::from(all_right && pair.overlap == 1.0);
        }
        self.scores.right("record", right, n_gold + n_found - pairs.len());

        if gold.regions != found.regions {
            let [missed, extra] = both_ways(&gold.regions, &found.regions);
            self.differ("regions", json(&missed), json(&extra));
        }
        if exact < n_gold.max(n_found) {
            let parties = |agreements: &[LabelledAgreement]| {
                json(&agreements.iter().map(|agreement| &agreement.parties).collect::<Vec<_>>())
            };
            self.differ("agreements", parties(&gold.agreements), parties(&found.agreements));
        }
        if !missed.is_empty() || !extra.is_empty() {
            self.differ("officials", json(&missed), json(&extra));
        }
    }

    /// Scores the officials; returns the names missed and those found too much.
    fn officials<'p>(&mut self, gold: &'p Labels, found: &'p Labels) -> (Vec<&'p str>, Vec<&'p str>) {
        let (expected, actual) = (&gold.officials, &found.officials);
        let hits = compare::match_people(expected, actual);
        let region = hits.iter().filter(|(g, p)| expected[*g].region == actual[*p].region).count();
        let office =
            hits.iter().filter(|(g, p)| compare::same_office(&expected[*g].office, &actual[*p].office)).count();
        self.scores.found("officials", hits.len(), expected.len(), actual.len());
        self.scores.found("official+region", region, expected.len(), actual.len());
        self.scores.found("official+office", office, expected.len(), actual.len());
        let missed = expected.iter().enumerate().filter(|(i, _)| !hits.iter().any(|hit| hit.0 == *i));
        let extra = actual.iter().enumerate().filter(|(i, _)| !hits.iter().any(|hit| hit.1 == *i));
        (missed.map(|(_, p)| p.name.as_str()).collect(), extra.map(|(_, p)| p.name.as_str()).collect())
    }

    /// Scores the fields of a found pair; are form, scheme, status and signing date right?
    fn agreement(&mut self, gold: &LabelledAgreement, found: &LabelledAgreement) -> bool {
        let core = [
            self.field("form", Some(gold.form), Some(found.form)),
            self.field("scheme", Some(gold.scheme), Some(found.scheme)),
            self.field("status", Some(gold.status), Some(found.status)),
            self.field("signed_on", gold.signed_on, found.signed_on),
        ];
        self.field("place", gold.place, found.place);
        self.field("valid_years", gold.valid_years, found.valid_years);
        let people = compare::match_people(&gold.signatories, &found.signatories).len();
        self.scores.found("signatories", people, gold.signatories.len(), found.signatories.len());
        let shared = gold.sectors.intersection(&found.sectors).count();
        self.scores.found("sectors", shared, gold.sectors.len(), found.sectors.len());
        if gold.sectors != found.sectors {
            let [missed, extra] = both_ways(&gold.sectors, &found.sectors);
            self.differ("sectors", json(&missed), json(&extra));
        }
        core.into_iter().all(|right| right)
    }

    fn field<T: PartialEq + fmt::Display>(&mut self, name: &'static str, gold: Option<T>, found: Option<T>) -> bool {
        let right = gold == found;
        self.scores.right(name, right.into(), 1);
        if !right {
            let text = |value: Option<T>| value.map_or_else(|| "null".to_owned(), |value| value.to_string());
            self.differ(name, text(gold), text(found));
        }
        right
    }

    fn differ(&mut self, field: &'static str, gold: String, predicted: String) {
        self.scores.differences.push(Difference { id: self.id.to_owned(), field, gold, predicted });
    }
}

/// The pairs of regions that are parties of one agreement.
fn dyads(agreements: &[LabelledAgreement]) -> BTreeSet<(RegionCode, RegionCode)> {
    let mut pairs = BTreeSet::new();
    for agreement in agreements {
        let codes: BTreeSet<_> =
            agreement.parties.iter().filter(|p| p.kind == "region").filter_map(|p| p.code).collect();
        for &a in &codes {
            pairs.extend(codes.range(a..).skip(1).map(|&b| (a, b)));
        }
    }
    pairs
}

/// The labels that stand only left and only right, in alphabetical order.
fn both_ways<T: Ord + fmt::Display>(left: &BTreeSet<T>, right: &BTreeSet<T>) -> [Vec<String>; 2] {
    [left.difference(right), right.difference(left)].map(|only| {
        let mut labels: Vec<String> = only.map(|label| label.to_string()).collect();
        labels.sort();
        labels
    })
}

fn json(value: &impl Serialize) -> String {
    measure::spaced_json(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(agreements: &str) -> GoldArticle {
        serde_json::from_str(&format!(
            r#"{{"id":"a","gold":{{"regions":["35.73","15.71"],
                "officials":[{{"name":"Sutiaji","office":"Wali Kota","region":"35.73"}}],"agreements":[{agreements}]}}}}"#
        ))
        .unwrap()
    }

    fn found(agreements: &str) -> Annotation {
        serde_json::from_str(&format!(
            r#"{{"id":"a","regions":[{{"code":"35.73","name":"Kota Malang","spans":[]}}],
                "officials":[{{"name":"H. Sutiaji","office":"Walikota Malang","region":null,"spans":[]}}],
                "agreements":[{agreements}]}}"#
        ))
        .unwrap()
    }

    const AGREEMENT: &str = r#"{"form":"kesepakatan_bersama","scheme":"antar_daerah","status":"ditandatangani",
        "parties":[{"kind":"region","code":"35.73","name":"Kota Malang"},{"kind":"region","code":"15.71","name":"Kota Jambi"}],
        "signed_on":"2021-02","place":null,"valid_years":5,"subject":null,"signatories":[],"sectors":["pangan"],
        "confidence":0.9,"evidence":[]}"#;

    #[test]
    fn a_hand_made_case() {
        let predicted = AGREEMENT.replace("2021-02", "2021-02-03").replace("pangan", "aparatur");
        let scores = score(&[gold(AGREEMENT)], &[found(&predicted)]);
        let measure = |name: &str| scores.measure(name).unwrap();
        assert_eq!((measure("regions").precision(), measure("regions").recall()), (1.0, 0.5));
        assert_eq!(measure("officials").f1(), 1.0, "titles don't count");
        assert_eq!(measure("official+office").f1(), 1.0, "the region behind the office doesn't count");
        assert_eq!(measure("official+region").f1(), 0.0);
        assert_eq!(measure("agreements exact parties").f1(), 1.0);
        assert_eq!(measure("dyads").f1(), 1.0);
        assert_eq!((measure("form").accuracy(), measure("signed_on").accuracy()), (1.0, 0.0));
        assert_eq!((measure("record").accuracy(), measure("record").of()), (0.0, 1));
        let rows: Vec<_> = scores.differences.iter().map(Difference::to_string).collect();
        assert_eq!(
            rows,
            [
                "a\tsigned_on\t2021-02\t2021-02-03",
                "a\tsectors\t[\"pangan\"]\t[\"aparatur\"]",
                "a\tregions\t[\"15.71\"]\t[]",
            ]
        );
    }

    #[test]
    fn a_spurious_agreement_costs_the_record_measure() {
        let scores = score(&[gold("")], &[found(AGREEMENT)]);
        assert_eq!((scores.measure("record").unwrap().accuracy(), scores.measure("record").unwrap().of()), (0.0, 1));
        assert_eq!(scores.measure("articles").unwrap().found(), 1);
        assert_eq!(scores.measure("form").unwrap().of(), 0);
        let parties = r#"[[{"kind": "region", "code": "35.73", "name": "Kota Malang"}, "#;
        assert!(scores.differences.iter().any(|d| d.field == "agreements" && d.predicted.starts_with(parties)));
    }
}
