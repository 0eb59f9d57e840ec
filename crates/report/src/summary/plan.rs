//! Every choice of the analysis.

use attune::Plan;
use serde::Serialize;

use crate::choice;

#[derive(Serialize)]
pub(super) struct PlanObject<'a> {
    preset: &'a str,
    rate_hz: Option<f64>,
    max_gap_s: f64,
    detrend: &'static str,
    smooth_s: Option<f64>,
    smooth_edge: &'static str,
    scale: &'static str,
    window_s: f64,
    step_s: f64,
    lag_s: f64,
    convention: &'static str,
    surrogates: usize,
    nulls: Vec<&'static str>,
    seed: u64,
    alpha: f64,
    fdr: f64,
    strangers: &'static str,
    max_strangers: Option<usize>,
    from_s: Option<f64>,
    to_s: Option<f64>,
    channels: &'a [String],
    #[serde(rename = "loop")]
    loop_model: bool,
    measures: Vec<String>,
    loop_surrogates: usize,
    flood_lines: [String; 2],
}

impl<'a> PlanObject<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let preprocess = &plan.preprocess;
        Self {
            preset: plan.preset,
            rate_hz: preprocess.rate_hz,
            max_gap_s: preprocess.max_gap_s,
            detrend: choice::detrend(preprocess.detrend),
            smooth_s: preprocess.smooth_s,
            smooth_edge: choice::smooth_edge(preprocess.smooth_edge),
            scale: choice::scale(preprocess.scale),
            window_s: plan.window_s,
            step_s: plan.step_s,
            lag_s: plan.lag_s,
            convention: choice::convention(plan.convention),
            surrogates: plan.surrogates,
            nulls: plan.nulls.iter().map(|null| null.name()).collect(),
            seed: plan.seed,
            alpha: plan.alpha,
            fdr: plan.fdr,
            strangers: choice::strangers(plan.strangers),
            max_strangers: plan.max_strangers,
            from_s: plan.from_s,
            to_s: plan.to_s,
            channels: &plan.channels,
            loop_model: plan.loop_model,
            measures: plan.measures.iter().map(choice::measure).collect(),
            loop_surrogates: plan.loop_surrogates,
            flood_lines: plan.flood_lines.map(choice::flood_line),
        }
    }
}
