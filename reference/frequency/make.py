"""Coherence, phase and band-passed phases with scipy, for the test of measure::frequency.

Run in this folder: python3 make.py   (writes input.csv and expected.json)
"""

import json

import numpy as np
import scipy
from scipy import signal

rng = np.random.default_rng(20261124)
RATE, N = 4.0, 1200
noise = rng.standard_normal((3, N))
shared = signal.lfilter([1.0], [1.0, -1.6, 0.9], noise[0])
a = shared + 2.0 * noise[1]
b = np.concatenate((np.zeros(6), shared[:-6])) + 2.0 * noise[2]
a, b = np.round(a, 9), np.round(b, 9)
with open("input.csv", "w") as out:
    out.write("a,b\n")
    out.writelines(f"{x:.9f},{y:.9f}\n" for x, y in zip(a, b))

welch = dict(fs=RATE, window="hann", nperseg=128, noverlap=64, detrend="constant")
f, c = signal.coherence(a, b, **welch)
_, cross = signal.csd(a, b, **welch)
_, power_a = signal.welch(a, **welch)
_, power_b = signal.welch(b, **welch)

LOW, HIGH, ORDER = 0.3, 0.6, 3
sos = signal.butter(ORDER, [LOW, HIGH], btype="bandpass", fs=RATE, output="sos")
phase_a, phase_b = (np.angle(signal.hilbert(signal.sosfiltfilt(sos, x))) for x in (a, b))
turn = np.mean(np.exp(1j * (phase_a - phase_b)))
sines = [np.sin(p - np.angle(np.mean(np.exp(1j * p)))) for p in (phase_a, phase_b)]
circular = np.sum(sines[0] * sines[1]) / np.sqrt(np.sum(sines[0] ** 2) * np.sum(sines[1] ** 2))
difference = np.angle(np.exp(1j * (phase_a - phase_b)))
rows = list(range(0, N, 25))

json.dump(
    {
        "software": f"scipy {scipy.__version__}, numpy {np.__version__}",
        "call": "make.py in this folder: signal.coherence, csd, welch (hann, 128 samples, overlap 64, detrend constant); butter(3, [0.3, 0.6], bandpass, sos) + sosfiltfilt + hilbert",
        "input": "input.csv: simulated at 4 Hz, b follows a by 1.5 s; nine decimals",
        "tolerance": "1e-9 relative for spectra, coherence, PLV and circular correlation: transforms and recursions in another order; 1e-9 radians for phases",
        "note": "scipy's csd phase is minus ours: it conjugates the first series, here positive means that A leads",
        "frequencies": f.tolist(),
        "coherence": c.tolist(),
        "csd_phase": np.angle(cross).tolist(),
        "power_a": power_a.tolist(),
        "power_b": power_b.tolist(),
        "plv": float(abs(turn)),
        "mean_difference": float(np.angle(turn)),
        "circular_correlation": float(circular),
        "difference_rows": rows,
        "difference": difference[rows].tolist(),
    },
    open("expected.json", "w"),
    indent=1,
)
