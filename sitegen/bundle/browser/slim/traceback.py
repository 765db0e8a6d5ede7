"""Stands in for the formatting of tracebacks: the kind of an error and its text are told."""

import sys


def format_exception(exception, value=None, tb=None):
    """Return an exception as lines of text."""
    error = exception if value is None else value
    return [f"{type(error).__name__}: {error}\n"]


def print_exception(exception, value=None, tb=None):
    """Write an exception where errors go."""
    sys.stderr.write(format_exception(exception, value, tb)[0])
