//! `dataset.sqlite`: a strict table for each table, keys between them, and a view that reads like `agreements.csv`.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, params_from_iter, types::Value};

use super::{
    format::Sink,
    schema::{Cell, Kind, Layout, Row, layouts},
};
use crate::{Error, Result};

/// The columns of `agreements` that are lists of another table's rows: left to that table, and put together by the
/// view. The SQL makes the text of one row.
const LISTED: [(&str, &str); 4] = [
    ("parties", "name || coalesce(' (' || code || ')', '')"),
    ("signatories", "name || coalesce(', ' || office, '') || coalesce(' (' || region || ')', '')"),
    ("sectors", "sector"),
    (
        "status_history",
        "status || CASE WHEN date IS NULL THEN '' WHEN by_publication THEN ' (' || date || ')' ELSE ' ' || date END",
    ),
];

pub(super) struct Sqlite {
    database: Connection,
    path: PathBuf,
}

impl Sqlite {
    pub fn create(dir: &Path) -> Result<Sqlite> {
        let path = dir.join("dataset.sqlite");
        let fault = |fault| failed(&path, fault);
        let database = Connection::open(&path).map_err(fault)?;
        // The folder appears when it is complete: no journal is needed for half of it.
        database
            .execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON; BEGIN;")
            .map_err(fault)?;
        let layouts = layouts();
        for layout in &layouts {
            database.execute_batch(&create_table(layout)).map_err(fault)?;
        }
        database.execute_batch(&create_view(&layouts[0])).map_err(fault)?;
        Ok(Sqlite { database, path })
    }
}

impl Sink for Sqlite {
    fn row(&mut self, table: &Layout, row: &Row) -> Result<()> {
        let columns: Vec<(usize, &str)> = columns(table).collect();
        let names: Vec<String> = columns.iter().map(|(_, name)| quoted(name)).collect();
        let marks = vec!["?"; columns.len()].join(", ");
        let insert = format!("INSERT INTO {} ({}) VALUES ({marks})", table.name, names.join(", "));
        let mut statement = self.database.prepare_cached(&insert).map_err(|fault| failed(&self.path, fault))?;
        let values = columns.iter().map(|(at, _)| value(&row[*at]));
        statement.execute(params_from_iter(values)).map(|_| ()).map_err(|fault| failed(&self.path, fault))
    }

    fn close(self: Box<Self>) -> Result<()> {
        let Sqlite { database, path } = *self;
        database.execute_batch("COMMIT;").map_err(|fault| failed(&path, fault))?;
        database.close().map_err(|(_, fault)| failed(&path, fault))
    }
}

fn failed(path: &Path, fault: rusqlite::Error) -> Error {
    Error::io(path)(std::io::Error::other(fault))
}

fn create_table(layout: &Layout) -> String {
    let mut parts: Vec<String> = columns(layout)
        .map(|(at, name)| {
            let field = &layout.fields[at];
            let kind = match field.kind {
                Kind::Integer | Kind::Flag => "INTEGER",
                Kind::Share => "REAL",
                _ => "TEXT",
            };
            let required = if field.required { " NOT NULL" } else { "" };
            let check = match field.kind {
                Kind::Label(labels) => format!(" CHECK ({} IN ('{}'))", quoted(name), labels().join("', '")),
                Kind::Flag => format!(" CHECK ({} IN (0, 1))", quoted(name)),
                _ => String::new(),
            };
            format!("{} {kind}{required}{check}", quoted(name))
        })
        .collect();
    if !layout.primary_key.is_empty() {
        let key: Vec<String> = layout.primary_key.iter().map(|name| quoted(name)).collect();
        parts.push(format!("PRIMARY KEY ({})", key.join(", ")));
    }
    // An archive may hold an article twice, so `articles` has no key to refer to.
    for key in layout.foreign_keys.iter().filter(|key| key.to != "articles") {
        parts.push(format!("FOREIGN KEY ({0}) REFERENCES {1} ({0})", quoted(key.column), key.to));
    }
    let index = match layout.name {
        "articles" => "CREATE INDEX articles_by_id ON articles (article_id);\n",
        "sources" => "CREATE INDEX sources_by_article ON sources (article_id);\n",
        _ => "",
    };
    format!("CREATE TABLE {} (\n  {}\n) STRICT;\n{index}", layout.name, parts.join(",\n  "))
}

/// The columns of `agreements.csv`, lists put together again.
fn create_view(agreements: &Layout) -> String {
    let columns: Vec<String> = agreements
        .fields
        .iter()
        .map(|field| match LISTED.iter().find(|(name, _)| *name == field.name) {
            Some((table, text)) => format!(
                "(SELECT group_concat(text, '; ') FROM (SELECT {text} AS text FROM {table} \
                 WHERE {table}.agreement_id = agreements.agreement_id ORDER BY {table}.rowid)) AS {table}"
            ),
            None => quoted(field.name),
        })
        .collect();
    format!(
        "CREATE VIEW agreements_flat AS SELECT\n  {}\nFROM agreements ORDER BY agreements.rowid;",
        columns.join(",\n  ")
    )
}

/// The columns that stand in the table itself.
fn columns(layout: &Layout) -> impl Iterator<Item = (usize, &'static str)> {
    let listed = |name: &str| layout.name == "agreements" && LISTED.iter().any(|(listed, _)| *listed == name);
    layout.fields.iter().enumerate().map(|(at, field)| (at, field.name)).filter(move |(_, name)| !listed(name))
}

/// `match` is a word of SQL.
fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Missing => Value::Null,
        Cell::Text(text) => Value::Text(text.clone()),
        Cell::Integer(number) => Value::Integer(*number),
        Cell::Number(number) => Value::Real(*number),
        Cell::Flag(flag) => Value::Integer((*flag).into()),
        Cell::Date(date) => Value::Text(date.to_string()),
    }
}
