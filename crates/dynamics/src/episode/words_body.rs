use super::own_noise::OwnNoise;
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
    /// Body from 2 s before the turn to 4 s after it, standardised within the same session.
    pub body: f64,
    /// What is left of the body after what usually goes with this person's words and with the
    /// other's body, standardised.
    pub difference: f64,
    /// Whether the words are at least as positive as the person's median turn.
    pub words_usual: bool,
    /// Cooperative words (at least their median) and a body at 1.5 or more above what goes with
    /// them and with the other's body.
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
    /// Mean difference of those turns, with the interval of a mean of so many; not corrected for the
    /// run having been picked because it is large, which is what `p` counts.
    pub difference: crate::Estimate,
    /// p against the strongest stretch of either person in drawn ups and downs.
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

/// A body is looked at from so long before a turn to so long after it, seconds.
const AROUND_S: [f64; 2] = [2.0, 4.0];
/// The other's body from so long before that, seconds: what is picked up takes a moment.
const OTHER_EARLIER_S: f64 = 4.0;
const DIFFERS_FROM: f64 = 1.5;
const TURNS_IN_A_RUN: usize = 3;
const RUN_WITHIN_S: f64 = 60.0;
const COPIES: usize = 999;
const WORDS_STREAM: u64 = 1 << 48;
/// Fewer turns with words than this have no usual way to differ from.
const FEWEST_TURNS: usize = 12;

/// Where cooperative words went with a tense body, against the person's own usual.
///
/// D_k = b_k − (α + β w_k + γ o_k), divided by 1.4826 MAD; b the body around turn k, w its words, o
/// the other's body around it. γ (never below 0), then level and β by Theil and Sen. A turn differs
/// when D > 1.5 and its words are at least their median. A stretch is a group of at least three turns
/// with such words within 60 s whose mean D is above 1.5; where groups share turns, the one whose
/// ΣD/√n is largest.
///
/// In plain words: here the words were friendly and the body was not at ease, more than is usual
/// for this person and more than the other's body goes with. Most often that is care for the
/// subject, a warm room, or being watched; it says nothing about being honest.
///
/// # Inputs
/// Both people; time of the first body sample and between samples, seconds.
///
/// # Returns
/// Every turn and the stretches with their p. Exchanging A and B exchanges them.
///
/// # Missing data
/// A turn without words or body differs in nothing; with fewer than 12 known turns of a person
/// there are no stretches of that person. Where the other's body is missing it counts as usual.
///
/// # Null
/// A body that goes up and down as this one does of itself: white noise and ups and downs with a
/// memory, both taken from what samples some seconds apart differ by, averaged around the same
/// turns; p against the strongest stretch of either person. Moving words or bodies in time would not
/// do: friendly words are common, and a stretch that differs would differ again wherever it is
/// moved to.
///
/// # Source
/// `docs/mathematics.md` 10.
#[must_use]
pub fn words_and_body(
    people: [WordsAndBodyOf<'_>; 2],
    start_s: f64,
    step_s: f64,
    seed: u64,
) -> WordsBody {
    let clock = Clock { start_s, step_s };
    let told = [0, 1].map(|i| differences(&people[i], people[1 - i].body, clock));
    let turns = told.each_ref().map(|(turns, _)| turns.clone());
    let mut runs: Vec<WordsBodyRun> = (0..2)
        .flat_map(|person| stretches(&turns[person]).into_iter().map(move |m| (person, m)))
        .map(|(person, members)| run(person, &turns[person], members))
        .collect();
    if !runs.is_empty() {
        let chance = [0, 1].map(|i| {
            let (turns, slope) = &told[i];
            UpsAndDowns::of(&people[i], people[1 - i].body, *slope, turns, clock)
        });
        let null: Vec<f64> = (0..COPIES)
            .map(|copy| {
                let strongest =
                    |i: usize| strongest_of(&chance[i].drawn(&turns[i], seed, copy as u64));
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
    // Differences are standardised: a mean of n of them is known to within 1.96 / √n, were they
    // independent and this run not picked for being large. p counts both; the interval does not.
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

/// When samples of a body were taken.
#[derive(Clone, Copy)]
struct Clock {
    start_s: f64,
    step_s: f64,
}

impl Clock {
    /// The samples from one time to another, as far as the body goes.
    fn samples(self, body: &[f64], from_s: f64, to_s: f64) -> std::ops::Range<usize> {
        let place = |t: f64| ((t - self.start_s) / self.step_s).ceil().max(0.0) as usize;
        let to = place(to_s).min(body.len());
        place(from_s).min(to)..to
    }

    /// Around a turn, from so much earlier.
    fn around(self, body: &[f64], turn: (f64, f64), earlier_s: f64) -> std::ops::Range<usize> {
        self.samples(body, turn.0 - AROUND_S[0] - earlier_s, turn.1 + AROUND_S[1])
    }

    /// Mean of the body around each turn.
    fn at_turns(self, body: &[f64], turns: &[(f64, f64)], earlier_s: f64) -> Vec<f64> {
        let mean = |turn: &(f64, f64)| {
            let inside = &body[self.around(body, *turn, earlier_s)];
            let known = inside.iter().copied().filter(|v| v.is_finite());
            let (n, sum) = known.fold((0.0, 0.0), |(n, sum), v| (n + 1.0, sum + v));
            if 2.0 * n < inside.len().max(1) as f64 { f64::NAN } else { sum / n }
        };
        turns.iter().map(mean).collect()
    }
}

/// What one person's differences look like by chance.
struct UpsAndDowns {
    /// Which of the turns have a difference.
    known: Vec<usize>,
    /// Lower triangular square root of the covariance of their bodies: each row from the first
    /// entry that is not 0 (its place, then the entries up to the diagonal).
    root: Vec<(usize, Vec<f64>)>,
}

impl UpsAndDowns {
    /// Of the body without what goes with the other's, as it changes from second to second.
    fn of(
        person: &WordsAndBodyOf<'_>,
        other: &[f64],
        slope: f64,
        turns: &[TurnWordsBody],
        clock: Clock,
    ) -> Self {
        let behind = (0.5 * OTHER_EARLIER_S / clock.step_s).round() as usize;
        let beside = |t: usize| other.get(t.saturating_sub(behind)).copied().unwrap_or(f64::NAN);
        let alone: Vec<f64> = if slope > 0.0 {
            person.body.iter().enumerate().map(|(t, b)| b - slope * beside(t)).collect()
        } else {
            person.body.to_vec()
        };
        let noise = OwnNoise::of(&alone, clock.step_s);
        let known: Vec<usize> =
            (0..turns.len()).filter(|k| turns[*k].difference.is_finite()).collect();
        let around: Vec<_> =
            known.iter().map(|k| clock.around(person.body, person.turns[*k], 0.0)).collect();
        Self { root: root(&around, noise), known }
    }

    /// The same turns with differences drawn anew.
    fn drawn(&self, turns: &[TurnWordsBody], seed: u64, copy: u64) -> Vec<TurnWordsBody> {
        // What was recorded chooses the stream, so that two people of one session draw differently
        // and naming them the other way round changes nothing.
        let content = turns.iter().fold(0_u64, |sum, t| sum.rotate_left(5) ^ t.body.to_bits());
        let mut draws = Draws::new(seed ^ content, WORDS_STREAM + copy);
        let fresh: Vec<f64> = self.known.iter().map(|_| draws.normal()).collect();
        let mut copy = turns.to_vec();
        for (k, (first, row)) in self.known.iter().zip(&self.root) {
            copy[*k].difference = row.iter().zip(&fresh[*first..]).map(|(r, z)| r * z).sum();
        }
        // Standardised as the recorded ones were: a spread taken from so few turns is itself
        // uncertain.
        let known = || self.known.iter().map(|k| copy[*k].difference);
        let level = median(&mut known().collect::<Vec<f64>>());
        let spread = 1.4826 * median(&mut known().map(|d| (d - level).abs()).collect::<Vec<f64>>());
        for k in &self.known {
            copy[*k].difference = (copy[*k].difference - level) / spread;
        }
        copy
    }
}

/// Ups and downs are forgotten where less than this share of them is left.
const FORGOTTEN: f64 = 1e-3;

/// Cholesky factor of the covariance of means over these samples.
fn root(around: &[std::ops::Range<usize>], noise: OwnNoise) -> Vec<(usize, Vec<f64>)> {
    let longest = around.iter().map(|range| range.len()).max().unwrap_or_default();
    let reach = if noise.carry > 0.0 { (FORGOTTEN.ln() / noise.carry.ln()) as usize } else { 0 };
    let carried: Vec<f64> =
        (0..=reach).map(|lag| noise.own * noise.carry.powi(lag as i32)).collect();
    let covariance = |x: &std::ops::Range<usize>, y: &std::ops::Range<usize>| {
        let mut sum = 0.0;
        for s in x.clone() {
            for t in y.start.max(s.saturating_sub(reach))..y.end.min(s + reach + 1) {
                sum += carried[s.abs_diff(t)] + if s == t { noise.white } else { 0.0 };
            }
        }
        sum / (x.len() * y.len()) as f64
    };
    let mut root: Vec<(usize, Vec<f64>)> = Vec::with_capacity(around.len());
    for (i, own) in around.iter().enumerate() {
        let near = |j: &usize| around[*j].start + longest + reach >= own.start;
        let first = (0..i).find(near).unwrap_or(i);
        let mut row: Vec<f64> = Vec::with_capacity(i - first + 1);
        for (j, other) in around.iter().enumerate().take(i + 1).skip(first) {
            let (from, earlier) =
                if j < i { (root[j].0, &root[j].1[..]) } else { (first, &row[..]) };
            let shared = first.max(from)..j;
            let done: f64 = shared.map(|k| row[k - first] * earlier[k - from]).sum();
            let left = covariance(own, other) - done;
            let entry =
                if j < i { left / root[j].1[j - from] } else { left.max(f64::MIN_POSITIVE).sqrt() };
            row.push(entry);
        }
        root.push((first, row));
    }
    root
}

/// Every turn, and how much of the other's body goes with this one's.
fn differences(
    person: &WordsAndBodyOf<'_>,
    other: &[f64],
    clock: Clock,
) -> (Vec<TurnWordsBody>, f64) {
    let bodies = clock.at_turns(person.body, person.turns, 0.0);
    let beside = clock.at_turns(other, person.turns, OTHER_EARLIER_S);
    let both = |(x, y): &(f64, f64)| x.is_finite() && y.is_finite();
    let paired = |x: &[f64], y: &[f64]| -> Vec<(f64, f64)> {
        x.iter().copied().zip(y.iter().copied()).filter(both).collect()
    };
    let with_other = paired(&beside, &bodies);
    // Bodies that go opposite ways would make a calm other a reason for a tense body.
    let slope =
        if with_other.len() < FEWEST_TURNS { 0.0 } else { theil_sen(&with_other).1.max(0.0) };
    let usual_other = median(&mut with_other.iter().map(|p| p.0).collect::<Vec<f64>>());
    let alone: Vec<f64> = bodies
        .iter()
        .zip(&beside)
        .map(|(b, o)| if o.is_finite() { b - slope * (o - usual_other) } else { *b })
        .collect();
    let words = standardised(person.words);
    let known = paired(&words, &alone);
    let (level, per_word) = theil_sen(&known);
    let left = |w: f64, b: f64| b - level - per_word * w;
    let mut sizes: Vec<f64> = known.iter().map(|(w, b)| left(*w, *b).abs()).collect();
    let spread = 1.4826 * median(&mut sizes);
    let enough = known.len() >= FEWEST_TURNS && spread > 0.0;
    let usual = median(&mut known.iter().map(|k| k.0).collect::<Vec<f64>>());
    let shown = standardised(&bodies);
    let turns = (0..person.turns.len().min(words.len()))
        .map(|k| {
            let difference = if enough { left(words[k], alone[k]) / spread } else { f64::NAN };
            TurnWordsBody {
                span_s: [person.turns[k].0, person.turns[k].1],
                words: words[k],
                body: shown[k],
                difference,
                words_usual: words[k] >= usual,
                differs: difference > DIFFERS_FROM && words[k] >= usual,
            }
        })
        .collect();
    (turns, slope)
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
