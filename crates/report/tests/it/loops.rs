//! Sentences about a loop: none beyond its rung, none for A that B would not get, and none that
//! says "came back" of what came as its opposite.

use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

use attune::dynamics::{
    CannotTell, Estimate, LikelihoodRatio, LinkSign, LinkTest, LinkVerdict, LoopLabel, LoopRung,
};
use attune::{Control, LoopFound, LoopResult, Plan, Rung};
use attune_data::{Kind, Person, Series, Session, Study, Timeline};
use attune_report::words::{ladder, lint, loop_details, loop_rung, loop_sentence};

/// A fitted loop, to be given other verdicts.
fn fitted() -> &'static LoopFound {
    static FOUND: OnceLock<LoopFound> = OnceLock::new();
    FOUND.get_or_init(|| {
        let mut state = 7_u64;
        let mut noise = move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
        };
        let (mut a, mut b) = (vec![0.0], vec![0.0]);
        for t in 1..240 {
            a.push(0.7 * a[t - 1] + noise());
            b.push(0.6 * b[t - 1] + 0.5 * a[t - 1] + noise());
        }
        let person = |name: &str, values: Vec<f64>| Person {
            name: name.into(),
            role: name.into(),
            series: vec![Series {
                channel: "dial".into(),
                kind: Kind::Rating,
                unit: String::new(),
                timeline: Timeline::from_times((0..240).map(|t| 2.0 * f64::from(t)).collect()),
                values,
            }],
        };
        let session = Session {
            dyad: "1".into(),
            people: [person("left", a), person("right", b)],
            ..Session::default()
        };
        let study = Study { sessions: vec![session], ..Study::default() };
        let plan = Plan { surrogates: 20, loop_surrogates: 20, ..Plan::for_kind(Kind::Rating) };
        let cancelled = AtomicBool::new(false);
        let control = Control { progress: &|_, _, _| {}, cancelled: &cancelled };
        let analysis = attune::analyze(&study, &plan, &control).unwrap();
        *analysis.dyads[0].loop_model.clone().unwrap().found.unwrap()
    })
}

fn result(found: LoopFound) -> LoopResult {
    LoopResult { found: Some(Box::new(found)), reasons: Vec::new() }
}

const LABELS: [LoopLabel; 9] = [
    LoopLabel::CoRegulating,
    LoopLabel::Echoing,
    LoopLabel::Amplifying,
    LoopLabel::Spiral,
    LoopLabel::Chasing,
    LoopLabel::Opposing,
    LoopLabel::Linked,
    LoopLabel::NotLinked,
    LoopLabel::CannotTell,
];

fn estimate(value: f64) -> Estimate {
    Estimate { value, lo: value - 0.2, hi: value + 0.2 }
}

/// Every verdict that a loop can get, with gains of either sign.
fn every_verdict(mut check: impl FnMut(&LoopFound)) {
    use LinkVerdict::{CannotTell as Untold, Supported};
    for label in LABELS {
        let named = !matches!(label, LoopLabel::NotLinked | LoopLabel::CannotTell);
        for (rung, starter, into) in [
            (LoopRung::None, None, [Untold, Untold]),
            (LoopRung::Lagged, None, [Untold, Untold]),
            (LoopRung::Lagged, None, [Supported, Untold]),
            (LoopRung::Lagged, None, [Untold, Supported]),
            (LoopRung::Directional, Some(0), [Untold, Supported]),
            (LoopRung::Directional, Some(1), [Supported, Supported]),
        ] {
            if named == (rung == LoopRung::None) {
                continue;
            }
            for gains_shown in [false, true] {
                for gain in [[0.5, 0.3], [-0.5, -0.3], [0.5, -0.3], [-0.3, 0.5]] {
                    for soothing in
                        [Err(CannotTell::Constant { person: 0 }), Ok([0.5, 0.0]), Ok([-0.5, 0.5])]
                    {
                        let mut found = fitted().clone();
                        found.fit.gain = gain.map(estimate);
                        let Some(signs) = signs(label, gain) else { continue };
                        let verdict = &mut found.verdict;
                        verdict.label = label;
                        verdict.rung = rung;
                        verdict.starter = starter;
                        verdict.into = into;
                        verdict.signs = signs;
                        verdict.gains_shown = gains_shown && named;
                        verdict.soothing = soothing.map(|each: [f64; 2]| each.map(estimate));
                        verdict.cannot_tell = None;
                        verdict.link = if named { Supported } else { LinkVerdict::NotSeen };
                        check(&found);
                    }
                }
            }
        }
    }
}

/// The signs with which a loop has this name and these gains; `None` where it cannot have both.
fn signs(label: LoopLabel, gain: [f64; 2]) -> Option<[Option<LinkSign>; 2]> {
    let all = gain.map(|m| Some(if m > 0.0 { LinkSign::Same } else { LinkSign::Opposite }));
    let positive = gain.iter().filter(|m| **m > 0.0).count();
    match label {
        LoopLabel::NotLinked | LoopLabel::CannotTell | LoopLabel::Linked => Some([None; 2]),
        LoopLabel::Chasing => (positive == 1).then_some(all),
        // Of gains of either sign only the negative one counts.
        LoopLabel::Opposing => {
            (positive < 2).then(|| all.map(|sign| sign.filter(|&sign| sign == LinkSign::Opposite)))
        }
        _ => (positive == 2).then_some(all),
    }
}

fn mirrored(found: &LoopFound) -> LoopFound {
    let mut other = found.clone();
    other.fit.gain.reverse();
    other.fit.delay_s.reverse();
    other.fit.return_rate.reverse();
    other.shares.reverse();
    other.verdict.into.reverse();
    other.verdict.signs.reverse();
    other.verdict.starter = other.verdict.starter.map(|who| 1 - who);
    if let Ok(each) = &mut other.verdict.soothing {
        each.reverse();
    }
    other
}

/// A text with the two letters exchanged.
fn exchanged(text: &str) -> String {
    let letter = |word: &str| match word.trim_end_matches(|c: char| !c.is_alphanumeric()) {
        "A" | "A's" => word.replacen('A', "B", 1),
        "B" | "B's" => word.replacen('B', "A", 1),
        _ => word.to_owned(),
    };
    text.split(' ').map(letter).collect::<Vec<_>>().join(" ")
}

/// The clauses of a text, whatever their order.
fn clauses(text: &[String]) -> Vec<String> {
    let all = text.join(" ").replace("Together and apart: ", "");
    let split = all.split(['.', ';']).map(|c| c.trim().to_owned());
    let mut clauses: Vec<String> = split.filter(|clause| !clause.is_empty()).collect();
    clauses.sort();
    clauses
}

#[test]
fn no_sentence_goes_beyond_its_rung() {
    every_verdict(|found| {
        let (sentence, details) =
            (loop_sentence(&result(found.clone())), loop_details(&result(found.clone())));
        let all = format!("{sentence} {}", details.join(" "));
        let verdict = &found.verdict;
        assert_eq!(lint(&all), [""; 0], "{all}");
        let starts = ["to start with A", "to start with B"].iter().any(|s| all.contains(s));
        assert_eq!(starts, verdict.rung == LoopRung::Directional, "{all}");
        if verdict.rung == LoopRung::None {
            assert!(sentence.starts_with("Can't tell"), "{sentence}");
            for word in ["stayed one notch", "arrived", "there was an echo", "came back a little"] {
                assert!(!all.contains(word), "{all}");
            }
        }
        for (into, (me, you)) in [("A", "B"), ("B", "A")].into_iter().enumerate() {
            let told = all.contains(&format!("If {you} stayed one notch up, {me} would end"));
            let may = verdict.gains_shown && verdict.into[into] == LinkVerdict::Supported;
            assert_eq!(told, may, "{all}");
        }
    });
}

#[test]
fn what_is_said_of_a_is_said_of_b() {
    every_verdict(|found| {
        let straight = result(found.clone());
        let mirror = result(mirrored(found));
        assert_eq!(loop_sentence(&straight), exchanged(&loop_sentence(&mirror)));
        let back: Vec<String> = loop_details(&mirror).iter().map(|s| exchanged(s)).collect();
        assert_eq!(clauses(&loop_details(&straight)), clauses(&back));
    });
}

#[test]
fn an_answer_with_the_opposite_sign_is_no_echo() {
    every_verdict(|found| {
        if found.verdict.label != LoopLabel::Opposing {
            return;
        }
        let sentence = loop_sentence(&result(found.clone()));
        for word in ["echo", "came back", "winding", "settling"] {
            assert!(!sentence.contains(word), "{sentence}");
        }
        let both = found.verdict.signs == [Some(LinkSign::Opposite); 2];
        assert_eq!(sentence.contains("the same the other way round"), both, "{sentence}");
        // Who turned after whom needs a link that counts by itself.
        for (into, said) in
            ["when B turned up, A tended", "when A turned up, B tended"].into_iter().enumerate()
        {
            let may = !both
                && found.verdict.signs[into].is_some()
                && found.verdict.into[into] == LinkVerdict::Supported;
            assert_eq!(sentence.contains(said), may, "{sentence}");
        }
    });
}

/// Those words are a spiral's.
#[test]
fn winding_each_other_up_is_said_of_a_spiral_only() {
    every_verdict(|found| {
        let sentence = loop_sentence(&result(found.clone()));
        let spiral = found.verdict.label == LoopLabel::Spiral;
        assert_eq!(sentence.contains("winding each other up"), spiral, "{sentence}");
    });
}

#[test]
fn coming_down_together_is_told_with_and_without_a_link() {
    every_verdict(|found| {
        let all = loop_details(&result(found.clone())).join(" ");
        let told = all.contains("with the other there than alone");
        assert_eq!(told, found.verdict.soothing.is_ok(), "{all}");
    });
}

#[test]
fn the_ladder_reaches_six_by_the_exercise_alone() {
    let rungs = ladder(Some(fitted()));
    assert_eq!((rungs[5].number, rungs[5].passed), (6, None));
}

/// A test of which `count` of 39 copies show as much, in both links together.
fn test_with(count: usize) -> LinkTest {
    let ratio = |both: f64| LikelihoodRatio { both, into: [both; 2] };
    let null = (0..39).map(|k| ratio(if k < count { 9.0 } else { 0.0 })).collect();
    LinkTest { observed: ratio(5.0), null }
}

/// Each row says the p by which it was passed or not, and what was not tested was not passed.
#[test]
fn every_rung_is_passed_by_the_number_it_prints() {
    for (copies, strangers, expected, rung) in [
        (0, None, [Some(true), None, None, Some(true)], Rung::Lagged),
        (0, Some(0), [Some(true), Some(true), None, Some(true)], Rung::Lagged),
        (0, Some(7), [Some(true), Some(false), None, Some(false)], Rung::Link),
        (7, Some(0), [Some(false), Some(true), None, Some(false)], Rung::None),
        (7, None, [Some(false), None, None, Some(false)], Rung::None),
    ] {
        let mut found = fitted().clone();
        found.shifted = test_with(copies);
        found.strangers = strangers.map(test_with);
        found.alternation = None;
        let verdict = &mut found.verdict;
        verdict.cannot_tell = None;
        verdict.into = [LinkVerdict::NotSeen; 2];
        verdict.starter = None;
        let linked = copies == 0 && strangers != Some(7);
        verdict.link = match (copies, strangers) {
            (0, None | Some(0)) => LinkVerdict::Supported,
            (0, _) | (_, Some(0)) => LinkVerdict::Weak,
            _ => LinkVerdict::NotSeen,
        };
        verdict.rung = if linked { LoopRung::Lagged } else { LoopRung::None };
        let rungs = ladder(Some(&found));
        let passed: Vec<_> = rungs.iter().map(|r| r.passed).take(4).collect();
        assert_eq!(passed, expected, "{copies} {strangers:?}");
        assert_eq!(
            rungs[0].why.contains("p = .025") || rungs[0].why.contains("p = 0.025"),
            copies == 0,
            "{}",
            rungs[0].why
        );
        assert_eq!(loop_rung(&found), rung);
        found.verdict.link = LinkVerdict::CannotTell;
        assert!(ladder(Some(&found)).iter().all(|r| r.passed.is_none()));
        assert_eq!(loop_rung(&found), Rung::None);
    }
}
