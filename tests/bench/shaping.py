"""A slow line and a slow machine: a proxy with a shared rate and a delay, and a browser that often stands still."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Queue
from threading import Event, Thread

CHUNK = 1460
SLICE = 0.01
"""Seconds that a slowed browser runs at a stretch."""


class Line:
    """A line on which all connections share one rate."""

    def __init__(self, bytes_per_second: float, latency: float) -> None:
        self.rate, self.latency, self.free_at = bytes_per_second, latency, 0.0

    def arrival(self, size: int) -> float:
        """Book the line for `size` bytes; give the moment at which they arrive."""
        self.free_at = max(self.free_at, time.monotonic()) + size / self.rate
        return self.free_at + self.latency / 2

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, limited: bool) -> None:
        """Carry bytes one way, at the line's rate if `limited`, always with its delay."""
        queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(64)

        async def deliver() -> None:
            while True:
                moment, data = await queue.get()
                await asyncio.sleep(max(0.0, moment - time.monotonic()))
                if not data:
                    writer.write_eof()
                    return
                writer.write(data)
                await writer.drain()

        delivery = asyncio.ensure_future(deliver())
        while data := await reader.read(CHUNK):
            moment = self.arrival(len(data)) if limited else time.monotonic() + self.latency / 2
            await queue.put((moment, data))
        await queue.put((time.monotonic() + self.latency / 2, b""))
        with suppress(ConnectionError, OSError):
            await delivery


@contextmanager
def shaped(port: int, bytes_per_second: float, latency: float) -> Iterator[int]:
    """Give a port that leads to `port` over a slow line."""
    line = Line(bytes_per_second, latency)
    loop, ports = asyncio.new_event_loop(), Queue[int]()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, OSError):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(
                line.carry(reader, far_writer, limited=False), line.carry(far_reader, writer, limited=True)
            )
            writer.close()
            far_writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(connect, "127.0.0.1", 0)
        ports.put(server.sockets[0].getsockname()[1])

    def run() -> None:
        loop.create_task(serve())
        loop.run_forever()
        for task in asyncio.all_tasks(loop):
            task.cancel()
            with suppress(asyncio.CancelledError, OSError):
                loop.run_until_complete(task)
        loop.close()

    thread = Thread(target=run, daemon=True)
    thread.start()
    yield ports.get()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@contextmanager
def slowed(factor: int) -> Iterator[None]:
    """Let every Chromium that this process started run one part in `factor` of the time, workers included."""
    done = Event()

    def alternate() -> None:
        while not done.is_set():
            processes = browsers_of(os.getpid())
            for _ in range(25):
                send(processes, signal.SIGSTOP)
                done.wait(SLICE * (factor - 1))
                send(processes, signal.SIGCONT)
                done.wait(SLICE)

    thread = Thread(target=alternate, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def browsers_of(ancestor: int) -> list[int]:
    """Give the browser processes below a process: those that render, not those that drive."""
    parents, names = {}, {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, _, rest = status.read_text().partition("(")[2].rpartition(")")
            parents[int(status.parent.name)] = int(rest.split()[1])
            names[int(status.parent.name)] = name
    below = {ancestor}
    while more := {child for child, parent in parents.items() if parent in below} - below:
        below |= more
    return [process for process in below if names.get(process, "").startswith("chrom")]


def send(processes: list[int], number: signal.Signals) -> None:
    """Send a signal to those processes that are still there."""
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, number)
