/// Two people's channels on one clock, as the loop model reads them.
///
/// Times need not be regular. Missing is NaN; gaps stay gaps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairRecording<'a> {
    /// When each sample was taken, in seconds, strictly rising.
    pub times_s: &'a [f64],
    /// A and B.
    pub persons: [PersonRecording<'a>; 2],
    /// A recorded input that reaches both (a film, a third person's speech), sample by sample.
    pub shared_input: Option<&'a [f64]>,
    /// Stretches that must not count, from (included) to (excluded) in seconds: both on one
    /// pacer, apart, interrupted.
    pub excluded_s: &'a [(f64, f64)],
}

/// One person's channels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PersonRecording<'a> {
    /// Channels that show the person's activation; the first one lends its unit.
    pub channels: &'a [ChannelRecording<'a>],
    /// A known input to this person alone (paced breathing on or off), sample by sample.
    pub own_input: Option<&'a [f64]>,
}

/// One channel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChannelRecording<'a> {
    /// The samples; missing is NaN.
    pub values: &'a [f64],
    /// Standard deviation at rest, which becomes the unit; `None` takes that of the recording.
    pub resting_sd: Option<f64>,
}

impl<'a> ChannelRecording<'a> {
    /// A channel whose unit is the standard deviation of the recording itself.
    #[must_use]
    pub fn new(values: &'a [f64]) -> Self {
        Self { values, resting_sd: None }
    }
}

impl<'a> PersonRecording<'a> {
    /// A person without a known input.
    #[must_use]
    pub fn new(channels: &'a [ChannelRecording<'a>]) -> Self {
        Self { channels, own_input: None }
    }
}

impl<'a> PairRecording<'a> {
    /// Two people without inputs and without excluded stretches.
    #[must_use]
    pub fn new(
        times_s: &'a [f64],
        a: &'a [ChannelRecording<'a>],
        b: &'a [ChannelRecording<'a>],
    ) -> Self {
        Self {
            times_s,
            persons: [PersonRecording::new(a), PersonRecording::new(b)],
            shared_input: None,
            excluded_s: &[],
        }
    }
}
