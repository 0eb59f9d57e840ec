//! The order in which people expect names: numbers by value, 9 before 10.

use std::cmp::Ordering;

/// Compares two names, runs of digits by their value and everything else by character.
pub(crate) fn natural(a: &str, b: &str) -> Ordering {
    let (mut rest_a, mut rest_b) = (a, b);
    loop {
        let (piece_a, piece_b) = (piece(&mut rest_a), piece(&mut rest_b));
        let order = match (piece_a, piece_b) {
            (None, None) => return a.cmp(b),
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(p), Some(q)) if is_digits(p) && is_digits(q) => {
                // By value without ever parsing: a longer number is the greater one.
                let (p, q) = (p.trim_start_matches('0'), q.trim_start_matches('0'));
                p.len().cmp(&q.len()).then_with(|| p.cmp(q))
            }
            (Some(p), Some(q)) => p.cmp(q),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Takes the leading run of digits, or of anything else, off a name.
fn piece<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let first = rest.as_bytes().first()?.is_ascii_digit();
    let end = rest.bytes().position(|b| b.is_ascii_digit() != first).unwrap_or(rest.len());
    let (piece, after) = rest.split_at(end);
    *rest = after;
    Some(piece)
}

fn is_digits(piece: &str) -> bool {
    piece.as_bytes()[0].is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_sorted_by_value() {
        let mut names = vec!["couple10", "couple9", "2", "10", "couple09", "ä", "couple"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["2", "10", "couple", "couple09", "couple9", "couple10", "ä"]);
    }
}
