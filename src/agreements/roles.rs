//! Who does what in a sentence.
//!
//! A sentence is read from left to right. Certain words change the role of those who are named behind them:
//! "dengan" makes them the other side, "disaksikan" onlookers, "di" a place, "tentang" a part of the subject;
//! an act ("menandatangani") makes them doers again. The list behind a sentence ("sebagai berikut:") belongs
//! to it.

use super::clauses::{Actor, Clause, Role, Who};
use crate::{
    lexicon::{
        cues::{Cue, RoleCue},
        lists::List,
    },
    read::{
        Document,
        cues::is_number,
        proper_names::NameKind,
        regions::NamedAs,
        tokens::{Gap, Sentence},
    },
};

/// Reads every sentence that is no item; items go with the sentence that opens their list.
pub(crate) fn read(document: &Document<'_>) -> Vec<Clause> {
    let sentences = &document.tokens.sentences;
    let mut clauses: Vec<Clause> = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        if sentence.item
            && let Some(head) = sentence.list_of
            && let Some(clause) = clauses.iter_mut().rev().find(|clause| clause.sentence == head)
        {
            clause.items.push(index);
            read_item(document, clause, sentence);
            continue;
        }
        clauses.push(read_sentence(document, index, sentence));
    }
    clauses
}

fn read_sentence(document: &Document<'_>, index: usize, sentence: &Sentence) -> Clause {
    let mut clause = Clause {
        sentence: index,
        first: sentence.first,
        last: sentence.last,
        title: sentence.line == 0,
        quoted: sentence.quoted,
        ..Clause::default()
    };
    clause.focus = focus(document, sentence);
    let mut walk = Walk::new(document, sentence);
    for at in sentence.first..sentence.last {
        walk.step(at, &mut clause);
    }
    let acts = |role: Role| clause.actors.iter().any(|actor| actor.role == role);
    let spokes = clause.counted_partners && !acts(Role::Partner)
        || clause.counted_subjects && acts(Role::Partner) && !acts(Role::Subject);
    clause.each |= spokes && !clause.together;
    clause
}

/// "Setelah LoI diteken pada 28 Maret 2022, kini kedua pihak menandatangani MoU": the news stands behind "kini".
fn focus(document: &Document<'_>, sentence: &Sentence) -> usize {
    let word = |at: usize| document.words(at, at + 1);
    if !matches!(
        word(sentence.first).to_lowercase().as_str(),
        "setelah" | "sesudah" | "sempat" | "usai" | "seusai" | "dulu"
    ) {
        return sentence.first;
    }
    (sentence.first..sentence.last)
        .find(|at| {
            document.lexicons.lists.has(List::NewsBegins, word(*at)) || *at > sentence.first + 3 && word(*at) == "baru"
        })
        .unwrap_or(sentence.first)
}

/// The items of a list take the role that the sentence before ended with.
fn read_item(document: &Document<'_>, clause: &mut Clause, item: &Sentence) {
    let actors = actors_in(document, item.first, item.last);
    // "1. Pemprov Sumsel dengan Pemkab Enrekang;": the item names both sides.
    if let [first, .., last] = &actors[..]
        && document
            .cues_in(first.last, last.first)
            .any(|cue| matches!(cue.value, Cue::Role(RoleCue::Partner | RoleCue::Jointly)) && cue.last <= last.first)
    {
        clause.pairs += 1;
        clause.pairs_listed = true;
    }
    let pair = clause.pairs;
    for mut actor in actors {
        actor.listed = true;
        actor.pair = pair;
        actor.role = if is_province_of_another(document, clause, &actor) { Role::Aside } else { Role::Subject };
        clause.actors.push(actor);
    }
}

/// Everyone named in `first..last`, in text order, each person or region once at its place.
fn actors_in(document: &Document<'_>, first: usize, last: usize) -> Vec<Actor> {
    let inside = |from: usize, to: usize| first <= from && to <= last;
    let actor = |who: Who, first: usize, last: usize| Actor {
        who,
        role: Role::Aside,
        first,
        last,
        listed: false,
        represented: false,
        pair: 0,
    };
    let mut actors = Vec::new();
    for region in document.regions.iter().filter(|region| inside(region.first, region.last)) {
        let who = Who::Region { code: region.value.code, named_as: region.value.role };
        actors.push(actor(who, region.first, region.last));
    }
    for name in document.names.iter().filter(|name| inside(name.first, name.last)) {
        let who = match name.value.kind {
            NameKind::Organisation(scheme) => Who::Organisation { name: name.value.name.clone(), scheme },
            NameKind::Foreign => Who::Foreign { name: without_government(&name.value.name) },
            NameKind::Country | NameKind::Venue | NameKind::Other => continue,
        };
        actors.push(actor(who, name.first, name.last));
    }
    for (index, person) in document.people.iter().enumerate() {
        let (from, to) = person.value.name_tokens;
        if inside(from, to) {
            actors.push(actor(Who::Person(index), from, to));
        }
    }
    for again in document.again.iter().filter(|again| inside(again.first, again.last)) {
        actors.push(actor(Who::Person(again.value), again.first, again.last));
    }
    actors.sort_by_key(|actor| actor.first);
    actors
}

struct Walk<'w> {
    document: &'w Document<'w>,
    sentence: &'w Sentence,
    actors: std::iter::Peekable<std::vec::IntoIter<Actor>>,
    role: Role,
    /// What the role was before a place or an aside, to return to.
    before: Role,
    act_seen: bool,
    /// Onlookers named before any act end at the next comma: "Disaksikan X, Bupati Y meneken …".
    early_witness: bool,
    /// How many partners were named so far.
    partners_named: usize,
    /// The next person is one who is represented: "mewakili Gubernur X".
    represents: bool,
    /// Where the last word for onlookers ended.
    witness_until: usize,
    /// Where the last "bupati", "pemkab" without a name ended.
    government_until: usize,
}

impl<'w> Walk<'w> {
    fn new(document: &'w Document<'w>, sentence: &'w Sentence) -> Walk<'w> {
        let actors = actors_in(document, sentence.first, sentence.last).into_iter().peekable();
        Walk {
            document,
            sentence,
            actors,
            role: Role::Subject,
            before: Role::Subject,
            act_seen: false,
            early_witness: false,
            partners_named: 0,
            represents: false,
            witness_until: 0,
            government_until: 0,
        }
    }

    fn step(&mut self, at: usize, clause: &mut Clause) {
        let gap = self.document.tokens.list[at].gap;
        if at > self.sentence.first && gap.has(Gap::COMMA.or(Gap::SEMICOLON).or(Gap::CLOSE)) {
            self.comma(at, gap);
        }
        let cues: Vec<(Cue, usize)> = self.document.cues_in(at, at + 1).map(|cue| (cue.value, cue.last)).collect();
        for (cue, last) in cues {
            self.cue(cue, at, last, clause);
        }
        while let Some(actor) = self.actors.next_if(|actor| actor.first <= at) {
            self.actor(actor, clause);
        }
    }

    fn comma(&mut self, at: usize, gap: Gap) {
        // "…, esoknya Bandung kembali menandatangani": an adverb may stand before the name.
        let adverb = usize::from(!self.document.tokens.list[at].capital);
        let next = self.actors.peek().filter(|actor| at <= actor.first && actor.first <= at + adverb).cloned();
        let next_acts = next.as_ref().is_some_and(|actor| self.act_follows(actor));
        match self.role {
            // "di Hotel Bela, Ternate, Senin": the place goes on.
            Role::Venue if !self.place_goes_on(at, next.as_ref()) => self.role = self.before,
            // "Usai dengan Enrekang, Banjarmasin meneken …"
            Role::Partner if next_acts && gap.has(Gap::COMMA) => self.enter(Role::Subject),
            Role::Topic if next_acts || !self.act_seen && next.is_some_and(|actor| self.is_government(&actor)) => {
                self.enter(Role::Subject);
            }
            Role::Witness if self.early_witness && gap.has(Gap::COMMA) => {
                self.role = Role::Subject;
                self.early_witness = false;
            }
            Role::Speaker => self.role = Role::Subject,
            Role::Aside | Role::Besides => self.role = self.before,
            _ => {}
        }
    }

    /// Does a place go on behind a comma: with anything in capitals that is no government, person or
    /// organisation, and that nothing is joined to?
    fn place_goes_on(&self, at: usize, next: Option<&Actor>) -> bool {
        let list = &self.document.tokens.list;
        match next {
            None => {
                list[at].capital || self.document.lexicons.lists.has(List::PlaceGoesOn, self.document.words(at, at + 1))
            }
            Some(actor) => {
                let bare = matches!(&actor.who, Who::Region { named_as: NamedAs::Bare | NamedAs::Typed, .. });
                let alone = actor.last >= self.sentence.last
                    || list[actor.last].gap.has(Gap::COMMA.or(Gap::OPEN).or(Gap::CLOSE).or(Gap::STOP).or(Gap::DASH));
                bare && alone
            }
        }
    }

    /// Does a word for signing or joining stand right behind someone?
    fn act_follows(&self, actor: &Actor) -> bool {
        let end = (actor.last + 4).min(self.sentence.last);
        self.document.cues_in(actor.last, end).any(|cue| matches!(cue.value, Cue::Sign | Cue::Join))
    }

    fn is_government(&self, actor: &Actor) -> bool {
        match &actor.who {
            Who::Region { named_as, .. } => *named_as != NamedAs::Bare,
            Who::Person(index) => self.document.people[*index].value.official,
            _ => false,
        }
    }

    fn cue(&mut self, cue: Cue, at: usize, last: usize, clause: &mut Clause) {
        let first_of = |slot: &mut Option<usize>| {
            slot.get_or_insert(at);
        };
        match cue {
            Cue::Form(form) => {
                clause.forms.push((form, at));
                clause.each |= self.counted(at);
            }
            Cue::ShortForm(form) => {
                clause.short_forms.push((form, at));
                clause.each |= self.counted(at);
            }
            Cue::Cooperation => clause.cooperation = true,
            Cue::WeakCooperation => clause.weak_cooperation = true,
            Cue::Paper => {
                clause.paper = true;
                clause.each |= self.counted(at);
            }
            Cue::Sign => {
                first_of(&mut clause.sign);
                // "yang hadir membubuhkan tanda tangan": they did more than look on.
                if self.role == Role::Witness && at <= self.witness_until + 1 {
                    self.role = Role::Subject;
                }
                self.act();
            }
            Cue::Signing => first_of(&mut clause.signing),
            Cue::Join => {
                first_of(&mut clause.join);
                self.act();
            }
            Cue::WeakJoin => {
                first_of(&mut clause.weak_join);
                self.act();
            }
            Cue::Plan => first_of(&mut clause.plan),
            Cue::Renew => first_of(&mut clause.renew),
            Cue::End => first_of(&mut clause.end),
            Cue::Background => clause.background = true,
            Cue::Wish => first_of(&mut clause.wish),
            Cue::Negate => clause.negate = true,
            Cue::Each => clause.each = true,
            Cue::Together => clause.together = true,
            Cue::Members => clause.members = true,
            Cue::Roster => {
                clause.roster = true;
                clause.count_subject |= !self.act_seen && self.counts(at, last);
            }
            Cue::Pronoun => clause.pronoun |= !self.act_seen && self.role == Role::Subject,
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
                if matches!(self.role, Role::Topic | Role::Aside) {
                    self.role = Role::Subject;
                }
            }
            Cue::Scope => first_of(&mut clause.scope),
            Cue::GenericGovernment => {
                let counted = self.counts(at, last);
                clause.count_subject |= counted && !self.act_seen;
                clause.generic_government |=
                    matches!(self.role, Role::Subject | Role::Partner) && !self.act_seen && !counted;
                self.government_until = last;
            }
            Cue::SpeakerBehind => {
                clause.speech = true;
                self.enter(Role::Speaker);
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

    /// "lima pemerintah daerah", "para kepala daerah", "ketujuh kampus": are they counted, and so others than
    /// those named before?
    fn counts(&self, at: usize, last: usize) -> bool {
        let plural = |at: usize| self.document.lexicons.lists.has(List::Plural, self.document.words(at, at + 1));
        self.counted(at)
            || at > self.sentence.first && plural(at - 1)
            || plural(at)
            || last > at + 1 && self.counted(at + 1)
            || last < self.sentence.last && plural(last)
    }

    /// "tujuh naskah", "dua MoU": is the document before token `at` counted as several?
    fn counted(&self, at: usize) -> bool {
        at > self.sentence.first && is_number(self.document.lexicons, self.document.words(at - 1, at))
    }

    /// Do at most three words, and neither a comma nor "dan", stand between two tokens?
    fn same_phrase(&self, first: usize, last: usize) -> bool {
        last - first <= 4
            && (first + 1..=last).all(|at| {
                let word = self.document.words(at, at + 1);
                self.document.tokens.list[at].gap.is_soft() && !matches!(word, "dan" | "serta" | "dengan" | "antara")
            })
    }

    /// "11 kabupaten meneken MoU dengan Pemkot Bandung", "Pemkot Bandung meneken MoU dengan tujuh kota": each of
    /// them has its own, unless the text says otherwise.
    fn count_governments(&self, clause: &mut Clause) {
        match self.role {
            Role::Partner => clause.counted_partners = true,
            Role::Subject if !self.act_seen => clause.counted_subjects = true,
            _ => {}
        }
    }

    fn act(&mut self) {
        self.act_seen = true;
        if self.role != Role::Witness || self.early_witness {
            self.role = Role::Subject;
            self.early_witness = false;
        }
    }

    fn role_cue(&mut self, cue: RoleCue, at: usize, last: usize, clause: &mut Clause) {
        // Onlookers stay onlookers to the end: "disaksikan Gubernur X dan Bupati Y dari …".
        if self.role == Role::Witness && !self.early_witness && !matches!(cue, RoleCue::By) {
            return;
        }
        match cue {
            RoleCue::Jointly if !self.act_seen => self.enter(Role::Subject),
            RoleCue::Partner | RoleCue::Between | RoleCue::Jointly => {
                // "MoU dengan A, lalu MoU yang sama dengan B": a document for each.
                let documents = clause.forms.len() + clause.short_forms.len();
                clause.each |= cue != RoleCue::Between && self.partners_named > 0 && documents > 1;
                clause.pairs += usize::from(cue == RoleCue::Between);
                self.enter(Role::Partner);
            }
            RoleCue::By => {
                let words = self.document.words(at, last).to_lowercase();
                if words.contains("wakil")
                    && let Some(actor) =
                        clause.actors.iter_mut().rev().find(|actor| matches!(actor.who, Who::Person(_)))
                    && !words.starts_with("mewakili")
                {
                    actor.represented = true;
                }
                self.represents |= words.starts_with("mewakili") || words.starts_with("atas nama");
                self.enter(Role::Subject);
            }
            RoleCue::Witness => {
                self.witness_until = last;
                self.early_witness = !self.act_seen && at < self.sentence.first + 3;
                self.enter(Role::Witness);
            }
            RoleCue::Venue => self.leave_for(Role::Venue),
            // "para bupati dari Pacitan, Wonogiri dan Gunungkidul"
            RoleCue::Origin if self.government_until == at && at > 0 => {}
            RoleCue::Origin => self.leave_for(Role::Aside),
            RoleCue::Besides => self.leave_for(Role::Besides),
            RoleCue::Topic => self.leave_for(Role::Topic),
        }
    }

    fn enter(&mut self, role: Role) {
        self.role = role;
        self.before = role;
    }

    fn leave_for(&mut self, role: Role) {
        if matches!(self.role, Role::Subject | Role::Partner | Role::Witness) {
            self.before = self.role;
        }
        self.role = role;
    }

    fn actor(&mut self, mut actor: Actor, clause: &mut Clause) {
        actor.role = if self.document.tokens.dateline.contains(&actor.first)
            || is_province_of_another(self.document, clause, &actor)
        {
            Role::Aside
        } else {
            self.role
        };
        // "Di tempat sejuk itu Pemkab Kampar …": the place ended with "itu".
        if self.role == Role::Venue
            && actor.first > self.sentence.first
            && matches!(self.document.words(actor.first - 1, actor.first), "itu" | "ini" | "tersebut")
        {
            self.enter(Role::Subject);
            actor.role = Role::Subject;
        }
        // "dari Kabupaten Madiun yang meneken …": only the next name is the origin.
        if self.role == Role::Aside {
            self.role = self.before;
        }
        if matches!(actor.who, Who::Person(_)) {
            actor.represented |= std::mem::take(&mut self.represents);
        }
        if actor.role == Role::Partner {
            self.partners_named += 1;
            actor.pair = clause.pairs;
        }
        clause.actors.push(actor);
    }
}

/// "Pemerintah Kota Mungyeong" is the party "Kota Mungyeong".
fn without_government(name: &str) -> String {
    let first = name.split_whitespace().next().unwrap_or_default();
    if first.eq_ignore_ascii_case("pemerintah") { name[first.len()..].trim_start().to_owned() } else { name.to_owned() }
}

/// "Pemkab Bombana, Provinsi Sulawesi Tenggara": the province only tells where the regency lies.
fn is_province_of_another(document: &Document<'_>, clause: &Clause, actor: &Actor) -> bool {
    if let Who::Foreign { .. } = actor.who {
        // "Kabupaten Nanjing, Provinsi Fujian"
        let list = &document.tokens.list;
        return clause.actors.last().is_some_and(|other| {
            matches!(other.who, Who::Foreign { .. })
                && other.last == actor.first
                && list[actor.first].gap.has(Gap::COMMA.or(Gap::OPEN))
        });
    }
    let Who::Region { code, named_as: NamedAs::Bare | NamedAs::Typed } = actor.who else { return false };
    if !code.is_province() {
        return false;
    }
    let list = &document.tokens.list;
    clause.actors.iter().rev().take(3).any(|other| {
        let inside = matches!(other.who, Who::Region { code: inner, .. } if inner != code && inner.province() == code);
        let near = other.last <= actor.first && actor.first - other.last <= 1;
        // "Kota Gorontalo dan Provinsi Gorontalo" are two.
        inside
            && near
            && (list[other.last].gap.has(Gap::COMMA.or(Gap::OPEN)) || list[other.last].gap.only(Gap::BLANK))
            && actor.first == other.last
            || matches!(other.who, Who::Region { code: same, .. } if same == code)
                && near
                && list[actor.first].gap.has(Gap::OPEN)
    })
}
