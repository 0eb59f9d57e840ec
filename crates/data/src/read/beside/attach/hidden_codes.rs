//! Words of codings that no code book knows: which of them may be shown, and where the others stand.

use std::collections::BTreeMap;

use super::super::found::Mark;

/// The words of one file that are not shown, as something said may be among them.
#[derive(Debug, Default)]
pub(super) struct HiddenCodes {
    /// Tier or column, with how many stand there and when the first does, seconds.
    places: BTreeMap<String, (usize, f64)>,
}

impl HiddenCodes {
    /// Whether a code that no code book knows may be shown: it stands where only codes stand, and
    /// looks like one; or it is a tier's own name. Counts the others.
    pub(super) fn may_be_shown(&mut self, mark: &Mark, start_s: f64) -> bool {
        const LONGEST: usize = 24;
        let label = mark.code.as_str();
        let like_a_code = label.chars().count() <= LONGEST && !label.contains(char::is_whitespace);
        if label.is_empty() || like_a_code && mark.may_be_said_in.is_none() {
            return true;
        }
        let place = match &mark.may_be_said_in {
            Some(tier) => tier.to_string(),
            None => "code".to_owned(),
        };
        let (count, first) = self.places.entry(place).or_insert((0, start_s));
        *count += 1;
        *first = first.min(start_s);
        false
    }

    /// How many stand where, a sentence each.
    pub(super) fn notes(self, file: &str) -> impl Iterator<Item = String> {
        self.places.into_iter().map(move |(place, (count, first))| {
            let spans = if count == 1 { "1 span".to_owned() } else { format!("{count} spans") };
            format!(
                "{spans} in `{place}` of {file}, the first at {first:.1} s, hold words that the code \
                 book does not know; they have no family and are not shown, as they may be something \
                 that was said (if it is talk: --turns; if it is codes: a code book with --codebook)"
            )
        })
    }
}
