//! Slow oracles, simulated fixtures and the reference loader. For tests only; never published.
