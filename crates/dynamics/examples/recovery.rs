//! The whole recovery table: `cargo run --release -p attune-dynamics --example recovery -- 200`

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use attune_dynamics::{recover, recovery_rows};

fn main() {
    let runs = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(40);
    println!(
        "| planted | min | runs | gain into A | into B | return time | loop gain | echo share true, found, error | direction right | detected | 95 % intervals hold | within |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|");
    for row in recovery_rows() {
        let r = recover(&row, runs, 7).unwrap();
        println!(
            "| {} | {} | {} | {:.2} / {:.2} (stated {:.2}) | {:.2} / {:.2} (stated {:.2}) | {:.1} s | {:.2} | {:.2}, {:.2}, {:.2} | {:.0} % | {:.0} / {:.0} % | {:.1} / {:.1} % | {} |",
            row.name,
            row.minutes,
            r.runs,
            r.gain_mean[0],
            r.gain_rmse[0],
            row.stated_rmse[0],
            r.gain_mean[1],
            r.gain_rmse[1],
            row.stated_rmse[1],
            r.return_time_s,
            r.loop_gain_rmse,
            r.echo_share[0],
            r.echo_share[1],
            r.echo_share_rmse,
            100.0 * r.direction_right,
            100.0 * r.detected[0],
            100.0 * r.detected[1],
            100.0 * r.coverage[0],
            100.0 * r.coverage[1],
            if r.within(&row) { "yes" } else { "no" },
        );
    }
}
