"""The lab without a browser: packs, the judge, the runner, and the shell that is not IPython."""

import contextlib
import io
import json

import numpy as np
import pytest

from autograder.catalog import Catalog
from autograder.judging.exam import draw
from autograder.lab.judge import Judge, page
from autograder.lab.pack import PRACTICE, pack, worked
from autograder.lab.runner import Runner, as_wide_as_indices, own_integers
from autograder.lab.slopes import slopes
from autograder.pipeline import judge
from autograder.running.isolation import Sandbox
from autograder.running.outputs import cell_output
from autograder.running.session import Limits, session
from autograder.sandbox.plain import MAX_TEXT, PlainShell
from autograder.sandbox.protocol import Call, decode_observations, decode_scripts, encode_scripts
from bench.diagnosis import FOLDER
from tests.catalog import load


@pytest.fixture
def runner():
    """A runner; what it changes in NumPy and Python is put back."""
    made, read = Runner(), input
    yield made
    made.fresh()
    __builtins__["input"] = read


@pytest.fixture(scope="module")
def regression():
    """A judge of `regression` by its pack."""
    catalog = Catalog()
    return Judge(pack(catalog["regression"], catalog.reading("regression")))


def sit(judge, runner, text, name="work.py", lost=None):
    """Judge a file as a page does; ``lost`` says why nothing came of a part."""
    runner.fresh()
    plan = judge.plan(text.encode(), name)
    outputs, shown = [runner.run(source) for source in plan.cells], []
    for number, encoded in enumerate(plan.parts):
        frames = []
        runner.play(encoded, frames.append)
        shown.append([lost] * plan.counts[number] if lost else frames)
    return judge.report(outputs, shown)


@pytest.mark.parametrize("path", sorted((FOLDER / "regression").glob("*.py"))[::6], ids=str)
def test_a_pack_judges_as_the_command_line(regression, runner, path):
    """Is the report the same when answers come from a runner and what is right from a pack?"""
    text = path.read_text("utf-8")
    with contextlib.closing(Sandbox()) as sandbox:
        right = judge(text.encode(), path.name, Catalog()["regression"], sandbox, PRACTICE)
    assert sit(regression, runner, text, path.name) == right.report


@pytest.mark.parametrize("reason", ["timeout", "died"])
def test_a_lost_runner_costs_its_questions_and_no_more(regression, runner, reason):
    """Is a part of which nothing came told as one that took too long, or ended Python?"""
    report = sit(regression, runner, "x = 1\n", lost=reason)
    assert report.score == 0
    assert {q.status for q in report.questions} == {"timeout" if reason == "timeout" else "error"}


def test_frames_that_no_runner_sends_are_no_answer(regression):
    """Is a stranger's frame taken for a lost process, whatever it holds?"""
    plan = regression.plan(b"x = 1\n", "work.py")
    shown = [[b"\xff" * 9] * count for count in plan.counts]
    report = regression.report(["{"] * len(plan.cells), shown)
    assert report.score == 0


def test_a_page_gets_messages_in_parts(regression, runner):
    """Is each verdict there as where and what, without the sentence of the example?"""
    text = "import numpy as np\nclass MSELoss:\n    def forward(self, A, Y): return 1.25\n"
    shown = page(regression, sit(regression, runner, text))
    told = shown["told"]["MSELoss.forward"]
    assert told["where"].startswith("Not right yet")
    assert not any("the right value is" in line for line in told["lines"])
    json.dumps(shown)


def test_worked_examples_hold_inputs_only():
    """Are the scripts of a page without a pack those of public cases, and of no other?"""
    exam = draw(load("regression"), PRACTICE)
    public = [c for q in exam.questions for c in exam.prepared(q).cases if c.public]
    assert len(decode_scripts(worked(Catalog()["regression"]))) == len(public)


def test_slopes_tell_a_gradient_that_belongs_to_another_loss():
    """Does the reference agree with its slopes, and a mistake in `backward` alone not?"""
    rubric = load("regression")
    scripts = decode_scripts(worked(Catalog()["regression"]))
    assert set(slopes(scripts, rubric.namespace()).values()) == {True}

    class Doubled(rubric.reference.MSELoss):
        def backward(self):
            return 2 * super().backward()

    found = slopes(scripts, rubric.namespace() | {"MSELoss": Doubled})
    assert found["MSELoss"] is False
    assert found["L1Loss"] is True


def test_what_a_program_changes_is_put_back(runner):
    """Does a judgement find NumPy and Python's own functions as they were?"""
    lie = "import numpy as np, builtins\nnp.allclose = np.mean = builtins.sum = lambda *a, **k: 7\n"
    lie += "np.seterr(all='raise')\nnp.extra = 1\n"
    runner.run(lie)
    runner.fresh()
    output = json.loads(runner.run("import numpy as np\nprint(np.mean([1, 2]), sum([1]))"))
    assert output["stdout"] == "1.5 1\n"
    assert json.loads(runner.run("np.extra"))["error"]["ename"] == "AttributeError"
    assert json.loads(runner.run("1 / np.zeros(1)"))["error"] is None


CELLS = [
    "1 + 1",
    "1 + 1;",
    "x = 3\nx",
    "print('a')\nimport sys\nprint('b', file=sys.stderr)\nNone",
    "def f():\n    return 1 / 0\n\nf()",
    "a = 1\n\nb = undefined",
    "x = [1,\n",
    "if x:\npass",
    "input()",
    "raise ValueError('own words')",
    "[i for i in range(3)]",
    "'text'",
]


@pytest.mark.parametrize("source", CELLS)
def test_the_plain_shell_shows_what_ipython_shows(source):
    """Are prints, values, errors and their lines those of the shell that grades?"""
    with contextlib.closing(Sandbox()) as sandbox, session([source], sandbox, Limits()) as opened:
        (right,) = opened.outputs
    shell = PlainShell()
    with contextlib.redirect_stdout(io.StringIO()):
        mine = cell_output(json.dumps(shell.run_cell(source)))
    values = "".join(f"Out[1]: {shown['text/plain']}\n" for shown in mine.displays)
    assert (mine.stdout + values, mine.stderr, mine.line) == (
        right.stdout,
        right.stderr,
        right.line,
    )
    assert (mine.error or {}).get("ename") == (right.error or {}).get("ename")


def test_labels_are_of_the_type_that_a_page_counts_with():
    """Are small whole numbers 32 bits wide there, and large ones and all else as they were?"""
    labels, large, real = np.array([2, 0, 1]), np.array([10**6]), np.ones(2)
    step = Call("loss", "forward", (real, labels, [large, None]), {"n": labels})
    mine = own_integers(step, np.int32)
    assert mine.args[1].dtype == mine.kwargs["n"].dtype == np.int32
    assert mine.args[1].tolist() == [2, 0, 1]
    assert mine.args[2][0].dtype == np.int64
    assert mine.args[0] is real
    assert own_integers(step, np.int64).args[1].dtype == np.int64


REFUSING = """
WIDTH = "int64"

def total(x):
    narrow = x.astype("int64").astype("int32", casting="safe" if len(WIDTH) == 5 else "unsafe")
    return narrow.sum()
"""


def test_what_a_page_takes_for_no_index_is_narrowed(runner):
    """Does work that NumPy refuses only where Python has 32 bits get a second try, once for all?"""
    scripts = [[Call(None, "total", (np.arange(n),), {})] for n in (3, 4)]
    shown = []
    runner.run(REFUSING)
    runner.play(encode_scripts(scripts), shown.append)
    answers = [decode_observations(f, s)[0] for f, s in zip(shown, scripts, strict=True)]
    assert [answer.parts[0].item() for answer in answers] == [3, 6]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("x.astype(np.int64)", "x.astype(np.intp)"),
        ("np.array(x, dtype='int64')", "np.array(x, dtype='intp')"),
        ("np.uint64, my_int64, int64s, np.int32", None),
    ],
)
def test_only_the_type_of_64_bits_is_narrowed(source, wanted):
    """Is nothing else renamed?"""
    assert as_wide_as_indices(source) == (wanted or source)


def test_output_is_cut():
    """Is a flood of text kept to what anybody reads?"""
    output = PlainShell().run_cell("for _ in range(10_000): print('x' * 100)")
    assert len(output["stdout"]) == MAX_TEXT
