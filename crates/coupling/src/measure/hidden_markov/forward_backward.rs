//! What the whole recording says about the hidden state at every moment.

/// Posterior of a hidden chain of k states. Kept from round to round, so that a fit takes its memory
/// once; tables have one row of k per moment.
#[derive(Debug, Default)]
pub(super) struct Posterior {
    /// ln p(everything seen).
    pub(super) log_likelihood: f64,
    /// P(state at t | everything seen), moment by moment.
    pub(super) states: Vec<f64>,
    /// Expected steps from state (row) to state.
    pub(super) steps: Vec<f64>,
    /// P(state at t | seen up to t), and the likelihood of moment t in each state, scaled.
    forward: Vec<f64>,
    likelihoods: Vec<f64>,
}

/// Forward–backward with scaling, into `posterior`.
///
/// `transition` has a row of k per state, `log_emission` one per moment: its log probability in
/// each state.
pub(super) fn forward_backward(
    initial: &[f64],
    transition: &[f64],
    log_emission: &[f64],
    posterior: &mut Posterior,
) {
    let k = initial.len();
    let Posterior { log_likelihood, states, steps, forward, likelihoods } = posterior;
    for table in [&mut *states, &mut *forward, &mut *likelihoods] {
        table.resize(log_emission.len(), 0.0);
    }
    *log_likelihood = 0.0;
    // A logarithm of a product for many moments instead of one for each.
    let mut product = 1.0_f64;
    for (t, at) in log_emission.chunks_exact(k).enumerate() {
        let greatest = at.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (earlier, rest) = forward.split_at_mut(t * k);
        let now = &mut rest[..k];
        match earlier.len().checked_sub(k) {
            None => now.copy_from_slice(initial),
            Some(from) => arrive(&earlier[from..], transition, now),
        }
        let likelihood = &mut likelihoods[t * k..][..k];
        let mut total = 0.0;
        for ((p, l), log) in now.iter_mut().zip(&mut *likelihood).zip(at) {
            // Relative to the likeliest state, so that far-out values do not all round to 0.
            *l = if *log == greatest { 1.0 } else { (log - greatest).exp() };
            *p *= *l;
            total += *p;
        }
        now.iter_mut().for_each(|p| *p /= total);
        // Kept with the scale, so that the backward pass needs no other.
        likelihood.iter_mut().for_each(|l| *l /= total);
        *log_likelihood += greatest;
        product *= total;
        if !(1e-100..1e100).contains(&product) {
            *log_likelihood += product.ln();
            product = 1.0;
        }
    }
    *log_likelihood += product.ln();
    let mut backward = vec![1.0; k];
    let mut ahead = vec![0.0; k];
    steps.clear();
    steps.resize(k * k, 0.0);
    for t in (0..log_emission.len() / k).rev() {
        let row = t * k..(t + 1) * k;
        for ((state, p), b) in
            states[row.clone()].iter_mut().zip(&forward[row.clone()]).zip(&backward)
        {
            *state = p * b;
        }
        if t == 0 {
            break;
        }
        for ((ahead, l), b) in ahead.iter_mut().zip(&likelihoods[row]).zip(&backward) {
            *ahead = l * b;
        }
        let before = &forward[(t - 1) * k..][..k];
        for from in 0..k {
            let row = from * k..(from + 1) * k;
            let mut sum = 0.0;
            for ((step, p), ahead) in
                steps[row.clone()].iter_mut().zip(&transition[row]).zip(&ahead)
            {
                let onward = p * ahead;
                *step += before[from] * onward;
                sum += onward;
            }
            backward[from] = sum;
        }
    }
}

/// One step of the chain: from a row of states to the next.
fn arrive(before: &[f64], transition: &[f64], now: &mut [f64]) {
    now.fill(0.0);
    for (from, row) in before.iter().zip(transition.chunks_exact(now.len())) {
        for (p, step) in now.iter_mut().zip(row) {
            *p += from * step;
        }
    }
}

impl Posterior {
    /// Entropy of the path given everything seen, nats; `transition` as in [`forward_backward`].
    pub(super) fn entropy(&self, transition: &[f64], k: usize) -> f64 {
        let share = |p: &f64| if *p > 0.0 { -p * p.ln() } else { 0.0 };
        let mut entropy: f64 = self.states[..k].iter().map(share).sum();
        for t in 1..self.states.len() / k {
            let (before, now) = (&self.states[(t - 1) * k..][..k], &self.states[t * k..][..k]);
            let earlier = &self.forward[(t - 1) * k..][..k];
            let forward = &self.forward[t * k..][..k];
            for from in 0..k {
                for to in 0..k {
                    // What follows t is worth states / forward; the scale stands in the likelihood.
                    let onward = if forward[to] > 0.0 { now[to] / forward[to] } else { 0.0 };
                    let p = transition[from * k + to] * self.likelihoods[t * k + to] * onward;
                    let step = earlier[from] * p;
                    if step > 0.0 {
                        entropy -= step * (step / before[from]).ln();
                    }
                }
            }
        }
        entropy
    }
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
            let (k, rows, logs) = (initial.len(), transition.concat(), emission.concat());
            let mut fast = Posterior::default();
            // The second round over the first one's memory.
            for _ in 0..2 {
                forward_backward(&initial, &rows, &logs, &mut fast);
            }
            let slow = naive_chain(&initial, &transition, &emission);
            // Rounding of sums of at most 3⁷ paths.
            let same = |x: f64, y: f64| (x - y).abs() < 1e-10;
            prop_assert!(same(fast.log_likelihood, slow.log_likelihood));
            prop_assert!(same(fast.entropy(&rows, k), slow.entropy));
            for (x, y) in fast.states.iter().zip(slow.states.iter().flatten()) {
                prop_assert!(same(*x, *y));
            }
            for (x, y) in fast.steps.iter().zip(slow.steps.iter().flatten()) {
                prop_assert!(same(*x, *y));
            }
        }
    }

    #[test]
    fn far_out_values_keep_a_likelihood() {
        let emission = [-4000.0, -9000.0].repeat(50);
        let mut posterior = Posterior::default();
        forward_backward(&[0.5; 2], &[0.5; 4], &emission, &mut posterior);
        let known = 50.0 * (0.5_f64.ln() - 4000.0);
        assert!((posterior.log_likelihood - known).abs() < 1e-6);
    }
}
