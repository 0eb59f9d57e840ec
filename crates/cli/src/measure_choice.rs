//! A further measure and its parameters, as a plan and as the flag `--measure` write them.

use std::collections::BTreeMap;

use attune::catalogue::{Value, measure};
use attune::measure::{Choice, Setting, Settings};
use attune::{MEASURES, Measure};
use attune_report::did_you_mean;
use serde::{Deserialize, Serialize};

/// `"crqa"`, or `{ name = "crqa", dimension = 3 }`.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(
    untagged,
    expecting = "a measure is its name in quotes, \"crqa\", or its name and settings, { name = \"crqa\", dimension = 3 }"
)]
pub(crate) enum Wire {
    /// With its defaults.
    Name(String),
    /// With parameters; the key `name` names it.
    Set(BTreeMap<String, toml::Value>),
}

impl Wire {
    /// The choice that this asks for.
    pub(crate) fn choice(self) -> Result<Choice, String> {
        let (name, asked) = match self {
            Self::Name(name) => (name, Vec::new()),
            Self::Set(mut keys) => {
                let name =
                    keys.remove("name").as_ref().and_then(toml::Value::as_str).map(str::to_owned);
                let name = name.ok_or("a measure with parameters needs a name = \"…\"")?;
                let text = |value: toml::Value| match value {
                    toml::Value::String(text) => text,
                    other => other.to_string(),
                };
                (name, keys.into_iter().map(|(key, value)| (key, text(value))).collect())
            }
        };
        choice(&name, &asked)
    }

    /// How a choice is written: only what differs from the defaults.
    pub(crate) fn of(choice: &Choice) -> Self {
        let Choice { measure, settings } = choice;
        let changed = settings.changed(measure);
        if changed.is_empty() {
            return Self::Name(measure.name.to_owned());
        }
        let mut keys: BTreeMap<String, toml::Value> =
            [("name".to_owned(), toml::Value::from(measure.name))].into();
        for (name, setting) in settings.all() {
            if changed.iter().any(|(changed, _)| changed == name) {
                keys.insert((*name).to_owned(), value(measure, name, setting));
            }
        }
        Self::Set(keys)
    }
}

/// Reads `crqa` or `crqa:dimension=3,delay=5`.
pub(crate) fn parse(text: &str) -> Result<Choice, String> {
    let (name, rest) = text.split_once(':').unwrap_or((text, ""));
    let mut asked = Vec::new();
    for part in rest.split(',').filter(|part| !part.is_empty()) {
        // A flag is set by its name alone.
        let (key, value) = part.split_once('=').unwrap_or((part, "yes"));
        asked.push((key.trim().to_owned(), value.trim().to_owned()));
    }
    choice(name.trim(), &asked)
}

/// The measure of that name, set as asked.
pub(crate) fn choice(name: &str, asked: &[(String, String)]) -> Result<Choice, String> {
    let measure = known(name)?;
    let settings = Settings::of(measure, asked).map_err(|error| error.to_string())?;
    Ok(Choice { measure, settings })
}

/// The measure of that name, or which names come near.
pub(crate) fn known(name: &str) -> Result<&'static Measure, String> {
    measure(name).ok_or_else(|| {
        let near = did_you_mean(name);
        let near: Vec<&str> =
            near.iter().filter(|name| measure(name).is_some()).map(String::as_str).collect();
        match near.as_slice() {
            [] => {
                let all: Vec<&str> = MEASURES.iter().map(|measure| measure.name).collect();
                format!("no measure is called {name:?}; there are {}", all.join(", "))
            }
            near => format!("no measure is called {name:?}; did you mean {}?", near.join(" or ")),
        }
    })
}

fn value(measure: &Measure, name: &str, setting: &Setting) -> toml::Value {
    let counts = measure
        .parameters
        .iter()
        .any(|parameter| parameter.name == name && matches!(parameter.value, Value::Count { .. }));
    match setting {
        Setting::Number(x) if counts => toml::Value::from(*x as i64),
        Setting::Number(x) => toml::Value::from(*x),
        Setting::Flag(yes) => toml::Value::from(*yes),
        other => toml::Value::from(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_and_a_plan_say_the_same() {
        let asked = parse("crqa:dimension=3,theiler=2,categorical").unwrap();
        assert_eq!(asked.settings.count("dimension"), 3);
        assert!(asked.settings.flag("categorical"));
        assert_eq!(Wire::of(&asked).choice().unwrap(), asked);
        assert_eq!(parse("granger").unwrap().measure.name, "gaussian-transfer-entropy");
    }

    #[test]
    fn slips_are_named() {
        assert!(parse("crqaa").unwrap_err().contains("did you mean crqa"));
        assert!(parse("crqa:dimensions=3").unwrap_err().contains("dimension, delay"));
        assert!(parse("crqa:dimension=x").unwrap_err().contains("whole number"));
    }
}
