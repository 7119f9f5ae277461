"""How much faster is ``autograder grade`` than ``nbgrader autograde``, for the same grades?

One class of submissions (perfect, mistaken, untouched) is graded in one run by

``plain``      ``nbgrader autograde`` as it comes: a kernel per notebook, the tests of every
               question as hidden cells in it, nothing isolated, nothing diagnosed;
``steps``      ``nbgrader autograde`` with our two steps (the same judging as below);
``grade``      ``autograder grade`` with full isolation;
``floor``      nothing but fork, run the cells, play the cases, compare, in one process.

Feedback pages are made by ``nbgrader generate_feedback``, its own and ours, and by
``autograder feedback``.

Gradebook scores of the three are compared and must be equal. Reported: seconds in all, and per
submission with the fixed cost taken off (from two class sizes), their ratios, and the peak memory
of ``grade``. Usage: ``python -m bench.grading [SIZE ...] [--without plain]``.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import json
import os
import pickle
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from autograder.catalog import Catalog
from autograder.gradebook.course import REPOSITORY, Course
from autograder.gradebook.release import release
from autograder.judging.exam import draw
from autograder.judging.questions import ask_all
from autograder.running.isolation import Sandbox
from autograder.running.session import Limits, session
from autograder.submission import intake
from autograder.submission.released import released

STEM = "regression"
ASSIGNMENT = Catalog()[STEM]
#: Mistakes for which a cell in the notebook and our engine must agree. (Where `forward` is wrong
#: the engine does not count that against `reuse` again, which a plain cell would.)
STUDENTS = [
    REPOSITORY / "examples" / "students" / n / f"{STEM}.py" for n in ("dora", "emil", "seed000")
]
HIDDEN = """\
import base64, pickle, sys
sys.path.insert(0, {root!r})
from autograder.sandbox import protocol
from autograder.judging.compare import compare
groups = pickle.loads(base64.b64decode({groups!r}))
points = 0.0
for worth, scripts, right in groups:
    stage = protocol.Stage(globals())
    seen = [stage.play(s) for s in protocol.decode_scripts(protocol.encode_scripts(scripts))]
    points += worth * all(compare(*x) is None for x in zip(scripts, seen, right))
points"""


def main() -> None:
    """Measure every way for every class size, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[40, 400])
    parser.add_argument("--without", action="append", default=[], help="leave a way out")
    arguments = parser.parse_args()
    ways = {name: way for name, way in WAYS.items() if name not in arguments.without}
    seconds: dict[str, dict[int, float]] = {name: {} for name in ways}
    feedback: dict[str, dict[int, float]] = {}
    for size in arguments.sizes:
        scores = {}
        for name, way in ways.items():
            with course_of(size, plain=name == "plain") as course:
                began = time.perf_counter()
                way(course)
                seconds[name][size] = time.perf_counter() - began
                if name != "floor":
                    scores[name] = read_scores(course)
                if name == "grade":
                    pages = measure_feedback(course)
        assert len({json.dumps(s, sort_keys=True) for s in scores.values()}) == 1, "grades differ"
        print(f"{size} submissions: {', '.join(scores)} left equal grades")
        for name, spent in pages.items():
            feedback.setdefault(name, {})[size] = spent
    print_table(arguments.sizes, seconds, "grade")
    print("\nfeedback pages")
    print_table(arguments.sizes, feedback, "autograder feedback")
    print_memory()


def print_table(sizes: list[int], seconds: dict[str, dict[int, float]], ours: str) -> None:
    """Seconds, seconds per submission, and ratios to our way."""
    columns = "".join(f"{size:>10}" for size in sizes)
    print(f"\n{'':24}{columns}{'ms each':>10}   ratio to {ours}")
    slopes = {}
    for name, measured in seconds.items():
        times = [measured[size] for size in sizes]
        rise = sizes[-1] - sizes[0]
        slopes[name] = (times[-1] - times[0]) / rise if rise else times[0] / sizes[0]
        row = "".join(f"{t:>9.1f}s" for t in times)
        ratios = [f"{measured[s] / seconds[ours][s]:.1f}" for s in sizes if ours in seconds]
        print(f"{name:24}{row}{slopes[name] * 1000:>10.1f}   {' / '.join(ratios)}")
    if ours in slopes:
        each = ", ".join(f"{n} {s / slopes[ours]:.1f}" for n, s in slopes.items())
        print(f"per submission, ratio to {ours}: {each}")


def print_memory() -> None:
    """The peak memory of one process, and how busy the machine is."""
    peak = max(
        resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"\npeak memory of one process: {peak / 1024:.0f} MB; load {os.getloadavg()[0]:.1f}")


# ---------------------------------------------------------------------------- the class


@contextlib.contextmanager
def course_of(size: int, plain: bool):
    """A course with ``size`` submissions, released but not graded."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        course = Course(Path(folder))
        config = (REPOSITORY / "nbgrader_config.py").read_text()
        (course.root / "nbgrader_config.py").write_text(config)
        # The seed is the same for all ways: the hidden cells must ask what `grade` asks.
        (course.root / "grades").mkdir()
        (course.root / "grades" / "secret").write_text("bench" * 8)
        release(ASSIGNMENT, course)
        if plain:
            make_plain(course, config)
        sources = [p.read_bytes() for p in STUDENTS]
        sources += [(REPOSITORY / "solutions" / f"{STEM}.py").read_bytes(), b""]
        for number in range(size):
            source = sources[number % len(sources)] + f"\n# submission {number}\n".encode()
            notebook = intake.rebuild(released(ASSIGNMENT), intake.read(source, "a.py"))
            path = course.directory("submitted", f"s{number:04}", STEM) / f"{STEM}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_text(nbformat.writes(notebook), encoding="utf-8")
        yield course


def make_plain(course: Course, config: str) -> None:
    """Put the tests into hidden cells of the notebook and drop our steps from the settings."""
    rubric, seed = ASSIGNMENT.rubric, course.seed(STEM)
    path = course.directory("source", assignment=STEM) / f"{STEM}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for question in rubric.questions:
        (cell,) = [c for c in notebook.cells if c.id == question.grade_id]
        hidden = HIDDEN.format(root=str(REPOSITORY), groups=packed(question, seed))
        cell.source = f"### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
    nbformat.write(notebook, path)
    settings = config.partition("# A submission is rebuilt")[0]
    (course.root / "nbgrader_config.py").write_text(settings)
    run_nbgrader(course, "generate_assignment", STEM, "--force")


def packed(question, seed: int) -> str:
    """The cases of a question and the right answers, for a hidden cell."""
    prepared = draw(ASSIGNMENT.rubric, seed).prepared(question)
    right = iter(prepared.right)
    groups = [
        (group.points, [case.steps for case in cases], [next(right) for _ in cases])
        for group, cases in zip(question.groups, prepared.groups, strict=True)
    ]
    return base64.b64encode(pickle.dumps(groups)).decode()


def read_scores(course: Course) -> dict[str, float]:
    """Scores by student, as the gradebook has them."""
    with course.api.gradebook as gradebook:
        return {s.student_id: s.score for s in gradebook.assignment_submissions(STEM)}


# ----------------------------------------------------------------------------- the ways


def run_nbgrader(course: Course, *arguments: str) -> None:
    """Run nbgrader's own command in the course directory."""
    command = [sys.executable, "-m", "nbgrader", *arguments, "--log-level=ERROR"]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path}
    subprocess.run(command, cwd=course.root, check=True, capture_output=True, env=environment)


def nbgrader_autograde(course: Course) -> None:
    """Grade the class with nbgrader's command."""
    run_nbgrader(course, "autograde", STEM)


def autograder_grade(course: Course) -> None:
    """Grade the class with ours, from a cold start."""
    command = [sys.executable, "-m", "autograder.cli", "grade", STEM, "--quiet", "--jobs", "2"]
    subprocess.run([*command, "--course", str(course.root)], cwd=REPOSITORY, check=True)


def measure_feedback(course: Course) -> dict[str, float]:
    """Seconds that feedback pages take: nbgrader's own, ours by its command, ours by ours.

    A page is rendered by what it holds, and what was rendered before is remembered. So that this
    is no easier than in a real class, every cell of every student's answer is made another one.
    """
    for student in course.submitted(STEM):
        make_unlike(course.directory("autograded", student, STEM) / f"{STEM}.ipynb", student)
    config = course.root / "nbgrader_config.py"
    ours = config.read_text()
    lines = ours.splitlines(keepends=True)
    plain = (
        line for line in lines if "GenerateFeedback" not in line and "HTMLExporter" not in line
    )
    seconds = {}
    for name, settings in (("nbgrader", "".join(plain)), ("nbgrader with our page", ours)):
        config.write_text(settings)
        began = time.perf_counter()
        run_nbgrader(course, "generate_feedback", STEM)
        seconds[name] = time.perf_counter() - began
        shutil.rmtree(course.root / "grades" / "feedback")
    command = [sys.executable, "-m", "autograder.cli", "feedback", STEM, "--jobs", "2"]
    command += ["--course", str(course.root)]
    began = time.perf_counter()
    subprocess.run(command, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
    seconds["autograder feedback"] = time.perf_counter() - began
    return seconds


def make_unlike(path: Path, student: str) -> None:
    """Put a line of the student's own into each answer of a graded notebook."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            head, _, rest = cell.source.partition("\n")
            cell.source = f"{head}\n    written_by = {student!r}\n{rest}"
    nbformat.write(notebook, path)


def floor(course: Course) -> None:
    """Judge every submission in one warm process; record nothing, diagnose nothing."""
    rubric, seed = ASSIGNMENT.rubric, course.seed(STEM)
    with contextlib.closing(Sandbox()) as sandbox:
        for student in course.submitted(STEM):
            path = course.directory("submitted", student, STEM) / f"{STEM}.ipynb"
            cells = intake.read(path.read_bytes(), path.name)
            notebook = intake.rebuild(released(ASSIGNMENT), cells)
            sources = [cell.source for cell in intake.cells_to_run(notebook)]
            with session(sources, sandbox, Limits()) as opened:
                ask_all(draw(rubric, seed), opened)


WAYS = {
    "plain": nbgrader_autograde,
    "steps": nbgrader_autograde,
    "grade": autograder_grade,
    "floor": floor,
}

if __name__ == "__main__":
    main()
