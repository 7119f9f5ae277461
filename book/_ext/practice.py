"""The card at the end of each chapter: its problem set, how to check it, where the grader is.

A chapter ``book/<stem>.md`` gets the card of the problem set ``<stem>``.
``practice_sets`` names the problem sets of the chapters that have none of their own name::

    practice_sets = {"book/entropy": "information"}

The card is put at the end of the last section by itself, so no chapter can forget it.
A numbered chapter for which there is no problem set is a warning, which ends the build.
"""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from notebooks import notebook_title
from repository import repository
from sphinx import addnodes
from sphinx.util import logging

logger = logging.getLogger(__name__)

DEFAULT_LABELS = {
    "heading": "Now write it yourself",
    "download": "Download the notebook",
    "about": "what it asks for",
    "check": "Check your work:",
    "install": "The grader is one command away:",
    "zip": "The same as a zip",
    "local": "The grader is in the course's repository: ",
    "how": "how to let it judge your file",
    "end": ".",
    "colab": "Open in Colab",
}


def stems_of(app, docname: str) -> list[str]:
    """The problem sets that belong to a page."""
    stems = app.config.practice_sets.get(docname, docname.rpartition("/")[2]).split()
    return [stem for stem in stems if notebook_file(app, stem).is_file()]


def notebook_file(app, stem: str) -> Path:
    """The released notebook of a problem set."""
    return Path(app.srcdir, "assignments", stem, f"{stem}.ipynb")


def reference(docname: str, target: str, text: str) -> nodes.Node:
    """A link to a label of the book."""
    kind = {"refdomain": "std", "reftype": "ref", "refexplicit": True, "refwarn": True}
    text = nodes.inline(text=text)
    return addnodes.pending_xref("", text, reftarget=target, refdoc=docname, **kind)


def console(command: str) -> nodes.Node:
    """A command for the terminal, with a button that copies it."""
    return nodes.literal_block(command, command, language="console")


def set_row(app, docname: str, stem: str) -> list[nodes.Node]:
    """What a problem set is, a button that downloads it, and what checks it."""
    words = app.config.practice_labels
    path = notebook_file(app, stem)
    app.env.note_dependency(str(path))
    download = addnodes.download_reference(
        "", words["download"], reftarget=f"/assignments/{stem}/{stem}.ipynb", refdoc=docname
    )
    row = nodes.paragraph(classes=["problem-set-links"])
    row += [download, reference(docname, nodes.make_id(f"ps-{stem}"), words["about"])]
    if address := repository(app).colab(f"assignments/{stem}/{stem}.ipynb"):
        row += nodes.reference("", words["colab"], refuri=address, internal=False)
    return [nodes.paragraph("", "", nodes.strong(text=notebook_title(path))), row]


def grader(app, docname: str) -> list[nodes.Node]:
    """Where to get the grader."""
    words, source = app.config.practice_labels, repository(app)
    if not source:
        how = reference(docname, "sec-self_study-check", words["how"])
        return [nodes.paragraph("", words["local"], how, nodes.Text(words["end"]))]
    archive = nodes.reference("", words["zip"], refuri=source.archive(), internal=False)
    how = reference(docname, "sec-self_study-check", words["how"])
    return [
        nodes.paragraph(text=words["install"]),
        console(f"$ pip install {source.archive()}"),
        nodes.paragraph("", "", archive, nodes.Text(" · "), how),
    ]


def card(app, docname: str, stems: list[str]) -> nodes.Node:
    """The whole card."""
    words = app.config.practice_labels
    box = nodes.container(classes=["problem-set", "practice"], ids=["practice"])
    box += nodes.rubric("", words["heading"])
    for stem in stems:
        box += set_row(app, docname, stem)
    box += nodes.paragraph(text=words["check"])
    box += console("\n".join(f"$ autograder check {stem} {stem}.ipynb" for stem in stems))
    box += grader(app, docname)
    return box


def add_card(app, doctree):
    """Put the card behind the last section of a page that has problem sets."""
    docname = app.env.docname
    sections = [node for node in doctree.children if isinstance(node, nodes.section)]
    if not sections or not (stems := stems_of(app, docname)):
        return
    last = [node for node in sections[0].children if isinstance(node, nodes.section)]
    (last or sections)[-1].append(card(app, docname, stems))


def warn_of_forgotten(app, env):
    """A numbered chapter without a problem set is a slip of its author."""
    for docname, numbers in sorted(env.toc_secnumbers.items()):
        if any(numbers.values()) and not stems_of(app, docname):
            logger.warning(
                "no problem set for this chapter: release assignments/%s, "
                "or name one in practice_sets of _config.yml",
                docname.rpartition("/")[2],
                location=docname,
            )


def setup(app):
    """Register the settings; the card is added before Sphinx collects what can be downloaded."""
    app.setup_extension("repository")
    app.add_config_value("practice_sets", {}, "env")
    app.add_config_value("practice_labels", DEFAULT_LABELS, "env")
    app.connect("doctree-read", add_card, priority=100)
    app.connect("env-check-consistency", warn_of_forgotten)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
