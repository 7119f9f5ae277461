"""Small pages, each with one interactive figure cut out of its chapter, for tests in a browser."""

import io
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """async () => {
  const found = await axe.run(document.querySelector("figure"), { preload: false });
  return found.violations.map((one) => one.id + ": " + one.nodes.map((node) => node.html));
}"""
#: The page of each figure; ``index`` is the front page.
CHAPTERS = {
    "card-hints": "information",
    "coin-likelihood": "likelihood",
    "cross-entropy-lab": "cross_entropy",
    "denominators": "pytorch",
    "entropy-areas": "entropy",
    "finite-difference": "gradient_check",
    "kl-both-ways": "divergence",
    "kl-overlap": "directions",
    "outlier-losses": "robust",
    "probability-triangle": "cross_entropy",
    "softmax-explorer": "softmax",
    "stable-bce": "binary",
    "surprise-gradient": "index",
    "two-cases": "cross_entropy",
}
BLOCK = re.compile(r"^```\{widget\} ([\w-]+)\n.*?^```$", re.MULTILINE | re.DOTALL)
FIGURE = re.compile(r'<figure [^>]*id="([^"]*)"')


def block_of(name):
    """The source of a figure in its chapter, where it must stand once."""
    chapter = CHAPTERS[name]
    folder = ROOT if chapter == "index" else ROOT / "book"
    text = (folder / f"{chapter}.md").read_text("utf-8")
    found = [match[0] for match in BLOCK.finditer(text) if match[1] == name]
    assert len(found) == 1, f"{CHAPTERS[name]}.md has {len(found)} widgets {name}"
    return found[0]


def make_pages(folder):
    """Build a page for each figure, dressed like the book; give the folder of the pages."""
    import pydata_sphinx_theme
    import sphinx_book_theme
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace

    sheets = [
        *Path(pydata_sphinx_theme.__file__).parent.rglob("pydata-sphinx-theme.css"),
        *Path(sphinx_book_theme.__file__).parent.rglob("sphinx-book-theme.css"),
        ROOT / "book" / "_static" / "course.css",
    ]
    (folder / "_theme").mkdir()
    for sheet in sheets:
        (folder / "_theme" / sheet.name).write_bytes(sheet.read_bytes())
    listed = "\n".join(CHAPTERS)
    (folder / "index.md").write_text(f"# Figures\n\n```{{toctree}}\n{listed}\n```\n", "utf-8")
    for name in CHAPTERS:
        (folder / f"{name}.md").write_text(f"# {name}\n\n{block_of(name)}\n", "utf-8")
    settings = {
        "extensions": ["myst_parser", "widget"],
        "html_theme": "basic",
        "html_static_path": ["_theme"],
        "html_css_files": [sheet.name for sheet in sheets],
        "numfig": True,
    }
    warnings = io.StringIO()
    out = folder / "_out"
    with docutils_namespace():
        Sphinx(folder, None, out, folder / "_trees", "html", settings, None, warnings).build()
    assert warnings.getvalue() == ""
    return out


def address_of(pages, name, state=""):
    """The address of a figure's page, with a state of the figure if one is given."""
    page = pages / f"{name}.html"
    figure = FIGURE.search(page.read_text("utf-8"))[1]
    return page.as_uri() + (f"#{figure}:{state}" if state else "")


def press(page, keys):
    """Press the keys one after the other; what names no key is typed."""
    for key in keys.split():
        if key[0].isupper():
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)
