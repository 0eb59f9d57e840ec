//! Orders of acts: what was counted, and beside which chance.

use attune::story::CycleSource;
use attune::{Analysis, Story, Verdict};

use crate::number::count;

/// How cycles were counted; `None` where nothing gave acts enough.
pub(super) fn paragraph(analysis: &Analysis) -> Option<String> {
    let with: Vec<&Story> = analysis.stories.iter().filter(|s| !s.cycles.is_empty()).collect();
    let first = with.first()?.cycles.first()?;
    let from = |source: CycleSource| {
        let n = with.iter().filter(|s| s.cycles.iter().any(|c| c.source == source)).count();
        (n > 0).then(|| format!("{} ({n})", source.name()))
    };
    let sources: Vec<String> = [CycleSource::Codes, CycleSource::Turns, CycleSource::Signals]
        .into_iter()
        .filter_map(from)
        .collect();
    let supported =
        with.iter().filter(|s| s.cycles.iter().any(|c| c.verdict == Verdict::Supported)).count();
    let strangers = with.iter().flat_map(|s| &s.cycles).find_map(|c| c.strangers);
    let beside = strangers.map_or_else(
        || "There were too few coded dyads for stranger pairs.".to_owned(),
        |s| format!("With at least 8 coded dyads the count had to lie beyond the 95th percentile of {} stranger pairs too.", s.pairs),
    );
    Some(format!(
        "Orders of acts (one presses on, the other draws back; sharp words on both sides; both draw \
         back; one shows strain, the other eases; and each pair's commonest own order) were counted \
         in both directions in {}, from {}: an act counts as an answer within 10 s. Chance was the \
         count in {} copies in which one person's acts were shifted in time; an order was called \
         supported where its p against the strongest of every kind and direction in each copy \
         (max-T) was below .05. {beside} Supported in {supported} of {}.",
        count(with.len(), "session", "sessions"),
        sources.join(", "),
        first.copies,
        count(with.len(), "session", "sessions"),
    ))
}
