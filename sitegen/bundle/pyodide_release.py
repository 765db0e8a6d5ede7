"""Knows the released files that visitors run or that what they run is made of, and refuses any other."""

import hashlib
from pathlib import Path

from sitegen.common.diagnostics import UnavailableError

RELEASED = {
    "pyodide/pyodide.mjs": "510ca14305230018f50c40fb81be673afd68080e70ce7733fcce6600dd6a1714",
    "pyodide/pyodide.asm.js": "356c42f69e1695397e9d8670bd3c2e678248cde76e18bdae1731e848537b47d7",
    "pyodide/pyodide.asm.wasm": "54309a5a2cfd757b1f0fdbc9093c92503f7b341500110329d932487183912718",
    "pyodide/python_stdlib.zip": "831fd1e535084b972f87c6a35275de3d236efd5166f5e77ce89497710635e73c",
    "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2": (
        "18b2a1a39a2fa298b0ba5390aca68462669826c90925656f1c1f6796e0e1bbaf"
    ),
}
"""SHA-256 of the files, as released, of the versions that `package.json` pins."""


def check_released(modules: Path) -> None:
    """Compare the files under `modules` with those of the releases. Raises UnavailableError at the first other one."""
    for name, known in RELEASED.items():
        path = modules / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != known:
            raise UnavailableError(
                f"{path} is niet het bestand van de vastgelegde versie; wis {modules} en herhaal de opdracht"
            )
