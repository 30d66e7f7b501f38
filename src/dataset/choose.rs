//! One value out of many reports: the one with the most independent voices, ties by what is more specific, then by a
//! fixed order. What sources disagree on is named.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    SectorFound, fold,
    names::PartyName,
    report::{Names, Report, Words},
};
use crate::{
    Lexicons,
    model::{Form, Party, RegionCode, Scheme, Sector, Signatory, Status},
};

/// The reports of one agreement, in the order of publication.
pub(super) struct Chorus<'a> {
    pub reports: &'a [&'a Report],
    /// What [`voices`](super::voices::voices) says of them.
    pub voices: &'a [usize],
}

/// The value with the most voices; of several, the one with the smallest `tie`.
pub(super) fn vote<T: Ord + Clone, K: Ord>(
    values: impl IntoIterator<Item = (T, usize)>,
    tie: impl Fn(&T) -> K,
) -> Option<T> {
    let mut voices: BTreeMap<T, BTreeSet<usize>> = BTreeMap::new();
    for (value, voice) in values {
        voices.entry(value).or_default().insert(voice);
    }
    voices.into_iter().min_by_key(|(value, voices)| (Reverse(voices.len()), tie(value))).map(|(value, _)| value)
}

impl<'a> Chorus<'a> {
    fn values<T>(&self, value: impl Fn(&'a Report) -> Option<T>) -> impl Iterator<Item = (T, usize)> {
        self.reports.iter().zip(self.voices).filter_map(move |(report, voice)| Some((value(report)?, *voice)))
    }

    /// Of the forms named. A contract (PKS) has a vote only when no report names an umbrella document: signed together
    /// they are one agreement with the higher form (codebook, section 3).
    pub fn form(&self) -> Form {
        let named = |form: Form| self.values(move |report| Some(report.form).filter(|given| *given == form));
        let umbrella = Form::ALL.iter().filter(|form| !matches!(form, Form::TidakDisebut | Form::PerjanjianKerjaSama));
        vote(umbrella.flat_map(|form| named(*form)), |form| *form)
            .or_else(|| vote(named(Form::PerjanjianKerjaSama), |form| *form))
            .unwrap_or(Form::TidakDisebut)
    }

    /// That of the fullest lists of parties.
    pub fn scheme(&self) -> Scheme {
        let most = self.reports.iter().map(|report| report.parties.len()).max();
        let of_fullest = self.values(|report| (Some(report.parties.len()) == most).then_some(report.scheme));
        vote(of_fullest, |scheme| *scheme).expect("an agreement has a report")
    }

    /// Ties go to a regency or city before its province.
    pub fn place(&self) -> Option<RegionCode> {
        vote(self.values(|report| report.place), |code| (code.is_province(), *code))
    }

    /// Ties go to the shorter time.
    pub fn valid_years(&self) -> Option<u16> {
        vote(self.values(|report| report.valid_years), |years| *years)
    }

    /// Ties go to the longer text.
    pub fn subject(&self) -> Option<String> {
        vote(self.values(|report| report.subject.as_deref()), longest).map(str::to_owned)
    }

    /// Every party that a report names once, under the name with the most voices, regions under their official one.
    pub fn parties(&self, names: &Names, compared: &[PartyName], lexicons: &Lexicons) -> Vec<Party> {
        // In an order that doesn't depend on their numbers: the same party may fit two spellings that don't fit each other.
        let mut given: Vec<(&Party, &PartyName, usize)> = self
            .reports
            .iter()
            .zip(self.voices)
            .flat_map(|(report, voice)| report.parties.iter().map(move |&party| (party as usize, *voice)))
            .map(|(party, voice)| (&names.parties.all[party], &compared[party], voice))
            .collect();
        given.sort_by(|a, b| (Reverse(a.0.name().len()), a.0, a.2).cmp(&(Reverse(b.0.name().len()), b.0, b.2)));
        let mut same: Vec<(&PartyName, Vec<(&Party, usize)>)> = Vec::new();
        for (party, name, voice) in given {
            match same.iter_mut().find(|(known, _)| known.is(name)) {
                Some((_, spellings)) => spellings.push((party, voice)),
                None => same.push((name, vec![(party, voice)])),
            }
        }
        let chosen = same.into_iter().filter_map(|(_, spellings)| vote(spellings, |party| longest(&party.name())));
        let mut parties: Vec<Party> = chosen.cloned().collect();
        for party in &mut parties {
            if let Party::Region { code, name } = party
                && let Some(region) = lexicons.region(*code)
            {
                name.clone_from(&region.name);
            }
        }
        parties.sort();
        parties.dedup_by(|a, b| a.kind() == b.kind() && a.name() == b.name());
        parties
    }

    /// Each person once, by the folded name.
    pub fn signatories(&self, names: &Names) -> Vec<Signatory> {
        let mut given: BTreeMap<String, Vec<(&Signatory, usize)>> = BTreeMap::new();
        for (report, voice) in self.reports.iter().zip(self.voices) {
            for &number in &report.signatories {
                let person = &names.people.all[number as usize];
                given.entry(fold(&person.name)).or_default().push((person, *voice));
            }
        }
        let one = |all: Vec<(&Signatory, usize)>| {
            let text = |of: fn(&Signatory) -> &str| {
                vote(all.iter().map(|(person, voice)| (of(person), *voice)), longest).unwrap_or_default().to_owned()
            };
            let regions = all.iter().filter_map(|(person, voice)| Some((person.region?, *voice)));
            Signatory {
                name: text(|person| &person.name),
                office: text(|person| &person.office),
                region: vote(regions, |code| (code.is_province(), *code)),
            }
        };
        let mut people: Vec<Signatory> = given.into_values().map(one).collect();
        people.sort();
        people.dedup_by(|a, b| a.name == b.name);
        people
    }

    /// Every sector named; `best` are the reports by rank.
    pub fn sectors(&self, best: &[usize], words: &[Words]) -> Vec<SectorFound> {
        let mut given: BTreeMap<Sector, SectorFound> = BTreeMap::new();
        for &at in best {
            for sector in self.reports[at].sectors.iter() {
                let found = given.entry(sector).or_insert_with(|| SectorFound {
                    sector,
                    term: words[at].terms.get(&(sector as u8)).cloned(),
                    article_id: self.reports[at].article_id.to_string(),
                    evidence: words[at].quote.clone(),
                    n_sources: 0,
                });
                found.n_sources += 1;
            }
        }
        given.into_values().collect()
    }

    /// The probability that at least one voice is right, were they independent; at most 0.99.
    pub fn confidence(&self) -> f64 {
        let mut voices: BTreeMap<usize, f64> = BTreeMap::new();
        for (report, voice) in self.reports.iter().zip(self.voices) {
            let best = voices.entry(*voice).or_default();
            *best = best.max(report.confidence);
        }
        round((1.0 - voices.values().map(|right| 1.0 - right).product::<f64>()).min(0.99))
    }

    /// The fields of which sources give values that can't both be true.
    pub fn conflicts(&self) -> Vec<&'static str> {
        let signings = || self.reports.iter().filter(|report| report.status == Status::Ditandatangani);
        let differ = |values: &mut dyn Iterator<Item = String>| values.collect::<BTreeSet<_>>().len() > 1;
        let forms = |report: &&&Report| report.form != Form::TidakDisebut;
        let dates: Vec<_> = signings().filter_map(|report| report.signed_on).collect();
        let apart =
            dates.iter().any(|a| dates.iter().any(|b| a.last_day() < b.first_day() || b.last_day() < a.first_day()));
        let mut conflicts = Vec::new();
        if differ(&mut signings().filter(forms).map(|report| report.form.to_string())) {
            conflicts.push("form");
        }
        if apart {
            conflicts.push("signed_on");
        }
        if differ(&mut signings().filter_map(|report| report.place).map(|place| place.to_string())) {
            conflicts.push("place");
        }
        if differ(&mut signings().filter_map(|report| report.valid_years).map(|years| years.to_string())) {
            conflicts.push("valid_years");
        }
        conflicts
    }
}

/// To two decimals, as a single report has it.
pub(super) fn round(share: f64) -> f64 {
    (share * 1e2).round() / 1e2
}

fn longest<'a>(text: &&'a str) -> (Reverse<usize>, &'a str) {
    (Reverse(text.chars().count()), text)
}
