//! Whether support follows strain in a study as a whole, and who may set their own flood line.

use attune::story::MomentKind;
use attune::{FloodSetting, Plan, PlanError, Verdict};
use attune_data::{Kind, Person, Series, Session, Span, Timeline, Who};

use crate::recordings::{noise, real, run, session, smooth, study};

fn plan() -> Plan {
    Plan {
        loop_model: false,
        surrogates: 20,
        max_strangers: Some(2),
        ..Plan::for_kind(Kind::Rating)
    }
}

/// Half an hour in intervals of 10 s: A shows strain now and then; B supports now and then, and in
/// most intervals after strain where `follows`.
fn couple(index: u64, follows: bool) -> Session {
    const N: usize = 180;
    let draw = noise(100 + index, 3 * N);
    let strain = |k: usize| draw[k] > 0.4;
    let support = |k: usize| match k > 0 && strain(k - 1) && follows {
        true => draw[N + k] > -0.5,
        false => draw[N + k] > 0.6,
    };
    let span = |who, k: usize, code: &str| Span {
        who,
        start_s: 10.0 * k as f64,
        end_s: 10.0 * (k + 1) as f64,
        code: code.into(),
    };
    let mut spans: Vec<Span> =
        (0..N).filter(|k| strain(*k)).map(|k| span(Who::A, k, "stress")).collect();
    spans.extend((0..N).filter(|k| support(*k)).map(|k| span(Who::B, k, "support")));
    let dial = |seed: u64| smooth(seed, 900, 0.5);
    let dials = session(&index.to_string(), dial(index), dial(index + 500), 2.0);
    Session { spans, ..dials }
}

#[test]
fn support_that_follows_strain_is_found_for_the_study_and_for_couples() {
    let found = run(&study((1..=10).map(|k| couple(k, true)).collect()), &plan());
    // B shows no strain: there is one direction to look at.
    let [soothing] = &found.soothing[..] else { panic!("{:?}", found.soothing.len()) };
    assert_eq!((soothing.strained, soothing.directions, soothing.interval_s), (Who::A, 1, 10.0));
    assert_eq!((soothing.pairs, soothing.verdict), (10, Verdict::Supported));
    assert!(soothing.after_strain_interval.lo > 0.3 && soothing.own_past.abs() < 0.3);
    assert!(soothing.count > 1.3 * soothing.count_shifted);
    assert!(soothing.count > 1.3 * soothing.count_strangers);
    let supported = soothing.couples.iter().filter(|c| c.verdict == Verdict::Supported).count();
    assert!(supported >= 7, "{:?}", soothing.couples);
}

#[test]
fn support_of_its_own_is_no_soothing() {
    let found = run(&study((1..=10).map(|k| couple(k, false)).collect()), &plan());
    let soothing = &found.soothing[0];
    assert!(soothing.verdict == Verdict::NotSeen && soothing.after_strain.abs() < 0.2);
    assert!(soothing.couples.iter().all(|c| c.verdict != Verdict::Supported));
    // One couple is no sample.
    assert!(run(&study(vec![couple(1, true)]), &plan()).soothing.is_empty());
}

/// Published for these 64 couples: .699 after her strain and .791 of his own past.
#[test]
fn real_couples_soothe_as_published() {
    let Some(folder) = real("couples_coping") else { return };
    let text = std::fs::read_to_string(folder.join("coping.csv")).unwrap();
    let mut couples: Vec<[Vec<f64>; 2]> = Vec::new();
    for line in text.lines().skip(1) {
        let cells: Vec<usize> = line.split(',').filter_map(|cell| cell.parse().ok()).collect();
        couples.resize(couples.len().max(cells[0]), [Vec::new(), Vec::new()]);
        couples[cells[0] - 1][0].push(cells[3] as f64);
        couples[cells[0] - 1][1].push(cells[4] as f64);
    }
    // As the reader names them when it is told that A is `sc_woman` and B is `dc_man`.
    let person = |name: &str, values: &[f64]| {
        let timeline = Timeline::Regular { start: 0.0, step: 10.0, len: values.len() };
        let (channel, values) = ("value".to_owned(), values.to_vec());
        let series = Series { channel, kind: Kind::Other, unit: String::new(), timeline, values };
        Person { name: name.into(), role: name.into(), series: vec![series] }
    };
    let sessions = couples.iter().enumerate().map(|(k, [woman, man])| Session {
        dyad: (k + 1).to_string(),
        people: [person("sc_woman", woman), person("dc_man", man)],
        ..Session::default()
    });
    let found = run(&study(sessions.collect()), &plan());
    let [soothing] = &found.soothing[..] else { panic!("{:?}", found.soothing.len()) };
    assert_eq!((soothing.pairs, soothing.count), (64, 1508.0));
    assert!(
        (soothing.after_strain - 0.699).abs() < 5e-4 && (soothing.own_past - 0.791).abs() < 5e-4
    );
    assert_eq!(soothing.verdict, Verdict::Supported);
    let count = |verdict| soothing.couples.iter().filter(|c| c.verdict == verdict).count();
    let verdicts =
        [Verdict::Supported, Verdict::Weak, Verdict::NotSeen, Verdict::CannotTell].map(count);
    println!("{verdicts:?}; {soothing:?}");
    assert_eq!(verdicts.iter().sum::<usize>(), 64);
}

/// Two minutes apart at rest, then A far up for a while and B hardly.
fn flooded() -> Session {
    let values = |seed: u64, up: f64| -> Vec<f64> {
        let up_now = |t: usize| if (200..320).contains(&t) { up } else { 0.0 };
        smooth(seed, 600, 0.5).iter().enumerate().map(|(t, x)| 70.0 + 2.0 * x + up_now(t)).collect()
    };
    let mut made = session("1", values(1, 30.0), values(2, 5.0), 1.0);
    for person in &mut made.people {
        person.series[0].kind = Kind::Heart;
        person.series[0].unit = "bpm".into();
    }
    let (start_s, end_s) = (0.0, 120.0);
    made.spans = vec![Span { who: Who::Both, start_s, end_s, code: Span::APART.into() }];
    made
}

#[test]
fn anybody_may_set_their_own_flood_line_or_none() {
    let flooded_with = |lines: [FloodSetting; 2]| -> Vec<Who> {
        let found = run(&study(vec![flooded()]), &Plan { flood_lines: lines, ..plan() });
        let moments = found.stories[0].moments.iter();
        let flooded = moments.filter(|m| matches!(m.kind, MomentKind::Flooded { .. }));
        let mut who: Vec<Who> = flooded.map(|m| m.who).collect();
        who.sort();
        who
    };
    let usual = FloodSetting::Usual;
    assert_eq!(flooded_with([usual; 2]), [Who::A]);
    assert_eq!(flooded_with([usual, FloodSetting::AboveRest { sd: 1.0 }]), [Who::A, Who::B]);
    assert_eq!(flooded_with([FloodSetting::Off, usual]), []);
    let below = Plan { flood_lines: [FloodSetting::AboveRest { sd: -1.0 }, usual], ..plan() };
    assert_eq!(below.check(), Err(PlanError::FloodLine { sd: -1.0 }));
}
