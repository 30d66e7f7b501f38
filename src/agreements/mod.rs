//! [`Document`] to agreements: how a record comes about, step by step.
//!
//! 1. `roles`: who does what in each sentence; what it says is a `clause`.
//! 2. `fold`: sentences to drafts, one draft for one agreement, with its sides; one side with several others is
//!    `spokes`, what is no agreement after all `certain`.
//! 3. For each draft its fields, each from the words that belong to it: form, status, date, place and
//!    term (`signing`), who signed (`signatories`), what it covers (`scope`), scheme (here), how sure it
//!    is (`confidence`).

mod certain;
mod clauses;
mod confidence;
mod context;
mod draft;
mod fold;
pub(crate) mod gate;
mod headline;
mod members;
mod parties;
mod roles;
mod scope;
mod sides;
mod signatories;
mod signing;
mod spokes;

use std::collections::BTreeSet;

use crate::{
    Lexicons,
    model::{Agreement, Evidence, PartialDate, Party, Scheme, Span},
    read::Document,
};
use clauses::Clause;
use confidence::{Case, confidence};
use draft::Draft;
use parties::Side;

/// The agreements that an article reports, and why there are none.
pub struct Found {
    /// In the order in which the article reports them.
    pub agreements: Vec<Agreement>,
    /// For each agreement the sentence that shows it best.
    pub quotes: Vec<Span>,
    /// When there are none: at which step the article's reports were dropped.
    pub why_none: Option<&'static str>,
}

impl Found {
    pub(crate) fn none(why: &'static str) -> Found {
        Found { agreements: Vec::new(), quotes: Vec::new(), why_none: Some(why) }
    }
}

/// Finds the agreements that an article reports.
pub fn find(lexicons: &Lexicons, document: &Document<'_>) -> Found {
    Reading::of(document).found(lexicons, document)
}

/// The article's sentences, and the drafts that they make.
pub(crate) struct Reading {
    clauses: Vec<Clause>,
    drafts: Vec<Draft>,
}

impl Reading {
    pub(crate) fn of(document: &Document<'_>) -> Reading {
        let mut clauses = roles::read(document);
        let drafts = fold::drafts(document, &clauses);
        for actor in clauses.iter_mut().flat_map(|clause| &mut clause.actors) {
            actor.apart = actor.side.as_ref().is_some_and(|side| draft::tells_apart(&drafts, side));
        }
        Reading { clauses, drafts }
    }

    pub(crate) fn found(&self, lexicons: &Lexicons, document: &Document<'_>) -> Found {
        let Reading { clauses, drafts } = self;
        let mut found = Found { agreements: Vec::new(), quotes: Vec::new(), why_none: None };
        for draft in drafts {
            let (agreement, quote) = complete(lexicons, document, clauses, drafts, draft);
            found.agreements.push(agreement);
            found.quotes.push(quote);
        }
        share_event(clauses, drafts, &mut found.agreements);
        if found.agreements.is_empty() {
            found.why_none = Some(why_none(clauses));
        }
        found
    }
}

/// Agreements signed on one occasion share its day and place: a spoke that tells neither has those of the
/// first one.
fn share_event(clauses: &[Clause], drafts: &[Draft], agreements: &mut [Agreement]) {
    let Some(main) = drafts.iter().position(|draft| !draft.background) else { return };
    let (signed_on, place, status) = (agreements[main].signed_on, agreements[main].place, agreements[main].status);
    for (draft, agreement) in drafts.iter().zip(agreements.iter_mut()) {
        let shares = draft.sides.iter().any(|side| parties::contains(&drafts[main].sides, side))
            || draft::is_elliptic(clauses, draft);
        if !draft.background
            && shares
            && agreement.status == status
            && agreement.signed_on.is_none_or(|day| Some(day) == signed_on || is_within(signed_on, day))
        {
            agreement.signed_on = signed_on;
            agreement.place = agreement.place.or(place);
        }
    }
}

/// "Pilkades Serentak Tahun 2021", beside a signing on 6 July 2021: does the day lie in the year?
fn is_within(day: Option<PartialDate>, year: PartialDate) -> bool {
    let PartialDate::Year(_) = year else { return false };
    day.is_some_and(|day| day.last_day().year() == year.last_day().year())
}

/// How a sentence was seen, for explaining.
pub(crate) struct SentenceView {
    pub(crate) sentence: usize,
    pub(crate) verdict: String,
    roles: Vec<(String, String)>,
}

impl SentenceView {
    pub(crate) fn roles(&self) -> Vec<String> {
        self.roles.iter().map(|(words, role)| format!("{role}: {words}")).collect()
    }
}

impl Reading {
    /// How each sentence was seen.
    pub(crate) fn views(&self, document: &Document<'_>) -> Vec<SentenceView> {
        let Reading { clauses, drafts } = self;
        let view = |(index, clause): (usize, &Clause)| {
            let belongs: Vec<String> = drafts
                .iter()
                .enumerate()
                .filter(|(_, draft)| draft.clauses.contains(&index))
                .map(|(at, _)| (at + 1).to_string())
                .collect();
            let verdict = if !belongs.is_empty() {
                format!("belongs to agreement {}", belongs.join(", "))
            } else {
                clause.verdict().to_owned()
            };
            let roles = clause
                .actors
                .iter()
                .map(|actor| {
                    (document.words(actor.first, actor.last).to_owned(), format!("{:?}", actor.role).to_lowercase())
                })
                .collect();
            SentenceView { sentence: clause.sentence, verdict, roles }
        };
        clauses.iter().enumerate().map(view).collect()
    }
}

/// At which step the article's reports were dropped.
fn why_none(clauses: &[Clause]) -> &'static str {
    if !clauses.iter().any(Clause::speaks_of_one) {
        "no document, cooperation or signing is named"
    } else if !clauses.iter().any(Clause::reports) {
        "cooperation is named, but no sentence reports that one is concluded, planned, renewed or ended"
    } else {
        "a sentence reports one, but no regional government with a partner is named with it"
    }
}

/// Fills in the fields of a draft.
fn complete(
    lexicons: &Lexicons,
    document: &Document<'_>,
    clauses: &[Clause],
    drafts: &[Draft],
    draft: &Draft,
) -> (Agreement, Span) {
    let mut notes = Notes { text: document.article.text(), evidence: Vec::new() };

    let report = clauses[draft.clauses[0]].sentence;
    let sentence = document.tokens.sentences[report];
    let quote = document.sentence_span(sentence.first, sentence.last);
    notes.sentence("parties", quote);

    let (form, words) = signing::form(document, clauses, draft);
    if let Some(span) = words {
        notes.words("form", span, None);
    }
    let first = draft.hub.is_some() || std::ptr::eq(draft, &drafts[0]);
    let status = signing::status(document, clauses, draft, first);
    notes.sentence("status", quote);
    let signed_on = notes.take("signed_on", signing::signed_on(document, clauses, draft, status));
    let place = notes.take("place", signing::place(document, clauses, draft, status));
    let valid_years = notes.take("valid_years", signing::valid_years(document, clauses, draft, form));
    let subject = notes.take("subject", scope::subject(document, clauses, draft));
    let mut signers = Vec::new();
    for (signatory, span) in signatories::find(document, clauses, drafts, draft, status) {
        notes.words("signatories", span, Some(signatory.name.clone()));
        signers.push(signatory);
    }
    let signatories = signers;
    let mut sectors = BTreeSet::new();
    for (sector, span) in scope::sectors(document, clauses, drafts, draft) {
        notes.words("sectors", span, Some(sector.to_string()));
        sectors.insert(sector);
    }

    let mut parties: Vec<Party> = draft.sides.iter().map(|side| party(lexicons, document, side)).collect();
    parties.sort();
    let mut evidence = notes.evidence;
    evidence.sort();
    let scheme = scheme(&draft.sides);
    let mut agreement = Agreement {
        form,
        scheme,
        status,
        parties,
        signed_on,
        place,
        valid_years,
        subject,
        signatories,
        sectors,
        confidence: 0.0,
        evidence,
    };
    agreement.confidence = confidence(&Case { document, clauses, drafts, draft, agreement: &agreement });
    (agreement, quote)
}

/// Where each value was found.
struct Notes<'n> {
    text: &'n str,
    evidence: Vec<Evidence>,
}

impl Notes<'_> {
    fn sentence(&mut self, field: &str, span: Span) {
        self.evidence.push(Evidence { field: field.to_owned(), span, text: None, value: None });
    }

    fn words(&mut self, field: &str, span: Span, value: Option<String>) {
        let text = span.one_line(self.text);
        self.evidence.push(Evidence { field: field.to_owned(), span, text: Some(text), value });
    }

    fn take<T>(&mut self, field: &str, told: Option<(T, Span)>) -> Option<T> {
        told.map(|(value, span)| {
            self.words(field, span, None);
            value
        })
    }
}

/// The party that a side is, by its official or fullest name.
fn party(lexicons: &Lexicons, document: &Document<'_>, side: &Side) -> Party {
    match side {
        Side::Region(code) => {
            let name = lexicons.region(*code).map_or_else(|| code.to_string(), |region| region.name.clone());
            Party::Region { code: *code, name }
        }
        Side::Organisation { name, .. } => Party::Organisation { name: parties::fullest(document, name) },
        Side::Foreign { name } => Party::Foreign { name: name.clone() },
    }
}

/// The scheme follows from the kinds of party: two regions or more make it `antar_daerah`, else the first of
/// `luar_negeri`, `pemerintah_pusat`, `pihak_ketiga` that applies.
fn scheme(sides: &[Side]) -> Scheme {
    if sides.iter().filter(|side| side.region().is_some()).count() >= 2 {
        return Scheme::AntarDaerah;
    }
    let of = |side: &Side| match side {
        Side::Region(_) => None,
        Side::Foreign { .. } => Some(Scheme::LuarNegeri),
        Side::Organisation { scheme, .. } => Some(*scheme),
    };
    [Scheme::LuarNegeri, Scheme::PemerintahPusat, Scheme::PihakKetiga]
        .into_iter()
        .find(|scheme| sides.iter().any(|side| of(side) == Some(*scheme)))
        .unwrap_or(Scheme::PihakKetiga)
}
