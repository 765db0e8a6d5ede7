"""Templates and what they know."""
