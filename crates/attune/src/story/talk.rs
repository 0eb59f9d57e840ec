use attune_coupling::Side;
use attune_coupling::measure::{Speaker, TurnOptions, turn_taking};
use attune_data::Turn;
pub use attune_signal::words::FunctionClass;
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
    /// Function words, class by class in the order of [`FunctionClass::ALL`].
    pub function: [usize; 9],
    /// How this person takes the floor; `None` where one of the two never speaks.
    pub floor: Option<Floor>,
}

/// How one person takes the floor from the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Floor {
    /// Middle floor-transfer offset, seconds; below 0: before the other ends. `None` where this
    /// person never took the floor.
    pub offset_s: Option<f64>,
    /// Middle of the offsets that waited for the other's end, seconds.
    pub latency_s: Option<f64>,
    /// How often before the other's end.
    pub early: usize,
    /// Seconds both speak / seconds anybody speaks, 0 to 1: the same number for both.
    pub overlap: f64,
}

impl Talk {
    /// Words a minute, over the turns whose words were written down; `None` without any.
    pub fn words_per_min(&self) -> Option<f64> {
        (self.worded_s > 0.0).then(|| 60.0 * self.words as f64 / self.worded_s)
    }

    /// The share of this person's words that belongs to a class, 0 to 1; `None` without words.
    pub fn share_of(&self, class: FunctionClass) -> Option<f64> {
        let place = FunctionClass::ALL.iter().position(|known| *known == class)?;
        (self.words > 0).then(|| self.function[place] as f64 / self.words as f64)
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
        for (known, new) in of.function.iter_mut().zip(counted.function.counts) {
            *known += new;
        }
    }
    for (of, floor) in talk.iter_mut().zip(floors(turns)) {
        of.floor = floor;
    }
    talk
}

/// How both take the floor.
fn floors(turns: &[Turn]) -> [Option<Floor>; 2] {
    // A turn that lasts no time takes no floor.
    let timed = turns.iter().filter(|turn| turn.person < 2 && turn.end_s > turn.start_s);
    let timed: Vec<attune_coupling::measure::Turn> = timed
        .map(|turn| attune_coupling::measure::Turn {
            side: if turn.person == 0 { Side::A } else { Side::B },
            start: turn.start_s,
            end: turn.end_s,
        })
        .collect();
    let Ok(found) = turn_taking(&timed, &TurnOptions::default()) else { return [None; 2] };
    let floor = |of: &Speaker| Floor {
        offset_s: of.median_offset,
        latency_s: of.response_latency,
        early: of.came_in_early,
        overlap: found.overlap_share,
    };
    [Some(floor(&found.a)), Some(floor(&found.b))]
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
        // we, I, we and You, of eight words; B's words were not written down.
        assert_eq!(a.share_of(FunctionClass::PersonalPronoun), Some(0.5));
        assert_eq!(b.share_of(FunctionClass::PersonalPronoun), None);
    }

    #[test]
    fn each_takes_the_floor_in_an_own_way() {
        let turn = |person, start_s, end_s| Turn { person, start_s, end_s, said: None };
        let talk_of = |turns: &[Turn]| talk(turns).map(|of| of.floor);
        // B begins 1 s early, A waits half a second; a turn of no time is passed over.
        let turns = [turn(0, 0.0, 5.0), turn(1, 4.0, 8.0), turn(1, 8.2, 8.2), turn(0, 8.5, 10.0)];
        let [a, b] = talk_of(&turns).map(Option::unwrap);
        assert_eq!((a.offset_s, a.latency_s, a.early), (Some(0.5), Some(0.5), 0));
        assert_eq!((b.offset_s, b.latency_s, b.early), (Some(-1.0), None, 1));
        // One second of 9.5 in which anybody speaks; exact in binary up to the division.
        assert_eq!((a.overlap, b.overlap), (1.0 / 9.5, 1.0 / 9.5));
        assert_eq!(talk_of(&turns[..1]), [None, None], "nobody answers");
    }
}
