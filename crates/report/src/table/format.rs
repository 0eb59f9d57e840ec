//! The file formats of a table.

use std::str::FromStr;

use super::{Table, arrow, csv, jsonl, parquet};

/// A file format of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// Comma-separated text.
    #[default]
    Csv,
    /// Tab-separated text.
    Tsv,
    /// One JSON object per line.
    Jsonl,
    /// Apache Parquet.
    Parquet,
    /// Apache Arrow's file format, also known as Feather 2.
    Arrow,
}

impl Format {
    /// Every format, in the order in which they are listed for people.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Tsv, Self::Jsonl, Self::Parquet, Self::Arrow];

    /// The name of the flag's value and the ending of the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Jsonl => "jsonl",
            Self::Parquet => "parquet",
            Self::Arrow => "arrow",
        }
    }

    /// Whether a terminal must not be sent it.
    pub fn binary(self) -> bool {
        match self {
            Self::Csv | Self::Tsv | Self::Jsonl => false,
            Self::Parquet | Self::Arrow => true,
        }
    }

    /// The table in this format.
    pub fn write(self, table: &Table) -> Vec<u8> {
        match self {
            Self::Csv => csv::write(table, ','),
            Self::Tsv => csv::write(table, '\t'),
            Self::Jsonl => jsonl::write(table),
            Self::Parquet => parquet::write(table),
            Self::Arrow => arrow::write(table),
        }
    }
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no table format has this name; known are csv, tsv, jsonl, parquet, arrow")]
pub struct UnknownFormat;

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or(UnknownFormat)
    }
}
