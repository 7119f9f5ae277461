"""The ``loss`` directive: one loss on the cheat sheet.

Source::

    ```{loss} MSELoss
    :chapter: regression
    :value: $(a - y)^2$
    :gradient: $2\\,(a - y)$
    :mean: $N C$
    :stable: nothing to do
    :pytorch: `nn.MSELoss`
    :mistake: Dividing by $N$ only: every number is $C$ times too large.
    ```

Each field is a line of MyST text. ``where``, which defines symbols, and ``mean`` may be left out;
all others are required. Tests evaluate the formulas and compare them with the references.
"""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

#: Fields in the order in which they are shown, with the words that a translation changes.
DEFAULT_LABELS = {
    "value": "value",
    "gradient": "gradient",
    "where": "where",
    "mean": "mean divides by",
    "stable": "stable",
    "pytorch": "PyTorch",
    "mistake": "mistake",
}
OPTIONAL = {"where", "mean"}


class Loss(SphinxDirective):
    """A card: the name, which leads to the chapter, and a list of fields."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec = dict.fromkeys(["chapter", *DEFAULT_LABELS], directives.unchanged_required)

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if missing := sorted(self.option_spec.keys() - OPTIONAL - self.options.keys()):
            raise self.error(f"loss {name!r}: the field {missing[0]!r} is missing")
        card = nodes.container(classes=["loss-card"], ids=[nodes.make_id(f"loss-{name}")])
        card += nodes.paragraph("", "", self.title(name), classes=["loss-name"])
        fields, messages = nodes.definition_list(), []
        for key, label in self.config.cheat_sheet_labels.items():
            if key not in self.options:
                continue
            text, said = self.state.inline_text(self.options[key], self.lineno)
            body = nodes.definition("", nodes.paragraph("", "", *text))
            fields += nodes.definition_list_item("", nodes.term(text=label), body)
            messages += said
        card += fields
        return [card, *messages]

    def title(self, name: str) -> nodes.Node:
        """The name of the loss, a link to its chapter."""
        return addnodes.pending_xref(
            "",
            nodes.strong(text=name),
            refdomain="std",
            reftype="ref",
            refexplicit=True,
            refwarn=True,
            refdoc=self.env.docname,
            reftarget=f"ch-{self.options['chapter']}",
        )


def setup(app):
    """Register the directive."""
    app.add_config_value("cheat_sheet_labels", DEFAULT_LABELS, "env")
    app.add_directive("loss", Loss)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
