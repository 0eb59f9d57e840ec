/// Copies of the turns, evenly spread over all moves.
const COPIES: usize = 199;
/// Nearest that a copy comes to the data, seconds: further than a turn and its answer.
const NEAREST_S: f64 = 20.0;

/// Whether two people take turns at all: p of speaking at the same time as little as they do,
/// against copies in which one person's turns were moved in a loop.
///
/// People who take turns are hardly ever found together by moving; people who never talked to each
/// other are. `NaN` where there is too little to move.
pub(super) fn taking_turns(turns: [&[(f64, f64)]; 2], moved: usize) -> f64 {
    let all = || turns.iter().flat_map(|t| t.iter());
    let ends = all().map(|t| t.0).reduce(f64::min).zip(all().map(|t| t.1).reduce(f64::max));
    let Some((start_s, end_s)) = ends.filter(|(start, end)| end - start > 4.0 * NEAREST_S) else {
        return f64::NAN;
    };
    let length = end_s - start_s;
    let stays = sorted(turns[1 - moved].to_vec());
    let observed = both_speak_s(&stays, &sorted(turns[moved].to_vec()));
    let moved_by = |by: f64| {
        let to = |t: f64| start_s + (t - start_s + by).rem_euclid(length);
        let turns = turns[moved].iter().map(|t| (to(t.0), to(t.0) + t.1 - t.0)).collect();
        both_speak_s(&stays, &sorted(turns))
    };
    let room = length - 2.0 * NEAREST_S;
    let copies = (0..COPIES).map(|k| NEAREST_S + room * (k as f64 + 0.5) / COPIES as f64);
    let as_little = copies.filter(|by| moved_by(*by) <= observed).count();
    (1 + as_little) as f64 / (1 + COPIES) as f64
}

fn sorted(mut turns: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    turns.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.total_cmp(&y.1)));
    turns
}

/// For how long both speak; both lists by their start.
fn both_speak_s(a: &[(f64, f64)], b: &[(f64, f64)]) -> f64 {
    let longest = b.iter().map(|t| t.1 - t.0).fold(0.0, f64::max);
    let with = |own: &(f64, f64)| -> f64 {
        let from = b.partition_point(|t| t.0 < own.0 - longest);
        let near = b[from..].iter().take_while(|t| t.0 < own.1);
        near.map(|t| (own.1.min(t.1) - own.0.max(t.0)).max(0.0)).sum()
    };
    a.iter().map(with).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taking_turns_is_told_from_talking_past_each_other() {
        // Turns of uneven length, each begun when the other's ends; and B's from another talk.
        let talk = |shift: i32| -> [Vec<(f64, f64)>; 2] {
            let (mut t, mut turns) = (0.0, [Vec::new(), Vec::new()]);
            for k in 0..80 {
                let lasts = 3.0 + f64::from((k + shift) * (k + shift) % 11);
                turns[k as usize % 2].push((t, t + lasts));
                t += lasts + 0.3;
            }
            turns
        };
        let (one, other) = (talk(0), talk(5));
        for moved in [0, 1] {
            assert!(taking_turns([&one[0], &one[1]], moved) < 0.01);
            assert!(taking_turns([&one[0], &other[1]], moved) > 0.05);
        }
        assert!(taking_turns([&one[0][..2], &one[1][..2]], 0).is_nan());
    }
}
