"""Map a function over many items in a pool of processes."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from threading import Thread
from typing import cast

LEAST_PENDING = 80
"""Items that need work from which starting other processes is quicker than doing without."""

MOST_PROCESSES = 8
CHUNKS_EACH = 8
"""Portions for each process: more of them even out items that take long."""


class Worker:
    """The function of a worker process and its argument, inherited by fork and never pickled."""

    function: Callable[[int], object]


def parallel_map[Item, Result](
    function: Callable[[Item], Result], items: Sequence[Item], pending: int
) -> Iterator[Result]:
    """Map in a process pool when enough items need work; `pending` says how many do."""
    processes = usable_processes()
    if processes == 1 or pending < LEAST_PENDING:
        yield from map(function, items)
        return
    yield function(items[0])  # fills the caches that the processes inherit
    forking = multiprocessing.get_context("fork")
    chunk = max(1, len(items) // (processes * CHUNKS_EACH))
    start = (lambda number: function(items[number]),)
    with ProcessPoolExecutor(processes, mp_context=forking, initializer=start_worker, initargs=start) as pool:
        yield from cast("Iterator[Result]", pool.map(call_worker, range(1, len(items)), chunksize=chunk))


def start_worker(function: Callable[[int], object]) -> None:
    """Prepare a worker process, which must not outlive a build that is killed."""
    Worker.function = function
    Thread(target=exit_with_parent, daemon=True).start()


def exit_with_parent() -> None:
    """Wait until the parent process has ended, then end this one, whatever it is doing."""
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)


def call_worker(number: int) -> object:
    """Return the result of the worker's function for the item with this number."""
    return Worker.function(number)


def usable_processes() -> int:
    """Return how many processes to use; one where the system cannot fork safely."""
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES) if sys.platform == "linux" else 1
