//! `sepakat diff`: what changed between two dataset folders, and why.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use super::{Status, terminal::Terminal};
use crate::dataset::{Difference, Snapshot, What, compare};

/// Tells what was added, changed and removed between two datasets, and why
///
/// Agreements are compared by their ids, and those whose id is gone by their articles. The reasons: new articles,
/// articles that are gone or read differently, corrections, another version, other lexicons or options.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  sepakat diff out/2025-09 out/2025-10
  sepakat diff out/old out/new --json | jq .agreement_id")]
pub(super) struct Args {
    /// The dataset folder before
    #[arg(value_name = "OLD", help_heading = "Input")]
    old: PathBuf,
    /// The dataset folder now
    #[arg(value_name = "NEW", help_heading = "Input")]
    new: PathBuf,
    /// Print JSON Lines, a difference each
    #[arg(long, help_heading = "Output")]
    json: bool,
}

pub(super) fn run(args: &Args, _: &Terminal) -> Result<Status> {
    let (old, new) = (snapshot(&args.old)?, snapshot(&args.new)?);
    let differences = compare(&old, &new);
    let mut out = io::BufWriter::new(io::stdout().lock());
    for difference in &differences {
        match args.json {
            true => writeln!(out, "{}", serde_json::to_string(difference)?)?,
            false => print(&mut out, difference)?,
        }
    }
    if !args.json {
        let count = |what| differences.iter().filter(|difference| difference.what == what).count();
        let (added, changed, removed) = (count(What::Added), count(What::Changed), count(What::Removed));
        let same = new.agreements.len() - added - changed;
        writeln!(out, "{added} added, {changed} changed, {removed} removed, {same} the same")?;
    }
    out.flush()?;
    Ok(Status::Done)
}

fn print(out: &mut impl Write, difference: &Difference) -> io::Result<()> {
    let sign = match difference.what {
        What::Added => '+',
        What::Changed => '~',
        What::Removed => '-',
    };
    writeln!(out, "{sign} {}  {}", difference.agreement_id, difference.parties)?;
    if let Some(old_id) = &difference.old_id {
        writeln!(out, "    agreement_id: {old_id} → {}", difference.agreement_id)?;
    }
    for value in &difference.values {
        writeln!(out, "    {}: {} → {}", value.column, shown(&value.old), shown(&value.new))?;
    }
    difference.why.iter().try_for_each(|why| writeln!(out, "    because {why}"))
}

fn shown(value: &str) -> &str {
    if value.is_empty() { "(none)" } else { value }
}

/// Reads what is compared, in whichever dialect it was written.
fn snapshot(dir: &Path) -> Result<Snapshot> {
    let run: serde_json::Value = match std::fs::read(dir.join("run.json")) {
        Ok(bytes) => serde_json::from_slice(&bytes).with_context(|| dir.join("run.json").display().to_string())?,
        Err(fault) => bail!("{}: expected a dataset folder, found none: run.json: {fault}", dir.display()),
    };
    let mut snapshot = Snapshot::default();
    for row in table(dir, "agreements")? {
        snapshot.agreements.insert(row["agreement_id"].clone(), row);
    }
    for mut row in table(dir, "sources")? {
        let [agreement, article] = ["agreement_id", "article_id"].map(|column| row.remove(column).unwrap_or_default());
        snapshot.sources.entry(agreement).or_insert_with(BTreeSet::new).insert(article);
    }
    for mut row in table(dir, "articles")? {
        let [article, why] = ["article_id", "why_none"].map(|column| row.remove(column).unwrap_or_default());
        snapshot.articles.insert(article, why);
    }
    let told =
        |name: &str, value: &serde_json::Value| (name.to_owned(), value.to_string().trim_matches('"').to_owned());
    snapshot.run.extend([told("version", &run["versions"]["sepakat"]), told("lexicon_hash", &run["lexicon_hash"])]);
    let output = run["options"]["output"].as_object().into_iter().flatten();
    let bearing = output.filter(|(name, _)| ["min_confidence", "corrections"].contains(&name.as_str()));
    snapshot.run.extend(bearing.map(|(name, value)| told(name, value)));
    Ok(snapshot)
}

fn table(dir: &Path, name: &str) -> Result<Vec<BTreeMap<String, String>>> {
    let path = dir.join(format!("{name}.csv"));
    let named = || path.display().to_string();
    let bytes = std::fs::read(&path).with_context(named)?;
    let excel = bytes.strip_prefix(b"\xef\xbb\xbf");
    let delimiter = if excel.is_some() { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(excel.unwrap_or(&bytes));
    reader.deserialize().collect::<Result<_, _>>().with_context(named)
}
