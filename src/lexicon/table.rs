//! CSV rows with their positions, so that a wrong line is refused with file, line and field.

use std::str::FromStr;

use crate::{Error, Result};

/// The rows of one lexicon file, each column by its name.
pub(crate) struct Table<'a> {
    file: &'a str,
    header: csv::StringRecord,
    rows: Vec<csv::StringRecord>,
}

/// One row.
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {
    table: &'t Table<'t>,
    record: &'t csv::StringRecord,
}

impl<'a> Table<'a> {
    /// Reads `text`, which must have a header with all of `columns`.
    pub(crate) fn parse(file: &'a str, text: &str, columns: &[&str]) -> Result<Table<'a>> {
        let refuse = |line: u64, field: &str, reason: String| Error::Lexicon {
            file: file.to_owned(),
            line,
            field: field.to_owned(),
            reason,
        };
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let header = reader.headers().map_err(|cause| refuse(1, "header", cause.to_string()))?.clone();
        for column in columns {
            if !header.iter().any(|name| name == *column) {
                let found = header.iter().collect::<Vec<_>>().join(",");
                return Err(refuse(1, column, format!("expected this column, found {found}")));
            }
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|cause| {
                let line = cause.position().map_or(0, |position| position.line());
                refuse(line, "row", cause.to_string())
            })?;
            rows.push(record);
        }
        Ok(Table { file, header, rows })
    }

    /// The rows in file order.
    pub(crate) fn rows(&'a self) -> impl Iterator<Item = Row<'a>> {
        self.rows.iter().map(move |record| Row { table: self, record })
    }
}

impl<'t> Row<'t> {
    /// The cell of a column; empty when the file has no such column.
    pub(crate) fn get(self, column: &str) -> &'t str {
        let at = self.table.header.iter().position(|name| name == column);
        at.and_then(|at| self.record.get(at)).unwrap_or("")
    }

    /// The cell of a column, which must not be empty.
    pub(crate) fn required(self, column: &str) -> Result<&'t str> {
        match self.get(column) {
            "" => Err(self.refuse(column, "expected a value, found an empty cell".to_owned())),
            cell => Ok(cell),
        }
    }

    /// The cell of a column, read as a `T`.
    pub(crate) fn parse<T: FromStr>(self, column: &str) -> Result<T>
    where
        T::Err: std::fmt::Display,
    {
        self.get(column).parse().map_err(|reason: T::Err| self.refuse(column, reason.to_string()))
    }

    /// The cell of a column, read by `read`; `expected` says what belongs there.
    pub(crate) fn one_of<T>(self, column: &str, read: impl Fn(&str) -> Option<T>, expected: &str) -> Result<T> {
        let cell = self.get(column);
        read(cell).ok_or_else(|| self.refuse(column, format!("expected {expected}, found {cell:?}")))
    }

    /// The error that names this row.
    pub(crate) fn refuse(self, column: &str, reason: String) -> Error {
        let line = self.record.position().map_or(0, |position| position.line());
        Error::Lexicon { file: self.table.file.to_owned(), line, field: column.to_owned(), reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_cell_is_refused_with_file_line_and_field() {
        let table = Table::parse("calendar.csv", "word,value\nSenin,1\nSelasa,zwei\n", &["word", "value"]).unwrap();
        let faults: Vec<String> =
            table.rows().filter_map(|row| row.parse::<u8>("value").err()).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, ["calendar.csv:3: value: invalid digit found in string"]);
    }

    #[test]
    fn a_missing_column_is_refused() {
        let fault = Table::parse("calendar.csv", "word\nSenin\n", &["word", "value"]).err().unwrap();
        assert_eq!(fault.to_string(), "calendar.csv:1: value: expected this column, found word");
    }
}
