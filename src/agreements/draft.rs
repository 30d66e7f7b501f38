//! An agreement while it is being put together.

use super::{
    clauses::Clause,
    parties::{self, Side},
};
use crate::model::RegionCode;

/// An agreement that is being put together.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) sides: Vec<Side>,
    /// The side that has an agreement with each of several others.
    pub(crate) hub: Option<Side>,
    /// The clauses that report it, as indices, in text order.
    pub(crate) clauses: Vec<usize>,
    /// An older agreement told as background: date, place and scope of the main one are not its own.
    pub(crate) background: bool,
    /// "serupa", "ruang lingkup yang sama": what is told of the first spoke holds for it too.
    pub(crate) shares_details: bool,
}

impl Draft {
    /// Is the region one of the sides?
    pub(super) fn has_region(&self, code: RegionCode) -> bool {
        self.sides.iter().any(|side| side.region() == Some(code))
    }
}

/// A sentence that names all the sides: one more of the draft that has them, else a new draft.
pub(super) fn push_or_join(
    drafts: &mut Vec<Draft>,
    sides: Vec<Side>,
    hub: Option<Side>,
    index: usize,
    background: bool,
    clause: &Clause,
) {
    if let Some(draft) = drafts.iter_mut().find(|draft| same_sides(&draft.sides, &sides)) {
        draft.clauses.push(index);
        draft.hub = draft.hub.take().or(hub);
        return;
    }
    drafts.push(Draft { sides, hub, clauses: vec![index], background, shares_details: clause.each && !background });
}

/// Are they the same sides, in whatever order?
pub(super) fn same_sides(a: &[Side], b: &[Side]) -> bool {
    a.len() == b.len() && a.iter().all(|side| parties::contains(b, side))
}

/// Is one of `sides` a spoke of the draft's hub?
pub(super) fn is_spoke_of(draft: &Draft, sides: &[Side]) -> bool {
    draft.hub.as_ref().is_some_and(|hub| draft.sides.iter().any(|side| !hub.is(side) && parties::contains(sides, side)))
}

/// Is it told without a verb or a document, as the next one in a row: "Giliran ketiga, Wali Kota A dengan Kejari B"?
pub(super) fn is_elliptic(clauses: &[Clause], draft: &Draft) -> bool {
    let first = &clauses[draft.clauses[0]];
    !draft.background && !first.title && first.act().is_none() && !first.speaks_of_one()
}

/// Is it a side of some of the agreements only?
pub(super) fn tells_apart(drafts: &[Draft], side: &Side) -> bool {
    let has = |draft: &Draft| parties::contains(&draft.sides, side);
    drafts.len() > 1 && drafts.iter().any(has) && !drafts.iter().all(has)
}

#[cfg(test)]
mod tests {
    use super::{push_or_join, same_sides};
    use crate::{
        agreements::{clauses::Clause, parties::Side},
        model::Scheme,
    };

    fn campus(name: &str) -> Side {
        Side::Organisation { name: name.to_owned(), scheme: Scheme::PihakKetiga }
    }

    fn foreign(name: &str) -> Side {
        Side::Foreign { name: name.to_owned() }
    }

    #[test]
    fn the_order_of_sides_and_short_names_do_not_matter() {
        let named = [foreign("Kota Mungyeong"), campus("Universitas Brawijaya (UB)")];
        assert!(same_sides(&named, &[campus("UB"), foreign("Kota Mungyeong")]));
        assert!(!same_sides(&named, &named[..1]));
        assert!(!same_sides(&named, &[foreign("Kota Mungyeong"), foreign("Kota Davao")]));
    }

    #[test]
    fn a_sentence_of_the_same_sides_joins_their_draft() {
        let mut drafts = Vec::new();
        let hub = foreign("Kota Davao");
        let clause = Clause::default();
        push_or_join(&mut drafts, vec![hub.clone(), campus("UB")], None, 1, false, &clause);
        push_or_join(&mut drafts, vec![hub.clone(), campus("Unand")], None, 2, false, &clause);
        push_or_join(&mut drafts, vec![campus("UB"), hub.clone()], Some(hub.clone()), 3, false, &clause);
        assert_eq!(drafts.iter().map(|draft| &draft.clauses[..]).collect::<Vec<_>>(), [&[1, 3][..], &[2]]);
        assert_eq!(drafts[0].hub, Some(hub));
    }
}
