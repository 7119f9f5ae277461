"""The very cases by which a student's question was judged, for an appeal.

What is shown holds hidden cases and right answers. It is for the instructor's eye: whoever shows
it to a student gives these cases away, to the whole class unless each student has cases of their
own (``c.Autograder.per_student_cases``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from autograder.catalog import Assignment, CatalogError
from autograder.gradebook import handed_in
from autograder.gradebook.course import Course, CourseError
from autograder.gradebook.hostile import printable
from autograder.gradebook.worker import Before
from autograder.judging.exam import draw
from autograder.judging.recognize import Trial
from autograder.judging.wording import python, show
from autograder.messages import by_number, of_assignment, say
from autograder.pipeline import trials
from autograder.running.isolation import Sandbox
from autograder.sandbox.protocol import Done, Lost, Missing, Observation, Raised, Rejected, Returned
from autograder.submission import intake
from autograder.submission.released import released

#: Digits that tell any two numbers apart, and entries of an array that are shown.
DIGITS, MOST = 17, 1000


@dataclass(frozen=True)
class Step:
    """One step of a case.

    Attributes:
        python: the line that it stands for.
        given: what the submission showed; empty if that is not looked at.
        expected: what counts as right here; likewise.
    """

    python: str
    given: str = ""
    expected: str = ""


@dataclass(frozen=True)
class Case:
    """One case of a question as it was judged.

    Attributes:
        group: the group whose points it decides with others.
        points: of the group.
        label: what it is about.
        public: whether it is printed in the notebook.
        right: whether the submission showed what is right.
        steps: what was done, in order.
    """

    group: str
    points: float
    label: str
    public: bool
    right: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Explanation:
    """All cases of a question for a student.

    Attributes:
        seed: that gives these cases again.
        own: whether they are this student's own.
        remarks: what is to be known before relying on it.
        cases: in the order in which they were put.
    """

    assignment: str
    student: str
    question: str
    seed: int
    own: bool
    remarks: tuple[str, ...]
    cases: tuple[Case, ...]


def explain(course: Course, stem: str, student: str, question: str) -> Explanation:
    """Judge a question of a student's work once more, and show how.

    Raises:
        CatalogError: if there is no such assignment or question.
        CourseError: if the student did not hand in.
        autograder.submission.intake.IntakeError: if the work cannot be read.
        autograder.running.isolation.SandboxError: if the sandbox does not hold.
    """
    assignment = course.released_assignment(stem)
    ids = [q.id for q in assignment.rubric.questions]
    if question not in ids:
        raise CatalogError(
            "assignment.no_question", stem=stem, question=question, there=", ".join(ids)
        )
    if student not in course.submitted(stem):
        folder = course.directory("submitted", "STUDENT", stem)
        told = printable(student)
        raise CourseError("course.not_handed_in", told=told, assignment=stem, folder=folder)
    work = handed_in.find(course, student, stem)
    cells = intake.read(work.data, work.filename)
    before = _before(course, student, stem)
    seed, own, remarks = _seed(course, assignment, student, before)
    if before.report and before.submission != intake.digest(cells):
        remarks.append(say("explain.other_code"))
    notebook = intake.rebuild(released(assignment), cells)
    with closing(Sandbox(figures=b"matplotlib" in work.data)) as sandbox:
        answers = {a.question.id: a for a in trials(notebook, assignment, sandbox, seed)}
    answer = answers[question]
    cases = tuple(
        _case(group.name, group.points, trial)
        for group, judged in zip(answer.question.groups, answer.groups, strict=True)
        for trial in judged
    )
    judged = {q.id: q for q in before.report.questions} if before.report else {}
    if not remarks and question in judged and judged[question].earned < _deserved(cases):
        remarks.append(say("explain.withheld"))
    return Explanation(stem, student, question, seed, own, tuple(remarks), cases)


def _deserved(cases: tuple[Case, ...]) -> float:
    """The points of the groups of which all cases are right."""
    points = {case.group: case.points for case in cases}
    wrong = {case.group for case in cases if not case.right}
    return sum(value for group, value in points.items() if group not in wrong)


def _before(course: Course, student: str, stem: str) -> Before:
    path = course.directory("autograded", student, stem) / f"{stem}.ipynb"
    try:
        return Before.of(intake.read_file(path))
    except intake.IntakeError:
        return Before()


def _seed(
    course: Course, assignment: Assignment, student: str, before: Before
) -> tuple[int, bool, list[str]]:
    """The seed that the work was graded with: the one whose cases have its fingerprint."""
    stem = assignment.stem
    for own in (course.per_student_cases, not course.per_student_cases):
        seed = course.seed(stem, student if own else None)
        if draw(assignment.rubric, seed).fingerprint == before.fingerprint:
            return seed, own, []
    told = say("explain.other_rubric" if before.report else "explain.not_graded")
    return course.seed_for(stem, student), course.per_student_cases, [told]


def _case(group: str, points: float, trial: Trial) -> Case:
    shown = list(zip(trial.case.steps, trial.expected, strict=False))
    steps = tuple(
        Step(
            python(step, DIGITS, MOST) or f"({type(step).__name__.lower()})",
            _shown(trial.seen[index]) if index < len(trial.seen) else "",
            _shown(right),
        )
        for index, (step, right) in enumerate(shown)
    )
    public, wrong = trial.case.public, trial.difference is not None
    return Case(group, points, trial.case.label, public, not wrong, steps)


def _shown(seen: Observation) -> str:
    """An observation as text."""
    match seen:
        case Returned(parts):
            return "; ".join(show(part, DIGITS, MOST) for part in parts)
        case Raised(kind, text):
            return f"{kind}: {text}" if text else kind
        case Rejected(reason):
            return f"({reason.value})"
        case Missing(name):
            return say("explain.missing", name=name)
        case Lost(reason):
            return f"({reason})"
        case Done():
            return ""


def as_text(told: Explanation, all_cases: bool = False) -> Iterator[str]:
    """An explanation, line by line.

    Args:
        all_cases: show the steps of what is right, too.
    """
    names = {"assignment": told.assignment, "question": told.question, "student": told.student}
    yield say("explain.own" if told.own else "explain.all", **names, seed=told.seed)
    yield from (say("report.remark", remark=remark) for remark in told.remarks)
    for case in told.cases:
        group, label = (of_assignment(name, name) for name in (case.group, case.label))
        about = {"group": group, "points": case.points, "label": label}
        key = "explain.public" if case.public else "explain.hidden"
        yield by_number(key, case.points, mark="✓" if case.right else "✗", **about)
        for step in case.steps if all_cases or not case.right else ():
            yield f"    {step.python}"
            if step.given != step.expected:
                yield say("explain.given", given=step.given or say("explain.nothing"))
                yield say("explain.expected", expected=step.expected or say("explain.nothing"))
            elif step.expected:
                yield say("explain.as_given", given=step.given)
