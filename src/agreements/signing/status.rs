//! The status: signed, planned, renewed or ended.

use super::date::signs_ahead;
use crate::{
    agreements::{
        clauses::{Actor, Clause},
        draft::Draft,
        parties,
    },
    model::{Form, Status},
    read::Document,
};

/// The status, by what the words say; but what is signed on a day after that of publication is planned: "Pemkab X meneken MoU Rabu
/// mendatang".
pub(in crate::agreements) fn status(document: &Document<'_>, clauses: &[Clause], draft: &Draft, first: bool) -> Status {
    match by_words(clauses, draft, first) {
        Status::Ditandatangani if signs_ahead(document, clauses, draft) => Status::Direncanakan,
        Status::Ditandatangani if only_hoped_for(document, clauses, draft) => Status::Direncanakan,
        status => status,
    }
}

/// The first report decides, then the headline: ended and renewed beat signed; planned holds unless another sentence says
/// that it was signed.
///
/// The headline speaks of the `first` agreement, not of another one that the article tells behind it.
fn by_words(clauses: &[Clause], draft: &Draft, first: bool) -> Status {
    let own: Vec<&Clause> = draft.clauses.iter().map(|index| &clauses[*index]).collect();
    let title = clauses.iter().find(|clause| clause.title).filter(|_| !draft.background && first);
    let first = own.iter().find(|clause| !clause.title).unwrap_or(&own[0]);
    // Signed: a word for signing before which nothing says that it is yet to come.
    let looks_ahead = |clause: &Clause| first.plan.is_some() && clause.begins_after;
    let signed = |clause: &Clause| {
        let planned_first = |act: usize| clause.plan.is_some_and(|plan| plan <= act + 8);
        // What a speaker hopes to sign is not signed, nor what nobody wanted to sign yet.
        // Nor what is to follow a plan: "Setelah MoU diteken, bank dipersilakan …".
        !clause.quoted
            && !clause.negate
            && !looks_ahead(clause)
            // "Ia berharap sesudah MoU ditandatangani …"
            && clause.sign.or(clause.signing).is_some_and(|act| {
                !planned_first(act) && clause.wish.is_none_or(|wish| wish > act)
            })
    };
    if !draft.background {
        let head = |told: fn(&Clause) -> Option<usize>| title.and_then(told).or(told(first)).is_some();
        let renewed = head(|clause| clause.renew) || own.get(1).is_some_and(|clause| tells_of_renewal(clause, draft));
        let renewed = renewed || renews_with(clauses, draft) || renews_older(clauses, draft);
        let planned = head(|clause| clause.plan);
        // "Akhiri Polemik, Imron dan Azis Teken Kerja Sama"
        let ended = head(|clause| clause.end.filter(|_| !clause.title || clause.sign.is_none()));
        let signed_now = own.iter().any(|clause| !clause.background && signed(clause));
        let beside = |clause: &Clause| clause.background || clause.title && first.plan.is_some();
        if planned && !own.iter().any(|clause| !beside(clause) && clause.sign.is_some() && signed(clause)) {
            return Status::Direncanakan;
        }
        // "Pemkab dan Kantor Imigrasi merampungkan naskah MoU. Naskah itu dijadwalkan ditandatangani pada 10 Februari"
        let scheduled = |clause: &&Clause| {
            let form = |clause: &Clause| clause.forms.first().map(|(form, _)| *form);
            let same = form(clause).is_none() || form(clause) == form(first);
            same && clause.plan.zip(clause.sign).is_some_and(|(plan, sign)| plan <= sign)
        };
        let own_day = own.iter().filter(|clause| clause.sentence <= own[0].sentence + 2).any(scheduled);
        if !signed_now && !ended && !renewed && own_day {
            return Status::Direncanakan;
        }
        if renewed && (signed_now || !ended || first.renew > first.end) {
            return Status::Diperpanjang;
        }
        let ends_first = first.end.is_some() || title.is_some_and(|title| title.end.is_some() && title.sign.is_none());
        if ended && ends_first {
            return Status::Berakhir;
        }
        let early = own.iter().filter(|clause| clause.sentence <= own[0].sentence + 6);
        if early.clone().all(|clause| clause.plan.is_some()) {
            return Status::Direncanakan;
        }
        return Status::Ditandatangani;
    }
    if first.plan.is_some() {
        Status::Direncanakan
    } else if first.end.is_some() || ends_behind(clauses, draft) {
        Status::Berakhir
    } else {
        Status::Ditandatangani
    }
}

/// "PKS A dan B selesai bulan ini. “Mudah-mudahan segera ditandatangani”": is the signing wished for, and no act told? Not by the name of
/// "RS Harapan".
fn only_hoped_for(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> bool {
    let name = |wish: usize, clause: &Clause| document.tokens.list[wish].capital && wish > clause.first;
    let hoped = |clause: &Clause| {
        let sign = clause.sign.or(clause.signing);
        let before = |(wish, sign): (usize, usize)| wish < sign && !name(wish, clause);
        clause.wish.zip(sign).is_some_and(before) && clause.act() == sign
    };
    let own = || draft.clauses.iter().map(|index| &clauses[*index]);
    !draft.background && own().any(hoped) && own().all(|clause| hoped(clause) || clause.act().is_none())
}

/// "Pada 2016 Kolaka membuat kesepakatan dengan Luwu. Namun kesepakatan itu dibatalkan kedua pihak": does the sentence behind an
/// older agreement tell that it ended?
fn ends_behind(clauses: &[Clause], draft: &Draft) -> bool {
    let last = draft.clauses[draft.clauses.len() - 1];
    clauses.get(last + 1).is_some_and(|next| {
        let it = (next.paper || next.names_one()) && !next.actors.iter().any(Actor::takes_part);
        it && next.end.is_some() && next.wish.is_none() && !next.quoted
    })
}

/// "Kesepakatan bersama ini memperbarui kesepakatan yang diteken tahun 2018": does a sentence near the report say so of the document?
fn renews_older(clauses: &[Clause], draft: &Draft) -> bool {
    const NEAR: usize = 5;
    let first = draft.clauses[0];
    clauses.iter().skip(first + 1).take(NEAR).any(|clause| {
        let Some(renew) = clause.renew.filter(|_| clause.act() == clause.renew) else { return false };
        let document = |(_, at): &(Form, usize)| *at < renew && renew - at <= 4;
        tells_of_renewal(clause, draft) && clause.all_forms().any(document)
    })
}

/// Does a sentence behind the report tell of a renewal of this document, neither one to come, "Setelah lima tahun MoU akan
/// diperpanjang", nor that of another partner's?
fn tells_of_renewal(clause: &Clause, draft: &Draft) -> bool {
    let calm = clause.wish.or(clause.plan).is_none() && !clause.negate && !clause.quoted && !clause.begins_after;
    let own = |actor: &Actor| actor.side.as_ref().is_none_or(|side| parties::contains(&draft.sides, side));
    clause.renew.is_some() && calm && clause.actors.iter().filter(|actor| actor.takes_part()).all(own)
}

/// "Kesepakatan dengan Unand merupakan perpanjangan": is it the one among several that a sentence says is renewed?
fn renews_with(clauses: &[Clause], draft: &Draft) -> bool {
    clauses.iter().any(|clause| {
        let mut named = clause.actors.iter().filter(|actor| actor.apart && actor.takes_part()).peekable();
        let own = |actor: &Actor| actor.side.as_ref().is_some_and(|side| parties::contains(&draft.sides, side));
        let told = clause.renew.is_some() && (clause.paper || clause.names_one()) && clause.act() == clause.renew;
        told && named.peek().is_some() && named.all(own) && clause.wish.is_none() && !clause.negate && !clause.quoted
    })
}

#[cfg(test)]
mod tests {
    use super::by_words;
    use crate::{
        agreements::{clauses::Clause, draft::Draft},
        model::Status,
    };

    /// The status of what a headline and the sentence below it report.
    fn status_of(headline: Clause, lead: Clause, background: bool) -> Status {
        let clauses = [Clause { title: true, ..headline }, lead];
        let draft = Draft { sides: Vec::new(), hub: None, clauses: vec![1], background, shares_details: false };
        by_words(&clauses, &draft, true)
    }

    fn signs() -> Clause {
        Clause { sign: Some(20), ..Clause::default() }
    }

    #[test]
    fn signed_unless_planned_before() {
        assert_eq!(status_of(Clause::default(), signs(), false), Status::Ditandatangani);
        let planned = Clause { plan: Some(18), ..signs() };
        assert_eq!(status_of(Clause::default(), planned.clone(), false), Status::Direncanakan);
        assert_eq!(status_of(Clause::default(), planned, true), Status::Direncanakan);
    }

    #[test]
    fn a_planning_headline_gives_way_to_a_signing() {
        let headline = || Clause { plan: Some(1), ..Clause::default() };
        assert_eq!(status_of(headline(), Clause::default(), false), Status::Direncanakan);
        assert_eq!(status_of(headline(), signs(), false), Status::Ditandatangani);
        assert_eq!(status_of(headline(), Clause { quoted: true, ..signs() }, false), Status::Direncanakan);
    }

    #[test]
    fn renewed_and_ended_beat_signed() {
        let renewed = Clause { renew: Some(15), ..signs() };
        assert_eq!(status_of(Clause::default(), renewed, false), Status::Diperpanjang);
        let ended = || Clause { end: Some(15), ..signs() };
        assert_eq!(status_of(Clause::default(), ended(), false), Status::Berakhir);
        assert_eq!(status_of(Clause::default(), ended(), true), Status::Berakhir);
    }
}
