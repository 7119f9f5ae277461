"""Is what judges a class exchangeable?"""

from concurrent.futures import Executor, Future, ThreadPoolExecutor

import pytest

from autograder.gradebook.grade import Options, grade
from tests.autograder.conftest import SOLUTION
from tests.autograder.test_grade import WORK, notebooks, rows


class Inline(Executor):
    """Does what is submitted at once, in this process; a cluster sends it away."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@pytest.mark.parametrize("make", [Inline, lambda: ThreadPoolExecutor(3)])
def test_any_executor_gives_the_same(course, hand_in, make):
    """Do threads, and a stub that runs inline, leave the rows and notebooks of processes?"""
    for number, work in enumerate([WORK["ben"], SOLUTION, "", WORK["ben"], SOLUTION]):
        hand_in(f"s{number}", work)
    by_processes = grade("regression", course), rows(course), notebooks(course)
    with make() as executor:
        again = grade("regression", course, options=Options(jobs=2, force=True), executor=executor)
    assert (again, rows(course), notebooks(course)) == by_processes
