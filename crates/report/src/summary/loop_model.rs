//! What the loop model says about one dyad's channel.

use attune::LoopResult;
use serde::Serialize;

use crate::loop_file::Numbers;
use crate::words;

#[derive(Serialize)]
pub(super) struct LoopObject {
    sentence: String,
    verdict: &'static str,
    label: &'static str,
    cannot_tell_reason: Option<&'static str>,
    /// As in `attune.fit/1`; `null` where nothing could be fitted.
    numbers: Option<Numbers>,
}

impl LoopObject {
    pub(super) fn new(model: &LoopResult) -> Self {
        let found = model.found.as_deref();
        Self {
            sentence: words::loop_sentence(model),
            verdict: words::loop_verdict_name(Some(model)),
            label: words::loop_label_name(found),
            cannot_tell_reason: model.reasons.first().map(words::loop_reason_code),
            numbers: found.map(Numbers::new),
        }
    }
}
