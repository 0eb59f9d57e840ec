//! Every sentence people read, made from the verdict and never stronger than it.
//!
//! Sentences speak of the two people alike: none names a leader, because that needs the loop
//! model. Lay words are *clear*, *some sign* and *can't tell*, always with the counts behind them.

mod by_chance;
mod caveat;
mod condition;
mod counts;
mod couple;
mod cycle;
mod did;
mod dyad;
mod help;
mod ladder;
mod lexicon;
mod lint;
mod loop_model;
mod loop_reason;
mod measure;
mod missing;
mod moment;
mod multiverse;
mod name_the_cycle;
mod null;
mod people;
mod pooled;
mod practice;
mod reading;
mod reason;
mod soothing;
mod strength;
mod study;
mod talk;
mod thresholds;
mod untold;
mod what_if;

pub use by_chance::by_chance;
pub(crate) use caveat::sentence;
pub use caveat::{CLOCKS_APART, caveat, caveat_topics};
pub(crate) use condition::condition_topics;
pub use condition::{condition, condition_name};
pub use counts::Counts;
pub use couple::{STRANGERS_ARE, TOGETHER_IS_NEUTRAL, link_for_couple};
pub use cycle::{
    act_does, clearest_cycle, cycle_for_couple, cycle_for_therapist, cycle_name, cycle_strength,
    half_of_round, round_goes_on,
};
pub use dyad::{dyad_for_researchers, dyad_sentence, elsewhere, name};
pub use help::what_would_help;
pub use ladder::{RungSaid, ladder, loop_rung};
pub use lexicon::lexicon_named;
pub use lint::lint;
pub(crate) use loop_model::linked;
pub use loop_model::{
    delay_not_shown, delay_shown, exercise_sentences, link_name, loop_details, loop_helps,
    loop_label_name, loop_sentence, loop_strength, loop_verdict_name,
};
pub use loop_reason::{
    cannot_tell, cannot_tell_code, loop_help, loop_reason, loop_reason_code, loop_reason_topics,
};
pub(crate) use measure::{Silence, copies_made, may_stand_out, silence, stands_out};
pub use measure::{measure_sentence, measures_missing};
pub use missing::missing_sentences;
pub(crate) use moment::times;
pub use moment::{
    moment_for_couple, moment_for_therapist, moment_name, moment_strength, otherwise, whose,
};
pub use multiverse::{Stand, multiverse_sentence};
pub(crate) use multiverse::{channels as multiverse_channels, of_channel as universes_of_channel};
pub use name_the_cycle::{
    FEELINGS, SentenceSlots, cycle_sentence, sentence_rules_broken, whole_sentence,
};
pub use null::null_title;
pub use people::People;
pub use pooled::pooled_sentences;
pub use practice::Practice;
pub use reading::reading_grade;
pub use reason::{reason, reason_code, reason_topics};
pub use soothing::{soothing_counts, soothing_couples, soothing_listing, soothing_sentence};
pub use strength::Strength;
pub(crate) use study::effect;
pub use study::{
    Tally, channel_sentence, cycles_sentence, dyads_sentence, study_for_researchers,
    study_sentence, study_sentences, uncoded_sentence,
};
pub use talk::talk_listing;
pub use thresholds::{model_name, threshold_sentence};
pub use untold::{next_time, subject, untold};
pub use what_if::{NOT_ASKED, what_if_note, what_if_sentences};
