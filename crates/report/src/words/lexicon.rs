//! How a lexicon is named: by its file and hash, for no word of it is repeated.

use attune::LexiconUsed;

use crate::number::count;

/// "the lexicon vader.txt of 7,500 words (sha256 …)".
pub fn lexicon_named(lexicon: &LexiconUsed) -> String {
    let words = count(lexicon.words, "word", "words");
    match &lexicon.source {
        Some(source) => {
            let file = source.path.rsplit(['/', '\\']).next().unwrap_or_default();
            format!("the lexicon {file} of {words} (sha256 {})", source.sha256)
        }
        None => format!("the lexicon of {words} that came with the simulated talks"),
    }
}

#[cfg(test)]
mod tests {
    use attune_data::Source;

    use super::*;

    #[test]
    fn a_lexicon_is_named_without_the_folders_it_lies_in() {
        let source = Source { path: "home/ann/vader.txt".into(), bytes: 3, sha256: "ab12".into() };
        let lexicon = LexiconUsed { words: 2, source: Some(source) };
        assert_eq!(lexicon_named(&lexicon), "the lexicon vader.txt of 2 words (sha256 ab12)");
    }
}
