"""Programs of the distribution that tests use, installed where they are missing and we may."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import gettempdir

from filelock import FileLock

PACKAGES = {
    "apache2": ("apache2",),
    "caddy": ("caddy",),
    "chromium": ("chromium", "libatomic1"),
    "firefox-esr": ("firefox-esr",),
    "hunspell": ("hunspell", "hunspell-nl"),
    "nginx": ("nginx", "libnginx-mod-http-brotli-static"),
    "WebKitWebDriver": ("webkit2gtk-driver",),
    "wrk": ("wrk",),
    "Xvfb": ("xvfb",),
}
"""Packages that bring each program."""

BESIDE = {
    "hunspell": "usr/share/hunspell/nl_BE.dic",
    "nginx": "etc/nginx/modules-enabled/*brotli*.conf",
}
"""Files without which a program is of no use, as patterns from the root."""

SECONDS_TO_END = 20
SECONDS_TO_INSTALL = 1_800

PLACES = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def program(name: str) -> str:
    """Return the path of a program; install it where the distribution has it and we may.

    Raises RuntimeError with the line to type if there is none.
    """
    path = try_program(name)
    if path is None:
        raise RuntimeError(f"no {name}: type `sudo apt-get install {' '.join(packages_of(name))}`")
    return path


def try_program(name: str) -> str | None:
    """Return the path of a program, which is installed where the distribution has it and we may; None if not."""
    path = find(name)
    if path is None:
        install(*packages_of(name))
        path = find(name)
    return path


def packages_of(name: str) -> tuple[str, ...]:
    """Return the packages that bring a program; its own name where no other is known."""
    return PACKAGES.get(name, (name,))


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask a program to end, and kill it if it does not."""
    process.terminate()
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()


def find(name: str) -> str | None:
    """Return the path of a program, None unless all of it is there."""
    complete = name not in BESIDE or any(Path("/").glob(BESIDE[name]))
    return shutil.which(name, path=PLACES) if complete else None


def install(*packages: str) -> None:
    """Have the distribution install packages, where there is one that we know and we may."""
    if not may_install():
        return
    quietly = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with FileLock(Path(gettempdir()) / "kmo-install.lock"):
        install_now(packages, quietly)


def may_install() -> bool:
    """Return whether there is a distribution that we know, and we are who may install."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def install_now(packages: tuple[str, ...], quietly: dict[str, str]) -> None:
    """Install packages, while no other test does."""
    subprocess.run(["apt-get", "update"], env=quietly, timeout=SECONDS_TO_INSTALL, check=False)
    command = ["apt-get", "install", "--yes", *packages]
    subprocess.run(command, env=quietly, timeout=SECONDS_TO_INSTALL, check=False)
