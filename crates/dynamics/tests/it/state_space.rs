use attune_dynamics::{NoisyVar1, fit_noisy_var1, noisy_var1_log_likelihood};

/// The simulated pair of `reference/state_space`, and what statsmodels makes of it.
struct Reference {
    first: Vec<f64>,
    second: Vec<f64>,
    model: NoisyVar1,
    log_likelihood: f64,
}

fn reference() -> Reference {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../reference/state_space");
    let table = std::fs::read_to_string(folder.join("input.csv")).unwrap();
    let (first, second) = table
        .lines()
        .skip(1)
        .map(|line| {
            let (a, b) = line.split_once(',').unwrap();
            (a.parse::<f64>().unwrap(), b.parse::<f64>().unwrap())
        })
        .unzip();
    let head = std::fs::read_to_string(folder.join("expected.json")).unwrap();
    let head: serde_json::Value = serde_json::from_str(&head).unwrap();
    let of = |name: &str| head["expected"][name].as_f64().unwrap();
    let top = of("sqrt.var.y1");
    let side = of("sqrt.cov.y1.y2");
    let rest = of("sqrt.var.y2");
    Reference {
        first,
        second,
        // `L1.y2.y1` is the effect of y2 on y1.
        model: NoisyVar1 {
            carry: [[of("L1.y1.y1"), of("L1.y2.y1")], [of("L1.y1.y2"), of("L1.y2.y2")]],
            shock: [[top * top, top * side], [top * side, side * side + rest * rest]],
            noise_variance: [of("measurement_variance.y1"), of("measurement_variance.y2")],
        },
        log_likelihood: of("log_likelihood"),
    }
}

#[test]
fn the_likelihood_is_that_of_statsmodels() {
    let reference = reference();
    let found =
        noisy_var1_log_likelihood(&reference.first, &reference.second, &reference.model).unwrap();
    // The demand is 1e-3; statsmodels stops updating its covariances at a tolerance of 1e-19.
    assert!((found - reference.log_likelihood).abs() < 1e-4, "{found}");
}

#[test]
fn the_own_optimum_is_no_lower_and_in_the_same_place() {
    let reference = reference();
    let fit = fit_noisy_var1(&reference.first, &reference.second).unwrap();
    assert!(fit.converged);
    assert!(fit.log_likelihood >= reference.log_likelihood - 1e-6, "{}", fit.log_likelihood);
    let close = |found: f64, expected: f64| {
        // Where two optimisers stop on a flat top.
        assert!((found - expected).abs() < 2e-3, "{found} against {expected}");
    };
    for i in 0..2 {
        for j in 0..2 {
            close(fit.model.carry[i][j], reference.model.carry[i][j]);
            close(fit.model.shock[i][j], reference.model.shock[i][j]);
            assert!(fit.carry[i][j].lo < fit.carry[i][j].hi);
        }
        close(fit.model.noise_variance[i], reference.model.noise_variance[i]);
    }
    // The plain regression says .076 for the effect of the second on the first; the truth is .05.
    assert!((fit.model.carry[0][1] - 0.05).abs() < 0.01);
}

#[test]
fn exchanging_the_series_exchanges_the_effects() {
    let reference = reference();
    let (a, b) = (&reference.first[..600], &reference.second[..600]);
    let (one, other) = (fit_noisy_var1(a, b).unwrap(), fit_noisy_var1(b, a).unwrap());
    // The root of the shocks' covariance starts with the first series: equal to the optimiser's
    // tolerance, not to the bit.
    assert!((one.model.carry[0][1] - other.model.carry[1][0]).abs() < 1e-4);
    assert!((one.log_likelihood - other.log_likelihood).abs() < 1e-6);
}
