//! Counts of several dyads put together.

use crate::measure::{Measured, MeasuredTable};

/// A table of counts added up over dyads, cell by cell, by the names of rows and columns: a code
/// that one dyad never showed was shown no times there. `None` where no dyad has the table.
pub(super) fn summed(dyads: &[&Measured], name: &str) -> Option<MeasuredTable> {
    let mut tables = dyads.iter().filter_map(|dyad| dyad.table(name));
    let mut sum = tables.next()?.clone();
    for table in tables {
        for column in &table.columns {
            if !sum.columns.contains(column) {
                sum.columns.push(column.clone());
                sum.rows.iter_mut().for_each(|(_, row)| row.push(0.0));
            }
        }
        for (name, counts) in &table.rows {
            let at = sum.rows.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
                sum.rows.push((name.clone(), vec![0.0; sum.columns.len()]));
                sum.rows.len() - 1
            });
            for (column, count) in table.columns.iter().zip(counts) {
                let place = sum.columns.iter().position(|known| known == column);
                sum.rows[at].1[place.unwrap_or_default()] += count;
            }
        }
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(columns: &[&str], rows: &[(&str, &[f64])]) -> Measured {
        let table = MeasuredTable {
            name: "counts",
            plain: "Counts.",
            row: "from",
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
            rows: rows.iter().map(|(name, row)| ((*name).to_owned(), row.to_vec())).collect(),
        };
        Measured { tables: vec![table], ..Measured::default() }
    }

    #[test]
    fn a_code_that_one_dyad_never_shows_counts_as_none() {
        let one = counted(&["0", "1"], &[("0", &[3.0, 1.0]), ("1", &[0.0, 2.0])]);
        let other = counted(&["1", "2"], &[("1", &[5.0, 1.0]), ("2", &[1.0, 0.0])]);
        let sum = summed(&[&one, &other], "counts").unwrap();
        assert_eq!(sum.columns, ["0", "1", "2"]);
        let rows: Vec<&[f64]> = sum.rows.iter().map(|(_, row)| row.as_slice()).collect();
        assert_eq!(rows, [[3.0, 1.0, 0.0], [0.0, 7.0, 1.0], [0.0, 1.0, 0.0]]);
        assert!(summed(&[&one], "cells").is_none());
    }
}
