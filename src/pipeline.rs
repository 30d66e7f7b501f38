//! Many articles: read and annotated by many threads, handed on in order by one.
//!
//! ```text
//! records ──▶ batch ──a thread──▶ outcomes ──┐
//! records ──▶ batch ──a thread──▶ outcomes ──┴──this thread──▶ each(…)
//! ```
//!
//! A thread takes the next batch of records, which is the one thing that only one can do at a time, and annotates them;
//! batches are numbered, and their outcomes put in order again. So the outcome is the same for any number of threads. A
//! batch is bounded in bytes and records, and so is the number of batches on their way, so that memory doesn't grow with
//! the archive.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Mutex,
        mpsc::{Receiver, channel},
    },
    thread,
};

use crate::{
    Error, GATED_OUT, Lexicons, annotate,
    annotate::annotate_candidate,
    model::Annotation,
    read::gate,
    select::{Selection, Skip, Skipped},
    source::{Draft, FieldMap, Glance, RawRecord, Reject},
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
    let threads = match options.threads {
        0 => thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    };
    let mut summary = Summary::default();
    // False when there have been enough.
    let mut take = |(outcome, bytes): (Outcome, usize)| {
        if options.limit.is_some_and(|limit| summary.articles >= limit) {
            return Ok(false);
        }
        summary.count(&outcome, bytes);
        each(outcome, &summary).map(|()| true)
    };
    if threads == 1 {
        let mut reader = Reader::new(lexicons, options);
        for record in records {
            if !take(reader.read(record))? {
                break;
            }
        }
        return Ok(summary);
    }

    let (tickets, free) = channel();
    for _ in 0..threads * TICKETS {
        // The receiver is there, so that nothing can fail.
        _ = tickets.send(());
    }
    let source = Mutex::new(Source { records, free, number: 0 });
    let (results, done) = channel();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Error::Threads(error.to_string()))?;
    pool.in_place_scope(|scope| {
        for _ in 0..threads {
            let (source, results) = (&source, results.clone());
            scope.spawn(move |_| {
                let mut reader = Reader::new(lexicons, options);
                while let Some((number, batch)) = next_batch(source) {
                    let outcomes: Vec<_> = batch.into_iter().map(|record| reader.read(record)).collect();
                    if results.send((number, outcomes)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(results);
        // Those that came before their turn.
        let mut early = BTreeMap::new();
        let mut turn = 0;
        // Leaving drops `tickets` and `done`, and so ends the other threads.
        let (tickets, done) = (tickets, done);
        for (number, outcomes) in done {
            early.insert(number, outcomes);
            while let Some(outcomes) = early.remove(&turn) {
                turn += 1;
                _ = tickets.send(());
                for outcome in outcomes {
                    if !take(outcome)? {
                        return Ok(());
                    }
                }
            }
        }
        Ok::<(), E>(())
    })?;
    Ok(summary)
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

/// As much as is read of a file at once, so that it is still at hand when it is annotated.
const BATCH_BYTES: usize = 256 << 10;
const BATCH_RECORDS: usize = 1024;
/// So many batches a thread are on their way at most, from being read to being handed on.
const TICKETS: usize = 4;

type Record = Result<RawRecord, Reject>;

/// Where the batches come from.
struct Source<'r, R> {
    records: &'r mut R,
    /// A ticket for each batch that may yet be begun.
    free: Receiver<()>,
    number: u64,
}

/// The next batch, with its number; none at the end, or when nobody wants one any more.
fn next_batch<R: Iterator<Item = Record>>(source: &Mutex<Source<'_, R>>) -> Option<(u64, Vec<Record>)> {
    // Reading failed badly in another thread: that ends the run.
    let mut source = source.lock().ok()?;
    source.free.recv().ok()?;
    let mut batch = vec![];
    let mut bytes = 0;
    while bytes < BATCH_BYTES && batch.len() < BATCH_RECORDS {
        let Some(record) = source.records.next() else { break };
        bytes += record.as_ref().map_or(0, RawRecord::size);
        batch.push(record);
    }
    let number = source.number;
    source.number += 1;
    (!batch.is_empty()).then_some((number, batch))
}

/// What a thread reads records with.
struct Reader<'r> {
    lexicons: &'r Lexicons,
    options: &'r Options,
    buffer: Vec<u8>,
}

impl<'r> Reader<'r> {
    fn new(lexicons: &'r Lexicons, options: &'r Options) -> Reader<'r> {
        Reader { lexicons, options, buffer: vec![] }
    }

    /// What becomes of one record, and its size in bytes.
    fn read(&mut self, record: Record) -> (Outcome, usize) {
        let record = match record {
            Ok(record) => record,
            Err(reject) => return (Outcome::Rejected(reject), 0),
        };
        let outcome = guarded(&record, || match self.at_a_glance(&record) {
            Some(outcome) => outcome,
            None => match record.draft(&self.options.fields) {
                Ok(draft) => outcome(self.lexicons, draft, self.options)
                    .unwrap_or_else(|reason| Outcome::Rejected(record.place().reject(reason))),
                Err(reject) => Outcome::Rejected(reject),
            },
        });
        (outcome, record.size())
    }

    /// What becomes of a record that is turned away, where that is told by its bytes, before its text is decoded.
    fn at_a_glance(&mut self, record: &RawRecord) -> Option<Outcome> {
        let Reader { lexicons, options, buffer } = self;
        if !options.gated || !record.is_json() || gate::may_report_in_json(lexicons, record.bytes(), buffer) {
            return None;
        }
        record.glance(&options.fields, |glance| skipped_or_gated_out(lexicons, glance, &options.selection))
    }
}

/// As [`outcome`] has it, of an article without a word of agreements.
fn skipped_or_gated_out(lexicons: &Lexicons, glance: &Glance<'_>, selection: &Selection) -> Option<Outcome> {
    // An article without an id has one by its place.
    let skip = match (selection.sample, glance.id) {
        (Some(_), id) => selection.skips_id(id?),
        (None, _) => None,
    };
    if let Some(skip) = skip.or_else(|| selection.skips_published(glance.published)) {
        return Some(Outcome::Skipped(skip));
    }
    let indonesian =
        !selection.indonesian_only || lexicons.languages.is_indonesian_in_json(glance.title, glance.escaped_text)?;
    Some(if indonesian { Outcome::GatedOut } else { Outcome::Skipped(Skip::OtherLanguage) })
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
    let annotation =
        if options.gated { annotate_candidate(lexicons, &article) } else { Some(annotate(lexicons, &article)) };
    Ok(annotation.map_or(Outcome::GatedOut, |annotation| Outcome::Annotated(Box::new(annotation))))
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
    use jiff::civil::date;
    use proptest::prelude::*;

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
        let (_folder, archive) = archive(&many(2500));
        let (tickets, free) = channel();
        let mut records = archive.records();
        let source = Mutex::new(Source { records: &mut records, free, number: 0 });
        let mut sizes = vec![];
        for number in 0..3 {
            tickets.send(()).unwrap();
            let (found, batch) = next_batch(&source).unwrap();
            assert_eq!(found, number);
            sizes.push(batch.len());
        }
        assert_eq!(sizes, [1024, 1024, 452]);
        drop(tickets);
        assert!(next_batch(&source).is_none());
    }

    /// The phrases that open the gate, and words that don't.
    fn phrases() -> Vec<String> {
        let cues = Lexicons::FILES.iter().find(|(name, _)| *name == "cues.csv").unwrap().1;
        let phrase = |line: &str| line.split(',').next().unwrap().to_owned();
        cues.lines().skip(1).filter(|line| !line.starts_with('"')).map(phrase).collect()
    }

    /// A string of JSON, some of whose letters are escaped.
    fn written(text: &str, escaped: impl Fn(usize, char) -> bool) -> String {
        let char = |(at, char): (usize, char)| match char {
            char if escaped(at, char) => {
                char.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
            }
            '\n' => "\\n".to_owned(),
            '\t' => "\\t".to_owned(),
            '"' | '\\' => format!("\\{char}"),
            char => char.to_string(),
        };
        format!("\"{}\"", text.chars().enumerate().map(char).collect::<String>())
    }

    /// What a glance at a line tells is what reading it tells; whether it told something.
    fn assert_glance(lexicons: &Lexicons, line: &[u8], options: &Options) -> bool {
        static PLACE: std::sync::OnceLock<source::Place> = std::sync::OnceLock::new();
        let somewhere = || archive("{}").1.records().next().unwrap().unwrap().place().clone();
        let place = PLACE.get_or_init(somewhere).clone();
        let record = RawRecord::json(place, line.to_vec());
        let Some(told) = Reader::new(lexicons, options).at_a_glance(&record) else { return false };
        let draft = record.draft(&options.fields).unwrap_or_else(|reject| panic!("{reject}: {line:?}"));
        let read = outcome(lexicons, draft, options).unwrap();
        match (&told, &read) {
            (Outcome::GatedOut, Outcome::GatedOut) => {}
            (Outcome::Skipped(told), Outcome::Skipped(read)) => assert_eq!(told, read, "{line:?}"),
            _ => panic!("{told:?}, but {read:?}: {}", String::from_utf8_lossy(line)),
        }
        true
    }

    fn wanted() -> Options {
        let selection = Selection { indonesian_only: true, since: Some(date(2020, 1, 1)), ..Selection::default() };
        Options { gated: true, selection, ..Options::default() }
    }

    /// However a phrase is written, split over title and text or glued by escapes, it is not passed over.
    #[test]
    fn no_phrase_is_passed_over_at_a_glance() {
        let lexicons = Lexicons::builtin().unwrap();
        let options = Options { gated: true, ..Options::default() };
        let mut told = 0;
        for phrase in phrases() {
            for joint in [" ", "\n", "-", " \u{201c}", "\u{a0}", "_", "\\", "\"", "</b> <b>"] {
                let spoken = phrase.replace(' ', joint);
                for text in [spoken.clone(), spoken.to_uppercase(), format!("a\n{spoken}\nb"), format!("“{spoken}”")]
                {
                    for escaped in
                        [(|_, _| false) as fn(usize, char) -> bool, |_, char| !char.is_ascii(), |at, _| at == 2]
                    {
                        let text = written(&text, escaped);
                        let line = format!("{{\"id\":1,\"title\":\"Dua\",\"text\":{text}}}");
                        told += usize::from(assert_glance(&lexicons, line.as_bytes(), &options));
                    }
                }
            }
            if let Some((first, last)) = phrase.split_once(' ') {
                let line = format!("{{\"text\":\"{last} dua\",\"title\":\"Satu {first}\"}}");
                told += usize::from(assert_glance(&lexicons, line.as_bytes(), &options));
            }
        }
        assert!(told > 1000, "most cues don't open the gate: {told}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        /// Lines of cues and other words, written in any way, now and then damaged.
        #[test]
        fn a_glance_tells_what_reading_tells(
            words in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&[
                " ", " ", " ", " ", ", ", "\n", "-", "_", "\u{a0}", " “", "", "<", "&nbsp;", "\u{1f600}", "\\", "\""
            ][..])), 0..60),
            keep in 0..5_u8,
            title in 0..20_usize,
            escape in prop_oneof![Just(0_usize), Just(1), Just(2), 3..40_usize],
            published in prop::sample::select(&["2021-05-05", "2019-05-05", "", "kemarin"][..]),
            damage in prop::option::weighted(0.2, (any::<prop::sample::Index>(), any::<u8>())),
        ) {
            let lexicons = LEXICONS.get_or_init(|| Lexicons::builtin().unwrap());
            let cues = phrases();
            let plain = ["dan", "yang", "di", "rumah", "banjir", "the", "of", "kota", "ia", "pada", "warga", "kerana"];
            // Most lines have no cue, as in an archive.
            let word = |index: &prop::sample::Index| match keep {
                0 => index.get(&cues).clone(),
                _ => index.get(&plain).to_string(),
            };
            let text: String = words.iter().map(|(index, joint)| format!("{}{joint}", word(index))).collect();
            let cut = text.char_indices().nth(title).map_or(0, |(at, _)| at);
            let escaped = |at: usize, char: char| match escape {
                0 => false,
                1 => !char.is_ascii(),
                2 => !char.is_ascii() || char == '<' || char == '&',
                every => at.is_multiple_of(every),
            };
            let [title, body] = [&text[..cut], &text[cut..]].map(|text| written(text, escaped));
            let line = format!("{{\"title\":{title},\"published\":\"{published}\",\"isi\":{body},\"x\":[{{}}]}}");
            let mut line = line.into_bytes();
            if let Some((at, byte)) = damage {
                let at = at.index(line.len());
                line[at] = byte;
            }
            assert_glance(lexicons, &line, &wanted());
        }
    }

    static LEXICONS: std::sync::OnceLock<Lexicons> = std::sync::OnceLock::new();
}
