//! What is said about a loop, and the names of its verdicts.

use attune::dynamics::{LinkVerdict, LoopLabel, LoopRung, LoopVerdict};
use attune::{LoopResult, Rung, Verdict};

/// The verdict on the lagged link, as printed in tables.
pub fn loop_verdict_name(model: Option<&LoopResult>) -> &'static str {
    let found = model.and_then(|model| model.found.as_ref());
    let link = found.map_or(LinkVerdict::CannotTell, |found| {
        // What the recording does not allow as a whole it does not allow for the link.
        if found.verdict.cannot_tell.is_some() {
            LinkVerdict::CannotTell
        } else {
            found.verdict.link
        }
    });
    match link {
        LinkVerdict::Supported => Verdict::Supported,
        LinkVerdict::Weak => Verdict::Weak,
        LinkVerdict::NotSeen => Verdict::NotSeen,
        LinkVerdict::CannotTell => Verdict::CannotTell,
    }
    .name()
}

/// The name of what a loop does, as printed in tables.
pub fn loop_label_name(label: LoopLabel) -> &'static str {
    match label {
        LoopLabel::CoRegulating => "co_regulating",
        LoopLabel::Echoing => "echoing",
        LoopLabel::Amplifying => "amplifying",
        LoopLabel::Spiral => "spiral",
        LoopLabel::Chasing => "chasing",
        LoopLabel::NotLinked => "not_linked",
        LoopLabel::CannotTell => "cannot_tell",
    }
}

/// The rung a loop model passes, on the whole ladder.
pub fn loop_rung(verdict: &LoopVerdict) -> Rung {
    match verdict.rung {
        LoopRung::None => Rung::None,
        LoopRung::Lagged => Rung::Lagged,
        LoopRung::Directional => Rung::Directional,
    }
}
