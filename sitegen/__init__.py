"""Turns `site_src/` into a folder of files that any static host can serve."""
