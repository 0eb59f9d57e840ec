//! `attune codebook`: a code book to edit.

use attune_data::CodeBook;

use crate::args::Codebook;
use crate::failure::{Code, Failure};
use crate::terminal;

/// Runs `attune codebook`.
pub(crate) fn run(verb: &Codebook) -> Result<Code, Failure> {
    let Some(name) = &verb.name else {
        return terminal::print_text(&list()).map(|()| Code::Done);
    };
    match CodeBook::BUILT_IN.iter().find(|(known, _)| known == name) {
        Some((_, text)) => terminal::print_text(text).map(|()| Code::Done),
        None => {
            let names: Vec<&str> = CodeBook::BUILT_IN.iter().map(|(name, _)| *name).collect();
            Err(Failure::usage(format!("no code book is called {name:?}"))
                .why("a code means something only where a book says what")
                .try_this(format!("attune codebook {}", names.join(", or "))))
        }
    }
}

/// The books with their families and codes.
fn list() -> String {
    let mut out = String::new();
    for (name, text) in CodeBook::BUILT_IN {
        let Ok(book) = CodeBook::parse(name, text) else { continue };
        out += &format!("{name}: {}\n", book.title);
        for family in &book.families {
            let codes = book.codes.iter().filter(|code| code.families.contains(&family.name));
            let codes: Vec<&str> = codes.map(|code| code.name.as_str()).collect();
            out += &format!("  {}: {}\n", family.name, codes.join(", "));
        }
    }
    out + "Without --codebook all of them are used. One to edit: attune codebook cycle > mine.toml\n"
}
