"""Is every rubric sharp and fair? The same questions are put to all of them."""

import importlib

import pytest

from autograder.judging.questions import judge_trusted
from autograder.rubric import target_of
from tests.catalog import load, stems

SEEDS = (0, 1, 2)


def lost(report):
    """The questions on which points were lost, and what was recognized there."""
    return {q.id: q.misconception for q in report.questions if q.earned < q.points}


def misconceptions():
    for stem in stems():
        for misconception in load(stem).misconceptions:
            yield pytest.param(stem, misconception, id=f"{stem}-{misconception.__name__}")


def targets():
    for stem in stems():
        for target in dict.fromkeys(q.target for q in load(stem).questions):
            yield pytest.param(stem, target, id=f"{stem}-{target}")


def variants(stem):
    """The hand-written correct solutions of an assignment, by the name they stand in for."""
    return importlib.import_module(f"tests.variants.{stem}").VARIANTS


@pytest.mark.parametrize("stem", stems())
def test_reference_scores_full(stem):
    """Does the reference, judged as any submission is, get every point?"""
    rubric = load(stem)
    for seed in SEEDS:
        assert lost(judge_trusted(rubric, rubric.namespace(), seed)) == {}


@pytest.mark.parametrize("stem", stems())
def test_nothing_scores_nothing(stem):
    """Does a submission that defines nothing get no point?"""
    report = judge_trusted(load(stem), {})
    assert report.score == 0
    assert {q.status for q in report.questions} == {"missing"}


@pytest.mark.parametrize(("stem", "misconception"), list(misconceptions()))
def test_misconception_is_told_apart(stem, misconception):
    """Does each mistake lose points on just the questions that it breaks, and is it named there?"""
    rubric = load(stem)
    for namespace in rubric.mistaken(misconception):
        for seed in SEEDS:
            expected = dict.fromkeys(misconception.breaks, misconception.__name__)
            assert lost(judge_trusted(rubric, namespace, seed)) == expected


@pytest.mark.parametrize(("stem", "target"), list(targets()))
def test_enough_misconceptions(stem, target):
    """Are there at least ten for a class and six for a function?"""
    rubric = load(stem)
    found = [m for m in rubric.misconceptions if target_of(m, rubric.reference) == target]
    least = 10 if isinstance(getattr(rubric.reference, target), type) else 6
    assert len(found) >= least


@pytest.mark.parametrize(("stem", "target"), list(targets()))
def test_correct_work_in_any_style_scores_full(stem, target):
    """Do at least ten correct variants of a class, three of a function, lose nothing?"""
    rubric = load(stem)
    found = variants(stem)[target]
    least = 10 if isinstance(getattr(rubric.reference, target), type) else 3
    assert len(found) >= least
    for variant in found:
        for seed in SEEDS:
            report = judge_trusted(rubric, rubric.namespace() | {target: variant}, seed)
            assert lost(report) == {}, f"{variant.__name__}: {variant.__doc__}"


@pytest.mark.parametrize(("stem", "misconception"), list(misconceptions()))
def test_hint_teaches_without_the_answer(stem, misconception):
    """Is each hint long enough to teach, and free of the line of code that repairs the mistake?"""
    hint = misconception.__doc__
    assert 100 <= len(hint) <= 900
    assert "np." not in hint or "`np." in hint
    assert "\n    return " not in hint
