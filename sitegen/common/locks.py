"""A lock on a file or folder that other processes of this program wait for."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PAUSE = 0.1
"""Seconds between two attempts to lock."""


@contextmanager
def locked(path: Path, report_waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock on a path during the block, after waiting for its other holder; it ends with the process."""
    handle = os.open(path, os.O_RDONLY)
    try:
        while not try_lock(handle):
            report_waiting()
            time.sleep(PAUSE)
        yield
    finally:
        os.close(handle)


def try_lock(handle: int) -> bool:
    """Try to lock an open path and return whether that succeeded; True where the system has no locks."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
