//! Apache Parquet: one row group, Zstandard, every column optional.

use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::ByteArray;
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::{Type, TypePtr};

use super::{Cell, Column, Holds, Table};

/// The table as a Parquet file.
pub(super) fn write(table: &Table) -> Vec<u8> {
    // The writer fails only where its sink does or the schema contradicts itself; memory does not
    // fail, and the schema is made from the same columns as the cells.
    try_write(table).unwrap_or_default()
}

fn try_write(table: &Table) -> Result<Vec<u8>, ParquetError> {
    let fields = table.columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    let schema = Type::group_type_builder(table.name).with_fields(fields).build()?;
    let compression = Compression::ZSTD(ZstdLevel::try_new(3)?);
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_created_by(concat!("attune ", env!("CARGO_PKG_VERSION")).to_owned());
    let mut file =
        SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties.build()))?;
    let mut group = file.next_row_group()?;
    for at in 0..table.columns.len() {
        if let Some(mut writer) = group.next_column()? {
            write_column(&mut writer, table, at)?;
            writer.close()?;
        }
    }
    group.close()?;
    file.into_inner()
}

fn field(column: &Column) -> Result<TypePtr, ParquetError> {
    let (physical, logical) = match column.holds {
        Holds::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Holds::Integer => (Physical::INT64, None),
        Holds::Real => (Physical::DOUBLE, None),
        Holds::Flag => (Physical::BOOLEAN, None),
    };
    let builder = Type::primitive_type_builder(&column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    builder.build().map(Arc::new)
}

fn write_column(
    writer: &mut SerializedColumnWriter<'_>,
    table: &Table,
    at: usize,
) -> Result<(), ParquetError> {
    let present: Vec<i16> =
        table.rows.iter().map(|row| i16::from(row[at] != Cell::Missing)).collect();
    match writer.untyped() {
        ColumnWriter::ByteArrayColumnWriter(typed) => {
            let values = cells(table, at, |cell| match cell {
                Cell::Text(text) => Some(ByteArray::from(text.as_str())),
                _ => None,
            });
            typed.write_batch(&values, Some(&present), None)?;
        }
        ColumnWriter::Int64ColumnWriter(typed) => {
            let values = cells(table, at, |cell| match cell {
                Cell::Integer(n) => Some(*n),
                _ => None,
            });
            typed.write_batch(&values, Some(&present), None)?;
        }
        ColumnWriter::DoubleColumnWriter(typed) => {
            let values = cells(table, at, |cell| match cell {
                Cell::Real(x) => Some(*x),
                _ => None,
            });
            typed.write_batch(&values, Some(&present), None)?;
        }
        ColumnWriter::BoolColumnWriter(typed) => {
            let values = cells(table, at, |cell| match cell {
                Cell::Flag(flag) => Some(*flag),
                _ => None,
            });
            typed.write_batch(&values, Some(&present), None)?;
        }
        _ => {}
    }
    Ok(())
}

fn cells<T>(table: &Table, at: usize, value: impl Fn(&Cell) -> Option<T>) -> Vec<T> {
    table.rows.iter().filter_map(|row| value(&row[at])).collect()
}
