//! What lies beside the signals, put into the sessions it belongs to.

mod hidden_codes;
mod report;
mod talk_tiers;

use std::fs::File;
use std::io::{BufReader, Read};

use super::super::error::ReadError;
use super::super::file::{Bytes, stem};
use super::super::layout::Layout;
use super::super::source::Hashing;
use super::expand::expand;
use super::files_beside::FilesBeside;
use super::found::{Found, Key, Mark, Utterance, Whose};
use super::speakers::{Meant, Speakers};
use super::{load, place};
use crate::quality::{Fault, FaultCode, Severity};
use crate::{Media, MediaKind, Said, Session, Span, Study, Turn, Who};
use hidden_codes::HiddenCodes;
use report::{Kept, report};
use talk_tiers::TalkTiers;

/// Files beside the signals, and the session they are said to belong to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Beside {
    pub(crate) files: FilesBeside,
    /// The dyad and session of a manifest's entry.
    pub(crate) dyad: Option<String>,
    pub(crate) session: Option<String>,
}

/// Reads the files and puts what they hold into the study's sessions, on their clock.
///
/// # Errors
/// A file that cannot be read, where it is the only one of its kind; otherwise it is a fault.
pub(crate) fn attach(study: &mut Study, all: &[Beside], layout: &Layout) -> Result<(), ReadError> {
    for beside in all {
        each(study, beside, &beside.files.spans, |study, job| spans(study, job, layout))?;
        each(study, beside, &beside.files.turns, |study, job| turns(study, job, layout))?;
        each(study, beside, &beside.files.video, |study, job| media(study, job, MediaKind::Video))?;
        each(study, beside, &beside.files.audio, |study, job| media(study, job, MediaKind::Audio))?;
    }
    in_order(study);
    Ok(())
}

/// Puts coded behaviour that is already in memory into a study; `name` stands for it in messages,
/// and says which dyad it is of where its rows do not.
///
/// # Errors
/// Bytes that are no coding in a known format, with line and column.
///
/// # Example
/// ```
/// use attune_data::read::{Layout, add_spans, read_bytes};
///
/// let layout = Layout::default();
/// let mut study = read_bytes("7.csv", b"t_s,ann,bo\n0,1,2\n1,2,3\n", &layout)?;
/// add_spans(&mut study, "codes.csv", b"start,end,person,code\n0,1,Ann,soothe\n", &layout)?;
/// assert_eq!(study.sessions[0].spans[0].code, "soothe");
/// # Ok::<(), attune_data::read::ReadError>(())
/// ```
pub fn add_spans(
    study: &mut Study,
    name: &str,
    bytes: &[u8],
    layout: &Layout,
) -> Result<(), ReadError> {
    add_bytes(study, name, bytes, layout, spans)
}

/// The same for a transcript.
///
/// # Errors
/// Bytes that are no transcript in a known format, with line and column.
pub fn add_turns(
    study: &mut Study,
    name: &str,
    bytes: &[u8],
    layout: &Layout,
) -> Result<(), ReadError> {
    add_bytes(study, name, bytes, layout, turns)
}

fn add_bytes(
    study: &mut Study,
    name: &str,
    bytes: &[u8],
    layout: &Layout,
    add: impl FnOnce(&mut Study, &Job<'_>, &Layout) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let beside = Beside { files: layout.beside.clone(), ..Beside::default() };
    let (name, stem) = (name.to_owned(), stem(name));
    let job = Job { bytes: Bytes::Memory(bytes), stem, name: name.clone(), beside: &beside };
    add(study, &job, layout).map_err(|error| error.in_file(name))?;
    in_order(study);
    Ok(())
}

/// Spans and turns by their start.
fn in_order(study: &mut Study) {
    for session in &mut study.sessions {
        session.spans.sort_by(|s, t| s.start_s.total_cmp(&t.start_s));
        session.turns.sort_by(|s, t| s.start_s.total_cmp(&t.start_s));
    }
}

/// One file to be put into a study.
struct Job<'a> {
    bytes: Bytes<'a>,
    name: String,
    stem: String,
    beside: &'a Beside,
}

fn each(
    study: &mut Study,
    beside: &Beside,
    paths: &[String],
    mut add: impl FnMut(&mut Study, &Job<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut files = Vec::new();
    for path in paths {
        files.extend(expand(path)?);
    }
    for path in &files {
        let name = path.to_string_lossy().into_owned();
        let bytes = Bytes::Disk(path);
        let job = Job { bytes, stem: stem(&name), name: name.clone(), beside };
        if let Err(error) = add(study, &job) {
            let error = error.in_file(&name);
            if files.len() == 1 {
                return Err(error);
            }
            let message = format!("{}; try: {}", error.what(), error.try_this());
            let fault = Fault::new(FaultCode::FileUnreadable, message);
            study.faults.push(fault.with_severity(Severity::Warning));
        }
    }
    Ok(())
}

impl Job<'_> {
    /// The session of the whole file, as the manifest or its name says.
    fn session(&self, sessions: &[Session]) -> Option<usize> {
        let Beside { dyad, session, .. } = self.beside;
        if dyad.is_none() {
            return place::by_name(sessions, &self.stem);
        }
        let key = Key { dyad: dyad.clone(), session: session.clone(), loose: false };
        place::by_key(sessions, &key)
    }

    /// The session of each item: the one its row names, else the file's.
    fn sessions<'k>(
        &self,
        sessions: &[Session],
        keys: impl Iterator<Item = &'k Key>,
    ) -> Vec<Option<usize>> {
        let keys: Vec<&Key> = keys.collect();
        let whole = self.session(sessions);
        let single = keys.windows(2).all(|pair| pair[0] == pair[1]);
        let of = |key: &&Key| match &key.dyad {
            Some(_) if key.loose && single => place::by_key(sessions, key).or(whole),
            Some(_) => place::by_key(sessions, key),
            None => whole,
        };
        keys.iter().map(of).collect()
    }

    /// Whether the file is given as coded behaviour as well as talk.
    fn holds_codes_too(&self) -> bool {
        let same = |path: &std::path::PathBuf| path.to_string_lossy() == self.name;
        self.beside
            .files
            .spans
            .iter()
            .any(|path| expand(path).is_ok_and(|all| all.iter().any(same)))
    }

    fn speakers(&self, session: &Session) -> Speakers {
        let FilesBeside { speakers, others, .. } = &self.beside.files;
        Speakers::new(&session.people, speakers, others)
    }

    fn offset_s(&self) -> f64 {
        self.beside.files.offset_s.unwrap_or(0.0)
    }

    /// Opens the file, reads it, and notes that it was read.
    fn read<T>(
        &self,
        study: &mut Study,
        read: impl FnOnce(&mut Hashing<Box<dyn Read + '_>>) -> Result<Found<T>, ReadError>,
    ) -> Result<Found<T>, ReadError> {
        let bytes: Box<dyn Read + '_> = match self.bytes {
            Bytes::Disk(path) => Box::new(BufReader::new(File::open(path)?)),
            Bytes::Memory(bytes) => Box::new(bytes),
            Bytes::Stdin => Box::new(std::io::stdin()),
        };
        let mut raw = Hashing::new(bytes);
        let mut found = read(&mut raw)?;
        study.sources.push(raw.finish(&self.name)?);
        for note in found.notes.drain(..) {
            if !study.notes.contains(&note) {
                study.notes.push(note);
            }
        }
        Ok(found)
    }
}

fn spans(study: &mut Study, job: &Job<'_>, layout: &Layout) -> Result<(), ReadError> {
    let Found { items: marks, coded_s, .. }: Found<Mark> =
        job.read(study, |raw| load::spans(raw, layout))?;
    let places = job.sessions(&study.sessions, marks.iter().map(|mark| &mark.key));
    let offset = job.offset_s();
    let stretches = job.sessions(&study.sessions, coded_s.iter().map(|(key, _)| key));
    for ((_, stretch), place) in coded_s.iter().zip(stretches) {
        let Some(session) = place.and_then(|at| study.sessions.get_mut(at)) else { continue };
        let [from, to] = stretch.map(|t| t + offset);
        // Files of several coders, or of one coder each, are of one session.
        let known = session.coded_s.unwrap_or([from, to]);
        session.coded_s = Some([known[0].min(from), known[1].max(to)]);
    }
    let mut hidden = HiddenCodes::default();
    for (at, session) in study.sessions.iter_mut().enumerate() {
        let speakers = job.speakers(session);
        let mut kept = Kept::of("span", &job.name);
        for (mark, _) in marks.iter().zip(&places).filter(|(_, place)| **place == Some(at)) {
            let (who, rest) = match speakers.meant(&mark.whose) {
                Meant::Who(who, rest) => (who, rest),
                Meant::Other => continue,
                Meant::Unknown => {
                    kept.unknown(&mark.whose);
                    continue;
                }
            };
            let code = code(mark, &rest);
            let Some((start_s, end_s)) = kept.ends(mark.start_s, mark.end_s) else { continue };
            if code.is_empty() {
                kept.without_code += 1;
                continue;
            }
            if !study.code_book.knows(&code) && hidden.may_be_shown(mark, start_s + offset) {
                study.plain_codes.insert(code.clone());
            }
            let shown = study.code_book.knows(&code) || study.plain_codes.contains(&code);
            if !mark.end_s.is_finite() && shown {
                kept.endless.insert(code.clone());
            }
            session.spans.push(Span {
                who,
                start_s: start_s + offset,
                end_s: end_s + offset,
                code,
            });
        }
        study.faults.extend(report(kept, session));
    }
    study.notes.extend(hidden.notes(&job.name));
    unplaced(study, job, "span", &places);
    Ok(())
}

/// A mark's code: its label; where that is empty or a bare number, what the tier's name says
/// beside the person.
fn code(mark: &Mark, rest: &str) -> String {
    let named = match &mark.whose {
        Whose::Tier(name) if rest.is_empty() => name.as_str(),
        _ => rest,
    };
    if mark.code.is_empty() {
        named.to_owned()
    } else if mark.code.parse::<f64>().is_ok() && !named.is_empty() {
        format!("{named} {}", mark.code)
    } else {
        mark.code.clone()
    }
}

fn turns(study: &mut Study, job: &Job<'_>, layout: &Layout) -> Result<(), ReadError> {
    let utterances: Vec<Utterance> = job.read(study, |raw| load::turns(raw, layout))?.items;
    let places = job.sessions(&study.sessions, utterances.iter().map(|u| &u.key));
    let offset = job.offset_s();
    let unsaid = utterances.iter().all(|u| u.whose == Whose::Unsaid);
    for (at, session) in study.sessions.iter_mut().enumerate() {
        let speakers = job.speakers(session);
        // A file that names nobody may be one person's, and be called after that person.
        let whole =
            if unsaid { speakers.meant(&Whose::Tier(job.stem.clone())) } else { Meant::Unknown };
        let mut kept = Kept::of("turn", &job.name);
        let mut last: Option<usize> = None;
        let own = || {
            let own = utterances.iter().zip(&places).filter(|(_, place)| **place == Some(at));
            own.map(|(utterance, _)| utterance)
        };
        let tiers = TalkTiers::of(own(), &speakers, &study.code_book);
        // A file that is given as codes too loses nothing.
        if !job.holds_codes_too() {
            study.faults.extend(tiers.left_out(&job.name).map(|fault| fault.of_session(session)));
        }
        for utterance in own().filter(|utterance| tiers.hold(utterance)) {
            let meant = match speakers.meant(&utterance.whose) {
                Meant::Unknown if unsaid => whole.clone(),
                meant => meant,
            };
            let person = match meant {
                Meant::Who(who, _) => who.person(),
                Meant::Other => {
                    last = None;
                    continue;
                }
                Meant::Unknown => None,
            };
            if person.is_none()
                && utterance.continues
                && let Some(last) = last
            {
                let turn: &mut Turn = &mut session.turns[last];
                turn.said = joined(turn.said.take(), utterance.said.as_ref());
                continue;
            }
            last = None;
            let Some(person) = person else {
                kept.unknown(&utterance.whose);
                continue;
            };
            let Some((start_s, end_s)) = kept.ends(utterance.start_s, utterance.end_s) else {
                continue;
            };
            let said = match &utterance.whose {
                Whose::Prefix { rest, .. } => (!rest.is_empty()).then(|| Said::new(rest.as_str())),
                _ => utterance.said.clone(),
            };
            last = Some(session.turns.len());
            session.turns.push(Turn {
                person,
                start_s: start_s + offset,
                end_s: end_s + offset,
                said,
            });
        }
        if unsaid
            && let Meant::Who(who @ (Who::A | Who::B), _) = whole
            && last.is_some()
        {
            let letter = if who == Who::A { "A" } else { "B" };
            let note = format!("a transcript that names nobody is {letter}'s, by its file's name");
            if !study.notes.contains(&note) {
                study.notes.push(note);
            }
        }
        study.faults.extend(report(kept, session));
    }
    unplaced(study, job, "turn", &places);
    Ok(())
}

fn joined(first: Option<Said>, second: Option<&Said>) -> Option<Said> {
    match (first, second) {
        (Some(first), Some(second)) => {
            Some(Said::new(format!("{} {}", first.text(), second.text())))
        }
        (first, second) => first.or_else(|| second.cloned()),
    }
}

fn media(study: &mut Study, job: &Job<'_>, kind: MediaKind) -> Result<(), ReadError> {
    // Looked for, and not read: a video is large, and is only ever played.
    File::open(&job.name)?;
    match job.session(&study.sessions) {
        Some(at) => {
            let (path, offset_s) = (job.name.clone(), job.offset_s());
            study.sessions[at].media.push(Media { kind, path, offset_s });
        }
        None => unplaced(study, job, "recording", &[None]),
    }
    Ok(())
}

/// Says how much of a file belongs to no session.
fn unplaced(study: &mut Study, job: &Job<'_>, what: &str, places: &[Option<usize>]) {
    let left = places.iter().filter(|place| place.is_none()).count();
    if places.is_empty() {
        let message = format!("no {what} stands in it ({})", job.name);
        study.faults.push(Fault::new(FaultCode::FileEmpty, message));
    }
    if left == 0 {
        return;
    }
    let all = places.len();
    let message = if left == all {
        format!("neither its name nor its rows say which dyad it is of; left out ({})", job.name)
    } else {
        format!(
            "{left} of {all} {what}s belong to dyads that are not here, and were left out ({})",
            job.name
        )
    };
    study.faults.push(Fault::new(FaultCode::FileUnplaced, message));
}
