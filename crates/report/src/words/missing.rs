//! What is not there, because the work was stopped or met a mistake of ours.

use attune::{Analysis, FailureKind};

use crate::number::count;

/// One sentence for each part of the work that is missing; `run.json` lists what it is missing for.
pub fn missing_sentences(analysis: &Analysis) -> Vec<String> {
    let mut sentences = Vec::new();
    let pairs = |n| count(n, "pair", "pairs");
    let mut tell = |why, sentence: &dyn Fn(usize) -> String| {
        let n = analysis.missing(why);
        if n > 0 {
            sentences.push(sentence(n));
        }
    };
    tell(FailureKind::Interrupted, &|n| {
        format!("Stopped early: {} not reached.", count(n, "pair was", "pairs were"))
    });
    tell(FailureKind::LoopInterrupted, &|n| {
        format!("Stopped early: the loop model of {} is not there.", pairs(n))
    });
    tell(FailureKind::StoryInterrupted, &|n| {
        format!("Stopped early: the story of {} is not there.", pairs(n))
    });
    tell(FailureKind::Bug, &|n| {
        format!("A mistake in this program, please report it: {} could not be finished.", pairs(n))
    });
    tell(FailureKind::LoopBug, &|n| {
        format!(
            "A mistake in this program, please report it: the loop model of {} is not there.",
            pairs(n)
        )
    });
    tell(FailureKind::StoryBug, &|n| {
        format!(
            "A mistake in this program, please report it: the story of {} is not there.",
            pairs(n)
        )
    });
    if analysis.stopped_before_strangers() {
        sentences.insert(0, "Stopped early: no pair was set beside strangers.".to_owned());
    }
    sentences
}
