"""The lab in the page: problem sets that are written and judged in the book, and code that is run.

A page whose text is ``{lab}`` with a stem becomes the problem set's lab: the texts of its released
notebook, and a place for each of its cells. Each code cell of a chapter gets a button that opens
it. What is behind the buttons is made by ``make lab`` (``book/_tools/lab.py``) and loaded when one
is first pressed; where it was not made, the book is built without and says so.

``practice_check = False`` builds without practice packs: a lab page then runs the notebook's own
checks only. The words are those of ``book/_lab/words/<language>.json``.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import shutil
from html import escape
from pathlib import Path

import jupytext
import nbformat
from docutils import nodes
from edition import is_other
from notebooks import is_notebook, notebook_title
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)

SOURCES = Path(__file__).parent.parent / "_lab"
FENCE = re.compile(r"^```{lab} *(\w+)\n```$", re.MULTILINE)
#: Sphinx adds it to the address of a script that is there when a page is written. Ours are copied
#: after the pages, so a first build has none.
SCRIPT_DIGEST = re.compile(rb"(?<=\.js)\?v=[0-9a-f]{8}(?=\")")
#: Cells of a released notebook that say how to work with it elsewhere.
ELSEWHERE = {"how", "graded"}
LONG = 80  # lines of given code that a page shows at most


def read_words(language: str) -> dict[str, str]:
    """The words of a language, English where it has none."""
    words: dict[str, str] = {}
    for name in ("en", language.split("_")[0], language):
        file = SOURCES / "words" / f"{name}.json"
        if file.is_file():
            words |= json.loads(file.read_text("utf-8"))
    return words


def made(app) -> dict | None:
    """What `make lab` says of the files that it made; nothing if it has made none."""
    record = Path(app.config.lab_files or Path(app.srcdir, "build", "lab", "site"), "lab.json")
    return json.loads(record.read_text("utf-8")) if record.is_file() else None


# ------------------------------------------------------------------------ lab pages


def expand(app, docname: str, source: list[str]):
    """Put the released notebook into a lab page."""

    def page(match: re.Match) -> str:
        path = Path(app.srcdir, "assignments", match[1], f"{match[1]}.ipynb")
        app.env.dependencies[docname].add(str(path))
        if not path.is_file():
            logger.warning("no released notebook %s for this lab", path, location=docname)
            return ""
        notebook = json.loads(path.read_text("utf-8"))
        parts = [f"```{{lab-bar}} {match[1]}\n```", *map(part, notebook["cells"])]
        return "\n\n".join(filter(None, parts))

    source[0] = FENCE.sub(page, source[0])


def part(cell: dict) -> str:
    """A cell of a notebook as Markdown; nothing of one that belongs to the grader."""
    text, meta = "".join(cell["source"]), cell["metadata"].get("nbgrader", {})
    if cell["cell_type"] == "markdown":
        return "" if cell["id"] in ELSEWHERE else re.sub(r"\A# .*\n*", "", text)
    if meta.get("grade"):
        return ""
    kind = "answer" if meta.get("solution") else "given"
    return f"``````{{lab-cell}} {meta['grade_id']}\n:kind: {kind}\n\n{text}\n``````"


class lab_bar(nodes.General, nodes.Element):
    """The head of a lab: what it is, and the button that opens it."""


class lab_cell(nodes.General, nodes.Element):
    """The place of a cell."""


class lab_opener(nodes.General, nodes.Element):
    """The button that opens a cell of a chapter."""


class lab_keep(nodes.General, nodes.Element):
    """The button that keeps all for use without a network."""


class Bar(SphinxDirective):
    """``{lab-bar}`` with a stem."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        return [lab_bar("", stem=self.arguments[0])]


class Cell(SphinxDirective):
    """``{lab-cell}`` with a grade id, and the released code."""

    required_arguments = 1
    option_spec = {"kind": str}
    has_content = True

    def run(self) -> list[nodes.Node]:
        lines = list(self.content)
        if len(lines) > LONG:
            lines = [*lines[:LONG], f"# … {len(lines) - LONG} more lines, in the notebook"]
        place = lab_cell("", ids=[nodes.make_id(f"cell-{self.arguments[0]}")])
        code = "\n".join(lines)
        place += nodes.literal_block(code, code, language="python")
        return [place]


class Progress(SphinxDirective):
    """``{lab-progress}``: a list of all lab pages."""

    def run(self) -> list[nodes.Node]:
        folder, docname = Path(self.env.srcdir), self.env.docname
        items = nodes.bullet_list(classes=["lab-sets"])
        for page in sorted(folder.glob("book/lab_*.md"), key=order(folder)):
            stem = page.stem.removeprefix("lab_")
            title = notebook_title(folder / "assignments" / stem / f"{stem}.ipynb")
            target = nodes.reference("", title, refuri=f"{page.stem}.html", internal=True)
            text = escape(read_words(self.config.language)["progress"])
            score = f'<span class="lab-score" data-stem="{stem}" data-text="{text}"></span>'
            items += nodes.list_item(
                "", nodes.paragraph("", "", target, nodes.Text(" "), raw(score))
            )
            self.env.dependencies[docname].add(str(page))
        return [items]


class Keep(SphinxDirective):
    """``{lab-keep}``: a button that keeps the book and the lab in the reader's browser."""

    def run(self) -> list[nodes.Node]:
        return [lab_keep("")]


def visit_keep(self, node):
    """The button; what it weighs is told when it is pressed."""
    app = self.builder.app
    if app.builder.name == "html" and made(app) is not None:
        words = read_words(app.config.language)
        self.body.append(
            '<div class="lab-keep"><button type="button" class="lab-button" data-lab="keep">'
            f"{escape(words['offline'])}</button></div>\n"
        )


def raw(html: str) -> nodes.Node:
    """HTML as it is."""
    return nodes.raw("", html, format="html")


def order(folder: Path):
    """Lab pages in the order of the table of contents."""
    toc = (folder / "_toc.yml").read_text("utf-8")
    return lambda page: toc.find(f"book/{page.stem}\n")


def visit_bar(self, node):
    """What is there before a script is."""
    app = self.builder.app
    words, record = read_words(app.config.language), made(app)
    stem = node["stem"]
    if record is None:
        self.body.append(f'<p class="lab-absent">{code(words["absent"])}</p>\n')
        return
    weight = f"{record['sizes']['core'] / 1e6:.0f}"
    checks = "yes" if app.config.practice_check else "no"
    self.body.append(
        f'<div class="lab" data-stem="{stem}" data-check="{checks}">'
        f"<p>{escape(words['weight'].format(size=weight))}"
        + ("" if app.config.practice_check else f" {escape(words['public_only'])}")
        + "</p>"
        f'<p class="lab-open-set"><button type="button" class="lab-button" data-lab="set">'
        f"{escape(words['open_set'])}</button></p>"
        f'<p class="lab-status" role="status"></p>'
        f"<noscript><p>{escape(words['noscript'])}</p></noscript></div>\n"
    )


def code(text: str) -> str:
    """Text as HTML, what stands in backquotes as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def visit_cell(self, node):
    """A place with an id that the script knows."""
    self.body.append(f'<div class="lab-cell" id="{node["ids"][0]}">\n')


def depart_cell(self, node):
    self.body.append("</div>\n")


def visit_opener(self, node):
    """A button, where the lab is there and the page is one that is read on a screen."""
    app = self.builder.app
    if app.builder.name == "html" and made(app) is not None:
        words = read_words(app.config.language)
        self.body.append(
            f'<button type="button" class="lab-open" data-lab="{node["number"]}">'
            f"{escape(words['open_cell'])}</button>\n"
        )


def skip(self, node):
    """Nothing of this on paper, or at the end of a node."""


# ------------------------------------------------------------------ code of chapters


class OpenCells(SphinxTransform):
    """Give each shown code cell of a chapter its button; before ``checks`` parts their code."""

    default_priority = 860

    def apply(self, **_options):
        """Find the cells of the notebook again, which has also those that are not shown."""
        source = self.env.doc2path(self.env.docname)
        if not is_notebook(str(source)):
            return
        cells = [c.source for c in jupytext.read(source).cells if c.cell_type == "code"]
        self.env.lab_cells[self.env.docname] = cells
        at = 0
        for cell in self.document.findall(nodes.container):
            inputs = [n for n in cell.children if "cell_input" in n.get("classes", ())]
            block = inputs[0].next_node(nodes.literal_block) if inputs else None
            if "cell" not in cell["classes"] or block is None:
                continue
            text = block.astext().strip()
            found = next((i for i in range(at, len(cells)) if cells[i].strip() == text), None)
            if found is not None:
                cell.insert(cell.index(inputs[0]) + 1, lab_opener("", number=found))
                at = found + 1


def prepare(app):
    """A place for the code of pages."""
    if not hasattr(app.env, "lab_cells"):
        app.env.lab_cells = {}


def forget(app, env, docname):
    """A page that is read anew."""
    env.lab_cells.pop(docname, None)


def merge(app, env, docnames, other):
    """What another process has read."""
    env.lab_cells.update(
        {name: other.lab_cells[name] for name in docnames if name in other.lab_cells}
    )


def name_cells(app, pagename, templatename, context, doctree):
    """Tell the script of a page where the code of its cells is."""
    if app.env.lab_cells.get(pagename) and made(app) is not None:
        name = pagename.replace("/", "-")
        context["metatags"] += f'\n<meta name="course-cells" content="{name}">'


def finish(app, exception):
    """Put the files of the lab beside the pages, after style sheets and scripts were cut down."""
    if exception is not None or app.builder.name != "html":
        return
    target = Path(app.outdir, "_static", "lab")
    shutil.rmtree(target, ignore_errors=True)
    if made(app) is None:
        logger.info("lab: the book is built without the lab; `make lab` makes it")
        return
    site = Path(app.config.lab_files or Path(app.srcdir, "build", "lab", "site"))
    left_out = shutil.ignore_patterns(
        "lab.json", *([] if app.config.practice_check else ["pack-*", "texts-*"])
    )
    shutil.copytree(site, target, ignore=left_out)
    if "edition" in app.config and app.config.edition:
        use_notebooks(Path(app.srcdir, "assignments"), target)
    for docname, cells in app.env.lab_cells.items():
        write(target, f"cells-{docname.replace('/', '-')}", json.dumps(cells, ensure_ascii=False))
    write_worker(Path(app.outdir), target)


def use_notebooks(assignments: Path, lab: Path) -> None:
    """Put the notebooks of an edition into its lab; their questions and cells are the same."""
    for file in sorted(lab.glob("set-*.bin")):
        stem = file.stem.removeprefix("set-")
        given = json.loads(gzip.decompress(file.read_bytes()))
        given["notebook"] = nbformat.read(assignments / stem / f"{stem}.ipynb", as_version=4)
        write(lab, file.stem, json.dumps(given, ensure_ascii=False))


def write_worker(site: Path, lab: Path) -> None:
    """The service worker with its list of files, and what they weigh."""
    files = sorted(path for path in site.rglob("*") if path.is_file() and is_kept(path, site))
    names = [path.relative_to(site).as_posix() for path in files]
    contents = [content(path) for path in files]
    digest = hashlib.sha256(b"".join(contents)).hexdigest()[:16]
    weight = sum(map(len, contents))
    write(lab, "keep", json.dumps({"bytes": weight, "files": len(names)}))
    names.append((lab / "keep.bin").relative_to(site).as_posix())
    text = (SOURCES / "sw.js").read_text("utf-8").replace("DIGEST", digest)
    text = text.replace("[]; // FILES", f"{json.dumps(names)};")
    (site / "sw.js").write_text(text, "utf-8")


def content(path: Path) -> bytes:
    """A file, for a page without the digests of scripts, which stand beside it themselves."""
    data = path.read_bytes()
    return SCRIPT_DIGEST.sub(b"", data) if path.suffix == ".html" else data


def is_kept(path: Path, site: Path) -> bool:
    """Whether a file is needed to read the book and to use its lab."""
    parts, name = path.relative_to(site).parts, path.name
    return not (
        is_other(path, site)
        or parts[0] in ("_downloads", "_sources")
        or "quizzes" in parts
        or name in ("sw.js", "objects.inv", "sitemap.xml", ".buildinfo")
        or name.endswith((".data.js", ".ipynb"))
    )


def write(folder: Path, name: str, text: str) -> None:
    """A file in both forms, as ``book/_tools/lab.py`` writes them."""
    packed = gzip.compress(text.encode(), 9, mtime=0)
    (folder / f"{name}.bin").write_bytes(packed)
    script = f"courseLabData({json.dumps(name)},{json.dumps(base64.b64encode(packed).decode())});\n"
    (folder / f"{name}.data.js").write_text(script, "utf-8")


def setup(app):
    """Register nodes, directives and steps."""
    app.add_config_value("practice_check", True, "html")
    app.add_config_value("lab_files", "", "html")
    hidden = {"latex": (skip, skip), "text": (skip, skip)}
    app.add_node(lab_bar, html=(visit_bar, skip), **hidden)
    app.add_node(lab_cell, html=(visit_cell, depart_cell), **hidden)
    app.add_node(lab_keep, html=(visit_keep, skip), **hidden)
    app.add_node(lab_opener, html=(visit_opener, skip), **hidden)
    app.add_directive("lab-bar", Bar)
    app.add_directive("lab-cell", Cell)
    app.add_directive("lab-progress", Progress)
    app.add_directive("lab-keep", Keep)
    app.add_transform(OpenCells)
    app.connect("builder-inited", prepare)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("source-read", expand)
    app.connect("html-page-context", name_cells)
    app.connect("build-finished", finish, priority=950)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
