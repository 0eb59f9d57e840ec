//! `attune explain TOPIC`: everything that has a name, in plain words.

mod spelling;

use attune::catalogue::Output;
use attune::measure::MEASURE_CAVEATS;
use attune::{MEASURES, Measure, NULLS, NullEntry};
use attune_data::FaultCode;

use crate::glossary::WORDS;
use crate::table::{Column, every_column};
use crate::words::{caveat_topics, condition_topics, loop_reason_topics, reason_topics};

/// Something that can be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// What to ask for.
    pub name: String,
    /// What sort of thing it is, for lists.
    pub about: About,
    /// The explanation: a few short paragraphs.
    pub text: String,
}

/// The sorts of topics, in the order in which they are listed for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// A measure of two people.
    Measure,
    /// Another name of a measure; not listed.
    OtherName,
    /// What chance is taken to be.
    Null,
    /// What a verdict or a rung says.
    Claim,
    /// Why a verdict is what it is.
    Reason,
    /// What must hold to read a loop.
    Condition,
    /// A reservation.
    Caveat,
    /// Something wrong with a recording.
    Fault,
    /// A column of a table.
    Column,
    /// A number that a measure gives; not listed.
    Output,
    /// A word that a column's cells are drawn from.
    Cell,
    /// A word.
    Word,
}

impl About {
    /// The heading of the list.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Measure => "measures",
            Self::OtherName => "other names of measures",
            Self::Null => "nulls",
            Self::Claim => "verdicts and rungs",
            Self::Reason => "reasons",
            Self::Condition => "conditions for reading a loop",
            Self::Caveat => "caveats",
            Self::Fault => "faults of a recording",
            Self::Column => "columns",
            Self::Output => "numbers of measures",
            Self::Cell => "words in cells",
            Self::Word => "words",
        }
    }
}

/// The explanation of a topic; several where a name stands for several things. Case, spaces,
/// dashes and underscores do not matter.
pub fn explain(topic: &str) -> Option<String> {
    let wanted = spelling::plain(topic);
    let found = topics().into_iter().filter(|topic| spelling::plain(&topic.name) == wanted);
    let texts: Vec<String> = found.map(|topic| topic.text).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// Names close to one that is no topic, closest first; at most three.
pub fn did_you_mean(topic: &str) -> Vec<String> {
    spelling::closest(topic, topics().into_iter().map(|topic| topic.name))
}

/// Everything that can be explained.
pub fn topics() -> Vec<Topic> {
    let mut out = Vec::new();
    let mut add = |name: &str, about: About, text: String| {
        out.push(Topic { name: name.to_owned(), about, text });
    };
    for measure in MEASURES {
        add(measure.name, About::Measure, measure_text(measure));
        for also in measure.also {
            add(also, About::OtherName, measure_text(measure));
        }
        // What is called like its measure is told with it.
        for output in measure.outputs.iter().filter(|output| output.name != measure.name) {
            add(output.name, About::Output, output_text(measure, output));
        }
    }
    for entry in NULLS {
        add(entry.null.name(), About::Null, null_text(entry));
    }
    for (name, text) in CLAIMS {
        add(name, About::Claim, format!("{name}\n\n{text}\n"));
    }
    for (code, text) in reason_topics().iter().chain(loop_reason_topics()) {
        add(code, About::Reason, format!("{code} (why a verdict is what it is)\n\n{text}\n"));
    }
    for (name, text) in condition_topics() {
        add(name, About::Condition, format!("{name} (must hold to read a loop)\n\n{text}\n"));
    }
    for (code, text) in caveat_topics() {
        add(code, About::Caveat, format!("{code} (a reservation)\n\n{text}\n"));
    }
    for (code, text) in MEASURE_CAVEATS {
        add(code, About::Caveat, format!("{code} (a reservation of a measure)\n\n{text}\n"));
    }
    for code in FaultCode::ALL {
        add(code.code(), About::Fault, fault_text(code));
    }
    for (tables, column) in every_column() {
        add(&column.name, About::Column, column_text(&tables, &column));
    }
    for (_, column) in every_column() {
        // "a" and "b" need no explanation; a verdict has one of its own.
        for (level, meaning) in column.levels.iter().filter(|(level, _)| level.len() > 1) {
            if !CLAIMS.iter().any(|(claim, _)| claim == level) {
                let text = format!("{level} (in the column {})\n\n{meaning}\n", column.name);
                add(level, About::Cell, text);
            }
        }
    }
    for word in WORDS {
        add(word.word, About::Word, format!("{}\n\n{}\n", word.word, word.meaning));
    }
    out
}

fn measure_text(measure: &Measure) -> String {
    let nulls: Vec<_> = measure.nulls.iter().map(|null| null.name()).collect();
    let swap = if measure.directed { "mirrors it" } else { "leaves it the same" };
    let also = match measure.also {
        [] => String::new(),
        also => format!("also asked for as {}\n\n", also.join(", ")),
    };
    format!(
        "{} ({})\n\n{}\n\n{also}formula: {}\n\ntakes {}\n\nswapping the two people {swap}; nulls that suit it: {}\n\n{}{}weak point: {}\n\nsource: {}\n",
        measure.title,
        measure.name,
        measure.plain,
        measure.formula,
        measure.takes.words(),
        nulls.join(", "),
        parameters(measure),
        outputs(measure),
        measure.weakness,
        measure.source,
    )
}

fn parameters(measure: &Measure) -> String {
    let mut out = String::new();
    for parameter in measure.parameters {
        let default = parameter.value.default_text();
        let default = if default.is_empty() { "not set" } else { &default };
        let unit =
            if parameter.unit.is_empty() { String::new() } else { format!(" {}", parameter.unit) };
        out += &format!("  --{} ({default}{unit}): {}\n", parameter.name, parameter.plain);
    }
    if out.is_empty() { out } else { format!("what can be set\n{out}\n") }
}

fn outputs(measure: &Measure) -> String {
    let mut out = String::from("what it gives\n");
    for output in measure.outputs {
        let tested = if output.tested.is_some() { " Set beside chance." } else { "" };
        out += &format!(
            "  {} ({}; {}): {}{tested}\n",
            output.name, output.unit, output.range, output.plain
        );
    }
    out + "\n"
}

fn output_text(measure: &Measure, output: &Output) -> String {
    let tested = if output.tested.is_some() { " It is set beside chance." } else { "" };
    format!(
        "{} (a number of {}; in tables {}_{0})\n\n{}{tested}\n\nunit: {}\nrange: {}\n\nmore: attune explain {1}\n",
        output.name, measure.name, measure.column, output.plain, output.unit, output.range,
    )
}

fn null_text(entry: &NullEntry) -> String {
    format!(
        "{} ({})\n\n{}\n\nkeeps: {}\ndestroys: {}\nwhen: {}\n",
        entry.title,
        entry.null.name(),
        entry.plain,
        entry.keeps,
        entry.destroys,
        entry.when,
    )
}

fn fault_text(code: FaultCode) -> String {
    let e = code.explanation();
    format!(
        "{} ({})\n\nwhy it matters: {}\ntry: {}\n\n{}\n",
        e.title,
        code.code(),
        e.why,
        e.try_this,
        e.paragraph,
    )
}

fn column_text(tables: &[&str], column: &Column) -> String {
    let mut text =
        format!("{} (a column of {})\n\n{}\n", column.name, tables.join(", "), column.description);
    if !column.unit.is_empty() {
        text += &format!("unit: {}\n", column.unit);
    }
    for (level, what) in &column.levels {
        text += &format!("  {level}: {what}\n");
    }
    text
}

const CLAIMS: &[(&str, &str)] = &[
    (
        "supported",
        "Beyond chance by every criterion that applies: p_shift below .05, q below .10 and, in a study \
of at least 8 usable dyads, a mean z at or beyond the 95th percentile of its stranger pairs.",
    ),
    (
        "weak",
        "Beyond chance by one criterion and not by another, for example beyond stranger pairs but not \
beyond copies of the same two recordings moved in time.",
    ),
    (
        "not_seen",
        "Not beyond chance by any criterion, in a recording long enough (n_eff of 20 or more) to have \
shown a sizeable link. It does not say that there is none.",
    ),
    (
        "cannot_tell",
        "The recording does not allow an answer: something is wrong with it, it is too short, or its \
signals are too slow (n_eff below 20). The reasons say which.",
    ),
    ("rung-0", "No rung of the claim ladder was passed."),
    (
        "rung-1",
        "A time-locked link: copies of the same two recordings moved in time show less (p_shift below .05).",
    ),
    (
        "rung-2",
        "Beyond the same task: stranger pairs, who share only the task, show less (at least 8 usable \
dyads, percentile 95 or more).",
    ),
    ("rung-3", "Beyond the recorded shared inputs. Needs the loop model."),
    ("rung-4", "With a lag, beyond what both do at the same moment. Needs the loop model."),
    (
        "rung-5",
        "More in one direction than in the other. Needs the loop model and the time-reversal test.",
    ),
    ("rung-6", "Shown by changing the cue. Needs the alternating exercise."),
];
