//! What a cooperation covers: sectors from its scope, and its subject in the article's words.

mod sentences;
mod subject;

use std::{collections::BTreeMap, ops::Range};

use super::{
    clauses::{Actor, Clause, Role, Who},
    draft::Draft,
    parties::{self, Side},
    sides::group,
};
use crate::{
    lexicon::cues::{Cue, RoleCue},
    model::{RegionCode, Sector, Span},
    read::{Document, proper_names::NameKind},
};
use sentences::{about_something_else, announces, follows_up, goes_on, list_end, list_start, speaks_of_scope};

pub(super) use subject::subject;

/// The sectors of a draft, each with the first words that name it.
pub(super) fn sectors(
    document: &Document<'_>,
    clauses: &[Clause],
    drafts: &[Draft],
    draft: &Draft,
) -> BTreeMap<Sector, Span> {
    let mut found = BTreeMap::new();
    if draft.background && !draft.shares_details {
        for index in &draft.clauses {
            collect(document, &clauses[*index], draft, drafts, &mut found);
        }
        // "MoU tersebut menyangkut pariwisata dan pendidikan", right behind.
        if let Some([last, behind]) = draft.clauses.last().and_then(|last| clauses.get(*last..last + 2))
            && document.tokens.sentences[last.sentence].line == document.tokens.sentences[behind.sentence].line
            && behind.actors.iter().all(|actor| parties::side_of(document, actor).is_none())
            && speaks_of_scope(document, behind)
        {
            collect(document, behind, draft, drafts, &mut found);
        }
        return found;
    }
    let first = draft.clauses[0];
    let alone = drafts.iter().filter(|other| !other.background).count() == 1;
    let mut open = false;
    let mut named = Spoken::default();
    for (index, clause) in clauses.iter().enumerate() {
        let own = draft.clauses.contains(&index);
        // "Adapun kesepakatan dengan Unand …. Lingkupnya pendidikan dan kesehatan": of that partner alone, to the end
        // of the paragraph.
        if drafts.len() > 1 && !named.includes(document, clause, draft, drafts) {
            open = false;
            continue;
        }
        // A list "Dengan Konsel: …" is that partner's alone.
        if let Some(for_partner) = partner_of_list(document, clause, drafts) {
            if draft.sides.iter().any(|side| side.region() == Some(for_partner)) {
                collect(document, clause, draft, drafts, &mut found);
            }
            continue;
        }
        // "Dengan PT X tentang cadangan pangan": of that partner's agreement alone.
        if !own && drafts.len() > 1 && !speaks_of(document, clause, draft, drafts) {
            continue;
        }
        let others = !own && drafts.iter().any(|other| other.clauses.contains(&index)) && !alone;
        if others {
            continue;
        }
        if !own && (clause.background && clause.items.is_empty() || about_something_else(clause)) {
            open = false;
            continue;
        }
        let reports = own && (clause.reports() || clause.title) || clause.title && alone;
        let near = index + 2 >= first;
        if reports || near && speaks_of_scope(document, clause) {
            collect(document, clause, draft, drafts, &mut found);
            open = true;
        } else if near && index <= first + 6 && announces(document, clause) {
            open = true;
        } else if open && (goes_on(document, clause) || index > 0 && follows_up(document, &clauses[index - 1], clause))
        {
            collect(document, clause, draft, drafts, &mut found);
        } else {
            open = false;
        }
    }
    if found.is_empty() {
        from_agencies(document, clauses, draft, &mut found);
    }
    if found.is_empty() && !draft.background {
        from_headline(document, clauses, &mut found);
    }
    found
}

/// "Dengan Konsel :" above a list.
fn partner_of_list(document: &Document<'_>, clause: &Clause, drafts: &[Draft]) -> Option<RegionCode> {
    if clause.items.is_empty() || clause.last - clause.first > 5 || drafts.len() < 2 {
        return None;
    }
    let dengan = (clause.first..clause.last).any(|at| document.words(at, at + 1).eq_ignore_ascii_case("dengan"));
    let region = clause.actors.iter().filter(|actor| !actor.listed).find_map(|actor| match actor.who {
        Who::Region { code, .. } => Some(code),
        _ => None,
    });
    region.filter(|_| dengan)
}

/// Does a sentence that names the partner of one agreement name this one's, or no partner at all?
fn speaks_of(document: &Document<'_>, clause: &Clause, draft: &Draft, drafts: &[Draft]) -> bool {
    let partners: Vec<_> = clause
        .actors
        .iter()
        .filter(|actor| actor.role == Role::Partner && !actor.listed)
        .filter_map(|actor| parties::side_of(document, actor))
        .filter(|side| drafts.iter().any(|other| other.sides.iter().any(|known| known.is(side))))
        .filter(|side| drafts.iter().any(|other| !other.sides.iter().any(|known| known.is(side))))
        .collect();
    partners.is_empty() || partners.iter().any(|side| draft.sides.iter().any(|known| known.is(side)))
}

/// Which agreements the paragraph speaks of.
#[derive(Default)]
struct Spoken {
    /// The line of the text, and whether the draft at hand is among those that it names.
    line: Option<(usize, bool)>,
}

impl Spoken {
    /// Does a sentence speak of the draft? One that names the partner of another agreement does not, nor do those
    /// behind it in the paragraph, until one speaks of all.
    fn includes(&mut self, document: &Document<'_>, clause: &Clause, draft: &Draft, drafts: &[Draft]) -> bool {
        let line = document.tokens.sentences[clause.sentence].line;
        let all = clause.each || clause.together || group(document, clause).is_some();
        let acts = |actor: &&Actor| matches!(actor.role, Role::Subject | Role::Partner) && !actor.listed;
        let sides = clause.actors.iter().filter(acts).filter_map(|actor| parties::side_of(document, actor));
        let named: Vec<Side> = sides.filter(|side| tells_apart(drafts, side)).collect();
        if !named.is_empty() {
            self.line = Some((line, named.iter().any(|side| parties::contains(&draft.sides, side))));
        } else if all || self.line.is_some_and(|(known, _)| known != line) {
            self.line = None;
        }
        self.line.is_none_or(|(_, included)| included)
    }
}

/// Takes the terms behind the words that open the scope, and those of the list.
fn collect(
    document: &Document<'_>,
    clause: &Clause,
    draft: &Draft,
    drafts: &[Draft],
    found: &mut BTreeMap<Sector, Span>,
) {
    let list_end = list_end(document, clause).filter(|end| clause.scope.is_none_or(|scope| *end <= scope + 1));
    let from = if clause.title || list_end.is_some() {
        clause.first
    } else {
        clause
            .scope
            .or_else(|| list_start(document, clause))
            .or_else(|| behind_document(clause))
            .unwrap_or(clause.first)
    };
    let list = clause.scope.is_some() || !clause.items.is_empty();
    let mut take = |first: usize, last: usize, in_list: bool| {
        for term in document.sectors.iter().filter(|term| first <= term.first && term.last <= last) {
            if let Some(sector) = term.value.sector
                && (in_list || !term.value.weak)
                && !in_a_name(document, term.first)
            {
                found.entry(sector).or_insert(term.span);
            }
        }
    };
    take(from, list_end.unwrap_or_else(|| scope_end(document, clause, from)), list && !clause.title);
    for item in &clause.items {
        let sentence = document.tokens.sentences[*item];
        if !of_others(document, clause, sentence.first..sentence.last, draft, drafts) {
            take(sentence.first, sentence.last, true);
        }
    }
}

/// "- Provinsi Bali: pariwisata dan peternakan": does an item of a list name the partner of another agreement?
fn of_others(document: &Document<'_>, clause: &Clause, item: Range<usize>, draft: &Draft, drafts: &[Draft]) -> bool {
    let sides = clause.actors.iter().filter(|actor| item.contains(&actor.first));
    let named: Vec<Side> =
        sides.filter_map(|actor| parties::side_of(document, actor)).filter(|side| tells_apart(drafts, side)).collect();
    !named.is_empty() && !named.iter().any(|side| parties::contains(&draft.sides, side))
}

/// Is it a side of some of the agreements only?
fn tells_apart(drafts: &[Draft], side: &Side) -> bool {
    let has = |draft: &Draft| parties::contains(&draft.sides, side);
    drafts.iter().any(has) && !drafts.iter().all(has)
}

/// "MoU komoditas pangan": the subject stands right behind the form.
fn behind_document(clause: &Clause) -> Option<usize> {
    clause.forms.first().map(|(_, at)| *at)
}

/// The scope ends where onlookers or the speaker of a quotation begin: "…, kata Sekda". Within the words that
/// open a list a speaker may stand too: "Bidangnya, kata Nabit, terdiri atas …".
fn scope_end(document: &Document<'_>, clause: &Clause, from: usize) -> usize {
    let behind = |at: usize| document.sectors_in(at, clause.last).count();
    document
        .cues_in(from + 1, clause.last)
        .find(|cue| match cue.value {
            Cue::Role(RoleCue::Witness) => true,
            Cue::SpeakerBehind | Cue::SpeakerBefore => behind(cue.first) < 2,
            _ => false,
        })
        .map_or(clause.last, |cue| cue.first)
}

/// Terms in the names of offices, agencies and organisations are no scope: "Kepala Dinas Pertanian".
fn in_a_name(document: &Document<'_>, at: usize) -> bool {
    document.names.iter().any(|name| {
        matches!(name.value.kind, NameKind::Organisation(_) | NameKind::Venue) && name.first <= at && at < name.last
    }) || document.people.iter().any(|person| person.first <= at && at < person.last)
}

/// "Bapenda Kota Serang menandatangani PKS dengan Bank Banten": where nothing else is told, what the agency works
/// in.
fn from_agencies(document: &Document<'_>, clauses: &[Clause], draft: &Draft, found: &mut BTreeMap<Sector, Span>) {
    for clause in draft.clauses.iter().map(|index| &clauses[*index]).filter(|clause| clause.reports() && !clause.speech)
    {
        let acts = clause.act().unwrap_or(clause.last);
        for agency in document.agencies.iter().filter(|agency| clause.first <= agency.first && agency.last <= acts) {
            for sector in &agency.value {
                found.entry(*sector).or_insert(agency.span);
            }
        }
    }
}

/// "11 Kabupaten Pakai Aplikasi Bandung": where no scope is told, what the headline is about.
fn from_headline(document: &Document<'_>, clauses: &[Clause], found: &mut BTreeMap<Sector, Span>) {
    for title in clauses.iter().filter(|clause| clause.title) {
        for (sector, span) in document.sectors_in(title.first, title.last) {
            found.entry(sector).or_insert(span);
        }
    }
}
