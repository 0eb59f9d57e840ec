//! The names of a plan's choices, as flags and files spell them.

use attune::measure::Choice;
use attune::{Convention, Detrend, FloodSetting, Scale, SmoothEdge, Strangers};

pub(crate) fn detrend(choice: Detrend) -> &'static str {
    match choice {
        Detrend::None => "none",
        Detrend::Linear => "linear",
        Detrend::Difference => "difference",
    }
}

pub(crate) fn scale(choice: Scale) -> &'static str {
    match choice {
        Scale::None => "none",
        Scale::Sd => "sd",
        Scale::Z => "z",
    }
}

pub(crate) fn strangers(choice: Strangers) -> &'static str {
    match choice {
        Strangers::Role => "role",
        Strangers::Any => "any",
    }
}

pub(crate) fn convention(choice: Convention) -> &'static str {
    match choice {
        Convention::Recentred => "recentred",
        Convention::SegmentGlobal => "segment-global",
    }
}

pub(crate) fn smooth_edge(choice: SmoothEdge) -> &'static str {
    match choice {
        SmoothEdge::Shorten => "shorten",
        SmoothEdge::RmeaZeroEnds => "rmea-zero-ends",
    }
}

/// `usual`, `off`, or standard deviations above rest, as the flag `--flood-line` takes it.
pub(crate) fn flood_line(choice: FloodSetting) -> String {
    match choice {
        FloodSetting::Usual => "usual".into(),
        FloodSetting::Off => "off".into(),
        FloodSetting::AboveRest { sd } => sd.to_string(),
    }
}

/// `crqa:dimension=3,radius=0.6`, as the flag `--measure` takes it.
pub(crate) fn measure(choice: &Choice) -> String {
    let changed = choice.settings.changed(choice.measure);
    let changed: Vec<String> =
        changed.into_iter().map(|(name, text)| format!("{name}={text}")).collect();
    let rest = if changed.is_empty() { String::new() } else { format!(":{}", changed.join(",")) };
    format!("{}{rest}", choice.measure.name)
}
