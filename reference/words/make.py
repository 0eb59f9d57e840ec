"""Valences of our own sentences by the Python package, for reference/words/expected.tsv.

    pip install vaderSentiment==3.3.2
    python make.py > expected.tsv

Two columns of numbers: with the small lexicon beside this file, and with the package's own.
"""

import pathlib
import sys

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

here = pathlib.Path(__file__).resolve().parent
small = SentimentIntensityAnalyzer(lexicon_file=str(here / "lexicon.tsv"))
full = SentimentIntensityAnalyzer()

print("# vaderSentiment 3.3.2 (PyPI), SentimentIntensityAnalyzer().polarity_scores(sentence)")
print("# small: lexicon_file=lexicon.tsv (beside this file); full: the package's own lexicon.")
print("# Tolerance 1e-4 for compound, 1e-3 for the shares: the package rounds to 4 and 3 digits.")
print("\t".join(["sentence"] + [f"{l}_{k}" for l in ("small", "full") for k in ("compound", "pos", "neu", "neg")]))
for sentence in (here / "sentences.txt").read_text(encoding="utf-8").splitlines():
    scores = [a.polarity_scores(sentence) for a in (small, full)]
    cells = [str(s[k]) for s in scores for k in ("compound", "pos", "neu", "neg")]
    sys.stdout.write("\t".join([sentence] + cells) + "\n")
