//! One value out of many reports: the most frequent, ties by what is more specific, then by a fixed order.

use std::{cmp::Reverse, collections::BTreeMap};

use crate::{
    Lexicons,
    dataset::{
        SectorFound,
        key::{fold, party_key},
        merge::Report,
    },
    model::{Agreement, Form, Party, RegionCode, Sector, Signatory, Status},
};

/// The value given most often; of several, the one with the smallest `tie`.
pub(super) fn most_frequent<T: Ord + Copy, K: Ord>(
    values: impl IntoIterator<Item = T>,
    tie: impl Fn(&T) -> K,
) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().min_by_key(|(value, count)| (Reverse(*count), tie(value))).map(|(value, _)| value)
}

/// What the latest reports say; when they differ, most of them, then the codebook's order.
pub(super) fn status(reports: &[Report]) -> Status {
    let latest = reports.iter().map(|report| report.published).max().flatten();
    let values = reports.iter().filter(|report| report.published == latest).map(|report| report.agreement.status);
    most_frequent(values, |status| *status).expect("an agreement has a report")
}

/// Of the forms named; a report that names none has no vote.
pub(super) fn form(reports: &[Report]) -> Form {
    let named = reports.iter().map(|report| report.agreement.form).filter(|form| *form != Form::TidakDisebut);
    most_frequent(named, |form| *form).unwrap_or(Form::TidakDisebut)
}

/// Ties go to a regency or city before its province.
pub(super) fn place(reports: &[Report]) -> Option<RegionCode> {
    most_frequent(reports.iter().filter_map(|r| r.agreement.place), |code| (code.is_province(), *code))
}

/// Ties go to the shorter time.
pub(super) fn valid_years(reports: &[Report]) -> Option<u16> {
    most_frequent(reports.iter().filter_map(|r| r.agreement.valid_years), |years| *years)
}

/// Ties go to the longer text.
pub(super) fn subject(reports: &[Report]) -> Option<String> {
    let subjects = reports.iter().filter_map(|report| report.agreement.subject.as_deref());
    most_frequent(subjects, longest).map(str::to_owned)
}

/// Each party once, under the name given most often, regions under their official one.
pub(super) fn parties(reports: &[Report], lexicons: &Lexicons) -> Vec<Party> {
    let mut given: BTreeMap<String, Vec<&Party>> = BTreeMap::new();
    for party in reports.iter().flat_map(|report| &report.agreement.parties) {
        given.entry(party_key(party)).or_default().push(party);
    }
    let chosen = given.into_values().filter_map(|all| most_frequent(all, |party| longest(&party.name())));
    let mut parties: Vec<Party> = chosen.cloned().collect();
    for party in &mut parties {
        if let Party::Region { code, name } = party
            && let Some(region) = lexicons.region(*code)
        {
            name.clone_from(&region.name);
        }
    }
    parties.sort();
    parties
}

/// Each person once, by the folded name.
pub(super) fn signatories(reports: &[Report]) -> Vec<Signatory> {
    let mut given: BTreeMap<String, Vec<&Signatory>> = BTreeMap::new();
    for person in reports.iter().flat_map(|report| &report.agreement.signatories) {
        given.entry(fold(&person.name)).or_default().push(person);
    }
    let one = |all: Vec<&Signatory>| Signatory {
        name: most_frequent(all.iter().map(|p| p.name.as_str()), longest).unwrap_or_default().to_owned(),
        office: most_frequent(all.iter().map(|p| p.office.as_str()), longest).unwrap_or_default().to_owned(),
        region: most_frequent(all.iter().filter_map(|p| p.region), |code| (code.is_province(), *code)),
    };
    let mut people: Vec<Signatory> = given.into_values().map(one).collect();
    people.sort();
    people
}

/// Every sector named; `reports` come with the best first.
pub(super) fn sectors(reports: &[&Report]) -> Vec<SectorFound> {
    let mut given: BTreeMap<Sector, SectorFound> = BTreeMap::new();
    for report in reports {
        for &sector in &report.agreement.sectors {
            let found = given.entry(sector).or_insert_with(|| SectorFound {
                sector,
                term: term(&report.agreement, sector),
                article_id: report.article_id.clone(),
                evidence: report.quote.clone(),
                n_sources: 0,
            });
            found.n_sources += 1;
        }
    }
    given.into_values().collect()
}

/// The words that name a sector, each once, in text order.
fn term(agreement: &Agreement, sector: Sector) -> Option<String> {
    let mut terms: Vec<&str> = Vec::new();
    let named =
        agreement.evidence.iter().filter(|e| e.field == "sectors" && e.value.as_deref() == Some(sector.label()));
    for words in named.filter_map(|evidence| evidence.text.as_deref()) {
        if !terms.contains(&words) {
            terms.push(words);
        }
    }
    (!terms.is_empty()).then(|| terms.join("; "))
}

/// The probability that at least one report is right, were they independent; at most 0.99.
pub(super) fn confidence(reports: &[Report]) -> f64 {
    let all_wrong: f64 = reports.iter().map(|report| 1.0 - report.agreement.confidence.clamp(0.0, 1.0)).product();
    round((1.0 - all_wrong).min(0.99))
}

/// To two decimals, as a single report has it.
pub(super) fn round(confidence: f64) -> f64 {
    (confidence * 1e2).round() / 1e2
}

fn longest<'a>(text: &&'a str) -> (Reverse<usize>, &'a str) {
    (Reverse(text.chars().count()), text)
}
