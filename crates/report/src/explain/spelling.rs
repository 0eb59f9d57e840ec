//! Names compared as people type them.

/// Lower case, with spaces, dashes, underscores and apostrophes left out.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The three names closest to one, where they are close at all.
pub(super) fn closest(name: &str, names: impl Iterator<Item = String>) -> Vec<String> {
    let wanted = plain(name);
    let near = |other: &str| {
        let other = plain(other);
        let apart = distance(&wanted, &other);
        let inside = wanted.len() >= 4 && other.contains(&wanted);
        if inside { apart.min(1) } else { apart }
    };
    let most = (wanted.chars().count() / 3).clamp(1, 4);
    let mut found: Vec<(usize, String)> =
        names.map(|other| (near(&other), other)).filter(|(apart, _)| *apart <= most).collect();
    found.sort();
    found.dedup();
    found.into_iter().take(3).map(|(_, name)| name).collect()
}

/// How many letters must be put in, left out or exchanged (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let exchange = corner + usize::from(letter != *other);
            corner = row[j + 1];
            row[j + 1] = exchange.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_and_neighbours() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        let names = || ["identical-series", "gaps", "mean_z"].into_iter().map(String::from);
        assert_eq!(closest("identical series", names()), ["identical-series"]);
        assert_eq!(closest("gasp", names()), Vec::<String>::new());
        assert_eq!(closest("gap", names()), ["gaps"]);
        assert_eq!(closest("identicl-series", names()), ["identical-series"]);
    }
}
