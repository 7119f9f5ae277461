"""One HTML page that needs nothing else: its style, light and dark, and safe pieces to fill it."""

from __future__ import annotations

import functools
import html
from collections.abc import Sequence
from pathlib import Path

from autograder.messages import say, tag

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


def page(title: str, body: str) -> str:
    """A whole page.

    Args:
        title: plain text.
        body: HTML, all that came from others escaped.
    """
    return PAGE.format(language=text(tag()), title=text(title), style=_style(), body=body)


@functools.cache
def _style() -> str:
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def text(plain: object) -> str:
    """Plain text as HTML."""
    return html.escape(str(plain), quote=True)


def code(plain: object) -> str:
    """A name or a short piece of code."""
    return f"<code>{text(plain)}</code>"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: ``a, b and c``, as code."""
    parts = [code(name) for name in names]
    if len(parts) < 2:
        return "".join(parts)
    return say("list.and", first=say("list.comma").join(parts[:-1]), last=parts[-1])
