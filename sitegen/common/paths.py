"""The project's own folders, and those of a built site."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
CALCULATOR = ROOT / "calculator"
SITEGEN = ROOT / "sitegen"
NODE_MODULES = ROOT / "node_modules"
CACHE = ROOT / ".cache"
RULES = CALCULATOR / "rules.py"

BUILD_FOLDERS = ("assets", "runtime", "python", "zoek", "delen", "beheer")
"""Folders of a site that the build fills itself, as they stand in addresses."""

ASSETS, RUNTIME, WHEEL, SEARCH, SOCIAL_CARDS, EDITOR = BUILD_FOLDERS
