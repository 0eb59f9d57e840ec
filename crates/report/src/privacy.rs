//! What is taken out of an analysis before it is told to others.

use attune::Analysis;

/// Calls the two people of every session A and B, wherever their names stand.
///
/// Dyads keep their ids, by which a researcher finds them again.
pub fn hide_names(analysis: &mut Analysis) {
    for dyad in &mut analysis.dyads {
        for (person, letter) in dyad.people.iter_mut().zip(["A", "B"]) {
            // Where no role is given, the name stands in for it.
            if person.role == person.name {
                letter.clone_into(&mut person.role);
            }
            letter.clone_into(&mut person.name);
        }
    }
    for story in &mut analysis.stories {
        story.names = ["A", "B"].map(str::to_owned);
    }
    for pair in &mut analysis.strangers {
        "one".clone_into(&mut pair.person_a);
        "other".clone_into(&mut pair.person_b);
    }
}

/// Takes out every word that was said; who spoke when stays.
pub fn drop_words(analysis: &mut Analysis) {
    for turn in analysis.stories.iter_mut().flat_map(|story| &mut story.turns) {
        turn.said = None;
    }
}
