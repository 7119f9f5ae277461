"""One HTML page that needs nothing else: its style, light and dark, and safe pieces to fill it."""

from __future__ import annotations

import html
from collections.abc import Sequence

STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --soft: #55606e; --paper: #fff; --card: #f4f6f8;
  --line: #cfd6de; --accent: #1b5e9e; --warm: #a8430f; --same: #fbe7b2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #aab4c0; --paper: #14181e;
  --card: #1e252e; --line: #3a4553; --accent: #7db8f0; --warm: #f2a477; --same: #574a1c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif; }
main, header, footer { max-width: 75rem; margin: 0 auto; padding: 0 1.2rem; }
header { padding-top: 1.2rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .3rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .4rem; }
li > h2 { font-size: 1.05rem; margin: 0 0 .3rem; }
p { margin: .3rem 0 .7rem; max-width: 46rem; }
.soft, figcaption, footer { color: var(--soft); }
.cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr));
  padding: 0; margin: 1rem 0; list-style: none; counter-reset: topic; }
.cards > li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  padding: .9rem 1rem; min-width: 0; overflow-wrap: anywhere; }
.cards > li h2::before { counter-increment: topic; content: counter(topic) ". "; }
pre, code { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
  font-size: .875rem; }
pre { margin: 0; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
dl { margin: .5rem 0; } dt { color: var(--soft); font-size: .875rem; } dd { margin: 0 0 .4rem; }
figure { margin: 1rem 0; } figure svg { max-width: 100%; height: auto; display: block; }
.scroll { overflow-x: auto; margin: .6rem 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .925rem; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
.scroll td, .scroll tbody th { white-space: nowrap; }
thead th { border-bottom: 2px solid var(--ink); vertical-align: bottom; }
.gt_right { text-align: right; } .gt_center { text-align: center; } tbody th { font-weight: 500; }
mark { background: var(--same); color: inherit; }
.pair { display: grid; gap: 1rem; grid-template-columns: 1fr 1fr; }
.pair > div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  padding: .6rem .8rem; min-width: 0; }
@media (max-width: 45rem) { .pair { grid-template-columns: 1fr; } }
@media print { details { display: block; } }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
footer { margin-top: 2.5rem; padding-bottom: 1.5rem; border-top: 1px solid var(--line); }
"""

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>{style}</style>
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
    return PAGE.format(title=text(title), style=STYLE, body=body)


def text(plain: object) -> str:
    """Plain text as HTML."""
    return html.escape(str(plain), quote=True)


def code(plain: object) -> str:
    """A name or a short piece of code."""
    return f"<code>{text(plain)}</code>"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: ``a, b and c``, as code."""
    parts = [code(name) for name in names]
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
