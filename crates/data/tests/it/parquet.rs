//! Parquet files of every type that can hold samples, times or names.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use attune_data::read::{Layout, Place, Problem, read, read_bytes};
use attune_data::{Study, Timeline};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

/// One column to write, with its definition levels where it is optional.
pub(crate) enum Values {
    Bool(Vec<bool>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Float(Vec<f32>),
    Double(Vec<f64>, Option<Vec<i16>>),
    Text(Vec<&'static str>),
}

/// A Parquet file of one row group per call of `columns`.
pub(crate) fn written(schema: &str, groups: &[Vec<Values>]) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut bytes = Vec::new();
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, properties).unwrap();
    for columns in groups {
        let mut group = writer.next_row_group().unwrap();
        for values in columns {
            let mut column = group.next_column().unwrap().unwrap();
            match (values, column.untyped()) {
                (Values::Bool(v), ColumnWriter::BoolColumnWriter(w)) => {
                    w.write_batch(v, None, None)
                }
                (Values::Int32(v), ColumnWriter::Int32ColumnWriter(w)) => {
                    w.write_batch(v, None, None)
                }
                (Values::Int64(v), ColumnWriter::Int64ColumnWriter(w)) => {
                    w.write_batch(v, None, None)
                }
                (Values::Float(v), ColumnWriter::FloatColumnWriter(w)) => {
                    w.write_batch(v, None, None)
                }
                (Values::Double(v, levels), ColumnWriter::DoubleColumnWriter(w)) => {
                    w.write_batch(v, levels.as_deref(), None)
                }
                (Values::Text(v), ColumnWriter::ByteArrayColumnWriter(w)) => {
                    let v: Vec<ByteArray> = v.iter().map(|text| ByteArray::from(*text)).collect();
                    w.write_batch(&v, None, None)
                }
                _ => panic!("the values do not fit the schema"),
            }
            .unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
    }
    writer.close().unwrap();
    bytes
}

/// Two dyads in two row groups, with names, stamps, and a missing sample.
pub(crate) fn example() -> Vec<u8> {
    let schema = "message study {
        REQUIRED BYTE_ARRAY dyad (UTF8);
        REQUIRED INT64 time (TIMESTAMP_MILLIS);
        OPTIONAL DOUBLE a;
        REQUIRED FLOAT b;
    }";
    let group = |dyad, start: i64| {
        vec![
            Values::Text(vec![dyad; 3]),
            Values::Int64(vec![start, start + 500, start + 1000]),
            Values::Double(vec![1.5, 2.5], Some(vec![1, 0, 1])),
            Values::Float(vec![1.0, 2.0, 3.0]),
        ]
    };
    written(schema, &[group("two", 1_000_000_000_000), group("one", 1_700_000_000_000)])
}

fn study(bytes: &[u8]) -> Study {
    read_bytes("x.parquet", bytes, &Layout::default()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn names_stamps_and_missing_samples() {
    let study = study(&example());
    let dyads: Vec<&str> = study.sessions.iter().map(|s| s.dyad.as_str()).collect();
    assert_eq!(dyads, ["one", "two"]);
    let [a, b] = &study.sessions[0].people;
    assert_eq!(a.series[0].timeline, Timeline::Regular { start: 0.0, step: 0.5, len: 3 });
    assert_eq!((a.series[0].values[0], a.series[0].values[2]), (1.5, 2.5));
    assert!(a.series[0].values[1].is_nan());
    assert_eq!(b.series[0].values, [1.0, 2.0, 3.0]);
}

#[test]
fn a_file_on_disk_reads_the_same_and_is_hashed() {
    let bytes = example();
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("x.parquet");
    std::fs::write(&path, &bytes).unwrap();
    assert!(File::open(&path).is_ok());
    let from_disk = read(&path, &Layout::default()).unwrap();
    let from_memory = study(&bytes);
    assert_eq!(format!("{:?}", from_disk.sessions), format!("{:?}", from_memory.sessions));
    assert_eq!(from_disk.sources[0].sha256, from_memory.sources[0].sha256);
    assert_eq!(from_disk.sources[0].bytes, bytes.len() as u64);
}

#[test]
fn whole_numbers_decimals_and_flags() {
    let schema = "message study {
        REQUIRED INT32 couple;
        REQUIRED INT64 t_ms (UINT_64);
        REQUIRED INT32 a (DECIMAL(9, 2));
        REQUIRED BOOLEAN b;
    }";
    let columns = vec![
        Values::Int32(vec![7, 7]),
        Values::Int64(vec![0, 40]),
        Values::Int32(vec![125, 250]),
        Values::Bool(vec![true, false]),
    ];
    let study = study(&written(schema, &[columns]));
    assert_eq!(study.sessions[0].dyad, "7");
    let [a, b] = &study.sessions[0].people;
    assert_eq!(a.series[0].values, [1.25, 2.5]);
    assert_eq!(b.series[0].values, [1.0, 0.0]);
    assert_eq!(a.series[0].timeline, Timeline::Regular { start: 0.0, step: 0.04, len: 2 });
}

#[test]
fn text_where_a_number_should_be_is_placed() {
    let schema = "message study {
        REQUIRED DOUBLE t; REQUIRED BYTE_ARRAY a (UTF8); REQUIRED DOUBLE b;
    }";
    let columns = vec![
        Values::Double(vec![0.0, 1.0], None),
        Values::Text(vec!["1.5", "furious"]),
        Values::Double(vec![0.0, 1.0], None),
    ];
    let bytes = written(schema, &[columns]);
    let layout = Layout { a: vec!["a".into()], b: vec!["b".into()], ..Layout::default() };
    let error = read_bytes("x.parquet", &bytes, &layout).expect_err("text");
    assert_eq!(*error.problem, Problem::NotANumber);
    assert_eq!((error.place, error.column.as_deref()), (Some(Place::Row(2)), Some("a")));
    assert!(!error.to_string().contains("furious"));
}

#[test]
fn a_damaged_file_is_said_to_be_one() {
    let bytes = example();
    for cut in [4, 8, bytes.len() / 2, bytes.len() - 1] {
        let error = read_bytes("x.parquet", &bytes[..cut], &Layout::default()).expect_err("cut");
        assert_eq!(*error.problem, Problem::BrokenParquet);
    }
}
