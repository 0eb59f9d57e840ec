//! A hidden Markov chain by trying every path.

/// What every path together says: log likelihood, state probabilities, expected steps, path entropy.
#[derive(Debug, Clone, PartialEq)]
pub struct NaiveChain {
    /// ln of the summed path probabilities.
    pub log_likelihood: f64,
    /// Probability of each state at each moment.
    pub states: Vec<Vec<f64>>,
    /// Expected steps from state to state.
    pub steps: Vec<Vec<f64>>,
    /// Entropy of the path, nats.
    pub entropy: f64,
}

/// The slow way: kⁿ paths.
pub fn naive_chain(
    initial: &[f64],
    transition: &[Vec<f64>],
    log_emission: &[Vec<f64>],
) -> NaiveChain {
    let (k, n) = (initial.len(), log_emission.len());
    let paths = k.pow(n as u32);
    let path = |code: usize| (0..n).map(|t| code / k.pow(t as u32) % k).collect::<Vec<usize>>();
    let weight = |path: &[usize]| {
        let mut w = initial[path[0]] * log_emission[0][path[0]].exp();
        for t in 1..n {
            w *= transition[path[t - 1]][path[t]] * log_emission[t][path[t]].exp();
        }
        w
    };
    let total: f64 = (0..paths).map(|code| weight(&path(code))).sum();
    let mut chain = NaiveChain {
        log_likelihood: total.ln(),
        states: vec![vec![0.0; k]; n],
        steps: vec![vec![0.0; k]; k],
        entropy: 0.0,
    };
    for code in 0..paths {
        let path = path(code);
        let p = weight(&path) / total;
        if p > 0.0 {
            chain.entropy -= p * p.ln();
        }
        for t in 0..n {
            chain.states[t][path[t]] += p;
            if t > 0 {
                chain.steps[path[t - 1]][path[t]] += p;
            }
        }
    }
    chain
}
