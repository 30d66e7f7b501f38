//! Agreements out of reports: the reduce step.
//!
//! A [`Merger`] takes annotations in any order and from any number of shards and keeps only their reports of
//! agreements, so memory grows with the agreements, not with the archive. `finish` joins the reports that
//! mean one agreement; the rule stands in [`merge`](self::Merger::finish) and in `docs/dataset.md`.
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
//! let dataset = merger.finish(&Lexicons::builtin()?);
//! let [record] = &dataset.records[..] else { panic!("one agreement") };
//! assert_eq!(record.sources.len(), 2);
//! assert_eq!(record.confidence, 0.96);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod choose;
mod group;
mod key;
mod merge;

use jiff::civil::Date;

pub use group::Match;
pub use key::fold;
pub use merge::Merger;

use crate::model::{Form, PartialDate, Party, RegionCode, Scheme, Sector, Signatory, Status};

/// All agreements, the earliest reported first: by `first_published` (unknown last), `signed_on` (unknown
/// last), `id`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    /// One for each agreement.
    pub records: Vec<Record>,
}

/// One agreement with all that its sources say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// 16 hexadecimal digits, the same in each run and on every machine.
    pub id: String,
    /// What the latest source says.
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
    /// The probability that at least one source is right, at most 0.99.
    pub confidence: f64,
    /// The articles, by publication date (unknown last), then id.
    pub sources: Vec<Source>,
    /// The earliest publication date.
    pub first_published: Option<Date>,
    /// The sentence of the best source that shows the agreement.
    pub evidence: Option<String>,
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
    /// The status that it reports.
    pub status: Status,
    /// The form that it names.
    pub form: Form,
    /// The signing date that it gives.
    pub signed_on: Option<PartialDate>,
    /// What ties it to the agreement.
    pub matched: Match,
    /// The confidence of its report alone.
    pub confidence: f64,
    /// Its sentence.
    pub evidence: Option<String>,
}
