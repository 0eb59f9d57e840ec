//! `attune report`: one page for the couple, the therapist or the paper.

use std::path::{Path, PathBuf};

use attune::{Analysis, Story};
use attune_data::{Media, Session, Study};
use attune_report::{Run, couple_page, drop_words, hide_names, paper_page, therapist_page};

use crate::args::{Args, Reader, Report};
use crate::failure::{Code, Failure};
use crate::rerun::{self, Again};
use crate::{output, terminal};

/// Runs `attune report`.
///
/// The page is made from the inputs again, not from the tables: what two people said is never kept
/// in an output folder, and stands only where it was said and on a page that asks for it. The page
/// is there whole, with a word about where, or not at all, with a word about why.
pub(crate) fn run(verb: &Report, args: &Args) -> Result<Code, Failure> {
    let choose = |study: &Study| match verb.reader {
        Reader::Paper => Ok(None),
        _ => session(study, verb.dyad.as_deref()).map(Some),
    };
    let Again { study, mut analysis, run, inputs_changed, .. } =
        rerun::again_of(&verb.analysed, choose, args)?;
    for changed in &inputs_changed {
        terminal::say(&format!("note: {changed}; the page shows what is there now"));
    }
    let path =
        verb.output.clone().unwrap_or_else(|| verb.analysed.out.join(verb.reader.file_name()));
    let text = page(verb, &study, &mut analysis, &run, &path)?;
    if path.as_os_str() == "-" {
        return terminal::print(text.as_bytes()).map(|()| Code::Done);
    }
    output::write_file(&path, text.as_bytes())?;
    terminal::say(&format!("written to {}", path.display()));
    Ok(Code::Done)
}

fn page(
    verb: &Report,
    study: &Study,
    analysis: &mut Analysis,
    run: &Run,
    path: &Path,
) -> Result<String, Failure> {
    // By the ids of the files, which hiding the names takes out.
    let media = match (verb.reader, analysis.stories.first()) {
        (Reader::Therapist, Some(story)) => media(study, story, path),
        _ => Vec::new(),
    };
    if verb.hide_names {
        hide_names(analysis);
    }
    if verb.no_words {
        drop_words(analysis);
    }
    if verb.reader == Reader::Paper {
        return Ok(paper_page(analysis, run));
    }
    let story = story(analysis)?;
    Ok(match verb.reader {
        Reader::Therapist => {
            if verb.hide_names {
                names_hidden(story, &media);
            }
            therapist_page(analysis, story, &media)
        }
        _ => couple_page(analysis, story),
    })
}

/// Says what hiding the names left out of a page, and what it cannot hide.
fn names_hidden(story: &Story, media: &[Media]) {
    if story.turns.iter().any(|turn| turn.said.is_some()) {
        terminal::say(
            "note: the two people's own names are hidden, also inside what was said; other names, and \
             nicknames, that were said are still there (--no-words leaves out all that was said)",
        );
    }
    if !media.is_empty() {
        terminal::say(
            "note: the recording of the room is left out: voices and faces tell who somebody is",
        );
    }
}

/// The session to be told: the only one, or the one named.
pub(crate) fn session(study: &Study, named: Option<&str>) -> Result<usize, Failure> {
    let wanted = |session: &Session| {
        named.is_none_or(|name| name == session.dyad || name == session.label())
    };
    let found: Vec<usize> =
        (0..study.sessions.len()).filter(|at| wanted(&study.sessions[*at])).collect();
    match (found.as_slice(), named) {
        ([only], _) => Ok(*only),
        ([], Some(name)) => Err(Failure::usage(format!("no session is called {name:?}"))
            .try_this("--dyad with one of the ids in dyads.csv")),
        ([], None) => Err(untellable()),
        (several, _) => {
            let label = |at: &usize| study.sessions[*at].label();
            let some: Vec<String> = several.iter().take(5).map(label).collect();
            Err(Failure::usage(format!("this study has {} sessions", several.len()))
                .why("a page tells one session of two people")
                .try_this(format!("--dyad with one of {} …", some.join(", "))))
        }
    }
}

/// Its story, where it has one.
pub(crate) fn story(analysis: &Analysis) -> Result<&Story, Failure> {
    analysis.stories.first().ok_or_else(untellable)
}

fn untellable() -> Failure {
    Failure::nothing_usable("nothing of this session can be told")
        .why("a page needs signals of both that are no ratings, or codes, or turns")
        .try_this("attune check PATH shows what was recorded")
}

/// The room's recordings of a session, by paths that the page can follow.
fn media(study: &Study, story: &Story, page: &Path) -> Vec<Media> {
    let same = |session: &&attune_data::Session| {
        session.dyad == story.dyad && session.session == story.session
    };
    let recorded = study.sessions.iter().find(same).map(|s| s.media.as_slice()).unwrap_or_default();
    let beside = page.parent().and_then(|folder| folder.canonicalize().ok());
    let link =
        |media: &Media| Media { path: link(&media.path, beside.as_deref()), ..media.clone() };
    recorded.iter().map(link).collect()
}

/// A file beside the page by its name, any other by its whole path.
fn link(file: &str, beside: Option<&Path>) -> String {
    let whole = Path::new(file).canonicalize().unwrap_or_else(|_| PathBuf::from(file));
    let near = beside.and_then(|folder| whole.strip_prefix(folder).ok());
    match near {
        Some(name) => encoded(&name.to_string_lossy()),
        None => format!("file://{}", encoded(&whole.to_string_lossy())),
    }
}

/// Everything but letters, digits and the marks of a path written as the address of a file has it.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte);
    path.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_addresses() {
        assert_eq!(encoded("talks/7 mai.mp4"), "talks/7%20mai.mp4");
        assert_eq!(link("/nowhere/a b.wav", None), "file:///nowhere/a%20b.wav");
    }
}
