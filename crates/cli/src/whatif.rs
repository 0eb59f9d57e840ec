//! `attune whatif`: the fitted loop with one thing changed.

use attune_dynamics::{Change, DynamicsError, PersonChange, Start, WhatIf, what_if};
use attune_report::{LoopFile, what_if_page, words};
use serde_json::json;

use crate::args::{Args, FurtherModel, Whatif};
use crate::failure::{Code, Failure};
use crate::fit::{Asked, fit, not_asked, write};
use crate::plan_flags::PlanFlags;
use crate::{duration, terminal};

/// Runs `attune whatif`.
pub(crate) fn run(verb: &Whatif, args: &Args) -> Result<Code, Failure> {
    let file = loop_file(verb, args)?;
    let ask = asked(verb, &file)?;
    let answered = answer(verb, &file, &ask)?;
    if let Some(path) = &verb.html {
        write(path, what_if_page(&file, verb.from, &ask.changes).as_bytes())?;
        if !args.quiet {
            terminal::say(&format!("The page is here: {}", path.display()));
        }
    }
    if verb.json {
        terminal::print(format!("{answered:#}\n").as_bytes())?;
    } else {
        terminal::print_text(&text(&answered))?;
    }
    Ok(Code::Done)
}

/// A loop.json as it is, anything else fitted first.
fn loop_file(verb: &Whatif, args: &Args) -> Result<LoopFile, Failure> {
    let is_file = verb.path.extension().is_some_and(|e| e == "json");
    if is_file {
        let text = std::fs::read_to_string(&verb.path).map_err(|error| {
            Failure::unreadable(format!("cannot read {}: {error}", verb.path.display()))
                .try_this("attune fit PATH -o loop.json")
        })?;
        let unasked = |what: String| {
            Failure::unreadable(what)
                .why("what-if questions are asked of what attune fit -o wrote")
                .try_this("attune fit PATH -o loop.json")
        };
        let file = LoopFile::from_json(&text)
            .ok_or_else(|| unasked(format!("{} is no fitted loop", verb.path.display())))?;
        if file.numbers.is_some() && file.guesses.is_none() && file.not_asked.is_none() {
            let what = format!("{} holds a fitted loop without its guesses", verb.path.display());
            return Err(unasked(what));
        }
        return Ok(file);
    }
    let plan = PlanFlags {
        channel: verb.channel.clone(),
        seed: verb.seed,
        loop_surrogates: Some(39),
        ..PlanFlags::default()
    };
    let of = Asked { path: &verb.path, pair: verb.pair.as_deref(), model: FurtherModel::Loop };
    Ok(fit(&of, &verb.layout, &plan, args)?.file(true))
}

/// The question, from the flags.
fn asked(verb: &Whatif, file: &LoopFile) -> Result<WhatIf, Failure> {
    if verb.set.is_empty() && verb.clamp.is_empty() && verb.html.is_none() {
        return Err(Failure::usage("nothing is changed")
            .why("without a change nothing differs")
            .try_this(EXAMPLES));
    }
    let mut changes = [PersonChange::default(); 2];
    let mut moves = false;
    let mut asked: Vec<(usize, &str)> = Vec::new();
    for word in &verb.set {
        let (who, what, value) = parts(word, true)?;
        if asked.contains(&(who, what)) {
            return Err(twice(word));
        }
        asked.push((who, what));
        let change = &mut changes[who];
        match what {
            "setpoint" | "set_point" => change.set_point = number(word, value)?,
            "input" | "exercise" => change.own_input = number(word, value)?,
            "return" | "recovery" => (change.return_rate, moves) = (amount(word, value)?, true),
            "gain" => (change.gain, moves) = (amount(word, value)?, true),
            _ => return Err(bad(word)),
        }
    }
    for word in &verb.clamp {
        let (who, _, value) = parts(word, false)?;
        if asked.iter().any(|(other, _)| *other == who) {
            return Err(twice(word));
        }
        asked.push((who, "clamp"));
        changes[who].clamp = Some(number(word, value)?);
    }
    // A return or a gain shows only in somebody who is away from rest: a notch up, unless a moment
    // of the talk is given.
    let start = match verb.from {
        Some(from) => Start::At(standing(file, from)?),
        None if moves => Start::At(NOTCH_UP),
        None => Start::Rest,
    };
    let horizon_s = verb.horizon.unwrap_or(300.0);
    Ok(WhatIf { changes, start, horizon_s, step_s: (horizon_s / 300.0).max(0.01), level: 0.8 })
}

/// One of each one's usual ups and downs above rest.
const NOTCH_UP: [f64; 2] = [1.0, 1.0];

/// Where the two stood at a moment of the talk.
fn standing(file: &LoopFile, from: f64) -> Result<[f64; 2], Failure> {
    let course = file.course.as_ref().filter(|c| c.t.first().is_some_and(|t| *t <= from));
    let at = course.and_then(|c| {
        let at = c.t.partition_point(|t| *t <= from).checked_sub(1)?;
        (c.t.last().is_some_and(|t| from <= *t)).then_some([c.a[at], c.b[at]])
    });
    at.ok_or_else(|| {
        Failure::usage("this moment is not in the recording")
            .try_this("--from with a moment of the talk, such as 9:00")
    })
}

/// `a.return=+20%` in its three parts; `a=-1` where nothing is named.
fn parts(word: &str, named: bool) -> Result<(usize, &str, &str), Failure> {
    let (left, value) = word.split_once('=').ok_or_else(|| bad(word))?;
    let (who, what) =
        if named { left.split_once('.').ok_or_else(|| bad(word))? } else { (left, "") };
    match who {
        "a" | "A" => Ok((0, what, value)),
        "b" | "B" => Ok((1, what, value)),
        _ => Err(bad(word)),
    }
}

fn number(word: &str, value: &str) -> Result<f64, Failure> {
    value.parse::<f64>().ok().filter(|x| x.is_finite()).ok_or_else(|| bad(word))
}

/// `+20%` multiplies, a plain number sets.
fn amount(word: &str, value: &str) -> Result<Change, Failure> {
    match value.strip_suffix('%') {
        Some(percent) => Ok(Change::Times(1.0 + number(word, percent)? / 100.0)),
        None => number(word, value).map(Change::To),
    }
}

fn bad(word: &str) -> Failure {
    Failure::usage(format!("{word:?} is no change this command knows"))
        .why("a change that is not understood would silently be another one")
        .try_this(EXAMPLES)
}

fn twice(word: &str) -> Failure {
    Failure::usage(format!("{word:?} changes what another change has changed already"))
        .why("only one of the two could count; whoever is held does not answer to a change")
        .try_this("one change of a number, and --clamp alone for a person")
}

const EXAMPLES: &str =
    "--set a.return=+20%, --set b.setpoint=-1, --set a.gain=0.2, --set b.input=1, --clamp b=-1";

/// The answer on the wire (`attune.whatif/1`); greyed out, with its reason and without a number,
/// where the fit is not good enough.
fn answer(verb: &Whatif, file: &LoopFile, ask: &WhatIf) -> Result<serde_json::Value, Failure> {
    let untold = |why: String| {
        json!({
            "schema": "attune.whatif/1",
            "asked": { "set": verb.set, "clamp": verb.clamp, "from_s": verb.from, "start": start(verb, ask) },
            "greyed": why,
            "sentences": [],
        })
    };
    if let Some(why) = not_asked(file) {
        return Ok(untold(why));
    }
    let Some(guesses) = &file.guesses else { return Ok(untold(words::NOT_ASKED.into())) };
    let guesses = guesses.back();
    match what_if(&guesses, ask) {
        Ok(answer) => {
            let person = |i: usize| {
                let p = &answer.persons[i];
                json!({
                    "baseline": p.baseline, "changed": p.changed,
                    "difference": p.difference, "lo": p.band.lo, "hi": p.band.hi,
                    "long_run": { "estimate": p.long_run.value, "lo": p.long_run.lo, "hi": p.long_run.hi },
                    "lower_in_of_20": p.lower.of_twenty(), "lower_median": p.lower.median,
                    "sooner_in_of_20": p.sooner.map(|tally| tally.of_twenty()),
                    "sooner_median_s": p.sooner.map(|tally| tally.median),
                })
            };
            let foreseen = file.numbers.as_ref().map_or([None; 2], |n| n.foreseen);
            Ok(json!({
                "schema": "attune.whatif/1",
                "asked": { "set": verb.set, "clamp": verb.clamp, "from_s": verb.from, "start": start(verb, ask) },
                "greyed": null,
                "sentences": words::what_if_sentences(&answer),
                "note": words::what_if_note(foreseen),
                "guesses": answer.guesses,
                "rejected_share": answer.rejected_share,
                "times_s": answer.times_s,
                "a": person(0),
                "b": person(1),
            }))
        }
        Err(DynamicsError::CannotTell(why)) => Ok(untold(words::cannot_tell(&why))),
        Err(DynamicsError::Option { what, value }) => {
            Err(Failure::usage(format!("a {what} of {value:e} cannot be drawn"))
                .why("people are fitted within a few notches of rest and with return rates above 0")
                .try_this(EXAMPLES))
        }
        Err(error) => Err(Failure::usage(error.to_string()).try_this(EXAMPLES)),
    }
}

/// Two decimals with a sign; nothing has none.
fn signed(x: f64) -> String {
    match format!("{x:+.2}").replace('-', "−") {
        zero if zero.ends_with("0.00") => "0.00".into(),
        text => text,
    }
}

/// Where both start, in words.
fn start(verb: &Whatif, ask: &WhatIf) -> &'static str {
    match (ask.start, verb.from) {
        (Start::Rest, _) => "rest",
        (_, Some(_)) => "where the two stood",
        (_, None) => "one notch up in both",
    }
}

/// The answer for people: a sentence each, the course at a few moments, the note.
fn text(answer: &serde_json::Value) -> String {
    let mut out = String::new();
    if let Some(why) = answer["greyed"].as_str() {
        out += &format!("Can't tell well enough. {why}\n");
    }
    for sentence in answer["sentences"].as_array().into_iter().flatten() {
        out += &format!("{}\n", sentence.as_str().unwrap_or_default());
    }
    let Some(times) = answer["times_s"].as_array() else { return out };
    out += &format!(
        "\nWhat the change makes of it from {}, median [four of five guesses], in notches:\n",
        answer["asked"]["start"].as_str().unwrap_or_default(),
    );
    out += "   after          A                        B\n";
    for at in [0.1, 0.2, 0.4, 1.0].map(|share| (share * (times.len() - 1) as f64) as usize) {
        let of = |who: &str| {
            let get = |key: &str| answer[who][key][at].as_f64().unwrap_or(f64::NAN);
            let told = |key: &str| signed(get(key));
            format!("{} [{}, {}]", told("difference"), told("lo"), told("hi"))
        };
        let when = duration::text(times[at].as_f64().unwrap_or(f64::NAN).round());
        out += &format!("  {when:>7}   {:<24} {}\n", of("a"), of("b"));
    }
    out += &format!("\n{}\n", answer["note"].as_str().unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_read_as_they_are_written() {
        assert_eq!(amount("x", "+20%").unwrap(), Change::Times(1.2));
        assert_eq!(amount("x", "-50%").unwrap(), Change::Times(0.5));
        assert_eq!(amount("x", "0.1").unwrap(), Change::To(0.1));
        assert_eq!(parts("b.setpoint=-1", true).unwrap(), (1, "setpoint", "-1"));
        assert_eq!(parts("b=-1", false).unwrap(), (1, "", "-1"));
        for bad in ["c.gain=1", "a.gain", "gain=1"] {
            assert!(parts(bad, true).is_err(), "{bad}");
        }
        assert!(number("x", "NaN").is_err());
    }
}
