//! Labelled articles: the gold files, and annotations seen in the same shape.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::{
    Error, Result,
    model::{Agreement, Annotation, Article, Form, PartialDate, Party, RegionCode, Scheme, Sector, Signatory, Status},
};

/// A line of a gold file: an article and its labels.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldArticle {
    /// What annotations are matched by.
    pub id: String,
    /// The outlet.
    #[serde(default)]
    pub source: Option<String>,
    /// Its address.
    #[serde(default)]
    pub url: Option<String>,
    /// The day of publication.
    #[serde(default)]
    pub published: Option<PartialDate>,
    /// The headline.
    #[serde(default)]
    pub title: String,
    /// The body.
    #[serde(default)]
    pub text: String,
    /// What the codebook says of it.
    pub gold: Labels,
}

/// Everything about an article that is scored.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Labels {
    /// Regions referred to in any role.
    pub regions: BTreeSet<RegionCode>,
    /// Holders of a regional office; the fields are those of a signatory.
    pub officials: Vec<Signatory>,
    /// Agreements reported.
    pub agreements: Vec<LabelledAgreement>,
}

/// The scored fields of an agreement.
#[derive(Clone, Debug, Deserialize)]
pub struct LabelledAgreement {
    /// The kind of document.
    pub form: Form,
    /// With what kind of partner.
    pub scheme: Scheme,
    /// How far it has come.
    pub status: Status,
    /// Two or more.
    pub parties: Vec<LabelledParty>,
    /// The day, month or year of the signing.
    pub signed_on: Option<PartialDate>,
    /// Where it was signed.
    pub place: Option<RegionCode>,
    /// How long it runs.
    pub valid_years: Option<u16>,
    /// Who signed.
    pub signatories: Vec<Signatory>,
    /// What it covers.
    pub sectors: BTreeSet<Sector>,
}

/// A party; in gold files a region has a code and no name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelledParty {
    /// `region`, `organisation` or `foreign`.
    pub kind: String,
    /// Of a region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<RegionCode>,
    /// Of the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Reads a gold file, JSON Lines.
///
/// # Errors
/// Names the file and line that is not a labelled article.
pub fn read_gold(path: &Path) -> Result<Vec<GoldArticle>> {
    let file = BufReader::new(File::open(path).map_err(Error::io(path))?);
    let mut articles = Vec::new();
    for (line, text) in (1..).zip(file.lines()) {
        let text = text.map_err(Error::io(path))?;
        if text.trim().is_empty() {
            continue;
        }
        let article = serde_json::from_str(&text).map_err(|fault| Error::Content {
            path: path.to_owned(),
            line,
            reason: format!("expected a labelled article: {fault}"),
        })?;
        articles.push(article);
    }
    Ok(articles)
}

impl GoldArticle {
    /// The article without its labels.
    pub fn article(&self) -> Article {
        let mut article = Article::new(&self.id, &self.title, &self.text);
        article.source = self.source.clone();
        article.url = self.url.clone();
        article.published = match self.published {
            Some(PartialDate::Day(day)) => Some(day),
            _ => None,
        };
        article
    }
}

impl From<&Annotation> for Labels {
    fn from(annotation: &Annotation) -> Labels {
        let officials = annotation.officials.iter();
        Labels {
            regions: annotation.regions.iter().map(|region| region.code).collect(),
            officials: officials
                .map(|o| Signatory { name: o.name.clone(), office: o.office.clone(), region: o.region })
                .collect(),
            agreements: annotation.agreements.iter().map(LabelledAgreement::from).collect(),
        }
    }
}

impl From<&Agreement> for LabelledAgreement {
    fn from(agreement: &Agreement) -> LabelledAgreement {
        LabelledAgreement {
            form: agreement.form,
            scheme: agreement.scheme,
            status: agreement.status,
            parties: agreement.parties.iter().map(LabelledParty::from).collect(),
            signed_on: agreement.signed_on,
            place: agreement.place,
            valid_years: agreement.valid_years,
            signatories: agreement.signatories.clone(),
            sectors: agreement.sectors.clone(),
        }
    }
}

impl From<&Party> for LabelledParty {
    fn from(party: &Party) -> LabelledParty {
        LabelledParty { kind: party.kind().to_owned(), code: party.code(), name: Some(party.name().to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_line_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("gold.jsonl");
        std::fs::write(
            &path,
            "{\"id\":\"a\",\"gold\":{\"regions\":[],\"officials\":[],\"agreements\":[]}}\n\n{\"id\":1}\n",
        )
        .unwrap();
        let fault = read_gold(&path).unwrap_err().to_string();
        assert!(fault.contains("gold.jsonl:3: expected a labelled article"), "{fault}");
    }
}
