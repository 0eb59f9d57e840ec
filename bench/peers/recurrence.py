"""Recurrence quantification of 10,000 samples with AccRQA or PyRQA; prints the least CPU seconds.

usage: recurrence.py accrqa|pyrqa input.csv
AccRQA takes one series only; PyRQA compares two, on whatever OpenCL device is first.
"""

import resource
import sys

import numpy as np


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def accrqa(a, _b):
    import accrqa as rqa

    lines = {"tau_values": np.array([5], np.int32), "emb_values": np.array([3], np.int32)}
    more = {"threshold_values": np.array([0.6]), "distance_type": rqa.accrqaDistance("euclidean")}
    return lambda: (
        rqa.DET(a, **lines, lmin_values=np.array([2], np.int32), **more),
        rqa.LAM(a, **lines, vmin_values=np.array([2], np.int32), **more),
    )


def pyrqa(a, b):
    from pyrqa.analysis_type import Cross
    from pyrqa.computation import RQAComputation
    from pyrqa.metric import EuclideanMetric
    from pyrqa.neighbourhood import FixedRadius
    from pyrqa.settings import Settings
    from pyrqa.time_series import TimeSeries

    series = tuple(TimeSeries(x, embedding_dimension=3, time_delay=5) for x in (a, b))
    settings = Settings(
        series,
        analysis_type=Cross,
        neighbourhood=FixedRadius(0.6),
        similarity_measure=EuclideanMetric,
        theiler_corrector=0,
    )
    return lambda: RQAComputation.create(settings, verbose=False).run()


data = np.loadtxt(sys.argv[2], delimiter=",", skiprows=1)
once = {"accrqa": accrqa, "pyrqa": pyrqa}[sys.argv[1]](data[:, 0], data[:, 1])
best = float("inf")
for _ in range(3):
    before = cpu()
    once()
    best = min(best, cpu() - before)
print(best)
