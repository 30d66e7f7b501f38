//! The tables of a dataset folder: each column's name, type, meaning and value, in one place.
//!
//! CSV, `datapackage.json` and the tables in `docs/dataset.md` are all made from this.

use jiff::civil::Date;

use super::{
    dyads::Dyad,
    schema::{Cell, Column, Field, ForeignKey, Kind, Table},
};
use crate::{
    dataset::{Match, Record},
    model::{Annotation, Form, Level, Party, RegionCode, Scheme, Sector, Status, one_line},
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
        required("status", Kind::Label(statuses), "How far it has come, as its latest source tells",
            |r, _| label(r.status)),
        required("form", Kind::Label(forms), "The kind of document; of the forms that sources name, the most frequent",
            |r, _| label(r.form)),
        required("scheme", Kind::Label(schemes), "With what kind of partner (PP 28/2018)",
            |r, _| label(r.scheme)),
        required("parties", Kind::List, "The parties, regions with their codes: \"Kota Malang (35.73); Kota Jambi (15.71)\"",
            |r, _| list(r.parties.iter().map(party_text))),
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
        optional("sectors", Kind::List, "What it covers: every sector that a source names",
            |r, _| list(r.sectors.iter().map(|s| s.sector.to_string()))),
        optional("subject", Kind::Text, "What it is about, in the words of a source",
            |r, _| prose(r.subject.as_deref())),
        optional("valid_years", Kind::Integer, "How long it runs, in years",
            |r, _| r.valid_years.map_or(Cell::Missing, |years| Cell::Integer(years.into()))),
        optional("signatories", Kind::List, "Who signed: \"Sutiaji, Wali Kota (35.73)\"",
            |r, _| list(r.signatories.iter().map(|p| person_text(&p.name, &p.office, p.region)))),
        required("n_sources", Kind::Integer, "How many articles report it",
            |r, _| count(r.sources.len())),
        optional("first_published", Kind::Date, "When the earliest of them was published",
            |r, _| date(r.first_published)),
        required("confidence", Kind::Share, "The estimated probability that a source is right in parties, form, scheme and status, at most 0.99",
            |r, _| Cell::Number(r.confidence)),
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
        required("match", Kind::Label(matches), "What ties the report to the agreement, besides parties and scheme",
            |r, i| text(r.sources[i].matched.label())),
        required("confidence", Kind::Share, "The confidence of this report alone",
            |r, i| Cell::Number(r.sources[i].confidence)),
        required("status", Kind::Label(statuses), "The status that it reports",
            |r, i| label(r.sources[i].status)),
        required("form", Kind::Label(forms), "The form that it names",
            |r, i| label(r.sources[i].form)),
        optional("signed_on", Kind::PartialDate, "The signing date that it gives",
            |r, i| maybe(r.sources[i].signed_on)),
        optional("evidence", Kind::Text, "The sentence that shows the agreement",
            |r, i| prose(r.sources[i].evidence.as_deref())),
    ],
};

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
        required("agreement_ids", Kind::List, "Which ones, sorted",
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
            |a, _| list(a.officials.iter().map(|o| person_text(&o.name, &o.office, o.region)))),
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

fn party_text(party: &Party) -> String {
    match party.code() {
        Some(code) => format!("{} ({code})", party.name()),
        None => party.name().to_owned(),
    }
}

fn person_text(name: &str, office: &str, region: Option<RegionCode>) -> String {
    let office = if office.is_empty() { String::new() } else { format!(", {office}") };
    let region = region.map_or_else(String::new, |code| format!(" ({code})"));
    format!("{name}{office}{region}")
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

fn precisions() -> Vec<&'static str> {
    vec!["day", "month", "year"]
}
