//! Who signed: people who act in a sentence of signing, onlookers and speakers left out.

use super::{
    clauses::{Actor, Clause, Role, Who},
    draft::{Draft, is_elliptic},
    parties::{self, Side},
};
use crate::{
    lexicon::{cues::Cue, lists::List},
    model::{Signatory, Span, Status},
    read::{
        Document,
        officials::{Person, same_name},
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
    if status == Status::Direncanakan {
        return found;
    }
    let has_partner = draft.sides.iter().any(|side| side.region().is_none());
    let outsiders_fit =
        has_partner && (draft.hub.as_ref().is_none_or(|hub| hub.region().is_none()) || drafts.len() == 1);
    // "Pramono-Muhibbin Teken Perjanjian": whom the headline names as signers.
    let headline = clauses.iter().position(|clause| {
        clause.title && clause.sign.is_some() && drafts.len() == 1 && !draft.background && !clause.negate
    });
    let told = draft.clauses.iter().any(|index| clauses[*index].sign.is_some());
    let elliptic = is_elliptic(clauses, draft);
    for index in draft.clauses.iter().chain(headline.as_ref().filter(|index| !draft.clauses.contains(index))) {
        let clause = &clauses[*index];
        // Of an ended agreement only its own signing counts, not that of the letter that ends it.
        let other_paper = status == Status::Berakhir && !(clause.sign.is_some() && clause.names_one());
        // "Sembilan pemprov membubuhkan tanda tangan. Dari tuan rumah Gubernur X diwakili Sekda Y. Berturut-turut kemudian: …"
        // "Giliran ketiga, Wali Kota A dengan Kejari B"
        let listed = elliptic || told && !clause.speech && lists_people(document, clause);
        if other_paper || !(signs(document, clause) || listed) {
            continue;
        }
        let nobody = || !clause.actors.iter().any(|actor| matches!(actor.who, Who::Person(_)));
        // "… berujung pada penandatanganan LoI oleh keduanya"
        let signs = clause.sign.is_some() || clause.signing.is_some() && clause.those_sign;
        if signs && !clause.speech {
            let count =
                if clause.those_sign { Some(2) } else { clause.group.filter(|_| nobody()).map(|group| group.count) };
            for (signatory, span) in
                count.map(|count| named_before(document, clauses, *index, draft, count)).into_iter().flatten()
            {
                add(&mut found, signatory, span);
            }
            if let Some((signatory, span)) = meant_by_pronoun(document, clauses, *index, draft) {
                add(&mut found, signatory, span);
            }
        }
        if clause.sign.is_some() && !clause.speech && (clause.heads_sign || clause.secretaries_sign) {
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
            if !matches!(actor.role, Role::Subject | Role::Partner | Role::Besides) || actor.represented {
                continue;
            }
            let person = &document.people[person].value;
            let own = match person.region {
                Some(code) if person.official => draft.sides.iter().any(|side| side.region() == Some(code)),
                _ if person.official => false,
                _ => match &person.organisation {
                    Some(name) => {
                        draft.sides.iter().any(|side| parties::names_organisation(side, name))
                            || outsiders_fit && drafts.len() == 1
                    }
                    None => outsiders_fit,
                },
            };
            if own && !person.former {
                add(&mut found, signatory(document, person), document.tokens.span(actor.first, actor.last));
            }
        }
    }
    found
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
            if person.region.is_some_and(|code| draft.sides.iter().any(|side| side.region() == Some(code))) {
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
    let sign = clause.sign.filter(|sign| clause.pronoun || by_him(sign))?;
    let acts =
        |actor: &&Actor| matches!(actor.who, Who::Person(_)) && actor.role == Role::Subject && actor.first < sign;
    if clause.actors.iter().any(|actor| acts(&actor)) {
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
        .filter(|(person, _)| {
            !person.former
                && person.region.is_some_and(|code| draft.sides.iter().any(|side| side.region() == Some(code)))
        })
        .map(|(person, actor)| (signatory(document, person), document.tokens.span(actor.first, actor.last)))
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
    clause.sign.is_some() || clause.signing.is_some() && !clause.speech && by() || renewed || listed
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
    people.filter(|actor| actor.listed).count() > 1 || clause.act().is_none() && (count > 0 && represents() || all())
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
