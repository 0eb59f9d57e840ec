//! What is taken out of an analysis before it is told to others.

mod called;
mod numbers;

use attune::{Analysis, Caveat, Story};
use attune_data::{Fault, Said};

use called::Called;
use numbers::Numbers;

const LETTERS: [&str; 2] = ["A", "B"];

/// Takes out what tells who the people of an analysis are.
///
/// The two of every session are A and B wherever their names stand, also inside what was said.
/// Dyads and sessions go by their place in the study, files by a number. What was found wrong keeps
/// its kind, its person and its channel and loses its own words, in which others may be named; so do
/// what the reader assumed and the study's name. A page of the analysis plays no recording. Other
/// names inside what was said stay, and pages say so: [`drop_words`] takes them out.
pub fn hide_names(analysis: &mut Analysis) {
    let pairs = pairs(analysis);
    let called = Called::new(pairs.iter().map(|pair| &pair.names));
    let mut numbers = Numbers::default();
    hide_in_dyads(analysis, &pairs, &called, &mut numbers);
    for story in &mut analysis.stories {
        hide_in_story(story, &mut numbers);
    }
    for pair in &mut analysis.strangers {
        for dyad in [&mut pair.dyad_a, &mut pair.dyad_b] {
            *dyad = numbers.dyad(dyad);
        }
        "one".clone_into(&mut pair.person_a);
        "other".clone_into(&mut pair.person_b);
    }
    for couple in analysis.soothing.iter_mut().flat_map(|of| &mut of.couples) {
        couple.dyad = numbers.dyad(&couple.dyad);
    }
    for fault in &mut analysis.faults {
        hide_in_fault(fault, &pairs, &called, &mut numbers);
    }
    for failure in &mut analysis.failures {
        failure.dyad = numbers.dyad(&failure.dyad);
    }
    for channel in channels(analysis) {
        *channel = called.hidden(channel);
    }
    let provenance = &mut analysis.provenance;
    for (source, number) in provenance.sources.iter_mut().zip(1..) {
        source.path = format!("file {number}");
    }
    provenance.notes = vec![
        "names are hidden: pairs, sessions and files go by their place in the study, and what the \
         reader assumed is left out, as names may stand in it"
            .to_owned(),
    ];
    provenance.names_hidden = true;
    "A study, names hidden".clone_into(&mut analysis.study.name);
}

/// Takes out every word that was said; who spoke when stays.
pub fn drop_words(analysis: &mut Analysis) {
    for turn in analysis.stories.iter_mut().flat_map(|story| &mut story.turns) {
        turn.said = None;
    }
}

/// What the two people of a session are called.
struct Pair {
    dyad: String,
    session: Option<String>,
    names: [String; 2],
}

fn pairs(analysis: &Analysis) -> Vec<Pair> {
    let of = |dyad: &str, session: &Option<String>, names| Pair {
        dyad: dyad.to_owned(),
        session: session.clone(),
        names,
    };
    let dyads = analysis.dyads.iter().map(|dyad| {
        of(&dyad.dyad, &dyad.session, dyad.people.each_ref().map(|person| person.name.clone()))
    });
    let stories =
        analysis.stories.iter().map(|story| of(&story.dyad, &story.session, story.names.clone()));
    dyads.chain(stories).collect()
}

fn hide_in_dyads(analysis: &mut Analysis, pairs: &[Pair], called: &Called, numbers: &mut Numbers) {
    for dyad in &mut analysis.dyads {
        for caveat in &mut dyad.caveats {
            if let Caveat::Fault(fault) = caveat {
                hide_in_fault(fault, pairs, called, numbers);
            }
        }
        for (person, letter) in dyad.people.iter_mut().zip(LETTERS) {
            // Where no role is given, the name stands in for it.
            if person.role == person.name {
                letter.clone_into(&mut person.role);
            }
            person.role = called.hidden(&person.role);
            letter.clone_into(&mut person.name);
        }
        dyad.session = numbers.session(&dyad.dyad, dyad.session.as_deref());
        dyad.dyad = numbers.dyad(&dyad.dyad);
    }
}

fn hide_in_story(story: &mut Story, numbers: &mut Numbers) {
    let called = Called::new([&story.names].into_iter());
    for said in story.turns.iter_mut().filter_map(|turn| turn.said.as_mut()) {
        *said = Said::new(called.hidden(said.text()));
    }
    story.names = LETTERS.map(str::to_owned);
    story.session = numbers.session(&story.dyad, story.session.as_deref());
    story.dyad = numbers.dyad(&story.dyad);
}

fn hide_in_fault(fault: &mut Fault, pairs: &[Pair], called: &Called, numbers: &mut Numbers) {
    fault.person = letter(fault, pairs).map(str::to_owned);
    fault.message = fault.code.explanation().title.to_owned();
    fault.channel = fault.channel.as_ref().map(|channel| called.hidden(channel));
    if let Some(dyad) = &fault.dyad {
        fault.session = numbers.session(dyad, fault.session.as_deref());
        fault.dyad = Some(numbers.dyad(dyad));
    }
}

/// Which of the two a fault is about, where its session's names tell.
fn letter(fault: &Fault, pairs: &[Pair]) -> Option<&'static str> {
    let name = fault.person.as_ref()?;
    let own = |pair: &&Pair| {
        fault.dyad.as_ref() == Some(&pair.dyad)
            && (fault.session.is_none() || fault.session == pair.session)
    };
    let pair = pairs.iter().find(own)?;
    match pair.names.each_ref().map(|known| known == name) {
        [true, false] => Some(LETTERS[0]),
        [false, true] => Some(LETTERS[1]),
        _ => None,
    }
}

/// Every channel's name, wherever it stands: two columns without a common name lend it theirs.
fn channels(analysis: &mut Analysis) -> impl Iterator<Item = &mut String> {
    let dyads = analysis.dyads.iter_mut().flat_map(|dyad| {
        let found = dyad.loop_model.iter_mut().filter_map(|model| model.found.as_deref_mut());
        let inside = found.flat_map(|found| &mut found.channels);
        std::iter::once(&mut dyad.channel).chain(inside)
    });
    let stories = analysis.stories.iter_mut().flat_map(|story| story.lanes.iter_mut().flatten());
    analysis
        .study
        .channels
        .iter_mut()
        .chain(&mut analysis.plan.channels)
        .chain(dyads)
        .chain(analysis.channels.iter_mut().map(|of| &mut of.channel))
        .chain(analysis.strangers.iter_mut().map(|pair| &mut pair.channel))
        .chain(analysis.failures.iter_mut().filter_map(|failure| failure.channel.as_mut()))
        .chain(stories.map(|lane| &mut lane.channel))
}
