//! `sepakat score`: annotations against labels.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

use anyhow::Result;

use super::{Status, args::LexiconArgs, output::Output, terminal::Terminal};
use crate::{
    Error, annotate,
    model::Annotation,
    score::{read_gold, score},
};

/// Annotates labelled articles and measures how well that went
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  sepakat score data/gold/dev-a.jsonl data/gold/dev-b.jsonl
  sepakat score data/gold/dev-b.jsonl --errors")]
pub(super) struct Args {
    /// Labelled articles: JSON Lines with a `gold` field
    #[arg(value_name = "GOLD", required = true, help_heading = "Input")]
    gold: Vec<PathBuf>,
    /// Score these annotations, from `sepakat annotate`, instead of annotating
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    predicted: Option<PathBuf>,
    #[command(flatten)]
    lexicons: LexiconArgs,
    /// Write the measures as JSON
    #[arg(long, help_heading = "Output")]
    json: bool,
    /// Name what differs, article by article: id, field, label and annotation, with tabs between
    #[arg(long, help_heading = "Output")]
    errors: bool,
}

pub(super) fn run(args: &Args, _terminal: &Terminal) -> Result<Status> {
    let mut gold = Vec::new();
    for path in &args.gold {
        gold.extend(read_gold(path)?);
    }
    let predicted = match &args.predicted {
        Some(path) => read_annotations(path)?,
        None => {
            let lexicons = args.lexicons.load()?;
            gold.iter().map(|labelled| annotate(&lexicons, &labelled.article())).collect()
        }
    };
    let scores = score(&gold, &predicted);

    let mut out = Output::create(None)?;
    let measures = if args.json { scores.to_json() + "\n" } else { scores.to_string() };
    out.write(measures.as_bytes())?;
    if args.errors {
        for difference in &scores.differences {
            out.write(format!("{difference}\n").as_bytes())?;
        }
    }
    out.finish()?;
    Ok(Status::Done)
}

fn read_annotations(path: &Path) -> crate::Result<Vec<Annotation>> {
    let file = BufReader::new(File::open(path).map_err(Error::io(path))?);
    let mut annotations = Vec::new();
    for (line, text) in (1..).zip(file.lines()) {
        let text = text.map_err(Error::io(path))?;
        if text.trim().is_empty() {
            continue;
        }
        annotations.push(serde_json::from_str(&text).map_err(|fault| Error::Content {
            path: path.to_owned(),
            line,
            reason: format!("expected an annotation: {fault}"),
        })?);
    }
    Ok(annotations)
}
