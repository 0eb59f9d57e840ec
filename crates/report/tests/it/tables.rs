//! Tables: what each holds, how it is reshaped, and that every format says the same.

use attune::story::{CoupleSoothing, StudySoothing};
use attune::{Interval, Verdict};
use attune_data::Who;
use attune_report::table::{self, Cell, Format, Shape, Table};

use crate::{fixture, story_fixture};

fn cell<'a>(table: &'a Table, row: usize, name: &str) -> &'a Cell {
    let at = table.columns.iter().position(|column| column.name == name);
    &table.rows[row][at.unwrap_or_else(|| panic!("no column {name}"))]
}

#[test]
fn a_recording_used_twice_keeps_its_row_with_blank_numbers() {
    let table = table::dyads(&fixture::study(), Shape::Dyad);
    assert_eq!(table.rows.len(), 6);
    assert_eq!(cell(&table, 3, "dyad").text(), "19");
    assert_eq!(cell(&table, 3, "verdict").text(), "cannot_tell");
    assert_eq!(cell(&table, 3, "caveats").text(), "identical-series");
    assert_eq!(cell(&table, 3, "reasons").text(), "faulty");
    for name in ["mean_z", "mean_abs_z", "best_lag_s", "p_shift", "p_segment", "q"] {
        assert_eq!(cell(&table, 3, name), &Cell::Missing, "{name}");
    }
    assert_eq!(cell(&table, 3, "stranger_percentile"), &Cell::Missing);
    assert_eq!(cell(&table, 2, "rung"), &Cell::Integer(2));
}

#[test]
fn people_see_the_same_row_from_their_own_side() {
    let study = fixture::study();
    let pairwise = table::dyads(&study, Shape::Pairwise);
    let individual = table::dyads(&study, Shape::Individual);
    assert_eq!(pairwise.rows.len(), 12);
    assert_eq!(individual.rows.len(), 12);
    assert!(individual.columns.iter().all(|column| !column.name.starts_with("partner_")));
    for row in (0..12).step_by(2) {
        assert_eq!(cell(&pairwise, row, "person"), cell(&pairwise, row + 1, "partner_person"));
        assert_eq!(cell(&pairwise, row, "mean_z"), cell(&pairwise, row + 1, "mean_z"));
        if let (Cell::Real(a), Cell::Real(b)) =
            (cell(&pairwise, row, "best_lag_s"), cell(&pairwise, row + 1, "best_lag_s"))
        {
            assert_eq!(*a, -*b + 0.0);
        }
    }
}

#[test]
fn the_lag_map_is_raw_r_with_a_column_per_lag() {
    let study = fixture::study();
    let one = table::lag_map(&study, Some("11"), None).unwrap();
    assert_eq!(one.columns[0].name, "t0");
    assert_eq!(one.columns[1].name, "-10");
    assert_eq!(one.columns.last().unwrap().name, "10");
    let map = &study.dyads[2].synchrony.as_ref().unwrap().map;
    assert_eq!(one.rows.len(), map.t0.len());
    assert_eq!(one.rows[3][1], Cell::from(map.row(3)[0]));

    let all = table::lag_map(&study, None, None).unwrap();
    assert_eq!(all.columns[0].name, "dyad");
    assert_eq!(all.columns[1].name, "t0");
    assert!(table::lag_map(&study, Some("19"), None).is_err());
    assert!(table::lag_map(&study, Some("nobody"), None).is_err());
    assert_eq!(table::lag_map(&fixture::one_couple(), None, None).unwrap().columns[0].name, "t0");
}

#[test]
fn talk_has_a_row_for_each_of_the_two() {
    let talk = table::talk(&story_fixture::told());
    assert_eq!(talk.rows.len(), 2);
    let number = |row, name| cell(&talk, row, name).clone();
    assert_eq!((number(0, "who"), number(1, "who")), ("a".into(), "b".into()));
    assert_eq!((number(0, "offset_s"), number(1, "offset_s")), (0.4.into(), (-0.2).into()));
    // Four of twenty words.
    assert_eq!(number(0, "personal_pronoun"), Cell::Real(0.2));
    assert!(table::talk(&fixture::study()).rows.is_empty(), "nobody spoke");
}

#[test]
fn soothing_has_a_row_per_couple_and_the_study_as_a_whole_in_the_run() {
    let mut study = fixture::study();
    study.soothing = vec![soothing()];
    let table = table::soothing(&study);
    assert_eq!(table.rows.len(), 2);
    assert_eq!(cell(&table, 0, "verdict").text(), "supported");
    assert_eq!(cell(&table, 1, "q"), &Cell::Missing, "a couple that cannot tell has no q");
    let run = attune_report::run_json(&study, &attune_report::Run::default());
    let run: serde_json::Value = serde_json::from_str(&run).unwrap();
    let object = &run["soothing"][0];
    assert_eq!(object["after_strain"], 0.699);
    assert_eq!(object["strained"], "a");
    assert_eq!(object["couples"][0]["verdict"], "supported");
    assert!(object["couples"][1]["q"].is_null());
    for name in ["talk", "soothing"] {
        let entry: serde_json::Value = serde_json::from_str(&table::data_dictionary()).unwrap();
        assert!(entry[name].is_object(), "columns.json describes {name}");
    }
}

fn soothing() -> StudySoothing {
    let couple = |dyad: &str, q, verdict| CoupleSoothing {
        dyad: dyad.into(),
        after_strain: 0.9,
        p: 0.001,
        q,
        strangers_percentile: 97.0,
        count: 24.0,
        count_shifted: 18.2,
        verdict,
    };
    StudySoothing {
        strained: Who::A,
        interval_s: 10.0,
        after_strain: 0.699,
        after_strain_interval: Interval { lo: 0.571, hi: 0.826 },
        own_past: 0.791,
        own_past_interval: Interval { lo: 0.68, hi: 0.9 },
        count: 1508.0,
        count_shifted: 1220.0,
        count_strangers: 1233.0,
        p_shifted: 0.001,
        p_strangers: 0.001,
        pairs: 2,
        copies: 999,
        directions: 1,
        verdict: Verdict::Supported,
        couples: vec![
            couple("7", 0.01, Verdict::Supported),
            couple("8", f64::NAN, Verdict::CannotTell),
        ],
    }
}

#[test]
fn text_formats_hold_every_row() {
    let study = fixture::study();
    for table in [
        table::dyads(&study, Shape::Dyad),
        table::windows(&study),
        table::pseudo(&study),
        table::lag_map(&study, None, None).unwrap(),
    ] {
        let lines =
            |format: Format| String::from_utf8(format.write(&table)).unwrap().lines().count();
        assert_eq!(lines(Format::Csv), table.rows.len() + 1);
        assert_eq!(lines(Format::Tsv), table.rows.len() + 1);
        assert_eq!(lines(Format::Jsonl), table.rows.len());
    }
}

#[test]
fn json_lines_keep_the_columns_order_and_write_null_for_missing() {
    let table = table::dyads(&fixture::study(), Shape::Dyad);
    let text = String::from_utf8(Format::Jsonl.write(&table)).unwrap();
    let row = text.lines().nth(3).unwrap();
    assert!(
        row.starts_with(r#"{"dyad":"19","session":null,"channel":"dial","group":null,"n":421,"#),
        "{row}"
    );
    assert!(row.contains(r#""mean_z":null"#), "{row}");
}

#[test]
fn parquet_reads_back_to_the_same_cells() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    let table = table::dyads(&fixture::study(), Shape::Dyad);
    let bytes = bytes::Bytes::from(Format::Parquet.write(&table));
    let reader = SerializedFileReader::new(bytes).unwrap();
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows.len(), table.rows.len());
    for (row, cells) in rows.iter().zip(&table.rows) {
        for ((name, field), (column, cell)) in
            row.get_column_iter().zip(table.columns.iter().zip(cells))
        {
            assert_eq!(*name, column.name);
            match (field, cell) {
                (Field::Null, Cell::Missing) => {}
                (Field::Str(a), Cell::Text(b)) => assert_eq!(a, b),
                (Field::Long(a), Cell::Integer(b)) => assert_eq!(a, b),
                (Field::Double(a), Cell::Real(b)) => assert_eq!(a.to_bits(), b.to_bits()),
                (Field::Bool(a), Cell::Flag(b)) => assert_eq!(a, b),
                (field, cell) => panic!("{name}: {field:?} is not {cell:?}"),
            }
        }
    }
}

#[test]
fn the_data_dictionary_describes_every_column() {
    let dictionary: serde_json::Value = serde_json::from_str(&table::data_dictionary()).unwrap();
    let study = fixture::study();
    for table in [table::dyads(&study, Shape::Dyad), table::windows(&study), table::pseudo(&study)]
    {
        for column in &table.columns {
            let entry = &dictionary[table.name][&column.name];
            let described = entry["Description"].as_str().unwrap();
            assert!(described.ends_with('.'), "{} {described}", column.name);
        }
    }
    assert!(dictionary["dyads"]["verdict"]["Levels"]["cannot_tell"].is_string());
}

#[test]
fn what_was_written_is_read_back_with_its_types() {
    let study = fixture::study();
    for shape in Shape::ALL {
        let table = table::dyads(&study, shape);
        let back = table::read("dyads", shape, &Format::Csv.write(&table)).unwrap();
        assert_eq!(back.rows, table.rows);
    }
    let windows = table::windows(&study);
    let back = table::read("windows", Shape::Dyad, &Format::Csv.write(&windows)).unwrap();
    assert_eq!(back, windows);
    let map = table::lag_map(&study, None, None).unwrap();
    let back = table::read("lagmap", Shape::Dyad, &Format::Csv.write(&map)).unwrap();
    assert_eq!(back.rows, map.rows);
}
