//! Who speaks when.

use attune_coupling::measure::{Speaker, Turn, TurnOptions, turn_taking, turn_taking_test};
use attune_coupling::{Side, Tail};

use super::entry::{Measure, Takes, figure, number, output};
use super::sources::STIVERS_2009;
use crate::measure::{Drawing, MeasureError, MeasureInput, Measured, Settings, Surrogates, Tests};
use crate::{Null, Scale};

pub(super) const MEASURE: Measure = Measure {
    name: "turn-taking",
    also: &["turns"],
    column: "turns",
    title: "Turn-taking: floor transfers, overlap, response latency",
    plain: "Whether the two leave each other room, come in at once, or talk over each other.",
    formula: "floor-transfer offset = start of a turn - end of the other's turn before it, above 0 a gap; a \
turn wholly within the other's is no transfer; overlap = seconds both speak / seconds anybody speaks.",
    directed: true,
    nulls: &[Null::Shift],
    weakness: "Usual gaps differ by language (7 to 470 ms) and by pair: compare a pair with itself. What was \
not transcribed is silence here.",
    source: "Stivers et al. (2009), doi:10.1073/pnas.0903616106; Heldner and Edlund (2010). No program's number \
to agree with was found.",
    cites: &[STIVERS_2009],
    takes: Takes::Turns,
    scale: Scale::None,
    parameters: &[number(
        "join",
        0.2,
        "s",
        "Pauses of one person shorter than this do not end a turn.",
    )
    .at_least_0()],
    outputs: &[
        output(
            "offset_s",
            "s",
            "any",
            "Middle floor-transfer offset of both; below 0: before the other ends.",
        ),
        output("overlap", "share", "0 to 1", "Seconds both speak / seconds anybody speaks.")
            .tested_for(Tail::Lower, "how much the two spoke at the same time", None),
        output("latency_a_s", "s", "0 and more", "A's middle wait after B's end.")
            .becomes("latency_b_s"),
        output("latency_b_s", "s", "0 and more", "B's middle wait after A's end.")
            .becomes("latency_a_s"),
        output("share_a", "share", "0 to 1", "A's share of the seconds spoken.").becomes("share_b"),
        output("share_b", "share", "0 to 1", "B's share of the seconds spoken.").becomes("share_a"),
        output("turns_a", "turns", "1 and more", "A's turns.").becomes("turns_b"),
        output("turns_b", "turns", "1 and more", "B's turns.").becomes("turns_a"),
        output("mean_turn_a_s", "s", "above 0", "Mean length of A's turns.")
            .becomes("mean_turn_b_s"),
        output("mean_turn_b_s", "s", "above 0", "Mean length of B's turns.")
            .becomes("mean_turn_a_s"),
        output("early_a", "turns", "0 and more", "How often A took the floor before B's end.")
            .becomes("early_b"),
        output("early_b", "turns", "0 and more", "How often B took the floor before A's end.")
            .becomes("early_a"),
    ],
    run,
    draw_null: Some(draw_null),
    figures: &[figure("offsets", "Floor-transfer offsets", draw)],
    pool: None,
};

/// The turns as a measure takes them.
pub(super) fn turns(input: &MeasureInput) -> Vec<Turn> {
    let turn = |turn: &attune_data::Turn| Turn {
        side: if turn.person == 0 { Side::A } else { Side::B },
        start: turn.start_s,
        end: turn.end_s,
    };
    input.turns.iter().map(turn).collect()
}

fn options(settings: &Settings) -> TurnOptions {
    TurnOptions { join: settings.number("join") }
}

fn run(input: &MeasureInput, settings: &Settings) -> Result<Measured, MeasureError> {
    let found = turn_taking(&turns(input), &options(settings))?;
    let or_none = |x: Option<f64>| x.unwrap_or(f64::NAN);
    let of = |number: fn(&Speaker) -> f64| (number(&found.a), number(&found.b));
    let (share, turns) = (of(|s| s.share), of(|s| s.turns as f64));
    let (length, early) = (of(|s| s.mean_turn), of(|s| s.came_in_early as f64));
    Ok(Measured::of(vec![
        ("offset_s", or_none(found.median_offset)),
        ("overlap", found.overlap_share),
        ("latency_a_s", or_none(found.a.response_latency)),
        ("latency_b_s", or_none(found.b.response_latency)),
        ("share_a", share.0),
        ("share_b", share.1),
        ("turns_a", turns.0),
        ("turns_b", turns.1),
        ("mean_turn_a_s", length.0),
        ("mean_turn_b_s", length.1),
        ("early_a", early.0),
        ("early_b", early.1),
    ]))
}

fn draw_null(input: &MeasureInput, settings: &Settings, surrogates: &Surrogates) -> Tests {
    let turns = turns(input);
    let first = turns.iter().map(|turn| turn.start).fold(0.0, f64::min);
    let last = turns.iter().map(|turn| turn.end).fold(input.session_s, f64::max);
    let test = turn_taking_test(&turns, (first, last), &options(settings), &surrogates.shift())?;
    Ok(vec![("overlap", test)])
}

/// Offsets are counted in bins of this width, seconds, out to these ends; what lies beyond is in the
/// last ones.
const BIN_S: f64 = 0.25;
const DRAWN_S: (f64, f64) = (-2.0, 3.0);

/// How often A and B took the floor so long after the other's end.
fn draw(input: &MeasureInput, settings: &Settings) -> Result<Drawing, MeasureError> {
    let found = turn_taking(&turns(input), &options(settings))?;
    let bins = ((DRAWN_S.1 - DRAWN_S.0) / BIN_S) as usize;
    let mut counts = [vec![0.0; bins], vec![0.0; bins]];
    for transfer in &found.transfers {
        let bin = ((transfer.offset - DRAWN_S.0) / BIN_S).floor().clamp(0.0, (bins - 1) as f64);
        counts[usize::from(transfer.to == Side::B)][bin as usize] += 1.0;
    }
    let middles: Vec<f64> = (0..bins).map(|bin| DRAWN_S.0 + (bin as f64 + 0.5) * BIN_S).collect();
    Ok(Drawing::TwoLines {
        x_title: "floor-transfer offset, s (below 0: before the other ended)",
        y_title: "how often the floor was taken",
        x: [middles.clone(), middles],
        y: counts,
    })
}
