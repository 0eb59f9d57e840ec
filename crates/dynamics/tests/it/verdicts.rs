use crate::pair::{channels, dyad, recording};
use attune_dynamics::{
    CannotTell, ChannelRecording, ConditionKind, DynamicsError, Evidence, FitOptions,
    LinkTestOptions, LinkVerdict, LoopLabel, LoopVerdict, PairRecording, Scenario, direction,
    fit_loop, loop_verdict, soothing, test_link,
};

fn verdict(scenario: Scenario, seed: u64, minutes: f64, return_time_s: f64) -> LoopVerdict {
    let dyad = dyad(scenario, seed, minutes);
    let both = channels(&dyad, None);
    let recording = recording(&dyad, &both);
    let options = FitOptions { return_time_s, ..FitOptions::default() };
    let fit = fit_loop(&recording, &options).unwrap();
    let shifted =
        test_link(&recording, &options, &LinkTestOptions { surrogates: 59, seed: 1 }).unwrap();
    let direction = direction(&recording, &fit).unwrap();
    loop_verdict(&Evidence {
        fit: &fit,
        shifted: &shifted,
        strangers: None,
        direction: Some(&direction),
        apart: None,
    })
}

#[test]
fn the_demo_couple_echoes_and_a_starts() {
    let verdict = verdict(Scenario::Demo, 1, 20.0, 7.0);
    assert_eq!(verdict.link, LinkVerdict::Supported);
    assert_eq!(verdict.into[1], LinkVerdict::Supported);
    assert_eq!(verdict.starter, Some(0));
    assert!(matches!(verdict.label, LoopLabel::Echoing | LoopLabel::Amplifying));
    assert!(verdict.gains_shown);
    assert_eq!(verdict.soothing, Err(CannotTell::NoSolo));
}

#[test]
fn unlinked_people_get_no_directional_claim() {
    for seed in 1..=4 {
        let verdict = verdict(Scenario::Independent, seed, 10.0, 20.0);
        assert_eq!(verdict.starter, None, "seed {seed}");
    }
}

#[test]
fn too_short_a_recording_cannot_tell() {
    let verdict = verdict(Scenario::MutualEcho, 1, 5.0, 20.0);
    assert_eq!(verdict.label, LoopLabel::CannotTell);
    assert_eq!(verdict.link, LinkVerdict::CannotTell);
    assert!(matches!(verdict.cannot_tell, Some(CannotTell::TooFewStretches { .. })));
    assert!(!verdict.gains_shown);
}

/// White noise has no return time: what is counted as independent stretches is then a guess.
#[test]
fn white_noise_is_too_noisy() {
    let times: Vec<f64> = (0..600).map(f64::from).collect();
    for seed in 1..=3_u64 {
        // SplitMix64; twelve of its uniforms less six are near enough to normal.
        let mut state = seed;
        let mut uniform = || {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
        };
        let mut noise = || -> Vec<f64> {
            (0..600).map(|_| (0..12).map(|_| uniform()).sum::<f64>() - 6.0).collect()
        };
        let (a, b) = (noise(), noise());
        let (a, b) = ([ChannelRecording::new(&a)], [ChannelRecording::new(&b)]);
        let recording = PairRecording::new(&times, &a, &b);
        let options = FitOptions { return_time_s: 4.0, ..FitOptions::default() };
        let fit = fit_loop(&recording, &options).unwrap();
        let test = LinkTestOptions { surrogates: 20, seed: 1 };
        let verdict = loop_verdict(&Evidence {
            fit: &fit,
            shifted: &test_link(&recording, &options, &test).unwrap(),
            strangers: None,
            direction: None,
            apart: None,
        });
        assert_eq!(verdict.label, LoopLabel::CannotTell, "seed {seed}");
        assert!(
            matches!(
                verdict.cannot_tell,
                Some(CannotTell::TooNoisy { .. } | CannotTell::TooFewStretches { .. })
            ),
            "seed {seed}: {:?}",
            verdict.cannot_tell
        );
        assert!(!verdict.gains_shown && !verdict.delay_shown && verdict.starter.is_none());
    }
}

/// The delay of slow signals stays at what was assumed, and shows nothing of a lag.
#[test]
fn an_assumed_delay_shows_no_lag() {
    let dyad = dyad(Scenario::Independent, 1, 10.0);
    let both = channels(&dyad, None);
    let fit = fit_loop(&recording(&dyad, &both), &FitOptions::default()).unwrap();
    assert!(!fit.holds(ConditionKind::DelayPinnedDown));
    assert!(!fit.holds(ConditionKind::EchoApartFromSharedShocks));
}

/// S8: soothing is read off with time apart, and not without.
#[test]
fn soothing_needs_time_apart() -> Result<(), DynamicsError> {
    let (mut held, mut claimed) = (0, 0);
    for seed in 1..=6 {
        let dyad = dyad(Scenario::Soothing, seed, 45.0);
        let both = channels(&dyad, Some(1.0));
        let recording = recording(&dyad, &both);
        let apart_until = dyad.spans[0].end_s;
        let end = dyad.spans[1].end_s + 1.0;
        let together = fit_loop(
            &PairRecording { excluded_s: &[(0.0, apart_until)], ..recording },
            &FitOptions::default(),
        )?;
        let apart = fit_loop(
            &PairRecording { excluded_s: &[(apart_until, end)], ..recording },
            &FitOptions { linked: false, ..FitOptions::default() },
        )?;
        assert_eq!(apart.gain[0].value, 0.0);
        assert_eq!(soothing(&together, None), Err(CannotTell::NoSolo));
        // Planted: about 9 s together against 13.9 s alone.
        for estimate in soothing(&together, Some(&apart)).unwrap() {
            held += usize::from(estimate.lo < 0.35 && estimate.hi > 0.35);
            claimed += usize::from(estimate.hi < 0.0);
        }
    }
    // Five minutes apart are some seven independent stretches: the return time alone comes out
    // short rather than long, and the intervals are wide. Nominal would be 9.6 of 12.
    assert!(held >= 7 && claimed <= 2, "{held} {claimed}");
    Ok(())
}
