//! docs/honesty.md: what is said where nothing, or nothing certain, can be said.

use crate::page::{Request, head, interval, percent};
use attune_dynamics::{Heard, hear, honesty_cases};

pub(crate) fn page(request: &Request) -> String {
    let mut page = String::from(INTRODUCTION);
    page += &columns();
    for case in honesty_cases() {
        let key = format!("{} ({}), {} min", case.name, case.code, case.minutes);
        let usual = match case.most_directional {
            // Ten minutes are quick to fit, and their shares lie near the test's level.
            Some(_) if case.name.ends_with("fast signals") => 600,
            Some(_) => 200,
            None if case.name.contains("one-way") => 200,
            None => 60,
        };
        page += &request.line(&key, || {
            let heard = hear(&case, request.runs(usual), 11).unwrap();
            line(&heard, case.most_directional)
        });
    }
    page + NOTES
}

pub(crate) fn columns() -> String {
    head(&[
        "recordings",
        "runs",
        "any directional claim (95 % interval)",
        "allowed",
        "can't tell",
        "linked",
        "link into A / B",
        "p < .05 into A / B",
        "started with A / B",
        "labels",
    ])
}

pub(crate) fn line(heard: &Heard, most: Option<f64>) -> String {
    let refused = heard.refused;
    let labels: Vec<String> = heard
        .labels
        .iter()
        .map(|(label, share)| format!("{label:?} {}", percent(*share)))
        .collect();
    [
        if refused == 0 {
            format!("{}", heard.runs)
        } else {
            format!("{} + {refused} refused", heard.runs)
        },
        interval(heard.directional, heard.runs),
        most.map_or("–".to_owned(), |most| {
            format!(
                "{} {}",
                percent(most),
                if heard.directional <= most { "kept" } else { "**missed**" }
            )
        }),
        percent(heard.cannot_tell),
        percent(heard.linked),
        format!("{} / {}", percent(heard.into[0]), percent(heard.into[1])),
        format!("{} / {}", percent(heard.beyond_copies[0]), percent(heard.beyond_copies[1])),
        format!("{} / {}", percent(heard.starter[0]), percent(heard.starter[1])),
        labels.join(", "),
    ]
    .join(" | ")
}

const INTRODUCTION: &str = "\
# Where the loop model stays silent

Simulated pairs in which nothing passes, or nothing that a recording can tell apart, fitted, tested against 199 shifted copies and judged as a report would judge them; beside them pairs in which something does pass. A *directional claim* is a link into one person or the name of the one changes tended to start with.

";

const NOTES: &str = "
*Can't tell*: fewer than 20 independent stretches, a loop that does not settle, or one that the recording does not pin down; links into one person are spoken of only from 60 independent stretches. *p < .05* is the test of each link where the stronger of the two sticks out too (stepwise, Westfall & Young), in recordings long enough for a direction; the others count as no. Lines of fewer than 200 runs say so in their second column; `cargo xtask recover honesty NAME` makes a line anew.

*The same artefacts in both*: moments at which both recordings jumped together are left out before the fit (decision 10); without that, every one of 60 half hours got a direction. In fast signals small jolts of three seconds remain that nothing tells from changes of the people, and where more than one moment in a hundred was left out the report says that the condition `few_shared_jolts` does not hold.
";
