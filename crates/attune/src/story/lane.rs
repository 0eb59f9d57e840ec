/// One person's activation and expression on the story's grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// The channel that stands for activation.
    pub channel: String,
    /// The unit of that channel as recorded.
    pub unit: String,
    /// Activation, in resting standard deviations with rest at 0; `NaN` where missing.
    pub activation: Vec<f64>,
    /// How much shows in voice, face or movement, in the same unit of its own channel; empty where
    /// none was recorded.
    pub expression: Vec<f64>,
    /// Above this counts as up: one resting standard deviation.
    pub line: f64,
    /// What stands for rest.
    pub rest: Rest,
    /// Rest in the channel's own unit: mean and standard deviation.
    pub rest_mean: f64,
    /// The same, standard deviation.
    pub rest_sd: f64,
    /// Above this, in the channel's own unit, this person counts as flooded; `None` where the
    /// channel has no such line or it was switched off.
    pub flood_above: Option<f64>,
}

/// What stands for a person's rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rest {
    /// Time apart, of so many usable seconds.
    Apart {
        /// Usable seconds.
        seconds: f64,
    },
    /// No rest was recorded: the middle of the session itself (median, and spread by its
    /// quartiles). "Up" then means up for this session.
    Session,
}
