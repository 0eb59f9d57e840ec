//! JSON lines: one object per row, every column in every object, `null` where missing.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Cell, Column, Table};

/// The table as JSON lines.
pub(super) fn write(table: &Table) -> Vec<u8> {
    let mut out = Vec::new();
    for cells in &table.rows {
        let row = Row { columns: &table.columns, cells };
        // Writing text and numbers to memory cannot fail.
        out.extend(serde_json::to_vec(&row).unwrap_or_default());
        out.push(b'\n');
    }
    out
}

/// A row as an object whose keys keep the columns' order.
struct Row<'a> {
    columns: &'a [Column],
    cells: &'a [Cell],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.cells.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            match cell {
                Cell::Text(text) => map.serialize_entry(&column.name, text)?,
                Cell::Integer(n) => map.serialize_entry(&column.name, n)?,
                Cell::Real(x) => map.serialize_entry(&column.name, x)?,
                Cell::Flag(flag) => map.serialize_entry(&column.name, flag)?,
                Cell::Missing => map.serialize_entry(&column.name, &())?,
            }
        }
        map.end()
    }
}
