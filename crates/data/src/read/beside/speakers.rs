//! Who of A and B a name in a coding or a transcript means.

use super::found::Whose;
use crate::{Person, Who};

/// What the two people of a session may be called.
#[derive(Debug)]
pub(crate) struct Speakers {
    /// Ways of naming A and B, the surest first: what was said for this purpose, names, roles,
    /// letters.
    ways: Vec<[Vec<Vec<String>>; 2]>,
    others: Vec<Vec<String>>,
}

/// Whom a label means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Meant {
    /// One of the two, or both; and what is left of a tier's name beside the person's.
    Who(Who, String),
    /// Somebody who is meant to be left out.
    Other,
    /// Nobody who can be told.
    Unknown,
}

const BOTH: [&str; 7] =
    ["both", "couple", "dyad", "joint", "together", "no focal subject", "both partners"];

impl Speakers {
    /// What these two people may be called.
    pub(crate) fn new(people: &[Person; 2], said: &[Vec<String>; 2], others: &[String]) -> Self {
        let of = |name: &dyn Fn(&Person) -> Vec<String>| people.each_ref().map(name);
        let letters = [["A", "person A"], ["B", "person B"]].map(|l| l.map(str::to_owned).to_vec());
        let named = of(&|person| vec![person.name.clone()]);
        let roles = of(&|person| vec![person.role.clone()]);
        let plain = |names: Vec<String>| -> Vec<Vec<String>> {
            names.iter().map(|name| words(name)).filter(|words| !words.is_empty()).collect()
        };
        let mut ways: Vec<_> =
            [said.clone(), named, roles, letters].map(|way| way.map(plain)).into();
        // Where one person is called by the other's letter, neither letter tells whom it means.
        let letter = ["a", "b"].map(|letter| vec![letter.to_owned()]);
        let crossed = |i: usize| ways.iter().take(3).any(|way| way[i].contains(&letter[1 - i]));
        if crossed(0) || crossed(1) {
            ways.pop();
        }
        Self { ways, others: plain(others.to_vec()) }
    }

    /// Whom a label means.
    pub(crate) fn meant(&self, whose: &Whose) -> Meant {
        match whose {
            Whose::Unsaid => Meant::Unknown,
            Whose::Named(label) | Whose::Prefix { label, .. } => self.whole(label),
            Whose::Tier(name) => self.tier(name),
        }
    }

    fn whole(&self, label: &str) -> Meant {
        let label_words = words(label);
        for way in &self.ways {
            let hit = [0, 1].map(|i| way[i].contains(&label_words));
            if let Some(who) = one(hit) {
                return Meant::Who(who, String::new());
            }
        }
        if BOTH.iter().any(|both| words(both) == label_words) {
            return Meant::Who(Who::Both, String::new());
        }
        if self.others.contains(&label_words) { Meant::Other } else { Meant::Unknown }
    }

    /// A tier's name means the person whose name it is or holds; `both` likewise.
    fn tier(&self, name: &str) -> Meant {
        let tier = words(name);
        for way in &self.ways {
            let rest = [0, 1].map(|i| way[i].iter().find_map(|alias| without(&tier, alias)));
            if let Some(who) = one(rest.each_ref().map(Option::is_some)) {
                let rest = rest.into_iter().flatten().next().unwrap_or_default();
                return Meant::Who(who, rest.join("_"));
            }
        }
        if let Some(rest) = BOTH.iter().find_map(|both| without(&tier, &words(both))) {
            return Meant::Who(Who::Both, rest.join("_"));
        }
        let other = self.others.iter().any(|alias| without(&tier, alias).is_some());
        if other { Meant::Other } else { Meant::Unknown }
    }
}

fn one(hit: [bool; 2]) -> Option<Who> {
    match hit {
        [true, false] => Some(Who::A),
        [false, true] => Some(Who::B),
        _ => None,
    }
}

/// A name's words in lower case.
pub(super) fn words(name: &str) -> Vec<String> {
    let pieces = name.split(|c: char| !c.is_alphanumeric());
    pieces.filter(|piece| !piece.is_empty()).map(str::to_lowercase).collect()
}

/// A tier's words without those of an alias, where it holds them in a row.
fn without(tier: &[String], alias: &[String]) -> Option<Vec<String>> {
    let at = tier.windows(alias.len().max(1)).position(|window| window == alias)?;
    Some([&tier[..at], &tier[at + alias.len()..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speakers(said: [&[&str]; 2]) -> Speakers {
        let person = |name: &str, role: &str| Person {
            name: name.into(),
            role: role.into(),
            series: Vec::new(),
        };
        let said = said.map(|list| list.iter().map(|name| (*name).to_owned()).collect());
        Speakers::new(&[person("ann", "client"), person("Bo", "partner")], &said, &["coder".into()])
    }

    fn whole(label: &str) -> Meant {
        speakers([&["Mary Ann"], &["SPEAKER_01"]]).meant(&Whose::Named(label.into()))
    }

    #[test]
    fn names_roles_letters_and_what_was_said() {
        let who = |who| Meant::Who(who, String::new());
        for label in ["Ann", "CLIENT", "a", "person A", "mary ann"] {
            assert_eq!(whole(label), who(Who::A), "{label}");
        }
        for label in ["bo", "speaker 01", "B"] {
            assert_eq!(whole(label), who(Who::B), "{label}");
        }
        assert_eq!(whole("No focal subject"), who(Who::Both));
        assert_eq!(whole("Coder"), Meant::Other);
        for label in ["Anna", "", "ann bo", "spouse"] {
            assert_eq!(whole(label), Meant::Unknown, "{label}");
        }
    }

    #[test]
    fn a_tier_holds_person_and_more() {
        let tier = |name: &str| speakers([&[], &[]]).meant(&Whose::Tier(name.into()));
        assert_eq!(tier("gaze@ann"), Meant::Who(Who::A, "gaze".into()));
        assert_eq!(tier("Bo-Affect codes"), Meant::Who(Who::B, "affect_codes".into()));
        assert_eq!(tier("ann-looks-at-bo"), Meant::Unknown);
        assert_eq!(tier("banner"), Meant::Unknown);
    }

    #[test]
    fn a_letter_that_is_the_others_name_is_not_guessed_at() {
        let person = |name: &str| Person { name: name.into(), ..Person::default() };
        let meant = |names: [&str; 2], label: &str| {
            Speakers::new(&names.map(person), &[vec![], vec![]], &[])
                .meant(&Whose::Named(label.into()))
        };
        let who = |who| Meant::Who(who, String::new());
        assert_eq!(meant(["ann", "A"], "A"), who(Who::B));
        assert_eq!(
            [meant(["ann", "A"], "B"), meant(["ann", "A"], "person B")],
            [const { Meant::Unknown }; 2]
        );
        assert_eq!([meant(["B", "A"], "A"), meant(["B", "A"], "b")], [who(Who::B), who(Who::A)]);
        assert_eq!([meant(["A", "bo"], "A"), meant(["A", "bo"], "B")], [who(Who::A), who(Who::B)]);
    }

    #[test]
    fn two_people_of_one_role_are_not_told_apart_by_it() {
        let person =
            |name: &str| Person { name: name.into(), role: "partner".into(), series: vec![] };
        let speakers = Speakers::new(&[person("x"), person("y")], &[vec![], vec![]], &[]);
        assert_eq!(speakers.meant(&Whose::Named("partner".into())), Meant::Unknown);
    }
}
