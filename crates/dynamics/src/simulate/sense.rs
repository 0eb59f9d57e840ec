use super::happenings::{Happenings, SpanKind};
use super::{SimulatedChannel, Stream, Streams};
use crate::Planted;

/// What disturbs the sensors of both people alike at each time: shared pacer and artefacts.
pub(crate) fn disturbance(
    planted: &Planted,
    times_s: &[f64],
    happenings: &Happenings,
    streams: &Streams,
) -> Vec<f64> {
    let mut sum = vec![0.0; times_s.len()];
    if let Some(hz) = planted.joint_pacer_hz {
        for (value, &t) in sum.iter_mut().zip(times_s) {
            if happenings.within(SpanKind::JointPacer, t) {
                *value += (std::f64::consts::TAU * hz * t).sin();
            }
        }
    }
    if let Some(artefact) = planted.artefact {
        let mut draws = streams.of(Stream::Artefacts);
        let end = times_s.last().copied().unwrap_or(0.0);
        let mut start = -artefact.every_s * draws.uniform().ln();
        while start < end {
            let size = artefact.size * draws.normal();
            for (value, &t) in sum.iter_mut().zip(times_s) {
                if start <= t && t < start + artefact.seconds {
                    *value += size;
                }
            }
            start -= artefact.every_s * draws.uniform().ln();
        }
    }
    sum
}

/// What one person's sensors show.
pub(crate) fn channels(
    planted: &Planted,
    person: usize,
    times_s: &[f64],
    state: &[f64],
    disturbance: &[f64],
    streams: &Streams,
) -> Vec<SimulatedChannel> {
    let count = planted.sensors.len();
    planted
        .sensors
        .iter()
        .enumerate()
        .map(|(channel, sensor)| {
            let mut draws = streams.of(Stream::Sensor { person, channel });
            let fresh = (1.0 - sensor.noise_memory * sensor.noise_memory).sqrt();
            let mut noise = draws.normal();
            let mut values = Vec::with_capacity(state.len());
            for (sample, &x) in state.iter().enumerate() {
                if sample > 0 {
                    noise = sensor.noise_memory * noise + fresh * draws.normal();
                }
                let shown = sensor.loading * x + disturbance[sample] + sensor.noise_sd * noise;
                let unit = planted.unit[person];
                let missing = draws.uniform() < planted.missing_share
                    || in_gap(planted, person, times_s, sample);
                values.push(if missing { f64::NAN } else { unit.offset + unit.scale * shown });
            }
            if planted.flat_sensor && person == 1 && channel + 1 == count {
                let first = values.iter().copied().find(|v| v.is_finite()).unwrap_or(0.0);
                values.iter_mut().filter(|v| v.is_finite()).for_each(|v| *v = first);
            }
            SimulatedChannel { loading: sensor.loading, noise_sd: sensor.noise_sd, values }
        })
        .collect()
}

fn in_gap(planted: &Planted, person: usize, times_s: &[f64], sample: usize) -> bool {
    let Some(gap) = planted.gap else { return false };
    let end = times_s.last().copied().unwrap_or(0.0);
    let start = gap.start_share * end;
    gap.person == person && start <= times_s[sample] && times_s[sample] < start + gap.seconds
}
