//! `agreements.jsonl`: an agreement a line. The columns of `agreements.csv`, typed, lists as arrays; the rows of each
//! other table as objects under its name.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use serde_json::{Map, Value};

use super::{
    format::{AgreementRows, Sink},
    schema::{Cell, Kind, Layout, Row},
};
use crate::{Error, Result};

pub(super) struct Jsonl {
    file: BufWriter<File>,
    path: PathBuf,
}

impl Jsonl {
    pub fn create(dir: &Path) -> Result<Jsonl> {
        let path = dir.join("agreements.jsonl");
        Ok(Jsonl { file: BufWriter::new(File::create(&path).map_err(Error::io(&path))?), path })
    }
}

impl Sink for Jsonl {
    fn row(&mut self, _: &Layout, _: &Row) -> Result<()> {
        Ok(())
    }

    fn agreement(&mut self, rows: &AgreementRows) -> Result<()> {
        let mut line = object(&rows.tables[0], rows.agreement());
        for (table, rows) in rows.tables.iter().zip(&rows.rows).skip(1) {
            // The id stands once, on the agreement.
            let rows = rows.iter().map(|row| {
                let mut row = object(table, row);
                row.remove("agreement_id");
                Value::Object(row)
            });
            line.insert(table.name.to_owned(), rows.collect());
        }
        let line = serde_json::to_string(&line).expect("a value is always JSON");
        writeln!(self.file, "{line}").map_err(Error::io(&self.path))
    }

    fn close(mut self: Box<Self>) -> Result<()> {
        self.file.flush().map_err(Error::io(&self.path))
    }
}

fn object(table: &Layout, row: &Row) -> Map<String, Value> {
    table.fields.iter().zip(row).map(|(field, cell)| (field.name.to_owned(), value(field.kind, cell))).collect()
}

fn value(kind: Kind, cell: &Cell) -> Value {
    match (kind, cell) {
        (Kind::Labels, Cell::Text(text)) => text.split("; ").collect(),
        (Kind::Labels, Cell::Missing) => Value::Array(vec![]),
        (_, Cell::Missing) => Value::Null,
        (_, Cell::Text(text)) => text.as_str().into(),
        (_, Cell::Integer(number)) => (*number).into(),
        (_, Cell::Number(number)) => (*number).into(),
        (_, Cell::Flag(flag)) => (*flag).into(),
        (_, Cell::Date(date)) => date.to_string().into(),
    }
}
