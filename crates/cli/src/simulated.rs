//! What simulated recordings are called in files.

use attune_data::{Span, Who};
use attune_dynamics::{SimulatedDyad, SpanKind};

/// The name of a simulated dyad: its number, as wide as the largest.
pub(crate) fn name(index: usize, dyads: usize) -> String {
    let width = dyads.to_string().len();
    format!("{:0width$}", index + 1)
}

/// The name of a simulated channel.
pub(crate) fn channel(index: usize) -> String {
    if index == 0 { "activation".to_owned() } else { format!("activation_{}", index + 1) }
}

/// What was marked on a simulated dyad's clock, in the words an analysis knows.
pub(crate) fn spans(dyad: &SimulatedDyad) -> Vec<Span> {
    let marked = dyad.spans.iter().filter_map(|span| {
        let (who, code) = match span.kind {
            SpanKind::Solo => (Who::Both, Span::APART),
            // Together is what time is that is not marked.
            SpanKind::Together => return None,
            SpanKind::JointPacer => (Who::Both, Span::PACING),
            SpanKind::PacingA => (Who::A, Span::PACING),
            SpanKind::PacingB => (Who::B, Span::PACING),
        };
        Some(Span { who, start_s: span.start_s, end_s: span.end_s, code: code.to_owned() })
    });
    marked.collect()
}
