"""Coverage-guided fuzzing of everything that reads what a student made, for a nightly run.

    python bench/fuzz_atheris.py [TARGET] [libFuzzer options, such as -max_total_time=600]

Needs the package ``atheris``, which is not in the lock: it has wheels for few systems.
The tests in ``tests/autograder/test_fuzz.py`` ask the same with less patience.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
try:
    import atheris
except ImportError:
    sys.exit("fuzz_atheris: install atheris first: pip install atheris")

with atheris.instrument_imports(include=["autograder"]):
    from autograder import intake, record, release
    from autograder.intake import IntakeError
    from autograder.run import _cell_output
    from autograder.sandbox import protocol
    from autograder.sandbox.protocol import Build, Call, Input

SCRIPT = (Build("loss", "Loss"), Call("loss", "forward"), Call("loss", "backward"), Input(0))


def observations(data: bytes) -> None:
    """What a child answers: understood, or refused with ``ProtocolError``."""
    with contextlib.suppress(protocol.ProtocolError):
        protocol.decode_observations(data, SCRIPT)


def outputs(data: bytes) -> None:
    """What a child says its cells put out."""
    record.ordinary_outputs(_cell_output(data))


def notebook(data: bytes) -> None:
    """What is handed in as a notebook: rebuilt, or refused with ``IntakeError``."""
    with contextlib.suppress(IntakeError):
        intake.rebuild(release.released("regression"), intake.read(data, "a.ipynb"))


def python(data: bytes) -> None:
    """What is handed in as a Python file."""
    with contextlib.suppress(IntakeError):
        intake.rebuild(release.released("regression"), intake.read(data, "a.py"))


TARGETS = {f.__name__: f for f in (observations, outputs, notebook, python)}


def main() -> None:
    """Fuzz one target until libFuzzer stops."""
    name = sys.argv.pop(1) if len(sys.argv) > 1 and sys.argv[1] in TARGETS else "observations"
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
