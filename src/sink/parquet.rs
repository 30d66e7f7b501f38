//! A `.parquet` file a table: codes and labels as text, dates as `date32`, lists of labels as lists. In
//! `agreements.parquet` parties and signatories are lists of structs with the columns of their own tables.

use std::{
    collections::BTreeMap,
    fs::File,
    path::{Path, PathBuf},
    sync::Arc,
};

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, ListArray, RecordBatch, StringArray, StructArray,
    builder::{ListBuilder, StringBuilder},
};
use arrow_schema::{DataType, Field as Column, Fields, Schema};
use jiff::civil::date;
use parquet::{arrow::ArrowWriter, basic::Compression, file::properties::WriterProperties};

use super::{
    format::{AgreementRows, Sink},
    schema::{Cell, Field, Kind, Layout, Row, layouts},
};
use crate::{Error, Result};

/// So many rows are held, and written as one group.
const ROWS: usize = 16_384;

/// The tables that stand within the agreements, in place of the text columns of their names.
const NESTED: [&str; 2] = ["parties", "signatories"];

pub(super) struct Parquet {
    tables: BTreeMap<&'static str, TableFile>,
}

struct TableFile {
    layout: Layout,
    path: PathBuf,
    schema: Arc<Schema>,
    writer: ArrowWriter<File>,
    rows: Vec<Row>,
    /// Of agreements, for each table of [`NESTED`]: the rows of each agreement held.
    nested: [Vec<Vec<Row>>; NESTED.len()],
}

impl Parquet {
    pub fn create(dir: &Path) -> Result<Parquet> {
        let layouts = layouts();
        let tables = layouts.iter().map(|layout| Ok((layout.name, TableFile::create(dir, layout, &layouts)?)));
        Ok(Parquet { tables: tables.collect::<Result<_>>()? })
    }

    fn table(&mut self, name: &str) -> &mut TableFile {
        self.tables.get_mut(name).expect("every table has a file")
    }
}

impl Sink for Parquet {
    fn row(&mut self, table: &Layout, row: &Row) -> Result<()> {
        let file = self.table(table.name);
        file.rows.push(row.clone());
        if file.rows.len() >= ROWS { file.flush() } else { Ok(()) }
    }

    fn agreement(&mut self, rows: &AgreementRows) -> Result<()> {
        for (at, name) in NESTED.iter().enumerate() {
            let nested = rows.of(name).1.to_vec();
            self.table("agreements").nested[at].push(nested);
        }
        rows.tables
            .iter()
            .zip(&rows.rows)
            .try_for_each(|(table, rows)| rows.iter().try_for_each(|row| self.row(table, row)))
    }

    fn close(self: Box<Self>) -> Result<()> {
        for mut file in self.tables.into_values() {
            file.flush()?;
            file.writer.close().map_err(|fault| Error::io(&file.path)(fault.into()))?;
        }
        Ok(())
    }
}

impl TableFile {
    fn create(dir: &Path, layout: &Layout, layouts: &[Layout]) -> Result<TableFile> {
        let path = dir.join(format!("{}.parquet", layout.name));
        let columns: Fields = layout
            .fields
            .iter()
            .map(|field| match nested(layout, field) {
                Some(at) => {
                    let inner = layouts.iter().find(|table| table.name == NESTED[at]).expect("the table exists");
                    Column::new(field.name, DataType::List(item(struct_of(inner))), false)
                }
                None => column(field),
            })
            .collect();
        let schema = Arc::new(Schema::new(columns));
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let file = File::create(&path).map_err(Error::io(&path))?;
        let writer = ArrowWriter::try_new(file, schema.clone(), Some(properties));
        let writer = writer.map_err(|fault| Error::io(&path)(fault.into()))?;
        Ok(TableFile { layout: layout.clone(), path, schema, writer, rows: vec![], nested: [vec![], vec![]] })
    }

    fn flush(&mut self) -> Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let arrays = self.layout.fields.iter().enumerate().map(|(at, field)| match nested(&self.layout, field) {
            Some(table) => structs(&self.schema.fields()[at], &self.nested[table]),
            None => array(field.kind, self.rows.iter().map(|row| &row[at])),
        });
        let batch = RecordBatch::try_new(self.schema.clone(), arrays.collect()).expect("columns are as in the schema");
        self.rows.clear();
        self.nested.iter_mut().for_each(Vec::clear);
        let write = self.writer.write(&batch).and_then(|()| self.writer.flush());
        write.map_err(|fault| Error::io(&self.path)(fault.into()))
    }
}

/// Which table of [`NESTED`] stands in this column?
fn nested(layout: &Layout, field: &Field) -> Option<usize> {
    if layout.name == "agreements" { NESTED.iter().position(|name| *name == field.name) } else { None }
}

fn column(field: &Field) -> Column {
    let kind = match field.kind {
        Kind::Date => DataType::Date32,
        Kind::Integer => DataType::Int64,
        Kind::Share => DataType::Float64,
        Kind::Flag => DataType::Boolean,
        // An empty list says that there is none.
        Kind::Labels => return Column::new(field.name, DataType::List(item(DataType::Utf8)), false),
        Kind::AgreementId
        | Kind::Text
        | Kind::List
        | Kind::Code
        | Kind::CodeDigits
        | Kind::PartialDate
        | Kind::Label(_) => DataType::Utf8,
    };
    Column::new(field.name, kind, !field.required)
}

fn item(kind: DataType) -> Arc<Column> {
    Arc::new(Column::new("item", kind, false))
}

/// The columns of a table, without the agreement's id.
fn struct_of(layout: &Layout) -> DataType {
    DataType::Struct(layout.fields[1..].iter().map(column).collect())
}

fn array<'a>(kind: Kind, cells: impl Iterator<Item = &'a Cell>) -> ArrayRef {
    match kind {
        Kind::Date => Arc::new(Date32Array::from_iter(cells.map(days))),
        Kind::Integer => Arc::new(Int64Array::from_iter(cells.map(|cell| match cell {
            Cell::Integer(number) => Some(*number),
            _ => None,
        }))),
        Kind::Share => Arc::new(Float64Array::from_iter(cells.map(|cell| match cell {
            Cell::Number(number) => Some(*number),
            _ => None,
        }))),
        Kind::Flag => Arc::new(BooleanArray::from_iter(cells.map(|cell| match cell {
            Cell::Flag(flag) => Some(*flag),
            _ => None,
        }))),
        Kind::Labels => {
            let mut lists = ListBuilder::new(StringBuilder::new()).with_field(item(DataType::Utf8));
            for cell in cells {
                if let Cell::Text(text) = cell {
                    text.split("; ").for_each(|label| lists.values().append_value(label));
                }
                lists.append(true);
            }
            Arc::new(lists.finish())
        }
        _ => Arc::new(StringArray::from_iter(cells.map(|cell| match cell {
            Cell::Text(text) => Some(text.as_str()),
            _ => None,
        }))),
    }
}

/// A list of structs for each agreement.
fn structs(column: &Column, agreements: &[Vec<Row>]) -> ArrayRef {
    let DataType::List(inner) = column.data_type() else { unreachable!("a nested column is a list") };
    let DataType::Struct(fields) = inner.data_type() else { unreachable!("a nested list is of structs") };
    // Nested tables hold text alone; the first cell is the agreement's id.
    let of = |at: usize| array(Kind::Text, agreements.iter().flatten().map(move |row| &row[at + 1]));
    let arrays = (0..fields.len()).map(of).collect();
    let offsets = arrow_buffer(agreements.iter().map(Vec::len));
    Arc::new(ListArray::new(inner.clone(), offsets, Arc::new(StructArray::new(fields.clone(), arrays, None)), None))
}

fn arrow_buffer(lengths: impl Iterator<Item = usize>) -> arrow_buffer::OffsetBuffer<i32> {
    arrow_buffer::OffsetBuffer::from_lengths(lengths)
}

/// Days since 1970-01-01.
fn days(cell: &Cell) -> Option<i32> {
    match cell {
        Cell::Date(day) => Some((*day - date(1970, 1, 1)).get_days()),
        _ => None,
    }
}
