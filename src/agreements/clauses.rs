//! What a sentence says of an agreement: who does what in it, which documents and acts it names, and whether it
//! reports an agreement at all. `roles` reads it.

use super::{parties::Side, sides::Group};
use crate::{
    model::{Form, RegionCode, Scheme},
    read::regions::NamedAs,
};

/// What someone does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Acts, or is what the sentence is about.
    Subject,
    /// Is the other side.
    Partner,
    /// Is a member or signer known before: "selain".
    Besides,
    /// Looks on.
    Witness,
    /// Is where it happens.
    Venue,
    /// Is what it is about.
    Topic,
    /// Says it.
    Speaker,
    /// Is named for something else: as origin, in the dateline, as the province of a regency.
    Aside,
}

/// Who is named.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Who {
    Region {
        code: RegionCode,
        named_as: NamedAs,
    },
    Organisation {
        name: String,
        scheme: Scheme,
    },
    Foreign {
        name: String,
    },
    /// A person, as an index into the document's people.
    Person(usize),
}

/// Someone named in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Actor {
    pub(crate) who: Who,
    /// The party that he would be, told by the whole article: looked for once, for many ask.
    pub(crate) side: Option<Side>,
    pub(crate) role: Role,
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Named in an item of the list behind the sentence, rather than in the sentence.
    pub(crate) listed: bool,
    /// Somebody else signed for him: "diwakili".
    pub(crate) represented: bool,
    /// Behind which "antara" of the sentence he is named; 0 before the first.
    pub(crate) pair: usize,
    /// Is it a side of some of the article's agreements only? Told when all of them are known.
    pub(crate) apart: bool,
}

impl Actor {
    /// Does it act, or is it whom one acts with: is it named as a side?
    pub(crate) fn takes_part(&self) -> bool {
        matches!(self.role, Role::Subject | Role::Partner)
    }
}

/// A sentence with its list, as far as agreements are concerned.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clause {
    /// The sentence, as an index into the document's.
    pub(crate) sentence: usize,
    /// Its items, as indices of sentences.
    pub(crate) items: Vec<usize>,
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) title: bool,
    pub(crate) quoted: bool,
    pub(crate) actors: Vec<Actor>,
    /// Forms of documents in text order, with where they stand.
    pub(crate) forms: Vec<(Form, usize)>,
    pub(crate) short_forms: Vec<(Form, usize)>,
    pub(crate) cooperation: bool,
    /// "kesepakatan", "naskah".
    pub(crate) paper: bool,
    pub(crate) weak_cooperation: bool,
    /// The first act of each kind.
    pub(crate) sign: Option<usize>,
    pub(crate) signing: Option<usize>,
    pub(crate) join: Option<usize>,
    pub(crate) weak_join: Option<usize>,
    pub(crate) plan: Option<usize>,
    pub(crate) renew: Option<usize>,
    pub(crate) end: Option<usize>,
    pub(crate) background: bool,
    pub(crate) wish: Option<usize>,
    pub(crate) negate: bool,
    pub(crate) each: bool,
    pub(crate) together: bool,
    pub(crate) members: bool,
    pub(crate) roster: bool,
    pub(crate) list: bool,
    pub(crate) scope: Option<usize>,
    /// What is covered stands before this word: "ikut diatur".
    pub(crate) scope_before: Option<usize>,
    pub(crate) generic_government: bool,
    /// Whom it counts without naming them: "keduanya".
    pub(crate) group: Option<Group>,
    /// How many pairs "antara … dan …" the sentence names.
    pub(crate) pairs: usize,
    /// The other sides are named behind "bersama".
    pub(crate) jointly: bool,
    /// The items of its list name both sides each.
    pub(crate) pairs_listed: bool,
    /// Who acts is named only by a pronoun.
    pub(crate) pronoun: bool,
    /// The other side is named only by a pronoun: "dengan kampus itu".
    pub(crate) pronoun_partner: bool,
    /// Somebody is named in general before the act: "lima pemerintah daerah".
    pub(crate) count_subject: bool,
    /// Counted governments or campuses act, or are the other side: "11 kabupaten", "dengan tujuh kota".
    pub(crate) counted_subjects: bool,
    pub(crate) counted_partners: bool,
    /// The heads, or the secretaries, of the parties sign without being named.
    pub(crate) heads_sign: bool,
    /// Those named just before sign: "keduanya".
    pub(crate) those_sign: bool,
    pub(crate) secretaries_sign: bool,
    pub(crate) false_friend: bool,
    pub(crate) speech: bool,
    /// It begins with what comes before: "Setelah MoU diteken, …".
    pub(crate) begins_after: bool,
    /// Where the news begins in a sentence that first looks back: "Setelah LoI diteken …, kini …".
    pub(crate) focus: usize,
}

impl Clause {
    /// The forms, then the ambiguous short ones, each with its token.
    pub(crate) fn all_forms(&self) -> impl Iterator<Item = &(Form, usize)> {
        self.forms.iter().chain(&self.short_forms)
    }

    /// The form that stands last before token `at`, and where.
    pub(crate) fn form_before(&self, at: usize) -> Option<(Form, usize)> {
        self.all_forms().filter(|(_, place)| *place < at).max_by_key(|(_, place)| *place).copied()
    }

    /// The first form, an ambiguous short one only beside a word that tells what becomes of it.
    pub(crate) fn form(&self) -> Option<Form> {
        self.forms.first().map(|(form, _)| *form).or_else(|| {
            let certain = self.sign.or(self.signing).or(self.plan).or(self.renew).or(self.end).is_some();
            self.short_forms.first().filter(|_| certain).map(|(form, _)| *form)
        })
    }

    /// The first word that says that an agreement comes about, is to come about, goes on or ends.
    pub(crate) fn act(&self) -> Option<usize> {
        let weak_join = self.weak_join.filter(|_| !self.forms.is_empty());
        [self.sign, self.signing, self.join, weak_join, self.plan, self.renew, self.end].into_iter().flatten().min()
    }

    /// Does the sentence name a document or a cooperation?
    pub(crate) fn names_one(&self) -> bool {
        self.form().is_some() || self.cooperation
    }

    /// Does it look back on an older document? "Dua urusan yang digarap lebih dulu" speaks of none.
    pub(crate) fn looks_back(&self) -> bool {
        self.background && self.speaks_of_one()
    }

    /// Does the sentence speak of a document, a cooperation or a signing at all?
    pub(crate) fn speaks_of_one(&self) -> bool {
        self.names_one() || self.weak_cooperation || self.paper || self.sign.is_some()
    }

    /// Does the sentence report an agreement: an act, a document or cooperation, and no mere wish or denial?
    pub(crate) fn reports(&self) -> bool {
        let signs = self.sign.is_some() || self.signing.is_some();
        let named = self.names_one() || self.weak_cooperation && signs || self.paper && (signs || self.join.is_some());
        let wished = match (self.wish, self.act()) {
            (Some(wish), Some(act)) => wish < act && self.plan.is_none() && self.end.is_none(),
            _ => false,
        };
        named && self.act().is_some() && !wished && !self.negate && !self.is_false_friend()
    }

    /// Does it speak of another kind of document: "berita acara"?
    pub(crate) fn is_false_friend(&self) -> bool {
        self.false_friend && self.forms.is_empty()
    }

    /// Does it tell of signing, be it another kind of document?
    pub(crate) fn tells_of_any_signing(&self) -> bool {
        (self.sign.is_some() || self.signing.is_some()) && !self.negate
    }

    /// Does it tell of signing, whatever was signed?
    pub(crate) fn tells_of_signing(&self) -> bool {
        self.tells_of_any_signing() && !self.is_false_friend()
    }

    /// Does it name a document between two: "MoU antara Pemkot A dengan Pemkab B", without an act?
    pub(crate) fn names_document_between(&self) -> bool {
        !self.forms.is_empty()
            && self.actors.iter().any(|actor| actor.role == Role::Partner)
            && self.wish.is_none()
            && !self.negate
            && !self.title
    }
}

impl Clause {
    /// At which step the sentence was dropped.
    pub(crate) fn verdict(&self) -> &'static str {
        if !self.speaks_of_one() {
            "names no document, cooperation or signing"
        } else if self.act().is_none() {
            "names one, but no act of concluding, planning, renewing or ending it"
        } else if self.negate {
            "denies it"
        } else if !self.reports() {
            "only wishes for it, or has an act without a document"
        } else {
            "reports, but not who with whom"
        }
    }
}
