//! Comma- or tab-separated text: UTF-8, a header, dot decimals, line feeds (RFC 4180 quoting).

use super::Table;

/// The table as separated text.
pub(super) fn write(table: &Table, delimiter: char) -> Vec<u8> {
    let mut out = String::new();
    line(&mut out, delimiter, table.columns.iter().map(|column| column.name.clone()));
    for row in &table.rows {
        line(&mut out, delimiter, row.iter().map(super::Cell::text));
    }
    out.into_bytes()
}

fn line(out: &mut String, delimiter: char, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(delimiter);
        }
        if cell.contains([delimiter, '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Column, Holds};
    use super::*;

    #[test]
    fn awkward_text_is_quoted() {
        let column = |name: &str| Column {
            name: name.into(),
            description: String::new(),
            unit: "",
            holds: Holds::Text,
            levels: Vec::new(),
        };
        let table = Table {
            name: "t",
            columns: vec![column("a"), column("b")],
            rows: vec![
                vec![Cell::from("x, \"y\""), Cell::Missing],
                vec![Cell::from("two\nlines"), Cell::from(1.5)],
            ],
        };
        let text = String::from_utf8(write(&table, ',')).unwrap();
        assert_eq!(text, "a,b\n\"x, \"\"y\"\"\",\n\"two\nlines\",1.5\n");
        let text = String::from_utf8(write(&table, '\t')).unwrap();
        assert_eq!(text, "a\tb\n\"x, \"\"y\"\"\"\t\n\"two\nlines\"\t1.5\n");
    }
}
