//! One series, made ready to be compared with thousands of others.

use crate::{InputError, WindowOptions};

/// One person's series with everything about its windows that does not depend on the partner.
#[derive(Debug, Clone)]
pub struct Prepared {
    options: WindowOptions,
    values: Vec<f64>,
}

impl Prepared {
    /// Prepares a series of samples (`NaN` is missing) for comparisons with these options.
    ///
    /// # Errors
    /// [`InputError`] where the options make no sense or not one window fits.
    pub fn new(x: &[f64], options: &WindowOptions) -> Result<Self, InputError> {
        options.check(x.len())?;
        Ok(Self { options: *options, values: x.to_vec() })
    }

    /// The options it was prepared for.
    pub fn options(&self) -> &WindowOptions {
        &self.options
    }

    /// How many samples it has, missing ones included.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether it has no samples; never true, since one window fits.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    pub(crate) fn values(&self) -> &[f64] {
        &self.values
    }
}
