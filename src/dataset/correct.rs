//! Corrections that people make: a table beside the archive, applied in each run.
//!
//! ```csv
//! agreement_id,article_id,field,value,who,why
//! 80cd62e258a54978,,signed_on,2025-10-03,Rina,the decree gives the day
//! ,portal-17,agreements,none,Rina,a study visit
//! ```

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    str::FromStr,
};

use jiff::civil::Date;

use super::{
    Record, Review, ReviewNote, SectorFound,
    record::{Head, id_text},
};
use crate::{
    Error, Lexicons, Result,
    model::{Annotation, Form, PartialDate, Party, RegionCode, Scheme, Sector, Signatory, Status},
};

/// The columns of the table.
pub const CORRECTION_COLUMNS: [&str; 6] = ["agreement_id", "article_id", "field", "value", "who", "why"];

/// What is to be changed in agreements and articles.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    file: PathBuf,
    agreements: BTreeMap<u64, Vec<Correction<Change>>>,
    articles: BTreeMap<String, Vec<Correction<ArticleChange>>>,
    /// The articles of which a correction was applied.
    met: BTreeSet<String>,
}

#[derive(Clone, Debug)]
struct Correction<C> {
    line: u64,
    field: String,
    value: String,
    change: C,
    who: String,
    why: String,
}

/// What may be changed in an agreement.
#[derive(Clone, Debug)]
enum Change {
    Status(Status),
    Form(Form),
    Scheme(Scheme),
    Parties(Vec<Party>),
    SignedOn(Option<PartialDate>),
    Place(Option<RegionCode>),
    ValidYears(Option<u16>),
    Subject(Option<String>),
    Signatories(Vec<Signatory>),
    Sectors(Vec<Sector>),
    /// A person has looked at it.
    Confirmed,
    /// It is no agreement.
    None,
}

/// What may be changed in an article, before reports are joined.
#[derive(Clone, Debug)]
enum ArticleChange {
    Published(Option<Date>),
    /// It reports no agreement.
    None,
}

impl Corrections {
    /// Reads a table of corrections; `file` is named in messages.
    ///
    /// # Errors
    /// A row doesn't fit: a column is missing, the field is unknown, the value is none of the field, `who` or `why` is
    /// empty, or two rows change the same thing.
    pub fn parse(file: &Path, table: &[u8], lexicons: &Lexicons) -> Result<Corrections> {
        let mut corrections = Corrections { file: file.to_owned(), ..Corrections::default() };
        let table = table.strip_prefix(b"\xef\xbb\xbf").unwrap_or(table);
        let semicolons = table.split(|byte| *byte == b'\n').next().is_some_and(|header| header.contains(&b';'));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(if semicolons { b';' } else { b',' })
            .trim(csv::Trim::All)
            .from_reader(table);
        let fault = |line: u64, reason: String| Error::Content { path: file.to_owned(), line, reason };
        let header = reader.headers().map_err(|error| fault(1, error.to_string()))?.clone();
        let mut at = [0; CORRECTION_COLUMNS.len()];
        for (at, column) in at.iter_mut().zip(CORRECTION_COLUMNS) {
            *at = header.iter().position(|name| name == column).ok_or_else(|| {
                fault(1, format!("expected the columns {}, found no {column}", CORRECTION_COLUMNS.join(",")))
            })?;
        }
        for row in reader.records() {
            let row = row.map_err(|error| {
                fault(
                    error.position().map_or(0, csv::Position::line),
                    format!("expected {} columns: {error}", header.len()),
                )
            })?;
            let line = row.position().map_or(0, csv::Position::line);
            let [agreement, article, field, value, who, why] = at.map(|at| &row[at]);
            corrections
                .row(line, [agreement, article, field, value, who, why], lexicons)
                .map_err(|reason| fault(line, reason))?;
        }
        Ok(corrections)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.agreements.values().map(Vec::len).sum::<usize>() + self.articles.values().map(Vec::len).sum::<usize>()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn row(&mut self, line: u64, cells: [&str; 6], lexicons: &Lexicons) -> Result<(), String> {
        let [agreement, article, field, value, who, why] = cells;
        for (column, cell) in [("field", field), ("who", who), ("why", why)] {
            if cell.is_empty() {
                return Err(format!("{column}: expected a text, found nothing"));
            }
        }
        match (agreement, article) {
            (id, "") if !id.is_empty() => {
                let id = Some(id).filter(|id| id.len() == 16).and_then(|id| u64::from_str_radix(id, 16).ok());
                let id =
                    id.ok_or_else(|| format!("agreement_id: expected 16 hexadecimal digits, found {agreement:?}"))?;
                let change = Change::parse(field, value, lexicons).map_err(|reason| format!("{field}: {reason}"))?;
                push(self.agreements.entry(id).or_default(), line, cells, change)
            }
            ("", id) if !id.is_empty() => {
                let change = ArticleChange::parse(field, value).map_err(|reason| format!("{field}: {reason}"))?;
                push(self.articles.entry(id.to_owned()).or_default(), line, cells, change)
            }
            _ => Err("expected either an agreement_id or an article_id".to_owned()),
        }
    }

    /// The annotation as corrected.
    pub(super) fn mend<'a>(&mut self, annotation: &'a Annotation) -> Cow<'a, Annotation> {
        let Some(corrections) = self.articles.get(&annotation.id) else { return Cow::Borrowed(annotation) };
        self.met.insert(annotation.id.clone());
        let mut mended = annotation.clone();
        for correction in corrections {
            match correction.change {
                ArticleChange::Published(day) => (mended.published, mended.published_from) = (day, None),
                ArticleChange::None => {
                    mended.agreements.clear();
                    mended.quotes.clear();
                    mended.why_none = Some(format!("correction by {}: {}", correction.who, correction.why));
                }
            }
        }
        Cow::Owned(mended)
    }

    /// Does each correction have something to correct?
    pub(super) fn check(&self, heads: &[Head]) -> Result<()> {
        let known: BTreeSet<u64> = heads.iter().map(|head| head.id).collect();
        let agreements = self.agreements.iter().filter(|(id, _)| !known.contains(id)).map(|(id, all)| {
            (
                all[0].line,
                format!("agreement_id: there is no agreement {}; `sepakat diff` tells what became of it", id_text(*id)),
            )
        });
        let articles = self.articles.iter().filter(|(id, _)| !self.met.contains(*id));
        let articles = articles.map(|(id, all)| {
            (all[0].line, format!("article_id: no article {id:?} was read that could report an agreement"))
        });
        match agreements.chain(articles).min() {
            Some((line, reason)) => Err(Error::Content { path: self.file.clone(), line, reason }),
            None => Ok(()),
        }
    }

    /// Is the agreement none, as someone says?
    pub(super) fn removes(&self, id: u64) -> bool {
        self.agreements.get(&id).is_some_and(|all| all.iter().any(|one| matches!(one.change, Change::None)))
    }

    /// Changes the record; was there anything to change?
    pub(super) fn apply(&self, head: &Head, record: &mut Record, lexicons: &Lexicons) -> bool {
        for correction in self.agreements.get(&head.id).into_iter().flatten() {
            let before = correction.change.apply(record, lexicons);
            record.review = record.review.max(match correction.change {
                Change::Confirmed => Review::Confirmed,
                _ => Review::Corrected,
            });
            record.review_notes.push(note(correction, None, before));
        }
        let sources: Vec<String> = record.sources.iter().map(|source| source.article_id.clone()).collect();
        for id in sources {
            for correction in self.articles.get(&id).into_iter().flatten() {
                record.review = record.review.max(Review::Corrected);
                record.review_notes.push(note(correction, Some(id.clone()), String::new()));
            }
        }
        record.review != Review::Unreviewed
    }
}

fn push<C>(all: &mut Vec<Correction<C>>, line: u64, cells: [&str; 6], change: C) -> Result<(), String> {
    let [_, _, field, value, who, why] = cells.map(str::to_owned);
    if let Some(other) = all.iter().find(|other| other.field == field) {
        return Err(format!("{field}: line {} corrects it already", other.line));
    }
    all.push(Correction { line, field, value, change, who, why });
    Ok(())
}

fn note<C>(correction: &Correction<C>, article_id: Option<String>, before: String) -> ReviewNote {
    let Correction { field, value, who, why, .. } = correction;
    let [field, after, who, why] = [field, value, who, why].map(Clone::clone);
    ReviewNote { article_id, field, before, after, who, why }
}

impl Change {
    fn parse(field: &str, value: &str, lexicons: &Lexicons) -> Result<Change, String> {
        Ok(match field {
            "status" => Change::Status(label(value, Status::from_label, Status::ALL.iter().map(|x| x.label()))?),
            "form" => Change::Form(label(value, Form::from_label, Form::ALL.iter().map(|x| x.label()))?),
            "scheme" => Change::Scheme(label(value, Scheme::from_label, Scheme::ALL.iter().map(|x| x.label()))?),
            "signed_on" => Change::SignedOn(optional(value)?),
            "place" => {
                let place: Option<RegionCode> = optional(value)?;
                place.map(|code| known_region(code, lexicons)).transpose()?;
                Change::Place(place)
            }
            "valid_years" => Change::ValidYears(
                optional::<u16>(value).map_err(|_| format!("expected a whole number, found {value:?}"))?,
            ),
            "subject" => Change::Subject((!value.is_empty()).then(|| value.to_owned())),
            "sectors" => {
                let one =
                    |label_text: &str| label(label_text, Sector::from_label, Sector::ALL.iter().map(|x| x.label()));
                let mut sectors = list(value).map(one).collect::<Result<Vec<_>, _>>()?;
                sectors.sort();
                sectors.dedup();
                Change::Sectors(sectors)
            }
            "parties" => {
                let mut parties = list(value).map(|text| party(text, lexicons)).collect::<Result<Vec<_>, _>>()?;
                parties.sort();
                parties.dedup();
                if parties.len() < 2 || !parties.iter().any(|party| party.code().is_some()) {
                    return Err(format!(
                        "expected two or more parties, one of them a region with its code, found {value:?}"
                    ));
                }
                Change::Parties(parties)
            }
            "signatories" => Change::Signatories(list(value).map(signatory).collect::<Result<_, _>>()?),
            "agreement" => match value {
                "confirmed" => Change::Confirmed,
                "none" => Change::None,
                _ => return Err(format!("expected confirmed or none, found {value:?}")),
            },
            _ => {
                return Err("expected one of status, form, scheme, parties, signed_on, place, valid_years, subject, \
                    signatories, sectors, agreement"
                    .to_owned());
            }
        })
    }

    /// What the value was before, as text.
    fn apply(&self, record: &mut Record, lexicons: &Lexicons) -> String {
        fn swap<T: Clone>(old: &mut T, new: &T) -> T {
            std::mem::replace(old, new.clone())
        }
        fn text<T: ToString>(value: Option<T>) -> String {
            value.map(|value| value.to_string()).unwrap_or_default()
        }
        match self {
            Change::Status(new) => swap(&mut record.status, new).to_string(),
            Change::Form(new) => swap(&mut record.form, new).to_string(),
            Change::Scheme(new) => swap(&mut record.scheme, new).to_string(),
            Change::SignedOn(new) => text(swap(&mut record.signed_on, new)),
            Change::ValidYears(new) => text(swap(&mut record.valid_years, new)),
            Change::Subject(new) => text(swap(&mut record.subject, new)),
            Change::Place(new) => {
                record.place_name = new.and_then(|code| lexicons.region(code)).map(|region| region.name.clone());
                text(swap(&mut record.place, new))
            }
            Change::Parties(new) => joined(swap(&mut record.parties, new).iter().map(Party::to_string)),
            Change::Signatories(new) => joined(swap(&mut record.signatories, new).iter().map(Signatory::to_string)),
            Change::Sectors(new) => {
                let old = std::mem::take(&mut record.sectors);
                let before = joined(old.iter().map(|found| found.sector.to_string()));
                let first = &record.sources[0].article_id;
                record.sectors = new
                    .iter()
                    .map(|sector| match old.iter().find(|found| found.sector == *sector) {
                        Some(found) => found.clone(),
                        None => SectorFound {
                            sector: *sector,
                            term: None,
                            article_id: first.clone(),
                            evidence: None,
                            n_sources: 0,
                        },
                    })
                    .collect();
                before
            }
            Change::Confirmed | Change::None => String::new(),
        }
    }
}

impl ArticleChange {
    fn parse(field: &str, value: &str) -> Result<ArticleChange, String> {
        match (field, value) {
            ("published", _) => {
                let day = optional::<Date>(value)
                    .map_err(|_| format!("expected a date such as 2025-10-03, found {value:?}"))?;
                Ok(ArticleChange::Published(day))
            }
            ("agreements", "none") => Ok(ArticleChange::None),
            ("agreements", _) => Err(format!("expected none, found {value:?}")),
            _ => Err("expected published or agreements, as of an article".to_owned()),
        }
    }
}

fn label<T>(value: &str, from: fn(&str) -> Option<T>, all: impl Iterator<Item = &'static str>) -> Result<T, String> {
    from(value).ok_or_else(|| format!("expected one of {}, found {value:?}", all.collect::<Vec<_>>().join(", ")))
}

fn optional<T: FromStr<Err: ToString>>(value: &str) -> Result<Option<T>, String> {
    if value.is_empty() { Ok(None) } else { value.parse().map(Some).map_err(|error: T::Err| error.to_string()) }
}

fn list(value: &str) -> impl Iterator<Item = &str> {
    value.split(';').map(str::trim).filter(|part| !part.is_empty())
}

fn joined(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join("; ")
}

fn known_region(code: RegionCode, lexicons: &Lexicons) -> Result<String, String> {
    let region = lexicons.region(code).ok_or_else(|| format!("expected the code of a region, found {code}"))?;
    Ok(region.name.clone())
}

/// "Kota Malang (35.73)", "35.73", "Universitas Brawijaya", "foreign: Kota Miri".
fn party(text: &str, lexicons: &Lexicons) -> Result<Party, String> {
    let code = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map_or(text, |(_, code)| code);
    if let Ok(code) = code.parse::<RegionCode>() {
        return Ok(Party::Region { code, name: known_region(code, lexicons)? });
    }
    Ok(match text.strip_prefix("foreign:") {
        Some(name) => Party::Foreign { name: name.trim().to_owned() },
        None => Party::Organisation { name: text.to_owned() },
    })
}

/// "Sutiaji, Wali Kota (35.73)"; the code may be missing.
fn signatory(text: &str) -> Result<Signatory, String> {
    let (name, rest) = text.split_once(',').ok_or_else(|| format!("expected a name and an office, found {text:?}"))?;
    let (office, region) = match rest.trim().strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((office, code)) => (office, Some(code.parse::<RegionCode>()?)),
        None => (rest, None),
    };
    Ok(Signatory { name: name.trim().to_owned(), office: office.trim().to_owned(), region })
}
