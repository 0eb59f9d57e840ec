//! `attune simulate`: recordings with planted truth, as a study folder.

use std::fmt::Write as _;

use attune_data::Who;
use attune_dynamics::{
    LoopTruth, Scenario, SimulateOptions, SimulatedDyad, SimulatedPerson, simulate,
};
use serde_json::json;

use crate::args::{Args, Simulate};
use crate::failure::{Code, Failure};
use crate::output::Folder;
use crate::{simulated, talk, terminal};

/// Runs `attune simulate`.
pub(crate) fn run(verb: &Simulate, args: &Args) -> Result<Code, Failure> {
    if verb.scenario.eq_ignore_ascii_case(talk::NAME) {
        return run_talk(verb, args);
    }
    let scenario = Scenario::from_code(&verb.scenario).ok_or_else(|| {
        let mut known: Vec<&str> = Scenario::ALL.iter().map(|s| s.code()).collect();
        known.push(talk::NAME);
        Failure::usage(format!("no scenario is called {:?}", verb.scenario))
            .try_this(format!("one of {}", known.join(", ")))
    })?;
    let options =
        SimulateOptions { seed: verb.seed, minutes: verb.minutes, dyads: verb.dyads, rate_hz: 1.0 };
    let study = simulate(scenario, &options)
        .map_err(|error| Failure::usage(error.to_string()).try_this("--minutes 10 --dyads 20"))?;
    let folder = Folder::create(&verb.output, false)?;
    for dyad in &study.dyads {
        let file = format!("dyad-{}.csv", simulated::name(dyad.index, study.dyads.len()));
        folder.write(&file, table(dyad).as_bytes())?;
    }
    for dyad in study.dyads.iter().filter(|dyad| !dyad.spans.is_empty()) {
        let file = format!("spans/dyad-{}.csv", simulated::name(dyad.index, study.dyads.len()));
        folder.write(&file, spans(dyad).as_bytes())?;
    }
    let marked = study.dyads.iter().any(|dyad| !dyad.spans.is_empty());
    let input = study.dyads.iter().any(|dyad| dyad.recorded_input.is_some());
    let channels = study.dyads.first().map_or(0, |dyad| dyad.persons[0].channels.len());
    folder.write("attune.toml", manifest(scenario, channels, marked, input).as_bytes())?;
    folder.write("truth.json", truth(scenario, &options, &study.dyads).as_bytes())?;
    if args.quiet {
        return Ok(Code::Done);
    }
    let dyads = study.dyads.len();
    terminal::say(&format!(
        "{dyads} simulated {} of {} minutes in {}\n{}: {}\nnext: attune analyze {} -o out/",
        if dyads == 1 { "dyad" } else { "dyads" },
        verb.minutes,
        verb.output.display(),
        scenario.code(),
        scenario.summary(),
        verb.output.display(),
    ));
    Ok(Code::Done)
}

/// Runs `attune simulate talk`: the talk has its own length.
fn run_talk(verb: &Simulate, args: &Args) -> Result<Code, Failure> {
    let talks = talk::conversations(verb.seed, verb.dyads)
        .map_err(|error| Failure::usage(error.to_string()))?;
    let folder = Folder::create(&verb.output, false)?;
    talk::write(&folder, &talks, verb.seed)?;
    if args.quiet {
        return Ok(Code::Done);
    }
    let many = talks.len();
    terminal::say(&format!(
        "{many} simulated {} in {}\n{}: {}\nnext: attune analyze {} -o out/",
        if many == 1 { "talk" } else { "talks" },
        verb.output.display(),
        talk::NAME,
        talk::SUMMARY,
        verb.output.display(),
    ));
    Ok(Code::Done)
}

/// One dyad as a wide table: time, then each channel of A and of B; missing is empty. Each
/// person's samples stand at the times that person's device gave them.
fn table(dyad: &SimulatedDyad) -> String {
    let [a, b] = &dyad.persons;
    let mut out = String::from("t_s");
    for c in 0..a.channels.len() {
        let name = simulated::channel(c);
        write!(out, ",{name}_a,{name}_b").ok();
    }
    let input = dyad.recorded_input.as_deref();
    if input.is_some() {
        out += ",input";
    }
    let mut times: Vec<f64> = a.times_s.iter().chain(&b.times_s).copied().collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    let at = |person: &SimulatedPerson, t: f64| {
        person.times_s.binary_search_by(|other| other.total_cmp(&t)).ok()
    };
    for t in times {
        write!(out, "\n{t}").ok();
        let (i, j) = (at(a, t), at(b, t));
        for (x, y) in a.channels.iter().zip(&b.channels) {
            for value in [i.map(|i| x.values[i]), j.map(|j| y.values[j])] {
                out.push(',');
                if let Some(value) = value.filter(|value| value.is_finite()) {
                    write!(out, "{value}").ok();
                }
            }
        }
        if let Some(input) = input {
            out.push(',');
            if let Some(i) = i {
                write!(out, "{}", input[i]).ok();
            }
        }
    }
    out + "\n"
}

/// What was marked on one dyad's clock: time apart, and who followed a pacer when.
fn spans(dyad: &SimulatedDyad) -> String {
    let mut out = String::from("start_s,end_s,person,code\n");
    for span in simulated::spans(dyad) {
        let who = match span.who {
            Who::A => "A",
            Who::B => "B",
            Who::Both => "both",
        };
        writeln!(out, "{},{},{who},{}", span.start_s, span.end_s, span.code).ok();
    }
    out
}

fn manifest(scenario: Scenario, channels: usize, marked: bool, input: bool) -> String {
    let mut out = format!(
        "# Simulated recordings; what was planted stands in truth.json.\n\
         name = \"simulated, scenario {}\"\nfiles = [\"dyad-*.csv\"]\ntime = \"t_s\"\ntime_unit = \"s\"\n\n\
         [a]\nname = \"A\"\nrole = \"A\"\n\n[b]\nname = \"B\"\nrole = \"B\"\n",
        scenario.code()
    );
    if marked {
        out = out.replace("\n[a]", "spans = [\"spans/*.csv\"]\n\n[a]");
    }
    for c in 0..channels {
        let name = simulated::channel(c);
        write!(
            out,
            "\n[[channel]]\nname = \"{name}\"\nkind = \"other\"\nunit = \"resting SD\"\na = \"{name}_a\"\nb = \"{name}_b\"\n"
        )
        .ok();
    }
    if input {
        out += "\n[[channel]]\nname = \"input\"\nkind = \"input\"\na = \"input\"\nb = \"input\"\n";
    }
    out
}

/// What was planted, for whoever checks what was found.
fn truth(scenario: Scenario, options: &SimulateOptions, dyads: &[SimulatedDyad]) -> String {
    let each = |dyad: &SimulatedDyad| {
        let LoopTruth { return_time_s, gain, delay_s, shared_shock, set_point, .. } =
            dyad.planted.two_people;
        json!({
            "dyad": simulated::name(dyad.index, dyads.len()),
            "return_time_s": { "a": return_time_s[0], "b": return_time_s[1] },
            "gain_b_to_a": gain[0],
            "gain_a_to_b": gain[1],
            "delay_s": { "b_to_a": delay_s[0], "a_to_b": delay_s[1] },
            "shared_shock": shared_shock,
            "set_point": { "a": set_point[0], "b": set_point[1] },
        })
    };
    let truth = json!({
        "schema": "attune.truth/1",
        "scenario": scenario.code(),
        "summary": scenario.summary(),
        "seed": options.seed,
        "minutes": options.minutes,
        "dyads": dyads.iter().map(each).collect::<Vec<_>>(),
    });
    format!("{truth:#}\n")
}
