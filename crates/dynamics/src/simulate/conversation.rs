mod script;
mod voices;
mod wording;

use super::{Stream, Streams};
use crate::scenario::planted::GainSpell;
use crate::{
    Act, ActEvent, DynamicsError, LoopTruth, Parts, Planted, Push, Sensor, SimulateOptions, Solo,
    simulate_dyad,
};
use script::Script;
pub use script::{PlantedRun, PlantedSpiral};
pub use wording::TALK_LEXICON;

/// What a simulated conversation holds; each can be left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConversationOptions {
    /// Seed of every random number.
    pub seed: u64,
    /// Whether each picks up some of the other.
    pub echo: bool,
    /// Whether both wind each other up once.
    pub spiral: bool,
    /// Whether the attempt to mend that follows lands.
    pub repair_lands: bool,
    /// Whether words and body of one of them differ for four turns.
    pub words_and_body: bool,
    /// Whether one of them presses on and the other draws back, four times round.
    pub pursue_withdraw: bool,
}

impl Default for ConversationOptions {
    fn default() -> Self {
        Self {
            seed: 1,
            echo: true,
            spiral: true,
            repair_lands: true,
            words_and_body: true,
            pursue_withdraw: true,
        }
    }
}

impl ConversationOptions {
    /// The same with nothing planted: two people talk, each for themselves.
    #[must_use]
    pub fn unplanted(seed: u64) -> Self {
        Self {
            seed,
            echo: false,
            spiral: false,
            repair_lands: false,
            words_and_body: false,
            pursue_withdraw: false,
        }
    }
}

/// A simulated conversation with its truth.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversation {
    /// How it was made.
    pub options: ConversationOptions,
    /// Sample times, seconds; one a second.
    pub times_s: Vec<f64>,
    /// What the sensors of A and of B show.
    pub persons: [Talker; 2],
    /// The turns, by start.
    pub turns: Vec<SpokenTurn>,
    /// What an observer coded, by start.
    pub acts: Vec<ActEvent>,
    /// From when to when the two were apart, seconds: rest.
    pub apart_s: [f64; 2],
    /// What was planted.
    pub truth: ConversationTruth,
}

/// One simulated person in conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Talker {
    /// Heart-like: activation seen through noise, in beats per minute.
    pub heart: Vec<f64>,
    /// Voice-like: activation and what the turn does to it, in decibels.
    pub voice: Vec<f64>,
    /// The true activation, resting standard deviations of the recorded heart.
    pub state: Vec<f64>,
    /// Where it came from.
    pub parts: Parts,
}

/// One simulated turn at talk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpokenTurn {
    /// Who spoke: 0 for A, 1 for B.
    pub person: usize,
    /// From when, seconds.
    pub start_s: f64,
    /// Until when, seconds.
    pub end_s: f64,
    /// How positive the words are meant to be: −1, 0 or 1.
    pub valence: f64,
    /// What was said: invented, and about nothing.
    pub text: &'static str,
}

/// What was planted in a conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct ConversationTruth {
    /// The loop.
    pub two_people: LoopTruth,
    /// The winding up, where there is one.
    pub spiral: Option<PlantedSpiral>,
    /// The attempt to mend: who, when, and whether it lands; where there is a spiral.
    pub repair: Option<(usize, f64, bool)>,
    /// Whose words and body differ, from when to when, seconds.
    pub words_and_body: Option<(usize, [f64; 2])>,
    /// Who presses on, from when to when, and how often it goes round.
    pub pursue_withdraw: Option<PlantedRun>,
}

/// How long the two are apart at the start, seconds.
const APART_S: f64 = 120.0;
/// How long they talk, seconds.
const TALK_S: f64 = 720.0;
/// Noise of the sensors, in resting standard deviations of what they show.
const NOISE_SD: f64 = 0.7;
/// What is left for the activation itself, so that the two make one.
const STATE_SD: f64 = 0.714;
/// How much each picks up of the other: A of B, B of A.
const GAIN: [f64; 2] = [0.5, 0.4];
/// How quickly each returns, seconds.
const RETURN_S: f64 = 4.0;
/// Beats per minute of rest and of one standard deviation.
const HEART: [f64; 2] = [68.0, 4.0];
/// Decibels of rest and of one standard deviation.
const VOICE: [f64; 2] = [58.0, 3.0];

/// Simulates a twelve-minute talk after two minutes apart, with a planted truth.
///
/// The activation of both comes from the integrator of [`crate::simulate`]: A picks up .5 of B and
/// B .4 of A after 2 s. Winding up: a push on one while each picks up more of the other, so that
/// both rise by at least two standard deviations within a minute, mostly through the loop.
/// An attempt to mend either ends it at once or 100 s later. Words and body: four turns of one
/// person with friendly words and a body two standard deviations up. Pursue–withdraw: nine turns in
/// a row. Everything sits at places drawn with the seed; who does what is drawn too.
///
/// In plain words: a made-up couple of which everything is known, to see what is found.
///
/// # Returns
/// Samples once a second, turns with invented words, codes, and the truth.
///
/// # Errors
/// As [`simulate_dyad`].
///
/// # Example
/// ```
/// use attune_dynamics::{ConversationOptions, simulate_conversation};
/// let talk = simulate_conversation(&ConversationOptions::default())?;
/// assert_eq!(talk.times_s.len(), 840);
/// assert_eq!(talk.truth.pursue_withdraw.map(|run| run.rounds), Some(4));
/// # Ok::<(), attune_dynamics::DynamicsError>(())
/// ```
pub fn simulate_conversation(options: &ConversationOptions) -> Result<Conversation, DynamicsError> {
    let streams = Streams::new(options.seed, 0);
    let mut draws = streams.of(Stream::Labels);
    let script = Script::write(options, &mut draws);
    let minutes = (APART_S + TALK_S) / 60.0;
    let planted = planted(options, &script);
    let simulate = SimulateOptions { seed: options.seed, minutes, dyads: 1, rate_hz: 1.0 };
    let dyad = simulate_dyad(&planted, &simulate, 0)?;
    let times_s = dyad.persons[0].times_s.clone();
    let [a, b] = dyad.persons;
    let mut tone = streams.of(Stream::Sensor { person: 0, channel: 8 });
    let persons = [(0, a), (1, b)].map(|(person, simulated)| {
        let seen = |channel: usize, [rest, sd]: [f64; 2]| -> Vec<f64> {
            simulated.channels[channel].values.iter().map(|x| rest + sd * x).collect()
        };
        let heart = seen(0, HEART);
        let mut voice = seen(1, VOICE);
        voices::colour(&mut voice, &times_s, person, &script, VOICE[1], &mut tone);
        Talker { heart, voice, state: simulated.state, parts: simulated.parts }
    });
    Ok(Conversation {
        options: *options,
        times_s,
        persons,
        turns: script.turns(),
        acts: script.acts(),
        apart_s: [0.0, APART_S],
        truth: ConversationTruth {
            two_people: planted.two_people,
            spiral: script.spiral,
            repair: script.repair,
            words_and_body: script.words_and_body,
            pursue_withdraw: script.pursue_withdraw,
        },
    })
}

fn planted(options: &ConversationOptions, script: &Script) -> Planted {
    let unit = LoopTruth::unit_shock_sd([RETURN_S; 2]);
    let gain = if options.echo { GAIN } else { [0.0, 0.0] };
    Planted {
        two_people: LoopTruth {
            return_time_s: [RETURN_S; 2],
            gain,
            delay_s: [2.0, 2.0],
            shock_sd: unit.map(|sd| STATE_SD * sd),
            shared_shock: 0.0,
            set_point: [0.0; 2],
            influence: None,
        },
        sensors: vec![
            Sensor { loading: 1.0, noise_sd: NOISE_SD, noise_memory: 0.0 },
            Sensor { loading: 0.6, noise_sd: NOISE_SD, noise_memory: 0.0 },
        ],
        missing_share: 0.02,
        solo: Some(Solo { seconds: APART_S, return_time_s: [RETURN_S; 2] }),
        pushes: script.pushes.clone(),
        gain_spells: script.spells.clone(),
        ..Planted::default()
    }
}

/// A push between two times of the whole recording.
fn push(person: usize, from_s: f64, to_s: f64, size: f64) -> Push {
    Push { person, start_share: from_s / (APART_S + TALK_S), seconds: to_s - from_s, size }
}

/// Other gains between two times.
fn spell(from_s: f64, to_s: f64, gain: [f64; 2]) -> GainSpell {
    GainSpell { start_share: from_s / (APART_S + TALK_S), seconds: to_s - from_s, gain }
}

/// What somebody coded of a turn, from its start to its end.
fn coded(turn: &SpokenTurn, act: Act) -> ActEvent {
    ActEvent { person: turn.person, act, start_s: turn.start_s, end_s: turn.end_s }
}
