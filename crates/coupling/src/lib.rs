//! Two series: measures, surrogates, tests.
//!
//! Three nouns compose everything here. A **measure** turns two series into a number or a map; a
//! **surrogate** is a copy that obeys a stated null hypothesis; a **test** holds the observed
//! value beside its whole null distribution.
//!
//! **Invariants.** Nothing here knows what the series mean, reads a file, a clock or a global
//! random number. Swapping the two series mirrors every directed result and leaves every other
//! unchanged. Same seed, same bits, on any number of threads. Positive lag: the first series leads.

pub mod window;

pub use window::Convention;
