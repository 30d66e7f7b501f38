//! `sepakat annotate`: articles to annotations, one JSON object a line.

use std::path::PathBuf;

use anyhow::Result;

use super::{
    Status,
    args::{InputArgs, JobArgs, LexiconArgs, RejectArgs, SelectionArgs},
    output::Output,
    progress::{Progress, summary},
    terminal::Terminal,
};
use crate::pipeline::{self, Outcome};

/// Writes what each article gave, as JSON Lines
///
/// One object an article, in input order: regions, officials, dates and agreements, each with the places in the text
/// that it was read from. Places are byte offsets into title, newline, text. `sepakat merge` makes a dataset of the
/// annotations, from any number of files.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  sepakat annotate data/sample | head -n 1
  sepakat annotate data/sample --candidates -o out/annotations.jsonl --rejects out/rejects.jsonl")]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    selection: SelectionArgs,
    #[command(flatten)]
    too_many: RejectArgs,
    #[command(flatten)]
    lexicons: LexiconArgs,
    #[command(flatten)]
    jobs: JobArgs,
    /// The file to write, - for standard output; it appears when it is complete [default: -]
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    out: Option<PathBuf>,
    /// Leave out the articles that show no sign of an agreement: faster
    #[arg(long, help_heading = "Output")]
    candidates: bool,
    /// List the records that could not be read in this file, as JSON Lines
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    rejects: Option<PathBuf>,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Status> {
    let lexicons = args.lexicons.load()?;
    let archive = args.input.archive()?;
    let mut out = Output::create(args.out.as_deref())?;
    let mut rejects = args.rejects.as_deref().map(|path| Output::create(Some(path))).transpose()?;

    let mut records = archive.records();
    let mut progress = Progress::over(&archive, &records, terminal);
    let options = pipeline::Options {
        threads: args.jobs.threads(),
        gated: args.candidates,
        fields: args.input.fields(),
        selection: args.selection.selection(),
        limit: args.selection.limit(),
    };
    let total = pipeline::run(&lexicons, &mut records, &options, |outcome, so_far| {
        match outcome {
            Outcome::Annotated(annotation) => out.write(&line(&annotation)?)?,
            Outcome::GatedOut | Outcome::Skipped(_) => {}
            Outcome::Rejected(reject) => {
                progress.reject(&reject);
                if let Some(rejects) = &mut rejects {
                    rejects.write(&line(&reject)?)?;
                }
            }
        }
        progress.update(so_far);
        Ok::<_, anyhow::Error>(())
    })?;

    let seconds = progress.finish();
    out.finish()?;
    rejects.map(Output::finish).transpose()?;
    let listed = args.rejects.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
    terminal.table(&summary(&total, &archive, None, &listed, seconds));
    Ok(args.too_many.status(total.rejects, terminal))
}

fn line(value: &impl serde::Serialize) -> Result<Vec<u8>> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}
