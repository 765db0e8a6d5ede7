"""The files that pages load: scripts, style sheets, fonts and images, each named after its content."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.bundle.fonts import FONTS, font_file
from sitegen.bundle.pyodide_release import BROWSER
from sitegen.common.hashes import integrity, short_hash
from sitegen.common.paths import ASSETS
from sitegen.common.tools import TOOLS, run
from sitegen.source.palettes import STYLE_SHEET, Palette

ICON = "img/icoon.svg"
HIDDEN = shutil.ignore_patterns(".*")
CHECKED = (".css", ".js")
"""Suffixes of what a browser runs or applies only if it is what was built."""

BUNDLER = BROWSER / "bundle.mjs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """The addresses, from the site's root, of what pages load, by the names of the sources.

    `integrity` holds the hash of each script and style sheet, by its address.
    """

    img: str
    fonts: list[str]
    scripts: Mapping[str, str]
    styles: Mapping[str, str]
    integrity: Mapping[str, str]


ACCENT = """
/* Made by the build: the accent that site.toml chose, unless a page in another site's chose its own. */

:root {{ --accent: var(--chosen-light, {light}); }}

@media (prefers-color-scheme: dark) {{
  :root {{ --accent: var(--chosen-dark, {dark}); }}
}}
"""


def write_accent(light: Palette, dark: Palette) -> str:
    """Return the rules that set the accent in both colour schemes."""
    return ACCENT.format(light=light.accent, dark=dark.accent)


def write_assets(
    source: Path, modules: Path, constants: Mapping[str, object], light: Palette, dark: Palette, out: Path
) -> Assets:
    """Bundle the scripts and style sheets of a source into `out`, and copy its images; return the addresses.

    `constants` are those of the scripts of the worker and of the page; the palettes colour the icon and the links.
    """
    with TemporaryDirectory() as temporary:
        work = Path(temporary)
        for kind in ("js", "css"):
            shutil.copytree(source / "assets" / kind, work / kind, ignore=HIDDEN)
        (work / "fonts").mkdir()
        for name in FONTS:
            shutil.copyfile(font_file(name, modules), work / "fonts" / f"{name}.woff2")
        with (work / STYLE_SHEET.relative_to("assets")).open("a", encoding="utf-8") as sheet:
            sheet.write(write_accent(light, dark))
        (work / "constants.json").write_text(json.dumps(constants), "utf-8")
        bundled = json.loads(run([TOOLS / "node", BUNDLER, work, work / "constants.json", modules], {}))
        shutil.copytree(work / "assets", out / ASSETS)
    return Assets(
        img=copy_images(source / "assets", light, out),
        fonts=bundled["fonts"],
        scripts=bundled["scripts"],
        styles=bundled["styles"],
        integrity={
            f"/{path.relative_to(out).as_posix()}": integrity(path.read_bytes())
            for path in sorted((out / ASSETS).rglob("*"))
            if path.suffix in CHECKED
        },
    )


def copy_images(source: Path, light: Palette, out: Path) -> str:
    """Copy the images of a source, with the icon in the accent; return the address of their folder."""
    folder = out / ASSETS / "img"
    shutil.copytree(source / "img", folder, ignore=HIDDEN)
    icon = folder.parent / ICON
    icon.write_text(icon.read_text("utf-8").replace("currentColor", light.accent), "utf-8")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    content = "\n".join(f"{path.relative_to(folder)} {short_hash(path.read_bytes())}" for path in files)
    named = folder.with_name(f"{folder.name}.{short_hash(content.encode())}")
    folder.rename(named)
    return f"/{ASSETS}/{named.name}/"


def write_hashed(data: bytes, name: str, out: Path) -> str:
    """Write a file at `name` in `out`, with its hash in that; return its address."""
    target = (out / name).with_suffix(f".{short_hash(data)}{Path(name).suffix}")
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(data)
    return f"/{target.relative_to(out).as_posix()}"
