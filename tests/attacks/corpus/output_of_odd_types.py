"""Has the harness describe outputs with the wrong types."""

import sys

sys.modules["notebook"].run_cell = lambda shell, source: {
    "stdout": [[[]]],
    "stderr": {"a": 10**100},
    "displays": [{"text/plain": ["BROKE" + "_OUT"], "image/png": {}}, None],
    "error": ["ename", "evalue"],
}
# %%
1
