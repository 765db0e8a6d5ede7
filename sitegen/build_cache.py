"""Cache of a series of builds: a build makes only what changed since the one before."""

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from sitegen.bundle.assets import Assets
from sitegen.pages.builder import PageBuilder
from sitegen.pages.renderer import Renderer

type Fingerprint = tuple[tuple[str, int, int], ...]


class LastValue[Key, Value]:
    """Cache of one value, for as long as its key stays the same."""

    def __init__(self) -> None:
        self._last: tuple[Key, Value] | None = None

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value of `key`, made only if the last key was another."""
        if self._last is None or self._last[0] != key:
            self._last = key, make()
        return self._last[1]


class BuildCache:
    """The bundle, the renderer and the page builder of the last build, and the files of the bundle and of pages."""

    def __init__(self, folder: Path) -> None:
        self.bundle_files = folder / "bundle"
        self.pages = folder / "pages"
        self.pages.mkdir(parents=True)
        self.bundle: LastValue[object, Assets] = LastValue()
        self.renderer: LastValue[object, Renderer] = LastValue()
        self.builder: LastValue[object, PageBuilder] = LastValue()

    def write_bundle(self, key: object, make: Callable[[Path], Assets], out: Path) -> Assets:
        """Write the bundle into `out`, made only if `key` changed; return the addresses of its assets."""

        def make_anew() -> Assets:
            shutil.rmtree(self.bundle_files, ignore_errors=True)
            self.bundle_files.mkdir()
            return make(self.bundle_files)

        made = self.bundle.get(key, make_anew)
        shutil.copytree(self.bundle_files, out, copy_function=os.link, dirs_exist_ok=True)
        return made


def fingerprint(folders: Iterable[Path]) -> Fingerprint:
    """Return path, modification time and size of every file under the folders."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if path.is_file() and path.suffix != ".pyc":
                status = path.stat()
                found.append((path.relative_to(folder).as_posix(), status.st_mtime_ns, status.st_size))
    return tuple(found)
