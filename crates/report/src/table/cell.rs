//! One cell of a table.

/// A typed value, or nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Real(f64),
    /// Yes or no.
    Flag(bool),
    /// Nothing is known; written as an empty cell.
    Missing,
}

impl Cell {
    /// The cell as text: a number with the fewest digits that read back to the same bits.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(n) => n.to_string(),
            Self::Real(x) => shortest(*x),
            Self::Flag(flag) => flag.to_string(),
            Self::Missing => String::new(),
        }
    }
}

/// The fewest digits that read back to the same bits; an exponent only where they would be many.
pub(crate) fn shortest(x: f64) -> String {
    // Adding 0 turns -0 into 0: a sign on nothing only puzzles the reader.
    let x = x + 0.0;
    if x == 0.0 || (1e-5..1e16).contains(&x.abs()) { format!("{x}") } else { format!("{x:e}") }
}

impl From<f64> for Cell {
    fn from(x: f64) -> Self {
        if x.is_finite() { Self::Real(x + 0.0) } else { Self::Missing }
    }
}

impl From<usize> for Cell {
    fn from(n: usize) -> Self {
        i64::try_from(n).map_or(Self::Missing, Self::Integer)
    }
}

impl From<u8> for Cell {
    fn from(n: u8) -> Self {
        Self::Integer(i64::from(n))
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Missing } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Missing } else { Self::Text(text) }
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_is_empty_and_never_zero() {
        assert_eq!(Cell::from(f64::NAN).text(), "");
        assert_eq!(Cell::from(None::<f64>).text(), "");
        assert_eq!(Cell::from("").text(), "");
        assert_eq!(Cell::from(0.0).text(), "0");
        assert_eq!(Cell::from(-0.0).text(), "0");
    }

    #[test]
    fn digits_are_the_fewest_that_read_back() {
        for (x, text) in [
            (0.1 + 0.2, "0.30000000000000004"),
            (1.0, "1"),
            (-2.5, "-2.5"),
            (1e-7, "1e-7"),
            (6.02e23, "6.02e23"),
            (1.0 / 3.0, "0.3333333333333333"),
        ] {
            assert_eq!(shortest(x), text);
            assert_eq!(text.parse::<f64>().unwrap(), x);
        }
    }
}
