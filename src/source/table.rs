//! Rows below a header: CSV, TSV and what spreadsheets call CSV.
//!
//! Cutting a file into rows needs no more than to know whether a quote is open at the end of a line, so that is all
//! that is done here in series; the csv crate reads each row later, in parallel.

use std::{io::BufRead, sync::Arc};

use super::{
    Field, FieldMap, Place, RawRecord, Reject, SourceFile, charset,
    fields::Cell,
    lines::{Got, Lines},
    record::Shape,
};

/// The columns of a table, and which of them are wanted.
#[derive(Debug)]
pub(super) struct Header {
    delimiter: u8,
    columns: usize,
    // For each name of the field map its column, if the table has it.
    places: Vec<Option<usize>>,
}

impl Header {
    fn read(line: &[u8], delimiter: u8, fields: &FieldMap) -> Result<Header, String> {
        let names = cells(line, delimiter);
        if names.iter().any(|name| name.contains('\r')) {
            return Err("lines end in a carriage return alone; expected a line feed".into());
        }
        if !fields.finds_text(names.iter().map(String::as_str)) {
            return Err(format!(
                "no column with the text: expected {}, found {}; --map text=COLUMN names another",
                fields.expected(Field::Text),
                names.join(", ")
            ));
        }
        let mut places = vec![None; fields.len()];
        for (column, name) in names.iter().enumerate() {
            if let Some(place) = fields.place(name) {
                places[place].get_or_insert(column);
            }
        }
        Ok(Header { delimiter, columns: names.len(), places })
    }

    /// The values in a row, in the order of the field map; null where the table has no such column.
    pub(super) fn values(&self, row: &[u8]) -> Result<Vec<Cell<'static>>, String> {
        // Spreadsheets write windows-1252.
        let mut cells = cells(charset::decode(row, None).as_bytes(), self.delimiter);
        if cells.len() != self.columns {
            return Err(format!("expected {} columns as in the header, found {}", self.columns, cells.len()));
        }
        let mut value = |place: &Option<usize>| {
            // Two fields never have one column: names are different.
            place.map_or(Cell::NULL, |column| Cell::Text(std::mem::take(&mut cells[column]).into()))
        };
        Ok(self.places.iter().map(&mut value).collect())
    }
}

/// What separates the columns: the first of comma, tab and semicolon that makes a header with a text.
pub(super) fn delimiter(head: &[u8], fields: &FieldMap) -> Option<u8> {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let has_text = |delimiter| fields.finds_text(cells(line, delimiter).iter().map(String::as_str));
    [b',', b'\t', b';'].into_iter().find(|&delimiter| has_text(delimiter))
}

/// The rows of a table below its header.
pub(super) struct Rows<R> {
    file: Arc<SourceFile>,
    lines: Lines<R>,
    header: Arc<Header>,
    number: u64,
    ended: bool,
}

impl<R: BufRead> Rows<R> {
    /// Reads the header; without a column for the text the whole file is refused.
    pub(super) fn new(
        file: Arc<SourceFile>,
        mut lines: Lines<R>,
        delimiter: u8,
        fields: &FieldMap,
    ) -> Result<Rows<R>, Reject> {
        let mut quotes = Quotes { delimiter, state: State::CellStart };
        let mut line = vec![];
        let header = match lines.append_row(&mut line, &mut quotes) {
            Ok(RowEnd::Row | RowEnd::End) => Header::read(&line, delimiter, fields),
            Ok(RowEnd::Refused(reason)) => Err(format!("header: {reason}")),
            Err(cause) => Err(format!("cannot be read: {cause}")),
        };
        match header {
            Ok(header) => Ok(Rows { file, lines, header: Arc::new(header), number: 0, ended: false }),
            Err(reason) => Err(file.reject(reason)),
        }
    }
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Result<RawRecord, Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let place = Place { file: self.file.clone(), record: self.number + 1, offset: self.lines.offset };
            let mut quotes = Quotes { delimiter: self.header.delimiter, state: State::CellStart };
            let mut row = vec![];
            let end = self.lines.append_row(&mut row, &mut quotes);
            if matches!(end, Ok(RowEnd::Row)) && row.iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
                continue;
            }
            self.number += 1;
            match end {
                Ok(RowEnd::Row) => {
                    return Some(Ok(RawRecord::new(place, Shape::Row(self.header.clone()), row)));
                }
                Ok(RowEnd::Refused(reason)) => return Some(Err(place.reject(reason))),
                Ok(RowEnd::End) => self.ended = true,
                Err(cause) => {
                    self.ended = true;
                    return Some(Err(place.reject(format!("cannot be read: {cause}"))));
                }
            }
        }
        None
    }
}

enum RowEnd {
    Row,
    Refused(String),
    End,
}

impl<R: BufRead> Lines<R> {
    /// Appends lines until no quote is open.
    fn append_row(&mut self, row: &mut Vec<u8>, quotes: &mut Quotes) -> std::io::Result<RowEnd> {
        loop {
            let start = row.len();
            match self.append(row)? {
                Got::Line => quotes.pass(&row[start..]),
                Got::TooLong => {
                    let why = if start > 0 { "; is a quote left open?" } else { "" };
                    return Ok(RowEnd::Refused(format!("{}{why}", self.too_long())));
                }
                Got::End if start > 0 => return Ok(RowEnd::Refused("a quote is left open".into())),
                Got::End => return Ok(RowEnd::End),
            }
            if !quotes.open() {
                return Ok(RowEnd::Row);
            }
        }
    }
}

/// Follows quotes as the csv crate does: one opens only at the start of a cell, a doubled one closes nothing.
struct Quotes {
    delimiter: u8,
    state: State,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    CellStart,
    Unquoted,
    Quoted,
    QuoteInQuoted,
}

impl Quotes {
    fn pass(&mut self, line: &[u8]) {
        if !line.contains(&b'"') {
            // Nothing opens or closes here, and where a row ends the state no longer matters.
            return;
        }
        for &byte in line {
            self.state = match (self.state, byte) {
                (State::CellStart, b'"') | (State::QuoteInQuoted, b'"') => State::Quoted,
                (State::Quoted, b'"') => State::QuoteInQuoted,
                (State::Quoted, _) => State::Quoted,
                (_, byte) if byte == self.delimiter => State::CellStart,
                _ => State::Unquoted,
            };
        }
    }

    fn open(&self) -> bool {
        self.state == State::Quoted
    }
}

/// The cells of one row. What is no UTF-8 is replaced: rows are checked before, and a header may be as it is.
fn cells(row: &[u8], delimiter: u8) -> Vec<String> {
    let row = row.strip_suffix(b"\n").unwrap_or(row);
    let row = row.strip_suffix(b"\r").unwrap_or(row);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        // A carriage return alone ends no row: what stands behind it would be lost.
        .terminator(csv::Terminator::Any(b'\n'))
        .buffer_capacity(row.len().max(1))
        .from_reader(row);
    let mut cells = csv::ByteRecord::new();
    // Reading from memory can't fail, and a flexible reader takes any number of columns.
    _ = reader.read_byte_record(&mut cells);
    cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{model::Article, source::Format};

    fn rows(table: &[u8]) -> Result<Vec<Result<RawRecord, Reject>>, Reject> {
        let fields = FieldMap::default();
        let file = Arc::new(SourceFile::new("warta.csv", "warta", Some(Format::Csv)));
        let delimiter = delimiter(table, &fields).unwrap_or(b',');
        Ok(Rows::new(file, Lines::new(table, 0, 60), delimiter, &fields)?.collect())
    }

    fn articles(table: &str) -> Vec<Result<Article, Reject>> {
        rows(table.as_bytes()).unwrap().into_iter().map(|row| row?.decode(&FieldMap::default())).collect()
    }

    #[test]
    fn rows_of_many_programs() {
        for table in [
            "id,judul,isi\na,J,I\n",
            "id,judul,isi\r\na,J,I\r\n",
            "id\tjudul\tisi\na\tJ\tI",
            "id;judul;isi;lain\n\n\"a\";\"J\";\"I\";\n",
            "ISI,\"Judul\",id,isi\nI,J,a,kedua\n",
        ] {
            let articles = articles(table);
            let [Ok(article)] = &articles[..] else { panic!("{table:?}: {articles:?}") };
            assert_eq!((article.id.as_str(), article.title(), article.body()), ("a", "J", "I"), "{table:?}");
        }
    }

    #[test]
    fn spreadsheets_write_windows_1252() {
        let article = rows(b"id;isi\na;Bupati \x93Kolaka\x94 \x96 caf\xe9\n").unwrap().remove(0).unwrap();
        assert_eq!(article.decode(&FieldMap::default()).unwrap().body(), "Bupati “Kolaka” – café");
    }

    #[test]
    fn quotes() {
        let articles = articles("text,title\n\"baris, satu\nbaris \"\"dua\"\"\",J\n5\" pipa,K\n");
        assert_eq!(articles[0].as_ref().unwrap().body(), "baris, satu\nbaris \"dua\"");
        assert_eq!(articles[1].as_ref().unwrap().body(), "5\" pipa");
    }

    #[test]
    fn a_bad_row_costs_itself_alone() {
        let long = "x".repeat(60);
        let table = format!("id,text\na,I\nb\nc,I,I\nd,\ne,{long}\nf,caf\u{e9}\rI\ng,I\nh,\"I\n");
        let found: Vec<_> = articles(&table)
            .into_iter()
            .map(|row| row.map_or_else(|reject| format!("{reject} @{}", reject.offset.unwrap()), |article| article.id))
            .collect();
        assert_eq!(
            found,
            [
                "a",
                "warta.csv:2: expected 2 columns as in the header, found 1 @12",
                "warta.csv:3: expected 2 columns as in the header, found 3 @14",
                "warta.csv:4: text: empty @20",
                "warta.csv:5: longer than 60 bytes @23",
                "f",
                "g",
                "warta.csv:8: a quote is left open @100",
            ]
        );
    }

    #[test]
    fn a_quote_left_open_swallows_no_more_than_the_cap() {
        let table = format!("id,text\na,\"I\n{}z,I\n", "b,I\n".repeat(14));
        let articles = articles(&table);
        let reject = articles[0].as_ref().unwrap_err();
        assert_eq!(reject.to_string(), "warta.csv:1: longer than 60 bytes; is a quote left open?");
        assert_eq!(articles[1].as_ref().unwrap().id, "z");
        assert_eq!(articles.len(), 2);
    }

    #[test]
    fn a_table_without_text_is_refused() {
        let reason = |table: &[u8]| rows(table).err().unwrap().to_string();
        assert_eq!(
            reason(b"id,judul\na,J\n"),
            "warta.csv: no column with the text: expected one of text, maintext, content, isi, body, html, \
             found id, judul; --map text=COLUMN names another"
        );
        assert_eq!(reason(b"id,text\r1,I\r"), "warta.csv: lines end in a carriage return alone; expected a line feed");
        assert_eq!(reason(b"id,\"text\n"), "warta.csv: header: a quote is left open");
    }

    proptest! {
        /// Cutting into rows and reading the rows one by one gives what the csv crate reads in one go.
        #[test]
        fn rows_are_those_of_the_csv_crate(body in "[a,\"\n]{0,50}") {
            let table = format!("id,text\n{body}");
            let ours: Vec<_> = rows(table.as_bytes()).unwrap();
            prop_assume!(ours.iter().all(|row| row.is_ok()));
            let ours: Vec<_> = ours.into_iter().map(|row| cells(row.unwrap().bytes(), b',')).collect();
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes());
            let theirs: Vec<Vec<String>> =
                reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
