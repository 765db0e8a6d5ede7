"""Run the programs that came with the project's Python: Node, npm, and the builders of Pyodide and wheels."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from sitegen.common.diagnostics import UnavailableError

TOOLS = Path(sys.executable).parent


def run(command: Sequence[Path | str], environment: Mapping[str, str], folder: Path | None = None) -> str:
    """Return what a tool printed. Raise UnavailableError with its last line if it fails."""
    everything = os.environ | environment
    result = subprocess.run(command, env=everything, cwd=folder, capture_output=True, text=True, check=False)
    if result.returncode:
        said = (result.stderr or result.stdout).strip().splitlines() or ["zonder uitleg"]
        raise UnavailableError(f"{Path(command[0]).name} mislukte: {said[-1]}")
    return result.stdout
