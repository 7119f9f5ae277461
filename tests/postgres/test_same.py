"""The tests of gradebook and commands, once more with a gradebook in PostgreSQL."""

from tests.autograder.test_changes import *  # noqa: F403
from tests.autograder.test_extensions import *  # noqa: F403
from tests.autograder.test_grade import *  # noqa: F403
from tests.autograder.test_undo import *  # noqa: F403
