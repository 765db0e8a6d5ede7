"""A build carries the hashed files of the releases before it along for a month."""

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from sitegen.publish.earlier_files import CARRIED, carry_earlier_files
from sitegen.site import build_site
from tests.conftest import ROOT, TODAY
from tests.support.commands import call

DAY = timedelta(days=1)
SECOND_DAY = TODAY + 3 * DAY
SHEETS = ("assets/css/search.*.css", "assets/css/planner.*.css")


def change(source: Path, sheet: str) -> None:
    path = source / "assets" / "css" / sheet
    path.write_text(f"{path.read_text('utf-8')}\n.later {{ margin: 0; }}\n", "utf-8")


def build(source: Path, out: Path, day: date) -> Path:
    build_site(source, out, day, print)
    return out


def record_of(site: Path) -> dict[str, dict[str, str]]:
    record: dict[str, dict[str, str]] = json.loads((site / "build.json").read_text("utf-8"))
    return record


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory, built_site: Path) -> list[Path]:
    """Copies of the folder of a site after each of four builds; between the first three a style sheet changed."""
    work = tmp_path_factory.mktemp("releases")
    source = Path(shutil.copytree(ROOT / "site_src", work / "bron"))
    out = Path(shutil.copytree(built_site, work / "dist"))
    copies = [built_site]
    for sheet, day in (
        ("search.css", SECOND_DAY),
        ("planner.css", SECOND_DAY + CARRIED),
        (None, SECOND_DAY + CARRIED + DAY),
    ):
        if sheet:
            change(source, sheet)
        copies.append(Path(shutil.copytree(build(source, out, day), work / f"{day}")))
    copies.append(build(source, work / "anew", SECOND_DAY + CARRIED + DAY))
    return copies


def test_a_page_of_an_earlier_release_finds_its_files_as_they_were_for_a_month(releases: list[Path]) -> None:
    first, second, third, fourth, _ = releases
    (search,), (planner,) = ([path.relative_to(first).as_posix() for path in first.glob(each)] for each in SHEETS)
    for site in (second, third):
        assert (site / search).read_bytes() == (first / search).read_bytes()
        assert record_of(site)["earlier"][search] == str(SECOND_DAY)
    assert not (fourth / search).exists()
    assert record_of(fourth)["earlier"][planner] == str(SECOND_DAY + CARRIED)
    assert {name.removesuffix(".br").removesuffix(".gz") for name in record_of(fourth)["earlier"]} == {planner}


def test_into_an_empty_folder_a_release_carries_nothing(releases: list[Path]) -> None:
    anew = releases[-1]
    assert record_of(anew)["earlier"] == {}
    carried = record_of(releases[3])["files"].items() - record_of(anew)["files"].items()
    assert {name for name, _ in carried} == set(record_of(releases[3])["earlier"])


def test_what_is_carried_along_is_compared_and_not_kept_by_service_workers(releases: list[Path]) -> None:
    second = releases[1]
    carried = [*record_of(second)["earlier"]]
    assert carried
    assert [name for name in carried if name in (second / "sw.js").read_text("utf-8")] == []
    done = call("--out", second, "vergelijk", second)
    assert (done.exit_code, done.stdout) == (0, "")


def test_a_file_that_is_not_what_its_release_says_is_left_behind(releases: list[Path], tmp_path: Path) -> None:
    spoilt = Path(shutil.copytree(releases[0], tmp_path / "spoilt"))
    carried = carry_earlier_files(spoilt, tmp_path / "whole", TODAY)
    name = next(name for name in carried if name.endswith(".css"))
    (spoilt / name).write_bytes(b"")
    (spoilt / "assets/js/added.js").write_bytes(b"")
    (spoilt / "assets/js/linked.js").symlink_to(spoilt / "sw.js")
    assert carried.keys() - carry_earlier_files(spoilt, tmp_path / "out", TODAY).keys() == {name}
    assert not (tmp_path / "out" / name).exists()


@pytest.mark.parametrize("record", ["", "{", "[]", '{"files": [], "earlier": 7}'])
def test_a_folder_without_a_record_that_can_be_read_gives_nothing(tmp_path: Path, record: str) -> None:
    (tmp_path / "before" / "assets").mkdir(parents=True)
    (tmp_path / "before" / "assets" / "x.js").write_text("x")
    (tmp_path / "before" / "build.json").write_text(record)
    assert carry_earlier_files(tmp_path / "before", tmp_path / "out", TODAY) == {}
