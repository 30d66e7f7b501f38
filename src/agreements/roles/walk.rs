//! The walk through a sentence from left to right: which role those have who are named next.

use std::collections::VecDeque;

use super::{
    actors_in,
    asides::{is_province, is_province_of_another, partner_body},
    bound_at,
};
use crate::{
    agreements::{
        clauses::{Actor, Clause, Role, Who},
        gate::prepares,
    },
    lexicon::{
        cues::{Cue, RoleCue},
        lists::List,
    },
    read::{
        Document, Mention,
        proper_names::{NameKind, ProperName},
        regions::NamedAs,
        tokens::{Gap, Sentence},
    },
};

/// Where the walk stands.
pub(super) struct Walk<'w> {
    pub(super) document: &'w Document<'w>,
    pub(super) sentence: &'w Sentence,
    /// Those who are named further on.
    pub(super) next: VecDeque<Actor>,
    /// The cues further on begin with this one of the document's.
    next_cue: usize,
    /// Before this token there is neither a cue nor anyone named.
    next_at: usize,
    /// Of those who are named next.
    pub(super) role: Role,
    /// What the role was before a place or an aside, to return to.
    pub(super) before: Role,
    /// A verb of signing or joining stood before.
    pub(super) act_seen: bool,
    /// "penandatanganan" stood before.
    pub(super) signing_seen: bool,
    /// Onlookers named before any act end at the next comma: "Disaksikan X, Bupati Y meneken …".
    pub(super) early_witness: bool,
    /// They are named behind what they looked on at: "Ikut hadir ketika MoU diteken, Kabid A".
    pub(super) looked_on: bool,
    /// How many partners were named so far.
    pub(super) partners_named: usize,
    /// The next person is one who is represented: "mewakili Gubernur X".
    pub(super) represents: bool,
    /// Where the last "di" ended.
    pub(super) venue_from: usize,
    /// Where the last word for onlookers ended.
    pub(super) witness_until: usize,
    /// Where the last name within the branch of a body ended.
    branch_until: usize,
    /// Where the last "bupati", "pemkab" without a name ended.
    pub(super) government_until: usize,
    /// "satu PKS" was named.
    pub(super) single_document: bool,
    /// The last one named is a province of origin: "dari Kalteng".
    pub(super) listed_origin: bool,
}

impl<'w> Walk<'w> {
    /// Before the first word: whoever is named acts.
    pub(super) fn new(document: &'w Document<'w>, sentence: &'w Sentence) -> Walk<'w> {
        Walk {
            document,
            sentence,
            next: actors_in(document, sentence.first, sentence.last).into(),
            next_cue: document.cues.partition_point(|cue| cue.first < sentence.first),
            next_at: sentence.first,
            role: Role::Subject,
            before: Role::Subject,
            act_seen: false,
            signing_seen: false,
            early_witness: false,
            looked_on: false,
            partners_named: 0,
            represents: false,
            venue_from: 0,
            witness_until: 0,
            branch_until: 0,
            government_until: 0,
            single_document: false,
            listed_origin: false,
        }
    }

    /// One word: first the comma before it, then what it says, then who is named by it.
    #[inline]
    pub(super) fn step(&mut self, at: usize, clause: &mut Clause) {
        let gap = self.document.tokens.list[at].gap;
        if at > self.sentence.first && gap.has(Gap::COMMA.or(Gap::SEMICOLON).or(Gap::CLOSE)) {
            self.comma(at, gap, clause);
        }
        // "di Jakarta bertemu dua kabupaten yang bertetangga: A dan B"
        if self.role == Role::Venue && gap.has(Gap::COLON) && !self.act_seen {
            self.role = self.before;
        }
        if at >= self.next_at {
            self.said_and_named(at, clause);
        }
    }

    /// The cues and those named at token `at`.
    fn said_and_named(&mut self, at: usize, clause: &mut Clause) {
        let document = self.document;
        while let Some(cue) = document.cues.get(self.next_cue).filter(|cue| cue.first <= at) {
            self.next_cue += 1;
            if !self.in_office(cue) && !self.in_name(cue) {
                self.cue(cue.value, at, cue.last, clause);
            }
        }
        while self.next.front().is_some_and(|actor| actor.first <= at)
            && let Some(actor) = self.next.pop_front()
        {
            self.actor(actor, clause);
        }
        let cue = document.cues.get(self.next_cue).map(|cue| cue.first);
        let actor = self.next.front().map(|actor| actor.first);
        self.next_at = cue.into_iter().chain(actor).min().unwrap_or(self.sentence.last);
    }

    /// "RS Dian {Harapan}": a word within an organisation's name wishes for nothing. (What denies is left: the gate knows no names.)
    fn in_name(&self, cue: &Mention<Cue>) -> bool {
        let names = &self.document.names;
        let from = names.partition_point(|name| name.last < cue.last);
        let within = |name: &Mention<ProperName>| {
            let organisation = matches!(name.value.kind, NameKind::Organisation(_));
            organisation && name.first < cue.first && cue.last <= name.last
        };
        cue.value != Cue::Negate && names.get(from).is_some_and(within)
    }

    /// "Kepala Bagian {Kerja Sama} Setda …", "Wakil Rektor {Bidang} Kerja Sama dan Alumni UGM": what somebody's office deals with says
    /// nothing; "bupati {kala itu}, Parhan Ali" does.
    fn in_office(&self, cue: &Mention<Cue>) -> bool {
        let field =
            matches!(cue.value, Cue::Cooperation | Cue::WeakCooperation | Cue::Scope | Cue::Role(RoleCue::Topic));
        if !field {
            return false;
        }
        let before = self.document.people.partition_point(|person| person.first < cue.first);
        self.document.people[..before].last().is_some_and(|person| cue.last <= person.value.name_tokens.0)
    }

    /// "di Hotel Bela, Pemkot Malang meneken …", "kata Sutiaji, …": which roles end at a comma or bracket.
    fn comma(&mut self, at: usize, gap: Gap, clause: &mut Clause) {
        // "…, esoknya Bandung kembali menandatangani": an adverb may stand before the name.
        let adverb = usize::from(!self.document.tokens.list[at].capital);
        let next = self.next.front().filter(|actor| at <= actor.first && actor.first <= at + adverb);
        let next_acts = next.is_some_and(|actor| self.act_follows(actor));
        // "Sehari setelah Pemprov Papua Barat menerima penghargaan, Pemkab Teluk Wondama menandatangani …": they did something else.
        if next_acts && !self.act_seen && !self.signing_seen && !names_document(clause) {
            let done = |actor: &Actor| {
                actor.role == Role::Subject
                    && actor.first > self.sentence.first
                    && self.document.listed(List::Done, actor.first - 1)
            };
            if let Some(from) = clause.actors.iter().position(done) {
                clause.actors[from..].iter_mut().for_each(|actor| actor.role = Role::Aside);
            }
        }
        match self.role {
            // "di Hotel Bela, Ternate, Senin": the place goes on; "…, Pj Wali Kota X" is no place.
            Role::Venue if self.person_at(at) || !self.place_goes_on(at, next, clause) => self.role = self.before,
            // "Usai dengan Enrekang, Banjarmasin meneken …"
            Role::Partner if next_acts && gap.has(Gap::COMMA) => self.enter(Role::Subject),
            // "Selain dengan Sumbar, pada kesempatan itu DKI juga meneken …"
            Role::Partner if gap.has(Gap::COMMA) && self.ends_besides(at) => self.enter(Role::Subject),
            // "Setelah meneken MoU dengan Universitas A, Pemkab B menambah mitra"
            Role::Partner if clause.begins_after && next.is_some_and(|actor| self.opens_main_clause(at, actor)) => {
                self.enter(Role::Subject)
            }
            // "adalah Universitas Airlangga untuk penelitian, BPKP untuk keuangan desa, serta PT Pos untuk …"
            Role::Topic if clause.list && next.is_some_and(|actor| self.has_a_topic(actor)) => {
                self.enter(Role::Subject)
            }
            // "Supaya ada dasarnya, Bupati X terbang ke Bali."
            Role::Topic if !self.act_seen && self.official_at(at) => self.enter(Role::Subject),
            Role::Topic if next_acts || !self.act_seen && next.is_some_and(|actor| self.is_government(actor)) => {
                self.enter(Role::Subject);
            }
            // "Hadir menyaksikan, Kepala Dinas A berharap …": who looks on stands behind the comma.
            Role::Witness if self.early_witness && self.looks_on_behind(at) => {}
            Role::Witness if self.early_witness && gap.has(Gap::COMMA) && self.lists_on(at) => {}
            Role::Witness if self.early_witness && gap.has(Gap::COMMA) => {
                self.role = Role::Subject;
                self.early_witness = false;
            }
            Role::Speaker => self.role = Role::Subject,
            Role::Aside | Role::Besides => self.role = self.before,
            _ => {}
        }
    }

    /// "Selain dengan Sumbar, {pada} kesempatan itu …": does the sentence begin with a partner known before, and go on with anything but
    /// a further one?
    fn ends_besides(&self, at: usize) -> bool {
        let besides = self.document.words(self.sentence.first, self.sentence.first + 1).eq_ignore_ascii_case("selain");
        let another = self.document.listed(List::And, at) || self.next.front().is_some_and(|next| next.first == at);
        besides && !self.act_seen && !another
    }

    /// "…, Pemkab B menambah mitra": does a government stand right behind the comma, and an active verb behind it?
    fn opens_main_clause(&self, at: usize, actor: &Actor) -> bool {
        let verb = |at: usize| {
            let token = self.document.tokens.list[at];
            let word = self.document.words(at, at + 1);
            !token.capital && token.gap.only(Gap::BLANK) && word.len() > 5 && word.starts_with("me")
        };
        actor.first == at && self.is_government(actor) && actor.last < self.sentence.last && verb(actor.last)
    }

    /// "BPKP untuk pendampingan keuangan desa": does the topic of a member of a list stand right behind its name?
    fn has_a_topic(&self, actor: &Actor) -> bool {
        let mut cues = self.document.cues_in(actor.last, self.sentence.last);
        !matches!(actor.who, Who::Person(_))
            && cues.any(|cue| cue.first == actor.last && cue.value == Cue::Role(RoleCue::Topic))
    }

    /// What a cue says of the sentence (`Clause`), and which role it opens.
    fn cue(&mut self, cue: Cue, at: usize, last: usize, clause: &mut Clause) {
        let first_of = |slot: &mut Option<usize>| {
            slot.get_or_insert(at);
        };
        match cue {
            Cue::Form(form) => {
                let Document { lexicons, tokens, article, .. } = self.document;
                if prepares(lexicons, tokens, article.text(), self.sentence.first, at) {
                    first_of(&mut clause.plan);
                }
                clause.forms.push((form, at));
                clause.each |= self.counted(at);
                self.single_document |= self.single(at);
            }
            // "Partai Keadilan Sejahtera (PKS)": short for something else.
            Cue::ShortForm(_) if self.document.tokens.list[at].gap.has(Gap::OPEN) && !names_document(clause) => {}
            Cue::ShortForm(form) => {
                clause.short_forms.push((form, at));
                clause.each |= self.counted(at);
                self.single_document |= self.single(at);
            }
            // "tiga naskah kerja sama"
            Cue::Cooperation => {
                clause.cooperation = true;
                clause.each |= self.counted(at);
            }
            Cue::WeakCooperation => clause.weak_cooperation = true,
            Cue::Paper => {
                clause.paper = true;
                clause.each |= self.counted(at);
            }
            // "Dengan ditandatanganinya MoU ini, TPID Lampung …": told before, and by nobody who is named behind it.
            Cue::Sign if self.is_noun(at, last) => {}
            Cue::Sign => {
                first_of(&mut clause.sign);
                // "yang hadir membubuhkan tanda tangan": they did more than look on.
                if self.role == Role::Witness && at <= self.witness_until + 1 {
                    self.role = Role::Subject;
                }
                self.done_or_ahead(at, clause);
                self.speaker_acts(at, clause);
                self.act();
            }
            Cue::Signing => {
                first_of(&mut clause.signing);
                self.signing_seen = true;
            }
            Cue::Join => {
                first_of(&mut clause.join);
                self.done_or_ahead(at, clause);
                self.act();
            }
            Cue::WeakJoin => {
                first_of(&mut clause.weak_join);
                self.act();
            }
            Cue::Plan => first_of(&mut clause.plan),
            // "dapat diperpanjang" says that it isn't yet.
            Cue::Renew => {
                let may = |at: usize| self.document.listed(List::May, at);
                // "MoU mencakup pembaruan dokumen kependudukan"
                let noun = self.document.words(at, at + 1).starts_with("pe");
                let other = || clause.scope.is_some() && noun || self.renews_something_else(at, last);
                if !(at.saturating_sub(3).max(self.sentence.first)..at).any(may) && !other() {
                    first_of(&mut clause.renew);
                    self.done_or_ahead(at, clause);
                }
            }
            // "Kerja sama dapat diakhiri bila lalai" tells a rule of it.
            Cue::End => {
                let may = |at: usize| self.document.listed(List::May, at);
                if !(at.saturating_sub(2).max(self.sentence.first)..at).any(may) {
                    first_of(&mut clause.end);
                }
            }
            Cue::Background => clause.background = true,
            Cue::Wish => first_of(&mut clause.wish),
            // "sudah berakhir dan tidak pernah disambung": the end is not denied.
            Cue::Negate => clause.negate |= clause.end.is_none(),
            Cue::Each => clause.each = true,
            // "MoU dengan tiga daerah, yaitu A, B dan C": a partner each.
            Cue::Together => {
                let partners =
                    self.role == Role::Partner && clause.pairs == 0 && self.document.listed(List::Number, at);
                clause.together |= !partners;
            }
            Cue::Members => clause.members = true,
            Cue::Roster => {
                clause.roster = true;
                clause.count_subject |= !self.act_seen && self.counts(at, last);
            }
            Cue::Pronoun => {
                // "Di sana ia menandatangani …"
                let there = self.role == Role::Venue && at <= self.sentence.first + 3;
                clause.pronoun |= !self.act_seen && (self.role == Role::Subject || there);
                // "dengan kampus itu", but not "dengan dia": an organisation named before.
                clause.pronoun_partner |= self.role == Role::Partner && last > at + 1;
            }
            Cue::HeadsSign => clause.heads_sign = true,
            Cue::ThoseSign => clause.those_sign = true,
            Cue::SecretariesSign => clause.secretaries_sign = true,
            Cue::False => {
                clause.false_friend = true;
                // "nota kesepakatan perubahan KUA": the form before it is that document's.
                if clause.forms.last().is_some_and(|(_, form)| self.same_phrase(*form, at)) {
                    clause.forms.pop();
                }
            }
            Cue::Counted => self.count_governments(clause),
            Cue::List => {
                clause.list = true;
                match self.role {
                    // "Empat lembaga digandeng Pemkab A di daerahnya, yakni …": those who were counted.
                    _ if self.binds_the_counted(clause) => self.enter(Role::Partner),
                    // "dengan tiga daerah di Sulawesi Selatan, yaitu Enrekang, …", "kota di Sumatra Barat, yaitu Padang, …"
                    Role::Venue if self.before == Role::Partner || !self.act_seen => self.role = self.before,
                    // "Empat kampus yang masing-masing mengikat MoU dengan pemkab yakni A, B, C dan D"
                    Role::Partner if self.government_until == at => self.enter(Role::Subject),
                    // "Lima kabupaten akan menjalin kerja sama dengan Bulog, yakni A, B, …": those who were counted.
                    Role::Partner
                        if clause.counted_subjects && !clause.counted_partners && self.partners_named == 1 =>
                    {
                        self.enter(Role::Subject)
                    }
                    Role::Topic | Role::Aside => self.role = Role::Subject,
                    _ => {}
                }
            }
            Cue::Scope => first_of(&mut clause.scope),
            Cue::ScopeBefore => first_of(&mut clause.scope_before),
            Cue::GenericGovernment => {
                // "mewakili pemerintah daerah dan Direktur Eksekutif yayasan, …": the next one acts himself.
                self.represents &= self.person_at(at);
                let counted = self.counts(at, last);
                clause.count_subject |= counted && !self.act_seen;
                let acts = matches!(self.role, Role::Subject | Role::Partner) && !self.act_seen;
                clause.generic_government |= acts && !counted && !self.names_a_region(at, last);
                self.government_until = last;
            }
            Cue::SpeakerBehind => {
                clause.speech = true;
                // "“Blora ini melanjutkan,” ujarnya merujuk MoU Pemprov A dengan …": whom the quotation names is no party for that.
                if self.document.tokens.list[at].gap.has(Gap::QUOTE) && !self.act_seen {
                    let subject = |actor: &&mut Actor| actor.role == Role::Subject;
                    clause.actors.iter_mut().filter(subject).for_each(|actor| actor.role = Role::Aside);
                }
                // "ujarnya merujuk MoU Pemerintah Aceh dengan …": who speaks is named already.
                let named = self.document.words(at, last).ends_with("nya");
                self.enter(if named { Role::Subject } else { Role::Speaker });
            }
            Cue::SpeakerBefore => {
                clause.speech = true;
                if !self.act_seen {
                    for actor in clause.actors.iter_mut().filter(|actor| actor.role == Role::Subject) {
                        actor.role = Role::Speaker;
                    }
                }
                self.role = Role::Subject;
            }
            Cue::Role(role) => self.role_cue(role, at, last, clause),
            Cue::NotEnd | Cue::Virtual | Cue::Duration | Cue::Hides => {}
        }
    }

    /// "Empat lembaga digandeng Pemkab A": are partners counted before a passive verb of joining?
    fn binds_the_counted(&self, clause: &Clause) -> bool {
        let counted = |at: usize| self.document.listed(List::PartyNoun, at) && self.counted(at);
        bound_at(self.document, clause).is_some_and(|join| (self.sentence.first + 1..join).any(counted))
    }

    /// "Harapan itu disampaikan setelah meneken MoU": what is done is not wished for. "bersiap menandatangani MoU": what is
    /// ahead is planned.
    fn done_or_ahead(&self, at: usize, clause: &mut Clause) {
        // "keluarga berencana diteken" plans nothing.
        let hidden =
            self.document.cues_in(self.sentence.first, at).any(|cue| cue.value == Cue::Hides && cue.last == at);
        let before = |list: List| at > self.sentence.first && !hidden && self.document.listed(list, at - 1);
        if before(List::Done) {
            clause.wish = None;
        } else if before(List::ActAhead) {
            clause.plan.get_or_insert(at - 1);
        }
    }

    /// "Dengan ditandatanganinya MoU ini, …": is a verb of signing at `at..last` a noun, by the sentence's first word and its own end?
    fn is_noun(&self, at: usize, last: usize) -> bool {
        let first = self.sentence.first;
        let nominal = self.document.words(at, last).ends_with("nya") && self.document.words(at, last).starts_with("di");
        // "Melalui ditandatanganinya MoU oleh A dan B, …" tells who signed.
        let comma = (last..self.sentence.last).find(|at| self.document.tokens.list[*at].gap.has(Gap::COMMA));
        let mut near = self.document.cues_in(last, comma.unwrap_or(self.sentence.last));
        let signers = near.any(|cue| matches!(cue.value, Cue::Role(RoleCue::By)));
        nominal && !signers && at > first && at <= first + 2 && self.document.listed(List::ByMeansOf, first)
    }

    /// "perpanjangan trayek bus", "akta kelahiran yang sudah diperbarui": is what is renewed at `at..last` no document or cooperation?
    fn renews_something_else(&self, at: usize, last: usize) -> bool {
        let lengthens = last < self.sentence.last
            && self.document.tokens.list[last].gap.is_soft()
            && self.document.listed(List::OtherRenewed, last);
        let mut relative = at;
        while relative > self.sentence.first && self.document.listed(List::Already, relative - 1) {
            relative -= 1;
        }
        let passive = self.document.words(at, at + 1).starts_with("di")
            && relative > self.sentence.first
            && self.document.words(relative - 1, relative) == "yang";
        // What stands before "yang" is what was renewed.
        let named = |cue: &Mention<Cue>| cue.value.names_agreement();
        let from = relative.saturating_sub(7).max(self.sentence.first);
        lengthens || passive && !self.document.cues_in(from, relative).any(named)
    }

    /// "kata Amar yang juga menandatangani nota dengan BPKP": the speaker is who signs.
    fn speaker_acts(&self, at: usize, clause: &mut Clause) {
        let Some(speaker) = clause.actors.last_mut().filter(|actor| actor.role == Role::Speaker) else { return };
        let relative = (speaker.last..at.min(speaker.last + 2)).next().map(|yang| self.document.words(yang, yang + 1));
        let soft = speaker.last < at && self.document.tokens.list[speaker.last].gap.is_soft();
        // "kata Bupati Abu Hasan seusai ikut meneken MoU"
        let after = || {
            let done = self.document.listed(List::Done, speaker.last);
            done && (speaker.last + 1..at).all(|word| self.document.listed(List::TakesPart, word))
        };
        // "Gubernur X menuturkan hal itu usai menandatangani MoU"
        let said_after = || {
            let list = &self.document.tokens.list;
            let plain = (speaker.last + 1..=at).all(|word| list[word].gap.is_soft());
            let active = self.document.words(at, at + 1).starts_with("me");
            plain && active && at <= speaker.last + 6 && at >= 1 && self.document.listed(List::Done, at - 1)
        };
        if soft && at <= speaker.last + 3 && (relative == Some("yang") || after()) || soft && said_after() {
            speaker.role = Role::Subject;
        }
    }

    /// "Hadir menyaksikan, Kepala Dinas A berharap …": does a comma right behind a word for onlookers, with which the sentence begins, only
    /// part them from it? Nobody signs behind it.
    fn looks_on_behind(&self, at: usize) -> bool {
        let first = self.sentence.first;
        let witness = |cue: &Mention<Cue>| cue.first == first && cue.value == Cue::Role(RoleCue::Witness);
        let acts = |cue: &Mention<Cue>| matches!(cue.value, Cue::Sign | Cue::Join | Cue::Signing);
        at == self.witness_until
            && self.document.cues_in(first, at).any(witness)
            && !self.document.cues_in(at, self.sentence.last).any(acts)
    }

    /// "Disaksikan Ketua KPK X, Gubernur Y, serta direksi BUMD, Bupati Z meneken …": does a list go on behind a comma, with "serta" and
    /// another comma before who acts? "Turut hadir dalam penandatanganan MoU itu Bupati X, Rektor Y": does nobody act?
    fn lists_on(&self, at: usize) -> bool {
        let mut acts = self.document.cues_in(at, self.sentence.last);
        let Some(act) = acts.find(|cue| matches!(cue.value, Cue::Sign | Cue::Join)) else { return self.signing_seen };
        // Not the comma of "Bupati Magelang, Grengseng Pamuji".
        let within = |at: usize| self.document.within_person(at - 1, at + 1);
        let comma = |at: &usize| self.document.tokens.list[*at].gap.has(Gap::COMMA) && !within(*at);
        let last_comma = (at + 1..act.first).rev().find(comma).filter(|comma| {
            let signs = self.next.iter().any(|actor| *comma <= actor.first && actor.last <= act.first);
            // "…, dan Bupati Y, serta Bupati Z meneken" are all those who sign.
            signs && !self.document.listed(List::And, *comma)
        });
        last_comma.is_some_and(|comma| (at..comma).any(|word| self.document.listed(List::And, word)))
    }

    /// "…, yang", "…, usai": may the words behind a speaker tell what else he did?
    fn goes_on_to_act(&self, behind: usize) -> bool {
        behind < self.sentence.last
            && (self.document.words(behind, behind + 1) == "yang" || self.document.listed(List::Done, behind))
    }

    /// Do at most three words, and neither a comma nor "dan", stand between two tokens?
    fn same_phrase(&self, first: usize, last: usize) -> bool {
        last - first <= 4
            && (first + 1..=last).all(|at| {
                let word = self.document.words(at, at + 1);
                self.document.tokens.list[at].gap.is_soft() && !matches!(word, "dan" | "serta" | "dengan" | "antara")
            })
    }

    /// "menandatangani", "menjalin": a verb makes doers of those behind it, unless they look on.
    fn act(&mut self) {
        self.act_seen = true;
        if self.role != Role::Witness || self.early_witness {
            self.role = Role::Subject;
            self.early_witness = false;
        }
    }

    /// A role that holds until another word.
    pub(super) fn enter(&mut self, role: Role) {
        self.role = role;
        self.before = role;
    }

    /// "di", "dari", "tentang": a role to return from.
    pub(super) fn leave_for(&mut self, role: Role) {
        if matches!(self.role, Role::Subject | Role::Partner | Role::Witness) {
            self.before = self.role;
        }
        self.role = role;
    }

    /// Someone named takes the role at hand, unless the words around say otherwise.
    fn actor(&mut self, mut actor: Actor, clause: &mut Clause) {
        let label = is_province_of_another(self.document, clause, &actor);
        let aside = label || self.document.tokens.dateline.contains(&actor.first);
        actor.role = if aside { Role::Aside } else { self.role };
        // "Mamuju dan Pasangkayu di Sulawesi Barat serta Barru di Sulawesi Selatan": the next one is named as those before.
        if label && self.role == Role::Venue && clause.actors.last().is_some_and(Actor::takes_part) {
            self.role = self.before;
        }
        // "Menurut Kabag Humas Pemprov NTB, Tri Budi Prayitno, …": one mention, one role; but "ujar Kepala Dinas A, B, yang meneken PKS",
        // "ujar Wali Kota A, B, usai meneken PKS".
        if let Who::Person(index) = actor.who
            && let Some(before) = clause.actors.last()
            && before.role == Role::Speaker
            && self.document.people[index].first <= before.first
            && !self.goes_on_to_act(actor.last)
        {
            actor.role = Role::Speaker;
            clause.actors.push(actor);
            return;
        }
        // "Kepala BPJS Ketenagakerjaan wilayah Sumbar, Riau, dan Kepri": the area of a branch.
        if self.owns_a_company(&actor) || self.is_area_of_branch(&actor, clause) {
            actor.role = Role::Aside;
            self.listed_origin = true;
            clause.actors.push(actor);
            return;
        }
        if let Some(role) = self.named_beside(&actor, clause) {
            actor.role = role;
            clause.actors.push(actor);
            return;
        }
        if self.role == Role::Venue && self.ends_the_place(&actor, clause) {
            self.enter(Role::Subject);
            actor.role = Role::Subject;
        }
        if self.role == Role::Venue && self.is_past_the_place(&actor) {
            self.role = self.before;
            actor.role = if aside { Role::Aside } else { self.role };
        }
        // "gedung rektorat Universitas Papua (UNIPA), Manokwari, Senin": where that is. The seat of a partner, "dengan Universitas
        // Kristen Satya Wacana (UKSW) Salatiga", is no place of signing.
        if self.tells_where(&actor, clause) {
            actor.role = if partner_body(clause).is_some() { Role::Aside } else { Role::Venue };
        } else if self.role == Role::Subject && self.lies_there(&actor) {
            // "PKS Pengelolaan Mata Air Desa Paniis, Kecamatan Pasawahan, Kabupaten Kuningan, ditandatangani di …"
            actor.role = if clause.names_one() { Role::Aside } else { Role::Venue };
        }
        // "Untuk menjaga pasokan Pemkot Mojokerto menjalin …": who acts right behind is no part of the topic.
        if self.role == Role::Topic && !self.act_seen && self.is_government(&actor) && self.act_follows(&actor) {
            self.enter(Role::Subject);
            actor.role = Role::Subject;
        }
        // "Pada acara itu juga Bupati Lingga Muhammad Nizar meneken …": whoever holds an office is no place.
        let head = match &actor.who {
            Who::Region { named_as, .. } => *named_as == NamedAs::Head,
            Who::Person(index) => self.document.people[*index].value.official,
            _ => false,
        };
        if self.role == Role::Venue && actor.role == Role::Venue && !self.act_seen && head && self.act_follows(&actor) {
            self.enter(Role::Subject);
            actor.role = Role::Subject;
        }
        // "…, sedangkan dari UGM Wakil Rektor Paripurna": the body for which somebody acts who is named right behind it.
        if let Who::Person(index) = actor.who
            && actor.takes_part()
            && let Some(body) = clause.actors.last_mut()
            && body.role == Role::Aside
            && matches!(body.who, Who::Organisation { .. })
            && self.act_seen
            && !self.document.people[index].value.official
            && self.document.people[index].first == body.last
            && self.document.tokens.list[body.last].gap.only(Gap::BLANK)
        {
            body.role = Role::Partner;
        }
        if self.explains_the_one_before(&actor, clause) {
            actor.role = Role::Aside;
        }
        if self.is_in_a_branch(&actor, clause) {
            self.branch_until = actor.last;
            actor.role = Role::Aside;
        }
        let from_too = self.comes_from_too(&actor, clause);
        self.listed_origin = from_too || actor.role == Role::Aside && self.role == Role::Aside && is_province(&actor);
        if from_too {
            actor.role = Role::Aside;
        }
        // "Pemprov Bengkulu melalui Gubernur Helmi Hasan meneken …": who acts for the one just named.
        let same = |party: &Actor| party.takes_part() && party.side.is_some() && party.side == actor.side;
        if actor.role == Role::Aside && matches!(actor.who, Who::Person(_)) && clause.actors.last().is_some_and(same) {
            actor.role = self.before;
        }
        // "dari Kabupaten Madiun yang meneken …": only the next name is the origin.
        if self.role == Role::Aside {
            self.role = self.before;
        }
        match actor.who {
            Who::Person(_) => actor.represented |= std::mem::take(&mut self.represents),
            // "Mewakili DKI, seluruh dokumen diteken Kepala Biro …": whoever stands behind it acts himself.
            Who::Region { named_as: NamedAs::Bare | NamedAs::Typed | NamedAs::Government, .. } => {
                self.represents = false
            }
            _ => {}
        }
        if actor.role == Role::Partner {
            self.partners_named += 1;
            actor.pair = clause.pairs;
        }
        clause.actors.push(actor);
    }

    /// "PT ASI Pudjiastuti Aviation, operator maskapai Susi Air": does a body only tell what the one before is?
    fn explains_the_one_before(&self, actor: &Actor, clause: &Clause) -> bool {
        let body = |actor: &Actor| matches!(actor.who, Who::Organisation { .. });
        let Some(before) = clause.actors.last().filter(|before| body(before) && body(actor)) else { return false };
        // "Direktorat Jenderal Pajak (DJP) Kementerian Keuangan": whose it is.
        let of_it = before.last == actor.first && self.document.tokens.list[actor.first].gap.has(Gap::CLOSE);
        let joined = of_it && self.document.tokens.list[actor.first].gap.only(Gap::BLANK.or(Gap::CLOSE));
        let between = before.last < actor.first && actor.first <= before.last + 3;
        joined
            || between
                && self.document.tokens.list[before.last].gap.has(Gap::COMMA)
                && self.document.listed(List::Apposition, before.last)
    }

    /// "PT PLN unit induk wilayah Sumut UP3 Rantauprapat": does a name belong to the branch, in small letters, of the body before it?
    fn is_in_a_branch(&self, actor: &Actor, clause: &Clause) -> bool {
        let Some(before) = clause.actors.last() else { return false };
        let goes_on = before.last == self.branch_until;
        let place = matches!(actor.who, Who::Region { named_as: NamedAs::Bare | NamedAs::Typed, .. });
        let body = |actor: &Actor| matches!(actor.who, Who::Organisation { .. });
        let list = &self.document.tokens.list;
        let branch = |at: usize| {
            let plain = list[at].gap.only(Gap::BLANK.or(Gap::OPEN).or(Gap::CLOSE));
            let small = !list[at].capital && self.document.lexicons.offices.name_branches.contains(list[at].word);
            plain && (small || goes_on && list[at].capital)
        };
        let named = place && body(before) && before.last < actor.first || goes_on && body(actor);
        named && (before.last..actor.first).all(branch) && list[actor.first].gap.only(Gap::BLANK.or(Gap::OPEN))
    }

    /// "Gubernur Maluku": does a region's name stand behind the word for its government at `at..last`?
    fn names_a_region(&self, at: usize, last: usize) -> bool {
        let regions = &self.document.regions;
        let from = regions.partition_point(|region| region.first < at);
        regions.get(from).is_some_and(|region| region.first == at && region.last > last)
    }

    /// Does somebody's office or name begin here, with titles and acting marks?
    fn person_at(&self, at: usize) -> bool {
        self.document.people.iter().any(|person| person.first == at)
    }

    /// Does an official's office begin here?
    fn official_at(&self, at: usize) -> bool {
        self.document.people.iter().any(|person| person.first == at && person.value.official)
    }

    /// "Pemkot Mojokerto menjalin …": does a word for signing or joining stand right behind someone?
    fn act_follows(&self, actor: &Actor) -> bool {
        let end = (actor.last + 4).min(self.sentence.last);
        self.document.cues_in(actor.last, end).any(|cue| matches!(cue.value, Cue::Sign | Cue::Join))
    }

    /// "Pemkot Malang", "Kota Malang", "Wali Kota Sutiaji": a region by its kind, or an official.
    pub(super) fn is_government(&self, actor: &Actor) -> bool {
        match &actor.who {
            Who::Region { named_as, .. } => *named_as != NamedAs::Bare,
            Who::Person(index) => self.document.people[*index].value.official,
            _ => false,
        }
    }
}

/// Does the sentence name a document or cooperation so far?
pub(super) fn names_document(clause: &Clause) -> bool {
    !clause.forms.is_empty() || clause.paper || clause.cooperation || clause.weak_cooperation
}
