"""Is built what changed, and only that?"""

import pytest

from book._tools import build, execute
from book._tools.build import Book, Record

PAGE = """---
kernelspec: {name: python3}
---

# A title

Prose.

```{code-cell} python
x = 1
```

````{code-cell} python
:tags: [hide-input]
print('''```''')
````
"""


def test_prose_is_no_code(tmp_path):
    """Does the digest of a page's code change with a cell or the kernel, and not with prose?"""
    page = tmp_path / "page.md"

    def digest(text):
        page.write_text(text, "utf-8")
        return execute.code_of(page)

    before = digest(PAGE)
    assert digest(PAGE.replace("Prose.", "Other prose, with `x = 2`.")) == before
    for old, new in [("x = 1", "x = 2"), ("hide-input", "hide-cell"), ("python3", "python4")]:
        assert digest(PAGE.replace(old, new)) != before
    assert digest(PAGE.replace("'''```'''", "1")) != before


def test_code_that_did_not_change_is_not_executed(tmp_path, monkeypatch):
    """Is the cache asked when code changed, and again after a failure, and not otherwise?"""
    page = tmp_path / "page.md"
    page.write_text(PAGE, "utf-8")
    asked, failing = [], ["page.md"]
    monkeypatch.setattr(execute, "FOLDER", tmp_path / "executed")
    monkeypatch.setattr(execute, "list_pages", lambda root: [page])
    monkeypatch.setattr(execute, "execute", lambda *given: asked.append(given) or failing)
    execute.execute_chapters(tmp_path)
    failing.clear()
    for expected in (2, 2):
        execute.execute_chapters(tmp_path)
        assert len(asked) == expected
    page.write_text(PAGE.replace("x = 1", "x = 2"), "utf-8")
    execute.execute_chapters(tmp_path)
    assert len(asked) == 3


def test_a_record_tells_what_changed(tmp_path):
    """Are files told that are new, gone or other, and is nothing known of what was never made?"""
    record = Record(tmp_path / "folder" / "inputs.json")
    assert record.changed({"a": "1"}) is None
    record.keep({"a": "1", "b": "1", "c": "1"})
    assert record.changed({"a": "1", "b": "2", "d": "1"}) == {"b", "c", "d"}
    assert record.changed({"a": "1", "b": "1", "c": "1"}) == set()
    record.forget()
    assert record.changed({}) is None


@pytest.mark.parametrize(
    ("language", "there", "absent"),
    [
        ("", ["index.md", "book/entropy.md", "book/_ext/lean.py"], ["book/zh/entropy.md"]),
        ("zh", ["index.md", "book/entropy.md", "book/zh/entropy.md"], []),
    ],
)
def test_a_book_is_made_of_its_own_pages(language, there, absent):
    """Does English know nothing of an edition, and an edition the English pages that it names?"""
    inputs = Book(language).inputs()
    assert set(there) <= inputs.keys()
    assert not set(absent) & inputs.keys()
    assert not [path for path in inputs if "node_modules" in path or "__pycache__" in path]


def test_pages_are_built_alone(monkeypatch):
    """Is everything built anew where anything but a page changed, or nothing is known?"""
    monkeypatch.setattr(build, "execute_chapters", lambda *given: None)
    english = Book("")
    assert "--all" not in english.prepare({"index.md", "book/entropy.md"})
    for changed in (None, {"book/_ext/lean.py"}, {"book/entropy.md", "_toc.yml"}):
        assert "--all" in english.prepare(changed)
    assert not english.is_page("book/zh/entropy.md")
    assert Book("zh").is_page("book/zh/entropy.md")


def test_a_failure_is_no_build(tmp_path, monkeypatch):
    """Is a book that failed built again, and one that succeeded beside it not?"""
    record = {name: Record(tmp_path / f"{name}.json") for name in ("", "zh")}
    commands = {"": ["false"], "zh": ["true"]}
    monkeypatch.setattr(Book, "record", property(lambda book: record[book.language]))
    monkeypatch.setattr(Book, "prepare", lambda book, changed: commands[book.language])
    due = {Book(""): None, Book("zh"): None}
    now = {book: {"a": "1"} for book in due}
    assert build.build(due, now) != 0
    assert record[""].changed({"a": "1"}) is None
    assert record["zh"].changed({"a": "1"}) == set()
