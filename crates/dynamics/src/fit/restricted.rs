use crate::matrix::Mat;
use crate::model::coordinate::Coordinate;
use crate::model::loop_model::{ChannelNoise, LoopModel, LoopParameters};

/// What integrating the two people's levels out adds to the log-posterior at their top.
///
/// `R = −½ ln |I + V⁻¹|`, `V = (N W Nᵀ + n)/T`: V is the covariance with which T seconds of the loop
/// show where the two settle, `N = (I − M)⁻¹` carries a lasting push round the loop,
/// `W_ij = ρ_ij σ_i σ_j / (k_i k_j)`, and n is what the channels' noise adds.
///
/// A slow wave and a level look alike in a short recording. A level that is merely fitted takes
/// the slow waves away, and return times come out too short, gains too small (the same bias that
/// restricted likelihood mends in mixed models). The form for long recordings is used: over T it
/// is off by about the return time over T, and it costs nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Restricted {
    /// Seconds in which both were measured.
    pub(crate) usable_s: f64,
    pub(crate) spacing_s: f64,
}

impl Restricted {
    /// R, and its slope added to `slope` (one entry for each coordinate).
    pub(crate) fn add(
        self,
        model: LoopModel,
        p: &LoopParameters,
        coordinates: &[Coordinate],
        slope: &mut [f64],
    ) -> f64 {
        let [m, n] = p.gain;
        let open = 1.0 - m * n;
        if open == 0.0 {
            // At Λ = 1 nothing shows where the two settle: V is endless and R is 0.
            return 0.0;
        }
        let carried = [[1.0 / open, m / open], [n / open, 1.0 / open]];
        let reach = [0, 1].map(|i| p.shock_sd[i] / p.return_rate[i]);
        let cross = reach[0] * reach[1];
        let pushed = [
            [reach[0] * reach[0], p.shared_shock * cross],
            [p.shared_shock * cross, reach[1] * reach[1]],
        ];
        let long_run = sandwich(&carried, &pushed);
        let noise = [0, 1].map(|i| self.noise(model, p, i));
        let mut v = long_run;
        for i in 0..2 {
            v[i][i] += noise[i];
        }
        for x in v.as_flattened_mut() {
            *x /= self.usable_s;
        }
        let mut with_prior = v;
        for i in 0..2 {
            with_prior[i][i] += 1.0;
        }
        let value = 0.5 * (determinant(&v) / determinant(&with_prior)).ln();
        let (one, other) = (inverse(&v), inverse(&with_prior));
        // dR = ½ tr(weight dS), the division by T included.
        let weight = |i: usize, j: usize| (one[i][j] - other[i][j]) / self.usable_s;
        let traced = |d: &Mat<2>| {
            let both = |i: usize, j: usize| 0.5 * weight(i, j) * d[i][j];
            both(0, 0) + both(0, 1) + both(1, 0) + both(1, 1)
        };
        let through = |d: Mat<2>| traced(&sandwich(&carried, &d));
        let own_only = |i: usize, own: f64, shared: f64| {
            let mut d = [[0.0, shared * pushed[0][1]], [shared * pushed[0][1], 0.0]];
            d[i][i] = own * pushed[i][i];
            d
        };
        let noisier = |i: usize, c: usize| {
            let (loading, v) = (p.channels[i][c].loading, self.channel_noise(model, p, i, c));
            0.5 * weight(i, i) * noise[i] * noise[i] * loading / v
        };
        for (coordinate, slope) in coordinates.iter().zip(slope) {
            *slope += match *coordinate {
                Coordinate::Rate(i) => through(own_only(i, -1.0, -0.5)),
                Coordinate::Spread(i) => through(own_only(i, 2.0, 1.0)),
                Coordinate::SharedShock => {
                    let turned = (1.0 - p.shared_shock * p.shared_shock) * cross;
                    through([[0.0, turned], [turned, 0.0]])
                }
                Coordinate::Gain(i) => {
                    // N dM S and its transpose, with dM = 1 from the other into i.
                    let mut d = [[0.0; 2]; 2];
                    for row in 0..2 {
                        for column in 0..2 {
                            d[row][column] = carried[row][i] * long_run[1 - i][column]
                                + carried[column][i] * long_run[1 - i][row];
                        }
                    }
                    traced(&d)
                }
                Coordinate::Loading(i, c) => -2.0 * noisier(i, c),
                Coordinate::Noise(i, c) => 2.0 * p.channels[i][c].loading * noisier(i, c),
                Coordinate::Memory(i, c) => p.channels[i][c].loading * noisier(i, c),
                _ => 0.0,
            };
        }
        value
    }

    /// The long-run variance of a person's channel noise, best channels counting most.
    fn noise(self, model: LoopModel, p: &LoopParameters, i: usize) -> f64 {
        let shown = |c: usize| {
            let loading = p.channels[i][c].loading;
            loading * loading / self.channel_noise(model, p, i, c)
        };
        1.0 / (0..p.channels[i].len()).map(shown).sum::<f64>()
    }

    fn channel_noise(self, model: LoopModel, p: &LoopParameters, i: usize, c: usize) -> f64 {
        let channel = &p.channels[i][c];
        let seconds = match model.noise {
            ChannelNoise::White => self.spacing_s,
            ChannelNoise::Coloured => 2.0 * channel.noise_memory_s,
        };
        channel.noise_sd * channel.noise_sd * seconds
    }
}

/// `a x aᵀ`
fn sandwich(a: &Mat<2>, x: &Mat<2>) -> Mat<2> {
    let mut out = [[0.0; 2]; 2];
    for i in 0..2 {
        for j in 0..2 {
            for k in 0..2 {
                for l in 0..2 {
                    out[i][j] += a[i][k] * x[k][l] * a[j][l];
                }
            }
        }
    }
    out
}

fn determinant(a: &Mat<2>) -> f64 {
    a[0][0] * a[1][1] - a[0][1] * a[1][0]
}

fn inverse(a: &Mat<2>) -> Mat<2> {
    let d = determinant(a);
    [[a[1][1] / d, -a[0][1] / d], [-a[1][0] / d, a[0][0] / d]]
}
