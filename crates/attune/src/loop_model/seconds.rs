//! From the model's clock to the session's.

use attune_dynamics::{Estimate, Guess, LoopFit, LoopParameters, Swing, ThresholdFit};

use super::result::{LongRun, LoopFound, LoopMetrics};

/// Everything that has a time in it, told in seconds; `clock` is model seconds per second.
pub(super) fn in_seconds(mut found: LoopFound, clock: f64) -> LoopFound {
    // Most recordings are fitted on their own clock; their bits stay as they are.
    if clock == 1.0 {
        return found;
    }
    found.fit = fit(found.fit, clock);
    found.apart = found.apart.map(|apart| fit(apart, clock));
    found.metrics = metrics(&found.metrics, clock);
    for row in found.long_run.iter_mut().flatten() {
        *row = LongRun { horizon_s: row.horizon_s.map(|s| s / clock), ..*row };
    }
    if let Ok(guesses) = &mut found.guesses {
        guess(&mut guesses.estimate, clock);
        guesses.guesses.iter_mut().for_each(|g| guess(g, clock));
    }
    if let Some(Ok(bent)) = &mut found.thresholds {
        thresholds(&mut bent.fit, clock);
    }
    let parts = &mut found.parts;
    parts.times_s.iter_mut().for_each(|t| *t /= clock);
    parts.options.window_s /= clock;
    parts.options.step_s /= clock;
    for window in parts.persons.iter_mut().flat_map(|person| &mut person.windows) {
        window.start_s /= clock;
        window.end_s /= clock;
    }
    found
}

fn fit(fit: LoopFit, clock: f64) -> LoopFit {
    let mut options = fit.options;
    options.return_time_s /= clock;
    LoopFit {
        estimate: parameters(&fit.estimate, clock),
        return_rate: fit.return_rate.map(|e| times(e, clock)),
        delay_s: fit.delay_s.map(|e| times(e, 1.0 / clock)),
        draws: fit.draws.iter().map(|p| parameters(p, clock)).collect(),
        usable_s: fit.usable_s / clock,
        options,
        ..fit
    }
}

fn parameters(p: &LoopParameters, clock: f64) -> LoopParameters {
    let mut channels = p.channels.clone();
    for channel in channels.iter_mut().flatten() {
        channel.noise_memory_s /= clock;
    }
    LoopParameters {
        return_rate: p.return_rate.map(|k| k * clock),
        delay_s: p.delay_s.map(|s| s / clock),
        // Per square root of a second.
        shock_sd: p.shock_sd.map(|sd| sd * clock.sqrt()),
        channels,
        ..p.clone()
    }
}

/// Thresholds, ceilings and edges have no time in them.
fn thresholds(of: &mut ThresholdFit, clock: f64) {
    of.rest = parameters(&of.rest, clock);
    for two in of.draws.iter_mut().chain([&mut of.alone]) {
        two.return_rate = two.return_rate.map(|k| k * clock);
    }
}

fn guess(of: &mut Guess, clock: f64) {
    of.return_rate = of.return_rate.map(|k| k * clock);
    of.delay_s = of.delay_s.map(|s| s / clock);
}

fn metrics(of: &LoopMetrics, clock: f64) -> LoopMetrics {
    LoopMetrics {
        half_life_s: times(of.half_life_s, 1.0 / clock),
        reactivity: times(of.reactivity, clock),
        swing: of.swing.map(|s| Swing { period_s: s.period_s / clock, ..s }),
        ..*of
    }
}

fn times(e: Estimate, factor: f64) -> Estimate {
    Estimate { value: e.value * factor, lo: e.lo * factor, hi: e.hi * factor }
}
