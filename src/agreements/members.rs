//! Members and signers that a list names: "Mitranya yaitu …", "Berikut pejabat yang membubuhkan tanda tangan: …".

use super::{
    clauses::{Actor, Clause, Role, Who},
    draft::{Draft, push_or_join},
    parties::{self, Side},
    sides::drop_labels,
};
use crate::{
    lexicon::{
        cues::{Cue, RoleCue},
        lists::List,
        regions::TypeRole,
    },
    model::{Level, RegionCode},
    read::{Document, tokens::Gap},
};

/// A report whose partners are named later: "menandatangani tujuh naskah" … "Ketujuh kampus itu yaitu: …".
pub(super) struct Open {
    /// The side that is named; none when all are yet to be.
    pub(super) sides: Vec<Side>,
    /// The clause that reports.
    pub(super) clause: usize,
}

/// "Keempatnya ialah …", "Berikut pejabat yang membubuhkan tanda tangan: …": does the sentence list members?
///
/// Where members are `awaited`, four or more are a list without a word for it.
pub(super) fn lists_members(document: &Document<'_>, clause: &Clause, reports: bool, awaited: bool) -> bool {
    let named = |actor: &&Actor| matches!(actor.role, Role::Subject | Role::Partner | Role::Besides);
    let sides = parties::of_actors(clause.actors.iter().filter(named));
    // "PKS yang dimaksud yaitu antara Pemkot A dan Pemkab B"
    let pair = clause.pairs == 1 && sides.len() == 2 && clause.names_document_between();
    if sides.len() < 2 || clause.speech || pair {
        return false;
    }
    let colon = (clause.first + 1..clause.last).any(|at| document.tokens.list[at].gap.has(Gap::COLON));
    let list = clause.list || colon || clause.actors.iter().any(|actor| actor.listed);
    // "Penandatanganan dilakukan oleh Gubernur A, Gubernur B dan Gubernur C."
    let people = || clause.actors.iter().filter(|actor| matches!(actor.who, Who::Person(_)) && named(actor)).count();
    let by = || document.listed_in(List::NamesSigners, clause.first, clause.last).next().is_some();
    let signing = clause.signing.is_some() && by() && people() > 2;
    let signers = reports || (clause.sign.is_some() || signing) && !clause.is_false_friend();
    let many = sides.len() >= 4;
    // "Kedua daerah asal Jambi itu yakni A dan B"
    let counted = || clause.group.is_some_and(|group| group.count == sides.len());
    // "Anggota KUNCI BERSAMA terdiri dari Kabupaten Kuningan, …"
    let anggota = document.listed(List::MemberNoun, clause.first);
    let members = || anggota && many && clause.list;
    // "Masing-masing mitra meneken MoU sendiri. Dari kalangan kampus ada A, B dan C."
    let calm = clause.act().is_none() && !clause.names_one() && !clause.quoted;
    let there = || list || document.listed_in(List::ThereIs, clause.first, clause.last).next().is_some();
    let partners = awaited && calm && many && there() && sides.iter().all(|side| side.region().is_none());
    let roster = partners || clause.roster && (list || many && awaited) || list && counted() || members();
    signers || clause.members || roster
}

/// "Mitranya adalah Universitas Brawijaya.": does the sentence name one member, and no more? Not "Selain ketiga pemkab, ada satu
/// pihak lagi yang ikut, yakni …".
pub(super) fn names_one_member(clause: &Clause) -> bool {
    let one = || parties::of_actors(clause.actors.iter().filter(|actor| actor.takes_part())).len() == 1;
    let list = clause.members && clause.list && clause.sign.is_none();
    list && clause.group.is_none() && !clause.speech && one()
}

/// "Penandatangannya adalah …": does a sentence begin with the noun for those who sign?
pub(super) fn names_signers(document: &Document<'_>, clause: &Clause) -> bool {
    (clause.roster || clause.members) && document.listed(List::SignerNoun, clause.first)
}

/// "Kabupaten yang terlibat adalah:": the members follow in sentences of their own.
pub(super) fn opens_list(document: &Document<'_>, clause: &Clause) -> bool {
    let end = document.tokens.span(clause.first, clause.last).end();
    let colon = || document.article.text()[end..].trim_start().starts_with(':');
    (clause.members || clause.roster) && clause.items.is_empty() && colon()
}

/// "Dari Kalsel ikut Tabalong, Balangan dan Kotabaru", "Kalsel: Tabalong, Balangan": does a sentence behind a list go
/// on with it? Where all members are yet to be named, one will do: "Dari tuan rumah Gubernur DIY".
pub(super) fn goes_on(document: &Document<'_>, clause: &Clause, awaited: bool) -> bool {
    let words = document.words(clause.first, (clause.first + 2).min(clause.last));
    let starts = label(document, clause).is_some() || document.lexicons.lists.begins(List::RosterGoesOn, words);
    let listed = still_listed(document, clause).len();
    // "Di tingkat kabupaten dan kota, daerah pengirimnya Kota Bandung, Kuningan, …"
    // Not "Hadir antara lain Ketua DPRD A, Wali Kota B, …".
    let looks_on = clause.actors.iter().any(|actor| actor.role == Role::Witness);
    let only_lists = listed >= 4 && clause.act().is_none() && !clause.names_one() && !looks_on;
    let enough = if awaited { listed >= 1 } else { listed >= 2 };
    // "Dua dari tingkat provinsi, yakni Papua dan Papua Barat"
    let count = || document.lexicons.lists.number(List::Collective, document.words(clause.first, clause.first + 1));
    let counted = clause.list && clause.act().is_none() && count() == Some(listed);
    (starts && enough || only_lists || counted) && !clause.speech
}

/// "Kalsel: Tabalong, Balangan": what stands before the colon at the start.
fn label<'c>(document: &Document<'_>, clause: &'c Clause) -> Option<&'c Actor> {
    clause.actors.first().filter(|label| {
        let behind = label.last;
        label.first == clause.first && behind < clause.last && document.tokens.list[behind].gap.has(Gap::COLON)
    })
}

/// "- Provinsi Bali: pariwisata": those whom each item of a list names before a colon.
pub(super) fn labels_of_items(document: &Document<'_>, clause: &Clause) -> Vec<Side> {
    let mut sides = Vec::new();
    for item in clause.items.iter().map(|item| document.tokens.sentences[*item]) {
        let label = clause
            .actors
            .iter()
            .find(|actor| actor.listed && actor.first == item.first)
            .filter(|label| label.last < item.last && document.tokens.list[label.last].gap.has(Gap::COLON));
        if let Some(side) = label.and_then(|label| label.side.as_ref()) {
            parties::add(&mut sides, side);
        }
    }
    sides
}

/// Those whom a sentence that goes on with a list names: all but the label of their province, whatever they do.
pub(super) fn still_listed(document: &Document<'_>, clause: &Clause) -> Vec<Side> {
    let labelled = usize::from(label(document, clause).is_some());
    let listed = |actor: &&Actor| !matches!(actor.role, Role::Aside | Role::Venue | Role::Topic);
    let mut sides = parties::of_actors(clause.actors[labelled..].iter().filter(listed));
    drop_labels(clause, &mut sides, &mut Vec::new());
    sides
}

/// "Selain Gusnar, yang membubuhkan tanda tangan ialah Wali Kota Adhan Dambea, …": who signs besides those listed, before them.
pub(super) fn with_known_member(clause: &Clause, listed: Vec<Side>) -> Vec<Side> {
    let besides = clause.actors.iter().filter(|actor| actor.role == Role::Besides && clause.members);
    let mut sides: Vec<Side> = besides.filter_map(|actor| actor.side.clone()).collect();
    for side in &listed {
        parties::add(&mut sides, side);
    }
    sides
}

/// Adds listed members to the agreement that they belong to, or opens the one that was waiting for them.
pub(super) fn add_members(
    drafts: &mut Vec<Draft>,
    open: &mut Option<Open>,
    clauses: &[Clause],
    index: usize,
    listed: Vec<Side>,
) {
    let clause = &clauses[index];
    if clause.pairs_listed && clause.pairs >= 2 && drafts.is_empty() {
        let opened = open.take();
        for pair in 1..=clause.pairs {
            let sides = parties::of_pair(clause, pair);
            if sides.len() >= 2 {
                push_or_join(drafts, sides, None, index, false, clause);
            }
        }
        for draft in drafts {
            draft.clauses.extend(opened.as_ref().map(|open| open.clause));
        }
        return;
    }
    if drafts.is_empty() {
        match open.take() {
            Some(open) => open_drafts(drafts, open, clauses, index, listed),
            None => {
                // "Kota yang menjadi mitra Bandung yakni …": of what, another sentence tells.
                let named = || clauses.iter().any(|other| other.names_one() || other.paper);
                let acts = clause.reports() || (clause.sign.is_some() || clause.join.is_some()) && named();
                // "Bupati Nanang meneken satu per satu bersama: - Rektor A - Rektor B"
                if acts && let Some((hub, spokes)) = hub_of_list(clause, &listed) {
                    for spoke in spokes {
                        push_or_join(drafts, vec![hub.clone(), spoke.clone()], Some(hub.clone()), index, false, clause);
                    }
                    return;
                }
                if acts && listed.len() >= 2 && listed.iter().any(|side| side.region().is_some()) {
                    push_or_join(drafts, listed, None, index, false, clause);
                }
            }
        }
    } else if let Some(hub) = drafts.iter().find_map(|draft| draft.hub.clone()) {
        // "Dari kalangan kampus ada A, B dan C. Selebihnya PT D dan Bank E.": more spokes.
        let known = |side: &Side| drafts.iter().any(|draft| parties::contains(&draft.sides, side));
        let others = listed.iter().all(|side| side.region().is_none() && !known(side));
        if others && hub.region().is_some() && clause.act().is_none() {
            for spoke in listed {
                push_or_join(drafts, vec![hub.clone(), spoke], Some(hub.clone()), index, false, clause);
            }
            return;
        }
        let shares = |draft: &&mut Draft| draft.sides.iter().any(|side| parties::contains(&listed, side));
        for draft in drafts.iter_mut().filter(shares) {
            draft.clauses.push(index);
        }
    } else {
        // The last draft that shares a member, or the last one.
        let shares = |draft: &Draft| draft.sides.iter().any(|side| parties::contains(&listed, side));
        let at = drafts.iter().rposition(shares).unwrap_or(drafts.len() - 1);
        // "Di sela acara, PT A dan PT B meneken kontrak dengan PT C": what companies sign among themselves.
        let among_themselves = listed.iter().all(|side| side.region().is_none()) && !shares(&drafts[at]);
        // "Universitas A dan Universitas B meneken nota sendiri. Penandatangannya Rektor X dan Rektor Y."
        let told_before = || {
            let before = &clauses[index.saturating_sub(1)];
            let (mut sides, partners) = parties::of_clause(before);
            sides.extend(partners);
            before.reports() && sides.len() >= 2 && sides.iter().all(|side| side.region().is_none())
        };
        if among_themselves && (clause.sign.is_some() || told_before()) {
            return;
        }
        // "… dengan Palangka Raya, esoknya Bandung menandatangani MoU dengan tujuh kota": the seven are others.
        let known: Vec<&Side> = listed.iter().filter(|side| parties::contains(&drafts[at].sides, side)).collect();
        if let [hub] = known[..]
            && clauses[drafts[at].clauses[0]].counted_partners
        {
            for spoke in listed.iter().filter(|side| !side.is(hub)) {
                push_or_join(drafts, vec![hub.clone(), spoke.clone()], Some(hub.clone()), index, false, clause);
            }
            return;
        }
        // "Pemprov A dan Pemprov B meneken MoU. … Dua kabupaten yang bersentuhan yaitu C dan D": parts of the provinces that agreed.
        let province_of = |side: &Side| side.region().filter(|code| !code.is_province()).map(RegionCode::province);
        let inside = |side: &Side| {
            province_of(side).is_some_and(|province| parties::contains(&drafts[at].sides, &Side::Region(province)))
        };
        let provinces = drafts[at].sides.iter().filter_map(Side::region).filter(|code| code.is_province()).count();
        let calm = clause.act().is_none() && !clause.names_one() && !clause.members;
        if calm && provinces == 2 && drafts[at].sides.len() == 2 && listed.iter().all(inside) {
            return;
        }
        for side in &listed {
            parties::add(&mut drafts[at].sides, side);
        }
        drafts[at].clauses.push(index);
    }
}

/// The only one named before a list of others, with each of whom there is an agreement.
pub(super) fn hub_of_list<'l>(clause: &Clause, listed: &'l [Side]) -> Option<(&'l Side, &'l [Side])> {
    let (hub, spokes) = listed.split_first()?;
    let own = |actor: &Actor| actor.side.as_ref().is_none_or(|side| side.is(hub));
    let mut before = clause.actors.iter().filter(|actor| actor.takes_part() && !actor.listed);
    let alone = before.next().is_some_and(own) && before.all(own);
    (clause.each && !clause.items.is_empty() && !clause.pairs_listed && spokes.len() > 1 && alone)
        .then_some((hub, spokes))
}

/// One agreement for each member where a sentence says so ("masing-masing satu naskah"), else one for all.
fn open_drafts(drafts: &mut Vec<Draft>, open: Open, clauses: &[Clause], index: usize, listed: Vec<Side>) {
    let clause = &clauses[index];
    // "Satu naskah MoU diteken bersama. Ketujuhnya yakni …": that of the list itself only says that they are listed.
    let one_for_all = clauses[open.clause..index].iter().any(|clause| clause.together);
    let each = clauses[open.clause..=index].iter().any(|clause| clause.each) && !one_for_all;
    let members: Vec<Side> = listed.into_iter().filter(|side| !parties::contains(&open.sides, side)).collect();
    match &open.sides[..] {
        [hub] if each => {
            for spoke in members {
                push_or_join(drafts, vec![hub.clone(), spoke], Some(hub.clone()), open.clause, false, clause);
            }
        }
        _ => {
            let mut sides = open.sides;
            for side in &members {
                parties::add(&mut sides, side);
            }
            push_or_join(drafts, sides, None, open.clause, false, clause);
        }
    }
    for draft in drafts {
        draft.clauses.push(index);
    }
}

/// "Pemerintah provinsi bersama keenam daerah itu menandatangani …", "ditandatangani gubernur bersama bupati dan wali kota
/// se-NTB, yakni …": the province that signs with its own regencies and cities, and is named only by its office.
pub(super) fn add_province(document: &Document<'_>, clauses: &[Clause], draft: &mut Draft) {
    let regions: Vec<RegionCode> = draft.sides.iter().filter_map(Side::region).collect();
    let [first, ..] = regions[..] else { return };
    let province = first.province();
    let others = regions.len() >= 3
        && regions.len() == draft.sides.len()
        && regions.iter().all(|code| !code.is_province() && code.province() == province);
    let signs = |index: &usize| {
        let clause = &clauses[*index];
        let kinds = &document.lexicons.regions.types;
        // Where the name of its office or government ends.
        let office = |at: usize| {
            let (n, kinds) = document.tokens.phrase(kinds, at, clause.last)?;
            let governs = matches!(kinds[0].role, TypeRole::Government | TypeRole::Head);
            (governs && kinds[0].level == Some(Level::Provinsi)).then_some(at + n)
        };
        let jointly = |at: usize| {
            let mut cues = document.cues_in(at, at + 1);
            cues.any(|cue| cue.value == Cue::Role(RoleCue::Jointly))
        };
        let looked_on = |at: usize| {
            let mut before = document.cues_in(clause.first, at);
            before.any(|cue| matches!(cue.value, Cue::Role(RoleCue::Witness)))
        };
        clause.tells_of_signing()
            && (clause.first..clause.last).any(|at| office(at).is_some_and(jointly) && !looked_on(at))
    };
    if others && draft.clauses.iter().any(signs) {
        parties::add(&mut draft.sides, &Side::Region(province));
    }
}

/// "Tujuh Pemko di Sumbar Teken MoU dengan Semen Padang": the partner whom only the headline names beside governments that
/// it counts, when the text lists exactly so many.
pub(super) fn add_partner_of_headline(clauses: &[Clause], draft: &mut Draft) {
    let Some(title) = clauses.iter().find(|clause| clause.title).filter(|title| title.reports()) else { return };
    let regional = draft.sides.iter().all(|side| side.region().is_some());
    let counted = title.group.is_some_and(|group| group.count > 2 && group.count == draft.sides.len());
    let (_, partners) = parties::of_clause(title);
    if let [partner] = &partners[..]
        && partner.region().is_none()
        && regional
        && counted
        && !draft.background
    {
        parties::add(&mut draft.sides, partner);
    }
}

/// "Ketiga daerah sekaligus menandatangani satu perjanjian kerja sama": one more document, of all the sides
/// that the spokes before have.
pub(super) fn further_document(drafts: &[Draft], clause: &Clause) -> Option<Draft> {
    let hubs: Vec<&Draft> = drafts.iter().filter(|draft| draft.hub.is_some() && !draft.background).collect();
    if hubs.len() < 2 || !clause.together || clause.form().is_none() || clause.sign.is_none() {
        return None;
    }
    let mut sides = Vec::new();
    for side in hubs.iter().flat_map(|draft| &draft.sides) {
        parties::add(&mut sides, side);
    }
    Some(Draft { sides, hub: None, clauses: vec![], background: false, shares_details: false })
}
