"""The material of *From Surprise to Gradient*, as one entry of the autograder's catalog.

In the repository ``solutions/`` and ``assignments/`` stand at its top; in a wheel they stand in
this package. Either way ``surprise_to_gradient.solutions.regression`` is the reference.
"""

from pathlib import Path

from autograder.catalog import Material

_HERE = Path(__file__).resolve().parent
TOP = _HERE if (_HERE / "solutions").is_dir() else _HERE.parent
if TOP != _HERE:
    __path__.append(str(TOP))

MATERIAL = Material(
    name="surprise-to-gradient",
    rubrics="autograder.rubrics",
    solutions=TOP / "solutions",
    assignments=TOP / "assignments",
    messages=_HERE / "messages",
    reading=_HERE / "reading.toml",
)
