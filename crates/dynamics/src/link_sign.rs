use crate::{LinkVerdict, LoopFit};

/// Which way what arrives in one person goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkSign {
    /// As the other turns up, this one does: an echo.
    Same,
    /// As the other turns up, this one turns down.
    Opposite,
}

/// The signs of the links that count, into A and into B.
///
/// A link counts where its own test supports it; where only both together are supported, or too few
/// stretches allow no test of either by itself, where nine in ten parameter draws agree on its sign.
/// A supported link on whose sign the draws do not agree passes something, nobody knows which way.
pub(crate) fn link_signs(fit: &LoopFit, into: [LinkVerdict; 2]) -> [Option<LinkSign>; 2] {
    let tested = into.contains(&LinkVerdict::Supported);
    [0, 1].map(|i| {
        let gain = fit.interval(0.8, |p| p.gain[i]);
        match () {
            () if tested && into[i] != LinkVerdict::Supported => None,
            () if gain.lo > 0.0 => Some(LinkSign::Same),
            () if gain.hi < 0.0 => Some(LinkSign::Opposite),
            () => None,
        }
    })
}
