use super::smooth::median;
use crate::random::Draws;

/// One person's turns, words and body.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WordsAndBodyOf<'a> {
    /// The turns as (start, end), seconds.
    pub turns: &'a [(f64, f64)],
    /// How positive each turn's words are, any unit; `NaN` where not known.
    pub words: &'a [f64],
    /// Activation from body channels alone, without voice.
    pub body: &'a [f64],
}

/// One turn with its words and its body.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TurnWordsBody {
    /// Start and end, seconds.
    pub span_s: [f64; 2],
    /// Words, standardised within the person's own session.
    pub words: f64,
    /// Body from 2 s before to 4 s after the turn's start, standardised within the same session.
    pub body: f64,
    /// What is left of the body after what this person's words usually go with, standardised.
    pub difference: f64,
    /// Whether the words are at least as positive as the person's median turn.
    pub words_usual: bool,
    /// Cooperative words (at least their median) and a body at 1.5 or more above what goes with
    /// them.
    pub differs: bool,
}

/// A stretch in which words and body differed.
#[derive(Debug, Clone, PartialEq)]
pub struct WordsBodyRun {
    /// Whose.
    pub person: usize,
    /// From the first to the last of its turns, seconds.
    pub span_s: [f64; 2],
    /// Its turns, by their place among the person's turns.
    pub turns: Vec<usize>,
    /// Mean difference of those turns, with the interval of a mean of so many.
    pub difference: crate::Estimate,
    /// p against the strongest stretch of either person in drawn differences.
    pub p: f64,
}

/// Where what two people said and what their bodies did went apart.
#[derive(Debug, Clone, PartialEq)]
pub struct WordsBody {
    /// Every turn of A and of B.
    pub turns: [Vec<TurnWordsBody>; 2],
    /// The stretches, by time.
    pub runs: Vec<WordsBodyRun>,
}

const AROUND_S: [f64; 2] = [-2.0, 4.0];
const DIFFERS_FROM: f64 = 1.5;
const TURNS_IN_A_RUN: usize = 3;
const RUN_WITHIN_S: f64 = 60.0;
const COPIES: usize = 999;
const WORDS_STREAM: u64 = 1 << 48;
/// Fewer turns with words than this have no usual way to differ from.
const FEWEST_TURNS: usize = 12;

/// Where cooperative words went with a tense body, against the person's own usual.
///
/// D_k = b_k − (α + β w_k), slope and level by Theil and Sen, divided by 1.4826 MAD. A turn differs
/// when D > 1.5 and its words are at least their median. A stretch is a group of at least three turns
/// with such words within 60 s whose mean D is above 1.5; where groups share turns, the one whose
/// ΣD/√n is largest.
///
/// In plain words: here the words were friendly and the body was not at ease, more than is usual
/// for this person. Most often that is care for the subject, a warm room, or being watched; it says
/// nothing about being honest.
///
/// # Inputs
/// Both people; time of the first body sample and between samples, seconds.
///
/// # Returns
/// Every turn and the stretches with their p. Exchanging A and B exchanges them.
///
/// # Missing data
/// A turn without words or body differs in nothing; with fewer than 12 known turns of a person
/// there are no stretches of that person.
///
/// # Null
/// Differences drawn as normal numbers with the person's own carry-over from turn to turn; p against
/// the strongest stretch of either person. Moving words over all turns would take every heated
/// stretch, whose words are not cooperative, for chance.
///
/// # Source
/// Science notes 1.11.
#[must_use]
pub fn words_and_body(
    people: [WordsAndBodyOf<'_>; 2],
    start_s: f64,
    step_s: f64,
    seed: u64,
) -> WordsBody {
    let bodies = people.map(|p| body_at_turns(&p, start_s, step_s));
    let turns = [0, 1].map(|i| differences(&people[i], &bodies[i]));
    let mut runs: Vec<WordsBodyRun> = (0..2)
        .flat_map(|person| stretches(&turns[person]).into_iter().map(move |m| (person, m)))
        .map(|(person, members)| run(person, &turns[person], members))
        .collect();
    if !runs.is_empty() {
        let carry = people.map(|p| carry_over(&p, step_s));
        let null: Vec<f64> = (0..COPIES)
            .map(|copy| {
                let strongest =
                    |i: usize| strongest_of(&drawn(&turns[i], carry[i], seed, copy as u64));
                strongest(0).max(strongest(1))
            })
            .collect();
        for run in &mut runs {
            let observed = strength(&turns[run.person], &run.turns);
            let beyond = null.iter().filter(|m| **m >= observed).count();
            run.p = (1.0 + beyond as f64) / (1.0 + null.len() as f64);
        }
    }
    runs.sort_by(|x, y| x.span_s[0].total_cmp(&y.span_s[0]));
    WordsBody { turns, runs }
}

fn run(person: usize, turns: &[TurnWordsBody], members: Vec<usize>) -> WordsBodyRun {
    let n = members.len() as f64;
    let value = members.iter().map(|k| turns[*k].difference).sum::<f64>() / n;
    // Differences are standardised: a mean of n of them is known to within 1.96 / √n.
    let reach = 1.96 / n.sqrt();
    let (first, last) = (members[0], members[members.len() - 1]);
    WordsBodyRun {
        person,
        span_s: [turns[first].span_s[0], turns[last].span_s[1]],
        difference: crate::Estimate { value, lo: value - reach, hi: value + reach },
        turns: members,
        p: f64::NAN,
    }
}

/// The same turns with differences drawn anew: standard normal numbers with the carry-over from turn
/// to turn that this person's differences have.
fn drawn(turns: &[TurnWordsBody], carry: f64, seed: u64, copy: u64) -> Vec<TurnWordsBody> {
    // What was recorded chooses the stream, so that two people of one session draw differently and
    // naming them the other way round changes nothing.
    let content = turns.iter().fold(0_u64, |sum, t| sum.rotate_left(5) ^ t.body.to_bits());
    let mut draws = Draws::new(seed ^ content, WORDS_STREAM + copy);
    let fresh = (1.0 - carry * carry).sqrt();
    let mut copy = turns.to_vec();
    let mut last = draws.normal();
    for turn in copy.iter_mut().filter(|t| t.difference.is_finite()) {
        last = carry * last + fresh * draws.normal();
        turn.difference = last;
    }
    // Standardised as the recorded ones were: a spread taken from so few turns is itself uncertain.
    let known = || copy.iter().map(|t| t.difference).filter(|d| d.is_finite());
    let level = median(&mut known().collect::<Vec<f64>>());
    let spread = 1.4826 * median(&mut known().map(|d| (d - level).abs()).collect::<Vec<f64>>());
    for turn in &mut copy {
        turn.difference = (turn.difference - level) / spread;
    }
    copy
}

/// How much of what the body does at one turn is still there at the person's next, 0 to .9: its
/// autocorrelation over the usual distance of turns, against that over 3 s (which leaves the
/// sensor's noise out), without what is slower than six such distances.
fn carry_over(person: &WordsAndBodyOf<'_>, step_s: f64) -> f64 {
    let mut apart: Vec<f64> = person.turns.windows(2).map(|w| w[1].0 - w[0].0).collect();
    let gap = (median(&mut apart) / step_s).round();
    if !(gap >= 1.0) {
        return 0.0;
    }
    let gap = gap as usize;
    let quick = without_slow(person.body, 3 * gap);
    let together = |lag: usize| {
        let pairs = quick.iter().zip(quick.iter().skip(lag)).map(|(x, y)| x * y);
        let (n, sum) =
            pairs.filter(|p| p.is_finite()).fold((0.0, 0.0), |(n, sum), p| (n + 1.0, sum + p));
        sum / n
    };
    let near = together((3.0 / step_s).round().max(1.0) as usize);
    let carry = together(gap) / near;
    if near > 0.0 && carry.is_finite() { carry.clamp(0.0, 0.9) } else { 0.0 }
}

/// What is left of a series after its mean over `reach` samples either way.
fn without_slow(x: &[f64], reach: usize) -> Vec<f64> {
    let (mut sums, mut counts) = (vec![0.0], vec![0.0]);
    for (t, v) in x.iter().enumerate() {
        let (value, one) = if v.is_finite() { (*v, 1.0) } else { (0.0, 0.0) };
        sums.push(sums[t] + value);
        counts.push(counts[t] + one);
    }
    let mean = |t: usize| {
        let (from, to) = (t.saturating_sub(reach), (t + reach + 1).min(x.len()));
        (sums[to] - sums[from]) / (counts[to] - counts[from])
    };
    x.iter().enumerate().map(|(t, v)| v - mean(t)).collect()
}

/// The body around each turn's start.
fn body_at_turns(person: &WordsAndBodyOf<'_>, start_s: f64, step_s: f64) -> Vec<f64> {
    let place = |t: f64| ((t - start_s) / step_s).ceil().max(0.0) as usize;
    person
        .turns
        .iter()
        .map(|turn| {
            let to = place(turn.0 + AROUND_S[1]).min(person.body.len());
            let inside = &person.body[place(turn.0 + AROUND_S[0]).min(to)..to];
            let known: Vec<f64> = inside.iter().copied().filter(|v| v.is_finite()).collect();
            if 2 * known.len() < inside.len().max(1) {
                return f64::NAN;
            }
            known.iter().sum::<f64>() / known.len() as f64
        })
        .collect()
}

fn differences(person: &WordsAndBodyOf<'_>, bodies: &[f64]) -> Vec<TurnWordsBody> {
    let (words, bodies) = (standardised(person.words), standardised(bodies));
    let known: Vec<(f64, f64)> = words
        .iter()
        .zip(&bodies)
        .map(|(w, b)| (*w, *b))
        .filter(|(w, b)| w.is_finite() && b.is_finite())
        .collect();
    let (level, slope) = theil_sen(&known);
    let left = |w: f64, b: f64| b - level - slope * w;
    let mut sizes: Vec<f64> = known.iter().map(|(w, b)| left(*w, *b).abs()).collect();
    let spread = 1.4826 * median(&mut sizes);
    let enough = known.len() >= FEWEST_TURNS && spread > 0.0;
    let usual = median(&mut known.iter().map(|k| k.0).collect::<Vec<f64>>());
    let each = person.turns.iter().zip(words.iter().zip(&bodies));
    each.map(|(turn, (&words, &body))| {
        let difference = if enough { left(words, body) / spread } else { f64::NAN };
        TurnWordsBody {
            span_s: [turn.0, turn.1],
            words,
            body,
            difference,
            words_usual: words >= usual,
            differs: difference > DIFFERS_FROM && words >= usual,
        }
    })
    .collect()
}

impl TurnWordsBody {
    /// Whether the words are at least as positive as this person's usual ones.
    fn cooperative(&self) -> bool {
        self.words_usual && self.difference.is_finite()
    }
}

/// Groups of at least three cooperative turns within 60 s whose mean difference is above 1.5, none
/// sharing a turn: the strongest first, then the strongest of what is left.
fn stretches(turns: &[TurnWordsBody]) -> Vec<Vec<usize>> {
    let mut left = turns.to_vec();
    let mut found = Vec::new();
    while let Some(group) = strongest_group(&left) {
        let mean = group.iter().map(|k| turns[*k].difference).sum::<f64>() / group.len() as f64;
        if !(mean > DIFFERS_FROM) {
            break;
        }
        for k in group[0]..=group[group.len() - 1] {
            left[k].difference = f64::NAN;
        }
        found.push(group);
    }
    found
}

fn strongest_of(turns: &[TurnWordsBody]) -> f64 {
    strongest_group(turns).map_or(0.0, |group| strength(turns, &group))
}

fn strongest_group(turns: &[TurnWordsBody]) -> Option<Vec<usize>> {
    let cooperative: Vec<usize> = (0..turns.len()).filter(|k| turns[*k].cooperative()).collect();
    let mut best: Option<(f64, &[usize])> = None;
    for first in 0..cooperative.len() {
        for last in first + TURNS_IN_A_RUN - 1..cooperative.len() {
            let group = &cooperative[first..=last];
            if turns[cooperative[last]].span_s[0] - turns[group[0]].span_s[0] > RUN_WITHIN_S {
                break;
            }
            let strength = strength(turns, group);
            if best.is_none_or(|(known, _)| strength > known) {
                best = Some((strength, group));
            }
        }
    }
    best.map(|(_, group)| group.to_vec())
}

/// How strong a stretch is: its mean difference in standard errors of a mean of so many.
fn strength(turns: &[TurnWordsBody], members: &[usize]) -> f64 {
    let sum: f64 = members.iter().map(|k| turns[*k].difference).sum();
    sum / (members.len() as f64).sqrt()
}

fn standardised(values: &[f64]) -> Vec<f64> {
    let known: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    let n = known.len() as f64;
    let mean = known.iter().sum::<f64>() / n;
    let sd = (known.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0)).sqrt();
    values.iter().map(|v| if sd > 0.0 { (v - mean) / sd } else { f64::NAN }).collect()
}

/// Level and slope that single turns do not pull about: the median of all pairs' slopes.
fn theil_sen(points: &[(f64, f64)]) -> (f64, f64) {
    let mut slopes = Vec::with_capacity(points.len() * points.len() / 2);
    for (i, p) in points.iter().enumerate() {
        let apart = points[i + 1..].iter().filter(|q| (q.0 - p.0).abs() > 1e-9);
        slopes.extend(apart.map(|q| (q.1 - p.1) / (q.0 - p.0)));
    }
    let slope = if slopes.is_empty() { 0.0 } else { median(&mut slopes) };
    let mut levels: Vec<f64> = points.iter().map(|p| p.1 - slope * p.0).collect();
    (median(&mut levels), slope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn friendly_words_on_a_tense_body_stand_out() {
        let turns: Vec<(f64, f64)> =
            (0..40).map(|k| (10.0 + 16.0 * f64::from(k), 17.0 + 16.0 * f64::from(k))).collect();
        let words: Vec<f64> = (0..40)
            .map(|k| if (20..24).contains(&k) { 0.8 } else { f64::from(k * 7 % 11) / 11.0 - 0.5 })
            .collect();
        let tense = |t: f64| turns[20].0 - 3.0 < t && t < turns[23].1;
        let body: Vec<f64> = (0..700)
            .map(|t| {
                f64::from(t * t % 23) / 23.0 - 0.5 + if tense(f64::from(t)) { 2.5 } else { 0.0 }
            })
            .collect();
        let quiet: Vec<f64> = (0..700).map(|t| f64::from(t * t % 23) / 23.0).collect();
        let a = WordsAndBodyOf { turns: &turns, words: &words, body: &body };
        let b = WordsAndBodyOf { turns: &turns, words: &words, body: &quiet };
        let found = words_and_body([a, b], 0.0, 1.0, 1);
        assert_eq!(found.runs.len(), 1);
        assert_eq!((found.runs[0].person, &found.runs[0].turns[..]), (0, &[20, 21, 22, 23][..]));
        assert!(found.runs[0].p < 0.05, "{}", found.runs[0].p);
        assert!(found.turns[1].iter().filter(|t| t.differs).count() < 6);
    }
}
