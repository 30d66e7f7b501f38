//! Regions and their names: `regions.csv`, `region_aliases.csv`, `region_types.csv`, `region_shared.csv`,
//! `region_ambiguity.csv`, `region_groups.csv`, `region_nicknames.csv`, `region_codes_former.csv`.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::{Phrases, Vocabulary, WordSet, table::Table, words::words};
use crate::{
    Result,
    model::{Level, RegionCode},
};

/// One province, regency or city.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Kemendagri's code.
    pub code: RegionCode,
    /// Province, regency or city.
    pub level: Level,
    /// The official name: "Kota Malang".
    pub name: String,
    /// The name without its kind: "Malang".
    pub base_name: String,
    /// The seat of its government.
    pub capital: String,
}

/// A name, which may fit several regions, or none (an area such as "Malang Raya").
#[derive(Clone, Debug, Default)]
pub(crate) struct Name {
    /// What it can mean, by code.
    pub(crate) codes: Vec<RegionCode>,
    /// What it meant once, or means with another kind: "Kabupaten Kendari" is Konawe.
    pub(crate) former: Vec<RegionCode>,
    /// What it means where nothing else decides.
    pub(crate) default: Option<RegionCode>,
    /// When it counts without a word of kind before it.
    pub(crate) needs: Needs,
    /// What else it may be is no place: "Pati" is starch. So it is the region behind "di".
    pub(crate) no_other_place: bool,
}

/// When a bare name counts as the region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Needs {
    /// With a capital letter.
    #[default]
    Capital,
    /// With a word of kind before it ("Kota Batu") somewhere in the article, or beside other regions.
    Type,
    /// When its province or another region of it is named as well.
    Province,
}

/// A word that says what kind of region, or which part of its government, the name behind it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RegionType {
    /// The level, where the word fixes it.
    pub(crate) level: Option<Level>,
    /// What is named.
    pub(crate) role: TypeRole,
}

/// What a word of kind names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypeRole {
    /// The region: "Kota".
    Type,
    /// Its government: "Pemkot".
    Government,
    /// An office: "Bupati".
    Head,
    /// A part of the government: "DPRD".
    Organ,
    /// A house of the government: "Balai Kota".
    Building,
}

/// The code that a region had in an older list.
#[derive(Clone, Debug, PartialEq)]
pub struct FormerCode {
    /// The code then.
    pub code: RegionCode,
    /// The last decree that has it.
    pub list: String,
    /// The last day on which it was valid.
    pub until: Date,
}

/// All regions.
#[derive(Default)]
pub(crate) struct Regions {
    pub(crate) list: BTreeMap<RegionCode, Region>,
    /// Names of regions and of areas; the value is an index into `name_list`.
    pub(crate) names: Phrases<usize>,
    pub(crate) name_list: Vec<Name>,
    pub(crate) types: Phrases<RegionType>,
    /// Towns and persons that speak for one of several regions of a name: "Kepanjen".
    pub(crate) cues: Phrases<RegionCode>,
    /// Codes of older lists, by the code of today.
    pub(crate) former_codes: BTreeMap<RegionCode, FormerCode>,
    /// Seats of regencies, for places of signing: "Tenggarong".
    pub(crate) capitals: Phrases<RegionCode>,
    /// Words that join two regions: "dan".
    pub(crate) ands: WordSet,
    /// Words behind which regions are listed: "yakni".
    pub(crate) intros: WordSet,
}

/// The files that this module reads, by name.
pub(super) struct Files<'a> {
    pub(super) regions: &'a str,
    pub(super) aliases: &'a str,
    pub(super) types: &'a str,
    pub(super) shared: &'a str,
    pub(super) ambiguity: &'a str,
    pub(super) groups: &'a str,
    pub(super) nicknames: &'a str,
    pub(super) former_codes: &'a str,
}

pub(super) fn parse(files: &Files<'_>, vocabulary: &mut Vocabulary) -> Result<Regions> {
    let mut regions = Regions::default();
    regions.ands.extend(["dan", "serta", "maupun"].map(|word| vocabulary.intern(word)));
    regions.intros.extend(["yakni", "yaitu", "meliputi", "ialah", "adalah"].map(|word| vocabulary.intern(word)));
    let mut names: HashMap<String, Name> = HashMap::new();

    let table = Table::parse(
        "regions.csv",
        files.regions,
        &["code", "level", "name", "base_name", "province_code", "capital"],
    )?;
    for row in table.rows() {
        let code: RegionCode = row.parse("code")?;
        let level = row.one_of("level", Level::from_label, "provinsi, kabupaten or kota")?;
        if level != code.level() {
            return Err(row.refuse("level", format!("the code {code} is that of a {}", code.level())));
        }
        let region = Region {
            code,
            level,
            name: row.required("name")?.to_owned(),
            base_name: row.required("base_name")?.to_owned(),
            capital: row.required("capital")?.to_owned(),
        };
        add_code(&mut names, &region.base_name, code);
        // "Sungaipenuh", "Deliserdang": names of two words are often written as one.
        if let [first, second] = region.base_name.split(' ').collect::<Vec<_>>()[..] {
            add_code(&mut names, &format!("{first}{}", second.to_lowercase()), code);
        }
        if level == Level::Kabupaten {
            regions.capitals.insert(vocabulary, &region.capital, code);
        }
        if regions.list.insert(code, region).is_some() {
            return Err(row.refuse("code", format!("{code} stands here twice")));
        }
    }

    let table = Table::parse("region_aliases.csv", files.aliases, &["code", "alias", "kind", "note"])?;
    const KINDS: [&str; 5] = ["abbreviation", "spelling", "former", "short", "local"];
    for row in table.rows() {
        row.one_of(
            "kind",
            |kind| KINDS.contains(&kind).then_some(()),
            "abbreviation, spelling, former, short or local",
        )?;
        add_code(
            &mut names,
            row.required("alias")?,
            known(&regions, row.parse("code")?).map_err(|e| row.refuse("code", e))?,
        );
    }

    let table = Table::parse("region_shared.csv", files.shared, &["name", "code", "default", "cue", "cue_kind"])?;
    for row in table.rows() {
        let code = known(&regions, row.parse("code")?).map_err(|e| row.refuse("code", e))?;
        let name = names.entry(key(row.required("name")?)).or_default();
        if row.get("cue").is_empty() {
            if !name.codes.contains(&code) {
                name.codes.push(code);
            }
            if row.get("default") == "yes" {
                name.default = Some(code);
            }
        } else {
            regions.cues.insert(vocabulary, row.get("cue"), code);
        }
    }

    let table = Table::parse("region_ambiguity.csv", files.ambiguity, &["name", "reading", "needs"])?;
    for row in table.rows() {
        let needs = row.one_of(
            "needs",
            |needs| match needs {
                "capital" => Some(Needs::Capital),
                "type" => Some(Needs::Type),
                "province" => Some(Needs::Province),
                _ => None,
            },
            "capital, type or province",
        )?;
        if let Some(name) = names.get_mut(&key(row.required("name")?)) {
            name.no_other_place = match row.required("reading")? {
                "common_word" | "person" | "acronym" => true,
                "proper_name" => needs == Needs::Province,
                "elsewhere" => false,
                other => {
                    let expected = "expected common_word, person, acronym, elsewhere or proper_name";
                    return Err(row.refuse("reading", format!("{expected}, found {other:?}")));
                }
            };
            name.needs = if name.needs == Needs::Type { Needs::Type } else { needs };
        }
    }

    let table = Table::parse("region_groups.csv", files.groups, &["name", "code"])?;
    for row in table.rows() {
        names.entry(key(row.required("name")?)).or_default();
    }

    let table = Table::parse("region_nicknames.csv", files.nicknames, &["nickname", "code"])?;
    for row in table.rows() {
        let code = known(&regions, row.parse("code")?).map_err(|e| row.refuse("code", e))?;
        regions.cues.insert(vocabulary, row.required("nickname")?, code);
    }

    let columns = &["former_code", "code", "name", "list", "until"];
    for row in Table::parse("region_codes_former.csv", files.former_codes, columns)?.rows() {
        let code = known(&regions, row.parse("code")?).map_err(|e| row.refuse("code", e))?;
        let until = row.one_of("until", |day| day.parse().ok(), "a day as YYYY-MM-DD")?;
        let former = FormerCode { code: row.parse("former_code")?, list: row.required("list")?.to_owned(), until };
        regions.former_codes.insert(code, former);
    }

    let table = Table::parse("region_types.csv", files.types, &["form", "level", "role"])?;
    for row in table.rows() {
        let level = match row.get("level") {
            "any" => None,
            _ => Some(row.one_of("level", Level::from_label, "provinsi, kabupaten, kota or any")?),
        };
        let role = row.one_of("role", type_role, "type, government, head, organ or building")?;
        regions.types.insert(vocabulary, row.required("form")?, RegionType { level, role });
    }

    let mut sorted: Vec<(String, Name)> = names.into_iter().collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    for (phrase, mut name) in sorted {
        name.codes.sort();
        // A region that bears the name today comes before those that bore it: "Papua", "Maluku Utara".
        let bears = |code: &RegionCode| regions.list.get(code).is_some_and(|region| key(&region.base_name) == phrase);
        if name.codes.iter().any(bears) {
            (name.codes, name.former) = name.codes.iter().partition(|code| bears(code));
        }
        regions.names.insert(vocabulary, &phrase, regions.name_list.len());
        regions.name_list.push(name);
    }
    Ok(regions)
}

fn type_role(role: &str) -> Option<TypeRole> {
    Some(match role {
        "type" => TypeRole::Type,
        "government" => TypeRole::Government,
        "head" => TypeRole::Head,
        "organ" => TypeRole::Organ,
        "building" => TypeRole::Building,
        _ => return None,
    })
}

fn known(regions: &Regions, code: RegionCode) -> std::result::Result<RegionCode, String> {
    if regions.list.contains_key(&code) { Ok(code) } else { Err(format!("regions.csv has no region {code}")) }
}

/// Names that differ in blanks, hyphens or dots only are one name: "Fak-Fak", "Fak Fak".
fn key(name: &str) -> String {
    words(name).map(|(_, word)| word.to_lowercase()).collect::<Vec<_>>().join(" ")
}

fn add_code(names: &mut HashMap<String, Name>, name: &str, code: RegionCode) {
    let name = names.entry(key(name)).or_default();
    if !name.codes.contains(&code) {
        name.codes.push(code);
    }
}
