"""Fixtures for the tests of the book: small Sphinx projects, the built site, and a browser."""

import functools
import http.server
import io
import os
import sys
import threading
from pathlib import Path

import pytest

from .widget_pages import ROOT, address_of, make_pages

SITE = Path(os.environ.get("BOOK_SITE", ROOT / "build" / "book" / "_build" / "html"))
sys.path.append(str(ROOT / "book" / "_ext"))


@pytest.fixture
def build(tmp_path):
    """Build a page of MyST Markdown with the given extensions; give its HTML and the warnings."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace

    def run(source, *extensions, **config):
        (tmp_path / "index.md").write_text(source, "utf-8")
        out, warnings = tmp_path / "_out", io.StringIO()
        settings = {
            "extensions": ["myst_parser", *extensions],
            "myst_enable_extensions": ["amsmath", "dollarmath"],
            "html_theme": "basic",
            **config,
        }
        with docutils_namespace():
            app = Sphinx(tmp_path, None, out, tmp_path / "_trees", "html", settings, None, warnings)
            app.build()
        return (out / "index.html").read_text("utf-8"), warnings.getvalue()

    return run


@pytest.fixture
def needs_katex():
    """Skip where npm's packages are not installed."""
    if not (ROOT / "node_modules" / "katex").is_dir():
        pytest.skip("KaTeX is not installed: run `npm ci`")


@pytest.fixture(scope="session")
def site():
    """The folder of the built book."""
    if not (SITE / "index.html").is_file():
        pytest.skip("the book is not built: run `make book`")
    return SITE


def list_pages():
    """The pages of the built book, as paths below its folder."""
    skipped = {"_static", "_downloads", "_sources", "_images"}
    found = (path.relative_to(SITE) for path in SITE.rglob("*.html"))
    return sorted(path.as_posix() for path in found if path.parts[0] not in skipped)


def pages_of(pages, language):
    """The pages of an edition, as paths below its folder; English has none and is "" here."""
    from edition import languages

    found = [name.partition("/") for name in pages if name.partition("/")[0] in languages()]
    own = {folder: [rest for one, _, rest in found if one == folder] for folder in languages()}
    english = [name for name in pages if name.partition("/")[0] not in languages()]
    return own[language] if language else english


@pytest.fixture(scope="session")
def pages(site):
    """The same, or a skipped test."""
    return list_pages()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *arguments):
        """Keep the test's output clean."""


@pytest.fixture(scope="session")
def served(site):
    """The address of the built book on a local web server."""
    handler = functools.partial(QuietHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(params=["http", "file"])
def address(request, site):
    """The root of the built book, once over http and once from disk."""
    if request.param == "http":
        return request.getfixturevalue("served")
    return site.as_uri() + "/"


@pytest.fixture(scope="session")
def widget_pages(tmp_path_factory):
    """The folder of small pages, one for each interactive figure."""
    return make_pages(tmp_path_factory.mktemp("widgets"))


@pytest.fixture
def show(widget_pages, open_page):
    """Open the page of a figure, in a state or in its first one; errors end the test."""
    opened = []

    def run(name, state="", width=1280, theme="light", **options):
        page = open_page(address_of(widget_pages, name, state), width, **options)
        page.on("console", lambda message: page.errors.append(message.text))
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        opened.append(page)
        return page

    yield run
    for page in opened:
        assert page.errors == []
