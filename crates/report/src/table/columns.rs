//! The data dictionary of every table, in the style of a BIDS sidecar.

use serde::{Serialize, Serializer};

use super::{
    Column, Field, Shape, Table, cycles, dyads, lag_map, moments, pooled, pseudo, samples,
    soothing, talk, windows,
};

/// `columns.json` of an analysis: for every table and column its description, unit, type and levels.
pub fn data_dictionary() -> String {
    dictionary(tables().into_iter().map(|(name, columns)| (name.to_owned(), columns)))
}

/// The same of these tables.
pub fn data_dictionary_of(tables: &[Table]) -> String {
    dictionary(tables.iter().map(|table| (table.name.to_owned(), table.columns.clone())))
}

fn dictionary(tables: impl Iterator<Item = (String, Vec<Column>)>) -> String {
    let entries = tables.map(|(name, columns)| (name, entries(columns))).collect();
    // Writing text to memory cannot fail.
    serde_json::to_string_pretty(&Ordered(entries)).unwrap_or_default() + "\n"
}

/// Every column once, with the names of the tables that have it.
pub(crate) fn every_column() -> Vec<(Vec<&'static str>, Column)> {
    let mut out: Vec<(Vec<&'static str>, Column)> = Vec::new();
    for (name, columns) in tables() {
        // "dyads (shape pairwise)" is the dyads table still.
        let table = name.split(' ').next().unwrap_or(name);
        for column in columns {
            match out.iter_mut().find(|(_, known)| known.name == column.name) {
                Some((tables, _)) if tables.contains(&table) => {}
                Some((tables, _)) => tables.push(table),
                None => out.push((vec![table], column)),
            }
        }
    }
    out
}

fn tables() -> [(&'static str, Vec<Column>); 12] {
    [
        ("dyads", dyads::columns(Shape::Dyad)),
        ("dyads (shape individual)", dyads::columns(Shape::Individual)),
        ("dyads (shape pairwise)", dyads::columns(Shape::Pairwise)),
        ("windows", columns(&windows::fields())),
        ("pseudo", columns(&pseudo::fields())),
        ("lagmap", lag_map::described()),
        ("samples", columns(&samples::fields())),
        ("moments", columns(&moments::fields())),
        ("cycles", columns(&cycles::fields())),
        ("pooled", columns(&pooled::fields())),
        ("talk", columns(&talk::fields())),
        ("soothing", columns(&soothing::fields())),
    ]
}

fn columns<T>(fields: &[Field<T>]) -> Vec<Column> {
    fields.iter().map(Field::column).collect()
}

fn entries(columns: Vec<Column>) -> Ordered<Entry> {
    let entry = |column: Column| {
        let levels = column.levels.into_iter().map(|(level, what)| (level.to_owned(), what));
        let entry = Entry {
            description: column.description,
            units: column.unit,
            holds: column.holds.name(),
            levels: Ordered(levels.collect()),
        };
        (column.name, entry)
    };
    Ordered(columns.into_iter().map(entry).collect())
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    description: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    units: &'static str,
    #[serde(rename = "Type")]
    holds: &'static str,
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    levels: Ordered<&'static str>,
}

/// An object whose keys keep their order.
struct Ordered<T>(Vec<(String, T)>);

impl<T> Ordered<T> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for Ordered<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
