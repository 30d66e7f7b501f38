//! Sentences to drafts of agreements: one agreement is one draft, however many sentences repeat it.
//!
//! ```text
//! Pemkot Probolinggo meneken MoU dengan Pasuruan.      opens a draft
//! Mitranya yaitu …                                     adds members
//! Penandatanganan dilakukan Sekda di Malang.           belongs to the draft before
//! ```

use super::{
    clauses::{Actor, Clause, Role},
    draft::{Draft, is_spoke_of, push_or_join, same_sides},
    members::{Open, add_members, further_document, lists_members},
    parties::{self, Side},
    sides::{elided_subject, governs, named_sides},
};
use crate::{
    model::{Form, RegionCode},
    read::Document,
};

/// Puts the clauses together, step by step:
/// 1. a sentence that reports an agreement and names two sides or more opens a draft, or belongs to one;
/// 2. a sentence that lists members or signers adds them;
/// 3. a sentence that reports but names fewer than two sides belongs to what another one reports;
/// 4. when no sentence of the body names two sides, headline and lead are read together;
/// 5. what names no government for certain is dropped.
pub(crate) fn drafts(document: &Document<'_>, clauses: &[Clause]) -> Vec<Draft> {
    let one_for_all = clauses.iter().take(8).any(|clause| clause.together);
    let mut folding = Folding { document, clauses, one_for_all, drafts: Vec::new(), open: None };
    let mut rest = Vec::new();
    for (index, clause) in clauses.iter().enumerate().filter(|(_, clause)| !clause.title) {
        let (subjects, partners) = named_sides(document, clauses, index);
        let report = Report::new(index, clause, subjects, partners);
        let reports = clause.reports();
        if (reports || clause.names_document_between()) && report.is_regional() && report.all.len() >= 2 {
            folding.report(&report);
        } else if lists_members(document, clause, reports) {
            add_members(document, &mut folding.drafts, &mut folding.open, clauses, index, report.all);
        } else if reports || clause.tells_of_signing() {
            if let Some(draft) = further_document(&folding.drafts, clause) {
                folding.drafts.push(Draft { clauses: vec![index], ..draft });
            } else {
                folding.await_members(&report, reports);
                rest.push(report);
            }
        }
    }
    if folding.drafts.is_empty() {
        folding.headline_and_lead();
    }
    for report in rest {
        folding.attach(&report);
    }
    let mut drafts = folding.drafts;
    for draft in &mut drafts {
        draft.clauses.sort_unstable();
        draft.clauses.dedup();
    }
    drafts.retain(|draft| draft.sides.len() >= 2 && is_certain(document, clauses, draft));
    drafts
}

/// Is a government among the sides, and not only a place? A named document tells so beside an organisation or a
/// foreign partner; otherwise the article must name the government itself.
fn is_certain(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> bool {
    let own = || draft.clauses.iter().map(|index| &clauses[*index]);
    let regions: Vec<RegionCode> = draft.sides.iter().filter_map(Side::region).collect();
    let document_named = own().any(|clause| clause.form().is_some());
    let among_regions = regions.len() > 1;
    !regions.is_empty()
        && (regions.iter().any(|code| governs(document, *code, among_regions))
            || document_named && !among_regions
            || document_named && own().any(|clause| clause.generic_government || clause.count_subject))
}

/// A sentence and the sides that it names.
struct Report<'c> {
    index: usize,
    clause: &'c Clause,
    subjects: Vec<Side>,
    partners: Vec<Side>,
    /// Both together, each once.
    all: Vec<Side>,
}

impl<'c> Report<'c> {
    fn new(index: usize, clause: &'c Clause, subjects: Vec<Side>, partners: Vec<Side>) -> Report<'c> {
        let mut all = subjects.clone();
        for side in &partners {
            parties::add(&mut all, side.clone());
        }
        Report { index, clause, subjects, partners, all }
    }

    fn is_regional(&self) -> bool {
        self.all.iter().any(|side| side.region().is_some())
    }
}

/// The drafts so far.
struct Folding<'f> {
    document: &'f Document<'f>,
    clauses: &'f [Clause],
    /// The lead speaks of one document for all: "ketiga daerah", "trilateral".
    one_for_all: bool,
    drafts: Vec<Draft>,
    /// A report whose partners are yet to be named.
    open: Option<Open>,
}

impl Folding<'_> {
    /// A sentence that names two sides or more: the first case that fits.
    fn report(&mut self, report: &Report<'_>) {
        _ = self.several_pairs(report)
            || self.hub(report)
            || self.known(report)
            || self.spokes_again(report)
            || self.more_members(report)
            || self.foreign_again(report)
            || self.new_draft(report);
    }

    /// "antara Davao dan Manado, satu lagi antara Davao dan Bitung"
    fn several_pairs(&mut self, report: &Report<'_>) -> bool {
        if report.clause.pairs < 2 {
            return false;
        }
        for pair in 1..=report.clause.pairs {
            let sides = parties::of_pair(self.document, report.clause, pair);
            if sides.len() >= 2 {
                self.push(sides, None, report);
            }
        }
        true
    }

    /// One side with an agreement with each of several others.
    fn hub(&mut self, report: &Report<'_>) -> bool {
        let Some((hub, spokes)) = self.hub_and_spokes(report) else { return false };
        // A draft of the same sides that was taken for one agreement was the same hub.
        self.drafts.retain(|draft| {
            let same = parties::contains(&draft.sides, &hub)
                && spokes.iter().all(|spoke| parties::contains(&draft.sides, spoke));
            draft.hub.is_some() || !same
        });
        for spoke in spokes {
            self.push(vec![hub.clone(), spoke], Some(hub.clone()), report);
        }
        true
    }

    fn hub_and_spokes(&self, report: &Report<'_>) -> Option<(Side, Vec<Side>)> {
        let Report { clause, subjects, partners, .. } = report;
        match (&subjects[..], &partners[..]) {
            // "Pemprov Jabar meneken kesepakatan bersama dengan A, B dan C"
            ([hub], [_, _, ..]) if !clause.together && (clause.each || !self.one_for_all) => {
                Some((hub.clone(), partners.clone()))
            }
            // "Kesebelas kepala daerah yang masing-masing meneken kesepakatan dengan DKI adalah: …"
            ([_, _, ..], [hub]) if clause.each => Some((hub.clone(), subjects.clone())),
            // "Dalam rangkaian Apeksi …, Wali Kota Malang menandatangani dua MoU, masing-masing dengan …"
            ([.., hub], [_, _, ..]) if clause.each => Some((hub.clone(), partners.clone())),
            // "Tiga kabupaten digandeng, yaitu A, B dan C, lewat MoU yang diteken satu per satu"
            ([_, _, ..], []) if clause.each && clause.count_subject => {
                let hub = elided_subject(self.document, self.clauses, report.index, &report.all)?;
                Some((hub, subjects.clone()))
            }
            _ => None,
        }
    }

    /// The same sides as those of a draft, or some of them.
    fn known(&mut self, report: &Report<'_>) -> bool {
        let same = self.drafts.iter().position(|draft| same_sides(&draft.sides, &report.all));
        let part =
            || self.drafts.iter().position(|draft| report.all.iter().all(|side| parties::contains(&draft.sides, side)));
        let Some(at) = same.or_else(part) else { return false };
        self.drafts[at].clauses.push(report.index);
        true
    }

    /// The spokes of a known hub, named once more together: "naskah ditandatangani Bupati A, Bupati B dan …".
    fn spokes_again(&mut self, report: &Report<'_>) -> bool {
        let known =
            |side: &Side| self.drafts.iter().any(|draft| draft.hub.is_some() && parties::contains(&draft.sides, side));
        if report.all.len() < 3 || !report.all.iter().all(known) {
            return false;
        }
        match further_document(&self.drafts, report.clause) {
            Some(draft) => {
                self.drafts.push(Draft { sides: report.all.clone(), clauses: vec![report.index], ..draft });
            }
            None => {
                for draft in self.drafts.iter_mut().filter(|draft| is_spoke_of(draft, &report.all)) {
                    draft.clauses.push(report.index);
                }
            }
        }
        true
    }

    /// The lead named some of the sides, this sentence all.
    fn more_members(&mut self, report: &Report<'_>) -> bool {
        if report.clause.each || self.is_background(report) {
            return false;
        }
        let smaller = self.drafts.iter_mut().find(|draft| {
            let within = draft.sides.iter().all(|side| parties::contains(&report.all, side));
            draft.hub.is_none() && !draft.background && within
        });
        let Some(draft) = smaller else { return false };
        for side in &report.all {
            parties::add(&mut draft.sides, side.clone());
        }
        draft.clauses.push(report.index);
        true
    }

    /// A foreign partner is often named by its province or its envoy's city as well.
    fn foreign_again(&mut self, report: &Report<'_>) -> bool {
        let foreign = |sides: &[Side]| sides.iter().any(|side| matches!(side, Side::Foreign { .. }));
        if report.clause.each || !foreign(&report.all) {
            return false;
        }
        let with_same_region = self.drafts.iter_mut().find(|draft| {
            let mut regions = draft.sides.iter().filter(|side| side.region().is_some());
            foreign(&draft.sides) && regions.any(|side| parties::contains(&report.all, side))
        });
        let Some(draft) = with_same_region else { return false };
        draft.clauses.push(report.index);
        true
    }

    fn new_draft(&mut self, report: &Report<'_>) -> bool {
        let clause = report.clause;
        let concludes = clause.form().is_some() || clause.sign.is_some() || clause.join.is_some();
        if self.drafts.is_empty() || concludes && clause.wish.is_none() {
            self.open = None;
            self.push(report.all.clone(), None, report);
        }
        true
    }

    fn push(&mut self, sides: Vec<Side>, hub: Option<Side>, report: &Report<'_>) {
        let background = self.is_background(report);
        push_or_join(&mut self.drafts, sides, hub, report.index, background, report.clause);
    }

    /// What came before the news: it has a date, place and scope of its own.
    fn is_background(&self, report: &Report<'_>) -> bool {
        report.clause.background && !self.drafts.is_empty()
    }

    /// "menandatangani tujuh naskah", "Lima pemerintah provinsi meneken …": the others are named later.
    fn await_members(&mut self, report: &Report<'_>, reports: bool) {
        if !reports || !self.drafts.is_empty() || self.open.is_some() || report.all.len() > 1 {
            return;
        }
        let acting = || {
            let counted = report.clause.count_subject && !report.clause.each;
            let elided = elided_subject(self.document, self.clauses, report.index, &[]);
            elided.filter(|_| !counted)
        };
        let side = report.all.first().cloned().or_else(acting);
        self.open = Some(Open { sides: side.into_iter().collect(), clause: report.index });
    }

    /// A sentence that reports but names fewer than two sides speaks of what another one reports.
    fn attach(&mut self, report: &Report<'_>) {
        let named = &report.all;
        if self.drafts.iter().any(|draft| draft.hub.is_some()) {
            for draft in self.drafts.iter_mut().filter(|draft| !draft.background) {
                if named.iter().all(|side| parties::contains(&draft.sides, side)) {
                    draft.clauses.push(report.index);
                }
            }
            return;
        }
        // The draft told last before it, or the first one; what is told as background only when it is that itself.
        let told = |draft: &&Draft| !draft.background || report.clause.background;
        let shares = |draft: &Draft| named.iter().any(|side| parties::contains(&draft.sides, side));
        let before = self.drafts.iter().rposition(|draft| told(&draft) && draft.clauses[0] < report.index);
        let nearest = before.or_else(|| self.drafts.iter().position(|draft| told(&draft)));
        let Some(nearest) = nearest else { return };
        let fits = named.is_empty() || shares(&self.drafts[nearest]);
        let at = if fits { Some(nearest) } else { self.drafts.iter().position(shares) };
        if let Some(at) = at {
            self.drafts[at].clauses.push(report.index);
        }
    }

    /// No sentence of the body names two sides: those of the headline and of the first reports together.
    fn headline_and_lead(&mut self) {
        let mut sides: Vec<Side> = Vec::new();
        let mut reports = Vec::new();
        let clauses = self.clauses;
        for (index, clause) in clauses.iter().enumerate().filter(|(_, clause)| clause.reports()).take(3) {
            let (subjects, partners) = named_sides(self.document, clauses, index);
            let report = Report::new(index, clause, subjects, partners);
            if report.all.len() >= 2 && report.is_regional() {
                self.report(&report);
                return;
            }
            for side in report.all {
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

    /// "20 Tahun Dikelola PT Kurnia, …": the one partner that headline and lead name, an organisation before a
    /// region.
    fn only_partner(&self, side: &Side) -> Option<Side> {
        let acts = |actor: &&Actor| matches!(actor.role, Role::Subject | Role::Partner);
        let mut others: Vec<Side> = Vec::new();
        for clause in self.clauses.iter().take(4) {
            for other in clause.actors.iter().filter(acts).filter_map(|actor| parties::side_of(self.document, actor)) {
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
