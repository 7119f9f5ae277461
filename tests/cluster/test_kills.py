"""Is nothing lost, and nothing judged twice, whatever of a cluster dies?"""

import pytest

from bench import cluster_kills


@pytest.mark.slow
def test_every_row_and_notebook_is_that_of_one_process(tmp_path):
    """After kills of each part and reruns, is all as one process leaves it, byte for byte?"""
    toll = cluster_kills.disturb(tmp_path, copies=2, count=4, workers=2, hosts=[], seed=1, pause=1)
    assert toll.wrong == []
    assert toll.again == []
    assert toll.zeros == []
    assert toll.killed.total() == 4
    assert toll.runs > 1
