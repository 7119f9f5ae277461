"""Does every change to a reference solution cost points?"""

import ast

import pytest

from autograder.rubrics._equivalent import EQUIVALENT
from tests.catalog import load, stems
from tests.mutants import mutate
from tests.mutants.mutate import SOLUTIONS, Mutant, definitions, mutants, survives

SMALL = '''
import numpy as np

scale = 2
LIMIT = 3


def given(x):
    return x + 1


def asked(x):
    """Return 7."""
    ### BEGIN SOLUTION
    """Not code."""
    if x < LIMIT:
        raise ValueError(f"{x} is below {LIMIT}")
    return -x.sum(axis=1)
    ### END SOLUTION


assert asked(4) == 7
'''


def small_mutants():
    """The mutants of the small solution, by name."""
    return {m.name: m for m in mutants(SMALL)}


# --------------------------------------------------------------------- the solutions


@pytest.mark.parametrize("stem", stems())
def test_definitions_alone_score_full(stem):
    """Is a solution without its checks, and without a change, still right?"""
    source = (SOLUTIONS / f"{stem}.py").read_text(encoding="utf-8")
    unchanged = Mutant("nothing", definitions(ast.parse(source)))
    assert survives(load(stem), unchanged)


@pytest.mark.slow
@pytest.mark.parametrize("stem", stems())
def test_only_equivalent_mutants_survive(stem):
    """Do the cases notice every change, except those that are listed as no change at all?"""
    survivors, count = mutate.survivors(stem)
    listed = EQUIVALENT.get(stem, {})
    assert count > 20
    assert sorted(set(survivors) - set(listed)) == [], "not noticed, and not listed"
    assert sorted(set(listed) - set(survivors)) == [], "listed, but noticed or not there any more"


def test_every_exception_has_its_reason():
    """Does the list name known assignments only, and say why in a sentence?"""
    assert set(EQUIVALENT) <= set(stems())
    for reasons in EQUIVALENT.values():
        assert all(len(reason) > 30 and reason.endswith(".") for reason in reasons.values())


# ------------------------------------------------------------------------ the mutator


def test_only_solution_regions_are_changed():
    """Do given functions, docstrings, messages and checks stay as they are?"""
    names = small_mutants()
    assert {name.partition(":")[0] for name in names} == {"asked"}
    assert not any("code" in name or "below" in name.partition("→")[2] for name in names)
    assert len(names) == len({ast.unparse(m.tree) for m in names.values()})


def test_mutants_are_what_their_names_say():
    """Is each kind of change made, once, where it belongs?"""
    changed = {
        "asked: x < LIMIT → x <= LIMIT": "if x <= LIMIT:",
        "asked: x < LIMIT → x > LIMIT": "if x > LIMIT:",
        "asked: if x < LIMIT: → if True:": "if True:",
        "asked: -x.sum(axis=1) → x.sum(axis=1)": "return x.sum(axis=1)",
        "asked: x.sum(axis=1) → x.mean(axis=1)": "return -x.mean(axis=1)",
        "asked: x.sum(axis=1) → x.sum()": "return -x.sum()",
        "asked: x.sum(axis=1) → x": "return -x",
        "asked: 1 → 0": "return -x.sum(axis=0)",
    }
    found = small_mutants()
    for name, text in changed.items():
        assert text in ast.unparse(found[name].tree)


def test_definitions_keep_constants_and_drop_checks():
    """Does what is run hold what functions need, and nothing that could fail by itself?"""
    text = ast.unparse(definitions(ast.parse(SMALL)))
    assert "LIMIT = 3" in text
    assert "scale = 2" not in text
    assert "assert" not in text


def test_a_mutant_that_never_ends_is_dead(monkeypatch):
    """Is a change that makes a loop endless noticed after a while?"""
    monkeypatch.setattr(mutate, "SECONDS", 0.2)
    rubric = load("regression")
    source = (SOLUTIONS / "regression.py").read_text(encoding="utf-8")
    tree = definitions(ast.parse(source.replace("A, Y = paired(A, Y)", "while True: pass")))
    assert not survives(rubric, Mutant("endless", tree))
