"""Keeps what takes long to make, named after what it is made of."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache"
HASH_LENGTH = 12


def cached(name: str, make: Callable[[Path], None]) -> Path:
    """Give the one file that `make` leaves in a folder; it is made only if the cache does not have it."""
    folder = CACHE / name
    if not folder.is_dir():
        CACHE.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=CACHE) as temporary:
            made = Path(temporary) / "made"
            made.mkdir()
            make(made)
            with suppress(FileExistsError):  # another build was first, and made the same
                made.rename(folder)
    (file,) = folder.iterdir()
    return file


def digest(data: bytes) -> str:
    """Give the name that content gets: the start of its SHA-256."""
    return hashlib.sha256(data).hexdigest()[:HASH_LENGTH]


def digest_folder(folder: Path) -> str:
    """Give the name that a whole folder gets, by its files' names and content."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return digest("\n".join(f"{path.relative_to(folder)} {digest(path.read_bytes())}" for path in files).encode())
