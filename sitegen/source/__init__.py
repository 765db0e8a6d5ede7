"""The source: what editors wrote, and whether it is well-formed."""
