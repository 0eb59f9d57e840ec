use crate::pair::{channels, dyad};
use attune_dynamics::{
    Alternation, AlternationOptions, CannotTell, DynamicsError, FitOptions, PacingBlock,
    PairRecording, PersonRecording, Scenario, SimulatedDyad, SpanKind, alternation, fit_loop,
};

fn blocks(dyad: &SimulatedDyad) -> Vec<PacingBlock> {
    let block = |person, span: &attune_dynamics::BlockSpan| PacingBlock {
        person,
        start_s: span.start_s,
        end_s: span.end_s,
    };
    let of = |span: &attune_dynamics::BlockSpan| match span.kind {
        SpanKind::PacingA => Some(block(0, span)),
        SpanKind::PacingB => Some(block(1, span)),
        _ => None,
    };
    dyad.spans.iter().filter_map(of).collect()
}

fn experiment(dyad: &SimulatedDyad, turned: bool) -> Result<Alternation, DynamicsError> {
    experiment_of(dyad, turned, blocks(dyad))
}

fn experiment_of(
    dyad: &SimulatedDyad,
    turned: bool,
    blocks: Vec<PacingBlock>,
) -> Result<Alternation, DynamicsError> {
    let both = channels(dyad, Some(1.0));
    let order = if turned { [1, 0] } else { [0, 1] };
    let persons = order
        .map(|i| PersonRecording { channels: &both[i], own_input: Some(&dyad.persons[i].pacing) });
    let recording = PairRecording {
        times_s: &dyad.persons[0].times_s,
        persons,
        shared_input: None,
        excluded_s: &[],
    };
    let fit = fit_loop(&recording, &FitOptions { draws: 40, ..FitOptions::default() })?;
    let blocks: Vec<PacingBlock> = blocks
        .into_iter()
        .map(|block| PacingBlock { person: order[block.person], ..block })
        .collect();
    let options = AlternationOptions { schedules: 199, ..AlternationOptions::of(&fit) };
    alternation(&recording, &fit, &blocks, &options)
}

/// S16 with a planted gain of .6 into A and an own effect of −2: whole experiments, seen and
/// hidden. The shares over many runs are in the example of the same name.
#[test]
fn the_exercise_is_found_where_it_reaches_the_partner() {
    let found = experiment(&dyad(Scenario::AlternatingBreathing, 3, 36.0), false).unwrap();
    assert_eq!(found.blocks, [6, 6]);
    assert!(!found.every_order);
    for effect in &found.persons {
        // The own effect is planted at −2, and at −2.4 with what comes back.
        assert!(effect.own.hi < 0.0 && effect.own.lo < -2.0, "{:?}", effect.own);
        assert!(effect.partner.lo < effect.partner.value, "{:?}", effect.partner);
        assert!(effect.through_loop.is_some_and(|e| e.value < 0.2), "{:?}", effect.through_loop);
    }
}

#[test]
fn exchanging_the_people_mirrors_the_experiment() {
    let dyad = dyad(Scenario::AlternatingHidden, 2, 18.0);
    let (one, other) = (experiment(&dyad, false).unwrap(), experiment(&dyad, true).unwrap());
    assert_eq!(one.persons[0], other.persons[1]);
    assert_eq!(one.persons[1], other.persons[0]);
    assert!(one.every_order);
}

#[test]
fn two_blocks_each_are_too_few() {
    let found = experiment(&dyad(Scenario::AlternatingBreathing, 1, 12.0), false);
    let reason = CannotTell::TooFewBlocks { blocks: 2, needed: 3 };
    assert_eq!(found, Err(reason.into()));
}

/// What was not recorded, or is too short to move anybody, showed nothing.
#[test]
fn only_blocks_that_can_show_something_count() {
    let dyad = dyad(Scenario::AlternatingBreathing, 1, 18.0);
    let changed = |change: &dyn Fn(&mut PacingBlock)| {
        let mut blocks = blocks(&dyad);
        blocks.iter_mut().filter(|block| block.person == 1).for_each(change);
        experiment_of(&dyad, false, blocks)
    };
    let beyond =
        changed(&|block| (block.start_s, block.end_s) = (block.start_s + 2e3, block.end_s + 2e3));
    let short = changed(&|block| block.end_s = block.start_s + 0.01);
    let reason = DynamicsError::from(CannotTell::TooFewBlocks { blocks: 0, needed: 3 });
    assert_eq!((beyond, short), (Err(reason), Err(reason)));
}

/// Marked twice is not done twice.
#[test]
fn blocks_that_overlap_are_refused() {
    let dyad = dyad(Scenario::AlternatingBreathing, 1, 18.0);
    let twice: Vec<PacingBlock> = blocks(&dyad).into_iter().flat_map(|block| [block; 2]).collect();
    let found = experiment_of(&dyad, false, twice);
    assert!(matches!(found, Err(DynamicsError::Option { what: "overlap of two blocks", .. })));
}
