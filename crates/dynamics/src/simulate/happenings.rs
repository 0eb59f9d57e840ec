use crate::random::Draws;
use crate::scenario::planted::GainSpell;
use crate::{Planted, SimulateOptions};

/// A marked stretch of a simulated recording.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BlockSpan {
    /// From when, in seconds (included).
    pub start_s: f64,
    /// Until when, in seconds (excluded).
    pub end_s: f64,
    /// What happens in it.
    pub kind: SpanKind,
}

/// What happens in a marked stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanKind {
    /// The two are apart.
    Solo,
    /// The two are together.
    Together,
    /// Both follow one pacer.
    JointPacer,
    /// A breathes with a pacer that B can neither see nor hear.
    PacingA,
    /// B breathes with a pacer that A can neither see nor hear.
    PacingB,
}

impl SpanKind {
    pub(crate) fn exchanged(self) -> Self {
        match self {
            Self::PacingA => Self::PacingB,
            Self::PacingB => Self::PacingA,
            other => other,
        }
    }
}

/// What is planned to happen when.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Happenings {
    pub(crate) spans: Vec<BlockSpan>,
    pub(crate) solo_until_s: f64,
    duration_s: f64,
}

impl Happenings {
    pub(crate) fn plan(planted: &Planted, options: &SimulateOptions, labels: &mut Draws) -> Self {
        let duration_s = options.minutes * 60.0;
        let mut spans = Vec::new();
        let mut solo_until_s = 0.0;
        if let Some(solo) = planted.solo {
            solo_until_s = solo.seconds.min(duration_s / 3.0);
            spans.push(BlockSpan { start_s: 0.0, end_s: solo_until_s, kind: SpanKind::Solo });
            spans.push(BlockSpan {
                start_s: solo_until_s,
                end_s: duration_s,
                kind: SpanKind::Together,
            });
        }
        if planted.joint_pacer_hz.is_some() {
            spans.push(BlockSpan {
                start_s: 0.25 * duration_s,
                end_s: 0.75 * duration_s,
                kind: SpanKind::JointPacer,
            });
        }
        if let Some(pacing) = planted.pacing {
            let slot_s = pacing.block_s + pacing.rest_s;
            let slots = (duration_s / slot_s + 1e-9).floor() as usize;
            let mut who: Vec<usize> = (0..slots).map(|slot| slot % 2).collect();
            labels.shuffle(&mut who);
            for (slot, person) in who.into_iter().enumerate() {
                let end_s = (slot + 1) as f64 * slot_s;
                let kind = if person == 0 { SpanKind::PacingA } else { SpanKind::PacingB };
                spans.push(BlockSpan { start_s: end_s - pacing.block_s, end_s, kind });
            }
        }
        Self { spans, solo_until_s, duration_s }
    }

    /// 1 while this person paces, at each time; empty where nobody ever paces.
    pub(crate) fn pacing_of(&self, person: usize, times_s: &[f64]) -> Vec<f64> {
        let anyone =
            self.spans.iter().any(|s| matches!(s.kind, SpanKind::PacingA | SpanKind::PacingB));
        if !anyone {
            return Vec::new();
        }
        times_s.iter().map(|&t| self.paces(person, t)).collect()
    }

    pub(crate) fn paces(&self, person: usize, t: f64) -> f64 {
        let kind = if person == 0 { SpanKind::PacingA } else { SpanKind::PacingB };
        f64::from(u8::from(self.within(kind, t)))
    }

    pub(crate) fn within(&self, kind: SpanKind, t: f64) -> bool {
        self.spans.iter().any(|s| s.kind == kind && s.start_s <= t && t < s.end_s)
    }

    /// How much of the other arrives in each at this time.
    pub(crate) fn gain(&self, planted: &Planted, t: f64) -> [f64; 2] {
        let within = |spell: &&GainSpell| {
            let start = spell.start_share * self.duration_s;
            start <= t && t < start + spell.seconds
        };
        planted.gain_spells.iter().find(within).map_or(planted.two_people.gain, |spell| spell.gain)
    }

    /// The sum of the pushes on this person at this time.
    pub(crate) fn push(&self, planted: &Planted, person: usize, t: f64) -> f64 {
        planted
            .pushes
            .iter()
            .filter(|push| push.person == person)
            .filter(|push| {
                let start = push.start_share * self.duration_s;
                start <= t && t < start + push.seconds
            })
            .map(|push| push.size)
            .sum()
    }
}
