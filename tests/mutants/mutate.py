"""Mutation testing of the reference solutions.

A mutant is a solution with one small change inside a solution region: another operator, another
constant, a call left out. Cases that are sharp take points from every mutant that computes
something else. mutmut and cosmic-ray do not fit: both change files on disk and start a test run
for each mutant (seconds, where judging takes milliseconds), both mutate whole modules, given
cells and checks included, and both count a mutant as killed when importing it fails, which the
public checks of a notebook would do for nearly all of them.

``python -m tests.mutants.mutate [STEM …]`` lists the survivors.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import functools
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.judging.exam import draw
from autograder.judging.questions import ask, play
from autograder.judging.recognize import Answer
from autograder.judging.rubric import Rubric
from autograder.judging.trusted import Trusted
from tests.catalog import load, stems

SOLUTIONS = Path(__file__).parents[2] / "solutions"
SEEDS = (0, 1)
#: A mutant that takes longer than this for one seed is taken for one that never ends.
SECONDS = 10.0

ARITHMETIC = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
#: Functions and methods that are easily taken for each other.
NAMES = {
    "all": "any",
    "any": "all",
    "argmax": "argmin",
    "ceil": "floor",
    "exp": "expm1",
    "expm1": "exp",
    "log": "log1p",
    "log1p": "log",
    "log2": "log",
    "max": "min",
    "maximum": "minimum",
    "mean": "sum",
    "min": "max",
    "minimum": "maximum",
    "ones": "zeros",
    "ones_like": "zeros_like",
    "sum": "mean",
    "zeros": "ones",
    "zeros_like": "ones_like",
}
#: Exchanging their arguments changes nothing.
COMMUTATIVE = {"add", "equal", "hypot", "logaddexp", "maximum", "minimum", "multiply", "not_equal"}


@dataclass(frozen=True)
class Mutant:
    """One change: its name, and the module with the change made."""

    name: str
    tree: ast.Module


# --------------------------------------------------------------------- what is changed


@functools.singledispatch
def changes(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of an expression or a statement."""
    return iter(())


@changes.register
def _(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in ARITHMETIC:
        yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    yield from (node.left, node.right)


@changes.register
def _(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


@changes.register
def _(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    for i in range(len(node.values)):
        rest = node.values[:i] + node.values[i + 1 :]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


@changes.register
def _(node: ast.Compare) -> Iterator[ast.AST]:
    for i, op in enumerate(node.ops):
        for other in COMPARISONS[type(op)]:
            yield ast.Compare(
                node.left, [*node.ops[:i], other(), *node.ops[i + 1 :]], node.comparators
            )


@changes.register
def _(node: ast.IfExp) -> Iterator[ast.AST]:
    yield from (node.body, node.orelse)


@changes.register
def _(node: ast.If) -> Iterator[ast.AST]:
    for truth in (True, False):
        yield ast.If(ast.Constant(truth), node.body, node.orelse)


@changes.register
def _(node: ast.Constant) -> Iterator[ast.AST]:
    match node.value:
        case bool(value):
            others = [not value]
        case int(value):
            others = [value + 1, value - 1]
        case float(value):
            others = sorted({value + 1, value * 2} - {value})
        case str(value):
            others = [value + "?"]
        case _:
            others = []
    return map(ast.Constant, others)


@changes.register
def _(node: ast.Attribute) -> Iterator[ast.AST]:
    if node.attr == "T":
        yield node.value
    if node.attr == "size":
        shape = ast.Attribute(node.value, "shape", ast.Load())
        yield from (ast.Subscript(shape, ast.Constant(i), ast.Load()) for i in (0, -1))


@changes.register
def _(node: ast.Subscript) -> Iterator[ast.AST]:
    if isinstance(node.ctx, ast.Load):
        yield node.value


@changes.register
def _(node: ast.Call) -> Iterator[ast.AST]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name in NAMES:
        func = copy.copy(node.func)
        setattr(func, "attr" if isinstance(func, ast.Attribute) else "id", NAMES[name])
        yield ast.Call(func, node.args, node.keywords)
    for i, keyword in enumerate(node.keywords):
        if keyword.arg != "out":  # without it memory is not initialized, and chance decides
            yield ast.Call(node.func, node.args, node.keywords[:i] + node.keywords[i + 1 :])
    yield from _left_out(node)
    if len(node.args) == 2 and name not in COMMUTATIVE:
        yield ast.Call(node.func, node.args[::-1], node.keywords)


def _left_out(call: ast.Call) -> Iterator[ast.AST]:
    """What remains of ``f(x)`` or ``x.f()`` without ``f``."""
    if call.args and not isinstance(call.args[0], ast.Starred):
        yield call.args[0]
    if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) != "np":
        yield call.func.value


@changes.register
def _(node: ast.Return) -> Iterator[ast.AST]:
    if node.value:
        yield ast.Return(None)
    if isinstance(node.value, ast.Tuple) and len(node.value.elts) == 2:
        yield ast.Return(ast.Tuple(node.value.elts[::-1], ast.Load()))


@changes.register
def _(node: ast.Raise) -> Iterator[ast.AST]:
    yield from (ast.Raise(ast.Name("Exception", ast.Load())), ast.Pass())


@changes.register
def _(node: ast.AugAssign) -> Iterator[ast.AST]:
    if type(node.op) in ARITHMETIC:
        yield ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)
    yield ast.Pass()


@changes.register(ast.Assign)
@changes.register(ast.Expr)
@changes.register(ast.For)
@changes.register(ast.While)
@changes.register(ast.Break)
@changes.register(ast.Continue)
def _(node: ast.stmt) -> Iterator[ast.AST]:
    yield ast.Pass()


@changes.register
def _(node: ast.comprehension) -> Iterator[ast.AST]:
    if node.ifs:
        yield ast.comprehension(node.target, node.iter, [], node.is_async)


# ----------------------------------------------------------------------- the mutants


def regions(source: str) -> list[range]:
    """The line numbers inside solution regions."""
    found, begin = [], 0
    for number, line in enumerate(source.splitlines(), start=1):
        if line.strip() == "### BEGIN SOLUTION":
            begin = number
        elif line.strip() == "### END SOLUTION":
            found.append(range(begin + 1, number))
    return found


def mutants(source: str) -> Iterator[Mutant]:
    """All mutants of a solution, each under a name that survives edits elsewhere in the file."""
    tree = definitions(ast.parse(source))
    lines = {n for region in regions(source) for n in region}
    seen: dict[str, int] = {}
    for place in _places(tree, lines):
        for change in changes(place.node):
            name = f"{place.owner}: {_text(place.node)} → {_text(change)}"
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                name += f" #{seen[name]}"
            yield Mutant(name, _with(tree, place.path, change))


@dataclass(frozen=True)
class _Place:
    """A node of a solution region, the function it is in, and how to get there."""

    node: ast.AST
    owner: str
    path: tuple[tuple[str, int | None], ...]


def _places(tree: ast.Module, lines: set[int]) -> Iterator[_Place]:
    def walk(node: ast.AST, owner: str, path: tuple) -> Iterator[_Place]:
        if _is_unjudged(node):
            return
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            owner = f"{owner}.{node.name}" if owner else node.name
        elif getattr(node, "lineno", 0) in lines:
            yield _Place(node, owner, path)
        if isinstance(node, ast.Raise):  # its message is for people
            return
        for field, value in ast.iter_fields(node):
            for index, item in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(item, ast.AST):
                    yield from walk(item, owner, (*path, (field, index)))

    return walk(tree, "", ())


def _is_unjudged(node: ast.AST) -> bool:
    """Docstrings, and `np.errstate`: whether NumPy warns decides no points."""
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return docstring or (isinstance(node, ast.Call) and "errstate" in ast.unparse(node.func))


def _text(node: ast.AST) -> str:
    """A node as code in one line; of a compound statement the head."""
    return ast.unparse(node).partition("\n")[0]


def _with(tree: ast.Module, path: tuple, change: ast.AST) -> ast.Module:
    """A copy of a tree with another node at the end of a path."""

    def rebuild(node: Any, rest: tuple) -> Any:
        if not rest:
            return change
        (field, index), *deeper = rest
        new, value = copy.copy(node), getattr(node, field)
        if index is None:
            setattr(new, field, rebuild(value, tuple(deeper)))
        else:
            items = list(value)
            items[index] = rebuild(items[index], tuple(deeper))
            setattr(new, field, items)
        return new

    return ast.fix_missing_locations(copy.deepcopy(rebuild(tree, path)))


def definitions(tree: ast.Module) -> ast.Module:
    """A notebook without its checks: imports, definitions, and the constants that these need."""
    kept = {s for s in tree.body if isinstance(s, _DEFINES)}
    while True:
        used = {n.id for s in kept for n in ast.walk(s) if isinstance(n, ast.Name)}
        needed = {s for s in tree.body if isinstance(s, ast.Assign) and _assigned(s) & used}
        if needed <= kept:
            return ast.Module([s for s in tree.body if s in kept], [])
        kept |= needed


_DEFINES = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


def _assigned(statement: ast.Assign) -> set[str]:
    """The constants that a statement at the top level binds: names in capitals."""
    names = {n.id for t in statement.targets for n in ast.walk(t) if isinstance(n, ast.Name)}
    return {name for name in names if name.isupper()}


# --------------------------------------------------------------------------- judging


def survives(rubric: Rubric, mutant: Mutant) -> bool:
    """Whether a mutant gets full points."""
    namespace: dict[str, Any] = {"__name__": f"mutant_of_{rubric.stem}"}
    try:
        exec(compile(mutant.tree, "<mutant>", "exec"), namespace)
        return not any(_loses(rubric, mutant, namespace, seed) for seed in SEEDS)
    except (Exception, _TooLong):  # what cannot be run earns nothing
        return False


def _loses(rubric: Rubric, mutant: Mutant, namespace: dict[str, Any], seed: int) -> bool:
    """Whether some question costs points; those about what was changed are asked first."""
    changed = mutant.name.partition(".")[0].partition(":")[0]
    questions = sorted(rubric.questions, key=lambda q: q.target != changed)
    answers: dict[str, Answer] = {}
    exam = draw(rubric, seed)
    with _limit(SECONDS):
        for question in questions:
            prepared, mutated = exam.prepared(question), Trusted(namespace)
            shown = play(prepared.public, mutated) | play(prepared.hidden, mutated)
            answers[question.id] = ask(exam, question, shown, answers)
            if answers[question.id].failures():
                return True
    return False


class _TooLong(BaseException):
    pass


@contextlib.contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """Raise where a mutant runs for too long; without a clock signal, wait."""
    if not hasattr(signal, "setitimer") or threading.current_thread() != threading.main_thread():
        yield
        return

    def stop(*_: Any) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    # Again and again: code under test may catch the first.
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def survivors(stem: str) -> tuple[list[str], int]:
    """The names of the mutants of an assignment that get full points, and how many there are."""
    rubric = load(stem)
    source = (SOLUTIONS / f"{stem}.py").read_text(encoding="utf-8")
    found = list(mutants(source))
    return [m.name for m in found if survives(rubric, m)], len(found)


def main(chosen: list[str]) -> None:
    """Print the survivors."""
    for stem in chosen or stems():
        names, count = survivors(stem)
        print(f"{stem}: {count} mutants, {len(names)} survive")
        for name in names:
            print(f"  {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
