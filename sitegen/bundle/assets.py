"""The assets of the site under names that hold a hash of their content."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.bundle.packages import FONT_FILE
from sitegen.bundle.pyodide_release import BROWSER
from sitegen.common.hashes import short_hash
from sitegen.common.tools import TOOLS, run
from sitegen.source.palettes import Palette

FONT_NAME = "tekst.woff2"
ICON = "img/icoon.svg"
HIDDEN = shutil.ignore_patterns(".*")
BUNDLER = BROWSER / "bundle.mjs"


@dataclass(frozen=True, slots=True)
class Script:
    """A script that a page loads: its address, and those of the scripts that it imports."""

    address: str
    imports: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """Where everything that a page loads stands, as addresses from the site's root, by the names of its sources."""

    img: str
    font: str
    worker: str
    scripts: Mapping[str, Script]
    styles: Mapping[str, str]


ACCENT = """
/* Made by the build: the accent that site.toml chose, unless a page in another site's chose its own. */

:root {{ --accent: var(--chosen-light, {light}); }}

@media (prefers-color-scheme: dark) {{
  :root {{ --accent: var(--chosen-dark, {dark}); }}
}}
"""


def write_accent(light: Palette, dark: Palette) -> str:
    """Write what the style sheet lacks."""
    return ACCENT.format(light=light.accent, dark=dark.accent)


def write_assets(source: Path, modules: Path, made: Mapping[str, str], out: Path) -> Assets:
    """Write scripts, styles, the letter and images into `out`, with what the build `made`; return their addresses.

    Scripts and styles are bundled, each file under a name of its own; the images' folder is named after all of them.
    """
    with TemporaryDirectory() as temporary:
        work = Path(temporary)
        for kind in ("js", "css"):
            shutil.copytree(source / kind, work / kind, ignore=HIDDEN)
        (work / "fonts").mkdir()
        shutil.copyfile(modules / FONT_FILE, work / "fonts" / FONT_NAME)
        for name, text in made.items():
            if name != ICON:
                (work / name).write_text(text, "utf-8")
        said = json.loads(run([TOOLS / "node", BUNDLER, work, modules.parent], {}))
        shutil.copytree(work / "assets", out / "assets")
    return Assets(
        img=copy_images(source, made[ICON], out),
        font=said["font"],
        worker=said["worker"],
        scripts={name: Script(**script) for name, script in said["scripts"].items()},
        styles={name: style["address"] for name, style in said["styles"].items()},
    )


def copy_images(source: Path, icon: str, out: Path) -> str:
    """Copy the images of a source, with the icon in the site's colour; return the address of their folder."""
    folder = out / "assets" / "img"
    shutil.copytree(source / "img", folder, ignore=HIDDEN)
    (folder.parent / ICON).write_text(icon, "utf-8")
    return f"/assets/{name_by_content(folder)}/"


def name_by_content(folder: Path) -> str:
    """Rename a folder after its content; give the new name."""
    named = folder.with_name(f"{folder.name}.{digest_folder(folder)}")
    folder.rename(named)
    return named.name


def digest_folder(folder: Path) -> str:
    """Give the name that a whole folder gets, by its files' names and content."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return short_hash(
        "\n".join(f"{path.relative_to(folder)} {short_hash(path.read_bytes())}" for path in files).encode()
    )


def write_hashed(data: bytes, name: str, out: Path) -> str:
    """Write a file at `name` in `out`, with its hash in that; give its address."""
    target = (out / name).with_suffix(f".{short_hash(data)}{Path(name).suffix}")
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(data)
    return f"/{target.relative_to(out).as_posix()}"
