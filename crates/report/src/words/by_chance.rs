//! How often chance brings something, to be read in a sentence.

use crate::number::decimals;

/// `hardly ever`, `about once`, `about 3 times`: a count that rounds to nothing is no "about 0".
pub fn by_chance(expected: f64) -> String {
    match expected {
        expected if expected < 0.5 => "hardly ever".into(),
        expected if expected < 1.5 => "about once".into(),
        expected if expected < 2.5 => "about twice".into(),
        expected => format!("about {} times", decimals(expected, 0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_reads_well_in_a_sentence() {
        let told = [0.0, 0.4, 0.6, 1.6, 2.6, 11.2].map(by_chance);
        let read = [
            "hardly ever",
            "hardly ever",
            "about once",
            "about twice",
            "about 3 times",
            "about 11 times",
        ];
        assert_eq!(told, read);
    }
}
