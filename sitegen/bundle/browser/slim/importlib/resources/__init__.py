"""Stands in for resources in packages, of which there are none."""
