//! The words that speak of agreements: `cues.csv`.

use super::{
    Phrases, Vocabulary, WordId,
    table::{Row, Table},
    words::words,
};
use crate::{Result, model::Form};

/// What a phrase tells about an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// Names a form of document: "nota kesepahaman".
    Form(Form),
    /// Names a form, but is ambiguous, so that it counts beside an act only: "PKS" is also a party.
    ShortForm(Form),
    /// Speaks of cooperation without naming a form: "kerja sama".
    Cooperation,
    /// Speaks of a document without naming its form: "kesepakatan", "naskah".
    Paper,
    /// Speaks of cooperation in general: "kolaborasi".
    WeakCooperation,
    /// Signing: "menandatangani", "teken".
    Sign,
    /// Signing as a noun: "penandatanganan". Who signed is said by "oleh" or "antara".
    Signing,
    /// Entering into a cooperation: "menjalin", "menggandeng".
    Join,
    /// Working together, which is an agreement only where a document is named: "bekerja sama".
    WeakJoin,
    /// It is only planned: "akan menandatangani", "draf".
    Plan,
    /// It is renewed: "memperpanjang".
    Renew,
    /// It ended: "dibatalkan".
    End,
    /// It seems to end, but does not: "akan berakhir".
    NotEnd,
    /// It lies in the past: "sebelumnya".
    Background,
    /// It is wished for: "semoga".
    Wish,
    /// It is denied: "belum ada".
    Negate,
    /// A change of role in the sentence.
    Role(RoleCue),
    /// A list of what the cooperation covers follows: "meliputi".
    Scope,
    /// What the cooperation covers stands before it: "juga dirangkum".
    ScopeBefore,
    /// One agreement for each partner: "masing-masing".
    Each,
    /// One agreement for all: "ketiga daerah".
    Together,
    /// Counted, each of them has an agreement of its own: "kabupaten".
    Counted,
    /// Who is named behind it speaks: "kata".
    SpeakerBehind,
    /// Who is named before it speaks: "mengatakan".
    SpeakerBefore,
    /// Members or signers are named behind it: "mitranya", "yang terlibat".
    Members,
    /// A word for members, which are named only if a list follows: "ketujuh kampus".
    Roster,
    /// A list begins: "yaitu".
    List,
    /// Who acts was named before: "ia", "kampus itu".
    Pronoun,
    /// The heads of the parties sign, without their names: "kedua kepala daerah".
    HeadsSign,
    /// Those named just before sign: "keduanya".
    ThoseSign,
    /// The secretaries of the parties sign: "masing-masing sekretaris daerah".
    SecretariesSign,
    /// A regional government without its name: "pemerintah kabupaten".
    GenericGovernment,
    /// It took place on a screen: "secara virtual".
    Virtual,
    /// How long it runs: "berlaku".
    Duration,
    /// Hides the shorter cues in it: "Biro Kerja Sama Daerah".
    Hides,
    /// Another kind of document, and the sentence speaks of that: "berita acara".
    False,
}

/// What those who are named behind the cue do in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RoleCue {
    /// They are the other side: "dengan".
    Partner,
    /// Before the act they act too, behind it they are the other side: "bersama".
    Jointly,
    /// They are both sides: "antara".
    Between,
    /// They act: "oleh", "diwakili".
    By,
    /// They look on: "disaksikan".
    Witness,
    /// It happened there: "di".
    Venue,
    /// They are named for comparison or as where something comes from: "dari".
    Origin,
    /// They are known members, beside those who are named next: "selain".
    Besides,
    /// They belong to what it is about: "tentang".
    Topic,
    /// A clause of its own begins, behind a place or topic they act: "ketika".
    Begins,
}

impl Cue {
    /// Does it name a document or a cooperation, in whatever words?
    pub(crate) fn names_agreement(self) -> bool {
        matches!(self, Cue::Form(_) | Cue::ShortForm(_) | Cue::Paper | Cue::Cooperation | Cue::WeakCooperation)
    }

    fn read(cue: &str, value: &str) -> Option<Cue> {
        Some(match (cue, value) {
            ("form", form) => Cue::Form(Form::from_label(form)?),
            ("form_short", form) => Cue::ShortForm(Form::from_label(form)?),
            ("cooperation", "strong") => Cue::Cooperation,
            ("cooperation", "paper") => Cue::Paper,
            ("cooperation", "weak") => Cue::WeakCooperation,
            ("act", "sign") => Cue::Sign,
            ("act", "signing") => Cue::Signing,
            ("act", "join") => Cue::Join,
            ("act", "weak") => Cue::WeakJoin,
            ("speech", "before") => Cue::SpeakerBehind,
            ("speech", "after") => Cue::SpeakerBefore,
            ("roster", "members") => Cue::Members,
            ("roster", "noun") => Cue::Roster,
            ("list", _) => Cue::List,
            ("generic_government", _) => Cue::GenericGovernment,
            ("pronoun", _) => Cue::Pronoun,
            ("signers", "heads") => Cue::HeadsSign,
            ("signers", "those") => Cue::ThoseSign,
            ("signers", "secretaries") => Cue::SecretariesSign,
            ("virtual", _) => Cue::Virtual,
            ("duration", _) => Cue::Duration,
            ("status", "plan") => Cue::Plan,
            ("status", "renew") => Cue::Renew,
            ("status", "end") => Cue::End,
            ("not_end", _) => Cue::NotEnd,
            ("background", _) => Cue::Background,
            ("wish", _) => Cue::Wish,
            ("negate", _) => Cue::Negate,
            ("role", "partner") => Cue::Role(RoleCue::Partner),
            ("role", "jointly") => Cue::Role(RoleCue::Jointly),
            ("role", "between") => Cue::Role(RoleCue::Between),
            ("role", "by") => Cue::Role(RoleCue::By),
            ("role", "witness") => Cue::Role(RoleCue::Witness),
            ("role", "venue") => Cue::Role(RoleCue::Venue),
            ("role", "origin") => Cue::Role(RoleCue::Origin),
            ("role", "besides") => Cue::Role(RoleCue::Besides),
            ("role", "topic") => Cue::Role(RoleCue::Topic),
            ("role", "begins") => Cue::Role(RoleCue::Begins),
            ("scope", "open") => Cue::Scope,
            ("scope", "close") => Cue::ScopeBefore,
            ("many", "each") => Cue::Each,
            ("many", "together") => Cue::Together,
            ("many", "counted") => Cue::Counted,
            ("false", "hides") => Cue::Hides,
            ("false", "kills") => Cue::False,
            _ => return None,
        })
    }

    /// Can an agreement come from a text only if it holds such a cue? See `read::gate`.
    pub(crate) fn opens_the_gate(self) -> bool {
        matches!(self, Cue::Form(_) | Cue::ShortForm(_) | Cue::Cooperation | Cue::Paper | Cue::Sign | Cue::Signing)
    }
}

/// What `cues.csv` holds.
pub(super) struct Parsed {
    pub(super) phrases: Phrases<Cue>,
    /// The phrases without which a text gives no agreement.
    pub(super) gate: Vec<String>,
    /// Those of joining, which may tell of one that is named elsewhere: "menjalin".
    pub(super) joins: Vec<String>,
    /// Cues of one word: no name goes on with them, though headlines give them a capital.
    pub(super) single: Vec<WordId>,
}

/// Reads `cues.csv`: `phrase,cue,value,why`.
pub(super) fn parse(file: &str, text: &str, vocabulary: &mut Vocabulary) -> Result<Parsed> {
    let table = Table::parse(file, text, &["phrase", "cue", "value", "why"])?;
    let mut phrases = Phrases::default();
    let (mut gate, mut joins) = (Vec::new(), Vec::new());
    let mut single = Vec::new();
    for row in table.rows() {
        let cue = read_cue(row)?;
        let phrase = row.required("phrase")?;
        phrases.insert(vocabulary, phrase, cue);
        if let [(_, word)] = words(phrase).collect::<Vec<_>>()[..]
            && !matches!(
                cue,
                Cue::Scope
                    | Cue::Members
                    | Cue::Roster
                    | Cue::List
                    | Cue::Wish
                    | Cue::Background
                    | Cue::GenericGovernment
            )
        {
            single.push(vocabulary.intern(word));
        }
        if cue.opens_the_gate() {
            gate.push(phrase.to_owned());
        }
        if cue == Cue::Join {
            joins.push(phrase.to_owned());
        }
    }
    Ok(Parsed { phrases, gate, joins, single })
}

fn read_cue(row: Row<'_>) -> Result<Cue> {
    let cue = row.required("cue")?;
    Cue::read(cue, row.get("value")).ok_or_else(|| {
        row.refuse(
            "value",
            format!("expected a value of the cue {cue:?} (see lexicons/README.md), found {:?}", row.get("value")),
        )
    })
}
