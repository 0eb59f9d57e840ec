//! Everything with a name can be explained.

use attune_data::FaultCode;
use attune_report::{did_you_mean, explain, topics};

use crate::fixture;

#[test]
fn every_code_and_column_of_an_analysis_is_explained() {
    let study = fixture::study();
    let table = attune_report::table::dyads(&study, attune_report::table::Shape::Dyad);
    for column in &table.columns {
        assert!(explain(&column.name).is_some(), "column {}", column.name);
    }
    for dyad in &study.dyads {
        for reason in &dyad.reasons {
            let code = attune_report::words::reason_code(reason);
            assert!(explain(code).is_some(), "reason {code}");
        }
        for caveat in &dyad.caveats {
            assert!(explain(caveat.code()).is_some(), "caveat {}", caveat.code());
        }
        assert!(explain(dyad.verdict.name()).is_some());
        assert!(explain(&format!("rung-{}", dyad.rung.number())).is_some());
    }
    for code in FaultCode::ALL {
        assert!(explain(code.code()).is_some(), "{code}");
    }
}

#[test]
fn spelling_is_forgiven_and_neighbours_are_offered() {
    assert_eq!(explain("Mean Z"), explain("mean_z"));
    assert!(explain("can't tell").is_some());
    assert!(explain("nothing of the kind").is_none());
    assert_eq!(did_you_mean("p_shft"), ["p_shift"]);
    assert!(did_you_mean("qwertyuiop").is_empty());
}

#[test]
fn explanations_use_no_banned_word() {
    for topic in topics() {
        // A fault of a recording may be called one here; people are never meant.
        let text = topic.text.replace("fault", "problem");
        assert_eq!(attune_report::words::lint(&text), Vec::<&str>::new(), "{}", topic.text);
        assert!(!topic.text.contains("\n\n\n") && topic.text.ends_with('\n'), "{}", topic.text);
    }
}
