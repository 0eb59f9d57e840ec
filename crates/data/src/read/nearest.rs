//! The word somebody meant.

/// The candidate that differs from `word` by the fewest edits, where these are few enough to be
/// a slip of the finger.
pub(crate) fn nearest<'a, S: AsRef<str>>(word: &str, candidates: &'a [S]) -> Option<&'a str> {
    let word = word.to_lowercase();
    candidates
        .iter()
        .map(|c| (edits(&word, &c.as_ref().to_lowercase()), c.as_ref()))
        .filter(|(distance, c)| *distance <= 1 + c.chars().count().min(word.len()) / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, c)| c)
}

/// Levenshtein distance.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        let columns = ["couple", "t_s"];
        assert_eq!(nearest("cuople", &columns), Some("couple"));
        assert_eq!(nearest("Couple", &columns), Some("couple"));
        assert_eq!(nearest("weather", &columns), None);
    }
}
