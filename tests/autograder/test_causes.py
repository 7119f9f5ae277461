"""Is a student told the cause of what is missing, and never only its consequence?"""

import json

import nbformat
import pytest

from autograder.judging.report import Report
from autograder.pipeline import judge
from autograder.running.session import Limits
from tests.autograder.test_forms import CASES, L1, notebook
from tests.catalog import assignment, released

WORK = """\
import numpy as np

def self_information(p, base=None):
    with np.errstate(divide="ignore"):
        r = -np.log(np.asarray(p, dtype=float))
    return (r if base is None else r / np.log(base)) + 0.0

def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    t = np.where(p > 0, -p * np.log(np.where(p > 0, p, 1)), 0)
    h = t.sum(axis=axis)
    return h if base is None else h / np.log(base)

def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    return entropy(counts / counts.sum(), base=2)
"""


@pytest.fixture
def told(sandbox):
    """Judge work for `information`, or a notebook or class for `regression`; results by id."""

    def run(text, name="work.py", stem="information", **options):
        data = text.encode() if isinstance(text, str) else text
        judgement = judge(data, name, assignment(stem), sandbox, seed=1, **options)
        return {q.id: q for q in judgement.report.questions}, judgement

    return run


def changed(before, after, text=WORK):
    assert before in text
    return text.replace(before, after, 1)


@pytest.mark.parametrize(
    ("before", "after", "error", "says", "line"),
    [
        ("    h = t", "    h = “t”; h = t", "SyntaxError", "straight", 11),
        ("    h = t", "    h =\u00a0t", "SyntaxError", "invisible", 11),
        ("    h = t", "    h = \u200bt", "SyntaxError", "invisible", 11),
        ("    h = t", "    h = \0t", "SyntaxError", "null bytes", 11),
        ("    h = t", "\th = t", "TabError", "four spaces", 11),
        ("    h = t", "   h = t", "IndentationError", "four spaces", 11),
        ("    h = t", "    print t\n    h = t", "SyntaxError", "Python 3", 11),
        ("    h = t", "    h = (t", "SyntaxError", "'(' was never closed", 11),
        ("(p, axis", "(p， axis", "SyntaxError", "Type `,`", 8),
        ("-p *", "−p *", "SyntaxError", "Type `-`", 10),
        ("None):\n    p", "None):\np", "IndentationError", "expected an indented block", 9),
    ],
)
def test_a_cell_that_is_not_python(told, before, after, error, says, line):
    """Is the error of the cell told, with the line of the file and what to do?"""
    start = WORK.index("def entropy")
    results, _ = told(WORK[:start] + changed(before, after, WORK[start:]))
    assert results["self_information.value"].status == "passed"
    for id in ("entropy.value", "entropy.options", "bits_per_symbol.value"):
        result = results[id]
        assert result.status == "error"
        assert error in result.message
        assert f"line {line} of the file" in result.message
        assert says in result.message
        assert "not defined" not in result.message
        assert "NotImplementedError" not in result.message


@pytest.mark.parametrize(
    ("above", "error", "line"),
    [
        ("n = int(input('n? '))\n", "EOFError", 1),
        ("\n\nx = [1, 2]\nprint(x[5])\n", "IndexError", 4),
        ("%%time\n\n1 / 0\n", "ZeroDivisionError", 3),
        ("def f():\n    return missing\nf()\n", "NameError", 2),
        ("raise SystemExit\n", "SystemExit", 1),
        ("from numpy import no_such_thing\n", "ImportError", 1),
        ("x = 'a\n", "SyntaxError", 1),
        ("import os; os._exit(3)\n", "ended", 0),
    ],
)
def test_a_cell_that_raises(told, above, error, line):
    """Is the error of an answer's cell told with its line, in the verdict and on the page?"""
    results, judgement = told(notebook(above + L1), "a.ipynb", "regression")
    result = results["L1Loss.forward"]
    assert result.status == "error"
    assert error in result.message
    assert not line or f"in line {line}" in result.message
    assert "not defined" not in result.message.split("\n")[0]
    assert judgement.outputs["L1Loss"].error
    assert results["MSELoss.forward"].status != "error"


@pytest.mark.parametrize(
    ("file", "error"), [("curly-quotes", "SyntaxError in line 2"), ("input", "EOFError in line 1")]
)
def test_reported_notebooks(told, file, error):
    """Do the notebooks of the report get the error of their cell?"""
    data = (CASES / f"{file}.ipynb").read_bytes()
    results, _ = told(data, f"{file}.ipynb", "regression")
    assert error in results["L1Loss.forward"].message


@pytest.mark.parametrize(
    ("text", "id", "says"),
    [
        (WORK.replace("entropy", "Entropy"), "entropy.value", "`Entropy`"),
        (WORK.replace("self_information", "selfinformation"), "self_information.value", "Rename"),
        (WORK.replace("bits_per_symbol", "bits_per_symbl"), "bits_per_symbol.value", "Rename"),
        (WORK[: WORK.index("def bits")], "bits_per_symbol.value", "Nothing that was handed in"),
        ("", "entropy.value", "Nothing that was handed in"),
        ("# nothing yet\n", "entropy.value", "Nothing that was handed in"),
        (WORK.replace("np.where(p", "mp.where(p", 1), "entropy.value", "name `mp`"),
        (WORK.replace("h = t.sum", "from scipy.special import entr\n    h = t.sum"),
         "entropy.value", "no module `scipy`"),
        ("import torch\n" + WORK.replace("h = t.sum", "h = torch.sum"), "entropy.value", "`torch`"),
        (WORK + "\ndel entropy\n", "entropy.value", "is not there"),
        (WORK.replace("    h = t", "    h = np.summ(t)\n    h = t"), "entropy.value", "'summ'"),
        (WORK.replace("    h = t", "    if p > 0: t = t\n    h = t"), "entropy.value", "ambiguous"),
    ],
)  # fmt: skip
def test_why_a_function_is_missing_or_raises(told, text, id, says):
    """Is a name misspelt, an import or a cell to blame, and is that said?"""
    result = told(text)[0][id]
    assert result.status in ("missing", "error")
    assert says in result.message
    assert "NotImplementedError" not in result.message


def test_an_answer_that_calls_one_that_is_missing(told):
    """Is it said that something else is not answered yet, where that is so?"""
    text = changed(
        "    p = np.asarray(p, dtype=float)\n    t", "    raise NotImplementedError\n    t"
    )
    results, _ = told(text)
    assert "still raises NotImplementedError" in results["entropy.value"].message
    assert "calls `entropy`" in results["bits_per_symbol.value"].message


@pytest.mark.parametrize(
    ("before", "after", "part", "says"),
    [
        ("def forward", "def Forward", "forward", "but `Forward`"),
        ("def backward", "def bacward", "backward", "but `bacward`"),
        ("__init__", "_init_", "forward", "but `_init_`"),
        ("forward(self, A", "forward(A", "forward", "no parameter `self`"),
        ("backward(self)", "backward()", "backward", "no parameter `self`"),
        ("self.reduction == \"none\"", "reduction == 'none'", "forward", "`self.reduction` meant"),
        ("    def backward(self):\n    ", "def backward(self):\n", "backward", "outside of the"),
        ("    def backward(self):\n", "        def backward(self):\n    ", "backward", "inside"),
        ("class L1Loss", "class L1_loss", "forward", "`L1_loss` is defined"),
        ("class L1Loss:\n", "class Losses:\n  class L1Loss:\n", "forward", "inside `Losses`"),
    ],
)  # fmt: skip
def test_why_a_method_is_missing_or_raises(told, before, after, part, says):
    """Is what is wrong with the text of a class said?"""
    results, _ = told(changed(before, after, L1), stem="regression")
    assert says in results[f"L1Loss.{part}"].message


def test_a_stub_beside_a_misspelt_answer(told):
    """Is the near name suggested where the stub was left in place?"""
    cells = json.loads(nbformat.writes(released("regression")))
    own = {"cell_type": "code", "metadata": {}, "source": L1.replace("L1Loss", "L1loss")}
    cells["cells"].append(own)
    result = told(json.dumps(cells), "a.ipynb", "regression")[0]["L1Loss.forward"]
    assert "NotImplementedError" in result.message
    assert "`L1loss`" in result.message


@pytest.mark.parametrize("magic", ["%%timeit", "%%writefile l1.py"])
def test_a_magic_that_keeps_names_to_itself(told, magic):
    """Is it said why a cell below such a magic defines nothing?"""
    results, _ = told(notebook(f"{magic}\n{L1}"), "a.ipynb", "regression")
    assert "magic" in results["L1Loss.forward"].message


def test_the_gist_holds_nothing_that_a_student_chose(told):
    """Can the name or the text of an exception bring markup into the summary in Markdown?"""
    text = 'raise type("<b>`x`", (ValueError,), {})("<script>\\x1b[31m\\u202e")\n' + L1
    result = told(notebook(text), "a.ipynb", "regression")[0]["L1Loss.forward"]
    assert not set("<>") & set(result.gist)
    assert not set("\x1b\u202e") & set(result.message)


def test_hidden_cases_show_the_class_only(told):
    """Does the text of an exception stay away unless a worked example raised it?"""
    text = changed("    h = t", "    if p.size > 12: {}[str(p)]\n    h = t")
    for result in told(text)[0].values():
        assert "Python says" not in result.message
    own = changed("    h = t", "    raise KeyError(f'the input was {p}')\n    h = t")
    assert "the input was" not in told(own)[0]["entropy.value"].message


def test_causes_survive_json(told):
    """Is what was said kept as data, so that it can be said again in another language?"""
    _, judgement = told(changed("    h = t", "    h = “t”"))
    report = judgement.report
    assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report
    said = next(q.said for q in report.questions if q.id == "entropy.value")
    assert [phrase.key for phrase in said] == ["cause.stopped", "cause.says", "cause.do_quotes"]


def test_an_import_that_was_left_out_is_shown(told):
    """Is it seen on the page of a notebook, and in the remarks, that `torch` is not there?"""
    data = (CASES / "import-torch.ipynb").read_bytes()
    _, judgement = told(data, "a.ipynb", "regression")
    assert any("torch" in remark for remark in judgement.report.remarks)
    shown = [o.error for o in judgement.outputs.values() if o.error]
    assert any("torch" in error["evalue"] for error in shown)
    nbformat.validate(judgement.notebook)


def test_a_cell_that_takes_too_long_is_named(told):
    """Is a cell that was stopped named as the cause?"""
    text = notebook("while True:\n    pass\n" + L1)
    results, _ = told(text, "a.ipynb", "regression", limits=Limits(cell=1))
    assert "took too long" in results["L1Loss.forward"].message


def with_cell_on_top(source, answer=L1):
    """The released notebook with an answer, and a cell of the student's above all others."""
    cells = json.loads(notebook(answer))
    cells["cells"].insert(0, {"cell_type": "code", "metadata": {}, "source": source, "outputs": []})
    return json.dumps(cells)


class TestTooFarUp:
    """Is a cell that uses a name above the cell that defines it told just that?"""

    NEEDY = L1.replace("abs(self.d)", "FACTOR * abs(self.d)", 1)

    @pytest.mark.parametrize(
        ("cell", "answer", "used"),
        [
            ("FACTOR = np.float64(1.0)", NEEDY, "np"),
            ("FACTOR = len(paired([1], [1])) / 2", NEEDY, "paired"),
        ],
    )
    def test_a_helper_above_what_it_needs(self, told, cell, answer, used):
        """Is the student told to move the cell, by the name that it lacks?"""
        data = with_cell_on_top(cell, answer)
        questions, _ = told(data, "work.ipynb", "regression")
        message = questions["L1Loss.forward"].message
        assert f"`{used}` is defined below this cell. Move this cell down" in message

    def test_a_function_above_what_it_needs_is_no_mistake(self, told):
        """Does a helper that uses the name only when it is called cost nothing?"""
        helper = "def factor():\n    return np.float64(1.0)"
        data = with_cell_on_top(helper, self.NEEDY.replace("FACTOR", "factor()"))
        questions, _ = told(data, "work.ipynb", "regression")
        assert questions["L1Loss.forward"].status == "passed"

    def test_a_name_that_nothing_defines_is_no_matter_of_order(self, told):
        """Is nobody sent to move a cell for a name that is nowhere?"""
        data = with_cell_on_top("FACTOR = nowhere * 1.0", self.NEEDY)
        questions, _ = told(data, "work.ipynb", "regression")
        assert "Move this cell" not in questions["L1Loss.forward"].message
        assert "nowhere" in questions["L1Loss.forward"].message


def test_a_class_that_was_left_as_given_is_not_answered(told):
    """Is a stub whose class body raises told as no answer, and another error as what it is?"""
    stub = 'class MSELoss:\n    """A loss."""\n\n    raise NotImplementedError()\n'
    found, _ = told(stub, stem="regression")
    for part in ("forward", "backward", "reuse"):
        result = found[f"MSELoss.{part}"]
        assert result.status == "missing"
        assert [phrase.key for phrase in result.said] == ["fact.unanswered"]
    found, _ = told(stub.replace("NotImplemented", "Value"), stem="regression")
    assert found["MSELoss.forward"].said[0].key == "cause.stopped"
