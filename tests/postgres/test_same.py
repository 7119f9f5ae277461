"""Tests of gradebook and commands, once more with a gradebook in PostgreSQL."""

from tests.autograder.test_grade import (  # noqa: F401
    class_of_three,
    test_a_second_run_does_nothing,
    test_both_ways_leave_the_same,
    test_feedback_and_export,
    test_killed_and_started_again,
    test_manual_grades_stay,
    test_scores_reach_the_gradebook,
)
from tests.autograder.test_undo import *  # noqa: F403
