//! Form, status, date, place and term: each from the words that belong to this agreement.

mod date;
mod form;
mod place;
mod status;
mod term;

use super::{clauses::Clause, draft::Draft};
use crate::model::{Span, Status};

pub(super) use date::signed_on;
pub(super) use form::{form, older_form};
pub(super) use place::place;
pub(super) use status::status;
pub(super) use term::valid_years;

/// A value and the words that say it.
pub(crate) type Told<T> = Option<(T, Span)>;

/// "PKS-nya dijadwalkan ditandatangani 22 Desember": a sentence of what is to follow what was signed.
fn follows_up(clauses: &[Clause], draft: &Draft, index: usize, status: Status) -> bool {
    status != Status::Direncanakan && clauses[index].plan.is_some() && index != draft.clauses[0]
}

/// Clauses next to the first one of the draft in the body that may tell of the event: up to four behind, three before, the nearest
/// first.
fn neighbours<'c>(clauses: &'c [Clause], draft: &'c Draft) -> impl Iterator<Item = usize> + 'c {
    let in_body = draft.clauses.iter().find(|index| !clauses[**index].title);
    let first = *in_body.unwrap_or(&draft.clauses[0]) as isize;
    let nearest = [1, -1, 2, -2, 3, -3, 4].map(|step| first + step);
    let inside = move |index: &isize| (0..clauses.len() as isize).contains(index);
    let near = nearest.into_iter().filter(inside).map(|index| index as usize);
    near.filter(|index| !clauses[*index].title && !draft.clauses.contains(index))
}
