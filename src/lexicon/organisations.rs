//! Names of organisations and foreign places: `proper_name_heads.csv`, `proper_name_tails.csv`, `proper_names.csv`,
//! `organisations.csv`, `foreign_places.csv`.

use std::collections::BTreeMap;

use super::{Phrases, Vocabulary, WordSet, table::Table, words::words};
use crate::{Result, model::Scheme};

/// A word that opens a proper name: "Universitas", "Polres", "Jalan".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// What kind of thing has such a name.
    pub(crate) class: Class,
    /// The scheme of an agreement with it; none when it can be no party.
    pub(crate) scheme: Option<Scheme>,
    /// How it must be written.
    pub(crate) case: Case,
}

/// How a name must be written to be one: as its lexicon writes it, so that "ISI" is a university and "isi" a
/// word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// In any way: "jalan".
    Any,
    /// With a capital: "Universitas".
    Capital,
    /// All in capitals: "UM".
    Upper,
}

impl Case {
    fn of(form: &str) -> Case {
        let first = form.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        if !first.starts_with(|c: char| c.is_uppercase()) {
            Case::Any
        } else if first.chars().count() > 1 && first.chars().all(|c| !c.is_lowercase()) {
            Case::Upper
        } else {
            Case::Capital
        }
    }

    /// Is a word written so?
    pub(crate) fn fits(self, capital: bool, upper: bool) -> bool {
        match self {
            Case::Any => true,
            Case::Capital => capital,
            Case::Upper => upper,
        }
    }
}

/// Kinds of proper names, as far as reading treats them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A body whose name may hold a region with its kind: "Kejari Kota Magelang".
    Vertical,
    /// A body whose name may hold a bare region's name: "Universitas Negeri Malang".
    Body,
    /// A brand that goes on only with its branches: "PLN UID Jawa Timur".
    Branded,
    /// A kecamatan, desa, street, river: the name ends before the region that it lies in.
    Place,
    /// A hotel or hall: it tells a place.
    Venue,
    /// Peoples, dishes, products, clubs, outlets: nothing follows from it.
    Other,
}

/// A known organisation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Known {
    pub(crate) scheme: Scheme,
    pub(crate) case: Case,
}

/// A foreign country or place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Foreign {
    pub(crate) country: bool,
}

/// All that names of organisations are found by.
#[derive(Default)]
pub(crate) struct Organisations {
    pub(crate) heads: Phrases<Head>,
    /// Words that end a name which begins with a region's: "Jakarta Fair".
    pub(crate) tails: WordSet,
    /// Words that end an organisation's English name: "University".
    pub(crate) english_ends: WordSet,
    pub(crate) known: Phrases<Known>,
    /// Fixed names that hold a region's name but are none: "Semen Padang", "Bima Arya".
    pub(crate) proper_names: Phrases<()>,
    pub(crate) foreign: Phrases<Foreign>,
    /// Short names in lower case, with the name in full: "uns", "Universitas Sebelas Maret".
    pub(crate) full_names: BTreeMap<String, String>,
}

/// The files that this module reads.
pub(super) struct Files<'a> {
    pub(super) heads: &'a str,
    pub(super) tails: &'a str,
    pub(super) names: &'a str,
    pub(super) organisations: &'a str,
    pub(super) foreign: &'a str,
}

pub(super) fn parse(files: &Files<'_>, vocabulary: &mut Vocabulary) -> Result<Organisations> {
    let mut organisations = Organisations::default();
    for row in Table::parse("proper_name_heads.csv", files.heads, &["head", "class", "scheme"])?.rows() {
        let class = class_of(row.required("class")?);
        let scheme = match row.get("scheme") {
            "" => None,
            _ => Some(row.one_of("scheme", Scheme::from_label, "a scheme of the codebook, or nothing")?),
        };
        organisations.heads.insert(
            vocabulary,
            row.required("head")?,
            Head { class, scheme, case: Case::of(row.get("head")) },
        );
    }
    for row in Table::parse("proper_name_tails.csv", files.tails, &["tail"])?.rows() {
        let tail = words(row.required("tail")?).map(|(_, word)| vocabulary.intern(word)).last();
        match row.get("class") {
            "organisation" => organisations.english_ends.extend(tail),
            _ => organisations.tails.extend(tail),
        }
    }
    for row in Table::parse("proper_names.csv", files.names, &["phrase", "why"])?.rows() {
        organisations.proper_names.insert(vocabulary, row.required("phrase")?, ());
    }
    for row in Table::parse("organisations.csv", files.organisations, &["name", "scheme"])?.rows() {
        let scheme = row.one_of("scheme", Scheme::from_label, "a scheme of the codebook")?;
        organisations.known.insert(
            vocabulary,
            row.required("name")?,
            Known { scheme, case: Case::of(row.get("name")) },
        );
        // What else the note says stands behind a semicolon; remarks begin with a small letter.
        let full = row.get("note").split(';').next().unwrap_or_default().trim();
        if full.starts_with(char::is_uppercase) {
            organisations.full_names.insert(row.get("name").to_lowercase(), full.to_owned());
        }
    }
    for row in Table::parse("foreign_places.csv", files.foreign, &["name", "country", "kind"])?.rows() {
        organisations.foreign.insert(
            vocabulary,
            row.required("name")?,
            Foreign { country: row.get("kind") == "country" },
        );
    }
    Ok(organisations)
}

fn class_of(class: &str) -> Class {
    match class {
        "police" | "military" | "prosecutor" | "court" | "central_agency" | "ministry" => Class::Vertical,
        "bumn" => Class::Branded,
        "street" | "subdivision" | "nature" => Class::Place,
        "hotel" => Class::Venue,
        "people" | "product" | "club" | "media" | "event" | "religious" | "facility" | "area" => Class::Other,
        _ => Class::Body,
    }
}
