"""Does an answer that computes nothing earn nothing?"""

import pytest

from bench.nothing import earned
from tests.catalog import load, stems


@pytest.mark.parametrize("stem", stems())
def test_computing_nothing_earns_nothing(stem):
    """Is every constant, shape, echo and error worth 0 points? `bench.nothing` tries many more."""
    assert list(earned(load(stem), seed=0, endings=["same"])) == []
