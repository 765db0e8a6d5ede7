"""Checks of the built pages."""
