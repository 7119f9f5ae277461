"""Search that finds sections: an index for npm's ``minisearch``, made when the book is built.

Sphinx's own index knows pages only. This one has an entry for each section: its title, its page's
title, its text and code, and its address. It is a script, so that search works from disk. A page
with Sphinx's field ``nosearch`` is left out: a lab repeats the notebook that a chapter leads to.
How text becomes words is said once, in ``book/_static/search.js``, for the builder and the browser.
"""

from __future__ import annotations

import json
import re
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
SECTIONS = "course_sections"  # where Sphinx's environment keeps them
LABEL = re.compile("\0([^\0]*)\0")


def is_section(node: nodes.Node) -> bool:
    """Is this a section with a heading? The body of a theorem is a section without."""
    return isinstance(node, nodes.section) and isinstance(node[0], nodes.title)


def own_text(section: nodes.section) -> str:
    """The text of a section without its title and its subsections."""
    parts = [child.astext() for child in section[1:] if not is_section(child)]
    return " ".join(" ".join(parts).split())


def words_of(node: nodes.Node) -> str:
    """The text of a paragraph; a label that it refers to stands between zero bytes."""
    if isinstance(node, addnodes.pending_xref) and not node["refexplicit"]:
        return f"\0{node['reftarget']}\0"
    if isinstance(node, nodes.math):
        return node.astext().replace("\\", "")
    if isinstance(node, nodes.Text):
        return str(node)
    return "".join(words_of(child) for child in node.children)


def beginning(section: nodes.section) -> str:
    """The section's first paragraph."""
    paragraph = next((n for n in section.children if isinstance(n, nodes.paragraph)), None)
    return " ".join(words_of(paragraph).split()) if paragraph is not None else ""


def with_titles(text: str, titles: dict[str, str], most: int) -> str:
    """The beginning of a text, so many characters at most, with the titles of its labels."""
    text = LABEL.sub(lambda match: titles.get(match[1], ""), text)
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def read_sections(app, doctree):
    """Note the sections of a page that has been read."""
    sections = app.env.__dict__.setdefault(SECTIONS, {})
    sections[app.env.docname] = [
        {
            "title": section[0].astext(),
            "anchor": "" if section.parent is doctree else f"#{section['ids'][0]}",
            "text": own_text(section),
            "start": beginning(section),
        }
        for section in doctree.findall(is_section)
    ]


def forget_sections(_app, env, docname):
    """A page is read anew, or gone."""
    env.__dict__.setdefault(SECTIONS, {}).pop(docname, None)


def merge_sections(_app, env, docnames, other):
    """Take over what another process has read."""
    read = getattr(other, SECTIONS, {})
    env.__dict__.setdefault(SECTIONS, {}).update({name: read[name] for name in docnames})


def list_sections(app) -> list[dict]:
    """Every section of the book, as the index takes it."""
    titles = {label: text for label, (_, _, text) in app.env.get_domain("std").labels.items()}
    found = []
    for name, sections in sorted(getattr(app.env, SECTIONS, {}).items()):
        if "nosearch" in app.env.metadata[name]:
            continue
        page = app.env.titles[name].astext()
        address = app.builder.get_relative_uri("search", name)
        found += [
            {
                "title": section["title"],
                "page": page,
                "url": address + section["anchor"],
                "text": LABEL.sub("", section["text"]),
                "start": with_titles(section["start"], titles, app.config.sections_start),
            }
            for section in sections
        ]
    return [{"id": number, **section} for number, section in enumerate(found)]


def write_index(app, exception):
    """Put the index and MiniSearch beside the other static files."""
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


def replace_search(app):
    """Make no index of Sphinx's kind."""
    if app.builder.format == "html":
        app.builder.search = False


def add_page(app):
    """The search page, which is Sphinx's only together with its index."""
    yield "search", {}, "search.html"


def setup(app):
    """Make the index when all pages are written; a result shows so much of a section's start."""
    app.add_config_value("sections_start", 150, "html")
    app.connect("doctree-read", read_sections)
    app.connect("env-purge-doc", forget_sections)
    app.connect("env-merge-info", merge_sections)
    app.connect("builder-inited", replace_search)
    app.connect("html-collect-pages", add_page)
    app.connect("build-finished", write_index, priority=450)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
