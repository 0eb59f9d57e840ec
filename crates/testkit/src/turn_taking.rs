//! Who takes the floor from whom, from the turns themselves.

use attune_coupling::Side;
use attune_coupling::measure::{FloorTransfer, Turn};

/// Turns of one person in order, any two that overlap, touch, or are less than `join` seconds apart
/// made one until none are left.
pub fn naive_joined(turns: &[Turn], side: Side, join: f64) -> Vec<Turn> {
    let mut own: Vec<Turn> = turns.iter().copied().filter(|t| t.side == side).collect();
    let pause = |x: &Turn, y: &Turn| x.start.max(y.start) - x.end.min(y.end);
    let near = |own: &[Turn]| {
        let pairs = (0..own.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
        pairs.into_iter().find(|&(i, j)| {
            let pause = pause(&own[i], &own[j]);
            pause <= 0.0 || pause < join
        })
    };
    while let Some((i, j)) = near(&own) {
        let other = own.remove(i);
        own[j].start = own[j].start.min(other.start);
        own[j].end = own[j].end.max(other.end);
    }
    own.sort_by(|x, y| x.start.total_cmp(&y.start));
    own
}

/// Floor transfers, and each person's turns wholly within the other's (Stivers et al. 2009; Heldner &
/// Edlund 2010): without those within, a turn that comes right after one of the other takes the floor,
/// its offset the time from the other's end to its start.
///
/// Of two turns that coincide the one of whoever had the floor goes on and the other lies within it;
/// where nobody had it, both lie within each other.
pub fn naive_transfers(a: &[Turn], b: &[Turn]) -> (Vec<FloorTransfer>, [usize; 2]) {
    let all: Vec<Turn> = a.iter().chain(b).copied().collect();
    let others = |side: Side| all.iter().filter(move |u| u.side != side);
    let coincides = |t: &Turn, u: &Turn| (t.start, t.end) == (u.start, u.end);
    let covered =
        |t: &Turn| others(t.side).any(|u| u.start <= t.start && t.end <= u.end && !coincides(t, u));
    let mut order: Vec<Turn> = all.iter().copied().filter(|t| !covered(t)).collect();
    order.sort_by(|x, y| x.start.total_cmp(&y.start));
    // Who had the floor before: of the turns left, the last to begin earlier and not itself dropped.
    let mut floor: Vec<Turn> = Vec::new();
    for turn in order {
        let before = floor.iter().rev().find(|t| t.start < turn.start);
        let twin = others(turn.side).any(|u| coincides(&turn, u));
        if !twin || before.is_some_and(|t| t.side == turn.side) {
            floor.push(turn);
        }
    }
    let transfers = floor.windows(2).filter(|two| two[0].side != two[1].side).map(|two| {
        FloorTransfer { to: two[1].side, at: two[1].start, offset: two[1].start - two[0].end }
    });
    let within = |own: &[Turn]| own.iter().filter(|t| !floor.contains(t)).count();
    (transfers.collect(), [within(a), within(b)])
}
