//! The text view: sparklines, the ribbon, the sentence. No colour; the command line adds it.

mod loop_text;

pub use loop_text::loop_text;

use attune::{Analysis, Dyad, Synchrony, Verdict};

use crate::html::Truth;
use crate::number::{clock, in_days, percent, span};
use crate::words::{self, Counts, Tally};

/// An analysis as text, `width` columns wide: the study's sentence, the clearest pairs drawn, all
/// pairs listed, and the planted truth beside what was found where there is one.
pub fn text(analysis: &Analysis, truth: Option<&Truth>, width: usize) -> String {
    let width = width.clamp(40, 160);
    let mut out = String::new();
    let mut say = |text: &str| {
        out.push_str(&wrapped(text, width));
        out.push('\n');
    };
    if analysis.provenance.simulated {
        say("Simulated recordings: nobody was observed.");
        say("");
    }
    if let [only] = analysis.dyads.as_slice() {
        out.push_str(&pair(analysis, only, width));
    } else {
        say(&words::study_sentence(analysis));
        say(&format!("({})", words::study_for_researchers(&Tally::of(&analysis.dyads))));
        for sentence in words::pooled_sentences(analysis) {
            say("");
            say(&sentence);
        }
        say("");
        if let Some(clearest) = clearest(analysis) {
            say("The clearest of them (most look less clear):");
            say("");
            out.push_str(&pair(analysis, clearest, width));
        }
        out.push('\n');
        out.push_str(&list(analysis));
    }
    if let Some(truth) = truth {
        out.push('\n');
        out.push_str(&planted(truth, width));
    }
    out
}

/// One pair: both lines, the ribbon, the sentence.
pub fn pair(analysis: &Analysis, dyad: &Dyad, width: usize) -> String {
    let width = width.clamp(40, 160);
    let columns = width - MARGIN - 2;
    let mut out = format!("Pair {}\n\n", words::name(analysis, dyad));
    for (letter, person) in ["A", "B"].into_iter().zip(&dyad.people) {
        if person.trace.iter().any(|x| x.is_finite()) {
            let name = if person.name == letter { "" } else { &person.name };
            let name: String = name.chars().take(MARGIN - 4).collect();
            out += &format!(
                "{letter} {name:<w$}  {}\n",
                sparkline(&person.trace, columns),
                w = MARGIN - 2
            );
        }
    }
    let claimed = dyad.synchrony.as_ref().filter(|_| dyad.verdict != Verdict::CannotTell);
    if let Some(synchrony) = claimed {
        out += &format!("{:<w$}  {}\n", "  together", ribbon(dyad, synchrony, columns), w = MARGIN);
        out += &format!("{:<w$}  {}\n", "", times(dyad, columns), w = MARGIN);
        out += "\n  ▓ together beyond chance   · looked at   (blank: no data)\n";
    }
    out += "\n";
    out += &wrapped(&words::dyad_sentence(dyad), width);
    out += "\n";
    for sentence in words::elsewhere(dyad).iter().chain(&words::what_would_help(dyad)) {
        out += &hanging(sentence, width);
    }
    out
}

const MARGIN: usize = 12;

/// A line of eight heights; blank where a column has no sample.
pub fn sparkline(values: &[f64], columns: usize) -> String {
    const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let means = column_means(values, columns);
    let present = || means.iter().copied().filter(|x| x.is_finite());
    let (lo, hi) =
        (present().fold(f64::INFINITY, f64::min), present().fold(f64::NEG_INFINITY, f64::max));
    let height = |x: &f64| {
        if !x.is_finite() {
            return ' ';
        }
        let share = if hi > lo { (x - lo) / (hi - lo) } else { 0.5 };
        HEIGHTS[((share * 8.0) as usize).min(7)]
    };
    means.iter().map(height).collect()
}

/// The mean of every column's samples; as many columns as samples where these are few.
fn column_means(values: &[f64], columns: usize) -> Vec<f64> {
    let columns = columns.min(values.len()).max(1);
    (0..columns)
        .map(|column| {
            let (from, to) =
                (column * values.len() / columns, (column + 1) * values.len() / columns);
            let present = || values[from..to].iter().filter(|x| x.is_finite());
            present().sum::<f64>() / present().count() as f64
        })
        .collect()
}

fn ribbon(dyad: &Dyad, synchrony: &Synchrony, columns: usize) -> String {
    let columns = columns.min(dyad.n).max(1);
    let length = dyad.step_s * dyad.n as f64;
    let column = |at: usize| {
        let middle = dyad.start_s + length * (at as f64 + 0.5) / columns as f64;
        let inside = |w: &&attune::Window| w.t0 <= middle && middle < w.t1 && w.mean_z.is_finite();
        let mut windows = synchrony.windows.iter().filter(inside).peekable();
        if windows.peek().is_none() {
            ' '
        } else if windows.any(|window| window.beyond_chance) {
            '▓'
        } else {
            '·'
        }
    };
    (0..columns).map(column).collect()
}

/// First, middle and last time below the lines.
fn times(dyad: &Dyad, columns: usize) -> String {
    let columns = columns.min(dyad.n).max(1);
    let length = dyad.step_s * dyad.n as f64;
    let at = |share: f64| clock(dyad.start_s + share * length, in_days(length));
    let (first, middle, last) = (at(0.0), at(0.5), at(1.0));
    let gap = |end: usize, used: usize| " ".repeat(end.saturating_sub(used).max(1));
    let mut line = first;
    line += &gap(columns / 2, line.chars().count() + middle.chars().count() / 2);
    line += &middle;
    line += &gap(columns, line.chars().count() + last.chars().count());
    line + &last
}

/// The pair with the strongest claim and, among these, the highest percentile.
fn clearest(analysis: &Analysis) -> Option<&Dyad> {
    let rank = |dyad: &&Dyad| {
        let synchrony = dyad.synchrony.as_ref()?;
        let verdict = match dyad.verdict {
            Verdict::Supported => 2.0,
            Verdict::Weak => 1.0,
            _ => return None,
        };
        Some(1_000.0 * verdict + synchrony.stranger_percentile.unwrap_or(0.0))
    };
    let ranked = analysis.dyads.iter().filter_map(|dyad| Some((rank(&dyad)?, dyad)));
    ranked.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, dyad)| dyad)
}

/// All pairs, one line each.
fn list(analysis: &Analysis) -> String {
    let names: Vec<String> = analysis.dyads.iter().map(|d| words::name(analysis, d)).collect();
    let wide = names.iter().map(|name| name.chars().count()).max().unwrap_or(4).max(4);
    let mut out = format!(
        "{:<wide$}  {:<10}  {:>16}  {:>13}  {:>6}\n",
        "pair", "", "strangers below", "beyond chance", "data"
    );
    for (dyad, name) in analysis.dyads.iter().zip(&names) {
        let found = dyad.synchrony.as_ref();
        let counts = found.and_then(Counts::strangers);
        let counts = counts.map_or("–".into(), |c| format!("{} of {}", c.below, c.of));
        let claimed = found.filter(|_| dyad.verdict != Verdict::CannotTell);
        let beyond = claimed.map_or("–".into(), |s| span(s.beyond_chance_s));
        let data = crate::html::usable_share(dyad).map_or("–".into(), percent);
        let word = words::Strength::of(dyad).words();
        out += &format!("{name:<wide$}  {word:<10}  {counts:>16}  {beyond:>13}  {data:>6}\n");
    }
    out
}

/// What was planted above what was found: side by side would be too wide for sentences.
fn planted(truth: &Truth, width: usize) -> String {
    let mut out = wrapped(&truth.title, width) + "\n";
    for row in &truth.rows {
        out += &format!("\n{}\n", row.what);
        for (head, text) in [("planted", &row.planted), ("found", &row.found)] {
            let text = wrapped(text, width - 11);
            for (at, line) in text.lines().enumerate() {
                let head = if at == 0 { head } else { "" };
                out += &format!("  {head:<7}  {line}\n");
            }
        }
    }
    out
}

fn hanging(text: &str, width: usize) -> String {
    let wrapped = wrapped(text, width - 4);
    let mut lines = wrapped.lines();
    let mut out = format!("  – {}\n", lines.next().unwrap_or_default());
    for line in lines {
        out += &format!("    {line}\n");
    }
    out
}

/// A line of a list, broken between words.
fn item(text: &str, width: usize) -> String {
    hanging(text, width)
}

/// Text broken between words.
pub(crate) fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            out.push('\n');
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sparklines_span_the_range_and_leave_gaps_blank() {
        assert_eq!(sparkline(&[0.0, 1.0, 2.0, f64::NAN, 7.0], 5), "▁▂▃ █");
        assert_eq!(sparkline(&[3.0; 4], 2), "▅▅");
        assert_eq!(sparkline(&[], 5), " ");
    }

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(wrapped("one two three", 8), "one two\nthree");
        assert_eq!(wrapped("", 8), "");
    }
}
