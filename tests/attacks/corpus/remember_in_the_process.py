"""Leaves what it saw in modules, the environment and the shell, which a fork might share."""

import builtins
import os
import sys

import numpy as np

if (
    "ATTACK_SEEN" in os.environ
    or hasattr(np, "attack_seen")
    or hasattr(builtins, "attack_seen")
    or "attack_seen" in get_ipython().user_ns
):
    print("BROKE" + "_OUT")
os.environ["ATTACK_SEEN"] = "1"
np.attack_seen = builtins.attack_seen = sys.attack_seen = attack_seen = 1
