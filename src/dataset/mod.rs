//! Agreements out of reports: the reduce step.
//!
//! A [`Merger`] takes annotations in any order and from any number of shards and keeps only their reports of
//! agreements, so memory grows with the agreements, not with the archive. `finish` joins the reports that
//! mean one agreement:
//!
//! 1. `report`, `names`: what is kept of a report, and when two names mean one party.
//! 2. `key`: which reports can meet at all, told by one report alone.
//! 3. `rule`: when a report means the agreement that others tell of. `group` applies it.
//! 4. `voices`, `choose`, `history`, `record`: one value out of many, and what became of the agreement.
//! 5. `merge` gives ids, `correct` applies what people know better.
//!
//! ```
//! use sepakat::{Lexicons, dataset::Merger, model::Annotation};
//!
//! let line = |id: &str, day: &str| format!(r#"{{"id":"{id}","published":"2025-10-0{day}","regions":[],"officials":[],
//!     "agreements":[{{"form":"kesepakatan_bersama","scheme":"antar_daerah","status":"ditandatangani",
//!         "parties":[{{"kind":"region","code":"13.77","name":"Kota Pariaman"}},{{"kind":"region","code":"31","name":"Provinsi DKI Jakarta"}}],
//!         "signed_on":"2025-10-03","place":null,"valid_years":null,"subject":null,
//!         "signatories":[],"sectors":["pangan"],"confidence":0.8,"evidence":[]}}]}}"#);
//! let mut merger = Merger::new();
//! for text in [line("b-7", "5"), line("a-1", "4")] {
//!     let annotation: Annotation = serde_json::from_str(&text)?;
//!     merger.add(&annotation);
//! }
//! let lexicons = Lexicons::builtin()?;
//! let records: Vec<_> = merger.finish(&lexicons)?.records().collect();
//! let [record] = &records[..] else { panic!("one agreement") };
//! assert_eq!(record.sources.len(), 2);
//! assert_eq!(record.confidence, 0.96);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod choose;
mod compare;
mod correct;
mod group;
mod history;
mod key;
mod merge;
mod names;
mod record;
mod report;
mod rule;
mod voices;

use jiff::civil::Date;

pub use compare::{Difference, Snapshot, Value, What, compare};
pub use correct::{CORRECTION_COLUMNS, Corrections};
pub use history::Stage;
pub use key::blocking_keys;
pub use merge::{Dataset, Merger};
pub use names::fold;
pub use rule::Match;

use crate::model::{Form, PartialDate, Party, RegionCode, Scheme, Sector, Signatory, Status};

/// One agreement with all that its sources say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// 16 hexadecimal digits, the same in each run and on every machine.
    pub id: String,
    /// The last thing that happened to it.
    pub status: Status,
    /// The form that most sources name.
    pub form: Form,
    /// With what kind of partner.
    pub scheme: Scheme,
    /// Each once: regions by code, then the others by name.
    pub parties: Vec<Party>,
    /// The signing date, as precisely as any source tells it.
    pub signed_on: Option<PartialDate>,
    /// Where it was signed.
    pub place: Option<RegionCode>,
    /// The official name of `place`.
    pub place_name: Option<String>,
    /// How long it runs, in years.
    pub valid_years: Option<u16>,
    /// What it is about, in the words of most sources.
    pub subject: Option<String>,
    /// Everyone whom a source names, by name.
    pub signatories: Vec<Signatory>,
    /// Every sector that a source names, in the codebook's order.
    pub sectors: Vec<SectorFound>,
    /// Planned, signed, extended, ended: what sources tell of, in its order.
    pub history: Vec<Stage>,
    /// Of an addendum: the id of the agreement that it amends.
    pub amends: Option<String>,
    /// The probability that at least one independent source is right, at most 0.99.
    pub confidence: f64,
    /// The share of seven fields that are known: form, day of signing, place, term, subject, signatories, sectors.
    pub completeness: f64,
    /// How many sources speak for themselves: an outlet counts once, and copies of one text count once.
    pub n_outlets: usize,
    /// The fields on which sources disagree.
    pub conflicts: Vec<&'static str>,
    /// Fit for counting without a further look; the rule stands in `docs/dataset.md`.
    pub recommended: bool,
    /// Has a person looked at it?
    pub review: Review,
    /// What persons changed.
    pub review_notes: Vec<ReviewNote>,
    /// The articles, by publication date (unknown last), then id.
    pub sources: Vec<Source>,
    /// The earliest publication date.
    pub first_published: Option<Date>,
    /// The sentence of the best source that shows the agreement.
    pub evidence: Option<String>,
}

/// Has a person looked at a record?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Review {
    /// Nobody has.
    Unreviewed,
    /// Someone changed a value.
    Corrected,
    /// Someone confirmed the record, perhaps after changing values.
    Confirmed,
}

impl Review {
    /// Every value.
    pub const ALL: &[Review] = &[Review::Unreviewed, Review::Corrected, Review::Confirmed];

    /// The value as it stands in files.
    pub fn label(self) -> &'static str {
        match self {
            Review::Unreviewed => "unreviewed",
            Review::Corrected => "corrected",
            Review::Confirmed => "confirmed",
        }
    }
}

/// A correction that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewNote {
    /// The article that was corrected; none when it was the agreement itself.
    pub article_id: Option<String>,
    /// The field.
    pub field: String,
    /// Its value before, as text; empty when there was none.
    pub before: String,
    /// Its value now.
    pub after: String,
    /// Who corrected it.
    pub who: String,
    /// And why.
    pub why: String,
}

/// A sector of an agreement and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectorFound {
    /// The sector.
    pub sector: Sector,
    /// The words that name it in the best article that does.
    pub term: Option<String>,
    /// The best article that names it.
    pub article_id: String,
    /// The sentence that shows the agreement there.
    pub evidence: Option<String>,
    /// How many articles name it.
    pub n_sources: usize,
}

/// An article that reports an agreement, and what it says where sources may differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The article.
    pub article_id: String,
    /// Its address.
    pub url: Option<String>,
    /// The outlet or site.
    pub outlet: Option<String>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The earlier article that it speaks with one voice with: of the same outlet, or a copy.
    pub copy_of: Option<String>,
    /// What ties it to the agreement.
    pub matched: Match,
    /// The confidence of its report alone.
    pub confidence: f64,
    /// The status that it reports.
    pub status: Status,
    /// The form that it names.
    pub form: Form,
    /// The parties that it names.
    pub parties: Vec<Party>,
    /// The signing date that it gives.
    pub signed_on: Option<PartialDate>,
    /// The place that it gives.
    pub place: Option<RegionCode>,
    /// The term that it gives.
    pub valid_years: Option<u16>,
    /// The sectors that it names.
    pub sectors: Vec<Sector>,
    /// Who signed, as it tells.
    pub signatories: Vec<Signatory>,
    /// What it is about, in its words.
    pub subject: Option<String>,
    /// Its sentence.
    pub evidence: Option<String>,
}
