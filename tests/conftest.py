"""Settings that all tests share."""

from hypothesis import settings

from tests.browsers import browser, open_page  # noqa: F401  (fixtures)

# The time of a single example says nothing on a busy machine; a first call may import a lot.
# The same examples each time: what passed once passes again. Searching for new ones is a job of
# its own: pytest --hypothesis-profile=search
settings.register_profile("course", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("course")
