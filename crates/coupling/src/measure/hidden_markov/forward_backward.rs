//! What the whole recording says about the hidden state at every moment.

/// Posterior of a hidden chain.
pub(super) struct Posterior {
    /// ln p(everything seen).
    pub(super) log_likelihood: f64,
    /// P(state at t | everything seen), moment by moment.
    pub(super) states: Vec<Vec<f64>>,
    /// Expected steps from state to state.
    pub(super) steps: Vec<Vec<f64>>,
    /// Entropy of the path given everything seen, nats.
    pub(super) entropy: f64,
}

/// Forward–backward with scaling.
///
/// `log_emission[t][s]` is the log probability of moment t in state s.
pub(super) fn forward_backward(
    initial: &[f64],
    transition: &[Vec<f64>],
    log_emission: &[Vec<f64>],
) -> Posterior {
    let k = initial.len();
    let mut log_likelihood = 0.0;
    let mut forward: Vec<Vec<f64>> = Vec::with_capacity(log_emission.len());
    let mut likelihoods: Vec<Vec<f64>> = Vec::with_capacity(log_emission.len());
    for at in log_emission {
        let greatest = at.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        // Relative to the likeliest state, so that far-out values do not all round to 0.
        let likelihood: Vec<f64> = at.iter().map(|l| (l - greatest).exp()).collect();
        let arriving = |s: usize| match forward.last() {
            None => initial[s],
            Some(before) => (0..k).map(|from| before[from] * transition[from][s]).sum(),
        };
        let mut now: Vec<f64> = (0..k).map(|s| arriving(s) * likelihood[s]).collect();
        let total: f64 = now.iter().sum();
        now.iter_mut().for_each(|p| *p /= total);
        log_likelihood += total.ln() + greatest;
        forward.push(now);
        // Kept with the scale, so that the backward pass needs no other.
        likelihoods.push(likelihood.iter().map(|l| l / total).collect());
    }
    let n = forward.len();
    let mut backward = vec![1.0; k];
    let mut states = vec![Vec::new(); n];
    let mut steps = vec![vec![0.0; k]; k];
    let mut entropy = 0.0;
    for t in (0..n).rev() {
        states[t] = (0..k).map(|s| forward[t][s] * backward[s]).collect::<Vec<f64>>();
        if t == 0 {
            break;
        }
        let ahead: Vec<f64> = (0..k).map(|s| likelihoods[t][s] * backward[s]).collect();
        let earlier: Vec<f64> =
            (0..k).map(|from| (0..k).map(|to| transition[from][to] * ahead[to]).sum()).collect();
        for from in 0..k {
            for to in 0..k {
                let step = forward[t - 1][from] * transition[from][to] * ahead[to];
                if step > 0.0 {
                    steps[from][to] += step;
                    entropy -= step * (step / (forward[t - 1][from] * earlier[from])).ln();
                }
            }
        }
        backward = earlier;
    }
    entropy -= states
        .first()
        .map_or(0.0, |first| first.iter().filter(|p| **p > 0.0).map(|p| p * p.ln()).sum());
    Posterior { log_likelihood, states, steps, entropy }
}

#[cfg(test)]
mod tests {
    use super::*;
    use attune_testkit::naive_chain;
    use proptest::prelude::*;

    fn shares(k: usize) -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(0.0_f64..1.0, k).prop_map(|v| {
            let total: f64 = v.iter().map(|p| p + 0.01).sum();
            v.iter().map(|p| (p + 0.01) / total).collect()
        })
    }

    fn chain() -> impl Strategy<Value = (Vec<f64>, Vec<Vec<f64>>, Vec<Vec<f64>>)> {
        (1_usize..4, 1_usize..8).prop_flat_map(|(k, n)| {
            let emission = prop::collection::vec(prop::collection::vec(-6.0_f64..2.0, k), n);
            (shares(k), prop::collection::vec(shares(k), k), emission)
        })
    }

    proptest! {
        #[test]
        fn agrees_with_trying_every_path((initial, transition, emission) in chain()) {
            let fast = forward_backward(&initial, &transition, &emission);
            let slow = naive_chain(&initial, &transition, &emission);
            // Rounding of sums of at most 3⁷ paths.
            let same = |x: f64, y: f64| (x - y).abs() < 1e-10;
            prop_assert!(same(fast.log_likelihood, slow.log_likelihood));
            prop_assert!(same(fast.entropy, slow.entropy), "{} {}", fast.entropy, slow.entropy);
            for (x, y) in fast.states.iter().flatten().zip(slow.states.iter().flatten()) {
                prop_assert!(same(*x, *y));
            }
            for (x, y) in fast.steps.iter().flatten().zip(slow.steps.iter().flatten()) {
                prop_assert!(same(*x, *y));
            }
        }
    }

    #[test]
    fn far_out_values_keep_a_likelihood() {
        let emission = vec![vec![-4000.0, -9000.0]; 50];
        let even = vec![0.5, 0.5];
        let posterior = forward_backward(&even, &[even.clone(), even.clone()], &emission);
        let known = 50.0 * (0.5_f64.ln() - 4000.0);
        assert!((posterior.log_likelihood - known).abs() < 1e-6);
    }
}
