//! Named plans, each with its source.

use attune_coupling::Convention;
use attune_data::Kind;
use attune_signal::dsp::SmoothEdge;

use crate::plan::{Detrend, FloodSetting, Null, Plan, Preprocess, Scale, Strangers};

/// A named plan and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Preset {
    /// The name given to `--preset`.
    pub name: &'static str,
    /// The kind of channel it is the default for, if any.
    pub kind: Option<Kind>,
    /// One sentence on what it is for.
    pub summary: &'static str,
    /// Where the choices come from.
    pub source: &'static str,
    window_s: f64,
    step_s: f64,
    lag_s: f64,
    max_gap_s: f64,
    detrend: Detrend,
    smooth_s: Option<f64>,
    smooth_edge: SmoothEdge,
    scale: Scale,
    strangers: Strangers,
}

impl Preset {
    /// The plan in full.
    pub fn plan(&self) -> Plan {
        Plan {
            preset: self.name,
            preprocess: Preprocess {
                rate_hz: None,
                max_gap_s: self.max_gap_s,
                detrend: self.detrend,
                smooth_s: self.smooth_s,
                smooth_edge: self.smooth_edge,
                scale: self.scale,
            },
            window_s: self.window_s,
            step_s: self.step_s,
            lag_s: self.lag_s,
            convention: Convention::Recentred,
            surrogates: 999,
            nulls: vec![Null::Shift, Null::Segment],
            seed: 1,
            alpha: 0.05,
            fdr: 0.10,
            strangers: self.strangers,
            max_strangers: None,
            from_s: None,
            to_s: None,
            channels: Vec::new(),
            loop_model: true,
            loop_surrogates: 199,
            flood_lines: [FloodSetting::Usual; 2],
            measures: Vec::new(),
        }
    }
}

/// What most presets share; each names what differs.
const BASE: Preset = Preset {
    name: "",
    kind: None,
    summary: "",
    source: "",
    window_s: 60.0,
    step_s: 10.0,
    lag_s: 5.0,
    max_gap_s: 2.0,
    detrend: Detrend::Linear,
    smooth_s: None,
    smooth_edge: SmoothEdge::Shorten,
    scale: Scale::None,
    strangers: Strangers::Role,
};

const BEHRENS: &str = "Window within the range compared by Behrens et al. (2020), doi:10.1101/2020.08.27.269746, \
who find that shorter windows tell real from random pairs better; step and lag are Attune's choice.";

/// Every preset, defaults per kind first.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "rating",
        kind: Some(Kind::Rating),
        summary: "a feeling dial or slider, moved while watching one's own conversation",
        source: "Attune's default: dials move in steps of many seconds, so a minute is the shortest \
window with several moves in it; method of Boker et al. (2002), doi:10.1037/1082-989X.7.3.338.",
        step_s: 6.0,
        lag_s: 10.0,
        max_gap_s: 4.0,
        ..BASE
    },
    Preset {
        name: "heart",
        kind: Some(Kind::Heart),
        summary: "heart rate or inter-beat intervals as activation",
        source: BEHRENS,
        window_s: 15.0,
        step_s: 5.0,
        smooth_s: Some(5.0),
        max_gap_s: 3.0,
        ..BASE
    },
    Preset {
        name: "skin",
        kind: Some(Kind::Skin),
        summary: "skin conductance level",
        source: BEHRENS,
        window_s: 30.0,
        step_s: 5.0,
        ..BASE
    },
    Preset {
        name: "breath",
        kind: Some(Kind::Breath),
        summary: "a breathing belt, or breaths per minute",
        source: "Attune's default: half a minute holds several breaths.",
        window_s: 30.0,
        step_s: 5.0,
        ..BASE
    },
    Preset {
        name: "motion",
        kind: Some(Kind::Motion),
        summary: "motion energy, acceleration or speed",
        source: "Window, step, lag and smoothing of Kleinbub and Ramseyer (2020), \
doi:10.1080/10503307.2020.1844334; missing ends are left out, not set to 0.",
        window_s: 30.0,
        smooth_s: Some(0.5),
        detrend: Detrend::None,
        scale: Scale::Sd,
        ..BASE
    },
    Preset {
        name: "voice",
        kind: Some(Kind::Voice),
        summary: "pitch or loudness of the voice",
        source: "Attune's default: half a minute holds several turns.",
        window_s: 30.0,
        step_s: 5.0,
        ..BASE
    },
    Preset {
        name: "face",
        kind: Some(Kind::Face),
        summary: "strength of a movement of the face",
        source: BEHRENS,
        window_s: 7.0,
        step_s: 2.0,
        ..BASE
    },
    Preset {
        name: "diary",
        kind: Some(Kind::Diary),
        summary: "feelings written down day by day",
        source: "Attune's default: two weeks is the shortest window with both weekends in it twice; \
days that were not written stay empty.",
        window_s: 14.0 * DAY,
        step_s: DAY,
        lag_s: DAY,
        max_gap_s: 0.0,
        ..BASE
    },
    Preset {
        name: "other",
        kind: Some(Kind::Other),
        summary: "anything else that is measured as an amount",
        source: "Attune's default; say the kind for a better one.",
        ..BASE
    },
    Preset {
        name: "boker2002",
        summary: "short windows for quick movement, as the method was first used",
        source: "Method of Boker, Rotondo, Xu and King (2002), doi:10.1037/1082-989X.7.3.338; windows of \
about 2 s as in Ashenfelter et al. (2009), doi:10.1037/a0015017; step and lag are Attune's choice.",
        window_s: 2.0,
        step_s: 0.5,
        lag_s: 2.0,
        max_gap_s: 0.2,
        detrend: Detrend::None,
        ..BASE
    },
    Preset {
        name: "rmea2020",
        summary: "the published pipeline for motion energy, exactly",
        source: "Kleinbub and Ramseyer (2020), doi:10.1080/10503307.2020.1844334, as rMEA 1.2.2 computes \
it: smoothing that ends in zeros, scaling without centring, strangers of any role.",
        window_s: 30.0,
        detrend: Detrend::None,
        smooth_s: Some(0.5),
        smooth_edge: SmoothEdge::RmeaZeroEnds,
        scale: Scale::Sd,
        strangers: Strangers::Any,
        ..BASE
    },
];

const DAY: f64 = 86_400.0;

/// The default preset of a kind; codes have none of their own and take the plainest.
pub(crate) fn for_kind(kind: Kind) -> &'static Preset {
    let own = PRESETS.iter().find(|preset| preset.kind == Some(kind));
    own.or_else(|| PRESETS.iter().find(|preset| preset.kind == Some(Kind::Other)))
        .unwrap_or(&PRESETS[0])
}
