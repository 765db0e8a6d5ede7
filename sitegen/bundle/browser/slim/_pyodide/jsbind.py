"""Stands in for Pyodide's bindings by signature: Python calls no JavaScript here but by default."""

from _pyodide_core import JsFuncSignature, js2py_default_call_result, py2js_default


def call_by_default(*args, **kwargs):
    """The shape of a call that nothing is known about."""


no_default = object()
default_signature = JsFuncSignature(
    call_by_default, False, 0, (), (), py2js_default, (), (), (), py2js_default, js2py_default_call_result
)


def func_to_sig(function):
    """Know nothing about a function."""
    return default_signature


def get_attr_sig(signature, attribute):
    """Know nothing about an attribute."""
    return (False, None)


def bind_class_sig(signature):
    """Know nothing about a class."""
    return signature
