//! `dataset.xlsx`: a sheet a table, with a frozen header and filters, and a sheet that tells what each column means.
//! Codes and labels are text cells, so that no program turns 32.10 into 32.1 or a date.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::{
    format::Sink,
    schema::{Cell, Kind, Layout, Row, layouts},
};
use crate::{Error, Result};

/// What Excel can hold.
const MAX_ROWS: u32 = 1_048_576;
const MAX_LETTERS: usize = 32_767;

pub(super) struct Xlsx {
    path: PathBuf,
    sheets: BTreeMap<&'static str, Sheet>,
    day: Format,
}

struct Sheet {
    layout: Layout,
    sheet: Worksheet,
    /// Written so far, with the header.
    rows: u32,
}

impl Xlsx {
    pub fn create(dir: &Path) -> Result<Xlsx> {
        let path = dir.join("dataset.xlsx");
        let sheets = layouts().into_iter().map(|layout| {
            let mut sheet = Worksheet::new();
            sheet.set_name(layout.name)?;
            let names: Vec<&str> = layout.fields.iter().map(|field| field.name).collect();
            header(&mut sheet, &names)?;
            for (at, field) in layout.fields.iter().enumerate() {
                sheet.set_column_width(at as u16, width(field.kind))?;
            }
            Ok((layout.name, Sheet { layout, sheet, rows: 1 }))
        });
        let sheets = sheets.collect::<Result<_, XlsxError>>().map_err(|fault| failed(&path, fault))?;
        Ok(Xlsx { path, sheets, day: Format::new().set_num_format("yyyy-mm-dd") })
    }
}

impl Sink for Xlsx {
    fn row(&mut self, table: &Layout, row: &Row) -> Result<()> {
        let Sheet { sheet, rows, .. } = self.sheets.get_mut(table.name).expect("every table has a sheet");
        if *rows == MAX_ROWS {
            let reason =
                format!("a sheet holds {MAX_ROWS} rows, {} has more; parquet and sqlite hold them all", table.name);
            return Err(Error::io(&self.path)(std::io::Error::other(reason)));
        }
        for (at, cell) in row.iter().enumerate() {
            write(sheet, *rows, at as u16, cell, &self.day).map_err(|fault| failed(&self.path, fault))?;
        }
        *rows += 1;
        Ok(())
    }

    fn close(self: Box<Self>) -> Result<()> {
        let Xlsx { path, mut sheets, .. } = *self;
        let mut save = || {
            let mut workbook = Workbook::new();
            // The same dataset gives the same bytes, whenever it is written.
            let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
            workbook.set_properties(
                &DocProperties::new().set_title("Cooperation agreements").set_creation_datetime(&created),
            );
            for layout in layouts() {
                let Sheet { layout, mut sheet, rows } = sheets.remove(layout.name).expect("every table has a sheet");
                sheet.autofilter(0, 0, rows - 1, layout.fields.len() as u16 - 1)?;
                workbook.push_worksheet(sheet);
            }
            workbook.push_worksheet(codebook()?);
            workbook.save(&path)
        };
        save().map_err(|fault| failed(&path, fault))
    }
}

fn failed(path: &Path, fault: XlsxError) -> Error {
    Error::io(path)(std::io::Error::other(fault))
}

/// The first row: bold, and it stays in sight.
fn header(sheet: &mut Worksheet, names: &[&str]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_background_color(0xDDE7EE).set_align(FormatAlign::Top);
    for (at, name) in names.iter().enumerate() {
        sheet.write_string_with_format(0, at as u16, *name, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn width(kind: Kind) -> f64 {
    match kind {
        Kind::AgreementId => 18.0,
        Kind::Text | Kind::List => 32.0,
        Kind::Labels | Kind::Label(_) => 22.0,
        Kind::Code | Kind::CodeDigits | Kind::PartialDate | Kind::Date | Kind::Integer | Kind::Share | Kind::Flag => {
            13.0
        }
    }
}

fn write(sheet: &mut Worksheet, row: u32, at: u16, cell: &Cell, day: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Missing => {}
        Cell::Text(text) => {
            let fits = text.chars().take(MAX_LETTERS).collect::<String>();
            sheet.write_string(row, at, fits)?;
        }
        Cell::Integer(number) => {
            sheet.write_number(row, at, *number as f64)?;
        }
        Cell::Number(number) => {
            sheet.write_number(row, at, *number)?;
        }
        Cell::Flag(flag) => {
            sheet.write_boolean(row, at, *flag)?;
        }
        Cell::Date(date) => match ExcelDateTime::from_ymd(date.year() as u16, date.month() as u8, date.day() as u8) {
            Ok(excel) if date.year() >= 1900 => {
                sheet.write_datetime_with_format(row, at, &excel, day)?;
            }
            _ => {
                sheet.write_string(row, at, date.to_string())?;
            }
        },
    }
    Ok(())
}

/// What every column means.
fn codebook() -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("codebook")?;
    header(&mut sheet, &["table", "column", "type", "always", "meaning", "labels"])?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut row = 0;
    for layout in layouts() {
        for field in &layout.fields {
            row += 1;
            let labels = match field.kind {
                Kind::Label(labels) => labels().join("; "),
                _ => String::new(),
            };
            let always = if field.required { "yes" } else { "" };
            let cells = [layout.name, field.name, field.kind.about(), always, field.about, &labels];
            for (at, cell) in cells.iter().enumerate() {
                sheet.write_string_with_format(row, at as u16, *cell, &wrapped)?;
            }
        }
    }
    for (at, width) in [16.0, 18.0, 26.0, 8.0, 70.0, 60.0].into_iter().enumerate() {
        sheet.set_column_width(at as u16, width)?;
    }
    sheet.autofilter(0, 0, row, 5)?;
    Ok(sheet)
}
