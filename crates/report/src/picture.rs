//! Pictures: one module each, SVG by our own code, made from the same numbers as the sentences.
//!
//! Every picture has a title, a one-sentence summary, a table that says the same, and no meaning
//! that is carried by colour alone. A is solid with filled circles, B dashed with hollow squares.
//! Nothing is drawn where there is no data.

mod axis;
mod data_quality;
mod dots;
mod infinity_loop;
mod lag_curve;
mod lag_map;
mod measured;
mod moments_ribbon;
mod parts;
mod png;
mod real_vs_strangers;
mod scale;
mod specification_curve;
mod strangers;
mod traces;
mod transitions;
mod where_time_went;
mod words_and_body;

pub use data_quality::data_quality;
pub use infinity_loop::{InfinityLoop, LoopArrow, LoopHalf, infinity_loop};
pub use lag_curve::lag_curve;
pub use lag_map::lag_map;
pub use measured::measured;
pub use moments_ribbon::{MomentSign, Ribbon, RibbonMoment, moments_ribbon};
pub use parts::parts;
pub use real_vs_strangers::real_vs_strangers;
pub use specification_curve::{specification_curve, specification_curves};
pub use strangers::strangers;
pub use traces::{named_traces, traces};
pub use transitions::transitions;
pub use where_time_went::{TimeGrid, where_time_went};
pub use words_and_body::{TurnBeside, WordsAndBody, words_and_body};

use crate::svg::{escape, short};

/// A picture and everything that says the same without it.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What the picture is: the name of its file without the ending.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// One sentence from the same numbers.
    pub summary: String,
    /// The same as a table.
    pub listing: Listing,
    size: (f64, f64),
    body: String,
}

/// A small table for people: numbers rounded, times as clock times.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// One heading per column; the first column names the row.
    pub head: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Picture {
    /// The picture as an element of a page that brings [`STYLE`] and [`PATTERNS`]; `id` must be
    /// unique on the page.
    pub fn inline(&self, id: &str) -> String {
        self.element(&format!(" aria-labelledby=\"{id}-t {id}-d\""), id, "")
    }

    /// The picture as a file of its own, readable on white and on black.
    pub fn standalone(&self) -> String {
        let (width, height) = (short(self.size.0), short(self.size.1));
        let more = format!(
            "<style>{STYLE}{DARK}</style><defs>{PATTERN}</defs>\
             <rect class=\"p-paper\" width=\"{width}\" height=\"{height}\"/>",
        );
        let attributes = format!(
            " xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" aria-labelledby=\"p-t p-d\"",
        );
        self.element(&attributes, "p", &more) + "\n"
    }

    fn element(&self, attributes: &str, id: &str, more: &str) -> String {
        format!(
            "<svg class=\"picture p-{}\" role=\"img\" viewBox=\"0 0 {} {}\"{attributes}>\
             <title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>{more}{}</svg>",
            self.name,
            short(self.size.0),
            short(self.size.1),
            escape(&self.title),
            escape(&self.summary),
            self.body,
        )
    }
}

/// The pictures' style; every colour is a variable with a fallback for programs that know none.
pub const STYLE: &str = include_str!("picture/style.css");

/// The textures of pictures.
macro_rules! patterns {
    () => {
        concat!(
            "<pattern id=\"p-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"p-hatch\" d=\"M0 0V6\"/></pattern>",
            "<pattern id=\"p-rise\" width=\"9\" height=\"8\" patternUnits=\"userSpaceOnUse\"><path class=\"p-weave\" d=\"M1 6l3.5-4L8 6\"/></pattern>",
            "<pattern id=\"p-fall\" width=\"9\" height=\"8\" patternUnits=\"userSpaceOnUse\"><path class=\"p-weave\" d=\"M1 2l3.5 4L8 2\"/></pattern>",
            "<pattern id=\"p-dot\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><path class=\"p-weave\" d=\"M2 3a1 1 0 1 0 2 0a1 1 0 1 0-2 0\"/></pattern>",
            "<pattern id=\"p-two\" width=\"9\" height=\"8\" patternUnits=\"userSpaceOnUse\"><path class=\"p-weave\" d=\"M0 2H9M2 6h4\"/></pattern>",
        )
    };
}

/// The textures, to be put once on a page that shows pictures inline.
pub const PATTERNS: &str = concat!(
    "<svg width=\"0\" height=\"0\" aria-hidden=\"true\" style=\"position:absolute\"><defs>",
    patterns!(),
    "</defs></svg>"
);

const PATTERN: &str = patterns!();

const DARK: &str = "@media (prefers-color-scheme:dark){svg{--paper:#15191c;--ink:#e9e6df;--soft:#a7adb0;--rule:#394145;--a:#56b4e9;--b:#f28a45;--echo:#35c29a;--chance:#899297}}";

/// The width that all pictures share, so that times line up from one to the next.
const WIDTH: f64 = 680.0;
const LEFT: f64 = 46.0;
const RIGHT: f64 = 610.0;

/// A name that has room for so many letters.
fn shortened(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        name.to_owned()
    } else {
        name.chars().take(most - 1).chain(['…']).collect()
    }
}
