"""Search that finds sections: an index for npm's ``minisearch``, made when the book is built.

Sphinx's own index knows pages only. This one has an entry for each section: its title, its page's
title, its text and code, and its address. It is a script, so that search works from disk.
How text becomes words is said once, in ``book/_static/search.js``, for the builder and the browser.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from docutils import nodes
from katex_math import find_node
from sphinx import addnodes
from sphinx.errors import ExtensionError

HERE = Path(__file__).parent
MINISEARCH = HERE.parents[1] / "node_modules" / "minisearch"
IN_BROWSER = MINISEARCH / "dist" / "umd" / "index.js"
IN_NODE = MINISEARCH / "dist" / "cjs" / "index.cjs"
WORDS = HERE.parent / "_static" / "search.js"
START = 150  # characters of a section's beginning that a result shows


def is_section(node: nodes.Node) -> bool:
    """Is this a section with a heading? The body of a theorem is a section without."""
    return isinstance(node, nodes.section) and isinstance(node[0], nodes.title)


def own_text(section: nodes.section) -> str:
    """The text of a section without its title and its subsections."""
    parts = [child.astext() for child in section[1:] if not is_section(child)]
    return " ".join(" ".join(parts).split())


def words_of(node: nodes.Node, titles: dict[str, str]) -> str:
    """The text of a paragraph; where it refers to a label, the title that stands there."""
    if isinstance(node, addnodes.pending_xref) and not node["refexplicit"]:
        return titles.get(node["reftarget"], "")
    if isinstance(node, nodes.math):
        return node.astext().replace("\\", "")
    if isinstance(node, nodes.Text):
        return str(node)
    return "".join(words_of(child, titles) for child in node.children)


def beginning(section: nodes.section, titles: dict[str, str]) -> str:
    """The first words of a section's first paragraph."""
    paragraph = next((n for n in section.children if isinstance(n, nodes.paragraph)), None)
    text = " ".join(words_of(paragraph, titles).split()) if paragraph is not None else ""
    return text if len(text) <= START else text[:START].rsplit(" ", 1)[0] + " …"


def list_sections(app) -> list[dict]:
    """Every section of the book."""
    found = []
    titles = {label: text for label, (_, _, text) in app.env.get_domain("std").labels.items()}
    for name in sorted(app.env.found_docs):
        doctree = app.env.get_doctree(name)
        page = app.env.titles[name].astext()
        for section in doctree.findall(is_section):
            anchor = "" if section.parent is doctree else f"#{section['ids'][0]}"
            found.append(
                {
                    "id": len(found),
                    "title": section[0].astext(),
                    "page": page,
                    "url": app.builder.get_relative_uri("search", name) + anchor,
                    "text": own_text(section),
                    "start": beginning(section, titles),
                }
            )
    return found


def write_index(app, exception):
    """Put the index and MiniSearch beside the other static files; drop Sphinx's index."""
    if exception is not None or app.builder.name != "html":
        return
    if not IN_BROWSER.is_file():
        raise ExtensionError("MiniSearch is missing: run `npm ci` at the root of the repository")
    static = Path(app.outdir, "_static")
    done = subprocess.run(
        [find_node(), str(HERE / "search_index.js"), str(IN_NODE), str(WORDS)],
        input=json.dumps(list_sections(app)),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise ExtensionError(f"The index of the sections could not be made: {done.stderr}")
    static.joinpath("search-index.js").write_text(done.stdout, "utf-8")
    script = IN_BROWSER.read_text("utf-8").replace("//# sourceMappingURL=index.js.map", "")
    static.joinpath("minisearch.js").write_text(script, "utf-8")
    for name in ("searchindex.js", "_static/searchtools.js", "_static/language_data.js"):
        Path(app.outdir, name).unlink(missing_ok=True)


def setup(app):
    """Make the index when all pages are written."""
    app.connect("build-finished", write_index, priority=450)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
