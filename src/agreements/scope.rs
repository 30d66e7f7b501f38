//! What a cooperation covers: sectors from its scope, and its subject in the article's words.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    clauses::{Clause, Role, Who},
    draft::Draft,
    parties,
};
use crate::{
    lexicon::{
        cues::{Cue, RoleCue},
        lists::List,
    },
    model::{Sector, Span},
    read::{Document, proper_names::NameKind, tokens::Gap},
};

/// The sectors of a draft, each with the first words that name it.
pub(crate) fn sectors(
    document: &Document<'_>,
    clauses: &[Clause],
    drafts: &[Draft],
    draft: &Draft,
) -> BTreeMap<Sector, Span> {
    let mut found = BTreeMap::new();
    if draft.background && !draft.shares_details {
        for index in &draft.clauses {
            collect(document, &clauses[*index], &mut found);
        }
        return found;
    }
    let first = draft.clauses[0];
    let alone = drafts.iter().filter(|other| !other.background).count() == 1;
    let mut open = false;
    for (index, clause) in clauses.iter().enumerate() {
        let own = draft.clauses.contains(&index);
        // A list "Dengan Konsel: …" is that partner's alone.
        if let Some(for_partner) = partner_of_list(document, clause, drafts) {
            if draft.sides.iter().any(|side| side.region() == Some(for_partner)) {
                collect(document, clause, &mut found);
            }
            continue;
        }
        // "Dengan PT X tentang cadangan pangan": of that partner's agreement alone.
        if !own && drafts.len() > 1 && !speaks_of(document, clause, draft, drafts) {
            continue;
        }
        let others = !own && drafts.iter().any(|other| other.clauses.contains(&index)) && !alone;
        if others && index != first {
            continue;
        }
        let wished = clause.wish.is_some_and(|wish| clause.scope.is_none_or(|scope| wish < scope));
        if !own && (clause.background || wished) {
            open = false;
            continue;
        }
        let reports = own && (clause.reports() || clause.title) || clause.title && alone;
        if reports || index + 2 >= first && speaks_of_scope(document, clause) {
            collect(document, clause, &mut found);
            open = true;
        } else if open && goes_on(document, clause) {
            collect(document, clause, &mut found);
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

/// "Dengan Konsel :" above a list.
fn partner_of_list(document: &Document<'_>, clause: &Clause, drafts: &[Draft]) -> Option<crate::model::RegionCode> {
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

/// "Ruang lingkup kerja sama mencakup …", "Bidang yang dikerjasamakan terdiri atas …": a sentence about the
/// cooperation that opens a list of what it covers.
fn speaks_of_scope(document: &Document<'_>, clause: &Clause) -> bool {
    // "Ia merinci: kebudayaan, pariwisata, …": three sectors and more in a row are a list of the scope, whoever
    // says so.
    let from = clause.scope.or(list_start(document, clause));
    if from.is_some_and(|from| enumerates(document, clause, from) >= 3) && !about_something_else(clause) {
        return true;
    }
    // "Kegiatan yang dijalankan meliputi pendidikan dan penelitian"
    let list = document.cues_in(clause.first, clause.last).find(|cue| cue.value == Cue::List);
    if let Some(list) = list
        && !about_something_else(clause)
        && document.sectors_in(list.last, (list.last + 4).min(clause.last)).next().is_some()
        && document.sectors_in(list.last, clause.last).map(|(sector, _)| sector).collect::<BTreeSet<_>>().len() >= 2
    {
        return true;
    }
    let in_items: BTreeSet<Sector> = clause
        .items
        .iter()
        .map(|item| document.tokens.sentences[*item])
        .flat_map(|item| document.sectors_in(item.first, item.last).map(|(sector, _)| sector))
        .collect();
    if in_items.len() >= 2 && clause.actors.iter().all(|actor| !actor.listed) {
        return true;
    }
    let names_one = clause.names_one() || clause.weak_cooperation || clause.paper;
    // "Isi ketiga MoU itu sama: tata kelola pemerintahan"
    if names_one
        && !clause.speech
        && list_start(document, clause).is_some_and(|from| enumerates(document, clause, from) >= 1)
    {
        return true;
    }
    let Some(scope) = clause.scope else { return false };
    let head = document.words(scope, (scope + 2).min(clause.last));
    let strong = document.lexicons.lists.begins(List::ScopeNoun, head);
    // A quotation is scope only where it says so itself.
    if clause.speech || clause.quoted {
        return strong && (names_one || clause.list || !clause.items.is_empty());
    }
    names_one || strong && (clause.list || !clause.items.is_empty())
}

/// Where a list begins: behind "yakni", or behind a colon.
fn list_start(document: &Document<'_>, clause: &Clause) -> Option<usize> {
    let yakni = document.cues_in(clause.first, clause.last).find(|cue| cue.value == Cue::List);
    let colon = (clause.first + 1..clause.last).find(|at| document.tokens.list[*at].gap.has(Gap::COLON));
    yakni.map(|cue| cue.last).into_iter().chain(colon).min()
}

/// How many terms of at least two sectors stand behind `from`.
fn enumerates(document: &Document<'_>, clause: &Clause, from: usize) -> usize {
    let terms = document.sectors_in(from, clause.last).map(|(_, span)| span).collect::<BTreeSet<_>>().len();
    let sectors = document.sectors_in(from, clause.last).map(|(sector, _)| sector).collect::<BTreeSet<_>>().len();
    if sectors < 2 { sectors } else { terms }
}

/// What a region has, or wishes for, is not what was agreed.
fn about_something_else(clause: &Clause) -> bool {
    clause.wish.is_some_and(|wish| clause.scope.is_none_or(|scope| wish < scope))
}

/// "Selain itu, …", "Kemudian, …", "Sementara itu, pada sektor …": does the sentence go on with the list?
fn goes_on(document: &Document<'_>, clause: &Clause) -> bool {
    let words = document.words(clause.first, (clause.first + 3).min(clause.last));
    let starts = document.lexicons.lists.begins(List::ScopeGoesOn, words);
    let many = enumerates(document, clause, clause.first) >= 2;
    starts && (many || clause.scope.is_some() && !clause.speech && !clause.quoted)
}

/// Takes the terms behind the words that open the scope, and those of the list.
fn collect(document: &Document<'_>, clause: &Clause, found: &mut BTreeMap<Sector, Span>) {
    let from = if clause.title {
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
    take(from, scope_end(document, clause, from), list && !clause.title);
    for item in &clause.items {
        let sentence = document.tokens.sentences[*item];
        take(sentence.first, sentence.last, true);
    }
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

/// Without words that only lead on, and without a bracket that was cut: "… Digitalisasi Daerah (P2DD" is closed.
fn whole(document: &Document<'_>, subject: &str) -> String {
    let mut subject = subject;
    loop {
        subject = subject.trim_end_matches([',', ' ', '(', ';', ':', '.', '“', '"', '–', '-']);
        match subject.rsplit_once(' ') {
            Some((rest, last)) if document.lexicons.lists.has(List::LeadsOn, last) => subject = rest,
            _ => break,
        }
    }
    let open = subject.matches('(').count() > subject.matches(')').count();
    if open { format!("{subject})") } else { subject.to_owned() }
}

/// What it is about: the words behind "tentang", "terkait", "soal".
pub(crate) fn subject(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> Option<(String, Span)> {
    for index in &draft.clauses {
        let clause = &clauses[*index];
        let cue = document.cues_in(clause.first, clause.last).find(|cue| {
            cue.last < clause.last
                && cue.value == Cue::Role(RoleCue::Topic)
                && matches!(
                    document.words(cue.first, cue.last).to_lowercase().as_str(),
                    "tentang" | "terkait" | "terkait dengan" | "mengenai" | "perihal" | "soal" | "ihwal" | "menyangkut"
                )
        });
        let Some(cue) = cue else { continue };
        let end = document
            .cues_in(cue.last + 1, clause.last)
            .find(|other| {
                matches!(
                    other.value,
                    Cue::Role(RoleCue::Venue | RoleCue::Witness | RoleCue::Partner | RoleCue::Between | RoleCue::By)
                        | Cue::Sign
                        | Cue::SpeakerBehind
                        | Cue::SpeakerBefore
                )
            })
            .map_or(clause.last, |other| other.first);
        let end = document
            .dates
            .iter()
            .filter(|date| cue.last < date.first && date.first < end)
            .map(|date| date.first)
            .min()
            .unwrap_or(end);
        if end > cue.last {
            let span = document.tokens.span(cue.last, end);
            let words = span.one_line(document.article.text());
            return Some((whole(document, &words), span));
        }
    }
    None
}
