"""On a worker's machine: a sandbox for a batch, proved before anything is judged in it.

Dask calls this; what it runs here comes from the coordinator, which the worker trusts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from distributed import Worker as DaskWorker
from distributed import get_worker
from distributed.core import Status
from distributed.diagnostics.plugin import WorkerPlugin

from autograder import __version__
from autograder.catalog import Assignment, Catalog, CatalogError
from autograder.cluster import answer
from autograder.cluster.settings import RESOURCE
from autograder.gradebook.worker import Job, Settings, Worker
from autograder.judging.exam import ENGINE, draw
from autograder.messages import say
from autograder.running.isolation import SandboxError


@dataclass(frozen=True)
class Expected:
    """What must be the same on both sides, so that every machine gives the same grades.

    Attributes:
        engine: the version of this package, and of its judging.
        numpy: the version of NumPy.
        fingerprint: of the assignment's cases and right answers for the seed of the class.
    """

    engine: str
    numpy: str
    fingerprint: str

    @classmethod
    def here(cls, assignment: Assignment, seed: int) -> Expected:
        """What it is on this machine."""
        fingerprint = draw(assignment.rubric, seed).fingerprint
        return cls(f"{__version__}/{ENGINE}", np.__version__, fingerprint)


class Site(WorkerPlugin):
    """The sandboxes of one Dask worker for one batch.

    A worker that may not judge takes back the resource that jobs ask for. Dask calls
    :meth:`setup` also on workers that come later, or come again, before they get a job. It does
    so in the main thread, as it must be: the sandbox ends with the thread that started it.

    Args:
        batch: its name.
        settings: what the worker needs to know.
        released: the text of the notebook that students got.
        expected: what must be the same here.
    """

    def __init__(self, batch: str, settings: Settings, released: str, expected: Expected):
        self.name, self._settings, self._released = batch, settings, released
        self._expected = expected
        self._worker: Worker | None = None
        #: Why this worker may not judge, if it may not.
        self.refusal = ""

    async def setup(self, worker: DaskWorker) -> None:
        """Prove the sandbox and judge the reference; or keep why this worker may not judge."""
        try:
            if worker.state.nthreads != 1:
                raise SandboxError("cluster.threads", threads=worker.state.nthreads)
            settings = self._settings
            assignment = Catalog(settings.root)[settings.stem]
            self._compare(Expected.here(assignment, settings.seed))
            self._worker = Worker(settings)
            self._worker.rehearse(self._released)
        except (SandboxError, CatalogError, answer.Refused, OSError) as error:
            self.refusal = str(error)
            self._close()
            await worker.set_resources(**{RESOURCE: 0})

    def _compare(self, found: Expected) -> None:
        for name, wanted in vars(self._expected).items():
            if (here := getattr(found, name)) != wanted:
                told = say(f"cluster.{name}", here=here, wanted=wanted)
                raise answer.Refused(told)

    async def teardown(self, worker: DaskWorker) -> None:
        """End the sandboxes. Another batch may have a use for a worker that this one had not."""
        self._close()
        if self.refusal and worker.status == Status.running:
            await worker.set_resources(**{RESOURCE: 1})

    def _close(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    @property
    def may_judge(self) -> bool:
        """Whether all was proved here."""
        return self._worker is not None and not self.refusal

    def judge(self, job: Job, expected: Expected) -> str:
        """Judge one submission; see :mod:`autograder.cluster.answer` for what comes back."""
        if expected != self._expected:
            return answer.refusal(say("cluster.other_batch"))
        if self._worker is None:
            return answer.refusal(self.refusal or say("cluster.closed"))
        return answer.encode(self._worker.examine(job))


def judge(batch: str, job: Job, expected: Expected) -> str:
    """Judge one submission on the worker that this runs on."""
    site = get_worker().plugins.get(batch)
    if not isinstance(site, Site):
        return answer.refusal(say("cluster.closed"))
    return site.judge(job, expected)


def ready(batch: str) -> bool:
    """Whether the worker that this runs on may judge."""
    site = get_worker().plugins.get(batch)
    return isinstance(site, Site) and site.may_judge


def refusal(batch: str, dask_worker: DaskWorker) -> str:
    """Why a worker may not judge; nothing if it may. Dask fills in the worker by its name."""
    site = dask_worker.plugins.get(batch)
    return site.refusal if isinstance(site, Site) else ""
