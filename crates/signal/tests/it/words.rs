//! Valence against the Python package of VADER's authors.

use std::path::Path;

use attune_signal::words::{Lexicon, valence};

/// Sentences with compound, positive, neutral and negative of the small and of the full lexicon.
fn expected() -> Vec<(String, [f64; 8])> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../reference/words/expected.tsv");
    let text = std::fs::read_to_string(folder).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|line| {
        let mut cells = line.split('\t');
        let sentence = cells.next().unwrap().to_owned();
        let numbers: Vec<f64> = cells.map(|cell| cell.parse().unwrap()).collect();
        (sentence, numbers.try_into().unwrap())
    })
    .collect()
}

fn agree(lexicon: &Lexicon, numbers: std::ops::Range<usize>) {
    let sentences = expected();
    assert!(sentences.len() > 60);
    let mut largest: f64 = 0.0;
    for (sentence, all) in &sentences {
        let ours = valence(sentence, lexicon);
        let theirs = &all[numbers.clone()];
        let compound = (ours.compound - theirs[0]).abs();
        largest = largest.max(compound);
        // The package rounds compound to four digits and the shares to three.
        assert!(compound <= 1e-4, "{sentence}: {} beside {}", ours.compound, theirs[0]);
        for (share, theirs) in [ours.positive, ours.neutral, ours.negative].iter().zip(&theirs[1..])
        {
            assert!((share - theirs).abs() <= 1e-3, "{sentence}: {share} beside {theirs}");
        }
    }
    println!("largest difference in compound: {largest:.1e} over {} sentences", sentences.len());
}

#[test]
fn valence_agrees_with_the_package_on_a_small_lexicon() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../reference/words/lexicon.tsv");
    agree(&Lexicon::parse(&std::fs::read_to_string(path).unwrap()).unwrap(), 0..4);
}

#[test]
fn valence_agrees_with_the_package_on_its_own_lexicon() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = path.join("../../../shared/data/lexicons/vader_lexicon.txt");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: VADER's lexicon is not here");
        return;
    };
    let lexicon = Lexicon::parse(&text).unwrap();
    assert_eq!(lexicon.len(), 7506);
    agree(&lexicon, 4..8);
}
