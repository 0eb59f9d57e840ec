use crate::pair::{channels, dyad, recording};
use attune_dynamics::{
    DecomposeOptions, FitOptions, LinkTestOptions, PairRecording, Scenario, decompose, direction,
    fit_loop, test_link,
};

/// S9: exchanging the two people mirrors every result to the bit.
#[test]
fn exchanging_the_people_mirrors_every_result() {
    for seed in [1, 2, 3] {
        let dyad = dyad(Scenario::MutualEcho, seed, 8.0);
        let both = channels(&dyad, None);
        let times = &dyad.persons[0].times_s;
        let one = PairRecording::new(times, &both[0], &both[1]);
        let other = PairRecording::new(times, &both[1], &both[0]);
        let options = FitOptions::default();
        let (fit, mirrored) =
            (fit_loop(&one, &options).unwrap(), fit_loop(&other, &options).unwrap());
        assert_eq!(fit.gain[0], mirrored.gain[1]);
        assert_eq!(fit.likelihood_ratio.into[0], mirrored.likelihood_ratio.into[1]);
        assert_eq!(fit.draws[7], mirrored.draws[7].exchanged());
        let surrogates = LinkTestOptions { surrogates: 20, seed: 5 };
        let test = test_link(&one, &options, &surrogates).unwrap();
        let turned = test_link(&other, &options, &surrogates).unwrap();
        assert_eq!(test.into_person(0), turned.into_person(1));
        assert_eq!(test.both(), turned.both());
        let (d, e) = (direction(&one, &fit).unwrap(), direction(&other, &mirrored).unwrap());
        assert_eq!((d.forward, d.backward), (-e.forward, -e.backward));
        assert_eq!(d.starter().map(|who| 1 - who), e.starter());
    }
}

/// S10: another unit of one person's sensors changes neither gains nor shares.
#[test]
fn another_unit_changes_nothing_without_a_unit() {
    let (plain, other) = (dyad(Scenario::MutualEcho, 4, 10.0), dyad(Scenario::OtherUnit, 4, 10.0));
    let both = [&plain, &other].map(|dyad| {
        let channels = channels(dyad, None);
        let recording = recording(dyad, &channels);
        let fit = fit_loop(&recording, &FitOptions::default()).unwrap();
        let options = DecomposeOptions { draws: 20, ..DecomposeOptions::default() };
        let split = decompose(&recording, &fit, &options).unwrap();
        (fit, split)
    });
    let [(fit, split), (fit_other, split_other)] = both;
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-6, "{a} {b}");
    close(fit.estimate.loop_gain(), fit_other.estimate.loop_gain());
    for i in 0..2 {
        close(fit.gain[i].value, fit_other.gain[i].value);
        close(fit.gain[i].hi, fit_other.gain[i].hi);
        let (a, b) = (&split.persons[i], &split_other.persons[i]);
        close(a.echo_share.value, b.echo_share.value);
        close(a.windows[3].covariance_share.lo, b.windows[3].covariance_share.lo);
    }
    assert!((fit_other.units[1][0].scale / fit.units[1][0].scale - 0.04).abs() < 1e-12);
}

/// The same numbers on one thread and on two.
#[test]
fn the_number_of_threads_changes_nothing() {
    let dyad = dyad(Scenario::Demo, 2, 6.0);
    let both = channels(&dyad, None);
    let recording = recording(&dyad, &both);
    let options = FitOptions { return_time_s: 7.0, ..FitOptions::default() };
    let on = |threads: usize| {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| {
            let fit = fit_loop(&recording, &options).unwrap();
            let split = decompose(&recording, &fit, &DecomposeOptions::default()).unwrap();
            let test =
                test_link(&recording, &options, &LinkTestOptions { surrogates: 20, seed: 1 });
            (split, test.unwrap())
        })
    };
    assert_eq!(on(1), on(2));
}

/// Time in other hands: starting the clock elsewhere changes nothing but rounding.
#[test]
fn starting_the_clock_elsewhere_changes_nothing() {
    let dyad = dyad(Scenario::MutualEcho, 6, 6.0);
    let both = channels(&dyad, None);
    let later: Vec<f64> = dyad.persons[0].times_s.iter().map(|t| t + 86_400.0).collect();
    let options = FitOptions::default();
    let one = fit_loop(&recording(&dyad, &both), &options).unwrap();
    let other = fit_loop(&PairRecording::new(&later, &both[0], &both[1]), &options).unwrap();
    assert!((one.gain[0].value - other.gain[0].value).abs() < 1e-6);
}
