"""The command line: applications on standard input, outcomes on standard output.

Exit status: 0 all answered; 2 some outcome is `ongeldig`; 1 the input could not be read.
"""

import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import BinaryIO

from calculator.model import Finding, ReadingProblem
from calculator.notation import UnreadableError, read_date
from calculator.outcome import Outcome, Status
from calculator.rules import RULESETS
from calculator.wire.doors import answer, answer_plan, write_plan
from calculator.wire.rules_json import rules_json
from calculator.wire.write_outcome import write_outcome

USAGE = "python -m calculator [--lines [--jobs N] | plan | rules [--on JJJJ-MM-DD]]"
ANSWERED, UNREAD, INVALID = 0, 1, 2
JOBS = {str(number): number for number in range(1, 65)}
BATCH = 10_000
"""Lines that are shared among processes before the next ones are read."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
NOT_UTF_8 = Outcome(status=Status.INVALID, problems=(Finding("", ReadingProblem.NOT_JSON),))


class CommandError(Exception):
    """A command that cannot be carried out; its message is one Dutch sentence for the person who typed it."""


def main() -> int:
    """Run the command line and return its exit status."""
    try:
        if sys.stdin is None or sys.stdout is None:
            raise CommandError("Er is geen invoer of geen uitvoer.")
        status = run(sys.argv[1:], sys.stdin.buffer, sys.stdout.buffer)
        sys.stdout.flush()
    except CommandError as error:
        return fail(str(error))
    except BrokenPipeError:
        return fail("De uitvoer werd afgebroken: niemand leest ze nog.")
    except OSError:
        return fail("De invoer kan niet gelezen of de uitvoer niet geschreven worden.")
    except KeyboardInterrupt:
        return fail("Onderbroken.")
    return status


def run(arguments: list[str], source: BinaryIO, target: BinaryIO) -> int:
    """Carry out `arguments` and return the exit status."""
    match arguments:
        case []:
            outcome, _ = answer(read_text(source))
            write_pretty(write_outcome(outcome), target)
            return INVALID if outcome.status is Status.INVALID else ANSWERED
        case ["--lines"]:
            return answer_lines(map(answer_line, source), target)
        case ["--lines", "--jobs", count]:
            return answer_lines(answer_in_processes(source, read_jobs(count)), target)
        case ["plan"]:
            plan, planned = answer_plan(read_text(source))
            write_pretty(write_plan(plan, planned), target)
            invalid = plan.findings or any(outcome.status is Status.INVALID for outcome in planned.outcomes)
            return INVALID if invalid else ANSWERED
        case ["rules"]:
            write_pretty(find_rules(None), target)
        case ["rules", "--on", day]:
            write_pretty(find_rules(day), target)
        case ["-h" | "--help"]:
            target.write(f"{USAGE}\n".encode())
        case _:
            raise CommandError(f"Gebruik: {USAGE}")
    return ANSWERED


def answer_lines(answers: Iterable[tuple[str, bool]], target: BinaryIO) -> int:
    """Write one outcome per line, in the same order and one at a time, and return the exit status."""
    status = ANSWERED
    for text, valid in answers:
        if not valid:
            status = INVALID
        target.write(f"{text}\n".encode())
    return status


def answer_line(line: bytes) -> tuple[str, bool]:
    """Return the outcome of the application on a line, and whether it could be read."""
    try:
        outcome, _ = answer(line.removeprefix(BYTE_ORDER_MARK).decode())
    except UnicodeDecodeError:
        outcome = NOT_UTF_8
    return write_outcome(outcome), outcome.status is not Status.INVALID


def answer_in_processes(source: Iterable[bytes], jobs: int) -> Iterator[tuple[str, bool]]:
    """Yield what `answer_line` returns for each line, in order, from so many processes."""
    from multiprocessing import Pool  # which nothing else needs, and which takes time to import

    with Pool(jobs, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        for lines in batched(source, BATCH, strict=False):
            yield from pool.map(answer_line, lines)


def read_jobs(text: str) -> int:
    """Return a number of processes."""
    if text not in JOBS:
        raise CommandError(f"{text!r} is geen aantal processen: schrijf een getal van 1 tot {len(JOBS)}.")
    return JOBS[text]


def find_rules(text: str | None) -> str:
    """Return the rules in force on a day as JSON, or the newest ones."""
    try:
        rules = rules_json(None if text is None else read_date(text))
    except UnreadableError:
        raise CommandError(f"{text!r} is geen datum: schrijf JJJJ-MM-DD.") from None
    if rules is None:
        raise CommandError(f"Op {text} waren er nog geen regels: de eerste gelden vanaf {RULESETS[0].in_force_from}.")
    return rules


def read_text(source: BinaryIO) -> str:
    """Read all input as UTF-8."""
    try:
        return source.read().removeprefix(BYTE_ORDER_MARK).decode()
    except UnicodeDecodeError:
        raise CommandError("De invoer is geen UTF-8.") from None


def write_pretty(text: str, target: BinaryIO) -> None:
    """Write JSON for people."""
    target.write(f"{json.dumps(json.loads(text), indent=2)}\n".encode())


def fail(message: str) -> int:
    """Write one line to standard error and return the exit status.

    Standard output is closed off first: Python would otherwise try once more to write what is left in it.
    """
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if sys.stderr is not None:
        sys.stderr.write(f"{message}\n")
    return UNREAD


if __name__ == "__main__":
    sys.exit(main())
