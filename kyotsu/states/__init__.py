"""Who locks a stack, and what an engine that was killed left unfinished in its state."""
