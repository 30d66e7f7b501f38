//! Who signed: people who act in a sentence of signing, onlookers and speakers left out.

use super::{
    clauses::{Actor, Clause, Role, Who},
    draft::{Draft, is_elliptic},
    members::names_signers,
    parties::{self, Side},
};
use crate::{
    lexicon::{
        cues::{Cue, RoleCue},
        lists::List,
    },
    model::{Signatory, Span, Status},
    read::{
        Document, Mention,
        officials::{Person, same_name},
        regions::NamedAs,
        tokens::Gap,
    },
};

/// The signatories of a draft, in text order, with the words that name them.
pub(crate) fn find(
    document: &Document<'_>,
    clauses: &[Clause],
    drafts: &[Draft],
    draft: &Draft,
    status: Status,
) -> Vec<(Signatory, Span)> {
    let mut found: Vec<(Signatory, Span)> = Vec::new();
    let planned = status == Status::Direncanakan;
    let has_partner = draft.sides.iter().any(|side| side.region().is_none());
    let outsiders_fit =
        has_partner && (draft.hub.as_ref().is_none_or(|hub| hub.region().is_none()) || drafts.len() == 1);
    // "Pramono-Muhibbin Teken Perjanjian": whom the headline names as signers.
    let headline = clauses.iter().position(|clause| {
        clause.title && clause.sign.is_some() && drafts.len() == 1 && !draft.background && !clause.negate
    });
    let told = draft.clauses.iter().any(|index| clauses[*index].sign.or(clauses[*index].signing).is_some());
    let elliptic = is_elliptic(clauses, draft);
    let headline = headline.filter(|index| !draft.clauses.contains(index));
    let senders = senders(document, clauses, draft).filter(|_| told);
    for index in draft.clauses.iter().copied().chain(headline).chain(senders) {
        let clause = &clauses[index];
        let only_here = || !drafts.iter().any(|other| !std::ptr::eq(other, draft) && other.clauses.contains(&index));
        // Of an ended agreement only its own signing counts, not that of the letter that ends it.
        let other_paper = status == Status::Berakhir && !(clause.sign.is_some() && clause.names_one());
        // "Sembilan pemprov membubuhkan tanda tangan. Dari tuan rumah Gubernur X diwakili Sekda Y. Berturut-turut kemudian: …"
        // "Giliran ketiga, Wali Kota A dengan Kejari B"
        let listed = elliptic || told && !clause.speech && (lists_people(document, clause) || row(draft, clause));
        let tells = if planned { are_to_sign(document, clause) } else { signs(document, clause) || listed };
        if other_paper || !tells {
            continue;
        }
        let nobody = || !clause.actors.iter().any(|actor| matches!(actor.who, Who::Person(_)));
        // "… berujung pada penandatanganan LoI oleh keduanya"
        let signs = clause.sign.is_some() || clause.signing.is_some() && clause.those_sign;
        if signs && !clause.speech {
            // "kelanjutan dari kesepakatan yang diteken keenam daerah": who signed for them then, nobody says.
            let group = || clause.group.filter(|_| nobody() && !draft.background);
            let count = if clause.those_sign { Some(2) } else { group().map(|group| group.count) };
            for (signatory, span) in
                count.map(|count| named_before(document, clauses, index, draft, count)).into_iter().flatten()
            {
                add(&mut found, signatory, span);
            }
            for (signatory, span) in one_by_one(document, clauses, index, draft) {
                add(&mut found, signatory, span);
            }
        }
        if clause.sign.or(clause.signing).is_some() && !clause.speech {
            for (signatory, span) in named_elsewhere(document, clause, draft) {
                // "Bupati Blora Teken MoU", and "Wakil Bupati Blora X menandatangani MoU" in the text.
                let signed = |(known, _): &(Signatory, Span)| known.region == signatory.region;
                if !(clause.title && found.iter().any(signed)) {
                    add(&mut found, signatory, span);
                }
            }
        }
        if signs && (!clause.speech || said_after_signing(document, clause)) {
            let meant = meant_by_pronoun(document, clauses, index, draft);
            let office = || meant_by_office(document, clause, draft).filter(|_| !clause.speech);
            if let Some((signatory, span)) = meant.or_else(office) {
                add(&mut found, signatory, span);
            }
        }
        // "ditandatangani bupati dan wali kota"; but "ditandatangani Bupati Suprawoto, sedangkan Bupati X berhalangan" names them.
        if clause.sign.is_some() && !clause.speech && (clause.heads_sign && nobody() || clause.secretaries_sign) {
            let office =
                |name: &str| if clause.secretaries_sign { name.ends_with("Sekretaris Daerah") } else { is_head(name) };
            for side in draft.sides.iter().filter_map(Side::region) {
                let holder = document.people.iter().find(|person| {
                    person.value.official
                        && !person.value.former
                        && person.value.region == Some(side)
                        && office(&person.value.office)
                });
                if let Some(person) = holder {
                    add(
                        &mut found,
                        signatory(document, &person.value),
                        document.tokens.span(clause.first, clause.last),
                    );
                }
            }
        }
        for actor in &clause.actors {
            let Who::Person(person) = actor.who else { continue };
            let absent = || {
                let behind = || document.words(actor.last, (actor.last + 3).min(clause.last));
                actor.last < clause.last && document.lexicons.lists.begins(List::Absent, behind())
            };
            // "MoU akan diteken setelah Kabag Hukum X menyelesaikan naskahnya"
            let later =
                |sign: usize| sign < actor.first && document.listed_in(List::Done, sign, actor.first).next().is_some();
            let acts = matches!(actor.role, Role::Subject | Role::Partner | Role::Besides)
                && !(planned && clause.sign.is_some_and(later));
            if !acts || actor.represented || absent() {
                continue;
            }
            let mention = &document.people[person];
            let person = &mention.value;
            let own = match person.region {
                Some(code) if person.official => draft.has_region(code),
                _ if person.official => false,
                _ => match &person.organisation {
                    Some(name) => {
                        // "Rektor Unhas Dwia Aries": the body named within, by its full name.
                        let within = |body: &Actor| {
                            let inside = mention.first <= body.first && body.last <= mention.last;
                            inside && !matches!(body.who, Who::Region { .. })
                        };
                        let bodies = clause.actors.iter().filter(|body| within(body));
                        draft.sides.iter().any(|side| parties::names_organisation(side, name))
                            || bodies
                                .filter_map(|body| body.side.as_ref())
                                .any(|side| parties::contains(&draft.sides, side))
                            || outsiders_fit && drafts.len() == 1
                    }
                    // "MoU pertama bersama Universitas X, diteken Rektor Y": a sentence of this agreement alone.
                    None => outsiders_fit || has_partner && actor.role == Role::Subject && only_here(),
                },
            };
            if own && !person.former {
                add(&mut found, signatory(document, person), document.tokens.span(actor.first, actor.last));
            }
        }
    }
    drop_nicknames(&mut found);
    found
}

/// "Gubernur Mirza" beside "Gubernur Rahmat Mirzani Djausal": one office has one holder.
fn drop_nicknames(found: &mut Vec<(Signatory, Span)>) {
    let full: Vec<Signatory> = found.iter().map(|(signatory, _)| signatory.clone()).collect();
    found.retain(|(one, _)| {
        let same =
            |other: &&Signatory| other.office == one.office && other.region == one.region && other.name.contains(' ');
        one.region.is_none()
            || one.name.contains(' ')
            || !is_head(&one.office)
            || !full.iter().any(|other| same(&other))
    });
}

/// "Pemkot meneken PKS serupa dengan Belu dan Malaka. Belu diwakili Wakil Bupati X, sementara Malaka mengutus Sekda Y": the sentences
/// near the report, up to six behind and two before, that tell whom the parties sent.
fn senders<'c>(
    document: &'c Document<'_>,
    clauses: &'c [Clause],
    draft: &'c Draft,
) -> impl Iterator<Item = usize> + 'c {
    let report = draft.clauses.iter().copied().find(|index| !clauses[*index].title).unwrap_or(draft.clauses[0]);
    let near = report.saturating_sub(2)..(report + 7).min(clauses.len());
    near.filter(move |index| {
        let clause = &clauses[*index];
        let sends = document.listed_in(List::Represented, clause.first, clause.last).next().is_some();
        let told = clause.speech || clause.quoted || clause.title || clause.background || clause.negate;
        let calm = clause.act().is_none() && !told;
        sends && calm && !draft.clauses.contains(index)
    })
}

/// Adds a signatory unless it is there.
fn add(found: &mut Vec<(Signatory, Span)>, signatory: Signatory, span: Span) {
    if !found.iter().any(|(known, _)| same_name(&known.name, &signatory.name)) {
        found.push((signatory, span));
    }
}

/// The person, by the fullest form of the name.
fn signatory(document: &Document<'_>, person: &Person) -> Signatory {
    Signatory { name: fullest(document, &person.name), office: person.office.clone(), region: person.region }
}

/// "Keduanya menandatangani …", "ketiga gubernur meneken …": the people of the sentences before, at least two and no
/// more than `count`.
fn named_before(
    document: &Document<'_>,
    clauses: &[Clause],
    index: usize,
    draft: &Draft,
    count: usize,
) -> Vec<(Signatory, Span)> {
    let mut people: Vec<(Signatory, Span)> = Vec::new();
    for before in clauses[..index].iter().rev().filter(|clause| !clause.title).take(3) {
        for actor in before.actors.iter().filter(|actor| actor.role != Role::Witness) {
            let Who::Person(person) = actor.who else { continue };
            let person = &document.people[person].value;
            // "oleh kedua kepala daerah": no deputies.
            let fits = !clauses[index].heads_sign || is_head(&person.office);
            if fits && person.region.is_some_and(|code| draft.has_region(code)) {
                add(&mut people, signatory(document, person), document.tokens.span(actor.first, actor.last));
            }
        }
        if people.len() >= count {
            break;
        }
    }
    if (2..=count).contains(&people.len()) { people } else { Vec::new() }
}

/// "Di ruang kerjanya ia menandatangani MoU": who acted or spoke last before.
fn meant_by_pronoun(
    document: &Document<'_>,
    clauses: &[Clause],
    index: usize,
    draft: &Draft,
) -> Option<(Signatory, Span)> {
    let clause = &clauses[index];
    // "Isinya MoU yang ditandatanganinya"; "dengan ditandatanganinya MoU" is a noun.
    let by_him = |sign: &usize| {
        *sign > clause.first
            && document.words(*sign, *sign + 1).ends_with("nya")
            && document.words(*sign - 1, *sign) == "yang"
    };
    let sign = clause.sign.filter(|sign| clause.pronoun || by_him(sign) || said_after_signing(document, clause))?;
    // "Ia dan Ketua Pengadilan Agama X ikut meneken": he and somebody else.
    let he = |cue: &&Mention<Cue>| cue.value == Cue::Pronoun && cue.last < sign;
    let beside = |cue: &Mention<Cue>| {
        let mut jointly = document.cues_in(cue.last, cue.last + 1);
        document.listed(List::And, cue.last) || jointly.any(|cue| cue.value == Cue::Role(RoleCue::Jointly))
    };
    let with_another = document.cues_in(clause.first, sign).find(he).is_some_and(beside);
    let acts = |actor: &Actor| matches!(actor.who, Who::Person(_)) && actor.role == Role::Subject && actor.first < sign;
    if clause.actors.iter().any(acts) && !with_another {
        return None;
    }
    let before = clauses[..index].iter().rev().filter(|clause| !clause.title).take(3);
    before
        .flat_map(|clause| clause.actors.iter().rev())
        .filter(|actor| matches!(actor.role, Role::Subject | Role::Speaker))
        .find_map(|actor| match actor.who {
            Who::Person(person) => Some((&document.people[person].value, actor)),
            _ => None,
        })
        .filter(|(person, _)| !person.former && (serves_a_region(draft, person) || serves_a_body(draft, person)))
        .map(|(person, actor)| (signatory(document, person), document.tokens.span(actor.first, actor.last)))
}

/// "…, katanya usai menandatangani MoU": does somebody speak who has just signed, and whom an earlier sentence names?
fn said_after_signing(document: &Document<'_>, clause: &Clause) -> bool {
    let said = |sign: usize| {
        let word = document.words(sign - 2, sign - 1);
        let mut speech = document.cues_in(sign - 2, sign - 1);
        word.ends_with("nya") && speech.any(|cue| matches!(cue.value, Cue::SpeakerBehind | Cue::SpeakerBefore))
    };
    let after = |sign: &usize| *sign >= clause.first + 2 && document.listed(List::Done, sign - 1);
    clause.sign.filter(after).is_some_and(said)
}

/// "Mereka adalah Bupati A, Bupati B dan Bupati C. Satu per satu lalu meneken MoU dengan Wali Kota D": the people of the sentence
/// before, where a sentence that tells of a document for each names nobody who signs.
fn one_by_one(document: &Document<'_>, clauses: &[Clause], index: usize, draft: &Draft) -> Vec<(Signatory, Span)> {
    let clause = &clauses[index];
    let before = index.checked_sub(1).map(|before| &clauses[before]).filter(|before| !before.title && !before.speech);
    let acts = |actor: &&Actor| actor.role == Role::Subject;
    let Some(before) = before.filter(|_| clause.each && !clause.actors.iter().any(|actor| acts(&actor))) else {
        return Vec::new();
    };
    let of_side = |actor: &Actor| match actor.who {
        Who::Person(person) => {
            let person = &document.people[person].value;
            serves_a_side(draft, person)
                .then(|| (signatory(document, person), document.tokens.span(actor.first, actor.last)))
        }
        _ => None,
    };
    let people = |actor: &&Actor| matches!(actor.who, Who::Person(_)) && acts(actor) && !actor.represented;
    let several = before.actors.iter().filter(people).count() > 1;
    before.actors.iter().filter(people).filter(|_| several).filter_map(of_side).collect()
}

/// "Hari itu bupati meneken tiga MoU": the one holder of the office that the article names.
fn meant_by_office(document: &Document<'_>, clause: &Clause, draft: &Draft) -> Option<(Signatory, Span)> {
    let sign = clause.sign?;
    let cue = document.cues_in(clause.first, sign).find(|cue| cue.value == Cue::GenericGovernment)?;
    let office = document.words(cue.first, cue.last).to_lowercase();
    let deputy = cue.first > clause.first && document.words(cue.first - 1, cue.first).eq_ignore_ascii_case("wakil");
    // "Hari itu bupati", "Rabu (1/10), bupati"; but "atas nama bupati", "mantan bupati"
    let begins = cue.first == clause.first
        || document.tokens.list[cue.first].gap.has(Gap::COMMA)
        || document.listed(List::That, cue.first - 1);
    let acts = begins
        && !deputy
        && cue.last == sign
        && !clause.actors.iter().any(|actor| actor.first < sign && actor.takes_part());
    let holds = |person: &Person| {
        // "Pj Bupati" for "bupati"
        let same = person.office.to_lowercase().ends_with(&office);
        serves_a_side(draft, person) && same && is_head(&person.office)
    };
    let mut holders = document.people.iter().map(|person| &person.value).filter(|person| holds(person));
    let holder = holders.next().filter(|_| acts)?;
    let one = holders.all(|other| same_name(&other.name, &holder.name));
    one.then(|| (signatory(document, holder), document.tokens.span(cue.first, cue.last)))
}

/// "Naskah ditandatangani Bupati OKI dan Ketua Pengadilan Agama Palu", "Bupati Taput dan Wali Kota Batam Tanda Tangani MoU": the holders
/// whom the article names elsewhere.
fn named_elsewhere(document: &Document<'_>, clause: &Clause, draft: &Draft) -> Vec<(Signatory, Span)> {
    let Some(sign) = clause.sign.or(clause.signing) else { return Vec::new() };
    let covered = |actor: &Actor| document.within_person(actor.first, actor.last);
    // Of a headline those right before the verb: not "Wali Kota Malang: Pemkot Teken PKS".
    let heads = |actor: &Actor| {
        matches!(
            actor.who,
            Who::Region { named_as: NamedAs::Head, .. } | Who::Organisation { .. } | Who::Foreign { .. }
        )
    };
    let mut before = clause.actors.iter().filter(|actor| actor.first < sign);
    let headline = clause.title
        && before.clone().all(heads)
        && before.next_back().is_some_and(|last| last.role == Role::Subject && last.last == sign);
    // "Bupati A dan Bupati B X melakukan penandatanganan": all between him and the act sign as well.
    let in_a_row = |actor: &Actor| {
        let between = clause.actors.iter().filter(|other| actor.first <= other.first && other.first < sign);
        !clause.title && between.clone().count() > 1 && between.clone().all(|other| other.role == Role::Subject)
    };
    let told = |actor: &Actor| actor.first > sign || headline || in_a_row(actor);
    let acts = |actor: &&Actor| actor.takes_part() && told(actor) && !actor.represented && !covered(actor);
    let offices = &document.lexicons.offices;
    let holder = |actor: &Actor| -> Option<&Person> {
        let mut fitting = document.people.iter().map(|person| &person.value).filter(|person| match &actor.who {
            Who::Region { code, named_as: NamedAs::Head } => {
                person.region == Some(*code) && serves_a_side(draft, person) && is_head(&person.office)
            }
            Who::Organisation { name, .. } => {
                // "Ketua {Pengadilan Agama Palu}": the office may hold the name's first words.
                let office = |at: usize| document.tokens.phrase(&offices.others, at, clause.last);
                let led = (1..=3).any(|n| {
                    let first = actor.first.checked_sub(n).filter(|first| *first >= clause.first);
                    first.and_then(office).is_some_and(|(words, _)| words >= n)
                });
                let own = |body: &String| parties::same_organisation(body, name);
                led && serves_a_body(draft, person) && person.organisation.as_ref().is_some_and(own)
            }
            _ => false,
        });
        let first = fitting.next()?;
        fitting.all(|other| same_name(&other.name, &first.name)).then_some(first)
    };
    let signer = |actor: &Actor| {
        let span = document.tokens.span(actor.first, actor.last);
        holder(actor).map(|person| (signatory(document, person), span))
    };
    clause.actors.iter().filter(acts).filter_map(signer).collect()
}

/// Is it an official in office of one of the draft's regions?
fn serves_a_side(draft: &Draft, person: &Person) -> bool {
    person.official && !person.former && serves_a_region(draft, person)
}

fn serves_a_region(draft: &Draft, person: &Person) -> bool {
    person.region.is_some_and(|code| draft.has_region(code))
}

/// Does the person's office name a body that is a side: "Kepala Kantor Kemenag Kutai Kartanegara"?
fn serves_a_body(draft: &Draft, person: &Person) -> bool {
    let names = |name: &String| draft.sides.iter().any(|side| parties::names_organisation(side, name));
    !person.official && person.organisation.as_ref().is_some_and(names)
}

/// Gubernur, bupati or wali kota, acting ones too, but no deputy.
fn is_head(office: &str) -> bool {
    !office.contains("Wakil") && ["Gubernur", "Bupati", "Wali Kota"].iter().any(|head| office.ends_with(head))
}

/// Does the clause say who signed: a verb of signing, or the noun with "oleh" or "antara"?
fn signs(document: &Document<'_>, clause: &Clause) -> bool {
    if clause.plan.is_some_and(|plan| clause.sign.is_none_or(|sign| plan < sign)) {
        return false;
    }
    let by = || document.listed_in(List::NamesSigners, clause.first, clause.last).next().is_some();
    // "perjanjian kerja sama … diperpanjang Bupati X dan Wali Kota Y"
    let renewed = clause.renew.is_some() && clause.names_one() && !clause.speech;
    // "Tiga gubernur hadir sendiri. Mereka adalah …"
    let listed = clause.members
        && !clause.speech
        && clause.actors.iter().filter(|actor| matches!(actor.who, Who::Person(_))).count() > 1;
    // "…," kata ketua DPRD di sela-sela penandatanganan yang dilakukan Ketua DPRD X bersama Kajati Y
    let told_beside_speech = |signing: usize| {
        let mut speech = document.cues_in(clause.first, signing);
        let end = clause.last.min(signing + 8);
        speech.any(|cue| cue.value == Cue::SpeakerBehind)
            && document.listed_in(List::NamesSigners, signing + 1, end).next().is_some()
    };
    let noun = clause.signing.is_some_and(|signing| if clause.speech { told_beside_speech(signing) } else { by() });
    clause.sign.is_some() || noun || renewed || listed
}

/// "… dijadwalkan menandatangani MoU dengan Wali Kota Bandung Ridwan Kamil": does the clause say who is to sign? Not "Kapan naskahnya
/// diteken, Hermus belum bisa memastikan".
fn are_to_sign(document: &Document<'_>, clause: &Clause) -> bool {
    let when = |plan: usize| document.words(plan, plan + 1).eq_ignore_ascii_case("kapan");
    let close = |(sign, plan): (usize, usize)| plan < sign && sign <= plan + 4 && !when(plan);
    let told_apart = clause.title || clause.speech || clause.negate || clause.wish.is_some();
    !told_apart && clause.sign.zip(clause.plan).is_some_and(close)
}

/// "Bupati meneken tiga MoU. Berturut-turut dengan Rektor A, Rektor B dan Rektor C.": does the clause name partners of a hub in a row,
/// without a verb of its own?
fn row(draft: &Draft, clause: &Clause) -> bool {
    let partners = |actor: &Actor| actor.role == Role::Partner;
    draft.hub.is_some() && clause.act().is_none() && !clause.quoted && clause.actors.iter().all(partners)
}

/// Does the clause list people behind a report, or say who represents a party?
fn lists_people(document: &Document<'_>, clause: &Clause) -> bool {
    let people = clause.actors.iter().filter(|actor| matches!(actor.who, Who::Person(_)));
    let said = |list: List| document.listed_in(list, clause.first, clause.last).next().is_some();
    let represents = || said(List::Represented) || said(List::ComesNext);
    let count = people.clone().count();
    // "Ketiganya adalah Gubernur A, Gubernur B dan Gubernur C"
    let begins = || {
        let mut cues = document.cues_in(clause.first + 1, (clause.first + 2).min(clause.last));
        document.listed(List::Collective, clause.first) && cues.any(|cue| cue.value == Cue::List)
    };
    let all = || count > 1 && clause.group.is_some_and(|group| group.count == count) && begins();
    names_signers(document, clause) && count > 0
        || people.filter(|actor| actor.listed).count() > 1
        || clause.act().is_none() && (count > 0 && represents() || all())
}

/// The fullest form of a name in the article.
fn fullest(document: &Document<'_>, name: &str) -> String {
    document
        .people
        .iter()
        .map(|person| &person.value.name)
        .filter(|other| same_name(other, name))
        .max_by_key(|other| other.len())
        .cloned()
        .unwrap_or_else(|| name.to_owned())
}
