//! The command line: what can be typed, what it means, and how a run ends.
//!
//! Each command has a file with its arguments and its `run`; the groups of arguments that several share stand in
//! `args`.
//! Data goes to standard output, everything else to standard error.

// The one place that talks to people.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod annotate;
mod args;
mod diff;
mod explain;
mod extract;
mod lexicons;
mod markup;
mod merge;
mod output;
mod progress;
mod score;
mod terminal;

use std::{io, process::ExitCode};

use clap::{Parser, Subcommand};

use terminal::Terminal;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(message) => {
            // Help and version are no faults: they go to standard output and end with 0, wrong usage with 2.
            _ = message.print();
            return ExitCode::from(message.exit_code() as u8);
        }
    };
    let terminal = Terminal::new(&cli.messages);
    let result = match &cli.command {
        Command::Extract(args) => extract::run(args, &terminal),
        Command::Annotate(args) => annotate::run(args, &terminal),
        Command::Merge(args) => merge::run(args, &terminal),
        Command::Diff(args) => diff::run(args, &terminal),
        Command::Explain(args) => explain::run(args, &terminal),
        Command::Score(args) => score::run(args, &terminal),
        Command::Lexicons(args) => lexicons::run(args, &terminal),
    };
    match result {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::TooManyRejects) => ExitCode::from(3),
        // Whoever read our output has enough of it: `sepakat annotate … | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal.error(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// How a run that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Status {
    Done,
    TooManyRejects,
}

/// Turns archives of Indonesian regional news into a dataset of cooperation agreements.
///
/// sepakat ("agreed") reads news articles and finds the agreements (kerja sama daerah) that regional governments
/// conclude: who with whom, in what form, when and where, about what, and who signed.
#[derive(Parser)]
#[command(name = "sepakat", version, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    messages: terminal::Messages,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  sepakat extract data/sample -o out/sample        a dataset from the sample articles
  sepakat annotate data/sample | head -n 1         what the first article gave, as JSON
  zcat news.jsonl.gz | sepakat extract - -o out-2    from standard input
  sepakat lexicons export my-lexicons              the built-in lexicons, to edit

Exit status: 0 done (rejected records are reported, not fatal), 1 the run failed, 2 wrong usage,
3 more rejects than --max-rejects allows.";

#[derive(Subcommand)]
enum Command {
    Extract(extract::Args),
    Annotate(annotate::Args),
    Merge(merge::Args),
    Diff(diff::Args),
    Explain(explain::Args),
    Score(score::Args),
    Lexicons(lexicons::Args),
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }
}
