"""Change the calculator in some thousands of small ways, and list the changes that no test notices.

    uv run --group test --with mutmut==3.8.1 python tools/mutate_calculator.py ["calculator.engine.costs*" …]

The patterns are those of mutants, module by module; without one all are made, which takes an hour on two quiet cores.
Works on a copy in .cache/mutation, and goes on where an earlier run there stopped.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPY = ROOT / ".cache" / "mutation"
SECONDS = 4 * 3_600

NOT_MUTATED = ("calculator/page/*", "calculator/__main__.py")
"""What serves the pages, whose tests build the site, and the command line, which mutmut cannot follow."""

SLOW = ("twenty_megabytes", "memory", "misspelt_keys_everywhere")
SELECTION = ["tests", "-k", " and ".join(f"not {name}" for name in SLOW)]
TESTS = ("cases", "calculator", "support/worked_cases.py")
DECORATED = re.compile(r"^@(exact|cache)\ndef (\w+)", re.MULTILINE)
NOT_COPIED = ("__pycache__", "test_command_line.py", "page")

CONFIGURATION = f"""
[tool.pytest.ini_options]
pythonpath = ["."]
addopts = ["--import-mode=importlib", "-p", "no:cacheprovider"]

[tool.mutmut]
source_paths = ["calculator"]
also_copy = ["tests"]
do_not_mutate = {list(NOT_MUTATED)}
pytest_add_cli_args_test_selection = {json.dumps(SELECTION)}
"""

CONFTEST = '''
"""Names for parameters that mutmut can hand back to pytest."""

import re


def pytest_make_parametrize_id(val: object) -> str:
    return re.sub("[^A-Za-z0-9]+", "-", ascii(val))[:40]
'''


def main() -> None:
    """Copy what is tested and its tests, and run mutmut over them."""
    for place in ("calculator", "tests"):
        shutil.rmtree(COPY / place, ignore_errors=True)
    ignore = shutil.ignore_patterns(*NOT_COPIED)
    shutil.copytree(ROOT / "calculator", COPY / "calculator", ignore=shutil.ignore_patterns("__pycache__"))
    for path in (COPY / "calculator").rglob("*.py"):
        path.write_text(decorate_at_the_end(path.read_text("utf-8")), "utf-8")
    for name in TESTS:
        source, target = ROOT / "tests" / name, COPY / "tests" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=ignore)
        else:
            shutil.copy(source, target)
    (COPY / "tests" / "conftest.py").write_text(CONFTEST, "utf-8")
    (COPY / "pyproject.toml").write_text(CONFIGURATION, "utf-8")
    (COPY / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)  # it tells which tests reach what, and may be old
    subprocess.run(["mutmut", "run", "--max-children", "2", *sys.argv[1:]], cwd=COPY, timeout=SECONDS, check=True)
    results = subprocess.run(
        ["mutmut", "results"], cwd=COPY, timeout=SECONDS, check=True, capture_output=True, text=True
    ).stdout
    for mutant in re.findall(r"(\S+): (?:survived|no tests)", results):
        if survives(mutant):
            print(mutant)


def decorate_at_the_end(module: str) -> str:
    """Return a module that decorates its functions at its end, for mutmut leaves a decorated function as it is."""
    decorated = re.findall(DECORATED, module)
    return re.sub(DECORATED, r"def \2", module) + "".join(f"\n{name} = {how}({name})\n" for how, name in decorated)


def survives(mutant: str) -> bool:
    """Return whether the tests pass with a mutant from the first import on; mutmut switches to it after the imports."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", *SELECTION]
    environment = os.environ | {"MUTANT_UNDER_TEST": mutant}
    done = subprocess.run(
        command, cwd=COPY / "mutants", env=environment, capture_output=True, timeout=SECONDS, check=False
    )
    return done.returncode == 0


if __name__ == "__main__":
    main()
