"""The reference solutions: each module is a percent notebook, the course's only copy of an answer.

``autograder release`` turns them into the notebooks that students get.
"""
