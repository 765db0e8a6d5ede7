"""Stands in for Pyodide's evaluation of source text: the page imports functions, and never sends source."""

from importlib import import_module


def eval_code(source, globals=None):
    """Evaluate the runtime's own start: statements and an expression, between semicolons."""
    namespace = {} if globals is None else globals
    *statements, expression = source.split(";")
    for statement in statements:
        exec(statement.strip(), namespace)
    return eval(expression.strip(), namespace)


def pyimport_impl(path):
    """Import a module."""
    return import_module(path)
