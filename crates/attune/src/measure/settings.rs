//! A measure's parameters, each with a value.

use std::fmt;

use crate::catalogue::{Measure, Parameter, Value};

/// A measure's parameters, each with a value: what was asked for, and the defaults.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings(Vec<(&'static str, Setting)>);

/// One parameter's value.
#[derive(Debug, Clone, PartialEq)]
pub enum Setting {
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// One of the parameter's words, or free text.
    Word(String),
    /// Nothing was set, and there is no default.
    Unset,
}

/// A choice that a measure cannot take.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SettingError {
    /// There is no such parameter.
    #[error("{measure} has no parameter {name:?}; it has {known}")]
    Unknown {
        /// The measure.
        measure: &'static str,
        /// What was asked for.
        name: String,
        /// Its parameters.
        known: String,
    },
    /// Not what the parameter takes.
    #[error("{measure}: {name} takes {wanted}")]
    NotTaken {
        /// The measure.
        measure: &'static str,
        /// The parameter.
        name: &'static str,
        /// What it takes.
        wanted: String,
    },
}

impl Settings {
    /// What was asked for by name, checked, with the defaults for the rest.
    ///
    /// # Errors
    /// A parameter that the measure does not have, or a value that it does not take.
    pub fn of(measure: &Measure, asked: &[(String, String)]) -> Result<Self, SettingError> {
        if let Some((name, _)) =
            asked.iter().find(|(name, _)| !measure.parameters.iter().any(|p| p.name == name))
        {
            let known: Vec<&str> = measure.parameters.iter().map(|p| p.name).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            return Err(SettingError::Unknown { measure: measure.name, name: name.clone(), known });
        }
        let setting =
            |parameter: &'static Parameter| {
                let text = asked.iter().rev().find(|(name, _)| name == parameter.name);
                let text =
                    text.map_or_else(|| parameter.value.default_text(), |(_, text)| text.clone());
                let read = read(parameter.value, parameter.unit, text.trim());
                read.map(|setting| (parameter.name, setting)).map_err(|wanted| {
                    SettingError::NotTaken { measure: measure.name, name: parameter.name, wanted }
                })
            };
        measure.parameters.iter().map(setting).collect::<Result<_, _>>().map(Self)
    }

    /// The defaults.
    pub fn defaults(measure: &Measure) -> Self {
        // Defaults are checked by a test of the catalogue.
        Self::of(measure, &[]).unwrap_or(Self(Vec::new()))
    }

    /// Every parameter with its value, in the catalogue's order.
    pub fn all(&self) -> &[(&'static str, Setting)] {
        &self.0
    }

    /// What differs from the defaults, as text.
    pub fn changed(&self, measure: &Measure) -> Vec<(&'static str, String)> {
        let defaults = Self::defaults(measure);
        let differs =
            |((name, setting), (_, default)): (&(&'static str, Setting), &(_, Setting))| {
                (setting != default).then(|| (*name, setting.to_string()))
            };
        self.0.iter().zip(&defaults.0).filter_map(differs).collect()
    }

    /// A number; `NaN` where nothing is set.
    pub fn number(&self, name: &str) -> f64 {
        self.maybe(name).unwrap_or(f64::NAN)
    }

    /// A number, where one is set.
    pub fn maybe(&self, name: &str) -> Option<f64> {
        match self.get(name) {
            Some(Setting::Number(x)) => Some(*x),
            _ => None,
        }
    }

    /// A whole number.
    pub fn count(&self, name: &str) -> usize {
        self.maybe(name).map_or(0, |x| x as usize)
    }

    /// Whether a flag is set.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name) == Some(&Setting::Flag(true))
    }

    /// A word; empty where nothing is set.
    pub fn word(&self, name: &str) -> &str {
        match self.get(name) {
            Some(Setting::Word(word)) => word,
            _ => "",
        }
    }

    fn get(&self, name: &str) -> Option<&Setting> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, setting)| setting)
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(x) => write!(f, "{x}"),
            Self::Flag(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Self::Word(word) => f.write_str(word),
            Self::Unset => Ok(()),
        }
    }
}

/// A parameter's value from its text, or what the parameter takes.
fn read(value: Value, unit: &str, text: &str) -> Result<Setting, String> {
    let number = || {
        let text = if unit == "s" { text.trim_end_matches('s').trim() } else { text };
        text.parse::<f64>().ok().filter(|x| x.is_finite())
    };
    let of = if unit.is_empty() { String::new() } else { format!(" ({unit})") };
    match value {
        Value::Count { least, .. } => match text.parse::<u32>() {
            Ok(n) if n as usize >= least => Ok(Setting::Number(f64::from(n))),
            _ => Err(format!("a whole number from {least} on{of}")),
        },
        Value::Maybe if text.is_empty() => Ok(Setting::Unset),
        Value::Number(_) | Value::Maybe => {
            number().map(Setting::Number).ok_or_else(|| format!("a number{of}"))
        }
        Value::Flag => match text {
            "yes" | "true" => Ok(Setting::Flag(true)),
            "no" | "false" => Ok(Setting::Flag(false)),
            _ => Err("yes or no".to_owned()),
        },
        Value::Word(words) => match words.iter().find(|word| **word == text) {
            Some(word) => Ok(Setting::Word((*word).to_owned())),
            None => Err(format!("one of {}", words.join(", "))),
        },
        Value::Text if text.is_empty() => Ok(Setting::Unset),
        Value::Text => Ok(Setting::Word(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{MEASURES, measure};

    #[test]
    fn defaults_are_what_their_parameters_take() {
        for measure in MEASURES {
            let settings = Settings::of(measure, &[]).unwrap();
            assert_eq!(settings.all().len(), measure.parameters.len());
            assert!(settings.changed(measure).is_empty());
        }
    }

    #[test]
    fn what_is_not_known_or_not_taken_says_what_is() {
        let crqa = measure("crqa").unwrap();
        let asked =
            |name: &str, text: &str| Settings::of(crqa, &[(name.to_owned(), text.to_owned())]);
        let unknown = asked("dimensions", "3").unwrap_err().to_string();
        assert!(unknown.contains("dimension, delay"), "{unknown}");
        let text = asked("dimension", "0").unwrap_err().to_string();
        assert!(text.ends_with("a whole number from 1 on"), "{text}");
        let three = asked("dimension", "3").unwrap();
        assert_eq!(three.count("dimension"), 3);
        assert_eq!(three.changed(crqa), [("dimension", "3".to_owned())]);
    }
}
