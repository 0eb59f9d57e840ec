//! Slow oracles, simulated fixtures and the reference loader. For tests only; never published.

pub mod calibration;
pub mod naive;
pub mod reference;
pub mod simulate;
