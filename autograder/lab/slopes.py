"""The numerical gradient of the reader's own loss: what a page can check without any answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    forward = next((i for i, s in enumerate(script) if _calls(s, "forward")), None)
    backward = next((step for step in script if _calls(step, "backward")), None)
    if build is None or forward is None or backward is None or getattr(backward, "args", ()):
        return
    call = script[forward]
    given = call.args[0] if isinstance(call, Call) and call.args else None
    if not isinstance(call, Call) or not isinstance(given, np.ndarray) or given.dtype.kind != "f":
        return
    stage = Stage(namespace)
    gradient = _value(stage.play([build, _observed(call), _observed(backward)])[-1])

    def loss(at: np.ndarray) -> np.ndarray | None:
        moved = Call(call.handle, call.method, (at, *call.args[1:]), call.kwargs, True)
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


def _calls(step: Any, method: str) -> bool:
    return isinstance(step, Call) and step.handle is not None and step.method == method


def _observed(step: Any) -> Call:
    return Call(step.handle, step.method, step.args, step.kwargs, True)


def _value(seen: Any) -> np.ndarray | None:
    """One plain array that was shown, else nothing."""
    return seen.parts[0] if isinstance(seen, Returned) and len(seen.parts) == 1 else None
