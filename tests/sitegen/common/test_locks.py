"""The lock on a path, which one process holds at a time."""

import os
from pathlib import Path

from sitegen.common.locks import locked, try_lock


def test_a_path_is_locked_for_others_until_the_block_ends(tmp_path: Path) -> None:
    handle = os.open(tmp_path, os.O_RDONLY)
    with locked(tmp_path, lambda: None):
        assert not try_lock(handle)
    assert try_lock(handle)
    os.close(handle)
