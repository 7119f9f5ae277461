"""Has the harness send ten megabytes for each of many cells."""

import sys

sys.modules["notebook"].run_cell = lambda shell, source: {
    "stdout": "\x1b" * 10**6,
    "stderr": "",
    "displays": [{"text/plain": "x" * 10**4, "image/png": "A" * 10**6}] * 9,
    "error": None,
}
# %%
1
# %%
2
# %%
3
# %%
4
