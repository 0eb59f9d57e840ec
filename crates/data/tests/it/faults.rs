//! The quality check on real recordings.

use attune_data::quality::check;
use attune_data::{FaultCode, Severity};

use crate::real::{dial, diary};

#[test]
fn the_dials_have_exactly_one_error() {
    let Some(study) = dial() else { return };
    let faults = check(&study);
    let errors: Vec<_> = faults.iter().filter(|f| f.severity == Severity::Error).collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0].code, FaultCode::IdenticalSeries);
    assert_eq!(errors[0].dyad.as_deref(), Some("19"));
    assert_eq!(errors[0].channel.as_deref(), Some("dial"));
    assert_eq!(errors[0].message, "both people's series are identical (421 of 421 samples)");
}

#[test]
fn the_diaries_hold_five_channels_that_never_change() {
    let Some(study) = diary() else { return };
    let faults = check(&study);
    let errors = faults.iter().filter(|f| f.severity == Severity::Error);
    let found: Vec<_> =
        errors.map(|f| (f.code, f.dyad.as_deref().unwrap_or(""), f.person.as_deref())).collect();
    // Six people who wrote the same answer every day; both of couple 278.
    let flat = |dyad, person| (FaultCode::FlatSeries, dyad, person);
    let man = Some("M");
    assert_eq!(
        found,
        [flat("214", man), flat("215", man), flat("229", man), flat("266", man), flat("278", None)]
    );
    // The days nobody wrote are gaps, said once for both people and all four channels.
    let gaps = faults.iter().filter(|f| f.code == FaultCode::Gaps);
    assert_eq!(gaps.filter(|f| f.person.is_none() && f.channel.is_none()).count(), 24);
}
