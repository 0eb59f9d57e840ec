//! A made-up study with one dyad of every verdict, for tests and for looking at pages.
//!
//! Nobody was recorded: traces come from a small congruential generator. Numbers of the tests are
//! written by hand, so that each dyad shows what it is here to show.

use attune::{
    Analysis, Caveat, ChannelResult, Dyad, Facets, Interval, LagCurve, LagMap, Null, NullTest,
    Person, Plan, Provenance, Reason, Rung, StrangerPair, StudySummary, Synchrony, VERSION,
    Verdict, Window,
};
use attune_data::{Fault, FaultCode, Kind, Severity, Source};

/// Six dyads: clear, some sign, not seen, a recording used twice, too slow, and one with gaps.
pub(crate) fn study() -> Analysis {
    let strangers = strangers(342);
    let mut dyads = vec![
        dyad("4", 0.22, 400, 4),
        dyad("7", 0.0, 430, 7),
        dyad("11", 0.75, 540, 11),
        dyad("19", 1.0, 421, 19),
        dyad("23", 0.1, 380, 23),
        dyad("31", 0.4, 500, 31),
    ];
    let claims = [
        claim(Rung::None, Verdict::Weak, 0.084, 0.21, 96.4),
        claim(Rung::None, Verdict::NotSeen, 0.412, 0.55, 61.0),
        claim(Rung::BeyondSameTask, Verdict::Supported, 0.001, 0.006, 99.7),
        claim(Rung::None, Verdict::CannotTell, 1.0, 1.0, 0.0),
        claim(Rung::None, Verdict::CannotTell, 0.3, 0.5, 71.0),
        claim(Rung::BeyondSameTask, Verdict::Supported, 0.014, 0.042, 97.2),
    ];
    for (dyad, claim) in dyads.iter_mut().zip(claims) {
        apply(dyad, &claim);
    }
    let fault = identical();
    dyads[3].synchrony = None;
    dyads[3].people[1].trace = dyads[3].people[0].trace.clone();
    dyads[3].reasons = vec![Reason::Faulty(FaultCode::IdenticalSeries)];
    dyads[3].caveats = vec![Caveat::Fault(fault.clone())];
    dyads[4].n_eff = 11.4;
    dyads[4].reasons = vec![Reason::TooFewIndependentStretches { n_eff: 11.4, needed: 20.0 }];
    for at in (120..180).chain(330..352) {
        dyads[5].people[1].trace[at] = f64::NAN;
    }
    dyads[5].people[1].usable_share = 1.0 - 82.0 / 500.0;
    dyads[5].usable_s = 836.0;
    dyads[5].caveats.insert(0, Caveat::MissingShare { share: 0.164 });
    if let Some(synchrony) = &mut dyads[5].synchrony {
        blank_windows(synchrony, 240.0, 360.0);
        blank_windows(synchrony, 660.0, 704.0);
    }
    let real: Vec<f64> =
        dyads.iter().filter_map(|d| d.synchrony.as_ref()).map(|s| s.mean_z).collect();
    Analysis {
        study: StudySummary {
            name: "six made-up pairs".into(),
            dyads: dyads.len(),
            channels: vec!["dial".into()],
            groups: Vec::new(),
            coded: 0,
            coded_known: 0,
        },
        plan: Plan::for_kind(Kind::Rating),
        channels: vec![ChannelResult {
            channel: "dial".into(),
            group: None,
            d: 1.37,
            interval: Interval { lo: 0.71, hi: 2.12 },
            real_mean: real.iter().sum::<f64>() / real.len() as f64,
            stranger_mean: 0.01,
            stranger_sd: 0.055,
            n_real: real.len(),
            n_pseudo: strangers.len(),
        }],
        dyads,
        strangers,
        stories: Vec::new(),
        soothing: Vec::new(),
        faults: vec![fault],
        failures: Vec::new(),
        provenance: Provenance {
            version: VERSION,
            sources: vec![Source {
                path: "made-up/dial.csv".into(),
                bytes: 52_112,
                sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
            }],
            notes: vec!["time unit not said: taken as seconds".into()],
            lexicon: None,
            simulated: false,
            complete: true,
            names_hidden: false,
        },
    }
}

/// One clear simulated couple, without stranger pairs.
pub(crate) fn one_couple() -> Analysis {
    let mut study = study();
    study.study.name = "a simulated couple".into();
    study.study.dyads = 1;
    study.strangers.clear();
    study.channels.clear();
    study.faults.clear();
    study.provenance.simulated = true;
    study.dyads = vec![study.dyads[2].clone()];
    let dyad = &mut study.dyads[0];
    dyad.dyad = "demo".into();
    dyad.rung = Rung::Link;
    dyad.reasons = vec![Reason::BeyondShifted { p: 0.001 }, Reason::NoStrangers { dyads: 1 }];
    dyad.caveats.push(Caveat::NoStrangerPairs);
    if let Some(synchrony) = &mut dyad.synchrony {
        synchrony.stranger_percentile = None;
        synchrony.n_strangers = 0;
    }
    study
}

/// Many dyads, to see how large and how quick the page is.
pub(crate) fn large(dyads: usize) -> Analysis {
    let mut study = study();
    let kinds = study.dyads.clone();
    study.dyads = (0..dyads)
        .map(|at| {
            let kind = &kinds[at % kinds.len()];
            let mut dyad = dyad(&(at + 1).to_string(), 0.3, 510, at as u64);
            (dyad.rung, dyad.verdict) = (kind.rung, kind.verdict);
            (dyad.reasons, dyad.caveats) = (kind.reasons.clone(), kind.caveats.clone());
            dyad
        })
        .collect();
    study.study.dyads = dyads;
    study.study.name = format!("{dyads} made-up pairs");
    study
}

/// The same pair recorded 25 times a second, as noisy as can be: the most that a page has to hold.
pub(crate) fn refine(dyad: &mut Dyad) {
    let mut dice = Dice(99);
    (dyad.n, dyad.step_s) = (15_000, 0.04);
    for person in &mut dyad.people {
        person.trace = (0..15_000).map(|_| dice.bell().abs() * 1000.0).collect();
    }
    if let Some(found) = &mut dyad.synchrony {
        found.map.lag_s = (-125..=125).map(|lag| f64::from(lag) * 0.04).collect();
        found.map.t0 = (0..570).map(f64::from).collect();
        found.map.r = (0..570 * 251).map(|_| 2.0 * dice.roll() - 1.0).collect();
        let window = found.windows[0];
        found.windows = (0..570)
            .map(|t| Window { t0: f64::from(t), t1: f64::from(t + 30), ..window })
            .collect();
    }
}

fn identical() -> Fault {
    Fault {
        code: FaultCode::IdenticalSeries,
        severity: Severity::Error,
        dyad: Some("19".into()),
        session: None,
        person: None,
        channel: Some("dial".into()),
        message: "both people's series are the same: 421 of 421 samples".into(),
    }
}

struct Claim {
    rung: Rung,
    verdict: Verdict,
    p: f64,
    q: f64,
    percentile: f64,
}

fn claim(rung: Rung, verdict: Verdict, p: f64, q: f64, percentile: f64) -> Claim {
    Claim { rung, verdict, p, q, percentile }
}

fn apply(dyad: &mut Dyad, claim: &Claim) {
    (dyad.rung, dyad.verdict) = (claim.rung, claim.verdict);
    dyad.reasons = vec![
        if claim.p < 0.05 {
            Reason::BeyondShifted { p: claim.p }
        } else {
            Reason::NotBeyondShifted { p: claim.p }
        },
        if claim.percentile >= 95.0 {
            Reason::BeyondStrangers { percentile: claim.percentile, pairs: 342 }
        } else {
            Reason::NotBeyondStrangers { percentile: claim.percentile, pairs: 342 }
        },
    ];
    dyad.caveats = vec![Caveat::UnrecordedSharedCause];
    if let Some(synchrony) = &mut dyad.synchrony {
        synchrony.q = claim.q;
        synchrony.stranger_percentile = Some(claim.percentile);
        for test in &mut synchrony.tests {
            test.p = claim.p;
        }
    }
}

/// Numbers in (0, 1), the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as f64 + 0.5) / (1u64 << 31) as f64
    }

    /// Roughly normal, mean 0, standard deviation 1.
    fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.roll()).sum::<f64>() - 6.0
    }
}

fn strangers(pairs: usize) -> Vec<StrangerPair> {
    let mut dice = Dice(5);
    (0..pairs)
        .map(|at| StrangerPair {
            channel: "dial".into(),
            dyad_a: (at / 18 + 1).to_string(),
            person_a: "man".into(),
            dyad_b: (at % 18 + 2).to_string(),
            person_b: "woman".into(),
            n: 480,
            mean_z: 0.01 + 0.055 * dice.bell(),
        })
        .collect()
}

/// A dial that rests and moves in steps, between 0 and 5; `shared` of its moves are common.
fn traces(shared: f64, n: usize, seed: u64) -> [Vec<f64>; 2] {
    let mut dice = Dice(seed * 977 + 13);
    let (mut a, mut b) = (2.5f64, 2.5f64);
    let (mut to_a, mut to_b) = (2.5, 2.5);
    let mut waiting: Vec<(usize, f64)> = Vec::new();
    let mut out = [Vec::with_capacity(n), Vec::with_capacity(n)];
    for t in 0..n {
        if dice.roll() < 0.07 {
            to_a = (2.9 + 1.1 * dice.bell()).clamp(0.0, 5.0);
            if dice.roll() < shared {
                waiting.push((t + 2, to_a + 0.3 * dice.bell()));
            }
        }
        if dice.roll() < 0.07 * (1.0 - shared) {
            to_b = (2.9 + 1.1 * dice.bell()).clamp(0.0, 5.0);
        }
        if let Some(at) = waiting.iter().position(|&(when, _)| when == t) {
            to_b = waiting.remove(at).1.clamp(0.0, 5.0);
        }
        a += 0.4 * (to_a - a);
        b += 0.4 * (to_b - b);
        // A hand is never quite still; without this a resting dial has no correlation at all.
        out[0].push(((a + 0.03 * dice.bell()) * 100.0).round() / 100.0);
        out[1].push(((b + 0.03 * dice.bell()) * 100.0).round() / 100.0);
    }
    out
}

fn dyad(id: &str, shared: f64, n: usize, seed: u64) -> Dyad {
    let [a, b] = traces(shared, n, seed);
    let synchrony = synchrony(&a, &b, seed);
    let person = |name: &str, trace: Vec<f64>| Person {
        name: name.into(),
        role: name.into(),
        trace,
        usable_share: 1.0,
        time_constant_s: 9.5,
    };
    Dyad {
        dyad: id.into(),
        session: None,
        group: None,
        channel: "dial".into(),
        kind: Kind::Rating,
        unit: "0 bad to 5 good".into(),
        people: [person("man", a), person("woman", b)],
        start_s: 0.0,
        step_s: 2.0,
        n,
        usable_s: 2.0 * n as f64,
        n_eff: n as f64 / 9.5,
        synchrony: Some(synchrony),
        loop_model: None,
        measures: Vec::new(),
        rung: Rung::None,
        verdict: Verdict::NotSeen,
        reasons: Vec::new(),
        caveats: Vec::new(),
    }
}

const WIDTH: usize = 30;
const STRIDE: usize = 3;
const LAGS: i64 = 5;

fn synchrony(a: &[f64], b: &[f64], seed: u64) -> Synchrony {
    let lag_s: Vec<f64> = (-LAGS..=LAGS).map(|lag| 2.0 * lag as f64).collect();
    let starts: Vec<usize> =
        (0..).map(|k| k * STRIDE).take_while(|s| s + WIDTH + 5 <= a.len()).collect();
    let mut r = Vec::new();
    for &start in &starts {
        for lag in -LAGS..=LAGS {
            let (x, y) = (start + (-lag).max(0) as usize, start + lag.max(0) as usize);
            r.push(pearson(&a[x..x + WIDTH], &b[y..y + WIDTH]));
        }
    }
    let z = |r: f64| r.clamp(-0.999, 0.999).atanh();
    let lags = lag_s.len();
    let row_mean =
        |w: usize| r[w * lags..(w + 1) * lags].iter().map(|&r| z(r)).sum::<f64>() / lags as f64;
    let means: Vec<f64> = (0..starts.len()).map(row_mean).collect();
    let mean_z = means.iter().sum::<f64>() / means.len() as f64;
    let windows: Vec<Window> = starts
        .iter()
        .enumerate()
        .map(|(w, &start)| {
            let row = &r[w * lags..(w + 1) * lags];
            let best = (0..lags).max_by(|&i, &j| row[i].total_cmp(&row[j])).unwrap_or(0);
            Window {
                t0: 2.0 * start as f64,
                t1: 2.0 * (start + WIDTH) as f64,
                mean_z: means[w],
                best_lag_s: lag_s[best],
                best_r: row[best],
                null_pct: (50.0 + 90.0 * means[w]).clamp(0.5, 99.5),
                usable: 1.0,
                beyond_chance: means[w] > 0.42,
            }
        })
        .collect();
    let curve: Vec<f64> = (0..lags)
        .map(|l| (0..starts.len()).map(|w| z(r[w * lags + l])).sum::<f64>() / starts.len() as f64)
        .collect();
    let best = (0..lags).max_by(|&i, &j| curve[i].total_cmp(&curve[j])).unwrap_or(0);
    let mut dice = Dice(seed + 77);
    let test = |null, dice: &mut Dice| NullTest {
        null,
        observed: mean_z,
        p: 0.5,
        distribution: (0..999).map(|_| 0.07 * dice.bell()).collect(),
    };
    let beyond = windows.iter().filter(|w| w.beyond_chance).count();
    Synchrony {
        mean_z,
        mean_z_interval: Interval { lo: mean_z - 0.09, hi: mean_z + 0.1 },
        mean_abs_z: r.iter().map(|&r| z(r).abs()).sum::<f64>() / r.len() as f64,
        best_lag_s: lag_s[best],
        facets: Facets {
            overall: mean_z,
            while_synchronised: 0.71,
            how_often: beyond as f64 / windows.len() as f64,
        },
        tests: vec![test(Null::Shift, &mut dice), test(Null::Segment, &mut dice)],
        p_best_lag: 0.031,
        q: 0.5,
        stranger_percentile: Some(50.0),
        n_strangers: 342,
        lag_curve: LagCurve {
            mean_z: curve,
            chance_lo: vec![-0.11; lags],
            chance_hi: vec![0.12; lags],
            lag_s: lag_s.clone(),
        },
        beyond_chance_s: 2.0 * (beyond * STRIDE) as f64,
        map: LagMap { t0: windows.iter().map(|w| w.t0).collect(), lag_s, r },
        windows,
    }
}

fn pearson(x: &[f64], y: &[f64]) -> f64 {
    let n = x.len() as f64;
    let (mx, my) = (x.iter().sum::<f64>() / n, y.iter().sum::<f64>() / n);
    let sum = |f: &dyn Fn(f64, f64) -> f64| {
        x.iter().zip(y).map(|(&a, &b)| f(a - mx, b - my)).sum::<f64>()
    };
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
}

fn blank_windows(synchrony: &mut Synchrony, from: f64, to: f64) {
    let lags = synchrony.map.lag_s.len();
    for (at, window) in synchrony.windows.iter_mut().enumerate() {
        if window.t0 < to && window.t1 > from {
            synchrony.map.r[at * lags..(at + 1) * lags].fill(f64::NAN);
            (window.mean_z, window.best_lag_s) = (f64::NAN, f64::NAN);
            (window.best_r, window.null_pct) = (f64::NAN, f64::NAN);
            (window.usable, window.beyond_chance) = (0.0, false);
        }
    }
}
