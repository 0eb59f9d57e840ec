use crate::eigen::{Complex, eigenvalues};
use crate::model::assemble::drift;
use crate::model::loop_model::{ChannelNoise, Lag, LoopModel, LoopParameters};

/// Whether the loop settles when left alone.
pub(crate) fn settles(model: LoopModel, p: &LoopParameters) -> bool {
    // No lag and no low-pass makes |Λ| < 1 run away; from Λ = 1 upwards every loop does.
    let gain = p.loop_gain();
    if gain.abs() < 1.0 {
        return true;
    }
    gain < 1.0 && loop_eigenvalues(model, p)[0].re < 0.0
}

/// The eigenvalues of the loop, what is on its way included; the slowest to settle first.
pub(crate) fn loop_eigenvalues(model: LoopModel, p: &LoopParameters) -> Vec<Complex> {
    let loop_only = LoopModel { noise: ChannelNoise::White, ..model };
    match model.lag {
        Lag::None => {
            let a = drift::<2>(loop_only, p);
            eigenvalues(a.as_flattened(), 2)
        }
        Lag::Erlang2 => {
            let a = drift::<6>(loop_only, p);
            eigenvalues(a.as_flattened(), 6)
        }
    }
}
