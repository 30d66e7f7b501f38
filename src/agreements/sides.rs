//! Which sides a sentence names, also where it names them only by "keduanya", "kampus itu" or not at all.

use super::{
    clauses::{Actor, Clause, Role, Who},
    parties::{self, Side},
};
use crate::{
    model::RegionCode,
    read::{Document, regions::NamedAs},
};

/// Does the article name the government of a region, its head or an official, and not only the place? "Kota
/// Malang" is a government among regions (`with_kind`), but only a place beside an organisation.
pub(super) fn governs(document: &Document<'_>, code: RegionCode, with_kind: bool) -> bool {
    let named = |named_as: NamedAs| match named_as {
        NamedAs::Government | NamedAs::Head => true,
        NamedAs::Typed => with_kind,
        NamedAs::Bare | NamedAs::Building => false,
    };
    document.regions.iter().any(|region| region.value.code == code && named(region.value.role))
        || document.people.iter().any(|person| person.value.official && person.value.region == Some(code))
}

/// The sides of a clause; where a regional government acts without its name ("pemerintah kabupaten"), the
/// region that the article is about.
pub(super) fn named_sides(document: &Document<'_>, clauses: &[Clause], index: usize) -> (Vec<Side>, Vec<Side>) {
    let clause = &clauses[index];
    let (mut subjects, mut partners) = parties::of_clause(document, clause);
    // "antara Pemko dan PT ARB": the government without its name.
    let all = || subjects.iter().chain(&partners);
    if clause.generic_government
        && (clause.reports() || clause.names_document_between())
        && !all().any(|side| side.region().is_some())
        && all().next().is_some()
        && subjects.is_empty()
        && let Some(main) = main_region(document)
    {
        partners.insert(0, main);
    }
    // "Keduanya menandatangani …": those of the sentences before.
    if clause.reports() && (clause.heads_sign || clause.those_sign) && subjects.is_empty() && partners.is_empty() {
        subjects = pair_before(document, clauses, index);
    }
    if clause.reports() {
        // A bare name as subject beside named governments is an area or a place more often than a party.
        drop_weak(document, clause, &mut subjects);
        drop_weak(document, clause, &mut partners);
    }
    // "kampus itu meneken MoU dengan tiga kabupaten": who acts was named before.
    let elided = (clause.pronoun || clause.generic_government || !clause.count_subject) && clause.pairs == 0;
    if clause.reports() && subjects.is_empty() && !partners.is_empty() && !clause.title && elided {
        let government = clause.generic_government && !partners.iter().any(|side| side.region().is_some());
        let elided =
            if government { main_region(document) } else { elided_subject(document, clauses, index, &partners) };
        subjects.extend(elided);
    }
    (subjects, partners)
}

/// The two sides that the sentences before name; none when they name fewer or more.
fn pair_before(document: &Document<'_>, clauses: &[Clause], index: usize) -> Vec<Side> {
    let mut sides = Vec::new();
    for clause in clauses[..index].iter().rev().take(3).filter(|clause| !clause.title) {
        let named = |actor: &&Actor| matches!(actor.role, Role::Subject | Role::Partner | Role::Speaker);
        for side in clause.actors.iter().filter(named).filter_map(|actor| parties::side_of(document, actor)) {
            parties::add(&mut sides, side);
        }
        if sides.len() >= 2 {
            break;
        }
    }
    if sides.len() == 2 { sides } else { Vec::new() }
}

/// Who acts in a sentence that does not say it: who acted or spoke last, else whom the headline names first.
pub(super) fn elided_subject(
    document: &Document<'_>,
    clauses: &[Clause],
    index: usize,
    partners: &[Side],
) -> Option<Side> {
    let new_side = |actor: &Actor| {
        let side = parties::side_of(document, actor)?;
        let place_only = side.region().is_some_and(|code| !governs(document, code, true));
        (!parties::contains(partners, &side) && !place_only).then_some(side)
    };
    let acts = |actor: &&Actor| matches!(actor.role, Role::Subject | Role::Speaker);
    let in_title = |actor: &&Actor| matches!(actor.role, Role::Subject | Role::Partner);
    let before = clauses[..index].iter().rev().take(4).filter(|clause| !clause.title);
    let title = clauses.iter().filter(|clause| clause.title);
    before
        .filter_map(|clause| clause.actors.iter().rev().filter(acts).find_map(new_side))
        .chain(title.filter_map(|clause| clause.actors.iter().filter(in_title).find_map(new_side)))
        .next()
}

/// Where a sentence names governments, a region named barely and only as a place is none of the parties.
fn drop_weak(document: &Document<'_>, clause: &Clause, sides: &mut Vec<Side>) {
    let strong = |side: &Side| {
        clause.actors.iter().any(|actor| {
            matches!(actor.role, Role::Subject | Role::Partner)
                && parties::side_of(document, actor).is_some_and(|other| other.is(side))
                && !matches!(actor.who, Who::Region { named_as: NamedAs::Bare, .. })
        })
    };
    let strong_count = sides.iter().filter(|side| strong(side)).count();
    if strong_count == 0 || strong_count == sides.len() {
        return;
    }
    // A province barely named beside regencies of its own is where they lie.
    let kept: Vec<Side> = sides.clone();
    sides.retain(|side| {
        strong(side)
            || !side.region().is_some_and(|code| {
                code.is_province()
                    && kept
                        .iter()
                        .any(|other| other.region().is_some_and(|inner| inner != code && inner.province() == code))
            })
    });
}

/// The region whose government the article names first.
fn main_region(document: &Document<'_>) -> Option<Side> {
    document
        .regions
        .iter()
        .find(|region| matches!(region.value.role, NamedAs::Government | NamedAs::Head))
        .or_else(|| document.regions.iter().find(|region| region.value.role == NamedAs::Typed))
        .map(|region| Side::Region(region.value.code))
}
