//! What the program says on standard error.

use std::{
    env,
    io::{self, IsTerminal, Write},
};

use clap::{Args, ColorChoice};

/// How much is said, and how.
#[derive(Args)]
#[command(next_help_heading = "Messages")]
pub(super) struct Messages {
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Name every rejected record and every skipped file, not the first few alone
    #[arg(short, long, global = true)]
    verbose: bool,
    /// Colours; auto means when writing to a terminal and NO_COLOR is not set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
    /// Draw no progress bar; there is none anyway when standard error is no terminal
    #[arg(long, global = true)]
    no_progress: bool,
}

/// The person in front of the program, if there is one.
pub(super) struct Terminal {
    pub(super) quiet: bool,
    pub(super) verbose: bool,
    pub(super) progress: bool,
    color: ColorChoice,
}

impl Terminal {
    pub(super) fn new(messages: &Messages) -> Terminal {
        Terminal {
            quiet: messages.quiet,
            verbose: messages.verbose,
            progress: !messages.no_progress && !messages.quiet,
            color: messages.color,
        }
    }

    /// Are colours wanted on this stream?
    pub(super) fn colors(&self, stream: &impl IsTerminal) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => stream.is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }

    /// Says why the run failed, also when all else is to be quiet.
    pub(super) fn error(&self, message: &str) {
        let label = if self.colors(&io::stderr()) { "\x1b[1;31merror:\x1b[0m" } else { "error:" };
        line(&format!("{label} {message}"));
    }

    /// A table of numbers: label, value, remark.
    pub(super) fn table(&self, rows: &[(&str, String, String)]) {
        if self.quiet {
            return;
        }
        let labels = rows.iter().map(|(label, ..)| label.len()).max().unwrap_or(0);
        let values = rows.iter().map(|(_, value, _)| value.len()).max().unwrap_or(0);
        for (label, value, remark) in rows {
            line(format!("{label:labels$}  {value:>values$}  {remark}").trim_end());
        }
    }
}

/// A line on standard error. Whoever stopped listening misses it, which is no fault: `2>&1 | head`.
pub(super) fn line(text: &str) {
    _ = writeln!(io::stderr(), "{text}");
}
