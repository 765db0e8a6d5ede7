"""Modules that two rooms or more use."""
