//! `attune share`: a hand-over pack that both people agree to, listing exactly what it holds.

use std::path::Path;

use attune::Story;
use attune_report::{
    PackChoices, PackEntry, PackFile, moments_for_both, pack_files, pack_json, pack_text,
};
use sha2::{Digest, Sha256};

use crate::args::{Args, Share};
use crate::failure::{Code, Failure};
use crate::output::Folder;
use crate::rerun::{self, Again};
use crate::{report, terminal};

/// Runs `attune share`.
///
/// Without both agreements nothing is written: the list is shown, so that each can see what would
/// leave before saying yes.
pub(crate) fn run(verb: &Share, args: &Args) -> Result<Code, Failure> {
    let choose =
        |study: &attune_data::Study| report::session(study, verb.dyad.as_deref()).map(Some);
    let Again { analysis, inputs_changed, .. } = rerun::again_of(&verb.analysed, choose, args)?;
    for changed in &inputs_changed {
        terminal::say(&format!("note: {changed}; the pack holds what is there now"));
    }
    let story = report::story(&analysis)?;
    let choices = PackChoices {
        with_words: verb.with_words,
        hide_names: verb.hide_names,
        moments: moments(story, &verb.moments)?,
        until: verb.until.map(|day| day.to_string()),
    };
    let files = pack_files(&analysis, story, &choices);
    let entries: Vec<PackEntry<'_>> = files.iter().map(entry).collect();
    both_agree(story, &verb.agree, &pack_text(&choices, &entries, false))?;
    let text = pack_text(&choices, &entries, true);
    let folder = fresh(&verb.to)?;
    for file in &files {
        folder.write(file.name, &file.bytes)?;
    }
    folder.write("CONTENTS.txt", text.as_bytes())?;
    folder.write("contents.json", pack_json(&analysis, &choices, &entries).as_bytes())?;
    terminal::print_text(&text)?;
    terminal::say(&format!(
        "written to {}; nothing was sent: hand it over yourselves",
        folder.path().display()
    ));
    Ok(Code::Done)
}

/// Only an empty folder: a pack holds what it lists and nothing that lay there before.
fn fresh(path: &Path) -> Result<Folder, Failure> {
    let taken =
        path.is_file() || std::fs::read_dir(path).is_ok_and(|mut list| list.next().is_some());
    if taken {
        return Err(Failure::usage(format!("{} is not an empty folder", path.display()))
            .why("a pack holds exactly what it lists")
            .try_this("--to with a new folder"));
    }
    Folder::create(path, false)
}

fn entry(file: &PackFile) -> PackEntry<'_> {
    let hash = Sha256::digest(&file.bytes);
    PackEntry {
        name: file.name,
        holds: &file.holds,
        bytes: file.bytes.len(),
        sha256: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

/// Moments by the numbers that the couple's page gives them.
fn moments(story: &Story, numbers: &[usize]) -> Result<Vec<usize>, Failure> {
    let all = moments_for_both(story).len();
    match numbers.iter().find(|number| !(1..=all).contains(*number)) {
        None => Ok(numbers.to_vec()),
        Some(number) => {
            Err(Failure::usage(format!("there is no moment {number}")).try_this(if all == 0 {
                "leave --moments out: this session has none to look at".to_owned()
            } else {
                format!("--moments with numbers from 1 to {all}, as on the couple's page")
            }))
        }
    }
}

/// Each of the two must have said yes, by name.
fn both_agree(story: &Story, agree: &[String], list: &str) -> Result<(), Failure> {
    let mut said_yes = [false; 2];
    for said in agree {
        let Some(person) = who_agrees(&story.names, said) else {
            return Err(Failure::usage("--agree does not name one of the two")
                .why("only the two people of a session can give it away, each for themselves")
                .try_this(if story.names[0] == story.names[1] {
                    "--agree A --agree B: both have the same name".to_owned()
                } else {
                    format!("--agree {:?} --agree {:?}", story.names[0], story.names[1])
                }));
        };
        said_yes[person] = true;
    }
    let names = story.names.iter().map(String::as_str);
    let missing: Vec<&str> =
        names.zip(said_yes).filter(|(_, yes)| !yes).map(|(name, _)| name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    terminal::print_text(list)?;
    Err(Failure::consent_missing(format!("not agreed to yet by: {}", missing.join(", ")))
        .why("what two people said and did belongs to both; nothing was written")
        .try_this(format!(
            "read the list above, each for yourself; who agrees adds: {}",
            missing.iter().map(|name| format!("--agree {name:?}")).collect::<Vec<_>>().join(" ")
        )))
}

/// The one person somebody speaks for: by name, or, where nobody has that name, by the letter A or
/// B. One word never speaks for two.
fn who_agrees(names: &[String; 2], said: &str) -> Option<usize> {
    let said = said.trim().to_lowercase();
    let named: Vec<usize> =
        (0..2).filter(|person| names[*person].trim().to_lowercase() == said).collect();
    match (said.is_empty(), named.as_slice()) {
        (true, _) | (_, [_, _, ..]) => None,
        (false, [one]) => Some(*one),
        (false, []) => ["a", "b"].iter().position(|letter| *letter == said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_never_speaks_for_two() {
        let who = |names: [&str; 2], said| who_agrees(&names.map(str::to_owned), said);
        let ann = ["Ann", "Bo"];
        assert_eq!([" ann", "BO", "a", "B"].map(|said| who(ann, said)), [0, 1, 0, 1].map(Some));
        assert_eq!([who(ann, "Cy"), who(ann, ""), who(["", ""], "")], [None; 3]);
        // B sits first: a name goes before a letter.
        assert_eq!(["A", "B"].map(|said| who(["B", "A"], said)), [Some(1), Some(0)]);
        assert_eq!(
            ["Sam", "A", "B"].map(|said| who(["Sam", "Sam"], said)),
            [None, Some(0), Some(1)]
        );
    }
}
