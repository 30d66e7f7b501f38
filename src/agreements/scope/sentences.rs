//! Sentences about the scope: which ones tell what is covered, announce it, or go on with the list of it.

use std::collections::BTreeSet;

use crate::{
    agreements::clauses::{Actor, Clause, Who},
    lexicon::{cues::Cue, lists::List},
    model::Sector,
    read::{Document, Mention, cues::is_number, is_one_of, tokens::Gap},
};

/// "Ruang lingkup kerja sama mencakup …", "Bidang yang dikerjasamakan terdiri atas …": a sentence about the
/// cooperation that opens a list of what it covers.
pub(super) fn speaks_of_scope(document: &Document<'_>, clause: &Clause) -> bool {
    let names_one = clause.names_one() || clause.weak_cooperation || clause.paper;
    if document.sectors_in(clause.first, clause.last).next().is_some() && lists_terms(document, clause, names_one) {
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
    if by_means_of_it(document, clause) || put_into_it(document, clause) {
        return true;
    }
    // "Dua hal yang jadi target, yaitu peningkatan layanan publik"
    let listed = |at: usize| list_start(document, clause).is_some_and(|list| at < list) || !clause.items.is_empty();
    if counted(document, clause).is_some_and(listed) && !clause.quoted && !about_something_else(clause) {
        return true;
    }
    let Some(scope) = clause.scope else { return false };
    // "Selain itu, lanjut dia, MoU menyentuh pula layanan rumah sakit"
    let mut before = document.cues_in(scope.saturating_sub(3).max(clause.first), scope);
    let verb = document.words(scope, scope + 1).starts_with("me");
    if verb && clause.speech && !clause.quoted && before.any(|cue| matches!(cue.value, Cue::Form(_) | Cue::Paper)) {
        return true;
    }
    // "Kerja sama meliputi penelitian dan inovasi," ujarnya.
    let of_it =
        |cue: &Mention<Cue>| matches!(cue.value, Cue::Form(_) | Cue::Cooperation | Cue::Paper) && cue.last == scope;
    let covers = document.listed(List::CoversVerb, scope);
    if covers && clause.wish.is_none() && document.cues_in(clause.first, scope).any(of_it) {
        return true;
    }
    let head = document.words(scope, (scope + 2).min(clause.last));
    let strong = document.lexicons.lists.begins(List::ScopeNoun, head);
    // "Isinya soal pengendalian inflasi daerah."
    if strong && scope <= clause.first + 1 && !clause.speech && !clause.quoted && !about_something_else(clause) {
        return true;
    }
    // A quotation is scope only where it says so itself.
    if clause.speech || clause.quoted {
        return strong && (names_one || clause.list || !clause.items.is_empty());
    }
    names_one || strong && (clause.list || !clause.items.is_empty())
}

/// Do terms of sectors in a sentence tell what is covered, by how they are listed or what they stand beside?
fn lists_terms(document: &Document<'_>, clause: &Clause, names_one: bool) -> bool {
    // "Ia merinci: kebudayaan, pariwisata, …": three sectors and more in a row are a list of the scope, whoever
    // says so.
    let purpose = |at: usize| document.listed(List::Purpose, at);
    let mut scopes = document.cues_in(clause.first, clause.last).filter(|cue| cue.value == Cue::Scope);
    let list_start = list_start(document, clause);
    let from = scopes.find(|cue| !purpose(cue.first)).map(|cue| cue.first).or(list_start);
    let many = |from: usize| {
        enumerates(document, clause, from) >= 3
            && !of_a_body(document, clause, from)
            && !of_goods(document, clause, from)
    };
    if from.is_some_and(many) && !about_something_else(clause) {
        return true;
    }
    // "Kegiatan yang dijalankan meliputi pendidikan dan penelitian"
    let list = document.cues_in(clause.first, clause.last).find(|cue| cue.value == Cue::List);
    if let Some(list) = list
        && !about_something_else(clause)
        && !of_goods(document, clause, list.first)
        && document.sectors_in(list.last, (list.last + 4).min(clause.last)).next().is_some()
        && document.sectors_in(list.last, clause.last).map(|(sector, _)| sector).collect::<BTreeSet<_>>().len() >= 2
    {
        return true;
    }
    // "Isi ketiga MoU itu sama: tata kelola pemerintahan"
    if names_one && !clause.speech && list_start.is_some_and(|from| enumerates(document, clause, from) >= 1) {
        return true;
    }
    if list_end(document, clause).is_some_and(|end| document.sectors_in(clause.first, end).next().is_some()) {
        return true;
    }
    // "Pokok kesepakatan tersebut adalah sinergitas penyelenggaraan pemerintahan", "Keduanya menyangkut perdagangan",
    // "Kedua MoU memayungi pendidikan dan penelitian"
    !clause.quoted
        && !about_something_else(clause)
        && (covered_by_it(document, clause) || begins_with_it(document, clause))
}

/// "Cakupannya banyak. Ada kesehatan, pendidikan …", "Terdapat tiga hal yang menjadi sasaran. Pertama, …": does the
/// sentence announce what is covered, to be told in the next ones?
pub(super) fn announces(document: &Document<'_>, clause: &Clause) -> bool {
    let scope = clause.scope.or_else(|| counted(document, clause));
    let Some(scope) = scope.filter(|_| !about_something_else(clause) && !clause.looks_back()) else {
        return false;
    };
    let noun = |at: usize| {
        let head = document.words(at, (at + 2).min(clause.last));
        document.listed(List::Covered, at) || document.lexicons.lists.begins(List::ScopeNoun, head)
    };
    // "UMKM menjadi perhatian yang sama" tells it already; so does "Selain itu tenaga kerja, tata kelola dan program lain".
    let told = document.listed(List::Becomes, scope) && document.sectors_in(clause.first, scope).next().is_some()
        || goes_on(document, clause);
    // "…, kerja sama ini punya dasar undang-undang, katanya" tells of something else.
    let announced = !clause.speech || (clause.first..clause.last).any(noun);
    !told && announced && document.sectors_in(scope, clause.last).next().is_none()
}

/// Does the sentence behind one that announces the scope list it, or go on with the list: "Pertama, …"?
pub(super) fn follows_up(document: &Document<'_>, before: &Clause, clause: &Clause) -> bool {
    is_numbered(document, clause) || announces(document, before) && enumerates(document, clause, clause.first) >= 2
}

/// "tiga pokok yang disasar", "dua hal": where what is covered is counted.
fn counted(document: &Document<'_>, clause: &Clause) -> Option<usize> {
    document
        .listed_in(List::Covered, clause.first + 1, clause.last)
        .find(|at| is_number(document.lexicons, document.words(at - 1, *at)))
}

/// "pokok kesepakatan tersebut", "isi MoU": does the sentence name what a document covers?
fn covered_by_it(document: &Document<'_>, clause: &Clause) -> bool {
    document.listed_in(List::Covered, clause.first, clause.last).any(|at| {
        let near = document.cues_in(at + 1, (at + 3).min(clause.last));
        let named = near.into_iter().any(|cue| matches!(cue.value, Cue::Form(_) | Cue::Paper | Cue::Cooperation));
        named && document.sectors_in(at, (at + 10).min(clause.last)).next().is_some()
    })
}

/// "Keduanya menyangkut perdagangan", "Kedua MoU memayungi pendidikan dan penelitian": does the sentence begin with the
/// documents and a verb, and what is covered behind it?
fn begins_with_it(document: &Document<'_>, clause: &Clause) -> bool {
    let word = |at: usize| document.words(at, at + 1);
    let both = word(clause.first).ends_with("nya") && document.listed(List::Collective, clause.first);
    let named = document
        .cues_in(clause.first, (clause.first + 2).min(clause.last))
        .any(|cue| matches!(cue.value, Cue::Form(_) | Cue::Paper | Cue::Cooperation) && cue.first <= clause.first + 1);
    // "Kerja sama akan digarap di bidang pariwisata"
    let field = |at: usize| {
        let next = document.words((at + 1).min(clause.last - 1), (at + 3).min(clause.last));
        document.lexicons.lists.has(List::InField, next)
    };
    let verb = (clause.first + 1..(clause.first + 6).min(clause.last)).find(|at| {
        let word = word(*at);
        word.len() > 5 && (word.starts_with("me") || word.starts_with("ber") || word.starts_with("di") && field(*at))
    });
    let behind = |at: usize| document.sectors_in(at, (at + 4).min(clause.last)).next().is_some();
    // "Kerja sama kedua pemerintahan, menurut dia, diarahkan ke perikanan"
    let opens = clause.scope.is_some_and(|scope| scope <= clause.first + 8 && behind(scope + 1));
    let told = opens || verb.is_some_and(|verb| behind(verb + 1));
    (both || named) && clause.act().is_none() && clause.wish.is_none() && told
}

/// "Pertama …", "Kedua, …": does the sentence begin an item of a numbered list?
pub(super) fn is_numbered(document: &Document<'_>, clause: &Clause) -> bool {
    let comma = clause.first + 1 < clause.last && document.tokens.list[clause.first + 1].gap.has(Gap::COMMA);
    document.listed(List::First, clause.first) || comma && document.listed(List::Collective, clause.first)
}

/// "Selain itu, …", "Kemudian, …", "Sementara itu, pada sektor …": does the sentence go on with the list?
pub(super) fn goes_on(document: &Document<'_>, clause: &Clause) -> bool {
    let words = document.words(clause.first, (clause.first + 3).min(clause.last));
    let starts = document.lexicons.lists.begins(List::ScopeGoesOn, words);
    let many = enumerates(document, clause, clause.first);
    // "Lingkupnya tidak melulu pendidikan. Ada pertanian, perikanan dan pariwisata."
    let there_is = document.listed(List::ThereIs, clause.first) && many >= 3;
    there_is || starts && (many >= 2 || clause.scope.is_some() && !clause.speech && !clause.quoted)
}

/// Where a list begins: behind "yakni", or behind a colon.
pub(super) fn list_start(document: &Document<'_>, clause: &Clause) -> Option<usize> {
    let yakni = document.cues_in(clause.first, clause.last).find(|cue| cue.value == Cue::List);
    let colon = (clause.first + 1..clause.last).find(|at| document.tokens.list[*at].gap.has(Gap::COLON));
    yakni.map(|cue| cue.last).into_iter().chain(colon).min()
}

/// Where a list of what is covered ends that stands before the word for it: "Peternakan, kesehatan dan UMKM juga
/// dirangkum dalam MoU tersebut", "Perikanan dan perdagangan menjadi objek yang dikerjasamakan".
pub(super) fn list_end(document: &Document<'_>, clause: &Clause) -> Option<usize> {
    if clause.speech || clause.quoted || clause.title {
        return None;
    }
    // "Lima urusan menjadi pokok kerja sama, masing-masing …": that list stands behind.
    let stands_before = |at: &usize| document.sectors_in(clause.first, *at).next().is_some();
    clause.scope_before.filter(stands_before).or_else(|| {
        let first_term = document.terms_in(clause.first, clause.last).next()?;
        let end = (first_term.last..clause.last).find(|at| {
            document.listed(List::Covers, *at)
                || document.listed(List::Becomes, *at)
                    && (at + 1..(at + 4).min(clause.last)).any(|next| document.listed(List::Covered, next))
        })?;
        // The list begins the sentence and is no longer than a list: no more than four words stand between two terms.
        let mut reached = clause.first;
        let whole = document
            .terms_in(clause.first, end)
            .all(|term| term.first <= std::mem::replace(&mut reached, term.last) + 4);
        (whole && end <= reached + 4 && enumerates_between(document, clause.first, end) >= 2).then_some(end)
    })
}

/// "Lewat MoU itu Bandung menghibahkan aplikasi": a sentence that tells what the document brings about.
pub(super) fn by_means_of_it(document: &Document<'_>, clause: &Clause) -> bool {
    !clause.speech
        && !clause.quoted
        && document.listed(List::ByMeansOf, clause.first)
        && document
            .cues_in(clause.first + 1, (clause.first + 4).min(clause.last))
            .any(|cue| matches!(cue.value, Cue::Form(_) | Cue::Cooperation | Cue::Paper))
}

/// "Di dalam MoU itu dimasukkan pula energi dan perhubungan": a document, right behind it that something is put into it, and
/// what.
pub(super) fn put_into_it(document: &Document<'_>, clause: &Clause) -> bool {
    let put = |at: usize| {
        document.words(at, at + 1).starts_with("di")
            && (document.listed(List::Becomes, at) || document.listed(List::Covers, at))
    };
    !clause.quoted
        && document
            .cues_in(clause.first, clause.last)
            .filter(|cue| matches!(cue.value, Cue::Form(_) | Cue::Paper))
            .filter_map(|cue| (cue.last..(cue.last + 3).min(clause.last)).find(|at| put(*at)))
            .any(|at| document.sectors_in(at, (at + 5).min(clause.last)).next().is_some())
}

/// Does a sentence that names fields tell of something else than what is covered?
pub(super) fn tells_of_others(document: &Document<'_>, clause: &Clause) -> bool {
    let lists = &document.lexicons.lists;
    // "Rujukan kesepakatan ini ialah Kepmenko Nomor 152 Tahun 2024 mengenai …": what a rule is about.
    let end = clause.last.min(clause.first + 9);
    let numbered = |at: usize| {
        let number = is_one_of(document.words(at, at + 1), &["nomor", "no"]) && document.tokens.list[at + 1].digit;
        // "Berdasarkan MoU Nomor 100/12/2025, …" tells what that covers.
        number && !document.cues_in(clause.first, at).any(|cue| cue.last == at && matches!(cue.value, Cue::Form(_)))
    };
    let rules = lists.begins(List::LegalBasis, document.words(clause.first, end))
        && (clause.first..end.saturating_sub(1)).any(numbered)
        && document.listed_in(List::ScopeNoun, clause.first, clause.last).next().is_none();
    let opener = clause.scope.or_else(|| list_start(document, clause)).unwrap_or(clause.last);
    let before = |list: List| document.listed_in(list, clause.first, opener).next().is_some();
    // "Peserta yang didaftarkan terdiri dari petani, nelayan, …": people. "Daerahnya punya tiga andalan, yaitu pariwisata, …": what a
    // region has.
    rules || before(List::Insured) || before(List::HasNoun) && !clause.names_one() && !clause.paper
}

/// What a region has, or wishes for, is not what was agreed.
pub(super) fn about_something_else(clause: &Clause) -> bool {
    clause.wish.is_some_and(|wish| clause.scope.is_none_or(|scope| wish < scope))
}

/// "Produk yang paling laris antara lain jagung dan rumput laut", "Barang yang dijual antara lain …": does the list tell what was
/// traded at a fair, and not what was agreed?
fn of_goods(document: &Document<'_>, clause: &Clause, from: usize) -> bool {
    let traded = |at: usize| document.listed(List::Traded, at);
    !clause.names_one() && (clause.first..from).any(traded)
}

/// "PPI sendiri berisi para peneliti pangan, energi …": does the list tell of whom or what a body named just before consists?
fn of_a_body(document: &Document<'_>, clause: &Clause, from: usize) -> bool {
    let consists = from < clause.last && document.listed(List::Consists, from);
    let body = |actor: &Actor| !matches!(actor.who, Who::Person(_)) && actor.last + 1 >= from && actor.last <= from;
    consists && clause.actors.iter().any(body)
}

/// How many terms of at least two sectors stand behind `from`.
fn enumerates(document: &Document<'_>, clause: &Clause, from: usize) -> usize {
    enumerates_between(document, from, clause.last)
}

fn enumerates_between(document: &Document<'_>, first: usize, last: usize) -> usize {
    let mut sectors = BTreeSet::new();
    let (mut terms, mut before) = (0, None);
    for (sector, span) in document.sectors_in(first, last) {
        sectors.insert(sector);
        // A term of several sectors stands several times.
        terms += usize::from(before.replace(span) != Some(span));
    }
    // "perdagangan dan investasi" is one term of two.
    if sectors.len() < 2 { sectors.len() } else { terms.max(sectors.len()) }
}
