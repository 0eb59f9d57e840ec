//! What simulated recordings are called in files.

/// The name of a simulated dyad: its number, as wide as the largest.
pub(crate) fn name(index: usize, dyads: usize) -> String {
    let width = dyads.to_string().len();
    format!("{:0width$}", index + 1)
}

/// The name of a simulated channel.
pub(crate) fn channel(index: usize) -> String {
    if index == 0 { "activation".to_owned() } else { format!("activation_{}", index + 1) }
}
