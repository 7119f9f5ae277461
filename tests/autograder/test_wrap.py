"""Do lines keep their width, in scripts with spaces and in those without, and lose nothing?"""

import textwrap

import pytest

from autograder.messages import languages, say, speaking
from autograder.messages.wrap import CLOSING, OPENING, columns, wrapped

MIXED = (
    "你的损失偏大，倍数恰好是每个样本的输出个数。每个元素都有自己的损失（见`numerical_gradient`）："
    "除数是N·C，而不是N。“C = 1”时两者相等，所以这个错很容易漏掉；测试时请用多个输出！"
)


@pytest.mark.parametrize("width", range(26, 91))
def test_wide_text_keeps_its_width_and_its_marks(width):
    """Does no line exceed the width, begin with a closing mark or end with an opening one?"""
    lines = wrapped(MIXED, width, "  ")
    assert all(columns(line) <= width for line in lines)
    assert all(line.startswith("  ") for line in lines)
    assert not any(line.strip()[0] in CLOSING or line.strip()[-1] in OPENING for line in lines)
    assert "".join("".join(lines).split()) == "".join(MIXED.split())
    assert any("`numerical_gradient`" in line for line in lines)


def test_text_with_spaces_is_wrapped_as_ever():
    """Is what has no wide character left to the standard library?"""
    text = "A loss is what an optimizer compares between two settings of a model. " * 4
    assert wrapped(text, 40, " ") == textwrap.wrap(
        text, 40, initial_indent=" ", subsequent_indent=" "
    )


def test_an_empty_text_has_no_line():
    """Is there nothing where nothing is said?"""
    assert wrapped("", 40) == []


@pytest.mark.parametrize("language", languages())
def test_lists_and_sentences_are_joined_by_the_language(language):
    """Does each catalog say how things are listed, and may what joins sentences be nothing?"""
    with speaking(language):
        assert say("list.comma").strip()
        assert say("list.semicolon").strip()
        assert not say("list.sentences").strip()
        assert say("language.tag").partition("-")[0] == language
