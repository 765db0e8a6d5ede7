"""Serve the site while it is edited."""
