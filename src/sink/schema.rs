//! What a table is: columns with a type, a meaning and a value. The tables themselves stand in
//! [`tables`](super::tables).

use jiff::civil::Date;

use super::tables::{ARTICLES, DYADS, OF_A_RECORD};

/// What a cell holds. Text formats print it; typed ones (Parquet, SQLite, spreadsheets) keep its type.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Missing,
    /// Text, codes and labels.
    Text(String),
    /// A count or year.
    Integer(i64),
    /// A confidence.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A full date.
    Date(Date),
}

/// The type of a column.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// 16 hexadecimal digits.
    AgreementId,
    /// Any text.
    Text,
    /// Several values, "; " between them. They may hold one themselves.
    List,
    /// Several labels or ids, "; " between them. They hold none.
    Labels,
    /// `true` or `false`.
    Flag,
    /// `35` or `35.73`. Text, never a number.
    Code,
    /// A code without its dot, `3573`. Text as well.
    CodeDigits,
    /// `2025-10-03`, `2025-10` or `2025`.
    PartialDate,
    /// `2025-10-03`.
    Date,
    /// A whole number from 0.
    Integer,
    /// A number from 0 to 1.
    Share,
    /// One of a closed set.
    Label(fn() -> Vec<&'static str>),
}

impl Kind {
    /// What it is, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Kind::AgreementId => "text, 16 hexadecimal digits",
            Kind::Text => "text",
            Kind::List | Kind::Labels => "text, values with `; ` between",
            Kind::Flag => "`true`, `false`",
            Kind::Code => "region code, text",
            Kind::CodeDigits => "digits, text",
            Kind::PartialDate => "date known in part, text",
            Kind::Date => "date",
            Kind::Integer => "whole number",
            Kind::Share => "number, 0 to 1",
            Kind::Label(_) => "label of the codebook",
        }
    }
}

/// A column without its values.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in the header.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// Is it never missing?
    pub required: bool,
    /// What it means, in a sentence.
    pub about: &'static str,
}

/// A column: what it is, and its value in the `i`th row that `R` gives.
pub struct Column<R> {
    /// What it is.
    pub field: Field,
    /// Its value.
    pub value: fn(&R, usize) -> Cell,
}

/// The columns `from` hold values that the columns of the same names of table `to` have.
#[derive(Clone, Copy, Debug)]
pub struct ForeignKey {
    /// The column, in both tables.
    pub column: &'static str,
    /// The other table.
    pub to: &'static str,
}

/// A table, made of things of type `R`, each giving any number of rows.
pub struct Table<R: 'static> {
    /// The file without its ending.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// The columns that tell rows apart; none when nothing does.
    pub primary_key: &'static [&'static str],
    /// Columns that refer to other tables.
    pub foreign_keys: &'static [ForeignKey],
    /// How many rows an `R` gives.
    pub rows: fn(&R) -> usize,
    /// The columns, in order.
    pub columns: &'static [Column<R>],
}

/// A table without its values, the same type for all.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The file without its ending.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// The columns that tell rows apart.
    pub primary_key: &'static [&'static str],
    /// Columns that refer to other tables.
    pub foreign_keys: &'static [ForeignKey],
    /// The columns, in order.
    pub fields: Vec<Field>,
}

/// Every table, in the order in which one would read them.
pub fn layouts() -> Vec<Layout> {
    OF_A_RECORD.iter().map(|table| table.layout()).chain([DYADS.layout(), ARTICLES.layout()]).collect()
}

/// The cells of a row, in the order of the columns.
pub type Row = Vec<Cell>;

impl Layout {
    /// Where the column of this name stands.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }
}

impl<R> Table<R> {
    /// The table without its values.
    pub fn layout(&self) -> Layout {
        Layout {
            name: self.name,
            about: self.about,
            primary_key: self.primary_key,
            foreign_keys: self.foreign_keys,
            fields: self.columns.iter().map(|column| column.field).collect(),
        }
    }

    /// The rows that one `R` gives.
    pub fn cells<'a>(&'a self, of: &'a R) -> impl Iterator<Item = Row> + 'a {
        (0..(self.rows)(of)).map(move |i| self.columns.iter().map(|column| (column.value)(of, i)).collect())
    }
}

impl Cell {
    /// As it stands in text formats; missing is empty.
    pub fn print(&self) -> String {
        match self {
            Cell::Missing => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Integer(number) => number.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(flag) => flag.to_string(),
            Cell::Date(date) => date.to_string(),
        }
    }

    /// What was printed, typed again.
    pub(super) fn read(kind: Kind, text: &str) -> Cell {
        let cell = match kind {
            _ if text.is_empty() => return Cell::Missing,
            Kind::Integer => text.parse().ok().map(Cell::Integer),
            Kind::Share => text.parse().ok().map(Cell::Number),
            Kind::Flag => text.parse().ok().map(Cell::Flag),
            Kind::Date => text.parse().ok().map(Cell::Date),
            _ => None,
        };
        cell.unwrap_or_else(|| Cell::Text(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use std::{fmt::Write, fs};

    use super::*;

    fn kind_text(kind: Kind) -> String {
        match kind {
            Kind::Label(labels) if labels().len() <= 12 => format!("`{}`", labels().join("`, `")),
            _ => kind.about().to_owned(),
        }
    }

    fn tables() -> String {
        let mut text = String::new();
        for layout in layouts() {
            let rows = "| column | type | always | meaning |\n|---|---|---|---|";
            write!(text, "\n## `{}.csv`\n\n{}.\n\n{rows}\n", layout.name, layout.about).unwrap();
            for Field { name, kind, required, about } in layout.fields {
                let always = if required { "yes" } else { "" };
                writeln!(text, "| `{name}` | {} | {always} | {about} |", kind_text(kind)).unwrap();
            }
        }
        text
    }

    #[test]
    fn docs_name_every_column() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/dataset.md");
        let page = fs::read_to_string(path).unwrap();
        let (begin, end) = ("<!-- tables -->\n", "\n<!-- end of tables -->");
        let start = page.find(begin).unwrap() + begin.len();
        let stop = page.find(end).map_or(start, |stop| stop.max(start));
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(path, format!("{}{}{}", &page[..start], tables(), &page[stop..])).unwrap();
        } else {
            assert!(
                page[start..stop] == tables(),
                "docs/dataset.md: run UPDATE_DOCS=1 cargo test docs_name_every_column"
            );
        }
    }

    #[test]
    fn names_and_keys_hold_together() {
        let layouts = layouts();
        for layout in &layouts {
            let has = |layout: &Layout, name: &str| layout.fields.iter().any(|field| field.name == name);
            for (i, field) in layout.fields.iter().enumerate() {
                assert!(layout.fields[..i].iter().all(|other| other.name != field.name), "{} twice", field.name);
                assert!(field.name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", field.name);
            }
            for key in layout.primary_key {
                assert!(layout.fields.iter().any(|field| field.name == *key && field.required), "{key}");
            }
            for key in layout.foreign_keys {
                let to = layouts.iter().find(|other| other.name == key.to).expect("the table exists");
                assert!(has(layout, key.column) && has(to, key.column), "{}", key.column);
            }
        }
    }
}
