"""What happened to the processes of a batch, as the audit record counts it."""

from enum import StrEnum


class Event(StrEnum):
    """Something that ended a process, or that the end of one made necessary.

    What a submission did to itself comes first, then what the machine did.
    """

    CELL_LATE = "cells killed at the deadline"
    CELL_LOST = "cells whose process was lost"
    QUESTION_LATE = "questions killed at the deadline"
    QUESTION_LOST = "questions whose process was lost"
    SANDBOX_RESTARTED = "sandboxes restarted"
    WORKERS_RESTARTED = "pools of workers restarted"
    JUDGED_AGAIN = "submissions judged once more"
    NOT_GRADED = "not graded after a failure of the machine"
