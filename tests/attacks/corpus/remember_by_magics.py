"""Leaves a start-up file, an extension and a database of variables, all by magics."""

import os
import sys

# Some systems have a start-up file of their own.
_started = getattr(sys.modules.get("sitecustomize"), "__file__", None) or ""
if _started.startswith(os.getcwd()):
    print("BROKE" + "_OUT")
for _magic, _line in (
    ("config", "HistoryManager.enabled=True"),
    ("config", "InteractiveShell.ast_node_interactivity='all'"),
    ("load_ext", "autoreload"),
    ("autoreload", "2"),
    ("load_ext", "storemagic"),
    ("store", "-r"),
):
    try:
        get_ipython().run_line_magic(_magic, _line)
    except Exception:
        pass
if "remembered" in globals():
    print("BROKE" + "_OUT")
remembered = 1
try:
    get_ipython().run_line_magic("store", "remembered")
except Exception:
    pass
get_ipython().run_cell_magic("writefile", "sitecustomize.py", "print('a start-up file')")
