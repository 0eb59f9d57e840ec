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
    /// Two parameters that do not go together.
    #[error("{measure}: {what}")]
    Together {
        /// The measure.
        measure: &'static str,
        /// Which, and what would do.
        what: String,
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
        let given = |name: &str| asked.iter().rev().find(|(known, _)| known == name);
        let set = |name: &str| {
            given(name).is_some_and(|(_, text)| !matches!(text.trim(), "" | "no" | "false"))
        };
        let setting =
            |parameter: &'static Parameter| {
                let replaced = match parameter.value {
                    Value::Unless(_, _, others) => others.iter().find(|name| set(name)),
                    _ => None,
                };
                if let Some(other) = replaced {
                    if !set(parameter.name) {
                        return Ok((parameter.name, Setting::Unset));
                    }
                    let what = format!(
                        "{other} is set too, and decides what {} would: give one of the two",
                        parameter.name
                    );
                    return Err(SettingError::Together { measure: measure.name, what });
                }
                let text = given(parameter.name)
                    .map_or_else(|| parameter.value.default_text(), |(_, text)| text.clone());
                let read = read(parameter.value, parameter.unit, text.trim());
                read.map(|setting| (parameter.name, setting)).map_err(|wanted| {
                    SettingError::NotTaken { measure: measure.name, name: parameter.name, wanted }
                })
            };
        let settings = Self(measure.parameters.iter().map(setting).collect::<Result<_, _>>()?);
        for (lower, upper) in RISING {
            if let (Some(from), Some(to)) = (settings.maybe(lower), settings.maybe(upper))
                && from >= to
            {
                let what =
                    format!("{lower} is {from} and {upper} is {to}: {upper} must be above {lower}");
                return Err(SettingError::Together { measure: measure.name, what });
            }
        }
        for (name, other) in WITHOUT_EFFECT_BESIDE {
            if set(name) && set(other) {
                let what = format!("{name} has no effect beside {other}: give one of the two");
                return Err(SettingError::Together { measure: measure.name, what });
            }
        }
        for (name, other) in ONLY_WITH {
            if set(name) && settings.get(other) == Some(&Setting::Unset) {
                let what = format!("{name} has no effect without {other}: give both");
                return Err(SettingError::Together { measure: measure.name, what });
            }
        }
        Ok(settings)
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
                (setting != default && *setting != Setting::Unset)
                    .then(|| (*name, setting.to_string()))
            };
        self.0.iter().zip(&defaults.0).filter_map(differs).collect()
    }

    /// What these settings come to: of codes, no distance decides which of them are alike.
    #[must_use]
    pub(crate) fn in_effect(&self, measure: &Measure, coded: bool) -> Self {
        let mut out = self.clone();
        let others = measure.parameters.iter().filter_map(|parameter| match parameter.value {
            Value::Unless(_, _, others) if coded => Some((parameter.name, others)),
            _ => None,
        });
        for (name, others) in others {
            for (known, setting) in &mut out.0 {
                let number = matches!(setting, Setting::Number(_));
                if number && (*known == name || others.contains(&*known)) {
                    *setting = Setting::Unset;
                }
            }
        }
        out
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

/// Parameters of which the second must be above the first.
const RISING: [(&str, &str); 2] = [("low", "high"), ("earliest", "latest")];
/// Parameters of which the first decides nothing where the second is set.
const WITHOUT_EFFECT_BESIDE: [(&str, &str); 1] = [("radius", "categorical")];
/// Parameters of which the first decides nothing where the second is not set.
const ONLY_WITH: [(&str, &str); 1] = [("step", "window")];

/// A parameter's value from its text, or what the parameter takes.
fn read(value: Value, unit: &str, text: &str) -> Result<Setting, String> {
    let number = || {
        let text = if unit == "s" { text.trim_end_matches('s').trim() } else { text };
        text.parse::<f64>().ok().filter(|x| x.is_finite())
    };
    let of = if unit.is_empty() { String::new() } else { format!(" ({unit})") };
    match value {
        Value::Count { least, most, .. } => match text.parse::<u32>() {
            Ok(n) if (least..=most).contains(&(n as usize)) => Ok(Setting::Number(f64::from(n))),
            _ if most < usize::MAX => Err(format!("a whole number from {least} to {most}{of}")),
            _ => Err(format!("a whole number from {least} on{of}")),
        },
        Value::Maybe(_) | Value::Unless(..) if text.is_empty() => Ok(Setting::Unset),
        Value::Number(_, bounds) | Value::Maybe(bounds) | Value::Unless(_, bounds, _) => {
            let number = number().filter(|x| bounds.hold(*x)).map(Setting::Number);
            number.ok_or_else(|| format!("a number{}{of}", bounds.words()))
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
        let text = asked("radius", "-1").unwrap_err().to_string();
        assert!(text.ends_with("a number from 0 on"), "{text}");
        let text = asked("recurrence-rate", "1.5").unwrap_err().to_string();
        assert!(text.ends_with("a number above 0 and at most 1 (share)"), "{text}");
    }

    #[test]
    fn one_parameter_gives_way_to_another_or_is_refused_beside_it() {
        let crqa = measure("crqa").unwrap();
        let of = |asked: &[(&str, &str)]| {
            let asked: Vec<_> =
                asked.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
            Settings::of(crqa, &asked)
        };
        assert_eq!(of(&[]).unwrap().maybe("recurrence-rate"), Some(0.04));
        let radius = of(&[("radius", "0.6")]).unwrap();
        assert_eq!(radius.maybe("recurrence-rate"), None);
        assert_eq!(radius.changed(crqa), [("radius", "0.6".to_owned())]);
        assert_eq!(of(&[("categorical", "yes")]).unwrap().maybe("recurrence-rate"), None);
        assert_eq!(of(&[("categorical", "no")]).unwrap().maybe("recurrence-rate"), Some(0.04));
        let both = of(&[("radius", "0.6"), ("recurrence-rate", "0.1")]).unwrap_err().to_string();
        assert!(both.contains("one of the two"), "{both}");
        for (asked, says) in [
            (vec![("radius", "1"), ("categorical", "yes")], "radius has no effect beside"),
            (vec![("step", "10")], "step has no effect without window"),
        ] {
            let refused = of(&asked).unwrap_err().to_string();
            assert!(refused.contains(says), "{refused}");
        }
        of(&[("step", "10"), ("window", "60")]).unwrap();
        // Of codes neither decides anything.
        assert_eq!(radius.in_effect(crqa, true).maybe("radius"), None);
        assert_eq!(radius.in_effect(crqa, false), radius);
    }

    #[test]
    fn edges_must_rise() {
        let asked = [("low".to_owned(), "0.2".to_owned()), ("high".to_owned(), "0.1".to_owned())];
        let text = Settings::of(measure("phase-locking").unwrap(), &asked).unwrap_err().to_string();
        assert!(text.contains("high must be above low"), "{text}");
    }
}
