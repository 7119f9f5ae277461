"""Displays scores in all the ways a notebook knows."""

import sys

import numpy as np
from IPython.display import display, publish_display_data

for _score in (3.0, np.float64(3.0), 1e9):
    display(_score)
    sys.displayhook(_score)
publish_display_data({"text/plain": "58.0"}, metadata={"nbgrader": {"score": 58}})
58.0
