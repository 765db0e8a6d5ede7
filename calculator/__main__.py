"""The command line: applications on standard input, outcomes on standard output.

Exit status: 0 all answered; 2 some outcome is `ongeldig`; 1 the input could not be read.
"""

import json
import os
import sys
from typing import BinaryIO

from calculator.model import Finding, ReadingProblem
from calculator.notation import UnreadableError, read_date
from calculator.outcome import Outcome, Status
from calculator.rules import RULESETS
from calculator.wire.doors import answer, answer_plan, write_plan
from calculator.wire.rules_json import rules_json
from calculator.wire.write_outcome import write_outcome

USAGE = "python -m calculator [--lines | plan | rules [--on JJJJ-MM-DD]]"
ANSWERED, UNREAD, INVALID = 0, 1, 2
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
            return answer_lines(source, target)
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


def answer_lines(source: BinaryIO, target: BinaryIO) -> int:
    """Write one outcome per line, in the same order and one at a time, and return the exit status."""
    status = ANSWERED
    for line in source:
        try:
            outcome, _ = answer(line.removeprefix(BYTE_ORDER_MARK).decode())
        except UnicodeDecodeError:
            outcome = NOT_UTF_8
        if outcome.status is Status.INVALID:
            status = INVALID
        target.write(f"{write_outcome(outcome)}\n".encode())
    return status


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
