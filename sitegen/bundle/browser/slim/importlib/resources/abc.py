"""Stands in for the classes of resources in packages, of which there are none."""

__all__ = ()
