//! The hand-over pack: what two people give to somebody who helps them, and nothing besides.

use attune::story::Told;
use attune::{Analysis, Story};
use serde::Serialize;

use crate::html::{moments_for_both, numbered_page};
use crate::number::{clock, count, in_days};
use crate::privacy::{drop_words, hide_names};
use crate::table::{self, Format, Shape};
use crate::words;

/// What the two people chose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PackChoices {
    /// What was said stands on the page.
    pub with_words: bool,
    /// Names are A and B.
    pub hide_names: bool,
    /// The moments that go along, by their number on the couple's page; all of them if none is named.
    pub moments: Vec<usize>,
    /// A day after which it is not to be kept.
    pub until: Option<String>,
}

/// One file of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFile {
    /// Its name.
    pub name: &'static str,
    /// What is in it, in one plain sentence.
    pub holds: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The files of a pack for the analysis's one story, before what lists them.
///
/// Nothing of anybody else in the study goes along, no recording, no sample but the lines drawn on
/// the page around each moment, and nothing that was said unless chosen.
pub fn pack_files(analysis: &Analysis, story: &Story, choices: &PackChoices) -> Vec<PackFile> {
    let own =
        |dyad: &str, session: &Option<String>| *dyad == story.dyad && *session == story.session;
    let mut analysis = analysis.clone();
    analysis.dyads.retain(|dyad| own(&dyad.dyad, &dyad.session));
    analysis.stories.retain(|other| own(&other.dyad, &other.session));
    analysis.strangers.clear();
    analysis.faults.retain(|fault| {
        fault.dyad.as_ref() == Some(&story.dyad)
            && (fault.session.is_none() || fault.session == story.session)
    });
    analysis.failures.clear();
    analysis.provenance.sources.clear();
    analysis.provenance.notes.clear();
    let numbers = analysis.stories.first_mut().map(|story| keep_moments(story, &choices.moments));
    let numbers = numbers.unwrap_or_default();
    if !choices.with_words {
        drop_words(&mut analysis);
    }
    if choices.hide_names {
        hide_names(&mut analysis);
        // What it was put among is nobody's business who knows the two by their letters.
        analysis.dyads.iter_mut().for_each(|dyad| dyad.group = None);
    }
    let Some(story) = analysis.stories.first() else { return Vec::new() };
    let csv = |table: &table::Table| Format::Csv.write(table);
    let words = match (choices.with_words, choices.hide_names) {
        (false, _) => "nothing that was said",
        (true, false) => "what was said around each of them",
        (true, true) => {
            "what was said around each of them (other names inside what was said are not hidden)"
        }
    };
    vec![
        PackFile {
            name: "page.html",
            holds: format!(
                "One page to read. {}, {words}. Of the whole talk: who had the floor when, how both \
                 talked in counts, words beside bodies turn by turn, where time went, what each one's \
                 ups and downs are made of, the round with its counts and a sentence each may complete, \
                 how good the recording is, how far the evidence goes, what cannot be told, the limits, and \
                 one experiment for the week.",
                listed(story, &numbers),
            ),
            bytes: numbered_page(&analysis, story, &numbers).into_bytes(),
        },
        PackFile {
            name: "moments.csv",
            holds: "The same moments as a table: when, what, how sure.".into(),
            bytes: csv(&table::moments(&analysis)),
        },
        PackFile {
            name: "cycles.csv",
            holds: "Every order of acts that was looked for, counted beside chance.".into(),
            bytes: csv(&table::cycles(&analysis)),
        },
        PackFile {
            name: "numbers.csv",
            holds: "What was measured of the two together, channel by channel, with its verdict."
                .into(),
            bytes: csv(&table::dyads(&analysis, Shape::Dyad)),
        },
    ]
}

/// The moments of a pack, each by its number, what it is and when.
fn listed(story: &Story, numbers: &[usize]) -> String {
    let days = in_days(story.end_s - story.start_s);
    let each: Vec<String> = moments_for_both(story)
        .into_iter()
        .zip(numbers)
        .map(|(place, number)| {
            let moment = &story.moments[place];
            let when = clock(moment.start_s, days);
            format!("{number} {} ({when})", words::moment_name(moment))
        })
        .collect();
    let moments = count(each.len(), "moment", "moments");
    if each.is_empty() {
        format!("{moments} to look at")
    } else {
        format!("{moments} to look at with both people's lines around each: {}", each.join(", "))
    }
}

/// Keeps the moments that the couple's page has, of these the ones chosen by their number there;
/// the numbers, which they keep.
fn keep_moments(story: &mut Story, chosen: &[usize]) -> Vec<usize> {
    let (numbers, kept): (Vec<usize>, Vec<usize>) = (1..)
        .zip(moments_for_both(story))
        .filter(|(number, _)| chosen.is_empty() || chosen.contains(number))
        .unzip();
    let proposed = story.proposed.iter().filter_map(|place| kept.iter().position(|k| k == place));
    story.proposed = proposed.collect();
    story.moments = kept.iter().map(|place| story.moments[*place].clone()).collect();
    // That nobody was far above an own line is told only where nobody was: so it is never told.
    story.not_told.retain(|not| not.what != Told::Flooded);
    numbers
}

/// A file as a pack's list names it.
#[derive(Debug, Clone, Serialize)]
pub struct PackEntry<'a> {
    /// Its name.
    pub name: &'a str,
    /// What is in it.
    pub holds: &'a str,
    /// Its size.
    pub bytes: usize,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// A pack's list, for a program (`contents.json`).
pub fn pack_json(analysis: &Analysis, choices: &PackChoices, entries: &[PackEntry<'_>]) -> String {
    #[derive(Serialize)]
    struct Contents<'a> {
        schema: &'static str,
        version: &'a str,
        words: bool,
        names_hidden: bool,
        not_kept_after: Option<&'a str>,
        agreed: [&'static str; 2],
        files: &'a [PackEntry<'a>],
    }
    let contents = Contents {
        schema: "attune.share/1",
        version: analysis.provenance.version,
        words: choices.with_words,
        names_hidden: choices.hide_names,
        not_kept_after: choices.until.as_deref(),
        agreed: ["A", "B"],
        files: entries,
    };
    serde_json::to_string_pretty(&contents).unwrap_or_default() + "\n"
}

/// The same list for people (`CONTENTS.txt`), and the preview before both have `agreed`.
pub fn pack_text(choices: &PackChoices, entries: &[PackEntry<'_>], agreed: bool) -> String {
    let mut out = String::from("What this pack holds, and all that it holds:\n\n");
    for entry in entries {
        out += &format!("  {} ({} bytes)\n      {}\n", entry.name, entry.bytes, entry.holds);
    }
    out += "  contents.json and CONTENTS.txt\n      This list, for a program and for you.\n\n";
    out += if choices.with_words {
        "What was said: on the page, because both chose so.\n"
    } else {
        "What was said: not in it.\n"
    };
    out += if choices.hide_names && choices.with_words {
        "Names: the two are called A and B, also inside what was said; other names, and nicknames, \
         that were said are not hidden.\n"
    } else if choices.hide_names {
        "Names: not in it; the two are called A and B.\n"
    } else {
        "Names: as in your files.\n"
    };
    out += "Recordings of voice or picture: not in it.\n";
    if let Some(until) = &choices.until {
        out += &format!("Please delete it after {until}.\n");
    }
    out += if agreed {
        "\nBoth people agreed to this list. "
    } else {
        "\nThis is a preview: the pack is written once both people agree to it. "
    };
    out += "Either may ask for it to be deleted, without a reason.\n\
            It is not suitable as evidence about a person, and it is no doctor's report.\n";
    out
}
