//! Turn-taking: how soon one speaks after the other, and how often both do.

use super::Turn;
use super::turn::{checked, joined, median, seconds, seconds_together};
use crate::InputError;
use crate::surrogate::Side;

/// Floor transfers, overlap, response latency and speech shares of a talk.
///
/// Floor-transfer offset = start of a turn − end of the other's turn before it: above 0 a gap,
/// below 0 an overlap. A turn that lies wholly within the other's is no transfer ("mm-hm"); of two that
/// coincide, the one of whoever had the floor goes on, and where nobody had it neither takes it.
/// overlap share = seconds both speak / seconds anybody speaks.
///
/// In plain words: do they leave each other room, come in at once, or talk over each other?
///
/// # Inputs
/// `turns`: of both, in any order, seconds. `options.join`: pauses of one person shorter than this
/// do not end a turn.
///
/// # Returns
/// [`TurnTaking`]: offsets and latencies in seconds, shares 0 to 1. Usual gaps differ by language
/// (7 to 470 ms) and by pair: compare a pair with itself. Swapping the people swaps the speakers.
///
/// # Missing data
/// What was not transcribed is silence here: leave out stretches without a transcript.
///
/// # Null
/// Circular shift of one person's turns ([`turn_taking_test`](super::turn_taking_test)): two people
/// who take turns overlap less than two who were not together.
///
/// # Errors
/// A turn that does not end after it begins; one of them never speaks.
///
/// # Example
/// ```
/// use attune_coupling::Side;
/// use attune_coupling::measure::{Turn, TurnOptions, turn_taking};
/// let turn = |side, start, end| Turn { side, start, end };
/// let talk = [
///     turn(Side::A, 0.0, 4.0), turn(Side::B, 2.0, 2.3), // within: no transfer
///     turn(Side::B, 4.2, 6.0), turn(Side::A, 5.5, 9.0),
/// ];
/// let found = turn_taking(&talk, &TurnOptions::default()).unwrap();
/// let offsets: Vec<f64> = found.transfers.iter().map(|t| (t.offset * 10.0).round()).collect();
/// assert_eq!(offsets, [2.0, -5.0]);
/// assert!((found.overlap_share - 0.8 / 8.8).abs() < 1e-12);
/// ```
///
/// # Source
/// Stivers et al. 2009; Heldner & Edlund 2010 for what is within and what between. No program's
/// number to agree with was found.
pub fn turn_taking(turns: &[Turn], options: &TurnOptions) -> Result<TurnTaking, InputError> {
    options.check()?;
    checked(turns)?;
    let (a, b) = (joined(turns, Side::A, options.join), joined(turns, Side::B, options.join));
    let (transfers, within) = transfers(&a, &b);
    let (own_a, own_b, both) = (seconds(&a), seconds(&b), seconds_together(&a, &b));
    let spoken = own_a + own_b - both;
    let speaker = |side: Side, own: &[Turn], spoken: f64| {
        let taken = || transfers.iter().filter(move |t| t.to == side).map(|t| t.offset);
        Speaker {
            turns: own.len(),
            within: within[usize::from(side == Side::B)],
            seconds: spoken,
            share: spoken / (own_a + own_b),
            mean_turn: spoken / own.len() as f64,
            median_offset: median(&taken().collect::<Vec<f64>>()),
            response_latency: median(&taken().filter(|o| *o >= 0.0).collect::<Vec<f64>>()),
            came_in_early: taken().filter(|o| *o < 0.0).count(),
        }
    };
    Ok(TurnTaking {
        a: speaker(Side::A, &a, own_a),
        b: speaker(Side::B, &b, own_b),
        median_offset: median(&transfers.iter().map(|t| t.offset).collect::<Vec<f64>>()),
        overlap_share: both / spoken,
        overlap_seconds: both,
        transfers,
    })
}

/// What ends a turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TurnOptions {
    /// Pauses of one person shorter than this many seconds do not end a turn.
    pub join: f64,
}

impl Default for TurnOptions {
    /// A fifth of a second, about the pause within a breath group.
    fn default() -> Self {
        Self { join: 0.2 }
    }
}

impl TurnOptions {
    /// # Errors
    /// [`InputError::BadLag`] for a pause that is none.
    pub fn check(&self) -> Result<(), InputError> {
        if !(self.join >= 0.0 && self.join.is_finite()) {
            return Err(InputError::BadLag { lag: self.join });
        }
        Ok(())
    }
}

/// What [`turn_taking`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct TurnTaking {
    /// A as a speaker.
    pub a: Speaker,
    /// B as a speaker.
    pub b: Speaker,
    /// Middle floor-transfer offset of both, seconds; `None` where the floor never changed hands.
    pub median_offset: Option<f64>,
    /// Seconds both speak / seconds anybody speaks, 0 to 1.
    pub overlap_share: f64,
    /// Seconds both speak.
    pub overlap_seconds: f64,
    /// Every floor transfer, in order.
    pub transfers: Vec<FloorTransfer>,
}

/// One person as a speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct Speaker {
    /// Turns, after joining.
    pub turns: usize,
    /// Of these, wholly within the other's.
    pub within: usize,
    /// Seconds spoken.
    pub seconds: f64,
    /// Share of both people's seconds, 0 to 1.
    pub share: f64,
    /// Mean length of a turn, seconds.
    pub mean_turn: f64,
    /// Middle offset with which this person takes the floor, seconds; below 0: before the other ends.
    pub median_offset: Option<f64>,
    /// Middle offset of the turns that wait for the other's end, seconds.
    pub response_latency: Option<f64>,
    /// Floor transfers to this person before the other's end.
    pub came_in_early: usize,
}

/// The floor changes hands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FloorTransfer {
    /// Who takes it.
    pub to: Side,
    /// When that turn begins, seconds.
    pub at: f64,
    /// Seconds after the other's end; below 0: before it.
    pub offset: f64,
}

/// The transfers, and each person's turns that lie within the other's.
fn transfers(a: &[Turn], b: &[Turn]) -> (Vec<FloorTransfer>, [usize; 2]) {
    let mut order: Vec<Turn> = a.iter().chain(b).copied().collect();
    // Of two that begin together the longer one first: the other lies within it.
    order.sort_by(|x, y| x.start.total_cmp(&y.start).then(y.end.total_cmp(&x.end)));
    let (mut found, mut within) = (Vec::new(), [0, 0]);
    let mut floor: Option<Turn> = None;
    let mut at = 0;
    while at < order.len() {
        let same = |t: &&Turn| (t.start, t.end) == (order[at].start, order[at].end);
        let mut now: Vec<Turn> = order[at..].iter().take_while(same).copied().collect();
        at += now.len();
        match floor {
            // Who holds the floor goes first; where nobody does, two equal turns give it to nobody.
            Some(holder) => now.sort_by_key(|t| t.side != holder.side),
            None if now.len() > 1 => {
                within = within.map(|count| count + 1);
                continue;
            }
            None => {}
        }
        for turn in now {
            match floor {
                Some(holder) if holder.side != turn.side && turn.end <= holder.end => {
                    within[usize::from(turn.side == Side::B)] += 1;
                    continue;
                }
                Some(holder) if holder.side != turn.side => found.push(FloorTransfer {
                    to: turn.side,
                    at: turn.start,
                    offset: turn.start - holder.end,
                }),
                _ => {}
            }
            floor = Some(turn);
        }
    }
    (found, within)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(side: Side, start: f64, end: f64) -> Turn {
        Turn { side, start, end }
    }

    #[test]
    fn who_goes_on_after_a_pause_takes_no_floor() {
        let talk = [
            turn(Side::A, 0.0, 1.0),
            turn(Side::A, 3.0, 4.0),
            turn(Side::B, 4.5, 6.0),
            turn(Side::A, 5.0, 5.5),
            turn(Side::B, 7.0, 8.0),
            turn(Side::A, 7.5, 9.0),
        ];
        let found = turn_taking(&talk, &TurnOptions::default()).unwrap();
        let seen: Vec<_> = found.transfers.iter().map(|t| (t.to, t.offset)).collect();
        assert_eq!(seen, [(Side::B, 0.5), (Side::A, -0.5)]);
        assert_eq!(
            (found.a.within, found.a.came_in_early, found.b.response_latency),
            (1, 1, Some(0.5))
        );
        assert_eq!(found.a.response_latency, None);
        assert_eq!(found.a.share + found.b.share, 1.0);
    }

    #[test]
    fn of_two_that_begin_together_the_shorter_lies_within() {
        let talk = [
            turn(Side::B, 0.0, 1.0),
            turn(Side::A, 2.0, 3.0),
            turn(Side::B, 2.0, 5.0),
            turn(Side::A, 5.5, 6.0),
        ];
        let found = turn_taking(&talk, &TurnOptions::default()).unwrap();
        let seen: Vec<_> = found.transfers.iter().map(|t| (t.to, t.offset)).collect();
        assert_eq!((seen, found.a.within), (vec![(Side::A, 0.5)], 1));
    }

    #[test]
    fn swapping_swaps_the_speakers_even_where_turns_coincide() {
        let talk = [
            turn(Side::A, 0.0, 1.0),
            turn(Side::B, 0.0, 1.0),
            turn(Side::B, 2.0, 3.0),
            turn(Side::A, 4.0, 5.0),
            turn(Side::B, 4.0, 5.0),
            turn(Side::A, 6.0, 7.0),
        ];
        let other = |side| if side == Side::A { Side::B } else { Side::A };
        let swapped = talk.map(|t| Turn { side: other(t.side), ..t });
        let (one, two) = (
            turn_taking(&talk, &TurnOptions::default()).unwrap(),
            turn_taking(&swapped, &TurnOptions::default()).unwrap(),
        );
        assert_eq!((&one.a, &one.b), (&two.b, &two.a));
        assert_eq!(one.overlap_share, two.overlap_share);
    }
}
