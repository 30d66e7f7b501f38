//! Many articles: read in one thread, annotated in many, handed on in order.
//!
//! ```text
//! records ──reader──▶ batch ──all threads──▶ outcomes ──this thread──▶ each(…)
//! ```
//!
//! Between the stages stand bounded channels of batches, and a batch is bounded in bytes and records, so that memory
//! doesn't grow with the archive. Batches are mapped one after the other and keep their order: the outcome is the same
//! for any number of threads.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::sync_channel,
    thread,
};

use rayon::prelude::*;

use crate::{
    Error, GATED_OUT, Lexicons, annotate,
    annotate::annotate_candidate,
    model::Annotation,
    read::gate,
    select::{Selection, Skip, Skipped},
    source::{Draft, FieldMap, RawRecord, Reject},
};

/// How a run goes.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How many threads annotate; 0 is as many as there are cores.
    pub threads: usize,
    /// Annotate only what [`gate::may_report_agreement`] lets through; otherwise every article in full.
    pub gated: bool,
    /// Which names in the records mean what.
    pub fields: FieldMap,
    /// Which articles are wanted.
    pub selection: Selection,
    /// The run ends when so many articles have been read, whether the gate let them through or not.
    pub limit: Option<u64>,
}

/// What became of one record.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// An article was read.
    Annotated(Box<Annotation>),
    /// The gate turned an article away: it reports no agreement.
    GatedOut,
    /// It is no article, or not one that is wanted.
    Skipped(Skip),
    /// There is no article to be had.
    Rejected(Reject),
}

/// What a run has come to so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Summary {
    /// Articles read, whether the gate let them through or not.
    pub articles: u64,
    /// Those that the gate turned away.
    pub gated_out: u64,
    /// Those that report at least one agreement.
    pub reporting: u64,
    /// The agreements that they report.
    pub agreements: u64,
    /// Records that cannot be read.
    pub rejects: u64,
    /// Records that were left out, by reason.
    pub skipped: Skipped,
    /// The size of all records, in bytes.
    pub bytes: u64,
}

/// Annotates the articles in `records` and hands each record's outcome to `each`, in the order of the records, with
/// the summary up to and including it. An error of `each` ends the run.
///
/// An article on which the program itself fails becomes a [`Reject`] too, so that it costs no other one.
///
/// ```
/// use sepakat::{Lexicons, pipeline::{self, Outcome}, source::{Archive, Options}};
///
/// let folder = tempfile::tempdir().unwrap();
/// std::fs::write(folder.path().join("warta.jsonl"), "{\"id\": \"w-1\", \"text\": \"Malang – …\"}\n{}\n").unwrap();
/// let archive = Archive::find(&[folder.path()], &Options::default())?;
///
/// let mut ids = vec![];
/// let lexicons = Lexicons::builtin()?;
/// let summary = pipeline::run(&lexicons, &mut archive.records(), &Default::default(), |outcome, _| {
///     if let Outcome::Annotated(annotation) = outcome {
///         ids.push(annotation.id);
///     }
///     Ok::<(), sepakat::Error>(())
/// })?;
/// assert_eq!(ids, ["w-1"]);
/// assert_eq!((summary.articles, summary.rejects), (1, 1));
/// # Ok::<(), sepakat::Error>(())
/// ```
pub fn run<E: From<Error>>(
    lexicons: &Lexicons,
    records: &mut (impl Iterator<Item = Result<RawRecord, Reject>> + Send),
    options: &Options,
    mut each: impl FnMut(Outcome, &Summary) -> Result<(), E>,
) -> Result<Summary, E> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads)
        .build()
        .map_err(|error| Error::Threads(error.to_string()))?;
    let (batches, waiting) = sync_channel(2);
    let (results, done) = sync_channel(1);

    // A stage ends when the one before it has nothing more, or when the one behind it has gone: that closes its channel.
    thread::scope(|scope| {
        scope.spawn(move || {
            while let Some(batch) = next_batch(records) {
                if batches.send(batch).is_err() {
                    break;
                }
            }
        });
        scope.spawn(move || {
            for batch in waiting {
                let outcomes: Vec<_> =
                    pool.install(|| batch.into_par_iter().map(|record| one(lexicons, record, options)).collect());
                if results.send(outcomes).is_err() {
                    break;
                }
            }
        });
        let mut summary = Summary::default();
        for (outcome, bytes) in done.into_iter().flatten() {
            if options.limit.is_some_and(|limit| summary.articles >= limit) {
                break;
            }
            summary.count(&outcome, bytes);
            each(outcome, &summary)?;
        }
        Ok(summary)
    })
}

impl Summary {
    fn count(&mut self, outcome: &Outcome, bytes: usize) {
        self.bytes += bytes as u64;
        match outcome {
            Outcome::Rejected(_) => self.rejects += 1,
            Outcome::Skipped(skip) => self.skipped.count(*skip),
            Outcome::GatedOut => {
                self.articles += 1;
                self.gated_out += 1;
            }
            Outcome::Annotated(annotation) => {
                self.articles += 1;
                // Read all the same, when all articles are asked for.
                self.gated_out += u64::from(annotation.why_none.as_deref() == Some(GATED_OUT));
                self.agreements += annotation.agreements.len() as u64;
                self.reporting += u64::from(!annotation.agreements.is_empty());
            }
        }
    }
}

/// Large enough to keep all threads busy, small enough to be held several times.
const BATCH_BYTES: usize = 4 << 20;
const BATCH_RECORDS: usize = 4096;

type Record = Result<RawRecord, Reject>;

fn next_batch(records: &mut impl Iterator<Item = Record>) -> Option<Vec<Record>> {
    let mut batch = vec![];
    let mut bytes = 0;
    while bytes < BATCH_BYTES && batch.len() < BATCH_RECORDS {
        let Some(record) = records.next() else { break };
        bytes += record.as_ref().map_or(0, RawRecord::size);
        batch.push(record);
    }
    (!batch.is_empty()).then_some(batch)
}

/// What becomes of one record, and its size in bytes.
fn one(lexicons: &Lexicons, record: Record, options: &Options) -> (Outcome, usize) {
    let record = match record {
        Ok(record) => record,
        Err(reject) => return (Outcome::Rejected(reject), 0),
    };
    let outcome = guarded(&record, || match record.draft(&options.fields) {
        Ok(draft) => {
            outcome(lexicons, draft, options).unwrap_or_else(|reason| Outcome::Rejected(record.place().reject(reason)))
        }
        Err(reject) => Outcome::Rejected(reject),
    });
    (outcome, record.size())
}

/// Cheap questions first. A page is asked by its words, which cost little to find, before its article is looked for: one
/// without a sign of an agreement in all its words has none in the article.
fn outcome(lexicons: &Lexicons, draft: Draft, options: &Options) -> Result<Outcome, String> {
    let selection = &options.selection;
    let Some(id) = draft.id() else { return Ok(Outcome::Skipped(Skip::NoArticle)) };
    if let Some(skip) = selection.skips_id(id) {
        return Ok(Outcome::Skipped(skip));
    }
    let words = if let Draft::Page(page) = &draft { page.visible_text() } else { None };
    if let Some(words) = &words {
        if let Some(skip) = selection.skips_text(lexicons, words) {
            return Ok(Outcome::Skipped(skip));
        }
        if options.gated && !gate::may_report_agreement(lexicons, words) {
            return Ok(Outcome::GatedOut);
        }
    }
    let Some(article) = draft.article()? else { return Ok(Outcome::Skipped(Skip::NoArticle)) };
    let by_text = || if words.is_some() { None } else { selection.skips_text(lexicons, article.text()) };
    if let Some(skip) = selection.skips_day(&article).or_else(by_text) {
        return Ok(Outcome::Skipped(skip));
    }
    let annotation = match options.gated {
        true if !gate::may_report_agreement(lexicons, article.text()) => return Ok(Outcome::GatedOut),
        true => annotate_candidate(lexicons, &article),
        false => annotate(lexicons, &article),
    };
    Ok(Outcome::Annotated(Box::new(annotation)))
}

/// Turns a panic into a reject. Nothing is left half done by one: an article's work shares nothing that it changes.
fn guarded(record: &RawRecord, work: impl FnOnce() -> Outcome) -> Outcome {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        let reason = format!("internal error, please report it: {}", message.unwrap_or("no message"));
        Outcome::Rejected(record.place().reject(reason))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{self, Archive};

    fn archive(content: &str) -> (tempfile::TempDir, Archive) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("w.jsonl"), content).unwrap();
        let archive = Archive::find(&[folder.path()], &source::Options::default()).unwrap();
        (folder, archive)
    }

    fn many(records: usize) -> String {
        (0..records)
            .map(|n| if n % 7 == 3 { "{}\n".into() } else { format!("{{\"id\": {n}, \"text\": \"isi {n}\"}}\n") })
            .collect()
    }

    #[test]
    fn outcomes_keep_the_order_of_the_records() {
        let (_folder, archive) = archive(&many(10_000));
        for threads in [1, 3] {
            let mut seen = 0;
            let options = Options { threads, ..Options::default() };
            let summary = run(&Lexicons::builtin().unwrap(), &mut archive.records(), &options, |outcome, _| {
                match outcome {
                    Outcome::Annotated(annotation) => assert_eq!(annotation.id, seen.to_string()),
                    Outcome::Rejected(reject) => assert_eq!(reject.record, Some(seen + 1)),
                    Outcome::GatedOut | Outcome::Skipped(_) => panic!("nothing was to be left out"),
                }
                seen += 1;
                Ok::<_, Error>(())
            });
            let summary = summary.unwrap();
            assert_eq!((summary.articles, summary.rejects), (10_000 - 1429, 1429));
            assert_eq!(Some(summary.bytes), archive.bytes());
        }
    }

    #[test]
    fn an_error_of_the_taker_ends_the_run() {
        let (_folder, archive) = archive(&many(50_000));
        let mut taken = 0;
        let result = run(&Lexicons::builtin().unwrap(), &mut archive.records(), &Options::default(), |_, _| {
            taken += 1;
            if taken == 10 { Err(Error::Threads("enough".into())) } else { Ok(()) }
        });
        assert!(result.is_err());
        assert_eq!(taken, 10);
    }

    #[test]
    fn a_panic_costs_one_article() {
        let (_folder, archive) = archive(&many(1));
        let record = archive.records().next().unwrap().unwrap();
        let Outcome::Rejected(reject) = guarded(&record, || panic!("at {}", 7)) else { panic!() };
        assert_eq!(reject.reason, "internal error, please report it: at 7");
        assert_eq!(reject.record, Some(1));
    }

    #[test]
    fn batches_are_bounded() {
        let (_folder, archive) = archive(&many(10_000));
        let mut records = archive.records();
        let sizes: Vec<_> = std::iter::from_fn(|| next_batch(&mut records)).map(|batch| batch.len()).collect();
        assert_eq!(sizes, [4096, 4096, 1808]);
    }
}
