"""Submissions that try to earn what they do not deserve, or to do harm.

Each file of ``corpus/`` is one such submission, with one idea, told in its first line; those that
need a damaged notebook are in ``notebooks.py``. Where an attack gets through it prints
``BROKE_OUT``, or earns points. Whatever it tries is bounded by itself, and aims only at files,
sockets and processes that the test made.
"""
