"""Do the item statistics agree with SciPy, and with cases worked out by hand?"""

import numpy as np
import pytest
from scipy import stats

from autograder.analytics import statistics


@pytest.fixture
def scores():
    """Forty students, five questions with partial credit; the last question is random."""
    source = np.random.default_rng(3)
    ability = source.normal(size=(40, 1))
    earned = np.clip(np.round(2 + ability + source.normal(size=(40, 5))), 0, 4)
    earned[:, 4] = source.integers(0, 5, size=40)
    return earned


def test_wilson_is_scipys():
    """Is the interval of a share SciPy's, at the edges too?"""
    for successes, n in [(0, 20), (7, 20), (20, 20), (399, 400)]:
        low, high = statistics.wilson(successes, n)
        theirs = stats.binomtest(successes, n).proportion_ci(0.95, method="wilson")
        np.testing.assert_allclose([low, high], [theirs.low, theirs.high], rtol=0, atol=1e-12)


def test_item_rest_is_scipys_correlation_with_the_others(scores):
    """Is the question itself taken out of the sum, and is the interval SciPy's?"""
    found = statistics.items("abcde", [4] * 5, scores)
    for column, item in enumerate(found):
        rest = scores.sum(axis=1) - scores[:, column]
        theirs = stats.pearsonr(scores[:, column], rest)
        interval = theirs.confidence_interval(0.95)
        ours = [item.item_rest.r, *item.item_rest.interval]
        np.testing.assert_allclose(
            ours, [theirs.statistic, interval.low, interval.high], rtol=0, atol=1e-12
        )
    uncorrected = stats.pearsonr(scores[:, 4], scores.sum(axis=1)).statistic
    assert found[4].item_rest.r < uncorrected - 0.1  # what the correction is for


def test_a_question_that_does_not_vary_has_no_correlation(scores):
    """Is there no number where everybody got the same?"""
    scores[:, 0] = 4
    assert statistics.items("abcde", [4] * 5, scores)[0].item_rest is None


def test_alpha_by_hand():
    """Is Cronbach's alpha right where it can be worked out on paper?"""
    # Variances 1, 1 and 7/3; totals 3, 6, 10 with variance 37/3: 3/2 (1 − (13/3)/(37/3)) = 36/37.
    earned = np.array([[1.0, 1, 1], [2, 2, 2], [3, 3, 4]])
    np.testing.assert_allclose(statistics.alpha(earned), 36 / 37, rtol=0, atol=1e-12)
    alike = np.repeat([[1.0], [2], [5]], 4, axis=1)
    np.testing.assert_allclose(statistics.alpha(alike), 1, rtol=0, atol=1e-12)


def test_upper_less_lower_by_hand():
    """Do the groups of 27 % split a class as they should, whatever the order of equal totals?"""
    total = np.arange(100.0)
    share = (total >= 50).astype(float)
    assert statistics.upper_lower(share, total) == 1
    # Ten students, 2.7 in each group: (1 + 1 + 0.7·0)/2.7 above, 0 below.
    few = np.arange(10.0)
    best = (few >= 8).astype(float)
    np.testing.assert_allclose(statistics.upper_lower(best, few), 2 / 2.7, rtol=0, atol=1e-12)
    tied = np.zeros(10)
    np.testing.assert_allclose(statistics.upper_lower(best, tied), 0, rtol=0, atol=1e-12)


def test_quintiles_by_hand():
    """Are the fifths of a class those of its ranks, the weakest first?"""
    total = np.array([0.0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    assert statistics.quintiles(total / 9, total) == pytest.approx(
        [0.5 / 9, 2.5 / 9, 4.5 / 9, 6.5 / 9, 8.5 / 9], rel=0, abs=1e-12
    )


def test_fisher_is_scipys():
    """Is the chance of so many common students that of SciPy's exact test?"""
    for both, a, b, n in [(5, 8, 9, 30), (0, 3, 4, 20), (3, 3, 10, 25), (40, 100, 90, 400)]:
        table = [[both, a - both], [b - both, n - a - b + both]]
        theirs = stats.fisher_exact(table, alternative="greater").pvalue
        np.testing.assert_allclose(statistics.fisher(both, a, b, n), theirs, rtol=1e-9)


def test_mistakes_that_come_together_are_found_and_others_are_not():
    """Does the list hold the pair that was planted, with Holm's correction, and nothing else?"""
    students = [f"s{k}" for k in range(60)]
    source = np.random.default_rng(0)
    made = {name: {s for s in students if source.random() < 0.3} for name in ("x", "y", "z", "w")}
    made["twin"] = made["x"] - {min(made["x"])}
    (pair,) = statistics.together(made, 60)
    assert {pair.first, pair.second} == {"twin", "x"}
    raw = statistics.fisher(pair.both, len(made["x"]), len(made["twin"]), 60)
    np.testing.assert_allclose(pair.p, 10 * raw, rtol=1e-9)
    marks = [[s in made[name] for s in students] for name in (pair.first, pair.second)]
    np.testing.assert_allclose(pair.phi, np.corrcoef(marks)[0, 1], rtol=0, atol=1e-12)


def test_a_small_class_has_no_statistics(scores):
    """Is nothing but counts and means said of nineteen students?"""
    for item in statistics.items("abcde", [4] * 5, scores[:19]):
        assert item.full_interval is item.item_rest is item.upper_lower is item.quintiles is None
        assert item.mean == pytest.approx(scores[:19, "abcde".index(item.id)].mean() / 4)
    assert statistics.together({"x": set("abcdefg"), "y": set("abcdefg")}, 19) == []
