"""A build after an edit of one page writes that page only, and every page if others show its words.

Sphinx reads what changed and writes what it read. But a page's title stands in the contents of all
pages, and its headings, numbers and labels in the references to it. Where one of these has changed,
all pages are written anew.

Python's collector looks for cycles among all objects whenever some thousands are new; a site is
made of a million, which stay to the end. It looks less often here: that is a third of such a build.
"""

from __future__ import annotations

import gc
import hashlib
import json

SHOWN = "course_shown"
#: So many new objects, and so many rounds of the younger ones, before the collector looks.
SELDOM = (200_000, 50, 100)


def shown_elsewhere(env) -> str:
    """A digest of what pages show of each other."""
    std, math = env.get_domain("std"), env.get_domain("math")
    parts = [
        sorted((name, title.astext()) for name, title in env.titles.items()),
        sorted(std.labels.items()),
        sorted(std.anonlabels.items()),
        sorted(std.objects.items()),
        sorted(math.equations.items()),
        env.toc_secnumbers,
        env.toc_fignumbers,
    ]
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def all_if_changed(app, env):
    """All pages, if what they show of each other is not what it was when they were written."""
    now = shown_elsewhere(env)
    before = getattr(env, SHOWN, None)
    setattr(env, SHOWN, now)
    return list(env.found_docs) if before not in (None, now) else []


def setup(app):
    """Ask when all changed pages have been read and numbered."""
    gc.set_threshold(*SELDOM)
    app.connect("env-get-updated", all_if_changed, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
