"""Score bodies of LTI 1.3's Assignment and Grade Services, a line of JSON for each student.

Source: 1EdTech's "LTI Assignment and Grade Services 2.0", and Canvas's page on its Score object.
Whoever has a session with the platform (JupyterHub's, say) posts each line as
``application/vnd.ims.lis.v1.score+json`` to the scores of the line item.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.platforms.standing import Standing

#: How far the student is, and how far the grading, by our status. A platform takes no score
#: where grading has failed, is not ready, or waits.
PROGRESS = {
    "graded": ("Completed", "FullyGraded"),
    "late": ("Completed", "FullyGraded"),
    "not gradable": ("Submitted", "Failed"),
    "waiting": ("Submitted", "Pending"),
    "absent": ("Initialized", "NotReady"),
}


def lines(found: Sequence[Standing], comments: Mapping[str, str], now: datetime.datetime) -> str:
    """The bodies; excused students have none, since the service knows no excuses.

    Args:
        comments: a feedback text by student.
        now: the time of the scores; a later export must have a later one, to the split second.
    """
    bodies = (_body(s, comments, now) for s in found if s.status in PROGRESS)
    return "".join(json.dumps(body, ensure_ascii=False) + "\n" for body in bodies)


def _body(
    standing: Standing, comments: Mapping[str, str], now: datetime.datetime
) -> dict[str, Any]:
    activity, grading = PROGRESS[standing.status]
    body: dict[str, Any] = {
        "userId": standing.person.lms or standing.person.id,
        "activityProgress": activity,
        "gradingProgress": "PendingManual" if standing.pending else grading,
        "timestamp": now.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
    }
    if standing.score is not None:
        body |= {"scoreGiven": standing.score, "scoreMaximum": standing.max_score}
        if comment := comments.get(standing.person.id):
            body["comment"] = comment
    if standing.submitted:
        when = standing.submitted.replace(tzinfo=datetime.UTC)
        body["submission"] = {"submittedAt": when.isoformat(timespec="microseconds")}
    return body
