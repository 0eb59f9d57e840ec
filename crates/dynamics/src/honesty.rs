use crate::{
    ChannelRecording, DynamicsError, FitOptions, JudgedLoop, LinkTestOptions, LinkVerdict,
    LoopLabel, LoopTruth, LoopVerdict, PairRecording, Planted, Scenario, SimulateOptions,
    SimulatedDyad, SpanKind, judge_loop, simulate_dyad,
};
use rayon::prelude::*;

/// A kind of simulated recording, and how often something may or must be said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct HonestyCase {
    /// What it is.
    pub name: &'static str,
    /// Its scenario's code.
    pub code: &'static str,
    /// What is planted.
    pub planted: Planted,
    /// Length of each recording, in minutes.
    pub minutes: f64,
    /// How each recording is fitted.
    pub fit: FitOptions,
    /// Whether stretches on one pacer are excluded, as they must be.
    pub excludes_pacer: bool,
    /// The largest share of recordings that may get a directional claim, where one is demanded.
    pub most_directional: Option<f64>,
}

/// What was said of many recordings of one kind, as shares of those that got an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// Recordings that got an answer.
    pub runs: usize,
    /// Recordings refused with a reason.
    pub refused: usize,
    /// "Can't tell" of the whole loop.
    pub cannot_tell: f64,
    /// A lagged link, in whichever direction.
    pub linked: f64,
    /// A link into A, and one into B.
    pub into: [f64; 2],
    /// The same by the tests alone (p < .05, stepwise); too short a recording for a direction counts as none.
    pub beyond_copies: [f64; 2],
    /// Changes that tended to start with A, and with B.
    pub starter: [f64; 2],
    /// Any directional claim: a link into one person, or who it started with.
    pub directional: f64,
    /// Soothing that was claimed without time apart.
    pub soothing: f64,
    /// How often each label was given.
    pub labels: Vec<(LoopLabel, f64)>,
}

/// The kinds of recording of the honesty table.
#[must_use]
pub fn honesty_cases() -> Vec<HonestyCase> {
    use Scenario as S;
    let returning = |scenario: Scenario, return_time_s: [f64; 2]| {
        let planted = scenario.planted();
        let two_people = LoopTruth {
            return_time_s,
            delay_s: [1.5; 2],
            shock_sd: LoopTruth::unit_shock_sd(return_time_s),
            ..planted.two_people
        };
        HonestyCase {
            planted: Planted { two_people, ..planted },
            fit: FitOptions { return_time_s: return_time_s[0], ..FitOptions::default() },
            ..case("", scenario, 10.0)
        }
    };
    let fast = |scenario: Scenario| returning(scenario, [4.0; 2]);
    let silent = |case: HonestyCase| HonestyCase { most_directional: Some(0.05), ..case };
    vec![
        silent(case("independent", S::Independent, 10.0)),
        silent(case("independent", S::Independent, 30.0)),
        silent(HonestyCase { name: "independent, fast signals", ..fast(S::Independent) }),
        silent(HonestyCase {
            name: "independent, one quick and one slow",
            minutes: 20.0,
            ..returning(S::Independent, [4.0, 40.0])
        }),
        silent(case("hidden cause", S::HiddenInput, 10.0)),
        silent(case("hidden cause", S::HiddenInput, 30.0)),
        case("hidden cause", S::HiddenInput, 60.0),
        HonestyCase { name: "hidden cause, fast signals", ..fast(S::HiddenInput) },
        silent(case("recorded cause, given to the fit", S::RecordedInput, 30.0)),
        silent(case("one pacer for both, excluded", S::JointPacer, 30.0)),
        HonestyCase {
            excludes_pacer: false,
            ..case("one pacer for both, not excluded", S::JointPacer, 30.0)
        },
        silent(case("the same artefacts in both", S::SharedArtefact, 30.0)),
        silent(HonestyCase {
            name: "the same artefacts in both, fast signals",
            ..fast(S::SharedArtefact)
        }),
        case("soothing, no time apart", S::SoothingWithoutSolo, 45.0),
        case("spiral", S::Spiral, 30.0),
        case("chase", S::Chase, 60.0),
        case("30 % missing, a gap of 90 s", S::Gaps, 30.0),
        case("one flat sensor", S::FlatSensor, 30.0),
        case("edge of stability", S::StabilityEdge, 30.0),
        case("mutual echo", S::MutualEcho, 30.0),
        case("mutual echo", S::MutualEcho, 60.0),
        HonestyCase { name: "mutual echo, fast signals", ..fast(S::MutualEcho) },
        HonestyCase { name: "one-way echo, fast signals", ..fast(S::OneWay) },
    ]
}

fn case(name: &'static str, scenario: Scenario, minutes: f64) -> HonestyCase {
    HonestyCase {
        name,
        code: scenario.code(),
        planted: scenario.planted(),
        minutes,
        fit: FitOptions::default(),
        excludes_pacer: true,
        most_directional: None,
    }
}

/// Simulates recordings of one kind, judges each, and counts what was said.
///
/// In plain words: where there is nothing to see, or nothing that can be told apart, how often is
/// something claimed all the same; and where there is something, how often is it found?
///
/// # Inputs
/// A kind of recording, how many runs, and a seed; run i is the same whatever the number of runs.
///
/// # Returns
/// Shares of the recordings that got an answer.
///
/// # Errors
/// As [`simulate_dyad`].
///
/// # Source
/// `docs/honesty.md`: of S0 and S4 at least 95 % of reports hold no directional claim.
pub fn hear(case: &HonestyCase, runs: usize, seed: u64) -> Result<Heard, DynamicsError> {
    let options = SimulateOptions { seed, minutes: case.minutes, dyads: 1, rate_hz: 1.0 };
    let heard: Vec<Option<JudgedLoop>> = (0..runs)
        .into_par_iter()
        .map(|index| Ok(judged(case, &simulate_dyad(&case.planted, &options, index)?)))
        .collect::<Result<_, DynamicsError>>()?;
    let refused = heard.iter().filter(|one| one.is_none()).count();
    Ok(Heard::count(&heard.into_iter().flatten().collect::<Vec<_>>(), refused))
}

fn judged(case: &HonestyCase, dyad: &SimulatedDyad) -> Option<JudgedLoop> {
    let channels = dyad.persons.each_ref().map(|person| {
        person.channels.iter().map(|c| ChannelRecording::new(&c.values)).collect::<Vec<_>>()
    });
    let pacer = dyad.spans.iter().filter(|s| s.kind == SpanKind::JointPacer && case.excludes_pacer);
    let excluded: Vec<(f64, f64)> = pacer.map(|s| (s.start_s, s.end_s)).collect();
    let recording = PairRecording {
        shared_input: dyad.recorded_input.as_deref(),
        excluded_s: &excluded,
        ..PairRecording::new(&dyad.persons[0].times_s, &channels[0], &channels[1])
    };
    judge_loop(&recording, &case.fit, &LinkTestOptions::default()).ok()
}

impl Heard {
    /// Counts what was said of recordings that got an answer.
    #[must_use]
    pub fn count(judged: &[JudgedLoop], refused: usize) -> Self {
        let n = judged.len() as f64;
        let share = |of: &dyn Fn(&JudgedLoop) -> bool| {
            judged.iter().filter(|one| of(one)).count() as f64 / n
        };
        let said = |of: &dyn Fn(&LoopVerdict) -> bool| share(&|one| of(&one.verdict));
        let mut labels: Vec<(LoopLabel, f64)> = Vec::new();
        for one in judged {
            match labels.iter_mut().find(|(label, _)| *label == one.verdict.label) {
                Some((_, count)) => *count += 1.0 / n,
                None => labels.push((one.verdict.label, 1.0 / n)),
            }
        }
        labels.sort_by(|a, b| b.1.total_cmp(&a.1));
        Self {
            runs: judged.len(),
            refused,
            cannot_tell: said(&|v| v.cannot_tell.is_some()),
            linked: said(&|v| v.link == LinkVerdict::Supported),
            into: [0, 1].map(|i| said(&|v| v.into[i] == LinkVerdict::Supported)),
            beyond_copies: [0, 1].map(|i| {
                share(&|one| one.shifted.stronger_p() < 0.05 && one.shifted.into_person(i).p < 0.05)
            }),
            starter: [0, 1].map(|i| said(&|v| v.starter == Some(i))),
            directional: said(&|v| v.is_directional()),
            soothing: said(&|v| v.soothing.is_ok()),
            labels,
        }
    }
}
