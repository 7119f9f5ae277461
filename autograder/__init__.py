"""The hidden autograder of *From Surprise to Gradient*.

A submission is judged in five steps, one module each:
intake → run → compare → diagnose → record (see :mod:`autograder.pipeline`).
"""

__version__ = "0.2.0"
#: Exit status after Ctrl-C, as of other programs.
STOPPED = 130
