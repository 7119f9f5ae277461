"""Do frames say what was meant, and does a hostile one do no harm?"""

import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox import protocol
from autograder.sandbox.protocol import (
    Build,
    Call,
    Done,
    Expr,
    Handle,
    Input,
    Missing,
    Name,
    ProtocolError,
    Raised,
    Rejected,
    Returned,
    Stage,
)

numbers = hnp.arrays(
    st.sampled_from([np.float64, np.float32, np.int64, np.int32, np.uint8, np.bool_]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0),
)


@given(numbers)
def test_arrays_arrive_as_they_were_sent(array):
    """Do dtype, shape and bytes survive the way to the child?"""
    script = (Call(None, "f", (array,), {"axis": -1, "weights": [array, None]}),)
    ((step,),) = protocol.decode_scripts(protocol.encode_scripts([script]))
    for arrived in (step.args[0], step.kwargs["weights"][0]):
        assert arrived.dtype == array.dtype
        assert arrived.shape == array.shape
        assert arrived.tobytes() == array.tobytes()
        assert arrived.flags.writeable


def test_fortran_order_arrives():
    """Is a non-C-contiguous input still one on the other side?"""
    array = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    ((step,),) = protocol.decode_scripts(protocol.encode_scripts([(Call(None, "f", (array,)),)]))
    assert step.args[0].flags.f_contiguous
    np.testing.assert_array_equal(step.args[0], array)


@given(st.lists(numbers, min_size=1, max_size=3))
def test_returned_values_survive(parts):
    """Does what the child saw reach the parent unchanged?"""
    seen = [Returned(tuple(np.ascontiguousarray(p).reshape(p.shape) for p in parts), True)]
    script = (Call(None, "f"),)
    (arrived,) = protocol.decode_observations(protocol.encode_observations(seen), script)
    assert arrived.is_tuple
    for mine, yours in zip(seen[0].parts, arrived.parts, strict=True):
        assert (mine.dtype, mine.shape, mine.tobytes()) == (
            yours.dtype, yours.shape, yours.tobytes()
        )  # fmt: skip


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_understood(body):
    """Can bytes of a hostile child raise anything but ProtocolError?"""
    script = (Build("loss", "Loss"), Call("loss", "forward"))
    try:
        seen = protocol.decode_observations(body, script)
    except ProtocolError:
        return
    assert 1 <= len(seen) <= 2


@given(st.binary(max_size=60), st.integers(0, 200))
def test_damaged_frames_are_refused_or_understood(noise, position):
    """Can a nearly right frame raise anything but ProtocolError?"""
    honest = protocol.encode_observations([Done(), Returned((np.arange(6.0).reshape(2, 3),))])
    position %= len(honest)
    body = honest[:position] + noise + honest[position + len(noise) :]
    script = (Build("loss", "Loss"), Call("loss", "forward"))
    with contextlib.suppress(ProtocolError):
        protocol.decode_observations(body, script)


def test_frame_length_is_bounded():
    """Is a frame that announces four gigabytes refused before it is read?"""
    with pytest.raises(ProtocolError):
        protocol.frame_length(b"\xff\xff\xff\xff")


class Pair:
    """An object whose method returns what it was given."""

    def __init__(self, value=0.0):
        self.value = value

    def get(self, *args):
        return args[0] if args else self.value


def play(*steps, **names):
    return Stage({"Pair": Pair, **names}).play(steps)


def test_steps_do_what_they_say():
    """Are objects built, called, and passed on by reference?"""
    seen = play(
        Build("a", "Pair", (2.5,)),
        Build("b", "Pair", (Handle("a"),)),
        Call("a", "get"),
        Call(None, "twice", (Expr("lambda x: 2 * x"), Name("three"))),
        twice=lambda f, x: f(x),
        three=3,
    )
    assert seen[:2] == [Done(), Done()]
    assert [float(s.parts[0]) for s in seen[2:]] == [2.5, 6.0]


def test_inputs_can_be_looked_at_again():
    """Is a change of the caller's array seen?"""

    def spoil(x):
        x += 1
        return 0.0

    seen = play(Call(None, "spoil", (np.zeros(2),)), Input(0), spoil=spoil)
    np.testing.assert_array_equal(seen[1].parts[0], [1, 1])


def test_a_failing_step_ends_the_script():
    """Is nothing done after a step that raised, and is the nearest built-in exception named?"""

    class Odd(ZeroDivisionError):
        pass

    def fail():
        raise Odd("a text that must not leave the child")

    seen = play(Call(None, "fail"), Call(None, "fail"), fail=fail)
    assert seen == [Raised("ZeroDivisionError")]


def test_missing_names_are_told():
    """Is a name that is not defined something else than an error in it?"""
    assert play(Call(None, "softmax")) == [Missing("softmax")]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "nothing"),
        ("0.5", "string"),
        (1 + 2j, "complex"),
        (np.array([None]), "objects"),
        (np.matrix([[1.0]]), "subclass"),
        (np.ma.array([1.0]), "subclass"),
        ({"loss": 1.0}, "other"),
        ([[1.0], [1.0, 2.0]], "ragged"),
        (tuple(range(99)), "too_much"),
        (np.broadcast_to(1.0, (10**5, 10**5)), "too_much"),
    ],
)
def test_only_plain_numbers_count(value, reason):
    """Is everything else refused, by its name?"""
    (seen,) = play(Call(None, "f"), f=lambda: value)
    assert isinstance(seen, Rejected)
    assert reason == seen.reason


@pytest.mark.parametrize("value", [2**64, 2**65 + 1, -(2**63) - 1])
def test_whole_numbers_of_python_have_no_bounds(value):
    """Is a sum that Python adds up without overflow read as the nearest real number?"""
    (seen,) = play(Call(None, "f"), f=lambda: value)
    assert seen.parts[0] == float(value)


def test_whole_number_beyond_all_reals():
    """Is one that no real number is near still refused, and not an accident?"""
    (seen,) = play(Call(None, "f"), f=lambda: 10**400)
    assert isinstance(seen, Rejected)
    assert seen.reason == "objects"


@pytest.mark.parametrize("value", [1, 1.0, True, np.float32(1), np.int64(1), [1.0], [[1, 2]]])
def test_plain_numbers_of_all_kinds_are_read(value):
    """Do Python numbers, NumPy scalars and lists of floats all count?"""
    (seen,) = play(Call(None, "f"), f=lambda: value)
    np.testing.assert_array_equal(seen.parts[0], value)


def test_a_liar_is_not_asked():
    """Does an object with its own idea of equality, arrays and numbers get nowhere?"""

    class Liar:
        __array_priority__ = 1e9

        def __eq__(self, other):
            return True

        def __array__(self, *args, **kwargs):
            return np.zeros(())

        def __float__(self):
            return 0.0

    (seen,) = play(Call(None, "f"), f=Liar)
    assert isinstance(seen, Rejected)
