"""Does a submission get the points that it deserves, and the message that it needs?"""

import contextlib

import pytest

from autograder.gradebook.course import REPOSITORY
from autograder.judging.report import Report
from autograder.running.session import Limits, Session
from autograder.sandbox.protocol import Build, Call, encode_scripts
from tests.autograder.conftest import SOLUTION, earned
from tests.catalog import assignment

SEED_MSE = (REPOSITORY / "examples" / "students" / "seed000" / "regression.py").read_text()
MSE = """
class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction
    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        losses = self.d ** 2
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
    def backward(self):
        return 2 * self.d / (self.d.size if self.reduction == "mean" else 1)
"""


def question(report, id):
    return next(q for q in report.questions if q.id == id)


def test_reference_scores_full_in_the_sandbox(check):
    """Does the reference, handed in as a file, get everything?"""
    report = check(SOLUTION)
    assert report.score == report.max_score
    assert {q.status for q in report.questions} == {"passed"}


def test_untouched_release_scores_nothing(check):
    """Does the released notebook, handed in as it is, get 0, and is it said why?"""
    report = check((REPOSITORY / "assignments/regression/regression.ipynb").read_text(), "a.ipynb")
    assert report.score == 0
    assert {q.status for q in report.questions} == {"missing"}
    assert "NotImplementedError" in report.questions[0].message


def test_an_empty_file_scores_nothing(check):
    """Is a missing class named in the message?"""
    report = check("x = 1")
    assert report.score == 0
    message = question(report, "MSELoss.forward").message
    assert "MSELoss" in message
    assert "NotImplementedError" not in message


def test_the_seed_earns_all_but_the_options(check):
    """Does the class of seed 000, as printed, earn what it gets right?"""
    report = check(SEED_MSE)
    points = {part: question(report, f"MSELoss.{part}") for part in
              ("forward", "backward", "options", "stability", "reuse")}  # fmt: skip
    assert [p for p, q in points.items() if q.earned < q.points] == ["options"]


def test_a_wrong_sign_costs_the_gradient_only(check):
    """Is a mistake punished once, and named?"""
    report = check(MSE.replace("return 2 *", "return -2 *"))
    assert earned(report)["MSELoss.forward"] == 3
    assert earned(report)["MSELoss.backward"] == 0
    assert earned(report)["MSELoss.reuse"] == 2
    assert question(report, "MSELoss.backward").misconception == "MSEGradientPointsDown"


def test_two_mistakes_are_both_named(check):
    """Does a second mistake elsewhere hide the first?"""
    source = MSE.replace("return 2 *", "return -2 *").replace("losses.mean()", "losses.sum()")
    report = check(source)
    assert question(report, "MSELoss.forward").misconception == "MSESumForMean"
    assert question(report, "MSELoss.backward").misconception == "MSEGradientPointsDown"


def test_constants_earn_nothing(check):
    """Does a class that answers the same whatever is asked get no point, consistent as it is?"""
    source = """
import numpy as np
class MSELoss:
    def __init__(self, *args, **kwargs): pass
    def forward(self, A, Y): self.shape = A.shape; return 0.625
    def backward(self): return np.zeros(self.shape)
"""
    assert sum(v for k, v in earned(check(source)).items() if k.startswith("MSELoss")) == 0


def test_hard_coded_examples_earn_nothing(check):
    """Does knowing the printed example help?"""
    source = MSE.replace(
        "        A, Y = paired(A, Y)",
        "        A, Y = paired(A, Y)\n"
        "        self.d = A - Y\n"
        "        return 0.625 if A.sum() == 15 else 1.0",
    )
    assert earned(check(source))["MSELoss.forward"] == 0


def test_exceptions_show_their_class_only(check):
    """Does a message of the student's own exception stay out of the feedback?"""
    source = MSE.replace("A, Y = paired(A, Y)", "raise KeyError(f'the input was {A}')")
    result = question(check(source), "MSELoss.forward")
    assert result.status == "error"
    assert "KeyError" in result.message
    assert "the input was" not in result.message


def test_a_loop_costs_one_question(check):
    """Does code that never ends time out, with the other questions still asked?"""
    source = SOLUTION.replace("class L1Loss:", "class L1Loss:\n    pass\nclass _Lost:").replace(
        "class HuberLoss:", "class L1Loss(_Lost):\n    def backward(self):\n"
        "        while True: pass\nclass HuberLoss:", 1
    )  # fmt: skip
    report = check(source, limits=Limits(question=0.5))
    assert question(report, "L1Loss.backward").status == "timeout"
    assert question(report, "L1Loss.forward").status == "passed"
    assert question(report, "HuberLoss.backward").status == "passed"


def test_a_dead_process_costs_one_question(check):
    """Is `os._exit` in a method an error of that question alone?"""
    report = check(SOLUTION + "\n# %%\nimport os\nL1Loss.backward = lambda self: os._exit(0)\n")
    assert question(report, "L1Loss.backward").status == "error"
    assert question(report, "HuberLoss.backward").status == "passed"


@pytest.mark.parametrize("scratch", ["while True: pass", "import os; os._exit(1)", "quit()"])
def test_a_bad_scratch_cell_costs_nothing(check, scratch):
    """Do definitions survive a cell that hangs or ends Python?"""
    report = check(f"{scratch}\n{SOLUTION}".replace(scratch, f"# %%\n{scratch}\n", 1),
                   limits=Limits(cell=1.0))  # fmt: skip
    assert report.score == report.max_score


def test_hints_hold_no_hidden_numbers(check):
    """Do messages about hidden cases contain neither inputs nor expected values?"""
    report = check(MSE.replace("losses.mean()", "losses.sum() / len(A)"))
    message = question(report, "MSELoss.stability").message
    assert not any(character.isdigit() for character in message)


def test_reports_survive_json(check):
    """Is a report the same after writing and reading it?"""
    report = check(MSE)
    assert Report.from_json(report.to_json()) == report
    assert set(report.to_json()) == {"assignment", "score", "max_score", "questions"}
    assert set(report.to_json()["questions"][0]) == {
        "id", "points", "earned", "status", "misconception", "message",
        "groups", "example", "said", "gist",
    }  # fmt: skip


def test_the_seed_changes_no_verdict(sandbox):
    """Does the draw of the random cases leave the verdict alone?"""
    from autograder.pipeline import judge

    source = MSE.replace("return 2 *", "return").encode()
    reports = [
        judge(source, "a.py", assignment("regression"), sandbox, seed=s).report for s in range(5)
    ]
    assert len({tuple(earned(r).items()) for r in reports}) == 1


@pytest.mark.parametrize(
    "style",
    [
        "import warnings; warnings.warn('careful')",
        "import sys; print('noise', file=sys.stderr)",
        "print('a lot of text ' * 1000)",
        "%matplotlib inline",
        "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()",
        "import numpy as np; np.seterr(all='raise')",
        "import warnings; warnings.simplefilter('error')",
        "π = 3.14; größe = 1",
        "!echo hello",
        "import time; time.sleep(0.2)",
        "np = __import__('numpy')",
    ],
)
def test_harmless_things_cost_nothing(check, style):
    """Do prints, warnings, plots, magics and Unicode names leave the score alone?"""
    report = check(f"# %%\n{style}\n{SOLUTION}\n# %%\n{style}\n")
    assert report.score == report.max_score


#: The solution's MSELoss, as others would write it: replacements of its text, and cells in front.
STYLES = {
    "loops": (
        "losses = self.d ** 2",
        "losses = np.array([[(a - y) ** 2 for a, y in zip(r, s)] for r, s in zip(A, Y)])",
    ),
    "einsum": ("losses.sum()", "np.einsum('nc,nc->', self.d, self.d)"),
    "a helper in another cell": ("self.d ** 2", "squared(self.d)"),
    "inheritance": ("class MSELoss:", "class MSELoss(Base):"),
    "prints": ("A, Y = paired(A, Y)", "A, Y = paired(A, Y); print('forward', A.shape)"),
    "noise on stderr": ("self.d = A - Y", "self.d = A - Y; print('!', file=sys.stderr)"),
    "warnings": ("self.d = A - Y", "self.d = A - Y; warnings.warn('careful')"),
    "NumPy warnings": ("self.d = A - Y", "self.d = A - Y; np.log(np.zeros(1)); np.ones(1) / 0"),
    "Fortran order": ("self.d = A - Y", "self.d = np.asfortranarray(A - Y)"),
    "a view with strides": ("self.d = A - Y", "self.d = np.repeat(A - Y, 2, axis=1)[:, ::2]"),
    "slow, but within the limit": ("self.d = A - Y", "self.d = A - Y; time.sleep(0.01)"),
    "Python's own float": ("losses.mean()}", "float(losses.mean())}"),
    "an array without axes": ("losses.mean()}", "np.array(losses.mean())}"),
    "a list in place of an array": (
        "return 2 * self.d / (self.d.size if self.reduction == \"mean\" else 1)",
        "return (2 * self.d / (self.d.size if self.reduction == \"mean\" else 1)).tolist()",
    ),
    "a dataclass": (
        "class MSELoss:\n    def __init__(self, reduction=\"mean\"):\n"
        "        self.reduction = reduction",
        '@dataclasses.dataclass\nclass MSELoss:\n    reduction: str = "mean"\n    d = None',
    ),
    "Unicode": ("self.d", "self.δ"),
    "a file of its own": ("self.d = A - Y", "self.d = A - Y; np.save('d.npy', self.d)"),
}  # fmt: skip
HELPERS = """
import dataclasses, sys, time, warnings
import numpy as np
squared = np.square
class Base:
    def __repr__(self): return "a loss"
# %%
1 / 0
# %%
"""


@pytest.mark.parametrize("style", STYLES)
def test_the_same_work_in_another_style_costs_nothing(check, style):
    """Does correct work in any style, beside a cell that fails, score full?"""
    old, new = STYLES[style]
    assert old in MSE
    points = earned(check(HELPERS + MSE.replace(old, new)))
    assert sum(v for k, v in points.items() if k.startswith("MSELoss")) == 13


def test_without_fork_the_verdicts_are_the_same(check):
    """On a system that cannot fork, are submissions judged alike, lost processes included?"""
    import contextlib

    from autograder.pipeline import judge
    from autograder.running.isolation import Sandbox

    sources = (SOLUTION, MSE.replace("return 2 *", "return -2 *"), "import os; os._exit(1)")
    with contextlib.closing(Sandbox(figures=False, forks=False)) as spawning:
        for source in sources:
            spawned = judge(
                source.encode(), "a.py", assignment("regression"), spawning, seed=1
            ).report
            assert spawned == check(source)


def test_what_hung_once_is_not_waited_for_as_long_again(check):
    """Are the verdicts those of the whole wait, and is another method given all its time?"""
    hangs = "class L1Loss:\n    def forward(self, A, Y):\n        while True: pass\n"
    short, whole = (
        check(hangs, limits=Limits(cell=0.5, question=0.5, again=t)) for t in (0.05, 0.5)
    )
    verdicts, others = (
        [(q.id, q.earned, q.status) for q in report.questions] for report in (short, whole)
    )
    assert verdicts == others
    late = {q.id for q in short.questions if q.status == "timeout"}
    assert late == {f"L1Loss.{part}" for part in ("forward", "backward", "stability", "reuse")}


def test_only_what_makes_the_same_calls_gets_less_time(sandbox):
    """Is the time of a question less after the same calls hung, and whole for any other?"""
    opened = Session(["def f(x):\n    while True: pass\ndef g(x):\n    return x"], sandbox,
                     Limits(question=0.2, again=0.1))  # fmt: skip
    call_f, call_g = ([Call(None, name, (1.0,))] for name in "fg")
    with contextlib.closing(opened):
        for script in (call_g, call_f):
            opened.play([script], encode_scripts([script]))
    assert opened._patience([call_g]) == 0.2
    assert opened._patience([call_g, call_f]) == 0.1
    assert opened._patience([[*call_g, *call_f]]) == 0.1
    other = [Build("loss", "f"), Call("loss", "f")]
    assert opened._patience([other]) == 0.2
