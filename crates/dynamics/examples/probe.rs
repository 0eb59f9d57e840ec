#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used)]
use attune_dynamics::*;
fn main() {
    let runs: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let base = Planted::default();
    let fast = Planted {
        two_people: LoopTruth {
            return_time_s: [4.0; 2],
            delay_s: [1.5; 2],
            shock_sd: LoopTruth::unit_shock_sd([4.0; 2]),
            ..base.two_people
        },
        ..base.clone()
    };
    let m0 = Scenario::HiddenInput.planted();
    let ind =
        Planted { two_people: LoopTruth { gain: [0.0; 2], ..base.two_people }, ..base.clone() };
    let d8 =
        Planted { two_people: LoopTruth { delay_s: [8.0; 2], ..base.two_people }, ..base.clone() };
    let slow = Planted {
        two_people: LoopTruth {
            return_time_s: [60.0; 2],
            shock_sd: LoopTruth::unit_shock_sd([60.0; 2]),
            ..base.two_people
        },
        ..base.clone()
    };
    let one = Planted { sensors: base.sensors[..1].to_vec(), ..base.clone() };
    let ar = Planted {
        sensors: base.sensors.iter().map(|s| Sensor { noise_memory: 0.8, ..*s }).collect(),
        ..base.clone()
    };
    let better = Planted {
        sensors: vec![
            Sensor { loading: 1.0, noise_sd: 0.3, noise_memory: 0.0 },
            Sensor { loading: 1.0, noise_sd: 0.4, noise_memory: 0.0 },
        ],
        ..base.clone()
    };
    for (name, planted, minutes, t) in [
        ("base10", &base, 10.0, 20.0),
        ("better10", &better, 10., 20.),
        ("one10", &one, 10., 20.),
        ("ar10", &ar, 10., 20.),
        ("slow10", &slow, 10., 20.),
        ("fast10", &fast, 10.0, 4.0),
        ("base30", &base, 30., 20.),
        ("base60", &base, 60., 20.),
        ("d8 10", &d8, 10., 20.),
        ("d8 60", &d8, 60., 20.),
        ("indep10", &ind, 10., 20.),
        ("hidden10", &m0, 10., 20.),
        ("hidden60", &m0, 60., 20.),
    ] {
        let (mut s, mut q, mut cover, mut det, mut lt, mut lg, mut n, mut nc) =
            ([0.0; 2], [0.0; 2], [0.0; 2], [0.0; 2], 0.0, 0.0, 0.0, 0);
        let truth = planted.two_people.gain;
        let mut conv = 0;
        for run in 0..runs {
            let dyad = simulate_dyad(
                planted,
                &SimulateOptions { seed: 100, minutes, dyads: 1, rate_hz: 1.0 },
                run,
            )
            .unwrap();
            let [a, b] = dyad.persons.each_ref().map(|p| {
                p.channels
                    .iter()
                    .map(|c| ChannelRecording { values: &c.values, resting_sd: Some(1.0) })
                    .collect::<Vec<_>>()
            });
            match fit_loop(
                &PairRecording::new(&dyad.persons[0].times_s, &a, &b),
                &FitOptions { return_time_s: t, ..FitOptions::default() },
            ) {
                Ok(f) => {
                    n += 1.0;
                    if !f.converged {
                        conv += 1;
                    }
                    for i in 0..2 {
                        let e = f.gain[i].value;
                        s[i] += e;
                        q[i] += (e - truth[i]).powi(2);
                        if f.gain[i].lo <= truth[i] && truth[i] <= f.gain[i].hi {
                            cover[i] += 1.0;
                        }
                        if f.likelihood_ratio.into[i] > 3.84 {
                            det[i] += 1.0;
                        }
                    }
                    let t1 = 1.0 / f.return_rate[0].value;
                    lt += t1.ln();
                    lg += (t1 / planted.two_people.return_time_s[0]).ln().powi(2);
                }
                Err(_) => nc += 1,
            }
        }
        println!(
            "{name:9} m12 {:.2}/{:.2} m21 {:.2}/{:.2} T {:.1} logrmse {:.2} det {:.0}%/{:.0}% cover {:.0}%/{:.0}%  failed {nc} notconv {conv}",
            s[0] / n,
            (q[0] / n).sqrt(),
            s[1] / n,
            (q[1] / n).sqrt(),
            (lt / n).exp(),
            (lg / n).sqrt(),
            100. * det[0] / n,
            100. * det[1] / n,
            100. * cover[0] / n,
            100. * cover[1] / n
        );
    }
}
