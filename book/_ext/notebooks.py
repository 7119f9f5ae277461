"""Notebooks to take home: each chapter's own, and the problem sets that are released.

``{problem-set}`` with a stem and a short text makes a box with a download button for
``assignments/<stem>/<stem>.ipynb``, a link to the chapter, and the label ``ps-<stem>``::

    ```{problem-set} regression
    ``MSELoss``, ``L1Loss`` and ``HuberLoss``: value and gradient.
    ```

A problem set that is not released makes no box.
Where the repository is on GitHub (see ``repository``), "Open in Colab" is added as a plain link.
"""

from __future__ import annotations

import json
from pathlib import Path

import jupytext
from docutils import nodes
from repository import repository
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective
from terms import plain_source

DEFAULT_LABELS = {
    "download": "Download the notebook",
    "chapter": "Read the chapter",
    "colab": "Open in Colab",
}


def notebook_title(path: Path) -> str:
    """The first Markdown heading of a notebook, else its name."""
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        for line in "".join(cell["source"]).splitlines():
            if cell["cell_type"] == "markdown" and line.startswith("#"):
                return line.lstrip("# ").strip()
    return path.stem


class ProblemSet(SphinxDirective):
    """A released assignment: its title, what it asks for, and where to get it."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        stem = self.arguments[0]
        file = f"/assignments/{stem}/{stem}.ipynb"
        path = Path(f"{self.env.srcdir}{file}")
        self.env.note_dependency(str(path))
        if not path.is_file():
            return []
        title, label = notebook_title(path), nodes.make_id(f"ps-{stem}")
        box = nodes.container(classes=["problem-set"], ids=[label])
        box += nodes.paragraph("", "", nodes.strong(text=title))
        self.state.nested_parse(self.content, self.content_offset, box)
        box += self.links(stem, file)
        domain = self.env.get_domain("std")
        domain.anonlabels[label] = self.env.docname, label
        domain.labels[label] = self.env.docname, label, title
        self.state.document.note_explicit_target(box)
        return [box]

    def links(self, stem: str, file: str) -> nodes.Node:
        """The row of links under a problem set."""
        words = self.config.notebook_labels
        download = addnodes.download_reference("", words["download"], reftarget=file)
        row = nodes.paragraph("", "", download, classes=["problem-set-links"])
        if f"book/{stem}" in self.env.found_docs:
            options = {"refdomain": "std", "reftype": "doc", "refexplicit": True}
            text = nodes.inline(text=words["chapter"])
            row += addnodes.pending_xref(
                "", text, reftarget=f"/book/{stem}", refdoc=self.env.docname, **options
            )
        if address := repository(self.env.app).colab(file.lstrip("/")):
            row += nodes.reference("", words["colab"], refuri=address, internal=False)
        return row


def offer_notebook(app, pagename, templatename, context, doctree):
    """Put the page's notebook into the theme's download menu."""
    source = app.env.doc2path(pagename) if doctree is not None else ""
    if app.builder.name != "html" or not is_notebook(source):
        return
    target = Path(app.outdir, "_sources", f"{pagename}.ipynb")
    target.parent.mkdir(parents=True, exist_ok=True)
    notebook = jupytext.reads(plain_source(Path(source).read_text("utf-8")), fmt="md:myst")
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"  # jupytext's ids are random
    jupytext.write(notebook, target)
    context["ipynb_source"] = f"{pagename}.ipynb"


def is_notebook(source: str) -> bool:
    """Is this a Markdown file that says it is a notebook?"""
    if not str(source).endswith(".md"):
        return False
    head = Path(source).read_text("utf-8").split("\n---", 1)[0]
    return head.startswith("---") and "jupytext:" in head


def setup(app):
    """Register the directive and offer the notebooks; the words are for a translator."""
    app.setup_extension("repository")
    app.add_config_value("notebook_labels", DEFAULT_LABELS, "env")
    app.add_directive("problem-set", ProblemSet)
    app.connect("html-page-context", offer_notebook, priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
