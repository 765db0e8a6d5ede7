"""Write the editor of `/beheer/`: Sveltia CMS in one folder, with the field that it gets for the text of a page."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from sitegen.bundle.packages import fetch_packages
from sitegen.common.paths import EDITOR
from sitegen.common.tools import TOOLS, run

SOURCE = Path(__file__).parent / "editor"
"""The folder with the editor's own script and style sheet, and with the lock file of what it is made of."""

PACKAGE = "@sveltia/cms"
PACKAGES = tuple(json.loads((SOURCE / "package.json").read_text("utf-8"))["dependencies"])
"""The CMS, and all that the editor's script is made of."""


def write_editor(page: str, config: Mapping[str, object], out: Path, report: Callable[[str], None]) -> None:
    """Write the editor into its folder of a site: its page, its configuration, its scripts and what they load.

    Raise UnavailableError if what it is made of cannot be fetched.
    """
    modules = fetch_packages(SOURCE, report)
    folder = out / EDITOR
    run([TOOLS / "node", SOURCE / "bundle.mjs", folder], {})
    shutil.copytree(modules / PACKAGE / "npm" / "assets", folder / "assets", ignore=shutil.ignore_patterns("*.map"))
    (folder / "LICENSE.txt").write_text("\n".join(licences(modules)), "utf-8")
    (folder / "beheer.json").write_text(json.dumps(config, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (folder / "index.html").write_text(page, "utf-8")


def licences(modules: Path) -> Iterator[str]:
    """Return the licence of each package, below its name."""
    for name in PACKAGES:
        [file] = (modules / name).glob("LICENSE*")
        yield f"{name}\n\n{file.read_text('utf-8')}"
