"""A tenant environment as a whole."""
