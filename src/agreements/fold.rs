//! Sentences to drafts of agreements: one agreement is one draft, however many sentences repeat it.
//!
//! ```text
//! Pemkot Probolinggo meneken MoU dengan Pasuruan.      opens a draft
//! Mitranya yaitu …                                     adds members
//! Penandatanganan dilakukan Sekda di Malang.           belongs to the draft before
//! ```

use super::{
    certain::is_agreement,
    clauses::{Actor, Clause, Role, Who},
    context,
    draft::{Draft, push_or_join, same_sides},
    members::{
        Open, add_members, add_partner_of_headline, add_province, further_document, goes_on, lists_members,
        names_one_member, names_signers, opens_list, still_listed, with_known_member,
    },
    parties::{self, Side},
    sides::{elided_subject, named_sides},
    signing,
};
use crate::{
    lexicon::{
        cues::{Cue, RoleCue},
        lists::List,
    },
    model::RegionCode,
    read::{Document, Mention, is_one_of, tokens::Gap},
};

/// So many sides in one sentence are a list, which the next one may go on with.
const LONG_LIST: usize = 4;

/// Puts the clauses together, in these steps. Each sentence of the body takes the first one that fits:
/// 1. one that reports an agreement, alone or with the one beside it (`told_in_two`, `signs_what_was_named`), or names a document
///    between two, and names two sides or more, one of them a region, opens a draft or belongs to one (`Folding::report`);
/// 2. one that lists members or signers, or names as many governments as an open report counts, adds them: "Mitranya yaitu …";
///    those behind it, even behind another article's headline, may go on with the list, those behind an opening
///    "Kabupaten yang terlibat adalah:" are the list (`members`);
/// 3. one that names one more partner of a known hub, or gives each of those before a document, makes a draft of each
///    (`spokes`);
/// 4. one that reports but names fewer than two sides makes one more document of all ("Ketiga daerah sekaligus …"), or
///    may open a report whose members are yet to be named, and waits for step 7.
///
/// Then, of the whole article:
///
/// 5. when there is no draft yet, headline and first reports are read together (`headline`);
/// 6. when there is still none, whatever stands around the report (`context`);
/// 7. what waited since step 4 belongs to what another sentence reports (`Folding::attach`);
/// 8. companies and campuses in a list have a document each (`Folding::split_lists`);
/// 9. what is no agreement after all is dropped (`certain`).
pub(crate) fn drafts(document: &Document<'_>, clauses: &[Clause]) -> Vec<Draft> {
    let one_for_all = clauses.iter().take(8).any(|clause| clause.together);
    let mut folding = Folding { document, clauses, one_for_all, drafts: Vec::new(), open: None };
    let mut rest = Vec::new();
    let mut listing = None;
    for (index, clause) in clauses.iter().enumerate().filter(|(_, clause)| !clause.title) {
        let (subjects, partners) = named_sides(document, clauses, index);
        let report = Report::new(index, clause, subjects, partners);
        let reports = clause.reports();
        let lists = !folding.tells_of_signers(&report)
            && (lists_members(document, clause, reports, folding.open.is_some())
                || folding.awaits_partner(&report) && names_one_member(clause));
        let counted = folding.names_the_counted(&report);
        let lists = lists || counted;
        let announced = !reports && !lists && signs_what_was_announced(clauses, index);
        let reports = reports
            || announced
            || !lists && told_in_two(clauses, index)
            || signs_what_was_named(clauses, index)
            || !folding.drafts.is_empty() && (plans_another(clause) || next_in_row(document, clause));
        if (reports || clause.names_document_between()) && report.is_regional() && report.all.len() >= 2 && !counted {
            folding.report(&report);
            if announced {
                folding.told_before(index);
            }
            // "Naskah diteken Gubernur A; Sekda B; Bupati C; Bupati D. Lalu, Sekda E dan Wali Kota F."
            if clause.sign.is_some() && report.all.len() >= LONG_LIST && more_sign(document, &clauses[index + 1..]) {
                listing = Some(index + 1);
            }
        } else if lists {
            // "Empat lembaga yang ikut adalah Unair, BPKP, …": of those whom the hub signs with one by one.
            if report.is_regional() || !folding.spoke_by_name(&report) {
                let listed = with_known_member(clause, report.all);
                add_members(&mut folding.drafts, &mut folding.open, clauses, index, listed);
            }
            listing = Some(index + 1);
        } else if (listing == Some(index) || folding.awaits_all()) && goes_on(document, clause, folding.awaits_all()) {
            let listed = still_listed(document, clause);
            add_members(&mut folding.drafts, &mut folding.open, clauses, index, listed);
            listing = Some(index + 1);
        } else if names_signers(document, clause) && folding.tells_who_signed(&report)
            || opens_list(document, clause)
            || listing == Some(index) && stands_between(document, clause)
        {
            listing = Some(index + 1);
        } else {
            let spoke = folding.spoke_by_name(&report) || folding.each_of_those_before(&report);
            if spoke || !reports && !clause.tells_of_signing() {
                continue;
            }
            if let Some(draft) = further_document(&folding.drafts, clause) {
                folding.drafts.push(Draft { clauses: vec![index], ..draft });
            } else {
                folding.await_members(&report, reports);
                rest.push(report);
            }
        }
    }
    if folding.drafts.is_empty() {
        folding.headline_and_lead();
    }
    if folding.drafts.is_empty() {
        folding.drafts = context::drafts(document, clauses);
    }
    for report in rest {
        folding.attach(&report);
    }
    folding.complete_spokes();
    folding.split_lists();
    let mut drafts = folding.drafts;
    for draft in &mut drafts {
        draft.clauses.sort_unstable();
        draft.clauses.dedup();
        add_province(document, clauses, draft);
        add_partner_of_headline(clauses, draft);
        parties::make_distinct(document, &mut draft.sides);
    }
    drafts.retain(|draft| is_agreement(document, clauses, draft));
    drafts
}

/// "Pemkab A dan Pemkab B bersepakat mengelola sampah. Kesepakatan itu dituangkan dalam MoU": one sentence tells who
/// agrees, the next one names the document.
fn told_in_two(clauses: &[Clause], index: usize) -> bool {
    let clause = &clauses[index];
    let agrees = clause.join.is_some() && clause.wish.is_none() && !clause.negate && !clause.is_false_friend();
    let Some(next) = clauses.get(index + 1) else { return false };
    // "… pulang membawa tujuh MoU. Semuanya diteken di Jambi."
    if clause.each && clause.form().is_some() && clause.act().is_none() && !clause.negate && clause.wish.is_none() {
        let acts = |actor: &Actor| actor.takes_part();
        return next.sign.is_some() && !next.names_one() && !next.speech && !next.actors.iter().any(acts);
    }
    agrees && !clause.speech && next.names_one() && next.wish.is_none() && !next.negate && !next.is_false_friend()
}

/// "Hasilnya empat nota kesepahaman. Masing-masing ditandatangani Kamarudin dengan Kabupaten Bangka Barat, …": one sentence
/// names the document, the next one tells who signs it.
fn signs_what_was_named(clauses: &[Clause], index: usize) -> bool {
    let clause = &clauses[index];
    let Some(before) = index.checked_sub(1).map(|before| &clauses[before]) else { return false };
    let acts = |role: Role| clause.actors.iter().any(|actor| actor.role == role);
    let signs = clause.sign.is_some() && clause.tells_of_signing() && clause.wish.is_none() && !clause.quoted;
    let named = !before.title && !before.speech && !before.negate && before.wish.is_none() && !before.forms.is_empty();
    signs && named && before.act().is_none() && acts(Role::Subject) && acts(Role::Partner)
}

/// "… dirangkai dengan penandatanganan MoU. Bupati X meneken untuk pemkab, sedangkan untuk Kejaksaan Negeri Y …": one sentence
/// tells that a document is signed, the next one who signs it.
fn signs_what_was_announced(clauses: &[Clause], index: usize) -> bool {
    let clause = &clauses[index];
    let Some(before) = index.checked_sub(1).map(|before| &clauses[before]) else { return false };
    let signs = clause.sign.is_some() && clause.tells_of_signing() && clause.wish.is_none() && !clause.quoted;
    let announced = before.tells_of_signing() && before.reports() && !before.forms.is_empty() && !before.title;
    signs && announced && !before.actors.iter().any(Actor::takes_part) && parties::of_clause(clause).0.len() >= 2
}

/// "Lalu, Sekda E dan Wali Kota F.": do the sentences behind a list go on with persons in office?
fn more_sign(document: &Document<'_>, behind: &[Clause]) -> bool {
    let Some(next) = behind.iter().find(|next| !stands_between(document, next)) else { return false };
    let people = next.actors.iter().filter(|actor| matches!(actor.who, Who::Person(_))).count();
    // Not "Sementara, Bupati E dan Bupati F tidak hadir".
    let ends = next.actors.last().is_some_and(|last| last.last >= next.last);
    let goes_on = document.listed(List::RosterGoesOn, next.first);
    people >= 2 && ends && goes_on && document.tokens.list[next.first + 1].gap.has(Gap::COMMA)
}

/// Another article's headline in the middle of a list: it names no document and nobody, and ends in no full stop.
fn stands_between(document: &Document<'_>, clause: &Clause) -> bool {
    let end = document.tokens.span(clause.first, clause.last).end();
    let stops = document.article.text()[end..].starts_with(|c: char| !c.is_whitespace());
    !stops && !clause.speaks_of_one() && clause.actors.iter().all(|actor| actor.side.is_none())
}

/// "Giliran ketiga, Wali Kota Kupang dengan Kejaksaan Negeri Kota Kupang.": one more signing in a row, told without its verb.
fn next_in_row(document: &Document<'_>, clause: &Clause) -> bool {
    let turn = document.listed(List::Turn, clause.first) && clause.act().is_none() && !clause.title;
    let told = clause.wish.is_some() || clause.negate || clause.speech || clause.quoted;
    if !turn || told {
        return false;
    }
    let last_of = |role: Role| clause.actors.iter().rev().find(|actor| actor.role == role);
    // "Lalu, Pemkot Kendari dan Pemkab Konawe Selatan untuk komoditas sayuran": nothing else is told of them.
    let (subjects, partners) = parties::of_clause(clause);
    let end = last_of(Role::Subject).map_or(clause.last, |last| last.last);
    let ends = end >= clause.last || document.listed(List::OfSomethingElse, end);
    let comma = clause.first + 1 < clause.last && document.tokens.list[clause.first + 1].gap.has(Gap::COMMA);
    if comma && ends && partners.is_empty() && subjects.len() == 2 {
        return subjects.iter().all(|side| side.region().is_some());
    }
    let (Some(one), Some(other)) = (last_of(Role::Subject), last_of(Role::Partner)) else {
        return false;
    };
    // Nothing but "dengan" stands between them.
    let with = |cue: &Mention<Cue>| {
        let with = matches!(cue.value, Cue::Role(RoleCue::Partner | RoleCue::Jointly));
        with && cue.first == one.last && other.first <= cue.last + 1
    };
    document.cues_in(one.last, other.first).any(with)
}

/// "DKI juga akan bekerja sama dengan Kabupaten Serang": beside an agreement that was told, one more is planned.
fn plans_another(clause: &Clause) -> bool {
    let acts = |role: Role| clause.actors.iter().any(|actor| actor.role == role);
    let planned = clause.plan.is_some() && clause.weak_cooperation && clause.wish.is_none() && !clause.negate;
    planned && acts(Role::Subject) && acts(Role::Partner) && !clause.quoted
}

/// A sentence and the sides that it names.
pub(super) struct Report<'c> {
    pub(super) index: usize,
    pub(super) clause: &'c Clause,
    pub(super) subjects: Vec<Side>,
    pub(super) partners: Vec<Side>,
    /// Both together, each once.
    pub(super) all: Vec<Side>,
}

impl<'c> Report<'c> {
    /// What sentence `index` names, those on both sides together.
    pub(super) fn new(index: usize, clause: &'c Clause, subjects: Vec<Side>, partners: Vec<Side>) -> Report<'c> {
        let mut all = subjects.clone();
        for side in &partners {
            parties::add(&mut all, side);
        }
        Report { index, clause, subjects, partners, all }
    }

    /// Is a region among those named?
    pub(super) fn is_regional(&self) -> bool {
        self.all.iter().any(|side| side.region().is_some())
    }
}

/// The drafts so far.
pub(super) struct Folding<'f> {
    pub(super) document: &'f Document<'f>,
    pub(super) clauses: &'f [Clause],
    /// The lead speaks of one document for all: "ketiga daerah", "trilateral".
    pub(super) one_for_all: bool,
    pub(super) drafts: Vec<Draft>,
    /// A report whose partners are yet to be named.
    pub(super) open: Option<Open>,
}

impl Folding<'_> {
    /// A sentence that names two sides or more: the first case that fits.
    pub(super) fn report(&mut self, report: &Report<'_>) {
        let fits = self.one_for_all_after_all(report)
            || self.several_pairs(report)
            || self.hub(report)
            || self.older_document(report)
            || self.known(report)
            || self.spokes_again(report)
            || self.same_document(report)
            || self.others_too(report)
            || self.more_members(report)
            || self.foreign_again(report)
            || self.occasion(report);
        if !fits {
            self.new_draft(report);
            // "Setelah LoI diteken pada 28 Maret 2022, kini keduanya menandatangani MoU": the older one is told with it.
            if report.clause.focus > report.clause.first {
                self.older_document(report);
            }
        }
    }

    /// Sentence `index` tells who signs what the one before it names.
    fn told_before(&mut self, index: usize) {
        for draft in self.drafts.iter_mut().filter(|draft| draft.clauses.last() == Some(&index)) {
            draft.clauses.push(index - 1);
            draft.clauses.sort_unstable();
        }
    }

    /// "DKI meneken PKS dengan Banten dan Kabupaten Tangerang. … Penandatanganan PKS antara DKI, Banten, dan Kabupaten Tangerang
    /// …": what was taken for a hub and its spokes is one document.
    fn one_for_all_after_all(&mut self, report: &Report<'_>) -> bool {
        let clause = report.clause;
        if clause.pairs != 1 || clause.each || clause.background || clause.form().is_none() {
            return false;
        }
        let sides = parties::of_pair(clause, 1);
        let within = |draft: &Draft| {
            draft.hub.is_some() && !draft.background && draft.sides.iter().all(|side| parties::contains(&sides, side))
        };
        let told: Vec<&Draft> = self.drafts.iter().filter(|draft| within(draft)).collect();
        if sides.len() < 3 || told.len() + 1 != sides.len() {
            return false;
        }
        let mut clauses: Vec<usize> = told.iter().flat_map(|draft| draft.clauses.iter().copied()).collect();
        clauses.push(report.index);
        self.drafts.retain(|draft| !within(draft));
        self.drafts.push(Draft { sides, hub: None, clauses, background: false, shares_details: false });
        true
    }

    /// "antara Davao dan Manado, satu lagi antara Davao dan Bitung"
    fn several_pairs(&mut self, report: &Report<'_>) -> bool {
        if report.clause.pairs < 2 {
            return false;
        }
        for pair in 1..=report.clause.pairs {
            let sides = parties::of_pair(report.clause, pair);
            if sides.len() >= 2 {
                self.push(sides, None, report);
            }
        }
        true
    }

    /// "LoI-nya sudah diteken Desember 2022", "PKS ini turunan dari MoU yang dibuat lebih dulu": another document of
    /// the same sides, older than the one reported, has a form of its own and is told as past.
    fn older_document(&mut self, report: &Report<'_>) -> bool {
        let clause = report.clause;
        let shares = |draft: &Draft| report.all.iter().any(|side| parties::contains(&draft.sides, side));
        let of_same = |draft: &Draft| !draft.background && (report.all.is_empty() || shares(draft));
        let Some(at) = self.drafts.iter().position(of_same) else { return false };
        // Spokes are told apart by their partners.
        let spokes = self.drafts.iter().filter(|draft| of_same(draft)).count() > 1;
        let Some(form) = signing::older_form(self.document, self.clauses, &self.drafts[at], report.index) else {
            return false;
        };
        if spokes || clause.plan.is_some() || clause.wish.is_some() {
            return false;
        }
        // "LoI akan menghidupkan kembali MoU yang masa berlakunya habis": the earlier term is no agreement of its own.
        if clause.end.is_some() {
            return true;
        }
        let sides = self.sides_of_older(at, report);
        let known = self.drafts.iter_mut().find(|draft| {
            let told = self.clauses[draft.clauses[0]].forms.iter().any(|(other, _)| *other == form);
            draft.background && told && same_sides(&draft.sides, &sides)
        });
        match known {
            Some(draft) => draft.clauses.push(report.index),
            None => self.drafts.push(Draft {
                sides,
                hub: None,
                clauses: vec![report.index],
                background: true,
                shares_details: false,
            }),
        }
        true
    }

    /// The sides of an older document: those that its sentence names, else those of the draft. "LoI dengan Kota Wewak", beside an
    /// agreement of three: the region's with that one.
    fn sides_of_older(&self, at: usize, report: &Report<'_>) -> Vec<Side> {
        let sides = &self.drafts[at].sides;
        let regions: Vec<&Side> = sides.iter().filter(|side| side.region().is_some()).collect();
        // "Menindaklanjuti MoU dengan UGM, Pemkab Belu meneken PKS dengan Fakultas Pertanian": whom it was with stands before the news.
        let clause = report.clause;
        let before = parties::of_actors(clause.actors.iter().filter(|actor| actor.first < clause.focus));
        if let ([partner], [region]) = (&before[..], &regions[..])
            && partner.region().is_none()
        {
            return vec![(*region).clone(), partner.clone()];
        }
        match (&report.all[..], &regions[..]) {
            ([_, _, ..], _) => report.all.clone(),
            ([partner], [region]) if sides.len() > 2 && partner.region().is_none() => {
                vec![(*region).clone(), partner.clone()]
            }
            _ => sides.clone(),
        }
    }

    /// The same sides as those of a draft, or some of them.
    fn known(&mut self, report: &Report<'_>) -> bool {
        let same = self.drafts.iter().position(|draft| same_sides(&draft.sides, &report.all));
        let part =
            || self.drafts.iter().position(|draft| report.all.iter().all(|side| parties::contains(&draft.sides, side)));
        let Some(at) = same.or_else(part) else { return false };
        self.drafts[at].clauses.push(report.index);
        true
    }

    /// "PKS tersebut diteken Kepala Stasiun Geofisika A dan Kalak BPBD B", "Empat daerah yang meneken PKS tersebut ialah …": the document
    /// told before, with more who signed it, or with the unit that signed for one of its sides.
    fn same_document(&mut self, report: &Report<'_>) -> bool {
        let clause = report.clause;
        let Some(sign) = clause.sign.filter(|_| !clause.each && !self.is_background(report)) else { return false };
        let word = |at: usize| self.document.words(at, at + 1);
        let that = |cue: &Mention<Cue>| {
            if !matches!(cue.value, Cue::Form(_) | Cue::ShortForm(_)) || cue.last >= clause.last {
                return false;
            }
            // "PKS tersebut diteken …", "PKS tentang informasi gempa tersebut diteken …", but not "MoU lain pada hari itu diteken …"
            let that = |at: usize| self.document.listed(List::That, at);
            // "PKS tersebut" may be one cue.
            let meant = that(cue.last) || that(cue.last - 1);
            let day = || sign >= 2 && is_one_of(word(sign - 2), &["hari", "saat", "waktu", "malam", "kesempatan"]);
            let opens = cue.first == clause.first && sign >= cue.last;
            // "… yang meneken PKS tersebut ialah …"
            let signed = sign + 1 == cue.first && sign > clause.first && word(sign - 1) == "yang" && meant;
            opens && (meant || that(sign - 1) && !day()) || signed
        };
        if !self.document.cues_in(clause.first, clause.last).any(that) || report.all.len() < 2 {
            return false;
        }
        let shares = |draft: &&mut Draft| {
            let region = |side: &&Side| side.region().is_some() && parties::contains(&report.all, side);
            draft.hub.is_none() && !draft.background && draft.sides.iter().any(|side| region(&side))
        };
        let Some(draft) = self.drafts.iter_mut().rfind(shares) else { return false };
        draft.clauses.push(report.index);
        let regional = report.all.iter().all(|side| side.region().is_some());
        for side in report.all.iter().filter(|_| regional) {
            parties::add(&mut draft.sides, side);
        }
        true
    }

    /// "Bengkulu Tengah menandatangani kesepakatan dengan Pemprov Jabar. … Empat kabupaten yang menandatangani, yaitu Luwu Timur,
    /// … dan Bengkulu Tengah": the others, with the same partner.
    fn others_too(&mut self, report: &Report<'_>) -> bool {
        let level = |side: &Side| side.region().map(RegionCode::level);
        let [draft] = &self.drafts[..] else { return false };
        let [one, other] = &draft.sides[..] else { return false };
        let named = [one, other].map(|side| parties::contains(&report.all, side));
        let (hub, member) = match named {
            [true, false] => (other.clone(), one),
            [false, true] => (one.clone(), other),
            _ => return false,
        };
        let alike = report.all.iter().all(|side| level(side).is_some() && level(side) == level(member));
        let counted = report.clause.list && report.clause.count_subject || report.clause.counted_subjects;
        if !alike || level(&hub) == level(member) || !counted || report.all.len() < 3 || draft.background {
            return false;
        }
        self.drafts[0].hub = Some(hub.clone());
        self.drafts[0].clauses.push(report.index);
        let known = self.drafts[0].sides.clone();
        for spoke in report.all.iter().filter(|side| !parties::contains(&known, side)) {
            self.push(vec![hub.clone(), spoke.clone()], Some(hub.clone()), report);
        }
        true
    }

    /// The lead named some of the sides, this sentence all.
    fn more_members(&mut self, report: &Report<'_>) -> bool {
        if report.clause.each || self.is_background(report) {
            return false;
        }
        let smaller = self.drafts.iter_mut().find(|draft| {
            let within = draft.sides.iter().all(|side| parties::contains(&report.all, side));
            draft.hub.is_none() && !draft.background && within
        });
        let Some(draft) = smaller else { return false };
        for side in &report.all {
            parties::add(&mut draft.sides, side);
        }
        draft.clauses.push(report.index);
        true
    }

    /// A foreign partner is often named by its province or its envoy's city as well.
    fn foreign_again(&mut self, report: &Report<'_>) -> bool {
        let foreign = |sides: &[Side]| sides.iter().any(|side| matches!(side, Side::Foreign { .. }));
        if report.clause.each || !foreign(&report.all) {
            return false;
        }
        let with_same_region = self.drafts.iter_mut().find(|draft| {
            let mut regions = draft.sides.iter().filter(|side| side.region().is_some());
            foreign(&draft.sides) && regions.any(|side| parties::contains(&report.all, side))
        });
        let Some(draft) = with_same_region else { return false };
        draft.clauses.push(report.index);
        true
    }

    /// "MoU akan ditandatangani saat Gubernur X beserta Bupati Y melawat ke Z": behind the occasion stands who will be there.
    fn occasion(&mut self, report: &Report<'_>) -> bool {
        let clause = report.clause;
        let Some(act) = clause.act() else { return false };
        let when = |at: &usize| matches!(self.document.words(*at, at + 1), "saat" | "ketika" | "sewaktu" | "tatkala");
        let Some(when) = (act..clause.last).find(when) else { return false };
        let behind = clause.actors.iter().filter(|actor| actor.takes_part()).all(|actor| actor.first > when);
        let shares = |draft: &&mut Draft| report.all.iter().any(|side| parties::contains(&draft.sides, side));
        match self.drafts.iter_mut().find(shares).filter(|_| behind) {
            Some(draft) => draft.clauses.push(report.index),
            None => return false,
        }
        true
    }

    /// None of the other cases: what the sentence concludes is new.
    fn new_draft(&mut self, report: &Report<'_>) {
        let clause = report.clause;
        let concludes = clause.form().is_some()
            || clause.sign.is_some()
            || clause.join.is_some()
            || next_in_row(self.document, clause);
        // "OPD kedua daerah segera menyusun perjanjian": those of the agreement told before.
        let (subjects, partners) = parties::of_clause(clause);
        if subjects.is_empty() && partners.is_empty() && !self.drafts.is_empty() && !self.is_background(report) {
            self.attach(report);
            return;
        }
        if self.drafts.is_empty() || concludes && clause.wish.is_none() {
            self.open = None;
            self.push(report.all.clone(), None, report);
        }
    }

    /// A draft of these sides, or one more sentence of the one that has them.
    pub(super) fn push(&mut self, sides: Vec<Side>, hub: Option<Side>, report: &Report<'_>) {
        let background = self.is_background(report);
        push_or_join(&mut self.drafts, sides, hub, report.index, background, report.clause);
    }

    /// "Dua belas bupati meneken …": does a report wait for all its members?
    fn awaits_all(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.sides.is_empty())
    }

    /// "Penandatanganan dilakukan Bupati A, Pimpinan Bank B dan Direktur PT C": those who are known already, whether they have one document
    /// or several.
    fn tells_of_signers(&self, report: &Report<'_>) -> bool {
        let clause = report.clause;
        let hub = self.drafts.iter().any(|draft| draft.hub.is_some());
        let calm = clause.signing.is_some() && clause.sign.is_none() && !clause.each && !clause.names_one();
        let known = |side: &Side| self.drafts.iter().any(|draft| parties::contains(&draft.sides, side));
        hub && calm && report.all.len() > 2 && report.partners.is_empty() && report.all.iter().all(known)
    }

    /// "Penandatangannya adalah Gubernur X dan Ketua Yayasan Y.": a sentence of the agreement that has a side of it.
    fn tells_who_signed(&mut self, report: &Report<'_>) -> bool {
        let people = report.clause.actors.iter().any(|actor| matches!(actor.who, Who::Person(_)));
        let shares = |draft: &&mut Draft| report.all.iter().all(|side| parties::contains(&draft.sides, side));
        let calm = people && !report.all.is_empty() && !report.clause.speech && !report.clause.quoted;
        let draft = self.drafts.iter_mut().filter(|draft| !draft.background).rfind(shares);
        match draft.filter(|_| calm) {
            Some(draft) => {
                draft.clauses.push(report.index);
                true
            }
            None => false,
        }
    }

    /// "Pemkab A meneken MoU. Mitranya adalah Universitas B.": does a report that names one side wait for this other one?
    fn awaits_partner(&self, report: &Report<'_>) -> bool {
        match (self.open.as_ref().map(|open| &open.sides[..]), &report.all[..]) {
            (Some([side]), [partner]) => !side.is(partner),
            _ => false,
        }
    }

    /// "BPKP dan lima pemda menandatangani nota kesepakatan. Dari pihak pemda naskah itu diteken Bupati A, …": as many governments as the
    /// report that waits for its members counts beside the one side that it names.
    fn names_the_counted(&self, report: &Report<'_>) -> bool {
        let Some(Open { sides, clause }) = &self.open else { return false };
        let counted = self.clauses[*clause].group.is_some_and(|group| group.count == report.all.len());
        let regional = report.all.iter().all(|side| side.region().is_some());
        let beside = matches!(&sides[..], [side] if side.region().is_none());
        self.drafts.is_empty() && beside && counted && regional && report.all.len() > 2
    }

    /// What came before the news: it has a date, place and scope of its own.
    fn is_background(&self, report: &Report<'_>) -> bool {
        let clause = report.clause;
        // Beside a plan: "MoU dengan Bantul dan Sleman sudah ditandatangani".
        let done = || {
            let before = |act: usize| act > clause.first && self.document.listed(List::Already, act - 1);
            let planned = |index: &usize| self.clauses[*index].plan.is_some();
            self.drafts[0].clauses.iter().any(planned) && clause.sign.is_some_and(before)
        };
        !self.drafts.is_empty() && (clause.background || done())
    }

    /// "menandatangani tujuh naskah", "Lima pemerintah provinsi meneken …": the others are named later.
    fn await_members(&mut self, report: &Report<'_>, reports: bool) {
        // "Kesepakatan juga dibuat dengan tiga mitra lain, masing-masing dalam naskah tersendiri": further spokes.
        let further = report.clause.each && self.drafts.iter().all(|draft| draft.hub.is_none());
        // "Penandatanganan disaksikan menteri. … yang diteken Gubernur A dan tujuh bupati": the first one named nobody.
        let names_more = report.all.len() == 1 && report.clause.group.is_some();
        let waits = self.open.as_ref().is_some_and(|open| !open.sides.is_empty() || !names_more);
        if !reports || !self.drafts.is_empty() && !further || waits || report.all.len() > 1 {
            return;
        }
        let acting = || {
            let clause = report.clause;
            // "mereka menandatangani …"
            let they = clause.roster && clause.sign.is_some();
            let counted = (clause.count_subject || clause.counted_subjects || they) && !clause.each;
            let elided = elided_subject(self.document, self.clauses, report.index, &[]);
            elided.filter(|_| !counted)
        };
        let side = report.all.first().cloned().or_else(acting);
        self.open = Some(Open { sides: side.into_iter().collect(), clause: report.index });
    }

    /// A sentence that reports but names fewer than two sides speaks of what another one reports.
    fn attach(&mut self, report: &Report<'_>) {
        let named = &report.all;
        if self.older_document(report) {
            return;
        }
        if self.drafts.iter().any(|draft| draft.hub.is_some()) {
            // "Penandatanganan dilakukan Bupati A, Pimpinan Bank B dan pihak PT C": one document after all, where nobody said
            // that each has its own.
            if self.tells_of_signers(report) {
                let each = |draft: &Draft| draft.hub.is_some() && self.clauses[draft.clauses[0]].each;
                if self.drafts.iter().any(each) {
                    let own = |draft: &&mut Draft| draft.sides.iter().all(|side| parties::contains(&report.all, side));
                    self.drafts.iter_mut().filter(own).for_each(|draft| draft.clauses.push(report.index));
                    return;
                }
                if self.spokes_again(report) {
                    return;
                }
            }
            for draft in self.drafts.iter_mut().filter(|draft| !draft.background) {
                if named.iter().all(|side| parties::contains(&draft.sides, side)) {
                    draft.clauses.push(report.index);
                }
            }
            return;
        }
        // The draft told last before it, or the first one; what is told as background only when it is that itself.
        let told = |draft: &&Draft| !draft.background || report.clause.background;
        let shares = |draft: &Draft| named.iter().any(|side| parties::contains(&draft.sides, side));
        let before = self.drafts.iter().rposition(|draft| told(&draft) && draft.clauses[0] < report.index);
        let nearest = before.or_else(|| self.drafts.iter().position(|draft| told(&draft)));
        let Some(nearest) = nearest else { return };
        let fits = named.is_empty() || shares(&self.drafts[nearest]);
        let at = if fits { Some(nearest) } else { self.drafts.iter().position(shares) };
        if let Some(at) = at {
            self.drafts[at].clauses.push(report.index);
        }
    }
}
