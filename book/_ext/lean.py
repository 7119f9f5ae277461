"""Pages that load little, and nothing from elsewhere.

- Figures are SVG with the fonts and colors of ``book/matplotlibrc``, whoever builds the book.
- Pictures carry their size, so that a page does not jump when they arrive.
- Roles and labels that axe-core objects to are put right.
- Style sheets and fonts are cut down to what the pages use (``trim``).
- The build fails when a page, a style sheet or an inline script would load anything off its own
  origin, or a file that is not there.
"""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from edition import font_of, is_other
from memory import Memory
from sphinx.errors import ExtensionError
from sphinx.locale import _
from trim import trim_site

BOOK = Path(__file__).parent.parent
KERNEL_CONFIG = """\
c.InlineBackend.figure_formats = {"svg"}
c.IPKernelApp.log_level = "ERROR"
c.InlineBackend.print_figure_kwargs = {"bbox_inches": "tight", "metadata": {"Date": None}}
"""

# Run when a kernel of an edition starts; it leaves no name behind.
FONT_LINES = """\
def _():
    import matplotlib
    from matplotlib import font_manager as fonts
    fonts.fontManager.addfont({0!r})
    names = [*matplotlib.rcParams["font.family"], fonts.FontProperties(fname={0!r}).get_name()]
    matplotlib.rcParams["font.family"] = names
_()
del _"""

# Scripts that only some pages need: loaded where the page holds the text on the right.
ONLY_WITH = {"design-tabs.js": "sd-tab-set", "copybutton.js": "highlight", "clipboard": "highlight"}

# What axe-core finds in the HTML of the extensions that we use, and what stands there instead.
ACCESSIBLE = {
    ' aria-label="Toggle hidden content"': "",  # it hides the label that one sees
    'role="doc-biblioentry"': 'role="listitem"',  # an item of a list, by its parent's role
    '<th class="head"><p></p></th>': '<td class="head"></td>',  # an empty cell heads nothing
}

IMAGE = re.compile(r'<img [^>]*?src="([^"]*)"[^>]*?>')
LENGTH = r'\b{}="([\d.]+)(?:pt|px)?"'
CSS_LOAD = re.compile(r"""@import\s+["']([^"']+)|url\(\s*["']?([^"')]+)""")
LOADING_ATTRIBUTES = {
    *[("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset")],
    *[("script", "src"), ("iframe", "src"), ("embed", "src"), ("object", "data")],
    *[("video", "src"), ("video", "poster"), ("audio", "src"), ("track", "src")],
    *[("input", "src"), ("image", "href"), ("use", "href")],
}
IDLE_LINKS = {"index", "search", "next", "prev", "canonical", "author", "license", "alternate"}


def kernel_environment(folder: Path, edition: str = "") -> dict[str, str]:
    """One configuration for the kernels that run the chapters, and none of the user's.

    Kernels of an edition know the font that its figures need besides that of ``matplotlibrc``.
    """
    home = folder.resolve() / f"ipython{edition}"
    (home / "profile_default").mkdir(parents=True, exist_ok=True)
    config = KERNEL_CONFIG
    if font := font_of(edition):
        lines = FONT_LINES.format(str(font))
        config += f"c.InteractiveShellApp.exec_lines = {[lines]!r}\n"
    (home / "profile_default" / "ipython_kernel_config.py").write_text(config, "utf-8")
    return {"IPYTHONDIR": str(home), "MATPLOTLIBRC": str(BOOK / "matplotlibrc")}


def set_up_kernels(app):
    """Give the kernels of this build that configuration."""
    os.environ.update(kernel_environment(Path(app.doctreedir), app.config.edition))


def svg_size(path: Path) -> str:
    """``width="…" height="…"`` in CSS pixels of an SVG picture, else nothing."""
    if path.suffix != ".svg":
        return ""
    head = path.read_text("utf-8")[:2000].partition("<svg")[2]
    found = {name: re.search(LENGTH.format(name), head) for name in ("width", "height")}
    if not all(found.values()):
        return ""
    return " ".join(f'{name}="{float(m[1]) * 4 / 3:.0f}"' for name, m in found.items())


def slim_page(app, pagename, templatename, context, doctree):
    """Give pictures their size; leave out scripts that this page has no use for."""
    body = context.get("body") or ""
    sources = {name: Path(app.srcdir, source) for source, (_, name) in app.env.images.items()}

    def sized(match: re.Match) -> str:
        source = sources.get(unquote(match[1]).rsplit("/", 1)[-1])
        size = svg_size(source) if source and source.is_file() else ""
        return f"{match[0][:4]} {size}{match[0][4:]}" if size else match[0]

    for found, better in ACCESSIBLE.items():
        body = body.replace(found, better)
    context["body"] = IMAGE.sub(sized, body)
    context["script_files"] = [
        script
        for script in context["script_files"]
        if all(text in body for name, text in ONLY_WITH.items() if name in str(script.filename))
    ]


def name_toggles(app, pagename, templatename, context, doctree):
    """Give the arrow that unfolds pages in the contents a name."""
    make = context.get("generate_toctree_html")
    if make is None:
        return
    named = f'<summary aria-label="{_("Table of Contents")}">'

    def generate(*positional, **options):
        return str(make(*positional, **options)).replace("<summary>", named)

    context["generate_toctree_html"] = generate


class Loads(HTMLParser):
    """Collects, in ``found``, the addresses that a page loads by itself."""

    def __init__(self):
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.inside = tag
        for name, value in attrs:
            if (tag, name) in LOADING_ATTRIBUTES and value:
                parts = value.split(",") if name == "srcset" else [value]
                self.found += [part.split()[0] for part in parts]
            if name == "style":
                self.found += css_loads(value or "")
        if tag == "link" and not set((values.get("rel") or "").split()) <= IDLE_LINKS:
            self.found.append(values.get("href") or "")
        if tag == "meta" and (values.get("http-equiv") or "").lower() == "refresh":
            self.found += re.findall(r"url=(\S+)", values.get("content") or "")

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside == "style":
            self.found += css_loads(data)
        if self.inside == "script":
            self.found += re.findall(r"""["'](https?://[^"']+)""", data)


def css_loads(css: str) -> list[str]:
    """The addresses in ``@import`` and ``url()``."""
    return [imported or loaded for imported, loaded in CSS_LOAD.findall(css)]


def html_loads(html: str) -> list[str]:
    """The addresses that the page loads by itself."""
    parser = Loads()
    parser.feed(html)
    return parser.found


def problems(outdir: Path, memory: Memory | None = None) -> list[str]:
    """What the built pages and style sheets load from elsewhere or in vain, a line each."""
    memory = memory or Memory()
    found = set()
    for path in sorted(outdir.rglob("*")):
        if path.suffix not in {".html", ".css"} or "_downloads" in path.parts:
            continue
        if is_other(path, outdir):  # an edition looks at itself
            continue
        loads = html_loads if path.suffix == ".html" else css_loads
        for address in memory.recall(loads, path.read_text("utf-8")):
            parts = urlsplit(address)
            place = path.relative_to(outdir)
            if parts.scheme == "data" or address.startswith("#"):
                continue
            if parts.scheme or parts.netloc or address.startswith("/"):
                found.add(f"{place} loads {address}, which is not on its own origin")
            elif not (path.parent / unquote(parts.path)).exists():
                found.add(f"{place} loads {address}, which does not exist")
    return sorted(found)


def finish(app, exception):
    """Drop what no page loads, then look at every page and style sheet."""
    if exception is not None or app.builder.format != "html":
        return
    outdir = Path(app.outdir)
    static = outdir / "_static"
    unused = ("scripts/fontawesome.js*", "**/*.map", "*webpack-macros.html", "locales/**/*.[mp]o")
    for path in {path for pattern in unused for path in static.glob(pattern)}:
        path.unlink(missing_ok=True)
    memory = Memory(Path(app.doctreedir, "lean.json"))
    trim_site(outdir, memory)
    found = problems(outdir, memory)
    memory.keep()
    if found:
        raise ExtensionError("The site is not self-contained:\n" + "\n".join(found))


def setup(app):
    """Connect the steps; the theme must be loaded before this extension."""
    app.setup_extension("edition")
    app.connect("builder-inited", set_up_kernels)
    app.connect("html-page-context", slim_page, priority=900)
    app.connect("html-page-context", name_toggles, priority=900)
    app.connect("build-finished", finish, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
