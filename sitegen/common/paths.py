"""Paths of the project's own folders."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
CALCULATOR = ROOT / "calculator"
SITEGEN = ROOT / "sitegen"
NODE_MODULES = ROOT / "node_modules"
CACHE = ROOT / ".cache"
