//! Parquet: flat columns of numbers, names and times, read without Arrow.

use ::parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use ::parquet::data_type::DataType;
use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};

use super::cell::{self, Cells};
use super::error::ReadError;
use super::layout::Layout;
use super::problem::Problem;
use super::quietly::quietly;
use super::scalar::{Means, Scalar};
use super::table::{Head, Look, Table, Use};

/// What a Parquet file begins with.
pub(crate) const MAGIC: &[u8] = b"PAR1";

/// How many values are decoded at a time.
const BATCH: usize = 4096;

/// How many names are looked at to see whether they are numbers or times written as text.
const HEAD_ROWS: usize = 1000;

/// Reads the columns that `choose` wants.
pub(crate) fn read(
    file: impl ChunkReader + 'static,
    layout: &Layout,
    choose: &mut dyn FnMut(&Head) -> Result<Vec<Use>, ReadError>,
) -> Result<Table, ReadError> {
    // The decoder has been known to panic on files damaged in the right place.
    quietly(|| read_columns(file, layout, choose))
        .unwrap_or_else(|| Err(ReadError::new(Problem::BrokenParquet)))
}

impl From<ParquetError> for ReadError {
    fn from(_: ParquetError) -> Self {
        Self::new(Problem::BrokenParquet)
    }
}

/// A column that is neither nested nor repeated.
struct Flat {
    /// Its place in the file.
    leaf: usize,
    name: String,
    means: Means,
    /// The definition level of a value that is present.
    present: i16,
}

fn read_columns(
    file: impl ChunkReader + 'static,
    layout: &Layout,
    choose: &mut dyn FnMut(&Head) -> Result<Vec<Use>, ReadError>,
) -> Result<Table, ReadError> {
    let reader = SerializedFileReader::new(file)?;
    let cells = Cells::new(&layout.missing, layout.decimal_comma.unwrap_or(false));
    let leaves = reader.metadata().file_metadata().schema_descr().columns().iter().enumerate();
    let columns: Vec<Flat> = leaves
        .filter(|(_, column)| column.max_rep_level() == 0)
        .map(|(leaf, column)| Flat {
            leaf,
            name: column.path().parts().join("."),
            means: Means::of(column),
            present: column.max_def_level(),
        })
        .collect();
    match columns[..] {
        [] => return Err(ReadError::new(Problem::Empty)),
        [_] => return Err(ReadError::new(Problem::OneColumn)),
        _ => {}
    }
    let mut looks = Vec::new();
    for column in &columns {
        looks.push(look(&reader, column, &cells)?);
    }
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let uses = choose(&Head { names: names.clone(), looks, motion_energy: false })?;
    let mut table = Table::new(names, &uses);
    let mut rows = None;
    for (i, column) in columns.iter().enumerate().filter(|(i, _)| uses[*i] != Use::Skip) {
        let mut target = table.take(i);
        let (mut row, mut infinite) = (0, 0);
        let mut put = |scalar: Option<Scalar<'_>>| {
            row += 1;
            target
                .put(scalar, uses[i], &cells, &mut infinite)
                .map_err(|problem| ReadError::new(problem).at_row(row).in_column(&column.name))
        };
        for group in 0..reader.num_row_groups() {
            each(&reader, group, column, usize::MAX, &mut put)?;
        }
        table.columns[i] = target;
        table.infinite += infinite;
        if *rows.get_or_insert(row) != row {
            return Err(ReadError::new(Problem::BrokenParquet).in_column(&column.name));
        }
    }
    match rows {
        Some(0) | None => return Err(ReadError::new(Problem::NoRows)),
        Some(n) if n >= u64::from(u32::MAX) => return Err(ReadError::new(Problem::TooManyRows)),
        Some(n) => table.rows = n as usize,
    }
    Ok(table)
}

/// What a column holds: the schema says it, but for text that may hold numbers or times.
fn look<R: ChunkReader + 'static>(
    reader: &SerializedFileReader<R>,
    column: &Flat,
    cells: &Cells,
) -> Result<Look, ReadError> {
    match column.means {
        Means::Number | Means::Unsigned | Means::Decimal(_) => return Ok(Look::Number),
        Means::Stamp(_) => return Ok(Look::Stamp),
        Means::Opaque => return Ok(Look::Text),
        Means::Text => {}
    }
    let mut head: Vec<Vec<u8>> = Vec::new();
    if reader.num_row_groups() > 0 {
        each(reader, 0, column, HEAD_ROWS, &mut |scalar| {
            if let Some(Scalar::Text(text)) = scalar {
                head.push(text.to_vec());
            }
            Ok(())
        })?;
    }
    Ok(cell::look(head.iter().map(Vec::as_slice), cells))
}

/// Hands over the values of one column in one row group, at most `most` of them.
fn each<R: ChunkReader + 'static>(
    reader: &SerializedFileReader<R>,
    group: usize,
    column: &Flat,
    most: usize,
    put: &mut dyn FnMut(Option<Scalar<'_>>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let (means, present) = (column.means, column.present);
    match reader.get_row_group(group)?.get_column_reader(column.leaf)? {
        ColumnReader::BoolColumnReader(r) => {
            each_of(r, present, most, &mut |v| put(v.map(|v| Scalar::Number(f64::from(*v)))))
        }
        ColumnReader::Int32ColumnReader(r) => {
            each_of(r, present, most, &mut |v| put(v.map(|v| means.of_int(i64::from(*v), 32))))
        }
        ColumnReader::Int64ColumnReader(r) => {
            each_of(r, present, most, &mut |v| put(v.map(|v| means.of_int(*v, 64))))
        }
        ColumnReader::Int96ColumnReader(r) => {
            each_of(r, present, most, &mut |v| put(v.map(|v| Scalar::Stamp(v.to_nanos()))))
        }
        ColumnReader::FloatColumnReader(r) => {
            each_of(r, present, most, &mut |v| put(v.map(|v| Scalar::Number(f64::from(*v)))))
        }
        ColumnReader::DoubleColumnReader(r) => {
            each_of(r, present, most, &mut |v| put(v.map(|v| Scalar::Number(*v))))
        }
        ColumnReader::ByteArrayColumnReader(r) => {
            each_of(r, present, most, &mut |v| put(v.map(|v| means.of_bytes(v.data()))))
        }
        ColumnReader::FixedLenByteArrayColumnReader(r) => {
            each_of(r, present, most, &mut |v| put(v.map(|_| Scalar::Opaque)))
        }
    }
}

/// Takes one value after the other; `None` is a missing one.
type Put<'a, T> = &'a mut dyn FnMut(Option<&T>) -> Result<(), ReadError>;

fn each_of<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    present: i16,
    most: usize,
    put: Put<'_, T::T>,
) -> Result<(), ReadError> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    let mut left = most;
    while left > 0 {
        values.clear();
        levels.clear();
        let (records, ..) =
            reader.read_records(BATCH.min(left), Some(&mut levels), None, &mut values)?;
        if records == 0 {
            break;
        }
        left -= records.min(left);
        let mut values = values.iter();
        if present == 0 {
            values.try_for_each(|value| put(Some(value)))?;
            continue;
        }
        for level in &levels {
            put(if *level == present { values.next() } else { None })?;
        }
    }
    Ok(())
}
