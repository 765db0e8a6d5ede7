"""Exchange two folders in one step, where the system can."""

import ctypes
import os
import sys
from pathlib import Path

HERE = -100
"""AT_FDCWD of Linux: paths are relative to the working folder."""

EXCHANGE = 2
"""RENAME_EXCHANGE of Linux."""


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders, and return whether that could be done in one step; if not, nothing has happened."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0
