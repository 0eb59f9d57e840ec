//! What two people do in turn: orders of acts that come back more often than chance makes them.

pub(crate) mod act;
pub(crate) mod count;
pub(crate) mod kind;
pub(crate) mod sample;
pub(crate) mod shift;
mod taking_turns;
pub(crate) mod transition;
pub(crate) mod trigger;
