//! Numbers in place of ids, in the order of first meeting.

/// The dyads and sessions that have a number.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    dyads: Vec<String>,
    sessions: Vec<(String, String)>,
}

impl Numbers {
    /// A dyad's number in the study.
    pub(super) fn dyad(&mut self, id: &str) -> String {
        let at = self.dyads.iter().position(|known| known == id).unwrap_or_else(|| {
            self.dyads.push(id.to_owned());
            self.dyads.len() - 1
        });
        (at + 1).to_string()
    }

    /// A session's number among its dyad's, by the ids of both.
    pub(super) fn session(&mut self, dyad: &str, id: Option<&str>) -> Option<String> {
        let own = (dyad.to_owned(), id?.to_owned());
        if !self.sessions.contains(&own) {
            self.sessions.push(own.clone());
        }
        let mut among = self.sessions.iter().filter(|known| known.0 == own.0);
        among.position(|known| *known == own).map(|at| (at + 1).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dyads_count_in_the_study_and_sessions_in_their_dyad() {
        let mut numbers = Numbers::default();
        assert_eq!(
            [numbers.dyad("ann_bo"), numbers.dyad("x"), numbers.dyad("ann_bo")],
            ["1", "2", "1"]
        );
        let sessions = [("ann_bo", "may"), ("x", "june"), ("ann_bo", "june"), ("ann_bo", "may")];
        let sessions =
            sessions.map(|(dyad, id)| numbers.session(dyad, Some(id)).unwrap_or_default());
        assert_eq!(sessions, ["1", "1", "2", "1"]);
        assert_eq!(numbers.session("ann_bo", None), None);
    }
}
