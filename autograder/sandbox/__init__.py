"""What is loaded beside student code.

Nothing in this package may import the solutions, the rubrics or the engine:
a process that runs student code holds nothing worth stealing.
"""
