"""Between JSON text and the values of the engine."""
