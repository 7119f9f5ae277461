"""A page with one lab in it, for tests and measurements: the files that ``make lab`` made."""

import functools
import http.server
import json
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import nbformat

from autograder.catalog import Catalog

ROOT = Path(__file__).parents[2]
MADE = ROOT / "build" / "lab" / "site"
STUDENTS = ROOT / "tests" / "cases" / "students"
#: Seconds in which a page must do what is waited for, however busy the machine is.
PATIENCE = 300
#: The same limits and requests as in the book; nothing else of its pages.
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lab</title></head>
<body><div class="lab" data-stem="{stem}" data-check="{check}"><p class="lab-status"></p>
<p class="lab-open-set"><button data-lab="set">Open</button></p></div>
{cells}<script src="_static/lab/lab.js"></script></body></html>"""
OPEN = "courseLab(document.querySelector('[data-lab]'))"
JUDGE = """async ([text, name]) => {
  const lab = document.querySelector(".lab").courseLab;
  return (await lab.judged(new TextEncoder().encode(text), name)).report;
}"""


def write_pages(folder: Path) -> Path:
    """A page for each problem set in a folder that has the lab's files."""
    (folder / "_static").mkdir(parents=True)
    (folder / "_static" / "lab").symlink_to(MADE)
    for stem in Catalog().stems():
        for check in ("yes", "no"):
            text = PAGE.format(stem=stem, check=check, cells="\n".join(places(stem)))
            name = f"{stem}.html" if check == "yes" else f"{stem}-public.html"
            (folder / name).write_text(text, "utf-8")
    return folder


def places(stem: str):
    """The places of a problem set's cells."""
    text = (ROOT / "assignments" / stem / f"{stem}.ipynb").read_text("utf-8")
    for cell in nbformat.reads(text, as_version=4).cells:
        meta = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and not meta.get("grade"):
            name = meta["grade_id"].lower().replace("_", "-")
            yield f'<div class="lab-cell" id="cell-{name}"></div>'


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *arguments):
        """Keep the output clean."""


@contextmanager
def serve(folder: Path):
    """The address of a folder on a local web server."""
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def open_lab(page):
    """Open the lab of a page that is loaded already."""
    page.evaluate(OPEN)
    page.wait_for_selector(".lab[data-opened]", state="attached")


def until(page, expression: str, argument=None):
    """Wait until an expression or function holds.

    Playwright's own waiting evaluates text within the page, which the page's policy forbids.
    """
    end = time.monotonic() + PATIENCE
    while not page.evaluate(expression, argument):
        assert time.monotonic() < end, f"{expression} does not come true"
        page.wait_for_timeout(50)


def judged(page, text: str, name: str) -> dict:
    """The report of the page on a file."""
    return page.evaluate(JUDGE, [text, name])


def differences(mine: dict, right: dict):
    """Where two reports differ: question, field and both values; ``right`` is not JSON yet."""
    right = json.loads(json.dumps(right))
    for a, b in zip(mine["questions"], right["questions"], strict=True):
        for field in b:
            if a[field] != b[field]:
                yield b["id"], field, a[field], b[field]
    for field in ("assignment", "score", "max_score", "remarks"):
        if mine.get(field) != right.get(field):
            yield "", field, mine.get(field), right.get(field)
