"""Mapping in a process pool: the same results in order, and no process left when the build is killed."""

import subprocess
import sys

from sitegen.common.parallel import LEAST_PENDING, parallel_map
from tests.conftest import ROOT

BLOCKED = f"""
import os
from threading import Event
from sitegen.common.parallel import parallel_map

def block(number):
    if number:
        os.write(1, b"blocked\\n")  # at once, for the workers write to it together
        Event().wait()

list(parallel_map(block, range({LEAST_PENDING}), {LEAST_PENDING}))
"""
"""Maps a function that never returns in the workers, and says so on the standard output that they share."""

SECONDS = 30


def test_results_come_in_order_with_and_without_a_pool() -> None:
    numbers = range(LEAST_PENDING)
    for pending in (0, LEAST_PENDING):
        assert list(parallel_map(lambda number: number * number, numbers, pending)) == [n * n for n in numbers]


def test_a_killed_build_leaves_no_process_behind() -> None:
    with subprocess.Popen([sys.executable, "-c", BLOCKED], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first_line = process.stdout.readline()
        process.kill()
        assert first_line == "blocked\n"
        process.communicate(timeout=SECONDS)  # the output ends when the last process that holds it has ended
