"""Shared by several tests: browsers, servers, programs, and copies of the source."""
