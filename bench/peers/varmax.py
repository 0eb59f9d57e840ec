"""statsmodels VARMAX on reference/state_space: processor seconds of one fit, smallest of some runs.

usage: varmax.py INPUT RUNS; prints seconds and log-likelihood.
"""

import sys
import time
import warnings

import numpy as np
from statsmodels.tsa.statespace.varmax import VARMAX

warnings.simplefilter("ignore")
series = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1)
best, likelihood = float("inf"), float("nan")
for _ in range(int(sys.argv[2])):
    started = time.process_time()
    model = VARMAX(series, order=(1, 0), measurement_error=True, trend="n")
    fit = model.fit(disp=False, maxiter=1000)
    best = min(best, time.process_time() - started)
    likelihood = fit.llf
print(best, likelihood)
