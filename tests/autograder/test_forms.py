"""Does the same work get the same points in every form that it can arrive in?"""

import json
from pathlib import Path

import nbformat
import pytest

from autograder.pipeline import judge
from autograder.submission import intake, script, source
from tests.catalog import assignment, released

CASES = Path(__file__).parents[1] / "cases" / "forms"
STUDENTS = CASES.parent / "students"
L1 = """\
class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction
    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        losses = abs(self.d)
        return losses if self.reduction == "none" else getattr(np, self.reduction)(losses)
    def backward(self):
        return np.sign(self.d) / (self.d.size if self.reduction == "mean" else 1)
"""


@pytest.fixture
def mark(sandbox):
    """Judge bytes as a submission of an assignment."""

    def run(stem, data, name="work.py"):
        data = data.encode() if isinstance(data, str) else data
        return judge(data, name, assignment(stem), sandbox, seed=1).report

    return run


def notebook(cell_source=L1, **changes):
    """The released notebook with an answer to `L1Loss` in its cell."""
    cells = json.loads(nbformat.writes(released("regression")))
    for cell in cells["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "L1Loss":
            cell.update({"source": cell_source}, **changes)
    return json.dumps(cells)


def of_l1(report):
    return sum(q.earned for q in report.questions if q.id.startswith("L1Loss"))


@pytest.mark.parametrize(
    ("file", "score"),
    [
        ("markdown.ipynb", 44), ("crlf.ipynb", 44), ("bang-pip.ipynb", 44),
        ("matplotlib-inline.ipynb", 44), ("import-torch.ipynb", 44), ("first-wrong.ipynb", 39),
        ("first-wrong.py", 39), ("first-wrong-percent.py", 39),
        ("../students/regression/x07.py", 44),
    ],
)  # fmt: skip
def test_reported_notebooks(mark, file, score):
    """Does each notebook that lost points for its form get those of its work?"""
    report = mark("regression", (CASES / file).read_bytes(), file)
    assert report.score == score


@pytest.mark.parametrize("file", ["information/x05", "likelihood/ok37", "likelihood/x03"])
def test_students_in_odd_styles(mark, file):
    """Does right work with a named tuple, `type(…)` or an unused import get everything?"""
    report = mark(file.partition("/")[0], (STUDENTS / f"{file}.py").read_bytes())
    assert report.score == report.max_score


@pytest.mark.parametrize(
    ("stem", "file"), [("likelihood", "ok34"), ("binary", "ok40"), ("information", "ok27")]
)
def test_scipy_is_named(mark, stem, file):
    """Is SciPy named, on top or inside a function, where an answer needs it?"""
    report = mark(stem, (STUDENTS / stem / f"{file}.py").read_bytes())
    assert 0 < report.score < report.max_score
    for result in report.questions:
        if result.status != "passed":
            assert "scipy" in result.message
            assert "NumPy only" in result.message


@pytest.mark.parametrize(
    "above",
    [
        "", "\n\n", "%matplotlib inline\n", "%pylab inline\n", "!pip install torch\n", "%%time\n",
        "%pip install numpy\n%load_ext autoreload\n%autoreload 2\n", "files = !ls\n", "?np\n",
        "%config InlineBackend.figure_format = 'retina'\n", "%no_such_magic\n", "import torch\n",
        "import numpy as np, pandas as pd, scipy.special\n", "from my_losses import *\n",
        "try:\n    import torch\nexcept ImportError:\n    torch = None\n", "%%capture\n",
    ],
)  # fmt: skip
def test_what_stands_above_an_answer_costs_nothing(mark, above):
    """Do a magic, a command or an import that cannot succeed leave the answer below alone?"""
    assert of_l1(mark("regression", notebook(above + L1), "a.ipynb")) == 13


@pytest.mark.parametrize(
    "text",
    [
        L1.replace("\n", "\r\n"),
        L1.replace("\n", "\r"),
        "  " + L1.replace("\n", "\n  "),
        L1.replace("class L1Loss:", "class _L1:") + "\nL1Loss = _L1\n",
        "def _loss():\n    " + L1.replace("\n", "\n    ") + "\n    return L1Loss\nL1Loss = _loss()",
        "if True:\n    " + L1.replace("\n", "\n    "),
    ],
)
def test_however_it_is_written(mark, text):
    """Do line ends, indentation and assignment leave an answer what it is?"""
    assert of_l1(mark("regression", notebook(text), "a.ipynb")) == 13
    assert of_l1(mark("regression", text.replace("  class", "class") if "if" not in text else L1,
                      "a.py")) == 13  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text"),
    [("markdown", L1), ("raw", L1), ("markdown", f"```python\n{L1}\n```")],
)
@pytest.mark.parametrize("metadata", [None, {}])
def test_an_answer_in_a_text_cell_is_read_as_code(mark, kind, text, metadata):
    """Is an answer found, with a remark, in a cell that was switched to Markdown or raw?"""
    changes = {"cell_type": kind} | ({} if metadata is None else {"metadata": metadata})
    report = mark("regression", notebook(text, **changes), "a.ipynb")
    assert of_l1(report) == 13
    assert [kind in remark and "L1Loss" in remark for remark in report.remarks] == [True]
    assert report.to_json()["remarks"] == list(report.remarks)


def test_an_assignment_in_a_cell_of_its_own_is_not_overwritten():
    """Does a stub that was handed in nowhere stay away from `L1Loss = …`?"""
    cells = intake.read(b"L1Loss = type('L1Loss', (), {})\n", "a.py")
    rebuilt = intake.rebuild(released("regression"), cells)
    (cell,) = [c for c in rebuilt.cells if c.id == "L1Loss"]
    assert cell.source == "L1Loss = type('L1Loss', (), {})"
    others = [c.source for c in rebuilt.cells if c.id in ("MSELoss", "HuberLoss")]
    assert others == [intake.ABSENT, intake.ABSENT]


def test_a_definition_comes_before_an_assignment():
    """Is a scratch cell that rebinds an answer's name kept out of the answer's place?"""
    text = f"L1Loss = 3\n# %%\n{L1}"
    rebuilt = intake.rebuild(released("regression"), intake.read(text.encode(), "a.py"))
    assert next(c for c in rebuilt.cells if c.id == "L1Loss").source == L1.rstrip()


MARIMO = f"""import marimo

app = marimo.App()


@app.cell
def _():
    import numpy as np
    return (np,)


@app.cell
def _(np, paired):
    {L1.rstrip().replace(chr(10), chr(10) + "    ")}
    return (L1Loss,)


if __name__ == "__main__":
    app.run()
"""


def test_a_marimo_notebook_is_read(mark):
    """Is an answer found in the functions of marimo?"""
    assert of_l1(mark("regression", MARIMO)) == 13


@pytest.mark.parametrize("cookie", ["latin-1", "iso-8859-15", "cp1252"])
def test_a_file_may_name_its_encoding(mark, cookie):
    """Is a coding cookie of PEP 263 obeyed?"""
    text = f"# -*- coding: {cookie} -*-\n# Lösung für März\n{L1}"
    assert of_l1(mark("regression", text.encode(cookie))) == 13


@pytest.mark.parametrize("text", ["# ä\n", "# coding: nonsense\n# ä\n", "# coding: zlib\n# ä\n"])
def test_another_encoding_is_refused(text):
    """Is text in an encoding that it does not name refused in one line?"""
    with pytest.raises(intake.IntakeError, match="UTF-8"):
        intake.read(text.encode("latin-1"), "a.py")


@pytest.mark.parametrize(
    "broken",
    [
        "1 / 0", "assert False", "x = “1”", "print 'x'", "import sys; sys.exit()", "def f(:\n    1",
        "x = (1,", "def f():\nreturn 1", "class A:\n\tx = 1\n        y = 2", "raise ValueError",
        "n = int(input())", "open('data.csv')", "s = 'it's'", "x\0 = 1", "from . import other",
    ],
)  # fmt: skip
def test_one_broken_statement_takes_nothing_else_with_it(mark, broken):
    """Does what stands below a statement of a Python file that fails still count?"""
    assert of_l1(mark("regression", f"import numpy as np\n{broken}\n\n{L1}\n{broken}\n")) == 13


def test_pieces_keep_order_comments_and_decorators():
    """Is a file without markers cut between statements only, and nothing lost?"""
    text = (
        '"""Doc."""\nimport a\nimport b\n\n# of f\n@deco(\n    1)\ndef f():\n    """\nx\n"""\n'
        "\nx = 1; y = 2\nif x:\n    y = 3\nelse:\n    y = 4\n# end\n"
    )
    found = [piece for piece, _ in script.pieces(text)]
    assert [p.splitlines()[0] for p in found] == [
        '"""Doc."""', "import a", "# of f", "x = 1; y = 2", "if x:"
    ]  # fmt: skip
    lines = text.split("\n")
    assert all(lines[line - 1] == piece.split("\n")[0] for piece, line in script.pieces(text))
    assert "\n".join(found).replace("\n\n", "\n").strip() == text.replace("\n\n", "\n").strip()


def test_very_many_statements_are_borne():
    """Does a file with thousands of statements stay below the limit of cells?"""
    text = "x = 1\n" * 3000 + L1
    assert len(intake.read(text.encode(), "a.py")) < 10


@pytest.mark.parametrize(
    ("text", "binds"),
    [
        ("f = lambda: 0", {"f"}), ("from a import b as c", {"c"}), ("import a.b", {"a"}),
        ("a, (b, *c) = 1, (2, 3)", {"a", "b", "c"}), ("x: int = 1", {"x"}),
        ("for i in (): pass", {"i"}), ("with a as b: pass", {"b"}), ("(y := 1)", {"y"}),
        ("try:\n    import a\nexcept E:\n    a = None", {"a"}), ("def f():\n    x = 1", {"f"}),
        ("%time\nf = 1", {"f"}), ("f = (\n", {"f"}), ("x == 1", set()), ("%%bash\nf=1", set()),
    ],
)  # fmt: skip
def test_names_that_a_cell_binds(text, binds):
    """Are names found however they are bound?"""
    assert source.bindings(text) == binds


@pytest.mark.parametrize(
    ("text", "left", "modules"),
    [
        ("import torch", "pass", ["torch"]),
        ("import numpy as np, torch.nn as nn", "import numpy as np", ["torch"]),
        ("x = 'é'; import torch; y = 1", "x = 'é'; pass; y = 1", ["torch"]),
        ("from torch import (\n    a,\n    b)\nx = 1", "pass\n\n\nx = 1", ["torch"]),
        ("%time\nimport torch", "%time\npass", ["torch"]),
        ("import numpy as np", "import numpy as np", []),
        ("def f():\n    import torch", "def f():\n    import torch", []),
        ("import torch\nx = (", "import torch\nx = (", []),
    ],
)
def test_imports_that_cannot_succeed_are_left_out(text, left, modules):
    """Does nothing but the import itself change, line for line?"""
    assert source.without_imports(text)[0] == left
    assert [gone.module for gone in source.without_imports(text)[1]] == modules


def test_a_module_that_a_cell_writes_is_found(mark):
    """Can an answer import what `%%writefile` has written?"""
    cells = json.loads(notebook("from helper import ONE\n" + L1.replace("else 1)", "else ONE)")))
    new = {"cell_type": "code", "metadata": {}, "source": "%%writefile helper.py\nONE = 1\n"}
    cells["cells"].insert(0, new)
    assert of_l1(mark("regression", json.dumps(cells), "a.ipynb")) == 13
