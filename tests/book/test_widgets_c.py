"""Interactive figures: the triangle of probabilities, and the proof told by scrolling."""

import numpy as np
import pytest

from .test_widgets_b import COMPUTE, OVERFLOW, drag_by_finger, drag_by_mouse
from .widget_pages import AXE, RUN_AXE, address_of, block_of, press

pytestmark = pytest.mark.browser

FIGURES = ("probability-triangle", "two-cases")
STEPS = "[data-widget=two-cases] .widget-fallback > ol > li"
WORDS = {
    "probability-triangle": ["−ln 0.08 = 2.526", "(−0.92, 0.30, 0.62)", "0.27, 0.29 and 0.44"],
    "two-cases": ["0.341 | −0.242 | −0.099", "0.459 | −0.458 | −0.001"],
}


@pytest.fixture(scope="module")
def compute(widget_pages, browser):
    """The figure's own computation, in the browser."""
    page = browser.new_page()

    def run(name, **state):
        if name not in page.url:
            page.goto(address_of(widget_pages, name))
        return page.evaluate(COMPUTE, [name, state])

    yield run
    page.close()


@pytest.mark.parametrize("name", FIGURES)
def test_the_figure_stands_in_its_chapter(name):
    """Has the chapter the figure, once, with a first state and words that give its numbers?"""
    head, words = block_of(name).split("\n\n", 1)
    assert all(f":{option}:" in head for option in ("name", "caption", "preset"))
    for piece in WORDS[name]:
        assert piece in words


def softmax(z):
    """Softmax of real or complex scores."""
    powers = np.exp(z - np.max(z.real))
    return powers / powers.sum()


def cross_entropy(z, y):
    return -(y * np.log(softmax(z))).sum()


def squared_error(z, y):
    return ((softmax(z) - y) ** 2).sum()


def hinge(z, y):
    """The mean over labels drawn from y."""
    margins = 1 + z[None, :] - z[:, None]
    paid = np.where(margins.real > 0, margins, 0)
    np.fill_diagonal(paid, 0)
    return (y * paid.sum(axis=1)).sum()


LOSSES = {"ce": cross_entropy, "se": squared_error, "hinge": hinge}


@pytest.mark.parametrize("y", [[1, 0, 0], [0, 0, 1], [0.5, 0.5, 0], [0.2, 0.3, 0.5]], ids=str)
@pytest.mark.parametrize(
    "p", [[0.08, 0.3, 0.62], [0.9, 0.06, 0.04], [0.0005, 0.0005, 0.999]], ids=str
)
@pytest.mark.parametrize("loss", LOSSES)
def test_the_triangle_computes(compute, loss, p, y):
    """Are loss, slopes and the next step those of NumPy, the slopes by complex steps?"""
    now = compute("probability-triangle", p=p, y=y, loss=loss)
    z, y = np.log(p), np.array(y)
    slopes = [LOSSES[loss](z + 1j * nudge, y).imag / 1e-30 for nudge in 1e-30 * np.eye(3)]
    same = {"rtol": 1e-9, "atol": 1e-15}
    np.testing.assert_allclose(now["value"], LOSSES[loss](z, y).real, **same)
    np.testing.assert_allclose(now["slopes"], slopes, **same)
    np.testing.assert_allclose(now["next"], softmax(z - np.array(slopes)), **same)


@pytest.mark.parametrize("z", [[2, 1, 0.1], [-3, 0, 5]], ids=str)
@pytest.mark.parametrize("y", [[0.2, 0.7, 0.1], [0, 1, 0]], ids=str)
def test_the_columns_of_the_proof_add_up(compute, z, y):
    """Is the table δ − p, and are the sums of its weighted columns p − y?"""
    now = compute("two-cases", z=z, y=y)
    p = softmax(np.array(z, dtype=float))
    same = {"rtol": 1e-9, "atol": 1e-15}
    np.testing.assert_allclose(now["table"], np.eye(3) - p, **same)
    np.testing.assert_allclose(now["weighed"], -np.array(y)[:, None] * (np.eye(3) - p), **same)
    np.testing.assert_allclose(now["gradient"], p - y, **same)


KEYS = {
    "probability-triangle": [
        ("Probability of cat", "ArrowUp", "p=0.09,"),
        ("The photo shows", "ArrowDown", "t=1"),
        ("Loss", "ArrowDown", "loss=hinge"),
        ("One step down", "Enter", "p=0.08"),
        ("Back to the start", "Enter", "p=0.09,"),
        ("Loss", "ArrowDown", "loss=se"),
        ("Ten steps", "Space", "p=0.04118"),
    ],
    "two-cases": [("The score that moves", "ArrowDown", "c=1")],
}


@pytest.mark.parametrize("name", FIGURES)
def test_everything_works_by_keyboard_and_can_be_linked(show, name):
    """Do keys move every kind of field, and does the address bring the state back?"""
    page = show(name)
    for label, keys, piece in KEYS[name]:
        role = page.get_by_label(label, exact=True).or_(page.get_by_role("button", name=label))
        role.first.focus()
        press(page, keys)
        page.wait_for_function("(piece) => location.hash.includes(piece)", arg=piece)
    page.wait_for_timeout(300)  # the address is written a moment later
    shown = page.locator(".widget-stage").inner_text()
    again = show(name, page.url.split(":", 2)[2])
    assert again.locator(".widget-stage").inner_text() == shown


@pytest.mark.parametrize("drag", [drag_by_mouse, drag_by_finger])
def test_the_point_can_be_dragged(show, drag):
    """Does the prediction follow the pointer, to a corner at most, and the arrow shrink there?"""
    page = show("probability-triangle", has_touch=True)
    handle = page.locator("[data-handle=p]").bounding_box()
    target = page.locator(".triangle-truth").bounding_box()
    first, last = (
        (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in (handle, target)
    )
    length = page.locator(".lit-slope .triangle-shaft").evaluate("(way) => way.getTotalLength()")
    drag(page, [first, ((first[0] + last[0]) / 2, (first[1] + last[1]) / 2), last])
    page.wait_for_function("location.hash.includes('p=0.9')")
    assert length > 50
    assert page.locator(".lit-slope .triangle-shaft").count() == 0
    assert page.evaluate("scrollY") == 0


def test_the_arrow_ends_in_the_target(show):
    """Is −(p − y) drawn from the prediction to the target, wherever the prediction is?"""
    for state in ("p=0.08,0.3,0.62;t=0;loss=ce", "p=0.5,0.2,0.3;t=2;loss=ce"):
        page = show("probability-triangle", state)
        tip, truth = page.evaluate(
            """() => {
              const head = document.querySelector(".triangle-head").getAttribute("d");
              const goal = document.querySelector(".triangle-truth");
              return [head.slice(1).split("L")[0].split(" ").map(Number),
                      [Number(goal.getAttribute("cx")), Number(goal.getAttribute("cy"))]];
            }"""
        )
        np.testing.assert_allclose(tip, truth, rtol=0, atol=0.2)


@pytest.mark.parametrize("loss", ["ce", "hinge", "se"])
def test_the_contours_are_numbered_and_true(show, compute, loss):
    """Is each number on the picture the loss at the place where it stands?"""
    page = show("probability-triangle", f"p=0.3,0.3,0.4;t=0;loss={loss}")
    found = page.evaluate(
        """() => {
          const at = (one, x, y) => [Number(one.getAttribute(x)), Number(one.getAttribute(y))];
          const edge = document.querySelector(".triangle-edge").getAttribute("d");
          const corners = edge.slice(1, -1).split("L").map((pair) => pair.split(" ").map(Number));
          const heights = Array.from(document.querySelectorAll(".triangle-height"),
            (one) => [Number(one.textContent), ...at(one, "x", "y")]);
          return [corners, heights];
        }"""
    )
    corners, heights = np.array(found[0]), found[1]
    assert len(heights) >= 4
    system = np.vstack([corners.T, np.ones(3)])
    for level, x, y in heights:
        p = np.linalg.solve(system, [x, y - 4, 1])
        value = compute("probability-triangle", p=list(p), y=[1, 0, 0], loss=loss)["value"]
        assert abs(value - level) < 0.06 * max(level, 1), (level, value)


ODD = {
    "probability-triangle": ["p=1,2;t=length;loss=toString", "p=0,0,0;t=9", "p=-1,1,1;loss="],
    "two-cases": ["c=7", "c=x"],
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_damaged_address_does_no_harm(show, name):
    """Does a figure start from something sensible when its address makes no sense?"""
    for state in ODD[name]:
        shown = show(name, state).locator(".widget-stage").inner_text()
        assert "NaN" not in shown
        assert "nan" not in shown
        assert "undefined" not in shown


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", FIGURES)
def test_the_figure_is_accessible_and_fits(show, name, width, theme):
    """Does axe-core find nothing in the figure, and does nothing stick out of it?"""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run `npm ci`")
    page = show(name, width=width, theme=theme)
    assert page.locator(".widget-stage").is_visible()
    assert page.evaluate(OVERFLOW) == [0, 0]
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(RUN_AXE) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_table_follows_the_step_that_is_read(show, width):
    """Does scrolling lead from the first step to p − y, with the table always in the window?"""
    page = show("two-cases", width=width)
    page.add_style_tag(content="body { padding: 30vh 0 100vh; }")
    steps = page.locator(STEPS)
    assert steps.count() == 6
    sums = page.locator(".two-cases-sum > span")
    seen = []
    for number in range(6):
        steps.nth(number).evaluate(
            "(step) => scrollBy({ top: step.getBoundingClientRect().top - innerHeight / 2,"
            " behavior: 'instant' })"
        )
        page.wait_for_function(
            "([all, n]) => document.querySelectorAll(all)[n].matches('.two-cases-now')",
            arg=[STEPS, number],
        )
        seen.append(sums.all_inner_texts())
        box = page.locator(".widget-stage").bounding_box()
        assert 0 <= box["y"] < box["y"] + box["height"] <= 900
    assert seen[3] == ["", "", ""]
    assert seen[4] == ["0.459", "", ""]
    assert seen[5] == ["0.459", "−0.458", "−0.001"]


@pytest.mark.parametrize("scripts", [True, False])
def test_the_proof_is_whole_on_paper_and_without_scripts(widget_pages, open_page, scripts):
    """Are all steps and the finished table there, and no frame that waits for a script?"""
    page = open_page(address_of(widget_pages, "two-cases"), java_script_enabled=scripts)
    if scripts:
        page.emulate_media(media="print")
    assert page.locator(STEPS).count() == 6
    for step in page.locator(STEPS).all():
        assert step.is_visible()
    assert "−0.458" in page.locator(".widget-fallback table").inner_text()
    assert page.locator(".widget-stage").is_hidden()


def test_without_scripts_the_words_stand_there(widget_pages, open_page):
    """Does a reader without scripts get the words about the triangle, and no empty frame?"""
    page = open_page(address_of(widget_pages, "probability-triangle"), java_script_enabled=False)
    assert page.locator(".widget-fallback").is_visible()
    assert page.locator(".widget-stage").is_hidden()
