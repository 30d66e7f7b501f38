//! An agreement whose sides headline and lead name together: one of them each.

use super::{
    clauses::Actor,
    draft::Draft,
    fold::{Folding, Report},
    parties::{self, Side},
    sides::{governs, named_sides},
};
use crate::model::{Form, Scheme};

impl Folding<'_> {
    /// No sentence of the body names two sides: those of the headline and of the first reports together.
    pub(super) fn headline_and_lead(&mut self) {
        let mut sides: Vec<Side> = Vec::new();
        let mut reports = Vec::new();
        let clauses = self.clauses;
        let mut body = clauses.iter().enumerate().filter(|(_, clause)| !clause.title && clause.reports());
        if body.next().is_some_and(|(index, _)| self.companies_sign(index)) {
            return;
        }
        for (index, clause) in clauses.iter().enumerate().filter(|(_, clause)| clause.reports()).take(3) {
            let (subjects, partners) = named_sides(self.document, clauses, index);
            let report = Report::new(index, clause, subjects, partners);
            if report.all.len() >= 2 && report.is_regional() {
                self.report(&report);
                return;
            }
            // Companies that sign among themselves.
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

    /// "PT A dan PT B meneken MoU": companies alone, whatever region their headline names.
    fn companies_sign(&self, index: usize) -> bool {
        let (subjects, partners) = named_sides(self.document, self.clauses, index);
        let company = |side: &Side| matches!(side, Side::Organisation { scheme: Scheme::PihakKetiga, .. });
        let all = Report::new(index, &self.clauses[index], subjects, partners).all;
        all.len() >= 2 && all.iter().all(company)
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
