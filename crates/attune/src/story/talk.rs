use attune_data::Turn;
use attune_signal::words::turn_words;

/// How one person talked: turns, time, and words counted; nothing of what was said.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Talk {
    /// How many turns.
    pub turns: usize,
    /// Time spoken, seconds.
    pub spoken_s: f64,
    /// Turns whose words were written down.
    pub with_words: usize,
    /// Words of these.
    pub words: usize,
    /// Time spoken in these, seconds.
    pub worded_s: f64,
    /// Questions.
    pub questions: usize,
    /// Words for us.
    pub we: usize,
    /// Words for oneself.
    pub i: usize,
    /// Words for the other.
    pub you: usize,
}

impl Talk {
    /// Words a minute, over the turns whose words were written down; `None` without any.
    pub fn words_per_min(&self) -> Option<f64> {
        (self.worded_s > 0.0).then(|| 60.0 * self.words as f64 / self.worded_s)
    }
}

/// Both people's talk.
pub(super) fn talk(turns: &[Turn]) -> [Talk; 2] {
    let mut talk = [Talk::default(); 2];
    for turn in turns.iter().filter(|turn| turn.person < 2) {
        let of = &mut talk[turn.person];
        let duration_s = (turn.end_s - turn.start_s).max(0.0);
        of.turns += 1;
        of.spoken_s += duration_s;
        let Some(said) = &turn.said else { continue };
        let counted = turn_words(said.text(), turn.start_s, turn.end_s, None);
        of.with_words += 1;
        of.worded_s += duration_s;
        of.words += counted.words;
        of.questions += counted.questions;
        of.we += counted.pronouns.we;
        of.i += counted.pronouns.i;
        of.you += counted.pronouns.you;
    }
    talk
}

#[cfg(test)]
mod tests {
    use attune_data::Said;

    use super::*;

    #[test]
    fn turns_times_and_words_are_counted() {
        let turn = |person, start_s, end_s, said: Option<&str>| Turn {
            person,
            start_s,
            end_s,
            said: said.map(Said::new),
        };
        let turns = [
            turn(0, 0.0, 6.0, Some("Shall we go? I think we should.")),
            turn(1, 6.0, 8.0, None),
            turn(0, 9.0, 9.0, Some("You")),
        ];
        let [a, b] = talk(&turns);
        assert_eq!((a.turns, a.spoken_s, a.words, a.questions), (2, 6.0, 8, 1));
        assert_eq!((a.we, a.i, a.you), (2, 1, 1));
        assert_eq!(a.words_per_min(), Some(80.0));
        assert_eq!((b.turns, b.spoken_s, b.with_words, b.words_per_min()), (1, 2.0, 0, None));
    }
}
