//! Names of people and channels, read off the names of their columns.

/// What a pair of columns, one per person, is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PairName {
    /// The channel, where the two names share a part.
    pub(crate) channel: Option<String>,
    /// The two people.
    pub(crate) people: [String; 2],
}

/// Splits two column names into what they share (the channel) and what tells them apart (the
/// people): `dial_man` and `dial_woman` are the channel `dial` of `man` and `woman`, `P1_TT_d`
/// and `P2_TT_d` the channel `TT_d` of `P1` and `P2`. Names that share nothing name people only.
pub(crate) fn pair_name(a: &str, b: &str) -> PairName {
    let (pieces_a, pieces_b) = (pieces(a), pieces(b));
    let apart: Vec<usize> =
        (0..pieces_a.len().min(pieces_b.len())).filter(|i| pieces_a[*i] != pieces_b[*i]).collect();
    match apart[..] {
        [at] if pieces_a.len() == pieces_b.len() && pieces_a.len() > 1 => {
            // What is shared keeps its own separators; the one beside the person goes.
            let person = offset(a, pieces_a[at]);
            let before = a[..person].trim_end_matches(is_separator);
            let after = &a[person + pieces_a[at].len()..];
            let channel = if before.is_empty() {
                after.trim_start_matches(is_separator).to_owned()
            } else {
                format!("{before}{after}")
            };
            let people = [pieces_a[at].to_owned(), pieces_b[at].to_owned()];
            PairName { channel: Some(channel), people }
        }
        _ => PairName { channel: None, people: [a.to_owned(), b.to_owned()] },
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '_' | '-' | '.' | ' ' | '/' | ':')
}

fn pieces(name: &str) -> Vec<&str> {
    name.split(is_separator).filter(|piece| !piece.is_empty()).collect()
}

/// Where a piece of `whole` begins in it.
fn offset(whole: &str, piece: &str) -> usize {
    piece.as_ptr() as usize - whole.as_ptr() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: &str, b: &str) -> (Option<String>, [String; 2]) {
        let name = pair_name(a, b);
        (name.channel, name.people)
    }

    fn people(a: &str, b: &str) -> [String; 2] {
        [a.into(), b.into()]
    }

    #[test]
    fn what_is_shared_is_the_channel() {
        assert_eq!(of("dial_man", "dial_woman"), (Some("dial".into()), people("man", "woman")));
        assert_eq!(of("M_Anx.", "W_Anx."), (Some("Anx.".into()), people("M", "W")));
        assert_eq!(of("P1_TT_d", "P2_TT_d"), (Some("TT_d".into()), people("P1", "P2")));
        assert_eq!(of("hr_A_mean", "hr_B_mean"), (Some("hr_mean".into()), people("A", "B")));
    }

    #[test]
    fn names_that_share_nothing_are_people() {
        assert_eq!(of("patient", "therapist"), (None, people("patient", "therapist")));
        assert_eq!(of("sc_woman", "dc_man"), (None, people("sc_woman", "dc_man")));
        assert_eq!(of("a_b_c", "a_c"), (None, people("a_b_c", "a_c")));
        assert_eq!(of("x", "x"), (None, people("x", "x")));
    }
}
