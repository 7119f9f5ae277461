"""Settings that all tests share."""

from hypothesis import settings

# The time of a single example says nothing on a busy machine; a first call may import a lot.
settings.register_profile("course", deadline=None)
settings.load_profile("course")
