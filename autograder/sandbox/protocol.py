"""The language that the trusted parent and the untrusted child speak.

The parent sends *steps* (build an object, call it, look at an input again) as JSON with raw
buffers; the child answers each with one *observation* in a small fixed binary form.
Nothing is ever pickled. The same :class:`Stage` performs steps in the child, on student code,
and in the parent, on the reference and the misconceptions, so both are observed alike.

This module runs beside student code: it imports NumPy and the standard library only.
"""

from __future__ import annotations

import builtins
import json
import opcode
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

import numpy as np

MAX_FRAME = 16 * 2**20
#: Bytes of one returned value. Right answers in this course have less than a thousand.
MAX_VALUE = 2**17
MAX_PARTS = 16
MAX_NDIM = 8
#: Characters of what an exception says.
MAX_TEXT = 300

#: dtypes that count as plain numbers, by the one-byte code that names them on the wire. They are
#: named by their sizes, since a C ``long`` has four bytes on Windows and in a page.
DTYPES = tuple(
    np.dtype(c) for c in ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]
)


class Rejection(StrEnum):
    """Why a returned value is not accepted; on the wire it is its position here.

    The values are keys of the section ``returned`` in :mod:`autograder.messages`.
    """

    NOTHING = "nothing"
    STRING = "string"
    COMPLEX = "complex"
    OBJECTS = "objects"
    SUBCLASS = "subclass"
    OTHER = "other"
    TOO_MUCH = "too_much"
    RAGGED = "ragged"


REJECTIONS = tuple(Rejection)


class ProtocolError(Exception):
    """A frame that no honest child would send."""


# ---------------------------------------------------------------- observations


@dataclass(frozen=True)
class Done:
    """The step ran; its value is not looked at."""


@dataclass(frozen=True)
class Returned:
    """The step returned plain numbers: one array, or several when it returned a tuple."""

    parts: tuple[np.ndarray, ...]
    is_tuple: bool = False


@dataclass(frozen=True)
class Raised:
    """The step raised.

    Attributes:
        kind: the nearest class of :data:`EXCEPTIONS`.
        text: what Python says of it, cut. Student code may choose it, so it may be shown only if
            the process that it comes from has seen nothing but worked examples of the notebook.
    """

    kind: str
    text: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True)
class Rejected:
    """The step returned something that is not plain numbers; ``reason`` says what."""

    reason: Rejection


@dataclass(frozen=True)
class Missing:
    """The name that the step needs is not defined."""

    name: str


@dataclass(frozen=True)
class Lost:
    """No answer came: ``"timeout"``, or ``"died"`` when the process ended."""

    reason: Literal["timeout", "died"]


Observation = Done | Returned | Raised | Rejected | Missing | Lost


# ----------------------------------------------------------------------- steps


@dataclass(frozen=True)
class Handle:
    """An object that an earlier step of the case built, passed as an argument."""

    name: str


@dataclass(frozen=True)
class Name:
    """A function or class of the submission, passed as an argument."""

    name: str


@dataclass(frozen=True)
class Expr:
    """A small function of the grader's own, as Python source over ``np``, passed as an argument."""

    source: str


@dataclass(frozen=True)
class Build:
    """``handle = name(*args, **kwargs)``."""

    handle: str
    name: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] | None = None


@dataclass(frozen=True)
class Call:
    """``handle.method(*args)``, or ``method(*args, **kwargs)`` of the submission if no handle."""

    handle: str | None
    method: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] | None = None
    observed: bool = True


@dataclass(frozen=True)
class Input:
    """Look again at the array that was the ``index``-th array argument of the case so far."""

    index: int


Step = Build | Call | Input

_TYPES = {cls.__name__: cls for cls in (Build, Call, Input, Handle, Name, Expr)}


Script = Sequence[Step]


def encode_scripts(scripts: Sequence[Script]) -> bytes:
    """Write scripts as a frame body: JSON header, newline, raw array buffers."""
    buffers: list[np.ndarray] = []
    header = [[_plain(step, buffers) for step in script] for script in scripts]
    body = [json.dumps(header, separators=(",", ":")).encode(), b"\n"]
    return b"".join(body + [b.tobytes(order="A") for b in buffers])


def _plain(value: Any, buffers: list[np.ndarray]) -> Any:
    """A value as JSON data; arrays go to ``buffers``, everything with a type gets a ``$`` tag."""
    if isinstance(value, np.generic):
        value = np.asarray(value)
    if isinstance(value, np.ndarray):
        buffers.append(value)
        # An array in Fortran order arrives in Fortran order.
        fortran = value.ndim > 1 and value.flags.f_contiguous and not value.flags.c_contiguous
        return {"$array": [value.dtype.str, list(value.shape), "F" if fortran else "C"]}
    if type(value).__name__ in _TYPES:
        fields = {k: _plain(v, buffers) for k, v in vars(value).items()}
        return {"$" + type(value).__name__: fields}
    if isinstance(value, dict):
        return {"$dict": [[_plain(k, buffers), _plain(v, buffers)] for k, v in value.items()]}
    if isinstance(value, tuple):
        return {"$tuple": [_plain(v, buffers) for v in value]}
    if isinstance(value, list):
        return [_plain(v, buffers) for v in value]
    return value


def decode_scripts(body: bytes) -> list[list[Step]]:
    """Read what :func:`encode_scripts` wrote; arrays are fresh, writable and the receiver's own."""
    head, _, rest = body.partition(b"\n")
    scripts: list[list[Step]] = _Reader(rest).value(json.loads(head))
    return scripts


class _Reader:
    """Rebuilds values in the order in which they were written."""

    def __init__(self, buffers: bytes):
        self.buffers, self.position = buffers, 0

    def value(self, plain: Any) -> Any:
        if isinstance(plain, list):
            return [self.value(v) for v in plain]
        if not isinstance(plain, dict):
            return plain
        ((tag, content),) = plain.items()
        if tag == "$array":
            return self.array(*content)
        if tag == "$dict":
            return {self.value(k): self.value(v) for k, v in content}
        if tag == "$tuple":
            return tuple(self.value(v) for v in content)
        return _TYPES[tag[1:]](**{k: self.value(v) for k, v in content.items()})

    def array(self, dtype: str, shape: list[int], order: Literal["C", "F"]) -> np.ndarray:
        count = int(np.prod(shape, dtype=np.int64))
        flat = np.frombuffer(self.buffers, dtype, count, self.position)
        self.position += flat.nbytes
        array: np.ndarray = flat.reshape(tuple(shape), order=order).copy(order=order)
        return array


# ----------------------------------------------------------------- performing


class Stage:
    """Performs the steps of one case against a namespace of student or reference code."""

    def __init__(self, namespace: dict[str, Any]):
        self.namespace = namespace
        self.reset()

    def reset(self) -> None:
        """Forget the objects and inputs of the last case."""
        self.handles: dict[str, Any] = {}
        self.inputs: list[np.ndarray] = []

    def play(self, script: Script) -> list[Observation]:
        """Do the steps of a script until one does not succeed, and say what was seen."""
        self.reset()
        seen: list[Observation] = []
        for step in script:
            seen.append(self.perform(step))
            if not isinstance(seen[-1], (Done, Returned)):
                break
        return seen

    def perform(self, step: Step) -> Observation:
        """Do one step and say what was seen. Never raises for what student code does."""
        try:
            with np.errstate(all="ignore"):
                return self._perform(step)
        except _Absent as absent:
            return Missing(str(absent))
        except BaseException as error:
            return Raised(nearest_exception(type(error)), _text(error))

    def _perform(self, step: Step) -> Observation:
        if isinstance(step, Input):
            return observe(self.inputs[step.index])
        args = tuple(self._argument(a) for a in step.args)
        kwargs = {k: self._argument(v) for k, v in (step.kwargs or {}).items()}
        if isinstance(step, Build):
            self.handles[step.handle] = self._find(step.name)(*args, **kwargs)
            return Done()
        if step.handle is None:
            result = self._find(step.method)(*args, **kwargs)
        else:
            owner = self.handles.get(step.handle)
            result = getattr(owner, step.method)(*args, **kwargs)
        return observe(result) if step.observed else Done()

    def _find(self, name: str) -> Any:
        try:
            return self.namespace[name]
        except KeyError:
            raise _Absent(name) from None

    def _argument(self, value: Any) -> Any:
        if isinstance(value, np.ndarray):
            self.inputs.append(value)
            return value
        if isinstance(value, Handle):
            return self.handles[value.name]
        if isinstance(value, Name):
            return self._find(value.name)
        if isinstance(value, Expr):
            return eval(value.source, {"np": np})  # our own source, sent by the parent
        if isinstance(value, (list, tuple)):
            return type(value)(self._argument(v) for v in value)
        if isinstance(value, dict):
            return {k: self._argument(v) for k, v in value.items()}
        return value


class _Absent(Exception):
    pass


def _text(error: BaseException) -> str:
    """What Python or NumPy say of an error; nothing of what the code that is judged says itself."""
    try:
        return "" if _raised_by_hand(error) else str(error)[:MAX_TEXT]
    except BaseException:  # a student's own __str__ may do anything
        return ""


def _raised_by_hand(error: BaseException) -> bool:
    """Whether the innermost place is a `raise` in a cell."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None or not trace.tb_frame.f_code.co_filename.startswith("<ipython-input-"):
        return False
    return trace.tb_frame.f_code.co_code[trace.tb_lasti] == opcode.opmap["RAISE_VARARGS"]


def observe(value: Any) -> Returned | Rejected:
    """Turn a returned value into plain arrays, or say why it is not plain numbers."""
    # A named tuple is a tuple: its items are those that are stored, whatever its methods say.
    several = issubclass(type(value), tuple)
    values = tuple(tuple.__iter__(value)) if several else (value,)
    if len(values) > MAX_PARTS:
        return Rejected(Rejection.TOO_MUCH)
    parts = []
    for item in values:
        part = _plain_array(item)
        if isinstance(part, Rejected):
            return part
        parts.append(part)
    if sum(p.nbytes for p in parts) > MAX_VALUE:
        return Rejected(Rejection.TOO_MUCH)
    return Returned(tuple(parts), several)


def _plain_array(item: Any) -> np.ndarray | Rejected:
    """A fresh, contiguous array of real numbers, or why there is none."""
    if type(item) is list:
        try:
            item = np.array(item)
        except ValueError:
            return Rejected(Rejection.RAGGED)
    elif type(item) in (bool, int, float, complex) or isinstance(item, np.generic):
        item = np.asarray(_real(item))
    if (reason := _not_plain(item)) is not None:
        return Rejected(reason)
    native = np.dtype(float) if item.dtype == np.longdouble else item.dtype.newbyteorder("=")
    return np.array(item, dtype=native, order="C", copy=True)


def _real(item: Any) -> Any:
    """A number as it is, but for a whole number that no type of NumPy holds: the nearest real."""
    if type(item) is int and not -(2**63) <= item < 2**64:
        try:
            return float(item)
        except OverflowError:
            return item
    return item


def _not_plain(item: Any) -> Rejection | None:
    """Why a value is not an array of real numbers; ``None`` if it is one."""
    if item is None:
        return Rejection.NOTHING
    if isinstance(item, (str, bytes)):
        return Rejection.STRING
    if type(item) is not np.ndarray:
        return Rejection.SUBCLASS if isinstance(item, np.ndarray) else Rejection.OTHER
    if item.dtype.kind in "cO":
        return Rejection.COMPLEX if item.dtype.kind == "c" else Rejection.OBJECTS
    if item.dtype.kind not in "?biuf" or item.ndim > MAX_NDIM:
        return Rejection.OTHER
    return Rejection.TOO_MUCH if item.nbytes > MAX_VALUE else None


#: The classes of exceptions that are told apart. A message names them, and a submission chooses
#: what it raises: so they are few.
EXCEPTIONS = (
    "AssertionError", "AttributeError", "Exception", "ImportError", "IndexError", "KeyError",
    "MemoryError", "NameError", "NotImplementedError", "OSError", "OverflowError",
    "RecursionError", "RuntimeError", "TypeError", "ValueError", "ZeroDivisionError",
)  # fmt: skip


def nearest_exception(kind: type[BaseException]) -> str:
    """The name of the first of :data:`EXCEPTIONS` among the bases of ``kind``."""
    for base in kind.__mro__:
        known = base.__name__ in EXCEPTIONS and base.__module__ == "builtins"
        if known and getattr(builtins, base.__name__) is base:
            return str(base.__name__)
    return "Exception"


# ------------------------------------------------------------- child → parent

_DONE, _RETURNED, _RAISED, _REJECTED, _MISSING = range(5)


def encode_observations(seen: Sequence[Observation]) -> bytes:
    """Write what a script showed as a frame body."""
    bodies = [_encode_observation(o) for o in seen]
    return b"".join(struct.pack("!I", len(b)) + b for b in bodies)


def _encode_observation(seen: Observation) -> bytes:
    if isinstance(seen, Done):
        return bytes([_DONE])
    if isinstance(seen, Raised):
        text = seen.text.encode("utf-8", "replace")
        return bytes([_RAISED]) + seen.kind.encode("ascii") + b"\0" + text
    if isinstance(seen, Rejected):
        return bytes([_REJECTED, REJECTIONS.index(seen.reason)])
    if isinstance(seen, Missing):
        return bytes([_MISSING])
    if isinstance(seen, Lost):
        raise TypeError("a process that is lost sends nothing")
    body = [struct.pack("!BBB", _RETURNED, seen.is_tuple, len(seen.parts))]
    for part in seen.parts:
        body.append(struct.pack("!BB", DTYPES.index(part.dtype), part.ndim))
        body.append(struct.pack(f"!{part.ndim}I", *part.shape))
        body.append(part.tobytes())
    return b"".join(body)


def decode_observations(body: bytes, script: Script) -> list[Observation]:
    """Read what a script showed, from an untrusted child.

    Raises:
        ProtocolError: if the bytes are not what an honest child could send: one well-formed
            observation a step, none after one that did not succeed.
    """
    seen: list[Observation] = []
    position = 0
    for step in script:
        if position + 4 > len(body):
            raise ProtocolError("frame ends too early")
        (length,) = struct.unpack_from("!I", body, position)
        position += 4
        if length > len(body) - position:
            raise ProtocolError("observation longer than its frame")
        seen.append(_decode_observation(body[position : position + length], step))
        if not _fits(seen[-1], step):
            raise ProtocolError("an observation of another kind than its step allows")
        position += length
        if not isinstance(seen[-1], (Done, Returned)):
            break
    if position != len(body):
        raise ProtocolError("bytes left over")
    return seen


def _fits(seen: Observation, step: Step) -> bool:
    """Whether a step that succeeded can have shown this: a value only where one is looked at."""
    observed = isinstance(step, Input) or (isinstance(step, Call) and step.observed)
    return not isinstance(seen, Done if observed else Returned)


def _decode_observation(body: bytes, step: Step) -> Observation:
    if not body:
        raise ProtocolError("empty observation")
    tag, rest = body[0], body[1:]
    if tag == _DONE and not rest:
        return Done()
    if tag == _RAISED:
        return _decode_raised(rest)
    if tag == _REJECTED and len(rest) == 1 and rest[0] < len(REJECTIONS):
        return Rejected(REJECTIONS[rest[0]])
    if tag == _MISSING and not rest:
        return Missing(str(getattr(step, "name", None) or getattr(step, "method", "")))
    if tag == _RETURNED:
        return _decode_returned(rest)
    raise ProtocolError("malformed observation")


def _decode_raised(rest: bytes) -> Raised:
    kind, _, text = rest.partition(b"\0")
    if not kind.isascii() or kind.decode() not in EXCEPTIONS or len(text) > 4 * MAX_TEXT:
        raise ProtocolError("malformed exception")
    return Raised(kind.decode(), text.decode("utf-8", "replace"))


def _decode_returned(rest: bytes) -> Returned:
    if len(rest) > MAX_VALUE + 2**10:
        raise ProtocolError("more numbers than an honest child sends")
    try:
        is_tuple, count = rest[0], rest[1]
        if is_tuple > 1 or count > MAX_PARTS or (count != 1 and not is_tuple):
            raise ProtocolError("malformed value")
        position, parts = 2, []
        for _ in range(count):
            code, ndim = rest[position], rest[position + 1]
            position += 2
            if code >= len(DTYPES) or ndim > MAX_NDIM:
                raise ProtocolError("malformed array")
            shape = struct.unpack_from(f"!{ndim}I", rest, position)
            position += 4 * ndim
            items = 1
            for n in shape:  # Python integers: no overflow to fool the bound below
                items *= n
            size = items * DTYPES[code].itemsize
            if size > len(rest) - position:
                raise ProtocolError("array longer than its frame")
            flat = np.frombuffer(rest, DTYPES[code], items, position)
            parts.append(flat.reshape(shape).copy())
            position += size
    except (IndexError, struct.error) as error:
        raise ProtocolError("frame ends too early") from error
    except ValueError as error:  # NumPy allows no such shape, even of an array without entries
        raise ProtocolError("malformed array") from error
    if position != len(rest):
        raise ProtocolError("bytes left over")
    return Returned(tuple(parts), bool(is_tuple))


# --------------------------------------------------------------------- frames


def frame(body: bytes) -> bytes:
    """A body with its length in front."""
    return struct.pack("!I", len(body)) + body


def frame_length(head: bytes) -> int:
    """The length that the first four bytes of a frame announce.

    Raises:
        ProtocolError: if it is more than :data:`MAX_FRAME`.
    """
    length = int.from_bytes(head, "big")
    if length > MAX_FRAME:
        raise ProtocolError("frame too long")
    return length
