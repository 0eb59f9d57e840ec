//! `talk`: one row per session and person with turns at talk.

use attune::story::{Floor, FunctionClass, Talk};
use attune::{Analysis, Story};

use super::{Cell, Field, Holds, Table, tabulate};

/// How each of the two talked, in counts. Nothing that was said is in it.
pub fn talk(analysis: &Analysis) -> Table {
    let spoken = analysis.stories.iter().filter(|s| s.talk.iter().any(|of| of.turns > 0));
    let rows = spoken.flat_map(|story| [0, 1].map(|person| Row { story, person }));
    tabulate("talk", &fields(), rows)
}

pub(super) struct Row<'a> {
    story: &'a Story,
    person: usize,
}

impl Row<'_> {
    fn of(&self) -> &Talk {
        &self.story.talk[self.person]
    }

    /// A number of how the floor is taken.
    fn floor(&self, number: fn(&Floor) -> Option<f64>) -> Cell {
        self.of().floor.as_ref().and_then(number).into()
    }

    /// A count of what was written down.
    fn worded(&self, count: fn(&Talk) -> usize) -> Cell {
        (self.of().with_words > 0).then(|| count(self.of())).into()
    }

    fn class(&self, class: FunctionClass) -> Cell {
        self.of().share_of(class).into()
    }
}

pub(super) fn fields<'a>() -> Vec<Field<Row<'a>>> {
    use FunctionClass as F;
    let mut fields: Vec<Field<Row<'a>>> = vec![
        Field::new("dyad", Holds::Text, "", "The dyad's id.", |r: &Row<'a>| {
            r.story.dyad.as_str().into()
        }),
        Field::new("session", Holds::Text, "", "Which session, where a dyad has several.", |r| {
            r.story.session.as_deref().into()
        }),
        Field::new("who", Holds::Text, "", "Whom a row speaks of.", |r: &Row<'a>| {
            ["a", "b"][r.person].into()
        })
        .with_levels(&[("a", "Person A."), ("b", "Person B.")]),
        Field::new("turns", Holds::Integer, "", "How many turns at talk.", |r| r.of().turns.into()),
        Field::new("spoken_s", Holds::Real, "s", "Time spoken.", |r| r.of().spoken_s.into()),
        Field::new("share_spoken", Holds::Real, "", "Share of both people's time spoken.", |r| {
            let both: f64 = r.story.talk.iter().map(|of| of.spoken_s).sum();
            (r.of().spoken_s / both).into()
        }),
        Field::new(
            "offset_s",
            Holds::Real,
            "s",
            "Middle floor-transfer offset with which this person takes the floor; below 0: before \
             the other ends.",
            |r| r.floor(|floor| floor.offset_s),
        ),
        Field::new(
            "latency_s",
            Holds::Real,
            "s",
            "Middle response latency: of the turns that wait for the other's end.",
            |r| r.floor(|floor| floor.latency_s),
        ),
        Field::new(
            "early",
            Holds::Integer,
            "",
            "How often this person took the floor before the other's end.",
            |r| r.of().floor.map(|floor| floor.early).into(),
        ),
        Field::new(
            "overlap",
            Holds::Real,
            "",
            "Share of the time anybody speaks in which both do; the same for both.",
            |r| r.floor(|floor| Some(floor.overlap)),
        ),
        Field::new(
            "with_words",
            Holds::Integer,
            "",
            "Turns whose words were written down; what follows is of these.",
            |r| r.of().with_words.into(),
        ),
        Field::new("words", Holds::Integer, "", "Words.", |r| r.worded(|of| of.words)),
        Field::new("words_per_min", Holds::Real, "words a minute", "Speech rate.", |r| {
            r.of().words_per_min().into()
        }),
        Field::new("questions", Holds::Integer, "", "Questions.", |r| r.worded(|of| of.questions)),
        Field::new("we", Holds::Integer, "", "Words for us: we, us, our.", |r| {
            r.worded(|of| of.we)
        }),
        Field::new("i", Holds::Integer, "", "Words for oneself: I, me, my.", |r| {
            r.worded(|of| of.i)
        }),
        Field::new("you", Holds::Integer, "", "Words for the other: you, your.", |r| {
            r.worded(|of| of.you)
        }),
    ];
    // The names of [`FunctionClass::name`], which a test holds to them.
    let classes: [Field<Row<'a>>; 9] = [
        class("personal_pronoun", |r| r.class(F::PersonalPronoun)),
        class("impersonal_pronoun", |r| r.class(F::ImpersonalPronoun)),
        class("article", |r| r.class(F::Article)),
        class("conjunction", |r| r.class(F::Conjunction)),
        class("preposition", |r| r.class(F::Preposition)),
        class("auxiliary_verb", |r| r.class(F::AuxiliaryVerb)),
        class("common_adverb", |r| r.class(F::CommonAdverb)),
        class("negation", |r| r.class(F::Negation)),
        class("quantifier", |r| r.class(F::Quantifier)),
    ];
    fields.extend(classes);
    fields
}

fn class<'a>(name: &'static str, cell: fn(&Row<'a>) -> Cell) -> Field<Row<'a>> {
    let what = "Share of this person's words that belong to this class of function words.";
    Field::new(name, Holds::Real, "", what, cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_called_what_the_word_lists_call_them() {
        let fields = fields();
        let last: Vec<&str> = fields[fields.len() - 9..].iter().map(|f| f.name).collect();
        assert_eq!(last, FunctionClass::ALL.map(FunctionClass::name));
    }
}
