"""The command line, as a shell runs it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from calculator import calculate_json, plan_json
from calculator.wire.rules_json import rules_json
from tests.support.worked_cases import Json, all_cases

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "calculator"]
GOOD: Json = {
    "submitted_on": "2026-11-23",
    "enterprise": {"size": "klein"},
    "project": {"service": "opleiding", "theme": "energie", "costs": [{"kind": "deelname", "amount": "1000"}]},
}
LINE = json.dumps(GOOD).encode()
LINES = pytest.mark.parametrize("arguments", [("--lines",), ("--lines", "--jobs", "2")], ids=" ".join)


def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *arguments], input=given, capture_output=True, cwd=ROOT, timeout=120, check=False)


def assert_one_line(stderr: bytes) -> None:
    assert stderr.count(b"\n") == 1
    assert stderr.endswith(b"\n")
    assert b"Traceback" not in stderr


def test_one_application_gives_a_pretty_outcome() -> None:
    done = run(given=LINE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == json.dumps(json.loads(calculate_json(LINE.decode())), indent=2) + "\n"


def test_a_byte_order_mark_is_tolerated() -> None:
    done = run(given=b"\xef\xbb\xbf" + LINE)
    assert (done.returncode, done.stdout) == (0, run(given=LINE).stdout)


def test_an_invalid_application_has_an_outcome_and_status_two() -> None:
    done = run(given=b"{}")
    assert (done.returncode, done.stderr) == (2, b"")
    assert json.loads(done.stdout)["status"] == "ongeldig"


def test_a_refusal_is_an_answer() -> None:
    done = run(given=LINE.replace(b"klein", b"groot"))
    assert (done.returncode, json.loads(done.stdout)["status"]) == (0, "geen-subsidie")


def test_no_input_is_no_json() -> None:
    done = run()
    assert (done.returncode, json.loads(done.stdout)["problems"]) == (2, [{"field": "", "problem": "geen-json"}])


@pytest.mark.parametrize("arguments", [(), ("plan",)])
def test_input_that_is_no_utf_8_is_reported_in_one_line(arguments: tuple[str, ...]) -> None:
    done = run(*arguments, given=b'{"a":"\xff"}')
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == "De invoer is geen UTF-8.\n"


@LINES
def test_lines_are_answered_line_by_line_in_order(arguments: tuple[str, ...]) -> None:
    cases = [case.text for case in all_cases() if "\n" not in case.text]
    done = run(*arguments, given="".join(f"{text}\n" for text in cases).encode())
    assert (done.returncode, done.stderr) == (2, b"")
    assert done.stdout.decode().splitlines() == [calculate_json(text) for text in cases]


@LINES
def test_bad_lines_do_not_stop_the_others(arguments: tuple[str, ...]) -> None:
    lines = [LINE, b"", b"\xff\xfe", b"geen json", b'{"a":"\xc3\x28"}', b"\xef\xbb\xbf" + LINE, LINE + b"\r"]
    done = run(*arguments, given=b"\n".join(lines) + b"\n")
    statuses = [json.loads(line)["status"] for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (2, b"")
    assert statuses == ["subsidie", "ongeldig", "ongeldig", "ongeldig", "ongeldig", "subsidie", "subsidie"]


def test_an_undecodable_line_is_no_json() -> None:
    done = run("--lines", given=b"\xff\n" + LINE)
    first, second = done.stdout.splitlines()
    assert json.loads(first)["problems"] == [{"field": "", "problem": "geen-json"}]
    assert json.loads(second)["status"] == "subsidie"


def test_lines_that_can_all_be_read_give_status_zero() -> None:
    done = run("--lines", given=LINE + b"\n" + LINE.replace(b"klein", b"groot"))
    assert (done.returncode, done.stdout.count(b"\n")) == (0, 2)


@LINES
def test_no_lines_give_no_answers(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_more_lines_than_are_shared_out_at_once_keep_their_order() -> None:
    lines = [LINE.replace(b"1000", str(1_000 + number).encode()) for number in range(10_050)]
    done = run("--lines", "--jobs", "2", given=b"\n".join(lines))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == run("--lines", given=b"\n".join(lines)).stdout


@pytest.mark.parametrize("jobs", ["0", "-1", "65", "twee", "1.5", "", "9" * 5_000])
def test_a_wrong_number_of_processes_is_reported_in_one_line(jobs: str) -> None:
    done = run("--lines", "--jobs", jobs, given=LINE)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == f"{jobs!r} is geen aantal processen: schrijf een getal van 1 tot 64.\n"


def test_many_lines_take_no_more_memory_than_few() -> None:
    few, many = (most_memory(count) for count in (10, 20_000))
    assert many < few + 8_000


def most_memory(lines: int) -> int:
    """Return the most memory in kB that answering so many lines took."""
    script = (
        "import resource, runpy, sys; sys.argv = ['calculator', '--lines']\n"
        "try: runpy.run_module('calculator', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "sys.stderr.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))"
    )
    given = (LINE + b"\n") * lines
    done = subprocess.run(
        [sys.executable, "-c", script], input=given, capture_output=True, cwd=ROOT, timeout=120, check=True
    )
    assert done.stdout.count(b"\n") == lines
    return int(done.stderr)


def test_a_plan_gives_its_outcomes_and_years() -> None:
    assert isinstance(GOOD, dict)
    entry = {key: GOOD[key] for key in ("submitted_on", "project")}
    plan = json.dumps({"enterprise": GOOD["enterprise"], "projects": [entry, entry]})
    done = run("plan", given=plan.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == json.dumps(json.loads(plan_json(plan)), indent=2) + "\n"


@pytest.mark.parametrize("plan", [b"", b"{}", b'{"projects":[{}]}', b'{"entreprise":{},"projects":[]}'])
def test_a_plan_with_anything_invalid_gives_status_two(plan: bytes) -> None:
    done = run("plan", given=plan)
    assert (done.returncode, json.loads(done.stdout)["schema"]) == (2, "kmo-plan/1")


def test_a_plan_with_an_unknown_key_gives_status_two() -> None:
    assert isinstance(GOOD, dict)
    entry = {key: GOOD[key] for key in ("submitted_on", "project")}
    done = run("plan", given=json.dumps({"notitie": 1, "projects": [entry]}).encode())
    assert done.returncode == 2


def test_the_rules_are_the_newest_ones() -> None:
    done = run("rules")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == json.dumps(json.loads(rules_json() or ""), indent=2) + "\n"


@pytest.mark.parametrize("day", ["2019-12-01", "01/12/2019", "2019-12-31"])
def test_the_rules_of_a_day_are_those_in_force_then(day: str) -> None:
    done = run("rules", "--on", day)
    assert (done.returncode, json.loads(done.stdout)["name"]) == (0, "R2")


def test_a_day_without_rules_is_reported_in_one_line() -> None:
    done = run("rules", "--on", "2016-03-31")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == "Op 2016-03-31 waren er nog geen regels: de eerste gelden vanaf 2016-04-01.\n"


@pytest.mark.parametrize("day", ["gisteren", "2026-02-30", "", "2026\n02\n01"])
def test_a_day_that_is_none_is_reported_in_one_line(day: str) -> None:
    done = run("rules", "--on", day)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == f"{day!r} is geen datum: schrijf JJJJ-MM-DD.\n"


@pytest.mark.parametrize("arguments", [("--liness",), ("plan", "x"), ("rules", "--on"), ("rules", "2026-01-01"), ("",)])
def test_a_wrong_command_shows_the_right_ones(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith("Gebruik: python -m calculator ")
    assert_one_line(done.stderr)


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_is_on_standard_output(flag: str) -> None:
    done = run(flag)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == "python -m calculator [--lines [--jobs N] | plan | rules [--on JJJJ-MM-DD]]\n"


@contextmanager
def answering(path: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command that has begun to answer more lines than a pipe holds, and waits until somebody reads on."""
    path.write_bytes((LINE + b"\n") * 20_001)
    with (
        path.open("rb") as lines,
        subprocess.Popen(
            [*COMMAND, *arguments], stdin=lines, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
        ) as process,
    ):
        assert process.stdout is not None
        process.stdout.read(1)
        yield process


@LINES
def test_a_reader_that_leaves_is_reported_in_one_line(arguments: tuple[str, ...], tmp_path: Path) -> None:
    with answering(tmp_path / "lines", *arguments) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        message = process.stderr.read()
        assert process.wait(60) == 1
    assert message.decode() == "De uitvoer werd afgebroken: niemand leest ze nog.\n"


@LINES
def test_an_interruption_is_reported_in_one_line(arguments: tuple[str, ...], tmp_path: Path) -> None:
    with answering(tmp_path / "lines", *arguments) as process:
        process.send_signal(signal.SIGINT)
        _, message = process.communicate(timeout=60)
    assert process.returncode == 1
    assert message.decode() == "Onderbroken.\n"


@pytest.mark.parametrize("arguments", [(), ("--lines",), ("rules",)])
def test_a_full_disk_is_reported_in_one_line(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], input=LINE, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, timeout=60, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode() == "De invoer kan niet gelezen of de uitvoer niet geschreven worden.\n"


@pytest.mark.parametrize("closing", ["<&-", ">&-"])
def test_a_missing_stream_is_reported_in_one_line(closing: str) -> None:
    shell = f'"{sys.executable}" -m calculator rules {closing}'
    done = subprocess.run(["/bin/sh", "-c", shell], stderr=subprocess.PIPE, cwd=ROOT, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.decode() == "Er is geen invoer of geen uitvoer.\n"


def test_the_answer_depends_on_no_locale_and_no_time_zone() -> None:
    expected = run(given=LINE).stdout
    for settings in ({"LC_ALL": "C"}, {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"}, {"PYTHONUTF8": "0", "LANG": "C"}):
        environment = {**os.environ, **settings}
        done = subprocess.run(
            COMMAND, input=LINE, capture_output=True, cwd=ROOT, env=environment, timeout=60, check=True
        )
        assert done.stdout == expected
