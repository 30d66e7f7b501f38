//! How sure an agreement is: the share of agreements like it that are right in parties, form, scheme and status.
//!
//! ```text
//! log-odds = BASE + the weights of the signs that the agreement bears
//! ```
//!
//! The weights are those of a logistic regression (L2 = 1) on the agreements found in the labelled articles
//! `data/gold/fresh-*`, none of which the rules were first written with; an agreement is right when one of the labels
//! has its parties, form, scheme and status. How well it holds on articles read by nobody stands in the README.

use super::{
    clauses::Clause,
    draft::Draft,
    parties::{self, Side},
    sides::governs,
};
use crate::{
    model::{Agreement, Form, Status},
    read::Document,
};

/// What is looked at, in one agreement of an article.
pub(super) struct Case<'c> {
    pub(super) document: &'c Document<'c>,
    pub(super) clauses: &'c [Clause],
    pub(super) drafts: &'c [Draft],
    pub(super) draft: &'c Draft,
    pub(super) agreement: &'c Agreement,
}

/// What a sign adds to the log-odds, and how to tell it.
struct Sign {
    weight: f64,
    holds: fn(&Case<'_>) -> bool,
}

const BASE: f64 = 0.54;

const SIGNS: &[Sign] = &[
    // its form is named
    Sign { weight: 1.18, holds: |case| case.agreement.form != Form::TidakDisebut },
    // told in several sentences
    Sign { weight: 0.4, holds: |case| case.draft.clauses.len() > 1 },
    // one sentence names all its sides
    Sign { weight: 0.46, holds: |case| case.in_one_sentence() },
    // all its regions act as governments
    Sign { weight: 0.49, holds: |case| case.governments_only() },
    // one of several spokes
    Sign { weight: -0.46, holds: |case| case.draft.hub.is_some() },
    // other agreements in the article
    Sign { weight: -0.82, holds: |case| case.drafts.len() > 1 && case.draft.hub.is_none() },
    // a partner that is no region
    Sign { weight: -0.59, holds: |case| case.draft.sides.iter().any(|side| side.region().is_none()) },
    // three sides
    Sign { weight: -1.02, holds: |case| case.draft.sides.len() == 3 },
    // four sides or more
    Sign { weight: -0.39, holds: |case| case.draft.sides.len() > 3 },
    // renewed or ended
    Sign { weight: -0.7, holds: |case| matches!(case.agreement.status, Status::Diperpanjang | Status::Berakhir) },
];

/// The confidence, to two decimals.
pub(super) fn confidence(case: &Case<'_>) -> f64 {
    let log_odds: f64 = BASE + SIGNS.iter().filter(|sign| (sign.holds)(case)).map(|sign| sign.weight).sum::<f64>();
    let share = 1.0 / (1.0 + (-log_odds).exp());
    (share * 100.0).round() / 100.0
}

impl Case<'_> {
    /// The sides that a sentence names as acting.
    fn named(clause: &Clause) -> Vec<Side> {
        let acts = clause.actors.iter().filter(|actor| actor.takes_part());
        acts.filter_map(|actor| actor.side.clone()).collect()
    }

    /// Does one sentence of the body name all sides?
    fn in_one_sentence(&self) -> bool {
        self.draft.clauses.iter().any(|index| {
            let clause = &self.clauses[*index];
            let named = Self::named(clause);
            !clause.title && self.draft.sides.iter().all(|side| parties::contains(&named, side))
        })
    }

    /// Does the article name the government of each region among the sides?
    fn governments_only(&self) -> bool {
        self.draft.sides.iter().filter_map(Side::region).all(|code| governs(self.document, code, false))
    }
}
