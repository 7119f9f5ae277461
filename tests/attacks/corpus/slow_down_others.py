"""Takes processors and priority away from the grader and a bystander."""

import os

for _process in (PLACE["victim"], PLACE["grader"], 0):
    for _ask in (
        lambda p: os.sched_setaffinity(p, {0}),
        lambda p: os.setpriority(os.PRIO_PROCESS, p, 19),
        lambda p: os.sched_setscheduler(p, os.SCHED_IDLE, os.sched_param(0)),
    ):
        try:
            _ask(_process)
            print("BROKE" + "_OUT", _process)
        except OSError:
            pass
