//! Code books, read from TOML.

use toml::de::DeTable;

use super::error::ReadError;
use super::keys::{Keys, line_of};
use super::problem::Problem;
use crate::code_book::{Code, CodeBook, Family};

const TOP: &[&str] = &["name", "title", "source", "use_example_weights", "family", "code"];
const FAMILY: &[&str] = &["name", "description"];
const CODE: &[&str] = &["name", "also", "families", "weight", "example_weight", "description"];

impl CodeBook {
    /// Reads a code book's text; `name` stands for the file in messages.
    ///
    /// # Errors
    /// Text that is not TOML, an unknown key, a value that does not fit, a code of a family that
    /// the book does not list; each with its line.
    pub fn parse(name: &str, text: &str) -> Result<Self, ReadError> {
        read(text).map_err(|error| error.in_file(name))
    }
}

fn read(text: &str) -> Result<CodeBook, ReadError> {
    let table = DeTable::parse(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        ReadError::new(Problem::Toml).at_line(line_of(text, start))
    })?;
    let top = Keys::new(text, table.get_ref(), 0..0, TOP)?;
    let mut book = CodeBook {
        name: top.text("name")?.unwrap_or_default(),
        title: top.text("title")?.unwrap_or_default(),
        source: top.text("source")?.unwrap_or_default(),
        use_example_weights: top.flag("use_example_weights")?.unwrap_or(false),
        ..CodeBook::empty()
    };
    for keys in top.list("family", FAMILY)? {
        let description = keys.text("description")?.unwrap_or_default();
        book.families.push(Family { name: keys.required("name")?, description });
    }
    for keys in top.list("code", CODE)? {
        let families = keys.texts("families")?;
        let known = |name: &&String| book.families.iter().any(|family| family.name == **name);
        if let Some(name) = families.iter().find(|name| !known(name)) {
            let problem = Problem::UnknownFamily { name: name.clone() };
            return Err(keys.problem(Some("families"), problem));
        }
        book.codes.push(Code {
            name: keys.required("name")?,
            also: keys.texts("also")?,
            families,
            weight: keys.number("weight")?.unwrap_or(0.0),
            example_weight: keys.number("example_weight")?,
            description: keys.text("description")?.unwrap_or_default(),
        });
    }
    if book.codes.is_empty() {
        return Err(top.problem(None, Problem::MissingKey { key: "code" }));
    }
    Ok(book)
}
