//! One agreement as one article reports it.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use super::{Form, PartialDate, RegionCode, Scheme, Sector, Span, Status};

/// Words of an organisation's name that only say what it is in law, in small letters: "PT Bank Jatim (Persero), Tbk".
pub(crate) const LEGAL_FORMS: [&str; 4] = ["pt", "cv", "tbk", "persero"];

/// Who concludes an agreement. An organ of a region (its head, secretary, agencies, council) counts as the
/// region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Party {
    /// An Indonesian province, regency or city.
    Region {
        /// Its code.
        code: RegionCode,
        /// Its official name.
        name: String,
    },
    /// A company, university, association, ministry, agency …
    Organisation {
        /// As the article writes it.
        name: String,
    },
    /// A foreign government or institution.
    Foreign {
        /// As the article writes it.
        name: String,
    },
}

impl Party {
    /// The name, whatever the kind.
    pub fn name(&self) -> &str {
        match self {
            Party::Region { name, .. } | Party::Organisation { name } | Party::Foreign { name } => name,
        }
    }

    /// `region`, `organisation` or `foreign`.
    pub fn kind(&self) -> &'static str {
        match self {
            Party::Region { .. } => "region",
            Party::Organisation { .. } => "organisation",
            Party::Foreign { .. } => "foreign",
        }
    }

    /// The code of a region; organisations and foreign partners have none.
    pub fn code(&self) -> Option<RegionCode> {
        match self {
            Party::Region { code, .. } => Some(*code),
            _ => None,
        }
    }
}

/// A person who signed, or is to sign, for a party.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Signatory {
    /// The fullest form of the name in the article, without titles.
    pub name: String,
    /// The office, spelled in full, without the region's name; acting marks kept ("Pj Bupati").
    pub office: String,
    /// The region served; none for signers from outside regional government.
    pub region: Option<RegionCode>,
}

/// "Kota Malang (35.73)", "Universitas Brawijaya": as tables list parties.
impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code() {
            Some(code) => write!(f, "{} ({code})", self.name()),
            None => f.write_str(self.name()),
        }
    }
}

/// "Sutiaji, Wali Kota (35.73)": as tables list people.
impl fmt::Display for Signatory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if !self.office.is_empty() {
            write!(f, ", {}", self.office)?;
        }
        match self.region {
            Some(code) => write!(f, " ({code})"),
            None => Ok(()),
        }
    }
}

/// The words that a value was taken from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// Which field of the agreement: `parties`, `form`, `status`, `signed_on`, `place`, `valid_years`,
    /// `subject`, `signatories`, `sectors`.
    pub field: String,
    /// Where the words stand.
    pub span: Span,
    /// The words themselves; left out for whole sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Of a field with several values: the one that these words gave (a sector's label, a signatory's name).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// One agreement that an article reports; see docs/codebook.md for what counts as one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// The kind of document.
    pub form: Form,
    /// With what kind of partner.
    pub scheme: Scheme,
    /// How far it has come.
    pub status: Status,
    /// Two or more, sorted.
    pub parties: Vec<Party>,
    /// The day, month or year of the signing or planned signing.
    pub signed_on: Option<PartialDate>,
    /// The region where it was signed, the most specific one named.
    pub place: Option<RegionCode>,
    /// How long it runs, in years.
    pub valid_years: Option<u16>,
    /// What it is about, in the article's words.
    pub subject: Option<String>,
    /// Who signed.
    pub signatories: Vec<Signatory>,
    /// What it covers.
    pub sectors: BTreeSet<Sector>,
    /// The estimated probability, 0 to 1, that parties, form, scheme and status are right.
    pub confidence: f64,
    /// Where each value was found, in text order.
    pub evidence: Vec<Evidence>,
}
