"""Trusted code, asked in this process: the reference, the misconceptions, correct variants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from autograder.sandbox.protocol import (
    Observation,
    Script,
    Stage,
    decode_scripts,
    encode_scripts,
)


class Player(Protocol):
    """Whatever scripts can be played with: a submission's process, or trusted code."""

    def play(self, scripts: Sequence[Script], encoded: bytes) -> list[list[Observation]]:
        """Play scripts one after the other; returns what each showed."""
        ...


class Trusted:
    """A :class:`Player` over code of our own.

    Args:
        namespace: what the code defines, by name.
    """

    def __init__(self, namespace: dict[str, Any]):
        self._stage = Stage(namespace)

    def play(
        self, scripts: Sequence[Script], encoded: bytes | None = None
    ) -> list[list[Observation]]:
        """Play scripts on copies of their inputs, as a child does."""
        encoded = encoded or encode_scripts(scripts)
        return [self._stage.play(script) for script in decode_scripts(encoded)]
