//! The reports of one agreement to one record.

use jiff::civil::Date;

use super::{
    Match, Record, Review, Source,
    choose::{Chorus, round},
    history, key,
    names::PartyName,
    report::{Names, Report, Words},
    voices::{count, voices},
};
use crate::{
    Lexicons,
    model::{Form, PartialDate, RegionCode, Status},
};

/// A record is recommended from this confidence on.
const SURE: f64 = 0.8;

/// What records are made from.
pub(super) struct Context<'a> {
    pub reports: &'a [Report],
    pub names: &'a Names,
    /// The parties of `names` as they are compared.
    pub compared: &'a [PartyName],
    pub lexicons: &'a Lexicons,
}

/// What must be known of every agreement before any record can be made: its id and its place in the dataset.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Head {
    pub id: u64,
    pub signed_on: Option<PartialDate>,
    pub first_published: Option<Date>,
    /// The id of the agreement that it amends.
    pub amends: Option<u64>,
    /// The reports that are its sources, in the order of publication, and what ties each.
    pub sources: Box<[(u32, Match)]>,
}

impl Context<'_> {
    /// Everything but the ids.
    pub fn head(&self, members: Vec<(u32, Match)>) -> Head {
        let sources = self.best_per_article(members);
        let reports = self.of(&sources);
        Head {
            id: 0,
            signed_on: history::signed_on(&reports, &voices(&reports)),
            first_published: reports.iter().filter_map(|report| report.published).min(),
            amends: None,
            sources: sources.into(),
        }
    }

    /// What the id is made of: what the earliest report says of parties and month. Later ones don't change it.
    pub fn anchor(&self, head: &Head) -> (std::collections::BTreeSet<String>, String) {
        let first = &self.reports[head.sources[0].0 as usize];
        let parties = first.parties.iter().map(|&party| key::party_line(&self.names.parties.all[party as usize]));
        let date = first.signed_on.or(first.published.map(PartialDate::Day));
        (parties.collect(), date.map(key::month).unwrap_or_default())
    }

    /// The record of an agreement.
    pub fn record(&self, head: &Head) -> Record {
        let reports = self.of(&head.sources);
        let voices = voices(&reports);
        let words: Vec<Words> = reports.iter().map(|report| report.words()).collect();
        let mut best: Vec<usize> = (0..reports.len()).collect();
        best.sort_by(|&a, &b| reports[a].rank().cmp(&reports[b].rank()));
        let chorus = Chorus { reports: &reports, voices: &voices };
        let history = history::stages(&reports, &voices);
        let place = chorus.place();
        let mut record = Record {
            id: id_text(head.id),
            status: history::status(&history),
            form: chorus.form(),
            scheme: chorus.scheme(),
            parties: chorus.parties(self.names, self.compared, self.lexicons),
            signed_on: head.signed_on,
            place,
            place_name: place.and_then(|code| self.region_name(code)),
            valid_years: chorus.valid_years(),
            subject: chorus.subject(),
            signatories: chorus.signatories(self.names),
            sectors: chorus.sectors(&best, &words),
            history,
            amends: head.amends.map(id_text),
            confidence: chorus.confidence(),
            completeness: 0.0,
            n_outlets: count(&voices),
            conflicts: chorus.conflicts(),
            recommended: false,
            review: Review::Unreviewed,
            review_notes: Vec::new(),
            first_published: head.first_published,
            evidence: best.iter().find_map(|&at| words[at].quote.clone()),
            sources: Vec::new(),
        };
        record.sources =
            (0..reports.len()).zip(words).map(|(at, words)| self.source(&reports, &voices, at, head, words)).collect();
        assess(&mut record);
        record
    }

    fn source(&self, reports: &[&Report], voices: &[usize], at: usize, head: &Head, words: Words) -> Source {
        let report = reports[at];
        let party = |&number: &u32| self.names.parties.all[number as usize].clone();
        Source {
            article_id: report.article_id.to_string(),
            url: words.url,
            outlet: report.outlet.map(|outlet| self.names.outlets.all[outlet as usize].clone()),
            published: report.published,
            copy_of: (voices[at] != at).then(|| reports[voices[at]].article_id.to_string()),
            matched: head.sources[at].1,
            confidence: round(report.confidence),
            status: report.status,
            form: report.form,
            parties: report.parties.iter().map(party).collect(),
            signed_on: report.signed_on,
            place: report.place,
            valid_years: report.valid_years,
            sectors: report.sectors.iter().collect(),
            signatories: report
                .signatories
                .iter()
                .map(|&person| self.names.people.all[person as usize].clone())
                .collect(),
            subject: report.subject.as_deref().map(str::to_owned),
            evidence: words.quote,
        }
    }

    fn of(&self, sources: &[(u32, Match)]) -> Vec<&Report> {
        sources.iter().map(|(number, _)| &self.reports[*number as usize]).collect()
    }

    /// Keeps the best report of an article that was read more than once; ordered by publication.
    fn best_per_article(&self, mut members: Vec<(u32, Match)>) -> Vec<(u32, Match)> {
        let report = |number: u32| &self.reports[number as usize];
        members.sort_by(|&(a, _), &(b, _)| {
            let [a, b] = [report(a), report(b)];
            (&a.article_id, a.rank()).cmp(&(&b.article_id, b.rank()))
        });
        members.dedup_by(|(later, _), (earlier, _)| report(*later).article_id == report(*earlier).article_id);
        members.sort_by(|&(a, _), &(b, _)| report(a).chronology().cmp(&report(b).chronology()));
        members
    }

    fn region_name(&self, code: RegionCode) -> Option<String> {
        self.lexicons.region(code).map(|region| region.name.clone())
    }
}

/// What follows from the other values: how complete the record is, and whether it is recommended.
pub(super) fn assess(record: &mut Record) {
    let known = [
        record.form != Form::TidakDisebut,
        matches!(record.signed_on, Some(PartialDate::Day(_))),
        record.place.is_some(),
        record.valid_years.is_some(),
        record.subject.is_some(),
        !record.signatories.is_empty(),
        !record.sectors.is_empty(),
    ];
    record.completeness = round(known.iter().filter(|known| **known).count() as f64 / known.len() as f64);
    let dated = matches!(record.signed_on, Some(PartialDate::Day(_) | PartialDate::Month(..)));
    let concluded = record.status != Status::Direncanakan;
    let confirmed = record.form != Form::TidakDisebut || record.n_outlets >= 2;
    let agreed = !record.conflicts.contains(&"form") && !record.conflicts.contains(&"signed_on");
    record.recommended = record.review != Review::Unreviewed && concluded
        || record.confidence >= SURE && concluded && dated && confirmed && agreed;
}

pub(super) fn id_text(id: u64) -> String {
    format!("{id:016x}")
}
