"""Stands in for Pyodide's bindings by signature: Python calls no JavaScript here but by default."""

from _pyodide_core import JsFuncSignature, js2py_default_call_result, py2js_default


def call_by_default(*args, **kwargs):
    """Stand for the shape of any call."""


no_default = object()
default_signature = JsFuncSignature(
    call_by_default, False, 0, (), (), py2js_default, (), (), (), py2js_default, js2py_default_call_result
)


def func_to_sig(function):
    """Return the default signature, whatever the function."""
    return default_signature


def get_attr_sig(signature, attribute):
    """Return that an attribute has no signature."""
    return (False, None)


def bind_class_sig(signature):
    """Return the signature of a class as it is."""
    return signature
