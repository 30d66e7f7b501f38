//! Puts reports together: each joins the closest agreement that [`rule`](super::rule) lets it, or begins one.
//!
//! Signings come first, then extensions, ends and plans, of each the most precise reports and the fullest lists of
//! parties; so a vague report never bridges two agreements that are known to differ. Two agreements that one article
//! tells apart stay apart.

use std::collections::{BTreeSet, HashMap};

use xxhash_rust::xxh3::xxh3_64;

use super::{
    key,
    names::PartyName,
    report::Report,
    rule::{Closeness, Known, Match, PartyFit, Scope, Told, closeness, parties_fit},
};
use crate::model::{Form, PartialDate, Status};

/// The reports of one agreement.
pub(super) struct Group {
    /// Numbers of reports, in the order in which they joined, and what ties each.
    pub members: Vec<(u32, Match)>,
    /// Every party that a report names, once; numbers as in [`Report::parties`].
    pub parties: Vec<u32>,
    /// The group of the agreement that this one, an addendum, amends.
    pub amends: Option<u32>,
}

/// Divides all reports into agreements; `names` are the parties by their numbers.
pub(super) fn divide(reports: &[Report], names: &[PartyName]) -> Vec<Group> {
    let mut order: Vec<u32> = (0..reports.len() as u32).collect();
    order.sort_by(|&a, &b| precedence(&reports[a as usize]).cmp(&precedence(&reports[b as usize])));
    let mut grouping = Grouping { reports, names, siblings: siblings(reports), groups: vec![], by_key: HashMap::new() };
    for &number in &order {
        grouping.place(number);
    }
    grouping.link_addenda();
    grouping.groups
}

/// The order in which reports are placed.
fn precedence(report: &Report) -> impl Ord + '_ {
    let stage = match report.status {
        Status::Ditandatangani => 0,
        Status::Diperpanjang => 1,
        Status::Berakhir => 2,
        Status::Direncanakan => 3,
    };
    let precision = match report.signed_on {
        Some(PartialDate::Day(_)) => 0,
        Some(PartialDate::Month(..)) => 1,
        Some(PartialDate::Year(_)) => 2,
        None => 3,
    };
    let fewer_parties = std::cmp::Reverse(report.parties.len());
    (stage, precision, fewer_parties, report.signed_on, report.chronology())
}

/// The reports of articles that report several agreements.
fn siblings(reports: &[Report]) -> HashMap<u128, Vec<u32>> {
    let several = reports.iter().filter(|report| report.index > 0).map(|report| (report.annotation, vec![]));
    let mut siblings: HashMap<u128, Vec<u32>> = several.collect();
    for (number, report) in reports.iter().enumerate() {
        if let Some(all) = siblings.get_mut(&report.annotation) {
            all.push(number as u32);
        }
    }
    siblings
}

struct Grouping<'a> {
    reports: &'a [Report],
    names: &'a [PartyName],
    siblings: HashMap<u128, Vec<u32>>,
    groups: Vec<Group>,
    /// The groups under each hashed key, in their order.
    by_key: HashMap<u64, Vec<u32>>,
}

impl Grouping<'_> {
    fn place(&mut self, number: u32) {
        let report = &self.reports[number as usize];
        let keys = self.keys(&report.parties);
        let mut fitting: Vec<(Closeness, u32)> = self
            .candidates(&keys)
            .into_iter()
            .filter_map(|group| Some((self.closeness(number, &self.groups[group as usize])?, group)))
            .collect();
        // A list that holds several agreements which others tell apart is none of them.
        let holds = |(closeness, _): &(Closeness, u32)| closeness.2 == PartyFit::More;
        let held: Vec<u32> = fitting.iter().filter(|fit| holds(fit)).map(|(_, group)| *group).collect();
        if held.iter().any(|group| self.fit(*group, held[0]) != Some(PartyFit::Same)) {
            fitting.retain(|fit| !holds(fit));
        }
        match fitting.into_iter().min() {
            Some(((matched, ..), group)) => self.join(number, matched, group, keys),
            None => {
                self.groups.push(Group { members: vec![], parties: vec![], amends: None });
                self.join(number, Match::First, self.groups.len() as u32 - 1, keys);
            }
        }
    }

    fn join(&mut self, number: u32, matched: Match, at: u32, keys: Vec<u64>) {
        let group = &mut self.groups[at as usize];
        group.members.push((number, matched));
        for &party in &self.reports[number as usize].parties {
            let name = &self.names[party as usize];
            if !group.parties.iter().any(|&known| known == party || self.names[known as usize].is(name)) {
                group.parties.push(party);
            }
        }
        for key in keys {
            let groups = self.by_key.entry(key).or_default();
            if !groups.contains(&at) {
                groups.push(at);
            }
        }
    }

    fn keys(&self, parties: &[u32]) -> Vec<u64> {
        key::keys(&self.named(parties)).iter().map(|key| xxh3_64(key.as_bytes())).collect()
    }

    fn named(&self, parties: &[u32]) -> Vec<&PartyName> {
        parties.iter().map(|&party| &self.names[party as usize]).collect()
    }

    /// The groups that share a key.
    fn candidates(&self, keys: &[u64]) -> BTreeSet<u32> {
        keys.iter().filter_map(|key| self.by_key.get(key)).flatten().copied().collect()
    }

    /// How the parties of one group go with those of another.
    fn fit(&self, group: u32, other: u32) -> Option<PartyFit> {
        let [a, b] = [group, other].map(|group| self.named(&self.groups[group as usize].parties));
        parties_fit(&a, &b)
    }

    /// Does the report fit, and how close is it?
    fn closeness(&self, number: u32, group: &Group) -> Option<Closeness> {
        let report = &self.reports[number as usize];
        let known_parties = self.named(&group.parties);
        let fit = parties_fit(&self.named(&report.parties), &known_parties)?;
        if group.members.iter().any(|&(member, _)| self.reports[member as usize].annotation == report.annotation) {
            return None;
        }
        // "DKI with Kalbar, DKI with Kolaka": neither is the list of them all.
        if fit == PartyFit::Part
            && self.siblings.get(&report.annotation).is_some_and(|all| {
                let others = all.iter().filter(|&&other| other != number).map(|&other| &self.reports[other as usize]);
                others
                    .into_iter()
                    .any(|other| parties_fit(&self.named(&other.parties), &known_parties) == Some(PartyFit::Part))
            })
        {
            return None;
        }
        let known = Known {
            reports: group.members.iter().map(|&(member, _)| told(&self.reports[member as usize])).collect(),
            scope: self.scope(group),
        };
        closeness(told(report), &scope(report), &known, fit)
    }

    fn scope(&self, group: &Group) -> Scope<'_> {
        let mut all = Scope::default();
        for &(member, _) in &group.members {
            let one = scope(&self.reports[member as usize]);
            all.sectors.insert_all(one.sectors);
            all.subjects.extend(one.subjects);
        }
        all
    }

    /// Links each addendum to the agreement that it amends: one of the same parties that was there before and is
    /// closest in scope, then in time.
    fn link_addenda(&mut self) {
        let addenda = (0..self.groups.len()).filter(|&at| self.is_addendum(&self.groups[at]));
        let links: Vec<(usize, Option<u32>)> = addenda.map(|at| (at, self.amended(at as u32))).collect();
        for (at, amended) in links {
            self.groups[at].amends = amended;
        }
    }

    fn amended(&self, at: u32) -> Option<u32> {
        let addendum = &self.groups[at as usize];
        let day = self.day(addendum)?;
        let scope = self.scope(addendum);
        let earlier = self.candidates(&self.keys(&addendum.parties)).into_iter().filter_map(|other| {
            let known = &self.groups[other as usize];
            if other == at || self.is_addendum(known) {
                return None;
            }
            let fit = self.fit(at, other)?;
            let days = (day - self.day(known)?).get_days();
            (days >= 0).then(|| (scope.fit(&self.scope(known)), fit, days, other))
        });
        earlier.min().map(|(.., other)| other)
    }

    fn is_addendum(&self, group: &Group) -> bool {
        self.reports[group.members[0].0 as usize].form == Form::Adendum
    }

    fn day(&self, group: &Group) -> Option<jiff::civil::Date> {
        group.members.iter().filter_map(|&(member, _)| self.reports[member as usize].day()).min()
    }
}

fn told(report: &Report) -> Told {
    Told { status: report.status, form: report.form, signed_on: report.signed_on, published: report.published }
}

fn scope(report: &Report) -> Scope<'_> {
    Scope { sectors: report.sectors, subjects: report.subject.as_deref().into_iter().collect() }
}
