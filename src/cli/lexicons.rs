//! `sepakat lexicons`: looks over lexicons, and writes out the built-in ones.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use clap::Subcommand;

use super::{Status, terminal::Terminal};
use crate::Lexicons;

/// Validates lexicons, or writes out the built-in ones to edit
///
/// Lexicons are CSV files: a header, a fact a row. A folder given with `--lexicons DIR` need hold only those that
/// differ from the built-in ones.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  sepakat lexicons export my-lexicons
  sepakat lexicons check my-lexicons
  sepakat extract data/sample --lexicons my-lexicons -o out/sample")]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Validates the lexicons in a folder, naming file, line and field of what is wrong
    Check {
        /// The folder [default: the built-in lexicons]
        dir: Option<PathBuf>,
    },
    /// Writes out the built-in lexicons
    Export {
        /// The folder to write to; it is made when it is missing
        dir: PathBuf,
        /// Overwrite files that are there already
        #[arg(long)]
        force: bool,
    },
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Status> {
    let (files, done) = match &args.action {
        Action::Check { dir } => (check(dir.as_deref())?, "in order"),
        Action::Export { dir, force } => (export(dir, *force)?, "written"),
    };
    let rows: Vec<_> = files.iter().map(|name| (*name, done.to_owned(), String::new())).collect();
    terminal.table(&rows);
    Ok(Status::Done)
}

/// The files that were looked over.
fn check(dir: Option<&Path>) -> Result<Vec<&'static str>> {
    let known = || Lexicons::FILES.iter().map(|(name, _)| *name);
    let Some(dir) = dir else {
        Lexicons::builtin()?;
        return Ok(known().collect());
    };
    // A misspelt name would otherwise be passed over in silence.
    for entry in fs::read_dir(dir).with_context(|| dir.display().to_string())? {
        let path = entry.with_context(|| dir.display().to_string())?.path();
        let is_csv = path.extension().is_some_and(|extension| extension == "csv");
        if is_csv && !known().any(|name| path.ends_with(name)) {
            let names: Vec<_> = known().collect();
            bail!("{}: no lexicon has this name; expected one of {}", path.display(), names.join(", "));
        }
    }
    Lexicons::with_dir(dir)?;
    let files: Vec<_> = known().filter(|name| dir.join(name).is_file()).collect();
    if files.is_empty() {
        bail!("{}: holds no lexicon", dir.display());
    }
    Ok(files)
}

/// The files that were written.
fn export(dir: &Path, force: bool) -> Result<Vec<&'static str>> {
    if let Some((name, _)) = Lexicons::FILES.iter().find(|(name, _)| !force && dir.join(name).exists()) {
        bail!("{}: exists already; --force overwrites it", dir.join(name).display());
    }
    fs::create_dir_all(dir).with_context(|| dir.display().to_string())?;
    for (name, content) in Lexicons::FILES {
        let path = dir.join(name);
        fs::write(&path, content).with_context(|| path.display().to_string())?;
    }
    Ok(Lexicons::FILES.iter().map(|(name, _)| *name).collect())
}
