//! Hub and spokes: one side with an agreement with each of several others.
//!
//! ```text
//! Pemprov Jabar meneken kesepakatan bersama dengan A, B dan C.     a hub, three spokes
//! Nota keempat dengan Pemkot D.                                    one more
//! ```

use super::{
    clauses::{Actor, Clause, Role},
    draft::{Draft, is_spoke_of},
    fold::{Folding, Report},
    members::{self, Open, further_document},
    parties::{self, Side},
    sides::elided_subject,
};
use crate::{
    lexicon::{
        cues::{Cue, RoleCue},
        lists::List,
    },
    model::Scheme,
};

impl Folding<'_> {
    /// "Pemprov Jabar meneken kesepakatan bersama dengan A, B dan C": an agreement with each of them.
    pub(super) fn hub(&mut self, report: &Report<'_>) -> bool {
        let Some((hub, mut spokes)) = self.hub_and_spokes(report) else { return false };
        spokes.retain(|spoke| !spoke.is(&hub));
        if spokes.is_empty() {
            return false;
        }
        // A draft of the same sides that was taken for one agreement was the same hub.
        self.drafts.retain(|draft| {
            let same = parties::contains(&draft.sides, &hub)
                && spokes.iter().all(|spoke| parties::contains(&draft.sides, spoke));
            draft.hub.is_some() || !same
        });
        let opened = self.counts_partners().map(|open| open.clause);
        self.push_spokes(&hub, spokes, opened, report);
        true
    }

    /// An agreement of the hub with each of the others, told by the report and by the sentence that opened it.
    fn push_spokes(&mut self, hub: &Side, spokes: Vec<Side>, opened: Option<usize>, report: &Report<'_>) {
        for spoke in spokes {
            self.push(vec![hub.clone(), spoke], Some(hub.clone()), report);
            if let (Some(opened), Some(draft)) = (opened, self.drafts.last_mut()) {
                draft.clauses.push(opened);
            }
        }
    }

    /// "Sembilan nota diteken Bupati Anas dengan sembilan mitra", "… menandatangani tiga naskah": the report that waits for its
    /// partners.
    fn counts_partners(&self) -> Option<&Open> {
        let counts = |open: &&Open| self.clauses[open.clause].each;
        self.open.as_ref().filter(counts)
    }

    /// The hub and its spokes, where a sentence names both: the first form that fits.
    fn hub_and_spokes(&self, report: &Report<'_>) -> Option<(Side, Vec<Side>)> {
        let Report { clause, subjects, partners, .. } = report;
        // "… dengan sembilan mitra. MoU dengan Kabupaten Serang mengenai pariwisata.": the first of them.
        if let (Some([hub]), [_, _]) = (self.counts_partners().map(|open| &open.sides[..]), &report.all[..])
            && let Some(spoke) = report.all.iter().find(|side| !side.is(hub))
            && parties::contains(&report.all, hub)
            && !clause.background
            && !self.drafts.iter().any(|draft| parties::contains(&draft.sides, spoke))
        {
            return Some((hub.clone(), vec![spoke.clone()]));
        }
        match (&subjects[..], &partners[..]) {
            // "Pemprov Jabar meneken kesepakatan bersama dengan A, B dan C"; but "Palembang meneken MoU antara Sumsel dan
            // Sumbar" is one document.
            ([hub], [_, _, ..])
                if !clause.together
                    && !signs_together(report)
                    && (clause.each || clause.pairs == 0 && !self.one_for_all && !one_document(partners)) =>
            {
                Some((hub.clone(), partners.clone()))
            }
            // "Kesebelas kepala daerah yang masing-masing meneken kesepakatan dengan DKI adalah: …"
            ([_, _, ..], [hub]) if clause.each => Some((hub.clone(), subjects.clone())),
            // "Dalam rangkaian Apeksi …, Wali Kota Malang menandatangani dua MoU, masing-masing dengan …"
            ([.., hub], [_, _, ..]) if clause.each => Some((hub.clone(), partners.clone())),
            // "Bupati Nanang meneken satu per satu bersama: - Rektor A - Rektor B"
            (all, []) if members::hub_of_list(clause, all).is_some() => {
                let (hub, spokes) = members::hub_of_list(clause, all)?;
                Some((hub.clone(), spokes.to_vec()))
            }
            // "Pemprov NTB bersama Universitas Mataram; Pemkot Bima; PT B menandatangani sejumlah naskah"
            ([hub, spokes @ ..], []) if clause.each && clause.jointly && spokes.len() > 1 => {
                Some((hub.clone(), spokes.to_vec()))
            }
            // "Tiga kabupaten digandeng, yaitu A, B dan C, lewat MoU yang diteken satu per satu"
            ([_, _, ..], []) if clause.each && clause.count_subject => {
                let hub = elided_subject(self.document, self.clauses, report.index, &report.all)?;
                Some((hub, subjects.clone()))
            }
            _ => None,
        }
    }

    /// The spokes of a known hub, named once more together: "naskah ditandatangani Bupati A, Bupati B dan …".
    pub(super) fn spokes_again(&mut self, report: &Report<'_>) -> bool {
        let known =
            |side: &Side| self.drafts.iter().any(|draft| draft.hub.is_some() && parties::contains(&draft.sides, side));
        let spokes_only = report
            .all
            .iter()
            .all(|side| self.drafts.iter().all(|draft| draft.hub.as_ref().is_none_or(|hub| !hub.is(side))));
        if report.all.len() < 3 && !spokes_only || !report.all.iter().all(known) {
            return false;
        }
        // "Adendum ditandatangani Bupati Serang, Direktur Perumda dan Direktur PT": with organisations on both sides of
        // one sentence it is one document.
        let organisations = |sides: &[Side]| sides.iter().filter(|side| side.region().is_none()).count();
        if report.partners.is_empty()
            && !report.clause.each
            && organisations(&report.all) + 1 == report.all.len()
            && !spokes_only
        {
            let mut clauses: Vec<usize> = Vec::new();
            self.drafts.retain(|draft| {
                let within = draft.hub.is_some() && draft.sides.iter().all(|side| parties::contains(&report.all, side));
                if within {
                    clauses.extend(&draft.clauses);
                }
                !within
            });
            clauses.push(report.index);
            let sides = report.all.clone();
            self.drafts.push(Draft { sides, hub: None, clauses, background: false, shares_details: false });
            return true;
        }
        // "Ketiga, satu PKS untuk ketiga daerah sekaligus. PKS ini diteken sekretaris daerah masing-masing, yakni …"
        let told_before = || {
            let before = &self.clauses[report.index.checked_sub(1)?];
            let signed = Clause { sign: report.clause.sign, ..before.clone() };
            further_document(&self.drafts, &signed).filter(|_| before.act().is_none())
        };
        match further_document(&self.drafts, report.clause).or_else(told_before) {
            Some(draft) => {
                self.drafts.push(Draft { sides: report.all.clone(), clauses: vec![report.index], ..draft });
            }
            None => {
                for draft in self.drafts.iter_mut().filter(|draft| is_spoke_of(draft, &report.all)) {
                    draft.clauses.push(report.index);
                }
            }
        }
        true
    }

    /// "Nota pertama dengan Pemkot Surakarta", "PKS bersama Pemkab Sikka bertanggal 28 Agustus": without a verb, a
    /// document with one more partner of the one who is known to have several.
    pub(super) fn spoke_by_name(&mut self, report: &Report<'_>) -> bool {
        let clause = report.clause;
        let calm = clause.wish.is_none() && !clause.negate && !clause.speech && !clause.quoted;
        let Some(hub) = self.hub_known().filter(|_| calm) else { return false };
        let document = !clause.forms.is_empty() || !clause.short_forms.is_empty() || clause.paper;
        let two = (clause.first + 2).min(clause.last);
        let mut second = self.document.cues_in(clause.first + 1, two);
        let partner = second.any(|cue| cue.value == Cue::Role(RoleCue::Partner));
        // "Dengan Bali, yang disepakati pariwisata.", "Sementara dengan Kalsel meliputi …"
        let begins = self.open.is_some() && (partner || self.document.listed(List::ForNext, clause.first));
        // "Yang pertama bersama Universitas A, yang kedua bersama Politeknik B."
        let lists = &self.document.lexicons.lists;
        let begins = begins
            || lists.has(List::OneOfSeveral, self.document.words(clause.first, two))
            || self.tells_of_next(clause);
        // "MoU pertama dengan RS A, kedua dengan RS B."
        let ordinal = |at: usize| self.document.listed(List::Collective, at) || self.document.listed(List::First, at);
        let form_first = clause.forms.iter().any(|(_, at)| *at == clause.first);
        let begins =
            begins || self.open.is_some() && form_first && clause.first + 1 < clause.last && ordinal(clause.first + 1);
        // "Bidangnya berbeda: - Provinsi Bali: pariwisata - Provinsi Kalteng: kesehatan"
        let labels = members::labels_of_items(self.document, clause);
        let begins = begins || !labels.is_empty();
        let known = |side: &Side| self.drafts.iter().any(|draft| parties::contains(&draft.sides, side));
        let named = if labels.is_empty() { &report.all } else { &labels };
        // "… dengan sembilan mitra. … Bupati Sukoharjo meneken kerja sama … Empat lembaga yang ikut adalah Unair, BPKP …"
        let organisations = clause.members && named.iter().all(|side| side.region().is_none());
        let one = named.len() == 1 && (clause.sign.is_some() || self.takes_turn(clause, clause.last));
        let begins = begins || self.announced(&hub) && (one || organisations);
        let spokes: Vec<Side> = named.iter().filter(|side| !side.is(&hub) && !known(side)).cloned().collect();
        if !(document || begins) {
            return false;
        }
        let with = self.document.cues_in(clause.first, clause.last).any(|cue| {
            matches!(cue.value, Cue::Role(RoleCue::Partner | RoleCue::Jointly)) && cue.last <= clause.first + 14
        });
        if !(with || begins) || spokes.is_empty() || spokes.len() > 1 && !begins {
            return false;
        }
        let opened = self.open.as_ref().map(|open| open.clause);
        self.push_spokes(&hub, spokes, opened, report);
        true
    }

    /// "Sedangkan Provinsi Kalbar soal perdagangan", "Berikutnya Maluku Utara mengenai nikel", "Satu diteken dengan Polres,
    /// satunya lagi dengan Kodim": in a row of several documents, does the sentence begin with the next partner?
    fn tells_of_next(&self, clause: &Clause) -> bool {
        let Some(partner) = clause.actors.first().filter(|actor| actor.takes_part()) else {
            return false;
        };
        let one = self.document.listed(List::Single, clause.first);
        // "Mitra pertama adalah Pemkab Mukomuko", "Setelah itu giliran Wakil Bupati Kerinci, untuk naskah kedua"
        let near = partner.first <= clause.first + 4 && clause.act().is_none();
        let turn = self.takes_turn(clause, partner.first);
        let next = self.document.listed(List::NextPartner, clause.first);
        if near && (next || turn && (clause.paper || !clause.forms.is_empty())) {
            return true;
        }
        let signed_with = clause.sign.is_some() && partner.role == Role::Partner;
        let about = |last: usize| {
            self.document.cues_in(last, (last + 2).min(clause.last)).any(|cue| matches!(cue.value, Cue::Scope))
        };
        // "Esoknya, Rabu (11/6/2025), giliran PT Informasi Geo Sistem (IGS).", "Tak lama lagi giliran Kota Semarang."
        if turn && clause.sign.or(clause.join).is_none() && (partner.last == clause.last || about(partner.last)) {
            return true;
        }
        one && signed_with || partner.first <= clause.first + 1 && clause.act().is_none() && about(partner.last)
    }

    /// "Setelah itu giliran Kabupaten Magelang": is "giliran" said before token `end`?
    fn takes_turn(&self, clause: &Clause, end: usize) -> bool {
        self.document.listed_in(List::ComesNext, clause.first, end).next().is_some()
    }

    /// Did a sentence count the partners of a hub, "dengan sembilan mitra", so that each is yet to be named?
    fn announced(&self, hub: &Side) -> bool {
        let of_hub = self.drafts.iter().filter(|draft| draft.hub.as_ref().is_some_and(|known| known.is(hub)));
        of_hub.flat_map(|draft| &draft.clauses).any(|index| self.clauses[*index].counted_partners)
    }

    /// Who is known to conclude one agreement with each of several others.
    fn hub_known(&self) -> Option<Side> {
        let open = self.open.as_ref().filter(|open| self.clauses[open.clause].each);
        match open.map(|open| &open.sides[..]) {
            Some([hub]) => Some(hub.clone()),
            _ => self.drafts.iter().find_map(|draft| draft.hub.clone()),
        }
    }

    /// "Gubernur X meneken MoU dengan delapan pemerintah provinsi. … Maluku Utara mirip, hanya komoditasnya nikel": where the
    /// article names exactly so many others of that level, each is a spoke, whatever is said of it.
    pub(super) fn complete_spokes(&mut self) {
        let Some(hub) = self.drafts.iter().find_map(|draft| draft.hub.clone()) else { return };
        let of_hub = self.drafts.iter().filter(|draft| draft.hub.is_some()).flat_map(|draft| &draft.clauses);
        let counts =
            |index: &usize| self.clauses[*index].group.filter(|group| group.count > 2).map(|group| (*index, group));
        let Some((counting, group)) = of_hub.copied().find_map(|index| counts(&index)) else { return };
        let mut named: Vec<(Side, usize)> = Vec::new();
        for (index, clause) in self.clauses.iter().enumerate().skip(counting) {
            let told = |actor: &&Actor| actor.takes_part() || actor.role == Role::Topic;
            for side in clause.actors.iter().filter(told).filter_map(|actor| actor.side.as_ref()) {
                let fits = side.region().is_some_and(|code| group.is_of_level(code));
                if fits && !side.is(&hub) && !named.iter().any(|(known, _)| known.is(side)) {
                    named.push((side.clone(), index));
                }
            }
        }
        if named.len() != group.count {
            return;
        }
        for (side, index) in named {
            if !self.drafts.iter().any(|draft| parties::contains(&draft.sides, &side)) {
                let (sides, clauses) = (vec![hub.clone(), side], vec![counting, index]);
                let hub = Some(hub.clone());
                self.drafts.push(Draft { sides, hub, clauses, background: false, shares_details: false });
            }
        }
    }

    /// "MoU dengan delapan perguruan tinggi. Kampus yang menandatangani antara lain: …": companies and campuses in a list sign with the
    /// one government each for itself, unless somebody says that it is one document.
    pub(super) fn split_lists(&mut self) {
        /// Two partners may well sign one document.
        const MANY: usize = 3;
        if self.one_for_all {
            return;
        }
        let third_party = |side: &&Side| matches!(side, Side::Organisation { scheme: Scheme::PihakKetiga, .. });
        let listed = |index: &usize| {
            let clause = &self.clauses[*index];
            clause.list || clause.members || !clause.items.is_empty()
        };
        // "Pemkot A, Universitas B, Universitas C dan Universitas D menandatangani MoU": the government is one of them.
        let together = |draft: &Draft, index: &usize| {
            let clause = &self.clauses[*index];
            let (subjects, partners) = parties::of_clause(clause);
            let region = |actor: &Actor| actor.side.as_ref().is_some_and(|side| side.region().is_some());
            let government =
                clause.actors.iter().any(|actor| actor.role == Role::Subject && !actor.listed && region(actor));
            let all = || draft.sides.iter().all(|side| parties::contains(&subjects, side));
            clause.together || partners.is_empty() && government && all()
        };
        let splits = |draft: &Draft| {
            let others = draft.sides.iter().filter(third_party).count();
            others >= MANY && others + 1 == draft.sides.len() && draft.hub.is_none() && draft.clauses.iter().any(listed)
        };
        let (lists, kept) = std::mem::take(&mut self.drafts)
            .into_iter()
            .partition(|draft: &Draft| splits(draft) && !draft.clauses.iter().any(|index| together(draft, index)));
        self.drafts = kept;
        for draft in lists {
            // All others are no regions, and `is_agreement` drops what names none.
            let Some(hub) = draft.sides.iter().find(|side| side.region().is_some()) else { continue };
            for spoke in draft.sides.iter().filter(third_party) {
                let sides = vec![hub.clone(), spoke.clone()];
                self.drafts.push(Draft { sides, hub: Some(hub.clone()), clauses: draft.clauses.clone(), ..draft });
            }
        }
    }

    /// "Pemkab A, Pemkab B dan Pemkot C datang bersamaan. … Pj Bupati D menandatanganinya satu demi satu": each of those
    /// who came before has a document of its own.
    pub(super) fn each_of_those_before(&mut self, report: &Report<'_>) -> bool {
        let clause = report.clause;
        let acts = clause.sign.or(clause.join).is_some();
        let ([hub], true) = (&report.all[..], clause.each && acts && self.drafts.is_empty()) else {
            return false;
        };
        let named = self.clauses[..=report.index].iter().rev().take(4).any(Clause::names_one);
        let before = (report.index.saturating_sub(3)..report.index).rev().find_map(|index| {
            let (mut subjects, partners) = parties::of_clause(&self.clauses[index]);
            subjects.extend(partners);
            subjects.retain(|side| !side.is(hub));
            (subjects.len() >= 2 && !self.clauses[index].title).then_some(subjects)
        });
        let Some(spokes) = before.filter(|_| named) else { return false };
        for spoke in spokes {
            self.push(vec![hub.clone(), spoke], Some(hub.clone()), report);
        }
        true
    }
}

/// "PKS diteken Sekda A bersama Sekda B, Sekda C dan Sekda D": governments that sign together sign one document.
fn signs_together(report: &Report<'_>) -> bool {
    let clause = report.clause;
    let regions = report.all.iter().all(|side| side.region().is_some());
    clause.jointly && regions && !clause.each && !clause.background
}

/// "Disdukcapil menandatangani kesepakatan dengan Pengadilan Agama dan Kantor Kementerian Agama": two offices of the
/// state sign one document.
fn one_document(partners: &[Side]) -> bool {
    let central = |side: &Side| matches!(side, Side::Organisation { scheme: Scheme::PemerintahPusat, .. });
    partners.len() == 2 && partners.iter().all(central)
}

#[cfg(test)]
mod tests {
    use super::one_document;
    use crate::{agreements::parties::Side, model::Scheme};

    #[test]
    fn two_offices_of_the_state_sign_one_document() {
        let office = |name: &str, scheme| Side::Organisation { name: name.to_owned(), scheme };
        let court = office("Pengadilan Agama", Scheme::PemerintahPusat);
        let ministry = office("Kementerian Agama", Scheme::PemerintahPusat);
        let campus = office("Universitas Brawijaya", Scheme::PihakKetiga);
        assert!(one_document(&[court.clone(), ministry.clone()]));
        assert!(!one_document(&[court.clone(), campus.clone()]));
        assert!(!one_document(&[court, ministry, campus]));
    }
}
