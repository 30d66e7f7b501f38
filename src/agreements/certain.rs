//! Which drafts are agreements for certain: what names no government, no document or day of an older one, or another
//! kind of document is none after all.

use super::{clauses::Clause, draft::Draft, parties::Side, sides::governs, signing};
use crate::{
    lexicon::{cues::Cue, lists::List},
    model::{Form, RegionCode, Status},
    read::Document,
};

/// Is the draft an agreement: of two sides or more, one of them a government; told by its form or day when it is an
/// older one; and no other kind of document?
pub(super) fn is_agreement(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> bool {
    draft.sides.len() >= 2
        && names_government(document, clauses, draft)
        && (!draft.background || is_identified(document, clauses, draft))
        && !is_of_another_kind(document, clauses, draft)
        && !is_denied(document, clauses, draft)
}

/// "Kerja sama A dan B patut diperkuat. … Tidak ada naskah yang ditandatangani": cooperation that is only spoken of, where the
/// article says that nothing was signed.
fn is_denied(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> bool {
    let denies = |clause: &Clause| clause.negate && !clause.quoted && (clause.paper || clause.sign.is_some());
    let acts = |clause: &Clause| {
        clause.sign.or(clause.signing).or(clause.plan).or(clause.renew).or(clause.end).is_some() && !clause.negate
    };
    !draft.clauses.iter().any(|index| acts(&clauses[*index]))
        && clauses.iter().any(denies)
        && signing::form(document, clauses, draft).0 == Form::TidakDisebut
}

/// Is a government among the sides, and not only a place? The article names one of them as such, beside others at
/// least by its kind; or a sentence that names the document speaks of governments: "MoU itu dibuat para bupati dari
/// Pacitan, Wonogiri dan Gunungkidul".
fn names_government(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> bool {
    let own = || draft.clauses.iter().map(|index| &clauses[*index]);
    let regions: Vec<RegionCode> = draft.sides.iter().filter_map(Side::region).collect();
    let document_named = own().any(|clause| clause.form().is_some());
    let with_kind = regions.len() > 1 || document_named;
    let spoken_of = |clause: &Clause| {
        document.cues_in(clause.first, clause.last).any(|cue| cue.value == Cue::GenericGovernment)
            || clause.count_subject
    };
    // "MoU antara Davao City dan Manado": a government abroad agrees with a government.
    let abroad = document_named && draft.sides.iter().any(|side| matches!(side, Side::Foreign { .. }));
    regions.iter().any(|code| governs(document, *code, with_kind))
        || !regions.is_empty() && abroad
        || !regions.is_empty() && document_named && own().any(spoken_of)
}

/// Does the article tell the form or the day of an older agreement? "Sudah lama bekerja sama" alone is none.
fn is_identified(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> bool {
    draft.shares_details
        || signing::form(document, clauses, draft).0 != Form::TidakDisebut
        || signing::signed_on(document, clauses, draft, Status::Ditandatangani).is_some()
}

/// "Dua bupati menandatangani kesepakatan. … Kesepakatan tertuang dalam berita acara": without a form, what the
/// sentences around call by the name of another kind of document is that.
fn is_of_another_kind(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> bool {
    let first = draft.clauses[0];
    let around = &clauses[first.saturating_sub(1)..clauses.len().min(first + 3)];
    let false_friend =
        around.iter().chain(clauses.iter().filter(|clause| clause.title)).any(|clause| clause.false_friend);
    // "… ditutup dengan penandatanganan berita acara. … Dalam penandatanganan kesepakatan tersebut hadir A dan B": what is meant
    // was named before.
    let that = |clause: &Clause| {
        let that = |at: usize| at < clause.last && document.listed(List::That, at);
        let mut papers = document.cues_in(clause.first, clause.last).filter(|cue| cue.value == Cue::Paper);
        // "kesepakatan tersebut" may be one cue.
        papers.any(|cue| that(cue.last - 1) || that(cue.last))
    };
    let told = |clause: &&Clause| {
        let agrees = clause.join.is_some() && !clause.quoted && !clause.speech;
        clause.false_friend || clause.form().is_some() || clause.tells_of_signing() || agrees
    };
    let document_before = clauses[..first].iter().rev().find(told);
    let meant = that(&clauses[first])
        && document_before.is_some_and(|clause| clause.is_false_friend() && clause.tells_of_any_signing());
    let false_friend = false_friend || meant;
    let cooperates = draft.clauses.iter().any(|index| clauses[*index].cooperation);
    false_friend && !cooperates && signing::form(document, clauses, draft).0 == Form::TidakDisebut
}
