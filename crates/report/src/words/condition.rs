//! The conditions under which a loop can be read off a recording, by name.

use attune::dynamics::ConditionKind;

/// The name of a condition, as printed in JSON.
pub fn condition_name(kind: ConditionKind) -> &'static str {
    match kind {
        ConditionKind::ScaleFromRest => "scale_from_rest",
        ConditionKind::InertiaApartFromNoise => "inertia_apart_from_noise",
        ConditionKind::EchoApartFromSharedShocks => "echo_apart_from_shared_shocks",
        ConditionKind::DelayPinnedDown => "delay_pinned_down",
        ConditionKind::EchoApartFromSharedCause => "echo_apart_from_shared_cause",
        ConditionKind::FewSharedJolts => "few_shared_jolts",
        ConditionKind::SoloRecorded => "solo_recorded",
        ConditionKind::EnoughStretches => "enough_stretches",
        ConditionKind::ParametersApart => "parameters_apart",
    }
}

/// What cannot be read where a condition does not hold.
pub fn condition(kind: ConditionKind) -> &'static str {
    match kind {
        ConditionKind::ScaleFromRest => {
            "Without two minutes at rest each gain is in units of its own; only their product can be \
             compared."
        }
        ConditionKind::InertiaApartFromNoise => {
            "Inertia and sensor noise trade off: return rates may come out too quick."
        }
        ConditionKind::EchoApartFromSharedShocks => {
            "An echo quicker than the sampling, or of unknown delay, looks like a push that reached both."
        }
        ConditionKind::DelayPinnedDown => "The delay stays as it was assumed and is not shown.",
        ConditionKind::EchoApartFromSharedCause => {
            "Something both were exposed to and nobody recorded can look like an echo."
        }
        ConditionKind::FewSharedJolts => {
            "Something shook both recordings at once, again and again. Those moments are left out; \
             smaller ones remain, and can look like an echo in quick signals."
        }
        ConditionKind::SoloRecorded => "Settling each other can't be told without time apart.",
        ConditionKind::EnoughStretches => "Gains and shares are not to be read yet.",
        ConditionKind::ParametersApart => {
            "Two numbers rise and fall together; neither can be read."
        }
    }
}

/// What has to hold.
fn needed(kind: ConditionKind) -> &'static str {
    match kind {
        ConditionKind::ScaleFromRest => {
            "Each person's unit comes from at least two minutes at rest, apart from the other."
        }
        ConditionKind::InertiaApartFromNoise => {
            "There are at least three samples per return time, and two channels each or a sensor noise \
             with a memory."
        }
        ConditionKind::EchoApartFromSharedShocks => {
            "The recording itself shows that what passes from one to the other takes at least one sample \
             to do so."
        }
        ConditionKind::DelayPinnedDown => {
            "The recording says more about the delay than was assumed beforehand."
        }
        ConditionKind::EchoApartFromSharedCause => {
            "What both were exposed to was recorded, or one of them paced while the other did not."
        }
        ConditionKind::FewSharedJolts => {
            "At most one moment in a hundred was left out because both recordings jumped at once and \
             were back within a quarter of the return time (a chair, a cable, a door)."
        }
        ConditionKind::SoloRecorded => "Time apart was recorded too, long enough for a fit.",
        ConditionKind::EnoughStretches => "There are at least 60 independent stretches (n_eff).",
        ConditionKind::ParametersApart => {
            "No two of return rates, gains and shared shocks move together beyond .98."
        }
    }
}

/// Every condition by name: what has to hold, and what cannot be read where it does not.
pub(crate) fn condition_topics() -> [(&'static str, String); 9] {
    ConditionKind::ALL.map(|kind| {
        let text = format!("{}\n\nWhere that does not hold: {}", needed(kind), condition(kind));
        (condition_name(kind), text)
    })
}
