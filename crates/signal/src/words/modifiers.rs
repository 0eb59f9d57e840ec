//! Words that turn the valence of the words after them, strengthen or weaken it: the vocabulary
//! of VADER's rules (Hutto & Gilbert 2014, and the package of that name).

/// By how much a word before it strengthens (or, negative, weakens) a word's valence.
const STEP: f64 = 0.293;

/// Whether a word (lower case) turns what follows.
pub(super) fn negates(word: &str) -> bool {
    /// Written with and without their apostrophe.
    const AUXILIARIES: &str = "ai are ca could dare did does do had has have is might must need \
                               ought sha should was were wo would";
    const OTHERS: &str = "cannot neither never none nope nor not nothing nowhere uhuh uh-uh without rarely seldom despite";
    let listed = |list: &str, word: &str| list.split(' ').any(|known| known == word);
    let bare = word.strip_suffix("nt").is_some_and(|stem| listed(AUXILIARIES, stem));
    word.contains("n't") || bare || listed(OTHERS, word)
}

/// How a word or two-word phrase (lower case) strengthens what follows; `None` for any other.
pub(super) fn strengthens(word: &str) -> Option<f64> {
    const MORE: &str = "absolutely amazingly awfully completely considerable considerably decidedly \
        deeply effing enormous enormously entirely especially exceptional exceptionally extreme \
        extremely fabulously flipping flippin frackin fracking fricking frickin frigging friggin fully \
        fuckin fucking fuggin fugging greatly hella highly hugely incredible incredibly intensely major \
        majorly more most particularly purely quite really remarkably so substantially thoroughly total \
        totally tremendous tremendously uber unbelievably unusually utter utterly very";
    const LESS: &str = "almost barely hardly kinda kindof kind-of less little marginal marginally \
        occasional occasionally partly scarce scarcely slight slightly somewhat sorta sortof sort-of";
    let listed = |list: &str| list.split_whitespace().any(|known| known == word);
    if ["just enough", "kind of", "sort of"].contains(&word) || listed(LESS) {
        Some(-STEP)
    } else {
        listed(MORE).then_some(STEP)
    }
}

/// The valence of a phrase that means something else than its words.
pub(super) fn idiom(phrase: &str) -> Option<f64> {
    const IDIOMS: [(&str, f64); 9] = [
        ("the shit", 3.0),
        ("the bomb", 3.0),
        ("bad ass", 1.5),
        ("badass", 1.5),
        ("bus stop", 0.0),
        ("yeah right", -2.0),
        ("kiss of death", -1.5),
        ("to die for", 3.0),
        ("beating heart", 3.5),
    ];
    IDIOMS.iter().find(|(known, _)| *known == phrase).map(|(_, valence)| *valence)
}
