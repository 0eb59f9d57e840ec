//! `attune analyze` and what it leaves.

use crate::harness::{Place, echo_table};

const RUN: &str = "analyze dial.csv --dyad couple --time t_s --a left --b right --kind rating --surrogates 99 --loop-surrogates 20 -o out";

fn analysed(dyads: &[&str]) -> Place {
    let place = Place::new();
    place.write("dial.csv", echo_table(5, 300, dyads));
    place.attune(RUN).ended(0);
    place
}

#[test]
fn everything_promised_is_in_the_folder() {
    let place = analysed(&["1", "2", "10"]);
    for name in [
        "dyads.csv",
        "windows.csv",
        "pseudo.csv",
        "run.json",
        "columns.json",
        "methods.md",
        "methods.bib",
        "report.html",
        "plan.toml",
        "figures/traces-1.svg",
        "figures/real_vs_strangers.svg",
    ] {
        assert!(!place.read(&format!("out/{name}")).is_empty(), "{name}");
    }
    let dyads = place.read("out/dyads.csv");
    let header: Vec<&str> = dyads.lines().next().unwrap().split(',').collect();
    for column in [
        "dyad",
        "channel",
        "n",
        "usable_s",
        "mean_z",
        "mean_abs_z",
        "best_lag_s",
        "p_shift",
        "p_segment",
        "stranger_percentile",
        "q",
        "rung",
        "verdict",
        "caveats",
    ] {
        assert!(header.contains(&column), "{column} is not in {header:?}");
    }
    // Natural order: 2 before 10.
    let ids: Vec<&str> = dyads.lines().skip(1).map(|l| l.split(',').next().unwrap()).collect();
    assert_eq!(ids, ["1", "2", "10"]);
    let run: serde_json::Value = serde_json::from_str(&place.read("out/run.json")).unwrap();
    for key in ["d", "n_real", "n_pseudo"] {
        assert!(run["real_vs_strangers"][key].is_number(), "{key}");
    }
    // Three pairs are too few for an interval.
    for key in ["lo", "hi"] {
        assert!(run["real_vs_strangers"].get(key).is_some_and(|end| end.is_null()), "{key}");
    }
    let page = place.read("out/report.html");
    assert!(!page.contains("http://") && !page.contains("src=\"http"), "the page loads something");
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let (one, two) = (analysed(&["1", "2"]), analysed(&["1", "2"]));
    two.attune(&format!("{RUN} --threads 1 --force")).ended(0);
    for name in ["dyads.csv", "windows.csv", "pseudo.csv", "run.json", "report.html"] {
        assert_eq!(one.read(&format!("out/{name}")), two.read(&format!("out/{name}")), "{name}");
    }
}

#[test]
fn json_goes_to_standard_output_alone() {
    let place = Place::new();
    place.write("dial.csv", echo_table(5, 300, &["1", "2"]));
    let ran = place.attune(&format!("{} --json", RUN.replace(" -o out", ""))).ended(0);
    assert_eq!(ran.json()["schema"], "attune.analysis/1");
    assert!(!place.path("out").exists());
}

#[test]
fn a_faulty_dyad_stays_as_a_row_and_the_rest_is_finished() {
    let place = Place::new();
    let mut table = echo_table(5, 300, &["1", "2"]);
    for i in 0..300 {
        table += &format!("3,{},{v},{v}\n", 2 * i, v = i * i % 89);
    }
    place.write("dial.csv", table);
    place.attune(RUN).ended(1);
    let table = place.attune("table out dyads --dyad 3").ended(0).out;
    let (header, row) = table.split_once('\n').unwrap();
    let cell = |name: &str| {
        let at = header.split(',').position(|column| column == name).unwrap();
        row.trim_end().split(',').nth(at).unwrap().to_owned()
    };
    assert_eq!((cell("verdict"), cell("mean_z")), ("cannot_tell".into(), String::new()));
    assert!(cell("caveats").contains("identical-series"));
    assert!(place.read("out/dyads.csv").lines().count() == 4);
}

#[test]
fn tables_come_in_every_shape_and_format() {
    let place = analysed(&["1", "2"]);
    let lines = |line: &str| place.attune(line).ended(0).out.lines().count();
    assert_eq!(lines("table out dyads --shape dyad"), 1 + 2);
    assert_eq!(lines("table out dyads --shape individual"), 1 + 4);
    assert_eq!(lines("table out dyads --shape pairwise --format tsv"), 1 + 4);
    assert_eq!(lines("table out pseudo --format jsonl"), 2);
    let map = place.attune("table out lagmap --dyad 1").ended(0).out;
    let header = map.lines().next().unwrap();
    assert_eq!(header, "t0,-10,-8,-6,-4,-2,0,2,4,6,8,10");
    let both = place.attune("table out lagmap").ended(0).out;
    assert!(both.starts_with("dyad,t0,-10,"), "{}", &both[..40]);
    let parquet = std::process::Command::new(env!("CARGO_BIN_EXE_attune"))
        .args(["table", "out", "windows", "--format", "parquet"])
        .current_dir(place.path("."))
        .output()
        .unwrap();
    assert_eq!(&parquet.stdout[..4], b"PAR1");
}

#[test]
fn figures_and_methods_come_one_by_one() {
    let place = analysed(&["1", "2"]);
    let names = place.attune("figure out").ended(0).out;
    assert!(names.lines().any(|name| name == "traces-1"), "{names}");
    assert!(place.attune("figure out traces-1").ended(0).out.starts_with("<svg"));
    assert!(place.attune("methods out").ended(0).out.contains("seed 1"));
    assert!(place.attune("methods out --bib").ended(0).out.contains('@'));
    place.attune("figure out nothing-like-it").ended(2);
}

/// The windows, step and lags of reference/wcc, through the command.
#[test]
fn the_lag_map_is_the_one_rmea_prints() {
    let reference = concat!(env!("CARGO_MANIFEST_DIR"), "/../../reference/wcc");
    let place = Place::new();
    let input = format!("{reference}/input.csv");
    let line = format!(
        "analyze {input} --a a --b b --rate 10 --window 30s --step 1s --lag 5s --detrend none --smooth none --scale none --surrogates 20 --no-loop -o out"
    );
    place.attune(&line).ended(0);
    let map = place.attune("table out lagmap").ended(0).out;
    let rows: Vec<Vec<f64>> =
        map.lines().skip(1).map(|l| l.split(',').map(|v| v.parse().unwrap()).collect()).collect();
    assert_eq!((rows.len(), rows[0].len()), (3566, 102));
    let expected = std::fs::read_to_string(format!("{reference}/rmea.csv")).unwrap();
    let mut largest: f64 = 0.0;
    for line in expected.lines().filter(|l| !l.starts_with('#')).skip(1) {
        let cells: Vec<f64> = line.split(',').map(|v| v.parse().unwrap()).collect();
        let row = &rows[cells[0] as usize];
        for (r, e) in row[1..].iter().zip(&cells[1..]) {
            largest = largest.max((r - e).abs());
        }
    }
    // The file keeps 15 significant digits of values computed from inputs of 12.
    assert!(largest < 1e-11, "largest difference {largest:e}");
}
