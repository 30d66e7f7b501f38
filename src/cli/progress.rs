//! What is said during a run over an archive, and at its end.

use std::{
    fmt::Display,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::{Terminal, line};
use crate::{
    pipeline::Summary,
    source::{Archive, Records, Reject},
};

/// A bar that shows how far a run has come, and rejects above it.
pub(super) struct Progress<'t> {
    terminal: &'t Terminal,
    bar: ProgressBar,
    started: Instant,
    told: u64,
    /// Of the files, as they lie on the disk.
    bytes_read: Option<Arc<AtomicU64>>,
}

/// So many rejected records or skipped files are named without `-v`.
const NAMED: u64 = 5;
/// After so many records the bar is brought up to date.
const STEP: u64 = 256;

impl<'t> Progress<'t> {
    /// The bar hides itself when standard error is no terminal.
    pub(super) fn over(archive: &Archive, records: &Records<'_>, terminal: &'t Terminal) -> Progress<'t> {
        let progress = Progress { bytes_read: Some(records.bytes_read()), ..Progress::new(archive.bytes(), terminal) };
        progress.skipped(archive);
        progress
    }

    /// A bar up to `bytes`, if it is known how many there are.
    pub(super) fn new(bytes: Option<u64>, terminal: &'t Terminal) -> Progress<'t> {
        let target = if terminal.progress { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(bytes, target);
        let template = match bytes {
            Some(_) => "{decimal_bytes:>9} of {decimal_total_bytes} {wide_bar} {msg}, {eta} left",
            None => "{spinner} {decimal_bytes:>9}, {msg}",
        };
        bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress { terminal, bar, started: Instant::now(), told: 0, bytes_read: None }
    }

    pub(super) fn update(&self, summary: &Summary) {
        let records = summary.articles + summary.rejects;
        if records.is_multiple_of(STEP) && !self.bar.is_hidden() {
            let rate = HumanCount((summary.articles as f64 / self.seconds()) as u64);
            let agreements = HumanCount(summary.agreements);
            self.bar.set_message(format!("{rate} articles/s, {agreements} agreements"));
            self.bar
                .set_position(self.bytes_read.as_ref().map_or(summary.bytes, |bytes| bytes.load(Ordering::Relaxed)));
        }
    }

    /// Moves the bar to this many bytes.
    pub(super) fn at(&self, bytes: u64) {
        self.bar.set_position(bytes);
    }

    /// Names a rejected record, the first ones of a run at least.
    pub(super) fn reject(&mut self, reject: &Reject) {
        self.told += 1;
        if self.terminal.verbose || self.told <= NAMED {
            self.say(reject);
        } else if self.told == NAMED + 1 {
            self.say("further rejects are counted, but not named (-v names all)");
        }
    }

    /// Takes the bar away; the seconds that the run took.
    pub(super) fn finish(&self) -> f64 {
        self.bar.finish_and_clear();
        self.seconds()
    }

    fn skipped(&self, archive: &Archive) {
        let named = if self.terminal.verbose { archive.skipped().len() } else { 0 };
        for path in &archive.skipped()[..named] {
            self.say(format_args!("{}: skipped, its kind is unknown", path.display()));
        }
    }

    fn say(&self, message: impl Display) {
        if !self.terminal.quiet {
            self.bar.suspend(|| line(&message.to_string()));
        }
    }

    fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }
}

/// The lines of a summary that every run over an archive has; `merged` is the number of agreements after merging,
/// `rejects` tells where the rejected records are listed.
pub(super) fn summary(
    summary: &Summary,
    archive: &Archive,
    merged: Option<usize>,
    rejects: &str,
    seconds: f64,
) -> Vec<(&'static str, String, String)> {
    let count = |number: u64| HumanCount(number).to_string();
    let mut rows = vec![("articles read", count(summary.articles), String::new())];
    if summary.gated_out > 0 {
        rows.push(("  that cannot report one", count(summary.gated_out), String::new()));
    }
    rows.push(("  reporting an agreement", count(summary.reporting), String::new()));
    rows.push(("agreements reported", count(summary.agreements), String::new()));
    if let Some(merged) = merged {
        rows.push(("agreements after merging", count(merged as u64), String::new()));
    }
    let see = if summary.rejects > 0 && !rejects.is_empty() { format!("see {rejects}") } else { String::new() };
    rows.push(("records rejected", count(summary.rejects), see));
    for (label, number) in [
        ("no articles, left out", summary.skipped.no_article),
        ("not in the sample", summary.skipped.not_sampled),
        ("outside the days", summary.skipped.outside_dates),
        ("not Indonesian, left out", summary.skipped.other_language),
    ] {
        if number > 0 {
            let why = if label.starts_with("not Indonesian") { "--any-language reads them" } else { "" };
            rows.push((label, count(number), why.to_owned()));
        }
    }
    let skipped = archive.skipped().len() as u64;
    if skipped > 0 {
        rows.push(("files skipped", count(skipped), "of unknown kind (-v names them)".into()));
    }
    rows.push(("seconds", format!("{seconds:.1}"), format!("{:.1} MB read", summary.bytes as f64 / 1e6)));
    rows
}
