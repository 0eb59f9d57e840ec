//! The same study analysed under every combination of defensible choices.

use std::sync::atomic::Ordering;

use attune_data::Study;

use crate::{
    Analysis, AnalyzeError, Control, Dyad, Interval, Null, Plan, Provenance, Reason, Verdict,
    analyze,
};

/// One combination of choices, before it is analysed.
#[derive(Debug, Clone, PartialEq)]
pub struct Universe {
    /// The value of each varied choice, in the order of [`Multiverse::varied`].
    pub values: Vec<String>,
    /// The whole plan.
    pub plan: Plan,
}

/// A choice that was varied, and the values it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Varied {
    /// The choice, as its flag is called.
    pub name: String,
    /// The values, in the order given.
    pub values: Vec<String>,
}

/// What came out of every universe.
#[derive(Debug, Clone, PartialEq)]
pub struct Multiverse {
    /// The study's name.
    pub study: String,
    /// What was varied.
    pub varied: Vec<Varied>,
    /// How many universes there are.
    pub asked: usize,
    /// Those finished, in order.
    pub universes: Vec<UniverseResult>,
    /// Where this came from; complete where every universe was finished.
    pub provenance: Provenance,
}

/// One universe's result.
#[derive(Debug, Clone, PartialEq)]
pub struct UniverseResult {
    /// The value of each varied choice.
    pub values: Vec<String>,
    /// What was found, channel by channel; or why nothing could be.
    pub outcome: Result<Vec<UniverseChannel>, AnalyzeError>,
}

/// One channel in one universe, with its nulls of that universe.
#[derive(Debug, Clone, PartialEq)]
pub struct UniverseChannel {
    /// The channel.
    pub channel: String,
    /// Cohen's d of real against stranger pairs with its interval; `None` without strangers.
    pub effect: Option<(f64, Interval)>,
    /// Real dyads in that comparison.
    pub n_real: usize,
    /// Stranger pairs in it.
    pub n_pseudo: usize,
    /// Mean of mean z over dyads; `NaN` where no dyad has one.
    pub real_mean: f64,
    /// Where no dyad has a number, the commonest reason why.
    pub untold: Option<Reason>,
    /// Dyad by dyad, in the study's order.
    pub dyads: Vec<UniverseDyad>,
}

/// One dyad's one channel in one universe.
#[derive(Debug, Clone, PartialEq)]
pub struct UniverseDyad {
    /// The dyad, with its session where it has several.
    pub dyad: String,
    /// The primary statistic; `NaN` where there is none.
    pub mean_z: f64,
    /// Its interval.
    pub interval: Interval,
    /// p against shifted copies.
    pub p_shift: f64,
    /// q over the dyads of that universe.
    pub q: f64,
    /// Place among stranger pairs, where there are any.
    pub stranger_percentile: Option<f64>,
    /// The verdict in that universe.
    pub verdict: Verdict,
}

/// Analyses a study once per universe, each with its own nulls and stranger pairs, without the
/// loop model.
///
/// Universes run one after another, each on every thread. When it is stopped from outside, the
/// universes finished so far are kept and the one under way is dropped.
pub fn multiverse(
    study: &Study,
    varied: Vec<Varied>,
    universes: &[Universe],
    control: &Control<'_>,
) -> Multiverse {
    let mut found = Vec::new();
    let quiet = Control { progress: &|_, _, _| {}, cancelled: control.cancelled };
    for universe in universes {
        if control.cancelled.load(Ordering::Relaxed) {
            break;
        }
        let plan = Plan { loop_model: false, measures: Vec::new(), ..universe.plan.clone() };
        let analysis = analyze(study, &plan, &quiet);
        // Cut short, it may lack dyads.
        if control.cancelled.load(Ordering::Relaxed) {
            break;
        }
        let outcome = analysis.map(|analysis| channels(&analysis));
        found.push(UniverseResult { values: universe.values.clone(), outcome });
        (control.progress)("universes", found.len(), universes.len());
    }
    Multiverse {
        study: study.name.clone(),
        varied,
        asked: universes.len(),
        provenance: Provenance {
            version: crate::VERSION,
            sources: study.sources.clone(),
            notes: study.notes.clone(),
            lexicon: crate::provenance::LexiconUsed::of(study),
            simulated: false,
            complete: found.len() == universes.len(),
            names_hidden: false,
        },
        universes: found,
    }
}

fn channels(analysis: &Analysis) -> Vec<UniverseChannel> {
    let one = |channel: &String| {
        let of = || analysis.dyads.iter().filter(|dyad| dyad.channel == *channel);
        let dyads: Vec<UniverseDyad> = of().map(dyad).collect();
        let whole = analysis
            .channels
            .iter()
            .find(|result| result.channel == *channel && result.group.is_none());
        let means: Vec<f64> =
            dyads.iter().map(|dyad| dyad.mean_z).filter(|z| z.is_finite()).collect();
        UniverseChannel {
            channel: channel.clone(),
            effect: whole.map(|result| (result.d, result.interval)),
            n_real: means.len(),
            n_pseudo: whole.map_or(0, |result| result.n_pseudo),
            real_mean: means.iter().sum::<f64>() / means.len() as f64,
            untold: Reason::commonest(of().filter_map(|dyad| dyad.reasons.first().copied()))
                .filter(|_| means.is_empty()),
            dyads,
        }
    };
    analysis.study.channels.iter().map(one).collect()
}

fn dyad(dyad: &Dyad) -> UniverseDyad {
    let found = dyad.synchrony.as_ref();
    let test = found.and_then(|s| s.tests.iter().find(|test| test.null == Null::Shift));
    let nothing = Interval { lo: f64::NAN, hi: f64::NAN };
    UniverseDyad {
        dyad: match &dyad.session {
            Some(session) => format!("{}/{session}", dyad.dyad),
            None => dyad.dyad.clone(),
        },
        mean_z: found.map_or(f64::NAN, |s| s.mean_z),
        interval: found.map_or(nothing, |s| s.mean_z_interval),
        p_shift: test.map_or(f64::NAN, |test| test.p),
        q: found.map_or(f64::NAN, |s| s.q),
        stranger_percentile: found.and_then(|s| s.stranger_percentile),
        verdict: dyad.verdict,
    }
}
