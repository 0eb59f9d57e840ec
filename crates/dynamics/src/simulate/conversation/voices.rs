use super::script::Script;
use crate::random::Draws;

/// What each turn does to its speaker's voice, on top of activation; every turn has a little tone
/// of its own, drawn once.
pub(super) fn colour(
    voice: &mut [f64],
    times_s: &[f64],
    person: usize,
    script: &Script,
    sd: f64,
    draws: &mut Draws,
) {
    const OWN_TONE: f64 = 0.3;
    for (from, to, shift) in script.voice_of(person) {
        let shift = sd * (shift + OWN_TONE * draws.normal());
        for (value, t) in voice.iter_mut().zip(times_s) {
            if (from..to).contains(t) {
                *value += shift;
            }
        }
    }
}
