//! An agreement whose sides headline and lead name together: one of them each.

use super::{
    clauses::{Actor, Clause},
    draft::Draft,
    fold::{Folding, Report},
    parties::{self, Side},
    sides::{governs, named_sides},
};
use crate::model::Form;

impl Folding<'_> {
    /// No sentence of the body names two sides: those of the headline and of the first reports together.
    pub(super) fn headline_and_lead(&mut self) {
        let mut sides: Vec<Side> = Vec::new();
        let mut reports = Vec::new();
        let clauses = self.clauses;
        if let Some(draft) = self.partner_of_headline() {
            self.drafts.push(draft);
            return;
        }
        if self.among_themselves() {
            return;
        }
        for (index, clause) in clauses.iter().enumerate().filter(|(_, clause)| clause.reports()).take(3) {
            let (subjects, partners) = named_sides(self.document, clauses, index);
            let report = Report::new(index, clause, subjects, partners);
            if report.all.len() >= 2 && report.is_regional() {
                self.report(&report);
                return;
            }
            if report.all.len() >= 2 && !clause.title {
                return;
            }
            for side in &report.all {
                parties::add(&mut sides, side);
            }
            reports.push(index);
        }
        if let [side] = &sides[..] {
            let partner = self.only_partner(side);
            sides.extend(partner);
        }
        // A headline's act needs a sentence of the body that says it too.
        let in_body = reports.iter().any(|index| !clauses[*index].title);
        let named = |index: &usize| clauses[*index].form().is_some_and(|form| form != Form::TidakDisebut);
        if sides.len() >= 2 && in_body && reports.iter().any(named) {
            self.drafts.push(Draft { sides, hub: None, clauses: reports, background: false, shares_details: false });
        }
    }

    /// "Konsorsium A Lakukan MoU dengan Pemda B" above "Yayasan C, Yayasan D dan E meneken nota kesepahaman": the headline alone names the
    /// government, as the other side of those who sign.
    fn partner_of_headline(&self) -> Option<Draft> {
        let title =
            self.clauses.iter().position(|clause| clause.title && clause.reports() && clause.form().is_some())?;
        let (subjects, partners) = parties::of_clause(&self.clauses[title]);
        let ([], [government]) = (&subjects[..], &partners[..]) else { return None };
        let governs = government.region().is_some_and(|code| governs(self.document, code, true));
        let signs =
            |clause: &Clause| !clause.title && clause.reports() && clause.sign.is_some() && clause.form().is_some();
        let index = self.clauses.iter().position(signs).filter(|_| governs)?;
        let (mut sides, others) = parties::of_clause(&self.clauses[index]);
        let outside = sides.iter().all(|side| side.region().is_none()) && others.is_empty();
        if sides.len() < 2 || !outside {
            return None;
        }
        sides.push(government.clone());
        Some(Draft { sides, hub: None, clauses: vec![title, index], background: false, shares_details: false })
    }

    /// "PT ASDP dan PT DABN menandatangani nota kesepahaman": do companies sign among themselves, in the first sentence of the
    /// body that says who signs, whatever region the headline names?
    fn among_themselves(&self) -> bool {
        let body = self.clauses.iter().filter(|clause| !clause.title && clause.reports() && clause.sign.is_some());
        let mut named = body.map(parties::of_clause).filter(|(subjects, partners)| subjects.len() + partners.len() > 0);
        named.next().is_some_and(|(subjects, partners)| {
            subjects.len() >= 2 && partners.is_empty() && subjects.iter().all(|side| side.region().is_none())
        })
    }

    /// "20 Tahun Dikelola PT Kurnia, …": the one partner that headline and lead name, an organisation before a
    /// region.
    fn only_partner(&self, side: &Side) -> Option<Side> {
        let acts = |actor: &&Actor| actor.takes_part();
        let mut others: Vec<Side> = Vec::new();
        for clause in self.clauses.iter().take(4) {
            for other in clause.actors.iter().filter(acts).filter_map(|actor| actor.side.as_ref()) {
                let place = other.region().is_some_and(|code| clause.title && !governs(self.document, code, true));
                if !other.is(side) && !place {
                    parties::add(&mut others, other);
                }
            }
        }
        let organisations: Vec<&Side> = others.iter().filter(|side| side.region().is_none()).collect();
        match (&others[..], &organisations[..]) {
            ([other], _) => Some(other.clone()),
            (_, [other]) => Some((*other).clone()),
            _ => None,
        }
    }
}
