//! The choices of an analysis as flags; each overrides one line of the plan.

use std::path::PathBuf;

use attune::measure::Choice;
use attune::{FloodSetting, Null, Plan};
use attune_data::Kind;
use clap::Args;

use crate::failure::Failure;
use crate::plan_file::{self, Correlation, Detrending, NullName, Scaling, StrangerRule};
use crate::{duration, measure_choice};

/// How to analyse.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "How to analyse")]
pub(crate) struct PlanFlags {
    /// Take every choice from this file (see `attune plan init`)
    #[arg(long, value_name = "FILE")]
    pub(crate) plan: Option<PathBuf>,
    /// Start from a named plan: rating, heart, skin, breath, motion, voice, face, diary, other,
    /// boker2002, rmea2020
    #[arg(long, value_name = "NAME", conflicts_with = "plan")]
    pub(crate) preset: Option<String>,
    /// Window length, such as 60s
    #[arg(long, value_name = "TIME", value_parser = duration::seconds)]
    pub(crate) window: Option<f64>,
    /// From one window to the next
    #[arg(long, value_name = "TIME", value_parser = duration::seconds)]
    pub(crate) step: Option<f64>,
    /// Largest lag in either direction
    #[arg(long, value_name = "TIME", value_parser = duration::seconds)]
    pub(crate) lag: Option<f64>,
    /// What is taken out of each series first
    #[arg(long, value_enum)]
    pub(crate) detrend: Option<Detrending>,
    /// Width of the moving average, or none
    #[arg(long, value_name = "none|TIME")]
    pub(crate) smooth: Option<String>,
    /// What each series is divided by
    #[arg(long, value_enum)]
    pub(crate) scale: Option<Scaling>,
    /// Which cross-correlation
    #[arg(long, value_enum)]
    pub(crate) convention: Option<Correlation>,
    /// Surrogates per dyad and null
    #[arg(long, value_name = "N")]
    pub(crate) surrogates: Option<usize>,
    /// Further nulls to test against, comma-separated; shift is always among them
    #[arg(long, value_enum, value_delimiter = ',', value_name = "NULL")]
    pub(crate) nulls: Vec<NullName>,
    /// Who may be a stranger to whom
    #[arg(long, value_enum)]
    pub(crate) strangers: Option<StrangerRule>,
    /// At most this many stranger pairs (a seeded sample)
    #[arg(long, value_name = "N")]
    pub(crate) max_strangers: Option<usize>,
    /// Level of a single test
    #[arg(long, value_name = "LEVEL")]
    pub(crate) alpha: Option<f64>,
    /// False discovery rate over all rows tested
    #[arg(long, value_name = "RATE")]
    pub(crate) fdr: Option<f64>,
    /// Seed of every random number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) seed: Option<u64>,
    /// Bring both recordings to this rate first
    #[arg(long, value_name = "HZ", value_parser = hertz)]
    pub(crate) grid: Option<f64>,
    /// Never interpolate between samples further apart than this
    #[arg(long, value_name = "TIME", value_parser = duration::seconds)]
    pub(crate) max_gap: Option<f64>,
    /// Only from this time on (mm:ss)
    #[arg(long, value_name = "TIME", value_parser = duration::seconds)]
    pub(crate) from: Option<f64>,
    /// Only up to this time (mm:ss)
    #[arg(long, value_name = "TIME", value_parser = duration::seconds)]
    pub(crate) to: Option<f64>,
    /// Only these channels, comma-separated
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    pub(crate) channel: Vec<String>,
    /// Shifted copies the loop model is tested against
    #[arg(long, value_name = "N")]
    pub(crate) loop_surrogates: Option<usize>,
    /// A further measure, such as crqa or crqa:dimension=3,delay=5 (several: give it several times)
    #[arg(long, value_name = "NAME[:KEY=VALUE,…]", value_parser = measure_choice::parse)]
    pub(crate) measure: Vec<Choice>,
    /// Above which line a person counts as flooded: usual (2.5 SD above the person's own rest; for heart
    /// rate at least a quarter above), off, or a number of SD; one for both, or A's and B's: 3,off
    #[arg(long, value_name = "LINE[,LINE]", value_parser = plan_file::flood_lines, allow_negative_numbers = true)]
    pub(crate) flood_line: Option<[FloodSetting; 2]>,
    /// Leave the loop model out
    #[arg(long)]
    pub(crate) no_loop: bool,
}

/// The plan to follow, and where it departs from a plan given as a file.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    /// The plan.
    pub(crate) plan: Plan,
    /// The hash the plan file was frozen with, if it was.
    pub(crate) plan_hash: Option<String>,
    /// Where it differs from the plan file, one line each.
    pub(crate) deviations: Vec<String>,
}

impl PlanFlags {
    /// The plan these flags ask for; `kind` decides the preset where none is named.
    pub(crate) fn choose(&self, kind: Kind) -> Result<Chosen, Failure> {
        let loaded = self.plan.as_deref().map(plan_file::load).transpose()?;
        let base = match (&loaded, &self.preset) {
            (Some(loaded), _) => loaded.plan.clone(),
            (None, Some(name)) => plan_file::preset(name)
                .map_err(|what| {
                    Failure::usage(what).try_this("attune analyze --help lists the presets")
                })?
                .plan(),
            (None, None) => Plan::for_kind(kind),
        };
        let plan = self.override_choices(&base)?;
        plan.check().map_err(|error| {
            Failure::usage(error.to_string())
                .why("the analysis could not be carried out as asked")
                .try_this(
                    "change that flag, or start from a preset: attune analyze --help lists them",
                )
        })?;
        let mut deviations = Vec::new();
        if let Some(loaded) = &loaded {
            if loaded.tampered() {
                deviations.push("the plan file was changed after it was frozen".to_owned());
            }
            deviations.extend(plan_file::deviations(&loaded.plan, &plan));
        }
        let plan_hash = loaded.and_then(|loaded| loaded.frozen);
        Ok(Chosen { plan, plan_hash, deviations })
    }

    fn override_choices(&self, base: &Plan) -> Result<Plan, Failure> {
        let mut plan = base.clone();
        let prepare = &mut plan.preprocess;
        prepare.rate_hz = self.grid.or(prepare.rate_hz);
        prepare.max_gap_s = self.max_gap.unwrap_or(prepare.max_gap_s);
        prepare.detrend = self.detrend.map_or(prepare.detrend, Into::into);
        prepare.scale = self.scale.map_or(prepare.scale, Into::into);
        if let Some(text) = &self.smooth {
            prepare.smooth_s = plan_file::smoothing(text).map_err(|error| {
                Failure::usage(format!("--smooth {text}: {error}"))
                    .try_this("--smooth none or --smooth 0.5s")
            })?;
        }
        plan.window_s = self.window.unwrap_or(plan.window_s);
        plan.step_s = self.step.unwrap_or(plan.step_s);
        plan.lag_s = self.lag.unwrap_or(plan.lag_s);
        plan.convention = self.convention.map_or(plan.convention, Into::into);
        plan.surrogates = self.surrogates.unwrap_or(plan.surrogates);
        if !self.nulls.is_empty() {
            plan.nulls =
                plan_file::with_shift_first(self.nulls.iter().map(|null| Null::from(*null)));
        }
        plan.strangers = self.strangers.map_or(plan.strangers, Into::into);
        plan.max_strangers = self.max_strangers.or(plan.max_strangers);
        plan.alpha = self.alpha.unwrap_or(plan.alpha);
        plan.fdr = self.fdr.unwrap_or(plan.fdr);
        plan.seed = self.seed.unwrap_or(plan.seed);
        plan.from_s = self.from.or(plan.from_s);
        plan.to_s = self.to.or(plan.to_s);
        if !self.channel.is_empty() {
            plan.channels.clone_from(&self.channel);
        }
        if !self.measure.is_empty() {
            plan.measures.clone_from(&self.measure);
        }
        plan.loop_model &= !self.no_loop;
        plan.flood_lines = self.flood_line.unwrap_or(plan.flood_lines);
        plan.loop_surrogates = self.loop_surrogates.unwrap_or(plan.loop_surrogates);
        Ok(plan)
    }
}

/// A rate above zero.
fn hertz(text: &str) -> Result<f64, String> {
    let rate = text.trim_end_matches("Hz").trim().parse::<f64>().ok();
    rate.filter(|hz| *hz > 0.0 && hz.is_finite())
        .ok_or_else(|| "write a rate above 0 in samples per second, such as 25 or 59.94".to_owned())
}
