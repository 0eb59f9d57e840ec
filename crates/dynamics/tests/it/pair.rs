use attune_dynamics::{
    ChannelRecording, PairRecording, Scenario, SimulateOptions, SimulatedDyad, simulate,
};

/// One simulated pair.
pub(crate) fn dyad(scenario: Scenario, seed: u64, minutes: f64) -> SimulatedDyad {
    let options = SimulateOptions { seed, minutes, dyads: 1, rate_hz: 1.0 };
    simulate(scenario, &options).unwrap().dyads.remove(0)
}

/// The channels of both people; `None` as resting variation takes that of the recording.
pub(crate) fn channels(
    dyad: &SimulatedDyad,
    resting_sd: Option<f64>,
) -> [Vec<ChannelRecording<'_>>; 2] {
    dyad.persons.each_ref().map(|person| {
        let channels = person.channels.iter();
        channels.map(|c| ChannelRecording { values: &c.values, resting_sd }).collect()
    })
}

/// The pair as the loop model reads it.
pub(crate) fn recording<'a>(
    dyad: &'a SimulatedDyad,
    channels: &'a [Vec<ChannelRecording<'a>>; 2],
) -> PairRecording<'a> {
    PairRecording::new(&dyad.persons[0].times_s, &channels[0], &channels[1])
}
