//! Words that change roles: "dengan", "antara", "oleh", "disaksikan", "di", "dari", "selain", "tentang".

use super::{
    asides::is_province,
    walk::{Walk, names_document},
};
use crate::{
    agreements::clauses::{Actor, Clause, Role, Who},
    lexicon::{
        cues::{Cue, RoleCue},
        lists::List,
    },
    read::{Mention, regions::NamedAs, tokens::Gap},
};

impl Walk<'_> {
    /// Which role a word opens for those behind it, and what it changes for those before.
    pub(super) fn role_cue(&mut self, cue: RoleCue, at: usize, last: usize, clause: &mut Clause) {
        // Onlookers stay onlookers to the end: "disaksikan Gubernur X dan Bupati Y dari …"; but not those between whom
        // it is what they look at: "menyaksikan penandatanganan MoU antara A dan B".
        let looked_at = cue == RoleCue::Between && !self.act_seen && self.document_named(clause);
        if self.role == Role::Witness
            && !self.early_witness
            && !matches!(cue, RoleCue::By | RoleCue::Begins | RoleCue::Venue)
            && !looked_at
        {
            return;
        }
        match cue {
            // "Ikut hadir ketika MoU diteken, Kabid A, Kasi B": those behind the comma looked on.
            RoleCue::Begins if self.early_witness && self.names_nobody_before_comma(last) => {
                self.early_witness = false;
                self.looked_on = true;
            }
            RoleCue::By if self.looked_on && self.names_nobody_before_comma(last) => {}
            // "Dengan bergabungnya Butur, …" names no partner.
            RoleCue::Partner if at == self.sentence.first && self.is_noun_of_verb(last) => self.leave_for(Role::Aside),
            // "setelah LoI pihaknya mesti berkonsultasi dulu dengan Kementerian Dalam Negeri"
            RoleCue::Partner if !self.act_seen && self.meets(at) && !self.acts_behind(last) => {
                self.leave_for(Role::Topic)
            }
            RoleCue::Jointly if !self.act_seen && !self.signing_seen => self.enter(Role::Subject),
            // "bersepakat membuka jalur laut antara Mesuji dan Sadai": between two places, no document.
            RoleCue::Between if self.act_seen && !self.document_named(clause) => self.leave_for(Role::Topic),
            RoleCue::Partner | RoleCue::Between | RoleCue::Jointly => {
                // "MoU dengan A, lalu MoU yang sama dengan B": a document for each.
                // "Memorandum of Understanding (MoU)" is one.
                let named = clause.all_forms();
                let documents = named.filter(|(_, at)| !self.document.tokens.list[*at].gap.has(Gap::OPEN)).count();
                clause.each |= cue != RoleCue::Between && self.partners_named > 0 && documents > 1;
                clause.pairs += usize::from(cue == RoleCue::Between);
                clause.jointly |= cue == RoleCue::Jointly;
                self.enter(Role::Partner);
            }
            // "dengan dua pihak sekaligus, masing-masing A dan B": others are counted, and still the other side.
            RoleCue::By if last == at + 1 && self.counted(at) && self.document.listed(List::PartyNoun, at) => {
                self.count_governments(clause);
            }
            RoleCue::By => {
                let words = self.document.words(at, last).to_lowercase();
                let represents = self.document.lexicons.lists.begins(List::Represents, &words);
                // "Paolus Hadi meneken untuk pemkab, sedangkan kejaksaan diwakili …" represents nobody named far before.
                if words.contains("wakil")
                    && let Some(actor) =
                        clause.actors.iter_mut().rev().find(|actor| matches!(actor.who, Who::Person(_)))
                    && at <= actor.last + 3
                    && !represents
                {
                    actor.represented = true;
                }
                self.represents |= represents;
                self.enter(Role::Subject);
            }
            RoleCue::Witness => {
                self.onlookers_before(at, last, clause);
                self.witness_until = last;
                self.early_witness = !self.act_seen && !self.signing_seen && at < self.sentence.first + 3;
                self.enter(Role::Witness);
            }
            // "tentang Pelaksanaan Pidana Kerja Sosial di Kabupaten Dompu": where what is agreed takes place.
            RoleCue::Venue if self.role == Role::Topic && self.act_seen && self.region_behind(last) => {}
            // "Kerja sama air bersih di Kota Kupang akhirnya diteken": where what is agreed takes place.
            RoleCue::Venue if self.is_place_of_what_is_signed(at, last, clause) => self.leave_for(Role::Aside),
            RoleCue::Venue => {
                self.venue_from = last;
                self.leave_for(Role::Venue);
            }
            // "para bupati dari Pacitan, Wonogiri dan Gunungkidul"
            RoleCue::Origin if self.government_until == at && at > 0 && !self.next.front().is_some_and(is_province) => {
            }
            // "Para rektor yang bertanda tangan adalah A dari Universitas Riau, B dari Universitas Islam Riau"
            RoleCue::Origin
                if clause.members
                    && self
                        .next
                        .front()
                        .is_some_and(|next| next.first == last && matches!(next.who, Who::Organisation { .. })) => {}
            // "Dari kalangan kampus ada Universitas A, Universitas B …": what they are, and not where they come from.
            RoleCue::Origin
                if at == self.sentence.first && self.next.front().is_some_and(|next| next.first > last + 2) => {}
            // "di hotel yang terletak di Kota Malang": where the hall lies, and not where a party comes from.
            RoleCue::Origin if self.role == Role::Venue && self.document.words(at, at + 1) == "yang" => {}
            RoleCue::Origin => self.leave_for(Role::Aside),
            // "meneken MoU tidak hanya dengan A, tetapi juga dengan B": behind the verb A is told first.
            RoleCue::Besides if self.act_seen && self.document.words(last - 1, last) == "dengan" && last - at > 2 => {
                self.enter(Role::Partner)
            }
            RoleCue::Besides => self.leave_for(Role::Besides),
            // "Gubernur A tanda tangan untuk Ibu Kota, Gubernur B untuk Banten": for whom they sign.
            RoleCue::Topic if clause.sign.is_some() && self.signs_for(at, last) => {}
            RoleCue::Topic => self.leave_for(Role::Topic),
            RoleCue::Begins => {
                // "hadir ketika Pemprov Bali dan NTB menandatangani …"
                if self.role == Role::Witness {
                    for actor in clause.actors.iter_mut().filter(|actor| actor.role == Role::Subject) {
                        actor.role = Role::Witness;
                    }
                }
                // "Penandatanganan dilakukan di Ambon seusai Bupati X memberikan kuliah": he did something else.
                let acts = |cue: &Mention<Cue>| {
                    matches!(cue.value, Cue::Sign | Cue::Signing | Cue::Join | Cue::Role(RoleCue::By))
                };
                let told = self.act_seen || self.signing_seen;
                if told && !self.document.cues_in(last, self.sentence.last).any(acts) {
                    self.leave_for(Role::Aside);
                } else if matches!(self.role, Role::Venue | Role::Topic | Role::Aside | Role::Witness) && !self.act_seen
                {
                    self.enter(Role::Subject);
                }
            }
        }
    }

    /// Does a comma stand behind token `from` before anybody is named?
    fn names_nobody_before_comma(&self, from: usize) -> bool {
        let comma = (from..self.sentence.last).find(|at| self.document.tokens.list[*at].gap.has(Gap::COMMA));
        comma.is_some_and(|comma| self.next.front().is_some_and(|next| next.first >= comma))
    }

    /// "Gubernur X dan Bupati Y hadir menyaksikan": those before the verb look on, unless they sign as well.
    fn onlookers_before(&self, at: usize, last: usize, clause: &mut Clause) {
        let passive = self.document.words(at, at + 1).to_lowercase().starts_with("di");
        let signs = self.document.cues_in(self.sentence.first, self.sentence.last).any(|cue| cue.value == Cue::Sign);
        if passive || signs || last == at || self.act_seen {
            return;
        }
        // "Pemkab diwakili Sekda X, sementara dari yayasan hadir ketuanya": he acts for another.
        let represents = |actor: &Actor| {
            let Who::Person(index) = actor.who else { return false };
            let first = self.document.people[index].first;
            first > self.sentence.first && self.document.listed(List::Represented, first - 1)
        };
        let before = |actor: &&mut Actor| actor.role == Role::Subject && actor.first < at;
        for actor in clause.actors.iter_mut().filter(before).filter(|actor| !represents(actor)) {
            actor.role = Role::Witness;
        }
    }

    /// "bergabungnya", "adanya": does a verb made a noun stand at a token?
    fn is_noun_of_verb(&self, at: usize) -> bool {
        at < self.sentence.last
            && !self.document.tokens.list[at].capital
            && self.document.words(at, at + 1).ends_with("nya")
    }

    /// "bertemu dengan", "berkonsultasi dulu dengan": does a verb that binds nobody stand before token `at`?
    fn meets(&self, at: usize) -> bool {
        let from = at.saturating_sub(2).max(self.sentence.first);
        self.document.listed_in(List::MeetsWith, from, at).next().is_some()
    }

    /// "beraudiensi dengan A sekaligus menandatangani MoU": is something concluded behind token `last`, and with nobody else?
    fn acts_behind(&self, last: usize) -> bool {
        let behind = || self.document.cues_in(last, self.sentence.last);
        let other = |cue: &Mention<Cue>| matches!(cue.value, Cue::Role(RoleCue::Partner | RoleCue::Between));
        // "… dengan A. Keduanya sepakat menyusun MoU."
        let next = self.sentence.last;
        let both =
            || next < self.document.tokens.list.len() && self.document.words(next, next + 1).starts_with("Kedua");
        let acts = behind().any(|cue| matches!(cue.value, Cue::Sign | Cue::Signing));
        (acts || both() && self.document.listed(List::Collective, next)) && !behind().any(other)
    }

    /// Did the sentence name a document, a cooperation or a signing so far?
    fn document_named(&self, clause: &Clause) -> bool {
        let signs = clause.sign.is_some() || clause.signing.is_some();
        names_document(clause) || !clause.short_forms.is_empty() || signs
    }

    /// "di Kabupaten Dompu": does a region stand right behind "di", and no house, and nothing that tells the day?
    fn region_behind(&self, last: usize) -> bool {
        let bare = |who: &Who| matches!(who, Who::Region { named_as: NamedAs::Bare | NamedAs::Typed, .. });
        let day = |end: usize| self.document.dates.iter().any(|date| end <= date.first && date.first <= end + 2);
        self.next.front().is_some_and(|next| next.first == last && bare(&next.who) && !day(next.last))
    }

    /// "PKS tentang transmigrasi di Kabupaten Muna telah ditandatangani": does "di" stand between what the document is about and
    /// the passive verb, with nothing but a region?
    fn is_place_of_what_is_signed(&self, at: usize, last: usize, clause: &Clause) -> bool {
        if self.act_seen || !self.document_named(clause) || !self.region_behind(last) {
            return false;
        }
        let Some(region) = self.next.front() else { return false };
        let end = (region.last + 3).min(self.sentence.last);
        let passive = self.document.cues_in(region.last, end).any(|cue| {
            matches!(cue.value, Cue::Sign | Cue::Join)
                && self.document.words(cue.first, cue.first + 1).starts_with("di")
                && (region.last..=cue.first).all(|at| self.document.tokens.list[at].gap.is_soft())
        });
        // "Dua MoU di Semarang ditandatangani" has no word of its subject.
        let subject = !self.document.cues_in(self.sentence.first, at).any(|cue| cue.last == at);
        let nobody = clause.actors.iter().all(|actor| actor.role == Role::Aside);
        passive && subject && nobody
    }

    /// "Gubernur A tanda tangan untuk Ibu Kota", "Bupati B meneken untuk pemkab": is somebody named right behind "untuk" or
    /// "bagi", or a government without its name?
    fn signs_for(&self, at: usize, last: usize) -> bool {
        let government = || self.document.cues_in(last, last + 1).any(|cue| cue.value == Cue::GenericGovernment);
        last == at + 1
            && self.document.listed(List::OnBehalf, at)
            && (self.next.front().is_some_and(|next| next.first == last) || government())
    }
}
