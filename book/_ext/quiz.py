"""The ``quiz`` directive: a multiple-choice question that answers at once, without script.

Source::

    ```{quiz} quiz-regression-tie
    The question, one paragraph or more; math and code are fine.

    - [x] The right choice

      Why it is right.
    - [ ] A wrong choice

      Which idea leads to it, and where that idea fails.
    ```

The argument is the id of the question; it must be unique in the book.
Exactly one choice is marked ``[x]``, and every choice is followed by its explanation.

The page gets a ``fieldset`` with radio buttons.
The style sheet shows the explanation of the choice that is checked, so that the quiz works
from the keyboard, with a screen reader, on paper and where scripts are switched off.
"""

from __future__ import annotations

import re

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

MARK = re.compile(r"\[([ xX])\]\s+")
DEFAULT_LABELS = {"right": "Right.", "wrong": "Not this one.", "reset": "Try again"}


class quiz(nodes.General, nodes.Element):
    """One question."""


class quiz_question(nodes.General, nodes.Element):
    """The first paragraph of the question: the legend of the field set."""


class quiz_choice(nodes.General, nodes.Element):
    """A radio button with its label and, as its last child, the explanation."""


class quiz_label(nodes.General, nodes.Element):
    """The text beside a radio button."""


class quiz_why(nodes.General, nodes.Element):
    """The explanation, shown when its choice is checked."""


def take_mark(paragraph: nodes.paragraph) -> bool | None:
    """Remove ``[x]`` or ``[ ]`` from the paragraph; tell whether it was ``[x]``, None if absent."""
    first = paragraph[0] if len(paragraph) else None
    if isinstance(first, nodes.raw) and "task-list-item-checkbox" in first.astext():
        paragraph.remove(first)  # the mark as MyST's task list extension leaves it
        return "checked" in first.astext().split("checkbox", 1)[1]
    if not isinstance(first, nodes.Text) or not (mark := MARK.match(first)):
        return None
    paragraph.replace(first, nodes.Text(first[mark.end() :]))
    return mark[1] in "xX"


class QuizDirective(SphinxDirective):
    """Turn a question and its list of choices into quiz nodes."""

    required_arguments = 1
    has_content = True
    option_spec = {"class": directives.class_option}

    def run(self) -> list[nodes.Node]:
        name = nodes.make_id(self.arguments[0])
        node = quiz(name=name, ids=[name], classes=self.options.get("class", []))
        self.set_source_info(node)
        body = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, body)
        *question, choices = body.children or [None]
        if not isinstance(choices, nodes.bullet_list) or not question:
            raise self.error(f"quiz {name!r}: a question and then a list of choices are needed")
        node += [quiz_question("", *question[0].children), *question[1:]]
        node += [self.choice(name, number, item) for number, item in enumerate(choices, 1)]
        if sum(choice["right"] for choice in node.findall(quiz_choice)) != 1:
            raise self.error(f"quiz {name!r}: exactly one choice must be marked [x]")
        self.state.document.note_explicit_target(node)
        return [node]

    def choice(self, name: str, number: int, item: nodes.list_item) -> quiz_choice:
        """One list item: its first paragraph is the label, the rest is the explanation."""
        label, *why = item.children
        right = take_mark(label) if isinstance(label, nodes.paragraph) else None
        if right is None:
            raise self.error(f"quiz {name!r}: choice {number} must begin with [x] or [ ]")
        if not why:
            raise self.error(f"quiz {name!r}: choice {number} has no explanation")
        node = quiz_choice(name=name, number=number, right=right)
        node += [quiz_label("", *label.children), quiz_why("", *why, right=right)]
        return node


def visit_quiz(self, node):
    # A form of method "dialog" outside a dialog never submits, yet its reset button works.
    self.body.append(self.starttag(node, "form", CLASS="quiz", method="dialog"))
    self.body.append("<fieldset>\n")


def depart_quiz(self, node):
    label = self.config.quiz_labels["reset"]
    self.body.append(f'<button type="reset" class="quiz-reset">{label}</button>\n')
    self.body.append("</fieldset>\n</form>\n")


def visit_question(self, node):
    self.body.append("<legend>")


def depart_question(self, node):
    self.body.append("</legend>\n")


def visit_choice(self, node):
    ident = f"{node['name']}-{node['number']}"
    kind = "right" if node["right"] else "wrong"
    self.body.append(f'<div class="quiz-choice quiz-{kind}">\n')
    self.body.append(
        f'<input type="radio" name="{node["name"]}" id="{ident}" value="{node["number"]}"/>'
        f'<label for="{ident}">'
    )


def depart_choice(self, node):
    self.body.append("</div>\n")


def visit_label(self, node):
    pass


def depart_label(self, node):
    self.body.append("</label>\n")


def visit_why(self, node):
    verdict = self.config.quiz_labels["right" if node["right"] else "wrong"]
    self.body.append('<div class="quiz-live" aria-live="polite"><div class="quiz-why">')
    self.body.append(f'<p class="quiz-verdict">{verdict}</p>\n')


def depart_why(self, node):
    self.body.append("</div></div>\n")


def skip(self, node):
    """Other builders print the children as they are."""


def setup(app):
    """Register the directive; ``quiz_labels`` holds the words that a translation changes."""
    app.add_config_value("quiz_labels", DEFAULT_LABELS, "html")
    visitors = {
        quiz: (visit_quiz, depart_quiz),
        quiz_question: (visit_question, depart_question),
        quiz_choice: (visit_choice, depart_choice),
        quiz_label: (visit_label, depart_label),
        quiz_why: (visit_why, depart_why),
    }
    for node, html in visitors.items():
        app.add_node(node, html=html, latex=(skip, skip), text=(skip, skip))
    app.add_directive("quiz", QuizDirective)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
