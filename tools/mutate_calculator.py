"""Change the calculator in a thousand small ways and tell which change no test notices.

`uv run --with mutmut==3.8.1 python tools/mutate_calculator.py`: half an hour on two cores.
Works on a copy in .cache/mutation, and goes on where an earlier run there stopped.
"""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
COPY = ROOT / ".cache" / "mutation"

PAGE = ("answer", "form", "calendar_file", "planner")
"""Modules of the calculator that serve the pages: their tests build the site."""

COMMAND_LINE = "__main__"
"""Runs in a process of its own, where mutmut cannot follow; its tests are those of the command line."""

SLOW = ("twenty_megabytes", "memory", "misspelt_keys_everywhere")
TESTS = ("cases", "property", "worked_cases.py")
UNIT = ("cases", "explain", "notation", "plan", "published_rules", "reading", "rules", "size", "trace", "wire")

CONFIGURATION = f"""
[tool.pytest.ini_options]
pythonpath = ["."]
addopts = ["--import-mode=importlib", "-p", "no:cacheprovider"]

[tool.mutmut]
source_paths = ["calculator"]
also_copy = ["tests"]
do_not_mutate = {[f"calculator/{name}.py" for name in (*PAGE, COMMAND_LINE)]}
pytest_add_cli_args_test_selection = ["tests", "-k", "{" and ".join(f"not {name}" for name in SLOW)}"]
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
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "calculator", COPY / "calculator", ignore=ignore)
    (COPY / "tests" / "unit").mkdir(parents=True)
    for name in UNIT:
        shutil.copy(ROOT / "tests" / "unit" / f"test_{name}.py", COPY / "tests" / "unit")
    for name in TESTS:
        source = ROOT / "tests" / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, COPY / "tests" / name)
    (COPY / "tests" / "conftest.py").write_text(CONFTEST, "utf-8")
    (COPY / "pyproject.toml").write_text(CONFIGURATION, "utf-8")
    (COPY / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)  # it tells which tests reach what, and may be old
    subprocess.run(["mutmut", "run", "--max-children", "2"], cwd=COPY, check=True)
    subprocess.run(["mutmut", "results"], cwd=COPY, check=True)


if __name__ == "__main__":
    main()
