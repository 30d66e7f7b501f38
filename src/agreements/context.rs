//! An agreement whose sides no single sentence names: they are told around the report.
//!
//! ```text
//! Gubernur DKI Joko Widodo menerima koleganya dari Lampung. …      who is there
//! Keduanya membubuhkan tanda tangan pada sebuah MoU.               the report
//! ```

use super::{
    clauses::{Actor, Clause, Role, Who},
    draft::Draft,
    parties::{self, Side},
    sides::{governs, regions_named},
};
use crate::read::{Document, regions::NamedAs};

/// How far around a report, in sentences, its sides are looked for.
const NEAR: usize = 2;

/// The draft that the article's first report makes with those named around it; one for each spoke where the report
/// says so. None where too few are named, or where the article says that nothing was signed.
pub(super) fn drafts(document: &Document<'_>, clauses: &[Clause]) -> Vec<Draft> {
    let reports: Vec<usize> = (0..clauses.len()).filter(|index| concludes(document, &clauses[*index])).collect();
    let Some(first) = reports.iter().copied().find(|index| !clauses[*index].background) else { return Vec::new() };
    // "Belum ada yang diteken" denies no plan.
    let denies = |clause: &Clause| clause.negate && (clause.paper || clause.form().is_some() || clause.sign.is_some());
    if clauses[first].plan.is_none() && clauses.iter().any(denies) {
        return Vec::new();
    }
    // Companies that sign among themselves, "disaksikan gubernur".
    let named = parties::of_clause(&clauses[first]);
    if named.0.len() + named.1.len() >= 2 && named.0.iter().chain(&named.1).all(|side| side.region().is_none()) {
        return Vec::new();
    }
    let near = |index: usize| reports.iter().any(|report| report.abs_diff(index) <= NEAR && *report <= first + NEAR);
    let mut ranked: Vec<(Side, u32)> = Vec::new();
    for (index, clause) in clauses.iter().enumerate() {
        let weight = match () {
            () if index == first => 3,
            () if clause.title || index <= NEAR || near(index) => 2,
            () => continue,
        };
        for actor in &clause.actors {
            let Some(side) = &actor.side else { continue };
            let weight = weight * standing(document, actor);
            match ranked.iter_mut().find(|(known, _)| known.is(side)) {
                Some((_, known)) => *known += weight,
                None => ranked.push((side.clone(), weight)),
            }
        }
    }
    ranked.retain(|(side, weight)| *weight > 0 && side.region().is_none_or(|code| governs(document, code, true)));
    let provinces: Vec<Side> =
        ranked.iter().map(|(side, _)| side.clone()).filter(|side| is_label(document, side, &ranked)).collect();
    ranked.retain(|(side, _)| !parties::contains(&provinces, side));
    ranked.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));

    let counted = clauses[first]
        .group
        .or_else(|| clauses.iter().find(|clause| clause.title).and_then(|title| title.group))
        .map(|group| group.count);
    let count = counted.unwrap_or(2);
    // "Bantul, Gunungkidul dan Kulon Progo, tiga kabupaten di selatan, memilih berkolaborasi."
    let around = || clauses.iter().enumerate().filter(|(index, clause)| clause.title || near(*index));
    let listed = around().map(|(_, clause)| regions_named(clause)).find(|sides| sides.len() == count);
    let regions = || ranked.iter().map(|(side, _)| side).filter(|side| side.region().is_some());
    let sides: Vec<Side> = if counted.is_some() && regions().count() == count {
        regions().cloned().collect()
    } else if let Some(listed) = listed.filter(|_| count > 2) {
        listed
    } else {
        ranked.iter().take(2).map(|(side, _)| side.clone()).collect()
    };
    // Without a document only two governments plan one: an organisation near them is not the other side for that.
    let unnamed = clauses[first].form().is_none() && clauses[first].sign.is_none();
    let regional = sides.iter().filter(|side| side.region().is_some()).count();
    if sides.len() < 2 || regional == 0 || unnamed && regional < sides.len() {
        return Vec::new();
    }
    vec![Draft { sides, hub: None, clauses: vec![first], background: false, shares_details: false }]
}

/// Does the sentence tell of a document that is signed, planned, renewed or ended? "Tahapannya sampai penandatanganan
/// perjanjian" tells of none: a signing as a noun has its day.
fn concludes(document: &Document<'_>, clause: &Clause) -> bool {
    let dated = || document.dates_in(clause.first, clause.last).next().is_some();
    let acts = [clause.sign, clause.join, clause.plan, clause.renew, clause.end].iter().any(Option::is_some);
    // "Pembukaan jalan akan dikerjasamakan"
    let planned = clause.plan.is_some() && !clause.speech && !clause.quoted;
    let named = clause.form().is_some() || clause.cooperation && (clause.sign.is_some() || planned);
    !clause.title && named && clause.reports() && (acts || dated())
}

/// How much someone's role in a sentence speaks for being a party.
fn standing(document: &Document<'_>, actor: &Actor) -> u32 {
    let governs = match &actor.who {
        Who::Region { named_as, .. } => !matches!(named_as, NamedAs::Bare | NamedAs::Building),
        Who::Person(index) => document.people[*index].value.official,
        Who::Organisation { .. } | Who::Foreign { .. } => true,
    };
    match actor.role {
        Role::Subject | Role::Partner if governs => 3,
        Role::Subject | Role::Partner => 2,
        Role::Speaker | Role::Aside | Role::Besides if governs => 1,
        Role::Speaker | Role::Aside | Role::Besides | Role::Witness | Role::Venue | Role::Topic => 0,
    }
}

/// Is the side a province named only as where another one lies?
fn is_label(document: &Document<'_>, side: &Side, ranked: &[(Side, u32)]) -> bool {
    let Some(code) = side.region().filter(|code| code.is_province()) else { return false };
    let acts = document
        .regions
        .iter()
        .any(|region| region.value.code == code && matches!(region.value.role, NamedAs::Government | NamedAs::Head));
    !acts
        && ranked.iter().any(|(other, _)| other.region().is_some_and(|inner| inner != code && inner.province() == code))
}
