//! `attune report`: one page for the couple, the therapist or the paper.

use std::path::{Path, PathBuf};

use attune::{Analysis, Story};
use attune_data::{Media, Study};
use attune_report::{Run, couple_page, drop_words, hide_names, paper_page, therapist_page};

use crate::args::{Args, Reader, Report};
use crate::failure::{Code, Failure};
use crate::rerun::{self, Again};
use crate::terminal;

/// Runs `attune report`.
///
/// The page is made from the inputs again, not from the tables: what two people said is never kept
/// in an output folder, and stands only where it was said and on a page that asks for it.
pub(crate) fn run(verb: &Report, args: &Args) -> Result<Code, Failure> {
    let Again { study, mut analysis, run, inputs_changed, .. } =
        rerun::again(&verb.analysed, args)?;
    for changed in &inputs_changed {
        terminal::say(&format!("note: {changed}; the page shows what is there now"));
    }
    let path =
        verb.output.clone().unwrap_or_else(|| verb.analysed.out.join(verb.reader.file_name()));
    let text = page(verb, &study, &mut analysis, &run, &path)?;
    if path.as_os_str() == "-" {
        return terminal::print(text.as_bytes()).map(|()| Code::Done);
    }
    std::fs::write(&path, text).map_err(|error| {
        Failure::device(format!("cannot write {}: {error}", path.display()))
            .try_this("-o with a file in a folder of yours")
    })?;
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
    if verb.hide_names {
        hide_names(analysis);
    }
    if verb.no_words {
        drop_words(analysis);
    }
    if verb.reader == Reader::Paper {
        return Ok(paper_page(analysis, run));
    }
    let story = story(analysis, verb.dyad.as_deref())?;
    Ok(match verb.reader {
        Reader::Therapist => therapist_page(analysis, story, &media(study, story, path)),
        _ => couple_page(analysis, story),
    })
}

/// The session told: the only one, or the one named.
fn story<'a>(analysis: &'a Analysis, named: Option<&str>) -> Result<&'a Story, Failure> {
    let label = |story: &Story| match &story.session {
        Some(session) => format!("{}/{session}", story.dyad),
        None => story.dyad.clone(),
    };
    let wanted =
        |story: &&Story| named.is_none_or(|name| name == story.dyad || name == label(story));
    let found: Vec<&Story> = analysis.stories.iter().filter(wanted).collect();
    match (found.as_slice(), named) {
        ([only], _) => Ok(only),
        ([], Some(name)) => Err(Failure::usage(format!("no session is called {name:?}"))
            .try_this("--dyad with one of the ids in dyads.csv")),
        ([], None) => Err(Failure::nothing_usable("no session of this study can be told")
            .why("a page tells one session of two people")
            .try_this("attune check PATH shows what was recorded")),
        (several, _) => {
            let some: Vec<String> = several.iter().take(5).map(|s| label(s)).collect();
            Err(Failure::usage(format!("this study has {} sessions", several.len()))
                .why("a page tells one session of two people")
                .try_this(format!("--dyad with one of {} …", some.join(", "))))
        }
    }
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
