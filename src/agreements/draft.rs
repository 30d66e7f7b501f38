//! An agreement while it is being put together.

use super::{
    clauses::Clause,
    parties::{self, Side},
};

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

pub(super) fn same_sides(a: &[Side], b: &[Side]) -> bool {
    a.len() == b.len() && a.iter().all(|side| parties::contains(b, side))
}

/// Is one of `sides` a spoke of the draft's hub?
pub(super) fn is_spoke_of(draft: &Draft, sides: &[Side]) -> bool {
    draft.hub.as_ref().is_some_and(|hub| draft.sides.iter().any(|side| !hub.is(side) && parties::contains(sides, side)))
}
