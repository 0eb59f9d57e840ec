//! What exercises in turns did to each, on the wire.

use attune::dynamics::{Alternation, CannotTell, ExerciseVerdict};
use serde::{Deserialize, Serialize};

use super::{Ends, Said, said};

/// What each one's exercise did to the other, or why it cannot be told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exercise {
    /// What moved A, and what moved B.
    pub persons: Option<[Moved; 2]>,
    /// How many blocks A and B did.
    pub blocks: Option<[usize; 2]>,
    /// Whether every order of the same blocks stands behind p, or a sample of them.
    pub every_order: Option<bool>,
    /// Why it cannot be told, where that is so.
    pub not_told: Option<Said>,
}

/// What moved one person, in resting standard deviations of sustained displacement; 95 % intervals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// By this person's own exercise.
    pub own: Ends,
    /// By the other's.
    pub partner: Ends,
    /// p of the other's against the same blocks in other orders at other times.
    pub p: f64,
    /// Whether that was seen: `seen` or `no_visible_effect`.
    pub verdict: String,
    /// The other's through the loop model; not proof against a hidden common cause.
    pub through_loop: Option<Ends>,
}

impl Exercise {
    pub(super) fn new(found: &Result<Alternation, CannotTell>) -> Self {
        let told = found.as_ref().ok();
        Self {
            persons: told.map(|found| {
                found.persons.each_ref().map(|effect| Moved {
                    own: effect.own.into(),
                    partner: effect.partner.into(),
                    p: effect.test.p,
                    verdict: match effect.verdict {
                        ExerciseVerdict::Seen => "seen",
                        ExerciseVerdict::NoVisibleEffect => "no_visible_effect",
                    }
                    .into(),
                    through_loop: effect.through_loop.map(Ends::from),
                })
            }),
            blocks: told.map(|found| found.blocks),
            every_order: told.map(|found| found.every_order),
            not_told: found.as_ref().err().map(said),
        }
    }
}
