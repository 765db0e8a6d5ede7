"""Shares out work among processes, where there is enough of it."""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import cast

WORTH_A_POOL = 80
"""Jobs from which starting other processes is quicker than doing without."""

PR_SET_PDEATHSIG = 1
"""Asks Linux for a signal at the end of the parent."""

MOST_PROCESSES = 8
CHUNKS_EACH = 8
"""Portions of the work for each process: more of them even out pages that take long."""


class Work:
    """What the processes have to do; they inherit it, so that it need not be sent."""

    job: Callable[[int], object]


def shared_out[Item, Result](job: Callable[[Item], Result], items: Sequence[Item], waiting: int) -> Iterator[Result]:
    """Give the result of the job for each item, in order; `waiting` of them will take time."""
    processes = processes_here()
    if processes == 1 or waiting < WORTH_A_POOL:
        yield from map(job, items)
        return
    yield job(items[0])  # what every job needs is made once, and inherited
    Work.job = lambda number: job(items[number])
    forking = multiprocessing.get_context("fork")
    chunk = max(1, len(items) // (processes * CHUNKS_EACH))
    with ProcessPoolExecutor(processes, mp_context=forking, initializer=end_with_parent) as pool:
        yield from cast("Iterator[Result]", pool.map(do_numbered, range(1, len(items)), chunksize=chunk))


def end_with_parent() -> None:
    """Have this process end with the one that started it, so that a killed build leaves none behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def do_numbered(number: int) -> object:
    """Do one job of the work at hand."""
    return Work.job(number)


def processes_here() -> int:
    """Give how many processes are worth it: only Linux starts them without starting over."""
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES) if sys.platform == "linux" else 1
