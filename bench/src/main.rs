use attune_coupling::*;
use attune_testkit::{reference, simulate};
fn cpu() -> f64 {
    let mut t = 0u64;
    for e in std::fs::read_dir("/proc/self/task").unwrap() {
        let s = std::fs::read_to_string(e.unwrap().path().join("schedstat")).unwrap();
        t += s.split(' ').next().unwrap().parse::<u64>().unwrap();
    }
    t as f64 * 1e-9
}
fn time<R>(name: &str, n: usize, mut f: impl FnMut() -> R) {
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let t = cpu();
        for _ in 0..n { std::hint::black_box(f()); }
        best = best.min((cpu() - t) / n as f64);
    }
    println!("{name}: {:.4} ms", best * 1e3);
}
fn main() { if let Some(w) = std::env::args().nth(1) { return one(&w); }
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    let input = reference::columns("wcc/input.csv");
    let (a, b) = (&input[0], &input[1]);
    let o = WindowOptions { window: 300, step: 10, max_lag: 50, convention: Convention::Recentred };
    time("prepare", 100, || Prepared::new(a, &o).unwrap());
    time("map", 100, || windowed_cross_correlation(a, b, &o).unwrap());
    let (x, y) = (Prepared::new(a, &o).unwrap(), Prepared::new(b, &o).unwrap());
    time("strength", 100, || strength(&x, &y));
    time("summarise", 100, || summarise(&x, &y));
    time("segment", 1, || segment_synchrony(a, b, 300, 50).unwrap());
    let s = CircularShift { surrogates: 1000, seed: 1 };
    time("draw", 1, || s.draw(a, b, 101).unwrap());
    time("shift x1000", 1, || s.mean_z(a, b, &o, Tail::Upper).unwrap());
    let mut rng = simulate::generator(1, 1);
    let g = simulate::with_missing(a, 0.2, &mut rng);
    let xg = Prepared::new(&g, &o).unwrap();
    time("gappy strength", 3, || strength(&xg, &y));
    let _ = &mut rng;
}
fn one(what: &str) {
    let input = reference::columns("wcc/input.csv");
    let (a, b) = (&input[0], &input[1]);
    let o = WindowOptions { window: 300, step: 10, max_lag: 50, convention: Convention::Recentred };
    let (x, y) = (Prepared::new(a, &o).unwrap(), Prepared::new(b, &o).unwrap());
    for _ in 0..1000 { match what {
        "prepare" => { std::hint::black_box(Prepared::new(a, &o).unwrap()); }
        "map" => { std::hint::black_box(windowed_cross_correlation(a, b, &o).unwrap()); }
        "strength" => { std::hint::black_box(strength(&x, &y)); }
        _ => { std::hint::black_box(summarise(&x, &y)); }
    }}
}
