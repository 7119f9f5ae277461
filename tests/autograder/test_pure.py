"""Does judging need NumPy and the standard library only, and a recorded exam no code at all?"""

import contextlib
import io
import subprocess
import sys
import textwrap

import pytest

from autograder.gradebook.course import REPOSITORY
from autograder.judging.exam import draw
from autograder.judging.questions import ask_all, report
from autograder.judging.recorded import RecordedExam, record
from autograder.judging.trusted import Trusted
from bench.diagnosis import FOLDER
from tests.catalog import load, stems

#: Judges a reference-free work with a recorded exam while every other package is out of reach.
ALONE = """
    import sys

    class Nothing:
        def find_spec(self, name, path=None, target=None):
            root = name.partition(".")[0]
            room = name.split(".")[1:2] in ([], ["judging"], ["sandbox"], ["messages"])
            if root in {*sys.stdlib_module_names, "numpy"} or (root == "autograder" and room):
                return None
            raise ModuleNotFoundError(name)

    sys.meta_path.insert(0, Nothing())
    from autograder.judging.questions import ask_all, report
    from autograder.judging.recorded import RecordedExam
    from autograder.judging.trusted import Trusted

    exam = RecordedExam(sys.stdin.read())
    judged = report(exam, ask_all(exam, Trusted({})))
    print(judged.score, len(judged.questions))
"""


@pytest.mark.parametrize("stem", ["regression", "divergence"])
def test_judging_runs_with_numpy_and_the_standard_library_alone(stem):
    """Can an exam be read and a submission judged with everything else blocked?"""
    rubric = load(stem)
    command = [sys.executable, "-S", "-c", _with_numpy(ALONE)]
    done = subprocess.run(
        command, input=record(draw(rubric, 5)), capture_output=True, text=True, cwd=REPOSITORY
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["0.0", str(len(rubric.questions))]


def _with_numpy(code):
    """A program that finds NumPy though no site is set up, so that no start-up file helps it."""
    import numpy

    folder = str(REPOSITORY.__class__(numpy.__file__).parents[1])
    head = f"import sys; sys.path[:0] = [{str(REPOSITORY)!r}, {folder!r}]\n"
    return head + textwrap.dedent(code)


def works(stem):
    """The reference, ten mistakes, and what students handed in, by name."""
    rubric = load(stem)
    yield "the reference", rubric.namespace()
    step = max(1, len(rubric.misconceptions) // 10)
    for mistake in rubric.misconceptions[::step][:10]:
        yield mistake.__name__, rubric.mistaken(mistake)[0]
    for path in sorted((FOLDER / stem).glob("*.py"))[::2]:
        namespace = {"__name__": "work"}
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
            exec(compile(path.read_text(encoding="utf-8"), path.name, "exec"), namespace)
        yield path.name, namespace


@pytest.mark.slow
@pytest.mark.parametrize("stem", stems())
def test_a_recorded_exam_judges_as_the_live_one(stem):
    """Is the report the same, word by word, when it comes from a file of numbers?"""
    live = draw(load(stem), 11)
    recorded = RecordedExam(record(live))
    for name, namespace in works(stem):
        reports = [report(exam, ask_all(exam, Trusted(namespace))) for exam in (live, recorded)]
        assert reports[0] == reports[1], name
