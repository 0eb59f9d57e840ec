//! Style and pronouns from the words themselves, one kind each.

/// Language style matching of one class of words, from each person's words marked by class (Ireland &
/// Pennebaker 2010).
pub fn naive_style_matching(a: &[Option<usize>], b: &[Option<usize>], class: usize) -> f64 {
    let percent = |words: &[Option<usize>]| {
        let each: Vec<f64> =
            words.iter().map(|w| if *w == Some(class) { 100.0 } else { 0.0 }).collect();
        each.iter().sum::<f64>() / words.len() as f64
    };
    let (p, q) = (percent(a), percent(b));
    1.0 - (p - q).abs() / (p + q + 0.0001)
}

/// A kind of word that says whom the talk is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NaivePronoun {
    /// "We", "us", "our".
    We,
    /// "I", "me", "my".
    I,
    /// "You", "your".
    You,
}

/// Share of "we" among "we" and "I", and words of each kind (we, I, you) per 100 words
/// (Williams-Baucom et al. 2010; Karan, Rosenthal & Robbins 2019).
pub fn naive_pronouns(words: &[Option<NaivePronoun>]) -> (f64, [f64; 3]) {
    use NaivePronoun::{I, We, You};
    let count = |kinds: &[NaivePronoun]| {
        words.iter().flatten().filter(|kind| kinds.contains(kind)).count() as f64
    };
    let per_hundred = |kind| count(&[kind]) / (words.len() as f64 / 100.0);
    (count(&[We]) / count(&[We, I]), [We, I, You].map(per_hundred))
}
