//! Moments of a session worth looking at together, found on plain slices.
//!
//! Everything here sees activation on one even grid, in units of the person's resting standard
//! deviation with rest at 0; [`Line`] says where "up" begins for that person.

pub(crate) mod chance;
pub(crate) mod change;
pub(crate) mod cue_first;
pub(crate) mod echo;
pub(crate) mod flooded;
pub(crate) mod forecast;
mod onset;
mod own_noise;
pub(crate) mod recovery_time;
pub(crate) mod repair;
pub(crate) mod settling;
pub(crate) mod smooth;
pub(crate) mod softened;
pub(crate) mod spiral;
pub(crate) mod words_body;
