//! What the program knows: the CSV files in `lexicons/`, compiled in and parsed once.
//!
//! A researcher edits the files without knowing Rust: `sepakat lexicons export DIR` writes them out, and
//! `--lexicons DIR` puts those in `DIR` in their place. A wrong line is refused with file, line and field.
//!
//! ```
//! let lexicons = sepakat::Lexicons::builtin()?;
//! let malang = lexicons.region("35.73".parse().unwrap()).unwrap();
//! assert_eq!(malang.name, "Kota Malang");
//! # Ok::<(), sepakat::Error>(())
//! ```

mod ascii;
pub(crate) mod calendar;
pub(crate) mod cues;
mod fragments;
pub(crate) mod gate;
pub(crate) mod languages;
pub(crate) mod lists;
mod noise;
pub(crate) mod offices;
pub(crate) mod organisations;
pub(crate) mod regions;
pub(crate) mod sectors;
mod table;
pub(crate) mod words;

use std::{borrow::Cow, collections::BTreeMap, fs, path::Path};

use jiff::civil::Date;

use crate::{
    Error, Result,
    model::{RegionCode, Sector},
};
use calendar::CalendarWord;
use cues::Cue;
use fragments::Letters;
use gate::Gate;
use languages::Languages;
use lists::WordLists;
use noise::Noise;
use offices::Offices;
use organisations::Organisations;
use regions::Regions;
pub use regions::{FormerCode, Region};
use sectors::Term;
use table::Table;
pub(crate) use words::{Begins, Phrases, Vocabulary, WordId, WordSet};

macro_rules! files {
    ($($name:literal,)*) => { &[$(($name, include_str!(concat!("../../lexicons/", $name))),)*] };
}

/// All lexicons, parsed.
pub struct Lexicons {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) regions: Regions,
    pub(crate) offices: Offices,
    pub(crate) organisations: Organisations,
    pub(crate) calendar: Phrases<CalendarWord>,
    pub(crate) cues: Phrases<Cue>,
    pub(crate) sectors: Phrases<Term>,
    /// The sectors that an agency works in, by its name in full.
    pub(crate) agency_sectors: BTreeMap<String, Vec<Sector>>,
    /// The body that an office stands for which holds its name: "Kapolres Blora" is Polres Blora.
    pub(crate) body_heads: Phrases<String>,
    /// The sector of a body that works in one alone, by the words that its name begins with.
    pub(crate) body_sectors: Phrases<Sector>,
    /// Lines that are no part of the article: "Baca juga: …".
    pub(crate) noise: Noise,
    /// Words before a full stop that ends no sentence: "Jl."
    pub(crate) abbreviations: WordSet,
    /// Words of titles that are written without one: a name may go on behind such a word and a full stop all the same.
    pub(crate) title_words: WordSet,
    /// Named buildings: "Gedung Sate" stands in Kota Bandung.
    pub(crate) buildings: Phrases<RegionCode>,
    pub(crate) lists: WordLists,
    /// Tells which texts may report an agreement.
    pub(crate) gate: Gate,
    /// The same of words that may tell of an agreement which is named elsewhere in the text.
    pub(crate) joins: Gate,
    pub(crate) languages: Languages,
    hash: u64,
}

impl Lexicons {
    /// The built-in files: name and content.
    pub const FILES: &[(&str, &str)] = files![
        "abbreviations.csv",
        "acting_marks.csv",
        "agencies.csv",
        "agency_sectors.csv",
        "body_heads.csv",
        "body_sectors.csv",
        "buildings.csv",
        "calendar.csv",
        "cues.csv",
        "foreign_places.csv",
        "former_marks.csv",
        "languages.csv",
        "name_stops.csv",
        "noise.csv",
        "offices.csv",
        "offices_other.csv",
        "offices_with_region.csv",
        "organisations.csv",
        "proper_name_heads.csv",
        "proper_name_tails.csv",
        "proper_names.csv",
        "region_aliases.csv",
        "region_ambiguity.csv",
        "region_codes_former.csv",
        "region_groups.csv",
        "region_nicknames.csv",
        "region_shared.csv",
        "region_types.csv",
        "regions.csv",
        "sector_terms.csv",
        "sectors.csv",
        "titles.csv",
        "word_lists.csv",
    ];

    /// The lexicons that are compiled in.
    ///
    /// # Errors
    /// If a built-in file is wrong, which the tests rule out.
    pub fn builtin() -> Result<Lexicons> {
        let files = Self::FILES.iter().map(|(name, text)| (*name, Cow::Borrowed(*text))).collect();
        Lexicons::parse(&files)
    }

    /// The built-in lexicons, with those files replaced that `dir` holds.
    ///
    /// # Errors
    /// If `dir` or a file in it cannot be read, if it holds a CSV file of an unknown name, or if a row is wrong.
    pub fn with_dir(dir: &Path) -> Result<Lexicons> {
        let mut files: BTreeMap<&str, Cow<'static, str>> =
            Self::FILES.iter().map(|(name, text)| (*name, Cow::Borrowed(*text))).collect();
        for entry in fs::read_dir(dir).map_err(Error::io(dir))? {
            let path = entry.map_err(Error::io(dir))?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if !name.ends_with(".csv") {
                continue;
            }
            let Some((known, _)) = Self::FILES.iter().find(|(known, _)| *known == name) else {
                let reason = "there is no lexicon of this name; `sepakat lexicons export` writes them all".to_owned();
                return Err(Error::Content { path, line: 0, reason });
            };
            files.insert(known, Cow::Owned(fs::read_to_string(&path).map_err(Error::io(&path))?));
        }
        Lexicons::parse(&files)
    }

    /// A stable hash of all files, so that a dataset can tell what it was made with.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// The code of today for one of an older list: the split of Papua in 2022 gave 26 regencies new codes. None
    /// when the code did not change.
    ///
    /// ```
    /// let lexicons = sepakat::Lexicons::builtin()?;
    /// let merauke = lexicons.current_code("91.01".parse().unwrap()).unwrap();
    /// assert_eq!(merauke.to_string(), "93.01");
    /// # Ok::<(), sepakat::Error>(())
    /// ```
    pub fn current_code(&self, former: RegionCode) -> Option<RegionCode> {
        self.regions.former_codes.iter().find(|(_, known)| known.code == former).map(|(code, _)| *code)
    }

    /// The code that a region had on a day, with the list that it is of; none where it had the code of today.
    ///
    /// ```
    /// let lexicons = sepakat::Lexicons::builtin()?;
    /// let merauke = "93.01".parse().unwrap();
    /// let then = lexicons.former_code(merauke, "2022-07-20".parse().unwrap()).unwrap();
    /// assert_eq!(then.code.to_string(), "91.01");
    /// assert!(lexicons.former_code(merauke, "2023-07-20".parse().unwrap()).is_none());
    /// # Ok::<(), sepakat::Error>(())
    /// ```
    pub fn former_code(&self, code: RegionCode, day: Date) -> Option<&FormerCode> {
        self.regions.former_codes.get(&code).filter(|former| day <= former.until)
    }

    /// The region with this code.
    pub fn region(&self, code: RegionCode) -> Option<&Region> {
        self.regions.list.get(&code)
    }

    fn parse(files: &BTreeMap<&str, Cow<'static, str>>) -> Result<Lexicons> {
        let file = |name: &str| files.get(name).map_or("", |text| text.as_ref());
        let mut vocabulary = Vocabulary::default();
        let regions = regions::parse(
            &regions::Files {
                regions: file("regions.csv"),
                aliases: file("region_aliases.csv"),
                types: file("region_types.csv"),
                shared: file("region_shared.csv"),
                ambiguity: file("region_ambiguity.csv"),
                groups: file("region_groups.csv"),
                nicknames: file("region_nicknames.csv"),
                former_codes: file("region_codes_former.csv"),
            },
            &mut vocabulary,
        )?;
        let mut offices = offices::parse(
            &offices::Files {
                offices: file("offices.csv"),
                with_region: file("offices_with_region.csv"),
                acting: file("acting_marks.csv"),
                former: file("former_marks.csv"),
                others: file("offices_other.csv"),
                titles: file("titles.csv"),
                agencies: file("agencies.csv"),
                stops: file("name_stops.csv"),
            },
            &mut vocabulary,
        )?;
        let organisations = organisations::parse(
            &organisations::Files {
                heads: file("proper_name_heads.csv"),
                tails: file("proper_name_tails.csv"),
                names: file("proper_names.csv"),
                organisations: file("organisations.csv"),
                foreign: file("foreign_places.csv"),
            },
            &mut vocabulary,
        )?;
        let calendar = calendar::parse(file("calendar.csv"), &mut vocabulary)?;
        let cues::Parsed { phrases: cues, gate, mut joins, single } =
            cues::parse("cues.csv", file("cues.csv"), &mut vocabulary)?;
        offices.name_stops.extend(single);
        for word in offices.name_words.iter() {
            offices.name_stops.remove(word);
        }
        let (sectors, sector_words) = sectors::parse(file("sector_terms.csv"), &mut vocabulary)?;
        // "Kepala Dinas {Pertanian}"
        offices.field_words.extend(sector_words.iter());
        let agency_sectors = sectors::parse_agencies(file("sectors.csv"), file("agency_sectors.csv"))?;

        let mut body_heads = Phrases::default();
        for row in Table::parse("body_heads.csv", file("body_heads.csv"), &["head", "body"])?.rows() {
            body_heads.insert(&mut vocabulary, row.required("head")?, row.required("body")?.to_owned());
        }
        let mut body_sectors = Phrases::default();
        for row in Table::parse("body_sectors.csv", file("body_sectors.csv"), &["body", "sector"])?.rows() {
            let sector = row.one_of("sector", Sector::from_label, "a sector of the codebook")?;
            body_sectors.insert(&mut vocabulary, row.required("body")?, sector);
        }

        let mut abbreviations = WordSet::default();
        for row in Table::parse("abbreviations.csv", file("abbreviations.csv"), &["word"])?.rows() {
            abbreviations.insert(vocabulary.intern(row.required("word")?));
        }
        let mut title_words = WordSet::default();
        // Titles stand before names: "Brigjen Pol. Wisnu", "KMS. Halim"; but with "pekan lalu." or "hutan besar." a sentence ends.
        for row in Table::parse("titles.csv", file("titles.csv"), &["title", "place", "kind"])?.rows() {
            let title = row.get("title");
            let initials = row.get("kind") != "military" && !title.contains(['a', 'e', 'i', 'o', 'u']);
            if row.get("place") == "before" {
                let known = if title.contains('.') || initials { &mut abbreviations } else { &mut title_words };
                known.extend(words::words(title).map(|(_, word)| vocabulary.intern(word)));
            }
        }
        let mut buildings = Phrases::default();
        for row in Table::parse("buildings.csv", file("buildings.csv"), &["building", "code"])?.rows() {
            buildings.insert(&mut vocabulary, row.required("building")?, row.parse("code")?);
        }

        let lists = lists::parse(file("word_lists.csv"), &vocabulary)?;

        let mut hasher = xxhash_rust::xxh3::Xxh3::new();
        for (name, text) in files {
            hasher.update(name.as_bytes());
            hasher.update(text.as_bytes());
        }
        let too_big = |fault: regex::Error| Error::Lexicon {
            file: "cues.csv".to_owned(),
            line: 0,
            field: "phrase".to_owned(),
            reason: fault.to_string(),
        };
        let letters = Letters::of(&[file("cues.csv"), file("word_lists.csv")]);
        let gate = Gate::new(&gate, &letters).map_err(too_big)?;
        // "melakukan kerja sama" is found by what it names.
        joins.retain(|phrase| !gate.is_open(phrase));
        Ok(Lexicons {
            vocabulary,
            regions,
            offices,
            organisations,
            calendar,
            cues,
            sectors,
            agency_sectors,
            body_heads,
            body_sectors,
            noise: noise::parse("noise.csv", file("noise.csv"))?,
            abbreviations,
            title_words,
            buildings,
            lists,
            gate,
            joins: Gate::new(&joins, &letters).map_err(too_big)?,
            languages: languages::parse("languages.csv", file("languages.csv"))?,
            hash: hasher.digest(),
        })
    }
}
