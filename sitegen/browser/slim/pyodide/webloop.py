"""Stands in for Pyodide's event loop: nothing here waits."""

from pyodide_js._api import scheduleCallback  # a snapshot expects to find these objects, in this order


def _initialize_event_loop():
    """Start no loop."""
