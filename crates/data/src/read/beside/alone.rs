//! Sessions without signals, made from what codings and transcripts say of them.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use super::super::file::stem;
use super::super::layout::Layout;
use super::super::natural::natural;
use super::attach::Beside;
use super::expand::expand;
use super::found::{Key, Reads, Utterance, Whose};
use super::speakers::{Meant, Speakers, words};
use super::{load, place};
use crate::{Person, Session, Study};

/// Whether a file holds codes or talk in place of signals, and is then to be taken as lying beside
/// signals that are not there.
pub(crate) fn is_alone(path: &Path, layout: &Layout) -> Option<load::Holds> {
    let named = !layout.value.is_empty() || !layout.channels.is_empty();
    if named || !path.is_file() {
        return None;
    }
    load::holds(BufReader::new(File::open(path).ok()?), layout)
}

/// The sessions that the files speak of, with their two people and nothing else yet.
///
/// A row's dyad is its session; what names none belongs to its file's name without what says that
/// it is a coding or a transcript. The two people are those the layout names; else those whom the
/// files name, in the order of first meeting, where a session names exactly two.
pub(crate) fn alone(study: &mut Study, all: &[Beside], layout: &Layout) {
    let heard = hear(all, layout);
    let mut sessions: Vec<Session> = Vec::new();
    for heard in heard.iter().filter(|heard| !heard.loose) {
        if heard.place(&sessions).is_none() {
            sessions.push(blank(&heard.dyad, heard.session.as_deref()));
        }
    }
    let loose: Vec<&Heard> = heard.iter().filter(|heard| heard.loose).collect();
    let one_of_each = [false, true].map(|talk| {
        let mut names: Vec<&str> =
            loose.iter().filter(|h| h.talk == talk).map(|h| h.dyad.as_str()).collect();
        names.dedup();
        names.len() < 2
    });
    if one_of_each == [true; 2] && sessions.is_empty() {
        // A coding and a transcript by themselves are of one session, whatever they are called.
        let names = loose.iter().map(|heard| bare(&heard.dyad, layout));
        if let Some(name) = names.min_by_key(String::len) {
            sessions.push(blank(&name, None));
        }
    } else {
        for heard in loose {
            if place::among(&sessions, &heard.dyad).is_none() {
                sessions.push(blank(&bare(&heard.dyad, layout), None));
            }
        }
    }
    sessions.sort_by(|s, t| natural(&s.label(), &t.label()));
    name_people(study, &mut sessions, &heard, layout);
    study.sessions = sessions;
}

/// What one file says of one session.
struct Heard {
    /// The dyad's id; where `loose`, a title or file's name that holds it.
    dyad: String,
    session: Option<String>,
    loose: bool,
    /// Whether it is a transcript.
    talk: bool,
    /// How whose things are is said, each way once, in the order of first meeting.
    whose: Vec<Whose>,
    /// The names that stand before a colon, each as often as it does.
    prefixes: Vec<String>,
}

impl Heard {
    fn place(&self, sessions: &[Session]) -> Option<usize> {
        if self.loose {
            return place::by_name(sessions, &self.dyad);
        }
        let (dyad, session) = (Some(self.dyad.clone()), self.session.clone());
        place::by_key(sessions, &Key { dyad, session, loose: false })
            .filter(|at| sessions[*at].session.is_some() == self.session.is_some())
    }

    fn add(&mut self, whose: &Whose) {
        match whose {
            Whose::Prefix { label, .. } => self.prefixes.push(label.clone()),
            other if !self.whose.contains(other) => self.whose.push(other.clone()),
            _ => {}
        }
    }
}

/// Goes through every file. One that cannot be read is passed over here: it is reported when what
/// it holds is put into the sessions.
fn hear(all: &[Beside], layout: &Layout) -> Vec<Heard> {
    let mut heard: Vec<Heard> = Vec::new();
    for beside in all {
        for (talk, paths) in [(false, &beside.files.spans), (true, &beside.files.turns)] {
            for path in paths.iter().flat_map(|path| expand(path).unwrap_or_default()) {
                let stem = stem(&path.to_string_lossy());
                let Some(items) = items(&path, talk, layout) else { continue };
                let whole = Key {
                    dyad: beside.dyad.clone(),
                    session: beside.session.clone(),
                    loose: false,
                };
                if items.is_empty() {
                    heard_of(&mut heard, &whole, &stem, talk);
                }
                for (key, whose) in items {
                    let key = if whole.dyad.is_some() { whole.clone() } else { key };
                    heard_of(&mut heard, &key, &stem, talk).add(&whose);
                }
            }
        }
    }
    heard
}

/// The entry of a session and kind, made where it is new.
fn heard_of<'h>(heard: &'h mut Vec<Heard>, key: &Key, stem: &str, talk: bool) -> &'h mut Heard {
    let loose = key.loose || key.dyad.is_none();
    let dyad = key.dyad.clone().unwrap_or_else(|| stem.to_owned());
    let same = |h: &Heard| {
        h.talk == talk && h.loose == loose && h.dyad == dyad && h.session == key.session
    };
    // Rows of one session mostly stand together.
    let at = heard.iter().rposition(same).unwrap_or_else(|| {
        let session = key.session.clone();
        let (whose, prefixes) = (Vec::new(), Vec::new());
        heard.push(Heard { dyad, session, loose, talk, whose, prefixes });
        heard.len() - 1
    });
    &mut heard[at]
}

/// Each item's session and person, as the file says them.
fn items(path: &Path, talk: bool, layout: &Layout) -> Option<Vec<(Key, Whose)>> {
    let raw: Box<dyn Read> = Box::new(BufReader::new(File::open(path).ok()?));
    Some(if talk {
        let found = speaking(load::turns(raw, layout).ok()?.items);
        found.into_iter().map(|turn| (turn.key, turn.whose)).collect()
    } else {
        let found = load::spans(raw, layout).ok()?.items;
        found.into_iter().map(|mark| (mark.key, mark.whose)).collect()
    })
}

/// What stands in no tier of codes; where two or more tiers read like talk, only what stands there.
fn speaking(mut turns: Vec<Utterance>) -> Vec<Utterance> {
    let reads =
        |turn: &Utterance, as_what| turn.tier.as_ref().is_some_and(|tier| tier.reads == as_what);
    let mut speakers: Vec<&Whose> =
        turns.iter().filter(|turn| reads(turn, Reads::Talk)).map(|turn| &turn.whose).collect();
    speakers.dedup();
    let enough = speakers.len() > 1;
    turns.retain(|turn| !(reads(turn, Reads::NoTalk) || enough && reads(turn, Reads::Short)));
    turns
}

fn blank(dyad: &str, session: Option<&str>) -> Session {
    Session { dyad: dyad.to_owned(), session: session.map(str::to_owned), ..Session::default() }
}

/// A file's name without the words at its end that say what it holds or who speaks in it.
fn bare(name: &str, layout: &Layout) -> String {
    const SAYS_WHAT: [&str; 13] = [
        "codes",
        "code",
        "coding",
        "coded",
        "spans",
        "turns",
        "talk",
        "transcript",
        "words",
        "said",
        "events",
        "behavior",
        "behaviour",
    ];
    let files = &layout.beside;
    let called: Vec<String> =
        files.speakers.iter().flatten().flat_map(|name| words(name)).collect();
    let mut bare = name;
    loop {
        let cut = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
        let at = cut.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
        let last = cut[at..].to_lowercase();
        let tells = SAYS_WHAT.contains(&last.as_str()) || called.contains(&last);
        if at == 0 || !tells {
            return cut.to_owned();
        }
        bare = &cut[..at];
    }
}

/// Names the two people of each session.
fn name_people(study: &mut Study, sessions: &mut [Session], heard: &[Heard], layout: &Layout) {
    let files = &layout.beside;
    let said = [
        [&layout.name_a, &layout.a.first().cloned(), &files.speakers[0].first().cloned()],
        [&layout.name_b, &layout.b.first().cloned(), &files.speakers[1].first().cloned()],
    ]
    .map(|ways| ways.into_iter().flatten().next().cloned());
    let roles = [&layout.role_a, &layout.role_b].map(|role| role.clone().unwrap_or_default());
    // Met first in the study, first in every session.
    let mut met: Vec<String> = Vec::new();
    let mut guessed = false;
    for at in 0..sessions.len() {
        let known = [0, 1].map(|i: usize| Person {
            name: said[i].clone().unwrap_or_default(),
            role: roles[i].clone(),
            series: Vec::new(),
        });
        let speakers = Speakers::new(&known, &files.speakers, &files.others);
        let own = heard.iter().filter(|heard| heard.place(sessions) == Some(at));
        let mut labels: Vec<String> = Vec::new();
        for heard in own {
            for label in heard.labels(&speakers) {
                if !labels.contains(&label) {
                    labels.push(label);
                }
            }
        }
        met.extend(labels.iter().filter(|label| !met.contains(label)).cloned().collect::<Vec<_>>());
        labels.sort_by_key(|label| met.iter().position(|known| known == label));
        let free = said.iter().filter(|name| name.is_none()).count();
        let mut labels = if labels.len() == free || labels.len() == 1 && free == 2 {
            guessed |= !labels.is_empty();
            labels.into_iter()
        } else {
            Vec::new().into_iter()
        };
        let mut named = known;
        for (person, letter) in named.iter_mut().zip(["A", "B"]) {
            if person.name.is_empty() {
                person.name = labels.next().unwrap_or_else(|| letter.to_owned());
            }
        }
        sessions[at].people = named;
    }
    if guessed {
        study.notes.push(
            "who is A and who is B was not said: they are taken in the order in which the files \
             name them"
                .to_owned(),
        );
    }
}

impl Heard {
    /// The names of people whom the layout does not know yet.
    fn labels(&self, speakers: &Speakers) -> Vec<String> {
        let mut labels: Vec<String> = Vec::new();
        let unknown = |whose: &Whose| speakers.meant(whose) == Meant::Unknown;
        for whose in self.whose.iter().filter(|whose| unknown(whose)) {
            if let Whose::Named(name) | Whose::Tier(name) = whose
                && is_name(name)
            {
                labels.push(name.clone());
            }
        }
        // What stands before a colon may be something that was said: two of them that come again
        // and again, and no third, are names.
        let mut distinct: Vec<&String> = Vec::new();
        for prefix in &self.prefixes {
            if !distinct.contains(&prefix) {
                distinct.push(prefix);
            }
        }
        let often = |name: &&&String| self.prefixes.iter().filter(|p| p == *name).count() > 1;
        if distinct.len() <= 2 && distinct.iter().all(|name| often(&name) && is_name(name)) {
            let named = |name: &&String| unknown(&Whose::Named((*name).clone()));
            labels.extend(distinct.into_iter().filter(named).cloned());
        }
        labels
    }
}

/// Short enough for a name.
fn is_name(name: &str) -> bool {
    const LONGEST: usize = 32;
    const WORDS: usize = 3;
    let count = words(name).len();
    name.chars().count() <= LONGEST && (1..=WORDS).contains(&count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_without_what_it_holds() {
        let layout = Layout::default();
        for (name, dyad) in
            [("7_codes", "7"), ("couple7", "couple7"), ("7-talk.words", "7"), ("codes", "codes")]
        {
            assert_eq!(bare(name, &layout), dyad);
        }
    }
}
