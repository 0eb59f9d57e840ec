//! What the story finds in planted conversations: `cargo run --release -p attune-dynamics
//! --example story -- SEEDS FIRST` prints the table of `docs/story.md`.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

use attune_dynamics::{
    ActEvent, Attempt, ChannelRecording, Conversation, ConversationOptions, CycleCount, CycleKind,
    CycleOptions, DecomposeOptions, Decomposition, FitOptions, Forecaster, Lanes, PairRecording,
    Slots, SpiralOptions, WordsAndBodyOf, count_cycles, decompose, fit_loop, parts_on, repairs,
    simulate_conversation, spirals, words_and_body,
};
use rayon::prelude::*;

fn main() {
    let mut args = std::env::args().skip(1).filter_map(|a| a.parse::<u64>().ok());
    let (seeds, first) = (args.next().unwrap_or(40), args.next().unwrap_or(100_001));
    let runs: Vec<Run> = (first..first + seeds).into_par_iter().map(run).collect();
    let share = |of: &dyn Fn(&Run) -> Option<bool>| {
        let known: Vec<bool> = runs.iter().filter_map(of).collect();
        let yes = known.iter().filter(|y| **y).count();
        format!("{yes} of {} ({:.1} %)", known.len(), 100.0 * yes as f64 / known.len() as f64)
    };
    println!("seeds {first} to {}", first + seeds - 1);
    println!("spiral onset within 15 s (through the loop)  {}", share(&|r| Some(r.onset)));
    println!("  as a live detector says it                 {}", share(&|r| Some(r.onset_live)));
    println!("spiral onset within 15 s (without the loop)  {}", share(&|r| Some(r.onset_free)));
    println!("  further spirals in planted talks           {}", share(&|r| Some(r.more_spirals)));
    println!("  a spiral in unplanted talks                {}", share(&|r| Some(r.false_spiral)));
    println!("repair landed or not right                   {}", share(&|r| Some(r.repair)));
    println!("  landed called landed                       {}", share(&|r| r.landed));
    println!("  not landed called not landed               {}", share(&|r| r.not_landed));
    println!("pursue-withdraw named, right direction       {}", share(&|r| Some(r.named)));
    println!("  another cycle named in planted talks       {}", share(&|r| Some(r.other_named)));
    println!("  any cycle named in unplanted talks         {}", share(&|r| Some(r.false_cycle)));
    println!("words and body found                         {}", share(&|r| Some(r.words)));
    println!(
        "  words and body elsewhere                   {}",
        share(&|r| Some(r.words_elsewhere))
    );
    println!("  words and body in unplanted talks          {}", share(&|r| Some(r.false_words)));
    println!(
        "  the same, spiral planted                   {}",
        share(&|r| Some(r.false_words_hot))
    );
    let mut off: Vec<f64> = runs.iter().filter_map(|r| r.off_s).collect();
    off.sort_by(f64::total_cmp);
    let at =
        |q: f64| off.get((q * (off.len().max(1) - 1) as f64) as usize).copied().unwrap_or(f64::NAN);
    println!("onset minus truth, s: 10 % {:.0}, half {:.0}, 90 % {:.0}", at(0.1), at(0.5), at(0.9));
}

#[derive(Debug, Default)]
struct Run {
    onset: bool,
    onset_live: bool,
    onset_free: bool,
    off_s: Option<f64>,
    more_spirals: bool,
    false_spiral: bool,
    repair: bool,
    landed: Option<bool>,
    not_landed: Option<bool>,
    named: bool,
    other_named: bool,
    false_cycle: bool,
    words: bool,
    words_elsewhere: bool,
    false_words: bool,
    false_words_hot: bool,
}

fn run(seed: u64) -> Run {
    let planted = ConversationOptions {
        seed,
        repair_lands: seed.is_multiple_of(2),
        ..ConversationOptions::default()
    };
    let talk = simulate_conversation(&planted).expect("a planted talk");
    let none =
        simulate_conversation(&ConversationOptions::unplanted(seed + 500_000)).expect("a talk");
    let hot = simulate_conversation(&ConversationOptions {
        words_and_body: false,
        seed: seed + 900_000,
        ..planted
    })
    .expect("a talk");
    let mut run = Run::default();
    with_lanes(&talk, |lanes| {
        let truth = talk.truth.spiral.expect("planted");
        let near = |onset: f64| (onset - truth.onset_s).abs() <= 15.0;
        let options = SpiralOptions::default();
        let split = split(&talk);
        let parts = split.as_ref().and_then(|s| parts_on(s, lanes));
        let gated = spirals(lanes, parts.as_ref().map(|[a, b]| [a, b]), &options).expect("spirals");
        let free = spirals(lanes, None, &options).expect("spirals");
        run.onset = gated.iter().any(|s| near(s.onset_s));
        run.onset_live = gated.iter().any(|s| near(s.live_onset_s));
        run.onset_free = free.iter().any(|s| near(s.onset_s));
        run.off_s = free
            .iter()
            .map(|s| s.onset_s - truth.onset_s)
            .min_by(|x, y| x.abs().total_cmp(&y.abs()));
        run.more_spirals = gated.len() > 1;
        let (person, at_s, lands) = talk.truth.repair.expect("planted");
        let attempt = Attempt { person, at_s, coded: true };
        let found = repairs(lanes, &[attempt], Forecaster::learn(lanes).as_ref(), 1);
        let right = found[0].landed == Some(lands);
        run.repair = right;
        *(if lands { &mut run.landed } else { &mut run.not_landed }) = Some(right);
    });
    with_lanes(&none, |lanes| {
        let found = spirals(lanes, None, &SpiralOptions::default()).expect("spirals");
        run.false_spiral = !found.is_empty();
    });
    let truth = talk.truth.pursue_withdraw.expect("planted");
    let named: Vec<CycleCount> = cycles(&talk).into_iter().filter(|c| c.p_all < 0.05).collect();
    let right =
        |c: &CycleCount| c.kind == CycleKind::PursueWithdraw && c.first == Some(truth.first);
    run.named = named.iter().any(right);
    run.other_named = named.iter().any(|c| !right(c));
    run.false_cycle = cycles(&none).iter().any(|c| c.p_all < 0.05);
    let (who, span) = talk.truth.words_and_body.expect("planted");
    let found = differing(&talk);
    let meets = |r: &(usize, [f64; 2])| r.0 == who && r.1[0] <= span[1] && r.1[1] >= span[0];
    run.words = found.iter().any(meets);
    run.words_elsewhere = found.iter().any(|r| !meets(r));
    run.false_words = !differing(&none).is_empty();
    run.false_words_hot = !differing(&hot).is_empty();
    run
}

/// Heart in resting standard deviations, the time apart left out.
fn with_lanes(talk: &Conversation, f: impl FnOnce(&Lanes<'_>)) {
    let scaled = talk.persons.each_ref().map(|p| scaled(talk, &p.heart));
    f(&Lanes { start_s: 0.0, step_s: 1.0, activation: [&scaled[0], &scaled[1]], line: [1.0, 1.0] });
}

fn scaled(talk: &Conversation, x: &[f64]) -> Vec<f64> {
    let rest = talk.apart_s[1] as usize;
    let known: Vec<f64> = x[..rest].iter().copied().filter(|v| v.is_finite()).collect();
    let n = known.len() as f64;
    let mean = known.iter().sum::<f64>() / n;
    let sd = (known.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    let told = |(t, v): (usize, &f64)| if t < rest { f64::NAN } else { (v - mean) / sd };
    x.iter().enumerate().map(told).collect()
}

fn split(talk: &Conversation) -> Option<Decomposition> {
    let rest = talk.apart_s[1] as usize;
    let [a, b] = talk.persons.each_ref().map(|p| [ChannelRecording::new(&p.heart[rest..])]);
    let recording = PairRecording::new(&talk.times_s[rest..], &a, &b);
    let fit = fit_loop(&recording, &FitOptions::default()).ok()?;
    decompose(&recording, &fit, &DecomposeOptions { draws: 20, ..DecomposeOptions::default() }).ok()
}

fn spans_of(talk: &Conversation, person: usize) -> Vec<(f64, f64)> {
    let own = talk.turns.iter().filter(|t| t.person == person);
    own.map(|t| (t.start_s, t.end_s)).collect()
}

fn cycles(talk: &Conversation) -> Vec<CycleCount> {
    let acts: &[ActEvent] = &talk.acts;
    let (a, b) = (spans_of(talk, 0), spans_of(talk, 1));
    count_cycles(acts, &Slots::Turns([&a, &b]), &CycleOptions::default()).expect("cycles")
}

fn differing(talk: &Conversation) -> Vec<(usize, [f64; 2])> {
    let spans = [spans_of(talk, 0), spans_of(talk, 1)];
    let words = [0, 1].map(|person| -> Vec<f64> {
        talk.turns.iter().filter(|t| t.person == person).map(|t| t.valence).collect()
    });
    let bodies = talk.persons.each_ref().map(|p| scaled(talk, &p.heart));
    let of = |i: usize| WordsAndBodyOf { turns: &spans[i], words: &words[i], body: &bodies[i] };
    let found = words_and_body([of(0), of(1)], 0.0, 1.0, 1);
    found.runs.iter().filter(|r| r.p < 0.05).map(|r| (r.person, r.span_s)).collect()
}
