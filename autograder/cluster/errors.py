"""What can be wrong with a cluster, in sentences for the person at the command line."""

from autograder.gradebook.course import CourseError


class ClusterError(CourseError):
    """The cluster cannot be used; the text says why and what to do."""
