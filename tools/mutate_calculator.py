"""Change the calculator in some thousands of small ways, and list the changes that no test notices.

`uv run --group test --with mutmut==3.8.1 python tools/mutate_calculator.py`: half an hour on two cores.
Works on a copy in .cache/mutation, and goes on where an earlier run there stopped.
"""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPY = ROOT / ".cache" / "mutation"
SECONDS = 4 * 3_600

NOT_MUTATED = ("calculator/page/*", "calculator/__main__.py")
"""What serves the pages, whose tests build the site, and the command line, which mutmut cannot follow."""

SLOW = ("twenty_megabytes", "memory", "misspelt_keys_everywhere")
TESTS = ("cases", "calculator", "support/worked_cases.py")
NOT_COPIED = ("__pycache__", "test_command_line.py", "page")

CONFIGURATION = f"""
[tool.pytest.ini_options]
pythonpath = ["."]
addopts = ["--import-mode=importlib", "-p", "no:cacheprovider"]

[tool.mutmut]
source_paths = ["calculator"]
also_copy = ["tests"]
do_not_mutate = {list(NOT_MUTATED)}
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
    ignore = shutil.ignore_patterns(*NOT_COPIED)
    shutil.copytree(ROOT / "calculator", COPY / "calculator", ignore=shutil.ignore_patterns("__pycache__"))
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
    subprocess.run(["mutmut", "run", "--max-children", "2"], cwd=COPY, timeout=SECONDS, check=True)
    subprocess.run(["mutmut", "results"], cwd=COPY, timeout=SECONDS, check=True)


if __name__ == "__main__":
    main()
