"""The widget directive."""

import pytest
import widget

WIDGET = """\
# Page

```{widget} square
:name: fig-page-square
:caption: Move $x$.
:preset: x=3 y=1,2

With $x = 3$ the square is 9.
```

See {numref}`fig-page-square`.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of widgets that holds one."""
    place = tmp_path / "_widgets"
    place.mkdir()
    (place / "runtime.js").write_text("// shared", "utf-8")
    (place / "square.js").write_text("// square", "utf-8")
    monkeypatch.setattr(widget, "FOLDER", place)
    return place


def test_the_fallback_is_there_and_the_figure_is_numbered(build, folder):
    """Does a reader without scripts get the words, and a reference its number?"""
    html, warnings = build(WIDGET, "widget", numfig=True)
    assert warnings == ""
    assert '<figure class="widget-figure align-default" id="fig-page-square">' in html
    assert 'data-widget="square" data-preset="x=3;y=1,2"' in html
    assert "the square is 9." in html
    assert html.count("Fig. 1") == 2


def test_scripts_are_classic_and_only_where_needed(build, folder, tmp_path):
    """Do pages with a widget load its script, in a form that works from disk, and others none?"""
    (tmp_path / "other.md").write_text("# Other\n\nNo widget.\n", "utf-8")
    html, _ = build(WIDGET + "\n```{toctree}\nother\n```\n", "widget", numfig=True)
    assert html.index("widgets/runtime.js") < html.index("widgets/square.js")
    assert 'type="module"' not in html
    assert "widgets/" not in (tmp_path / "_out" / "other.html").read_text("utf-8")
    assert (tmp_path / "_out" / "_static" / "widgets" / "square.js").is_file()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{widget} square", "{widget} circle", "there is no book/_widgets/circle.js"),
        (":caption: Move $x$.\n", "", "'caption' is missing"),
        ("With $x = 3$ the square is 9.\n", "", "the text fallback is missing"),
    ],
)
def test_a_malformed_widget_is_a_located_warning(build, folder, old, new, message):
    """Does an author hear what is missing, and where?"""
    _, warnings = build(WIDGET.replace(old, new), "widget", numfig=True)
    assert message in warnings
    assert "index.md:3" in warnings
