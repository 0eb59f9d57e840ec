//! The dyadic Markov chain and what one code tells of the next, counted step by step.

use attune_coupling::measure::Code;

/// Steps from one joint state (A's code, B's code) to another (Kenny, Kashy & Cook 2006, ch. 14).
pub fn naive_steps(a: &[Code], b: &[Code], from: (usize, usize), to: (usize, usize)) -> f64 {
    let at = |t: usize, (x, y): (usize, usize)| a[t] == Some(x) && b[t] == Some(y);
    let n = a.len().min(b.len());
    (1..n).filter(|&t| at(t - 1, from) && at(t, to)).count() as f64
}

/// Transfer entropy of codes, nats: H(x′ | x) − H(x′ | x, y), x the target's last code, y the
/// source's, x′ the target's next, over the steps in which all four codes are there (Schreiber 2000).
pub fn naive_code_transfer(source: &[Code], target: &[Code]) -> f64 {
    let n = source.len().min(target.len());
    let step = |t: usize| {
        let (y, x) = (source[t - 1]?, target[t - 1]?);
        source[t].and(Some([x, y, target[t]?]))
    };
    let steps: Vec<[usize; 3]> = (1..n).filter_map(step).collect();
    // H(u | v) = H(u, v) − H(v).
    let alone = entropy(&steps, &[0, 2]) - entropy(&steps, &[0]);
    let told = entropy(&steps, &[0, 1, 2]) - entropy(&steps, &[0, 1]);
    alone - told
}

/// Entropy of some of the three codes together: minus the mean logarithm of how frequent each step's
/// codes are.
fn entropy(steps: &[[usize; 3]], which: &[usize]) -> f64 {
    let n = steps.len() as f64;
    let same = |s: &[usize; 3], other: &[usize; 3]| which.iter().all(|&k| s[k] == other[k]);
    let share = |s: &[usize; 3]| steps.iter().filter(|other| same(s, other)).count() as f64 / n;
    -steps.iter().map(|s| share(s).ln()).sum::<f64>() / n
}
