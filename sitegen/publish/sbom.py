"""Write `sbom.json`: the bill of materials of the shipped files, in CycloneDX."""

import base64
import json
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from sitegen.bundle.packages import DISPLAY_FONT, SEARCH_PACKAGES, TEXT_FONT
from sitegen.bundle.sveltia import PACKAGES, SOURCE
from sitegen.common.paths import EDITOR, ROOT
from sitegen.publish.manifest import versions

SBOM = "sbom.json"


def write_sbom(out: Path) -> None:
    """Write every shipped component with its version and licence; no timestamp, so that builds are equal."""
    known = versions()
    calculator = component("kmo-calculator", known["calculator"], "MIT", None)
    shipped = [
        npm_component("pyodide"),
        npm_component(TEXT_FONT),
        npm_component(DISPLAY_FONT),
        component("cpython", known["python"], "PSF-2.0", PackageURL("generic", None, "cpython", known["python"])),
        *(npm_component(name) for name in SEARCH_PACKAGES),
    ]
    if (out / EDITOR).is_dir():
        shipped += (npm_component(name, SOURCE) for name in PACKAGES)
    bom = Bom(components=shipped)
    bom.metadata.component = calculator
    bom.register_dependency(calculator, shipped)
    made = json.loads(JsonV1Dot6(bom).output_as_string())
    del made["serialNumber"], made["metadata"]["timestamp"]
    (out / SBOM).write_text(json.dumps(made, indent=1) + "\n", "utf-8")


def npm_component(name: str, root: Path = ROOT) -> Component:
    """Return the component of an npm package, from the lock file in a folder."""
    packages = json.loads((root / "package-lock.json").read_text("utf-8"))["packages"]
    package = packages[f"node_modules/{name}"]
    group, _, short = name.rpartition("/")
    made = component(name, package["version"], package["license"], PackageURL("npm", group, short, package["version"]))
    made.hashes.add(HashType(alg=HashAlgorithm.SHA_512, content=hexadecimal(package["integrity"])))
    return made


def component(name: str, release: str, licence: str, address: PackageURL | None) -> Component:
    """Return a component; `licence` is an SPDX identifier."""
    return Component(
        name=name,
        version=release,
        type=ComponentType.LIBRARY if address else ComponentType.APPLICATION,
        bom_ref=str(address or name),
        licenses=[LicenseFactory().make_from_string(licence)],
        purl=address,
    )


def hexadecimal(integrity: str) -> str:
    """Return the hash of a lock file, `sha512-` and base 64, in hexadecimal.

    >>> hexadecimal("sha512-/wA=")
    'ff00'
    """
    return base64.b64decode(integrity.partition("-")[2]).hex()
