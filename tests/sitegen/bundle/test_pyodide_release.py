"""What others made: every package has one version, and what visitors get is named with its licence."""

import json
import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

from tests.conftest import ROOT

EXACT = re.compile(r"\d+(\.\d+)*")
PYTHON = "cpython"


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def versions(pins: list[str]) -> dict[str, str]:
    return {normal(name): version for name, version in (pin.split("==") for pin in pins)}


def lock() -> dict[str, dict[str, str]]:
    packages: dict[str, dict[str, str]] = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    del packages[""]
    return packages


def test_every_python_package_that_is_installed_is_pinned_to_its_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = {name: versions(pins) for name, pins in project["dependency-groups"].items()}
    pinned = (
        groups["site"] | groups["test"] | groups["lint"] | versions(project["tool"]["uv"]["constraint-dependencies"])
    )
    installed = {normal(found.metadata["Name"]): found.version for found in distributions()}
    assert installed.items() <= pinned.items()
    assert (groups["site"] | groups["test"]).items() <= installed.items()


def test_every_npm_package_that_is_installed_is_pinned_to_its_version_and_hash() -> None:
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    direct = package["dependencies"] | package["devDependencies"]
    assert all(EXACT.fullmatch(version) for version in direct.values())
    locked = lock()
    assert direct == {name: locked[f"node_modules/{name}"]["version"] for name in direct}
    assert [name for name, known in locked.items() if not known["integrity"].startswith("sha512-")] == []
    assert [name for name, known in locked.items() if "resolved" in known] == []
    found = [path for path in (ROOT / "node_modules").rglob("package.json") if is_package(path)]
    installed = {path.parent.relative_to(ROOT).as_posix(): json.loads(path.read_bytes())["version"] for path in found}
    assert {name: locked[name]["version"] for name in installed} == installed
    assert [name for name in locked.keys() - installed.keys() if "optional" not in locked[name]] == []


def is_package(path: Path) -> bool:
    """Return whether a `package.json` is that of an installed package: right under its name."""
    above = path.parent.parent
    return (above.parent if above.name.startswith("@") else above).name == "node_modules"


def test_the_bill_of_materials_names_what_is_shipped_with_version_licence_and_hash(built_site: Path) -> None:
    bom = json.loads((built_site / "sbom.json").read_text("utf-8"))
    assert (bom["bomFormat"], bom["specVersion"], bom["metadata"]["component"]["name"]) == (
        "CycloneDX", "1.6", "kmo-calculator",
    )  # fmt: skip
    shipped = {
        part["name"]: (part["version"], [known["license"]["id"] for known in part["licenses"]])
        for part in bom["components"]
    }
    modules = ROOT / "node_modules"
    expected = {}
    needed = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    for name in needed.keys() - {"binaryen", "esbuild"}:  # they build, and are not shipped
        package = json.loads((modules / name / "package.json").read_text("utf-8"))
        expected[name] = (package["version"], [package["license"]])
    runtime = json.loads((modules / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    expected[PYTHON] = (runtime["info"]["python"], ["PSF-2.0"])
    assert shipped == expected
    assert all(part["hashes"][0]["alg"] == "SHA-512" for part in bom["components"] if "npm" in part["purl"])


def test_the_bill_of_materials_has_no_day_and_no_number_of_its_own(built_site: Path) -> None:
    text = (built_site / "sbom.json").read_text("utf-8")
    assert not re.search(r'serialNumber|timestamp|urn:uuid|"\d{4}-\d\d-\d\d', text)


def test_the_licence_of_everything_that_is_shipped_stands_in_one_file_to_which_a_page_links(built_site: Path) -> None:
    text = (built_site / "licenties.txt").read_text("utf-8")
    bom = json.loads((built_site / "sbom.json").read_text("utf-8"))
    for part in (*bom["components"], bom["metadata"]["component"]):
        licence = part["licenses"][0]["license"]["id"]
        assert re.search(rf"^{re.escape(part['name'])}: .* \({re.escape(licence)}\)$", text, re.MULTILINE), part["name"]
    for words in (
        "Mozilla Public License Version 2.0", "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2",
        "SIL OPEN FONT LICENSE Version 1.1", "Copyright 2022 Luca Ongaro", "Copyright 2023 OramaSearch Inc.",
        "Apache License", "Copyright (c) 2026 the authors",
    ):  # fmt: skip
        assert words in text
    assert 'href="../licenties.txt"' in (built_site / "over-ons" / "index.html").read_text("utf-8")
