/// How the other's displacement travels before it arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lag {
    /// It arrives at once. For worked examples; people are not that quick.
    None,
    /// Two equal stages one after the other (an Erlang-2 delay).
    #[default]
    Erlang2,
}

/// What kind of noise the channels carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChannelNoise {
    /// Fresh at every sample.
    #[default]
    White,
    /// With exponential memory (AR(1)): respiration in heart rate, syllables in voice.
    Coloured,
}

/// The shape of a loop model: which parts it has. Index 0 is A, 1 is B.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoopModel {
    /// How the other's displacement travels.
    pub lag: Lag,
    /// What kind of noise the channels carry.
    pub noise: ChannelNoise,
    /// How many channels each person has.
    pub channels: [usize; 2],
    /// Whether each person has a known input of their own (paced breathing, speaking).
    pub own_input: [bool; 2],
    /// Whether an input that reaches both was recorded.
    pub shared_input: bool,
}

/// The parameters of the loop model L0, in words and units.
///
/// `dx_i = k_i [−(x_i − μ_i) + m_ij c_ij + b_i u_i + h_i s] dt + dW_i`, where `c_ij` is the other's
/// displacement after its lag and `y = level + loading · x + noise`.
///
/// In plain words: each drifts back to where they settle at their own rate, picks up some of the
/// other a moment later, and gets pushed about, partly together.
///
/// Index 0 is A, 1 is B; `gain[0]` is how much of B arrives in A.
#[derive(Debug, Clone, PartialEq)]
pub struct LoopParameters {
    /// Own return rate k, per second; its inverse is the return time.
    pub return_rate: [f64; 2],
    /// Mirror gain m: share of the other's sustained displacement that arrives in this person.
    pub gain: [f64; 2],
    /// Mean delay before the other's displacement arrives in this person, in seconds.
    pub delay_s: [f64; 2],
    /// Strength of the shocks σ, in the person's unit per square root of a second.
    pub shock_sd: [f64; 2],
    /// Share ρ of shock variance that reaches both at once, −1 to 1; the sign is B's.
    pub shared_shock: f64,
    /// How far a sustained own input of 1 displaces this person; 0 where there is none.
    pub own_effect: [f64; 2],
    /// How far a sustained shared input of 1 displaces this person; 0 where there is none.
    pub shared_effect: [f64; 2],
    /// The channels of each person.
    pub channels: [Vec<ChannelParameters>; 2],
}

/// How one channel shows the activation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChannelParameters {
    /// How strongly the activation shows; 1 in each person's first channel.
    pub loading: f64,
    /// Standard deviation of the channel noise.
    pub noise_sd: f64,
    /// Memory of the noise, in seconds; 0 where it is white.
    pub noise_memory_s: f64,
    /// What the channel shows while the person is where they settle.
    pub level: f64,
}

impl LoopParameters {
    /// Loop gain Λ = m₁₂ m₂₁: what comes back of a sustained displacement after one round.
    #[must_use]
    pub fn loop_gain(&self) -> f64 {
        self.gain[0] * self.gain[1]
    }

    /// Whether A's numbers sort after B's: arithmetic then runs in B's order, so that exchanging
    /// the two mirrors every result to the bit.
    pub(crate) fn comes_later(&self) -> bool {
        let content =
            |i: usize| [self.return_rate[i], self.gain[i], self.delay_s[i], self.shock_sd[i]];
        let (a, b) = (content(0), content(1));
        let differing = a.iter().zip(&b).map(|(x, y)| x.total_cmp(y)).find(|o| o.is_ne());
        differing.is_some_and(std::cmp::Ordering::is_gt)
    }

    /// The same parameters with the two people's names exchanged.
    #[must_use]
    pub fn exchanged(&self) -> Self {
        let swap = |x: [f64; 2]| [x[1], x[0]];
        let [a, b] = &self.channels;
        Self {
            return_rate: swap(self.return_rate),
            gain: swap(self.gain),
            delay_s: swap(self.delay_s),
            shock_sd: swap(self.shock_sd),
            shared_shock: self.shared_shock,
            own_effect: swap(self.own_effect),
            shared_effect: swap(self.shared_effect),
            channels: [b.clone(), a.clone()],
        }
    }
}

impl LoopModel {
    /// The same shape with the two people's names exchanged.
    #[must_use]
    pub(crate) fn exchanged(self) -> Self {
        Self {
            channels: [self.channels[1], self.channels[0]],
            own_input: [self.own_input[1], self.own_input[0]],
            ..self
        }
    }

    /// How many states the linear system has.
    pub(crate) fn states(self) -> usize {
        let loop_states = match self.lag {
            Lag::None => 2,
            Lag::Erlang2 => 6,
        };
        let noise_states = match self.noise {
            ChannelNoise::White => 0,
            ChannelNoise::Coloured => self.channels[0] + self.channels[1],
        };
        loop_states + noise_states
    }

    /// Where each person's activation sits in the state.
    pub(crate) fn activation(self) -> [usize; 2] {
        match self.lag {
            Lag::None => [0, 1],
            Lag::Erlang2 => [0, 3],
        }
    }

    /// Whether anything recorded pushes the two.
    pub(crate) fn has_inputs(self) -> bool {
        self.shared_input || self.own_input[0] || self.own_input[1]
    }
}
