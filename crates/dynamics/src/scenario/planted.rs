use crate::DynamicsError;

/// Everything a simulation plants: the loop, the sensors, and what happens on the way.
///
/// The default is the base truth of the recovery table: return time 20 s, A follows B by .6 and
/// B follows A by .3 after 3 s, shared shocks .2, two noisy channels each, 10 % missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Planted {
    /// The loop itself.
    pub two_people: LoopTruth,
    /// The channels of each person; both have the same ones.
    pub sensors: Vec<Sensor>,
    /// Share of samples missing at random, 0 to 1.
    pub missing_share: f64,
    /// A hole in one person's recording.
    pub gap: Option<Gap>,
    /// An input that reaches both.
    pub shared_input: Option<SharedInput>,
    /// Both breathe at this rate from a quarter to three quarters of the recording, in hertz.
    pub joint_pacer_hz: Option<f64>,
    /// Paced breathing in turns, in random balanced order.
    pub pacing: Option<Pacing>,
    /// Time apart at the start.
    pub solo: Option<Solo>,
    /// Pushes from outside the pair, counted as the person's own.
    pub pushes: Vec<Push>,
    /// Stretches in which each picks up more or less of the other than usual.
    pub gain_spells: Vec<GainSpell>,
    /// How late B's clock runs, in seconds.
    pub clock_offset_s: f64,
    /// Disturbances of the sensors that reach both people at the same moments.
    pub artefact: Option<Artefact>,
    /// Whether B's last channel shows one constant value.
    pub flat_sensor: bool,
    /// The unit each person's sensors report in.
    pub unit: [Unit; 2],
    /// Whether the two people's names are exchanged at the end.
    pub swapped: bool,
}

/// The planted loop of two people; index 0 is A, index 1 is B.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoopTruth {
    /// How long each takes to return by about two thirds, in seconds (1/k).
    pub return_time_s: [f64; 2],
    /// Mirror gain: the share of the other's sustained displacement that arrives in this person.
    pub gain: [f64; 2],
    /// Pure delay before the other's displacement arrives, in seconds.
    pub delay_s: [f64; 2],
    /// Strength of the shocks, in units per square root of a second.
    pub shock_sd: [f64; 2],
    /// Share of shock variance that reaches both at once, −1 to 1; the sign is B's.
    pub shared_shock: f64,
    /// Where each settles.
    pub set_point: [f64; 2],
    /// Bounded influence with a threshold instead of a straight line.
    pub influence: Option<Threshold>,
}

/// One channel: `offset + loading · activation + noise`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sensor {
    /// How strongly the activation shows in this channel.
    pub loading: f64,
    /// Standard deviation of the channel noise.
    pub noise_sd: f64,
    /// Correlation of the noise from one sample to the next; 0 is white.
    pub noise_memory: f64,
}

/// A hole in one person's recording.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// 0 for A, 1 for B.
    pub person: usize,
    /// Where it starts, as a share of the recording.
    pub start_share: f64,
    /// How long it lasts, in seconds.
    pub seconds: f64,
}

/// An input with exponential memory and standard deviation 1 that reaches both people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SharedInput {
    /// Memory of the input, in seconds.
    pub memory_s: f64,
    /// How far a sustained input of 1 displaces each person.
    pub strength: [f64; 2],
    /// Whether the recording contains it.
    pub recorded: bool,
}

/// Paced breathing in turns: rest, then one of the two breathes, in random balanced order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pacing {
    /// How far sustained pacing displaces the one who breathes.
    pub effect: f64,
    /// Length of a pacing block, in seconds.
    pub block_s: f64,
    /// Rest before each block, in seconds.
    pub rest_s: f64,
}

/// Time apart at the start of the recording: nothing passes between the two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Solo {
    /// How long, in seconds; never more than a third of the recording.
    pub seconds: f64,
    /// Return times while apart, in seconds.
    pub return_time_s: [f64; 2],
}

/// A push from outside the pair onto one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Push {
    /// 0 for A, 1 for B.
    pub person: usize,
    /// Where it starts, as a share of the recording.
    pub start_share: f64,
    /// How long it lasts, in seconds.
    pub seconds: f64,
    /// Where it would lead if it lasted.
    pub size: f64,
}

/// A stretch in which each picks up more or less of the other than usual.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GainSpell {
    /// Where it starts, as a share of the recording.
    pub start_share: f64,
    /// How long it lasts, in seconds.
    pub seconds: f64,
    /// The mirror gains in it, in place of the loop's own.
    pub gain: [f64; 2],
}

/// Bursts that disturb both people's sensors at the same moments.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Artefact {
    /// Mean time between bursts, in seconds.
    pub every_s: f64,
    /// Length of a burst, in seconds.
    pub seconds: f64,
    /// Size of a burst in the channel's unit.
    pub size: f64,
}

/// Bounded influence: a gentle slope up to a threshold, a steep one beyond it, then a ceiling.
///
/// `φ(c) = cap · tanh(ψ(c) / cap)`, `ψ(c) = m₀c + (m₁ − m₀) · s · ln(1 + e^((c − θ)/s))`, where
/// m₀ is the loop's gain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// Slope beyond the threshold, m₁.
    pub steep_gain: f64,
    /// Where the influence turns steep, θ.
    pub threshold: f64,
    /// Width of the turn, s.
    pub corner: f64,
    /// The most that can arrive.
    pub cap: f64,
}

/// A sensor's unit: reported value = offset + scale · value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// Factor.
    pub scale: f64,
    /// What 0 is reported as.
    pub offset: f64,
}

impl Default for Unit {
    fn default() -> Self {
        Self { scale: 1.0, offset: 0.0 }
    }
}

impl LoopTruth {
    /// The shock strengths that give each person a standard deviation of 1 when alone.
    #[must_use]
    pub fn unit_shock_sd(return_time_s: [f64; 2]) -> [f64; 2] {
        return_time_s.map(|seconds| (2.0 / seconds).sqrt())
    }
}

impl Default for LoopTruth {
    fn default() -> Self {
        Self {
            return_time_s: [20.0, 20.0],
            gain: [0.6, 0.3],
            delay_s: [3.0, 3.0],
            shock_sd: Self::unit_shock_sd([20.0, 20.0]),
            shared_shock: 0.2,
            set_point: [0.0, 0.0],
            influence: None,
        }
    }
}

impl Default for Planted {
    fn default() -> Self {
        Self {
            two_people: LoopTruth::default(),
            sensors: vec![
                Sensor { loading: 1.0, noise_sd: 0.7, noise_memory: 0.0 },
                Sensor { loading: 1.0, noise_sd: 1.0, noise_memory: 0.0 },
            ],
            missing_share: 0.1,
            gap: None,
            shared_input: None,
            joint_pacer_hz: None,
            pacing: None,
            solo: None,
            pushes: Vec::new(),
            gain_spells: Vec::new(),
            clock_offset_s: 0.0,
            artefact: None,
            flat_sensor: false,
            unit: [Unit::default(); 2],
            swapped: false,
        }
    }
}

impl Planted {
    /// A pair with thresholds that chance carries over the edge and back: calm at 0, wound up
    /// near 4.
    ///
    /// Nothing pushes from outside: a push that nobody recorded looks like shocks many times their
    /// size, and shocks of that size carry a plain loop anywhere.
    #[must_use]
    pub fn wound_up() -> Self {
        let base = Self::default();
        Self {
            two_people: LoopTruth {
                gain: [0.2, 0.2],
                return_time_s: [10.0, 10.0],
                shared_shock: 0.0,
                shock_sd: [0.3, 0.3],
                influence: Some(Threshold {
                    steep_gain: 3.0,
                    threshold: 1.0,
                    corner: 0.1,
                    cap: 4.0,
                }),
                ..base.two_people
            },
            sensors: [0.3, 0.4]
                .map(|noise_sd| Sensor { loading: 1.0, noise_sd, noise_memory: 0.0 })
                .to_vec(),
            ..base
        }
    }

    /// Checks that every planted number has a meaning.
    ///
    /// # Errors
    /// [`DynamicsError::Planted`] names the first number that has none.
    pub fn check(&self) -> Result<(), DynamicsError> {
        let positive = |what, value: f64| {
            if value.is_finite() && value > 0.0 {
                Ok(())
            } else {
                Err(DynamicsError::Planted { what, value })
            }
        };
        let finite = |what, value: f64| {
            if value.is_finite() { Ok(()) } else { Err(DynamicsError::Planted { what, value }) }
        };
        let share = |what, value: f64| {
            if (0.0..=1.0).contains(&value) {
                Ok(())
            } else {
                Err(DynamicsError::Planted { what, value })
            }
        };
        let two = &self.two_people;
        for person in 0..2 {
            positive("return time", two.return_time_s[person])?;
            finite("gain", two.gain[person])?;
            share("delay as a share of an hour", two.delay_s[person] / 3600.0)?;
            finite("set point", two.set_point[person])?;
            share("shock strength as a share of 100", two.shock_sd[person] / 100.0)?;
            finite("unit", self.unit[person].scale * self.unit[person].offset)?;
        }
        share("shared shock", two.shared_shock.abs())?;
        share("missing share", self.missing_share)?;
        finite("clock offset", self.clock_offset_s)?;
        for sensor in &self.sensors {
            finite("loading", sensor.loading)?;
            share("noise as a share of 1000", sensor.noise_sd / 1000.0)?;
            share("noise memory", sensor.noise_memory)?;
        }
        for spell in &self.gain_spells {
            finite("gain of a spell", spell.gain[0] * spell.gain[1] * spell.seconds)?;
        }
        if let Some(input) = &self.shared_input {
            positive("memory of the shared input", input.memory_s)?;
        }
        if let Some(pacing) = &self.pacing {
            positive("pacing block", pacing.block_s)?;
            share("rest before a pacing block as a share of an hour", pacing.rest_s / 3600.0)?;
        }
        if let Some(artefact) = &self.artefact {
            positive("time between artefacts", artefact.every_s)?;
        }
        Ok(())
    }

    /// The same truth with the two people's names exchanged.
    #[must_use]
    pub fn exchanged(&self) -> Self {
        let mut other = self.clone();
        let two = &mut other.two_people;
        two.return_time_s.swap(0, 1);
        two.gain.swap(0, 1);
        two.delay_s.swap(0, 1);
        two.shock_sd.swap(0, 1);
        two.set_point.swap(0, 1);
        other.unit.swap(0, 1);
        if let Some(input) = &mut other.shared_input {
            input.strength.swap(0, 1);
        }
        if let Some(solo) = &mut other.solo {
            solo.return_time_s.swap(0, 1);
        }
        if let Some(gap) = &mut other.gap {
            gap.person = 1 - gap.person;
        }
        for spell in &mut other.gain_spells {
            spell.gain.swap(0, 1);
        }
        for push in &mut other.pushes {
            push.person = 1 - push.person;
        }
        other
    }
}
