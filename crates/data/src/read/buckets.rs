//! A table's rows, told apart by dyad, session, person and channel.

use std::collections::HashMap;

use super::table::{Ids, NO_ID, Table};

/// How many columns tell rows apart.
const KEYS: usize = 4;

/// The rows that belong together, in the order in which each bunch first appears.
pub(crate) struct Buckets {
    /// Per row, its bucket; [`NO_ID`] for a row that cannot be placed. Empty if there is one
    /// bucket only, which then holds every row.
    of: Vec<u32>,
    /// The buckets.
    pub(crate) list: Vec<Bucket>,
    /// Rows without a dyad, session, person or channel where the table has such a column.
    pub(crate) unplaced: Vec<usize>,
}

/// Rows that belong together.
pub(crate) struct Bucket {
    /// Dyad, session, person, channel as codes of their columns.
    key: [u32; KEYS],
    /// How many rows.
    pub(crate) len: usize,
}

impl Bucket {
    /// The name under key column `which`.
    pub(crate) fn name<'a>(&self, ids: Option<&'a Ids>, which: usize) -> Option<&'a str> {
        ids?.name(self.key[which])
    }
}

impl Buckets {
    /// Tells the rows apart by these columns.
    pub(crate) fn new(table: &Table, columns: [Option<usize>; KEYS]) -> Self {
        let ids = columns.map(|column| column.and_then(|i| table.ids(i)));
        let mut this = Self { of: Vec::new(), list: Vec::new(), unplaced: Vec::new() };
        if ids.iter().all(Option::is_none) {
            this.list.push(Bucket { key: [NO_ID; KEYS], len: table.rows });
            return this;
        }
        this.of.reserve_exact(table.rows);
        let mut places: HashMap<[u32; KEYS], u32> = HashMap::new();
        let mut last: Option<([u32; KEYS], u32)> = None;
        for row in 0..table.rows {
            let key = ids.map(|ids| ids.map_or(NO_ID, |ids| ids.codes[row]));
            if (0..KEYS).any(|i| ids[i].is_some() && key[i] == NO_ID) {
                this.unplaced.push(row);
                this.of.push(NO_ID);
                continue;
            }
            let place = match last {
                Some((same, place)) if same == key => place,
                _ => *places.entry(key).or_insert_with(|| {
                    this.list.push(Bucket { key, len: 0 });
                    this.list.len() as u32 - 1
                }),
            };
            last = Some((key, place));
            this.list[place as usize].len += 1;
            this.of.push(place);
        }
        this
    }

    /// The bucket of a row; `None` if it could not be placed.
    pub(crate) fn of(&self, row: usize) -> Option<usize> {
        match self.of.get(row) {
            None => Some(0),
            Some(&NO_ID) => None,
            Some(&place) => Some(place as usize),
        }
    }

    /// A column's values, bucket by bucket, in row order.
    pub(crate) fn split<T: Copy>(&self, column: Vec<T>) -> Vec<Vec<T>> {
        if self.of.is_empty() {
            return vec![column];
        }
        let mut parts: Vec<Vec<T>> = self.list.iter().map(|b| Vec::with_capacity(b.len)).collect();
        for (value, place) in column.into_iter().zip(&self.of) {
            if let Some(part) = parts.get_mut(*place as usize) {
                part.push(value);
            }
        }
        parts
    }

    /// Per bucket, the name all of its rows have in a column (the first, if they differ), and
    /// the first row that differs.
    pub(crate) fn common(&self, ids: &Ids) -> Vec<(Option<u32>, Option<usize>)> {
        let mut common: Vec<(Option<u32>, Option<usize>)> = vec![(None, None); self.list.len()];
        for (row, code) in ids.codes.iter().enumerate().filter(|(_, code)| **code != NO_ID) {
            let Some(place) = self.of(row) else { continue };
            let (name, conflict) = &mut common[place];
            if *name.get_or_insert(*code) != *code {
                conflict.get_or_insert(row);
            }
        }
        common
    }
}
