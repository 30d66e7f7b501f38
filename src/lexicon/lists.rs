//! Short closed lists of words, each for one rule: `word_lists.csv`.

use aho_corasick::AhoCorasick;
use memchr::memmem;
use rustc_hash::FxHashMap;

use super::{
    Vocabulary, WordId, WordSet,
    ascii::{Short, short},
    table::Table,
};
use crate::{Result, model::Level};

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum List {
    /// More than one: "tujuh".
    Number,
    /// More than one, without a number: "para", "ketiga".
    Plural,
    /// A place's name goes on with it behind a comma: "kompleks".
    PlaceGoesOn,
    /// It opens what is covered: "ruang lingkup".
    ScopeNoun,
    /// What stands before it is what is covered: "dikerjasamakan", or "dijadikan" before a word of [`List::Covered`].
    Covers,
    Becomes,
    Covered,
    /// A sentence that begins with it and a document tells what that does: "lewat MoU ini".
    ByMeansOf,
    /// A sentence that begins with it goes on with what is covered: "selain itu".
    ScopeGoesOn,
    /// What is bought, sold or shown: "yang paling laris antara lain jagung" lists goods.
    Traded,
    /// A subject does not end with it: "yang".
    LeadsOn,
    /// A line that ends with it goes on in the next one: "dan".
    LineGoesOn,
    /// No sentence begins with it, whatever stands before: "yakni".
    SentenceGoesOn,
    /// The day behind it is that of something else than the act before it: "yang", "jelang".
    OfSomethingElse,
    /// What a signing comes of stands behind it, with a day of its own: "tindak lanjut".
    Followed,
    /// Behind it stands whom one visits: "berkunjung".
    Visits,
    /// "utara", "tenggara": a point of the compass at the end of a province's name.
    Compass,
    /// Behind "di" it tells where something is done, not where one meets: "wilayah".
    Area,
    /// The number behind it is no date: "Pasal".
    NoDate,
    /// The date behind it is not that of the signing: "sejak".
    OtherDay,
    /// The news begins behind it, in a sentence that first looks back: "kini".
    NewsBegins,
    /// Those who conclude agreements, when they are counted: "kedua belah pihak".
    PartyNoun,
    /// Regional governments among them: "kedua bupati", "tiga daerah".
    RegionNoun,
    /// A sentence that begins with it goes on with a list of members: "sedangkan dari".
    RosterGoesOn,
    /// A place stands behind it: "di".
    Locative,
    /// The date behind it may be one to come: "akan".
    Ahead,
    /// The act right behind it is planned: "bersiap".
    ActAhead,
    /// The document right behind it is planned: "merancang".
    Prepares,
    /// A purpose stands behind it, which is no list of what is covered: "guna".
    Purpose,
    /// The act right behind it is done: "setelah".
    Done,
    /// The signing as an event: "prosesi".
    Event,
    /// A sentence that begins with it may tell of one more signing in a row: "giliran".
    Turn,
    /// Some time ago, nobody knows when: "baru-baru ini".
    Undated,
    /// The end of a name of a place in East Asia, behind a hyphen: "Jung-gu".
    ForeignSuffix,
    /// Who is named behind it comes next: "giliran".
    ComesNext,
    /// The act right behind it is over: "sudah".
    Already,
    /// Joins two: "dan".
    And,
    /// The noun behind it names none of those it is about: "antar-PDAM".
    Among,
    /// A sentence that begins with it tells who belongs to a body: "anggota".
    MemberNoun,
    /// What was named before ends with it: "di tempat itu".
    That,
    /// A place named before: "di situ".
    There,
    /// A sentence that begins with it first tells what the news follows from: "menindaklanjuti".
    FollowsUp,
    /// Who studied at the university named behind it: "lulusan".
    Alumnus,
    /// Stands before a list of members that has no other word for it: "ada".
    ThereIs,
    /// A document told with it is not there yet: "masih".
    YetToCome,
    /// With a word of [`List::That`] behind it a place named before: "kota itu".
    PlaceNoun,
    /// A sentence that begins with it first tells what was before: "setelah".
    LooksBack,
    /// Like [`List::NewsBegins`], but not near the beginning of the sentence: "baru".
    NewsFollows,
    /// One document: "satu PKS".
    Single,
    /// Who stands behind it is represented: "mewakili".
    Represents,
    /// Somebody else signs: "diwakili".
    Represented,
    /// Who stands behind it is who is signed for: "untuk".
    OnBehalf,
    /// The renewal behind it is only possible: "dapat".
    May,
    /// A sentence that begins with it tells who signs: "penandatangannya".
    SignerNoun,
    /// Alone it names no body: "BUMN".
    KindOfBody,
    /// Who stands before it is where others sign: "menghadiri".
    Attends,
    /// With "dengan" behind it a verb that binds nobody: "berkonsultasi".
    MeetsWith,
    /// What is lengthened or renewed, other than an agreement: "trayek".
    OtherRenewed,
    /// The scope is that of the other document: "serupa".
    Alike,
    /// Behind a document it lists what that covers, whoever says so: "meliputi".
    CoversVerb,
    /// Behind the name of a body it lists whom or what that consists of: "beranggotakan".
    Consists,
    /// Behind a passive verb the field of what is agreed follows: "di bidang".
    InField,
    /// A sentence that begins with it is the first item of a list: "pertama".
    First,
    /// The subject stands behind it: "tentang".
    SubjectOpens,
    /// Beside the noun for signing it tells who signs: "oleh".
    NamesSigners,
    /// A sentence that begins with it names one more partner: "berikutnya".
    NextPartner,
    /// A sentence that begins with it tells of the first of several documents: "yang pertama".
    OneOfSeveral,
    /// A sentence that begins with it tells of a document with one more partner: "untuk".
    ForNext,
    /// The date right behind it is that of a document: "dibuat".
    Made,
    /// The addendum behind it is one of the past: "mengalami".
    Underwent,
    /// A unit of terms: "tahun".
    Year,
    /// A unit of terms: "bulan".
    Month,
    /// Years that a sentence begins with are none of a document's: "selama".
    AllAlong,
    /// Beside a document it tells the term, beside others how old they are: "berumur".
    OfAge,
    /// The years before it are over: "terakhir".
    UntilNow,
    /// The years before it are those of a body or of somebody in office: "selama 40 tahun berdiri".
    OwnYears,
    /// The years before it are to come: "lagi".
    YearsAhead,
    /// Behind the name of a hall it tells what happens there: "menjadi".
    BecomesPlace,
    /// With a word of [`List::BecomesPlace`] before it, of the hall where one meets: "tempat".
    MeetingPlace,
    /// The place of an event stands behind it: "di".
    AtPlace,
    /// Places that call each other so; the one named behind it lies abroad: "sister city".
    Twin,
    /// Whom somebody works for, told by a noun behind the office: "Direktur Eksekutif yayasan, …".
    Employer,
    /// Who heads a body that is named behind it: "kepala".
    Chief,
    /// Who does it does it with others: "ikut".
    TakesPart,
    /// Who was not there signed nothing: "berhalangan".
    Absent,
    /// Behind a body and a comma it tells what that is: "PT ASI, operator maskapai Susi Air".
    Apposition,
    /// The fields behind it are those of studies: "program studi".
    StudyNoun,
    /// Those whom a social insurance covers are listed behind it: "didaftarkan".
    Insured,
    /// What a region has is listed behind it: "potensi".
    HasNoun,
    /// A sentence that begins with it tells the rules an agreement is based on: "rujukan".
    LegalBasis,
    /// So many known before: "kedua", "ketiganya"; how many tells [`WordLists::number`].
    Collective,
    /// A numeral, for terms: "lima"; how many tells [`WordLists::number`].
    Numeral,
}

impl List {
    fn bit(self) -> u128 {
        1 << self as u32
    }

    fn from_label(label: &str) -> Option<List> {
        Some(match label {
            "collective" => List::Collective,
            "numeral" => List::Numeral,
            "number" => List::Number,
            "plural" => List::Plural,
            "place_goes_on" => List::PlaceGoesOn,
            "scope_noun" => List::ScopeNoun,
            "scope_covers" => List::Covers,
            "scope_becomes" => List::Becomes,
            "scope_covered" => List::Covered,
            "by_means_of" => List::ByMeansOf,
            "scope_goes_on" => List::ScopeGoesOn,
            "traded" => List::Traded,
            "leads_on" => List::LeadsOn,
            "line_goes_on" => List::LineGoesOn,
            "sentence_goes_on" => List::SentenceGoesOn,
            "of_something_else" => List::OfSomethingElse,
            "area" => List::Area,
            "compass" => List::Compass,
            "visits" => List::Visits,
            "followed" => List::Followed,
            "no_date" => List::NoDate,
            "other_day" => List::OtherDay,
            "news_begins" => List::NewsBegins,
            "event" => List::Event,
            "party_noun" => List::PartyNoun,
            "region_noun" => List::RegionNoun,
            "roster_goes_on" => List::RosterGoesOn,
            "locative" => List::Locative,
            "ahead" => List::Ahead,
            "act_ahead" => List::ActAhead,
            "prepares" => List::Prepares,
            "purpose" => List::Purpose,
            "done" => List::Done,
            "comes_next" => List::ComesNext,
            "already" => List::Already,
            "and" => List::And,
            "among" => List::Among,
            "member_noun" => List::MemberNoun,
            "that" => List::That,
            "there" => List::There,
            "follows_up" => List::FollowsUp,
            "alumnus" => List::Alumnus,
            "there_is" => List::ThereIs,
            "yet_to_come" => List::YetToCome,
            "place_noun" => List::PlaceNoun,
            "looks_back" => List::LooksBack,
            "news_follows" => List::NewsFollows,
            "single" => List::Single,
            "represents" => List::Represents,
            "represented" => List::Represented,
            "on_behalf" => List::OnBehalf,
            "may" => List::May,
            "alike" => List::Alike,
            "covers_verb" => List::CoversVerb,
            "consists" => List::Consists,
            "in_field" => List::InField,
            "first" => List::First,
            "subject_opens" => List::SubjectOpens,
            "names_signers" => List::NamesSigners,
            "next_partner" => List::NextPartner,
            "one_of_several" => List::OneOfSeveral,
            "for_next" => List::ForNext,
            "made" => List::Made,
            "underwent" => List::Underwent,
            "year" => List::Year,
            "month" => List::Month,
            "all_along" => List::AllAlong,
            "of_age" => List::OfAge,
            "until_now" => List::UntilNow,
            "own_years" => List::OwnYears,
            "years_ahead" => List::YearsAhead,
            "signer_noun" => List::SignerNoun,
            "kind_of_body" => List::KindOfBody,
            "attends" => List::Attends,
            "meets_with" => List::MeetsWith,
            "other_renewed" => List::OtherRenewed,
            "becomes_place" => List::BecomesPlace,
            "meeting_place" => List::MeetingPlace,
            "at_place" => List::AtPlace,
            "turn" => List::Turn,
            "foreign_suffix" => List::ForeignSuffix,
            "undated" => List::Undated,
            "twin" => List::Twin,
            "apposition" => List::Apposition,
            "absent" => List::Absent,
            "takes_part" => List::TakesPart,
            "chief" => List::Chief,
            "employer" => List::Employer,
            "study_noun" => List::StudyNoun,
            "legal_basis" => List::LegalBasis,
            "insured" => List::Insured,
            "has_noun" => List::HasNoun,
            _ => return None,
        })
    }
}

/// The lists that hold a word, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lists(u128);

impl Lists {
    #[inline]
    pub(crate) fn has(self, list: List) -> bool {
        self.0 & list.bit() != 0
    }
}

/// All lists.
#[derive(Debug, Default)]
pub(crate) struct WordLists {
    /// All words, each with the lists that hold it.
    words: ByWord<Lists>,
    /// Words of other lexicons too, by number, perhaps without their enclitic.
    known: WordSet,
    /// The same by list, for those that are asked what a text begins with or holds.
    phrases: FxHashMap<List, Vec<String>>,
    /// Houses of a government, with the level of government whose they are: "kantor bupati". The more telling ones
    /// first.
    pub(crate) houses: Vec<(String, Option<Level>)>,
    /// The number of each word of [`List::Collective`] and [`List::Numeral`].
    numbers: ByWord<usize>,
    /// Is one of the houses in a text in small letters?
    any_house: Option<AhoCorasick>,
}

/// A table by words, whatever their case. Most are short, and found as numbers.
#[derive(Debug)]
struct ByWord<T> {
    short: FxHashMap<Short, T>,
    other: FxHashMap<String, T>,
}

impl<T> Default for ByWord<T> {
    fn default() -> Self {
        ByWord { short: FxHashMap::default(), other: FxHashMap::default() }
    }
}

impl<T: Copy + Default> ByWord<T> {
    /// The value of these words, which are in small letters; made when they are new.
    fn entry(&mut self, words: String) -> &mut T {
        match short(words.as_bytes()) {
            Some(short) => self.short.entry(short).or_default(),
            None => self.other.entry(words).or_default(),
        }
    }

    fn get(&self, words: &str) -> Option<T> {
        match short(words.as_bytes()) {
            Some(short) => self.short.get(&short).copied(),
            None => self.other.get(&words.to_lowercase()).copied(),
        }
    }
}

impl WordLists {
    /// The lists that hold these words, whatever their case.
    pub(crate) fn of(&self, words: &str) -> Lists {
        self.words.get(words).unwrap_or_default()
    }

    /// The same for a word with this number: most words that other lexicons know are in no list, and aren't looked at.
    #[inline]
    pub(crate) fn of_word<'t>(&self, word: WordId, text: impl FnOnce() -> &'t str) -> Lists {
        if word == WordId::UNKNOWN || self.known.contains(word) { self.of(text()) } else { Lists::default() }
    }

    /// Does the list hold these words, whatever their case?
    pub(crate) fn has(&self, list: List, words: &str) -> bool {
        self.of(words).has(list)
    }

    /// How many a word of [`List::Collective`] or [`List::Numeral`] means: 2 for "kedua" and "keduanya"; none of a word that the
    /// list doesn't hold.
    pub(crate) fn number(&self, list: List, word: &str) -> Option<usize> {
        self.has(list, word).then(|| self.numbers.get(word)).flatten()
    }

    /// May a house of a government be named in this text, which is in small letters?
    pub(crate) fn names_a_house(&self, text: &str) -> bool {
        self.any_house.as_ref().is_none_or(|houses| houses.is_match(text))
    }

    /// Do the words begin with any of the list's, whatever their case?
    pub(crate) fn begins(&self, list: List, words: &str) -> bool {
        let begins = |start: &String| words.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
        self.phrases.get(&list).is_some_and(|known| known.iter().any(begins))
    }

    /// Do any of the list's words stand in these, whatever their case?
    pub(crate) fn within(&self, list: List, words: &str) -> bool {
        let words = words.to_ascii_lowercase();
        let within = |phrase: &String| memmem::find(words.as_bytes(), phrase.as_bytes()).is_some();
        self.phrases.get(&list).is_some_and(|known| known.iter().any(within))
    }
}

pub(super) fn parse(text: &str, vocabulary: &Vocabulary) -> Result<WordLists> {
    let mut parsed = WordLists::default();
    for row in Table::parse("word_lists.csv", text, &["list", "words", "value"])?.rows() {
        let words = row.required("words")?.to_lowercase();
        parsed.known.insert(vocabulary.lookup(&words));
        if row.get("list") == "house" {
            let level = match row.get("value") {
                "any" => None,
                _ => Some(row.one_of("value", Level::from_label, "provinsi, kabupaten, kota or any")?),
            };
            parsed.houses.push((words, level));
            continue;
        }
        let list = row.one_of("list", List::from_label, "house or a list that a rule knows")?;
        if matches!(list, List::Collective | List::Numeral) {
            *parsed.numbers.entry(words.clone()) = row.one_of("value", |value| value.parse().ok(), "a number")?;
        }
        parsed.words.entry(words.clone()).0 |= list.bit();
        parsed.phrases.entry(list).or_default().push(words);
    }
    parsed.any_house = AhoCorasick::new(parsed.houses.iter().map(|(house, _)| house)).ok();
    Ok(parsed)
}
