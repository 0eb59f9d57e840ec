//! A fitted loop as one JSON object (`attune.fit/1`): what `attune fit --json` prints, and, with the
//! guesses and the course that what-if questions need, the file `attune fit -o` writes.

mod exercise;
mod thresholds;

use attune::dynamics::{CannotTell, Estimate, Guess, Lag, LoopGuesses};
use attune::{Caveat, LongRun, LoopFound, LoopResult};
use serde::{Deserialize, Serialize};

use crate::words;
use exercise::Exercise;
pub(crate) use thresholds::Thresholds;

/// The schema this program writes and reads.
pub const FIT_SCHEMA: &str = "attune.fit/1";

/// A fitted loop on the wire. Numbers that are not finite are `null`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoopFile {
    /// [`FIT_SCHEMA`].
    pub schema: String,
    /// The program's version.
    pub version: String,
    /// Which pair.
    pub dyad: String,
    /// The channels fitted together.
    pub channels: Vec<String>,
    /// What the files call A and B.
    pub people: [String; 2],
    /// What was found, in one sentence.
    pub sentence: String,
    /// What more may be said.
    pub details: Vec<String>,
    /// The verdict on the lagged link.
    pub verdict: String,
    /// What the loop does.
    pub label: String,
    /// The highest rung of the claim ladder the loop model passes.
    pub rung: u8,
    /// Why it cannot tell, as codes with sentences.
    pub reasons: Vec<Said>,
    /// What would help.
    pub help: Vec<String>,
    /// What to keep in mind, as codes with sentences.
    #[serde(default)]
    pub caveats: Vec<Said>,
    /// The numbers; absent where nothing could be fitted.
    pub numbers: Option<Numbers>,
    /// The loop with thresholds, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub thresholds: Option<Thresholds>,
    /// Why no what-if question can be asked, where that is so.
    pub not_asked: Option<Said>,
    /// What what-if questions need.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub guesses: Option<Guesses>,
    /// What happened: the smoothed activation of both.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub course: Option<Course>,
}

/// A code and its sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// Explained by `attune explain CODE`.
    pub code: String,
    /// In plain words.
    pub sentence: String,
}

/// A number with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Ends {
    /// The number itself.
    pub estimate: Option<f64>,
    /// Lower end.
    pub lo: Option<f64>,
    /// Upper end.
    pub hi: Option<f64>,
}

/// Everything the fit says in numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Numbers {
    /// Independent stretches.
    pub n_eff: Option<f64>,
    /// Seconds in which both were measured.
    pub usable_s: f64,
    /// Moments left out because something shook both recordings at once.
    #[serde(default)]
    pub shared_jolts: usize,
    /// Time between samples, seconds.
    pub step_s: f64,
    /// Whether gains and shares may be read.
    pub gains_shown: bool,
    /// Share of draws rejected because they ran away.
    pub rejected_share: f64,
    /// Share of each one's movement that was foreseen one sample ahead (first channel).
    pub foreseen: [Option<f64>; 2],
    /// p of the lagged link against shifted copies.
    pub lr_p_shift: Option<f64>,
    /// How many copies.
    pub shifted_copies: usize,
    /// p against stranger pairs.
    pub lr_p_stranger: Option<f64>,
    /// Parameters, 95 % intervals.
    pub parameters: Parameters,
    /// What the loop does, 95 % intervals; settling by presence 80 %.
    pub metrics: Metrics,
    /// Where movement came from; A and B.
    pub shares: [Shares; 2],
    /// What exercises in turns did to each; absent where none were marked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exercise: Option<Exercise>,
    /// Conditions for reading the loop.
    pub conditions: Vec<Holds>,
    /// The claim ladder.
    pub ladder: Vec<Step>,
}

/// Parameters of the loop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    /// Own return rate of A, per second.
    pub k_a: Ends,
    /// Own return rate of B, per second.
    pub k_b: Ends,
    /// How much of A arrives in B.
    pub gain_a_to_b: Ends,
    /// How much of B arrives in A.
    pub gain_b_to_a: Ends,
    /// Share of shocks that reach both at once.
    pub shared_shock: Ends,
    /// Effect of A's and B's own exercise, where one was marked.
    pub own_effect: [Option<Ends>; 2],
    /// How far a lasting change of the recorded shared input by its standard deviation moves A and
    /// B, where one was recorded.
    #[serde(default)]
    pub shared_effect: [Option<Ends>; 2],
    /// Delays in seconds, A to B and B to A; absent where the recording says nothing about them.
    pub delay_s: Option<[Ends; 2]>,
    /// Why they are absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub delay_not_shown: Option<String>,
}

/// What the loop does when left alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Metrics {
    /// What comes back after one round.
    pub loop_gain: Ends,
    /// Half-life together, seconds.
    pub half_life_s: Ends,
    /// How far a lasting push is amplified.
    pub amplification: Option<Ends>,
    /// Reactivity, per second.
    pub reactivity: Ends,
    /// Share of draws that chase.
    pub chasing: f64,
    /// Share of draws in which more comes back than went.
    pub running_away: f64,
    /// Whether presence speeds the return of A and B; absent where it cannot be told.
    pub settling: Option<[Ends; 2]>,
    /// Why not.
    pub settling_not_told: Option<Said>,
    /// With whom changes tended to start: `a`, `b`, or nobody.
    pub leader: Option<String>,
}

/// Where one person's movement came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    /// Picked up from the other, 80 % interval.
    pub echo: Ends,
    /// Covariance share, 80 % interval.
    pub covariance: Ends,
    /// Reached both at once, 80 % interval.
    pub shared: Ends,
    /// Of the variance built up after some time, 95 % intervals.
    pub long_run: Vec<LongRunEnds>,
}

/// Variance shares after some time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LongRunEnds {
    /// Seconds; absent for the long run.
    pub horizon_s: Option<f64>,
    /// Own.
    pub own: Ends,
    /// The other's.
    pub partner: Ends,
    /// Both at once.
    pub shared: Ends,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Holds {
    /// Its name.
    pub name: String,
    /// Whether it holds.
    pub holds: bool,
    /// What cannot be read otherwise.
    pub otherwise: String,
}

/// One rung.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// 1 to 6.
    pub rung: u8,
    /// What passing it would mean.
    pub question: String,
    /// `null` where it was not tested.
    pub passed: Option<bool>,
    /// By what, or what is missing.
    pub why: String,
}

/// The guesses behind what-if questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Guesses {
    /// Whether the other's displacement takes time to arrive.
    pub lagged: bool,
    /// The estimate.
    pub estimate: GuessFile,
    /// Draws around it.
    pub draws: Vec<GuessFile>,
    /// Share of draws rejected.
    pub rejected_share: f64,
    /// Independent stretches.
    pub n_eff: f64,
    /// Whether each one's own exercise was recorded.
    pub own_input: [bool; 2],
}

/// One loop that would explain the recording; A's number first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GuessFile {
    /// Return rates, per second.
    pub k: [f64; 2],
    /// Gains: of B in A, of A in B.
    pub m: [f64; 2],
    /// Delays, seconds.
    pub tau: [f64; 2],
    /// Effects of own exercises.
    pub b: [f64; 2],
}

/// The smoothed activation, in resting standard deviations from where each settles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// Seconds.
    pub t: Vec<f64>,
    /// A.
    pub a: Vec<f64>,
    /// B.
    pub b: Vec<f64>,
}

impl LoopFile {
    /// A result as a file; with `asked`, with what what-if questions need.
    pub fn new(
        dyad: String,
        people: [String; 2],
        model: &LoopResult,
        caveats: &[Caveat],
        asked: bool,
    ) -> Self {
        let found = model.found.as_deref();
        Self {
            schema: FIT_SCHEMA.into(),
            version: attune::VERSION.into(),
            dyad,
            channels: found.map_or_else(Vec::new, |f| f.channels.clone()),
            people,
            sentence: words::loop_sentence(model),
            details: words::exercise_sentences(model)
                .into_iter()
                .chain(words::loop_details(model))
                .collect(),
            verdict: words::loop_verdict_name(Some(model)).into(),
            label: words::loop_label_name(found).into(),
            rung: found.map_or(0, |f| words::loop_rung(f).number()),
            reasons: model
                .reasons
                .iter()
                .map(|why| Said {
                    code: words::loop_reason_code(why).into(),
                    sentence: words::loop_reason(why),
                })
                .collect(),
            help: words::loop_helps(model),
            caveats: caveats
                .iter()
                .map(|c| Said { code: c.code().into(), sentence: words::caveat(c) })
                .collect(),
            numbers: found.map(Numbers::new),
            thresholds: found.and_then(|f| f.thresholds.as_ref()).map(Thresholds::new),
            not_asked: found.and_then(|f| what_if_guesses(f).err()),
            guesses: found
                .filter(|_| asked)
                .and_then(|f| what_if_guesses(f).ok())
                .map(Guesses::new),
            course: found.filter(|_| asked).map(Course::new),
        }
    }

    /// The object as text.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Reads the object; `None` where the text is none of ours.
    pub fn from_json(text: &str) -> Option<Self> {
        let file: Self = serde_json::from_str(text).ok()?;
        (file.schema == FIT_SCHEMA).then_some(file)
    }
}

/// The guesses what-if questions are asked of; where the fit is not good enough for them, why not:
/// no number is better than one that carries what cannot be read off.
fn what_if_guesses(found: &LoopFound) -> Result<&LoopGuesses, Said> {
    let guesses = found.guesses.as_ref().map_err(said)?;
    guesses.shown(None).map_err(|why| said(&why))?;
    if ["supported", "weak"].contains(&words::link_name(&found.verdict)) {
        Ok(guesses)
    } else {
        Err(Said { code: "not-linked".into(), sentence: words::NOT_ASKED.into() })
    }
}

fn said(why: &CannotTell) -> Said {
    Said { code: words::cannot_tell_code(why).into(), sentence: words::cannot_tell(why) }
}

fn finite(x: f64) -> Option<f64> {
    x.is_finite().then_some(x)
}

impl From<Estimate> for Ends {
    fn from(e: Estimate) -> Self {
        Self { estimate: finite(e.value), lo: finite(e.lo), hi: finite(e.hi) }
    }
}

impl Numbers {
    pub(crate) fn new(found: &LoopFound) -> Self {
        let LoopFound { fit, metrics: m, verdict, .. } = found;
        let foreseen = [0, 1].map(|who: usize| {
            let first = found.residuals.iter().find(|r| r.person == who);
            first.and_then(|r| finite(r.foreseen))
        });
        Self {
            n_eff: finite(fit.n_eff),
            usable_s: fit.usable_s,
            shared_jolts: fit.shared_jolts,
            step_s: found.step_s,
            gains_shown: verdict.gains_shown,
            rejected_share: fit.rejected_share,
            foreseen,
            lr_p_shift: finite(found.p_shift()),
            shifted_copies: found.shifted.null.len(),
            lr_p_stranger: found.p_strangers(),
            parameters: Parameters {
                k_a: fit.return_rate[0].into(),
                k_b: fit.return_rate[1].into(),
                gain_a_to_b: fit.gain[1].into(),
                gain_b_to_a: fit.gain[0].into(),
                shared_shock: fit.shared_shock.into(),
                own_effect: fit.own_effect.map(|e| e.map(Ends::from)),
                shared_effect: fit.shared_effect.map(|e| e.map(Ends::from)),
                delay_s: words::delay_shown(found)
                    .then(|| [fit.delay_s[1].into(), fit.delay_s[0].into()]),
                delay_not_shown: words::delay_not_shown(found).map(Into::into),
            },
            metrics: Metrics {
                loop_gain: m.loop_gain.into(),
                half_life_s: m.half_life_s.into(),
                amplification: m.amplification.map(Ends::from),
                reactivity: m.reactivity.into(),
                chasing: m.chasing,
                running_away: m.running_away,
                settling: verdict.soothing.as_ref().ok().map(|both| both.map(Ends::from)),
                settling_not_told: verdict.soothing.as_ref().err().map(said),
                leader: verdict.starter.map(|who| ["a", "b"][who].to_owned()),
            },
            shares: [0, 1].map(|who| Shares::new(found, who)),
            exercise: found.alternation.as_ref().map(Exercise::new),
            conditions: fit
                .conditions
                .iter()
                .map(|c| Holds {
                    name: words::condition_name(c.kind).into(),
                    holds: c.met,
                    otherwise: words::condition(c.kind).into(),
                })
                .collect(),
            ladder: words::ladder(Some(found))
                .into_iter()
                .map(|step| Step {
                    rung: step.number,
                    question: step.question.into(),
                    passed: step.passed,
                    why: step.why,
                })
                .collect(),
        }
    }
}

impl Shares {
    fn new(found: &LoopFound, who: usize) -> Self {
        let shares = &found.shares[who];
        let run = |run: &LongRun| LongRunEnds {
            horizon_s: run.horizon_s,
            own: run.own.into(),
            partner: run.partner.into(),
            shared: run.shared.into(),
        };
        Self {
            echo: shares.echo.into(),
            covariance: shares.covariance.into(),
            shared: shares.shared.into(),
            long_run: found.long_run[who].iter().map(run).collect(),
        }
    }
}

impl Course {
    fn new(found: &LoopFound) -> Self {
        let whole = |who: usize| {
            let parts = &found.parts.persons[who].parts;
            (0..parts.len()).map(|t| rounded(parts.total(t))).collect()
        };
        Self {
            t: found.parts.times_s.iter().map(|t| rounded(*t)).collect(),
            a: whole(0),
            b: whole(1),
        }
    }
}

/// A thousandth is finer than any eye and any sensor.
fn rounded(x: f64) -> f64 {
    (1000.0 * x).round() / 1000.0
}

impl Guesses {
    fn new(guesses: &LoopGuesses) -> Self {
        let file =
            |g: &Guess| GuessFile { k: g.return_rate, m: g.gain, tau: g.delay_s, b: g.own_effect };
        Self {
            lagged: guesses.lag == Lag::Erlang2,
            estimate: file(&guesses.estimate),
            draws: guesses.guesses.iter().map(file).collect(),
            rejected_share: guesses.rejected_share,
            n_eff: guesses.n_eff,
            own_input: guesses.own_input,
        }
    }

    /// The guesses as the model takes them, both people at rest.
    pub fn back(&self) -> LoopGuesses {
        let guess = |g: &GuessFile| Guess {
            return_rate: g.k,
            gain: g.m,
            delay_s: g.tau,
            own_effect: g.b,
            standing: [0.0; 6],
        };
        LoopGuesses {
            lag: if self.lagged { Lag::Erlang2 } else { Lag::None },
            estimate: guess(&self.estimate),
            guesses: self.draws.iter().map(guess).collect(),
            rejected_share: self.rejected_share,
            n_eff: self.n_eff,
            own_input: self.own_input,
            from_s: None,
        }
    }
}
