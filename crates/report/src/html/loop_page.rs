//! The page of one fitted loop, and the page on which something about it can be changed.

use attune::dynamics::{Change, PersonChange};
use attune::{Caveat, LoopResult};
use maud::{Markup, PreEscaped, html};

use super::document::{Document, document, masthead};
use super::{figure, loop_part};
use crate::LoopFile;
use crate::loop_file::Guesses;
use crate::number::brief;
use crate::words;

/// What stands on the page of one fitted loop.
#[derive(Debug, Clone)]
pub struct LoopPage<'a> {
    /// Which pair.
    pub title: String,
    /// What the files call A and B.
    pub people: [String; 2],
    /// The loop.
    pub model: &'a LoopResult,
    /// What to keep in mind.
    pub caveats: &'a [Caveat],
}

/// One self-contained page about one fitted loop.
pub fn loop_page(page: &LoopPage<'_>) -> String {
    let title = format!("The loop of {}", page.title);
    let body = html! {
        (masthead(&[]))
        main #main {
            section aria-labelledby="title" {
                (who_is_who(&page.people))
                h1 #title { (title) }
                (loop_part::told(page.model, "o0", None))
                @if !page.caveats.is_empty() {
                    h2 { "To keep in mind" }
                    ul { @for caveat in page.caveats { li { (words::caveat(caveat)) } } }
                }
            }
            @if let Some(found) = page.model.found.as_deref() {
                section aria-labelledby="numbers" {
                    h2 #numbers { "For researchers" }
                    (loop_part::numbers(found, true))
                    h3 .part { "Claim ladder of the loop model" }
                    (loop_part::ladder_of(found))
                }
            }
        }
    };
    let of =
        Document { title: &title, version: attune::VERSION, style: "", script: "", plays: false };
    document(&of, &body).into_string()
}

/// One self-contained page with sliders: what the fitted loop guesses would follow if one of the
/// two changed something, computed in the page. It opens with `asked`, A's change first; `from_s` is
/// the moment the change begins.
pub fn what_if_page(file: &LoopFile, from_s: Option<f64>, asked: &[PersonChange; 2]) -> String {
    let title = format!("What if … {}", file.dyad);
    let foreseen = file.numbers.as_ref().map_or([None; 2], |n| n.foreseen);
    let body = html! {
        (masthead(&[]))
        main #main {
            section aria-labelledby="title" {
                (who_is_who(&file.people))
                h1 #title { "What if one of you changed something?" }
                @match (&file.guesses, &file.not_asked) {
                    (Some(guesses), _) => (sliders(file, guesses, from_s, asked)),
                    (None, said) => (greyed(said.as_ref().map(|s| s.sentence.as_str()))),
                }
                @if file.guesses.is_some() {
                    p .aside { (figure::unbroken(&words::what_if_note(foreseen))) }
                }
            }
        }
    };
    let of = Document {
        title: &title,
        version: attune::VERSION,
        style: STYLE,
        script: SCRIPT,
        plays: false,
    };
    document(&of, &body).into_string()
}

const STYLE: &str = include_str!("what_if.css");
const SCRIPT: &str = include_str!("what_if.js");
/// As many guesses as are put into the page; the lines shown are the first twenty of them.
const IN_THE_PAGE: usize = 100;

fn greyed(why: Option<&str>) -> Markup {
    html! {
        p .sentence { "Can't tell well enough to draw it." }
        p { (why.unwrap_or(words::NOT_ASKED)) }
    }
}

/// What the files call the two, unless they call them A and B.
fn who_is_who(people: &[String; 2]) -> Markup {
    html! {
        @if people[0] != "A" || people[1] != "B" {
            p .kicker { "A and B are " (people[0]) " and " (people[1]) }
        }
    }
}

fn sliders(
    file: &LoopFile,
    guesses: &Guesses,
    from_s: Option<f64>,
    asked: &[PersonChange; 2],
) -> Markup {
    let mut few = guesses.clone();
    few.draws.truncate(IN_THE_PAGE);
    let moment = from_s.and_then(|from| file.course.as_ref().map(|c| (from, c)));
    let standing = moment.and_then(|(from, course)| {
        let at = course.t.partition_point(|t| *t <= from).checked_sub(1)?;
        Some((from, course.a[at], course.b[at]))
    });
    let data = serde_json::json!({ "guesses": few, "standing": standing });
    // Inside a script element only "</" could end it.
    let data = data.to_string().replace("</", "<\\/");
    let changed = asked.map(|change| change != PersonChange::default());
    let shown = usize::from(changed == [false, true]);
    html! {
        noscript { p .notice { "The drawing needs scripts; `attune whatif` says the same in words." } }
        form #sides .sides {
            fieldset {
                legend { "Whose side?" }
                label { input type="radio" name="side" value="0" checked[shown == 0]; " A" }
                label { input type="radio" name="side" value="1" checked[shown == 1]; " B" }
                label {
                    input #both type="checkbox" checked[changed == [true, true]];
                    " show both sides (for therapists and researchers)"
                }
            }
        }
        @for who in 0..2 {
            (side(guesses, who, who != shown && changed != [true, true], &asked[who]))
        }
        p { button #reset type="button" { "Reset" } }
        div #drawing .drawing role="img" aria-labelledby="said" {}
        p #said .sentence aria-live="polite" {}
        details .as-table { summary { "The same as a table" } div #table .wide tabindex="0" role="group" aria-label="What the change makes of it" {} }
        script #data type="application/json" { (PreEscaped(data)) }
    }
}

fn side(guesses: &Guesses, who: usize, hidden: bool, asked: &PersonChange) -> Markup {
    let (me, you) = if who == 0 { ("A", "B") } else { ("B", "A") };
    let input_greyed = (!guesses.own_input[who])
        .then_some("no exercise of this person was recorded, so what one would do is not known");
    let percent = |change: Change, estimate: f64| match change {
        Change::Kept => 0.0,
        Change::Times(factor) => 100.0 * (factor - 1.0),
        Change::To(value) => 100.0 * (value / estimate - 1.0),
    };
    let one = |what, label, range, unit, at: f64, greyed| Slider {
        who,
        what,
        label,
        range,
        unit,
        // Three digits are as fine as a slider can be read.
        at: if at.is_finite() { (1000.0 * at).round() / 1000.0 } else { 0.0 },
        greyed,
    };
    let sliders = [
        one(
            "return",
            format!("{me} comes back to rest faster"),
            [-50.0, 100.0, 5.0],
            "%",
            percent(asked.return_rate, guesses.estimate.k[who]),
            None,
        ),
        one(
            "setpoint",
            format!("{me} settles lower or higher"),
            [-2.0, 2.0, 0.1],
            " notches",
            asked.set_point,
            None,
        ),
        one(
            "gain",
            format!("{me} picks up more of {you}"),
            [-100.0, 100.0, 5.0],
            "%",
            percent(asked.gain, guesses.estimate.m[who]),
            None,
        ),
        one(
            "input",
            format!("{me} does the exercise"),
            [0.0, 1.0, 0.1],
            "",
            if input_greyed.is_none() { asked.own_input } else { 0.0 },
            input_greyed,
        ),
    ];
    html! {
        fieldset .side data-side=(who) hidden[hidden] {
            legend { "If " (me) " …" }
            @for slider in &sliders { (slider.markup()) }
            @if let Some(level) = asked.clamp {
                label .held {
                    input id={ "held-" (who) } type="checkbox" value=(level) checked;
                    " " (me) " is held at " (brief(level)) " notches"
                }
            }
        }
    }
}

/// One number of the loop that can be moved.
struct Slider {
    who: usize,
    what: &'static str,
    label: String,
    /// Least, most, and from one to the next.
    range: [f64; 3],
    unit: &'static str,
    /// Where it stands when the page opens.
    at: f64,
    greyed: Option<&'static str>,
}

impl Slider {
    fn markup(&self) -> Markup {
        let Self { who, what, unit, at, greyed, .. } = self;
        let id = format!("{what}-{who}");
        let [least, most, step] = self.range;
        // What was asked for may lie beyond the ends or between two steps.
        let on_a_step = ((at - least) / step - ((at - least) / step).round()).abs() < 1e-6;
        let step = if on_a_step { step.to_string() } else { "any".to_owned() };
        html! {
            div .slider {
                label for=(id) { (self.label) }
                input id=(id) type="range" min=(least.min(*at)) max=(most.max(*at)) step=(step) value=(at)
                    data-what=(what) data-who=(who) data-unit=(unit) disabled[greyed.is_some()]
                    aria-describedby=[greyed.map(|_| format!("{id}-why"))];
                output for=(id) { (at) (unit) }
                @if let Some(why) = greyed { small id={ (id) "-why" } { "Greyed out: " (why) } }
            }
        }
    }
}
