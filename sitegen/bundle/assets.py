"""The assets of the site under names that hold a hash of their content."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from sitegen.bundle.packages import FONT_FILE
from sitegen.common.hashes import short_hash
from sitegen.source.palettes import Palette

FONT_NAME = "tekst.woff2"
ICON = "img/icoon.svg"
HIDDEN = shutil.ignore_patterns(".*")
ASSET_KINDS = ("fonts", "img", "js", "css")
"""Kinds of assets, each before those that refer to it."""

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


def copy_assets(source: Path, modules: Path, made: Mapping[str, str], out: Path) -> dict[str, str]:
    """Copy each kind of asset into a folder named after its content, with what the build `made`; give their addresses.

    A style sheet that refers to `../fonts/` gets the folder's new name, so a kind is copied
    after the kinds it refers to.
    """
    addresses: dict[str, str] = {}
    for kind in ASSET_KINDS:
        folder = out / "assets" / kind
        shutil.copytree(source / kind, folder, ignore=HIDDEN) if (source / kind).is_dir() else folder.mkdir(
            parents=True
        )
        if kind == "fonts":
            shutil.copyfile(modules / FONT_FILE, folder / FONT_NAME)
        for name, text in made.items():
            if name.startswith(f"{kind}/"):
                (folder.parent / name).write_text(text, "utf-8")
        for sheet in sorted(folder.rglob("*.css")):
            text = sheet.read_text("utf-8")
            for other, address in addresses.items():
                text = text.replace(f"../{other}/", f"../{address.split('/')[2]}/")
            sheet.write_text(text, "utf-8")
        addresses[kind] = f"/assets/{name_by_content(folder)}/"
    return addresses


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
