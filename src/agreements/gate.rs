//! The gate's second look: most texts with a word of agreements report none, and their words and cues tell so before
//! anyone in them is named.
//!
//! It asks for less than [`Clause::reports`](super::clauses::Clause::reports) and whatever else lets `fold` open a draft: who
//! acts, wishes and denials are left to those. Whoever adds a way to open one adds it here; `tests/invariants.rs` finds what
//! was forgotten.

use crate::{
    Lexicons,
    lexicon::{
        cues::{Cue, RoleCue},
        lists::List,
    },
    read::{
        Words,
        tokens::{Gap, Sentence, Tokens},
    },
};

/// Could an agreement come from these words?
pub(crate) fn may_report(words: &Words<'_>) -> bool {
    let Words { article, lexicons, tokens, cues, .. } = words;
    let text = article.text();
    let mut cues = cues.iter().peekable();
    let (mut named, mut listed, mut joined_before) = (false, false, false);
    for sentence in &tokens.sentences {
        let mut said = Said::default();
        while let Some(cue) = cues.next_if(|cue| cue.first < sentence.last) {
            said.add(cue.value, cue.first);
            said.plan |=
                matches!(cue.value, Cue::Form(_)) && prepares(lexicons, tokens, text, sentence.first, cue.first);
        }
        let title = sentence.line == 0;
        let partner = said.partner.is_some_and(|first| names_someone(lexicons, tokens, first, sentence.last));
        named |= said.names_one() || said.paper;
        // "Yang menandatangani yaitu Bupati A dan Bupati B": what they sign is named elsewhere.
        listed |=
            said.sign || said.join && (said.list || has_colon(tokens, sentence)) || joined_before && sentence.item;
        if said.reports() || named && listed
            // "MoU antara A dan B"
            || said.form && partner && !said.negate && !title
            // "Kedua daerah bersepakat …. Kesepakatan itu dituangkan dalam MoU"
            || joined_before && said.names_one() && !said.negate
            // "1. Pemprov Sumsel dengan Pemkab Enrekang;"
            || partner && sentence.item
        {
            return true;
        }
        // The items of a list belong to the sentence that opens it.
        joined_before = said.join || sentence.item && joined_before;
    }
    false
}

/// May somebody be named in `first..last`? A name has a capital, a figure, "50 Kota", or begins with a word for a body.
fn names_someone(lexicons: &Lexicons, tokens: &Tokens, first: usize, last: usize) -> bool {
    let heads = &lexicons.organisations.heads;
    let named = |at: usize| {
        let token = tokens.list[at];
        token.capital || token.digit || tokens.phrase(heads, at, last).is_some()
    };
    (first..last).any(named)
}

fn has_colon(tokens: &Tokens, sentence: &Sentence) -> bool {
    (sentence.first + 1..sentence.last).any(|at| tokens.list[at].gap.has(Gap::COLON))
}

/// "merancang MoU": does a word right before `at`, in the sentence that begins at `first`, plan the document named there?
pub(super) fn prepares(lexicons: &Lexicons, tokens: &Tokens, text: &str, first: usize, at: usize) -> bool {
    (at.saturating_sub(2).max(first)..at).any(|at| lexicons.lists.has(List::Prepares, tokens.text(text, at)))
}

/// What a sentence speaks of: what of a [`Clause`](super::clauses::Clause) its cues alone tell.
#[derive(Clone, Copy, Default)]
struct Said {
    form: bool,
    short_form: bool,
    cooperation: bool,
    weak_cooperation: bool,
    paper: bool,
    sign: bool,
    signing: bool,
    join: bool,
    weak_join: bool,
    plan: bool,
    renew: bool,
    end: bool,
    negate: bool,
    /// Where one with whom may be named behind: "dengan", "antara".
    partner: Option<usize>,
    /// Members, or a list.
    list: bool,
}

impl Said {
    /// Adds the cue at token `at`.
    fn add(&mut self, cue: Cue, at: usize) {
        match cue {
            Cue::Form(_) => self.form = true,
            Cue::ShortForm(_) => self.short_form = true,
            Cue::Cooperation => self.cooperation = true,
            Cue::WeakCooperation => self.weak_cooperation = true,
            Cue::Paper => self.paper = true,
            Cue::Sign => self.sign = true,
            Cue::Signing => self.signing = true,
            Cue::Join => self.join = true,
            Cue::WeakJoin => self.weak_join = true,
            Cue::Plan => self.plan = true,
            Cue::Renew => self.renew = true,
            Cue::End => self.end = true,
            Cue::Negate => self.negate |= !self.end,
            Cue::Role(RoleCue::Partner | RoleCue::Jointly | RoleCue::Between) => {
                self.partner.get_or_insert(at);
            }
            Cue::Members | Cue::Roster | Cue::List => self.list = true,
            _ => {}
        }
    }

    fn signs(self) -> bool {
        self.sign || self.signing
    }

    fn names_one(self) -> bool {
        // "bersiap menjalin PKS" plans it.
        let certain = self.signs() || self.plan || self.renew || self.end || self.join;
        self.form || self.cooperation || self.short_form && certain
    }

    fn reports(self) -> bool {
        let named =
            self.names_one() || self.weak_cooperation && self.signs() || self.paper && (self.signs() || self.join);
        let joins = self.join || self.weak_join && self.form;
        named && (self.signs() || joins || self.plan || self.renew || self.end) && !self.negate
    }
}

#[cfg(test)]
mod tests {
    use super::may_report;
    use crate::{Lexicons, model::Article, read::Words};

    #[test]
    fn a_document_stands_beside_an_act_or_a_partner() {
        let lexicons = Lexicons::builtin().unwrap();
        for (body, expected) in [
            ("Pemkot Malang meneken MoU dengan Pemkot Jambi.", true),
            ("Pemkot Malang merancang MoU itu.", true),
            ("MoU antara Malang dan Jambi dibahas.", true),
            ("Kedua daerah bersepakat mengelola sampah. Kesepakatan itu tertuang dalam MoU.", true),
            ("MoU itu penting. Yang menandatangani: Wahyu Hidayat dan Maulana.", true),
            ("Isi MoU sebagai berikut.\n1. Pemkot Malang dengan Pemkot Jambi", true),
            ("Penanganan banjir memerlukan kerja sama warga.", false),
            ("Mereka belum menandatangani MoU apa pun.", false),
            ("Negosiasi belum menghasilkan MoU antara kedua perusahaan.", false),
            ("MoU antara kota itu dan polres dibahas.", true),
            ("Warga meneken daftar hadir.", false),
            ("Pemkot menggandeng warga membersihkan sungai.", false),
        ] {
            let article = Article::new("a", "Judul", body);
            assert_eq!(may_report(&Words::read(&lexicons, &article)), expected, "{body}");
        }
    }
}
