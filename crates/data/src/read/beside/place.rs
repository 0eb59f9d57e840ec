//! Which session a file or a row belongs to.

use super::found::Key;
use super::speakers::words;
use crate::Session;

/// The session a file's name stands for: the only one there is; else the one whose name it is;
/// else the one whose name it begins with; else the one whose name it holds as whole words. Two
/// that fit equally well are none.
pub(crate) fn by_name(sessions: &[Session], stem: &str) -> Option<usize> {
    if sessions.len() == 1 { Some(0) } else { among(sessions, stem) }
}

/// The same where the only session there is may be another one than the file's.
pub(crate) fn among(sessions: &[Session], stem: &str) -> Option<usize> {
    let name = pieces(stem);
    let full: Vec<Vec<String>> = sessions.iter().map(|s| pieces(&s.label())).collect();
    let dyads: Vec<Vec<String>> = sessions.iter().map(|s| pieces(&s.dyad)).collect();
    let holds = |known: &Vec<String>| {
        known.len() <= name.len() && name.windows(known.len().max(1)).any(|w| w == known)
    };
    // A dyad's own name is enough where it has one session, or where the file names that too.
    let alone = |i: usize| sessions.iter().filter(|s| s.dyad == sessions[i].dyad).count() == 1;
    let named = |i: usize, dyad: bool| {
        dyad && (alone(i) || sessions[i].session.as_ref().is_some_and(|s| holds(&pieces(s))))
    };
    let ways: [&dyn Fn(usize) -> bool; 5] = [
        &|i| full[i] == name,
        &|i| dyads[i] == name && alone(i),
        &|i| name.starts_with(&full[i]),
        &|i| named(i, name.starts_with(&dyads[i])),
        &|i| named(i, holds(&dyads[i])),
    ];
    ways.iter().find_map(|fits| {
        let found: Vec<usize> = (0..sessions.len()).filter(|i| fits(*i)).collect();
        match found[..] {
            [] => None,
            [one] => Some(Some(one)),
            _ => Some(None),
        }
    })?
}

/// The session a row names; `None` where the study has none of that name, or several.
pub(crate) fn by_key(sessions: &[Session], key: &Key) -> Option<usize> {
    let dyad = key.dyad.as_deref()?;
    if key.loose {
        return by_name(sessions, dyad);
    }
    let same = |a: &str, b: &str| a == b || pieces(a) == pieces(b);
    let fits = |s: &Session| {
        let session = match (&key.session, &s.session) {
            (Some(key), Some(session)) => same(key, session),
            _ => true,
        };
        session && same(dyad, &s.dyad)
    };
    let mut found = (0..sessions.len()).filter(|i| fits(&sessions[*i]));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// A name's words, digits apart from letters and without leading zeros: `Couple07` is `couple`
/// and `7`.
pub(crate) fn pieces(name: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for word in words(name) {
        let mut rest = word.as_str();
        while let Some(first) = rest.chars().next() {
            let digit = first.is_ascii_digit();
            let end = rest.find(|c: char| c.is_ascii_digit() != digit).unwrap_or(rest.len());
            let (piece, after) = rest.split_at(end);
            let bare = piece.trim_start_matches('0');
            pieces.push(if digit && !bare.is_empty() { bare.to_owned() } else { piece.to_owned() });
            rest = after;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn study(labels: &[(&str, Option<&str>)]) -> Vec<Session> {
        let session = |(dyad, session): &(&str, Option<&str>)| Session {
            dyad: (*dyad).to_owned(),
            session: session.map(str::to_owned),
            ..Session::default()
        };
        labels.iter().map(session).collect()
    }

    #[test]
    fn a_file_is_placed_by_its_name() {
        let dyads = study(&[("1", None), ("7", None), ("10", None)]);
        let place = |stem: &str| by_name(&dyads, stem);
        assert_eq!(place("7"), Some(1));
        assert_eq!(place("007_codes"), Some(1));
        assert_eq!(place("couple10"), Some(2));
        assert_eq!(place("07_session1"), Some(1), "a name's beginning counts more than its end");
        assert_eq!(place("codes_1_7"), None, "two that fit are none");
        assert_eq!(place("100"), None);
        assert_eq!(by_name(&dyads[..1], "anything"), Some(0));
    }

    #[test]
    fn sessions_of_one_dyad_are_told_apart() {
        let sessions = study(&[("7", Some("1")), ("7", Some("2")), ("8", Some("1"))]);
        assert_eq!(by_name(&sessions, "7_2"), Some(1));
        assert_eq!(by_name(&sessions, "7_talk_2"), Some(1));
        assert_eq!(by_name(&sessions, "7"), None);
        let key = |dyad: &str, session: Option<&str>| Key {
            dyad: Some(dyad.to_owned()),
            session: session.map(str::to_owned),
            loose: false,
        };
        assert_eq!(by_key(&sessions, &key("07", Some("2"))), Some(1));
        assert_eq!(by_key(&sessions, &key("7", None)), None);
        assert_eq!(by_key(&sessions, &key("8", None)), Some(2));
        assert_eq!(by_key(&sessions, &key("9", None)), None);
    }
}
