"""Coverage-guided fuzzing of everything that reads what a student made, for a nightly run.

    python bench/fuzz_atheris.py [TARGET] [libFuzzer options, such as -max_total_time=600]

Needs the package ``atheris``, which is not in the lock: it has wheels for few systems.
The tests in ``tests/autograder/test_fuzz.py`` ask the same with less patience.
"""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
try:
    import atheris
except ImportError:
    sys.exit("fuzz_atheris: install atheris first: pip install atheris")

with atheris.instrument_imports(include=["autograder"]):
    from autograder.catalog import Catalog
    from autograder.gradebook import notebook as record
    from autograder.running.outputs import cell_output
    from autograder.sandbox import protocol
    from autograder.sandbox.protocol import Build, Call, Input
    from autograder.submission import intake
    from autograder.submission.intake import IntakeError
    from autograder.submission.released import released as notebook_of

RELEASED = notebook_of(Catalog()["regression"])
SCRIPT = (Build("loss", "Loss"), Call("loss", "forward"), Call("loss", "backward"), Input(0))


def observations(data: bytes) -> None:
    """What a child answers: understood, or refused with ``ProtocolError``."""
    with contextlib.suppress(protocol.ProtocolError):
        protocol.decode_observations(data, SCRIPT)


def outputs(data: bytes) -> None:
    """What a child says its cells put out."""
    record.ordinary_outputs(cell_output(data))


def notebook(data: bytes) -> None:
    """What is handed in as a notebook: rebuilt, or refused with ``IntakeError``."""
    with contextlib.suppress(IntakeError):
        intake.rebuild(RELEASED, intake.read(data, "a.ipynb"))


def python(data: bytes) -> None:
    """What is handed in as a Python file."""
    with contextlib.suppress(IntakeError):
        intake.rebuild(RELEASED, intake.read(data, "a.py"))


TARGETS = {f.__name__: f for f in (observations, outputs, notebook, python)}
CELL = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None}
SOURCE = "class MSELoss:\n    def forward(self, A, Y):\n        return 0\n"
SHOWN = {
    "stdout": "out",
    "stderr": "\x1b[31mred",
    "displays": [{"text/plain": "a figure", "image/png": "iVBORw0KGgo="}],
    "error": {"ename": "ValueError", "evalue": "no", "traceback": "line 1\nline 2"},
}
#: Where mutation starts: without a valid example the fuzzer does not get past the parsers.
SEEDS = {
    "observations": protocol.encode_observations(
        protocol.Stage({"Loss": type("Loss", (), {"forward": lambda s: 1.5})}).play(SCRIPT)
    ),
    "outputs": json.dumps(SHOWN).encode(),
    "notebook": json.dumps(
        {"cells": [{**CELL, "source": SOURCE}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    ).encode(),
    "python": b"# %%\n" + SOURCE.encode() + b"\n# %% [markdown]\n# text\n",
}


def main() -> None:
    """Fuzz one target until libFuzzer stops. What it learns is kept in ``build/fuzz/``."""
    name = sys.argv.pop(1) if len(sys.argv) > 1 and sys.argv[1] in TARGETS else "observations"
    corpus = ROOT / "build" / "fuzz" / name
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "seed").write_bytes(SEEDS[name])
    atheris.Setup([*sys.argv, f"-artifact_prefix={corpus}-", str(corpus)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
