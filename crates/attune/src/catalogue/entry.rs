//! What the catalogue says about a measure, a parameter, an output and a source.

use attune_coupling::Tail;

use crate::measure::{Draw, Drawing, MeasureError, MeasureInput, Measured, Settings, Surrogates};
use crate::{Null, Scale};

/// A measure of two people: how it is explained, what it takes and gives, and how it is run.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// The name on the command line and in tables.
    pub name: &'static str,
    /// Other names under which it may be asked for.
    pub also: &'static [&'static str],
    /// The prefix of its columns in `dyads.csv`.
    pub column: &'static str,
    /// The field's term.
    pub title: &'static str,
    /// One plain sentence.
    pub plain: &'static str,
    /// The formula, in text.
    pub formula: &'static str,
    /// Whether swapping the two people mirrors it (otherwise it stays the same).
    pub directed: bool,
    /// Which nulls suit it; the first is the default.
    pub nulls: &'static [Null],
    /// What is known to be weak about it.
    pub weakness: &'static str,
    /// Whom to cite, and with which programs it agrees.
    pub source: &'static str,
    /// The publications behind it.
    pub cites: &'static [Citation],
    /// What it takes of each person.
    pub takes: Takes,
    /// How each person's columns are scaled unless something else is asked for.
    pub scale: Scale,
    /// What can be set.
    pub parameters: &'static [Parameter],
    /// The numbers it gives, in order; everything else comes as tables.
    pub outputs: &'static [Output],
    /// Runs it.
    pub run: fn(&MeasureInput, &Settings) -> Result<Measured, MeasureError>,
    /// How its tested outputs are set beside chance; `None` where nothing is known to suit.
    pub draw_null: Option<Draw>,
    /// What the field draws of it, the usual picture first.
    pub figures: &'static [Figure],
    /// From the results of several dyads to what holds for all of them together, by name; where
    /// the field pools counts rather than averages shares.
    pub pool: Option<Pooler>,
}

/// A picture that the field draws of a measure.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// Its name: lower case, with hyphens.
    pub name: &'static str,
    /// What it shows, as a title.
    pub title: &'static str,
    /// Makes it.
    pub draw: Drawer,
}

/// From two people to what the field draws.
#[derive(Debug, Clone, Copy)]
pub enum Drawer {
    /// Of the two alone.
    Alone(fn(&MeasureInput, &Settings) -> Result<Drawing, MeasureError>),
    /// Of the two beside copies of them.
    BesideChance(fn(&MeasureInput, &Settings, &Surrogates) -> Result<Drawing, MeasureError>),
}

impl Figure {
    /// Draws it; copies are made only where the picture shows them.
    ///
    /// # Errors
    /// The measure's own.
    pub fn drawing(
        &self,
        input: &MeasureInput,
        settings: &Settings,
        surrogates: &Surrogates,
    ) -> Result<Drawing, MeasureError> {
        match self.draw {
            Drawer::Alone(draw) => draw(input, settings),
            Drawer::BesideChance(draw) => draw(input, settings, surrogates),
        }
    }
}

/// From several dyads' results to what holds for all of them together, by name.
pub type Pooler = fn(&[&Measured]) -> Vec<(String, f64)>;

/// Two pictures are the same where they have the same name and title.
impl PartialEq for Figure {
    fn eq(&self, other: &Self) -> bool {
        (self.name, self.title) == (other.name, other.title)
    }
}

/// Two entries are the same measure where they have the same name.
impl PartialEq for Measure {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Measure {
    /// The output of that name.
    pub fn output(&self, name: &str) -> Option<&'static Output> {
        self.outputs.iter().find(|output| output.name == name)
    }
}

/// What a measure takes of each person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Takes {
    /// One series of amounts.
    Amounts,
    /// One series of scores, a value per turn, as they were given: their level means something.
    Scores,
    /// One or more series, of amounts or of codes.
    Columns,
    /// One series of codes.
    Codes,
    /// The times of events: onsets of a code that is not 0, or of spans that were marked.
    Events,
    /// Turns at talk, and what was said in them.
    Turns,
    /// Turns at talk, and one series of amounts that was recorded meanwhile.
    TurnsAndAmounts,
}

impl Takes {
    /// Whether the level of a series means something to it, so that what a plan takes out of a series
    /// or divides it by must stay in.
    pub fn untouched(self) -> bool {
        matches!(self, Self::Scores | Self::TurnsAndAmounts)
    }
}

/// Something that can be set about a measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// Its name: the flag `--name`, and the key in a plan.
    pub name: &'static str,
    /// What it is set to.
    pub value: Value,
    /// The unit; empty where it has none.
    pub unit: &'static str,
    /// One plain sentence.
    pub plain: &'static str,
}

/// What a parameter is set to, with its default.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A whole number from a least one on.
    Count {
        /// Without anything said.
        default: usize,
        /// The least that makes sense.
        least: usize,
        /// The most that makes sense.
        most: usize,
    },
    /// A number, and what it may be.
    Number(f64, Bounds),
    /// A number, or nothing.
    Maybe(Bounds),
    /// A number, and what it may be; nothing where one of these other parameters is set.
    Unless(f64, Bounds, &'static [&'static str]),
    /// Yes or no; no without anything said.
    Flag,
    /// One of several words; the first without anything said.
    Word(&'static [&'static str]),
    /// Any text, or nothing.
    Text,
}

/// What a number may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The least.
    pub least: f64,
    /// Whether it must be above the least.
    pub above: bool,
    /// The most.
    pub most: f64,
}

impl Bounds {
    /// Any number.
    pub const ANY: Self = Self { least: f64::NEG_INFINITY, above: false, most: f64::INFINITY };
    /// 0 or more.
    pub const FROM_0: Self = Self { least: 0.0, ..Self::ANY };
    /// Above 0.
    pub const ABOVE_0: Self = Self { least: 0.0, above: true, ..Self::ANY };
    /// Above 0, at most 1.
    pub const SHARE: Self = Self { most: 1.0, ..Self::ABOVE_0 };

    /// Whether it may be this.
    pub fn hold(&self, x: f64) -> bool {
        x <= self.most && if self.above { x > self.least } else { x >= self.least }
    }

    /// In words: ` above 0 and at most 1`; empty where it may be anything.
    pub fn words(&self) -> String {
        let least = match (self.least.is_finite(), self.above) {
            (false, _) => String::new(),
            (true, true) => format!(" above {}", self.least),
            (true, false) => format!(" from {} on", self.least),
        };
        let most = if self.most.is_finite() {
            format!(" and at most {}", self.most)
        } else {
            String::new()
        };
        least + &most
    }
}

impl Value {
    /// The default, as it is written in help and tables; empty where nothing is set.
    pub fn default_text(self) -> String {
        match self {
            Self::Count { default, .. } => default.to_string(),
            Self::Number(x, _) | Self::Unless(x, ..) => x.to_string(),
            Self::Maybe(_) | Self::Text => String::new(),
            Self::Flag => "no".to_owned(),
            Self::Word(words) => words.first().copied().unwrap_or_default().to_owned(),
        }
    }
}

/// A number that a measure gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Output {
    /// The field's abbreviation, in lower case.
    pub name: &'static str,
    /// The unit.
    pub unit: &'static str,
    /// The range, in words.
    pub range: &'static str,
    /// One plain sentence, with what its sign means where it has one.
    pub plain: &'static str,
    /// How it is set beside chance; `None` where it only describes.
    pub tested: Option<Tested>,
    /// The output that it becomes when the two people are exchanged: itself, or its mirror image.
    pub mirror: Mirror,
}

impl Output {
    /// Whether dyads' values have a mean: codes are names, and angles go round.
    pub fn has_mean(&self) -> bool {
        !matches!(self.unit, "code" | "rad")
    }
}

/// What becomes of an output when the two people are exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mirror {
    /// It stays as it is.
    Stays,
    /// Its sign turns.
    Turns,
    /// It becomes the output of that name.
    Becomes(&'static str),
}

/// How an output is set beside chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tested {
    /// Which way counts as extreme.
    pub tail: Tail,
    /// What it is the amount of, for a sentence: "what A's past adds to foretelling B".
    pub thing: &'static str,
    /// For directed outputs: whether A (0) or B (1) is the source.
    pub source: Option<usize>,
}

/// A publication behind a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    /// Its key in a bibliography.
    pub key: &'static str,
    /// The authors, as BibTeX wants them.
    pub authors: &'static str,
    /// The authors, as a text cites them.
    pub short: &'static str,
    /// The title.
    pub title: &'static str,
    /// Journal, or publisher of a book.
    pub place: &'static str,
    /// The year.
    pub year: &'static str,
    /// The DOI; empty where there is none, or none that could be looked up.
    pub doi: &'static str,
}

/// An output that only describes and stays the same when the two people are exchanged.
pub(super) const fn output(
    name: &'static str,
    unit: &'static str,
    range: &'static str,
    plain: &'static str,
) -> Output {
    Output { name, unit, range, plain, tested: None, mirror: Mirror::Stays }
}

impl Output {
    /// The same, set beside chance, upper tail.
    pub(super) const fn tested(self, thing: &'static str) -> Self {
        self.tested_for(Tail::Upper, thing, None)
    }

    /// The same, set beside chance with that tail; `source` says which person's past it looks at.
    pub(super) const fn tested_for(
        self,
        tail: Tail,
        thing: &'static str,
        source: Option<usize>,
    ) -> Self {
        Self { tested: Some(Tested { tail, thing, source }), ..self }
    }

    /// The same, becoming another output when the two people are exchanged.
    pub(super) const fn becomes(self, other: &'static str) -> Self {
        Self { mirror: Mirror::Becomes(other), ..self }
    }

    /// The same, turning its sign when the two people are exchanged.
    pub(super) const fn turns(self) -> Self {
        Self { mirror: Mirror::Turns, ..self }
    }
}

/// A picture that the field draws of a measure.
pub(super) const fn figure(
    name: &'static str,
    title: &'static str,
    draw: fn(&MeasureInput, &Settings) -> Result<Drawing, MeasureError>,
) -> Figure {
    Figure { name, title, draw: Drawer::Alone(draw) }
}

/// The same, of what is set beside copies.
pub(super) const fn figure_beside_chance(
    name: &'static str,
    title: &'static str,
    draw: fn(&MeasureInput, &Settings, &Surrogates) -> Result<Drawing, MeasureError>,
) -> Figure {
    Figure { name, title, draw: Drawer::BesideChance(draw) }
}

/// A parameter that counts something.
pub(super) const fn count(
    name: &'static str,
    (default, least): (usize, usize),
    unit: &'static str,
    plain: &'static str,
) -> Parameter {
    Parameter { name, value: Value::Count { default, least, most: usize::MAX }, unit, plain }
}

/// A parameter that is any number.
pub(super) const fn number(
    name: &'static str,
    default: f64,
    unit: &'static str,
    plain: &'static str,
) -> Parameter {
    Parameter { name, value: Value::Number(default, Bounds::ANY), unit, plain }
}

impl Parameter {
    /// The same, 0 or more.
    pub(super) const fn at_least_0(self) -> Self {
        self.within(Bounds::FROM_0)
    }

    /// The same, above 0.
    pub(super) const fn above_0(self) -> Self {
        self.within(Bounds::ABOVE_0)
    }

    /// The same, counting at most so many.
    pub(super) const fn at_most(self, most: usize) -> Self {
        match self.value {
            Value::Count { default, least, .. } => {
                Self { value: Value::Count { default, least, most }, ..self }
            }
            _ => self,
        }
    }

    const fn within(self, bounds: Bounds) -> Self {
        match self.value {
            Value::Number(default, _) => Self { value: Value::Number(default, bounds), ..self },
            _ => self,
        }
    }
}
