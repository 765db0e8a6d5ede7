"""Stands in for the inspection of live objects: dataclasses ask for annotations, nobody for more."""


def get_annotations(obj):
    """Return the annotations of a class."""
    return dict(vars(obj).get("__annotations__", {}))


def signature(obj):
    """Refuse, as for any object without a signature: a dataclass then has none in its docstring."""
    raise TypeError(obj)


def iscoroutinefunction(obj):
    """Return whether a function is a coroutine: here none is."""
    return False
