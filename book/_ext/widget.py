"""The ``widget`` directive: an interactive figure with a text fallback.

Source, in a chapter::

    ```{widget} softmax-explorer
    :name: fig-softmax-explorer
    :caption: Move the logits; the probabilities follow. Adding a constant changes nothing.

    What the figure shows, in words, with one worked state in numbers.
    It is read where scripts are off, on paper, and by search.
    ```

``:name:`` and ``:caption:`` are required, and the figure is numbered with the others
(``{numref}`fig-softmax-explorer` ``). Options of the form ``key=value`` may be given, one a line,
under ``:preset:``; they are the widget's first state.

The directive writes ::

    <figure id="fig-softmax-explorer">
      <div class="widget" data-widget="softmax-explorer" data-preset="z=2,1,0.1">
        <div class="widget-stage" role="group" hidden></div>
        <div class="widget-fallback">...</div>
      </div>
      <figcaption>...</figcaption>
    </figure>

and loads, on pages with a widget only, the classic scripts ``book/_widgets/runtime.js`` and
``book/_widgets/softmax-explorer.js``. The latter calls ::

    Course.widget("softmax-explorer", function (stage, state) { ... });

where ``stage`` is the empty element to draw in, and ``state`` remembers the figure's state in the
address of the page, so that a teacher can link one (see ``runtime.js``).
A style sheet ``book/_widgets/softmax-explorer.css`` is loaded too where it exists.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx.util.fileutil import copy_asset

FOLDER = Path(__file__).parent.parent / "_widgets"


class widget_frame(nodes.General, nodes.Element):
    """The stage of a widget; its children are the fallback."""


class WidgetDirective(SphinxDirective):
    """A figure that a script draws, and the words that stand in for it."""

    required_arguments = 1
    has_content = True
    option_spec = {
        "name": directives.unchanged_required,
        "caption": directives.unchanged_required,
        "preset": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if missing := {"name", "caption"} - self.options.keys():
            raise self.error(f"widget {name!r}: option {missing.pop()!r} is missing")
        if not self.content:
            raise self.error(f"widget {name!r}: the text fallback is missing")
        if not (FOLDER / f"{name}.js").is_file():
            raise self.error(f"widget {name!r}: there is no book/_widgets/{name}.js")
        preset = ";".join(self.options.get("preset", "").split())
        frame = widget_frame(widget=name, preset=preset)
        self.state.nested_parse(self.content, self.content_offset, frame)
        text, messages = self.state.inline_text(self.options["caption"], self.lineno)
        figure = nodes.figure("", frame, nodes.caption("", "", *text), classes=["widget-figure"])
        self.set_source_info(figure)
        self.add_name(figure)
        return [figure, *messages]


def visit_frame(self, node):
    attributes = {"data-widget": node["widget"], "data-preset": node["preset"]}
    written = " ".join(f'{key}="{escape(value)}"' for key, value in attributes.items() if value)
    self.body.append(f'<div class="widget" {written}>\n')
    self.body.append('<div class="widget-stage" role="group" hidden></div>\n')
    self.body.append('<div class="widget-fallback">\n')


def depart_frame(self, node):
    self.body.append("</div>\n</div>\n")


def skip(self, node):
    """Other builders print the fallback."""


def add_scripts(app, pagename, templatename, context, doctree):
    """Load the scripts of the widgets that stand on this page."""
    if doctree is None:
        return
    names = dict.fromkeys(node["widget"] for node in doctree.findall(widget_frame))
    for name in ["runtime", *names] if names else []:
        app.add_js_file(f"widgets/{name}.js", loading_method="defer")
        if (FOLDER / f"{name}.css").is_file():
            app.add_css_file(f"widgets/{name}.css")


def copy_widgets(app, exception):
    """Copy the widgets' scripts and style sheets beside the other static files."""
    if exception is None and app.builder.format == "html":
        copy_asset(str(FOLDER), str(Path(app.outdir, "_static", "widgets")))


def setup(app):
    """Register the directive."""
    app.add_node(
        widget_frame, html=(visit_frame, depart_frame), latex=(skip, skip), text=(skip, skip)
    )
    app.add_directive("widget", WidgetDirective)
    app.connect("html-page-context", add_scripts)
    app.connect("build-finished", copy_widgets)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
