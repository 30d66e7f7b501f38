//! The tables of a dataset folder: each column's name, type, meaning and value, in one place.
//!
//! Every format, `datapackage.json` and the tables in `docs/dataset.md` are made from this.

use jiff::civil::Date;

use super::{
    dyads::Dyad,
    schema::{Cell, Column, Field, ForeignKey, Kind, Table},
};
use crate::{
    dataset::{Match, Record, Review, Stage},
    model::{Annotation, Form, Level, OfficialFound, Party, Scheme, Sector, Signatory, Status, one_line},
};

/// The list that region codes are of: they change when regions are founded or split.
pub const CODE_LIST: &str = "kemendagri-2025";

/// `agreements.csv`.
#[rustfmt::skip]
pub static AGREEMENTS: Table<Record> = Table {
    name: "agreements",
    about: "An agreement, readable by itself in a spreadsheet; sorted by first_published (unknown last), signed_on, agreement_id",
    primary_key: &["agreement_id"],
    foreign_keys: &[],
    rows: |_| 1,
    columns: &[
        AGREEMENT_ID,
        required("status", Kind::Label(statuses), "How far it has come: the last stage of status_history",
            |r, _| label(r.status)),
        required("form", Kind::Label(forms), "The kind of document, as most sources name it",
            |r, _| label(r.form)),
        required("scheme", Kind::Label(schemes), "With what kind of partner (PP 28/2018)",
            |r, _| label(r.scheme)),
        required("parties", Kind::List, "The parties, regions with their codes: \"Kota Malang (35.73); Kota Jambi (15.71)\"",
            |r, _| list(r.parties.iter().map(Party::to_string))),
        required("n_parties", Kind::Integer, "How many parties",
            |r, _| count(r.parties.len())),
        optional("signed_on", Kind::PartialDate, "Signed or to be signed, as precisely as any source tells",
            |r, _| maybe(r.signed_on)),
        optional("signed_from", Kind::Date, "The first day that signed_on can mean",
            |r, _| date(r.signed_on.map(|d| d.first_day()))),
        optional("signed_to", Kind::Date, "The last day that signed_on can mean",
            |r, _| date(r.signed_on.map(|d| d.last_day()))),
        optional("signed_precision", Kind::Label(precisions), "How precise signed_on is",
            |r, _| maybe(r.signed_on.map(|d| d.precision()))),
        optional("place", Kind::Code, "The region where it was signed",
            |r, _| maybe(r.place)),
        optional("place_name", Kind::Text, "The official name of place",
            |r, _| maybe(r.place_name.as_deref())),
        optional("sectors", Kind::Labels, "What it covers: every sector that a source names",
            |r, _| list(r.sectors.iter().map(|s| s.sector.to_string()))),
        optional("subject", Kind::Text, "What it is about, in the words of a source",
            |r, _| prose(r.subject.as_deref())),
        optional("valid_years", Kind::Integer, "How long it runs, in years",
            |r, _| r.valid_years.map_or(Cell::Missing, |years| Cell::Integer(years.into()))),
        optional("signatories", Kind::List, "Who signed: \"Sutiaji, Wali Kota (35.73)\"",
            |r, _| list(r.signatories.iter().map(Signatory::to_string))),
        required("status_history", Kind::List, "Its stages with their dates, that of a publication in brackets: \"direncanakan (2025-09-20); ditandatangani 2025-10-03\"",
            |r, _| list(r.history.iter().map(stage_text))),
        optional("amends", Kind::AgreementId, "Of an addendum: the agreement that it amends",
            |r, _| maybe(r.amends.as_deref())),
        required("n_sources", Kind::Integer, "How many articles report it",
            |r, _| count(r.sources.len())),
        required("n_outlets", Kind::Integer, "How many of them speak for themselves: an outlet counts once, and so do copies of one text",
            |r, _| count(r.n_outlets)),
        optional("first_published", Kind::Date, "When the earliest of them was published",
            |r, _| date(r.first_published)),
        required("confidence", Kind::Share, "The estimated probability that a source is right in parties, form, scheme and status, at most 0.99",
            |r, _| Cell::Number(r.confidence)),
        required("completeness", Kind::Share, "The share of seven fields that are known: form, day of signing, place, valid_years, subject, signatories, sectors",
            |r, _| Cell::Number(r.completeness)),
        optional("conflicts", Kind::Labels, "On what sources disagree: form, signed_on, place, valid_years; sources.csv tells which says what",
            |r, _| list(r.conflicts.iter().map(|field| (*field).to_owned()))),
        required("recommended", Kind::Flag, "Fit for counting without a further look: see above for the rule",
            |r, _| Cell::Flag(r.recommended)),
        required("review_status", Kind::Label(reviews), "Has a person looked at it? reviews.csv tells who changed what",
            |r, _| text(r.review.label())),
        optional("evidence", Kind::Text, "The sentence of the best source that shows it",
            |r, _| prose(r.evidence.as_deref())),
    ],
};

/// `parties.csv`.
#[rustfmt::skip]
pub static PARTIES: Table<Record> = Table {
    name: "parties",
    about: "A party of an agreement; regions by code, then organisations, then foreign partners, by name",
    primary_key: &["agreement_id", "kind", "name"],
    foreign_keys: OF_AGREEMENT,
    rows: |r| r.parties.len(),
    columns: &[
        AGREEMENT_ID,
        required("kind", Kind::Label(|| vec!["region", "organisation", "foreign"]), "What kind of party",
            |r, i| text(r.parties[i].kind())),
        optional("code", Kind::Code, "Of a region: its code in code_list",
            |r, i| maybe(r.parties[i].code())),
        optional("code_digits", Kind::CodeDigits, "The code without its dot, for programs that would read 32.10 as a number",
            |r, i| maybe(r.parties[i].code().map(|c| c.digits()))),
        required("name", Kind::Text, "Of a region the official name, else as sources write it",
            |r, i| text(r.parties[i].name())),
        optional("level", Kind::Label(levels), "Of a region: province, regency or city",
            |r, i| maybe(r.parties[i].code().map(|c| c.level().label()))),
        optional("province_code", Kind::Code, "Of a region: the province that it lies in or is",
            |r, i| maybe(r.parties[i].code().map(|c| c.province()))),
        optional("code_list", Kind::Text, "The list that code is of",
            |r, i| maybe(r.parties[i].code().map(|_| CODE_LIST))),
    ],
};

/// `signatories.csv`.
#[rustfmt::skip]
pub static SIGNATORIES: Table<Record> = Table {
    name: "signatories",
    about: "A person who signed an agreement, or is to; by name",
    primary_key: &["agreement_id", "name"],
    foreign_keys: OF_AGREEMENT,
    rows: |r| r.signatories.len(),
    columns: &[
        AGREEMENT_ID,
        required("name", Kind::Text, "The name without titles",
            |r, i| text(&r.signatories[i].name)),
        optional("office", Kind::Text, "The office, spelled in full, without the region's name",
            |r, i| text(&r.signatories[i].office)),
        optional("region", Kind::Code, "The region served; missing for signers from outside regional government",
            |r, i| maybe(r.signatories[i].region)),
    ],
};

/// `sectors.csv`.
#[rustfmt::skip]
pub static SECTORS: Table<Record> = Table {
    name: "sectors",
    about: "A sector that an agreement covers, in the codebook's order",
    primary_key: &["agreement_id", "sector"],
    foreign_keys: OF_AGREEMENT,
    rows: |r| r.sectors.len(),
    columns: &[
        AGREEMENT_ID,
        required("sector", Kind::Label(sectors), "The sector (UU 23/2014, and what news adds)",
            |r, i| label(r.sectors[i].sector)),
        optional("term", Kind::List, "The words that name it in the article below",
            |r, i| prose(r.sectors[i].term.as_deref())),
        optional("evidence", Kind::Text, "The sentence that shows the agreement in the best article that names the sector",
            |r, i| prose(r.sectors[i].evidence.as_deref())),
        required("article_id", Kind::Text, "That article",
            |r, i| text(&r.sectors[i].article_id)),
        required("n_sources", Kind::Integer, "How many articles name the sector",
            |r, i| count(r.sectors[i].n_sources)),
    ],
};

/// `status_history.csv`.
#[rustfmt::skip]
pub static STATUS_HISTORY: Table<Record> = Table {
    name: "status_history",
    about: "A stage in the life of an agreement, in its order: planned, signed, extended, ended",
    primary_key: &["agreement_id", "stage"],
    foreign_keys: OF_AGREEMENT,
    rows: |r| r.history.len(),
    columns: &[
        AGREEMENT_ID,
        required("stage", Kind::Integer, "Its number, from 1",
            |_, i| count(i + 1)),
        required("status", Kind::Label(statuses), "What happened",
            |r, i| label(r.history[i].status)),
        optional("date", Kind::PartialDate, "When, as precisely as any source tells",
            |r, i| maybe(r.history[i].date)),
        optional("date_from", Kind::Date, "The first day that date can mean",
            |r, i| date(r.history[i].date.map(|d| d.first_day()))),
        optional("date_to", Kind::Date, "The last day that date can mean",
            |r, i| date(r.history[i].date.map(|d| d.last_day()))),
        required("by_publication", Kind::Flag, "Does no source give the date? Then it is that of the earliest publication",
            |r, i| Cell::Flag(r.history[i].by_publication)),
        required("article_ids", Kind::List, "The articles that tell of it, the earliest first",
            |r, i| list(r.history[i].article_ids.iter().cloned())),
    ],
};

/// `sources.csv`.
#[rustfmt::skip]
pub static SOURCES: Table<Record> = Table {
    name: "sources",
    about: "An article that reports an agreement, and what it says where sources may differ; by published (unknown last), article_id",
    primary_key: &["agreement_id", "article_id"],
    foreign_keys: &[ForeignKey { column: "agreement_id", to: "agreements" }, ForeignKey { column: "article_id", to: "articles" }],
    rows: |r| r.sources.len(),
    columns: &[
        AGREEMENT_ID,
        required("article_id", Kind::Text, "The article, as its archive calls it",
            |r, i| text(&r.sources[i].article_id)),
        optional("url", Kind::Text, "Its address",
            |r, i| maybe(r.sources[i].url.as_deref())),
        optional("source", Kind::Text, "The outlet or site",
            |r, i| maybe(r.sources[i].outlet.as_deref())),
        optional("published", Kind::Date, "The day of publication",
            |r, i| date(r.sources[i].published)),
        optional("copy_of", Kind::Text, "The earlier source that it speaks with one voice with: the same outlet, or a copy of its text",
            |r, i| maybe(r.sources[i].copy_of.as_deref())),
        required("match", Kind::Label(matches), "What ties the report to the agreement, besides the parties",
            |r, i| text(r.sources[i].matched.label())),
        required("confidence", Kind::Share, "The confidence of this report alone",
            |r, i| Cell::Number(r.sources[i].confidence)),
        required("status", Kind::Label(statuses), "The status that it reports",
            |r, i| label(r.sources[i].status)),
        required("form", Kind::Label(forms), "The form that it names",
            |r, i| label(r.sources[i].form)),
        required("parties", Kind::List, "The parties that it names",
            |r, i| list(r.sources[i].parties.iter().map(Party::to_string))),
        optional("signed_on", Kind::PartialDate, "The signing date that it gives",
            |r, i| maybe(r.sources[i].signed_on)),
        optional("place", Kind::Code, "The region where it was signed, as it tells",
            |r, i| maybe(r.sources[i].place)),
        optional("valid_years", Kind::Integer, "The term in years that it gives",
            |r, i| r.sources[i].valid_years.map_or(Cell::Missing, |years| Cell::Integer(years.into()))),
        optional("sectors", Kind::Labels, "The sectors that it names",
            |r, i| list(r.sources[i].sectors.iter().map(|s| s.to_string()))),
        optional("signatories", Kind::List, "Who signed, as it tells",
            |r, i| list(r.sources[i].signatories.iter().map(Signatory::to_string))),
        optional("subject", Kind::Text, "What it is about, in its words",
            |r, i| prose(r.sources[i].subject.as_deref())),
        optional("evidence", Kind::Text, "The sentence that shows the agreement",
            |r, i| prose(r.sources[i].evidence.as_deref())),
    ],
};

/// `reviews.csv`.
#[rustfmt::skip]
pub static REVIEWS: Table<Record> = Table {
    name: "reviews",
    about: "A correction that was applied",
    // An article may be a source of several agreements.
    primary_key: &[],
    foreign_keys: OF_AGREEMENT,
    rows: |r| r.review_notes.len(),
    columns: &[
        AGREEMENT_ID,
        optional("article_id", Kind::Text, "The article that was corrected; missing when it was the agreement itself",
            |r, i| maybe(r.review_notes[i].article_id.as_deref())),
        required("field", Kind::Text, "What was corrected",
            |r, i| text(&r.review_notes[i].field)),
        optional("before", Kind::Text, "The value before, of an agreement",
            |r, i| prose(Some(&r.review_notes[i].before))),
        optional("after", Kind::Text, "The value now",
            |r, i| prose(Some(&r.review_notes[i].after))),
        required("who", Kind::Text, "Who corrected it",
            |r, i| text(&r.review_notes[i].who)),
        required("why", Kind::Text, "And why",
            |r, i| prose(Some(&r.review_notes[i].why))),
    ],
};

/// The tables of which each agreement gives rows, in the order in which one would read them; the first is that of the
/// agreements themselves.
pub static OF_A_RECORD: [&Table<Record>; 7] =
    [&AGREEMENTS, &PARTIES, &SIGNATORIES, &SECTORS, &STATUS_HISTORY, &SOURCES, &REVIEWS];

/// `dyads.csv`.
#[rustfmt::skip]
pub static DYADS: Table<Dyad> = Table {
    name: "dyads",
    about: "A pair of regions that are parties of one agreement × year × scheme: an undirected edge list, source being the smaller code; by source, target, year (unknown last), scheme",
    // The year may be missing, so the columns that tell rows apart are no key in the strict sense.
    primary_key: &[],
    foreign_keys: &[],
    rows: |_| 1,
    columns: &[
        required("source", Kind::Code, "One region",
            |d, _| label(d.source)),
        required("target", Kind::Code, "The other region",
            |d, _| label(d.target)),
        required("source_digits", Kind::CodeDigits, "source without its dot",
            |d, _| text(&d.source.digits())),
        required("target_digits", Kind::CodeDigits, "target without its dot",
            |d, _| text(&d.target.digits())),
        optional("source_name", Kind::Text, "The official name of source",
            |d, _| maybe(d.source_name.as_deref())),
        optional("target_name", Kind::Text, "The official name of target",
            |d, _| maybe(d.target_name.as_deref())),
        optional("year", Kind::Integer, "The year of signing, else of the first publication",
            |d, _| d.year.map_or(Cell::Missing, |y| Cell::Integer(y.into()))),
        required("scheme", Kind::Label(schemes), "With what kind of partner",
            |d, _| label(d.scheme)),
        required("n_agreements", Kind::Integer, "How many agreements",
            |d, _| count(d.agreement_ids.len())),
        required("agreement_ids", Kind::Labels, "Which ones, sorted",
            |d, _| list(d.agreement_ids.iter().cloned())),
    ],
};

/// `articles.csv`.
#[rustfmt::skip]
pub static ARTICLES: Table<Annotation> = Table {
    name: "articles",
    about: "An article that the gate let through, every article with --all-articles; sorted by article_id, then the other columns",
    // Archives may hold an article twice.
    primary_key: &[],
    foreign_keys: &[],
    rows: |_| 1,
    columns: &[
        required("article_id", Kind::Text, "The article, as its archive calls it",
            |a, _| text(&a.id)),
        optional("source", Kind::Text, "The outlet or site",
            |a, _| maybe(a.source.as_deref())),
        optional("url", Kind::Text, "Its address",
            |a, _| maybe(a.url.as_deref())),
        optional("published", Kind::Date, "The day of publication",
            |a, _| date(a.published)),
        optional("title", Kind::Text, "The headline",
            |a, _| prose(Some(&a.title))),
        optional("regions", Kind::List, "Regions that it refers to: \"Kota Malang (35.73)\"",
            |a, _| list(a.regions.iter().map(|r| format!("{} ({})", r.name, r.code)))),
        optional("officials", Kind::List, "Officials whom it names: \"Sutiaji, Wali Kota (35.73)\"",
            |a, _| list(a.officials.iter().map(|o| official(o).to_string()))),
        optional("dates", Kind::List, "Dates that it names; the words of those that can't be settled",
            |a, _| list(a.dates.iter().map(|d| d.value.map_or_else(|| d.text.clone(), |v| v.to_string())))),
        required("n_agreements", Kind::Integer, "How many agreements it reports",
            |a, _| count(a.agreements.len())),
        optional("why_none", Kind::Text, "Why it reports none; missing when it does",
            |a, _| maybe(a.why_none.as_deref())),
    ],
};

const AGREEMENT_ID: Column<Record> =
    required("agreement_id", Kind::AgreementId, "The agreement; the same id in each run", |r: &Record, _| text(&r.id));

const OF_AGREEMENT: &[ForeignKey] = &[ForeignKey { column: "agreement_id", to: "agreements" }];

/// A column that always has a value.
const fn required<R>(name: &'static str, kind: Kind, about: &'static str, value: fn(&R, usize) -> Cell) -> Column<R> {
    Column { field: Field { name, kind, required: true, about }, value }
}

/// A column whose value may be missing.
const fn optional<R>(name: &'static str, kind: Kind, about: &'static str, value: fn(&R, usize) -> Cell) -> Column<R> {
    Column { field: Field { name, kind, required: false, about }, value }
}

fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Missing } else { Cell::Text(text.to_owned()) }
}

/// Text of an article on one line, for programs that read line by line.
fn prose(words: Option<&str>) -> Cell {
    text(&one_line(words.unwrap_or_default()))
}

fn label(value: impl ToString) -> Cell {
    Cell::Text(value.to_string())
}

fn maybe(value: Option<impl ToString>) -> Cell {
    value.map_or(Cell::Missing, |value| text(&value.to_string()))
}

fn date(date: Option<Date>) -> Cell {
    date.map_or(Cell::Missing, Cell::Date)
}

fn count(n: usize) -> Cell {
    Cell::Integer(n as i64)
}

fn list(values: impl Iterator<Item = String>) -> Cell {
    text(&values.collect::<Vec<_>>().join("; "))
}

/// Listed as signatories are.
fn official(found: &OfficialFound) -> Signatory {
    Signatory { name: found.name.clone(), office: found.office.clone(), region: found.region }
}

/// "ditandatangani 2025-10-03", "direncanakan (2025-09-20)".
fn stage_text(stage: &Stage) -> String {
    match stage.date {
        Some(date) if stage.by_publication => format!("{} ({date})", stage.status),
        Some(date) => format!("{} {date}", stage.status),
        None => stage.status.to_string(),
    }
}

fn statuses() -> Vec<&'static str> {
    Status::ALL.iter().map(|value| value.label()).collect()
}

fn forms() -> Vec<&'static str> {
    Form::ALL.iter().map(|value| value.label()).collect()
}

fn schemes() -> Vec<&'static str> {
    Scheme::ALL.iter().map(|value| value.label()).collect()
}

fn sectors() -> Vec<&'static str> {
    Sector::ALL.iter().map(|value| value.label()).collect()
}

fn levels() -> Vec<&'static str> {
    Level::ALL.iter().map(|value| value.label()).collect()
}

fn matches() -> Vec<&'static str> {
    Match::ALL.iter().map(|value| value.label()).collect()
}

fn reviews() -> Vec<&'static str> {
    Review::ALL.iter().map(|value| value.label()).collect()
}

fn precisions() -> Vec<&'static str> {
    vec!["day", "month", "year"]
}
