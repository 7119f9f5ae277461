"""The ``review`` directive: questions asked again when they would be forgotten.

Source::

    ```{review}
    What a reader sees where scripts are off.
    ```

The script ``review.js`` asks the questions of the quizzes, as they stand on the pages, and lets
``ts-fsrs`` say when each is due again. All that it remembers stays in the reader's browser.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from docutils import nodes
from questions import Chapter, chapters_of
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

FSRS = Path(__file__).parents[2] / "node_modules" / "ts-fsrs"
LOCAL_LINK = re.compile(r'(<a [^>]*href=")(?!\w+:|//)([^"]*)')
SCRIPTS = ("vendor/ts-fsrs/index.umd.js", "review/questions.js", "review.js")


class review(nodes.General, nodes.Element):
    """Where the questions are asked; its children stand there until the script comes."""


class ReviewDirective(SphinxDirective):
    """The place for the questions."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        if not self.content:
            raise self.error("review: the text for readers without scripts is missing")
        node = review()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


def visit_review(self, node):
    self.body.append('<div class="review"><div class="review-fallback">\n')


def depart_review(self, node):
    self.body.append("</div></div>\n")


def skip(self, node):
    """Other builders print the text for readers without scripts."""


def add_scripts(app, pagename, templatename, context, doctree):
    """Load the scripts on the page that asks the questions."""
    if doctree is not None and any(doctree.findall(review)):
        for script in SCRIPTS:
            app.add_js_file(script, loading_method="defer")


def at_home(html: str, page: str) -> str:
    """The links of a form made to lead from the top of the site."""
    folder, _, _ = page.rpartition("/")
    prefix = f"{folder}/" if folder else ""

    def moved(link: re.Match) -> str:
        return link[1] + (page + link[2] if link[2].startswith("#") else prefix + link[2])

    return LOCAL_LINK.sub(moved, html)


def to_script(chapters: list[Chapter]) -> str:
    """The questions as a classic script, which a page from the disk may load too."""
    data = [
        {
            "page": chapter.page,
            "title": chapter.title,
            "questions": [
                {"name": form["id"], "html": at_home(str(form), chapter.page)}
                for form in chapter.forms
            ],
        }
        for chapter in chapters
    ]
    return f"window.reviewChapters = {json.dumps(data, ensure_ascii=False)};\n"


def finish(app, exception):
    """Put the questions and the scheduler beside the pages."""
    if exception is not None or app.builder.name != "html":
        return
    static = Path(app.outdir, "_static")
    if not FSRS.is_dir():
        raise ExtensionError("ts-fsrs is missing: run `npm ci` at the root of the repository")
    (static / "review").mkdir(parents=True, exist_ok=True)
    (static / "review" / "questions.js").write_text(to_script(chapters_of(app)), "utf-8")
    target = static / "vendor" / "ts-fsrs"
    target.mkdir(parents=True, exist_ok=True)
    script = (FSRS / "dist" / "index.umd.js").read_text("utf-8")
    (target / "index.umd.js").write_text(script.partition("//# sourceMappingURL")[0], "utf-8")
    shutil.copy(FSRS / "LICENSE", target)


def setup(app):
    """Register the directive."""
    app.add_node(review, html=(visit_review, depart_review), latex=(skip, skip), text=(skip, skip))
    app.add_directive("review", ReviewDirective)
    app.connect("html-page-context", add_scripts)
    app.connect("build-finished", finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
