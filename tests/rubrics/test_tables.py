"""Do teachers read what the rubrics say today?"""

from autograder.tables import PATH, document
from tests.catalog import load, stems


def test_the_file_is_current():
    """Is docs/rubrics.md what `python -m autograder.tables` writes?"""
    assert PATH.read_text(encoding="utf-8") == document()


def test_everything_is_listed():
    """Does the document name every question and every misconception?"""
    text = document()
    for stem in stems():
        rubric = load(stem)
        assert all(f"`{q.id}`" in text for q in rubric.questions)
        assert all(f"`{m.__name__}`" in text for m in rubric.misconceptions)
