//! A table written earlier, read back with its types: what `attune table` works from.

use super::{
    Cell, Column, Holds, Shape, Table, cycles, dyads, lag_map, moments, pooled, pseudo, soothing,
    talk, windows,
};

/// A stored table that cannot be read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is not a row of this table; was the file edited?")]
pub struct BrokenTable {
    /// The line, counted from 1.
    pub line: u64,
}

/// Reads a CSV file that [`super::Format::Csv`] wrote; a column keeps the type it was written with.
///
/// `name` is that of a table (`dyads` comes in a shape) or `lagmap`; a column of another name is a lag
/// of a lag map and holds numbers.
///
/// # Errors
/// The first line that does not fit.
pub fn read(name: &'static str, shape: Shape, csv: &[u8]) -> Result<Table, BrokenTable> {
    let known = match name {
        "dyads" => dyads::columns(shape),
        "windows" => windows::fields().iter().map(super::Field::column).collect(),
        "pseudo" => pseudo::fields().iter().map(super::Field::column).collect(),
        "moments" => moments::fields().iter().map(super::Field::column).collect(),
        "cycles" => cycles::fields().iter().map(super::Field::column).collect(),
        "pooled" => pooled::fields().iter().map(super::Field::column).collect(),
        "talk" => talk::fields().iter().map(super::Field::column).collect(),
        "soothing" => soothing::fields().iter().map(super::Field::column).collect(),
        _ => lag_map::described(),
    };
    let mut reader = ::csv::Reader::from_reader(csv);
    let header = reader.headers().map_err(|_| BrokenTable { line: 1 })?.clone();
    let columns: Vec<Column> = header.iter().map(|name| column(name, &known)).collect();
    let mut rows = Vec::new();
    for (i, record) in reader.records().enumerate() {
        let broken = BrokenTable { line: i as u64 + 2 };
        let record = record.map_err(|_| broken)?;
        let cells = record.iter().zip(&columns).map(|(text, column)| cell(text, column.holds));
        rows.push(cells.collect::<Option<Vec<Cell>>>().ok_or(broken)?);
    }
    Ok(Table { name, columns, rows })
}

fn column(name: &str, known: &[Column]) -> Column {
    let described = known.iter().find(|column| column.name == name);
    described.cloned().unwrap_or_else(|| lag_map::lag_column(name.to_owned()))
}

fn cell(text: &str, holds: Holds) -> Option<Cell> {
    if text.is_empty() {
        return Some(Cell::Missing);
    }
    match holds {
        Holds::Text => Some(Cell::Text(text.to_owned())),
        Holds::Integer => text.parse().ok().map(Cell::Integer),
        Holds::Real => text.parse().ok().map(Cell::Real),
        Holds::Flag => text.parse().ok().map(Cell::Flag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edited_file_is_refused_with_its_line() {
        let broken = b"dyad,channel,n\n1,dial,400\n2,dial,many\n";
        assert_eq!(read("dyads", Shape::Dyad, broken), Err(BrokenTable { line: 3 }));
    }
}
