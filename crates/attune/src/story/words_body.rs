use attune_data::Turn;
use attune_dynamics::{WordsAndBodyOf, WordsBody, words_and_body};
use attune_signal::words::{Lexicon, valence};

/// Both people's turns with how positive their words are, one entry per turn.
pub(super) struct Spoken {
    /// Start and end of A's and of B's turns, seconds.
    pub(super) spans: [Vec<(f64, f64)>; 2],
    /// How positive the words of each are; `NaN` where not known.
    pub(super) words: [Vec<f64>; 2],
}

impl Spoken {
    pub(super) fn of(turns: &[Turn], valence: &[f64]) -> Self {
        let mut spoken = Self { spans: [Vec::new(), Vec::new()], words: [Vec::new(), Vec::new()] };
        for (k, turn) in turns.iter().enumerate().filter(|(_, t)| t.person < 2) {
            spoken.spans[turn.person].push((turn.start_s, turn.end_s));
            spoken.words[turn.person].push(valence.get(k).copied().unwrap_or(f64::NAN));
        }
        spoken
    }

    pub(super) fn has_words(&self) -> bool {
        self.words.iter().flatten().any(|w| w.is_finite())
    }

    /// The first words after a pause of the same person's own silence, seconds.
    pub(super) fn first_words(&self, person: usize, pause_s: f64) -> Vec<f64> {
        let spans = &self.spans[person];
        let after_pause = |k: &usize| *k == 0 || spans[*k].0 - spans[*k - 1].1 >= pause_s;
        (0..spans.len()).filter(after_pause).map(|k| spans[k].0).collect()
    }

    pub(super) fn against(
        &self,
        bodies: [&[f64]; 2],
        start_s: f64,
        step_s: f64,
        seed: u64,
    ) -> WordsBody {
        let of = |i: usize| WordsAndBodyOf {
            turns: &self.spans[i],
            words: &self.words[i],
            body: bodies[i],
        };
        words_and_body([of(0), of(1)], start_s, step_s, seed)
    }
}

/// How positive the words of each turn are; `NaN` for a turn without words, and for all without a
/// lexicon: none is built in.
pub(super) fn valence_of(turns: &[Turn], lexicon: &[(String, f64)]) -> Vec<f64> {
    if lexicon.is_empty() {
        return vec![f64::NAN; turns.len()];
    }
    let lexicon = Lexicon::from_words(lexicon.iter().cloned());
    let of =
        |turn: &Turn| turn.said.as_ref().map_or(f64::NAN, |s| valence(s.text(), &lexicon).compound);
    turns.iter().map(of).collect()
}
