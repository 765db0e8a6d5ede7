"""Calculate the outcome of an application by the rules."""
