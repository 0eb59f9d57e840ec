use super::repair::Attempt;
use super::smooth::median;

/// One voice channel of one person, with how far it must drop to count as softened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VoiceLane<'a> {
    /// Time of the first sample, seconds.
    pub start_s: f64,
    /// Time between samples, seconds.
    pub step_s: f64,
    /// The samples; `NaN` while silent.
    pub values: &'a [f64],
    /// The drop below the person's own last minute, in the channel's unit: 1 for pitch in
    /// semitones, 3 for loudness in decibels, 1 for a channel in standard deviations.
    pub drop: f64,
}

/// The last minute is what a turn's voice is compared with, seconds.
const BEFORE_S: f64 = 60.0;
/// A turn's first seconds tell its tone.
const TONE_S: f64 = 8.0;

/// Turns in which one person's tone was softer than in their own last minute: every voice channel
/// given lies lower by its drop (medians).
///
/// In plain words: quieter and lower than a moment ago. It may be an attempt to mend, or not.
///
/// # Inputs
/// Who speaks; the turns as (start, end) in seconds; the voice channels of that person.
///
/// # Returns
/// One attempt per softened turn, at its start, marked as detected.
///
/// # Missing data
/// A turn or minute with fewer than three samples of any channel is passed over.
///
/// # Example
/// ```
/// use attune_dynamics::{VoiceLane, softened};
/// let voice: Vec<f64> = (0..100).map(|t| if t < 80 { 2.0 } else { 0.5 }).collect();
/// let lane = VoiceLane { start_s: 0.0, step_s: 1.0, values: &voice, drop: 1.0 };
/// let found = softened(0, &[(40.0, 46.0), (80.0, 88.0)], &[lane]);
/// assert_eq!(found.iter().map(|a| a.at_s).collect::<Vec<_>>(), [80.0]);
/// ```
///
/// # Source
/// `docs/mathematics.md` 10 (f0 −1 semitone and intensity −3 dB against the own last minute).
#[must_use]
pub fn softened(person: usize, turns: &[(f64, f64)], voice: &[VoiceLane<'_>]) -> Vec<Attempt> {
    let softer = |turn: &&(f64, f64)| {
        let (start, end) = **turn;
        voice.iter().all(|lane| {
            let now = lane.median(start, end.min(start + TONE_S));
            let before = lane.median(start - BEFORE_S, start);
            before - now >= lane.drop
        })
    };
    if voice.is_empty() {
        return Vec::new();
    }
    turns.iter().filter(softer).map(|turn| Attempt { person, at_s: turn.0, coded: false }).collect()
}

impl VoiceLane<'_> {
    /// The median of the samples in a stretch; `NaN` with fewer than three.
    fn median(&self, from_s: f64, to_s: f64) -> f64 {
        let place = |t: f64| ((t - self.start_s) / self.step_s).ceil().max(0.0) as usize;
        let to = place(to_s).min(self.values.len());
        let mut known: Vec<f64> = self.values[place(from_s).min(to)..to]
            .iter()
            .copied()
            .filter(|v| v.is_finite())
            .collect();
        if known.len() < 3 { f64::NAN } else { median(&mut known) }
    }
}
