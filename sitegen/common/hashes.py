"""Hashes of content: whole, or short enough for a file's name."""

import base64
import hashlib

LENGTH = 12
"""Hexadecimal digits of a hash in a name."""


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data`, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def integrity(data: bytes) -> str:
    """Return the SHA-256 of `data` as browsers take it: in base64, after its name.

    >>> integrity(b"")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return f"sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}"


def short_hash(data: bytes) -> str:
    """Return the start of the SHA-256 of `data`, which names files and cache entries after their content."""
    return sha256(data)[:LENGTH]
