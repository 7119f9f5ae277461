"""The quiz directive."""

import pytest

QUIZ = """\
# Page

```{quiz} quiz-page-tie
What is the slope of $|x|$ at 0?

- [x] `0`

  A convention.
- [ ] $1$

  Only from the right.
```
"""


def test_each_choice_has_a_radio_button_a_label_and_its_explanation(build):
    """Does a reader without scripts get buttons of one group, each with label and explanation?"""
    html, warnings = build(QUIZ, "quiz")
    assert warnings == ""
    assert html.count('type="radio" name="quiz-page-tie"') == 2
    for number in (1, 2):
        assert f'id="quiz-page-tie-{number}"' in html
        assert f'for="quiz-page-tie-{number}"' in html
    assert html.index("Right.") < html.index("A convention.") < html.index("Not this one.")
    assert "<legend>What is the slope" in html
    assert "[x]" not in html


def test_marks_are_read_with_the_task_list_extension_too(build):
    """Is the source format independent of MyST's optional task lists?"""
    config = {"myst_enable_extensions": ["dollarmath", "tasklist"]}
    html, warnings = build(QUIZ, "quiz", **config)
    assert warnings == ""
    assert html.count("quiz-choice quiz-right") == html.count("quiz-choice quiz-wrong") == 1
    assert "checkbox" not in html


def test_words_can_be_translated(build):
    """Can another edition change the words that the directive adds?"""
    words = {"right": "对。", "wrong": "不对。", "reset": "重做"}
    html, _ = build(QUIZ, "quiz", quiz_labels=words)
    assert all(word in html for word in words.values())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("- [ ] $1$", "- [x] $1$", "exactly one choice"),
        ("- [x] `0`", "- [ ] `0`", "exactly one choice"),
        ("- [ ] $1$", "- $1$", "choice 2 must begin with"),
        ("  Only from the right.\n", "", "choice 2 has no explanation"),
        ("What is the slope of $|x|$ at 0?\n", "", "a question and then a list"),
    ],
)
def test_a_malformed_quiz_is_a_located_warning(build, old, new, message):
    """Does an author's slip stop the build with a message that says what is wrong and where?"""
    _, warnings = build(QUIZ.replace(old, new), "quiz")
    assert message in warnings
    assert "index.md:3" in warnings


def test_two_quizzes_of_one_name_are_a_warning(build):
    """Would two questions that share their buttons be noticed?"""
    _, warnings = build(QUIZ + QUIZ.replace("# Page", "## More"), "quiz")
    assert "quiz-page-tie" in warnings
