//! What a cooperation covers: sectors from its scope, and its subject in the article's words.

mod sentences;
mod subject;

use std::{collections::BTreeMap, ops::Range};

use super::{
    clauses::{Actor, Clause, Role, Who},
    draft::Draft,
    parties,
};
use crate::{
    lexicon::{
        cues::{Cue, RoleCue},
        lists::List,
    },
    model::{RegionCode, Sector, Span},
    read::{Document, Mention, proper_names::NameKind, sectors::SectorTerm, tokens::Gap},
};
use sentences::{
    about_something_else, announces, by_means_of_it, follows_up, goes_on, is_numbered, list_end, list_start,
    put_into_it, speaks_of_scope, tells_of_others,
};

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
            collect(document, &clauses[*index], draft, &mut found);
        }
        // "MoU tersebut menyangkut pariwisata dan pendidikan", right behind.
        if let Some([last, behind]) = draft.clauses.last().and_then(|last| clauses.get(*last..last + 2))
            && document.tokens.sentences[last.sentence].line == document.tokens.sentences[behind.sentence].line
            && behind.actors.iter().all(|actor| actor.side.is_none())
            && speaks_of_scope(document, behind)
        {
            collect(document, behind, draft, &mut found);
        }
        if found.is_empty()
            && let Some(main) = alike(document, clauses, drafts, draft)
        {
            return sectors(document, clauses, drafts, main);
        }
        return found;
    }
    let first = draft.clauses[0];
    let alone = drafts.iter().filter(|other| !other.background).count() == 1;
    let mut open = false;
    // "Ada tiga pokok. Pertama, …": a numbered list may go on behind other sentences: "Kedua, …".
    let mut numbered = false;
    let names_terms = |clause: &Clause| document.sectors_in(clause.first, clause.last).next().is_some();
    let mut named = Spoken::default();
    for (index, clause) in clauses.iter().enumerate() {
        let own = draft.clauses.contains(&index);
        // "Adapun kesepakatan dengan Unand …. Lingkupnya pendidikan dan kesehatan": of that partner alone, to the end
        // of the paragraph.
        if drafts.len() > 1 && !named.includes(document, clause, draft) {
            open = false;
            continue;
        }
        // A list "Dengan Konsel: …" is that partner's alone.
        if let Some(for_partner) = partner_of_list(document, clause, drafts) {
            if draft.has_region(for_partner) {
                collect(document, clause, draft, &mut found);
            }
            continue;
        }
        // "Dengan PT X tentang cadangan pangan": of that partner's agreement alone.
        if !own && drafts.len() > 1 && !speaks_of(clause, draft, drafts) {
            continue;
        }
        let others = !own && drafts.iter().any(|other| other.clauses.contains(&index)) && !alone;
        if others {
            continue;
        }
        // "Lewat MoU itu, pembangunan ingin dipercepat dari sektor pendidikan" tells it as a wish.
        let wished = || about_something_else(clause) && !(alone && by_means_of_it(document, clause));
        let elsewhere = || wished() || tells_of_others(document, clause);
        if !own && (clause.looks_back() && clause.items.is_empty() || elsewhere()) {
            open = false;
            continue;
        }
        // "Sedangkan Provinsi Kalbar soal perdagangan": a partner's sentence needs no verb.
        let partner_only = || {
            let told_apart = clause.actors.iter().filter(|actor| actor.apart).count();
            let topic = |cue: &Mention<Cue>| matches!(cue.value, Cue::Scope | Cue::Role(RoleCue::Topic));
            let about = document.cues_in(clause.first, clause.last).any(topic);
            told_apart == 1 && about && clause.act().is_none() && !clause.speech && !clause.quoted
        };
        // "Pemkot Yogyakarta menggandeng UNY dalam pendidikan. Nota kesepakatan ditandatangani …"
        let reports = own && (clause.reports() || clause.title || clause.join.is_some() || partner_only())
            || clause.title && alone
            || joins(document, clause, draft);
        let near = index + 2 >= first;
        if reports || near && speaks_of_scope(document, clause) {
            collect(document, clause, draft, &mut found);
            open = true;
        } else if (numbered || open && names_terms(clause)) && is_numbered(document, clause) {
            collect(document, clause, draft, &mut found);
            (open, numbered) = (true, true);
        } else if near && index <= first + 6 && announces(document, clause) {
            open = true;
            numbered = false;
        } else if open && (goes_on(document, clause) || index > 0 && follows_up(document, &clauses[index - 1], clause))
        {
            numbered |= is_numbered(document, clause);
            collect(document, clause, draft, &mut found);
        } else {
            open = false;
        }
    }
    if found.is_empty()
        && let Some(main) = alike(document, clauses, drafts, draft)
    {
        return sectors(document, clauses, drafts, main);
    }
    if found.is_empty() {
        from_agencies(document, clauses, draft, &mut found);
    }
    if found.is_empty() {
        from_bodies(document, clauses, draft, &mut found);
    }
    if found.is_empty() && !draft.background {
        from_headline(document, clauses, &mut found);
    }
    if found.is_empty() && alone {
        from_sentence_before(document, clauses, draft, &mut found);
    }
    found
}

/// "kesepakatan serupa", "MoU dengan ruang lingkup yang sama": the article's first draft, where this one, told behind it, is
/// said to cover the same.
fn alike<'d>(document: &Document<'_>, clauses: &[Clause], drafts: &'d [Draft], draft: &Draft) -> Option<&'d Draft> {
    let lists = &document.lexicons.lists;
    let words = |index: usize| document.words(clauses[index].first, clauses[index].last);
    let says = |index: usize| lists.within(List::Alike, words(index));
    // "Isinya serupa.", right behind.
    let behind = |index: usize| {
        let next = index + 1;
        next < clauses.len() && lists.begins(List::ScopeNoun, words(next)) && says(next)
    };
    let main = drafts.iter().find(|other| !other.background)?;
    let later = !std::ptr::eq(main, draft) && main.clauses[0] < draft.clauses[0];
    (later && draft.clauses.iter().any(|index| says(*index) || behind(*index))).then_some(main)
}

/// "Pemprov A menggandeng Pemprov B di bidang perdagangan. MoU diteken Selasa": does a sentence beside the report say that the
/// same sides join, and in what?
fn joins(document: &Document<'_>, clause: &Clause, draft: &Draft) -> bool {
    let sides = parties::of_actors(clause.actors.iter().filter(|actor| actor.takes_part()));
    let same = sides.len() >= 2 && sides.iter().all(|side| parties::contains(&draft.sides, side));
    let about = |join: usize| {
        let topic = |cue: &Mention<Cue>| matches!(cue.value, Cue::Scope | Cue::Role(RoleCue::Topic));
        document
            .cues_in(join + 1, clause.last)
            .any(|cue| topic(cue) && document.sectors_in(cue.last, cue.last + 3).next().is_some())
    };
    let joins = clause.join.or(clause.weak_join).is_some_and(about);
    same && joins && !clause.quoted && !clause.negate && clause.wish.is_none() && !clause.looks_back()
}

/// "Dengan Konsel :" above a list.
fn partner_of_list(document: &Document<'_>, clause: &Clause, drafts: &[Draft]) -> Option<RegionCode> {
    if clause.items.is_empty() || clause.last - clause.first > 5 || drafts.len() < 2 {
        return None;
    }
    let with = document.cues_in(clause.first, clause.last).any(|cue| cue.value == Cue::Role(RoleCue::Partner));
    let region = clause.actors.iter().filter(|actor| !actor.listed).find_map(|actor| match actor.who {
        Who::Region { code, .. } => Some(code),
        _ => None,
    });
    region.filter(|_| with)
}

/// Does a sentence that names the partner of one agreement name this one's, or no partner at all?
fn speaks_of(clause: &Clause, draft: &Draft, drafts: &[Draft]) -> bool {
    let partners: Vec<_> = clause
        .actors
        .iter()
        .filter(|actor| actor.role == Role::Partner && !actor.listed)
        .filter_map(|actor| actor.side.as_ref())
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
    fn includes(&mut self, document: &Document<'_>, clause: &Clause, draft: &Draft) -> bool {
        let line = document.tokens.sentences[clause.sentence].line;
        let all = clause.each || clause.together || clause.group.is_some();
        let acts = |actor: &&Actor| actor.takes_part() && !actor.listed && actor.apart;
        let mut named = clause.actors.iter().filter(acts).peekable();
        if named.peek().is_some() {
            self.line = Some((line, named.any(|actor| is_of(draft, actor))));
        } else if all || self.line.is_some_and(|(known, _)| known != line) {
            self.line = None;
        }
        self.line.is_none_or(|(_, included)| included)
    }
}

/// Takes the terms behind the words that open the scope, and those of the list.
fn collect(document: &Document<'_>, clause: &Clause, draft: &Draft, found: &mut BTreeMap<Sector, Span>) {
    // "… serta dukungan terhadap program 3 juta rumah dituangkan di dalamnya": the word that opens a scope stands within.
    let within = |scope: usize| document.sectors_in(clause.first, scope).next().is_some();
    let list_end = list_end(document, clause)
        .filter(|end| clause.scope.is_none_or(|scope| *end <= scope + 1 || within(scope) && !clause.list));
    // "Kedua, perikanan, yaitu penataan keramba": of an item all counts.
    let from = if clause.title || list_end.is_some() || is_numbered(document, clause) {
        clause.first
    } else {
        clause
            .scope
            .or_else(|| list_start(document, clause).into_iter().chain(behind_document(clause)).min())
            .unwrap_or(clause.first)
    };
    // "Selain kebencanaan, ruang lingkup kesepakatan meliputi …"
    let opening =
        |cue: RoleCue| document.cues_in(clause.first, clause.first + 1).any(|other| other.value == Cue::Role(cue));
    let besides = opening(RoleCue::Besides);
    let from = if besides && clause.scope.is_some() { clause.first } else { from };
    let from = behind_onlooker(document, clause, from).unwrap_or(from);
    let list = clause.scope.is_some() || !clause.items.is_empty() || put_into_it(document, clause);
    let studied = studied(document, clause);
    let mut take = |first: usize, last: usize, in_list: bool| {
        // "penyelenggaraan {urusan} pemerintahan": the word that opens the scope may stand within a term.
        for term in document.sectors.iter().filter(|term| first < term.last && term.last <= last) {
            if let Some(sector) = term.value.sector
                && (!term.value.weak || in_list && in_a_row(document, first, term))
                && !in_a_name(document, term.first)
                && !studied.contains(&term.first)
                && !in_agency(document, clause, term.first)
                && (clause.title || !in_office(document, term.first))
            {
                found.entry(sector).or_insert(term.span);
            }
        }
    };
    if let Some(own) = own_part(document, clause, draft) {
        take(own.start, own.end, true);
        return;
    }
    take(from, list_end.unwrap_or_else(|| scope_end(document, clause, from)), list && !clause.title);
    for item in &clause.items {
        let sentence = document.tokens.sentences[*item];
        if !of_others(clause, sentence.first..sentence.last, draft) {
            take(sentence.first, sentence.last, true);
        }
    }
}

/// "program studi {perikanan dan pertanian}": the fields of studies in a row. One alone may well be what is agreed, "program studi
/// kedokteran bagi warga".
fn studied(document: &Document<'_>, clause: &Clause) -> Range<usize> {
    let Some(noun) = document.listed_in(List::StudyNoun, clause.first, clause.last).next() else { return 0..0 };
    let (mut next, mut fields) = (noun + 1, 0);
    let from = document.sectors.partition_point(|term| term.first <= noun);
    for term in document.sectors[from..].iter().take_while(|term| term.last <= clause.last) {
        // A term of several sectors stands several times.
        if term.first > next {
            break;
        }
        if term.first == next {
            let joins = |at: usize| document.listed(List::And, at) || document.tokens.list[at].gap.has(Gap::COMMA);
            fields += 1;
            next = term.last;
            if next >= clause.last || !joins(next) {
                break;
            }
            next += usize::from(document.listed(List::And, next));
        }
    }
    if fields > 1 { noun..next } else { 0..0 }
}

/// "Unair untuk penelitian, BPKP untuk keuangan desa, serta PT Pos untuk …": where each partner's topic stands right behind
/// its name, what is told of the draft's own; nothing when it is not among them.
fn own_part(document: &Document<'_>, clause: &Clause, draft: &Draft) -> Option<Range<usize>> {
    let partners = clause.actors.iter().filter(|actor| !actor.listed && !matches!(actor.who, Who::Person(_)));
    let apart: Vec<&Actor> = partners.filter(|actor| actor.apart).collect();
    let topic = |cue: &Mention<Cue>| matches!(cue.value, Cue::Scope | Cue::Role(RoleCue::Topic));
    let told =
        |actor: &Actor| document.cues_in(actor.last, clause.last).any(|cue| cue.first == actor.last && topic(cue));
    if apart.len() < 2 {
        return None;
    }
    if !apart.iter().all(|actor| told(actor)) {
        return own_document(document, clause, draft, &apart);
    }
    let Some(own) = apart.iter().position(|actor| is_of(draft, actor)) else { return Some(0..0) };
    let end = apart.get(own + 1).map_or(clause.last, |next| next.first);
    Some(apart[own].last..end)
}

/// "mengikat kerja sama peternakan dengan DKI serta kerja sama perikanan dengan Jateng": where each partner stands behind a
/// document or cooperation of its own, what is told of the draft's own.
fn own_document(document: &Document<'_>, clause: &Clause, draft: &Draft, apart: &[&Actor]) -> Option<Range<usize>> {
    let named = |cue: &&Mention<Cue>| matches!(cue.value, Cue::Form(_) | Cue::Cooperation | Cue::Paper);
    let mut from = clause.first;
    let mut parts = Vec::new();
    for actor in apart {
        let document = document.cues_in(from, actor.first).filter(named).last()?;
        parts.push((document.last..actor.first, actor));
        from = actor.last;
    }
    let own = parts.into_iter().find(|(_, actor)| is_of(draft, actor))?.0;
    document.sectors_in(own.start, own.end).next().map(|_| own)
}

/// A word too general by itself counts in a row with other terms, "perikanan, usaha dan pasar", or right behind the words
/// that open the scope: "bidang usaha", but not "bidang pertanian supaya harga di pasar turun".
fn in_a_row(document: &Document<'_>, first: usize, term: &Mention<SectorTerm>) -> bool {
    let near = |one: usize, behind: usize| behind >= one && behind - one <= 2;
    near(first, term.first)
        || document.sectors.iter().any(|other| {
            (other.first, other.last) != (term.first, term.last)
                && other.sentence == term.sentence
                && (near(other.last, term.first) || near(term.last, other.first))
        })
}

/// "- Provinsi Bali: pariwisata dan peternakan": does an item of a list name the partner of another agreement?
fn of_others(clause: &Clause, item: Range<usize>, draft: &Draft) -> bool {
    let mut named = clause.actors.iter().filter(|actor| item.contains(&actor.first) && actor.apart).peekable();
    named.peek().is_some() && !named.any(|actor| is_of(draft, actor))
}

/// Does someone stand for a side of the draft?
fn is_of(draft: &Draft, actor: &Actor) -> bool {
    actor.side.as_ref().is_some_and(|side| parties::contains(&draft.sides, side))
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

/// "Program kota kembar yang diinisiasi X difokuskan pada pariwisata": the word that opens the scope behind an onlooker, where
/// nothing is told before.
fn behind_onlooker(document: &Document<'_>, clause: &Clause, from: usize) -> Option<usize> {
    let onlooker = document
        .cues_in(from + 1, clause.last)
        .find(|cue| cue.value == Cue::Role(RoleCue::Witness))
        .filter(|cue| document.sectors_in(from, cue.first).next().is_none())?;
    document.cues_in(onlooker.last, clause.last).find(|cue| cue.value == Cue::Scope).map(|cue| cue.first)
}

/// Terms in the names of offices, agencies, organisations, streets, villages and regions are no scope: "Kepala Dinas
/// Pertanian", "Jalan Tambak Wedi", "Hulu Sungai Selatan".
fn in_a_name(document: &Document<'_>, at: usize) -> bool {
    document.names.iter().any(|name| {
        let place = name.rule == "place-head" || matches!(name.value.kind, NameKind::Organisation(_) | NameKind::Venue);
        place && name.first <= at && at < name.last
    }) || document.people.iter().any(|person| person.first <= at && at < person.last)
        || document.regions.iter().any(|region| region.first <= at && at < region.last)
}

/// Is the term the field of an office that nobody is named with: "Menteri Pekerjaan Umum dan {Perumahan Rakyat}"?
fn in_office(document: &Document<'_>, at: usize) -> bool {
    let (tokens, offices) = (&document.tokens, &document.lexicons.offices);
    let part =
        |i: usize| tokens.list[i].gap.only(Gap::BLANK) && (tokens.list[i].capital || document.listed(List::And, i));
    let field = |i: usize| {
        let other = tokens.phrase(&offices.others, i, at).is_some();
        other || tokens.phrase(&offices.forms, i, at).is_some_and(|(_, offices)| offices[0].takes_field)
    };
    tokens.list[at].capital && (1..=at.min(6)).take_while(|back| part(at + 1 - back)).any(|back| field(at - back))
}

/// "PKS antara Dinas Perdagangan Kota Palembang dan …" tells who signs; in a list, "yaitu antar Dinas Perdagangan dan antar
/// Dinas Pertanian", agencies stand for what is covered.
fn in_agency(document: &Document<'_>, clause: &Clause, at: usize) -> bool {
    let listed = list_start(document, clause).is_some_and(|list| list <= at);
    !listed && document.agencies.iter().any(|agency| agency.first <= at && at < agency.last)
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

/// "Pemkab Tebo meneken MoU dengan BPJS Ketenagakerjaan": where nothing else is told, what a side works in that works in one
/// sector alone.
fn from_bodies(document: &Document<'_>, clauses: &[Clause], draft: &Draft, found: &mut BTreeMap<Sector, Span>) {
    let named = draft.clauses.iter().flat_map(|index| &clauses[*index].actors);
    for actor in named.filter(|actor| matches!(actor.who, Who::Organisation { .. }) && is_of(draft, actor)) {
        if let Some((_, [sector])) = document.tokens.phrase(&document.lexicons.body_sectors, actor.first, actor.last) {
            found.entry(*sector).or_insert(document.tokens.span(actor.first, actor.last));
        }
    }
}

/// "Bank SulutGo kembali dipercaya mengelola Rekening Kas Umum Daerah. Perpanjangan PKS ditandatangani …": where nothing else
/// is told, what the sentence before the report says of one of its sides.
fn from_sentence_before(
    document: &Document<'_>,
    clauses: &[Clause],
    draft: &Draft,
    found: &mut BTreeMap<Sector, Span>,
) {
    let first = draft.clauses[0];
    let Some(before) = first.checked_sub(1).map(|before| &clauses[before]) else { return };
    let same_line =
        document.tokens.sentences[before.sentence].line == document.tokens.sentences[clauses[first].sentence].line;
    let of_it = before.actors.iter().any(|actor| is_of(draft, actor));
    if same_line && of_it && !before.title && !before.quoted && !before.speaks_of_one() && !about_something_else(before)
    {
        collect(document, before, draft, found);
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
