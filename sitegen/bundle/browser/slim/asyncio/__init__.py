"""Stands in for the event loop, which a calculator that answers at once does not need."""
