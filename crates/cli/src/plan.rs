//! `attune plan`: write, freeze and compare plans.

use std::path::Path;

use attune_data::Kind;

use crate::args::{Plan, PlanVerb};
use crate::failure::{Code, Failure};
use crate::{plan_file, terminal};

/// Runs `attune plan`.
pub(crate) fn run(verb: &Plan) -> Result<Code, Failure> {
    match &verb.what {
        PlanVerb::Init { kind, choices } => {
            let chosen = choices.choose(kind.unwrap_or(Kind::Other))?;
            let preset = plan_file::preset(chosen.plan.preset).map_err(Failure::usage)?;
            let head = format!(
                "# A plan for {}.\n# {}\n# Freeze it before looking at results: attune plan freeze FILE\n\n",
                preset.summary, preset.source
            );
            let text = plan_file::to_toml(&chosen.plan, None).replace(NO_MEASURES, NO_MEASURES_YET);
            terminal::print((head + &text).as_bytes())?;
            Ok(Code::Done)
        }
        PlanVerb::Freeze { file } => freeze(file),
        PlanVerb::Diff { planned, used } => diff(planned, used),
    }
}

/// A plan without further measures, as a file says it.
const NO_MEASURES: &str = "\nmeasures = []\n";
/// The same, with how some would be asked for.
const NO_MEASURES_YET: &str = "\n# Further measures: [\"crqa\", { name = \"granger\", partner = 2 }]; attune \
measure lists them.\nmeasures = []\n";

fn freeze(path: &Path) -> Result<Code, Failure> {
    let loaded = plan_file::load(path)?;
    if loaded.frozen.is_some() && !loaded.tampered() {
        terminal::say(&format!("{} is frozen already", path.display()));
    } else if loaded.tampered() {
        return Err(Failure::usage(format!("{} was changed after it was frozen", path.display()))
            .why("a plan that can be frozen twice fixes nothing")
            .try_this("remove the line `frozen = …` to freeze it anew, and say so in the paper"));
    }
    let hash = plan_file::hash(&loaded.plan);
    let text = plan_file::to_toml(&loaded.plan, Some(hash.clone()));
    std::fs::write(path, &text).map_err(|error| {
        Failure::device(format!("cannot write {}: {error}", path.display()))
            .why("the plan is not frozen")
            .try_this("copy it to a folder that you may write to, and freeze it there")
    })?;
    let plan = &loaded.plan;
    terminal::print_text(&format!(
        "Frozen: {hash}\n\n\
         For the preregistration:\n\
         Synchrony will be computed with Attune {} by the plan below (SHA-256 {hash}). The primary \
         statistic is the signed Fisher z of the windowed cross-correlation, averaged over all \
         windows and lags, upper tail. A link is called supported when p (circular shift, {} \
         surrogates) is below {}, q (Benjamini-Hochberg over all rows tested) is below {} and, \
         with at least 8 dyads, the pair lies at or above the 95th percentile of stranger pairs. \
         Deviations from this plan will be listed.\n\n{text}",
        attune::VERSION,
        plan.surrogates,
        plan.alpha,
        plan.fdr,
    ))?;
    Ok(Code::Done)
}

fn diff(planned: &Path, used: &Path) -> Result<Code, Failure> {
    let used = if used.is_dir() { used.join("plan.toml") } else { used.to_path_buf() };
    let (planned, used) = (plan_file::load(planned)?, plan_file::load(&used)?);
    let deviations = plan_file::deviations(&planned.plan, &used.plan);
    for line in &deviations {
        terminal::print(format!("{line}\n").as_bytes())?;
    }
    if planned.tampered() {
        terminal::say("the plan was changed after it was frozen");
        return Ok(Code::Problems);
    }
    if deviations.is_empty() {
        terminal::say("no deviations");
    }
    Ok(if deviations.is_empty() { Code::Done } else { Code::Problems })
}
