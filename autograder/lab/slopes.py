"""The numerical gradient of the reader's own loss: what a page can check without any answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.sandbox.protocol import Build, Call, Returned, Script, Stage

#: A step of central differences, and how far they may be from a gradient that is right.
STEP, RTOL, ATOL = 1e-6, 1e-4, 1e-6


def slopes(scripts: Sequence[Script], namespace: dict[str, Any]) -> dict[str, bool]:
    """For each class of some scripts, whether its ``backward`` is the slope of its ``forward``.

    Args:
        scripts: worked examples; those that call ``forward`` and then ``backward`` are looked at.
        namespace: what the reader's cells have defined.
    """
    found: dict[str, bool] = {}
    for script in scripts:
        for name, agrees in _agreements(script, namespace):
            found[name] = found.get(name, True) and agrees
    return found


def _agreements(script: Script, namespace: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """The class of a script and whether its two methods agree, if that can be asked."""
    build = next((step for step in script if isinstance(step, Build)), None)
    calls = [step for step in script if isinstance(step, Call) and step.handle is not None]
    call = next((step for step in calls if step.method == "forward"), None)
    back = next((step for step in calls if step.method == "backward" and not step.args), None)
    if build is None or call is None or back is None or not call.args:
        return
    given = call.args[0]
    if not isinstance(given, np.ndarray) or given.dtype.kind != "f":
        return
    stage = Stage(namespace)
    gradient = _value(stage.play([build, _observed(call), _observed(back)])[-1])

    def loss(at: np.ndarray) -> np.ndarray | None:
        moved = replace(call, args=(at, *call.args[1:]), observed=True)
        return _value(stage.play([build, moved])[-1])

    if gradient is None or gradient.shape != given.shape:
        return
    numerical = np.empty(given.shape)
    for index in np.ndindex(given.shape):
        up, down = given.copy(), given.copy()
        up[index] += STEP
        down[index] -= STEP
        above, below = loss(up), loss(down)
        if above is None or below is None or above.size != 1:
            return
        numerical[index] = (above - below).item() / (2 * STEP)
    yield build.name, bool(np.allclose(gradient, numerical, rtol=RTOL, atol=ATOL))


def _observed(step: Call) -> Call:
    return replace(step, observed=True)


def _value(seen: Any) -> np.ndarray | None:
    """One plain array that was shown, else nothing."""
    return seen.parts[0] if isinstance(seen, Returned) and len(seen.parts) == 1 else None
