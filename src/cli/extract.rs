//! `sepakat extract`: an archive to a dataset folder.

use anyhow::Result;

use super::{
    Status,
    args::{DatasetArgs, InputArgs, JobArgs, LexiconArgs, RejectArgs, SelectionArgs},
    progress::{Progress, summary},
    terminal::Terminal,
};
use crate::{
    pipeline::{self, Outcome},
    sink::{DatasetFolder, InputInfo, RunInfo},
    source::{FileRead, SourceFile},
};

/// Turns an archive of articles into a dataset of agreements: the main job
///
/// Reads every article, finds the agreements, joins the reports of the same one and writes a folder of tables:
/// agreements.csv, parties.csv, signatories.csv, sectors.csv, status_history.csv, sources.csv, reviews.csv, dyads.csv,
/// articles.csv, and what could not be read in rejects.jsonl.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  sepakat extract data/sample -o out/sample
  sepakat extract news.csv --map text=naskah,title=kepala -o out/news
  sepakat extract data/sample -o out/sure --min-confidence 0.8 --csv-dialect excel
  sepakat extract data/sample -o out/all --format parquet,sqlite,xlsx --corrections corrections.csv")]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    selection: SelectionArgs,
    #[command(flatten)]
    rejects: RejectArgs,
    #[command(flatten)]
    lexicons: LexiconArgs,
    #[command(flatten)]
    jobs: JobArgs,
    #[command(flatten)]
    dataset: DatasetArgs,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Status> {
    let out = args.dataset.out.as_path();
    let lexicons = args.lexicons.load()?;
    // In the order of paths, whatever the order of the arguments: the dataset is the same.
    let archive = args.input.archive()?.sorted();
    let mut folder = DatasetFolder::create(out, args.dataset.sink())?;

    let mut merger = args.dataset.merger(&lexicons)?;
    let mut records = archive.records();
    let mut progress = Progress::over(&archive, &records, terminal);
    let options = pipeline::Options {
        threads: args.jobs.threads(),
        gated: !args.dataset.all_articles,
        fields: args.input.fields(),
        selection: args.selection.selection(),
        limit: args.selection.limit(),
    };
    let total = pipeline::run(&lexicons, &mut records, &options, |outcome, so_far| {
        match outcome {
            Outcome::Annotated(annotation) => {
                folder.article(&merger.add(&annotation))?;
            }
            Outcome::GatedOut | Outcome::Skipped(_) => {}
            Outcome::Rejected(reject) => {
                progress.reject(&reject);
                folder.reject(&reject)?;
            }
        }
        progress.update(so_far);
        Ok::<_, anyhow::Error>(())
    })?;

    let dataset = merger.finish(&lexicons)?;
    let seconds = progress.finish();
    // Where the run ended early, how far the files were read ahead is a matter of chance.
    let inputs = match args.selection.limit() {
        Some(limit) if total.articles >= limit => archive.files().iter().map(|file| input_named(file)).collect(),
        _ => records.files_read().iter().map(input_info).collect(),
    };
    let info = RunInfo {
        command: "extract".into(),
        inputs,
        options: options_json(args),
        articles: total.articles,
        gated_out: total.gated_out,
        reporting: total.reporting,
        reports: total.agreements,
        rejects: total.rejects,
        skipped: total.skipped,
        skipped_files: archive.skipped().len() as u64,
        lexicon_hash: lexicons.hash(),
        seconds,
    };
    folder.finish(&dataset, &info, &lexicons)?;
    let rejects = out.join("rejects.jsonl").display().to_string();
    terminal.table(&summary(&total, &archive, Some(dataset.len()), &rejects, seconds));
    Ok(args.rejects.status(total.rejects, terminal))
}

fn input_info(file: &FileRead) -> InputInfo {
    let (bytes, digest) = file.content.unzip();
    InputInfo {
        path: file.name.clone(),
        bytes: bytes.unwrap_or(0),
        digest: digest.map(|digest| format!("{digest:016x}")).unwrap_or_default(),
    }
}

/// A file of which not all was read.
fn input_named(file: &SourceFile) -> InputInfo {
    InputInfo { path: file.name().to_owned(), bytes: file.bytes().unwrap_or(0), digest: String::new() }
}

/// All that changes the dataset, and nothing that doesn't, such as the number of threads.
fn options_json(args: &Args) -> serde_json::Value {
    serde_json::json!({
        "input": args.input.json(),
        "selection": args.selection.json(),
        "lexicons": args.lexicons.json(),
        "output": args.dataset.json(),
    })
}
