//! No sentence exceeds its verdict, names a leader, or uses a banned word.

use attune::{Caveat, Dyad, Null, Reason, Rung, Verdict};
use attune_data::FaultCode;
use attune_report::picture;
use attune_report::words::{self, Strength, lint};

use crate::fixture;

const VERDICTS: [Verdict; 4] =
    [Verdict::Supported, Verdict::Weak, Verdict::NotSeen, Verdict::CannotTell];

fn reasons() -> Vec<Reason> {
    vec![
        Reason::Faulty(FaultCode::IdenticalSeries),
        Reason::TooFewIndependentStretches { n_eff: 11.4, needed: 20.0 },
        Reason::TooFewIndependentStretches { n_eff: f64::NAN, needed: 20.0 },
        Reason::NoSharedTime,
        Reason::NoUsableWindow,
        Reason::TooShort { seconds: 40.0, needed: 70.0 },
        Reason::WindowTooFine,
        Reason::Constant,
        Reason::CodesAreNotAmounts,
        Reason::OnlyCodesOrTalk,
        Reason::BeyondShifted { p: 0.01 },
        Reason::NotBeyondShifted { p: 0.2 },
        Reason::NotBeyondMultipleTests { q: 0.3 },
        Reason::BeyondStrangers { percentile: 97.0, pairs: 342 },
        Reason::NotBeyondStrangers { percentile: 50.0, pairs: 342 },
        Reason::NoStrangers { dyads: 1 },
    ]
}

fn caveats() -> Vec<Caveat> {
    vec![
        Caveat::FewSurrogates { used: 28, asked: 999 },
        Caveat::WideLags { fit: 6 },
        Caveat::NullNotPossible { null: Null::Segment },
        Caveat::Resampled { rate_hz: 0.5 },
        Caveat::Resampled { rate_hz: 1.0 / 86_400.0 },
        Caveat::MissingShare { share: 0.2 },
        Caveat::UnrecordedSharedCause,
        Caveat::NoStrangerPairs,
        Caveat::StrangersAtOtherRate { dyads: 1 },
    ]
}

/// Every combination of verdict, rung, up to two reasons, and chance to stand beside.
fn every_claim(mut check: impl FnMut(&Dyad)) {
    let study = fixture::study();
    let strangers =
        [None, Some((50.0, 19)), Some((99.0, 99)), Some((96.0, 342)), Some((99.7, 342))];
    let reasons = reasons();
    let mut sets: Vec<Vec<Reason>> = vec![Vec::new()];
    for (i, a) in reasons.iter().enumerate() {
        sets.push(vec![*a]);
        sets.extend(reasons[i + 1..].iter().map(|b| vec![*a, *b]));
    }
    let mut dyad = study.dyads[2].clone();
    // The windows do not matter here, and cloning them for every case would.
    if let Some(found) = &mut dyad.synchrony {
        found.windows.clear();
        found.map.r.clear();
    }
    let without = Dyad { synchrony: None, ..dyad.clone() };
    for verdict in VERDICTS {
        for rung in Rung::ALL {
            for set in &sets {
                for strangers in strangers {
                    dyad.verdict = verdict;
                    dyad.rung = rung;
                    dyad.reasons.clone_from(set);
                    if let Some(found) = &mut dyad.synchrony {
                        found.stranger_percentile = strangers.map(|(percentile, _)| percentile);
                        found.n_strangers = strangers.map_or(0, |(_, pairs)| pairs);
                    }
                    check(&dyad);
                }
            }
        }
    }
    for set in sets {
        check(&Dyad { reasons: set, verdict: Verdict::CannotTell, ..without.clone() });
    }
}

#[test]
fn no_sentence_exceeds_its_verdict() {
    every_claim(|dyad| {
        let sentence = words::dyad_sentence(dyad);
        let clear = sentence.starts_with("Clear: ");
        let some = sentence.starts_with("Some sign: ");
        let cannot = sentence.starts_with("Can't tell");
        assert!(clear || some || cannot, "{sentence}");
        match dyad.verdict {
            Verdict::Supported => {
                let found = dyad.synchrony.as_ref().unwrap();
                let beyond = found.n_strangers >= 99 && found.stranger_percentile >= Some(99.0);
                assert_eq!(clear, beyond, "{sentence}");
                assert!(!cannot, "{sentence}");
            }
            Verdict::Weak => assert!(some, "{sentence}"),
            Verdict::NotSeen | Verdict::CannotTell => {
                assert!(cannot, "{sentence}");
                assert!(!sentence.contains("went together more"), "{sentence}");
            }
        }
        if dyad.verdict == Verdict::Weak {
            assert!(sentence.contains("but ") || sentence.contains("one test"), "{sentence}");
        }
        let researcher = words::dyad_for_researchers(dyad);
        assert_eq!(researcher.starts_with("Supported"), dyad.verdict == Verdict::Supported);
        assert_eq!(clear, Strength::of(dyad) == Strength::Clear);
    });
}

#[test]
fn no_sentence_names_a_leader_or_uses_a_banned_word() {
    let leading = ["leads", "leader", "follows", "followed", "because of", "makes the other"];
    every_claim(|dyad| {
        let mut said = vec![words::dyad_sentence(dyad), words::dyad_for_researchers(dyad)];
        said.extend(words::elsewhere(dyad));
        said.extend(words::what_would_help(dyad));
        for sentence in said {
            assert_eq!(lint(&sentence), Vec::<&str>::new(), "{sentence}");
            for word in leading {
                assert!(!sentence.contains(word), "{sentence}");
            }
            assert!(!sentence.contains("  ") && !sentence.contains("NaN"), "{sentence}");
            assert!(sentence.ends_with(['.', '!', '?']), "{sentence}");
        }
    });
}

#[test]
fn reasons_and_caveats_are_whole_sentences() {
    let mut said: Vec<String> = reasons().iter().map(words::reason).collect();
    said.extend(caveats().iter().map(words::caveat));
    for sentence in said {
        assert!(sentence.ends_with('.'), "{sentence}");
        assert_eq!(lint(&sentence), Vec::<&str>::new(), "{sentence}");
        assert!(!sentence.contains("NaN"), "{sentence}");
    }
}

#[test]
fn swapping_the_two_people_changes_no_undirected_sentence() {
    for dyad in fixture::study().dyads {
        let mut swapped = dyad.clone();
        swapped.people.swap(0, 1);
        if let Some(found) = &mut swapped.synchrony {
            found.best_lag_s = -found.best_lag_s;
        }
        assert_eq!(words::dyad_sentence(&dyad), words::dyad_sentence(&swapped));
        assert_eq!(words::dyad_for_researchers(&dyad), words::dyad_for_researchers(&swapped));
        assert_eq!(picture::traces(&dyad).summary, picture::traces(&swapped).summary);
    }
}

#[test]
fn the_study_is_told_no_stronger_than_its_interval() {
    let mut study = fixture::study();
    let cases = [(0.1, 0.9, "more than"), (-0.2, 0.9, "can't be told"), (-0.9, -0.1, "less than")];
    for (lo, hi, expected) in cases {
        study.channels[0].interval = attune::Interval { lo, hi };
        let sentence = words::study_sentence(&study);
        assert!(sentence.contains(expected), "{sentence}");
        assert_eq!(lint(&sentence), Vec::<&str>::new());
    }
    study.channels[0].interval = attune::Interval { lo: f64::NAN, hi: f64::NAN };
    let sentence = words::study_sentence(&study);
    assert!(sentence.contains("can't be told") && !sentence.contains("NaN"), "{sentence}");
}

#[test]
fn pictures_speak_as_carefully_as_sentences() {
    for study in [fixture::study(), fixture::one_couple()] {
        for dyad in &study.dyads {
            let pictures = [
                Some(picture::traces(dyad)),
                picture::strangers(&study, dyad),
                picture::lag_curve(dyad),
                picture::lag_map(dyad),
                picture::data_quality(dyad),
            ];
            for picture in pictures.into_iter().flatten() {
                assert_eq!(lint(&picture.summary), Vec::<&str>::new(), "{}", picture.summary);
                assert!(picture.summary.ends_with('.'), "{}", picture.summary);
                if Strength::of(dyad) == Strength::CantTell {
                    assert!(!picture.summary.contains("they went together beyond"));
                }
            }
        }
    }
}
