//! One value of a binary table: what its bits mean, and how it goes into a column.

use ::parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use ::parquet::schema::types::ColumnDescriptor;

use super::cell::{self, Cells};
use super::problem::Problem;
use super::table::{Column, NO_STAMP, Use};

/// What the stored numbers or bytes of a column mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Means {
    /// A number as it stands.
    Number,
    /// Whole numbers stored as if they had a sign.
    Unsigned,
    /// Whole numbers to be divided.
    Decimal(f64),
    /// Time since 1970, in units of so many nanoseconds.
    Stamp(i64),
    /// A name, or a number or time written as text.
    Text,
    /// Nothing that is understood.
    Opaque,
}

impl Means {
    /// What the schema says of a column.
    pub(crate) fn of(column: &ColumnDescriptor) -> Self {
        use ConvertedType as C;
        const MILLI: i64 = 1_000_000;
        const MICRO: i64 = 1_000;
        const DAY: i64 = 86_400_000_000_000;
        let converted = column.converted_type();
        match column.physical_type() {
            Type::BOOLEAN | Type::FLOAT | Type::DOUBLE => Self::Number,
            Type::INT96 => Self::Stamp(1),
            Type::FIXED_LEN_BYTE_ARRAY => Self::Opaque,
            Type::BYTE_ARRAY if converted == C::DECIMAL => Self::Opaque,
            Type::BYTE_ARRAY => Self::Text,
            Type::INT32 | Type::INT64 => match (column.logical_type_ref(), converted) {
                (Some(LogicalType::Timestamp(t)), _) => match t.unit {
                    TimeUnit::MILLIS => Self::Stamp(MILLI),
                    TimeUnit::MICROS => Self::Stamp(MICRO),
                    TimeUnit::NANOS => Self::Stamp(1),
                },
                (Some(LogicalType::Date), _) => Self::Stamp(DAY),
                (Some(LogicalType::Decimal(d)), _) => Self::Decimal(10_f64.powi(d.scale)),
                (Some(LogicalType::Integer(i)), _) if !i.is_signed => Self::Unsigned,
                (_, C::TIMESTAMP_MILLIS) => Self::Stamp(MILLI),
                (_, C::TIMESTAMP_MICROS) => Self::Stamp(MICRO),
                (_, C::DATE) => Self::Stamp(DAY),
                (_, C::DECIMAL) => Self::Decimal(10_f64.powi(column.type_scale())),
                (_, C::UINT_8 | C::UINT_16 | C::UINT_32 | C::UINT_64) => Self::Unsigned,
                _ => Self::Number,
            },
        }
    }

    /// A stored whole number of 32 or 64 bits.
    pub(crate) fn of_int<'a>(self, value: i64, bits: u32) -> Scalar<'a> {
        match self {
            Self::Unsigned if bits == 32 => Scalar::Whole(i64::from(value as u32)),
            Self::Unsigned if value < 0 => Scalar::Number(value as u64 as f64),
            Self::Decimal(scale) => Scalar::Number(value as f64 / scale),
            Self::Stamp(unit) => value.checked_mul(unit).map_or(Scalar::Opaque, Scalar::Stamp),
            _ => Scalar::Whole(value),
        }
    }

    /// Stored bytes.
    pub(crate) fn of_bytes(self, bytes: &[u8]) -> Scalar<'_> {
        if self == Self::Text { Scalar::Text(bytes) } else { Scalar::Opaque }
    }
}

/// One value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scalar<'a> {
    /// Any number.
    Number(f64),
    /// A whole number, which may be an id.
    Whole(i64),
    /// Nanoseconds since 1970.
    Stamp(i64),
    /// UTF-8 as a rule.
    Text(&'a [u8]),
    /// Of a type that is not understood.
    Opaque,
}

impl Column {
    /// Adds a value, or a missing one.
    pub(crate) fn put(
        &mut self,
        scalar: Option<Scalar<'_>>,
        usage: Use,
        cells: &Cells,
        infinite: &mut usize,
    ) -> Result<(), Problem> {
        match self {
            Self::Skipped => {}
            Self::Ids(ids) => match scalar {
                None => ids.push(""),
                Some(Scalar::Text(text)) => ids.push(&cell::decoded(text)),
                Some(Scalar::Whole(id)) => ids.push(&id.to_string()),
                // A table with missing ids often stores the others as 7.0.
                Some(Scalar::Number(id)) if id.is_nan() => ids.push(""),
                Some(Scalar::Number(id)) => ids.push(&id.to_string()),
                Some(Scalar::Stamp(_) | Scalar::Opaque) => return Err(Problem::ParquetType),
            },
            Self::Stamps(stamps) => stamps.push(match scalar {
                None => NO_STAMP,
                Some(Scalar::Stamp(stamp)) => stamp,
                Some(Scalar::Text(text)) => {
                    let stamp = cell::stamp(text).map(|(stamp, _)| stamp);
                    stamp.ok_or(Problem::NotATime { looks_like_date: false })?
                }
                Some(_) => return Err(Problem::NotATime { looks_like_date: false }),
            }),
            Self::Numbers(numbers) => {
                let time = usage == Use::Time;
                let value = match scalar {
                    None => f64::NAN,
                    Some(Scalar::Number(value)) => value,
                    Some(Scalar::Whole(value)) => value as f64,
                    Some(Scalar::Text(text)) if time => {
                        cells.time(text).ok_or(Problem::NotATime {
                            looks_like_date: cell::stamp(text).is_some(),
                        })?
                    }
                    Some(Scalar::Text(text)) => cells.number(text).ok_or(Problem::NotANumber)?,
                    Some(Scalar::Stamp(_)) if time => {
                        return Err(Problem::NotATime { looks_like_date: true });
                    }
                    Some(Scalar::Stamp(_)) => return Err(Problem::NotANumber),
                    Some(Scalar::Opaque) => return Err(Problem::ParquetType),
                };
                let value = if time { value } else { cells.unless_marked(value) };
                *infinite += usize::from(value.is_infinite());
                numbers.push(if value.is_infinite() { f64::NAN } else { value });
            }
        }
        Ok(())
    }
}
