//! WebVTT: captions of the web, with voice tags for speakers.

use super::super::error::ReadError;
use super::cues::{Cue, blocks, cue, line};
use super::found::{Found, Key, Utterance, Whose};
use crate::Said;

/// Reads WebVTT. A speaker is named by a voice tag (`<v Ann>`) or before a colon; a cue with two
/// voices gives two turns with its times.
pub(crate) fn read(text: &str) -> Result<Found<Utterance>, ReadError> {
    let mut found = Found::default();
    let mut untimed = 0;
    for (first, lines) in blocks(text).into_iter().skip(1) {
        if ["NOTE", "STYLE", "REGION"].iter().any(|word| {
            let rest = lines[0].strip_prefix(word);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', ':']))
        }) && !lines.iter().any(|line| line.contains("-->"))
        {
            continue;
        }
        match cue(first, &lines)? {
            Some(cue) => voices(&cue, &mut found.items),
            None => untimed += 1,
        }
    }
    if untimed > 0 {
        found.notes.push(format!("blocks of a WebVTT file without times, left out: {untimed}"));
    }
    Ok(found)
}

/// The turns of a cue.
fn voices(cue: &Cue<'_>, turns: &mut Vec<Utterance>) {
    let payload = cue.lines.join("\n");
    let mut spoken: Vec<(Option<String>, String)> = vec![(None, String::new())];
    let mut rest = payload.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        push(&mut spoken, before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        if let Some(name) = voice(tag) {
            spoken.push((Some(name), String::new()));
        } else if tag == "/v" {
            spoken.push((None, String::new()));
        }
        rest = after;
    }
    push(&mut spoken, rest);
    for (voice, text) in spoken {
        let Some(name) = voice else {
            let lines = text.lines().enumerate();
            turns.extend(lines.filter_map(|(i, text)| line(cue, text, i > 0)));
            continue;
        };
        let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
        turns.push(Utterance {
            key: Key::default(),
            whose: if name.is_empty() { Whose::Unsaid } else { Whose::Named(name) },
            start_s: cue.start_s,
            end_s: cue.end_s,
            said: (!said.is_empty()).then(|| Said::new(said)),
            continues: false,
            tier: None,
        });
    }
}

fn push(spoken: &mut [(Option<String>, String)], text: &str) {
    if let Some((_, known)) = spoken.last_mut() {
        known.push_str(&unescaped(text));
    }
}

/// The name in a voice tag: `v Ann`, `v.loud Ann`.
fn voice(tag: &str) -> Option<String> {
    let rest = tag.strip_prefix('v')?;
    let (classes, name) = rest.split_once([' ', '\t', '\n']).unwrap_or((rest, ""));
    (classes.is_empty() || classes.starts_with('.')).then(|| unescaped(name.trim()))
}

fn unescaped(text: &str) -> String {
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&lrm;", ""),
        ("&rlm;", ""),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voices_names_comments_and_settings() {
        let text = "WEBVTT - a title\n\nSTYLE\n::cue { color: red }\n\nNOTE a comment\nof two lines\n\n\
                    intro\n00:01.000 --> 00:02.000 align:start line:0\n<v.loud Ann B.>well &amp; <i>good</i></v>\n\n\
                    01:00:02.000 --> 01:00:03.000\n<v Bo>no\n<v Ann B.>yes\n\n\
                    00:04.000 --> 00:05.000\nBo: maybe\nso\n";
        let found = read(text).expect("readable").items;
        let named = |name: &str| Whose::Named(name.into());
        let whose: Vec<_> = found.iter().map(|u| u.whose.clone()).collect();
        assert_eq!(whose[..3], [named("Ann B."), named("Bo"), named("Ann B.")]);
        assert_eq!(whose[3], Whose::Prefix { label: "Bo".into(), rest: "maybe".into() });
        assert_eq!(found[0].said.as_ref().map(Said::text), Some("well & good"));
        assert_eq!((found[1].start_s, found[2].end_s), (3602.0, 3603.0));
        assert!(found[4].continues);
    }
}
