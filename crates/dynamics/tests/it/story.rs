//! Moments and cycles: laws, planted conversations in short, and real couples.

use std::path::Path;

use attune_coupling::measure::Code;
use attune_dynamics::{
    Act, ActEvent, Attempt, CannotTell, Conversation, ConversationOptions, CycleCount, CycleKind,
    CycleOptions, DynamicsError, Forecaster, Lanes, Slots, SpiralOptions, StrainAndSupport,
    count_cycles, repairs, sample_soothing, simulate_conversation, spirals,
};

fn talk(seed: u64) -> Conversation {
    let options = ConversationOptions { seed, ..ConversationOptions::default() };
    simulate_conversation(&options).unwrap()
}

fn turns_of(talk: &Conversation, person: usize) -> Vec<(f64, f64)> {
    let own = talk.turns.iter().filter(|t| t.person == person);
    own.map(|t| (t.start_s, t.end_s)).collect()
}

fn cycles(acts: &[ActEvent], turns: [&[(f64, f64)]; 2]) -> Vec<CycleCount> {
    count_cycles(acts, &Slots::Turns(turns), &CycleOptions::default()).unwrap()
}

/// Heart in standard deviations of the time apart, which is itself left out.
fn lanes_of(talk: &Conversation) -> [Vec<f64>; 2] {
    let rest = talk.apart_s[1] as usize;
    talk.persons.each_ref().map(|person| {
        let known: Vec<f64> =
            person.heart[..rest].iter().copied().filter(|v| v.is_finite()).collect();
        let n = known.len() as f64;
        let mean = known.iter().sum::<f64>() / n;
        let sd = (known.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        let told = |(t, v): (usize, &f64)| if t < rest { f64::NAN } else { (v - mean) / sd };
        person.heart.iter().enumerate().map(told).collect()
    })
}

fn lanes<'a>(activation: [&'a [f64]; 2]) -> Lanes<'a> {
    Lanes { start_s: 0.0, step_s: 1.0, activation, line: [1.0, 1.0] }
}

/// `docs/story.md` has the figures over 200 other seeds; of these eight most must come out right,
/// whichever way the machine rounds.
#[test]
fn planted_talks_show_what_was_planted() {
    let seeds = 1..=8;
    let (mut named, mut onset, mut landed) = (0, 0, 0);
    for seed in seeds.clone() {
        let talk = talk(seed);
        let (a, b) = (turns_of(&talk, 0), turns_of(&talk, 1));
        let run = talk.truth.pursue_withdraw.unwrap();
        named += usize::from(cycles(&talk.acts, [&a, &b]).iter().any(|c| {
            c.kind == CycleKind::PursueWithdraw && c.first == Some(run.first) && c.p_all < 0.05
        }));
        let [x, y] = lanes_of(&talk);
        let lanes = lanes([&x, &y]);
        let truth = talk.truth.spiral.unwrap();
        let found = spirals(&lanes, None, &SpiralOptions::default()).unwrap();
        onset += usize::from(found.iter().any(|s| (s.onset_s - truth.onset_s).abs() <= 15.0));
        let (person, at_s, lands) = talk.truth.repair.unwrap();
        let attempt = Attempt { person, at_s, coded: true };
        let found = repairs(&lanes, &[attempt], Forecaster::learn(&lanes).as_ref(), 1);
        landed += usize::from(found[0].landed == Some(lands));
    }
    assert!(named >= 6 && onset >= 5 && landed >= 5, "{named} {onset} {landed}");
}

#[test]
fn exchanging_the_two_mirrors_every_cycle_to_the_bit() {
    let talk = talk(11);
    let (a, b) = (turns_of(&talk, 0), turns_of(&talk, 1));
    let swapped: Vec<ActEvent> = talk.acts.iter().map(|e| e.exchanged()).collect();
    let (straight, mirrored) = (cycles(&talk.acts, [&a, &b]), cycles(&swapped, [&b, &a]));
    assert_eq!(straight.len(), mirrored.len());
    for cycle in &straight {
        let first = cycle.first.map(|person| 1 - person);
        let twin = mirrored.iter().find(|c| c.kind == cycle.kind && c.first == first).unwrap();
        assert_eq!(twin.p_all.to_bits(), cycle.p_all.to_bits());
        assert_eq!(twin.expected.to_bits(), cycle.expected.to_bits());
        assert_eq!(twin.count(), cycle.count());
    }
}

#[test]
fn exchanging_the_two_mirrors_every_moment_to_the_bit() {
    let talk = talk(12);
    let [x, y] = lanes_of(&talk);
    let find = |activation| {
        let lanes = lanes(activation);
        let found = spirals(&lanes, None, &SpiralOptions::default()).unwrap();
        let attempt = Attempt { person: 0, at_s: talk.truth.repair.unwrap().1, coded: true };
        (found, repairs(&lanes, &[attempt], Forecaster::learn(&lanes).as_ref(), 1))
    };
    let (straight, mirrored) = (find([&x, &y]), find([&y, &x]));
    for (s, m) in straight.0.iter().zip(&mirrored.0) {
        assert_eq!(s.onset_s.to_bits(), m.onset_s.to_bits());
        assert_eq!(s.live_onset_s.to_bits(), m.live_onset_s.to_bits());
        assert_eq!(s.onset_interval_s, m.onset_interval_s);
        assert_eq!((s.detected_s, s.end_s), (m.detected_s, m.end_s));
        assert_eq!(s.rise[0].to_bits(), m.rise[1].to_bits());
    }
    assert!(!straight.0.is_empty(), "the planted rise is found");
    assert_eq!(straight.0.len(), mirrored.0.len());
    assert_eq!(straight.1[0].half_s, mirrored.1[0].half_s);
    assert_eq!(straight.1[0].load.to_bits(), mirrored.1[0].load.to_bits());
}

#[test]
fn nothing_is_made_of_nothing() {
    let few = [ActEvent { person: 0, act: Act::Warm, start_s: 1.0, end_s: 2.0 }];
    let clock = Slots::Clock { start_s: 0.0, end_s: 600.0 };
    let told = count_cycles(&few, &clock, &CycleOptions::default());
    assert!(matches!(told, Err(DynamicsError::CannotTell(CannotTell::TooFewActs { .. }))));
    let nothing = vec![f64::NAN; 300];
    let flat = vec![0.5; 300];
    for x in [&nothing, &flat] {
        let lanes = lanes([x, x]);
        assert!(spirals(&lanes, None, &SpiralOptions::default()).unwrap().is_empty());
        let attempt = Attempt { person: 0, at_s: 100.0, coded: true };
        let found = repairs(&lanes, &[attempt], Forecaster::learn(&lanes).as_ref(), 1);
        assert_eq!(found[0].landed, None);
    }
    assert!(spirals(&lanes([&[], &[]]), None, &SpiralOptions::default()).unwrap().is_empty());
}

/// 64 couples after she was stressed. The mean logits are published (.699 for her past strain,
/// .791 for his own past) to three digits; the raw count is 1508; of shifted copies and strangers
/// another program's draws gave 1209 and 1232, ours must lie within 2 % of them.
#[test]
fn real_couples_soothe_beyond_what_he_does_anyway() {
    let path =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/couples_coping/coping.csv");
    let Ok(text) = std::fs::read_to_string(Path::new(path)) else {
        println!("skipped: ../shared/data/couples_coping is not here");
        return;
    };
    let mut couples: Vec<(Vec<Code>, Vec<Code>)> = Vec::new();
    for line in text.lines().skip(1) {
        let cells: Vec<usize> = line.split(',').filter_map(|c| c.parse().ok()).collect();
        couples.resize(couples.len().max(cells[0]), Default::default());
        couples[cells[0] - 1].0.push(Some(cells[3]));
        couples[cells[0] - 1].1.push(Some(cells[4]));
    }
    let pairs: Vec<StrainAndSupport<'_>> =
        couples.iter().map(|(strain, support)| StrainAndSupport { strain, support }).collect();
    let found = sample_soothing(&pairs, 999, 1).unwrap();
    println!("{found:?}");
    assert_eq!((found.pairs, found.count), (64, 1508.0));
    assert!((found.after_strain.value - 0.699).abs() < 0.0005, "{:?}", found.after_strain);
    assert!((found.own_past.value - 0.791).abs() < 0.0005, "{:?}", found.own_past);
    assert!(found.after_strain.lo > 0.0);
    assert!(found.p_shifted < 0.01 && found.p_strangers < 0.05);
    assert!((found.count_shifted / 1209.0 - 1.0).abs() < 0.02, "{}", found.count_shifted);
    assert!((found.count_strangers / 1232.0 - 1.0).abs() < 0.02, "{}", found.count_strangers);
}
