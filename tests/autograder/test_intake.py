"""Are a student's definitions found in whatever was handed in?"""

import contextlib
import json
import os

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.submission import intake, script
from autograder.submission import source as texts
from autograder.submission.intake import IntakeError, StudentCell
from tests.autograder.conftest import SOLUTION, earned
from tests.catalog import released

RELEASED = released("regression")


def notebook_of(source):
    cells = intake.read(source.encode(), "work.py")
    return json.loads(json.dumps(intake.rebuild(RELEASED, cells)))


PERFECT = notebook_of(SOLUTION)


def code_cells(notebook):
    return [c for c in notebook["cells"] if c["cell_type"] == "code"]


def copy(notebook):
    return json.loads(json.dumps(notebook))


def stripped(notebook):
    """What Colab and some VS Code versions leave."""
    for cell in notebook["cells"]:
        cell["metadata"] = {"id": "x"}
        cell.pop("id")
    notebook["metadata"] = {"colab": {"provenance": []}}
    notebook["nbformat_minor"] = 0


def without_graded_cells(notebook):
    notebook["cells"] = [
        c for c in notebook["cells"] if not c["metadata"].get("nbgrader", {}).get("grade")
    ]


def graded_cells_edited(notebook):
    for cell in code_cells(notebook):
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["source"] = "pass"


def points_raised(notebook):
    for cell in code_cells(notebook):
        if "points" in cell["metadata"].get("nbgrader", {}):
            cell["metadata"]["nbgrader"]["points"] = 1000


def reversed_order(notebook):
    """Solution cells in another order, after the cells that were given."""
    solutions = [c for c in code_cells(notebook) if c["metadata"]["nbgrader"]["solution"]]
    others = [c for c in notebook["cells"] if c not in solutions]
    notebook["cells"] = others + solutions[::-1]


def duplicated(notebook):
    notebook["cells"] = [copy(c) for c in notebook["cells"] for _ in range(2)]


def with_a_stub_left(notebook):
    """The work stands in new cells below untouched stubs."""
    stubs = copy(nbformat.from_dict(RELEASED))["cells"]
    work = [
        {**c, "metadata": {}} for c in code_cells(notebook) if c["metadata"]["nbgrader"]["solution"]
    ]
    notebook["cells"] = stubs + work


def work_above_the_stub(notebook):
    stubs = copy(nbformat.from_dict(RELEASED))["cells"]
    work = [
        {**c, "metadata": {}} for c in code_cells(notebook) if c["metadata"]["nbgrader"]["solution"]
    ]
    notebook["cells"] = stubs[:3] + work + stubs[3:]


def everything_in_one_cell(notebook):
    source = "\n\n".join(
        c["source"] for c in code_cells(notebook) if c["metadata"]["nbgrader"]["solution"]
    )
    notebook["cells"] = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []}]


def source_as_lines(notebook):
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)


def old_format(notebook):
    cells = [
        {**c, "input": c["source"], "language": "python"} if c["cell_type"] == "code" else c
        for c in notebook["cells"]
    ]
    for cell in cells:
        if "input" in cell:
            del cell["source"]
    notebook |= {"nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells}]}
    del notebook["cells"]


def scratch_cells(notebook):
    """Cells of one's own: broken, magic, plotting, printing."""
    for source in (
        "1 / 0", "this is not Python", "%timeit -n1 -r1 1 + 1", "print('π' * 3)", "x = [1, 2",
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    ):  # fmt: skip
        cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
        notebook["cells"].insert(2, cell)


@pytest.mark.parametrize(
    "change",
    [
        lambda notebook: None, stripped, without_graded_cells, graded_cells_edited, points_raised,
        reversed_order, duplicated, with_a_stub_left, work_above_the_stub, everything_in_one_cell,
        source_as_lines, old_format, scratch_cells,
    ],
)  # fmt: skip
def test_perfect_work_scores_full_in_any_state(check, change):
    """Does a damaged or reordered notebook score as the intact one?"""
    notebook = copy(PERFECT)
    change(notebook)
    report = check(notebook, "work.ipynb")
    assert report.score == report.max_score, earned(report)


def test_a_python_file_scores_as_its_notebook(check):
    """Does the same work as a plain .py file, without cell markers, score full?"""
    plain = "\n".join(line for line in SOLUTION.splitlines() if not line.startswith("# %%"))
    for source in (SOLUTION, plain):
        assert check(source).score == check(PERFECT, "work.ipynb").score


def test_only_code_crosses_over():
    """Do the student's Markdown, outputs, attachments and metadata stay behind?"""
    notebook = copy(PERFECT)
    for cell in notebook["cells"]:
        cell["metadata"]["injected"] = "<script>"
        cell["attachments"] = {"x": {}}
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "<script>"}]
        else:
            cell["source"] = "<script>"
    cells = intake.read(json.dumps(notebook).encode(), "work.ipynb")
    assert "<script>" not in nbformat.writes(intake.rebuild(RELEASED, cells))


def test_rebuilt_notebook_has_every_released_cell():
    """Is each cell of the release there once, with its own metadata?"""
    for source in ("", SOLUTION, "x = 1"):
        rebuilt = notebook_of(source)
        ids = [c["id"] for c in rebuilt["cells"]]
        assert len(ids) == len(set(ids))
        assert {c["id"] for c in RELEASED.cells} <= set(ids)
        nbformat.validate(nbformat.from_dict(rebuilt))


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"{", "a.ipynb", "not valid JSON (line 1)"),
        (b"[]", "a.ipynb", "no list of cells"),
        (b'{"cells": 3}', "a.ipynb", "no list of cells"),
        (b"\xff\xfe\x00", "a.ipynb", "not UTF-8"),
        (b"", "a.ipynb", "is empty"),
        (b"x", "a.docx", "(.ipynb) or a Python file (.py)"),
        (b"[" * 100_000, "a.ipynb", "not valid JSON"),
    ],
)
def test_what_cannot_be_read_is_said(data, name, says):
    """Does each unreadable file give one line that says why?"""
    with pytest.raises(IntakeError, match=r"(?s).*") as caught:
        intake.read(data, name)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_links_pipes_and_missing_files_are_refused(tmp_path):
    """Is anything but a regular file refused without being opened?"""
    (tmp_path / "link.ipynb").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    for name in ("link.ipynb", "pipe.ipynb", "folder.ipynb", "nothing.ipynb"):
        with pytest.raises(IntakeError, match=name):
            intake.read_file(tmp_path / name)


def test_a_huge_file_is_refused(tmp_path):
    """Is a file over the limit refused before it is read?"""
    path = tmp_path / "huge.ipynb"
    with path.open("wb") as file:
        file.truncate(intake.MAX_BYTES + 1)
    with pytest.raises(IntakeError, match="at most 20 MB"):
        intake.read_file(path)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["cells", "cell_type", "source", "metadata", "nbgrader", "grade_id", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)
cell_like = st.fixed_dictionaries(
    {}, optional={
        "cell_type": st.just("code") | json_values,
        "source": st.text(max_size=20) | json_values,
        "metadata": json_values,
    },
)  # fmt: skip


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(json_values | st.fixed_dictionaries({"cells": st.lists(cell_like, max_size=5)}))
def test_any_json_is_rebuilt_or_refused(data):
    """Can a strange notebook raise anything but IntakeError, or break the rebuilt one?"""
    try:
        cells = intake.read(json.dumps(data).encode(), "a.ipynb")
    except IntakeError:
        return
    nbformat.validate(intake.rebuild(RELEASED, cells))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    """Can arbitrary bytes raise anything but IntakeError?"""
    for name in ("a.ipynb", "a.py"):
        with contextlib.suppress(IntakeError):
            intake.rebuild(RELEASED, intake.read(data, name))


@given(st.text(max_size=200))
def test_names_are_found_in_any_text(text):
    """Does looking for definitions, statements and imports never raise?"""
    texts.bindings(text)
    texts.statements(text)
    texts.without_imports(text)
    script.pieces(text)


def test_names_are_found_beside_magics():
    """Are definitions found in a cell that is not plain Python?"""
    assert texts.bindings("%matplotlib inline\nclass MSELoss:\n    pass") == {"MSELoss"}
    assert StudentCell("x").grade_id is None


@pytest.mark.skipif(os.open not in os.supports_dir_fd, reason="names are opened folder by folder")
def test_no_link_on_the_way_is_followed(tmp_path):
    """Is a linked folder below the given one refused, and one above it a matter of the owner?"""
    (tmp_path / "disk" / "ada").mkdir(parents=True)
    (tmp_path / "disk" / "ada" / "work.py").write_text("x = 1")
    (tmp_path / "disk" / "eve").symlink_to("ada")
    (tmp_path / "submitted").symlink_to("disk")
    below = tmp_path / "submitted"
    assert intake.read_file(below / "ada" / "work.py", below) == b"x = 1"
    with pytest.raises(IntakeError, match="eve is a symbolic link"):
        intake.read_file(below / "eve" / "work.py", below)


@pytest.mark.parametrize("tool", [False, True])
def test_what_stands_below_given_cells_may_use_them(tool):
    """Does a constant between the given import and the first answer find NumPy there?"""
    given = [cell.source for cell in code_cells(released("divergence"))]
    above = [c for c in given if c == "import numpy as np" or (tool and "def slope(" in c)]
    mine = [*above, "tiny = np.finfo(float).tiny"]
    text = "\n\n\n".join([*mine, "def kl_divergence(p, q): ..."])
    rebuilt = intake.rebuild(released("divergence"), intake.read(text.encode(), "mine.py"))
    places = [[cell.source for cell in code_cells(rebuilt)].index(source) for source in mine]
    assert places == sorted(places)
