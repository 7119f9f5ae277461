"""Attacks that need a notebook, or a folder, which no honest program would have saved.

Each function takes the notebook of a wrong solution, as data, and the folder to hand it in to;
it changes the notebook, or writes something else and returns ``False``. Its docstring is the idea.
"""

import json
import os

WRONG = """
class MSELoss:
    def __init__(self, *args, **options):
        pass

    def forward(self, A, Y):
        return "3.0"

    def backward(self):
        return 3.0
"""


def graded(notebook):
    return [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]


def code(source, **metadata):
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": [],
            "execution_count": None}  # fmt: skip


def skipped(notebook, folder):
    """Tags the graded cells so that nothing runs them."""
    for cell in graded(notebook):
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove-cell"]
        cell["outputs"] = [{"output_type": "execute_result", "execution_count": 1,
                            "data": {"text/plain": "3.0"}, "metadata": {}}]  # fmt: skip


def filled_in(notebook, folder):
    """Brings the outputs of the graded cells along, with full marks."""
    for cell in graded(notebook):
        points = cell["metadata"]["nbgrader"]["points"]
        cell["outputs"] = [{"output_type": "execute_result", "execution_count": 1,
                            "data": {"text/plain": repr(points)}, "metadata": {}}]  # fmt: skip


def raised(notebook, folder):
    """Makes each question worth a thousand points."""
    for cell in graded(notebook):
        cell["metadata"]["nbgrader"]["points"] = 1000


def negative(notebook, folder):
    """Makes each question worth less than nothing, and locks nothing."""
    for cell in graded(notebook):
        cell["metadata"]["nbgrader"] |= {"points": -1, "locked": False, "schema_version": 99}


def deleted(notebook, folder):
    """Leaves the graded cells out."""
    notebook["cells"] = [c for c in notebook["cells"] if c not in graded(notebook)]


def doubled(notebook, folder):
    """Has each graded cell twice, under the same id and cell id."""
    notebook["cells"] += json.loads(json.dumps(graded(notebook)))


def renamed(notebook, folder):
    """Gives each graded cell the id of another, and a solution cell that of a question."""
    ids = [cell["metadata"]["nbgrader"]["grade_id"] for cell in graded(notebook)]
    for cell, name in zip(graded(notebook), ids[1:] + ids[:1], strict=True):
        cell["metadata"]["nbgrader"]["grade_id"] = name
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["metadata"]["nbgrader"]["grade_id"] = "MSELoss-forward"


def rewritten(notebook, folder):
    """Replaces what the graded cells do, and says that they are the student's to answer."""
    for cell in graded(notebook):
        cell["source"] = "print('correct')\n3.0"
        cell["metadata"]["nbgrader"] |= {"solution": True, "locked": False}


def extra_questions(notebook, folder):
    """Adds graded cells of its own."""
    for name in ("bonus", "MSELoss-bonus"):
        about = {
            "grade": True,
            "grade_id": name,
            "locked": True,
            "points": 100.0,
            "schema_version": 3,
            "solution": False,
            "cell_type": "code",
            "task": False,
        }
        notebook["cells"].append(code("100.0", nbgrader=about))  # fmt: skip


def own_kernel(notebook, folder):
    """Asks for a kernel that is a command, and for a language that is none."""
    notebook["metadata"] |= {
        "kernelspec": {"name": "../../evil", "display_name": "x", "argv": ["touch", "evil"]},
        "language_info": {"name": "sh", "pygments_lexer": "<script>attack()</script>"},
    }


def active_text(notebook, folder):
    """Puts scripts into Markdown, raw cells, attachments, widgets and the title."""
    evil = "<script>attack()</script><img src=x onerror=attack()>"
    notebook["metadata"] |= {"title": evil, "widgets": {"application/x": {"state": evil}}}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = evil
            cell["attachments"] = {"x.svg": {"image/svg+xml": evil}}
    notebook["cells"].append({"cell_type": "raw", "source": evil, "metadata": {"format": "html"}})


def stamped(notebook, folder):
    """Says that it was graded already, by this very rubric."""
    notebook["metadata"]["autograder"] = {"submission": "x", "rubric": "x", "isolation": {}}
    filled_in(notebook, folder)


def numpy_beside(notebook, folder):
    """Hands in a numpy.py, a sitecustomize.py and a package of ours beside the notebook."""
    evil = f"open({str(folder / 'was-imported')!r}, 'w').close()\n"
    for name in ("numpy", "sitecustomize", "matplotlib", "IPython", "usercustomize", "json"):
        (folder / f"{name}.py").write_text(evil)
    (folder / "autograder").mkdir()
    (folder / "autograder" / "__init__.py").write_text(evil)


def late_by_a_pipe(notebook, folder):
    """Has a pipe in place of the time of handing in, at which a reader waits for ever."""
    os.mkfifo(folder / "timestamp.txt")


def late_by_a_link(notebook, folder):
    """Has a link to the course's secret in place of the time of handing in."""
    (folder / "timestamp.txt").symlink_to(folder.parents[2] / "grades" / "secret")


def late_by_nonsense(notebook, folder):
    """Has terminal escapes in place of the time of handing in."""
    (folder / "timestamp.txt").write_text("\x1b[2J\x1b]0;owned\x07 /etc/passwd Europe/../../x")


def broken_json(notebook, folder):
    """Hands in half a notebook."""
    (folder / "regression.ipynb").write_text(json.dumps(notebook)[:5000])
    return False


def nested_json(notebook, folder):
    """Hands in brackets, a hundred thousand deep."""
    (folder / "regression.ipynb").write_text('{"cells":' + "[" * 100_000)
    return False


def symlink(notebook, folder):
    """Hands in a link to a peer's work."""
    peer = folder.parents[1] / "ada" / "regression" / "regression.ipynb"
    (folder / "regression.ipynb").symlink_to(peer)
    return False


def fifo(notebook, folder):
    """Hands in a pipe, at which a reader waits for ever."""
    os.mkfifo(folder / "regression.ipynb")
    return False


def directory(notebook, folder):
    """Hands in a folder by the name of the notebook."""
    (folder / "regression.ipynb").mkdir()
    return False


def sparse(notebook, folder):
    """Hands in a terabyte of nothing."""
    with (folder / "regression.ipynb").open("wb") as file:
        file.truncate(2**40)
    return False


def sparse_beside(notebook, folder):
    """Hands in files beside the notebook that are full of holes, which copies would fill."""
    for number in range(12):
        with (folder / f"data{number}.bin").open("wb") as file:
            file.truncate(95_000_000)


def code_bomb(notebook, folder):
    """Hands in code whose syntax tree takes a thousand times its room."""
    notebook["cells"].append(code("a.b;" * 2_000_000))


def many_cells(notebook, folder):
    """Hands in a hundred thousand cells."""
    notebook["cells"] += [code("1")] * 100_000


def deep_code(notebook, folder):
    """Hands in code that nests deeper than parsers like."""
    for source in ("-" * 40_000 + "1", "1" + "+1" * 40_000, "a" + ".b" * 40_000, "f'" * 9_000):
        notebook["cells"].append(code(source))


def odd_types(notebook, folder):
    """Hands in cells that are no cells."""
    notebook["cells"] += [None, 3, [], {"cell_type": "code", "source": 3}, {"cell_type": []},
                          {"cell_type": "code", "source": ["x", None], "metadata": []},
                          {"cell_type": "code", "source": "\ud800"}]  # fmt: skip


ALL = {
    function.__name__: function
    for function in (
        skipped, filled_in, raised, negative, deleted, doubled, renamed, rewritten,
        extra_questions, own_kernel, active_text, stamped, numpy_beside, late_by_a_pipe,
        late_by_a_link, late_by_nonsense, broken_json, nested_json, symlink, fifo, directory,
        sparse, sparse_beside, code_bomb, many_cells, deep_code, odd_types,
    )
}  # fmt: skip
#: What cannot be read or recorded is not graded, with a reason; it is never silently 0.
NOT_GRADED = {
    "late_by_a_pipe", "late_by_a_link", "late_by_nonsense", "broken_json", "nested_json",
    "symlink", "fifo", "directory", "sparse", "sparse_beside", "code_bomb", "many_cells",
}  # fmt: skip
