"""Why an answer is not there or does not run: what its cell raised, what it imports or misspells.

A student is told the cause, never only its consequence: not "`L1Loss` is not defined" but the
error of the cell that should define it. All of this is read from the submission's text and from
the run of its cells, which have seen no hidden case.
"""

from __future__ import annotations

import ast
import builtins
import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from nbformat import NotebookNode

from autograder.judging.exam import Exam
from autograder.judging.report import Origin, Phrase, Status
from autograder.messages import printable, say
from autograder.running.outputs import CellOutput
from autograder.sandbox.protocol import Call
from autograder.submission import intake
from autograder.submission.source import (
    AVAILABLE,
    Import,
    Statement,
    bindings,
    imported,
    mentioned,
    statements,
    syntax_error,
    tree,
    without_imports,
    written_modules,
)

#: What an import that fails raises, wherever it stands.
IMPORTS = frozenset({"ModuleNotFoundError", "ImportError"})
#: Characters that look like what Python writes otherwise.
LOOKALIKES = str.maketrans({
    "−": "-", "–": "-", "—": "-", "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/", "≤": "<=",
    "≥": ">=", "≠": "!=", "²": "**2", "³": "**3", "√": "np.sqrt", "。": ".", "、": ",",
})  # fmt: skip
QUOTES = "‘’‚‛“”„‟«»‹›"
DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Ran:
    """A cell of the rebuilt notebook, and what became of it.

    Attributes:
        given: whether it is the released text, not the student's.
        first: the line of the file that it begins at; 0 in a notebook.
        removed: its imports that could not succeed.
    """

    source: str
    output: CellOutput
    given: bool = False
    first: int = 0
    removed: tuple[Import, ...] = ()

    @property
    def stopped(self) -> bool:
        """Whether it raised, or was ended."""
        return self.output.error is not None

    def shown(self) -> CellOutput:
        """What it put out; an import that was left out is shown as the error that it is."""
        if not self.removed or self.stopped:
            return self.output
        text = "\n".join(missing_modules([self]))
        error = {"ename": "ModuleNotFoundError", "evalue": text, "traceback": text}
        return replace(self.output, error=error)


#: The methods that a class is asked for, and with how many arguments each is called.
Methods = Mapping[str, int]


def origins(cells: Sequence[Ran], wanted: Mapping[str, Methods]) -> tuple[Origin, ...]:
    """All that can be said of why the names that are asked for are missing or raise.

    Args:
        cells: in the order in which they ran.
        wanted: the classes and functions that are asked for; for classes, their methods.
    """
    read = _Reading(cells, frozenset(wanted))
    return tuple(origin for name in wanted for origin in read.about(name, wanted[name]))


def asked(exam: Exam) -> dict[str, dict[str, int]]:
    """The classes and functions that an exam asks for, and the methods of the classes."""
    wanted: dict[str, dict[str, int]] = {}
    for question in exam.questions:
        methods = wanted.setdefault(question.target, {})
        for case in exam.prepared(question).cases:
            for step in case.steps:
                if isinstance(step, Call) and step.handle:
                    methods[step.method] = max(methods.get(step.method, 0), len(step.args))
    return wanted


def prepare(cells: Sequence[NotebookNode]) -> list[tuple[str, tuple[Import, ...]]]:
    """What is run of each cell: all but the imports that cannot succeed."""
    own = frozenset[str]().union(*(written_modules(cell.source) for cell in cells))
    return [without_imports(cell.source, AVAILABLE | own) for cell in cells]


def described(
    cells: Sequence[NotebookNode],
    runnable: Sequence[tuple[str, tuple[Import, ...]]],
    outputs: Sequence[CellOutput],
    released: NotebookNode,
) -> list[Ran]:
    """Each cell and what became of it."""
    texts = {cell.source for cell in released.cells} | {intake.ELSEWHERE, intake.ABSENT}

    def given(source: str) -> bool:
        return source in texts or intake.is_given(source, released.cells)

    lines = (cell.metadata.get("autograder", {}).get("line", 0) for cell in cells)
    parts = zip(cells, runnable, outputs, lines, strict=True)
    return [
        Ran(cell.source, output, given(cell.source), line, removed)
        for cell, (_, removed), output, line in parts
    ]


def missing_modules(ran: Sequence[Ran]) -> list[str]:
    """A remark for each import that was left out."""
    return [
        say("report.no_module", module=identifier(gone.module), line=gone.line + _above(cell))
        for cell in ran
        for gone in cell.removed
    ]


def _above(cell: Ran) -> int:
    """How many lines of the file stand above a cell; none in a notebook."""
    return max(cell.first - 1, 0)


class _Reading:
    """The names of a submission: which are there, which are not, and why."""

    def __init__(self, cells: Sequence[Ran], wanted: frozenset[str]):
        self.cells, self.wanted = cells, wanted
        #: Names that are not there, by the import or the cell that is to blame.
        self.lost: dict[str, Import | Ran] = {}
        self.there: dict[str, Statement] = {}
        for cell in cells:
            self._read(cell)

    def _read(self, cell: Ran) -> None:
        without = {name: gone for gone in cell.removed for name in gone.names}
        self.lost |= without
        found = statements(cell.source)
        line = cell.output.line if found and cell.stopped else 0
        for statement in found:
            reached = not cell.stopped or (line and statement.end < line)
            for name in statement.binds - without.keys():
                if reached:
                    self.there[name] = statement
                    self.lost.pop(name, None)
                elif name not in self.there:
                    self.lost[name] = cell
        if not found:
            self.lost |= {n: cell for n in bindings(cell.source) if n not in self.there}

    # ------------------------------------------------------------------ one name

    def about(self, name: str, methods: Methods) -> Iterator[Origin]:
        """What can be said of one name that is asked for."""
        if name not in self.there:
            yield self._absence(name)
            return
        node = self.there[name].node
        yield Origin(name, frozenset({"missing"}), (Phrase("cause.ran", {"name": name}),))
        yield from self._unanswered(name)
        if isinstance(node, ast.ClassDef):
            yield from _methods(node, methods, self.there)
        for used, statement in self._needs(name):
            yield from self._use(name, used, statement)

    def _absence(self, name: str) -> Origin:
        blamed = self.lost.get(name)
        missing = frozenset({"missing"})
        if isinstance(blamed, Ran) and _is_stub(blamed, name):
            return Origin(name, missing, (Phrase("fact.unanswered"),), "missing")
        if isinstance(blamed, Ran) and blamed.stopped:
            return Origin(
                name, missing, _stop("cause.stopped", name, blamed, self.there.keys()), "error"
            )
        if isinstance(blamed, Import):
            return Origin(name, missing, _import(blamed.module), "error")
        return Origin(name, missing, *self._unwritten(name))

    def _unwritten(self, name: str) -> tuple[tuple[Phrase, ...], Status]:
        """What is said of a name that no cell defines, and the status that this gives."""
        if (outer := self._nested(name)) is not None:
            return (Phrase("cause.nested", {"name": name, "outer": outer}),), "missing"
        if other := self._near(name):
            return (Phrase("cause.near", {"name": name, "near": other}),), "missing"
        if (cell := self._to_blame()) is not None:
            return _stop("cause.elsewhere", name, cell, self.there.keys()), "error"
        if any(name in mentioned(c.source) and _magic(c.source) for c in self._own()):
            return (Phrase("cause.magic", {"name": name}),), "missing"
        return (Phrase("cause.absent", {"name": name}),), "missing"

    def _nested(self, name: str) -> str | None:
        """The class or function within which a name is defined, if that is where it is."""
        for cell in self._own():
            for outer in ast.walk(tree(cell.source) or ast.Module([], [])):
                if isinstance(outer, DEFINITIONS) and any(
                    isinstance(n, DEFINITIONS) and n.name == name for n in outer.body
                ):
                    return outer.name
        return None

    def _near(self, name: str) -> str | None:
        """A name of the student's that was probably meant for this one."""
        own = {n for cell in self._own() for s in statements(cell.source) for n in s.binds}
        return near(name, (own & self.there.keys()) - self.wanted)

    def _own(self) -> list[Ran]:
        return [cell for cell in self.cells if not cell.given]

    def _to_blame(self) -> Ran | None:
        """A cell of the student's that cannot be read, and of which nothing else is known."""
        for cell in self._own():
            unread = cell.stopped and tree(cell.source) is None
            if unread and not bindings(cell.source) & self.wanted:
                return cell
        return None

    def _unanswered(self, name: str) -> Iterator[Origin]:
        """The code raises NotImplementedError: its own, or that of something that it calls?"""
        kinds = frozenset({"unanswered"})
        if not _raises_stub(self.there[name]):
            called = (u for u, s in self._needs(name) if s and u != name and _raises_stub(s))
            for used in called:
                said = Phrase("cause.unanswered_use", {"name": name, "used": used})
                yield Origin(name, kinds, (said,))
        elif other := self._near(name):
            said = Phrase("cause.near_stub", {"name": name, "near": other})
            yield Origin(name, kinds, (Phrase("fact.unanswered"), said))

    def _needs(self, name: str) -> Iterator[tuple[str, Statement | None]]:
        """All global names that a name needs, itself first, with the statements that bind them."""
        waiting, known = [name], {name}
        while waiting:
            current = waiting.pop(0)
            statement = self.there.get(current)
            yield current, statement
            for used in sorted(statement.uses - known) if statement else ():
                known.add(used)
                waiting.append(used)

    def _use(self, name: str, used: str, statement: Statement | None) -> Iterator[Origin]:
        if statement is not None:
            for inner in ast.walk(statement.node):
                for module in imported(inner):
                    if module not in AVAILABLE:
                        said = _import(module)
                        yield Origin(name, IMPORTS, said, "error")
            return
        kinds = frozenset({"NameError"})
        uses = Phrase("cause.uses", {"name": name, "used": used})
        blamed = self.lost.get(used)
        if isinstance(blamed, Import):
            yield Origin(name, kinds, (uses, *_import(blamed.module)), "error")
        elif isinstance(blamed, Ran) and blamed.stopped:
            stop = _stop("cause.stopped", used, blamed, self.there.keys())
            yield Origin(name, kinds, (uses, *stop), "error")
        elif not hasattr(builtins, used) and used not in ("get_ipython", "display"):
            said = (uses, *self._absence(used).said) if used in self.wanted else ()
            yield Origin(name, kinds, said or (self._undefined(name, used),), "error")

    def _undefined(self, name: str, used: str) -> Phrase:
        arguments = {"name": name, "used": used}
        if re.search(rf"\bself\.{re.escape(used)}\b", ast.unparse(self.there[name].node)):
            return Phrase("cause.without_self", arguments)
        if other := near(used, self.there.keys()):
            return Phrase("cause.undefined_near", {**arguments, "near": other})
        return Phrase("cause.undefined", arguments)


def near(name: str, others: Set[str]) -> str | None:
    """The one of ``others`` that is spelt like ``name``, but for case, underscores or a slip."""
    plain = {_plain(other): other for other in sorted(others) if other != name}
    if _plain(name) in plain:
        return plain[_plain(name)]
    if len(name) < 4:
        return None
    close = difflib.get_close_matches(_plain(name), plain, n=1, cutoff=0.8)
    return plain[close[0]] if close else None


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _is_stub(cell: Ran, name: str) -> bool:
    """Whether a cell stopped in a class that is as it was given: its body raises, no method."""
    kind = identifier((cell.output.error or {}).get("ename", ""))
    classes = [s.node for s in statements(cell.source) if name in s.binds]
    return kind == "NotImplementedError" and any(
        isinstance(node, ast.ClassDef) and any(isinstance(part, ast.Raise) for part in node.body)
        for node in classes
    )


def _raises_stub(statement: Statement) -> bool:
    """Whether a statement has `raise NotImplementedError` in it."""
    raised = (n.exc for n in ast.walk(statement.node) if isinstance(n, ast.Raise) and n.exc)
    return any("NotImplementedError" in ast.unparse(exception) for exception in raised)


def _magic(source: str) -> bool:
    return source.lstrip().startswith("%%")


def _methods(
    node: ast.ClassDef, methods: Methods, there: Mapping[str, Statement]
) -> Iterator[Origin]:
    """What is wrong with the methods of a class as it is written."""
    own = {n.name: n for n in node.body if isinstance(n, ast.FunctionDef)}
    inherits = any(ast.unparse(base) != "object" for base in node.bases)
    names = set(_bound_in(node))
    for method, count in {"__init__": 0, **methods}.items():
        if method in own:
            yield from _without_self(node.name, own[method], count)
            continue
        if method in names or inherits or "__getattr__" in names:
            continue
        said = _no_method(node, method, names - set(methods), there)
        if said is not None and method == "__init__":
            yield Origin(node.name, frozenset({"TypeError", "AttributeError"}), (said,), "error")
        elif said is not None:
            yield Origin(f"{node.name}.{method}", frozenset({"AttributeError"}), (said,))


def _bound_in(node: ast.ClassDef) -> frozenset[str]:
    """The names that the body of a class binds."""
    return bindings(ast.unparse(ast.Module(node.body, [])))


def _no_method(
    node: ast.ClassDef, method: str, names: set[str], there: Mapping[str, Statement]
) -> Phrase | None:
    arguments = {"name": node.name, "method": method}
    if other := near(method, names):
        return Phrase("cause.method_near", {**arguments, "near": other})
    if method == "__init__":
        return None
    for outer in node.body:
        inner = outer.body if isinstance(outer, ast.FunctionDef) else []
        if any(isinstance(n, ast.FunctionDef) and n.name == method for n in inner):
            return Phrase("cause.method_nested", {**arguments, "outer": getattr(outer, "name", "")})
    if method in there and isinstance(there[method].node, ast.FunctionDef):
        return Phrase("cause.method_outside", arguments)
    return Phrase("cause.method", arguments)


def _without_self(name: str, node: ast.FunctionDef, count: int) -> Iterator[Origin]:
    """A method that has no parameter for the object itself."""
    taken = [*node.args.posonlyargs, *node.args.args]
    first = taken[0].arg if taken else ""
    if node.decorator_list or node.args.vararg or first == "self" or node.name == "__init__":
        return
    if len(taken) == count:
        said = Phrase("cause.self", {"name": name, "method": node.name})
        yield Origin(f"{name}.{node.name}", frozenset({"TypeError"}), (said,), "error")


# ------------------------------------------------------------------- what is said


def _import(module: str) -> tuple[Phrase, ...]:
    missing = Phrase("cause.import", {"module": identifier(module)})
    return missing, Phrase("cause.numpy_only")


def _stop(key: str, name: str, cell: Ran, there: Set[str]) -> tuple[Phrase, ...]:
    """The error of a cell: which and where, what Python says, and what to do.

    Args:
        there: the names that are there in the end.
    """
    error = cell.output.error or {}
    kind, text, line = identifier(error.get("ename", "")), error.get("evalue", ""), _line(cell)
    if kind == "Stopped":
        return (Phrase("cause.ended", {"name": name, "text": _said(text)}),)
    above = _above(cell)
    if found := syntax_error(cell.source, above):  # IPython's own words are about its copy
        kind, text = type(found).__name__, found.msg
        line = (found.lineno or 0) - above if found.lineno else line
    place = "cause.file_line" if cell.first else "cause.line"
    where = Phrase(place, {"line": line + above}) if line > 0 else Phrase("cause.nowhere")
    said = [Phrase(key, {"name": name, "error": kind, "where": where})]
    if text := _said(text):
        said.append(Phrase("cause.says", {"text": text}))
    if (later := _undefined_yet(kind, text)) in there:
        return (*said, Phrase("cause.do_move", {"used": later}))
    lines = cell.source.split("\n")
    return (*said, _advice(kind, text, lines[line - 1] if 0 < line <= len(lines) else ""))


def _undefined_yet(kind: str, text: str) -> str:
    """The name that a NameError is about."""
    found = re.match(r"name '(\w+)' is not defined", text) if kind == "NameError" else None
    return identifier(found[1]) if found else ""


def _line(cell: Ran) -> int:
    """The line of a cell that stopped it, from 1; 0 if it is not known."""
    if "\0" in cell.source:
        return cell.source.count("\n", 0, cell.source.index("\0")) + 1
    return cell.output.line if 0 < cell.output.line <= cell.source.count("\n") + 1 else 0


def _said(text: str) -> str:
    """The text of an exception, which student code may have chosen, on one line."""
    text = re.sub(r" \(<[\w<>. -]+>(?:, line \d+)?\)$", "", text)
    return printable(text)


def identifier(name: str) -> str:
    """A name of an exception or a module as it may stand anywhere; student code may choose it."""
    return name if re.fullmatch(r"[A-Za-z_][\w.]{0,60}", name, re.ASCII) else "Exception"


def _advice(kind: str, text: str, line: str) -> Phrase:
    """What to do about an error."""
    strange = [c for c in line if not c.isascii() and not (c.isalnum() or c == "_")]
    if kind == "SyntaxError" and "invalid" in text and "character" in text and strange:
        return _character(strange, text)
    known = (
        ("null bytes" in text, "cause.do_null"),
        (kind == "TabError", "cause.do_tabs"),
        (kind == "IndentationError", "cause.do_indentation"),
        ("call to 'print'" in text, "cause.do_print"),
        (kind == "SyntaxError", "cause.do_syntax"),
        (kind in IMPORTS, "cause.numpy_only"),
        (kind in ("EOFError", "StdinNotImplementedError"), "cause.do_input"),
        (kind == "NameError", "cause.do_order"),
        (kind == "FileNotFoundError", "cause.do_files"),
    )
    return Phrase(next((key for holds, key in known if holds), "cause.do_run"))


def _character(strange: Sequence[str], text: str) -> Phrase:
    """What to do about a character that Python does not know."""
    named = next((c for c in strange if c in text), strange[0])
    if named in QUOTES:
        return Phrase("cause.do_quotes")
    if not named.isprintable() or unicodedata.category(named) in ("Zs", "Cf"):
        return Phrase("cause.do_invisible")
    plain = unicodedata.normalize("NFKC", named.translate(LOOKALIKES))
    if plain != named and plain.isascii():
        return Phrase("cause.do_type", {"plain": plain})
    return Phrase("cause.do_character")
