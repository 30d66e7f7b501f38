//! Offices, titles and agencies: `offices.csv`, `offices_with_region.csv`, `acting_marks.csv`,
//! `former_marks.csv`, `offices_other.csv`, `titles.csv`, `agencies.csv`, `name_stops.csv`.

use super::{Phrases, Vocabulary, WordSet, table::Table, words::words};
use crate::{
    Result,
    model::{Level, RegionCode},
};

/// An office of a regional government.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Office {
    /// As the codebook spells it: "Wali Kota".
    pub(crate) name: String,
    /// The level of government, where the word fixes it.
    pub(crate) level: Option<Level>,
    /// Does it go on with its field: "Kepala Dinas" Pertanian?
    pub(crate) takes_field: bool,
    /// A head or deputy head of a region.
    pub(crate) head: bool,
    /// The region that the form itself holds: "Gubsu".
    pub(crate) region: Option<RegionCode>,
}

/// An office outside regional government.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OtherOffice {
    /// Of a central body, a company, a university, a foreign government: may sign for its side.
    Partner,
    /// Spouses' clubs, villages: signs nothing.
    Nobody,
    /// A cup or a board that is named after an office: "Piala Bupati".
    Nothing,
}

/// All that officials are found by.
#[derive(Default)]
pub(crate) struct Offices {
    pub(crate) forms: Phrases<Office>,
    /// Acting marks, spelled as the codebook does: "Penjabat" is "Pj".
    pub(crate) acting: Phrases<String>,
    /// "mantan", "calon": no holder of the office.
    pub(crate) former: Phrases<()>,
    pub(crate) others: Phrases<(OtherOffice, String)>,
    /// Titles before a name that are not part of it: "Drs.".
    pub(crate) titles_before: Phrases<()>,
    /// Titles that are a part of the name: "IGN".
    pub(crate) titles_kept: WordSet,
    /// Titles behind a name: "M.Si".
    pub(crate) titles_after: Phrases<()>,
    /// Agencies; the value is the name spelled in full.
    pub(crate) agencies: Phrases<String>,
    /// Words of agency names and of fields, to tell where the field ends and a person's name begins.
    pub(crate) field_words: WordSet,
    /// Words that no name of a person goes on with, even with a capital: "Teken" in a headline.
    pub(crate) name_stops: WordSet,
    /// Words of persons' names that are cues as well: "Putra".
    pub(crate) name_words: WordSet,
    /// Words that an organisation's name goes on with though a person's does not: "Kantor", "Cabang".
    pub(crate) name_branches: WordSet,
    /// Words of an organisation's name behind which "dan" joins a further part: "Hukum dan HAM".
    pub(crate) name_joints: WordSet,
}

/// The files that this module reads.
pub(super) struct Files<'a> {
    pub(super) offices: &'a str,
    pub(super) with_region: &'a str,
    pub(super) acting: &'a str,
    pub(super) former: &'a str,
    pub(super) others: &'a str,
    pub(super) titles: &'a str,
    pub(super) agencies: &'a str,
    pub(super) stops: &'a str,
}

pub(super) fn parse(files: &Files<'_>, vocabulary: &mut Vocabulary) -> Result<Offices> {
    let mut offices = Offices::default();
    let is_head = |rank: &str| matches!(rank, "head" | "deputy");

    let table = Table::parse("offices.csv", files.offices, &["form", "office", "rank", "level", "takes_field"])?;
    for row in table.rows() {
        let level = match row.get("level") {
            "any" => None,
            _ => Some(row.one_of("level", Level::from_label, "provinsi, kabupaten, kota or any")?),
        };
        let office = Office {
            name: row.required("office")?.to_owned(),
            level,
            takes_field: row.get("takes_field") == "yes",
            head: is_head(row.get("rank")),
            region: None,
        };
        offices.forms.insert(vocabulary, row.required("form")?, office);
    }

    let table = Table::parse("offices_with_region.csv", files.with_region, &["form", "office", "rank", "code"])?;
    for row in table.rows() {
        let code: RegionCode = row.parse("code")?;
        let office = Office {
            name: row.required("office")?.to_owned(),
            level: Some(code.level()),
            takes_field: false,
            head: is_head(row.get("rank")),
            region: Some(code),
        };
        offices.forms.insert(vocabulary, row.required("form")?, office);
    }

    for row in Table::parse("acting_marks.csv", files.acting, &["form", "mark"])?.rows() {
        offices.acting.insert(vocabulary, row.required("form")?, row.required("mark")?.to_owned());
    }
    for row in Table::parse("former_marks.csv", files.former, &["form"])?.rows() {
        offices.former.insert(vocabulary, row.required("form")?, ());
    }
    for row in Table::parse("offices_other.csv", files.others, &["form", "class"])?.rows() {
        let class = row.one_of("class", other_office, "central, third_party, foreign, family, village or event")?;
        offices.others.insert(vocabulary, row.required("form")?, (class, row.required("form")?.to_owned()));
    }
    for row in Table::parse("titles.csv", files.titles, &["title", "place", "kind"])?.rows() {
        if row.get("kind") == "keep" || row.get("kind") == "noble" {
            offices.titles_kept.extend(words(row.get("title")).map(|(_, word)| vocabulary.intern(word)));
            continue;
        }
        match row.one_of(
            "place",
            |place| ["before", "after"].contains(&place).then_some(place == "before"),
            "before or after",
        )? {
            true => offices.titles_before.insert(vocabulary, row.required("title")?, ()),
            false => offices.titles_after.insert(vocabulary, row.required("title")?, ()),
        }
    }
    for row in Table::parse("agencies.csv", files.agencies, &["form", "name"])?.rows() {
        let (form, name) = (row.required("form")?, row.required("name")?);
        offices.agencies.insert(vocabulary, form, name.to_owned());
        for (form, office) in heads_of(form, name) {
            let office = Office { name: office, level: None, takes_field: false, head: false, region: None };
            offices.forms.insert(vocabulary, &form, office);
        }
        for phrase in [form, name] {
            offices.field_words.extend(words(phrase).map(|(_, word)| vocabulary.intern(word)));
        }
    }
    for row in Table::parse("name_stops.csv", files.stops, &["word", "kind"])?.rows() {
        let id = vocabulary.intern(row.required("word")?);
        match row.required("kind")? {
            "field" => offices.field_words.insert(id),
            "branch" => offices.name_branches.insert(id),
            "joint" => offices.name_joints.insert(id),
            "verb" | "institution" => offices.name_stops.insert(id),
            "name" => offices.name_words.insert(id),
            other => {
                return Err(row.refuse(
                    "kind",
                    format!("expected verb, institution, name, field, branch or joint, found {other:?}"),
                ));
            }
        };
    }
    Ok(offices)
}

/// Who heads an agency that is named by a short form, as written and as an office: "Kepala Bappelitbang", "Kadiskominfotik". Where
/// `offices.csv` has one itself, that comes first.
fn heads_of(agency: &str, name: &str) -> Vec<(String, String)> {
    if agency.contains(' ') || !(name.starts_with("Dinas ") || name.starts_with("Badan ")) {
        return Vec::new();
    }
    let office = |rank: &str| (format!("{rank} {agency}"), format!("{rank} {agency}"));
    let mut heads = vec![office("Kepala"), office("Sekretaris")];
    if agency.starts_with("Dis") || agency.starts_with("Din") {
        heads.push((format!("Ka{}", agency.to_lowercase()), format!("Kepala {agency}")));
    }
    heads
}

fn other_office(class: &str) -> Option<OtherOffice> {
    match class {
        "central" | "third_party" | "foreign" => Some(OtherOffice::Partner),
        "family" | "village" => Some(OtherOffice::Nobody),
        "event" => Some(OtherOffice::Nothing),
        _ => None,
    }
}
