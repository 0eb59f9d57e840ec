//! Frequency and phase: do the two swing together, at which pace, and who is ahead?

mod band_pass;
mod coherence;
mod hilbert;
mod phase_coupling;
mod phase_spectrum;
mod stretches;

pub use coherence::{BandCoherence, Coherence, WelchOptions, coherence, coherence_test};
pub use phase_coupling::{
    PhaseCoupling, PhaseOptions, PhaseTests, phase_coupling, phase_coupling_test,
};
pub use phase_spectrum::{PhaseSpectrum, phase_spectrum};
