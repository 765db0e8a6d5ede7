"""What a series of builds keeps from one to the next, so that only what changed is made again."""

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from sitegen.bundle.assets import Assets
from sitegen.pages.builder import Maker
from sitegen.pages.renderer import Renderer

type Stamp = tuple[tuple[str, int, int], ...]


class Memory[Key, Value]:
    """Keeps what was made last, for as long as its key stays the same."""

    def __init__(self) -> None:
        self._last: tuple[Key, Value] | None = None

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Give what was made for `key`, and make it if that was not the last one."""
        if self._last is None or self._last[0] != key:
            self._last = key, make()
        return self._last[1]


class Kept:
    """The memory of a series of builds; `folder` holds the files that the browser runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bundle: Memory[object, Assets] = Memory()
        self.renderer: Memory[object, Renderer] = Memory()
        self.maker: Memory[object, Maker] = Memory()

    def put_bundle(self, key: object, make: Callable[[Path], Assets], out: Path) -> Assets:
        """Put what the browser runs into `out`, made anew only if `key` changed."""

        def make_anew() -> Assets:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            return make(self.folder)

        made = self.bundle.get(key, make_anew)
        shutil.copytree(self.folder, out, copy_function=os.link, dirs_exist_ok=True)
        return made


def stamp(folders: Iterable[Path]) -> Stamp:
    """Give what changes whenever a file under one of the folders does."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if path.is_file() and path.suffix != ".pyc":
                status = path.stat()
                name = path.relative_to(folder).as_posix()
                found.append((name, status.st_mtime_ns, status.st_size))
    return tuple(found)
