//! Groups of arguments that several commands share, and what they mean.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Status, terminal::Terminal};
use crate::{
    Error, Lexicons, Result,
    dataset::{Corrections, Merger},
    model::PartialDate,
    select::{Sample, Selection},
    sink,
    source::{self, Archive, Field, FieldMap, Format},
};

/// Where articles come from.
#[derive(Args)]
#[command(next_help_heading = "Input")]
pub(super) struct InputArgs {
    /// Files, folders (walked in the order of names) or `-` for standard input
    ///
    /// JSON Lines (.jsonl, .ndjson, .json), tables with a header (.csv, .tsv), Parquet (.parquet), plain text (.txt)
    /// and web pages (.html), an article each, and what crawlers keep (.warc); any of them packed: .gz, .zst, .bz2,
    /// .tar, .zip. In folders, files of other kinds are skipped; of a file named here the content tells when the name
    /// does not.
    #[arg(value_name = "INPUT", required = true, display_order = 0)]
    inputs: Vec<PathBuf>,
    /// Read every file as this kind [default: as its name tells, then its content]
    #[arg(long, value_name = "KIND")]
    input_format: Option<InputFormat>,
    /// Names of fields or columns, such as text=isi,title=judul [default: the usual ones]
    ///
    /// The fields are id, title, text, published, source and url. Understood without being told: id or url; title,
    /// judul; text, maintext, content, isi, body, html; published, date_publish, date, tanggal; source, source_domain,
    /// outlet, sumber, hostname; url. Capitals don't matter. A text may be HTML.
    #[arg(long, value_name = "FIELD=NAME,…")]
    map: Option<FieldMap>,
    /// Refuse longer records, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=1024))]
    max_record: u64,
}

impl InputArgs {
    pub(super) fn archive(&self) -> Result<Archive> {
        Archive::find(&self.inputs, &self.options())
    }

    fn options(&self) -> source::Options {
        source::Options {
            format: self.input_format.map(InputFormat::format),
            fields: self.fields(),
            max_record: (self.max_record as usize) << 20,
        }
    }

    pub(super) fn fields(&self) -> FieldMap {
        self.map.clone().unwrap_or_default()
    }

    /// The options for `run.json`.
    pub(super) fn json(&self) -> serde_json::Value {
        let fields = self.fields();
        let names = |field: &Field| (field.name().to_owned(), fields.names(*field).collect::<Vec<_>>().into());
        serde_json::json!({
            "input_format": self.input_format.map(InputFormat::name),
            "fields": Field::ALL.iter().map(names).collect::<serde_json::Map<_, _>>(),
            "max_record_mib": self.max_record,
        })
    }
}

/// Which articles of the input are wanted.
#[derive(Args)]
#[command(next_help_heading = "Selection")]
pub(super) struct SelectionArgs {
    /// Stop after so many articles
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Read only a part of the articles, drawn by chance, such as 0.01
    ///
    /// Articles are drawn by their ids: the same ones in every run and on every machine.
    #[arg(long, value_name = "RATE", value_parser = probability)]
    sample: Option<f64>,
    /// With --sample: another number draws other articles
    #[arg(long, value_name = "N", default_value_t = 0, requires = "sample")]
    seed: u64,
    /// Leave out what was published before this day (or month, or year), or on an unknown day
    #[arg(long, value_name = "DATE")]
    since: Option<PartialDate>,
    /// Leave out what was published after this day (or month, or year), or on an unknown day
    #[arg(long, value_name = "DATE")]
    until: Option<PartialDate>,
    /// Read articles of any language [default: those that are not Indonesian are counted and left out]
    #[arg(long)]
    any_language: bool,
}

impl SelectionArgs {
    pub(super) fn selection(&self) -> Selection {
        Selection {
            sample: self.sample.map(|rate| Sample { rate, seed: self.seed }),
            since: self.since.map(PartialDate::first_day),
            until: self.until.map(PartialDate::last_day),
            indonesian_only: !self.any_language,
        }
    }

    pub(super) fn limit(&self) -> Option<u64> {
        self.limit
    }

    /// The options for `run.json`.
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "limit": self.limit,
            "sample": self.sample,
            "seed": self.sample.map(|_| self.seed),
            "since": self.since,
            "until": self.until,
            "any_language": self.any_language,
        })
    }
}

/// How many rejects are too many.
#[derive(Args)]
#[command(next_help_heading = "Input")]
pub(super) struct RejectArgs {
    /// End with status 3 when more records than this are rejected [default: any number is allowed]
    ///
    /// The run goes on to its end all the same, so that all rejects can be looked at.
    #[arg(long, value_name = "N")]
    max_rejects: Option<u64>,
}

impl RejectArgs {
    /// How a run with so many rejects ends; says so when there are too many.
    pub(super) fn status(&self, rejects: u64, terminal: &Terminal) -> Status {
        match self.max_rejects {
            Some(allowed) if rejects > allowed => {
                terminal.error(&format!("{rejects} records were rejected, --max-rejects allows {allowed}"));
                Status::TooManyRejects
            }
            _ => Status::Done,
        }
    }
}

/// [`Format`] as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum InputFormat {
    Jsonl,
    Csv,
    Tsv,
    Txt,
    Html,
    Warc,
    Parquet,
}

impl InputFormat {
    fn format(self) -> Format {
        match self {
            InputFormat::Jsonl => Format::Jsonl,
            InputFormat::Csv => Format::Csv,
            InputFormat::Tsv => Format::Tsv,
            InputFormat::Txt => Format::Text,
            InputFormat::Html => Format::Html,
            InputFormat::Warc => Format::Warc,
            InputFormat::Parquet => Format::Parquet,
        }
    }

    fn name(self) -> &'static str {
        match self {
            InputFormat::Jsonl => "jsonl",
            InputFormat::Csv => "csv",
            InputFormat::Tsv => "tsv",
            InputFormat::Txt => "txt",
            InputFormat::Html => "html",
            InputFormat::Warc => "warc",
            InputFormat::Parquet => "parquet",
        }
    }
}

/// What the program knows of names and words.
#[derive(Args)]
#[command(next_help_heading = "Reading")]
pub(super) struct LexiconArgs {
    /// Lexicons in this folder replace the built-in ones of the same name
    #[arg(long = "lexicons", value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl LexiconArgs {
    pub(super) fn load(&self) -> Result<Lexicons> {
        match &self.dir {
            Some(dir) => Lexicons::with_dir(dir),
            None => Lexicons::builtin(),
        }
    }

    /// The option for `run.json`.
    pub(super) fn json(&self) -> serde_json::Value {
        self.dir.as_deref().map(|dir| dir.display().to_string()).into()
    }
}

/// How many threads read.
#[derive(Args)]
#[command(next_help_heading = "Reading")]
pub(super) struct JobArgs {
    /// Threads; the result is the same for any number [default: as many as there are cores]
    #[arg(short = 'j', long = "jobs", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

impl JobArgs {
    /// For the pipeline: 0 is as many as there are cores.
    pub(super) fn threads(&self) -> usize {
        self.jobs.map_or(0, usize::from)
    }
}

/// The dataset that is written.
#[derive(Args)]
#[command(next_help_heading = "Output")]
pub(super) struct DatasetArgs {
    /// The dataset folder; an existing dataset is replaced when the new one is complete
    #[arg(short, long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// List every article in articles.csv, also those that cannot report an agreement
    #[arg(long)]
    pub(super) all_articles: bool,
    /// Leave out agreements that are less certain than this, from 0 to 1
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = probability)]
    min_confidence: f64,
    /// How tables are written: rfc (RFC 4180, for programs) or excel (BOM, CRLF, no formulas, for spreadsheets)
    #[arg(long, value_name = "DIALECT", default_value = "rfc")]
    csv_dialect: CsvDialect,
    /// Write these formats as well, beside the CSV tables: jsonl, parquet, sqlite, xlsx, graphml, gexf
    ///
    /// jsonl: agreements.jsonl, an agreement a line with all that belongs to it. parquet: a typed file for each table.
    /// sqlite: dataset.sqlite, a database. xlsx: dataset.xlsx, a workbook for Excel and LibreOffice. graphml:
    /// network.graphml, regions and who cooperates with whom, for networkx and igraph. gexf: the same for Gephi.
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',', hide_possible_values = true)]
    format: Vec<OutputFormat>,
    /// Apply corrections from this table: agreement_id, article_id, field, value, who, why
    ///
    /// A row gives an agreement_id or an article_id. Of an agreement, status, form, scheme, parties, signed_on, place,
    /// valid_years, subject, signatories and sectors can be changed, and agreement to confirmed or none; of an article
    /// published, and agreements to none. A row that doesn't fit ends the run with its line and the reason.
    #[arg(long, value_name = "CSV")]
    corrections: Option<PathBuf>,
}

impl DatasetArgs {
    pub(super) fn sink(&self) -> sink::Options {
        sink::Options {
            all_articles: self.all_articles,
            min_confidence: self.min_confidence,
            dialect: self.csv_dialect.dialect(),
            formats: self.formats(),
        }
    }

    fn formats(&self) -> Vec<sink::Format> {
        let mut formats: Vec<_> = self.format.iter().map(|format| format.format()).collect();
        formats.sort();
        formats.dedup();
        formats
    }

    /// A merger that applies the corrections, if there are any.
    pub(super) fn merger(&self, lexicons: &Lexicons) -> Result<Merger> {
        let Some(path) = &self.corrections else { return Ok(Merger::new()) };
        let table = std::fs::read(path).map_err(Error::io(path))?;
        Ok(Merger::with_corrections(Corrections::parse(path, &table, lexicons)?))
    }

    /// The options for `run.json`.
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "all_articles": self.all_articles,
            "min_confidence": self.min_confidence,
            "csv_dialect": self.csv_dialect.dialect().label(),
            "formats": self.formats().iter().map(|format| format.label()).collect::<Vec<_>>(),
            "corrections": self.corrections.as_deref().map(|path| path.display().to_string()),
        })
    }
}

/// [`sink::Format`] as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum OutputFormat {
    Jsonl,
    Parquet,
    Sqlite,
    Xlsx,
    Graphml,
    Gexf,
}

impl OutputFormat {
    fn format(self) -> sink::Format {
        match self {
            OutputFormat::Jsonl => sink::Format::Jsonl,
            OutputFormat::Parquet => sink::Format::Parquet,
            OutputFormat::Sqlite => sink::Format::Sqlite,
            OutputFormat::Xlsx => sink::Format::Xlsx,
            OutputFormat::Graphml => sink::Format::Graphml,
            OutputFormat::Gexf => sink::Format::Gexf,
        }
    }
}

/// [`sink::Dialect`] as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum CsvDialect {
    Rfc,
    Excel,
}

impl CsvDialect {
    fn dialect(self) -> sink::Dialect {
        match self {
            CsvDialect::Rfc => sink::Dialect::Rfc,
            CsvDialect::Excel => sink::Dialect::Excel,
        }
    }
}

fn probability(text: &str) -> std::result::Result<f64, String> {
    text.parse()
        .ok()
        .filter(|number| (0.0..=1.0).contains(number))
        .ok_or_else(|| "expected a number from 0 to 1, such as 0.5".into())
}
