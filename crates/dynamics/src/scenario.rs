pub(crate) mod planted;

use planted::{
    Artefact, Gap, LoopTruth, Pacing, Planted, Push, Sensor, SharedInput, Solo, Threshold, Unit,
};

/// A simulated recording with a planted truth: what a loop model must find, and where it must
/// say "can't tell".
///
/// # Source
/// `docs/mathematics.md` 12 (S0 to S16). `Demo` is ours: a clearer loop than most real pairs have,
/// made for showing what every part of an analysis looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scenario {
    /// S0: two people with nothing between them.
    Independent,
    /// S1: each picks up the other; A follows B (.6) more than B follows A (.3).
    MutualEcho,
    /// S2: A follows B (.6); B does not follow A.
    OneWay,
    /// S3: both follow the same recorded input (a film); nothing passes between them.
    RecordedInput,
    /// S4: both follow the same input that nobody recorded; nothing passes between them.
    HiddenInput,
    /// S5: both breathe with one pacer at 0.1 Hz for half of the time; nothing passes.
    JointPacer,
    /// S6: past a threshold each winds the other up, until it saturates; later both calm down.
    Spiral,
    /// S7: as one turns up, the other turns down.
    Chase,
    /// S8: together both return twice as fast as alone; the recording starts with time alone.
    Soothing,
    /// S8 without the time alone: nothing in the recording can show the soothing.
    SoothingWithoutSolo,
    /// S9: S1 with the two people's names exchanged.
    Swapped,
    /// S10: S1 with B's sensors in another unit.
    OtherUnit,
    /// S11: S1 with 30 % of the samples missing and one gap of 90 seconds.
    Gaps,
    /// S12: S1 with B's clock two seconds late.
    ClockOffset,
    /// S13: nothing between them, but the same movement artefacts in both recordings.
    SharedArtefact,
    /// S14: S1 with one flat sensor.
    FlatSensor,
    /// S15: a loop just short of running away.
    StabilityEdge,
    /// S16: paced breathing in turns with a planted effect on the partner.
    AlternatingBreathing,
    /// S16 with a hidden shared input and nothing passing between the two.
    AlternatingHidden,
    /// The couple of `attune demo`: fast signals, strong mirroring, good sensors.
    Demo,
}

impl Scenario {
    /// Every scenario, in the order of the suite.
    pub const ALL: [Self; 20] = [
        Self::Independent,
        Self::MutualEcho,
        Self::OneWay,
        Self::RecordedInput,
        Self::HiddenInput,
        Self::JointPacer,
        Self::Spiral,
        Self::Chase,
        Self::Soothing,
        Self::SoothingWithoutSolo,
        Self::Swapped,
        Self::OtherUnit,
        Self::Gaps,
        Self::ClockOffset,
        Self::SharedArtefact,
        Self::FlatSensor,
        Self::StabilityEdge,
        Self::AlternatingBreathing,
        Self::AlternatingHidden,
        Self::Demo,
    ];

    /// The name used on the command line: `S0` to `S16`, `S8-no-solo`, `S16-hidden`, `demo`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Independent => "S0",
            Self::MutualEcho => "S1",
            Self::OneWay => "S2",
            Self::RecordedInput => "S3",
            Self::HiddenInput => "S4",
            Self::JointPacer => "S5",
            Self::Spiral => "S6",
            Self::Chase => "S7",
            Self::Soothing => "S8",
            Self::SoothingWithoutSolo => "S8-no-solo",
            Self::Swapped => "S9",
            Self::OtherUnit => "S10",
            Self::Gaps => "S11",
            Self::ClockOffset => "S12",
            Self::SharedArtefact => "S13",
            Self::FlatSensor => "S14",
            Self::StabilityEdge => "S15",
            Self::AlternatingBreathing => "S16",
            Self::AlternatingHidden => "S16-hidden",
            Self::Demo => "demo",
        }
    }

    /// The scenario of this code, whatever its case.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scenario| scenario.code().eq_ignore_ascii_case(code))
    }

    /// What is planted, in one line for a list.
    #[must_use]
    pub fn summary(self) -> &'static str {
        match self {
            Self::Independent => "two people with nothing between them",
            Self::MutualEcho => "each picks up the other, A more than B",
            Self::OneWay => "A picks up B, B does not pick up A",
            Self::RecordedInput => "both follow one recorded input, nothing passes between them",
            Self::HiddenInput => "both follow one input nobody recorded, nothing passes",
            Self::JointPacer => "both breathe with one pacer for half of the time",
            Self::Spiral => "past a threshold each winds the other up; later both calm down",
            Self::Chase => "as one turns up, the other turns down",
            Self::Soothing => "together both settle twice as fast as alone; starts with time alone",
            Self::SoothingWithoutSolo => "the same without time alone: cannot be told",
            Self::Swapped => "S1 with the two people's names exchanged",
            Self::OtherUnit => "S1 with B's sensors in another unit",
            Self::Gaps => "S1 with 30 % missing and a gap of 90 s",
            Self::ClockOffset => "S1 with B's clock two seconds late",
            Self::SharedArtefact => "nothing passes, but the same artefacts are in both recordings",
            Self::FlatSensor => "S1 with one flat sensor",
            Self::StabilityEdge => "a loop just short of running away",
            Self::AlternatingBreathing => "paced breathing in turns, with an effect on the partner",
            Self::AlternatingHidden => "paced breathing in turns, a hidden shared input, no effect",
            Self::Demo => "a clear loop for showing: fast signals, strong mirroring",
        }
    }

    /// The parameters this scenario plants.
    #[must_use]
    pub fn planted(self) -> Planted {
        let base = Planted::default();
        let unlinked = LoopTruth { gain: [0.0, 0.0], ..LoopTruth::default() };
        let input = SharedInput { memory_s: 15.0, strength: [1.0, 1.0], recorded: true };
        let pacing = Pacing { effect: -2.0, block_s: 120.0, rest_s: 60.0 };
        match self {
            Self::Independent => Planted {
                two_people: LoopTruth { gain: [0.0, 0.0], shared_shock: 0.0, ..base.two_people },
                ..base
            },
            Self::MutualEcho => base,
            Self::OneWay => {
                Planted { two_people: LoopTruth { gain: [0.6, 0.0], ..base.two_people }, ..base }
            }
            Self::RecordedInput => {
                Planted { two_people: unlinked, shared_input: Some(input), ..base }
            }
            Self::HiddenInput => Planted {
                two_people: unlinked,
                shared_input: Some(SharedInput { recorded: false, ..input }),
                ..base
            },
            Self::JointPacer => Planted {
                two_people: LoopTruth { shared_shock: 0.0, ..unlinked },
                joint_pacer_hz: Some(0.1),
                ..base
            },
            Self::Spiral => spiral(base),
            Self::Chase => Planted {
                two_people: LoopTruth { gain: [1.0, -1.0], delay_s: [5.0, 5.0], ..base.two_people },
                ..base
            },
            // With the gains of S1 the echo would slow the pair by as much as the quicker return
            // speeds it; with these the half-life falls from 13.9 s alone to about 9 s together.
            Self::Soothing => Planted {
                two_people: LoopTruth {
                    return_time_s: [10.0, 10.0],
                    gain: [0.3, 0.15],
                    shock_sd: LoopTruth::unit_shock_sd([10.0, 10.0]),
                    ..base.two_people
                },
                solo: Some(Solo { seconds: 300.0, return_time_s: [20.0, 20.0] }),
                ..base
            },
            Self::SoothingWithoutSolo => Planted { solo: None, ..Self::Soothing.planted() },
            Self::Swapped => Planted { swapped: true, ..base },
            Self::OtherUnit => Planted { unit: [Unit::default(), OTHER_UNIT], ..base },
            Self::Gaps => Planted {
                missing_share: 0.3,
                gap: Some(Gap { person: 0, start_share: 0.4, seconds: 90.0 }),
                ..base
            },
            Self::ClockOffset => Planted { clock_offset_s: 2.0, ..base },
            Self::SharedArtefact => Planted {
                two_people: LoopTruth { shared_shock: 0.0, ..unlinked },
                artefact: Some(Artefact { every_s: 60.0, seconds: 3.0, size: 5.0 }),
                ..base
            },
            Self::FlatSensor => Planted { flat_sensor: true, ..base },
            Self::StabilityEdge => {
                Planted { two_people: LoopTruth { gain: [0.98, 0.98], ..base.two_people }, ..base }
            }
            Self::AlternatingBreathing => Planted { pacing: Some(pacing), ..base },
            Self::AlternatingHidden => {
                Planted { pacing: Some(pacing), ..Self::HiddenInput.planted() }
            }
            Self::Demo => demo(base),
        }
    }
}

/// Heart-rate-like numbers on a skin-conductance-like scale, far from the standard unit.
const OTHER_UNIT: Unit = Unit { scale: 0.04, offset: 7.5 };

fn spiral(base: Planted) -> Planted {
    Planted {
        two_people: LoopTruth {
            gain: [0.5, 0.5],
            delay_s: [3.0, 3.0],
            shared_shock: 0.0,
            // Quiet enough that the planted push, not chance, carries the pair over the edge.
            shock_sd: [0.07, 0.07],
            influence: Some(Threshold { steep_gain: 1.8, threshold: 1.0, corner: 0.1, cap: 4.0 }),
            ..base.two_people
        },
        pushes: vec![
            Push { person: 0, start_share: 0.4, seconds: 60.0, size: 4.0 },
            Push { person: 0, start_share: 0.75, seconds: 60.0, size: -5.0 },
            Push { person: 1, start_share: 0.75, seconds: 60.0, size: -5.0 },
        ],
        ..base
    }
}

fn demo(base: Planted) -> Planted {
    let return_time_s = [7.0, 7.0];
    Planted {
        two_people: LoopTruth {
            return_time_s,
            gain: [0.3, 0.9],
            delay_s: [2.0, 2.0],
            shock_sd: LoopTruth::unit_shock_sd(return_time_s),
            shared_shock: 0.1,
            ..base.two_people
        },
        sensors: vec![
            Sensor { loading: 1.0, noise_sd: 0.3, noise_memory: 0.0 },
            Sensor { loading: 0.8, noise_sd: 0.4, noise_memory: 0.0 },
        ],
        missing_share: 0.02,
        ..base
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_to_its_scenario() {
        for scenario in Scenario::ALL {
            assert_eq!(Scenario::from_code(scenario.code()), Some(scenario));
            assert_eq!(Scenario::from_code(&scenario.code().to_lowercase()), Some(scenario));
            assert!(scenario.planted().check().is_ok(), "{}", scenario.code());
        }
        assert_eq!(Scenario::from_code("S17"), None);
    }
}
