"""A build after an edit: what is read, written and looked at again, and what is not."""

import io

import pytest
from memory import Memory

PAGES = {
    "index": "# Book\n\n```{toctree}\n:numbered:\n\na\nb\n```\n",
    "a": "(here)=\n# First\n\nText.\n",
    "b": "# Second\n\nSee {ref}`here`.\n",
}


@pytest.fixture
def rebuild(tmp_path):
    """Write pages and build; give the names of the pages that were written."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace

    def run(**pages):
        for name, text in pages.items():
            (tmp_path / f"{name}.md").write_text(text, "utf-8")
        written = []
        settings = {"extensions": ["myst_parser", "incremental"], "html_theme": "basic"}
        places = [tmp_path, None, tmp_path / "_out", tmp_path / "_trees", "html", settings, None]
        with docutils_namespace():
            app = Sphinx(*places, warning := io.StringIO())
            app.connect("html-page-context", lambda _app, name, *_: written.append(name))
            app.build()
        assert warning.getvalue() == ""
        return {name for name in written if name in PAGES}

    run(**PAGES)
    return run


def test_a_page_is_written_alone(rebuild):
    """Does an edit of a page's text leave the others alone?"""
    assert "b" not in rebuild(a=PAGES["a"] + "\nMore text.\n")
    assert rebuild() == set()


def test_a_new_title_is_written_everywhere(rebuild, tmp_path):
    """Do the references to a page follow its title?"""
    assert rebuild(a=PAGES["a"].replace("First", "Renamed")) == set(PAGES)
    assert "Renamed" in (tmp_path / "_out" / "b.html").read_text("utf-8")


def shout(text, more=""):
    """An answer that is easy to tell from a remembered one."""
    CALLS.append(text)
    return text.upper() + more


CALLS: list[str] = []


def test_an_answer_is_remembered_until_its_text_changes(tmp_path):
    """Is a text looked at once in two builds, and another text anew?"""
    file = tmp_path / "memory.json"
    CALLS.clear()
    for texts in (["a", "b"], ["a", "b"], ["a", "c"]):
        memory = Memory(file)
        assert [memory.recall(shout, text) for text in texts] == [t.upper() for t in texts]
        memory.keep()
    assert CALLS == ["a", "b", "c"]


def test_what_is_no_longer_asked_is_forgotten(tmp_path):
    """Does the file hold what the last build used, and nothing older?"""
    file = tmp_path / "memory.json"
    for text in ("a", "b"):
        memory = Memory(file)
        memory.recall(shout, text)
        memory.keep()
    assert list(Memory(file).old.values()) == ["B"]
