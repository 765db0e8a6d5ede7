"""The release of Pyodide that visitors run: its files, and every third-party file verified against pinned hashes."""

from pathlib import Path

from sitegen.bundle.packages import DISPLAY_FONT_FILE, TEXT_FONT_FILE
from sitegen.common.diagnostics import UnavailableError
from sitegen.common.hashes import sha256

BROWSER = Path(__file__).parent / "browser"
"""The folder with scripts for Node that boot the release, and with stand-ins for parts of it."""

WASM = "pyodide.asm.wasm"
RUNTIME_FILES = ("pyodide.mjs", "pyodide.asm.js", WASM)
"""The files with which a browser boots the release by its own scripts."""

LOCK = {
    "info": {"abi_version": "2025_0", "arch": "wasm32", "platform": "emscripten_4_0_9", "python": "3.13.2"},
    "packages": {},
}
"""The lock file that the release asks for, without packages."""

PINNED_HASHES = {
    "pyodide/pyodide.mjs": "510ca14305230018f50c40fb81be673afd68080e70ce7733fcce6600dd6a1714",
    "pyodide/pyodide.asm.js": "356c42f69e1695397e9d8670bd3c2e678248cde76e18bdae1731e848537b47d7",
    "pyodide/pyodide.asm.wasm": "54309a5a2cfd757b1f0fdbc9093c92503f7b341500110329d932487183912718",
    "pyodide/python_stdlib.zip": "831fd1e535084b972f87c6a35275de3d236efd5166f5e77ce89497710635e73c",
    TEXT_FONT_FILE: "4ba7d3d096695818fe0686be4f1e82c6b05134e18a22260336130335027462dd",
    DISPLAY_FONT_FILE: "a97804dc9fbe5fc972a08018c5eda4dab7ef2346f64c57e61419d05e6de4ea1c",
}
"""SHA-256 of files under `node_modules`, of the versions that `package.json` pins."""


def verify_release(modules: Path) -> None:
    """Compare the files under `modules` with the pinned hashes. Raise UnavailableError at the first that differs."""
    for name, known in PINNED_HASHES.items():
        path = modules / name
        if not path.is_file() or sha256(path.read_bytes()) != known:
            raise UnavailableError(
                f"{path} is niet het bestand van de vastgelegde versie; wis {modules} en herhaal de opdracht"
            )
