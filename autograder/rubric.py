"""The vocabulary in which a rubric is written: cases, questions, misconceptions.

What a rubric file imports. It names its questions and their points, builds cases from a random
generator, and lists the misconceptions that the cases must tell apart. It says nothing about how
they are run.
"""

from autograder.judging.cases import (
    backward,
    both,
    call,
    forward,
    protocol,
    reductions,
    reuse,
    shapes,
    unchanged,
)
from autograder.judging.rubric import (
    Case,
    CaseMaker,
    Group,
    Question,
    Rubric,
    misconceptions_in,
    question,
    target_of,
)
from autograder.sandbox.protocol import Build, Call, Expr, Handle, Input, Name, Step

__all__ = [
    "Build", "Call", "Case", "CaseMaker", "Expr", "Group", "Handle", "Input", "Name", "Question",
    "Rubric", "Step", "backward", "both", "call", "forward", "misconceptions_in", "protocol",
    "question", "reductions", "reuse", "shapes", "target_of", "unchanged",
]  # fmt: skip
