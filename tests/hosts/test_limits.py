"""A site that is more than the strictest host takes is told so while it is built."""

from pathlib import Path

import pytest

from sitegen.common.serving import Serving
from sitegen.publish.hosts.limits import check_limits


def codes(folder: Path, **redirects: str) -> list[str]:
    serving = Serving(base_path="/", redirects=redirects)
    diagnostics = list(check_limits(folder, serving, "site_src/pages"))
    assert all(diagnostic.warning for diagnostic in diagnostics)
    return [diagnostic.code for diagnostic in diagnostics]


@pytest.mark.parametrize(("count", "expected"), [(2000, []), (2001, ["KMO110"])])
def test_two_thousand_old_addresses_is_the_most(tmp_path: Path, count: int, expected: list[str]) -> None:
    assert codes(tmp_path, **{f"/{number}/": "/kosten/" for number in range(count)}) == expected


def test_an_old_address_of_more_than_a_thousand_characters_is_told(tmp_path: Path) -> None:
    assert codes(tmp_path, **{f"/{'x' * 1000}/": "/kosten/"}) == ["KMO111"]


@pytest.mark.parametrize(("count", "expected"), [(20_000, []), (20_001, ["KMO112"])])
def test_twenty_thousand_files_is_the_most(tmp_path: Path, count: int, expected: list[str]) -> None:
    for number in range(count):
        (tmp_path / str(number)).touch()
    assert codes(tmp_path) == expected


@pytest.mark.parametrize(("size", "expected"), [(25 * 2**20, []), (25 * 2**20 + 1, ["KMO113"])])
def test_a_file_of_25_mebibytes_is_the_largest(tmp_path: Path, size: int, expected: list[str]) -> None:
    with (tmp_path / "groot.wasm").open("wb") as file:
        file.truncate(size)
    assert codes(tmp_path) == expected


def test_the_site_itself_is_within_every_limit(sites: dict[str, Path]) -> None:
    assert codes(sites["/"]) == []
