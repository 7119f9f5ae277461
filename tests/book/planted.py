"""Drift that is planted in translated sections, a kind at a time, to see whether it is noticed.

``python -m tests.book.planted`` prints how much of it is.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from book._tools.editions import Section, Status, about, languages, stamped, statuses
from book._tools.facts import doubts

PROSE = re.compile(
    r"```.*?```|:::.*?:::|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$|^%[^\n]*$|^\([^\n]*\)=$", re.S | re.M
)


def in_prose(text: str, pattern: str, change: Callable[[str], str]) -> str:
    """The text with the first match outside of code and formulas changed."""
    blanked = PROSE.sub(lambda match: "\0" * len(match[0]), text)
    match = re.search(pattern, blanked)
    return text[: match.start()] + change(match[0]) + text[match.end() :] if match else text


def once(pattern: str, new: str | Callable, flags: int = 0) -> Callable[[str, str], str]:
    """A change of the first match anywhere."""
    return lambda text, _language: re.sub(pattern, new, text, count=1, flags=flags)


def no_denial(text: str, language: str) -> str:
    """The first denial dropped."""
    idle = re.compile(about(language)["no_denial"])
    kept = idle.sub(lambda match: "\0" * len(match[0]), text)
    blanked = PROSE.sub(lambda match: "\0" * len(match[0]), kept)
    match = re.search(about(language)["denial"], blanked)
    return text[: match.start()] + text[match.end() :] if match else text


def other_digit(number: str) -> str:
    """The number with its last digit changed."""
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def exchanged(pattern: str) -> Callable[[str, str], str]:
    """The first two different matches exchanged."""

    def change(text: str, _language: str) -> str:
        found = list(dict.fromkeys(re.findall(pattern, text)))[:2]
        if len(found) < 2:
            return text
        a, b = found
        return text.replace(a, "\0").replace(b, a).replace("\0", b)

    return change


#: What is planted: its name, and what it makes of a section.
PLANTS: dict[str, Callable[[str, str], str]] = {
    "sign in prose": lambda t, _: in_prose(t, "[−+]", lambda s: "+" if s == "−" else "−"),
    "sign in a formula": once(r"(?<!\$)(\$[^$\n]*?)([-+])([^$\n]*\$)(?!\$)",
                              lambda m: m[1] + ("+" if m[2] == "-" else "-") + m[3]),
    "sign in a display": once(r"(\$\$[^$]*?)([-+])",
                              lambda m: m[1] + ("+" if m[2] == "-" else "-")),
    "sign in code": once(r"^(\w+ = [^\"'#\n]*?) - ", r"\1 + ", re.M),
    "key in code": once(r"(reduction=|axis=|keepdims=)(\"\w+\"|\w+)", r"\1other"),
    "number": lambda t, _: in_prose(t, r"(?<![\w.])\d+(?!\d*\. )", other_digit),
    "number in code": once(r"^(\w+ = [^\"'#\n]*?)(\d+)", lambda m: m[1] + other_digit(m[2]), re.M),
    "variable": lambda t, _: in_prose(t, r"\*[pq]\*", lambda s: "*q*" if s == "*p*" else "*p*"),
    "quiz option": once(r"^- \[ \].*?(?=^- \[|^```)", "", re.M | re.S),
    "quiz mark": lambda t, _: re.sub(r"^- \[ \]", "- [x]", t.replace("- [x]", "- [ ]"), count=1,
                                     flags=re.M),
    "labels exchanged": exchanged(r"(?m)^:label: (\S+)$"),
    "references exchanged": exchanged(r"\{(?:ref|numref|prf:ref|eq)\}`(?:[^`<]*<)?([\w-]+)>?`"),
    "reference": once(r"(\{(?:ref|eq|numref|prf:ref)\}`(?:[^`<]*<)?)[\w-]+", r"\1front"),
    "citation": once(r"(\{cite:\w\}`)[\w-]+", r"\1other"),
    "table row": once(r"^\|(?! *-)[^\n]*\|\n(?=\||\n)", "", re.M),
    "paragraph": once(r"\n\n[^\n`:|$(%#-][^\n]*\n(?=\n)", "\n"),
    "option": once(r"^:class: \S+", ":class: other", re.M),
    "denial": no_denial,
}  # fmt: skip


def planted(kind: str) -> Iterator[tuple[Status, Section, Section, Section]]:
    """Each section where it can be planted: page, English, the section, and what became of it."""
    for language in languages():
        for status in statuses(language):
            for english, other in status.pairs:
                fresh = stamped(other, english.fingerprint, language)
                changed = PLANTS[kind](fresh, language)
                if changed != fresh:
                    yield status, english, Section(other.key, fresh), Section(other.key, changed)


def noticed(status: Status, english: Section, other: Section, changed: Section) -> bool:
    """Is something told that was not told of the section as it was?"""

    def told(section: Section) -> set[str]:
        pair = english.facts, section.facts, status.language
        return {*status.drift(english, section), *doubts(*pair)}

    return bool(told(changed) - told(other))


def measure() -> dict[str, tuple[int, int]]:
    """For each kind how many were noticed, and of how many."""
    counts = defaultdict(list)
    for kind in PLANTS:
        counts[kind] += [noticed(*found) for found in planted(kind)]
    return {kind: (sum(counts[kind]), len(counts[kind])) for kind in PLANTS}


if __name__ == "__main__":
    for name, (seen, all_of) in measure().items():
        print(f"{name:22}{seen:5} of {all_of:4}  {seen / max(1, all_of):7.1%}")
