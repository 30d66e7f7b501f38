//! Row groups one after the other, of each only the columns that are wanted.

use std::{fs::File, sync::Arc};

use arrow_array::{
    Array, ArrayRef, RecordBatch, StructArray,
    cast::AsArray,
    types::{
        Date32Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
        UInt32Type, UInt64Type,
    },
};
use arrow_schema::{DataType, TimeUnit};
use jiff::{Timestamp, civil};
use parquet::arrow::{
    ProjectionMask,
    arrow_reader::{
        ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
    },
};
use serde_json::Value;

use crate::source::{Field, FieldMap, Options, Place, RawRecord, Reject, SourceFile, record::Shape};

type BoxedRecords = Box<dyn Iterator<Item = Result<RawRecord, Reject>> + Send>;

/// So many rows are decoded at once.
const ROWS: usize = 128;
/// A column of this name may hold the others.
const METADATA: &str = "metadata";

/// The rows of a Parquet file; without a column for the text the whole file is refused.
pub(in crate::source) fn records(
    file: Arc<SourceFile>,
    input: File,
    options: Arc<Options>,
) -> Result<BoxedRecords, Reject> {
    let refuse = |fault: String| file.reject(format!("damaged Parquet: {fault}"));
    // As they are stored: without what Arrow noted of them, dictionaries and the like are read as plain text.
    let reading = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let metadata = ArrowReaderMetadata::load(&input, reading).map_err(|fault| refuse(fault.to_string()))?;
    let columns: Vec<&str> = metadata.schema().fields().iter().map(|field| field.name().as_str()).collect();
    if !options.fields.finds_text(columns.iter().copied()) {
        return Err(file.reject(format!(
            "no column with the text: expected {}, found {}; --map text=COLUMN names another",
            options.fields.expected(Field::Text),
            columns.join(", ")
        )));
    }
    let schema = metadata.parquet_schema();
    let wanted = (0..schema.num_columns()).filter(|&leaf| {
        let path = schema.column(leaf).path().parts().to_vec();
        let inside = path.len() == 2 && path[0] == METADATA;
        options.fields.place(path.last().map_or("", String::as_str)).is_some() && (path.len() == 1 || inside)
    });
    let mask = ProjectionMask::leaves(schema, wanted.collect::<Vec<_>>());
    Ok(Box::new(Rows {
        file,
        input,
        metadata,
        mask,
        options,
        group: 0,
        batches: None,
        rows: vec![].into_iter(),
        number: 0,
    }))
}

struct Rows {
    file: Arc<SourceFile>,
    input: File,
    metadata: ArrowReaderMetadata,
    mask: ProjectionMask,
    options: Arc<Options>,
    /// The row group that comes next.
    group: usize,
    batches: Option<ParquetRecordBatchReader>,
    rows: std::vec::IntoIter<Vec<Value>>,
    number: u64,
}

impl Rows {
    fn open(&self, group: usize) -> Result<ParquetRecordBatchReader, String> {
        let input = self.input.try_clone().map_err(|fault| fault.to_string())?;
        ParquetRecordBatchReaderBuilder::new_with_metadata(input, self.metadata.clone())
            .with_row_groups(vec![group])
            .with_projection(self.mask.clone())
            .with_batch_size(ROWS)
            .build()
            .map_err(|fault| fault.to_string())
    }

    /// Where a row stands: the byte at which its row group begins.
    fn place(&self) -> Place {
        let group = self.metadata.metadata().row_group(self.group.saturating_sub(1));
        let offset = group.columns().first().map_or(0, |column| column.byte_range().0);
        Place { file: self.file.clone(), record: self.number, offset }
    }

    /// The rest of the row group cannot be read.
    fn damaged(&mut self, fault: &str) -> Reject {
        self.batches = None;
        let (from, groups) = (self.number + 1, self.metadata.metadata().row_groups());
        // Rows are counted on as if they had been there.
        let behind: i64 = groups[..self.group].iter().map(|group| group.num_rows()).sum();
        self.number = behind.max(0) as u64;
        let mut place = self.place();
        place.record = from;
        place.reject(format!("damaged Parquet: rows {from} to {behind}: {fault}"))
    }
}

impl Iterator for Rows {
    type Item = Result<RawRecord, Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(values) = self.rows.next() {
                self.number += 1;
                let record = RawRecord::new(self.place(), Shape::Values(values), vec![]);
                let cap = self.options.max_record;
                let long = record.size() > cap;
                return Some(if long {
                    Err(record.place().reject(format!("longer than {} MiB", cap >> 20)))
                } else {
                    Ok(record)
                });
            }
            match self.batches.as_mut().map(Iterator::next) {
                Some(Some(Ok(batch))) => self.rows = rows(&batch, &self.options.fields).into_iter(),
                Some(Some(Err(fault))) => return Some(Err(self.damaged(&fault.to_string()))),
                Some(None) | None => {
                    if self.group == self.metadata.metadata().num_row_groups() {
                        return None;
                    }
                    self.group += 1;
                    match self.open(self.group - 1) {
                        Ok(batches) => self.batches = Some(batches),
                        Err(fault) => return Some(Err(self.damaged(&fault))),
                    }
                }
            }
        }
    }
}

/// The values of each row, in the order of the field map.
fn rows(batch: &RecordBatch, fields: &FieldMap) -> Vec<Vec<Value>> {
    let mut rows = vec![vec![Value::Null; fields.len()]; batch.num_rows()];
    let own = batch.schema();
    for (name, column) in own.fields().iter().map(|field| field.name()).zip(batch.columns()) {
        if let Some(place) = fields.place(name) {
            fill(&mut rows, place, column);
        }
    }
    // What the row itself lacks is looked for in its metadata.
    if let Some(metadata) =
        batch.column_by_name(METADATA).and_then(|column| column.as_any().downcast_ref::<StructArray>())
    {
        for (name, column) in metadata.column_names().into_iter().zip(metadata.columns()) {
            if let Some(place) = fields.place(name) {
                fill(&mut rows, place, column);
            }
        }
    }
    rows
}

fn fill(rows: &mut [Vec<Value>], place: usize, column: &ArrayRef) {
    for (at, row) in rows.iter_mut().enumerate() {
        if row[place].is_null() && column.is_valid(at) {
            row[place] = value(column, at);
        }
    }
}

/// A cell as JSON would have it: dates and times in ISO 8601.
fn value(column: &ArrayRef, at: usize) -> Value {
    let moment = |moment: Option<Timestamp>, zone: bool| {
        let text = moment.map(|moment| moment.to_string()).unwrap_or_default();
        // A time without a zone is the outlet's own.
        Value::from(if zone { text } else { text.trim_end_matches('Z').to_owned() })
    };
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(at).into(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(at).into(),
        DataType::Utf8View => column.as_string_view().value(at).into(),
        DataType::Binary => String::from_utf8_lossy(column.as_binary::<i32>().value(at)).into(),
        DataType::LargeBinary => String::from_utf8_lossy(column.as_binary::<i64>().value(at)).into(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(at).into(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(at).into(),
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(at).into(),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(at).into(),
        DataType::Date32 => {
            let days = i64::from(column.as_primitive::<Date32Type>().value(at));
            let day = civil::date(1970, 1, 1).checked_add(jiff::SignedDuration::from_hours(24 * days));
            day.map_or(Value::Null, |day| day.to_string().into())
        }
        DataType::Timestamp(TimeUnit::Millisecond, zone) => {
            let value = column.as_primitive::<TimestampMillisecondType>().value(at);
            moment(Timestamp::from_millisecond(value).ok(), zone.is_some())
        }
        DataType::Timestamp(TimeUnit::Microsecond, zone) => {
            let value = column.as_primitive::<TimestampMicrosecondType>().value(at);
            moment(Timestamp::from_microsecond(value).ok(), zone.is_some())
        }
        DataType::Timestamp(TimeUnit::Nanosecond, zone) => {
            let value = column.as_primitive::<TimestampNanosecondType>().value(at);
            moment(Timestamp::from_nanosecond(value.into()).ok(), zone.is_some())
        }
        // Told apart from a missing value: the reader says what is expected instead.
        other => Value::Array(vec![other.to_string().into()]),
    }
}
