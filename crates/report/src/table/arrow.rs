//! Apache Arrow's file format (Feather 2): one record batch, not compressed, every column optional.
//!
//! Written here rather than by the arrow crates: a table needs four of the format's many types, and
//! those crates take minutes to build. Layout: Arrow columnar format 1.4, metadata version 5; the
//! slot numbers below are those of its `Schema.fbs`, `Message.fbs` and `File.fbs`.

use flatbuffers::{FlatBufferBuilder, TableFinishedWIPOffset, Vector, WIPOffset};

use super::{Cell, Column, Holds, Table};

/// The table as an Arrow file.
pub(super) fn write(table: &Table) -> Vec<u8> {
    let mut body = Body::default();
    for (at, column) in table.columns.iter().enumerate() {
        let cells: Vec<&Cell> = table.rows.iter().map(|row| &row[at]).collect();
        body.column(column.holds, &cells);
    }
    let mut file = b"ARROW1\0\0".to_vec();
    push_message(&mut file, &schema_message(table));
    let batch_at = file.len();
    let batch_size = push_message(&mut file, &batch_message(table.rows.len(), &body));
    file.extend(&body.bytes);
    // The end of the stream: a message of no length.
    file.extend([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);
    let footer = footer(table, [batch_at as i64, batch_size as i64, body.bytes.len() as i64]);
    file.extend(&footer);
    file.extend((footer.len() as i32).to_le_bytes());
    file.extend(b"ARROW1");
    file
}

/// The columns' bytes, and where in them each buffer lies.
#[derive(Default)]
struct Body {
    bytes: Vec<u8>,
    /// Offset and length of every buffer.
    buffers: Vec<i64>,
    /// Rows and missing ones of every column.
    nodes: Vec<i64>,
}

impl Body {
    fn column(&mut self, holds: Holds, cells: &[&Cell]) {
        let missing = cells.iter().filter(|cell| ***cell == Cell::Missing).count();
        self.nodes.extend([cells.len() as i64, missing as i64]);
        self.buffer(bits(cells.iter().map(|cell| **cell != Cell::Missing)));
        match holds {
            Holds::Text => self.text(cells),
            Holds::Flag => {
                self.buffer(bits(cells.iter().map(|cell| **cell == Cell::Flag(true))));
            }
            Holds::Integer => self.buffer(eight(cells, |cell| match cell {
                Cell::Integer(n) => n.to_le_bytes(),
                _ => [0; 8],
            })),
            Holds::Real => self.buffer(eight(cells, |cell| match cell {
                Cell::Real(x) => x.to_le_bytes(),
                _ => [0; 8],
            })),
        }
    }

    /// Where each text ends, then all of them in a row.
    fn text(&mut self, cells: &[&Cell]) {
        let mut ends = 0i32.to_le_bytes().to_vec();
        let mut letters = Vec::new();
        for cell in cells {
            if let Cell::Text(text) = cell {
                letters.extend(text.as_bytes());
            }
            ends.extend((letters.len() as i32).to_le_bytes());
        }
        self.buffer(ends);
        self.buffer(letters);
    }

    fn buffer(&mut self, bytes: Vec<u8>) {
        self.buffers.extend([self.bytes.len() as i64, bytes.len() as i64]);
        self.bytes.extend(bytes);
        self.bytes.resize(self.bytes.len().next_multiple_of(8), 0);
    }
}

/// One bit a row, the first row lowest.
fn bits(rows: impl Iterator<Item = bool>) -> Vec<u8> {
    let mut out = Vec::new();
    for (at, set) in rows.enumerate() {
        if at % 8 == 0 {
            out.push(0);
        }
        out[at / 8] |= u8::from(set) << (at % 8);
    }
    out
}

fn eight(cells: &[&Cell], bytes: impl Fn(&Cell) -> [u8; 8]) -> Vec<u8> {
    cells.iter().flat_map(|cell| bytes(cell)).collect()
}

/// Appends a message behind its length; returns how long that is with the padding after it.
fn push_message(file: &mut Vec<u8>, message: &[u8]) -> usize {
    let padded = message.len().next_multiple_of(8);
    file.extend([0xff; 4]);
    file.extend((padded as i32).to_le_bytes());
    file.extend(message);
    file.resize(file.len() + padded - message.len(), 0);
    8 + padded
}

type Offset = WIPOffset<TableFinishedWIPOffset>;

/// Where the n-th field of a table stands in its list of fields.
const fn slot(n: u16) -> u16 {
    4 + 2 * n
}

const VERSION_5: i16 = 4;
const HEADER_SCHEMA: u8 = 1;
const HEADER_BATCH: u8 = 3;

fn schema_message(table: &Table) -> Vec<u8> {
    let mut fbb = FlatBufferBuilder::new();
    let schema = schema(&mut fbb, table);
    message(fbb, HEADER_SCHEMA, schema, 0)
}

fn batch_message(rows: usize, body: &Body) -> Vec<u8> {
    let mut fbb = FlatBufferBuilder::new();
    let nodes = structs(&mut fbb, &body.nodes, 2);
    let buffers = structs(&mut fbb, &body.buffers, 2);
    let start = fbb.start_table();
    fbb.push_slot_always(slot(0), rows as i64);
    fbb.push_slot_always(slot(1), nodes);
    fbb.push_slot_always(slot(2), buffers);
    let batch = fbb.end_table(start);
    message(fbb, HEADER_BATCH, batch, body.bytes.len() as i64)
}

fn message(mut fbb: FlatBufferBuilder<'_>, kind: u8, header: Offset, body: i64) -> Vec<u8> {
    let start = fbb.start_table();
    fbb.push_slot_always(slot(3), body);
    fbb.push_slot_always(slot(2), header);
    fbb.push_slot_always(slot(0), VERSION_5);
    fbb.push_slot_always(slot(1), kind);
    let message = fbb.end_table(start);
    fbb.finish(message, None);
    fbb.finished_data().to_vec()
}

fn footer(table: &Table, batch: [i64; 3]) -> Vec<u8> {
    let mut fbb = FlatBufferBuilder::new();
    let schema = schema(&mut fbb, table);
    let dictionaries = structs(&mut fbb, &[], 3);
    // Offset, length of the message (four bytes, four of padding), length of the body.
    let batches = structs(&mut fbb, &batch, 3);
    let start = fbb.start_table();
    fbb.push_slot_always(slot(1), schema);
    fbb.push_slot_always(slot(2), dictionaries);
    fbb.push_slot_always(slot(3), batches);
    fbb.push_slot_always(slot(0), VERSION_5);
    let footer = fbb.end_table(start);
    fbb.finish(footer, None);
    fbb.finished_data().to_vec()
}

/// A list of structs made of eight-byte numbers, `each` numbers to a struct.
fn structs<'a>(
    fbb: &mut FlatBufferBuilder<'a>,
    numbers: &[i64],
    each: usize,
) -> WIPOffset<Vector<'a, i64>> {
    fbb.start_vector::<i64>(numbers.len());
    for number in numbers.iter().rev() {
        fbb.push(*number);
    }
    fbb.end_vector(numbers.len() / each)
}

fn schema(fbb: &mut FlatBufferBuilder<'_>, table: &Table) -> Offset {
    let fields: Vec<Offset> = table.columns.iter().map(|column| field(fbb, column)).collect();
    let fields = fbb.create_vector(&fields);
    let start = fbb.start_table();
    fbb.push_slot_always(slot(1), fields);
    fbb.push_slot_always(slot(0), 0i16);
    fbb.end_table(start)
}

fn field(fbb: &mut FlatBufferBuilder<'_>, column: &Column) -> Offset {
    let name = fbb.create_string(&column.name);
    let children = fbb.create_vector::<Offset>(&[]);
    let (kind, of) = kind(fbb, column.holds);
    let start = fbb.start_table();
    fbb.push_slot_always(slot(0), name);
    fbb.push_slot_always(slot(3), of);
    fbb.push_slot_always(slot(5), children);
    fbb.push_slot_always(slot(1), true);
    fbb.push_slot_always(slot(2), kind);
    fbb.end_table(start)
}

/// The number of the type in the format's union, and its parameters.
fn kind(fbb: &mut FlatBufferBuilder<'_>, holds: Holds) -> (u8, Offset) {
    let start = fbb.start_table();
    let number = match holds {
        Holds::Integer => {
            fbb.push_slot_always(slot(0), 64i32);
            fbb.push_slot_always(slot(1), true);
            2
        }
        Holds::Real => {
            // Double precision.
            fbb.push_slot_always(slot(0), 2i16);
            3
        }
        Holds::Text => 5,
        Holds::Flag => 6,
    };
    (number, fbb.end_table(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a flat buffer by hand: where a table's field lies, if it is there.
    fn at(bytes: &[u8], table: usize, n: usize) -> Option<usize> {
        let vtable = (table as i64 - i64::from(i32_at(bytes, table))) as usize;
        let size = usize::from(u16::from_le_bytes([bytes[vtable], bytes[vtable + 1]]));
        let slot = 4 + 2 * n;
        let offset = (slot < size)
            .then(|| u16::from_le_bytes([bytes[vtable + slot], bytes[vtable + slot + 1]]))?;
        (offset > 0).then(|| table + usize::from(offset))
    }

    fn i32_at(bytes: &[u8], at: usize) -> i32 {
        i32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())
    }

    fn i64_at(bytes: &[u8], at: usize) -> i64 {
        i64::from_le_bytes(bytes[at..at + 8].try_into().unwrap())
    }

    fn follow(bytes: &[u8], at: usize) -> usize {
        at + i32_at(bytes, at) as usize
    }

    fn small() -> Table {
        let column = |name: &str, holds| Column {
            name: name.into(),
            description: String::new(),
            unit: "",
            holds,
            levels: Vec::new(),
        };
        Table {
            name: "t",
            columns: vec![column("who", Holds::Text), column("x", Holds::Real)],
            rows: vec![
                vec![Cell::from("ä"), Cell::from(1.5)],
                vec![Cell::Missing, Cell::Missing],
                vec![Cell::from("bc"), Cell::from(-2.0)],
            ],
        }
    }

    #[test]
    fn a_reader_of_the_specification_finds_every_cell() {
        let file = write(&small());
        assert!(file.starts_with(b"ARROW1\0\0") && file.ends_with(b"ARROW1"));
        let size = i32_at(&file, file.len() - 10) as usize;
        let footer = &file[file.len() - 10 - size..file.len() - 10];
        let root = follow(footer, 0);

        let schema = follow(footer, at(footer, root, 1).unwrap());
        let fields = follow(footer, at(footer, schema, 1).unwrap());
        assert_eq!(i32_at(footer, fields), 2);
        let first = follow(footer, fields + 4);
        let name = follow(footer, at(footer, first, 0).unwrap());
        assert_eq!(&footer[name + 4..name + 7], b"who");
        assert_eq!(footer[at(footer, first, 2).unwrap()], 5);

        let blocks = follow(footer, at(footer, root, 3).unwrap());
        assert_eq!(i32_at(footer, blocks), 1);
        let [offset, head, length] = [0, 8, 16].map(|i| i64_at(footer, blocks + 4 + i) as usize);
        assert_eq!((offset % 8, head % 8, length % 8), (0, 0, 0));
        assert_eq!(file[offset..offset + 4], [0xff; 4]);
        let message = &file[offset + 8..offset + head];
        let body = &file[offset + head..offset + head + length];
        let batch = follow(message, at(message, follow(message, 0), 2).unwrap());
        assert_eq!(i64_at(message, at(message, batch, 0).unwrap()), 3);
        let buffers = follow(message, at(message, batch, 2).unwrap());
        assert_eq!(i32_at(message, buffers), 5);
        let buffer = |n: usize| {
            let from = i64_at(message, buffers + 4 + 16 * n) as usize;
            &body[from..from + i64_at(message, buffers + 12 + 16 * n) as usize]
        };
        assert_eq!(buffer(0), [0b101]);
        assert_eq!([0, 4, 8, 12].map(|i| i32_at(buffer(1), i)), [0, 2, 2, 4]);
        assert_eq!(buffer(2), "äbc".as_bytes());
        assert_eq!(buffer(3), [0b101]);
        assert_eq!(buffer(4)[..8], 1.5f64.to_le_bytes());
        assert_eq!(buffer(4)[16..], (-2.0f64).to_le_bytes());
    }

    #[test]
    fn a_table_without_rows_is_a_file_still() {
        let table = Table { rows: Vec::new(), ..small() };
        assert!(write(&table).ends_with(b"ARROW1"));
    }
}
