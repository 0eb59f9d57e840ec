//! A picture with what belongs to it: whose line is whose, the sentence, the table.

use attune::{Dyad, Verdict};
use maud::{Markup, PreEscaped, html};

use crate::picture::{Listing, MomentSign, Picture};
use crate::words::People;

/// What must be said beside a picture to read it.
pub(super) enum Legend<'a> {
    None,
    /// The two people's lines, with their names.
    People(&'a Dyad),
    /// The two people's lines, by name, in this order.
    Named {
        names: [&'a str; 2],
        order: [usize; 2],
        together: bool,
    },
    /// Whom the letters stand for.
    Letters(&'a People<'a>),
    /// The textures of moments, each with what it is called.
    Moments(&'a [(MomentSign, String)]),
    /// The marks of real pairs.
    Verdicts,
}

/// `id` must be unique on the page.
pub(super) fn figure(picture: &Picture, id: &str, legend: Legend<'_>) -> Markup {
    drawn(picture, id, &legend, &listing(&picture.listing, &picture.title))
}

/// The same with names for letters in its sentence and table.
pub(super) fn named_figure(
    picture: &Picture,
    id: &str,
    legend: Legend<'_>,
    people: &People<'_>,
) -> Markup {
    let mut named = picture.clone();
    named.summary = people.instead_of_letters(&named.summary);
    drawn(&named, id, &legend, &named_listing(&named.listing, &named.title, people))
}

fn drawn(picture: &Picture, id: &str, legend: &Legend<'_>, listing: &Markup) -> Markup {
    html! {
        figure {
            (legend_line(legend))
            (PreEscaped(picture.inline(id)))
            figcaption { (unbroken(&picture.summary)) }
            @if !picture.listing.rows.is_empty() {
                details .as-table {
                    summary { "The same as a table" }
                    (listing)
                }
            }
        }
    }
}

/// Text whose numbers keep their signs and units beside them.
pub(super) fn unbroken(text: &str) -> String {
    let text = text
        .replace(" = ", "\u{a0}=\u{a0}")
        .replace(" %", "\u{a0}%")
        .replace(" < ", "\u{a0}<\u{a0}");
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let unit = || {
            UNITS.contains(&text[at + 1..].split([' ', '.', ',', ';', ')']).next().unwrap_or(""))
        };
        out.push(if letter == ' ' && before.is_ascii_digit() && unit() {
            '\u{a0}'
        } else {
            letter
        });
        before = letter;
    }
    out
}

/// Units that stay with their number.
const UNITS: [&str; 6] = ["s", "min", "h", "days", "SD", "Hz"];

/// A small table; the first column names the row.
pub(super) fn listing(listing: &Listing, caption: &str) -> Markup {
    let head = listing.head.iter().map(|head| (*head).to_owned()).collect();
    table(head, &listing.rows, caption)
}

/// The same with the two people's names where it says A or B.
pub(super) fn named_listing(listing: &Listing, caption: &str, people: &People<'_>) -> Markup {
    let named = |text: &str| people.instead_of_letters(text);
    let rows: Vec<Vec<String>> =
        listing.rows.iter().map(|row| row.iter().map(|cell| named(cell)).collect()).collect();
    table(listing.head.iter().map(|head| named(head)).collect(), &rows, caption)
}

fn table(head: Vec<String>, rows: &[Vec<String>], caption: &str) -> Markup {
    html! {
        div .wide tabindex="0" role="group" aria-label=(caption) {
            table {
                caption .hidden { (caption) }
                thead { tr { @for head in &head { th scope="col" { (head) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @if at == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn legend_line(legend: &Legend<'_>) -> Markup {
    match legend {
        Legend::None => html! {},
        Legend::People(dyad) => html! {
            p .legend {
                span { (PreEscaped(LINE_A)) strong .a { "A" } (name(dyad, 0, "A")) }
                span { (PreEscaped(LINE_B)) strong .b { "B" } (name(dyad, 1, "B")) }
                @if dyad.verdict != Verdict::CannotTell {
                    span { (PreEscaped(RIBBON)) "together, beyond chance" }
                }
            }
        },
        Legend::Named { names, order, together } => html! {
            p .legend {
                @for who in *order {
                    span { (PreEscaped([LINE_A, LINE_B][who])) strong class=(["a", "b"][who]) { (names[who]) } }
                }
                @if *together { span { (PreEscaped(RIBBON)) "together, beyond chance" } }
            }
        },
        Legend::Letters(people) => {
            let names = people.both();
            html! {
                @if names != ["A", "B"] {
                    p .legend { span { strong .a { "A" } (names[0]) } span { strong .b { "B" } (names[1]) } }
                }
            }
        }
        Legend::Moments(kinds) => html! {
            @if !kinds.is_empty() {
                p .legend {
                    @for (sign, words) in *kinds { span { (texture(*sign)) (words) } }
                }
            }
        },
        Legend::Verdicts => html! {
            p .legend {
                span { (PreEscaped(SUPPORTED)) "supported" }
                span { (PreEscaped(WEAK)) "weak" }
                span { (PreEscaped(REST)) "not seen, or can't tell" }
            }
        },
    }
}

/// What the files call a person, unless it is the letter itself.
fn name(dyad: &Dyad, who: usize, letter: &str) -> String {
    let name = &dyad.people[who].name;
    if name == letter { String::new() } else { format!(" {name}") }
}

/// A moment's texture, for a key.
fn texture(sign: MomentSign) -> Markup {
    PreEscaped(format!(
        "<svg class=\"key\" viewBox=\"0 0 34 16\" aria-hidden=\"true\"><rect class=\"p-ring\" x=\"1\" y=\"1\" width=\"32\" height=\"14\"/><rect class=\"{}\" x=\"1\" y=\"1\" width=\"32\" height=\"14\"/></svg>",
        sign.texture()
    ))
}

const LINE_A: &str = "<svg class=\"key\" viewBox=\"0 0 34 12\" aria-hidden=\"true\"><path class=\"p-a\" d=\"M1 6H33\"/><circle class=\"p-am\" cx=\"17\" cy=\"6\" r=\"3.6\"/></svg>";
const LINE_B: &str = "<svg class=\"key\" viewBox=\"0 0 34 12\" aria-hidden=\"true\"><path class=\"p-b\" d=\"M1 6H33\"/><rect class=\"p-bm\" x=\"13.8\" y=\"2.8\" width=\"6.4\" height=\"6.4\"/></svg>";
const RIBBON: &str = "<svg class=\"key\" viewBox=\"0 0 34 12\" aria-hidden=\"true\"><rect class=\"p-echo\" x=\"1\" y=\"1\" width=\"32\" height=\"10\"/><rect class=\"p-hatched\" x=\"1\" y=\"1\" width=\"32\" height=\"10\"/></svg>";
const SUPPORTED: &str = "<svg class=\"key dot\" viewBox=\"0 0 12 12\" aria-hidden=\"true\"><circle class=\"p-mark\" cx=\"6\" cy=\"6\" r=\"5.2\"/></svg>";
const WEAK: &str = "<svg class=\"key dot\" viewBox=\"0 0 12 12\" aria-hidden=\"true\"><circle class=\"p-ring\" cx=\"6\" cy=\"6\" r=\"4.6\"/><circle class=\"p-mark p-core\" cx=\"6\" cy=\"6\" r=\"2\"/></svg>";
const REST: &str = "<svg class=\"key dot\" viewBox=\"0 0 12 12\" aria-hidden=\"true\"><circle class=\"p-faint\" cx=\"6\" cy=\"6\" r=\"4.6\"/></svg>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_units() {
        assert_eq!(
            unbroken("p = .05 after 30 s, 2 sessions"),
            "p\u{a0}=\u{a0}.05 after 30\u{a0}s, 2 sessions"
        );
        assert_eq!(unbroken("rest plus 2.5 SD."), "rest plus 2.5\u{a0}SD.");
    }
}
