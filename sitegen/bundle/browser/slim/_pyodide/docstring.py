"""Stands in for Pyodide's docstrings, which nobody reads here."""


def dedent_docstring(docstring):
    """Leave a docstring as it is."""
    return docstring


def get_cmeth_docstring(function):
    """Return no docstring."""
    return ""
