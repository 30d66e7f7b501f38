//! `sepakat merge`: annotations from any number of shards to one dataset folder.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use indicatif::HumanCount;
use xxhash_rust::xxh3::Xxh3;

use super::{
    Status,
    args::{DatasetArgs, LexiconArgs, RejectArgs},
    progress::Progress,
    terminal::Terminal,
};
use crate::{
    GATED_OUT,
    dataset::Merger,
    model::Annotation,
    sink::{DatasetFolder, InputInfo, RunInfo},
    source::Reject,
};

/// A longer line is rejected unread.
const LINE_LIMIT: u64 = 64 << 20;

/// Joins annotations, from any number of files, into a dataset
///
/// Gives the same dataset as `sepakat extract` on the articles that were annotated, whatever the order of the files.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  sepakat annotate data/sample -o annotations.jsonl
  sepakat merge annotations.jsonl -o out/sample
  sepakat merge shard-*.jsonl -o out/all")]
pub(super) struct Args {
    /// Files that `sepakat annotate` wrote, or `-` for standard input
    #[arg(value_name = "ANNOTATIONS", required = true, help_heading = "Input")]
    annotations: Vec<PathBuf>,
    #[command(flatten)]
    too_many: RejectArgs,
    #[command(flatten)]
    lexicons: LexiconArgs,
    #[command(flatten)]
    dataset: DatasetArgs,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Status> {
    let lexicons = args.lexicons.load()?;
    let mut paths = args.annotations.clone();
    paths.sort();
    paths.dedup();
    let inputs = paths.iter().map(|path| open(path)).collect::<Result<Vec<_>>>()?;
    let bytes = paths.iter().map(|path| file_size(path)).sum();

    let mut reading = Reading {
        info: RunInfo {
            command: "merge".to_owned(),
            options: serde_json::json!({ "lexicons": args.lexicons.json(), "output": args.dataset.json() }),
            lexicon_hash: lexicons.hash(),
            ..RunInfo::default()
        },
        folder: DatasetFolder::create(&args.dataset.out, args.dataset.sink())?,
        merger: args.dataset.merger(&lexicons)?,
        progress: Progress::new(bytes, terminal),
    };
    for (path, input) in paths.iter().zip(inputs) {
        reading.file(path, input).with_context(|| path.display().to_string())?;
    }

    let Reading { mut info, folder, merger, progress } = reading;
    info.reports = merger.reports();
    let dataset = merger.finish(&lexicons)?;
    info.seconds = progress.finish();
    folder.finish(&dataset, &info, &lexicons)?;

    let rejects = args.dataset.out.join("rejects.jsonl").display().to_string();
    terminal.table(&summary(&info, dataset.len() as u64, &rejects));
    Ok(args.too_many.status(info.rejects, terminal))
}

/// Everything that grows while annotations are read.
struct Reading<'t> {
    info: RunInfo,
    folder: DatasetFolder,
    merger: Merger,
    progress: Progress<'t>,
}

impl Reading<'_> {
    /// Reads one file to its end.
    fn file(&mut self, path: &Path, input: Box<dyn BufRead>) -> Result<()> {
        let file = path.display().to_string();
        let mut lines = Lines::new(input);
        while let Some((record, offset, line)) = lines.next()? {
            match line.and_then(annotation) {
                Ok(None) => {}
                Ok(Some(annotation)) => self.annotation(&annotation)?,
                Err(reason) => {
                    let reject = Reject { file: file.clone(), record: Some(record), offset: Some(offset), reason };
                    self.info.rejects += 1;
                    self.progress.reject(&reject);
                    self.folder.reject(&reject)?;
                }
            }
        }
        let digest = format!("{:016x}", lines.hasher.digest());
        self.info.inputs.push(InputInfo { path: file, bytes: lines.offset, digest });
        self.progress.at(self.info.inputs.iter().map(|input| input.bytes).sum());
        Ok(())
    }

    fn annotation(&mut self, annotation: &Annotation) -> Result<()> {
        self.info.articles += 1;
        self.info.gated_out += u64::from(annotation.why_none.as_deref() == Some(GATED_OUT));
        self.info.reporting += u64::from(!annotation.agreements.is_empty());
        let annotation = self.merger.add(annotation);
        Ok(self.folder.article(&annotation)?)
    }
}

fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = File::open(path).with_context(|| path.display().to_string())?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

/// None for standard input and pipes.
fn file_size(path: &Path) -> Option<u64> {
    path.metadata().ok().filter(|metadata| metadata.is_file()).map(|metadata| metadata.len())
}

fn summary(info: &RunInfo, agreements: u64, rejects: &str) -> Vec<(&'static str, String, String)> {
    let count = |number: u64| HumanCount(number).to_string();
    let see = if info.rejects > 0 { format!("see {rejects}") } else { String::new() };
    vec![
        ("annotations read", count(info.articles), String::new()),
        ("  reporting an agreement", count(info.reporting), String::new()),
        ("agreements reported", count(info.reports), String::new()),
        ("agreements after merging", count(agreements), String::new()),
        ("lines rejected", count(info.rejects), see),
        ("seconds", format!("{:.1}", info.seconds), String::new()),
    ]
}

/// The annotation on a line; none on a blank one.
fn annotation(line: &[u8]) -> Result<Option<Annotation>, String> {
    if line.trim_ascii().is_empty() {
        return Ok(None);
    }
    let annotation: Annotation =
        serde_json::from_slice(line).map_err(|fault| format!("expected an annotation: {fault}"))?;
    match annotation.agreements.iter().find(|agreement| !(0.0..=1.0).contains(&agreement.confidence)) {
        Some(agreement) => Err(format!("confidence: expected 0 to 1, found {}", agreement.confidence)),
        None => Ok(Some(annotation)),
    }
}

/// Lines of bytes with their number and offset; the whole input is hashed on the way.
struct Lines<R> {
    input: R,
    record: u64,
    offset: u64,
    hasher: Xxh3,
    line: Vec<u8>,
}

type Line<'a> = (u64, u64, Result<&'a [u8], String>);

impl<R: BufRead> Lines<R> {
    fn new(input: R) -> Lines<R> {
        Lines { input, record: 0, offset: 0, hasher: Xxh3::new(), line: Vec::new() }
    }

    fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        let offset = self.offset;
        let mut fits = true;
        while self.part()? && !self.line.ends_with(b"\n") {
            fits = false;
        }
        if self.offset == offset {
            return Ok(None);
        }
        self.record += 1;
        let line = match fits {
            true => Ok(self.line.as_slice()),
            false => Err(format!("expected a line of at most {LINE_LIMIT} bytes")),
        };
        Ok(Some((self.record, offset, line)))
    }

    /// Reads on to the end of the line, but not more than the limit; is there more of the line?
    fn part(&mut self) -> io::Result<bool> {
        self.line.clear();
        let read = self.input.by_ref().take(LINE_LIMIT).read_until(b'\n', &mut self.line)? as u64;
        self.hasher.update(&self.line);
        self.offset += read;
        Ok(read == LINE_LIMIT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_may_lack_its_end() {
        let mut lines = Lines::new(&b"a\n\nb"[..]);
        let mut seen = Vec::new();
        while let Some((record, offset, line)) = lines.next().unwrap() {
            seen.push((record, offset, line.unwrap().to_vec()));
        }
        assert_eq!(seen, [(1, 0, b"a\n".to_vec()), (2, 2, b"\n".to_vec()), (3, 3, b"b".to_vec())]);
    }

    #[test]
    fn what_is_no_annotation_is_said() {
        assert_eq!(annotation(b" \n"), Ok(None));
        let reason = annotation(b"\xff").unwrap_err();
        assert!(reason.starts_with("expected an annotation: "), "{reason}");
    }
}
