//! Names of provinces, regencies and cities: which words name one, and which one they mean.
//!
//! Finding goes by words: a word of kind and a name ("Pemkot Malang"), a shared name ("Pemkot dan Pemkab
//! Bandung"), a name alone. Resolving settles names that fit several regions by the rest of the article.

mod find;
mod lists;
mod resolve;

use super::Mention;
use crate::{
    lexicon::regions::Needs,
    model::{Level, RegionCode},
};
pub(crate) use find::find;
pub(crate) use resolve::{places, resolve};

/// A region that the article refers to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RegionRef {
    /// Which one.
    pub(crate) code: RegionCode,
    /// What the words name of it.
    pub(crate) role: NamedAs,
    /// What else the name could have meant.
    pub(crate) others: Vec<RegionCode>,
    /// Why it means this one and none of the others.
    pub(crate) why: &'static str,
}

/// What the names of an article mean.
#[derive(Debug, Default)]
pub(crate) struct Resolved {
    pub(crate) regions: Vec<Mention<RegionRef>>,
    /// Names that mean no region, with the reason.
    pub(crate) dropped: Vec<Mention<&'static str>>,
}

/// What of a region is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamedAs {
    /// The bare name: "Malang".
    Bare,
    /// With its kind: "Kota Malang".
    Typed,
    /// Its government: "Pemkot Malang", "DPRD Kota Malang".
    Government,
    /// Its head: "Wali Kota Malang".
    Head,
    /// Its house: "Balai Kota Malang".
    Building,
}

/// A name with all that it can mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RegionName {
    pub(crate) candidates: Vec<RegionCode>,
    pub(crate) default: Option<RegionCode>,
    pub(crate) level: Option<Level>,
    pub(crate) named_as: NamedAs,
    pub(crate) needs: Needs,
    /// The first token of the name itself, behind the word of kind.
    pub(crate) name_first: usize,
    /// In the dateline, or beside other regions in a list.
    pub(crate) supported: bool,
}

/// A town or a building that stands in a region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) code: RegionCode,
    /// A named building, rather than the seat of a regency.
    pub(crate) building: bool,
}
