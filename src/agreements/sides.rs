//! Which sides a sentence names, also where it names them only by "keduanya", "kampus itu" or not at all.

use super::{
    clauses::{Actor, Clause, Role, Who},
    parties::{self, Side},
};
use crate::{
    lexicon::{cues::Cue, lists::List},
    model::{Level, RegionCode},
    read::{Document, officials::same_name, regions::NamedAs, tokens::Gap},
};

/// Does the article name the government of a region, its head or an official, and not only the place? "Kota
/// Malang" is a government among regions (`with_kind`), but only a place beside an organisation.
pub(super) fn governs(document: &Document<'_>, code: RegionCode, with_kind: bool) -> bool {
    let named = |named_as: NamedAs| match named_as {
        NamedAs::Government | NamedAs::Head => true,
        NamedAs::Typed => with_kind,
        NamedAs::Bare | NamedAs::Building => false,
    };
    document.regions.iter().any(|region| region.value.code == code && named(region.value.role))
        || document.people.iter().any(|person| person.value.official && person.value.region == Some(code))
}

/// The sides of a clause; where a regional government acts without its name ("pemerintah kabupaten"), the
/// region that the article is about.
pub(super) fn named_sides(document: &Document<'_>, clauses: &[Clause], index: usize) -> (Vec<Side>, Vec<Side>) {
    let clause = &clauses[index];
    let reports = clause.reports();
    if clause.actors.is_empty() && !reports && !clause.tells_of_signing() {
        return (Vec::new(), Vec::new());
    }
    let (mut subjects, mut partners) = parties::of_clause(clause);
    // "antara Pemko dan PT ARB": the government without its name.
    let all = || subjects.iter().chain(&partners);
    if clause.generic_government
        && (reports || clause.names_document_between())
        && !all().any(|side| side.region().is_some())
        && all().next().is_some()
        && (subjects.is_empty() || clause.each)
        && let Some(main) = main_region(document)
    {
        // "pemkab meneken MoU dengan IPB": it acts.
        let acts = subjects.is_empty() && clause.pairs == 0;
        if acts { &mut subjects } else { &mut partners }.insert(0, main);
    }
    // "Keduanya menandatangani …", "Kedua pemerintah daerah bersepakat …": those of the sentences before.
    if (reports || clause.tells_of_signing()) && subjects.is_empty() {
        let heads =
            (clause.heads_sign || clause.those_sign).then_some(Group { count: 2, regional: false, level: None });
        // "enam kabupaten tersebut bersama Pemprov Jatim": beside a partner only more than two.
        let beside = |group: &Group| group.count > 2 && group.count != partners.len() && !clause.counted_partners;
        let group = clause.group.or(heads).filter(|group| partners.is_empty() || beside(group));
        if let Some(group) = group {
            subjects = group_before(document, clauses, index, group);
            subjects.retain(|side| !parties::contains(&partners, side));
        }
    }
    if reports {
        // A bare name as subject beside named governments is an area or a place more often than a party.
        drop_weak(clause, &mut subjects);
        drop_weak(clause, &mut partners);
    }
    // "Nota kesepahaman kedua pemda ditandatangani Bupati Lembata": the other one was named before.
    let one = subjects.len() + partners.len() == 1;
    let pair = || clause.group.filter(|group| group.count == 2);
    if one
        && (reports || clause.tells_of_signing())
        && let Some(pair) = pair()
    {
        let both = group_before(document, clauses, index, pair);
        if subjects.iter().chain(&partners).all(|side| parties::contains(&both, side)) {
            (subjects, partners) = (both, Vec::new());
        }
    }
    // "Pemprov bersama empat daerah itu menandatangani satu PKS": one beside a group.
    let others = || clause.group.filter(|group| group.count > 2 && group.regional);
    if one
        && clause.together
        && reports
        && let Some(others) = others()
    {
        let known = group_before(document, clauses, index, others);
        for side in &known {
            parties::add(&mut subjects, side);
        }
    }
    // "Tiga pemda, yakni A, B dan C, meneken MoU dengan kampus itu": the organisation that was named before.
    let regional = subjects.iter().any(|side| side.region().is_some());
    if clause.pronoun_partner && regional && partners.is_empty() && reports {
        partners.extend(organisation_before(clauses, index));
    }
    if regional && subjects.len() == 1 && partners.is_empty() && reports {
        partners.extend(employer(document, clauses, index));
    }
    drop_labels(clause, &mut subjects, &mut partners);
    // "kampus itu meneken MoU dengan tiga kabupaten": who acts was named before.
    // "Mereka masing-masing menandatangani PKS dengan Bupati Banyuwangi": no single one.
    let roster = |last: usize| document.cues_in(clause.first, last).any(|cue| cue.value == Cue::Roster);
    let several = clause.each && partners.len() == 1 && clause.act().is_some_and(roster);
    let elided =
        (clause.pronoun || clause.generic_government || !clause.count_subject) && clause.pairs == 0 && !several;
    // "Rektor Amar menandatangani nota dengan BPKP": he acts for no region.
    let somebody = clause.actors.iter().any(|actor| {
        let other = |index: usize| !document.people[index].value.official;
        actor.role == Role::Subject && matches!(actor.who, Who::Person(index) if other(index))
    });
    // "Yang pertama naskah dengan Pangkep, disusul naskah dengan Soppeng."
    // "MoU kedua dengan PT Istana …"
    let ordinal = |at: usize| document.listed(List::Collective, at);
    let form_first = clause.forms.iter().any(|(_, at)| *at == clause.first) && clause.first + 1 < clause.last;
    let numbered = ordinal(clause.first) || form_first && ordinal(clause.first + 1);
    let concludes = reports || (clause.each || numbered) && clause.names_document_between();
    if concludes && subjects.is_empty() && !partners.is_empty() && !clause.title && elided {
        let government = clause.generic_government && !partners.iter().any(|side| side.region().is_some());
        // "Mereka adalah Bupati A, B dan C. Satu per satu lalu meneken MoU dengan Wali Kota D."
        let many = if clause.each && partners.len() == 1 { all_before(clauses, index) } else { Vec::new() };
        if many.is_empty() {
            subjects.extend(match government {
                true => main_region(document),
                false => elided_subject(document, clauses, index, &partners)
                    .filter(|side| !somebody || side.region().is_none()),
            });
        } else {
            subjects = many;
        }
    }
    (subjects, partners)
}

/// Those whom a sentence counts without naming them: "keduanya", "kedua bupati", "tiga daerah".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// How many they are.
    pub(super) count: usize,
    /// Are they governments, by the word that is counted?
    regional: bool,
    /// Of which level: "kedua pemkab".
    level: Option<Level>,
}

impl Group {
    /// Is it of governments of this one's level, by the word that is counted: "delapan pemerintah provinsi"?
    pub(super) fn is_of_level(&self, code: RegionCode) -> bool {
        self.level == Some(code.level())
    }
}

/// The group that acts in the sentence `first..last`.
pub(super) fn group(document: &Document<'_>, first: usize, last: usize) -> Option<Group> {
    (first..last).find_map(|at| {
        // Nearly all words count nobody, and aren't looked at.
        if !document.listed(List::Collective, at) && !document.tokens.list[at].digit {
            return None;
        }
        let word = document.words(at, at + 1);
        // "bupati dari tiga provinsi": where they come from.
        let origin = || at > first && document.listed(List::Locative, at - 1);
        let count = document
            .lexicons
            .lists
            .number(List::Collective, word)
            .or_else(|| word.parse().ok())
            .filter(|_| !origin())?;
        // "Rabu (21/2), Gubernur …" counts nobody.
        let next = at + 1 < last && document.tokens.list[at + 1].gap.only(Gap::BLANK);
        let noun = |list: List| next && document.listed(list, at + 1);
        let regional = noun(List::RegionNoun);
        let counted = word.ends_with("nya") || regional || noun(List::PartyNoun);
        // "kedua pemkot", "kedua pemerintah kota"
        let kinds = &document.lexicons.regions.types;
        let level = document.tokens.phrase(kinds, at + 1, last).and_then(|(_, kinds)| kinds[0].level);
        // "tiga kabupaten/kota"
        let mixed = at + 2 < last && document.tokens.list[at + 2].gap.has(Gap::SLASH);
        let level = level.filter(|_| !mixed);
        (counted && (2..60).contains(&count)).then_some(Group { count, regional, level })
    })
}

/// The sides of a group, as the sentences before name them: nearest first, the headline last; else a list of exactly
/// so many; else all governments that the article names before, when they are that many. None when there are fewer
/// or more.
fn group_before(document: &Document<'_>, clauses: &[Clause], index: usize, group: Group) -> Vec<Side> {
    let Group { count, regional, level } = group;
    let fits = |side: &Side| match side {
        Side::Region(code) => level.is_none_or(|level| code.level() == level),
        Side::Organisation { .. } => !regional,
        Side::Foreign { .. } => true,
    };
    let mut sides = Vec::new();
    let before = clauses[..index].iter().rev().filter(|clause| !clause.title).take(3);
    for clause in before.chain(clauses.iter().filter(|clause| clause.title)) {
        let named = |actor: &&Actor| {
            !matches!(actor.role, Role::Topic | Role::Venue | Role::Witness)
                && !document.tokens.dateline.contains(&actor.first)
        };
        // "Luwu Timur (Sulawesi Selatan) dan Bombana (Sulawesi Tenggara)": where they lie.
        let label = |actor: &Actor| {
            let province = actor.side.as_ref().and_then(Side::region).filter(|code| code.is_province());
            let inside = |other: &Actor| {
                let code = other.side.as_ref().and_then(Side::region);
                code.is_some_and(|code| !code.is_province() && Some(code.province()) == province)
            };
            actor.role == Role::Aside && province.is_some() && clause.actors.iter().any(inside)
        };
        let those = clause.actors.iter().filter(named).filter(|actor| !label(actor));
        for side in those.filter_map(|actor| actor.side.as_ref()) {
            if fits(side) {
                parties::add(&mut sides, side);
            }
        }
        if sides.len() >= count {
            break;
        }
    }
    if sides.len() == count {
        return sides;
    }
    // A list of exactly so many, however far before: "enam daerah (Tulungagung, Nganjuk, …)".
    let listed = clauses[..index].iter().rev().map(regions_named);
    if let Some(sides) = listed.filter(|_| count > 2).find(|sides| sides.len() == count) {
        return sides;
    }
    let first = clauses[index].first;
    let mut governments = Vec::new();
    for region in document.regions.iter().filter(|region| region.first < first) {
        let code = region.value.code;
        if governs(document, code, true)
            && fits(&Side::Region(code))
            && !document.tokens.dateline.contains(&region.first)
        {
            parties::add(&mut governments, &Side::Region(code));
        }
    }
    if governments.len() == count {
        return governments;
    }
    // "Kalimantan Timur makan daging …. Gorontalo kebalikannya. … Kedua gubernur meneken": the only two of that level.
    let mut named = Vec::new();
    for region in document.regions.iter().filter(|region| region.first < first) {
        let side = Side::Region(region.value.code);
        if level.is_some() && fits(&side) && !document.tokens.dateline.contains(&region.first) {
            parties::add(&mut named, &side);
        }
    }
    if named.len() == count { named } else { Vec::new() }
}

/// The regions that a sentence names, be it as its place.
pub(super) fn regions_named(clause: &Clause) -> Vec<Side> {
    let mut sides = Vec::new();
    for side in clause.actors.iter().filter_map(|actor| actor.side.as_ref()) {
        if side.region().is_some() {
            parties::add(&mut sides, side);
        }
    }
    let provinces: Vec<RegionCode> = sides.iter().filter_map(Side::region).map(RegionCode::province).collect();
    // "Pacitan (Jawa Timur), Wonogiri (Jawa Tengah)"
    let label = |code: RegionCode| code.is_province() && provinces.iter().filter(|other| **other == code).count() > 1;
    sides.retain(|side| !side.region().is_some_and(label));
    sides
}

/// Who acts in a sentence that does not say it: who acted or spoke last, else whom the headline names first.
pub(super) fn elided_subject(
    document: &Document<'_>,
    clauses: &[Clause],
    index: usize,
    partners: &[Side],
) -> Option<Side> {
    // Of a list no single one acts.
    let new_side = |actor: &Actor| {
        if actor.listed {
            return None;
        }
        let side = actor.side.clone()?;
        let place_only = side.region().is_some_and(|code| !governs(document, code, true));
        // "Perhentian pertama Bener Meriah. … MoU dengan Bupati X. Malamnya naskah yang sama diteken dengan Bupati Y": a place that was
        // the partner of one does not conclude the other.
        let bare = matches!(actor.who, Who::Region { named_as: NamedAs::Bare, .. }) && actor.role != Role::Speaker;
        let partner = |other: &Actor| other.role == Role::Partner && other.side.as_ref() == Some(&side);
        let partner_before = bare
            && clauses[..index]
                .iter()
                .any(|clause| clause.pairs == 0 && clause.reports() && clause.actors.iter().any(partner));
        (!parties::contains(partners, &side) && !place_only && !partner_before).then_some(side)
    };
    if clauses[index].pronoun
        && let Some(side) =
            body_of_speaker(document, &clauses[..index]).filter(|side| !parties::contains(partners, side))
    {
        return Some(side);
    }
    let acts = |actor: &&Actor| matches!(actor.role, Role::Subject | Role::Speaker);
    let in_title = |actor: &&Actor| actor.takes_part();
    let before = clauses[..index].iter().rev().take(4).filter(|clause| !clause.title);
    let title = clauses.iter().filter(|clause| clause.title);
    // Who speaks comes before whom the speaker tells of.
    let speaks = |actor: &&Actor| actor.role == Role::Speaker;
    before
        .filter_map(|clause| {
            let speaker = clause.actors.iter().rev().filter(speaks).find_map(new_side);
            speaker.or_else(|| clause.actors.iter().rev().filter(acts).find_map(new_side))
        })
        .chain(title.filter_map(|clause| clause.actors.iter().filter(in_title).find_map(new_side)))
        .next()
}

/// "Wisnu mengaku senang. … ia menandatangani MoU yang sama dengan Pemkot Ternate": the body whose head spoke last.
fn body_of_speaker(document: &Document<'_>, before: &[Clause]) -> Option<Side> {
    let near = before.iter().rev().take(4).filter(|clause| !clause.title);
    let speaker = near.flat_map(|clause| clause.actors.iter().rev()).find(|actor| actor.role == Role::Speaker)?;
    let Who::Person(person) = speaker.who else { return None };
    let name = document.people[person].value.organisation.as_ref()?;
    let mut sides = before.iter().flat_map(|clause| &clause.actors).filter_map(|actor| actor.side.as_ref());
    sides.find(|side| parties::names_organisation(side, name)).cloned()
}

/// The governments that the sentence before names, where they are several.
fn all_before(clauses: &[Clause], index: usize) -> Vec<Side> {
    let Some(before) = index.checked_sub(1).map(|before| &clauses[before]).filter(|before| !before.title) else {
        return Vec::new();
    };
    let (mut named, partners) = parties::of_clause(before);
    named.retain(|side| side.region().is_some());
    if named.len() >= 2 && partners.is_empty() && !before.reports() { named } else { Vec::new() }
}

/// The organisation that acts in one of the sentences before, the nearest first, or in the headline.
fn organisation_before(clauses: &[Clause], index: usize) -> Option<Side> {
    let organisation = |clause: &Clause| {
        let acts = clause.actors.iter().filter(|actor| actor.takes_part());
        acts.filter_map(|actor| actor.side.clone()).find(|side| side.region().is_none())
    };
    clauses[..index]
        .iter()
        .rev()
        .filter(|clause| !clause.title)
        .take(3)
        .find_map(organisation)
        .or_else(|| clauses.iter().filter(|clause| clause.title).find_map(organisation))
}

/// "Bupati Bartim menandatangani MoU serupa dengan Nicke", "Giliran Universitas Bosowa. Irianto … bersama Rektor Saleh Pallu": for whom
/// the other one signs, as the sentences before tell.
fn employer(document: &Document<'_>, clauses: &[Clause], index: usize) -> Option<Side> {
    let person = |actor: &Actor| match actor.who {
        Who::Person(index) => Some(&document.people[index].value).filter(|person| !person.official && !person.former),
        _ => None,
    };
    let signs = clauses[index].actors.iter().filter(|actor| actor.takes_part()).find_map(person)?;
    let same = |actor: &Actor| person(actor).is_some_and(|other| same_name(&other.name, &signs.name));
    let organisation = |clause: &Clause| {
        let acts = clause.actors.iter().filter(|actor| actor.takes_part());
        acts.filter_map(|actor| actor.side.clone()).find(|side| matches!(side, Side::Organisation { .. }))
    };
    let named = clauses[..index].iter().filter(|clause| !clause.title && clause.actors.iter().any(same));
    let led = signs.organisation.is_none() || signs.office.starts_with("Rektor");
    let nearest = || organisation_before(clauses, index).filter(|_| led);
    named.filter_map(organisation).next().or_else(nearest)
}

/// "dari Kalteng (Barito Selatan dan Barito Utara)": a province that only tells where two others or more lie.
pub(super) fn drop_labels(clause: &Clause, subjects: &mut Vec<Side>, partners: &mut Vec<Side>) {
    let regions: Vec<RegionCode> = subjects.iter().chain(partners.iter()).filter_map(Side::region).collect();
    let governs = |code: RegionCode| {
        clause.actors.iter().any(|actor| match actor.who {
            Who::Region { code: named, named_as } => {
                named == code && matches!(named_as, NamedAs::Government | NamedAs::Head)
            }
            _ => false,
        })
    };
    let labels = |code: RegionCode| {
        code.is_province()
            && !governs(code)
            && regions.iter().filter(|inner| **inner != code && inner.province() == code).count() >= 2
    };
    for sides in [subjects, partners] {
        sides.retain(|side| !side.region().is_some_and(labels));
    }
}

/// Where a sentence names governments, a region named barely and only as a place is none of the parties.
fn drop_weak(clause: &Clause, sides: &mut Vec<Side>) {
    let strong = |side: &Side| {
        clause.actors.iter().any(|actor| {
            actor.takes_part()
                && actor.side.as_ref().is_some_and(|other| other.is(side))
                && !matches!(actor.who, Who::Region { named_as: NamedAs::Bare, .. })
        })
    };
    let strong_count = sides.iter().filter(|side| strong(side)).count();
    if strong_count == 0 || strong_count == sides.len() {
        return;
    }
    // A province barely named beside regencies of its own is where they lie.
    let kept: Vec<Side> = sides.clone();
    sides.retain(|side| {
        strong(side)
            || !side.region().is_some_and(|code| {
                code.is_province()
                    && kept
                        .iter()
                        .any(|other| other.region().is_some_and(|inner| inner != code && inner.province() == code))
            })
    });
}

/// The region whose government the article names first.
fn main_region(document: &Document<'_>) -> Option<Side> {
    document
        .regions
        .iter()
        .find(|region| matches!(region.value.role, NamedAs::Government | NamedAs::Head))
        .or_else(|| document.regions.iter().find(|region| region.value.role == NamedAs::Typed))
        .map(|region| Side::Region(region.value.code))
}
