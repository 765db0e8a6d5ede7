"""Writes the page that anyone would write: stock Pyodide on the main thread, the calculator from its wheel."""

import shutil
from pathlib import Path

from sitegen.bundle.bundle import copy_wheel
from sitegen.bundle.packages import fetch_packages
from sitegen.common.paths import ROOT
from sitegen.common.tools import TOOLS, run
from sitegen.publish.compress import compress

FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
PAGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Stock</title></head>
<body><p data-outcome="subsidy"></p><script type="module" src="stock.js"></script></body></html>
"""
SCRIPT = """import {{ loadPyodide }} from "./pyodide.mjs";
const python = await loadPyodide();
python.unpackArchive(await (await fetch("{wheel}")).arrayBuffer(), "wheel");
const values = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const answer = python.pyimport("calculator.page.answer").answer_json(JSON.stringify(values));
document.querySelector("[data-outcome]").textContent = JSON.parse(answer).texts.subsidy;
"""


def write_stock_page(folder: Path) -> None:
    """Write the page, its runtime and the compiled wheel, with compressed copies."""
    folder.mkdir(parents=True)
    pyodide = fetch_packages(ROOT, print) / "pyodide"
    for name in FILES:
        shutil.copyfile(pyodide / name, folder / name)
    copy_wheel(folder)
    (wheel,) = folder.glob("*.whl")
    run([TOOLS / "pyodide", "py-compile", "--silent", str(wheel)], {}, folder)
    (compiled,) = folder.glob("*.whl")
    (folder / "index.html").write_text(PAGE, "utf-8")
    (folder / "stock.js").write_text(SCRIPT.format(wheel=compiled.name), "utf-8")
    compress(folder, print)
