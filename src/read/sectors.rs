//! Terms of the scope of a cooperation.

use super::{Mention, tokens::Tokens};
use crate::{Lexicons, model::Sector};

/// A term and the sector it names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SectorTerm {
    /// None: the term only hides shorter ones.
    pub(crate) sector: Option<Sector>,
    /// Too general to count outside a list of the scope.
    pub(crate) weak: bool,
    /// An echo of a sector that the article does not name otherwise: it counts for nothing.
    pub(crate) echo: bool,
}

/// Finds every term, the longest at each place, in text order; a term of several sectors stands several
/// times.
pub(crate) fn find(lexicons: &Lexicons, tokens: &Tokens) -> Vec<Mention<SectorTerm>> {
    let mut found: Vec<Mention<SectorTerm>> = Vec::new();
    for sentence in &tokens.sentences {
        let mut at = sentence.first;
        while at < sentence.last {
            let Some((n, terms)) = tokens.phrase(&lexicons.sectors, at, sentence.last) else {
                at += 1;
                continue;
            };
            for term in terms {
                let value = SectorTerm { sector: term.sector, weak: term.weak, echo: term.echo };
                found.push(Mention::new(tokens, at, at + n, value, "sector-term"));
            }
            at += n;
        }
    }
    for at in (0..found.len()).filter(|at| found[*at].value.echo).collect::<Vec<_>>() {
        let sector = found[at].value.sector;
        if !found.iter().any(|term| !term.value.echo && term.value.sector == sector) {
            found[at].value.sector = None;
        }
    }
    found
}

/// Finds the agencies of regional governments, each with the sectors that it works in.
pub(crate) fn agencies(lexicons: &Lexicons, tokens: &Tokens) -> Vec<Mention<Vec<Sector>>> {
    let mut found = Vec::new();
    for &(at, end) in &tokens.capitals {
        if let Some((n, [name])) = tokens.phrase(&lexicons.offices.agencies, at, end)
            && let Some(sectors) = lexicons.agency_sectors.get(name)
        {
            found.push(Mention::new(tokens, at, at + n, sectors.clone(), "agency"));
        }
    }
    found
}
